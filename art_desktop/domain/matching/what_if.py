"""Counterfactuals: the one answer worth learning, the smallest change that lets a home in, the training that lifts one.

All are written over verdicts and searches; they know no criterion by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.matching.changes import Change, change_wanted
from art_desktop.domain.matching.criteria.base import Criterion, is_open
from art_desktop.domain.matching.criteria.registry import BY_CODE
from art_desktop.domain.matching.facts import Case, HouseholdFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.scoring import credit, share_of
from art_desktop.domain.matching.search import JudgedOption, Shortlist, search
from art_desktop.domain.matching.verdicts import CODE_OF
from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    CarersWanted,
    Communication,
    CulturalNeed,
    Level,
    Plan,
    Sex,
    Skill,
    SkillLevel,
    Suitability,
    Tier,
    Verdict,
)

_YES_NO: Final = (("yes", True), ("no", False))
_YES_NO_ANSWERS: Final = (
    "no_other_children",
    "no_younger_children",
    "no_older_children",
    "other_children_wanted",
    "two_carers",
    "someone_home",
    "no_pets",
    "pets_wanted",
    "own_bedroom",
    "ground_floor",
    "non_smoking",
    "home_adaptation",
    "arrived_alone",
)
_CHOICES: Final[dict[str, tuple[tuple[str, object], ...]]] = {
    "sex": tuple((s.child_word.lower(), s) for s in Sex),
    "plan": tuple((p.words.lower(), p) for p in Plan),
    "carers_wanted": tuple((c.words.lower(), c) for c in CarersWanted),
    "cultural_needs": tuple(
        (c.words.lower(), c) for c in (CulturalNeed.REQUIRED, CulturalNeed.NOT_REQUIRED)
    ),
    "communication": (
        ("nothing particular", ()),
        *((c.words, (c,)) for c in (Communication.BSL, Communication.MAKATON)),
    ),
    **dict.fromkeys(
        ("foster_suits", "residential_suits", "supported_suits"),
        # That a setting is unsuitable closes it altogether, for any list: nothing is learned from trying that.
        tuple((s.words.lower(), s) for s in Suitability if s is not Suitability.UNSUITABLE),
    ),
    **dict.fromkeys(_YES_NO_ANSWERS, _YES_NO),
}
"""Answers that can be tried out. An open one (a place, a faith) has no end of them and is not tried."""

_LOOKED_AT: Final = 150
"""So many options from the top are searched again: an answer moves nobody from below them to the first places."""


@dataclass(frozen=True)
class Outcome:
    """What one answer would bring: who would lead (None: nobody is left), and how many of the first places change."""

    answer: str
    leader: str | None
    leader_name: str
    moved: int


@dataclass(frozen=True)
class LearnOne:
    """The question whose answer could change the top of the list most.

    `child`: position of the child in the case, None where the question is about the candidate `key`. `answer`: name in
    the needs profile, empty where it is about a candidate. `leader`: who leads today.
    """

    question: str
    child: int | None
    answer: str
    key: str | None
    leader: str
    outcomes: tuple[Outcome, ...]

    @property
    def words(self) -> str:
        """Return the line that is shown: "If you learn one thing: …"."""
        other = next((o for o in self.outcomes if o.leader and o.leader != self.leader), None)
        if other is not None:
            return f"If you learn one thing: {self.question} {other.leader_name} could lead."
        if any(o.leader is None for o in self.outcomes):
            return f"If you learn one thing: {self.question} Nobody might be left who could serve."
        return f"If you learn one thing: {self.question}"


@dataclass(frozen=True)
class LetIn:
    """An excluded candidate, what it would take to let it in, and the rank and score it would have in its tier.

    `changes`: one for each hard rule that excludes it, in the order of the rules. `may_override`: who may set all of
    them aside meanwhile. `low`, `high`: 0 to 100.
    """

    key: str
    name: str
    tier: Tier
    changes: tuple[Change, ...]
    may_override: Role
    rank: int
    low: int
    high: int

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the hard rules that exclude it."""
        return tuple(change.rule for change in self.changes)

    @property
    def words(self) -> str:
        """Return the line that is shown."""
        wanted = "; ".join(change.words for change in self.changes)
        return (
            f"{self.name}: it would take {wanted}. "
            f"Then it would rank {self.rank} ({self.low}–{self.high})."
        )


@dataclass(frozen=True)
class Training:
    """One course for one household, and where it would then stand. Ranks are in its tier, scores 0 to 100."""

    key: str
    name: str
    skill: Skill
    level: SkillLevel
    rank_before: int
    rank_after: int
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def words(self) -> str:
        """Return the line that is shown."""
        rank = (
            f"rank {self.rank_after} instead of {self.rank_before}"
            if self.rank_after != self.rank_before
            else f"still rank {self.rank_after}"
        )
        return (
            f"{self.name}: training in {self.skill.words.lower()} ({self.level.words.lower()}) "
            f"would make it {rank} ({self.after[0]}–{self.after[1]})."
        )


def learn_one(shortlist: Shortlist, *, first: int = 5) -> LearnOne | None:
    """Return the unknown whose answer could change the first places most; None where none would.

    A change of leader weighs most, then the number of the first places that change. Ties go to the earlier question.
    Takes some dozens of searches over the top of the list: run it off the window's thread.
    """
    if not shortlist.ranked:
        return None
    best: LearnOne | None = None
    best_weight = (0, 0)
    for found in (*_about_child(shortlist, first), *_about_candidates(shortlist, first)):
        new_leaders = len({o.leader for o in found.outcomes} - {found.leader})
        weight = (new_leaders, max(o.moved for o in found.outcomes))
        if weight > best_weight:
            best, best_weight = found, weight
    return best


def _top(shortlist: Shortlist, first: int) -> list[str]:
    return [option.key for option in shortlist.ranked[:first]]


def _outcome(words: str, before: list[str], after: list[str], names: dict[str, str]) -> Outcome:
    leader = after[0] if after else None
    kept = sum(a == b for a, b in zip(before, after, strict=False))
    return Outcome(words, leader, names[leader] if leader else "", len(before) - kept)


def _about_child(shortlist: Shortlist, first: int) -> Iterator[LearnOne]:
    top = shortlist.pool.candidates
    rows = shortlist.rows[:_LOOKED_AT].tolist()
    pool = Pool.build(top[i] for i in rows)
    names = {facts.key: facts.name for facts in pool.candidates}
    asked = shortlist.criteria
    today = search(shortlist.case, pool, shortlist.policy, limit_explained=0, criteria=asked)
    before = _top(today, first)
    for child, answer, question in _open_answers(shortlist.case, asked):
        outcomes = []
        for words, value in _choices(answer):
            case = _answered(shortlist.case, child, answer, value)
            then = search(case, pool, shortlist.policy, limit_explained=0, criteria=asked)
            after = _top(then, first)
            outcomes.append(_outcome(words, before, after, names))
        yield LearnOne(question, child, answer, None, before[0], tuple(outcomes))


def _open_answers(case: Case, asked: Sequence[Criterion]) -> Iterator[tuple[int, str, str]]:
    seen: set[tuple[int, str]] = set()
    for criterion in sorted(asked, key=lambda c: len(c.answers)):
        for answer in criterion.answers:
            for child, subject in enumerate(case.subjects):
                known = not is_open(subject.needs.answer(answer))
                if known or (child, answer) in seen or not _choices(answer):
                    continue
                seen.add((child, answer))
                yield child, answer, criterion.child_question


def _choices(answer: str) -> tuple[tuple[str, object], ...]:
    if answer.startswith("levels."):
        return tuple((level.words.lower(), NeedAnswer(level)) for level in Level)
    return _CHOICES.get(answer, ())


def _answered(case: Case, child: int, answer: str, value: object) -> Case:
    subject = case.subjects[child]
    told = replace(subject, needs=subject.needs.with_answer(answer, value))
    return replace(
        case, subjects=tuple(told if i == child else s for i, s in enumerate(case.subjects))
    )


def _about_candidates(shortlist: Shortlist, first: int) -> Iterator[LearnOne]:
    shown = [shortlist.explained(option) for option in shortlist.ranked[: first + 1]]
    before = [option.key for option in shown[:first]]
    names = {option.key: option.name for option in shown}
    for option in shown:
        # One question may settle several criteria: where the home is settles every distance.
        asked: dict[str, list[str]] = {}
        for finding in option.findings:
            if finding.ask is not None and finding.ask.child is None:
                asked.setdefault(finding.ask.words, []).append(finding.code)
        for question, codes in asked.items():
            outcomes = []
            for words, verdict in (("well", Verdict.MET), ("badly", Verdict.NOT_MET)):
                after = _rescored(shortlist, shown, option, dict.fromkeys(codes, verdict))
                outcomes.append(_outcome(words, before, after[:first], names))
            yield LearnOne(
                f"{option.name}: {question}", None, "", option.key, before[0], tuple(outcomes)
            )


def _rescored(
    shortlist: Shortlist,
    shown: list[JudgedOption],
    changed: JudgedOption,
    verdicts: dict[str, Verdict],
) -> list[str]:
    """Return the keys of the first options in the order they would have with some verdicts changed."""
    out = any(BY_CODE[c].hard and v is Verdict.NOT_MET for c, v in verdicts.items())
    order = []
    for option in shown:
        low, high = option.low_tenths, option.high_tenths
        if option.key == changed.key:
            if out:
                continue
            low, high = _score_of(shortlist, {**option.verdicts, **verdicts})
        order.append((*_place(option, low, high), option.key))
    return [key for *_, key in sorted(order)]


def _place(option: JudgedOption, low: int, high: int) -> tuple[int, int, int, float, str]:
    """Return what options are ordered by; see `scoring.TIE_RULE`."""
    miles = float("inf") if option.distance_miles is None else option.distance_miles
    tier = list(type(option.tier)).index(option.tier)
    return tier, -low, -high, miles, option.reference


def _score_of(shortlist: Shortlist, verdicts: dict[str, Verdict]) -> tuple[int, int]:
    share = share_of(shortlist.trial)
    parts = [
        credit(CODE_OF[verdicts[c.code]], shortlist.points[c.code], share)
        for c in shortlist.lineup.preferences
    ]
    low, high, stake = (sum(column) for column in zip(*parts, strict=True))
    if stake == 0:
        return 1000, 1000
    return (2000 * low + stake) // (2 * stake), (2000 * high + stake) // (2 * stake)


def let_in(shortlist: Shortlist, option: JudgedOption) -> LetIn | None:
    """Return what would let an excluded candidate in.

    None where nobody may set one of its rules aside, or nothing is proposed for one (see `changes`).
    """
    keys = (facts.key for facts in shortlist.pool.candidates)
    return _let_in(shortlist, option, next(i for i, key in enumerate(keys) if key == option.key))


def _let_in(shortlist: Shortlist, option: JudgedOption, index: int) -> LetIn | None:
    if option.overridable_by is None:
        return None
    changes = []
    for rule in option.excluded_by:
        change = change_wanted(rule, shortlist.trial, index)
        if change is None:
            return None
        changes.append(change)
    low, high = option.low_tenths, option.high_tenths
    return LetIn(
        key=option.key,
        name=option.name,
        tier=option.tier,
        changes=tuple(changes),
        may_override=option.overridable_by,
        rank=_ahead(shortlist, option, low, high) + 1,
        low=option.low,
        high=option.high,
    )


def _ahead(shortlist: Shortlist, option: JudgedOption, low: int, high: int) -> int:
    """Return how many suitable options of its tier, itself left out, stand before an option with these ends."""
    rows, pool = shortlist.suitable, shortlist.pool
    place = _place(option, low, high)
    in_tier = pool.tier[rows] == place[0]
    # `scored` stands in the order of `suitable`.
    ends = shortlist.scored.low[in_tier], shortlist.scored.high[in_tier]
    mine = rows[in_tier]
    better = (ends[0] > low) | ((ends[0] == low) & (ends[1] > high))
    level = (ends[0] == low) & (ends[1] == high)
    ahead = sum(1 for row in mine[better].tolist() if pool.candidates[row].key != option.key)
    others = shortlist.options(mine[level], with_sentences=False)
    return ahead + sum(1 for o in others if o.key != option.key and _place(o, low, high) < place)


def nearly_suitable(
    shortlist: Shortlist, *, limit: int = 3, most_changes: int = 3
) -> tuple[LetIn, ...]:
    """Return the excluded candidates that the fewest changes would let in: fewest first, then by tier and rank.

    The first 200 of those that few enough rules exclude are looked at, in the order they are shown.
    """
    where = {facts.key: index for index, facts in enumerate(shortlist.pool.candidates)}
    broken = shortlist.rules_broken
    few = int(((broken > 0) & (broken <= most_changes)).sum())
    found: list[LetIn] = []
    seen = 0
    for option in shortlist.not_suitable:
        if seen >= min(few, 200):
            break
        if len(option.excluded_by) > most_changes:
            continue
        seen += 1
        change = _let_in(shortlist, option, where[option.key])
        if change is not None:
            found.append(change)
    tiers = list(Tier)
    found.sort(key=lambda c: (len(c.changes), tiers.index(c.tier), c.rank, c.key))
    return tuple(found[:limit])


_TRAINED_AMONG: Final = 50
"""So many options from the top: a course lifts nobody from below them to the first places."""


def training_that_helps(shortlist: Shortlist) -> Training | None:
    """Return the one course for one household that would lift a suitable option most; None where none would.

    A course takes one skill one step further. Most ranks gained first, then most points at the low end.
    """
    tried: list[tuple[JudgedOption, Skill, SkillLevel, HouseholdFacts]] = []
    for option in shortlist.ranked[:_TRAINED_AMONG]:
        facts = option.candidate
        if not isinstance(facts, HouseholdFacts) or facts.skills is None:
            continue
        for skill in Skill:
            held = facts.skills.get(skill)
            if held is SkillLevel.SPECIALIST:
                continue
            level = list(SkillLevel)[held.rank if held else 0]
            # Each is a household of its own to the search.
            number = HouseholdId(-len(tried) - 1)
            skills = {**facts.skills, skill: level}
            tried.append((option, skill, level, replace(facts, household_id=number, skills=skills)))
    if not tried:
        return None
    pool = Pool.build(facts for *_, facts in tried)
    then = search(
        shortlist.case,
        pool,
        shortlist.policy,
        limit_explained=0,
        criteria=shortlist.criteria,
    )
    best: Training | None = None
    best_gain = (0, 0)
    for index, (option, skill, level, _) in enumerate(tried):
        low, high = int(then.scores.low[index]), int(then.scores.high[index])
        if low <= option.low_tenths:
            continue
        assert option.rank is not None
        rank = _ahead(shortlist, option, low, high) + 1
        gain = (option.rank - rank, low - option.low_tenths)
        if gain > best_gain:
            best_gain = gain
            best = Training(
                key=option.key,
                name=option.name,
                skill=skill,
                level=level,
                rank_before=option.rank,
                rank_after=rank,
                before=(option.low, option.high),
                after=((low + 5) // 10, (high + 5) // 10),
            )
    return best
