"""One tier of the shortlist: its ranked options, those not suitable, or why it is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.matching_views import OptionView, TierView
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.option_row import OptionRow
from art_desktop.ui.pages.request.option_words import TIER_TITLES, excluded_counts, failed_words
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, SMALL
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Divider, Panel, clear_layout
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, section_title, small
from art_desktop.ui.words import moment

_COLUMNS: tuple[Column[OptionView], ...] = (
    Column(
        "Household or home",
        lambda o: o.title,
        width=220,
        kind=CellKind.VERDICT,
        value=lambda _o: Sign.EXCLUDED.value,
        accessible=lambda o: f"{o.title}, not suitable: {failed_words(o)}",
    ),
    Column("Area", lambda o: o.area, width=96, kind=CellKind.MUTED),
    Column("Rule", failed_words, width=216),
    Column("Why", lambda o: o.excluded_words, width=0),
)


class _FittingTable(DataTable[OptionView]):
    """A table as high as a dozen rows at most."""

    @override
    def sizeHint(self) -> QSize:
        """As high as its rows, up to twelve."""
        rows = min(max(self.model.total(), 3), 12)
        return QSize(640, 36 * (rows + 1) + 56)


class TierSection(Panel):
    """A tier. Rows emit through it; `why_asked` and `open_asked` carry the tier."""

    opened = Signal(object)
    why_asked = Signal(object)

    def __init__(
        self, view: TierView, rows: Sequence[OptionRow], open_early: Callable[[], object] | None
    ) -> None:
        super().__init__()
        self.view = view
        self.rows = tuple(rows)
        self._nearly = QVBoxLayout()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{TIER_TITLES[view.tier]}, {tier_words(view)}")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(1, GRID + HALF, 1, HALF)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._head())
        if view.open:
            self._open()
        else:
            self._closed(open_early)
        self._whole.addLayout(self._nearly)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, 0, GRID * 2, GRID)
        row.setSpacing(GRID + HALF)
        if not self.view.open:
            row.addWidget(Icon("lock", Ink.MUTED, 18))
        row.addWidget(section_title(TIER_TITLES[self.view.tier]))
        row.addWidget(muted(tier_words(self.view)))
        if self.view.open and self.view.searched_at is not None:
            when = f"searched {moment(self.view.searched_at)}"
            line = OneLine(when, ink=Ink.MUTED, px=SMALL)
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(line, 1)
        else:
            row.addStretch(1)
        return row

    def _open(self) -> None:
        view = self.view
        if self.rows:
            self._whole.addWidget(Divider())
        for row in self.rows:
            self._whole.addWidget(row)
        # Connected persons are mostly there for somebody else: a line says enough, and in-house comes into view.
        if not self.rows and view.not_suitable and view.tier is not Tier.CONNECTED:
            words = "Nobody could serve as things stand; the rules that took them out are below."
            line = Label(words, wrap=True)
            line.setContentsMargins(GRID * 2, 0, GRID * 2, GRID)
            self._whole.addWidget(line)
        if view.not_suitable:
            self._whole.addWidget(self._folded())

    def _folded(self) -> QWidget:
        """Return the line of those not suitable; the table is made when it is first opened."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID, HALF, GRID * 2, 0)
        column.setSpacing(HALF)
        self.fold = Button(
            f"{len(self.view.not_suitable)} not suitable",
            self._toggle,
            kind=Kind.QUIET,
            icon_name="chevron",
            compact=True,
        )
        self.fold.setCheckable(True)
        counts = " · ".join(f"{failing} {count}" for failing, count in excluded_counts(self.view))
        self.fold.setAccessibleDescription(counts)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        line = small(counts, wrap=True)
        line.setContentsMargins(0, 6, 0, 0)
        row.addWidget(line, 1)
        column.addLayout(row)
        self._table_place = QVBoxLayout()
        column.addLayout(self._table_place)
        self.table: DataTable[OptionView] | None = None
        return box

    def _toggle(self) -> None:
        if self.table is None:
            self.table = _FittingTable(
                f"Not suitable, {TIER_TITLES[self.view.tier]}", _COLUMNS, lambda o: o.id
            )
            self.table.set_rows(self.view.not_suitable)
            self.table.row_opened.connect(self.opened)
            self.table.left.connect(self.fold.setFocus)
            self._table_place.addWidget(self.table)
        self.table.setVisible(self.fold.isChecked())
        if self.fold.isChecked():
            self.table.view.setFocus()

    def _closed(self, open_early: Callable[[], object] | None) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(GRID * 2, 0, GRID * 2, HALF)
        column.setSpacing(HALF)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(Label(self.view.why or "Closed.", ink=Ink.MUTED, wrap=True), 1)
        self.why = Button("Why is it closed?", self._show_why, kind=Kind.QUIET, compact=True)
        self.why.setAccessibleName(f"Why is it closed? {TIER_TITLES[self.view.tier]}")
        self.why.setCheckable(True)
        line.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self._missing = QWidget()
        missing = QVBoxLayout(self._missing)
        missing.setContentsMargins(0, 0, 0, GRID)
        missing.setSpacing(HALF)
        if self.view.missing:
            missing.addWidget(Label("What is missing before it opens:"))
        for words in self.view.missing:
            missing.addWidget(Label(f"•  {words}", wrap=True))
        if open_early is not None:
            words = _early_words(self.view.tier)
            button = Button(words, open_early, compact=True)
            missing.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._missing.hide()
        column.addWidget(self._missing)
        self.early = QVBoxLayout()
        column.addLayout(self.early)
        self._whole.addLayout(column)

    def _show_why(self) -> None:
        self._missing.setVisible(self.why.isChecked())

    def show_nearly(self, card: QWidget | None) -> None:
        """Show under those not suitable whom the smallest change would let in."""
        clear_layout(self._nearly)
        if card is not None:
            self._nearly.addWidget(card)

    def place_under(self, row: OptionRow, panel: QWidget) -> None:
        """Put a panel under a row."""
        self._whole.insertWidget(self._whole.indexOf(row) + 1, panel)


def _early_words(tier: Tier) -> str:
    if tier is Tier.RESIDENTIAL:
        return "Open it: a family placement is not in the child's interest …"
    return "Open it now: the request is urgent …"


def tier_words(view: TierView) -> str:
    """Return "4 of 141 could serve", "closed", or that it was not searched."""
    if not view.open:
        return "closed"
    if view.searched_at is None:
        return "not searched yet"
    if not view.considered:
        return "nobody on record"
    return f"{len(view.suitable)} of {view.considered} could serve"
