"""The ladder in any order of actions: steps in their order, each once, and nothing goes ahead that was not settled."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain import escalating, life
from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.escalating_views import HearStep, OpenEscalation, StepState, TakeToBoard
from art_desktop.domain.escalations import Escalation
from art_desktop.domain.ids import EscalationId, OptionId, RequestId, SearchId, UserId, ViewId
from art_desktop.domain.requests import Match, Option, Request, SocialWorkerView
from art_desktop.domain.vocabulary import OptionState, RequestKind, Tier
from art_desktop.domain.vocabulary import WorkerView as View

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAYS = {rung: 1 + rung.rank for rung in Rung}
BY = UserId(1)


def option(state: OptionState = OptionState.OFFERED) -> Option:
    """Return an option that said yes."""
    return Option(
        id=OptionId(1),
        request_id=RequestId(1),
        search_id=SearchId(1),
        tier=Tier.IN_HOUSE,
        suitable=True,
        state=state,
    )


def view(number: int, said: View = View.DISAGREE, at: datetime = NOW) -> SocialWorkerView:
    """Return what the social worker said."""
    return SocialWorkerView(
        id=ViewId(number),
        request_id=RequestId(1),
        option_id=OptionId(1),
        view=said,
        given_by="Kwame Ferris",
        words="Too far.",
        support_wanted="A taxi.",
        given_at=at,
        recorded_by=BY,
    )


def begun(*, safeguarding: bool = False, number: int = 1) -> Escalation:
    """Return a disagreement on its first step."""
    command = OpenEscalation(
        option_id=OptionId(1), about="Too far.", who="The two of them", safeguarding=safeguarding
    )
    return escalating.begin(command, view(number), now=NOW, by=BY, days=DAYS)


def heard(rung: Rung, result: RungResult, **changes: object) -> HearStep:
    """Return the outcome of a step."""
    given_ = {"words": "They talked.", "next_who": "The two above them", **changes}
    return HearStep(
        escalation_id=EscalationId(1),
        version=1,
        rung=rung,
        result=result,
        **given_,  # type: ignore[arg-type]  # given by name
    )


ACTIONS = st.lists(st.tuples(st.sampled_from(Rung), st.sampled_from(RungResult)), max_size=40)


@given(ACTIONS, st.booleans())
def test_in_any_order_the_steps_are_taken_in_theirs(
    actions: list[tuple[Rung, RungResult]], safeguarding: bool
) -> None:
    """No rung is passed over, none heard twice, nothing is heard after the end, and only a settlement permits."""
    one = begun(safeguarding=safeguarding)
    for rung, result in actions:
        before = [(s.rung, s.heard_at, s.result) for s in one.steps]
        over = one.ended is not None
        try:
            escalating.hear(one, heard(rung, result), now=NOW, by=BY, days=DAYS)
        except RuleBroken:
            assert [(s.rung, s.heard_at, s.result) for s in one.steps] == before
        else:
            assert not over
    ranks = [step.rung.rank for step in one.steps]
    first = 1 if safeguarding else 0
    assert ranks == list(range(first, first + len(ranks)))
    assert all(step.result is RungResult.NOT_SETTLED for step in one.steps[:-1])
    last = one.steps[-1]
    assert (one.ended is EscalationEnd.SETTLED) == (last.result is not None)
    assert escalating.permits(one) == (
        last.result in {RungResult.GOES_AHEAD, RungResult.WITH_SUPPORT}
    )
    assert (escalating.step_now(one) is None) == (one.ended is not None)
    assert escalating.for_the_board(one) == (max(ranks) >= 3)
    states = [escalating.state_of(one, rung) for rung in Rung]
    assert states.count(StepState.NOW) == (one.ended is None)


SAYINGS = st.lists(
    st.one_of(
        st.sampled_from(View),
        st.just("open"),
        st.sampled_from(RungResult),
    ),
    max_size=25,
)


@given(SAYINGS, st.lists(st.booleans(), min_size=25, max_size=25))
def test_no_match_goes_against_a_view_that_nobody_settled(
    sayings: list[object], ticks: list[bool]
) -> None:
    """Views, ladders and outcomes in any order, at the same instant or later: the gate says what the rows say."""
    now, views, ladders = NOW, list[SocialWorkerView](), list[Escalation]()
    home = option()
    request = Request(reference="R", kind=RequestKind.CHANGE, needed_at=NOW, opened_at=NOW)
    settled_for_good = False  # told from the order of what happened alone
    for saying, tick in zip(sayings, ticks, strict=False):
        now += timedelta(hours=1) if tick else timedelta()
        latest = escalating.latest(views, OptionId(1))
        open_one = escalating.open_one(ladders, OptionId(1))
        if isinstance(saying, View):
            views.append(view(len(views) + 1, saying, now))
            settled_for_good = False
            if open_one is not None and saying is View.DISAGREE:
                open_one.view_id = ViewId(len(views))
        elif saying == "open":
            if escalating.may_open(home, latest, ladders):
                ladders.append(begun(number=len(views)))
        elif open_one is not None:
            now_step = escalating.step_now(open_one)
            assert now_step is not None
            with contextlib.suppress(InvalidAnswers):
                command = heard(now_step.rung, RungResult(str(saying)))
                escalating.hear(open_one, command, now=now, by=BY, days=DAYS)
                settled_for_good = RungResult(str(saying)).permits
        for one in ladders:
            latest = escalating.latest(views, OptionId(1))
            end = escalating.ended_by(one, request, None, home, latest)
            if end is not None:
                one.ended = end
    latest = escalating.latest(views, OptionId(1))
    agrees = latest is not None and latest.view is not View.DISAGREE
    try:
        life.require_ready_to_match(home, latest, None, ladders)
        ready = True
    except RuleBroken:
        ready = False
    assert ready == (agrees or settled_for_good)


def test_each_step_is_due_after_its_own_working_days() -> None:
    """Tuesday and one working day is Wednesday at five; line managers have two from then."""
    one = begun()
    assert one.steps[0].due_at.date() == date(2026, 11, 25)
    escalating.hear(
        one, heard(Rung.PRACTITIONERS, RungResult.NOT_SETTLED), now=NOW, by=BY, days=DAYS
    )
    assert one.steps[1].due_at.date() == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": " "}, "Write what was said"),
        ({"next_who": ""}, "Name who takes the next step: Line managers"),
        ({"heard_at": NOW + timedelta(hours=1)}, "still to come"),
        ({"heard_at": NOW - timedelta(hours=1)}, "before the step was raised"),
    ],
)
def test_an_outcome_that_lacks_something_is_refused(changes: dict[str, object], said: str) -> None:
    """With what it lacks; nothing is written down."""
    one = begun()
    command = heard(Rung.PRACTITIONERS, RungResult.NOT_SETTLED, **changes)
    with pytest.raises(InvalidAnswers, match=said):
        escalating.hear(one, command, now=NOW, by=BY, days=DAYS)
    assert one.steps[0].heard_at is None


@pytest.mark.parametrize(
    ("request_closed", "matched", "state", "said", "end"),
    [
        (True, False, OptionState.OFFERED, View.DISAGREE, EscalationEnd.WITHDRAWN),
        (False, True, OptionState.OFFERED, View.DISAGREE, EscalationEnd.MATCHED),
        (False, False, OptionState.DECLINED, View.DISAGREE, EscalationEnd.GONE),
        (False, False, OptionState.OFFERED, View.AGREE, EscalationEnd.AGREED),
        (False, False, OptionState.OFFERED, View.AGREE_WITH_SUPPORT, EscalationEnd.AGREED),
        (False, False, OptionState.OFFERED, View.DISAGREE, None),
    ],
)
def test_a_disagreement_about_nothing_ends(
    request_closed: bool, matched: bool, state: OptionState, said: View, end: EscalationEnd | None
) -> None:
    """And it is said why."""
    request = Request(reference="R", kind=RequestKind.CHANGE, needed_at=NOW, opened_at=NOW)
    request.closed_at = NOW if request_closed else None
    match = Match(
        request_id=RequestId(1),
        option_id=OptionId(2),
        view_id=None,
        reasons="",
        compromises="",
        support="",
        agreed_at=NOW,
        agreed_by=BY,
    )
    found = escalating.ended_by(
        begun(), request, match if matched else None, option(state), view(2, said)
    )
    assert found is end


def test_support_is_on_the_record_once() -> None:
    """Added where it was left out, left alone where it stands."""
    lines = escalating.agreed_support(view(1, View.AGREE_WITH_SUPPORT), ())
    assert lines == ("Asked for by the social worker: A taxi.",)
    assert escalating.with_support("Training.", lines) == f"Training.\n{lines[0]}"
    assert escalating.with_support("A taxi.", lines) == "A taxi."
    assert escalating.agreed_support(view(1), ()) == ()


def test_the_board_hears_of_what_reached_the_assistant_director() -> None:
    """Once, and not before the day on which it began."""
    one = begun()
    for rung in (Rung.PRACTITIONERS, Rung.LINE_MANAGERS, Rung.HEADS):
        command = TakeToBoard(escalation_id=EscalationId(1), version=1, board_on=NOW.date())
        with pytest.raises(RuleBroken, match="never reached"):
            escalating.check_board(one, command, NOW, "It was not marked.")
        escalating.hear(one, heard(rung, RungResult.NOT_SETTLED), now=NOW, by=BY, days=DAYS)
    early = TakeToBoard(escalation_id=EscalationId(1), version=1, board_on=date(2026, 11, 1))
    with pytest.raises(InvalidAnswers, match="before the disagreement"):
        escalating.check_board(one, early, NOW, "It was not marked.")
    escalating.check_board(one, command, NOW, "It was not marked.")
    one.board_on = NOW.date()
    with pytest.raises(RuleBroken, match="there already"):
        escalating.check_board(one, command, NOW, "It was not marked.")
