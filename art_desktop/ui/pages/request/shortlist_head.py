"""The head of the shortlist: as of when, list or map, compare, search; what makes it indicative or out of date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from art_desktop.domain.matching_views import EffectView, ShortlistView
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import SIDE
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.choices import Segment
from art_desktop.ui.widgets.text import Label, OneLine, plain_tooltip
from art_desktop.ui.words import day

LIST, MAP = "list", "map"
_TITLE_FROM_PX = 600
_CHANGED = "The shortlist changed: "
_LINES_SHOWN, _LINE_PX = 5, 26


class ViewSwitch(QWidget):
    """List or map; the arrow keys move between them. `chosen` carries which, when a person chooses."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("How the shortlist is shown")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        self._group = QButtonGroup(self)
        self.segments: dict[str, Segment] = {}
        for name, words, letter in ((LIST, "List", "L"), (MAP, "Map", "M")):
            segment = Segment(words)
            segment.setAccessibleName(f"Show as {words.lower()}")
            segment.setAccessibleDescription(f"Key {letter}")
            segment.setToolTip(plain_tooltip(f"Key {letter}"))
            segment.clicked.connect(lambda _on, which=name: self.chosen.emit(which))
            self._group.addButton(segment)
            self.segments[name] = segment
            row.addWidget(segment)
        self.segments[LIST].setChecked(True)

    def show_as(self, which: str) -> None:
        """Show which is chosen; nothing is emitted."""
        self.segments[which].setChecked(True)


class OutOfDate(Banner):
    """Says that the shortlist is out of date, what the needs as they are now make of it, and searches again."""

    def __init__(self, stale: str, search: Callable[[], object] | None) -> None:
        super().__init__(
            Tone.INFO,
            "This shortlist is out of date.",
            stale,
            action="Search again" if search is not None else "",
            on_action=search,
            can_close=False,
        )
        self.search_button = self.button if search is not None else None
        self.fold: Button | None = None
        self.lines: QScrollArea | None = None

    def show_effect(self, effect: EffectView) -> None:
        """Show what would change, its lines folded; many of them scroll."""
        words = f"With the needs as they are now: {effect.words.removeprefix(_CHANGED)}"
        self.column.addWidget(Label(words, weight=SEMIBOLD, wrap=True))
        self.words = f"{self.words} {words}"
        self.setAccessibleName(self.words)
        if not effect.lines:
            return
        self.fold = Button(
            "What changes", self._toggle, kind=Kind.QUIET, icon_name="chevron", compact=True
        )
        self.fold.setCheckable(True)
        self.column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF)
        for line in effect.lines:
            lines.addWidget(Label(f"•  {line}", wrap=True))
        lines.addStretch(1)
        self.lines = scrolled(inner)
        self.lines.setAccessibleName("What changes: " + " ".join(effect.lines))
        self.lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lines.setFixedHeight(min(len(effect.lines), _LINES_SHOWN) * _LINE_PX)
        self.lines.hide()
        self.column.addWidget(self.lines)

    def _toggle(self) -> None:
        if self.fold is not None and self.lines is not None:
            self.lines.setVisible(self.fold.isChecked())


class ShortlistHead(QWidget):
    """Title, switch and tools in a row; under it what has to be known before anything is done.

    Args: search, compare: what the buttons do.
    """

    def __init__(self, search: Callable[[], object], compare: Callable[[], object]) -> None:
        super().__init__()
        self._search = search
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        whole.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID + HALF)
        self.title = OneLine("", weight=SEMIBOLD)
        row.addWidget(self.title, 100)
        row.addStretch(1)
        self.switch = ViewSwitch()
        row.addWidget(self.switch)
        self.compare_button = Button("Compare", compare)
        row.addWidget(self.compare_button)
        self._tools = QHBoxLayout()
        row.addLayout(self._tools)
        whole.addLayout(row)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(GRID)
        whole.addLayout(self._banners)
        self.search_button: Button | None = None
        self.out_of_date: OutOfDate | None = None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the day of the search to the tiers where there is room for the buttons alone."""
        super().resizeEvent(event)
        self.title.setVisible(event.size().width() >= _TITLE_FROM_PX)

    def show_view(self, view: ShortlistView, *, indicative: bool, may_search: bool) -> None:
        """Show the head of a shortlist.

        Args: indicative: whether there is no authorisation yet, so that nobody may be asked.
        """
        searched = view.search_id is not None
        self.title.setText(f"Searched {day(view.as_of)}" if searched else "Not searched yet")
        self._show_search(view, may_search=may_search)
        clear_layout(self._banners)
        if indicative:
            self._banners.addWidget(
                Banner(
                    Tone.WARNING,
                    "Indicative only: look, do not ask.",
                    can_close=False,
                )
            )
        self.out_of_date = None
        if view.stale:
            self.out_of_date = OutOfDate(view.stale, self._search if may_search else None)
            self._banners.addWidget(self.out_of_date)

    def _show_search(self, view: ShortlistView, *, may_search: bool) -> None:
        clear_layout(self._tools)
        self.search_button = None
        # Where it is out of date the banner has the button: one is enough.
        if not may_search or view.stale:
            return
        searched = view.search_id is not None
        self.search_button = Button(
            "Search again" if searched else "Search",
            self._search,
            kind=Kind.SECONDARY if searched else Kind.PRIMARY,
            icon_name="search",
        )
        self._tools.addWidget(self.search_button)
        # It is made anew with each shortlist: it stays where it is read.
        QWidget.setTabOrder(self.compare_button, self.search_button)

    def show_effect(self, effect: EffectView | None) -> None:
        """Show what the needs as they are now change."""
        if self.out_of_date is not None and effect is not None:
            self.out_of_date.show_effect(effect)

    def show_count(self, count: int) -> None:
        """Say how many options are chosen for the comparison."""
        button = self.compare_button
        button.setEnabled(count > 1)
        button.setText(f"Compare {count}" if count > 1 else "Compare")
        words = "Compare the chosen options" if count > 1 else "Choose two or three with Space"
        button.setAccessibleDescription(words)
        button.updateGeometry()

    def put_below(self, panel: QWidget) -> None:
        """Put a panel under the head, for an option that has no row."""
        self._whole.addWidget(panel)

    def focus_search(self) -> None:
        """Put the focus where a search is begun, if it may be."""
        in_banner = self.out_of_date.search_button if self.out_of_date is not None else None
        (self.search_button or in_banner or self.switch.segments[LIST]).setFocus()
