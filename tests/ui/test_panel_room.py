"""The panel view: a whole meeting by keyboard, read-only for the panel's members, readable from across a room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import RequestDetails, SaveNeeds
from art_desktop.domain.deciding_words import AgendaState, MeetingPart, MeetingState, PanelKind
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.households import Carer, Household, Terms
from art_desktop.domain.ids import ChildId, HouseholdId, MeetingId, RequestId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.panel_room_views import RoomView, WhoIsIt
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    Decision,
    Level,
    NeedCode,
    RequestKind,
    Sex,
    Urgency,
)
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.panel_room import PanelRoomPage
from art_desktop.ui.pages.panel_room.flow import BASE, SECOND, Scale
from art_desktop.ui.pages.panel_room.page import SHOWN_SECONDS
from art_desktop.ui.pages.routes import PANEL, PANEL_ROOM
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.theme.apply import Look, scheme
from art_desktop.ui.theme.tokens import LIGHT, Scheme, contrast
from tests.ui import panel_samples as samples
from tests.ui.desk import START, Record
from tests.ui.keys import Keyboard

K = Qt.Key


# Without a record


@dataclass
class Room:
    """Stands for the service: always the same meeting."""

    view: RoomView

    def room(self, _actor: Actor, _meeting: MeetingId) -> RoomView:
        return self.view

    def identify(self, _actor: Actor, _item: int) -> WhoIsIt:
        return WhoIsIt("R-2026-0143", ("Jay Carter, 9 y 4 m, C-00001",))


class Tasks:
    def team(self, _actor: Actor) -> tuple[()]:
        return ()


@dataclass
class Fakes:
    panel_room: Room
    tasks: Tasks


class Loud:
    """Nothing is to go wrong."""

    def report(self, error: Exception) -> None:
        raise error


Shown = Callable[..., PanelRoomPage]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Return what shows a meeting to somebody, at a size, at ten past ten; the pages are held until the end."""
    held: list[PanelRoomPage] = []

    def show(
        view: RoomView, role: Role = Role.OFFICER, size: tuple[int, int] = (1920, 1080)
    ) -> PanelRoomPage:
        context = PageContext(
            services=Fakes(Room(view), Tasks()),  # type: ignore[arg-type]  # stands for the services
            actor=lambda: Actor(UserId(1), "ann", "Ann Officer", role),
            runner=ImmediateRunner(),
            go=lambda _route: None,
            messages=Loud(),  # type: ignore[arg-type]  # stands for the messages
            clock=FixedClock(samples.BEGINS + timedelta(minutes=32)),
        )
        page = PanelRoomPage(context)
        held.append(page)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.open(1)
        page.setFocus()
        return page

    yield show
    for page in held:
        page.hide()


def press(page: PanelRoomPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page, key)


def test_next_and_previous_go_through_the_cases_and_stop_at_the_ends(shown: Shown) -> None:
    page = shown(samples.room(samples.case(), samples.case(2), samples.case(1)))
    assert page.foot.where.startswith("Case 1 of 3 · 09:30–09:50 · running 12 min late")
    press(page, K.Key_N)
    assert page.foot.where.startswith("Case 2 of 3")
    assert len(page.board.options) == 2
    press(page, K.Key_N, K.Key_N)
    assert page.foot.where.startswith("Case 3 of 3")
    assert page.foot.notice == "This is the last case."
    press(page, K.Key_P, K.Key_P, K.Key_P)
    assert page.foot.notice == "This is the first case."


def test_numbers_take_options_in_and_out_two_or_three_at_a_time(shown: Shown) -> None:
    page = shown(samples.room(samples.case(6)))
    for key, chosen in ((K.Key_2, (0, 2)), (K.Key_5, (0, 2, 4)), (K.Key_6, (0, 2, 4))):
        press(page, key)
        assert page.board.chosen == chosen
    assert "take one out first" in page.foot.notice
    press(page, K.Key_9)
    assert "There are 6 options" in page.foot.notice
    press(page, K.Key_1, K.Key_3, K.Key_5)
    assert page.board.chosen == (4,)
    assert page.foot.notice == "One option stays."


def test_c_chooses_by_arrows_and_space_and_esc_leaves_it_as_it_was(shown: Shown) -> None:
    page = shown(samples.room(samples.case(6)))
    press(page, K.Key_C, K.Key_Space, K.Key_Down, K.Key_Space, K.Key_Up, K.Key_Up, K.Key_Space)
    assert page.slip.isVisible()
    assert "Not told: 34 more could serve" in page.slip._hint
    press(page, K.Key_Return)
    assert not page.slip.isVisible()
    assert page.board.chosen == (2, 5)
    press(page, K.Key_C, K.Key_Space, K.Key_Escape)
    assert page.board.chosen == (2, 5)


def test_differences_stand_first_and_the_reasons_are_told_need_by_need(shown: Shown) -> None:
    page = shown(samples.room(samples.case()))
    needs = page.board.needs
    differing = [need.differs for need in needs]
    assert differing == sorted(differing, reverse=True)
    assert needs[0].hard
    press(page, K.Key_Down, K.Key_Down)
    assert page.board.row == 1
    assert "answers at night" not in page.board.said()
    press(page, K.Key_R)
    assert "answers at night" in page.board.said()
    assert page.board.said().count("; ") >= 2
    press(page, K.Key_Down)
    assert page.board.said().startswith(page.board.needs[2].title)
    press(page, K.Key_R)
    assert "answers at night" not in page.board.said()


def test_what_is_said_is_named_for_a_screen_reader(shown: Shown) -> None:
    page = shown(samples.room(samples.case()))
    assert "Worms, maps" in page.sheet.accessibleDescription()
    assert "complex: Attachment" in page.sheet.accessibleDescription().replace("Complex", "complex")
    assert page.board.accessibleName().startswith("Options compared: In-house household A")
    assert "£265.14" in page.board.accessibleDescription()
    assert "running 12 min late" in page.foot.accessibleName()


def test_a_typical_case_stands_on_one_page_each_side_of_which_more_is_turned_to(
    shown: Shown,
) -> None:
    page = shown(samples.room(samples.case()))
    assert page.sheet.first_pages == 1
    pages = max(page.sheet.page_count, page.board.page_count)
    assert f"page 1 of {pages}" in page.foot.where
    press(page, K.Key_PageDown)
    assert f"page 2 of {pages}" in page.foot.where
    press(page, *[K.Key_PageDown] * 9)
    assert f"page {pages} of {pages}" in page.foot.where
    press(page, *[K.Key_PageUp] * 9)
    assert f"page 1 of {pages}" in page.foot.where


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (800, 600), (3840, 2160)])
@pytest.mark.parametrize("case", ["eight", "long", "none", "one", "forty", "unprepared"])
def test_every_case_is_drawn_at_every_size(shown: Shown, size: tuple[int, int], case: str) -> None:
    words = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 30
    cases = {
        "eight": samples.case(children=8),
        "long": samples.case(6, long=True, asked=words, why=words),
        "none": samples.case(0, rest="137 not suitable"),
        "one": samples.case(1),
        "forty": samples.case(6, rest="34 more could serve; 2 said no; 137 not suitable"),
        "unprepared": None,
    }
    page = shown(samples.room(cases[case]), size=size)
    assert page.sheet.first_pages == 1 or case == "long"
    for _ in range(page.sheet.page_count):
        assert not page.grab().isNull()
        press(page, K.Key_PageDown, K.Key_Down, K.Key_R)


def test_text_is_large_enough_for_four_metres_and_dark_on_light(shown: Shown) -> None:
    assert Scale.of(1920, 1080).px(BASE) == 28
    assert Scale.of(1280, 720).px(BASE) == 19
    assert Scale.of(1920, 1080).px(SECOND) >= 24
    for ink in ("text", "muted", "accent", "late", "met", "support", "not_met", "unknown"):
        for under in ("surface", "sunken", "selected"):
            assert contrast(getattr(LIGHT, ink), getattr(LIGHT, under)) >= 4.5
    assert contrast(LIGHT.text, LIGHT.surface) > 12
    page = shown(samples.room(samples.case()))
    assert page.foot.height() < 70


def test_it_is_light_whatever_the_desktop_is_and_dark_again_after(shown: Shown, look: Look) -> None:
    look.force(Scheme.DARK)
    page = shown(samples.room(samples.case()))
    assert scheme() is Scheme.LIGHT
    page.hide()
    assert scheme() is Scheme.DARK


def test_a_name_is_shown_on_asking_and_hidden_at_the_next_key(shown: Shown) -> None:
    page = shown(samples.room(samples.case(), samples.case()))
    press(page, K.Key_I)
    assert "Jay Carter" in page.slip.accessibleDescription()
    assert page._hiding.interval() == SHOWN_SECONDS * 1000
    assert page._hiding.isActive()
    press(page, K.Key_N)
    assert not page.slip.isVisible()
    assert page.slip.accessibleDescription() == ""
    assert page.at == 1
    press(page, K.Key_I)
    page._hiding.timeout.emit()
    assert not page.slip.isVisible()
    assert "Jay" not in page.slip.accessibleDescription()


def test_a_panel_member_only_reads(shown: Shown) -> None:
    page = shown(samples.room(samples.case(), samples.case()), Role.PANEL)
    press(page, K.Key_D)
    assert page.foot.notice == "Whoever takes the minutes records the decision."
    press(page, K.Key_I)
    assert "anonymous" in page.foot.notice
    assert not page.slip.isVisible()
    press(page, K.Key_U)
    assert page.right.count() == 1
    assert "decide" not in page.foot.accessibleDescription()
    press(page, K.Key_Question)
    assert "record the decision" not in page.slip.accessibleDescription()
    press(page, K.Key_N)
    assert page.at == 1


def test_a_panel_that_cannot_decide_says_why(shown: Shown) -> None:
    page = shown(samples.room(samples.case(), why_not_decide="The meeting is closed."))
    press(page, K.Key_D)
    assert page.foot.notice == "Nothing is decided here now. The meeting is closed."
    assert page.right.count() == 1


def test_a_case_that_is_out_of_date_is_marked_to_the_minute_taker(shown: Shown) -> None:
    view = samples.room(samples.case())
    stale = samples.item(0, samples.case(), stale="The request has changed since.")
    page = shown(replace(view, items=(stale,)))
    assert page.foot.notice == "The request has changed since. U prepares it again."
    page = shown(replace(view, items=(stale,)), Role.PANEL)
    assert page.foot.notice == ""


# With a record: a whole meeting


def _needs() -> Needs:
    return Needs(
        sex=Sex.MALE,
        home_postcode="PE1 1AA",
        likes="Worms and maps",
        levels={NeedCode.ATTACHMENT: NeedAnswer(Level.SOME, "Clings at the gate.", "")},
        avoid=(),
    )


@dataclass
class Sitting:
    meeting: MeetingId
    requests: list[RequestId]


def sit(window: DeskWindow) -> Sitting:
    """Put four requests on this morning's PASP, with Pat of the panel invited."""
    assert window.desk is not None
    services, actor = window.desk.services, window.desk.actor
    store = services.panel_room._store
    with store.writing(actor) as uow:
        extra = Child(
            id=ChildId(4), reference="C-00004", first_name="Una", last_name="Vale",
            born_on=date(2012, 2, 2), sex=Sex.FEMALE,
        )  # fmt: skip
        uow.add(extra)
        uow.get(Household, HouseholdId(1)).review_due_on = date(2027, 6, 1)
        uow.add(
            Household(
                reference="H-0002",
                name="Okafor",
                approved_on=date(2020, 1, 1),
                review_due_on=date(2027, 6, 1),
                checks_due_on=date(2027, 11, 1),
                address="9 Canal Row",
                postcode="PE1 1AA",
                carers=[Carer(first_name="Ijeoma", last_name="Okafor", sex=Sex.FEMALE)],
                terms=[Terms(kind=ApprovalKind.SHORT_TERM, places=2, starts_on=date(2020, 1, 1))],
            )
        )
        uow.commit()
    requests = []
    for child in (1, 2, 3, 4):
        request = services.requests.open(
            actor,
            RequestDetails(
                kind=RequestKind.FIRST_TIME,
                urgency=Urgency.PLANNED,
                needed_at=START + timedelta(days=3),
                child_ids=(ChildId(child),),
            ),
        )
        services.needs.save(
            actor,
            SaveNeeds(request_id=request, child_id=ChildId(child), based_on=0, needs=_needs()),
        )
        page = services.requests.page(actor, request)
        services.requests.refer(actor, request, page.version)
        services.searching.run(actor, request)
        requests.append(request)
    with store.writing(actor) as uow:
        meeting = uow.add(
            Meeting(
                panel=PanelKind.PASP,
                starts_at=START - timedelta(minutes=5),
                ends_at=START + timedelta(hours=3),
                papers_due_at=START - timedelta(days=2),
                place="Room 4",
                chair="Grace Penhaligon",
            )
        )
        assert meeting.id is not None
        uow.add(
            MeetingPerson(
                meeting_id=meeting.id, user_id=UserId(4), name="Pat Panel", part=MeetingPart.MEMBER
            )
        )
        for at, request in enumerate(requests, start=1):
            uow.add(
                AgendaItem(
                    meeting_id=meeting.id,
                    request_id=request,
                    position=at,
                    minutes=20,
                    asked="To be looked after, in a foster home.",
                    added_at=START,
                    added_by=actor.user_id,
                )
            )
        uow.commit()
    done = services.panel_cases.prepare_all(actor, meeting.id)
    assert [one.refused for one in done] == [""] * 4
    return Sitting(meeting.id, requests)


def test_a_whole_meeting_by_keyboard(
    window_for: Callable[[str], DeskWindow], record: Record, qtbot: QtBot
) -> None:
    window = window_for("ann")
    made = sit(window)
    shell, services = window.shell, window.desk.services  # type: ignore[union-attr]  # signed in
    shell.go(Route(PANEL_ROOM, made.meeting))
    page = shell.current_page()
    assert isinstance(page, PanelRoomPage)
    keys = Keyboard(shell)
    assert not shell.rail.isVisible()
    assert not shell.find_box.isVisible()
    assert shell.isFullScreen()
    keys.sees("Case 1 of 4")
    assert len(page.board.options) == 2
    keys.press(K.Key_C)
    keys.sees("Which options to compare")
    keys.space()
    keys.enter()
    assert page.board.chosen == (1,)
    keys.press(K.Key_1)
    keys.press(K.Key_Down)
    keys.press(K.Key_R)
    assert page.board.said().startswith(page.board.needs[0].title)

    # Agreed, with a condition; put aside once, and nothing of it is lost.
    keys.press(K.Key_D)
    keys.move("Decision: Agreed with conditions", K.Key_Right)
    keys.go("Condition")
    keys.type("A risk plan before the move")
    keys.press(K.Key_Escape)
    keys.sees("Put aside. D brings it back")
    keys.press(K.Key_D)
    keys.go("Due")
    keys.type("1 Dec 2026")
    keys.save()
    keys.sees("Agreed with conditions: recorded.", "Case 2 of 4")

    # Deferred: refused without what is needed.
    keys.press(K.Key_D)
    keys.move("Decision: Deferred", K.Key_Right)
    keys.save()
    keys.sees("Case 2 of 4")
    keys.go("Until when")
    keys.type("1 Dec 2026")
    keys.go("What is needed")
    keys.type("The school's view")
    keys.save()
    keys.sees("Deferred: recorded.", "Case 3 of 4")

    # Agreed, with a joint split.
    keys.press(K.Key_D)
    keys.space()
    keys.go("Joint funding was agreed")
    keys.space()
    keys.go("Children's social care, share in %")
    keys.press(K.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys.type("28")
    keys.go("Education")
    keys.press(K.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys.type("72")
    keys.save()
    keys.sees("Agreed: recorded.", "Case 4 of 4")

    # Not agreed; then every case has been heard.
    keys.press(K.Key_D)
    keys.move("Decision: Not agreed", K.Key_Right)
    keys.go("Why it was not agreed")
    keys.type("Family support first")
    keys.save()
    keys.sees("Not agreed: recorded. Every case has been heard.")

    with services.panel_room._store.reading(None) as uow:
        decided = [uow.all(Authorisation, request_id=one)[-1].decision for one in made.requests]
        (split,) = uow.all(FundingSplit)
        assert [(line.funder.value, line.share) for line in split.lines] == [
            ("social_care", "28"),
            ("education", "72"),
        ]
        states = {item.state for item in uow.all(AgendaItem)}
    assert decided == [
        Decision.AGREED_CONDITIONS,
        Decision.DEFERRED,
        Decision.AGREED,
        Decision.NOT_AGREED,
    ]
    assert states == {AgendaState.HEARD}
    keys.press(K.Key_Escape)
    assert shell.rail.isVisible()
    assert not shell.isFullScreen()


def test_a_panel_member_lands_on_their_papers_and_opens_them_by_enter(
    window_for: Callable[[str], DeskWindow],
) -> None:
    window = window_for("ann")
    made = sit(window)
    window.door.close()
    pat = window_for("pat")
    shell = pat.shell
    assert shell.route() == Route(PANEL)
    keys = Keyboard(shell)
    keys.sees("Your papers", "1 meeting")
    keys.press(K.Key_Down)
    keys.enter()
    assert shell.route() == Route(PANEL_ROOM, made.meeting)
    page = shell.current_page()
    assert isinstance(page, PanelRoomPage)
    assert page.item is not None
    assert page.item.case is not None
    keys.sees("Case 1 of 4")
    for name in ("Jay", "Carter", "Tom", "O'Dell", "Vale", "Hall", "Mill Lane"):
        assert name not in repr(page.room)
    keys.press(K.Key_D)
    keys.sees("Whoever takes the minutes records the decision.")
    keys.press(K.Key_Escape)
    assert shell.route() == Route(PANEL)


def test_a_member_whose_meeting_is_closed_is_told(
    window_for: Callable[[str], DeskWindow],
) -> None:
    window = window_for("ann")
    made = sit(window)
    assert window.desk is not None
    with window.desk.services.panel_room._store.writing(window.desk.actor) as uow:
        uow.get(Meeting, made.meeting).state = MeetingState.CLOSED
        uow.commit()
    window.door.close()
    pat = window_for("pat")
    pat.shell.go(Route(PANEL_ROOM, made.meeting))
    keys = Keyboard(pat.shell)
    keys.sees("until the meeting is closed")


def test_the_cases_stay_in_sight_past_the_lock_and_every_other_key_asks_for_the_passphrase(
    window_for: Callable[[str], DeskWindow], record: Record
) -> None:
    window = window_for("ann")
    made = sit(window)
    shell = window.shell
    shell.go(Route(PANEL_ROOM, made.meeting))
    page = shell.current_page()
    assert isinstance(page, PanelRoomPage)
    keys = Keyboard(shell)
    window.watch.idle.emit()
    assert not shell.covered(), "the panel is still talking about the case"
    keys.press(K.Key_N)
    assert page.at == 1
    assert not shell.covered()
    keys.press(K.Key_I)
    assert shell.covered(), "who the child is waits behind the lock"
    assert not page.slip.isVisible()


@pytest.mark.parametrize("key", [K.Key_Escape, K.Key_D, K.Key_U, K.Key_F11])
def test_nothing_is_left_or_decided_past_the_lock(
    window_for: Callable[[str], DeskWindow], record: Record, key: Qt.Key
) -> None:
    window = window_for("ann")
    made = sit(window)
    window.shell.go(Route(PANEL_ROOM, made.meeting))
    window.watch.idle.emit()
    Keyboard(window.shell).press(key)
    assert window.shell.covered()


def test_a_decision_half_typed_is_covered_by_the_lock(
    window_for: Callable[[str], DeskWindow], record: Record
) -> None:
    window = window_for("ann")
    made = sit(window)
    window.shell.go(Route(PANEL_ROOM, made.meeting))
    Keyboard(window.shell).press(K.Key_D)
    window.watch.idle.emit()
    assert window.shell.covered()
