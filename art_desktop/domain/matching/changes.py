"""What would have to change for one hard rule to let one candidate in, with amounts.

Where a rule keeps somebody safe (a conflict, an area to avoid, an allegation) or the law has no exception, nothing is
proposed: those are for people to weigh, not for a list of changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.matching.criteria.setting import beyond_purpose
from art_desktop.domain.matching.facts import HomeFacts, HouseholdFacts, TermsFacts
from art_desktop.domain.matching.trial import Trial, kinds_wanted
from art_desktop.domain.vocabulary import Coded, SexApproved


class ChangeKind(Coded):
    """What sort of change would let a candidate in."""

    VARIATION = "variation", "Variation of approval"
    PLACE = "place", "A place"
    EXEMPTION = "exemption", "Exemption from the usual limit"
    BEDROOM = "bedroom", "A bedroom"
    HOLD = "hold", "End of a hold"
    DAY = "day", "A day on which to call"
    CHECK = "check", "A check or a review"
    AGREEMENT = "agreement", "Somebody's agreement"
    CONTRACT = "contract", "A contract"
    STATEMENT = "statement", "The statement of purpose"
    ADAPTATION = "adaptation", "An adaptation"
    NEED = "need", "A need looked at again"


@dataclass(frozen=True)
class Change:
    """One change, in words that go on after "It would take: "; `rule` is the hard rule it answers."""

    rule: str
    kind: ChangeKind
    words: str


def change_wanted(rule: str, trial: Trial, index: int) -> Change | None:
    """Return what would let a candidate through one hard rule that excludes it, None where nothing is proposed.

    Args: rule: the rule's code. index: the candidate's in the pool of the trial.
    """
    make = _CHANGES.get(rule)
    found = make(trial, index) if make else None
    return Change(rule, *found) if found else None


_Found = tuple[ChangeKind, str] | None


def _kind(trial: Trial, index: int) -> _Found:
    if trial.household(index) is None:
        return None
    kinds = " or ".join(kind.words.lower() for kind in kinds_wanted(trial.case))
    return (ChangeKind.VARIATION, f"the approval varied to cover {kinds}") if kinds else None


def _terms(trial: Trial, facts: HouseholdFacts) -> list[TermsFacts]:
    """Return the terms to be varied: those of a kind that would do, or all where none is."""
    of_kind = [t for t in facts.terms if t.kind in trial.kinds and t.named_child_id is None]
    return of_kind or list(facts.terms)


def _age(trial: Trial, index: int) -> _Found:
    facts = trial.facts(index)
    ages = [s.age_months // 12 for s in trial.case.subjects if s.age_months is not None]
    ranges = (
        [(t.age_from, t.age_to) for t in _terms(trial, facts)]
        if isinstance(facts, HouseholdFacts)
        else [(facts.age_from, facts.age_to)]
    )
    known = [(low, high) for low, high in ranges if low is not None and high is not None]
    if not ages or not known:
        return None
    youngest, oldest = min(ages), max(ages)
    low, high = min(known, key=lambda r: (max(r[0] - youngest, 0) + max(oldest - r[1], 0), r))
    parts = []
    if youngest < low:
        parts.append(f"down to {youngest}")
    if oldest > high:
        parts.append(f"up to {oldest}")
    what = "approved" if isinstance(facts, HouseholdFacts) else "registered"
    moved = " and ".join(parts) or "to cover every child"
    return ChangeKind.VARIATION, f"ages {low} to {high}, as {what}, would have to go {moved}"


_SEX_WORDS: Final = {SexApproved.MALE: "boys", SexApproved.FEMALE: "girls"}


def _sex(trial: Trial, _index: int) -> _Found:
    wanted = {s.needs.sex for s in trial.case.subjects if s.needs.sex is not None}
    words = " and ".join(sorted(_SEX_WORDS[SexApproved(sex.value)] for sex in wanted))
    return (ChangeKind.VARIATION, f"the approval varied to cover {words}") if words else None


def _place(trial: Trial, index: int) -> _Found:
    need = trial.case.must_fit
    facts = trial.facts(index)
    if isinstance(facts, HomeFacts):
        short = need - (facts.free_places or 0)
        return ChangeKind.PLACE, f"{_count(short, 'place')} to come free there"
    approved, free = int(trial.approved[index]), int(trial.free[index])
    short = need - free
    if short <= 0:
        return (
            ChangeKind.VARIATION,
            f"one approval for all {need} children, of these ages and sexes",
        )
    if approved == 0:
        return ChangeKind.VARIATION, f"{_count(need, 'place')} in an approval of the right kind"
    kept = int(trial.kept_back[index])
    if 0 < short <= kept:
        return ChangeKind.HOLD, f"{_count(short, 'place')} of the {kept} kept back to be let go"
    more = f"{_count(short, 'more place')} ({approved} → {approved + short})"
    return ChangeKind.PLACE, more


def _limit(trial: Trial, index: int) -> _Found:
    total = int(trial.fostered[index]) + trial.case.must_fit
    who = "the child" if len(trial.case.subjects) == 1 else "each of the children"
    return (
        ChangeKind.EXEMPTION,
        f"an exemption from the usual limit that names {who}, for {total} fostered in all",
    )


def _hold(trial: Trial, index: int) -> _Found:
    facts = trial.household(index)
    if facts is None:
        return None
    reasons = dict.fromkeys(h.reason.words.lower() for h in facts.holds if h.places is None)
    return (
        ChangeKind.HOLD,
        f"the hold ({', '.join(reasons)}) to end by {_shown(trial.case.needed_on)}",
    )


def _link(trial: Trial, _index: int) -> _Found:
    return ChangeKind.DAY, f"{_shown(trial.case.needed_on)} added to the household's Link days"


def _checks(trial: Trial, index: int) -> _Found:
    facts = trial.household(index)
    if facts is None or facts.checks_due_on is None:
        return None
    until, by = _shown(facts.checks_due_on), _shown(trial.case.needed_on)
    return ChangeKind.CHECK, f"the carers' checks, in date until {until}, done again by {by}"


def _review(trial: Trial, index: int) -> _Found:
    facts = trial.household(index)
    if facts is None or facts.review_due_on is None:
        return None
    return ChangeKind.CHECK, f"the annual review, due on {_shown(facts.review_due_on)}, to be held"


def _grade(trial: Trial, index: int) -> _Found:
    facts = trial.facts(index)
    grade = facts.grade if isinstance(facts, HomeFacts) and facts.home_id is not None else None
    grade = grade or (facts.provider.grade if facts.provider else None)
    words = f" ({grade.words.lower()})" if grade else ""
    return ChangeKind.AGREEMENT, f"a manager to accept the inspection grade{words}"


def _statement(trial: Trial, index: int) -> _Found:
    facts = trial.facts(index)
    if not isinstance(facts, HomeFacts):
        return None
    short = beyond_purpose(trial, facts)
    words = ", ".join(f"{need.words.lower()} ({level.words.lower()})" for need, level in short)
    return ChangeKind.STATEMENT, f"the provider to agree to: {words}"


def _bedroom(trial: Trial, index: int) -> _Found:
    facts = trial.household(index)
    if facts is None or facts.free_bedrooms is None:
        return None
    own = sum(s.needs.own_bedroom is True for s in trial.case.subjects)
    rooms = own + (len(trial.case.subjects) - own + 1) // 2
    short = rooms - facts.free_bedrooms
    return ChangeKind.BEDROOM, f"{_count(short, 'more bedroom')} ({facts.free_bedrooms} → {rooms})"


def _access(trial: Trial, index: int) -> _Found:
    facts = trial.household(index)
    if facts is None:
        return None
    lacking = [
        words
        for words, there in (
            ("step-free access", facts.step_free),
            ("a ground-floor bedroom", facts.ground_floor_bedroom),
        )
        if there is False
    ]
    return ChangeKind.ADAPTATION, f"{' and '.join(lacking)}, after an assessment"


def _always(kind: ChangeKind, words: str) -> Callable[[Trial, int], _Found]:
    """Return a change that is the same for every candidate."""
    return lambda _trial, _index: (kind, words)


def _need(words: str) -> Callable[[Trial, int], _Found]:
    return _always(ChangeKind.NEED, f"the profile to do without “{words}”")


_CHANGES: Final[Mapping[str, Callable[[Trial, int], _Found]]] = {
    "approved_kind": _kind,
    "approved_age": _age,
    "approved_sex": _sex,
    "free_places": _place,
    "usual_limit": _limit,
    "not_on_hold": _hold,
    "link_available": _link,
    "checks_in_date": _checks,
    "review_in_date": _review,
    "kept_for_council": _always(
        ChangeKind.AGREEMENT, "the commissioning lead to agree to another council's child"
    ),
    "not_suspended": _always(ChangeKind.CONTRACT, "the suspension of the provider to be lifted"),
    "grade": _grade,
    "contracted": _always(ChangeKind.CONTRACT, "a spot purchase to be agreed and recorded"),
    "statement_of_purpose": _statement,
    "setting_suits": _need("a kind of setting that suits"),
    "own_bedroom": _bedroom,
    "no_other_children": _need("no other children"),
    "no_younger_children": _need("no younger children"),
    "no_older_children": _need("no older children"),
    "carers_sex": _need("carers of one sex"),
    "two_carers": _need("two carers"),
    "someone_home": _need("someone at home in the day"),
    "no_pets": _need("no pets"),
    "pets_wanted": _need("pets to live with"),
    "ground_floor": _access,
    "non_smoking": _need("non-smoking"),
    "accessible": _access,
}


def _count(count: int, thing: str) -> str:
    return f"one {thing}" if count == 1 else f"{count} {thing}s"


def _shown(day: date) -> str:
    return f"{day:%d %b %Y}".lstrip("0")
