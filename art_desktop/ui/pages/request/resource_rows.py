"""The quotes side by side: who, what it comes to in all, when, what it includes; the buttons of each under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.deciding_words import PriceBasis, QuoteState
from art_desktop.domain.ids import QuoteId
from art_desktop.domain.resource_views import QuoteView
from art_desktop.domain.wording import money_words
from art_desktop.ui.pages.request.part import in_row
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Divider, clear_layout
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, Label, muted, small, strong
from art_desktop.ui.words import day, moment

_COLUMNS = 4


class QuoteTable(QWidget):
    """A row for each quote, in the order given. `place_of` is where something opens under one.

    Args: acts: makes the buttons of a quote. most: what was authorised, None where no limit was set.
    """

    def __init__(
        self,
        quotes: Sequence[QuoteView],
        acts: Callable[[QuoteView], list[Button]],
        *,
        assessment: bool,
        most: int | None,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Quotes compared")
        self._assessment, self._most = assessment, most
        self._places: dict[QuoteId, QVBoxLayout] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID * 2)
        self._grid.setVerticalSpacing(GRID)
        for column, stretch in enumerate((5, 4, 4, 6)):
            self._grid.setColumnStretch(column, stretch)
        ready = "Report ready" if assessment else "Can start"
        for column, words in enumerate(("Who", "In all", ready, "Includes")):
            self._grid.addWidget(muted(words), 0, column)
        for quote in quotes:
            self._row(quote, acts(quote))

    def place_of(self, key: QuoteId) -> QVBoxLayout:
        """Return the place under a quote."""
        return self._places[key]

    def clear(self) -> None:
        """Take away what was opened under any."""
        for place in self._places.values():
            clear_layout(place)

    def _row(self, quote: QuoteView, buttons: list[Button]) -> None:
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        at = grid.rowCount()
        grid.addWidget(Divider(), at, 0, 1, _COLUMNS)
        grid.addWidget(_who(quote), at + 1, 0, top)
        grid.addWidget(self._price(quote), at + 1, 1, top)
        grid.addWidget(self._when(quote), at + 1, 2, top)
        words = quote.includes or ("" if quote.state is QuoteState.ASKED else "Nothing said.")
        grid.addWidget(_column(Label(words, wrap=True), _note(quote)), at + 1, 3, top)
        under = QVBoxLayout()
        under.setSpacing(GRID)
        if buttons:
            under.addLayout(in_row(*buttons))
        self._places[quote.id] = QVBoxLayout()
        under.addLayout(self._places[quote.id])
        grid.addLayout(under, at + 2, 0, 1, _COLUMNS)

    def _price(self, quote: QuoteView) -> QWidget:
        if quote.whole_pence is None:
            words = "Cannot do it" if quote.state is QuoteState.DECLINED else "No answer yet"
            return _column(muted(words, wrap=True), *self._due(quote))
        parts: list[QWidget] = [strong(money_words(quote.whole_pence), wrap=True)]
        if quote.basis is not PriceBasis.FIXED:
            parts.append(small(quote.price_words, wrap=True))
        tags = [Tag("Cheapest", "met", "success_tint")] if quote.cheapest else []
        if quote.indicative and quote.state is not QuoteState.CHOSEN:
            tags.append(Tag("Indicative"))
        if tags:
            parts.append(_tags(tags))
        if self._most is not None and quote.whole_pence > self._most:
            parts.append(Label("More than was authorised", ink=Ink.DANGER, wrap=True))
        return _column(*parts)

    @staticmethod
    def _due(quote: QuoteView) -> list[QWidget]:
        if quote.state is not QuoteState.ASKED or quote.due_on is None:
            return []
        if quote.overdue:
            return [Label(f"Late: wanted by {day(quote.due_on)}", ink=Ink.DANGER, wrap=True)]
        return [small(f"Wanted by {day(quote.due_on)}", wrap=True)]

    def _when(self, quote: QuoteView) -> QWidget:
        main = quote.ready_on if self._assessment else quote.can_start_on
        parts: list[QWidget] = [Label(day(main), wrap=True)]
        if self._assessment and quote.can_start_on is not None:
            parts.append(small(f"Starts {day(quote.can_start_on)}", wrap=True))
        if quote.late:
            words = quote.late[:1].upper() + quote.late[1:]
            parts.append(Label(words, ink=Ink.DANGER, wrap=True))
        return _column(*parts)


def _who(quote: QuoteView) -> QWidget:
    chosen = quote.state is QuoteState.CHOSEN
    parts: list[QWidget] = [strong(quote.who, wrap=True)]
    if chosen:
        parts.append(_tags([Tag("Ordered", "met", "success_tint")]))
    if quote.contact:
        parts.append(small(quote.contact, wrap=True))
    parts.append(small(f"Asked {moment(quote.asked_at)}, {quote.asked_by}", wrap=True))
    if quote.chased_at is not None:
        parts.append(small(f"Chased {moment(quote.chased_at)}", wrap=True))
    parts += [Label(words, ink=Ink.SUPPORT, wrap=True) for words in quote.standing]
    return _column(*parts)


def _note(quote: QuoteView) -> QWidget:
    note = small(quote.note, wrap=True)
    note.setVisible(bool(quote.note))
    return note


def _tags(tags: Sequence[Tag]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(HALF)
    for tag in tags:
        row.addWidget(tag)
    row.addStretch(1)
    return box


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    for widget in widgets:
        column.addWidget(widget)
    return box
