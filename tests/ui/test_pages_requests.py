"""The list of requests, and the form that opens one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from art_desktop.domain.commands import EditRequest, RequestDetails
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.vocabulary import RequestKind, Sex, Stage, Urgency
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.form_page import ClashPanel
from art_desktop.ui.pages.moment_field import MomentField, at_of, parse_time
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.request_form import RequestFormPage, sensible_time
from art_desktop.ui.pages.requests import RequestsPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.widgets.cards import Banner
from tests.ui.desk import START, field_at, widget_at

WindowFor = Callable[[str], DeskWindow]
WITH_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    return window_for("ann")


def form_of(window: DeskWindow, key: object = None) -> RequestFormPage:
    assert window.shell.go(Route(routes.REQUEST_FORM, key))
    page = window.shell.page(routes.REQUEST_FORM)
    assert isinstance(page, RequestFormPage)
    return page


def details(window: DeskWindow, request_id: int) -> RequestDetails:
    assert window.desk is not None
    page = window.desk.services.requests.page(window.desk.actor, RequestId(request_id))
    return RequestDetails(
        kind=page.kind,
        urgency=page.urgency,
        needed_at=page.needed_at,
        child_ids=tuple(child.child_id for child in page.children),
        social_worker=page.social_worker,
        social_worker_phone=page.social_worker_phone,
        team=page.team,
        why=page.why,
        urgent_reason=page.urgent_reason,
    )


def test_the_list_opens_a_request_by_enter(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REQUESTS))
    page = window.shell.page(routes.REQUESTS)
    assert isinstance(page, RequestsPage)
    assert page.summary.text() == "1 open request"
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert window.shell.route() == Route(routes.REQUEST, 1)


def test_closed_ones_are_shown_when_asked_for(window: DeskWindow) -> None:
    assert window.desk is not None
    services, actor = window.desk.services, window.desk.actor
    services.requests.withdraw(actor, RequestId(1), 1, "Went home")
    window.shell.go(Route(routes.REQUESTS))
    page = window.shell.page(routes.REQUESTS)
    assert isinstance(page, RequestsPage)
    assert page.table.model.rowCount() == 0
    page.closed.click()
    assert [row.stage for row in page.table.model.shown_rows()] == [Stage.WITHDRAWN]


def test_coming_back_finds_filter_and_row_again(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REQUESTS))
    page = window.shell.page(routes.REQUESTS)
    assert isinstance(page, RequestsPage)
    page.table.filter.setText("girl")
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    window.shell.back()
    assert page.table.filter.text() == "girl"
    current = page.table.current()
    assert current is not None
    assert current.id == 1


def test_a_request_is_opened_by_keyboard_alone(window: DeskWindow) -> None:
    page = form_of(window)
    kind = page.form.field("kind").focus_target().findChild(QLineEdit)
    assert kind is not None
    QTest.keyClicks(kind, "first time")
    QTest.keyClick(kind, Qt.Key.Key_Return)
    line = page.children_field.line
    line.setFocus()
    QTest.keyClicks(line, "jay")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.children_field.value() == (1,)
    offered = [
        b for b in page.children_field.findChildren(QPushButton) if b.text().startswith("Add Tom")
    ]
    QTest.keyClick(offered[0], Qt.Key.Key_Space)
    assert page.children_field.value() == (1, 2)
    assert page.form.field("social_worker").value() == "Sam Worker"
    assert page.form.field("team").value() == "North team"
    QTest.keyClicks(page.form.field("why").focus_target(), "No home after Friday")
    QTest.keyClick(line, Qt.Key.Key_Return, WITH_CONTROL)
    route = window.shell.route()
    assert route == Route(routes.REQUEST, 2)
    made = details(window, 2)
    assert made.kind is RequestKind.FIRST_TIME
    assert made.child_ids == (1, 2)
    assert made.needed_at == at_of(date(2026, 12, 1), time(17, 0))
    assert made.why == "No home after Friday"


def test_the_reason_shows_only_when_it_is_urgent(window: DeskWindow) -> None:
    page = form_of(window)
    assert page.urgent_reason.isHidden()
    page.urgency.set_value(Urgency.URGENT)
    page.urgency.changed.emit()
    assert not page.urgent_reason.isHidden()
    assert page.needed.value() == at_of(date(2026, 11, 24), time(17, 0))
    page.form.fill({"kind": RequestKind.CHANGE, "child_ids": (ChildId(3),)})
    page.save()
    assert page.urgent_reason.problem() == "Say why it is urgent."
    assert window.shell.route() == Route(routes.REQUEST_FORM)


def test_a_time_chosen_by_hand_is_left_alone(window: DeskWindow) -> None:
    page = form_of(window)
    QTest.keyClicks(page.needed.time_line, "9")
    page.urgency.set_value(Urgency.URGENT)
    page.urgency.changed.emit()
    assert page.needed.day_line.text() == "Tue 1 Dec 2026"


def test_a_child_who_is_not_there_is_added_within_the_form(window: DeskWindow) -> None:
    page = form_of(window)
    page.children_field.choose(ChildId(1))
    page._ask_new_child("Zoe Carter")
    panel = widget_at(page._new_child)
    assert isinstance(panel, InPlace)
    panel.do_button.click()
    assert len(page.children_field.value()) == 1
    field_at(panel.body, 2).set_value(date(2024, 1, 2))
    field_at(panel.body, 4).set_value(Sex.FEMALE)
    panel.do_button.click()
    assert len(page.children_field.value()) == 2
    assert window.desk is not None
    found = window.desk.services.children.page(window.desk.actor, ChildId(1))
    assert "Zoe Carter" in [line.label for line in found.siblings]


def test_what_was_typed_is_kept_and_offered_again(window: DeskWindow) -> None:
    page = form_of(window)
    page.form.field("why").set_value(None)
    QTest.keyClicks(page.form.field("why").focus_target(), "Kept words")
    page.form.field("kind").set_value(RequestKind.CHANGE)
    window.shell.go(Route(routes.TODAY))
    page = form_of(window)
    assert page.form.field("why").value() == "Kept words"
    assert page.form.field("kind").value() is RequestKind.CHANGE
    banner = page.above()
    assert isinstance(banner, Banner)
    banner.button.click()
    assert page.form.field("why").value() is None
    page = form_of(window)
    assert page.above() is None


def test_two_editors_see_both_versions_and_lose_nothing(window: DeskWindow) -> None:
    page = form_of(window, 1)
    assert page.title.text() == "R-2026-0001: details"
    QTest.keyClicks(page.form.field("why").focus_target(), "Mine")
    assert window.desk is not None
    theirs = details(window, 1)
    services, actor = window.desk.services, window.desk.actor
    services.requests.edit(
        actor,
        EditRequest(request_id=RequestId(1), version=1, details=replace(theirs, why="Theirs")),
    )
    page.save()
    clash = page.above()
    assert isinstance(clash, ClashPanel)
    assert page.form.field("why").value() == "Mine"
    clash.mine_button.click()
    assert details(window, 1).why == "Mine"
    assert window.shell.route() == Route(routes.REQUEST, 1)


def test_taking_theirs_shows_what_is_on_record(window: DeskWindow) -> None:
    page = form_of(window, 1)
    QTest.keyClicks(page.form.field("why").focus_target(), "Mine")
    assert window.desk is not None
    changed = replace(details(window, 1), why="Theirs")
    window.desk.services.requests.edit(
        window.desk.actor, EditRequest(request_id=RequestId(1), version=1, details=changed)
    )
    page.save()
    clash = page.above()
    assert isinstance(clash, ClashPanel)
    clash.theirs_button.click()
    assert page.form.field("why").value() == "Theirs"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("17:00", time(17)),
        ("1730", time(17, 30)),
        ("9", time(9)),
        ("5pm", time(17)),
        ("12.15 am", time(0, 15)),
        ("25", None),
        ("noon", None),
        ("13pm", None),
    ],
)
def test_times_as_people_type_them(typed: str, found: time | None) -> None:
    assert parse_time(typed) == found


def test_a_moment_is_kept_across_the_change_of_clocks(window: DeskWindow) -> None:
    field = MomentField("at", "At")
    field.set_value(datetime(2026, 7, 1, 16, 0, tzinfo=UTC))
    assert field.time_line.text() == "17:00"
    assert field.value() == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)
    field.time_line.setText("soon")
    assert "not a time" in field.own_problem()
    field.deleteLater()


def test_what_is_sensible(window: DeskWindow) -> None:
    assert sensible_time(Urgency.PLANNED, START) == at_of(date(2026, 12, 1), time(17, 0))
    assert sensible_time(Urgency.URGENT, START) == at_of(date(2026, 11, 24), time(17, 0))
    night = START.replace(hour=22)
    assert sensible_time(Urgency.OUT_OF_HOURS, night) > night + timedelta(hours=1)
