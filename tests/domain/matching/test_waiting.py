"""All who wait are put as one question whose answers break no rule that a search would have held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from art_desktop.domain.allocation.model import Fit, Place, Problem
from art_desktop.domain.allocation.solve import solve
from art_desktop.domain.ids import ChildId, FamilyId
from art_desktop.domain.matching import waiting as waiting_module
from art_desktop.domain.matching.facts import Candidate, Case, HoldFacts
from art_desktop.domain.matching.waiting import Waiting, ask
from art_desktop.domain.vocabulary import (
    HoldReason,
    Level,
    NeedCode,
    Sex,
    SexApproved,
    Together,
)
from tests.domain.matching.making import (
    NEEDED_ON,
    agency,
    case,
    fostered,
    home,
    household,
    needs,
    policy,
    subject,
    terms,
)


def _waits(number: int, *, of: Case | None = None, **more: Any) -> Waiting:
    """Return one request: a boy of nine of his own family unless said otherwise."""
    asked = of or case(subject(number, family_id=FamilyId(number)))
    labels = tuple(f"child {s.child_id}" for s in asked.subjects)
    return Waiting(f"request:{number}", f"R-{number}", asked, labels, **more)


def _asked(waiting: list[Waiting], *candidates: Candidate) -> Problem:
    found = {one.case.needed_on: list(candidates) for one in waiting}
    return ask(waiting, found, policy()).problem


def _place(problem: Problem, key: str) -> Place:
    return problem.place_of[key]


def test_who_fits_where_is_what_a_search_says() -> None:
    """A household that a hard rule excludes is no fit; one that said no is not proposed again."""
    held = household(2, terms=(terms(age_from=0, age_to=4),))
    problem = _asked([_waits(1)], household(1), held, household(3))
    assert {fit.place for fit in problem.fits} == {"household:1", "household:3"}
    settled = _asked([_waits(1, settled=frozenset({"household:1"}))], household(1), household(3))
    assert {fit.place for fit in settled.fits} == {"household:3"}


def test_a_rule_that_was_overridden_lets_a_household_in() -> None:
    """A manager said that it may be used: it counts, with room for those it was said of."""
    full = household(1, terms=(terms(places=1),), residents=(fostered(50, 9),))
    assert not _asked([_waits(1)], full).fits
    problem = _asked([_waits(1, let_in={"household:1": frozenset({"free_places"})})], full)
    assert [fit.place for fit in problem.fits] == ["household:1"]
    assert _place(problem, "household:1").capacity == 1


def test_brothers_and_sisters_are_only_parted_where_somebody_said_they_may_be() -> None:
    """Together, or not answered: only whole fits; if possible: pieces too; apart: one by one."""
    boys = (subject(1), subject(2, years=6), subject(3, years=4))
    big = household(1, terms=(terms(places=3),), free_bedrooms=3)

    def pieces(wish: Together | None) -> set[int]:
        problem = _asked([_waits(1, of=case(*boys, together=wish))], big)
        return {len(problem.going(fit)) for fit in problem.fits}

    assert pieces(Together.TOGETHER) == {3}
    assert pieces(None) == {3}
    assert pieces(Together.TOGETHER_IF_POSSIBLE) == {1, 2, 3}
    assert pieces(Together.APART) == {1}


def test_free_places_are_those_of_the_day_each_is_needed() -> None:
    """A place that falls free later is no place for who needs it before."""
    soon = _waits(1)
    later_on = NEEDED_ON + timedelta(days=14)
    later = _waits(2, of=replace(case(subject(2, family_id=FamilyId(2))), needed_on=later_on))
    both = _waits(3, of=replace(case(subject(3, family_id=FamilyId(3))), needed_on=later_on))
    full = household(1, terms=(terms(places=2),), residents=(fostered(50, 9),))
    empty = household(1, terms=(terms(places=2),))
    problem = ask([soon, later, both], {NEEDED_ON: [full], later_on: [empty]}, policy()).problem
    plan = solve(problem)
    assert _place(problem, "household:1").capacity == 2
    assert plan.aims.without == 1
    assert sum(fit.group == "request:1" for fit in plan.chosen) <= 1


def test_risks_of_those_who_wait_keep_them_apart() -> None:
    """Two who may not live together do not come to one home, whatever room it has."""
    risky = needs({NeedCode.FIRE: Level.COMPLEX})
    one = _waits(1, of=case(subject(1, family_id=FamilyId(1), needs=risky)))
    roomy = household(1, terms=(terms(places=3),), free_bedrooms=3)
    problem = _asked([one, _waits(2)], roomy)
    assert [(clash.one, clash.other) for clash in problem.clashes] == [("request:1", "request:2")]
    assert solve(problem).aims.without == 1


def test_a_child_who_must_be_the_only_one_has_the_home_alone() -> None:
    """What a child must have holds against others who wait too."""
    alone = needs(no_other_children=True)
    one = _waits(1, of=case(subject(1, family_id=FamilyId(1), needs=alone)))
    problem = _asked([one, _waits(2)], household(1, terms=(terms(places=3),), free_bedrooms=3))
    assert solve(problem).aims.without == 1


def test_who_came_first_is_protected_from_who_comes_later() -> None:
    """What one asks of the other holds whichever is asked about, and so does what a child who lives there asks."""
    roomy = household(1, terms=(terms(places=3),), free_bedrooms=3)
    alone = needs(no_younger_children=True)
    older = _waits(1, of=case(subject(1, years=12, family_id=FamilyId(1), needs=alone)))
    both = [older, _waits(2)]
    for waiting in (both, both[::-1]):
        found = _asked(waiting, roomy).clashes
        assert [(clash.one, clash.other) for clash in found] == [("request:1", "request:2")]
    assert not _asked([older, _waits(2, of=case(subject(2, years=12)))], roomy).clashes
    there = replace(fostered(50, 12), no_younger_children=True)
    assert not _asked([_waits(2)], replace(roomy, residents=(there,))).fits


def test_each_answer_about_company_is_asked_of_those_who_wait_by_the_residents_rule() -> None:
    """The rule about those who live there, alone, finds the same clash as the rule about the child."""
    roomy = household(1, terms=(terms(places=3),), free_bedrooms=3)
    asked: list[tuple[float, dict[str, Any]]] = [
        (9, {"no_other_children": True}),
        (12, {"no_younger_children": True}),
        (5, {"no_older_children": True}),
    ]
    for years, answer in asked:
        first = subject(1, years=years, family_id=FamilyId(1), needs=needs(**answer))
        with patch.object(waiting_module, "COMPANY_RULES", ("company_allowed",)):
            assert len(_asked([_waits(1, of=case(first)), _waits(2)], roomy).clashes) == 1


def test_brothers_on_two_requests_do_not_clash() -> None:
    """Children of one family who were parted may still live together: that is for people to say."""
    risky = needs({NeedCode.VIOLENCE: Level.COMPLEX})
    one = _waits(1, of=case(subject(1, years=14, family_id=FamilyId(9), needs=risky)))
    other = _waits(2, of=case(subject(2, years=6, family_id=FamilyId(9))))
    assert not _asked([one, other], household(1)).clashes


def test_terms_take_no_more_than_they_are_for() -> None:
    """One place for girls and one for boys is not two places for boys."""
    split = household(
        1,
        terms=(
            terms(places=1, sex=SexApproved.MALE),
            terms(places=1, sex=SexApproved.FEMALE),
        ),
    )
    boys = [_waits(1), _waits(2)]
    assert solve(_asked(boys, split)).aims.without == 1
    girl = needs(sex=Sex.FEMALE)
    girls = _waits(3, of=case(subject(3, family_id=FamilyId(3), needs=girl)))
    assert solve(_asked([boys[0], girls], split)).aims.without == 0


def test_each_who_needs_a_bedroom_has_one() -> None:
    """Two places and one bedroom take one child who must have a bedroom of its own."""
    alone = needs(own_bedroom=True)
    waiting = [
        _waits(at, of=case(subject(at, family_id=FamilyId(at), needs=alone))) for at in (1, 2)
    ]
    assert solve(_asked(waiting, household(1, free_bedrooms=1))).aims.without == 1
    assert solve(_asked(waiting, household(1, free_bedrooms=2))).aims.without == 0


def test_the_usual_limit_counts_who_lives_there_and_exemptions_by_name() -> None:
    """With two fostered there one more may come; with an exemption that names them, both."""
    residents = (fostered(50, 9), fostered(51, 10))
    waiting = [_waits(1), _waits(2)]
    two = household(1, terms=(terms(places=4),), residents=residents, free_bedrooms=2)
    assert _place(_asked(waiting, two), "household:1").unrelated_room == 1
    named = replace(two, exempt_for={ChildId(1): 4, ChildId(2): 4})
    assert _place(_asked(waiting, named), "household:1").unrelated_room == 2


def test_brothers_and_sisters_of_who_lives_there_may_be_more() -> None:
    """All siblings: the usual limit does not bind them (Children Act 1989 Sch 7)."""
    kin = tuple(replace(fostered(50 + at, 9), family_id=FamilyId(1)) for at in range(3))
    full = household(1, terms=(terms(places=4),), residents=kin, free_bedrooms=1)
    problem = _asked([_waits(1)], full)
    assert _place(problem, "household:1").may_exceed("request:1")
    assert solve(problem).aims.without == 0


def test_a_home_says_its_places_and_an_agency_has_no_known_limit() -> None:
    """A home takes as many as it said; an agency as a whole is asked."""
    problem = _asked([_waits(1)], home(1, free_places=1), agency(1))
    assert _place(problem, "home:1").capacity == 1
    assert _place(problem, "provider:1").capacity is None


def test_points_are_the_low_ends_summed_over_the_children() -> None:
    """A group of two counts twice what it scores, so that the total is over children."""
    boys = (subject(1), subject(2, years=6))
    waits = _waits(1, of=case(*boys))
    found = ask([waits], {NEEDED_ON: [household(1)]}, policy())
    (fit,) = found.problem.fits
    option = found.searches["request:1", waits.children].ranked[0]
    assert fit == Fit("request:1", "household:1", (), option.low_tenths * 2)


def test_what_was_overridden_lets_in_past_that_rule_alone() -> None:
    """A manager let them in past the approved ages; an allegation since is nobody's to set aside."""
    small = household(1, terms=(terms(age_from=0, age_to=4),))
    let_in = _waits(1, let_in={"household:1": frozenset({"approved_age"})})
    assert [fit.place for fit in _asked([let_in], small).fits] == ["household:1"]
    accused = replace(small, holds=(HoldFacts(reason=HoldReason.ALLEGATION),))
    assert not _asked([let_in], accused).fits


def test_a_place_kept_by_name_is_for_nobody_else() -> None:
    """One of two places is kept for a girl who waits and does not fit: the two boys do not share what is hers."""
    kept = household(
        1,
        terms=(terms(places=2, sex=SexApproved.MALE),),
        holds=(HoldFacts(reason=HoldReason.RETAINER, places=1, for_child_id=ChildId(3)),),
    )
    girl = _waits(3, of=case(subject(3, family_id=FamilyId(3), needs=needs(sex=Sex.FEMALE))))
    problem = _asked([_waits(1), _waits(2), girl], kept)
    assert {fit.group for fit in problem.fits} == {"request:1", "request:2"}
    assert solve(problem).aims.without == 2


def test_a_place_approved_by_name_is_for_nobody_else() -> None:
    """Two places with one child there, and a third for a child by name: one place for the others, whoever comes."""
    facts = household(
        1,
        terms=(terms(places=2), terms(places=1, named_child_id=ChildId(3))),
        residents=(fostered(50, 9),),
    )
    waiting = [_waits(1), _waits(2), _waits(3, settled=frozenset({"household:1"}))]
    assert solve(_asked(waiting, facts)).aims.without == 2
    assert solve(_asked([_waits(1), _waits(2), _waits(3)], facts)).aims.without == 1


def test_a_rule_overridden_for_some_makes_no_room_for_others() -> None:
    """Two brothers may come to the one place; two others may not, though the brothers go elsewhere."""
    babies = case(
        subject(5, years=3, family_id=FamilyId(5)), subject(6, years=2, family_id=FamilyId(5))
    )
    one_place = household(1, terms=(terms(places=1),))
    for_babies = household(2, terms=(terms(places=2, age_to=5),))
    brothers = _waits(5, of=babies, let_in={"household:1": frozenset({"free_places"})})
    problem = _asked([_waits(1), _waits(2), brothers], one_place, for_babies)
    assert any(fit.group == "request:5" and fit.place == "household:1" for fit in problem.fits)
    assert solve(problem).aims.without == 1


def test_an_exemption_for_one_child_is_no_room_for_four_others() -> None:
    """The exemption names a child who does not come: three of the others, as the usual limit has it."""
    roomy = household(
        1, terms=(terms(places=6),), free_bedrooms=6, exempt_for={ChildId(9): 4}, residents=()
    )
    others = [_waits(at) for at in (1, 2, 3, 4)]
    gone = _waits(9, settled=frozenset({"household:1"}))
    assert solve(_asked([*others, gone], roomy)).aims.without == 2
    assert solve(_asked([*others, _waits(9)], roomy)).aims.without == 1
