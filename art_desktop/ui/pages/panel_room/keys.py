"""The keys of the panel view: what each of them does, in sight or not, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt

from art_desktop.ui.pages.panel_room.slip import SlipLine


class Act(StrEnum):
    """One thing that a key does."""

    NEXT = "next"
    PREVIOUS = "previous"
    FIRST = "first"
    LAST = "last"
    NEED_BELOW = "need_below"
    NEED_ABOVE = "need_above"
    REASONS = "reasons"
    PAGE_ON = "page_on"
    PAGE_BACK = "page_back"
    CHOOSE = "choose"
    DECIDE = "decide"
    IDENTIFY = "identify"
    PREPARE = "prepare"
    HELP = "help"
    LEAVE = "leave"


ACT_OF: Final[Mapping[int, Act]] = MappingProxyType(
    {
        Qt.Key.Key_N: Act.NEXT,
        Qt.Key.Key_Right: Act.NEXT,
        Qt.Key.Key_P: Act.PREVIOUS,
        Qt.Key.Key_Left: Act.PREVIOUS,
        Qt.Key.Key_Home: Act.FIRST,
        Qt.Key.Key_End: Act.LAST,
        Qt.Key.Key_Down: Act.NEED_BELOW,
        Qt.Key.Key_Up: Act.NEED_ABOVE,
        Qt.Key.Key_R: Act.REASONS,
        Qt.Key.Key_PageDown: Act.PAGE_ON,
        Qt.Key.Key_PageUp: Act.PAGE_BACK,
        Qt.Key.Key_C: Act.CHOOSE,
        Qt.Key.Key_D: Act.DECIDE,
        Qt.Key.Key_I: Act.IDENTIFY,
        Qt.Key.Key_U: Act.PREPARE,
        Qt.Key.Key_Question: Act.HELP,
        Qt.Key.Key_F1: Act.HELP,
        Qt.Key.Key_Escape: Act.LEAVE,
        Qt.Key.Key_F11: Act.LEAVE,
    }
)
"""What each key does; the numbers take an option in or out."""

_BEYOND: Final = frozenset({Act.CHOOSE, Act.DECIDE, Act.IDENTIFY, Act.PREPARE, Act.HELP, Act.LEAVE})

IN_SIGHT: Final = frozenset[int](
    {
        *(key for key, act in ACT_OF.items() if act not in _BEYOND),
        *(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6),
    }
)
"""The keys that only turn the pages of what is in sight already."""

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
