"""The matching policy: its rules, its dated figures, what supports cost, which areas adjoin."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from art_desktop.domain import dated
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.policy_views import (
    AreaLine,
    FigureLine,
    PolicyView,
    RuleLine,
    SetFigures,
    SetSupportPrice,
    SupportLine,
    figure_kind,
    figure_problems,
)
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import AdjoiningArea, MatchingWeight, Service, SupportPrice
from art_desktop.services.base import BaseService, permitted

_TITLES = {
    "skill": "Skills against each need",
    "factor_some": "Some need",
    "factor_significant": "Significant need",
    "factor_complex": "Complex need",
    "share_met_with_support": "What “met with support” counts",
    "limit_review_grace_days": "Days that a review may be overdue",
    "limit_usual_places": "Children usually placed in a household at most",
    "limit_worst_grade": "Worst grade taken (1 outstanding to 4 inadequate)",
}
"""The words of the figures that are no criterion's own weight."""


class PolicyService(BaseService):
    """What is done with the matching policy. No row is rewritten: new ones begin on a day, old ones end before it."""

    @permitted(Permission.SEARCH)
    def view(self, actor: Actor) -> PolicyView:
        """Return the whole policy as it stands today, with every row there has been."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            rows = _by_code(uow)
            rules = _rules(rows, today)
            titles = {rule.code: rule.title for rule in rules} | _TITLES
            history = tuple(
                _figure(row, titles, dated.in_force(rows[code], today))
                for code in rows
                for row in sorted(rows[code], key=lambda r: r.effective_from, reverse=True)
            )
            return PolicyView(
                on=today,
                rules=rules,
                figures=tuple(line for line in history if line.in_force),
                history=history,
                supports=_supports(uow, today),
                areas=_areas(uow, today),
            )

    @permitted(Permission.EDIT_POLICY)
    def set_figures(self, actor: Actor, command: SetFigures) -> Changed:
        """Give figures new values from a day on; searches made before keep what they were made with.

        Raises: InvalidAnswers: a figure cannot be taken. RuleBroken: the day is past or taken, or nothing is new.
        """
        doing = "The new figures were not saved."
        problems = figure_problems(command)
        today = self._context.today()
        with self._store.writing(actor) as uow:
            rows = _by_code(uow)
            unknown = [
                FieldProblem(c, "No such figure.") for c, _ in command.figures if c not in rows
            ]
            if problems or unknown:
                raise InvalidAnswers(doing, (*problems, *unknown))
            new = [
                (code, Decimal(text.strip()))
                for code, text in command.figures
                if not _stands(rows[code], command.begins_on, Decimal(text.strip()))
            ]
            if not new:
                raise RuleBroken(
                    doing,
                    f"All of them are what will hold on {day_words(command.begins_on)} anyway.",
                    "Change at least one.",
                    rule="nothing_new",
                )
            for code, value in new:
                ends = dated.make_way(rows[code], command.begins_on, today, doing)
                uow.flush()
                uow.add(
                    MatchingWeight(
                        code=code,
                        weight=str(value.normalize() + 0),
                        effective_from=command.begins_on,
                        effective_to=ends,
                        source=command.source.strip(),
                    )
                )
            uow.commit()
        words = f"{len(new)} new {'figure' if len(new) == 1 else 'figures'}"
        return Changed(frozenset({"policy"}), words=f"{words} from {day_words(command.begins_on)}.")

    @permitted(Permission.EDIT_POLICY)
    def set_support_price(self, actor: Actor, command: SetSupportPrice) -> Changed:
        """Say what a support costs a week from a day on. Raises: InvalidAnswers, RuleBroken."""
        from art_desktop.domain.matching.criteria.base import Support  # keeps start-up light

        doing = "The price was not saved."
        problems = []
        if command.support not in set(Support):
            problems.append(FieldProblem("support", "Choose one of the supports."))
        if not 0 <= command.weekly_pence < 10**8:
            problems.append(FieldProblem("weekly_pence", "Write an amount from £0.00 a week."))
        if not command.source.strip():
            problems.append(FieldProblem("source", "Write where the price is from."))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            rows = uow.all(SupportPrice, support=command.support)
            ends = dated.make_way(rows, command.begins_on, self._context.today(), doing)
            uow.flush()
            uow.add(
                SupportPrice(
                    support=command.support,
                    weekly_pence=command.weekly_pence,
                    effective_from=command.begins_on,
                    effective_to=ends,
                    source=command.source.strip(),
                )
            )
            uow.commit()
        words = f"{Support(command.support).words}: priced from {day_words(command.begins_on)}."
        return Changed(frozenset({"policy"}), words=words)


def _by_code(uow: UnitOfWork) -> dict[str, list[MatchingWeight]]:
    """Return every row of the policy table, by code, in the order in which the codes were first seen."""
    rows: dict[str, list[MatchingWeight]] = defaultdict(list)
    for row in uow.all(MatchingWeight):
        rows[row.code].append(row)
    return rows


def _stands(rows: list[MatchingWeight], on: date, value: Decimal) -> bool:
    """Say whether a figure will be so on a day without anything being done."""
    held = dated.in_force(rows, on)
    return held is not None and Decimal(held.weight) == value


def _figure(row: MatchingWeight, titles: dict[str, str], held: MatchingWeight | None) -> FigureLine:
    return FigureLine(
        code=row.code,
        title=titles.get(row.code, row.code),
        kind=figure_kind(row.code),
        value=str(Decimal(row.weight).normalize() + 0),
        begins_on=row.effective_from,
        ends_on=row.effective_to,
        source=row.source,
        in_force=held is not None and held.id == row.id,
    )


def _rules(rows: dict[str, list[MatchingWeight]], today: date) -> tuple[RuleLine, ...]:
    """Return every criterion, the hard rules first, each in the order in which verdicts are printed."""
    from art_desktop.domain.matching.criteria.registry import rules_table  # keeps start-up light

    lines = []
    for one in sorted(rules_table(), key=lambda rule: not rule.hard):
        held = None if one.hard else dated.in_force(rows.get(one.weight_key, []), today)
        lines.append(
            RuleLine(
                code=one.code,
                title=one.title,
                words=one.words,
                source=one.source,
                excludes=one.hard,
                overridable_by=one.overridable_by,
                weight=str(Decimal(held.weight).normalize() + 0) if held is not None else "",
            )
        )
    return tuple(lines)


def _areas(uow: UnitOfWork, today: date) -> tuple[AreaLine, ...]:
    """Return the areas that adjoin the council whose record this is, by name."""
    councils = tuple(service.area_code for service in uow.all(Service))
    rows = uow.in_force(AdjoiningArea, today, council_code=councils) if councils else []
    return tuple(
        AreaLine(row.area_code, row.name, row.effective_from, row.source)
        for row in sorted(rows, key=lambda row: row.name)
    )


def _supports(uow: UnitOfWork, today: date) -> tuple[SupportLine, ...]:
    """Return every support with its price today, and the next one where it is known already."""
    from art_desktop.domain.matching.criteria.base import Support  # keeps start-up light

    priced: dict[str, list[SupportPrice]] = defaultdict(list)
    for row in uow.all(SupportPrice):
        priced[row.support].append(row)
    lines = []
    for support in Support:
        rows = priced.get(support.value, [])
        held = dated.in_force(rows, today)
        coming = min(
            (row for row in rows if row.effective_from > today),
            key=lambda row: row.effective_from,
            default=None,
        )
        lines.append(
            SupportLine(
                code=support.value,
                title=support.words,
                weekly_pence=held.weekly_pence if held else None,
                begins_on=held.effective_from if held else None,
                source=held.source if held else "",
                next_pence=coming.weekly_pence if coming else None,
                next_on=coming.effective_from if coming else None,
            )
        )
    return tuple(lines)
