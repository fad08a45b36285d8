"""The tab History: who did what and when, from the audit trail."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.read_models import HistoryLine, RequestPage
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import ReadingPart
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.cards import Card, EmptyState
from art_desktop.ui.widgets.text import Label, muted
from art_desktop.ui.words import day


class HistoryPart(ReadingPart):
    """The lines, newest first, by day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._loaded_for: object = None
        self._shown: object = None

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading: the lines are read when the tab is shown."""
        if self._loaded_for != page:
            self._loaded_for = None

    @override
    def opened(self) -> None:
        """Read the lines if something changed since."""
        if self._loaded_for is not None and self._loaded_for == self.desk.page:
            return
        self._loaded_for = self.desk.page
        wanted = self.desk.request_id
        self.desk.read("history", lambda s, who: s.requests.history(who, wanted), self._show)

    def _show(self, lines: tuple[HistoryLine, ...]) -> None:
        if (self.desk.request_id, lines) == self._shown:
            return
        self._shown = (self.desk.request_id, lines)
        self.empty_column()
        if not lines:
            self.column.addWidget(EmptyState("history", "Nothing has happened yet"))
            return
        newest = sorted(lines, key=lambda line: line.at, reverse=True)
        for on, those in groupby(newest, key=lambda line: local_day(line.at)):
            card = Card(day(on))
            card.add(_lines(list(those)))
            self.column.addWidget(card)
        self.column.addStretch(1)


def _lines(lines: list[HistoryLine]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID * 2)
    grid.setVerticalSpacing(GRID - 2)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, line in enumerate(lines):
        when = muted(time_words(line.at))
        when.setContentsMargins(0, 0, HALF, 0)
        grid.addWidget(when, at, 0, top)
        grid.addWidget(Label(line.words, wrap=True), at, 1)
        grid.addWidget(muted(line.who), at, 2, top)
    return box
