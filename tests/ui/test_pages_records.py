"""Children, households, providers: lists, pages, forms, addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.vocabulary import ApprovalKind, HoldReason, Sex
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.address import SHOWN_S, AddressCard
from art_desktop.ui.pages.child import ChildView
from art_desktop.ui.pages.child_form import ChildFormPage
from art_desktop.ui.pages.form_page import ClashPanel
from art_desktop.ui.pages.household import HouseholdView
from art_desktop.ui.pages.household_form import HouseholdFormPage
from art_desktop.ui.pages.households import HouseholdsPage
from art_desktop.ui.pages.providers import ProvidersPage
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from tests.ui.desk import field_at, widget_at

WindowFor = Callable[[str], DeskWindow]


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    return window_for("ann")


def words_of(widget: QWidget) -> list[str]:
    settle(widget)
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def child_page(window: DeskWindow, key: int) -> ChildView:
    window.shell.go(Route(routes.CHILD, key))
    page = window.shell.page(routes.CHILD)
    assert isinstance(page, ChildView)
    return page


def household_page(window: DeskWindow) -> HouseholdView:
    window.shell.go(Route(routes.HOUSEHOLD, 1))
    page = window.shell.page(routes.HOUSEHOLD)
    assert isinstance(page, HouseholdView)
    return page


def address_of(page: ChildView | HouseholdView) -> AddressCard:
    assert page.address is not None
    return page.address


@pytest.mark.parametrize("name", [routes.CHILD, routes.HOUSEHOLD])
def test_an_address_shows_only_when_asked_for_and_hides_again(
    window: DeskWindow, name: str
) -> None:
    page = child_page(window, 1) if name == routes.CHILD else household_page(window)
    street = "1 Mill Lane" if name == routes.CHILD else "2 Hill Road"
    card = address_of(page)
    assert not any(street in words for words in words_of(page))
    card.reveal_button.click()
    assert any(street in words for words in words_of(page))
    for _ in range(SHOWN_S):
        card.tick()
    assert not any(street in words for words in words_of(page))


def test_opening_an_address_is_logged(window_for: WindowFor) -> None:
    window = window_for("max")
    address_of(child_page(window, 1)).reveal_button.click()
    assert window.desk is not None
    rows = window.desk.services.keeping.audit(window.desk.actor, 5)
    assert ("address opened", "child") in [(row.action, row.object_type) for row in rows]


def test_leaving_or_locking_hides_the_address(window: DeskWindow) -> None:
    card = address_of(child_page(window, 1))
    card.reveal_button.click()
    settle(window.shell)
    window.lock()
    assert card.words.text() == ""


def test_a_copied_address_is_put_on_the_clipboard(window: DeskWindow) -> None:
    card = address_of(household_page(window))
    card.reveal_button.click()
    card.copy_button.click()
    assert QApplication.clipboard().text() == "2 Hill Road\nPE1 1AA"
    assert "30 seconds" in card.note.text()
    QApplication.clipboard().clear()


def test_who_may_not_open_an_address_has_no_button(window_for: WindowFor) -> None:
    card = address_of(child_page(window_for("bea"), 1))
    assert card.reveal_button.isHidden()
    assert "may not" in card.note.text()


def test_a_childs_page_shows_the_family_and_leads_on(window: DeskWindow) -> None:
    page = child_page(window, 1)
    shown = words_of(page)
    assert "Jay Carter" in shown
    assert "Boy, 9 y 4 m · born Sat 1 Jul 2017 · C-00001" in shown
    sibling = next(
        b for b in page.findChildren(QWidget) if getattr(b, "text", str)() == "Tom Carter"
    )
    QTest.mouseClick(sibling, Qt.MouseButton.LeftButton)
    assert window.shell.route() == Route(routes.CHILD, 2)


def test_a_new_request_for_a_child_names_it(window: DeskWindow) -> None:
    page = child_page(window, 3)
    page._new()
    form = window.shell.page(routes.REQUEST_FORM)
    assert form.children_field.value() == (3,)  # type: ignore[attr-defined]  # it is the form


def test_a_hold_is_put_and_lifted(window: DeskWindow) -> None:
    page = household_page(window)
    page._ask_hold()
    panel = widget_at(page._notice)
    assert isinstance(panel, InPlace)
    panel.do_button.click()
    assert page.page is not None
    assert page.page.hold_words == ""
    field_at(panel.body, 0).set_value(HoldReason.BREAK)
    panel.do_button.click()
    assert page.page.hold_words == "Taking a break"
    assert page.page.free == 0
    page._lift()
    assert page.page.hold_words == ""
    assert page.page.free == 2


def test_the_list_of_households_keeps_to_free_places(window: DeskWindow) -> None:
    window.shell.go(Route(routes.HOUSEHOLDS))
    page = window.shell.page(routes.HOUSEHOLDS)
    assert isinstance(page, HouseholdsPage)
    assert page.summary.text() == "1 in-house household, 2 free places"
    for least, left in (("2", 1), ("3", 0)):
        page.at_least.line.setText(least)
        page.at_least.changed.emit()
        assert page.table.model.rowCount() == left


def test_a_provider_that_was_found_stands_selected(window: DeskWindow) -> None:
    window.shell.go(Route(routes.PROVIDERS, 1))
    page = window.shell.page(routes.PROVIDERS)
    assert isinstance(page, ProvidersPage)
    current = page.table.current()
    assert current is not None
    assert current.name == "Fenside Fostering"


def test_a_child_is_added_and_changed(window: DeskWindow) -> None:
    window.shell.go(Route(routes.CHILD_FORM))
    page = window.shell.page(routes.CHILD_FORM)
    assert isinstance(page, ChildFormPage)
    page.save()
    assert page.form.field("first_name").problem()
    page.form.fill(
        {
            "first_name": "Noor",
            "last_name": "Łęcka",
            "born_on": date(2015, 1, 2),
            "sex": Sex.FEMALE,
            "home_postcode": "PE1 1AA",
            "sibling_of": (ChildId(3),),
        }
    )
    assert "Fenwick" in page.form.field("home_postcode")._help.text()
    page.save()
    assert window.shell.route() == Route(routes.CHILD, 4)
    assert window.desk is not None
    found = window.desk.services.children.page(window.desk.actor, ChildId(4))
    assert found.name == "Noor Łęcka"
    assert found.sibling_ids == (3,)


def test_two_editors_of_a_child_see_both_versions(window: DeskWindow) -> None:
    window.shell.go(Route(routes.CHILD_FORM, 1))
    page = window.shell.page(routes.CHILD_FORM)
    assert isinstance(page, ChildFormPage)
    page.form.field("religion").set_value("Mine")
    assert window.desk is not None
    services, actor = window.desk.services, window.desk.actor
    held = services.children.form(actor, ChildId(1))
    services.children.save(actor, replace(held, religion="Theirs"))
    page.save()
    clash = page.above()
    assert isinstance(clash, ClashPanel)
    assert {"Mine", "Theirs"} <= set(words_of(clash))
    clash.mine_button.click()
    assert services.children.form(actor, ChildId(1)).religion == "Mine"


def test_a_household_is_changed_with_its_carers_and_terms(window: DeskWindow) -> None:
    window.shell.go(Route(routes.HOUSEHOLD_FORM, 1))
    page = window.shell.page(routes.HOUSEHOLD_FORM)
    assert isinstance(page, HouseholdFormPage)
    assert page._carers.value()[0].first_name == "Rose"
    page._carers.add_button.click()
    part = page._carers.parts[1]
    page.save()
    assert "Carer 2" in page._carers.problem()
    part.fields["first_name"].set_value("Joe")
    part.fields["last_name"].set_value("Hall")
    page._terms.parts[0].fields["places"].set_value(3)
    page.form.field("languages").set_value("English, Polish")
    page.save()
    assert window.shell.route() == Route(routes.HOUSEHOLD, 1)
    assert window.desk is not None
    held = window.desk.services.households.form(window.desk.actor, HouseholdId(1))
    assert [carer.first_name for carer in held.carers] == ["Rose", "Joe"]
    assert held.terms[0].places == 3
    assert set(held.languages) == {"English", "Polish"}


def test_a_new_household(window: DeskWindow) -> None:
    window.shell.go(Route(routes.HOUSEHOLD_FORM))
    page = window.shell.page(routes.HOUSEHOLD_FORM)
    assert isinstance(page, HouseholdFormPage)
    page.form.field("name").set_value("Reed")
    carer, term = page._carers.parts[0], page._terms.parts[0]
    carer.fields["first_name"].set_value("Ann")
    carer.fields["last_name"].set_value("Reed")
    for name, answer in (
        ("kind", ApprovalKind.LONG_TERM),
        ("places", 1),
        ("starts_on", date(2026, 1, 1)),
    ):
        term.fields[name].set_value(answer)
    page.save()
    assert window.shell.route() == Route(routes.HOUSEHOLD, 2)


def test_esc_goes_back(window: DeskWindow) -> None:
    window.shell.go(Route(routes.CHILDREN))
    page = child_page(window, 1)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.shell.route() == Route(routes.CHILDREN)
