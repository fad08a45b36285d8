"""The letters of the shortlist, and what is said where one could do nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt

from art_desktop.domain.matching_views import OptionView, ShortlistView
from art_desktop.domain.read_models import RequestPage
from art_desktop.ui.pages.request.option_words import state_words

LETTERS: dict[Qt.Key, tuple[str, tuple[str, ...]]] = {
    Qt.Key.Key_A: ("ask", ("ask", "answer")),
    Qt.Key.Key_R: ("record a reason", ("reason",)),
}
"""What a letter does, in words, and the codes of the actions that it stands for."""


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
