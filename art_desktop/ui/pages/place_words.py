"""Where postcodes are, asked off the window's thread and remembered: the line under a postcode."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from art_desktop.ui.pages.calls import Calls


class PlaceWords:
    """Args: show: called with a field's name once the words for its postcode are there."""

    def __init__(self, calls: Calls, show: Callable[[str], object]) -> None:
        self._calls, self._show = calls, show
        self._known: dict[str, str] = {}

    def words(self, name: str, postcode: str) -> str:
        """Return the words for a postcode if they are known already; else ask for them."""
        if postcode not in self._known:
            self._known[postcode] = ""
            self._calls.read(
                f"place {name}",
                lambda s, who: s.needs.place(who, postcode),
                partial(self._got, name, postcode),
                lambda _refused: None,
            )
        return self._known[postcode]

    def _got(self, name: str, postcode: str, words: str) -> None:
        self._known[postcode] = words
        self._show(name)
