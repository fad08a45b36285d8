"""The four aims of the joint plan beside those of choosing one at a time, and what is proved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.allocation_views import AllocationView
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.waiting_words import AimWords, Better, aims_in_words
from art_desktop.ui.theme.tokens import DISPLAY, GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, small

_INKS = {Better.BETTER: Ink.MET, Better.SAME: Ink.MUTED, Better.WORSE: Ink.SUPPORT}
_FOUR_PX = 720


class AimTile(Panel):
    """One aim: the joint plan's figure large, the other beside it, the difference in words."""

    def __init__(self, aim: AimWords) -> None:
        super().__init__()
        self.aim = aim
        self.setAccessibleName(aim.sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID + HALF, GRID)
        column.setSpacing(0)
        column.addWidget(small(aim.title, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(Label(aim.together, px=DISPLAY, weight=SEMIBOLD), 0, bottom)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(aim.difference, ink=_INKS[aim.better], weight=SEMIBOLD))
        words.addWidget(small(f"one at a time {aim.one_by_one}"))
        row.addLayout(words, 1)
        column.addStretch(1)
        column.addLayout(row)


class AimsStrip(QWidget):
    """Four tiles in a row, or two and two, over the line that says what is proved."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        proof = QHBoxLayout()
        proof.setSpacing(GRID)
        self._sure = Icon("check", Ink.MET, 18)
        self._unsure = Icon("info", Ink.SUPPORT, 18)
        for icon in (self._sure, self._unsure):
            icon.hide()
            proof.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self.proof = Label("", wrap=True)
        proof.addWidget(self.proof, 1)
        whole.addLayout(proof)
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID + HALF)
        whole.addLayout(self._grid)
        self.tiles: list[AimTile] = []
        self._across = 4

    def show_view(self, view: AllocationView) -> None:
        """Show another result."""
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [AimTile(aim) for aim in aims_in_words(view)]
        self._place()
        compared = (
            "It is better than choosing one at a time, the most pressing first."
            if view.better_words
            else "Choosing one at a time, the most pressing first, would be as good today."
        )
        self.proof.setText(f"{view.proof_words} {compared}")
        self._sure.setVisible(view.plan.proved)
        self._unsure.setVisible(not view.plan.proved)

    def _place(self) -> None:
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // self._across, at % self._across)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < self._across else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tiles two and two where there is little room."""
        super().resizeEvent(event)
        across = 4 if self.width() >= _FOUR_PX else 2
        if across != self._across:
            self._across = across
            for tile in self.tiles:
                self._grid.removeWidget(tile)
            self._place()
