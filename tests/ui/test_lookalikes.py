"""The proposal in the forms: seen, answered by keyboard, remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from art_desktop.domain.ids import ChildId, HomeId, ProviderId
from art_desktop.domain.lookalikes import Lookalike, Relation
from art_desktop.domain.provider_views import SaveHome, SaveProvider
from art_desktop.domain.vocabulary import ProviderKind, Sex
from art_desktop.ui.finder import FindResult, nothing_found
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.child_form import ChildFormPage
from art_desktop.ui.pages.home_form import HomeFormPage
from art_desktop.ui.pages.household_form import HouseholdFormPage
from art_desktop.ui.pages.provider_form import ProviderFormPage
from art_desktop.ui.pages.request_form import RequestFormPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.lookalikes import Lookalikes
from tests.ui.keys import Keyboard

BORN = date(2017, 7, 1)
Opens = Callable[[str], DeskWindow]


@pytest.fixture
def window(window_for: Callable[[str], DeskWindow]) -> DeskWindow:
    return window_for("ann")


def _form(window: DeskWindow, **answers: object) -> ChildFormPage:
    window.shell.go(Route(routes.CHILD_FORM))
    page = window.shell.page(routes.CHILD_FORM)
    assert isinstance(page, ChildFormPage)
    page.form.fill({"last_name": "Carter", "born_on": BORN, "sex": Sex.MALE, **answers})
    page.watch.look()
    return page


def _button(panel: Lookalikes, words: str) -> Button:
    return next(one for one in panel.findChildren(Button) if words in one.text())


def test_the_same_child_is_proposed_and_opened(window: DeskWindow) -> None:
    page = _form(window, first_name="Jay")
    assert not page.lookalikes.isHidden()
    (found,) = page.lookalikes.shown()
    assert found.title == "Jay Carter"
    _button(page.lookalikes, "Open").click()
    assert window.shell.route() == Route(routes.CHILD, 1)


def test_another_child_is_remembered_for_this_form(window: DeskWindow) -> None:
    page = _form(window, first_name="Jay")
    _button(page.lookalikes, "It is another child").click()
    assert page.lookalikes.isHidden()
    page.form.fill({"case_number": "77"})
    page.watch.look()
    assert page.lookalikes.isHidden()
    assert page.lookalikes.waved() == {("child", 1)}
    page.read_again()
    page.form.fill({"first_name": "Jay", "last_name": "Carter", "born_on": BORN})
    page.watch.look()
    assert page.lookalikes.shown()


def test_a_twin_becomes_a_brother_or_sister(window: DeskWindow) -> None:
    page = _form(window, first_name="Tobias")
    (found,) = page.lookalikes.shown()
    assert found.relation is Relation.SIBLING
    _button(page.lookalikes, "Add as a brother or sister of Jay Carter").click()
    assert page.sibling.value() == (ChildId(1),)
    assert page.lookalikes.isHidden()
    page.save()
    assert window.desk is not None
    made = window.desk.services.children.page(window.desk.actor, ChildId(4))
    assert ChildId(1) in made.sibling_ids


def test_typing_is_what_asks(window: DeskWindow, qtbot: QtBot) -> None:
    page = _form(window, first_name="Zed", last_name="Zwick")
    assert page.lookalikes.isHidden()
    line = page.form.field("first_name").focus_target()
    assert isinstance(line, QLineEdit)
    page.form.field("last_name").set_value("Carter")
    line.clear()
    qtbot.keyClicks(line, "Jay")
    qtbot.waitUntil(lambda: not page.lookalikes.isHidden())


def test_a_child_on_record_is_changed_without_a_proposal(window: DeskWindow) -> None:
    window.shell.go(Route(routes.CHILD_FORM, 1))
    page = window.shell.page(routes.CHILD_FORM)
    assert isinstance(page, ChildFormPage)
    assert not page.form.findChildren(Lookalikes)


def test_a_child_of_a_new_request_is_chosen_in_place_of_added(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REQUEST_FORM))
    page = window.shell.page(routes.REQUEST_FORM)
    assert isinstance(page, RequestFormPage)
    page._ask_new_child("Jay Carter")
    page.watch.look()
    panel = page.findChild(Lookalikes)
    assert panel is not None
    _button(panel, "Choose this child").click()
    assert page.children_field.value() == (ChildId(1),)


def test_what_is_said_and_where_the_keyboard_goes(window: DeskWindow) -> None:
    page = _form(window, first_name="Jay")
    opening = _button(page.lookalikes, "Open")
    spoken = QAccessible.queryAccessibleInterface(opening)
    assert spoken.text(QAccessible.Text.Name) == "Open the record: Jay Carter, 9 y 4 m · C-00001"
    assert spoken.text(QAccessible.Text.Description) == "The same name and the same birth date."
    one = page.lookalikes.shown()[0]
    page.lookalikes.show_found([one])
    assert _button(page.lookalikes, "Open") is opening  # not made afresh under the keyboard
    _button(page.lookalikes, "another").click()
    assert window.shell.focusWidget() is page.form.field("sex").focus_target()


def test_the_next_proposal_has_the_keyboard(qtbot: QtBot) -> None:
    opened: list[Lookalike] = []
    panel = Lookalikes("It is another household", opened.append)
    qtbot.addWidget(panel)
    found = [
        Lookalike("household", key, name, "H-1", "The same name.", of=key)
        for key, name in ((1, "Hall"), (2, "<b>Hale</b>"))
    ]
    panel.show_found(found)
    panel.show()
    _button(panel, "another").click()
    assert [one.key for one in panel.shown()] == [2]
    assert panel.focusWidget() is _button(panel, "Open")
    _button(panel, "Open").click()
    assert [one.key for one in opened] == [2]


@pytest.mark.parametrize(
    ("typed", "title"), [("x", "Type one letter more"), ("xy", "Nothing found")]
)
def test_nothing_found_says_what_to_type(typed: str, title: str) -> None:
    line = nothing_found(typed)
    assert line.title == title
    assert line.detail
    assert line.key is None


# Households, providers and homes


def _household_form(window: DeskWindow, key: object = None) -> HouseholdFormPage:
    window.shell.go(Route(routes.HOUSEHOLD_FORM, key))
    page = window.shell.page(routes.HOUSEHOLD_FORM)
    assert isinstance(page, HouseholdFormPage)
    return page


def _provider_form(window: DeskWindow, key: object = None) -> ProviderFormPage:
    window.shell.go(Route(routes.PROVIDER_FORM, key))
    page = window.shell.page(routes.PROVIDER_FORM)
    assert isinstance(page, ProviderFormPage)
    return page


def _home_form(window: DeskWindow, provider_id: int) -> HomeFormPage:
    window.shell.go(routes.behind_provider(routes.HOME_FORM, provider_id))
    page = window.shell.page(routes.HOME_FORM)
    assert isinstance(page, HomeFormPage)
    return page


def _larchmere(window: DeskWindow) -> tuple[ProviderId, HomeId]:
    """Put an owner on record, then its home: their ids are not the same number."""
    assert window.desk is not None
    providers, actor = window.desk.services.providers, window.desk.actor
    kind = ProviderKind.CHILDRENS_HOME
    owner = providers.save(actor, SaveProvider(name="Larchmere", kind=kind))
    home = SaveHome(
        provider_id=owner, kind=kind, name="Far End", urn="SC970001", postcode="PE1 1AA"
    )
    return owner, providers.save_home(actor, home)


def _above(panel: Lookalikes) -> object:
    """Return the question under which a proposal stands."""
    group = panel.parentWidget()
    assert group is not None
    column = group.layout()
    assert column is not None
    item = column.itemAt(column.indexOf(panel) - 1)
    assert item is not None
    return item.widget()


@pytest.mark.parametrize("by", ["name", "carer", "phone", "carers_phone"])
def test_a_household_is_known_again(window: DeskWindow, by: str) -> None:
    page = _household_form(window)
    carer = page._carers.parts[0].fields
    page.watch.look()
    assert page.lookalikes.isHidden()
    if by == "name":
        page.form.fill({"name": "Hall", "postcode": "PE1 1AA"})
    elif by == "phone":
        page.form.fill({"phone": "+44 1632 960456"})
    else:
        mine = by == "carer"
        carer["first_name"].set_value("Rose" if mine else "Zed")
        carer["last_name"].set_value("Hall" if mine else "Zwick")
        carer["phone"].set_value(None if mine else "01632 960 456")
    page.watch.look()
    (found,) = page.lookalikes.shown()
    assert (found.title, found.detail) == ("Hall", "Rose Hall · H-0001")
    _button(page.lookalikes, "Open").click()
    assert window.shell.route() == Route(routes.HOUSEHOLD, 1)


def test_a_proposal_stands_where_the_typing_is(window: DeskWindow, qtbot: QtBot) -> None:
    page = _household_form(window)
    line = page.form.field("phone").focus_target()
    assert isinstance(line, QLineEdit)
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(line, "01632960456")
    qtbot.waitUntil(lambda: not page.lookalikes.isHidden())
    assert _above(page.lookalikes) is page.form.field("phone")
    page.form.field("name").changed.emit()  # what is shown is not taken from under the eyes
    assert _above(page.lookalikes) is page.form.field("phone")
    keys = Keyboard(window.shell)
    keys.press(Qt.Key.Key_Tab)
    assert keys.at() == "Open the record: Hall, Rose Hall · H-0001"
    keys.press(Qt.Key.Key_Tab)
    assert keys.at() == "It is another household, not Hall"
    keys.space()
    assert keys.focus() is page.form.field("email").focus_target()
    assert page.lookalikes.isHidden()
    page.form.field("name").changed.emit()
    assert _above(page.lookalikes) is page.form.field("name")


def test_a_draft_of_a_household_is_looked_at(window: DeskWindow) -> None:
    page = _household_form(window)
    page.form.fill({"name": "Hal", "phone": "01632 960456"})
    page.keep_draft()
    again = _household_form(window)
    assert [one.of for one in again.lookalikes.shown()] == [1]


def test_supply_on_record_is_changed_without_a_proposal(window_for: Opens) -> None:
    window = window_for("max")
    _, home = _larchmere(window)
    assert not _household_form(window, 1).form.findChildren(Lookalikes)
    assert not _provider_form(window, 1).form.findChildren(Lookalikes)
    window.shell.go(Route(routes.HOME_FORM, home))
    page = window.shell.page(routes.HOME_FORM)
    assert isinstance(page, HomeFormPage)
    assert not page.form.findChildren(Lookalikes)


def test_a_provider_is_known_again_by_keyboard(window_for: Opens, qtbot: QtBot) -> None:
    window = window_for("max")
    page = _provider_form(window)
    line = page.form.field("name").focus_target()
    assert isinstance(line, QLineEdit)
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(line, "Fenside fostering")
    qtbot.waitUntil(lambda: not page.lookalikes.isHidden())
    keys = Keyboard(window.shell)
    keys.press(Qt.Key.Key_Tab)
    assert keys.at().startswith("Open the record: Fenside Fostering, P-0001")
    keys.press(Qt.Key.Key_Tab)
    keys.space()
    assert keys.focus() is page.form.field("kind").focus_target()
    page.watch.look()
    assert page.lookalikes.isHidden()


def test_a_home_entered_as_a_provider_is_opened_as_the_home(window_for: Opens) -> None:
    window = window_for("max")
    _, home = _larchmere(window)
    page = _provider_form(window)
    page.form.fill({"urn": "sc 970001"})
    page.watch.look()
    (found,) = page.lookalikes.shown()
    assert (found.title, found.why) == ("Far End", "The same Ofsted number.")
    _button(page.lookalikes, "Open").click()
    assert window.shell.route() == Route(routes.HOME, home)


def test_a_home_is_known_again_and_its_owner_is_not_proposed(window_for: Opens) -> None:
    window = window_for("max")
    owner, home = _larchmere(window)
    page = _home_form(window, owner)
    page.form.fill({"name": "Larchmere"})
    page.watch.look()
    assert page.lookalikes.isHidden()
    page.form.fill({"name": "Far End", "postcode": "PE1 1AA"})
    page.watch.look()
    (found,) = page.lookalikes.shown()
    assert (found.kind, found.of) == ("home", home)
    _button(page.lookalikes, "another home").click()
    assert window.shell.focusWidget() is page.form.field("kind").focus_target()
    other = _home_form(window, 1)
    other.form.fill({"name": "Larchmere"})
    other.watch.look()
    assert [(one.kind, one.of) for one in other.lookalikes.shown()] == [("provider", owner)]
    _button(other.lookalikes, "Open").click()
    assert window.shell.route() == Route(routes.PROVIDER, owner)


def test_the_find_box_opens_what_a_carer_or_a_home_stands_under(window_for: Opens) -> None:
    window = window_for("max")
    owner, _ = _larchmere(window)
    for typed, title, route in (
        ("Rose Hall", "Rose Hall", Route(routes.HOUSEHOLD, 1)),
        ("Far End", "Far End", Route(routes.PROVIDER, owner)),
    ):
        window.shell.find_box.setText(typed)
        window._find(typed)
        (found,) = [one for one in _found(window) if one.title == title]
        window.shell.find_box.result_chosen.emit(found)
        assert window.shell.route() == route


def _found(window: DeskWindow) -> list[FindResult]:
    rows = window.shell.find_box.list
    return [rows.item(at).data(int(Qt.ItemDataRole.UserRole)) for at in range(rows.count())]
