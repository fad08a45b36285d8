"""The head of the request page: which child, by when, how far it has come, what is next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.read_models import NextStep, RequestPage
from art_desktop.domain.resource_prices import stage_words, still_waits
from art_desktop.domain.vocabulary import Urgency
from art_desktop.domain.wording import left_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import SIDE, lines_of
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, clear_layout
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.show import DueText, StageBar, Step, StepState, Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, page_title
from art_desktop.ui.words import moment

_LOW_PX = 660
_STATES = {"done": StepState.DONE, "current": StepState.CURRENT, "waiting": StepState.WAITING}


def due_of(page: RequestPage, now: datetime) -> Due:
    """Return how the day on which the home is needed stands."""
    if not page.stage.is_open:
        return Due.DONE
    if not still_waits(page.kind, page.stage):
        return Due.LATER
    if page.needed_at < now:
        return Due.LATE
    return Due.TODAY if local_day(page.needed_at) == local_day(now) else Due.LATER


def needed_words(page: RequestPage, now: datetime) -> str:
    """Return "needed Fri 27 Nov 2026 17:00 · 2 d 6 h left"; without the count once it is over."""
    words = f"needed {moment(page.needed_at)}"
    return (
        f"{words} · {left_words(page.needed_at, now)}"
        if still_waits(page.kind, page.stage)
        else words
    )


def steps_of(page: RequestPage) -> list[Step]:
    """Return the stops of the stage bar, in the words of the kind of request."""
    return [Step(stage_words(page.kind, view.stage), _STATES[view.state]) for view in page.stages]


class NextLine(Panel):
    """What the request waits for, who owes it, and the button that moves it."""

    def __init__(self) -> None:
        super().__init__("surface", "line")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        row.setSpacing(GRID + HALF)
        row.addWidget(Label("Next", ink=Ink.ACCENT, weight=SEMIBOLD), 0)
        self.words = Label("", wrap=True)
        row.addWidget(self.words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        row.addLayout(self._buttons)

    def show_step(self, step: NextStep, act: Callable[[str], object], *, may_act: bool) -> None:
        """Show a step; `act` is called with its action's code."""
        said = not step.owed_by or step.owed_by in step.words
        owed = "" if said else f"  Owed by {step.owed_by}."
        self.words.setText(f"{step.words}{owed}")
        self.setAccessibleName(f"Next: {step.words}{owed}")
        clear_layout(self._buttons)
        if step.action and may_act:
            button = Button(step.action_words, lambda: act(step.action), kind=Kind.PRIMARY)
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class Header(QWidget):
    """Reference, children, time left; the stages; the next step."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        whole.setSpacing(HALF + 2)
        self._first = QHBoxLayout()
        self._first.setSpacing(GRID + HALF)
        whole.addLayout(self._first)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        self.facts = OneLine("", ink=Ink.MUTED)
        second.addWidget(self.facts, 1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GRID)
        second.addLayout(self.tools)
        whole.addLayout(second)
        self.parted = Label("", ink=Ink.MUTED, wrap=True)
        self.parted.hide()
        whole.addWidget(self.parted)
        self.flags = Label("", ink=Ink.LATE, weight=SEMIBOLD, wrap=True)
        self.flags.hide()
        whole.addWidget(self.flags)
        self.bar = StageBar()
        whole.addWidget(self.bar)
        self.next = NextLine()
        whole.addWidget(self.next)
        self._shown: object = None
        self._stage = QVBoxLayout()
        self._watched: QWidget | None = None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Follow the height of the page it stands on."""
        super().showEvent(event)
        page = self.parentWidget()
        if page is not None and page is not self._watched:
            self._watched = page
            page.installEventFilter(self)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another form where the page becomes low or high."""
        if event.type() == QEvent.Type.Resize and watched is self._watched:
            self._fit()
        return False

    def _fit(self) -> None:
        """Where the page is low, say the stage in a word: what is worked on needs the room."""
        low = self._watched is not None and self._watched.height() < _LOW_PX
        self.bar.setVisible(not low)
        item = self._stage.itemAt(0)
        tag = item.widget() if item is not None else None
        if tag is not None:
            tag.setVisible(low)

    def show_page(
        self,
        page: RequestPage,
        now: datetime,
        act: Callable[[str], object],
        *,
        may_act: bool,
    ) -> None:
        """Show the request as it stands at an instant."""
        needed, due = needed_words(page, now), due_of(page, now)
        shown = (page, needed, due, may_act)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._first)
        self._first.addWidget(page_title(page.reference))
        children = OneLine(page.children_words, px=LARGE, weight=SEMIBOLD)
        self._first.addWidget(children, 1)
        if page.urgency is not Urgency.PLANNED:
            urgent = page.urgency is Urgency.URGENT
            words = "Urgent" if urgent else "Out of hours"
            self._first.addWidget(Tag(words, "support", "warning_tint"))
        if page.stage.is_open and not page.authorised:
            self._first.addWidget(Tag("Not authorised yet", "support", "warning_tint"))
        self._stage = QVBoxLayout()
        self._stage.addWidget(Tag(stage_words(page.kind, page.stage)))
        self._first.addLayout(self._stage)
        self._first.addWidget(DueText(due, needed))
        worker = lines_of((page.social_worker, page.social_worker_phone), " ")
        self.facts.setText(
            lines_of(
                (
                    page.kind.words,
                    f"social worker {worker}" if worker else "",
                    page.team,
                    f"with {page.owner}" if page.owner else "nobody has taken it",
                    "joint funding likely" if page.joint_funding_likely else "",
                    page.why,
                )
            )
        )
        self.parted.setText(page.split_words)
        self.parted.setVisible(bool(page.split_words))
        self.flags.setText(" · ".join(page.flags))
        self.flags.setVisible(bool(page.flags))
        self.bar.set_steps(steps_of(page))
        self.next.show_step(page.next_step, act, may_act=may_act)
        self._fit()


class BusyStrip(QWidget):
    """A line that says "Reading …" where something takes longer than a moment."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, HALF, SIDE, HALF)
        row.addWidget(Icon("history", Ink.ACCENT, 16))
        row.addWidget(Label("Reading …", ink=Ink.MUTED), 1)
        self.hide()
