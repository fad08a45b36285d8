"""The shortlist as a list: brothers and sisters first, then tier by tier, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import LetInView, OptionView, ShortlistView, TierView
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.pages.request.nearly_card import NearlyCard
from art_desktop.ui.pages.request.option_row import OptionRow
from art_desktop.ui.pages.request.part import SIDE
from art_desktop.ui.pages.request.tier import TierSection
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.cards import EmptyState, Panel, clear_layout, scrolled
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.text import Label, small, strong

KEYS = (
    "Keys: ↑ ↓ from option to option, Enter details, A ask, R record a reason, Space choose, C compare,"
    " M map, L list."
)


class ShortlistList(QWidget):
    """Rows that take the keyboard, in tiers.

    Signals: `opened(option)`, `acted(action, option)`, `marked(option, on)`, `moved(row, by)`; `early(tier)` where
    somebody wants a tier open before its time.
    """

    opened = Signal(object)
    acted = Signal(str, object)
    marked = Signal(object, bool)
    early = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OptionRow] = []
        self.sections: list[TierSection] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SIDE, HALF, SIDE, GRID * 4)
        self._column.setSpacing(GRID * 2)
        # As high as its words at this width: its least height is that of its least width, far more.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.area: QScrollArea = scrolled(inner)
        column.addWidget(self.area)
        self._later = Later(self)
        self._siblings_place = QVBoxLayout()
        self._learn_place = QVBoxLayout()
        self._following: Callable[[OptionView], object] | None = None

    def follow(self, call: Callable[[OptionView], object]) -> None:
        """Have `call` told to which option the arrow keys went."""
        self._following = call

    def show_view(self, view: ShortlistView, *, may_act: bool) -> None:
        """Show a shortlist; the place that was scrolled to and the row with the focus are kept."""
        focused = next((row.option.id for row in self.rows if row.hasFocus()), None)
        kept = self.area.verticalScrollBar().value()
        clear_layout(self._column)
        self.rows, self.sections = [], []
        self._siblings_place = QVBoxLayout()
        self._column.addLayout(self._siblings_place)
        for tier in view.tiers:
            self._add_tier(tier, may_act=may_act)
        if view.search_id is None:
            self._column.addWidget(_not_searched())
        self._learn_place = QVBoxLayout()
        self._column.addLayout(self._learn_place)
        self._foot(view, may_act=may_act)
        self._column.addStretch(1)
        self._later.do(lambda: self.area.verticalScrollBar().setValue(kept))
        if focused is not None:
            self.focus_row(focused)

    def _add_tier(self, tier: TierView, *, may_act: bool) -> None:
        rows = [OptionRow(option, may_act=may_act) for option in tier.suitable]
        for row in rows:
            row.opened.connect(self.opened)
            row.acted.connect(self.acted)
            row.marked.connect(self.marked)
            row.moved.connect(partial(self._on_moved, row))
        early = partial(self.early.emit, tier.tier) if may_act and not tier.open else None
        section = TierSection(tier, rows, early)
        section.opened.connect(self.opened)
        self.rows += rows
        self.sections.append(section)
        self._column.addWidget(section)

    def _foot(self, view: ShortlistView, *, may_act: bool) -> None:
        if view.search_id is None:
            return
        words = "What is not yet known makes a score a range."
        self._column.addWidget(small(f"{words} {view.policy_words}".strip(), wrap=True))
        if may_act:
            self._column.addWidget(small(KEYS, wrap=True))

    def show_siblings(self, card: QWidget | None) -> None:
        """Put the card of brothers and sisters above the tiers."""
        clear_layout(self._siblings_place)
        if card is None:
            return
        self._siblings_place.addWidget(card)
        self._later.do(self._see_focused)  # what comes in above pushes the row down

    def show_learn(self, lines: Sequence[str]) -> None:
        """Show what is worth learning under the tiers."""
        clear_layout(self._learn_place)
        if not lines:
            return
        box = Panel("info_tint", "")
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        column.setSpacing(HALF)
        column.addWidget(strong("If you learn one thing"))
        for line in lines:
            column.addWidget(Label(line.removeprefix("If you learn one thing: "), wrap=True))
        self._learn_place.addWidget(box)

    def show_nearly(
        self, views: Sequence[LetInView], open_option: Callable[[OptionId], object]
    ) -> None:
        """Show under each tier whom the smallest change would let in."""
        tiers = list(Tier)
        ordered = sorted(views, key=lambda view: (tiers.index(view.tier), view.rank))
        by_tier = {tier: list(group) for tier, group in groupby(ordered, lambda view: view.tier)}
        for section in self.sections:
            mine = by_tier.get(section.view.tier, [])
            section.show_nearly(NearlyCard(mine, open_option) if mine else None)

    def _on_moved(self, row: OptionRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            there = self.rows[at]
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(there, 0, 24)
            if self._following is not None:
                self._following(there.option)

    def row_of(self, option_id: OptionId) -> OptionRow | None:
        """Return the row of an option; None for one that is not suitable."""
        return next((row for row in self.rows if row.option.id == option_id), None)

    def focus_row(self, option_id: OptionId) -> bool:
        """Put the focus on an option's row. Returns: whether it has one."""
        row = self.row_of(option_id)
        if row is None:
            return False
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._later.do(self._see_focused)
        return True

    def _see_focused(self) -> None:
        """Scroll to the row that has the focus by now."""
        for row in self.rows:
            if row.hasFocus():
                self.area.ensureWidgetVisible(row, 0, 24)

    def show_open(self, option_id: OptionId | None) -> None:
        """Show whose details stand beside the list."""
        for row in self.rows:
            row.set_shown(row.option.id == option_id)

    def put_under(self, option_id: OptionId, panel: QWidget) -> bool:
        """Put a panel under an option's row and bring it into view. Returns: whether it has a row."""
        for section in self.sections:
            for row in section.rows:
                if row.option.id == option_id:
                    section.place_under(row, panel)
                    self.bring(panel)
                    return True
        return False

    def bring(self, panel: QWidget) -> None:
        """Scroll to a panel once it has its place."""
        self._later.do(lambda: self._scroll_to(panel))

    def _scroll_to(self, panel: QWidget) -> None:
        if shiboken6.isValid(panel) and self.isAncestorOf(panel):
            self.area.ensureWidgetVisible(panel, 0, 48)


def _not_searched() -> EmptyState:
    return EmptyState(
        "search",
        "Nothing has been searched yet",
        "The search looks at every in-house household first and says, for each, what is met"
        " and what is not. It can be run with whatever is known so far.",
    )
