"""What each option of a case costs, and who would pay what of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from art_desktop.domain.costs import OptionCost
from art_desktop.domain.ids import OptionId
from art_desktop.domain.panel_views import CaseCost, CasePart
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.services.cost_reading import start_day
from art_desktop.services.costing import costs_of
from art_desktop.services.standing import Held


def case_costs(
    uow: UnitOfWork, held: Held, options: Sequence[Option], on: date
) -> dict[OptionId, CaseCost]:
    """Return what each option costs from the day of the start, in whole pence. `on`: today."""
    costs = costs_of(uow, held, options, start_day(held, on))
    return {key: _case_cost(found) for key, found in costs.items()}


def _case_cost(found: OptionCost) -> CaseCost:
    return CaseCost(
        weekly_pence=found.weekly_pence,
        yearly_pence=found.yearly_pence,
        to_end_pence=found.to_end_pence,
        ends_on=found.ends_on,
        not_known=found.not_known,
        parts=tuple(CasePart(part.funder, part.weekly_pence) for part in found.parts),
        proposed=found.proposed,
    )
