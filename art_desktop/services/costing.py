"""What the options of a request cost: a week, a year, to the end; shown beside the rank, never part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from art_desktop.domain.costs import OptionCost
from art_desktop.domain.ids import OptionId, RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.cost_reading import costing, start_day
from art_desktop.services.options import judged_option
from art_desktop.services.standing import Held, hold

Supports = Mapping[OptionId, Sequence[tuple[str, str]]]
"""The supports that close the gaps of each option: code and words."""


def costs_of(
    uow: UnitOfWork,
    held: Held,
    options: Sequence[Option],
    on: date,
    *,
    supports: Supports | None = None,
    until: date | None = None,
) -> dict[OptionId, OptionCost]:
    """Return what each option costs from a day.

    Args: supports: what closes each option's gaps; None: as the options' own searches named it.
    """
    read = costing(uow, held, options, on, until)
    named = supports_named(uow, options) if supports is None else supports
    return {
        option.id: read.of(option, named.get(option.id, ()))
        for option in options
        if option.id is not None
    }


def supports_named(
    uow: UnitOfWork, options: Sequence[Option]
) -> dict[OptionId, Sequence[tuple[str, str]]]:
    """Return the supports that each option's search named, for those that could serve."""
    found: dict[OptionId, Sequence[tuple[str, str]]] = {}
    for option in options:
        if option.suitable and option.id is not None:
            judged = judged_option(uow, option)
            found[option.id] = [(one.value, one.words) for one in judged.supports]
    return found


class CostService(BaseService):
    """What the options of a request cost."""

    @permitted(Permission.SEE_NEEDS)
    def for_option(self, actor: Actor, option_id: OptionId) -> OptionCost:
        """Return what one option costs from the day on which the home is needed. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            option = uow.get(Option, option_id)
            held = hold(uow, option.request_id, self._context.today())
            return costs_of(uow, held, [option], self._starts(held))[option_id]

    @permitted(Permission.SEE_NEEDS)
    def for_request(self, actor: Actor, request_id: RequestId) -> dict[OptionId, OptionCost]:
        """Return what each option that could serve costs from the day on which the home is needed. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            options = [option for option in held.standing.options if option.suitable]
            return costs_of(uow, held, options, self._starts(held))

    def _starts(self, held: Held) -> date:
        """Return the day of the start: when it has started that day, else the day on which the home is needed."""
        return start_day(held, self._context.today())
