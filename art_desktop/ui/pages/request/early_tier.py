"""Opening a tier before its time: why, and who decided it."""

from __future__ import annotations

from collections.abc import Callable

from art_desktop.domain.commands import OpenTier
from art_desktop.domain.read_models import Changed
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.widgets.fields import TextArea, TextField


class EarlyTier(InPlace):
    """Asks for the reason, and for who decided where a family home is passed over.

    Args: opened: called once it is open. close: takes the panel away.
    """

    def __init__(
        self, desk: Desk, tier: Tier, opened: Callable[[], object], close: Callable[[], object]
    ) -> None:
        super().__init__("Open this tier early", "Open tier", self.go, close)
        self._desk, self._tier, self._opened = desk, tier, opened
        residential = tier is Tier.RESIDENTIAL
        self.reason = TextArea("reason", "Why", "Kept, and counted in the reports.", lines=2)
        self.decided = TextField("decided_by", "Who decided that", required=residential)
        self.body.addWidget(self.reason)
        if residential:
            self.body.addWidget(self.decided)

    def go(self) -> None:
        """Check the answers and open the tier."""
        words = str(self.reason.value() or "")
        self.reason.set_problem("" if words else "Give the reason.")
        self.decided.set_problem(self.decided.own_problem())
        if not words or self.decided.problem():
            return
        command = OpenTier(
            request_id=self._desk.request_id,
            tier=self._tier,
            reason=words,
            decided_by=self.decided.text(),
        )
        self._desk.write(lambda s, who: s.searching.open_tier(who, command), self._on_opened)

    def _on_opened(self, _done: Changed) -> None:
        self._opened()

    def focus_first(self) -> None:
        """Put the focus in the reason."""
        self.reason.focus_target().setFocus()
