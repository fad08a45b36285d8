"""The letters of the shortlist, and what is said where one could do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from art_desktop.domain.approaching import OUTSIDE
from art_desktop.domain.matching_views import OptionView, ShortlistView
from art_desktop.domain.read_models import RequestPage
from art_desktop.ui.pages.request.option_words import state_words


@dataclass(frozen=True)
class Letter:
    """What a letter does, in words; the actions for which it stands; what it does in their place, if another."""

    words: str
    actions: tuple[str, ...]
    does: str = ""

    def action(self, option: OptionView, possible: Sequence[str]) -> str:
        """Return the action that the letter does for an option, "" where none is possible."""
        found = next((code for code in possible if code in self.actions), "")
        if not found or (self.does in _BY_ONE_WORD and option.tier in OUTSIDE):
            return found
        return self.does or found


_BY_ONE_WORD = ("yes", "no")
"""Answers that a household of the council gives in a word; a provider's has terms or a reason."""

LETTERS: dict[Qt.Key, Letter] = {
    Qt.Key.Key_A: Letter("ask", ("ask", "answer")),
    Qt.Key.Key_T: Letter("ask by telephone", ("ask",)),
    Qt.Key.Key_Y: Letter("record a yes", ("answer",), "yes"),
    Qt.Key.Key_N: Letter("record a no", ("answer",), "no"),
    Qt.Key.Key_R: Letter("record a reason", ("reason",)),
}
"""The letters of an option."""


def why_not(
    page: RequestPage | None,
    view: ShortlistView | None,
    words: str,
    option: OptionView | None,
    *,
    may_act: bool,
) -> tuple[str, str]:
    """Return why a letter did nothing, and what to do instead.

    Args: words: what the letter does. option: the one that is looked at, if any.
    """
    if page is None or not page.stage.is_open:
        return "Nothing was done.", "This request is closed."
    if not may_act:
        return "Nothing was done.", "Your role may look at the shortlist only."
    if view is None or view.search_id is None:
        return "There is nobody to ask yet.", "Search first."
    if not any(tier.suitable for tier in view.tiers):
        return (
            "There is nobody to ask.",
            "Nobody could serve as things stand: the rules that took them out are below.",
        )
    if option is None:
        return f"Choose an option to {words} first.", "The arrow keys go from one to the next."
    if not option.suitable:
        return f"{option.title} is not suitable.", option.excluded_words
    return f"There is nothing to {words} for {option.title}.", f"{state_words(option)}."
