"""What stands between the questions of the needs form: warnings, what two people changed, the rest at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.needs import Needs
from art_desktop.domain.questions import BY_NAME, said
from art_desktop.ui.pages.request.need_field import LABEL_PX
from art_desktop.ui.pages.request.needs_fields import in_a_row
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, announce
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, muted, strong


class Note(QWidget):
    """A line under an answer: words that say who somebody is, or that do not go with another answer."""

    def __init__(self, field: Field, icon_name: str) -> None:
        super().__init__()
        indent = LABEL_PX + GRID * 2 if in_a_row(BY_NAME[field.name]) else 0
        row = QHBoxLayout(self)
        row.setContentsMargins(indent, HALF, 0, 0)
        row.setSpacing(GRID - 2)
        row.addWidget(Icon(icon_name, Ink.SUPPORT, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label("", ink=Ink.SUPPORT, wrap=True)
        row.addWidget(self.words, 1)
        self.hide()
        column = field.layout()
        assert column is not None
        column.addWidget(self)

    def say(self, words: str) -> None:
        """Show words, read out where they are new; or take the line away."""
        if words and words != self.words.text():
            announce(self, words)
        self.words.setText(words)
        self.setVisible(bool(words))


class RestBar(QWidget):
    """Says no to all of a group that is not answered, and takes it back.

    Args: words: what is said, as "The rest of the risks: none". do, undo: called without arguments.
    """

    def __init__(self, words: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, HALF, 0, 0)
        row.setSpacing(GRID + HALF)
        self.do_button = Button(words, do, icon_name="check", compact=True)
        self.undo_button = Button("Take that back", undo, kind=Kind.QUIET, compact=True)
        self.line = muted("")
        for widget in (self.do_button, self.line, self.undo_button):
            row.addWidget(widget)
        row.addStretch(1)

    def show_left(self, left: int, given: int) -> None:
        """Say how many are not answered, and how many were answered at once."""
        self.do_button.setVisible(left > 0)
        self.undo_button.setVisible(given > 0)
        waiting = f"{_answers(left)} not known yet · Alt+R"
        done = f"{_answers(given)} recorded at once."
        self.line.setText(" ".join([*([done] if given else []), *([waiting] if left else [])]))
        self.do_button.setAccessibleDescription(waiting if left else "")
        self.setVisible(bool(left or given))

    def announce(self) -> None:
        """Have a screen reader say what was recorded."""
        announce(self, f"{self._words}. {self.line.text()}")


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


class ClashPanel(Panel):
    """Answers that both changed: one's own and the other's, to choose from."""

    def __init__(self, who: str, theirs: Needs, mine: Needs, names: Iterable[str]) -> None:
        super().__init__("warning_tint", "support")
        self.choices: dict[str, SegmentedField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        column.setSpacing(GRID + HALF)
        head = f"{who} saved another version while you had this open. What you typed is still here."
        self.setAccessibleName(head)
        column.addWidget(strong(head, wrap=True))
        shown = list(names)
        rest = (
            "Choose for each answer that you both changed, then save again."
            if shown
            else "You changed different answers, and both are kept. Look, then save again."
        )
        column.addWidget(Label(rest, wrap=True))
        for name in shown:
            question = BY_NAME[name]
            own = said(question, mine.answer(name))
            other = said(question, theirs.answer(name))
            field = SegmentedField(
                name,
                question.words,
                (("mine", "Keep mine"), ("theirs", "Take theirs")),
                not_known=False,
            )
            field.set_value("mine")
            self.choices[name] = field
            column.addWidget(field)
            column.addWidget(muted(f"Mine: {own}", wrap=True))
            column.addWidget(muted(f"Theirs: {other}", wrap=True))
