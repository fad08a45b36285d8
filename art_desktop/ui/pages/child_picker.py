"""Choosing children by typing a name: brothers and sisters are offered at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain.ids import ChildId
from art_desktop.domain.read_models import ChildRow
from art_desktop.ui.models.table_model import folded
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import Panel, announce, clear_layout
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import Label

_MOST = 6
_ROW_PX = 32


def row_words(row: ChildRow) -> str:
    """Return a child in a line: "Jay Carter · boy, 9 y 4 m · C-00012 · with Hall"."""
    living = f" · with {row.living}" if row.living else ""
    return f"{row.name} · {row.sex.child_word.lower()}, {row.age_words} · {row.reference}{living}"


class ChildrenField(Field):
    """Children, chosen by name. `value()` is a tuple of their ids in the order chosen.

    Args: most: how many can be chosen. on_chosen: called with a child's id, to read who the brothers and
        sisters are; give them to `offer`. on_new: called to add a child that is not there.
    """

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        most: int = 12,
        on_chosen: Callable[[ChildId], object] | None = None,
        on_new: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self._rows: dict[ChildId, ChildRow] = {}
        self._chosen: list[ChildId] = []
        self._most, self._on_chosen, self._on_new = most, on_chosen, on_new
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(HALF)
        column.addLayout(self._lines)
        self._offers = QVBoxLayout()
        column.addLayout(self._offers)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Type a name or number")
        self.line.setFixedWidth(320)
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        row.addWidget(self.line)
        self.new_button = Button("Add a child who is not here yet", self._new, kind=Kind.QUIET)
        row.addWidget(self.new_button)
        row.addStretch(1)
        column.addLayout(row)
        # Only once it stands in its place: a widget shown before is a window of its own.
        self.new_button.setVisible(on_new is not None)
        self.list = QListWidget()
        self.list.setAccessibleName(f"{label}: found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMaximumWidth(640)
        self.list.itemClicked.connect(self._on_clicked)
        self.list.hide()
        column.addWidget(self.list)
        self._place(box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        return self.line

    def set_rows(self, rows: Sequence[ChildRow]) -> None:
        """Say who can be chosen."""
        self._rows = {row.id: row for row in rows}
        self._show_chosen()

    def row(self, child_id: ChildId) -> ChildRow | None:
        """Return what is known of a child in the list."""
        return self._rows.get(child_id)

    @override
    def value(self) -> tuple[ChildId, ...]:
        return tuple(self._chosen)

    @override
    def set_value(self, value: object) -> None:
        self._chosen = list(value) if isinstance(value, tuple | list) else []
        self._show_chosen()

    @override
    def summary(self) -> str:
        return ", ".join(self._rows[key].name for key in self._chosen if key in self._rows)

    def choose(self, child_id: ChildId) -> None:
        """Take a child in."""
        if child_id in self._chosen:
            return
        if len(self._chosen) >= self._most:
            self._chosen.pop()
        self._chosen.append(child_id)
        self.line.clear()
        self.list.hide()
        self.offer(())
        self._show_chosen()
        self.changed.emit()
        if self._on_chosen is not None:
            self._on_chosen(child_id)

    def leave_out(self, child_id: ChildId) -> None:
        """Take a child out again."""
        self._chosen.remove(child_id)
        self.offer(())
        self._show_chosen()
        self.changed.emit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, siblings: Sequence[tuple[ChildId, str]]) -> None:
        """Offer brothers and sisters: their ids, and their names and ages in words."""
        clear_layout(self._offers)
        left = [(key, words) for key, words in siblings if key not in self._chosen]
        if not left or self._most == 1:
            return
        panel = Panel("accent_tint", "")
        column = QVBoxLayout(panel)
        column.setContentsMargins(GRID + HALF, GRID, GRID + HALF, GRID)
        column.setSpacing(HALF)
        column.addWidget(Label("Is it for brothers and sisters too?"))
        for key, words in left:
            button = Button(f"Add {words}", partial(self._add_sibling, key, left), compact=True)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._offers.addWidget(panel)
        announce(self, f"{len(left)} brothers and sisters can be added")

    def _add_sibling(self, key: ChildId, offered: Sequence[tuple[ChildId, str]]) -> None:
        self._chosen.append(key)
        self._show_chosen()
        self.offer(offered)
        self.changed.emit()
        # The button that was pressed is gone: the next one offered, or the line, has the keyboard now.
        self._to_next_offer()

    def _to_next_offer(self) -> None:
        item = self._offers.itemAt(0)
        panel = item.widget() if item is not None else None
        offered = panel.findChild(Button) if panel is not None else None
        to: QWidget = self.line if offered is None else offered
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        clear_layout(self._lines)
        for key in self._chosen:
            row = self._rows.get(key)
            words = row_words(row) if row is not None else "…"
            line = QHBoxLayout()
            line.setSpacing(HALF)
            line.addWidget(Label(words))
            name = row.name if row is not None else "this child"
            line.addWidget(
                IconButton("close", f"Leave out {name}", partial(self.leave_out, key), compact=True)
            )
            line.addStretch(1)
            holder = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(line)
            self._lines.addWidget(holder)

    def _found(self, typed: str) -> list[ChildRow]:
        words = folded(typed).split()
        if not words:
            return []
        hits = [
            row
            for row in self._rows.values()
            if row.id not in self._chosen
            and all(word in folded(f"{row.name} {row.reference}") for word in words)
        ]
        return sorted(hits, key=lambda r: (not folded(r.name).startswith(words[0]), r.name))[:_MOST]

    def _on_typed(self, typed: str) -> None:
        self.list.clear()
        found = self._found(typed)
        for row in found:
            item = QListWidgetItem(row_words(row))
            item.setData(int(Qt.ItemDataRole.UserRole), row.id)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        elif typed.strip():
            item = QListWidgetItem("Nobody of that name on record")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setFixedHeight(max(len(found), 1) * _ROW_PX + 10)
        self.list.setVisible(bool(typed.strip()))
        if typed.strip():
            announce(self.line, f"{len(found)} found")

    def _on_clicked(self, item: QListWidgetItem) -> None:
        key = item.data(int(Qt.ItemDataRole.UserRole))
        if key is not None:
            self.choose(ChildId(key))

    def _new(self) -> None:
        if self._on_new is not None:
            self._on_new(self.line.text().strip())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the line: arrows move in the list, Enter chooses, Esc closes it."""
        if watched is not self.line or event.type() != QEvent.Type.KeyPress or self.list.isHidden():
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            at = max(0, min(self.list.currentRow() + step, self.list.count() - 1))
            self.list.setCurrentRow(at)
            item = self.list.currentItem()
            if item is not None:
                announce(self.line, item.text())
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._on_clicked(item)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self.list.hide()
            return True
        return False


__all__ = ["ChildrenField", "row_words"]
