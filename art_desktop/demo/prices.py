"""Invented prices of the supports that close a gap: a service begins with none, and sets its own."""

from __future__ import annotations

from datetime import date
from typing import Final

from art_desktop.domain.ids import Pence, PolicyId
from art_desktop.domain.work import SupportPrice

SOURCE: Final = "demonstration: an invented figure"
_BEGINS: Final = date(2024, 4, 1)
_POUNDS_A_WEEK: Final = {
    "line": 18,
    "in_home": 146,
    "psychology": 95,
    "training": 24,
    "interpreter": 60,
    "school_transport": 130,
    "family_travel": 35,
    "respite": 88,
    "identity": 20,
    "mentoring": 30,
}
"""Equipment and adaptations have none: they are bought once, after an assessment."""


def support_prices() -> tuple[SupportPrice, ...]:
    """Return what each support costs a week for one child in the demonstration service."""
    return tuple(
        SupportPrice(
            id=PolicyId(number),
            support=code,
            weekly_pence=Pence(pounds * 100),
            effective_from=_BEGINS,
            source=SOURCE,
        )
        for number, (code, pounds) in enumerate(_POUNDS_A_WEEK.items(), start=1)
    )
