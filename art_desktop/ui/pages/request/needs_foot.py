"""What stays in sight under the needs form, and what is shown of a change once it is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout

from art_desktop.domain.matching_views import EffectView
from art_desktop.domain.questions import BY_NAME, QUESTIONS
from art_desktop.ui.pages.request.part import SIDE
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import Panel, announce
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, strong

FIND_PX = 184


class QuestionFinder(QLineEdit):
    """Finds a question by any part of its words; `chosen` has its name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find a question")
        self.setAccessibleName("Find a question")
        self.setToolTip("Ctrl+F")
        self.setFixedWidth(FIND_PX)
        self._names = {question.words: question.name for question in QUESTIONS}
        finder = QCompleter(QStringListModel(list(self._names), self), self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        listed = finder.popup()
        if listed is not None:
            listed.setAccessibleName("Questions found")
        # Once it has put the words in the line, so that they can be taken out again.
        finder.activated.connect(self._go, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(finder)
        self.returnPressed.connect(lambda: self._go(self.text()))

    def _go(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        hits = [
            name for words, name in self._names.items() if wanted and wanted in words.casefold()
        ]
        if hits:
            self.clear()
            self.chosen.emit(self._names.get(typed, hits[0]))


class NeedsFoot(Panel):
    """Saves, closes, finds a question and says how many are not answered.

    Args: save, close: called without arguments. go: takes the name of a question. following: goes to
        the next one that is not answered.
    """

    def __init__(
        self,
        save: Callable[[], object],
        close: Callable[[], object],
        go: Callable[[str], object],
        following: Callable[[], object],
    ) -> None:
        super().__init__("surface", "line", 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, GRID, SIDE, GRID)
        row.setSpacing(GRID)
        self.finder = QuestionFinder()
        self.finder.chosen.connect(go)
        self.next = Button("Next not known", following, kind=Kind.QUIET)
        self.next.setToolTip("F8")
        self._kept = muted("")
        for widget in (
            Button("Save needs", save, kind=Kind.PRIMARY),
            Button("Close without saving", close, kind=Kind.QUIET),
            self.finder,
            self.next,
        ):
            row.addWidget(widget)
        keys = OneLine("Ctrl+Enter saves · Alt+1 to 9 open a group · Ctrl+F finds", ink=Ink.MUTED)
        row.addWidget(keys, 1)
        row.addWidget(self._kept)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.activated.connect(self.finder.setFocus)

    def show_left(self, left: int) -> None:
        """Say how many questions are not answered."""
        self.next.setText(f"Next of {left} not known" if left else "Every question is answered")
        self.next.setEnabled(bool(left))

    def show_kept(self, words: str) -> None:
        """Say when the draft was kept."""
        self._kept.setText(words)


class EffectPanel(Panel):
    """What the saved answers change in the shortlist, and the way to it.

    Args: go: goes to the shortlist. close: takes the panel away.
    """

    def __init__(
        self, effect: EffectView, go: Callable[[], object], close: Callable[[], object]
    ) -> None:
        super().__init__("accent_tint", "")
        title = "What this changes in the shortlist"
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID, GRID, GRID * 2)
        whole.setSpacing(HALF)
        head = QHBoxLayout()
        head.addWidget(strong(title, wrap=True), 1)
        head.addWidget(IconButton("close", "Close what this changes", close, compact=True))
        whole.addLayout(head)
        whole.addWidget(Label(effect.words, wrap=True))
        for line in effect.lines:
            whole.addWidget(Label(f"• {line}", ink=Ink.MUTED, wrap=True))
        whole.addSpacing(HALF)
        last = QHBoxLayout()
        last.setSpacing(GRID + HALF)
        last.addWidget(Button("Go to Shortlist", go, compact=True))
        last.addWidget(muted("It is searched again there; until then it stands as it was."))
        last.addStretch(1)
        whole.addLayout(last)

    def announce(self, effect: EffectView) -> None:
        """Have a screen reader say it."""
        announce(self, " ".join((self.accessibleName() + ".", effect.words, *effect.lines)))


def changed_words(names: tuple[str, ...]) -> str:
    """Return the questions whose answers were changed, in a line."""
    words = [BY_NAME[name].words for name in names]
    lowered = [one[:1].lower() + one[1:] for one in words]
    return "; ".join(lowered)
