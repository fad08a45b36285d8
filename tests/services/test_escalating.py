"""The social worker's view with its clock, the ladder of a disagreement, and what it lets go ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.escalating_views import (
    AskView,
    Disagreements,
    EscalationView,
    HearStep,
    OpenEscalation,
    StepState,
    TakeToBoard,
)
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Answer, NotUsedReason, OptionState, Stage, TaskKind
from art_desktop.domain.vocabulary import WorkerView as View
from art_desktop.services import Services
from tests.services.journey import Journey


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """A request in the hands of an officer."""
    return Journey(services, officer)


class Dispute:
    """A request whose social worker disagrees with the home that said yes."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.option = journey.searched()[0].id
        journey.ask(self.option)
        journey.answer(Answer.YES)

    def disagree(self, words: str = "Too far from his nan.") -> None:
        self.journey.view(self.option, View.DISAGREE, words=words)

    def open(self, *, safeguarding: bool = False) -> None:
        self.journey.services.escalating.open(
            self.journey.officer,
            OpenEscalation(
                option_id=self.option,
                about="Too far from the grandmother.",
                who="Kwame Ferris and Pat Officer",
                safeguarding=safeguarding,
            ),
        )

    def hear(self, result: RungResult, words: str = "Talked it over.", **changes: object) -> None:
        one = self.ladder
        assert one.now is not None
        given: dict[str, object] = {
            "escalation_id": one.id,
            "version": one.version,
            "rung": one.now.rung,
            "result": result,
            "words": words,
            "next_who": "Dee Above and Sam Beside",
        }
        self.journey.services.escalating.hear(
            self.journey.officer,
            HearStep(**{**given, **changes}),  # type: ignore[arg-type]  # given by name
        )

    def climb_to(self, rung: Rung) -> None:
        while self.ladder.now is not None and self.ladder.now.rung is not rung:
            self.hear(RungResult.NOT_SETTLED)

    @property
    def whole(self) -> Disagreements:
        return self.journey.services.escalating.of_request(
            self.journey.officer, self.journey.request_id
        )

    @property
    def ladder(self) -> EscalationView:
        return self.whole.escalations[0]

    def open_tasks(self, kind: TaskKind) -> list[str]:
        return [t.words for t in self.journey.page.tasks if t.kind is kind and t.done_at is None]


@pytest.fixture
def dispute(journey: Journey) -> Dispute:
    """A home that said yes."""
    return Dispute(journey)


def test_asking_for_the_view_has_a_clock_and_the_answer_stops_it(dispute: Dispute) -> None:
    """Who was asked, when, until when; what the request waits for says so."""
    journey = dispute.journey
    assert dispute.whole.to_ask
    journey.services.escalating.ask_view(
        journey.officer, AskView(option_id=dispute.option, asked_of="Kwame Ferris")
    )
    (asked,) = dispute.whole.asked
    assert (asked.asked_of, asked.asked_by, asked.answered_at) == (
        "Kwame Ferris",
        "Pat Officer",
        None,
    )
    assert asked.due_at.date() == date(2026, 11, 25)
    assert "Wed 25 Nov 2026 17:00" in journey.page.next_step.words
    assert len(dispute.open_tasks(TaskKind.CHASE)) == 1
    with pytest.raises(RuleBroken, match="asked already"):
        journey.services.escalating.ask_view(
            journey.officer, AskView(option_id=dispute.option, asked_of="Kwame Ferris")
        )
    journey.view(dispute.option)
    assert dispute.whole.asked[0].answered_at is not None
    assert not dispute.open_tasks(TaskKind.CHASE)


def test_a_view_that_is_late_shows_as_late(dispute: Dispute, clock: FixedClock) -> None:
    """The day has passed and nobody answered."""
    journey = dispute.journey
    journey.services.escalating.ask_view(
        journey.officer, AskView(option_id=dispute.option, asked_of="Kwame Ferris")
    )
    assert not dispute.whole.asked[0].late
    clock.move_on(timedelta(days=3))
    assert dispute.whole.asked[0].late


def test_nobody_is_asked_about_a_home_that_has_not_said_yes(journey: Journey) -> None:
    """Only an offer is put to the social worker."""
    option = journey.searched()[0]
    with pytest.raises(RuleBroken, match="has not said yes"):
        journey.services.escalating.ask_view(
            journey.officer, AskView(option_id=option.id, asked_of="Kwame Ferris")
        )


def test_support_that_was_asked_for_is_proposed_and_stays_on_the_record(dispute: Dispute) -> None:
    """Even where it was left out of what was typed."""
    journey = dispute.journey
    journey.view(dispute.option, View.AGREE_WITH_SUPPORT, support_wanted="A taxi to school.")
    proposal = journey.services.placing.proposal(journey.officer, dispute.option)
    assert "A taxi to school." in proposal.support
    from art_desktop.domain.commands import AgreeMatch

    journey.services.placing.agree(
        journey.officer,
        AgreeMatch(
            option_id=dispute.option,
            option_version=journey.option(dispute.option).version,
            reasons="Near.",
            compromises="",
            support="Training.",
        ),
    )
    match = journey.page.match
    assert match is not None
    assert "Training." in match.support
    assert match.support.count("A taxi to school.") == 1


def test_support_added_after_a_disagreement_can_settle_it(dispute: Dispute) -> None:
    """The worker is asked again with the support named, agrees, and the match can be made."""
    journey = dispute.journey
    dispute.disagree()
    journey.services.escalating.ask_view(
        journey.officer,
        AskView(option_id=dispute.option, asked_of="Kwame Ferris", support="A taxi to his nan."),
    )
    assert "asked again" in journey.page.next_step.words
    assert dispute.whole.asked[0].support == "A taxi to his nan."
    journey.view(
        dispute.option, View.AGREE_WITH_SUPPORT, support_wanted="A taxi to his nan on Sundays."
    )
    journey.agree(dispute.option)
    assert journey.page.stage is Stage.AGREED


def test_only_a_standing_disagreement_is_taken_further(dispute: Dispute) -> None:
    """Not before a view, not on agreement, not twice."""
    with pytest.raises(RuleBroken, match="not been heard"):
        dispute.open()
    dispute.journey.view(dispute.option)
    with pytest.raises(RuleBroken, match="does not disagree"):
        dispute.open()
    dispute.disagree()
    assert [one.option_id for one in dispute.whole.disputed] == [dispute.option]
    dispute.open()
    assert not dispute.whole.disputed
    with pytest.raises(RuleBroken, match="on the ladder already"):
        dispute.open()


def test_the_ladder_is_climbed_rung_by_rung_to_the_director(dispute: Dispute) -> None:
    """Each step has who, when and by when; each opens its task and closes the last; the last must settle."""
    journey = dispute.journey
    dispute.disagree()
    dispute.open()
    for rung in Rung:
        now = dispute.ladder.now
        assert now is not None
        assert now.rung is rung
        assert now.who
        assert now.due_at is not None
        (task,) = dispute.open_tasks(TaskKind.ESCALATION)
        assert "Settle the disagreement" in task
        assert now.who in journey.page.next_step.words
        with pytest.raises(RuleBroken, match="settle it by"):
            journey.agree(dispute.option)
        if rung is not Rung.DIRECTOR:
            dispute.hear(RungResult.NOT_SETTLED)
    with pytest.raises(InvalidAnswers, match="final"):
        dispute.hear(RungResult.NOT_SETTLED)
    dispute.hear(RungResult.GOES_AHEAD, "He is to live there.")
    assert dispute.ladder.permits
    assert dispute.ladder.ended is EscalationEnd.SETTLED
    assert not dispute.open_tasks(TaskKind.ESCALATION)
    journey.agree(dispute.option)
    assert journey.page.stage is Stage.AGREED


@pytest.mark.parametrize("rung", list(Rung))
def test_every_rung_can_settle_it_at_once(dispute: Dispute, rung: Rung) -> None:
    """With support, which goes into the proposal and onto the match."""
    dispute.disagree()
    dispute.open()
    dispute.climb_to(rung)
    dispute.hear(RungResult.WITH_SUPPORT, "A taxi on Sundays.")
    states = [step.state for step in dispute.ladder.steps]
    assert states == [StepState.DONE] * (rung.rank + 1) + [StepState.PASSED_BY] * (5 - rung.rank)
    dispute.journey.agree(dispute.option)
    match = dispute.journey.page.match
    assert match is not None
    assert match.support.count("A taxi on Sundays.") == 1


def test_a_home_that_is_not_to_be_used_is_marked_so_with_the_reason(dispute: Dispute) -> None:
    """And the match stays shut."""
    dispute.disagree()
    dispute.open()
    dispute.hear(RungResult.NOT_USED, "His nan is all he has.")
    option = dispute.journey.option(dispute.option)
    assert option.state is OptionState.NOT_USED
    assert option.not_used_reason is NotUsedReason.SOCIAL_WORKER
    assert not dispute.ladder.permits
    with pytest.raises(RuleBroken):
        dispute.journey.agree(dispute.option)


def test_no_step_is_passed_over_or_heard_twice(dispute: Dispute) -> None:
    """Another rung than the present one is refused, and so is an older version."""
    dispute.disagree()
    dispute.open()
    with pytest.raises(RuleBroken, match="in their order"):
        dispute.hear(RungResult.GOES_AHEAD, rung=Rung.DIRECTOR)
    version = dispute.ladder.version
    dispute.hear(RungResult.NOT_SETTLED)
    with pytest.raises(ChangedByOther):
        dispute.hear(RungResult.NOT_SETTLED, version=version)
    with pytest.raises(RuleBroken, match="in their order"):
        dispute.hear(RungResult.NOT_SETTLED, rung=Rung.PRACTITIONERS)
    with pytest.raises(InvalidAnswers, match="next step"):
        dispute.hear(RungResult.NOT_SETTLED, next_who=" ")


def test_a_concern_for_safety_begins_with_the_line_managers(dispute: Dispute) -> None:
    """What a panel decided binds all but where safety is in question (S003 §17)."""
    dispute.disagree()
    dispute.open(safeguarding=True)
    assert dispute.ladder.now is not None
    assert dispute.ladder.now.rung is Rung.LINE_MANAGERS
    assert dispute.ladder.steps[0].state is StepState.PASSED_BY


def test_the_social_worker_may_come_to_agree_on_any_step(dispute: Dispute) -> None:
    """It ends there, as agreed, and the match can be made."""
    dispute.disagree()
    dispute.open()
    dispute.climb_to(Rung.HEADS)
    dispute.journey.view(dispute.option)
    assert dispute.ladder.ended is EscalationEnd.AGREED
    assert not dispute.open_tasks(TaskKind.ESCALATION)
    dispute.journey.agree(dispute.option)


def test_a_new_disagreement_after_the_settlement_shuts_the_gate_again(dispute: Dispute) -> None:
    """Even at the same instant; it is then settled anew."""
    dispute.disagree()
    dispute.open()
    dispute.hear(RungResult.GOES_AHEAD)
    dispute.disagree("A new thing came out today.")
    with pytest.raises(RuleBroken, match="A new thing"):
        dispute.journey.agree(dispute.option)
    dispute.open()
    dispute.hear(RungResult.GOES_AHEAD)
    dispute.journey.agree(dispute.option)


def test_a_disagreement_repeated_while_it_is_climbing_is_settled_with_it(dispute: Dispute) -> None:
    """There is one ladder, about the newer view."""
    dispute.disagree()
    dispute.open()
    dispute.disagree("And it is too far from school.")
    assert len(dispute.whole.escalations) == 1
    dispute.hear(RungResult.GOES_AHEAD)
    dispute.journey.agree(dispute.option)


def test_it_ends_with_the_request(dispute: Dispute) -> None:
    """Withdrawn: its task goes, and nothing can be heard."""
    journey = dispute.journey
    dispute.disagree()
    dispute.open()
    page = journey.page
    journey.services.requests.withdraw(journey.officer, page.id, page.version, "Not wanted.")
    assert dispute.ladder.ended is EscalationEnd.WITHDRAWN
    assert not dispute.open_tasks(TaskKind.ESCALATION)


def test_it_ends_where_another_home_is_matched(journey: Journey) -> None:
    """The disagreement about the first home is then about nothing."""
    dispute = Dispute(journey)
    dispute.disagree()
    dispute.open()
    other = next(o for o in journey.search() if o.id != dispute.option)
    journey.ask(other.id)
    journey.answer(Answer.YES)
    journey.view(other.id)
    journey.agree(other.id)
    assert dispute.ladder.ended is EscalationEnd.MATCHED


def test_what_reached_the_assistant_director_is_for_the_board(
    dispute: Dispute, clock: FixedClock
) -> None:
    """With its steps and outcome, and nobody's name who is in care; marked with the day and the lessons."""
    escalating, officer = dispute.journey.services.escalating, dispute.journey.officer
    dispute.disagree()
    dispute.open()
    dispute.climb_to(Rung.HEADS)
    assert not escalating.board(officer).waiting
    with pytest.raises(RuleBroken, match="never reached"):
        escalating.take_to_board(
            officer, _boarded(dispute.ladder.id, dispute.ladder.version, clock.at.date())
        )
    dispute.hear(RungResult.NOT_SETTLED, "Toby's nan rang.")
    dispute.hear(RungResult.GOES_AHEAD, "He is to live there.")
    (row,) = escalating.board(officer).waiting
    assert row.hidden
    assert row.reference == dispute.journey.page.reference
    assert row.highest is Rung.ASSISTANT_DIRECTOR
    assert row.outcome == "The home is used, by Assistant Director"
    for name in ("Toby", "Frankie", "Wrenfield", "Hall"):
        assert name not in repr(row)
    escalating.take_to_board(
        officer, _boarded(row.id, row.version, clock.at.date(), "Ask about family earlier.")
    )
    board = escalating.board(officer)
    assert not board.waiting
    assert board.taken[0].lessons == "Ask about family earlier."
    by_rung = {one.rung: one.settled for one in board.counts}
    assert by_rung[Rung.ASSISTANT_DIRECTOR] == 1
    assert sum(by_rung.values()) == 1


def _boarded(key: object, version: int, on: date, lessons: str = "") -> TakeToBoard:
    return TakeToBoard(escalation_id=key, version=version, board_on=on, lessons=lessons)  # type: ignore[arg-type]  # an id


def test_the_task_of_a_step_closes_only_with_its_outcome(dispute: Dispute) -> None:
    """Nobody ticks a disagreement off."""
    dispute.disagree()
    dispute.open()
    (task,) = (t for t in dispute.journey.page.tasks if t.kind is TaskKind.ESCALATION)
    with pytest.raises(RuleBroken, match="outcome"):
        dispute.journey.services.tasks.done(dispute.journey.officer, task.id, task.version)


def test_the_history_tells_each_step(dispute: Dispute) -> None:
    """Raised, heard, ended."""
    journey = dispute.journey
    dispute.disagree()
    dispute.open()
    dispute.hear(RungResult.NOT_SETTLED, "Both hold to it.")
    journey.view(dispute.option)
    told = " | ".join(
        line.words
        for line in journey.services.requests.history(journey.officer, journey.request_id)
    )
    assert "Disagreement about Hall with Practitioners" in told
    assert "not settled: it goes up. Both hold to it." in told
    assert "ended: the social worker came to agree" in told


def test_a_panel_member_reads_none_of_it(services: Services, dispute: Dispute) -> None:
    """Not the ladder, not the board."""
    panel = Actor(dispute.journey.officer.user_id, "panel", "Pat Panel", Role.PANEL)
    with pytest.raises(NotPermitted):
        services.escalating.of_request(panel, dispute.journey.request_id)
    with pytest.raises(NotPermitted):
        services.escalating.board(panel)


def test_a_missing_option_is_not_found(services: Services, officer: Actor) -> None:
    """And no row is left behind."""
    with pytest.raises(RuleBroken):
        services.escalating.open(
            officer, OpenEscalation(option_id=OptionId(999), about="Why", who="Who")
        )
