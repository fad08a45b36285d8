"""What the parts of Settings that ask in place have in common: their frame, checking answers, a refusal beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.read_models import Changed
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.field import Field


class AskingPart(QWidget):
    """A part of Settings that is read, and that gives its place to the questions of a change while one is made.

    What is read goes into `column`. `tell` shows a banner on the page; `say` is called when something has changed.
    """

    def __init__(
        self, calls: Calls, tell: Callable[[Banner], object], say: Callable[[], object]
    ) -> None:
        super().__init__()
        self.calls, self.tell, self._say = calls, tell, say
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        self.panel = QVBoxLayout(inner)
        self.panel.setContentsMargins(0, 0, 0, 0)
        self._questions = scrolled(inner)
        self._questions.hide()
        whole.addWidget(self._questions, 1)
        self._reading = QWidget()
        self.column = QVBoxLayout(self._reading)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        whole.addWidget(self._reading, 1)

    def read_again(self) -> None:
        """Read anew what the part shows."""
        raise NotImplementedError

    def focus_reading(self) -> None:
        """Give the keyboard back to what is read."""
        raise NotImplementedError

    def open_panel(self, panel: InPlace, first: Field) -> None:
        """Ask in place of what is read; the panel has its questions, and the keyboard goes to `first`."""
        clear_layout(self.panel)
        self.panel.addWidget(panel)
        self.panel.addStretch(1)
        self._reading.hide()
        self._questions.show()
        first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Put the questions away and show again what is read."""
        clear_layout(self.panel)
        self._questions.hide()
        self._reading.show()
        self.focus_reading()

    def done(self, changed: Changed) -> None:
        """Close after a change that was saved, say so, and read again."""
        self.close_panel()
        self.tell(Banner(Tone.SUCCESS, changed.words))
        self._say()
        self.read_again()


def topped(widget: QWidget) -> QWidget:
    """Return a widget that keeps to the top of the room it is given, at its own height."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder


def any_problem(fields: Sequence[Field]) -> bool:
    """Show each field's own problem; say whether there is any."""
    for field in fields:
        field.set_problem("" if field.isHidden() else field.own_problem())
    return any(field.problem() for field in fields)


def refusing(panel: InPlace, fields: Sequence[Field]) -> Callable[[Refusal], None]:
    """Return what shows a refusal beside the answers it is about, else in the panel."""
    by_name = {field.name: field for field in fields}

    def refused(error: Refusal) -> None:
        panel.do_button.setEnabled(True)
        shown = False
        if isinstance(error, InvalidAnswers):
            for problem in error.problems:
                if problem.field in by_name:
                    by_name[problem.field].set_problem(problem.words)
                    shown = True
        elif isinstance(error, RuleBroken) and error.field in by_name:
            by_name[error.field].set_problem(f"{error.why} {error.what_next}")
            shown = True
        if not shown:
            panel.say_problem(str(error))

    return refused
