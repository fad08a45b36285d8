"""Choosing the providers that get a released referral, and the passwords of the drafts, shown once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from art_desktop.domain.approaching_views import DraftedEmail, ProviderChoice, ReleaseLine
from art_desktop.domain.ids import OptionId
from art_desktop.domain.wording import instant_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import SIDE, in_row, lines_of, titled
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, READING_PX, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, scrolled
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.widgets.text import Ink, Label, muted, section_title, small, strong
from art_desktop.ui.words import counted


class SendPanel(Panel):
    """The providers of a lot: those that can be sent the referral with a tick, the others with why not.

    Args: save: called with the options that were chosen.
    """

    def __init__(
        self,
        release: ReleaseLine,
        choices: Sequence[ProviderChoice],
        save: Callable[[tuple[OptionId, ...]], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__("accent_tint", "accent")
        self._save, self._close = save, close
        self.setAccessibleName(f"Providers of {release.lot}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        whole.setSpacing(GRID)
        whole.addWidget(strong(f"Who gets version {release.number}: {release.lot}", wrap=True))
        due = f"Answers are due {instant_words(release.due_at)}."
        once = "One e-mail draft for each provider, each paper under its own password."
        whole.addWidget(muted(f"{due} {once}", wrap=True))
        self.ticks: list[tuple[Check, ProviderChoice]] = []
        possible = [one for one in choices if one.can_go]
        others = [one for one in choices if not one.can_go]
        for one in possible:
            whole.addWidget(self._line(one))
        if not possible:
            whole.addWidget(Label("Nobody on it can be sent the referral.", wrap=True))
        if others:
            whole.addSpacing(GRID)
            whole.addWidget(section_title(f"Not now ({len(others)})"))
            for one in others:
                whole.addWidget(muted(f"{one.name}: {one.why_not}", wrap=True))
        self.save_button = Button("", self.go, kind=Kind.PRIMARY, icon_name="document")
        self.all_button = Button("Choose all", self._all, compact=True)
        none = Button("Choose none", self._none, compact=True, kind=Kind.QUIET)
        cancel = Button("Cancel", close, kind=Kind.QUIET)
        buttons = (self.save_button, self.all_button, none, cancel) if possible else (cancel,)
        whole.addSpacing(GRID)
        whole.addLayout(in_row(*buttons))
        self._count()

    def _line(self, choice: ProviderChoice) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tick = Check(choice.name, checked=True)
        tick.toggled.connect(lambda _on: self._count())
        self.ticks.append((tick, choice))
        column.addWidget(tick)
        going = [one for one in choice.options if not one.why_not]
        homes = [one.title for one in going if one.title != choice.name]
        left = [one for one in choice.options if one.why_not]
        score = "" if not going else f"{going[0].low} to {going[0].high} of 100"
        asks = f"about {', '.join(homes)}" if homes else ""
        without = "" if choice.email else "no e-mail address on record: the draft has none"
        line = small(lines_of((asks, score, choice.email or without)), wrap=True)
        line.setContentsMargins(30, 0, 0, 0)
        column.addWidget(line)
        for one in left:
            not_now = small(f"not {one.title}: {one.why_not}", wrap=True)
            not_now.setContentsMargins(30, 0, 0, 0)
            column.addWidget(not_now)
        return box

    def chosen(self) -> tuple[OptionId, ...]:
        """Return the options of the providers that are ticked."""
        return tuple(key for tick, one in self.ticks if tick.isChecked() for key in one.can_go)

    def _count(self) -> None:
        count = sum(tick.isChecked() for tick, _ in self.ticks)
        self.save_button.setText(f"Save {counted(count, 'e-mail draft')} …")
        self.save_button.setEnabled(count > 0)

    def _all(self) -> None:
        for tick, _ in self.ticks:
            tick.setChecked(True)

    def _none(self) -> None:
        for tick, _ in self.ticks:
            tick.setChecked(False)

    def go(self) -> None:
        """Save the drafts of those that are chosen."""
        if self.chosen():
            self._save(self.chosen())

    def focus_first(self) -> None:
        """Start at the first provider."""
        if self.ticks:
            self.ticks[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc closes."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


class Passwords(QWidget):
    """The passwords of the drafts that were just saved, to be told by telephone. They are kept nowhere."""

    def __init__(self, drafts: Sequence[DraftedEmail], close: Callable[[], object]) -> None:
        super().__init__()
        self._close = close
        self.setAccessibleName("Passwords to tell by telephone")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        sides = QVBoxLayout(inner)
        sides.setContentsMargins(SIDE, GRID * 3, SIDE, GRID * 4)
        middle = QWidget()
        middle.setMaximumWidth(READING_PX)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        sides.addWidget(middle)
        sides.addStretch(1)
        self.done_button = Button("I have noted them", close, kind=Kind.PRIMARY)
        column.addLayout(titled("Passwords to tell by telephone", self.done_button))
        folder = drafts[0].path.parent if drafts else ""
        saved = f"{counted(len(drafts), 'e-mail draft')} saved in {folder}."
        shown = "Each paper opens with its own password. They are shown once and kept nowhere;"
        column.addWidget(Label(f"{saved} {shown} a lost one means another draft.", wrap=True))
        card = Panel()
        grid = QGridLayout(card)
        grid.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, words in enumerate(("Provider", "Ring", "Password")):
            grid.addWidget(small(words), 0, at)
        for row, one in enumerate(drafts, start=1):
            grid.addWidget(strong(one.provider, wrap=True), row, 0)
            grid.addWidget(Label(one.phone or "no telephone on record", wrap=True), row, 1)
            password = Label(one.password, px=LARGE, weight=SEMIBOLD, ink=Ink.TEXT)
            password.setAccessibleName(f"{one.provider}: {' '.join(one.password)}")
            grid.addWidget(password, row, 2)
        column.addWidget(card)
        whole.addWidget(scrolled(inner))
        self.setFocusProxy(self.done_button)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is not enough: they cannot be shown again, so that the button is pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
