"""Looking, while a form is filled in, for who may be on record already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, SignalInstance

from art_desktop.domain.lookalikes import Lookalike
from art_desktop.domain.permissions import Actor
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.lookalikes import Lookalikes

if TYPE_CHECKING:
    from art_desktop.services import Services

WAIT_MS = 400
Question = Callable[["Services", Actor], tuple[Lookalike, ...]]


class LookalikesWatch(QObject):
    """Asks a moment after the typing stops, off the window's thread, and shows the answer in `panel`.

    Args: ask: returns the question for what is typed now, or None while too little is. It goes with its panel.
    """

    def __init__(self, calls: Calls, panel: Lookalikes, ask: Callable[[], Question | None]) -> None:
        super().__init__(panel)
        self._calls, self._panel, self._ask = calls, panel, ask
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look)

    def follow(self, *changed: SignalInstance) -> None:
        """Look again whenever one of these is emitted."""
        for signal in changed:
            signal.connect(self._wait.start)

    def follow_under(self, form: Form, *asked: Field) -> None:
        """Follow these questions of a form, and propose under the one that is being answered.

        So what is found is seen where the typing is, however long the form. A proposal that is shown stays in its
        place until it is answered.
        """
        for field in asked:
            field.changed.connect(partial(self._move_under, form, field))
        self.follow(*(field.changed for field in asked))
        self._move_under(form, asked[0])

    def _move_under(self, form: Form, asked: Field) -> None:
        if self._panel.shown():
            return
        group = next(group for group in form.groups if asked in group.fields)
        group.body.insertWidget(group.body.indexOf(asked) + 1, self._panel)
        questions = [field for each in form.groups for field in each.fields]
        later = questions[questions.index(asked) + 1 :]
        self._panel.focus_after = next((one for one in later if not one.isHidden()), asked)

    def look(self) -> None:
        """Look now."""
        self._wait.stop()
        question = self._ask()
        if question is None:
            self._panel.show_found(())
            return
        self._calls.read("lookalikes", question, self._show)

    def _show(self, found: tuple[Lookalike, ...]) -> None:
        if shiboken6.isValid(self._panel):  # a form made afresh has let its panel go
            self._panel.show_found(found)
