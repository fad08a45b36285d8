"""The audit trail as a list, newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.read_models import AuditRow
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Card, EmptyState
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import muted, small
from art_desktop.ui.words import moment

AT_ONCE = 500
_LONGEST = 300


def changes_words(row: AuditRow) -> str:
    """Return what an entry changed, in a line."""
    return " · ".join(
        f"{_said(name)}: {old or 'nothing'} → {new or 'nothing'}"
        if old
        else f"{_said(name)}: {new}"
        for name, (old, new) in row.changes.items()
    )


def _said(name: str) -> str:
    return name.replace("_", " ")


class AuditPart(QWidget):
    """Who did what and when; the chosen entry's changes below."""

    def __init__(self, calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        self._rows: tuple[AuditRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        columns: tuple[Column[AuditRow], ...] = (
            Column(
                "No.", lambda r: str(r.seq), sort=lambda r: r.seq, width=72, kind=CellKind.NUMBER
            ),
            Column("When", lambda r: moment(r.at), sort=lambda r: r.at, width=184),
            Column("Who", lambda r: r.who or "the application", width=128),
            Column("What", lambda r: r.action, width=152, kind=CellKind.STRONG),
            Column("Of what", lambda r: f"{_said(r.object_type)} {r.object_id}", width=168),
            Column("Changes", changes_words, width=0, kind=CellKind.MUTED),
        )
        self.table: DataTable[AuditRow] = DataTable(
            "Audit trail",
            columns,
            lambda row: row.seq,
            empty=EmptyState("history", "No entries yet"),
            filter_hint="Type to filter: a name, an action",
        )
        self.table.row_selected.connect(self._show_one)
        self.older = Button("Older entries", self._more, compact=True)
        self.table.tools.addWidget(self.older)
        column.addWidget(self.table, 1)
        self._one = Card()
        self._one.setAccessibleName("The chosen entry")
        column.addWidget(self._one)
        column.addWidget(
            small(
                "Entries are only ever added, each sealed to the one before. The tab “The record” checks them all.",
                wrap=True,
            )
        )
        self._one.hide()

    def read_again(self) -> None:
        """Read the newest entries."""
        self._calls.read("audit", lambda s, who: s.keeping.audit(who, AT_ONCE), self._show)

    def _show(self, rows: tuple[AuditRow, ...]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        self.older.setEnabled(len(rows) >= AT_ONCE)

    def _more(self) -> None:
        if not self._rows:
            return
        before = self._rows[-1].seq

        def add(rows: tuple[AuditRow, ...]) -> None:
            self._rows = (*self._rows, *rows)
            self.table.set_rows(self._rows)
            self.older.setEnabled(len(rows) >= AT_ONCE)

        self._calls.read("older", lambda s, who: s.keeping.audit(who, AT_ONCE, before), add)

    def _show_one(self, row: AuditRow | None) -> None:
        from art_desktop.ui.widgets.cards import clear_layout

        clear_layout(self._one.body)
        self._one.setVisible(row is not None and bool(row.changes))
        if row is None or not row.changes:
            return
        shown = list(row.changes.items())[:8]
        pairs = [
            (_said(name), f"{old[:_LONGEST] or 'nothing'} → {new[:_LONGEST] or 'nothing'}")
            for name, (old, new) in shown
        ]
        self._one.add(KeyValue(pairs))
        if len(row.changes) > len(shown):
            self._one.add(muted(f"and {len(row.changes) - len(shown)} more"))
