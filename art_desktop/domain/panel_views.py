"""What a panel reads of one case: anonymous when it is made, kept as it was read (product.md §4).

An allow-list: there is no field for a name, a date of birth, an address, a postcode or a school. Ages stand in words,
households by a letter and an area, carers by their number. Days are local `date`s, instants aware UTC, money whole
pence, distances words. `case_to_json` is canonical, so that equal cases have equal bytes and one hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import OptionId, Pence
from art_desktop.domain.vocabulary import Level, OptionState, Tier, Verdict

SCHEMA: Final = 1
MAIN_OPTIONS: Final = 6
"""So many options are told in full; the rest are counted."""

AT_ONCE: Final = 3
"""So many stand side by side."""


@dataclass(frozen=True)
class CaseLine:
    """A title and its words: "Likes", "Worms and maps"."""

    title: str
    words: str


@dataclass(frozen=True)
class CaseNeed:
    """One need that is there: its level (None: not known, or told in words alone), how it shows, what works."""

    title: str
    level: Level | None
    shows: str = ""
    works: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseChild:
    """One child: "Boy, 9", who they are in their own world, what they need, and their situation."""

    heading: str
    person: tuple[CaseLine, ...] = ()
    needs: tuple[CaseNeed, ...] = ()
    facts: tuple[CaseLine, ...] = ()
    not_known: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseVerdict:
    """What one criterion says of one option; `sentence` "" where it would have said who somebody is."""

    code: str
    title: str
    verdict: Verdict
    sentence: str = ""
    hard: bool = False


@dataclass(frozen=True)
class CasePart:
    """What one funder pays a week of an option."""

    funder: Funder
    weekly_pence: Pence | None


@dataclass(frozen=True, kw_only=True)
class CaseCost:
    """What an option costs for all the children. None: not known; with `not_known` the sums are the least it costs.

    `proposed`: the parts are the policy's, no split is on record.
    """

    weekly_pence: Pence | None = None
    yearly_pence: Pence | None = None
    to_end_pence: Pence | None = None
    ends_on: date | None = None
    not_known: tuple[str, ...] = ()
    parts: tuple[CasePart, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseOption:
    """One anonymous column: "In-house household A, PE4 area", "2 carers".

    `distances` are titles and miles ("School", "1.2 miles"). `terms` are what was offered, `view` what the social
    worker said of it, `approvals` what it would need agreed beside this decision.
    """

    option_id: OptionId
    letter: str
    title: str
    tier: Tier
    about: str = ""
    low: int = 0
    high: int = 0
    state: OptionState = OptionState.OPEN
    verdicts: tuple[CaseVerdict, ...] = ()
    distances: tuple[CaseLine, ...] = ()
    cost: CaseCost = CaseCost()
    starts_on: date | None = None
    inspection: str = ""
    terms: str = ""
    view: str = ""
    approvals: tuple[str, ...] = ()

    @property
    def range_words(self) -> str:
        """Return "82–90", or "82" where nothing is unknown."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, kw_only=True)
class CaseQuote:
    """One price that was asked for. `state` in words; `price` "£95.00 an hour × 40 hours", "" where none was given."""

    who: str
    state: str
    whole_pence: Pence | None = None
    price: str = ""
    can_start_on: date | None = None
    ready_on: date | None = None
    late: str = ""
    includes: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseResource:
    """What a request for an assessment or for support asks for, its prices, and what was ordered before."""

    title: str
    lines: tuple[CaseLine, ...] = ()
    quotes: tuple[CaseQuote, ...] = ()
    ordered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case as a panel reads it.

    `asked` is what the panel is asked to decide, `why` what led to it. `tried` are lines such as "3 in-house
    households asked: 1 said yes, 2 said no". `rest` counts the options that are not told. `indicative`: nobody may be
    asked yet. `outcome` is what this meeting decided, "" before. `basis` marks what it was made from. `resource`: what
    is wanted where no home is sought.
    """

    schema: int = SCHEMA
    reference: str
    children_words: str
    kind_words: str
    urgency_words: str
    needed_at: datetime
    asked: str = ""
    why: str = ""
    children: tuple[CaseChild, ...] = ()
    tried: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    options: tuple[CaseOption, ...] = ()
    rest: str = ""
    searched_on: date | None = None
    indicative: bool = False
    outcome: str = ""
    basis: str = ""
    resource: CaseResource | None = None


# What of it is text


def typed_texts(case: CaseView) -> Iterator[tuple[str, str]]:
    """Yield each text that somebody typed, with where they find it to mend it."""
    yield "what the panel is asked (Agenda)", case.asked
    yield "why (Request)", case.why
    for child in case.children:
        of = f"{child.heading}, Needs"
        for line in child.person:
            yield f"{line.title.lower()} ({of})", line.words
        for need in child.needs:
            yield f"{need.title.lower()} ({of})", f"{need.shows}\n{need.works}"
        for line in child.facts:
            yield f"{line.title.lower()} ({of})", line.words
    for words in case.decisions:
        yield "an earlier decision (Decision)", words
    for option in case.options:
        yield f"the terms of option {option.letter} (Approaches)", option.terms
        yield f"the social worker's view of option {option.letter} (Decision)", option.view
    if case.resource is not None:
        for line in case.resource.lines:
            yield f"{line.title.lower()} (What is wanted)", line.words
        for quote in case.resource.quotes:
            yield (
                "who was asked for a price, or what it includes (Quotes)",
                f"{quote.who}\n{quote.includes}",
            )


def made_texts(case: CaseView) -> Iterator[tuple[str, str]]:
    """Yield each text that the application made."""
    yield "the children", case.children_words
    yield "the kind", f"{case.kind_words}\n{case.urgency_words}"
    yield "what was tried", "\n".join((*case.tried, case.rest))
    yield "what was decided", case.outcome
    for child in case.children:
        titles = [line.title for line in (*child.person, *child.facts)]
        yield "the child", "\n".join((child.heading, *titles, *child.not_known))
        yield "the child's needs", "\n".join(need.title for need in child.needs)
    for option in case.options:
        where = f"option {option.letter}"
        yield where, f"{option.title}\n{option.about}\n{option.inspection}"
        yield where, "\n".join((*option.approvals, *option.cost.not_known))
        yield where, "\n".join(f"{line.title}: {line.words}" for line in option.distances)
        yield where, "\n".join(f"{one.title}: {one.sentence}" for one in option.verdicts)
    if case.resource is not None:
        quotes = [f"{one.state} {one.price} {one.late}" for one in case.resource.quotes]
        yield "the prices", "\n".join((case.resource.title, *quotes, *case.resource.ordered))


# To and from the record


def case_to_json(case: CaseView) -> str:
    """Return a case as canonical JSON: the same case, the same text."""
    return json.dumps(
        asdict(case), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def case_from_json(body: str) -> CaseView:
    """Return the case that was kept. Raises: RuleBroken: a newer version made it."""
    read = json.loads(body)
    if read.get("schema") != SCHEMA:
        raise RuleBroken(
            "The case was not shown.",
            "It was prepared by another version of the application.",
            "Prepare the case again.",
            rule="case_schema",
        )
    made = _made(CaseView, read)
    assert isinstance(made, CaseView)
    return made


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"not kept in a case: {type(value).__name__}")


@lru_cache(maxsize=32)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(hint: Any, value: Any) -> Any:
    """Return a plain value as the type that a field says."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        return None if value is None else _made(kinds[0], value)
    if origin is tuple:
        return tuple(_made(get_args(hint)[0], one) for one in value)
    if not isinstance(hint, type):  # an id or pence: a whole number
        return int(value)
    if is_dataclass(hint):
        hints = _hints(hint)
        known = {field.name for field in fields(hint)}
        return hint(**{name: _made(hints[name], of) for name, of in value.items() if name in known})
    if issubclass(hint, StrEnum):
        return hint(value)
    if issubclass(hint, (datetime, date)):
        return hint.fromisoformat(value)
    return value


# How cases differ, and how options do


def changes_between(before: CaseView, after: CaseView) -> tuple[str, ...]:
    """Return what is another than in an earlier case, in words; () where nothing that is read differs."""
    lines: list[str] = []
    heads = (
        ("Needed by", before.needed_at, after.needed_at),
        ("What is asked", before.asked, after.asked),
        ("Why", before.why, after.why),
        ("Urgency", before.urgency_words, after.urgency_words),
        ("What was tried", before.tried, after.tried),
        ("Earlier decisions", before.decisions, after.decisions),
        ("The children", before.children, after.children),
        ("What is wanted and its prices", before.resource, after.resource),
        ("Decided", before.outcome, after.outcome),
    )
    lines += [f"{title}: changed" for title, old, new in heads if old != new]
    then = {option.option_id: option for option in before.options}
    now = {option.option_id: option for option in after.options}
    lines += [f"New option: {one.title}" for key, one in now.items() if key not in then]
    lines += [f"No longer told: {one.title}" for key, one in then.items() if key not in now]
    for key in [key for key in now if key in then]:
        what = [
            field.name.replace("_", " ")
            for field in fields(CaseOption)
            if getattr(then[key], field.name) != getattr(now[key], field.name)
        ]
        if what:
            lines.append(f"{now[key].title}: {', '.join(what)}")
    return tuple(lines)


@dataclass(frozen=True)
class ComparedRow:
    """One need across the options that are compared; None where an option was not asked about it."""

    code: str
    title: str
    hard: bool
    verdicts: tuple[CaseVerdict | None, ...]

    @property
    def codes(self) -> tuple[Verdict | None, ...]:
        """Return the verdicts alone."""
        return tuple(None if one is None else one.verdict for one in self.verdicts)

    @property
    def differs(self) -> bool:
        """Say whether the options are told apart by it."""
        return len(set(self.codes)) > 1


_WEIGHT: Final = {
    Verdict.NOT_MET: 4,
    Verdict.UNKNOWN: 3,
    Verdict.SUPPORT: 2,
    Verdict.MET: 1,
    Verdict.NOT_APPLICABLE: 0,
}


@dataclass(frozen=True)
class Comparison:
    """The needs across two or three options: those that differ, the gaps that all share, what all of them meet."""

    differ: tuple[ComparedRow, ...]
    gaps: tuple[ComparedRow, ...]
    met: tuple[ComparedRow, ...]


def compare(options: tuple[CaseOption, ...]) -> Comparison:
    """Return the needs as rows, differences first, the gravest first; what applies to none of them is left out."""
    order: dict[str, CaseVerdict] = {}
    for option in options:
        for one in option.verdicts:
            order.setdefault(one.code, one)
    held = [{one.code: one for one in option.verdicts} for option in options]
    rows = [
        ComparedRow(code, one.title, one.hard, tuple(own.get(code) for own in held))
        for code, one in order.items()
    ]
    rows = [row for row in rows if set(row.codes) - {None, Verdict.NOT_APPLICABLE}]
    differ = sorted((r for r in rows if r.differs), key=_gravity)
    alike = [row for row in rows if not row.differs]
    gaps = sorted((r for r in alike if set(r.codes) != {Verdict.MET}), key=_gravity)
    met = tuple(row for row in alike if set(row.codes) == {Verdict.MET})
    return Comparison(tuple(differ), tuple(gaps), met)


def _gravity(row: ComparedRow) -> tuple[int, int]:
    """Put a hard rule that is not met or not known before others, then the gravest verdict."""
    worst = max((_WEIGHT[code] for code in row.codes if code is not None), default=0)
    return (0 if row.hard and worst > _WEIGHT[Verdict.SUPPORT] else 1, -worst)
