"""A disagreement in the Decision tab: its ladder, the form of its present step, asking again; the board's list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.errors import FieldProblem, InvalidAnswers
from art_desktop.domain.escalating_views import (
    AskedView,
    AskView,
    BoardList,
    BoardRow,
    Disagreements,
    Disputed,
    EscalationView,
    HearStep,
    OpenEscalation,
    RungCount,
    StepState,
    StepView,
    TakeToBoard,
)
from art_desktop.domain.ids import EscalationId, OptionId, RequestId
from art_desktop.domain.read_models import NextStep, RequestPage, WorkerViewLine
from art_desktop.domain.vocabulary import OptionState, RequestKind, Stage, WorkerView
from art_desktop.ui.pages.board import BoardPage
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.decision import DecisionPart
from art_desktop.ui.pages.request.escalation_card import DisagreementsCard
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui import request_samples as samples
from tests.ui.keys import Keyboard
from tests.ui.request_samples import NOW, World

HALL = OptionId(1)
LONG = (
    "Aurelia Featherstonehaugh-Montgomery (Head of Service for Children in Care and Permanency), "
)
WHO = {rung: f"{LONG}with {rung.value.replace('_', ' ')}" for rung in Rung}


def steps(now: Rung | None, heard: int) -> tuple[StepView, ...]:
    """Return six steps: `heard` of them over, `now` the present one."""
    made = []
    for rung in Rung:
        if rung is now:
            made.append(
                StepView(
                    rung=rung,
                    state=StepState.NOW,
                    who=WHO[rung],
                    raised_at=NOW,
                    due_at=NOW + timedelta(days=2),
                )
            )
        elif rung.rank < heard:
            settled = now is None and rung.rank == heard - 1
            result = RungResult.WITH_SUPPORT if settled else RungResult.NOT_SETTLED
            made.append(
                StepView(
                    rung=rung,
                    state=StepState.DONE,
                    who=WHO[rung],
                    raised_at=NOW - timedelta(days=3),
                    due_at=NOW - timedelta(days=1),
                    heard_at=NOW - timedelta(days=1),
                    result=result,
                    words="Both hold to it: she is settled there, and her nan cannot get to her by bus.",
                    recorded_by="Ann Officer",
                    late=rung.rank == 1,
                )
            )
        else:
            state = StepState.PASSED_BY if now is None else StepState.NOT_REACHED
            made.append(StepView(rung=rung, state=state))
    return tuple(made)


def ladder(now: Rung | None = Rung.HEADS, heard: int = 2) -> EscalationView:
    """Return a disagreement on a step, or settled by the last that was heard."""
    return EscalationView(
        id=EscalationId(4),
        option_id=HALL,
        title="Hall",
        about="The distance from the grandmother, whom he sees three times a week.",
        safeguarding=False,
        opened_at=NOW - timedelta(days=4),
        opened_by="Ann Officer",
        steps=steps(now, heard),
        settled_at=None if now is not None else NOW,
        ended=None if now is not None else EscalationEnd.SETTLED,
        permits=now is None,
        board_on=None,
        lessons="",
        version=3,
    )


def disputed_page(**changed: object) -> RequestPage:
    """Return a request whose social worker disagrees with the home that said yes."""
    view = WorkerViewLine(
        HALL, "Hall", WorkerView.DISAGREE, "Sam Worker", "Too far from his nan.", "", NOW
    )
    step = NextStep(
        "The disagreement is with: Heads of Service.", "Dee", "decision", "Record outcome"
    )
    given = {"stage": Stage.WITH_SOCIAL_WORKER, "views": (view,), "next_step": step, **changed}
    return replace(samples.page(), **given)  # type: ignore[arg-type]  # given by name


def world(found: Disagreements, **changed: object) -> World:
    """Return fakes around it."""
    shortlist = samples.shortlist()
    tiers = tuple(
        replace(
            tier,
            suitable=tuple(
                replace(o, state=OptionState.OFFERED) if o.id == HALL else o for o in tier.suitable
            ),
        )
        for tier in shortlist.tiers
    )
    made = World(page=disputed_page(**changed), shortlist=replace(shortlist, tiers=tiers))
    made.answers["escalating.of_request"] = found
    return made


def opened(qtbot: QtBot, made: World) -> tuple[RequestView, DisagreementsCard]:
    view = RequestView(made.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1280, 900)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    view.open((143, "decision"))
    for _ in range(5):
        QCoreApplication.processEvents()
    part = view.parts["decision"]
    assert isinstance(part, DecisionPart)
    assert part.disagreements is not None
    part.focus_first()
    return view, part.disagreements


def words_in(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    named = [w.accessibleName() for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
    return "\n".join([*labels, *named])


def test_the_ladder_shows_all_six_steps_with_who_when_and_outcome(qtbot: QtBot) -> None:
    """Heard, waiting, not reached: in words too, not by shape alone."""
    _, card = opened(qtbot, world(Disagreements(escalations=(ladder(),))))
    said = words_in(card)
    for number, rung in enumerate(Rung, start=1):
        assert f"Step {number} of 6, {rung.words}" in said
    assert said.count(": heard, Not settled: it goes up") == 2
    assert said.count(": waiting now") == 1
    assert said.count(": not reached") == 3
    assert "after its day" in said


def test_the_outcome_of_the_present_step_is_recorded_by_keyboard(qtbot: QtBot) -> None:
    """The name of who takes the next step is asked for only where nothing was settled."""
    made = world(Disagreements(escalations=(ladder(),), who=((Rung.ASSISTANT_DIRECTOR, "Ada"),)))
    view, card = opened(qtbot, made)
    keys = Keyboard(view)
    keys.go("Record outcome: Heads of Service")
    keys.enter()
    keys.sees("Outcome: Heads of Service")
    assert "Who takes the next step" not in words_in(card)
    keys.space()
    keys.move("What it came to: Not settled: it goes up", Qt.Key.Key_Right)
    assert "Who takes the next step: Assistant Director" in words_in(card)
    keys.go("In words")
    keys.type("She will not be moved on it")
    keys.save()
    ((command,),) = made.asked("escalating.hear")
    assert isinstance(command, HearStep)
    assert command.rung is Rung.HEADS
    assert command.result is RungResult.NOT_SETTLED
    assert command.next_who == "Ada"
    assert command.version == 3


def test_the_director_cannot_leave_it_open(qtbot: QtBot) -> None:
    """The choice is not there, and it says that it is final."""
    made = world(Disagreements(escalations=(ladder(Rung.DIRECTOR, 5),)))
    view, card = opened(qtbot, made)
    keys = Keyboard(view)
    keys.go("Record outcome: Director of Children's Services")
    keys.enter()
    said = words_in(card)
    assert "final" in said
    assert "What it came to: Not settled: it goes up" not in said


def test_a_standing_disagreement_is_taken_further_or_asked_again(qtbot: QtBot) -> None:
    """Support is named in the second case; the first proposes the two practitioners."""
    found = Disagreements(
        to_ask=((HALL, "Hall"),),
        disputed=(Disputed(HALL, "Hall", "Sam Worker", "Too far from his nan."),),
        who=((Rung.PRACTITIONERS, "Sam Worker and Ann Officer"),),
    )
    made = world(found)
    view, _ = opened(qtbot, made)
    keys = Keyboard(view)
    keys.go("Take it further")
    keys.enter()
    keys.save()
    ((command,),) = made.asked("escalating.open")
    assert isinstance(command, OpenEscalation)
    assert command.about == "Too far from his nan."
    assert command.who == "Sam Worker and Ann Officer"
    view, card = opened(qtbot, made)
    keys = Keyboard(view)
    keys.go("Ask again with added support")
    keys.enter()
    keys.save()
    assert not made.asked("escalating.ask_view")
    keys.type("A taxi on Sundays")
    keys.save()
    ((asked,),) = made.asked("escalating.ask_view")
    assert isinstance(asked, AskView)
    assert asked.support == "A taxi on Sundays"
    assert card is not None


def test_a_refusal_stands_beside_its_question(qtbot: QtBot) -> None:
    """And what was typed stays."""
    made = world(Disagreements(escalations=(ladder(),)))
    problem = FieldProblem("words", "Write what was said and where you differ.")
    made.answers["escalating.hear"] = InvalidAnswers("The step was not recorded.", (problem,))
    view, card = opened(qtbot, made)
    keys = Keyboard(view)
    keys.go("Record outcome: Heads of Service")
    keys.enter()
    keys.space()
    keys.go("In words")
    keys.type("Yes")
    keys.save()
    assert "Write what was said" in words_in(card)
    assert card.panel is not None
    assert card.close_panel()
    assert card.panel is None


def test_who_is_waited_for_is_shown_with_the_day(qtbot: QtBot) -> None:
    """Late in words."""
    asked = AskedView(
        HALL, "Hall", "Sam Worker", "Ann Officer", NOW, NOW, "A taxi.", None, late=True
    )
    made = world(Disagreements(asked=(asked,)))
    _, card = opened(qtbot, made)
    said = words_in(card)
    assert "Sam Worker was asked about Hall" in said
    assert "late: was to answer by" in said
    assert "With added support: A taxi." in said


def test_nothing_is_shown_where_nothing_is_waited_for(qtbot: QtBot) -> None:
    """The card takes no room."""
    _, card = opened(qtbot, world(Disagreements()))
    assert card.isHidden()


def board_row(**changed: object) -> BoardRow:
    """Return a disagreement that the Assistant Director settled."""
    made = BoardRow(
        id=EscalationId(4),
        request_id=RequestId(143),
        reference="R-2026-0143",
        kind=RequestKind.CHANGE,
        stage=Stage.AGREED,
        children_words="Girl, 14",
        home_words="In-house",
        about="Whether a home fifteen miles from school can be right in Year 10.",
        hidden=False,
        opened_at=NOW - timedelta(days=9),
        highest=Rung.ASSISTANT_DIRECTOR,
        steps=steps(None, 4),
        settled_at=NOW,
        ended=EscalationEnd.SETTLED,
        outcome="The home is used, with added support, by Assistant Director",
        board_on=None,
        lessons="",
        version=5,
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # given by name


def board_list(*rows: BoardRow) -> BoardList:
    """Return a list with what waits and what was taken."""
    return BoardList(
        tuple(row for row in rows if row.board_on is None),
        tuple(row for row in rows if row.board_on is not None),
        tuple(RungCount(rung, 5 - rung.rank, int(rung is Rung.HEADS)) for rung in Rung),
    )


def board(qtbot: QtBot, made: World) -> BoardPage:
    page = BoardPage(made.context(ImmediateRunner()))
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.activateWindow()
    qtbot.waitExposed(page)
    page.open(None)
    page.focus_first()
    QCoreApplication.processEvents()
    return page


def test_the_board_is_marked_by_keyboard(qtbot: QtBot) -> None:
    """With the day and the lessons; the list is read again."""
    made = World()
    made.answers["escalating.board"] = board_list(board_row())
    page = board(qtbot, made)
    keys = Keyboard(page)
    keys.sees("For the next board: 1", "Girl, 14", "In-house")
    keys.go("Taken to the board: R-2026-0143")
    keys.enter()
    keys.go("What was learnt")
    keys.type("Ask about the bus first")
    keys.save()
    ((command,),) = made.asked("escalating.take_to_board")
    assert isinstance(command, TakeToBoard)
    assert command.board_on == date(2026, 11, 24)
    assert command.lessons == "Ask about the bus first"
    assert len(made.asked("escalating.board")) == 2


@pytest.mark.parametrize("count", [0, 2])
def test_the_board_tells_what_was_taken_and_what_was_settled_where(
    qtbot: QtBot, count: int
) -> None:
    """Lessons can be written later; with nothing to show it says so."""
    made = World()
    rows = [board_row(board_on=date(2026, 11, 3), id=EscalationId(9 + at)) for at in range(count)]
    made.answers["escalating.board"] = board_list(*rows)
    said = words_in(board(qtbot, made))
    assert "Nothing waits for the board" in said
    assert said.count("Nothing written yet") >= count
    assert "5 settled" in said
    assert "1 waiting now" in said
