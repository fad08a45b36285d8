"""The proposal in the forms: seen, answered by keyboard, remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from art_desktop.domain.ids import ChildId
from art_desktop.domain.lookalikes import Lookalike, Relation
from art_desktop.domain.vocabulary import Sex
from art_desktop.ui.finder import nothing_found
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.child_form import ChildFormPage
from art_desktop.ui.pages.request_form import RequestFormPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.lookalikes import Lookalikes

BORN = date(2017, 7, 1)


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
