"""Which two or three options to compare, chosen by arrows, the space bar and numbers; and the keys of the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from art_desktop.domain.panel_views import AT_ONCE, CaseView
from art_desktop.ui.pages.panel_room.slip import SlipLine

_KEYS: Final = (
    ("N", "next case"),
    ("P", "previous case"),
    ("1 2 3 …", "take an option in or out of the comparison"),
    ("C", "choose which two or three to compare"),
    ("Up, Down", "look at one need"),
    ("R", "the reasons for it"),
    ("Page Down", "more of the case and of the needs"),
)
_MINUTES_KEYS: Final = (
    ("D", "record the decision"),
    ("I", "who the child is, for 20 seconds; it is logged"),
    ("U", "prepare the case again, as the request stands now"),
)
_LEAVE: Final = (("Esc, F11", "leave"),)


def key_lines(*, minutes: bool) -> list[SlipLine]:
    """Return what each key does; `minutes`: for who takes the minutes."""
    keys = (*_KEYS, *(_MINUTES_KEYS if minutes else ()), *_LEAVE)
    return [SlipLine(words, f"{key}:") for key, words in keys]


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
