"""What the parts of Settings that ask in place have in common: checking answers, showing a refusal beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal, RuleBroken
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.widgets.field import Field


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
