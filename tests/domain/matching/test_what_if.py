"""What to learn, and what would let a home in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from art_desktop.domain.matching.changes import _CHANGES, ChangeKind
from art_desktop.domain.matching.criteria.registry import CRITERIA
from art_desktop.domain.matching.facts import Candidate, Case, HoldFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import Shortlist, search
from art_desktop.domain.matching.what_if import (
    learn_one,
    let_in,
    nearly_suitable,
    training_that_helps,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    HoldReason,
    HouseholdStatus,
    Level,
    NeedCode,
    SexApproved,
    Skill,
    SkillLevel,
)
from tests.domain.matching.drawing import CANDIDATES, CASES
from tests.domain.matching.making import (
    case,
    fostered,
    home,
    household,
    miles_east,
    needs,
    policy,
    provider,
    subject,
    terms,
)


def run(what: Case, *candidates: Candidate) -> Shortlist:
    return search(what, Pool.build(candidates), policy())


def test_the_answer_that_would_change_who_leads_is_asked_for() -> None:
    what = case(subject(needs=needs(own_bedroom=None, no_pets=None)))
    full = household(1, free_bedrooms=0)
    further = household(2, at=miles_east(6))
    found = learn_one(run(what, full, further))
    assert found is not None
    assert (found.child, found.answer, found.leader) == (0, "own_bedroom", "household:1")
    assert [(o.answer, o.leader) for o in found.outcomes] == [
        ("yes", "household:2"),
        ("no", "household:1"),
    ]
    assert found.words == (
        "If you learn one thing: Does the child need a bedroom of their own? "
        "Household 2 could lead."
    )


def test_a_fact_of_a_household_can_be_the_one_thing() -> None:
    near, unsure = household(1, at=miles_east(6)), household(2, at=None)
    found = learn_one(run(case(), near, unsure))
    assert found is not None
    assert found.key == "household:2"
    assert found.words.startswith("If you learn one thing: Household 2: ")
    assert "household:2" in {o.leader for o in found.outcomes}


def test_nothing_to_learn_where_all_is_known_or_nobody_is_left() -> None:
    assert learn_one(run(case(), household(1), household(2))) is None
    assert learn_one(run(case(), household(1, status=HouseholdStatus.ENDED))) is None


def test_a_variation_is_named_with_its_amounts_and_the_rank_it_would_give() -> None:
    found = run(
        case(),
        household(1),
        household(2, at=miles_east(8)),
        household(3, at=miles_east(6), terms=(terms(age_to=5),)),
    )
    change = let_in(found, found.not_suitable[0])
    assert change is not None
    assert (change.key, change.rules, change.rank) == ("household:3", ("approved_age",), 2)
    assert change.may_override is Role.MANAGER
    assert change.words.startswith(
        "Household 3: it would take ages 0 to 5, as approved, would have to go up to 9. Then it"
    )


LATE = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("who", "what", "kind", "words"),
    [
        (household(1, terms=(terms(age_from=10),)), case(), ChangeKind.VARIATION, "down to 9"),
        (
            household(1, terms=(terms(sex=SexApproved.FEMALE),)),
            case(),
            ChangeKind.VARIATION,
            "cover boys",
        ),
        (
            household(1, terms=(terms(places=1),), residents=(fostered(7, 9),)),
            case(),
            ChangeKind.PLACE,
            "one more place (1 → 2)",
        ),
        (home(1, free_places=0), case(), ChangeKind.PLACE, "one place to come free"),
        (
            household(
                1, terms=(terms(places=4),), residents=tuple(fostered(n, 9) for n in (5, 6, 7))
            ),
            case(),
            ChangeKind.EXEMPTION,
            "for 4 fostered in all",
        ),
        (
            household(1, holds=(HoldFacts(reason=HoldReason.BREAK),)),
            case(),
            ChangeKind.HOLD,
            "the hold (taking a break) to end by 27 Nov 2026",
        ),
        (household(1, checks_due_on=LATE), case(), ChangeKind.CHECK, "done again by 27 Nov 2026"),
        (household(1, review_due_on=LATE), case(), ChangeKind.CHECK, "due on 1 Sep 2026"),
        (
            home(1, provider=provider(1, on_framework=False)),
            case(),
            ChangeKind.CONTRACT,
            "spot purchase",
        ),
        (
            home(1, purposes={}),
            case(subject(needs=needs({NeedCode.FIRE: Level.COMPLEX}))),
            ChangeKind.STATEMENT,
            "fire-setting (complex)",
        ),
        (
            household(1, free_bedrooms=0),
            case(subject(needs=needs(own_bedroom=True))),
            ChangeKind.BEDROOM,
            "one more bedroom (0 → 1)",
        ),
        (
            household(1, pets=True),
            case(subject(needs=needs(no_pets=True))),
            ChangeKind.NEED,
            "pets",
        ),
    ],
)
def test_each_rule_names_the_change_it_wants(
    who: Candidate, what: Case, kind: ChangeKind, words: str
) -> None:
    found = run(what, who)
    change = let_in(found, found.not_suitable[0])
    assert change is not None
    assert [c.kind for c in change.changes] == [kind]
    assert words in change.words


def test_two_rules_take_two_changes_and_come_after_one() -> None:
    twice = household(1, checks_due_on=LATE, holds=(HoldFacts(reason=HoldReason.BREAK),))
    once = household(2, at=miles_east(15), checks_due_on=LATE)
    found = nearly_suitable(run(case(), twice, once))
    assert [(c.key, len(c.changes)) for c in found] == [("household:2", 1), ("household:1", 2)]


def test_what_nobody_may_set_aside_or_keeps_somebody_safe_is_not_proposed() -> None:
    ended = household(1, status=HouseholdStatus.ENDED)
    held = household(2, holds=(HoldFacts(reason=HoldReason.ALLEGATION),), checks_due_on=LATE)
    unsafe = household(3, residents=(fostered(5, 9, fire=Level.COMPLEX),), checks_due_on=LATE)
    found = run(case(), ended, held, unsafe)
    assert len(found.not_suitable) == 3
    assert nearly_suitable(found) == ()


def test_every_rule_that_may_be_set_aside_has_a_change_or_keeps_somebody_safe() -> None:
    safe = {"no_conflict", "no_exploiting", "company_allowed", "avoids_areas", "animals"}
    hard = {c.code for c in CRITERIA if c.hard and c.overridable_by is not None}
    assert hard - safe == set(_CHANGES)


def test_the_course_that_lifts_a_household_most_is_named() -> None:
    what = case(subject(needs=needs({NeedCode.AUTISM: Level.SIGNIFICANT})))
    ahead = household(1, skills={Skill.AUTISM: SkillLevel.EXPERIENCED}, at=miles_east(6))
    near = household(2, skills={Skill.AUTISM: SkillLevel.TRAINED})
    found = run(what, ahead, near)
    best = training_that_helps(found)
    assert best is not None
    assert (best.key, best.skill, best.level) == (
        "household:2",
        Skill.AUTISM,
        SkillLevel.EXPERIENCED,
    )
    trained = household(2, skills={Skill.AUTISM: SkillLevel.EXPERIENCED})
    after = run(what, ahead, trained).find("household:2")
    assert (best.rank_after, best.after) == (after.rank, (after.low, after.high))
    assert training_that_helps(run(case(), household(1))) is None


@settings(max_examples=8)
@given(CASES, CANDIDATES)
def test_letting_in_gives_the_rank_it_says(what: Case, candidates: list[Candidate]) -> None:
    found = run(what, *candidates)
    for change in nearly_suitable(found, limit=9):
        option = found.find(change.key)
        assert option.excluded_by == change.rules
        assert not set(change.rules) & {"no_conflict", "no_allegation", "active"}
        ahead = sum(
            (-o.low_tenths, -o.high_tenths) < (-option.low_tenths, -option.high_tenths)
            for o in found.ranked
            if o.tier is option.tier
        )
        level = sum(
            (o.low_tenths, o.high_tenths) == (option.low_tenths, option.high_tenths)
            for o in found.ranked
            if o.tier is option.tier
        )
        assert ahead < change.rank <= ahead + level + 1
    learn_one(found)
    best = training_that_helps(found)
    if best is not None:
        assert best.rank_after <= best.rank_before
        assert best.after[0] >= best.before[0]
