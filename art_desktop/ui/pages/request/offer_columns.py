"""The offers side by side: start, price, what it includes, grade, distance, and how the home was judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.approaching_views import OfferLine
from art_desktop.domain.vocabulary import OptionState, Tier
from art_desktop.domain.wording import miles_words, money_words, weekly_words
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import ScoreRange, Tag
from art_desktop.ui.widgets.text import Ink, Label, muted, small
from art_desktop.ui.words import day

MOST_BESIDE = 3
"""So many offers stand beside each other at most; further ones below."""

_EACH_PX = 336
"""The width that an offer needs beside others."""

_ROWS = ("Start", "Price", "Includes", "Conditions", "Holds until", "Inspection", "Distance")


class OfferColumns(QWidget):
    """The offers that stand, the soonest start first, beside each other; what was taken back comes after.

    Args: choose: goes to the decision. take_back: called with the offer, None where nothing may be changed. beside: how
        many stand in a row, see `beside_in`.
    """

    def __init__(
        self,
        offers: Sequence[OfferLine],
        choose: Callable[[OfferLine], object] | None,
        take_back: Callable[[OfferLine, QVBoxLayout], object] | None,
        *,
        beside: int = MOST_BESIDE,
    ) -> None:
        super().__init__()
        self._choose, self._take_back, self._beside = choose, take_back, beside
        self.buttons: list[Button] = []
        ordered = sorted(offers, key=lambda o: (not o.stands, o.can_start_on, o.id))
        standing = [offer for offer in ordered if offer.stands]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID * 2)
        for start in range(0, len(standing), beside):
            whole.addWidget(self._table(standing[start : start + beside]))
        for offer in ordered:
            if not offer.stands:
                words = f"{offer.title}: taken back {day(offer.withdrawn_at.date() if offer.withdrawn_at else None)}"
                whole.addWidget(muted(f"{words}. {offer.withdrawn_reason}", wrap=True))

    def _table(self, offers: Sequence[OfferLine]) -> QWidget:
        card = Panel()
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(card)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, 96)
        whole.addLayout(grid)
        below = QVBoxLayout()
        whole.addLayout(below)
        top = Qt.AlignmentFlag.AlignTop
        for at, offer in enumerate(offers, start=1):
            grid.setColumnStretch(at, 1)
            grid.addWidget(self._head(offer), 0, at, top)
            for row, cell in enumerate(_cells(offer), start=1):
                grid.addWidget(cell, row, at, top)
            grid.addWidget(self._buttons(offer, below), len(_ROWS) + 1, at, top)
        for row, name in enumerate(_ROWS, start=1):
            grid.addWidget(muted(name), row, 0, top)
        for empty in range(len(offers) + 1, self._beside + 1):
            grid.setColumnStretch(empty, 1)
        return card

    @staticmethod
    def _head(offer: OfferLine) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(Label(offer.title, px=LARGE, weight=SEMIBOLD, wrap=True))
        tier = "in-house" if offer.tier in {Tier.IN_HOUSE, Tier.CONNECTED} else offer.tier.words
        provider = offer.provider if offer.provider != offer.title else ""
        column.addWidget(small(lines_of((provider, tier[:1].upper() + tier[1:])), wrap=True))
        if offer.suitable:
            column.addWidget(ScoreRange(offer.low, offer.high))
        else:
            column.addWidget(Tag("Not suitable", "not_met", "danger_tint"))
            column.addWidget(Label(offer.excluded_by, ink=Ink.DANGER, wrap=True))
        return box

    def _buttons(self, offer: OfferLine, below: QVBoxLayout) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, GRID)
        if offer.state is OptionState.MATCHED:
            flow.addWidget(Tag("Matched", "met", "success_tint"))
            return box
        choose, take_back = self._choose, self._take_back
        if choose is not None and offer.suitable:
            self._add(flow, "Choose", lambda: choose(offer), offer, Kind.SECONDARY)
        if take_back is not None:
            self._add(flow, "Taken back …", lambda: take_back(offer, below), offer, Kind.QUIET)
        return box

    def _add(
        self,
        flow: FlowLayout,
        words: str,
        do: Callable[[], object],
        offer: OfferLine,
        kind: Kind,
    ) -> None:
        button = Button(words, do, kind=kind, compact=True)
        button.setAccessibleName(f"{words.removesuffix(' …')}: {offer.title}")
        self.buttons.append(button)
        flow.addWidget(button)


def beside_in(width: int) -> int:
    """Return how many offers stand beside each other in a page of a width in logical pixels."""
    return max(1, min(MOST_BESIDE, width // _EACH_PX))


def _cells(offer: OfferLine) -> tuple[QWidget, ...]:
    """Return the answers of one offer, in the order of the rows."""
    price = QWidget()
    column = QVBoxLayout(price)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    column.addWidget(Label(weekly_words(offer.weekly_price_pence), weight=SEMIBOLD, wrap=True))
    if offer.education_pence:
        column.addWidget(
            small(f"of which {money_words(offer.education_pence)} for education", wrap=True)
        )
    if offer.beyond_band:
        column.addWidget(Tag("Above the band", "support", "warning_tint"))
        column.addWidget(small(offer.beyond_band, wrap=True))
    return (
        Label(day(offer.can_start_on), weight=SEMIBOLD, wrap=True),
        price,
        Label(offer.includes or "–", wrap=True),
        Label(offer.conditions or "–", wrap=True),
        Label(day(offer.holds_until), wrap=True),
        Label(offer.grade or "–", wrap=True),
        Label(miles_words(offer.distance_miles), wrap=True),
    )
