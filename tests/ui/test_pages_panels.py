"""Panels: the list, one meeting by keyboard alone, the rules, the card on a request's Decision tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from art_desktop.domain.commands import RequestDetails, SaveNeeds
from art_desktop.domain.deciding_words import MeetingPart, MeetingReply, MeetingState, PanelKind
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.meeting_views import MeetingPage, MeetingRow, PutOn, SavePerson
from art_desktop.domain.needs import Needs
from art_desktop.domain.vocabulary import RequestKind, Urgency
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.panels import PanelsPage
from art_desktop.ui.pages.panels_asking import Asking, LatePanel
from art_desktop.ui.pages.panels_meeting import MeetingView
from art_desktop.ui.pages.panels_rules import PanelRulesPage
from art_desktop.ui.pages.request.agenda_card import AgendaCard
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from tests.ui.desk import Record

WindowFor = Callable[[str], DeskWindow]
REQUEST = RequestId(1)


def read_calendar(data: bytes) -> Any:
    """Return a calendar file as a calendar program reads it."""
    return Calendar.from_ical(data)


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    """The manager's window, with a request that has been referred."""
    window = window_for("max")
    desk = window.desk
    assert desk is not None
    who, services = desk.actor, desk.services
    services.needs.save(
        who, SaveNeeds(request_id=REQUEST, child_id=ChildId(3), based_on=0, needs=Needs())
    )
    services.requests.refer(who, REQUEST, services.requests.page(who, REQUEST).version)
    return window


def words_of(widget: QWidget) -> str:
    settle(widget)
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def key(code: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, code, keys)


def typed(words: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words)


def list_page(window: DeskWindow) -> PanelsPage:
    window.shell.go(Route(routes.PANELS))
    page = window.shell.page(routes.PANELS)
    assert isinstance(page, PanelsPage)
    settle(window.shell)
    return page


def first_row(window: DeskWindow, panel: PanelKind = PanelKind.PASP) -> MeetingRow:
    desk = window.desk
    assert desk is not None
    rows = desk.services.panels.calendar(desk.actor).rows
    return next(row for row in rows if row.panel is panel)


def meeting_page(window: DeskWindow, panel: PanelKind = PanelKind.PASP) -> MeetingView:
    window.shell.go(Route(routes.MEETING, first_row(window, panel).id))
    page = window.shell.page(routes.MEETING)
    assert isinstance(page, MeetingView)
    settle(window.shell)
    return page


def shown(page: MeetingView) -> MeetingPage:
    assert page.page is not None
    return page.page


def asking(page: MeetingView) -> Asking:
    assert page.asking is not None
    return page.asking


def test_the_list_holds_the_year_and_enter_opens_a_meeting(window: DeskWindow) -> None:
    page = list_page(window)
    rows = [page.table.model.row(at) for at in range(page.table.model.rowCount())]
    assert len(rows) > 50
    assert [row.panel.words for row in rows[:3]] == ["JASP", "PASP", "PASP"]
    assert rows[0].words == "In PASP’s place"
    page.table.view.setFocus()
    typed("jasp dec")
    page.table.filter.setText("jasp 30 dec")
    assert page.table.model.rowCount() == 1
    key(Qt.Key.Key_Return)
    there = window.shell.current_page()
    assert isinstance(there, MeetingView)
    assert "JASP, Wed 30 Dec 2026" in words_of(there)


def test_a_meeting_is_called_by_keyboard(window: DeskWindow) -> None:
    page = list_page(window)
    page.call_button.setFocus()
    key(Qt.Key.Key_Space)
    settle(window.shell)
    assert page.asking is not None
    page.asking.panel.set_value(PanelKind.FOSTERING)
    page.asking.panel.changed.emit()
    assert page.asking.starts.value() == "10:00"
    page.asking.on.focus_target().setFocus()
    key(Qt.Key.Key_Return)
    assert page.asking.on.problem(), "a day is asked for"
    page.asking.on.focus_target().setFocus()
    typed("8/12/2026")
    key(Qt.Key.Key_Return)
    there = window.shell.current_page()
    assert isinstance(there, MeetingView)
    assert "Fostering panel, Tue 8 Dec 2026" in words_of(there)


def test_the_agenda_is_kept_by_keyboard_alone(window: DeskWindow) -> None:
    page = meeting_page(window)
    assert len(page.candidates.rows) == 1
    assert page.candidates.rows[0].hasFocus(), "nothing is on the agenda: the keyboard starts below"
    key(Qt.Key.Key_Plus)
    settle(window.shell)
    (slot,) = shown(page).slots
    assert slot.reference == "R-2026-0001"
    assert page.agenda.rows[0].hasFocus()
    assert "1 item, until 09:50 of 12:30" in words_of(page)
    key(Qt.Key.Key_E)
    asking(page).fields[0].set_value(45)
    asking(page).try_it()
    settle(window.shell)
    assert shown(page).slots[0].minutes == 45
    assert page.agenda.rows[0].hasFocus()
    key(Qt.Key.Key_R)
    assert shown(page).slots[0].papers_ready
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.agenda.rows[0].hasFocus()
    key(Qt.Key.Key_Delete)
    typed("Not ready")
    key(Qt.Key.Key_Return)
    settle(window.shell)
    assert shown(page).slots == ()
    assert page.candidates.rows[0].hasFocus()


def test_two_items_change_places_and_the_keyboard_goes_along(
    window: DeskWindow, record: Record
) -> None:
    desk = window.desk
    assert desk is not None
    other = desk.services.requests.open(
        desk.actor,
        RequestDetails(
            kind=RequestKind.FIRST_TIME,
            urgency=Urgency.PLANNED,
            needed_at=record.clock.now() + timedelta(days=9),
            child_ids=(ChildId(1),),
            social_worker="Sam Worker",
        ),
    )
    desk.services.needs.save(
        desk.actor,
        SaveNeeds(request_id=other, child_id=ChildId(1), based_on=0, needs=Needs()),
    )
    version = desk.services.requests.page(desk.actor, other).version
    desk.services.requests.refer(desk.actor, other, version)
    meeting = first_row(window)
    for request in (REQUEST, other):
        desk.services.agendas.put_on(desk.actor, PutOn(meeting_id=meeting.id, request_id=request))
    page = meeting_page(window)
    assert page.agenda.rows[0].hasFocus()
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(window.shell)
    assert [slot.request_id for slot in shown(page).slots] == [other, REQUEST]
    assert page.agenda.rows[1].hasFocus()
    key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [slot.request_id for slot in shown(page).slots] == [REQUEST, other]
    assert page.agenda.rows[0].hasFocus()


def test_a_late_item_asks_for_the_chairs_reason(window: DeskWindow, record: Record) -> None:
    row = first_row(window)
    record.clock.move_on(row.papers_due_at - record.clock.now() + timedelta(hours=1))
    page = meeting_page(window)
    key(Qt.Key.Key_Return)
    panel = asking(page)
    assert isinstance(panel, LatePanel)
    key(Qt.Key.Key_Return)
    assert panel.reason.problem()
    panel.reason.focus_target().setFocus()
    typed("Court on Friday, for Mia")
    key(Qt.Key.Key_Return)
    assert "gives away" in panel.reason.problem()
    panel.reason.set_value("Court on Friday")
    key(Qt.Key.Key_Return)
    settle(window.shell)
    assert shown(page).slots[0].late_words.startswith("Late: Court on Friday")
    assert "Late: Court on Friday" in words_of(page)


def test_replies_are_one_key(window: DeskWindow) -> None:
    page = meeting_page(window)
    page.ask_person()
    panel = asking(page)
    typed("Bea Quill")
    assert panel.text("name") == "Bea Quill"
    key(Qt.Key.Key_Return)
    settle(window.shell)
    page.people.take_focus()
    for letter, reply in (
        (Qt.Key.Key_I, MeetingReply.INVITED),
        (Qt.Key.Key_C, MeetingReply.COMING),
        (Qt.Key.Key_A, MeetingReply.APOLOGIES),
    ):
        key(letter)
        assert shown(page).people[0].reply is reply
        assert page.people.rows[0].hasFocus()
    key(Qt.Key.Key_P)  # on a later day: refused
    assert shown(page).people[0].reply is MeetingReply.APOLOGIES
    key(Qt.Key.Key_Delete)
    assert shown(page).people == ()


def test_somebody_of_the_panel_is_linked_and_the_invitation_saved(
    window: DeskWindow, tmp_path: Path
) -> None:
    page = meeting_page(window)
    page.ask_person()
    users = shown(page).users
    assert [user.name for user in users] == ["Pat Panel"]
    desk = window.desk
    assert desk is not None
    desk.services.attendance.save(
        desk.actor,
        SavePerson(
            meeting_id=shown(page).row.id,
            name="Pat Panel",
            part=MeetingPart.MINUTES,
            email="pat@panel.example",
            user_id=users[0].id,
        ),
    )
    page.read_again()
    assert "reads papers here" in words_of(page)
    target = tmp_path / "a file.ics"
    page._where = lambda _parent, _name: target
    page.save_invitation()
    settle(window.shell)
    calendar = read_calendar(target.read_bytes())
    assert calendar["METHOD"] == "REQUEST"
    assert "The calendar file is saved." in words_of(page)
    page._where = lambda _parent, _name: None
    target.unlink()
    page.save_invitation()
    assert not target.exists()


def test_a_meeting_is_moved_started_and_closed(window: DeskWindow, record: Record) -> None:
    page = meeting_page(window)
    page.ask_move()
    key(Qt.Key.Key_Return)
    panel = asking(page)
    assert next(f for f in panel.fields if f.name == "reason").problem()
    next(f for f in panel.fields if f.name == "place").set_value("Room 9")
    next(f for f in panel.fields if f.name == "reason").set_value("Painters")
    panel.try_it()
    settle(window.shell)
    assert "Changed: Painters" in words_of(page)
    assert not shown(page).can_start
    record.clock.move_on(timedelta(days=8))
    page.read_again()
    page.start()
    settle(window.shell)
    assert shown(page).row.state is MeetingState.UNDER_WAY
    page.ask_close()
    asking(page).try_it()
    settle(window.shell)
    assert shown(page).row.state is MeetingState.CLOSED
    assert not page.candidates.isVisible()
    assert page.asking is None


def test_a_cancelled_meeting_says_so_and_has_a_withdrawal(window: DeskWindow) -> None:
    page = meeting_page(window)
    page.ask_cancel()
    typed("Snow")
    key(Qt.Key.Key_Return)
    settle(window.shell)
    assert shown(page).row.state is MeetingState.CANCELLED
    assert "Cancelled: Snow" in words_of(page)


def test_esc_gives_the_keyboard_back_to_the_person_who_was_asked_about(window: DeskWindow) -> None:
    page = meeting_page(window)
    page.ask_person()
    typed("Bea Quill")
    key(Qt.Key.Key_Return)
    settle(window.shell)
    (row,) = page.people.rows
    assert row.accessibleName() == "Bea Quill, Member, Not invited yet", (
        "nothing is said of what is not there"
    )
    page.people.take_focus()
    key(Qt.Key.Key_Return)
    asking(page)
    key(Qt.Key.Key_Escape)
    assert page.asking is None
    assert page.people.place() == 0


def test_esc_closes_what_is_asked_and_gives_the_keyboard_back(window: DeskWindow) -> None:
    page = meeting_page(window)
    page.ask_move()
    key(Qt.Key.Key_Escape)
    assert page.asking is None
    assert page.candidates.rows[0].hasFocus()


def test_a_rule_is_changed_by_a_manager_and_only_read_by_an_officer(
    window: DeskWindow, window_for: WindowFor
) -> None:
    window.shell.go(Route(routes.PANEL_RULES))
    page = window.shell.page(routes.PANEL_RULES)
    assert isinstance(page, PanelRulesPage)
    assert "Every Wednesday, 09:30 to 12:30." in words_of(page)
    page.buttons[0].click()
    panel = page.asking
    assert panel is not None
    panel.weekday.set_value(3)
    panel.source.set_value("The board, 20 Nov 2026")
    panel.try_it()
    settle(window.shell)
    assert "Every Thursday, 09:30 to 12:30." in words_of(page)
    assert page.asking is None
    window.shell.close()
    other = window_for("ann")
    other.shell.go(Route(routes.PANEL_RULES))
    read_only = other.shell.page(routes.PANEL_RULES)
    assert isinstance(read_only, PanelRulesPage)
    assert read_only.buttons == []


def test_the_decision_tab_says_which_agenda_and_puts_it_on_the_next(window: DeskWindow) -> None:
    first_row(window)  # the year is made
    window.shell.go(Route(routes.REQUEST, REQUEST))
    page = window.shell.page(routes.REQUEST)
    assert page is not None
    page.go_to("decision")  # type: ignore[attr-defined]  # the request page's own
    settle(window.shell)

    def card() -> AgendaCard:
        found = [one for one in page.findChildren(AgendaCard) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    assert "PASP, Wed 2 Dec: papers close Mon 30 Nov 2026 12:00" in words_of(card())
    card().buttons[0].click()
    settle(window.shell)
    assert "On the agenda of PASP, Wed 2 Dec 2026, 09:30" in words_of(card())


def test_today_says_which_panel_comes_next(window: DeskWindow) -> None:
    first_row(window)
    window.shell.go(Route(routes.TODAY))
    page = window.shell.page(routes.TODAY)
    assert page is not None
    assert "JASP, 09:30: nothing on it yet" in words_of(page)


def test_panels_are_for_those_who_run_them(window_for: WindowFor) -> None:
    window = window_for("bea")
    assert not window.shell.has_page(routes.PANELS)
