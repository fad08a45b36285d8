"""What each option of a case costs, and who would pay what of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from art_desktop.domain.ids import OptionId
from art_desktop.domain.panel_views import CaseCost
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.services.standing import Held


def case_costs(
    uow: UnitOfWork, held: Held, options: Sequence[Option], on: date
) -> dict[OptionId, CaseCost]:
    """Return the cost of each option on a day, in whole pence."""
    return {
        option.id: CaseCost(weekly_pence=option.weekly_price_pence)
        for option in options
        if option.id is not None
    }
