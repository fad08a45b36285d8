"""How a joint funding split is checked and divided to the penny (product.md §4; S003 §15; reference.md §1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.funding_records import FundingLine, FundingSplit
from art_desktop.domain.ids import Pence, RequestId
from art_desktop.domain.wording import day_words, money_words

WHOLE: Final = Decimal(100)
DECIMALS: Final = 4
"""Places after the point that a share may have: a third is 33.3333, 33.3333 and 33.3334."""
DOING: Final = "The funding split was not recorded."


@dataclass(frozen=True)
class FundingPart:
    """One funder's part: an exact percentage of the whole, or an amount a week."""

    funder: Funder
    share: Decimal | None = None
    weekly_pence: Pence | None = None

    @property
    def words(self) -> str:
        """Return "28%" or "£1,131.48 a week"."""
        if self.share is not None:
            return share_words(self.share)
        return f"{money_words(self.weekly_pence or 0)} a week"


@dataclass(frozen=True, kw_only=True)
class RecordFunding:
    """Record who pays what from a day on; `weekly_pence` is the whole that is split, where it is known."""

    request_id: RequestId
    basis: SplitBasis
    starts_on: date
    lines: tuple[FundingPart, ...]
    weekly_pence: Pence | None = None
    note: str = ""


def share_words(share: Decimal) -> str:
    """Return a percentage without idle noughts: "28%", "33.3333%"."""
    return f"{share.normalize():f}%"


def share_of(text: str) -> Decimal | None:
    """Return the percentage that somebody typed, such as "28", "28.5 %" or "33,3"; None where it is none."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain or not set(plain) <= set("0123456789."):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def divide(total: Pence, shares: Sequence[Decimal | Fraction | int]) -> tuple[Pence, ...]:
    """Divide whole pence in proportion to the shares, so that the parts add up to the penny.

    Each gets the whole pence of its exact part; the pence left over go to the largest remainders, the first of equals
    first. Raises: ValueError: nothing to divide by, or a negative share or total.
    """
    weights = [Fraction(share) for share in shares]
    whole = sum(weights, Fraction(0))
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("shares must not be negative and must add up to something")
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return tuple(Pence(part) for part in parts)


def default_lines(
    *, social_care: Decimal, education: Decimal, with_education: bool, health: Decimal = Decimal(0)
) -> tuple[FundingPart, ...]:
    """Return the split to begin with: residential with education by the policy's shares, else social care alone.

    A health share is agreed case by case; the others pay what is left in the proportion that they had.
    """
    parts = [FundingPart(Funder.SOCIAL_CARE, WHOLE)]
    if with_education:
        parts = [
            FundingPart(Funder.SOCIAL_CARE, social_care),
            FundingPart(Funder.EDUCATION, education),
        ]
    return with_health(parts, health)


def with_health(parts: Iterable[FundingPart], health: Decimal) -> tuple[FundingPart, ...]:
    """Return the shares with health's put in and the others' lessened in proportion; they add up to 100% exactly."""
    others = [part for part in parts if part.funder is not Funder.HEALTH]
    if not health:
        return tuple(others)
    unit = Decimal(1).scaleb(-DECIMALS)
    left = int(((WHOLE - health) / unit).to_integral_value())
    # In units of the last decimal, so that what is lessened can be typed, stored and read again as it is.
    lessened = divide(Pence(left), [part.share or Decimal(0) for part in others])
    return (
        *(replace(part, share=units * unit) for part, units in zip(others, lessened, strict=True)),
        FundingPart(Funder.HEALTH, health),
    )


def with_rest(total: Pence, parts: Iterable[FundingPart]) -> tuple[FundingPart, ...]:
    """Return amounts a week in which social care pays what the others leave; below nothing if they pay too much."""
    others = [part for part in parts if part.funder is not Funder.SOCIAL_CARE]
    rest = Pence(total - sum(part.weekly_pence or 0 for part in others))
    return (FundingPart(Funder.SOCIAL_CARE, weekly_pence=rest), *others)


def problems(
    basis: SplitBasis, lines: Sequence[FundingPart], weekly_pence: Pence | None
) -> tuple[FieldProblem, ...]:
    """Return what keeps a split from being recorded; the field is the funder's code, or "lines"."""
    found = []
    if not lines:
        found.append(FieldProblem("lines", "Say who pays."))
    funders = [part.funder for part in lines]
    if len(set(funders)) < len(funders):
        found.append(FieldProblem("lines", "Each funder may stand in the split once."))
    check_basis = _share_problems if basis is SplitBasis.SHARES else _amount_problems
    found += check_basis(lines, weekly_pence)
    return tuple(found)


def check(command: RecordFunding) -> None:
    """Refuse a split that does not add up. Raises: InvalidAnswers."""
    found = problems(command.basis, command.lines, command.weekly_pence)
    if found:
        raise InvalidAnswers(DOING, found)


def _share_problems(lines: Sequence[FundingPart], _whole: Pence | None) -> list[FieldProblem]:
    found = []
    for part in lines:
        share = part.share
        if share is None or not share.is_finite():
            found.append(FieldProblem(part.funder, f"Write {part.funder.words}'s share in %."))
        elif not 0 <= share <= WHOLE:
            found.append(FieldProblem(part.funder, "A share is from 0% to 100%."))
        elif share != share.quantize(Decimal(1).scaleb(-DECIMALS)):
            found.append(FieldProblem(part.funder, f"Write at most {DECIMALS} decimals."))
    total = sum((part.share or Decimal(0) for part in lines), Decimal(0))
    if lines and not found and total != WHOLE:
        short = WHOLE - total
        words = f"{share_words(abs(short))} {'are missing' if short > 0 else 'too much'}"
        found.append(FieldProblem("lines", f"The shares add up to {share_words(total)}: {words}."))
    return found


def _amount_problems(lines: Sequence[FundingPart], whole: Pence | None) -> list[FieldProblem]:
    found = [
        FieldProblem(part.funder, f"Write what {part.funder.words} pays a week, from £0.00.")
        for part in lines
        if part.weekly_pence is None or part.weekly_pence < 0
    ]
    if whole is None:
        found.append(FieldProblem("weekly_pence", "Write the whole price a week."))
    total = sum(part.weekly_pence or 0 for part in lines)
    if lines and not found and whole is not None and total != whole:
        words = (
            f"{money_words(abs(whole - total))} {'are missing' if total < whole else 'too much'}"
        )
        found.append(
            FieldProblem(
                "lines",
                f"The amounts add up to {money_words(total)} of {money_words(whole)}: {words}.",
            )
        )
    return found


def parts_of(lines: Iterable[FundingLine]) -> tuple[FundingPart, ...]:
    """Return the parts of a split on record, in the order of the funders."""
    found = [
        FundingPart(line.funder, Decimal(line.share) if line.share else None, line.weekly_pence)
        for line in lines
    ]
    return tuple(sorted(found, key=lambda part: list(Funder).index(part.funder)))


def in_force(splits: Iterable[FundingSplit], on: date) -> FundingSplit | None:
    """Return the split that holds on a day: of those that have begun and not ended, the one recorded last."""
    held = [
        split
        for split in splits
        if split.starts_on <= on and (split.ends_on is None or on <= split.ends_on)
    ]
    return max(held, key=lambda split: (split.recorded_at, split.id or 0), default=None)


def require_split(
    splits: Sequence[FundingSplit], *, joint: bool, starts_on: date, doing: str
) -> None:
    """Refuse to start a jointly funded placement before it is recorded who pays what (product.md §3.1).

    Raises: RuleBroken: no split that has begun on the day of the start.
    """
    if not joint or in_force(splits, starts_on) is not None:
        return
    later = min((split.starts_on for split in splits), default=None)
    raise RuleBroken(
        doing,
        "Health or education pay a part, and it is not recorded who pays what "
        + (
            f"on {day_words(starts_on)}: the split begins on {day_words(later)}."
            if later
            else f"from {day_words(starts_on)}."
        ),
        "Record the split under Decision, as the panel agreed it; or that social care pays all until it has.",
        rule="no_split",
    )
