"""What is shown of the matching policy, and what is sent to change it: frozen, between services and window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.ids import Pence
from art_desktop.domain.permissions import Role

MOST_WEIGHT: Final = 20
MOST_FACTOR: Final = 10


class FigureKind(StrEnum):
    """What a row of the policy table is: how much a preference counts, a factor, a share, a limit of a rule."""

    WEIGHT = "weight"
    FACTOR = "factor"
    SHARE = "share"
    LIMIT = "limit"

    @property
    def words(self) -> str:
        """The kind in words."""
        return _KIND_WORDS[self]


_KIND_WORDS: Final = {
    FigureKind.WEIGHT: "Weight",
    FigureKind.FACTOR: "Raises a skill's weight",
    FigureKind.SHARE: "Share of a weight",
    FigureKind.LIMIT: "Limit of a rule",
}


def figure_kind(code: str) -> FigureKind:
    """Return what a row of the policy table is, by its code."""
    for prefix, kind in (
        ("factor_", FigureKind.FACTOR),
        ("share_", FigureKind.SHARE),
        ("limit_", FigureKind.LIMIT),
    ):
        if code.startswith(prefix):
            return kind
    return FigureKind.WEIGHT


def figure_problem(code: str, text: str) -> str:
    """Return what is wrong with a figure as it was typed, empty where it can be taken.

    Weights and factors have at most two decimals, a share is from 0 to 1, a limit is a whole number (the worst grade
    taken from 1 to 4).
    """
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return f"“{text.strip()[:12]}” is not a number."
    if not value.is_finite() or value < 0:
        return "Write a number from 0 up."
    if value != value.quantize(Decimal("0.01")):
        return "Write at most two decimals."
    kind = figure_kind(code)
    if kind is FigureKind.SHARE and value > 1:
        return "Write a share from 0 to 1."
    if kind is FigureKind.LIMIT:
        if value != value.to_integral_value():
            return "Write a whole number."
        if code == "limit_worst_grade" and not 1 <= value <= 4:
            return "Write 1 outstanding, 2 good, 3 requires improvement or 4 inadequate."
        return "" if value <= 999 else "Write a number up to 999."
    most = MOST_WEIGHT if kind is FigureKind.WEIGHT else MOST_FACTOR
    return "" if value <= most else f"Write a number from 0 to {most}."


@dataclass(frozen=True)
class RuleLine:
    """One criterion of the matching: what it asks, where it is from, what it does, who may set it aside."""

    code: str
    title: str
    words: str
    source: str
    excludes: bool
    overridable_by: Role | None
    weight: str

    @property
    def override_words(self) -> str:
        """Who may set an exclusion aside, in words."""
        if not self.excludes:
            return "does not exclude"
        return "nobody" if self.overridable_by is None else f"the {self.overridable_by}"


@dataclass(frozen=True)
class FigureLine:
    """One figure of the dated table from a day on. `ends_on` is the last day, None while it has no end."""

    code: str
    title: str
    kind: FigureKind
    value: str
    begins_on: date
    ends_on: date | None
    source: str
    in_force: bool


@dataclass(frozen=True)
class SupportLine:
    """What a support costs a week for one child. `weekly_pence` is None where no price is set for today."""

    code: str
    title: str
    weekly_pence: Pence | None
    begins_on: date | None
    source: str
    next_pence: Pence | None = None
    next_on: date | None = None


@dataclass(frozen=True)
class AreaLine:
    """An area that adjoins the council's own."""

    code: str
    name: str
    begins_on: date
    source: str


@dataclass(frozen=True)
class PolicyView:
    """The whole matching policy as it stands on a day. `figures` has what is in force; `history` every row there is."""

    on: date
    rules: tuple[RuleLine, ...]
    figures: tuple[FigureLine, ...]
    history: tuple[FigureLine, ...]
    supports: tuple[SupportLine, ...]
    areas: tuple[AreaLine, ...]


@dataclass(frozen=True)
class SetFigures:
    """New figures from a day: pairs of code and figure as typed. Those that stand already are left as they are."""

    begins_on: date
    figures: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True)
class SetSupportPrice:
    """What a support costs a week from a day."""

    support: str
    weekly_pence: Pence
    begins_on: date
    source: str


def figure_problems(command: SetFigures) -> tuple[FieldProblem, ...]:
    """Return what keeps new figures from being saved; each problem's field is the figure's code."""
    found = [
        FieldProblem(code, words)
        for code, text in command.figures
        if (words := figure_problem(code, text))
    ]
    if not command.source.strip():
        found.append(FieldProblem("source", "Write who decided it, and where that is written."))
    return tuple(found)
