"""Ways in which a child could have been moved again: into a home that had no room, or against what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from art_desktop.domain.commands import EditRequest, OverrideRule, StartPlacement
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.households import Exemption, Household
from art_desktop.domain.ids import RequestId, SearchId, UserId
from art_desktop.domain.matching_views import OptionView, PartSiblings, RecordAddedApproval
from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.placements import Placement
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import (
    Answer,
    ApprovalTrigger,
    Decision,
    Level,
    NeedCode,
    Post,
    Stage,
    Tier,
    Together,
    Urgency,
)
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services, shortlist_views
from tests.domain.matching.making import case, household
from tests.services.conftest import FRANKIE, HALL, MAYA, NOW, ROLES, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job on both brothers."""
    return Journey(services, officer)


def _matched(journey: Journey, option: OptionView) -> OptionView:
    journey.ask(option.id)
    journey.answer(Answer.YES)
    journey.view(option.id)
    journey.agree(option.id)
    return option


def _start(journey: Journey, on: date = date(2026, 11, 26)) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(request_id=journey.request_id, version=journey.page.version, starts_on=on),
    )


def _wish(journey: Journey, together: Together) -> None:
    for child in journey.page.children:
        body = replace(needs(), together=together)
        journey.save_needs(child.child_id, body, child.profile_number)


def _deprived(journey: Journey) -> OptionView:
    for child in journey.page.children:
        body = replace(needs(), deprivation_of_liberty=True)
        journey.save_needs(child.child_id, body, child.profile_number)
    return _matched(journey, journey.search()[0])


def test_a_no_is_a_no_out_of_hours_too(journey: Journey) -> None:
    """What nobody could be asked about tonight is owed; what somebody refused is refused."""
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection", needed_at=NOW)
    journey.authorise(Post.EDS, decided_by="EDS", first_agreed_by="On call")
    option = _deprived(journey)
    journey.services.authorising.record_added(
        journey.officer,
        RecordAddedApproval(
            option_id=option.id,
            trigger=ApprovalTrigger.LIBERTY,
            post=Post.SERVICE_DIRECTOR,
            decided_by="A. Director",
            decision=Decision.NOT_AGREED,
            note="A court has to decide first.",
        ),
    )
    with pytest.raises(RuleBroken, match="not agreed by A"):
        _start(journey)


def test_calling_a_request_out_of_hours_does_not_pass_an_approval_by(journey: Journey) -> None:
    """PASP decided in the day: the Service Director can be asked in the day too, whatever the request is called."""
    journey.authorised()
    _deprived(journey)
    journey.services.requests.edit(
        journey.officer,
        EditRequest(
            request_id=journey.request_id,
            version=journey.page.version,
            details=journey.details(
                urgency=Urgency.OUT_OF_HOURS, urgent_reason="It was late, we said"
            ),
        ),
    )
    with pytest.raises(RuleBroken, match="not approved"):
        _start(journey)


def test_two_brothers_do_not_start_where_there_is_one_place(
    journey: Journey, door: LocalDoor
) -> None:
    """A home for one suits while they may be parted; all of the request start together, so that it must hold all."""
    with door.store.writing(journey.officer) as uow:
        uow.get(Household, HALL).terms[0].places = 1
        uow.commit()
    journey.authorised()
    _wish(journey, Together.TOGETHER_IF_POSSIBLE)
    halls = next(option for option in journey.search() if option.household_id == HALL)
    _matched(journey, halls)
    with pytest.raises(RuleBroken, match="would not do"):
        _start(journey)
    assert journey.page.stage is Stage.AGREED


def test_children_who_are_to_live_apart_do_not_start_in_one_home(journey: Journey) -> None:
    """Somebody decided that they live apart: one request places them together only once that is changed."""
    journey.authorised()
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    _wish(journey, Together.APART)
    with pytest.raises(RuleBroken, match="live apart"):
        journey.agree(first.id)
    _wish(journey, Together.TOGETHER)
    journey.agree(first.id)
    _wish(journey, Together.APART)
    with pytest.raises(RuleBroken, match="live apart"):
        _start(journey)
    assert journey.page.stage is Stage.AGREED


def test_an_override_of_the_first_version_still_asks_for_what_it_needs() -> None:
    """It has the titles of its rules and not their codes: outside the terms of approval it is all the same."""
    option = Option(
        request_id=RequestId(1),
        search_id=SearchId(1),
        tier=Tier.IN_HOUSE,
        household_id=HALL,
        suitable=True,
        excluded_by="Approved for the age, A free place on the day",
        override_reason="It can be varied.",
    )
    assert set(shortlist_views.waived_codes(option)) == {"approved_age", "free_places"}
    urgent = case(urgency=Urgency.URGENT)
    views = shortlist_views.approval_views(urgent, option, household(int(HALL)), ())
    assert [view.trigger for view in views] == [ApprovalTrigger.OUTSIDE_TERMS]


def _comes_on(door: LocalDoor, officer: Actor, day: date) -> None:
    """Let a girl be due to start with a household that has one place."""
    with door.store.writing(officer) as uow:
        uow.get(Household, HALL).terms[0].places = 1
        uow.add(Placement(child_id=MAYA, tier=Tier.IN_HOUSE, household_id=HALL, starts_on=day))
        uow.commit()


def test_a_place_that_another_child_is_due_to_take_is_not_given_twice(
    journey: Journey, door: LocalDoor
) -> None:
    """It is free on the day; it is hers from a fortnight later, and nobody is to be moved again for that."""
    journey.authorised(child_ids=(TOBY,))
    _matched(journey, next(one for one in journey.search() if one.household_id == HALL))
    _comes_on(door, journey.officer, date(2026, 12, 10))
    with pytest.raises(RuleBroken, match="from Thu 10 Dec 2026"):
        _start(journey)


def test_a_stay_that_ends_before_another_child_comes_may_start(
    journey: Journey, door: LocalDoor
) -> None:
    """Until the day she comes the place is nobody's."""
    journey.authorised(child_ids=(TOBY,))
    _matched(journey, next(one for one in journey.search() if one.household_id == HALL))
    _comes_on(door, journey.officer, date(2026, 12, 10))
    journey.services.placing.start(
        journey.officer,
        StartPlacement(
            request_id=journey.request_id,
            version=journey.page.version,
            starts_on=date(2026, 11, 26),
            expected_end_on=date(2026, 12, 10),
        ),
    )
    assert journey.page.stage is Stage.PLACED


def test_an_emergency_outside_the_terms_has_its_six_working_days_as_a_task(
    journey: Journey, door: LocalDoor, manager: Actor
) -> None:
    """It may last so long and no longer (r.23): the day on which it ends stands among the tasks."""
    with door.store.writing(journey.officer) as uow:
        uow.get(Household, HALL).terms[0].age_to = 4
        uow.commit()
    journey.referred(urgency=Urgency.URGENT, urgent_reason="The foster carer is in hospital")
    journey.authorise(Post.ASSISTANT_DIRECTOR, decided_by="An Assistant Director")
    journey.search()
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    halls = next(o for t in shortlist.tiers for o in t.not_suitable if o.household_id == HALL)
    journey.services.searching.override(
        manager, OverrideRule(option_id=halls.id, version=halls.version, reason="To be varied.")
    )
    _matched(journey, journey.option(halls.id))
    with pytest.raises(RuleBroken, match="Outside the terms"):
        _start(journey)
    journey.services.authorising.record_added(
        journey.officer,
        RecordAddedApproval(
            option_id=halls.id,
            trigger=ApprovalTrigger.OUTSIDE_TERMS,
            post=Post.HEAD_OF_SERVICE,
            decided_by="A Head of Service",
            decision=Decision.AGREED,
        ),
    )
    _start(journey)
    (ends,) = [one for one in journey.page.tasks if "vary them" in one.words]
    assert ends.due_at.date() == date(2026, 12, 4)


def test_a_brother_who_was_parted_for_his_safety_is_not_sent_after_the_other(
    journey: Journey,
) -> None:
    """Risks between brothers are for the decision to place them together; where that was to part them, they count."""
    journey.authorised()
    hurts = replace(needs(), levels={NeedCode.VIOLENCE: NeedAnswer(Level.COMPLEX)})
    journey.save_needs(TOBY, hurts, journey.page.children[0].profile_number)
    journey.services.siblings.part(
        journey.officer,
        PartSiblings(
            request_id=journey.request_id,
            version=journey.page.version,
            groups=((TOBY,), (FRANKIE,)),
            reason="He hurts his little brother at night.",
            decided_by="Head of Service",
        ),
    )
    _matched(journey, next(one for one in journey.search() if one.household_id == HALL))
    _start(journey)
    (other,) = [
        one
        for one in journey.services.requests.rows(journey.officer)
        if one.id != journey.request_id
    ]
    journey.request_id = RequestId(other.id)
    journey.authorise()
    assert HALL not in [one.household_id for one in journey.search()]


def test_one_brothers_profile_does_not_part_what_the_others_keeps_together(
    journey: Journey, door: LocalDoor
) -> None:
    """Where the answers differ the stricter one holds, whichever child stands first."""
    with door.store.writing(journey.officer) as uow:
        uow.get(Household, HALL).terms[0].places = 1
        uow.commit()
    journey.authorised()
    toby, frankie = journey.page.children
    loose = replace(needs(), together=Together.TOGETHER_IF_POSSIBLE)
    journey.save_needs(toby.child_id, loose, toby.profile_number)
    assert HALL not in [option.household_id for option in journey.search()]
    journey.save_needs(frankie.child_id, loose, frankie.profile_number)
    assert HALL in [option.household_id for option in journey.search()]


def test_an_approval_owed_is_recorded_after_the_start_and_is_not_told_to_the_business_officer(
    journey: Journey,
) -> None:
    """It stays on the page until it is given, and its task closes with it; why it is needed is about the case."""
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection", needed_at=NOW)
    journey.authorise(Post.EDS, decided_by="EDS", first_agreed_by="On call")
    option = _deprived(journey)
    _start(journey)
    business = Actor(
        UserId(ROLES.index(Role.BUSINESS) + 1), "business", "Pat Business", Role.BUSINESS
    )
    assert "liberty" not in repr(journey.services.tasks.today(business))
    assert "liberty" in repr(journey.services.tasks.today(journey.officer))
    (owed,) = journey.page.approvals
    assert "match is agreed" not in journey.page.next_step.words
    journey.services.authorising.record_added(
        journey.officer,
        RecordAddedApproval(
            option_id=option.id,
            trigger=owed.trigger,
            post=Post.SERVICE_DIRECTOR,
            decided_by="A. Director",
            decision=Decision.AGREED,
        ),
    )
    assert journey.page.approvals == ()
    assert all(one.done_at for one in journey.page.tasks if "Approval owed" in one.words)


def test_of_two_exemptions_for_one_child_the_wider_counts(door: LocalDoor, officer: Actor) -> None:
    """The order in which they were written down decides nothing."""
    with door.store.writing(officer) as uow:
        halls = uow.get(Household, HALL)
        for places in (5, 4):
            halls.exemptions.append(
                Exemption(child_id=TOBY, places=places, starts_on=date(2026, 1, 1))
            )
            uow.flush()
        uow.commit()
    with door.store.reading(officer) as uow:
        facts = next(f for f in uow.household_facts(date(2026, 11, 24)) if f.household_id == HALL)
    assert facts.exempt_for == {TOBY: 5}
