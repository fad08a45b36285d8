"""Which two or three options to compare, chosen by arrows, the space bar and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from art_desktop.domain.panel_views import AT_ONCE, CaseView
from art_desktop.ui.pages.panel_room.slip import SlipLine


class Choosing:
    """The options of a case, of which some are picked. `here` is the one that the keyboard stands on."""

    def __init__(self, case: CaseView, chosen: Sequence[int]) -> None:
        self._case = case
        self.here = 0
        self.picked = set(chosen)

    def press(self, key: int) -> None:
        """Take an arrow, the space bar or a number."""
        count = len(self._case.options)
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.here = (self.here + (1 if key == Qt.Key.Key_Down else -1)) % count
        at = self.here if key == Qt.Key.Key_Space else key - Qt.Key.Key_1
        if 0 <= at < count:
            changed = self.picked ^ {at}
            if len(changed) <= AT_ONCE:
                self.picked = changed

    def lines(self) -> list[SlipLine]:
        """Return a line for each option, with what is picked."""
        return [
            SlipLine(
                f"{at + 1}  {option.title} · {option.range_words} of 100 · {option.state.words}",
                "●" if at in self.picked else "○",
                here=at == self.here,
            )
            for at, option in enumerate(self._case.options)
        ]

    def hint(self) -> str:
        """Return the options that are not told, and the keys."""
        rest = f"Not told: {self._case.rest}. " if self._case.rest else ""
        return f"{rest}Space takes one in or out, at most {AT_ONCE}; Enter compares; Esc leaves it."
