"""What a match would need approved beside its authorisation. It excludes nobody and ranks nobody: it adds a step.

Each trigger is judged from the facts of one case and one candidate, in plain Python. What cannot be told from them is
asked for as if it were so, and the sentence says that it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.matching.facts import Candidate, Case, HomeFacts, HouseholdFacts
from art_desktop.domain.places import distance_miles
from art_desktop.domain.vocabulary import ApprovalTrigger, Post, Tier, Urgency

KEY_STAGE_4: Final = frozenset({10, 11})
SAME_SCHOOL_MILES: Final = 10
"""As far as the criterion "Stays at the same school" reaches with transport; further, the school would change."""

_TERMS: Final = frozenset({"approved_kind", "approved_age", "approved_sex", "free_places"})
_OWN: Final = frozenset({Tier.CONNECTED, Tier.IN_HOUSE})


@dataclass(frozen=True)
class NeededApproval:
    """One thing to be approved before the child moves in: who may give it, why, and where that is written."""

    trigger: ApprovalTrigger
    posts: tuple[Post, ...]
    sentence: str
    source: str


def approvals_needed(
    case: Case, facts: Candidate, overridden: Collection[str] = ()
) -> tuple[NeededApproval, ...]:
    """Return what a match of this case with this candidate needs approved, in the order of `ApprovalTrigger`.

    Args: overridden: codes of the hard rules that were set aside for this candidate.
    """
    found = [rule(case, facts, frozenset(overridden)) for rule in _RULES]
    order = list(ApprovalTrigger)
    needed = [one for one in found if one is not None]
    return tuple(sorted(needed, key=lambda one: order.index(one.trigger)))


def is_out_of_area(facts: Candidate) -> bool:
    """Say whether the home is known to be outside the council's area, whose own area must then be told (r.13)."""
    return facts.in_area is False and not _is_agency(facts)


def _is_agency(facts: Candidate) -> bool:
    return isinstance(facts, HomeFacts) and facts.home_id is None


def _out_of_area(
    case: Case, facts: Candidate, _overridden: frozenset[str]
) -> NeededApproval | None:
    """Out of area, and at a distance (Care Planning Regulations 2010 r.11); not for own carers, by r.11(4)."""
    if facts.tier in _OWN or not is_out_of_area(facts):
        return None
    if case.adjoining is not None and facts.area_code in case.adjoining:
        return NeededApproval(
            ApprovalTrigger.OUT_OF_AREA,
            (Post.NOMINATED_OFFICER,),
            "The home is in an area that adjoins the council's own. The other area is told in writing before the "
            "child moves, or within five working days in an emergency.",
            "Care Planning Regulations 2010 r.11, r.13",
        )
    known = case.adjoining is not None and bool(facts.area_code)
    why = (
        "The home is outside the area, and its own area does not adjoin it."
        if known
        else "The home is outside the area; whether its own area adjoins is not known, so it is taken as at a distance."
    )
    return NeededApproval(
        ApprovalTrigger.AT_A_DISTANCE,
        (Post.DIRECTOR,),
        f"{why} The other area is told in writing before the child moves, or within five working days in an emergency.",
        "Care Planning Regulations 2010 r.11, r.13",
    )


def _key_stage_4(
    case: Case, facts: Candidate, _overridden: frozenset[str]
) -> NeededApproval | None:
    """A change of school in Key Stage 4: Care Planning Regulations 2010 r.10."""
    years = []
    unknown = False
    for subject in case.subjects:
        if subject.school_year not in KEY_STAGE_4 or subject.school_at is None:
            continue
        miles = distance_miles(subject.school_at, facts.at)
        if miles is None or _is_agency(facts):
            unknown = True
            years.append(subject.school_year)
        elif miles > SAME_SCHOOL_MILES or subject.needs.keep_school is False:
            years.append(subject.school_year)
    if not years:
        return None
    who = f"The child is in Year {years[0]}" if len(case.subjects) == 1 else "One is in Key Stage 4"
    what = (
        "how far the school would be is not known" if unknown else "the school would have to change"
    )
    return NeededApproval(
        ApprovalTrigger.KEY_STAGE_4,
        (Post.NOMINATED_OFFICER,),
        f"{who}, and {what}.",
        "Care Planning Regulations 2010 r.10",
    )


def _other_council(
    _case: Case, facts: Candidate, _overridden: frozenset[str]
) -> NeededApproval | None:
    """Another council's child lives in the household: that council is consulted (product.md §3.3; S003 §6.1.4)."""
    if not isinstance(facts, HouseholdFacts) or not facts.other_council_children:
        return None
    count = facts.other_council_children
    who = (
        "A child of another council lives"
        if count == 1
        else f"{count} children of another council live"
    )
    return NeededApproval(
        ApprovalTrigger.OTHER_COUNCIL,
        (Post.COMMISSIONING_LEAD, Post.HEAD_OF_SERVICE),
        f"{who} in the household: that council is asked before another child moves in.",
        "product.md §3.3; S003 §6.1.4",
    )


def _outside_terms(
    case: Case, facts: Candidate, overridden: frozenset[str]
) -> NeededApproval | None:
    """Outside the terms of approval in an emergency: Care Planning Regulations 2010 r.23, six working days."""
    if case.urgency is Urgency.PLANNED or not isinstance(facts, HouseholdFacts):
        return None
    if not overridden & _TERMS:
        return None
    return NeededApproval(
        ApprovalTrigger.OUTSIDE_TERMS,
        (Post.HEAD_OF_SERVICE, Post.SERVICE_DIRECTOR),
        "The approval does not cover this; in an emergency it may for six working days, then it is varied or the "
        "child moves.",
        "Care Planning Regulations 2010 r.23",
    )


def _temporary_approval(
    case: Case, facts: Candidate, _overridden: frozenset[str]
) -> NeededApproval | None:
    """Temporary approval of a connected person: Care Planning Regulations 2010 r.24, sixteen weeks."""
    if facts.tier is not Tier.CONNECTED or not isinstance(facts, HouseholdFacts):
        return None
    if all(_has_terms(facts, int(subject.child_id)) for subject in case.subjects):
        return None
    return NeededApproval(
        ApprovalTrigger.TEMPORARY_APPROVAL,
        (Post.NOMINATED_OFFICER,),
        "A connected person without approval for this child may be approved for sixteen weeks.",
        "Care Planning Regulations 2010 r.24",
    )


def _has_terms(facts: HouseholdFacts, child: int) -> bool:
    return any(t.named_child_id is None or int(t.named_child_id) == child for t in facts.terms)


def _liberty(case: Case, _facts: Candidate, _overridden: frozenset[str]) -> NeededApproval | None:
    """A deprivation of liberty: the order has to cover this very home."""
    if not any(subject.needs.deprivation_of_liberty for subject in case.subjects):
        return None
    return NeededApproval(
        ApprovalTrigger.LIBERTY,
        (Post.SERVICE_DIRECTOR,),
        "The child is deprived of liberty: with legal advice, that the order covers this home and what is done in it.",
        "Placements Data Standard v2 (deprivationOfLiberty); the High Court's inherent jurisdiction",
    )


_Rule = Callable[[Case, Candidate, frozenset[str]], NeededApproval | None]
_RULES: Final[tuple[_Rule, ...]] = (
    _out_of_area,
    _key_stage_4,
    _other_council,
    _outside_terms,
    _temporary_approval,
    _liberty,
)
