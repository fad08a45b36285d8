"""Conflict between children's risks, in both directions (product.md §3.3).

The table below says which need of one child may harm whom. It is read twice: the child to be
placed against those who live there, and they against the child. Brothers and sisters of the child
are left to the decision to place them together. Carers' own children are people to be kept safe,
and no source of risk that the record knows of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import HardRule, years
from art_desktop.domain.matching.facts import ResidentFacts, Subject
from art_desktop.domain.matching.pool import UNCLEAR, Living
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    CODE_OF,
    MET,
    NOT_MET,
    RANK,
    UNKNOWN,
    Mask,
    Verdicts,
    raise_to,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Level, NeedCode, Verdict


@dataclass(frozen=True)
class Clash:
    """A risk from a level up, and who must not live with it.

    Exactly one of: `anybody`; `younger_by` so many months or more; another child with `need` at
    `need_from` or above.
    """

    risk: NeedCode
    risk_from: Level
    anybody: bool = False
    younger_by: int | None = None
    need: NeedCode | None = None
    need_from: Level = Level.SIGNIFICANT

    @property
    def words(self) -> str:
        """Return the rule in words, for a sentence."""
        risk = f"{self.risk.words.lower()} ({self.risk_from.words.lower()} or more)"
        if self.anybody:
            return f"{risk} with any other child"
        if self.younger_by is not None:
            return f"{risk} with a child younger by {self.younger_by // 12} years or more"
        assert self.need is not None
        return (
            f"{risk} with another child's {self.need.words.lower()} "
            f"({self.need_from.words.lower()} or more)"
        )


CLASHES: Final = (
    Clash(NeedCode.SEXUAL_BEHAVIOUR, Level.COMPLEX, anybody=True),
    Clash(NeedCode.SEXUAL_BEHAVIOUR, Level.SIGNIFICANT, younger_by=24),
    Clash(NeedCode.SEXUAL_BEHAVIOUR, Level.SIGNIFICANT, need=NeedCode.LEARNING),
    Clash(
        NeedCode.SEXUAL_BEHAVIOUR,
        Level.SIGNIFICANT,
        need=NeedCode.SEXUAL_EXPLOITATION,
        need_from=Level.SOME,
    ),
    Clash(NeedCode.VIOLENCE, Level.COMPLEX, younger_by=12),
    Clash(NeedCode.VIOLENCE, Level.SIGNIFICANT, younger_by=60),
    Clash(NeedCode.FIRE, Level.COMPLEX, anybody=True),
    Clash(NeedCode.SEXUAL_EXPLOITATION, Level.SIGNIFICANT, need=NeedCode.SEXUAL_EXPLOITATION),
    Clash(NeedCode.CRIMINAL_EXPLOITATION, Level.SIGNIFICANT, need=NeedCode.CRIMINAL_EXPLOITATION),
    Clash(NeedCode.MISSING, Level.COMPLEX, need=NeedCode.MISSING),
    Clash(NeedCode.SUBSTANCE, Level.COMPLEX, need=NeedCode.SUBSTANCE, need_from=Level.SOME),
    Clash(NeedCode.SELF_HARM, Level.COMPLEX, need=NeedCode.SELF_HARM),
)
"""Which need of one child may harm whom: first values, product.md §3.3."""

EXPLOITING: Final = (
    Clash(NeedCode.EXPLOITS, Level.COMPLEX, anybody=True),
    Clash(NeedCode.EXPLOITS, Level.SIGNIFICANT, younger_by=24),
    Clash(
        NeedCode.EXPLOITS,
        Level.SIGNIFICANT,
        need=NeedCode.CRIMINAL_EXPLOITATION,
        need_from=Level.SOME,
    ),
    Clash(NeedCode.EXPLOITS, Level.SIGNIFICANT, need=NeedCode.MISSING),
    Clash(NeedCode.EXPLOITS, Level.SIGNIFICANT, need=NeedCode.SUBSTANCE),
    Clash(NeedCode.EXPLOITS, Level.SIGNIFICANT, need=NeedCode.LEARNING),
)
"""Who is not to live with a child who exploits others: first values (Placements Data Standard v2, risks to others)."""


def _at_least(level: Level | None, least: Level) -> bool | None:
    return None if level is None else RANK[level] >= RANK[least]


def _and(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def clashes(
    clash: Clash,
    risk_levels: Mapping[NeedCode, Level | None],
    risk_age: int | None,
    other_levels: Mapping[NeedCode, Level | None],
    other_age: int | None,
) -> bool | None:
    """Say whether one child's risk meets another child as the rule describes; None where not known."""
    is_risk = _at_least(risk_levels.get(clash.risk), clash.risk_from)
    if clash.anybody:
        return is_risk
    if clash.younger_by is not None:
        if risk_age is None or other_age is None:
            return _and(is_risk, None)
        return _and(is_risk, risk_age - other_age >= clash.younger_by)
    assert clash.need is not None
    return _and(is_risk, _at_least(other_levels.get(clash.need), clash.need_from))


_CALM: Final[Mapping[NeedCode, Level | None]] = dict.fromkeys(NeedCode, Level.NONE)


def _levels_of(resident: ResidentFacts) -> Mapping[NeedCode, Level | None]:
    if resident.is_fostered:
        return resident.levels
    if not resident.levels:
        return _CALM
    return {code: resident.levels.get(code) or Level.NONE for code in NeedCode}


class KeptApart(HardRule):
    """One table of clashes, read in both directions.

    A manager may set it aside with a reason; an officer may not.
    """

    table: ClassVar[tuple[Clash, ...]]
    overridable_by = Role.MANAGER
    candidate_question = "What are the needs and ages of the children who live there?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        marks = _Marks(trial)
        if trial.has_others.any():
            for subject in trial.case.subjects:
                for clash in self.table:
                    _from_subject(trial, subject, clash, marks)
                    _to_subject(trial, subject, clash, marks)
        verdicts = marks.verdicts
        verdicts[trial.outside] = UNKNOWN
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        others = trial.others_of(index)
        if trial.household(index) is None:
            return "Not known: ask the provider who lives there, and their needs."
        if not others:
            return "No other child lives there."
        if verdict is Verdict.MET:
            return f"No known conflict with the {_count(len(others))} who live there."
        if verdict is Verdict.NOT_MET:
            clash, resident, direction = next(_found(trial, index, verdict, self.table))
            who = f"a child of {years(resident.age_months)} who lives there"
            side = f"to {who}" if direction == "from" else f"from {who}"
            return f"A risk {side}: {clash.words}."
        topics = [risk.words.lower() for risk in _open_risks(trial, index, self.table)]
        return (
            f"Not known whether it is safe with the {_count(len(others))} who live there; "
            f"ask about: {', '.join(topics)}."
        )


class NoConflict(KeptApart):
    """Nobody in the home would be unsafe, neither the child nor those who live there."""

    code = "no_conflict"
    title = "Safe with the children who live there"
    table = CLASHES
    answers = (*dict.fromkeys(f"levels.{c.risk}" for c in CLASHES), f"levels.{NeedCode.LEARNING}")
    child_question = "What is known of risk to or from other children?"


class NoExploiting(KeptApart):
    """Nobody who exploits others lives with a child who is open to it, in either direction."""

    code = "no_exploiting"
    title = "Nobody exploited for crime"
    source = "Placements Data Standard v2, risks to others"
    table = EXPLOITING
    answers = (
        f"levels.{NeedCode.EXPLOITS}",
        *dict.fromkeys(f"levels.{c.need}" for c in EXPLOITING if c.need is not None),
    )
    child_question = "Does the child exploit others, or is the child open to it?"


def _found(
    trial: Trial, index: int, verdict: Verdict, table: tuple[Clash, ...] = CLASHES
) -> Iterator[tuple[Clash, ResidentFacts, str]]:
    """Yield each clash that is certain (not met) or open (not known) at one household."""
    wanted = True if verdict is Verdict.NOT_MET else None
    others = [(r, _levels_of(r)) for r in trial.others_of(index)]
    for subject in trial.case.subjects:
        mine = _levels_in(subject)
        age = subject.age_months
        for clash in table:
            # No risk, no clash: most are done with here.
            mine_is_risk = _at_least(mine.get(clash.risk), clash.risk_from) is not False
            for resident, theirs in others:
                if mine_is_risk and (
                    clashes(clash, mine, age, theirs, resident.age_months) is wanted
                ):
                    yield clash, resident, "from"
                if theirs is not _CALM and (
                    clashes(clash, theirs, resident.age_months, mine, age) is wanted
                ):
                    yield clash, resident, "to"


def _open_risks(trial: Trial, index: int, table: tuple[Clash, ...]) -> list[NeedCode]:
    """Return the risks of which it is open whether they meet somebody at one household, each once, in order."""
    others = [(r.age_months, _levels_of(r)) for r in trial.others_of(index)]
    found: dict[NeedCode, None] = {}
    for child, subject in enumerate(trial.case.subjects):
        mine = trial.once(("levels", child), partial(_levels_in, subject))
        age = subject.age_months
        for clash in table:
            if clash.risk in found:
                continue
            mine_is_risk = _at_least(mine.get(clash.risk), clash.risk_from) is not False
            for their_age, theirs in others:
                if (mine_is_risk and clashes(clash, mine, age, theirs, their_age) is None) or (
                    theirs is not _CALM and clashes(clash, theirs, their_age, mine, age) is None
                ):
                    found[clash.risk] = None
                    break
    return list(found)


def _levels_in(subject: Subject) -> Mapping[NeedCode, Level | None]:
    return {code: answer.level for code, answer in subject.needs.levels.items()}


def judge_one(trial: Trial, index: int, table: tuple[Clash, ...] = CLASHES) -> int:
    """Return the verdict on one household by the plain reading of a table."""
    if trial.household(index) is None:
        return UNKNOWN
    for verdict in (Verdict.NOT_MET, Verdict.UNKNOWN):
        if next(_found(trial, index, verdict, table), None):
            return CODE_OF[verdict]
    return MET


class _Marks:
    """The verdicts as they fill up. Once all who have company are "not known", only "not met" is news."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.verdicts = np.full(trial.size, MET, dtype=np.uint8)
        self.all_open = False

    def news(self, code: int) -> bool:
        """Say whether marking with `code` could change anything."""
        return code == NOT_MET or not self.all_open

    def mark(self, where: Mask, code: int) -> None:
        """Raise the verdict at a mask of candidates."""
        if self.news(code):
            raise_to(self.verdicts, where, code)

    def mark_homes_of(self, found: Living, code: int) -> None:
        """Raise the verdict where some residents live."""
        if self.news(code):
            owner = found.owner
            self.verdicts[owner] = np.maximum(self.verdicts[owner], np.uint8(code))

    def mark_all(self, code: int) -> None:
        """Raise the verdict of everybody who has company."""
        self.mark(self.trial.has_others, code)
        self.all_open = True


def _from_subject(trial: Trial, subject: Subject, clash: Clash, marks: _Marks) -> None:
    """Mark where the child's own risk meets somebody who lives there."""
    is_risk = _at_least(subject.needs.level(clash.risk), clash.risk_from)
    certain = NOT_MET if is_risk else UNKNOWN
    if is_risk is False or not marks.news(certain):
        return
    if clash.anybody:
        marks.mark_all(certain)
    elif clash.younger_by is not None:
        if subject.age_months is None:
            marks.mark_all(UNKNOWN)
            return
        younger = trial.aged(trial.others, 0, subject.age_months - clash.younger_by)
        marks.mark(younger, certain)
        if trial.pool.residents.age_unclear:
            marks.mark(trial.age_unclear, UNKNOWN)
    else:
        assert clash.need is not None
        for code, rank in ((certain, RANK[clash.need_from]), (UNKNOWN, UNCLEAR)):
            have = trial.some_have(clash.need, rank) if marks.news(code) else None
            if have is not None:
                marks.mark_homes_of(have, code)


def _to_subject(trial: Trial, subject: Subject, clash: Clash, marks: _Marks) -> None:
    """Mark where the risk of somebody who lives there meets the child."""
    meets: bool | None = True
    if clash.need is not None:
        meets = _at_least(subject.needs.level(clash.need), clash.need_from)
    if meets is False:
        return
    sure = NOT_MET if meets else UNKNOWN
    for code, rank in ((sure, RANK[clash.risk_from]), (UNKNOWN, UNCLEAR)):
        found = trial.some_have(clash.risk, rank) if marks.news(code) else None
        if found is None:
            continue
        if clash.younger_by is None:
            marks.mark_homes_of(found, code)
        elif subject.age_months is None:
            marks.mark_homes_of(found, UNKNOWN)
        else:
            age = trial.pool.residents.age.ravel().take(found.at)
            marks.mark_homes_of(found.only(age >= subject.age_months + clash.younger_by), code)
            marks.mark_homes_of(found.only(age == -1), UNKNOWN)


def _count(count: int) -> str:
    return "1 child" if count == 1 else f"{count} children"
