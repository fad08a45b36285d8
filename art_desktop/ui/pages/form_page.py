"""A page that is a form: saved by Ctrl+Enter, its draft kept, both versions shown when somebody else saved first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import (
    ChangedByOther,
    FieldClash,
    FieldProblem,
    InvalidAnswers,
    Refusal,
    RuleBroken,
)
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.theme.tokens import GRID, HALF, READING_PX
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Panel, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.text import Ink, Label, muted, page_title, strong


class ClashPanel(Panel):
    """What two people changed, side by side, and which is to stand."""

    def __init__(
        self,
        error: ChangedByOther,
        keep_mine: Callable[[], object],
        take_theirs: Callable[[], object],
    ) -> None:
        super().__init__("warning_tint", "support")
        self.setAccessibleName(str(error))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(strong(error.what, wrap=True))
        column.addWidget(Label(f"{error.why} What you typed is still here.", wrap=True))
        if error.clashes:
            column.addWidget(_both(error.clashes))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.mine_button = Button("Save mine over it", keep_mine, kind=Kind.PRIMARY)
        self.theirs_button = Button("Take theirs", take_theirs)
        row.addWidget(self.mine_button)
        row.addWidget(self.theirs_button)
        row.addStretch(1)
        column.addLayout(row)


def _both(clashes: Sequence[FieldClash]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID * 2)
    grid.setVerticalSpacing(HALF)
    for column, words in enumerate(("", "Mine", "Theirs, saved already")):
        grid.addWidget(Label(words, ink=Ink.MUTED), 0, column)
        grid.setColumnStretch(column, 1 if column else 0)
    for at, clash in enumerate(clashes, start=1):
        name = clash.field[:1].upper() + clash.field[1:]
        grid.addWidget(strong(name), at, 0, Qt.AlignmentFlag.AlignTop)
        for column, (whose, words) in enumerate(
            (("mine", clash.mine), ("theirs", clash.theirs)), 1
        ):
            shown = Label(words or "–", wrap=True)
            shown.setAccessibleName(f"{name}, {whose}: {words or 'nothing'}")
            grid.addWidget(shown, at, column)
    return box


class FormPage(Page):
    """A form with its title above and its buttons below; a subclass makes `form` and saves.

    Args: save_words: what the button that saves says.
    """

    def __init__(self, context: PageContext, save_words: str) -> None:
        super().__init__()
        self.context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.saving = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inner = QWidget()
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        middle = QWidget()
        middle.setMaximumWidth(READING_PX)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID * 2)
        sides.addWidget(middle, 100)
        sides.addStretch(1)
        self.title = page_title("")
        self.column.addWidget(self.title)
        self._told = QVBoxLayout()
        self.column.addLayout(self._told)
        self.form = Form()
        self._place_form()
        self.column.addStretch(1)
        self.area = scrolled(inner)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot(save_words))
        self.setAccessibleName(save_words)

    def _foot(self, save_words: str) -> QWidget:
        bar = Panel("surface", "line", 0)
        row = QHBoxLayout(bar)
        row.setContentsMargins(GRID * 4, GRID, GRID * 4, GRID)
        row.setSpacing(GRID)
        self.save_button = Button(save_words, self.save, kind=Kind.PRIMARY)
        row.addWidget(self.save_button)
        row.addWidget(Button("Close without saving", self.give_up, kind=Kind.QUIET))
        self.kept_words = muted("")
        row.addWidget(self.kept_words)
        row.addWidget(self.busy)
        row.addStretch(1)
        row.addWidget(muted("Ctrl+Enter saves"))
        return bar

    def _place_form(self) -> None:
        self.column.insertWidget(2, self.form)
        self.form.save_requested.connect(self.save)
        self.form.draft_due.connect(self.keep_draft)

    def fresh_form(self) -> Form:
        """Put an empty form in the place of the last one, to be filled with questions."""
        old = self.form
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self.form = Form()
        self._place_form()
        clear_layout(self._told)
        self.kept_words.setText("")
        self.saving = False
        self.area.verticalScrollBar().setValue(0)
        return self.form

    # What a subclass says.

    def save(self) -> None:
        """Save what is typed."""
        raise NotImplementedError

    def save_over(self) -> None:
        """Save what is typed over what somebody else saved meanwhile."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Show what is on record in place of what is typed."""
        raise NotImplementedError

    def draft_key(self) -> str:
        """Return what the draft is kept under; nothing keeps none."""
        return ""

    def draft(self) -> dict[str, object]:
        """Return what is typed, as plain values."""
        return {}

    def take_draft(self, draft: dict[str, object]) -> None:
        """Show a draft."""

    # Drafts.

    def offer_draft(self) -> None:
        """Show what was typed before and never saved, if there is any."""
        key, form = self.draft_key(), self.form

        def show(body: str | None) -> None:
            found = _plain(body)
            if found is None or form is not self.form or form.touched():
                return
            self.take_draft(found)
            banner = Banner(
                Tone.INFO,
                "This was typed before and not saved.",
                "It was kept for you.",
                action="Start afresh",
                on_action=self.start_afresh,
            )
            banner.dismissed.connect(lambda: clear_layout(self._told))
            self.show_above(banner)

        if key:
            self.calls.read("draft", lambda s, who: s.drafts.kept(who, key), show)

    def start_afresh(self) -> None:
        """Throw the draft away and show what is on record; read once it is gone, or it would be offered again."""
        key = self.draft_key()
        self.form.settled()
        if key:
            self.calls.write(
                lambda s, who: s.drafts.discard(who, key), lambda _done: self.read_again()
            )
        else:
            self.read_again()

    def keep_draft(self) -> None:
        """Keep what is typed."""
        key = self.draft_key()
        if not key or self.saving:
            return
        body = json.dumps(self.draft())
        at, form = time_words(self.context.clock.now()), self.form

        def kept(_done: None) -> None:
            if form is self.form:
                self.kept_words.setText(f"Draft kept {at}")

        self.calls.write(lambda s, who: s.drafts.keep(who, key, body), kept)

    def discard_draft(self) -> None:
        """Forget what was kept."""
        key = self.draft_key()
        if key:
            self.calls.write(lambda s, who: s.drafts.discard(who, key))

    # What came of saving.

    def begin_saving(self) -> bool:
        """Check the answers; say whether they may be sent."""
        if self.saving or not self.form.check():
            return False
        self.saving = True
        self.save_button.setEnabled(False)
        return True

    def refused(self, error: Refusal) -> None:
        """Show why it was not saved; nothing typed is lost."""
        self.end_saving()
        if isinstance(error, ChangedByOther):
            self.show_above(ClashPanel(error, self._over, self.start_afresh))
            self.area.verticalScrollBar().setValue(0)
        elif isinstance(error, InvalidAnswers):
            self.form.show_problems(error.problems)
            self.area.verticalScrollBar().setValue(0)
        elif isinstance(error, RuleBroken) and error.field:
            self.form.show_problems((FieldProblem(error.field, str(error)),))
            self.area.verticalScrollBar().setValue(0)
        else:
            self.banner_requested.emit(Banner.refusal(error))

    def end_saving(self) -> None:
        """It can be saved again."""
        self.saving = False
        self.save_button.setEnabled(True)

    def settled(self) -> None:
        """It is saved: forget the draft, say so."""
        self.form.settled()
        self.discard_draft()
        self.end_saving()
        clear_layout(self._told)
        self.said.emit(f"saved {time_words(self.context.clock.now())}")

    def _over(self) -> None:
        clear_layout(self._told)
        self.save_over()

    def show_above(self, widget: QWidget) -> None:
        """Show something above the form, in place of what was there."""
        clear_layout(self._told)
        self._told.addWidget(widget)
        if isinstance(widget, Banner):
            widget.announce()

    def above(self) -> QWidget | None:
        """Return what is shown above the form."""
        item = self._told.itemAt(0)
        return item.widget() if item is not None else None

    def give_up(self) -> None:
        """Close the form; what was typed is thrown away."""
        self.form.settled()
        self.discard_draft()
        self.back_requested.emit()

    @override
    def may_leave(self) -> bool:
        """Keep what is typed, and let go."""
        if self.form.touched() and not self.saving:
            self.keep_draft()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, keeping the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _plain(body: str | None) -> dict[str, object] | None:
    """Return a kept draft, or nothing where there is none or it cannot be read."""
    if not body:
        return None
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) and found else None
