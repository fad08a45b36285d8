"""All who wait, put as one question for the joint allocation (product.md §3.3, "The whole list at once").

Every rule is the matching's own: who fits where, and who may not live with whom, is asked of searches. Here it is only
written down as the plain `Problem` that `domain.allocation` solves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import Final

from art_desktop.domain.allocation.model import (
    Clash,
    Fit,
    Group,
    Limit,
    Place,
    Problem,
    WaitingChild,
)
from art_desktop.domain.allocation.what_if import NearMiss
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.matching.changes import change_wanted
from art_desktop.domain.matching.criteria.registry import BY_CODE
from art_desktop.domain.matching.facts import (
    Candidate,
    Case,
    HomeFacts,
    HouseholdFacts,
    ResidentFacts,
    TermsFacts,
)
from art_desktop.domain.matching.policy import USUAL_PLACES, MatchingPolicy
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.matching.shortlist import Shortlist
from art_desktop.domain.matching.trial import Trial, kinds_wanted
from art_desktop.domain.matching.verdicts import NOT_MET
from art_desktop.domain.vacancies import room_of
from art_desktop.domain.vocabulary import SexApproved, Tier, Together

MOST_PIECES: Final = 4
"""Brothers and sisters up to so many are judged in every way they could be parted; more, one by one and in pairs."""

MOST_NAMES: Final = 3
"""For so many children by name in one household every combination is asked about."""

COMPANY_RULES: Final = (
    "no_conflict",
    "no_exploiting",
    "no_other_children",
    "no_younger_children",
    "no_older_children",
    "company_allowed",
)
"""The hard rules that are about whoever else lives in the home: asked of waiting children against each other."""


APPROVAL_RULES: Final = ("approved_kind", "approved_age", "approved_sex", "free_places")
"""The hard rules that one variation of an approval answers."""


@dataclass(frozen=True)
class Waiting:
    """One request that waits.

    `settled` are candidates that said no or will not be used; `let_in` those that a manager let in, each with the codes
    of the rules that were overridden for it.
    """

    key: str
    label: str
    case: Case
    child_labels: tuple[str, ...]
    settled: frozenset[str] = frozenset()
    let_in: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def children(self) -> tuple[str, ...]:
        """Return the keys of the children."""
        return tuple(f"child:{subject.child_id}" for subject in self.case.subjects)


@dataclass(frozen=True)
class Asked:
    """The question, and the searches that it was written down from: by request and children."""

    problem: Problem
    searches: Mapping[tuple[str, tuple[str, ...]], Shortlist]
    names: Mapping[str, str]


def ask(
    waiting: Sequence[Waiting],
    candidates_on: Mapping[date, Sequence[Candidate]],
    policy: MatchingPolicy,
    *,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
    check: Callable[[], object] = lambda: None,
) -> Asked:
    """Return the joint question of all who wait.

    Args: candidates_on: who could be asked, as they stand on each day that a home is needed from. A candidate whose
        free places nobody knows (an agency as a whole, a home that has not said) has no limit. check: called between
        the requests; what it raises stops the work.
    """
    pools = {day: Pool.build(found) for day, found in candidates_on.items()}
    searches: dict[tuple[str, tuple[str, ...]], Shortlist] = {}
    fits: list[Fit] = []
    for at, one in enumerate(waiting):
        check()
        progress(at, len(waiting))
        for block in _blocks(one.case):
            found = search(
                _living_together(one.case, block),
                pools[one.case.needed_on],
                policy,
                limit_explained=0,
            )
            members = tuple(one.children[i] for i in block)
            searches[one.key, members] = found
            fits += _fits(one, members, found)
    places = [
        _place(key, dated, waiting, policy) for key, dated in sorted(_by_key(candidates_on).items())
    ]
    progress(len(waiting), len(waiting))
    names = {c.key: c.name for found in candidates_on.values() for c in found}
    problem = Problem(
        groups=tuple(_group(one) for one in waiting),
        places=tuple(places),
        fits=tuple(fits),
        clashes=tuple(sorted(set(_clashes(waiting, policy)), key=lambda c: (c.one, c.other))),
    )
    return Asked(problem, searches, names)


def near_misses(waiting: Sequence[Waiting], asked: Asked) -> tuple[NearMiss, ...]:
    """Return each change of one household's approval that would let more of those who wait in.

    A household that one rule of its approval alone excludes, for the whole of a request, is a near miss. A change that
    goes further includes what a smaller one lets in. Exemptions from the usual limit are made out by name, and beds are
    not approvals: neither is proposed.
    """
    found: dict[tuple[str, str], list[_Miss]] = {}
    for one in waiting:
        shortlist = asked.searches.get((one.key, one.children))
        if shortlist is None:
            continue
        index = {facts.key: at for at, facts in enumerate(shortlist.pool.candidates)}
        for option in shortlist.not_suitable:
            if len(option.excluded_by) > 1:
                continue
            rule = option.excluded_by[0]
            if rule not in APPROVAL_RULES or option.key in one.settled:
                continue
            change = change_wanted(rule, shortlist.trial, index[option.key])
            if change is not None and isinstance(option.candidate, HouseholdFacts):
                fit = Fit(one.key, option.key, (), option.low_tenths * len(one.children))
                miss = _Miss(change.words, fit, _size(rule, shortlist, index[option.key]))
                found.setdefault((option.key, rule), []).append(miss)
    return tuple(
        NearMiss(
            place=key,
            code=f"{rule}:{widest.words}",
            words=widest.words,
            fits=tuple(miss.fit for miss in misses if _within(miss, widest)),
            more=widest.size[0] if rule == "free_places" else 0,
        )
        for (key, rule), misses in sorted(found.items())
        for widest in {miss.words: miss for miss in misses}.values()
    )


@dataclass(frozen=True)
class _Miss:
    """One household that a change would let one request into. `size`: how far the change goes, each way."""

    words: str
    fit: Fit
    size: tuple[int, int]


def _size(rule: str, shortlist: Shortlist, index: int) -> tuple[int, int]:
    """Return how far a change goes: places for a place, years down and up for ages, nothing for the rest."""
    if rule == "free_places":
        return max(1, shortlist.case.must_fit - max(0, int(shortlist.trial.free[index]))), 0
    if rule == "approved_age":
        ages = [s.age_months // 12 for s in shortlist.case.subjects if s.age_months is not None]
        return 99 - min(ages), max(ages)
    return 0, 0


def _within(miss: _Miss, widest: _Miss) -> bool:
    if miss.words == widest.words:
        return True
    return miss.size != (0, 0) and all(a <= b for a, b in zip(miss.size, widest.size, strict=True))


def _group(one: Waiting) -> Group:
    return Group(
        one.key,
        one.label,
        tuple(
            WaitingChild(key, label)
            for key, label in zip(one.children, one.child_labels, strict=True)
        ),
        one.case.together,
    )


def _blocks(case: Case) -> Iterator[tuple[int, ...]]:
    """Yield who of a case may come to one home: all of them, and pieces where they may be parted."""
    count = len(case.subjects)
    everybody = tuple(range(count))
    if case.together is not Together.APART or count == 1:
        yield everybody
    if count == 1 or case.together not in {Together.APART, Together.TOGETHER_IF_POSSIBLE}:
        return
    largest = 1
    if case.together is Together.TOGETHER_IF_POSSIBLE:
        largest = count - 1 if count <= MOST_PIECES else 2
    for size in range(1, min(largest, count - 1) + 1):
        yield from combinations(everybody, size)


def _living_together(case: Case, block: Sequence[int]) -> Case:
    return replace(case.of(block), together=Together.TOGETHER)


def _fits(one: Waiting, members: tuple[str, ...], found: Shortlist) -> Iterator[Fit]:
    """Yield the pairings that a search allows; one that said no is not proposed again."""
    whole = members == one.children
    rows = found.suitable.tolist()
    for at, index in enumerate(rows):
        facts = found.pool.candidates[index]
        if facts.key not in one.settled:
            low = int(found.scored.low[at])
            yield Fit(one.key, facts.key, () if whole else members, low * len(members))
    if not whole:
        return
    for key in sorted(one.let_in):
        option = next((o for o in found.not_suitable if o.key == key), None)
        # What was overridden lets it in past those rules alone: one broken since keeps it out.
        if option is not None and set(option.excluded_by) <= set(one.let_in[key]):
            yield Fit(one.key, key, (), option.low_tenths * len(members))


def _by_key(
    candidates_on: Mapping[date, Sequence[Candidate]],
) -> dict[str, dict[date, Candidate]]:
    found: dict[str, dict[date, Candidate]] = {}
    for day, candidates in candidates_on.items():
        for facts in candidates:
            found.setdefault(facts.key, {})[day] = facts
    return found


def _place(
    key: str,
    dated: Mapping[date, Candidate],
    waiting: Sequence[Waiting],
    policy: MatchingPolicy,
) -> Place:
    """Return one candidate as a place: the most it has free on any of the days, and less on the others as limits."""
    some = next(iter(dated.values()))
    free = {day: _free(facts, waiting) for day, facts in dated.items()}
    if None in free.values():
        return Place(key, some.name, some.tier, None)
    known = {day: count for day, count in free.items() if count is not None}
    # Whoever overrode the rule of free places for a household has said that it can take these, and no others.
    roomed = [one for one in waiting if "free_places" in one.let_in.get(key, ())]
    most = max(*known.values(), *(len(one.children) for one in roomed), 0)
    others = [one for one in waiting if one not in roomed]
    limits = [
        Limit(f"{count} free on {day:%d %B %Y}", count, _children(others, by=day))
        for day, count in sorted(known.items())
        if count < most
    ]
    if isinstance(some, HomeFacts):
        return Place(key, some.name, some.tier, most, tuple(limits))
    fullest = max(
        (facts for facts in dated.values() if isinstance(facts, HouseholdFacts)),
        key=lambda facts: len(_fostered(facts)),
    )
    limits += [*_limits_of_terms(fullest, waiting), *_limit_of_bedrooms(fullest, waiting)]
    for day, facts in sorted(dated.items()):
        if isinstance(facts, HouseholdFacts):
            limits += _limits_of_names(facts, day, others)
    fostered = _fostered(fullest)
    usual = int(policy.number(USUAL_PLACES))
    exempt = [fullest.exempt_for.get(s.child_id, 0) for w in waiting for s in w.case.subjects]
    limits += _limit_of_exemptions(fullest, waiting, max(0, usual - len(fostered)))
    return Place(
        key,
        some.name,
        some.tier,
        most,
        tuple(limits),
        unrelated_room=max(0, max(usual, *exempt) - len(fostered)),
        empty=not fostered,
        kin=frozenset(one.key for one in waiting if fostered and _are_kin(fostered, one.case)),
    )


def _free(facts: Candidate, waiting: Sequence[Waiting]) -> int | None:
    """Return the places free, those kept by name for one who waits too; None where only asking will tell."""
    if isinstance(facts, HomeFacts):
        return facts.free_places
    named = {term.named_child_id for term in facts.terms}
    named |= {hold.for_child_id for hold in facts.holds}
    children = [s.child_id for one in waiting for s in one.case.subjects if s.child_id in named]
    return room_of(facts, children=children).free


def _children(waiting: Sequence[Waiting], *, by: date) -> frozenset[str]:
    """Return the keys of the children who need a home by a day."""
    return frozenset(c for one in waiting if one.case.needed_on <= by for c in one.children)


def _limits_of_names(
    facts: HouseholdFacts, day: date, waiting: Sequence[Waiting]
) -> Iterator[Limit]:
    """Yield what is left for the others of places that terms or holds keep for children by name."""
    named = {term.named_child_id for term in facts.terms}
    named |= {hold.for_child_id for hold in facts.holds}
    by_name = {
        key: subject.child_id
        for one in waiting
        for key, subject in zip(one.children, one.case.subjects, strict=True)
        if subject.child_id in named
    }
    here = _children(waiting, by=day)
    # Of more than three names, which a household hardly has, each alone and none: it errs by keeping a place free.
    largest = len(by_name) - 1 if len(by_name) <= MOST_NAMES else 1
    for size in range(min(largest, len(by_name)) + 1) if by_name else ():
        for some in combinations(sorted(by_name), size):
            left = room_of(facts, children=[by_name[key] for key in some]).free
            inside = here - (by_name.keys() - set(some))
            if left < len(inside):
                yield Limit(f"{left} free beside those kept by name", left, inside)


def _limit_of_exemptions(
    facts: HouseholdFacts, waiting: Sequence[Waiting], room: int
) -> Iterator[Limit]:
    """Yield that an exemption makes room for the children whom it names alone.

    Brothers and sisters who may be more than the usual limit are left to that rule.
    """
    if not facts.exempt_for:
        return
    inside = frozenset(
        key
        for one in waiting
        if len(one.children) <= room or not _may_exceed(facts, one)
        for key, subject in zip(one.children, one.case.subjects, strict=True)
        if subject.child_id not in facts.exempt_for
    )
    if room < len(inside):
        yield Limit("the usual limit, but for those exempted", room, inside)


def _may_exceed(facts: HouseholdFacts, one: Waiting) -> bool:
    fostered = _fostered(facts)
    return not fostered or _are_kin(fostered, one.case)


def _fostered(facts: HouseholdFacts) -> list[ResidentFacts]:
    return [resident for resident in facts.residents if resident.is_fostered]


def _are_kin(fostered: Sequence[ResidentFacts], case: Case) -> bool:
    families = {subject.family_id for subject in case.subjects}
    return (
        None not in families
        and len(families) == 1
        and all(one.family_id in families for one in fostered)
    )


def _limits_of_terms(facts: HouseholdFacts, waiting: Sequence[Waiting]) -> Iterator[Limit]:
    """Yield what each set of terms can take of the children who have no other terms there (Hall's condition)."""
    usable: dict[frozenset[int], set[str]] = {}
    for one in waiting:
        for key, subject in zip(one.children, one.case.subjects, strict=True):
            terms = frozenset(
                at
                for at, term in enumerate(facts.terms)
                if _covers(term, one.case, subject.age_months, subject.needs.sex)
                or term.named_child_id == subject.child_id
            )
            if terms and len(terms) < len(facts.terms):
                usable.setdefault(terms, set()).add(key)
    for terms in sorted(usable, key=sorted):
        inside = frozenset(c for other, keys in usable.items() if other <= terms for c in keys)
        most = sum(facts.terms[at].places for at in terms)
        if most < len(inside):
            words = ", ".join(facts.terms[at].kind.words.lower() for at in sorted(terms))
            yield Limit(f"approved for {most} {words}", most, inside)


def _limit_of_bedrooms(facts: HouseholdFacts, waiting: Sequence[Waiting]) -> Iterator[Limit]:
    """Yield that no more of those who need a bedroom of their own come than there are free."""
    alone = frozenset(
        key
        for one in waiting
        for key, subject in zip(one.children, one.case.subjects, strict=True)
        if subject.needs.own_bedroom
    )
    rooms = facts.free_bedrooms
    if rooms is not None and rooms < len(alone):
        yield Limit(f"{rooms} bedrooms free", rooms, alone)


def _covers(term: TermsFacts, case: Case, age_months: int | None, sex: object) -> bool:
    if term.named_child_id is not None or term.kind not in kinds_wanted(case):
        return False
    of_age = age_months is None or term.age_from <= age_months // 12 <= term.age_to
    return of_age and (sex is None or term.sex is SexApproved.ANY or term.sex.value == str(sex))


def _clashes(waiting: Sequence[Waiting], policy: MatchingPolicy) -> Iterator[Clash]:
    """Yield the pairs who may not live together, by the matching's own rules on who else lives in a home."""
    if len(waiting) < 2:
        return
    pool = Pool.build(_as_company(at, one) for at, one in enumerate(waiting))
    keys = [one.key for one in waiting]
    at_of = {facts.key: at for at, facts in enumerate(_candidates(pool))}
    for at, one in enumerate(waiting):
        trial = Trial(one.case, pool, policy)
        refused = set()
        for code in COMPANY_RULES:
            if code in BY_CODE:
                verdicts = BY_CODE[code].judge(trial)
                refused |= {i for i in range(len(pool)) if verdicts[i] == NOT_MET}
        for other in range(len(waiting)):
            if other != at and at_of[_company_key(other)] in refused:
                yield Clash(min(keys[at], keys[other]), max(keys[at], keys[other]))


def _candidates(pool: Pool) -> Iterable[Candidate]:
    return pool.candidates


def _company_key(at: int) -> str:
    return f"household:{at + 1}"


def _as_company(at: int, one: Waiting) -> HouseholdFacts:
    """Return a household where nobody but the children of one request lives, to ask the others against."""
    return HouseholdFacts(
        household_id=HouseholdId(at + 1),
        reference=one.key,
        name=one.label,
        tier=Tier.IN_HOUSE,
        residents=tuple(
            ResidentFacts(
                is_fostered=True,
                age_months=subject.age_months,
                sex=subject.needs.sex,
                child_id=subject.child_id,
                family_id=subject.family_id,
                levels={code: answer.level for code, answer in subject.needs.levels.items()},
                no_other_children=subject.needs.no_other_children,
                no_younger_children=subject.needs.no_younger_children,
                no_older_children=subject.needs.no_older_children,
            )
            for subject in one.case.subjects
        ),
    )
