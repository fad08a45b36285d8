"""What a shortlist says beside its options: what a new profile changes, what little keeps out, what a match needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from art_desktop.domain.children import Child
from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import OptionView, RecordAddedApproval
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import (
    Answer,
    ApprovalTrigger,
    CarersWanted,
    Decision,
    Post,
    Stage,
    Urgency,
)
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from tests.services.conftest import NOW, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job on both brothers."""
    return Journey(services, officer)


def _all(journey: Journey) -> dict[OptionId, OptionView]:
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    return {o.id: o for tier in shortlist.tiers for o in (*tier.suitable, *tier.not_suitable)}


def test_a_new_profile_says_what_it_changes(journey: Journey) -> None:
    """Nothing before a search; nothing where nothing changes; who falls out where a must-have is added."""
    services, officer = journey.services, journey.officer
    journey.authorised()
    assert services.searching.effect(officer, journey.request_id) is None
    before = journey.search()
    assert services.searching.effect(officer, journey.request_id) is None
    for child in journey.page.children:
        body = replace(needs(), carers_wanted=CarersWanted.MEN_ONLY)
        journey.save_needs(child.child_id, body, child.profile_number)
    effect = services.searching.effect(officer, journey.request_id)
    after = {o.id for o in journey.search()}
    gone = [o.title for o in before if o.id not in after]
    assert gone
    assert effect is not None
    for title in gone:
        assert any(line.startswith(f"{title} fell out") for line in effect.lines)


def test_what_little_keeps_out_is_named_with_the_change(journey: Journey) -> None:
    """Each is an excluded option of the shortlist, with what it would take and the rank it would have."""
    services, officer = journey.services, journey.officer
    assert services.searching.nearly(officer, journey.opened()) == ()
    journey = Journey(services, officer)
    journey.searched()
    nearly = services.searching.nearly(officer, journey.request_id)
    assert nearly
    options = _all(journey)
    for one in nearly:
        assert not options[one.option_id].suitable
        assert one.changes
        assert one.rank >= 1


def _needing_liberty(journey: Journey, **changes: object) -> OptionView:
    """Take a request to its match whose children are deprived of liberty."""
    journey.authorised(**changes)
    for child in journey.page.children:
        body = replace(needs(), deprivation_of_liberty=True)
        journey.save_needs(child.child_id, body, child.profile_number)
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    return first


def _start(journey: Journey) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(
            request_id=journey.request_id,
            version=journey.page.version,
            starts_on=date(2026, 11, 26),
        ),
    )


def _record(journey: Journey, option: OptionView, **changes: object) -> None:
    given: dict[str, object] = {
        "option_id": option.id,
        "trigger": ApprovalTrigger.LIBERTY,
        "post": Post.SERVICE_DIRECTOR,
        "decided_by": "A. Director",
        "decision": Decision.AGREED,
    }
    journey.services.authorising.record_added(
        journey.officer,
        RecordAddedApproval(**{**given, **changes}),  # type: ignore[arg-type]  # given by name
    )


def test_a_match_that_needs_an_approval_does_not_start_without_it(journey: Journey) -> None:
    """The refusal says what is missing and who may give it; a no is no approval; a yes lets it start."""
    option = _needing_liberty(journey)
    (view,) = journey.page.approvals
    assert view.trigger is ApprovalTrigger.LIBERTY
    assert not view.given
    assert "To be approved before the start: deprivation of liberty" in journey.page.next_step.words
    with pytest.raises(RuleBroken, match="Service Director"):
        _start(journey)
    _record(journey, option, decision=Decision.NOT_AGREED, note="Not this home.")
    with pytest.raises(RuleBroken, match="not approved"):
        _start(journey)
    _record(journey, option)
    assert journey.page.approvals[0].given
    _start(journey)
    assert journey.page.stage is Stage.PLACED
    assert journey.page.approvals == ()


def test_only_who_may_give_it_counts_and_only_what_is_needed_is_taken(journey: Journey) -> None:
    """Another post, no name, or an approval that this home does not need: refused, nothing recorded."""
    option = _needing_liberty(journey)
    for wrong in (
        {"post": Post.PASP},
        {"decided_by": " "},
        {"decision": Decision.NOT_AGREED},
    ):
        with pytest.raises(InvalidAnswers):
            _record(journey, option, **wrong)
    with pytest.raises(RuleBroken, match="does not need"):
        _record(journey, option, trigger=ApprovalTrigger.OUT_OF_AREA, post=Post.NOMINATED_OFFICER)
    assert not journey.page.approvals[0].given


def test_out_of_hours_the_child_moves_and_the_approval_is_owed(journey: Journey) -> None:
    """A child who needs a bed tonight is not left without one: the approval becomes a task for the next working day."""
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection", needed_at=NOW)
    journey.authorise(Post.EDS, decided_by="EDS", first_agreed_by="On call")
    for child in journey.page.children:
        body = replace(needs(), deprivation_of_liberty=True)
        journey.save_needs(child.child_id, body, child.profile_number)
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    _start(journey)
    owed = [task.words for task in journey.page.tasks if task.words.startswith("Approval owed")]
    assert len(owed) == 1
    assert "Deprivation of liberty" in owed[0]


def test_an_approval_that_is_needed_only_from_the_day_of_the_start_can_be_recorded(
    journey: Journey, door: LocalDoor
) -> None:
    """He goes into Year 10 on 1 September: on the day first asked for nothing was needed, from then on it is."""
    with door.store.writing(journey.officer) as uow:
        uow.get(Child, TOBY).born_on = date(2013, 2, 1)
        uow.commit()
    journey.authorised(child_ids=(TOBY,))
    (toby,) = journey.page.children
    body = replace(needs(), keep_school=False)
    journey.save_needs(TOBY, body, toby.profile_number)
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    assert journey.page.approvals == ()
    services, officer, september = journey.services, journey.officer, date(2027, 9, 1)
    assert services.authorising.needed(officer, journey.request_id, date(2027, 8, 31)) == ()
    (view,) = services.authorising.needed(officer, journey.request_id, september)
    assert (view.trigger, view.given) == (ApprovalTrigger.KEY_STAGE_4, False)
    school: dict[str, object] = {
        "trigger": ApprovalTrigger.KEY_STAGE_4,
        "post": Post.NOMINATED_OFFICER,
    }
    with pytest.raises(RuleBroken, match="does not need"):
        _record(journey, first, **school)
    _record(journey, first, on=september, **school)
    (view,) = services.authorising.needed(officer, journey.request_id, september)
    assert view.given
