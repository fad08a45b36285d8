"""Households for whom those who wait contend: choosing one at a time leaves a boy out whom all at once does not.

A carer who takes children for weekends, the only one for a boy with autism, is also a very good home for a child who
waits for less long. There is one bedroom: whoever is chosen for first has it. Another household would have a young mother
if its approval began a year earlier. Nothing is drawn here, so that nothing else in the record moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from art_desktop.demo.households import add_terms
from art_desktop.demo.open_requests import home_spot
from art_desktop.demo.record import Record
from art_desktop.demo.stories_families import SEVEN
from art_desktop.domain.households import Household, HouseholdSkill
from art_desktop.domain.vocabulary import ApprovalKind, HouseholdStatus, Skill, SkillLevel

_SKILLS: Final = (
    Skill.ATTACHMENT,
    Skill.THERAPEUTIC,
    Skill.MENTAL_HEALTH,
    Skill.EDUCATION,
    Skill.MEDICAL,
    Skill.AUTISM,
    Skill.LEARNING,
    Skill.DISABILITY,
    Skill.DE_ESCALATION,
)
_AGES: Final = (5, 12)
_PARENTS: Final = (18, 25)
_VARIED_DAYS_AGO: Final = 60


def make_contended(record: Record) -> frozenset[int]:
    """Make one household that two who wait would each have and only one can, and one that is a year short for a third.

    Returns: their ids, to be left out of the work on other requests; fewer where the service is too small.
    """
    free = [household for household in record.households if _is_free(record, household)]
    made: set[int] = set()
    weekends = [h for h in free if ApprovalKind.SHORT_BREAK in _kinds(h)]
    if weekends:
        chosen = min(
            weekends, key=lambda h: (h.pets is not False, h.someone_home is not True, h.id or 0)
        )
        _shape(record, chosen)
        made.add(chosen.id or 0)
    parents = [h for h in free if h.id not in made and _could_have_a_parent(h)]
    if parents:
        mothers = min(parents, key=lambda h: h.id or 0)
        add_terms(mothers, ApprovalKind.PARENT_CHILD, 1, _PARENTS)
        mothers.terms[-1].starts_on = record.days_ago(_VARIED_DAYS_AGO)
        _practised(record, mothers, (Skill.PARENTING, Skill.BABIES))
        made.add(mothers.id or 0)
    return frozenset(made)


def _kinds(household: Household) -> set[ApprovalKind]:
    return {term.kind for term in household.terms}


def _is_free(record: Record, household: Household) -> bool:
    """Say whether it is one of the service's own where nobody lives now and nobody is held off."""
    taken = {p.household_id for p in record.placements if p.ended_on is None}
    return (
        household.status is HouseholdStatus.ACTIVE
        and household.provider_id is None
        and not household.connected
        and not household.holds
        and household.id not in taken
    )


def _could_have_a_parent(household: Household) -> bool:
    """Say whether nothing but its approval keeps a young mother out of it."""
    return (
        not {ApprovalKind.PARENT_CHILD, ApprovalKind.LODGINGS, ApprovalKind.SHORT_BREAK}
        & _kinds(household)
        and household.someone_home is True
        and household.smokers is False
        and (household.spare_bedrooms or 0) > 1
        and bool(household.terms)
    )


def _shape(record: Record, household: Household) -> None:
    """Vary the approval to one child, and give the household one bedroom and much skill, near the girl's school."""
    varied = record.days_ago(_VARIED_DAYS_AGO)
    for term in household.terms:
        if term.kind is not ApprovalKind.SHORT_BREAK:
            term.ends_on = varied - timedelta(days=1)
    add_terms(household, ApprovalKind.SHORT_TERM, 1, _AGES)
    household.terms[-1].starts_on = varied
    home = home_spot(record, SEVEN.outcode)
    household.address = f"{household.address.partition(', ')[0]}, {home.town}"
    household.postcode, household.area_code = home.postcode, home.area_code
    household.easting, household.northing = home.easting, home.northing
    household.spare_bedrooms = 1
    household.someone_home, household.pets, household.smokers = True, False, False
    household.has_car = True
    household.interests = "Ballet, baking, jigsaws and swimming"
    _practised(record, household, _SKILLS)


def _practised(record: Record, household: Household, skills: Sequence[Skill]) -> None:
    """Let the carers be specialists in these."""
    held = {skill.skill: skill for skill in household.skills}
    for skill in skills:
        if skill in held:
            held[skill].level = SkillLevel.SPECIALIST
        else:
            household.skills.append(
                HouseholdSkill(
                    household_id=household.id,
                    skill=skill,
                    level=SkillLevel.SPECIALIST,
                    achieved_on=record.days_ago(400),
                )
            )
