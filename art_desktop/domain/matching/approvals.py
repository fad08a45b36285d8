"""What a match would need approved beside its authorisation. Plain Python, without NumPy.

None of it excludes anybody or moves a rank: a home out of area may be the best there is. It says who has to agree
before the child moves in, and what the law allows in an emergency.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.matching.facts import Candidate, Case, HomeFacts, HouseholdFacts, Subject
from art_desktop.domain.places import distance_miles
from art_desktop.domain.vocabulary import ApprovalTrigger, Post, Tier, Urgency

SCHOOL_REACH_MILES: Final = 10.0
"""As far as the criterion "stays at the same school" goes with transport; beyond it the school changes."""

OUTSIDE_TERMS_RULES: Final = frozenset(
    {"approved_kind", "approved_age", "approved_sex", "free_places"}
)
"""Rules of the terms of approval: setting one aside places a child outside them."""

_KEY_STAGE_4: Final = (10, 11)


@dataclass(frozen=True)
class NeededApproval:
    """One approval: what asks for it, who may give it, why in a sentence, its source, and what an emergency changes."""

    trigger: ApprovalTrigger
    posts: tuple[Post, ...]
    sentence: str
    source: str
    urgent: str = ""


def approvals_needed(
    case: Case, candidate: Candidate, waived: Collection[str] = ()
) -> tuple[NeededApproval, ...]:
    """Return what a match of this case with a candidate needs approved, in the order of `ApprovalTrigger`.

    Args: waived: codes of the hard rules that were overridden for this candidate.
    Source: reference.md §2; Care Planning, Placement and Case Review (England) Regulations 2010, as named in each.
    """
    found = (
        _area(case, candidate),
        _school(case, candidate),
        _other_council(candidate),
        _outside_terms(case, candidate, waived),
        _temporary(case, candidate),
        _liberty(case),
    )
    return tuple(one for one in found if one is not None)


def is_out_of_area(candidate: Candidate) -> bool:
    """Say whether a home is known to be outside the council's own area."""
    return candidate.in_area is False


def _area(case: Case, candidate: Candidate) -> NeededApproval | None:
    # A connected person and the council's own carers are left out by r.11(4); the other area is told all the same.
    if not is_out_of_area(candidate) or candidate.tier in {Tier.CONNECTED, Tier.IN_HOUSE}:
        return None
    told = "The other area is told in writing within 5 working days of an emergency placement."
    if case.adjoining is not None and candidate.area_code in case.adjoining:
        return NeededApproval(
            ApprovalTrigger.OUT_OF_AREA,
            (Post.NOMINATED_OFFICER,),
            "The home is outside the council's area, in one that adjoins it: the nominated officer approves, "
            "and the other area is told in writing before the child moves.",
            "Care Planning Regulations 2010 r.11, r.13",
            told,
        )
    if case.adjoining is None:
        why = "it is not on record which areas adjoin the council's, so that it is taken as at a distance"
    elif not candidate.area_code:
        why = "it is not known in which area it is, so that it is taken as at a distance"
    else:
        why = "in one that does not adjoin it"
    return NeededApproval(
        ApprovalTrigger.AT_A_DISTANCE,
        (Post.DIRECTOR,),
        f"The home is outside the council's area; {why}: the Director of Children's Services approves, "
        "and the other area is told in writing before the child moves.",
        "Care Planning Regulations 2010 r.11, r.13",
        told,
    )


def _school(case: Case, candidate: Candidate) -> NeededApproval | None:
    changes = {
        _school_changes(s, candidate) for s in case.subjects if s.school_year in _KEY_STAGE_4
    }
    if not changes - {False}:
        return None
    why = "the school would change" if True in changes else "it is not known to stay the same"
    return NeededApproval(
        ApprovalTrigger.KEY_STAGE_4,
        (Post.NOMINATED_OFFICER,),
        f"A child in Key Stage 4 has to stay at the same school, and {why}: the nominated officer approves.",
        "Care Planning Regulations 2010 r.10",
        "In an emergency the move need not wait; education is arranged as soon as possible.",
    )


def _school_changes(subject: Subject, candidate: Candidate) -> bool | None:
    if subject.needs.keep_school is False:
        return True
    if isinstance(candidate, HomeFacts) and candidate.home_id is None:
        return None  # an agency: where its household lives is found by asking
    miles = distance_miles(subject.school_at, candidate.at)
    return None if miles is None else miles > SCHOOL_REACH_MILES


def _other_council(candidate: Candidate) -> NeededApproval | None:
    if not isinstance(candidate, HouseholdFacts) or not candidate.other_council_children:
        return None
    count = candidate.other_council_children
    who = "1 child" if count == 1 else f"{count} children"
    return NeededApproval(
        ApprovalTrigger.OTHER_COUNCIL,
        (Post.COMMISSIONING_LEAD,),
        f"{who} of another council live in the household: the Commissioning Lead consults that council first.",
        "Matching policy; S003 §6.1.4",
    )


def _outside_terms(
    case: Case, candidate: Candidate, waived: Collection[str]
) -> NeededApproval | None:
    if not isinstance(candidate, HouseholdFacts) or not OUTSIDE_TERMS_RULES.intersection(waived):
        return None
    if case.urgency is Urgency.PLANNED:
        return NeededApproval(
            ApprovalTrigger.OUTSIDE_TERMS,
            (Post.HEAD_OF_SERVICE, Post.ASSISTANT_DIRECTOR),
            "The child would be outside the household's terms of approval, which only an emergency allows: "
            "the terms are varied before the child moves.",
            "Care Planning Regulations 2010 r.23",
        )
    return NeededApproval(
        ApprovalTrigger.OUTSIDE_TERMS,
        (Post.HEAD_OF_SERVICE, Post.ASSISTANT_DIRECTOR),
        "The child would be outside the household's terms of approval: in an emergency for 6 working days at most, "
        "in which the terms are varied or the child moves.",
        "Care Planning Regulations 2010 r.23",
        "It ends after 6 working days unless the approval has been varied.",
    )


def _temporary(case: Case, candidate: Candidate) -> NeededApproval | None:
    if not isinstance(candidate, HouseholdFacts) or candidate.tier is not Tier.CONNECTED:
        return None
    usable = {term.named_child_id for term in candidate.terms}
    if None in usable or all(s.child_id in usable for s in case.subjects):
        return None
    return NeededApproval(
        ApprovalTrigger.TEMPORARY_APPROVAL,
        (Post.NOMINATED_OFFICER,),
        "The connected person is not approved for the child: temporary approval is needed, for 16 weeks, "
        "and the full assessment begins.",
        "Care Planning Regulations 2010 r.24",
        "Visits are weekly until the first review.",
    )


def _liberty(case: Case) -> NeededApproval | None:
    if not any(s.needs.deprivation_of_liberty for s in case.subjects):
        return None
    return NeededApproval(
        ApprovalTrigger.LIBERTY,
        (Post.SERVICE_DIRECTOR,),
        "The care planned would deprive the child of liberty: the Service Director decides with legal advice, "
        "and a court has to authorise it.",
        "Children Act 1989 s25 and s100; Placements Data Standard v2",
    )
