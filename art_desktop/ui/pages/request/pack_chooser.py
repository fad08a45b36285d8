"""Putting a pack together: papers ticked, in the order in which they are bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_shelf import MIXED_WORDS, go_together
from art_desktop.domain.paper_views import ShelfLine
from art_desktop.domain.paper_words import PaperKind
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import in_row
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, announce
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.widgets.text import Ink, Label, muted, small, strong
from art_desktop.ui.words import counted


class PartRow(QWidget):
    """One paper that can be in the pack; `moved` with -1 or 1, also on Alt+Up and Alt+Down."""

    moved = Signal(int)

    def __init__(self, line: ShelfLine) -> None:
        super().__init__()
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.tick = Check(line.title)
        row.addWidget(self.tick)
        row.addWidget(small(f"about {counted(line.pages, 'page')}" if line.pages else ""), 1)
        self.up = Button("Up", lambda: self.moved.emit(-1), kind=Kind.QUIET, compact=True)
        self.down = Button("Down", lambda: self.moved.emit(1), kind=Kind.QUIET, compact=True)
        self.up.setAccessibleName(f"Move {line.title} up")
        self.down.setAccessibleName(f"Move {line.title} down")
        row.addWidget(self.up)
        row.addWidget(self.down)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and the arrows move it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class PackChooser(Panel):
    """Papers to tick and to put in order.

    Args: lines: those that can be drafted now. look, draft: called with what is chosen. close: called on Esc.
    """

    def __init__(
        self,
        lines: Sequence[ShelfLine],
        look: Callable[[PaperAsk], object],
        draft: Callable[[PaperAsk], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__("accent_tint", "accent")
        self._look, self._draft, self._close = look, draft, close
        self.setAccessibleName("Put a pack together")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        whole.setSpacing(GRID)
        whole.addWidget(strong("Put a pack together"))
        whole.addWidget(
            muted(
                "Tick the papers, and put them in the order in which they are read. They are bound as one, with a "
                "contents page and continuous page numbers. Alt+↑ and Alt+↓ move a paper.",
                wrap=True,
            )
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        whole.addLayout(self._rows)
        self.rows = [PartRow(line) for line in lines]
        for row in self.rows:
            row.tick.toggled.connect(lambda _on: self._count())
            row.moved.connect(lambda by, moved=row: self.move_row(moved, by))
            self._rows.addWidget(row)
        self.why = Label("", ink=Ink.DANGER, wrap=True)
        self.why.hide()
        whole.addWidget(self.why)
        self.total = muted("")
        whole.addWidget(self.total)
        self.draft_button = Button("Draft the pack", self._go, kind=Kind.PRIMARY)
        self.look_button = Button("Look first", self._proof)
        cancel = Button("Cancel", close, kind=Kind.QUIET)
        whole.addLayout(in_row(self.draft_button, self.look_button, cancel))
        self._count()

    def chosen(self) -> tuple[ShelfLine, ...]:
        """Return the papers that are ticked, in order."""
        return tuple(row.line for row in self.rows if row.tick.isChecked())

    def ask(self) -> PaperAsk:
        """Return the pack as it is chosen."""
        parts = tuple(line.ask for line in self.chosen())
        return PaperAsk(kind=PaperKind.CHOSEN_PACK, request_id=parts[0].request_id, parts=parts)

    def move_row(self, row: PartRow, by: int) -> None:
        """Put a paper before or after its neighbour; the keyboard stays with it."""
        at = self.rows.index(row)
        to = at + by
        if not 0 <= to < len(self.rows):
            return
        focused = self.window().focusWidget()
        self.rows.insert(to, self.rows.pop(at))
        self._rows.removeWidget(row)
        self._rows.insertWidget(to, row)
        if focused is not None and row.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(row, f"{row.line.title}: {to + 1} of {len(self.rows)}")
        self._count()

    def _count(self) -> None:
        lines = self.chosen()
        mixed = not go_together(line.ask.kind for line in lines)
        self.why.setText(MIXED_WORDS if mixed else "")
        self.why.setVisible(mixed)
        if mixed:
            announce(self, MIXED_WORDS)
        pages = sum(line.pages for line in lines)
        words = f"{counted(len(lines), 'paper')}, about {counted(pages + 1, 'page')}".capitalize()
        self.total.setText(words if lines else "No paper is ticked yet.")
        for button in (self.draft_button, self.look_button):
            button.setEnabled(bool(lines) and not mixed)
        for at, row in enumerate(self.rows):
            row.up.setEnabled(at > 0)
            row.down.setEnabled(at < len(self.rows) - 1)

    def _go(self) -> None:
        if self.draft_button.isEnabled():
            self._draft(self.ask())

    def _proof(self) -> None:
        if self.look_button.isEnabled():
            self._look(self.ask())

    def focus_first(self) -> None:
        """Start at the first paper."""
        if self.rows:
            self.rows[0].tick.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter drafts it, Esc closes."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
