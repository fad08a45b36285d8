"""A form: one column, groups that fold, a summary of problems with links, saved by Ctrl+Enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QTransform
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.tokens import BODY, GRID, HALF, LARGE, READING_PX, SEMIBOLD
from art_desktop.ui.widgets.buttons import LinkButton, paint_focus
from art_desktop.ui.widgets.cards import Panel, announce
from art_desktop.ui.widgets.text import Ink, Label, set_tip

if TYPE_CHECKING:
    from art_desktop.domain.errors import FieldProblem
    from art_desktop.ui.widgets.field import Field

DRAFT_EVERY_MS = 3_000


class _Fold(QPushButton):
    """The head of a group: title, a line of what is in it, a chevron."""

    def __init__(self, title: str, letter: str) -> None:
        super().__init__()
        self._title = title
        self._line = ""
        self._letter = letter
        self.setCheckable(True)
        self.setChecked(True)
        self.setAutoDefault(False)
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if letter:
            set_tip(self, f"Alt+{letter.upper()}")
        self.set_line("")

    def set_line(self, line: str) -> None:
        self._line = line
        state = "open" if self.isChecked() else "folded"
        self.setAccessibleName(f"{self._title}, {state}" + (f": {line}" if line else ""))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, 48)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.save()
        painter.translate(GRID * 2 + 8, self.height() / 2)
        if self.isChecked():
            painter.setTransform(QTransform().rotate(90), combine=True)
        paint_icon(painter, "chevron", QRectF(-8, -8, 16, 16), t.muted)
        painter.restore()
        left = GRID * 5
        painter.setFont(font(LARGE, SEMIBOLD))
        painter.setPen(colour(t.text))
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), at, self._title)
        left += painter.fontMetrics().horizontalAdvance(self._title) + GRID * 2
        if not self.isChecked() or not self._line:
            painter.setFont(font(BODY))
            painter.setPen(colour(t.muted))
            room = self.width() - left - GRID * 2
            line = self._line or ("" if self.isChecked() else "nothing answered yet")
            cut = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, 0, room, self.height()), at, cut)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 7)


class Group(Panel):
    """A part of a form that folds. Add fields with `add`, anything else with `add_widget`."""

    def __init__(self, title: str, letter: str = "", *, folded: bool = False) -> None:
        super().__init__()
        self.title = title
        self.fields: list[Field] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self._head = _Fold(title, letter)
        self._head.toggled.connect(self._on_toggled)
        whole.addWidget(self._head)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(GRID * 5, HALF, GRID * 3, GRID * 3)
        self.body.setSpacing(GRID * 2 + HALF)
        whole.addWidget(self._inner)
        if folded:
            self._head.setChecked(False)

    def add(self, field: Field) -> Field:
        """Add a question under the last one."""
        self.fields.append(field)
        self.body.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no question."""
        self.body.addWidget(widget)

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - reads as it is meant
        """Fold or open the group."""
        self._head.setChecked(not folded)

    def is_folded(self) -> bool:
        """Say whether it is folded."""
        return not self._head.isChecked()

    def focus_head(self) -> None:
        """Open the group and put the focus on its head."""
        self.fold(folded=False)
        self._head.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh_line(self) -> None:
        """Say anew what is in the group."""
        parts = [field.summary() for field in self.fields]
        self._head.set_line(" · ".join(part for part in parts if part) if self.is_folded() else "")

    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._inner.setVisible(opened)
        self.refresh_line()


class ProblemSummary(Panel):
    """What stands between the person and saving, as links to the questions."""

    def __init__(self) -> None:
        super().__init__("danger_tint", "danger")
        self.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        self._column.setSpacing(0)
        self._rows: list[QWidget] = []

    def show_problems(self, problems: list[tuple[str, Field | None]]) -> None:
        """Show sentences, each a link to its field where there is one."""
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        self.setVisible(bool(problems))
        if not problems:
            return
        count = len(problems)
        head = (
            "Not saved: one answer needs another look."
            if count == 1
            else (f"Not saved: {count} answers need another look.")
        )
        self._rows.append(Label(head, weight=SEMIBOLD, wrap=True))
        for words, field in problems:
            if field is None:
                self._rows.append(Label(words, ink=Ink.DANGER, wrap=True))
            else:
                self._rows.append(LinkButton(words, partial(_go_to, field)))
        for row in self._rows:
            self._column.addWidget(row)
        self.setAccessibleName(head)
        announce(self, " ".join([head, *(words for words, _ in problems)]))


def _go_to(field: Field) -> None:
    group = field.parentWidget()
    while group is not None and not isinstance(group, Group):
        group = group.parentWidget()
    if group is not None:
        group.fold(folded=False)
    field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
    area: QWidget | None = field
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(field, 24, 48)


class Form(QWidget):
    """One column of groups, at most 1,100 px wide.

    `save_requested` on Ctrl+Enter; `draft_due` some seconds after the last change was made;
    `changed` on every change by a person.
    """

    save_requested = Signal()
    draft_due = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[Group] = []
        self._fields: dict[str, Field] = {}
        self._touched = False
        self.setMaximumWidth(READING_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 2)
        self.problems = ProblemSummary()
        self._column.addWidget(self.problems)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_EVERY_MS)
        self._draft.timeout.connect(self.draft_due)

    def add_group(self, title: str, letter: str = "", *, folded: bool = False) -> Group:
        """Add a group; Alt and its letter open it."""
        group = Group(title, letter, folded=folded)
        self.groups.append(group)
        self._column.addWidget(group)
        if letter:
            keys = QShortcut(QKeySequence(f"Alt+{letter.upper()}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(group.focus_head)
        return group

    def add(self, field: Field, group: Group | None = None) -> Field:
        """Add a question to `group`, or straight into the column."""
        if group is None:
            self._column.addWidget(field)
        else:
            group.add(field)
        self._fields[field.name] = field
        field.changed.connect(self._on_changed)
        field.changed.connect(lambda: field.set_problem(""))
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no question."""
        self._column.addWidget(widget)

    def field(self, name: str) -> Field:
        """Return the field called `name`."""
        return self._fields[name]

    def values(self) -> dict[str, object]:
        """Return every answer by its field's name."""
        return {name: field.value() for name, field in self._fields.items()}

    def fill(self, answers: Mapping[str, object]) -> None:
        """Show answers; those not named are left as they are. Nothing is emitted."""
        for name, value in answers.items():
            if name in self._fields:
                self._fields[name].set_value(value)
        for group in self.groups:
            group.refresh_line()

    def touched(self) -> bool:
        """Say whether a person has changed anything since `fill` or `settled`."""
        return self._touched

    def touch(self) -> None:
        """Something was typed since the answers were sent: it is to be kept like any change."""
        self._on_changed()

    def settled(self) -> None:
        """The answers are saved: forget what was changed."""
        self._touched = False
        self._draft.stop()
        self.show_problems(())

    def check(self) -> bool:
        """Ask every field for its own problem, show them all, say whether there are none."""
        found = [(field.own_problem(), field) for field in self._fields.values()]
        for words, field in found:
            field.set_problem(words)
        wrong = [(words, field) for words, field in found if words]
        self.problems.show_problems(list(wrong))
        if wrong:
            _go_to(wrong[0][1])
        return not wrong

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Show problems that a service found; one whose field is not here stands at the top alone."""
        for field in self._fields.values():
            field.set_problem("")
        rows: list[tuple[str, Field | None]] = []
        for problem in problems:
            there = self._fields.get(problem.field)
            if there is not None:
                there.set_problem(problem.words)
            rows.append((problem.words, there))
        self.problems.show_problems(rows)

    def _on_changed(self) -> None:
        self._touched = True
        if not self._draft.isActive():
            self._draft.start()
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_requested.emit()
        else:
            super().keyPressEvent(event)
