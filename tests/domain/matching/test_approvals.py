"""What a match needs approved, and that it changes nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching.approvals import NeededApproval, approvals_needed, is_out_of_area
from art_desktop.domain.matching.criteria.place import SameSchool
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.vocabulary import ApprovalKind, ApprovalTrigger, Post, Tier, Urgency
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW
from tests.domain.matching.making import (
    agency,
    case,
    home,
    household,
    miles_east,
    needs,
    policy,
    provider,
    subject,
    terms,
)

NEXT_DOOR = {"in_area": False, "area_code": "E10000003"}


def asked(what: Case, who: Candidate, *waived: str) -> dict[ApprovalTrigger, NeededApproval]:
    return {one.trigger: one for one in approvals_needed(what, who, waived)}


def test_a_home_in_the_area_with_the_same_school_needs_nothing() -> None:
    assert asked(case(subject(school_year=10)), household(1)) == {}
    assert not is_out_of_area(household(1))


def agencys_own(**changes: Any) -> Candidate:
    """Return an agency's household by name."""
    return household(1, tier=Tier.IFA, provider=provider(1), **changes)


@pytest.mark.parametrize("who", [agencys_own(**NEXT_DOOR), home(1, **NEXT_DOOR)])
def test_next_door_is_for_the_nominated_officer(who: Candidate) -> None:
    found = asked(case(adjoining=("E10000003",)), who)
    assert found[ApprovalTrigger.OUT_OF_AREA].posts == (Post.NOMINATED_OFFICER,)
    assert "r.13" in found[ApprovalTrigger.OUT_OF_AREA].source
    assert "5 working days" in found[ApprovalTrigger.OUT_OF_AREA].urgent
    assert is_out_of_area(who)


@pytest.mark.parametrize(
    ("adjoining", "code", "says"),
    [
        (("E07000099",), "E10000003", "does not adjoin"),
        (("E07000099",), "", "not known in which area"),
        (None, "E10000003", "not on record which areas adjoin"),
    ],
)
def test_at_a_distance_or_not_known_is_for_the_director(
    adjoining: Any, code: str, says: str
) -> None:
    found = asked(case(adjoining=adjoining), agencys_own(in_area=False, area_code=code))
    assert list(found) == [ApprovalTrigger.AT_A_DISTANCE]
    assert found[ApprovalTrigger.AT_A_DISTANCE].posts == (Post.DIRECTOR,)
    assert says in found[ApprovalTrigger.AT_A_DISTANCE].sentence


@pytest.mark.parametrize("tier", [Tier.CONNECTED, Tier.IN_HOUSE])
def test_the_councils_own_carers_need_no_approval_of_the_area_but_the_area_is_told(
    tier: Tier,
) -> None:
    """Care Planning Regulations 2010 r.11(4) leaves them out; r.13 does not."""
    who = household(1, tier=tier, in_area=False, area_code="E10000099")
    assert asked(case(adjoining=("E10000003",)), who) == {}
    assert is_out_of_area(who)


def test_key_stage_4_asks_where_the_school_would_change() -> None:
    ten, nine = case(subject(school_year=10)), case(subject(school_year=9))
    far, limit = household(1, at=miles_east(10.2)), household(1, at=miles_east(SameSchool.far))
    assert ApprovalTrigger.KEY_STAGE_4 in asked(ten, far)
    assert ApprovalTrigger.KEY_STAGE_4 not in asked(ten, limit)
    assert ApprovalTrigger.KEY_STAGE_4 not in asked(nine, far)
    moving = case(subject(school_year=11, needs=needs(keep_school=False)))
    assert ApprovalTrigger.KEY_STAGE_4 in asked(moving, household(1))
    assert "not known" in asked(ten, agency(1))[ApprovalTrigger.KEY_STAGE_4].sentence


def test_another_councils_child_is_for_the_commissioning_lead() -> None:
    found = asked(case(), household(1, other_council_children=2))
    assert found[ApprovalTrigger.OTHER_COUNCIL].posts == (Post.COMMISSIONING_LEAD,)
    assert asked(case(), household(1, other_council_children=0)) == {}


def test_an_approval_set_aside_in_an_emergency_holds_six_working_days() -> None:
    tonight = case(urgency=Urgency.URGENT)
    assert "6 working days" in (
        asked(tonight, household(1), "approved_age")[ApprovalTrigger.OUTSIDE_TERMS].sentence
    )
    assert asked(tonight, household(1), "no_pets") == {}
    planned = asked(case(), household(1), "approved_age")[ApprovalTrigger.OUTSIDE_TERMS]
    assert "varied before the child moves" in planned.sentence, (
        "that it is planned is no way past it"
    )
    assert asked(case(), household(1), "no_pets") == {}


def test_a_connected_person_without_terms_for_the_child_needs_temporary_approval() -> None:
    mine = terms(ApprovalKind.CONNECTED, named_child_id=ChildId(1))
    hers = terms(ApprovalKind.CONNECTED, named_child_id=ChildId(2))
    for who, needed in (((mine,), False), ((terms(),), False), ((), True), ((hers,), True)):
        found = asked(case(), household(1, tier=Tier.CONNECTED, terms=who))
        assert (ApprovalTrigger.TEMPORARY_APPROVAL in found) is needed
    assert asked(case(), household(1, terms=())) == {}


def test_deprivation_of_liberty_is_for_the_service_director() -> None:
    found = asked(case(subject(needs=needs(deprivation_of_liberty=True))), household(1))
    assert found[ApprovalTrigger.LIBERTY].posts == (Post.SERVICE_DIRECTOR,)


@FEW
@given(CASES, CANDIDATES)
def test_each_is_asked_once_with_somebody_to_ask_and_nobody_is_excluded_by_it(
    what: Case, candidates: list[Candidate]
) -> None:
    found = search(what, Pool.build(candidates), policy())
    triggers = {trigger.value for trigger in ApprovalTrigger}
    for option in [*found.ranked, *found.not_suitable]:
        needed = approvals_needed(what, option.candidate, option.excluded_by)
        assert len({one.trigger for one in needed}) == len(needed)
        assert all(one.posts and one.source and one.sentence.endswith(".") for one in needed)
        assert not triggers & set(option.verdicts)
