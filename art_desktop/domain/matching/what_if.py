"""Two counterfactuals: the one answer worth learning, and the smallest change that lets a home in.

Both are written over verdicts and searches; they know no criterion by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from art_desktop.domain.matching.criteria.base import Criterion, is_open
from art_desktop.domain.matching.criteria.registry import BY_CODE
from art_desktop.domain.matching.facts import Case
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.scoring import credit, share_of
from art_desktop.domain.matching.search import JudgedOption, Shortlist, search
from art_desktop.domain.matching.verdicts import CODE_OF
from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import CarersWanted, Level, Plan, Sex, Verdict

_YES_NO: Final = (("yes", True), ("no", False))
_YES_NO_ANSWERS: Final = (
    "no_other_children",
    "no_younger_children",
    "two_carers",
    "someone_home",
    "no_pets",
    "own_bedroom",
    "ground_floor",
    "non_smoking",
    "arrived_alone",
)
_CHOICES: Final[dict[str, tuple[tuple[str, object], ...]]] = {
    "sex": tuple((s.child_word.lower(), s) for s in Sex),
    "plan": tuple((p.words.lower(), p) for p in Plan),
    "carers_wanted": tuple((c.words.lower(), c) for c in CarersWanted),
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
    """An excluded candidate that one change would let in, and the rank it would have in its tier."""

    key: str
    name: str
    rule: str
    rule_title: str
    may_override: Role
    change: str
    rank: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """Return the line that is shown."""
        return (
            f"{self.name}: {self.change} Then it would rank {self.rank} ({self.low}–{self.high})."
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

    None unless one rule alone excludes it, and somebody may set that rule aside.
    """
    if len(option.excluded_by) != 1 or option.overridable_by is None:
        return None
    may_override = option.overridable_by
    option = shortlist.explained(option)
    rule = BY_CODE[option.excluded_by[0]]
    sentence = next(f.sentence for f in option.findings if f.code == rule.code)
    place = _place(option, option.low_tenths, option.high_tenths)
    rows = shortlist.rows
    mine = rows[shortlist.pool.tier[rows] == place[0]]
    better = shortlist.scores.low[mine] > option.low_tenths
    level = (shortlist.scores.low[mine] == option.low_tenths).nonzero()[0]
    ahead = int(better.sum())
    for at in level.tolist():
        other = shortlist.option(int(mine[at]), with_sentences=False)
        ahead += _place(other, other.low_tenths, other.high_tenths) < place
    return LetIn(
        key=option.key,
        name=option.name,
        rule=rule.code,
        rule_title=rule.title,
        may_override=may_override,
        change=f"only “{rule.title}” stands in the way. {sentence}",
        rank=ahead + 1,
        low=option.low,
        high=option.high,
    )


def nearly_suitable(shortlist: Shortlist, *, limit: int = 3) -> tuple[LetIn, ...]:
    """Return the excluded candidates that one change would let in nearest the top, best first.

    The first 200 of those excluded by one rule alone are looked at, in the order they are shown.
    """
    found = []
    for option in shortlist.not_suitable[:200]:
        change = let_in(shortlist, option) if len(option.excluded_by) == 1 else None
        if change is not None:
            found.append((list(type(option.tier)).index(option.tier), change.rank, change))
    found.sort(key=lambda entry: (entry[0], entry[1], entry[2].key))
    return tuple(change for *_, change in found[:limit])
