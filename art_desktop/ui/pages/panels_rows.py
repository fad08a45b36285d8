"""The lines of a meeting's page: an item of its agenda, a candidate, somebody who comes. Each acts by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingReply
from art_desktop.domain.meeting_views import CandidateView, PersonView, SlotView
from art_desktop.domain.wording import short_day_words, time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.entries import Entry
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.reading_order import bring_into_view
from art_desktop.ui.theme.tokens import GRID, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, clear_layout
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, small

Act = Callable[[str], bool]
TIME_PX, NAME_PX = 104, 232


class Row(Entry):
    """A line that also listens to Delete, + and Alt with an arrow.

    Signals: `removed()` on Delete, `added()` on +, `shifted(-1 or 1)` on Alt with an arrow.
    """

    removed = Signal()
    added = Signal()
    shifted = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shifted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.text() == "+":
            self.added.emit()
        else:
            super().keyPressEvent(event)


def tool(words: str, name: str, act: Callable[[], object]) -> Button:
    """Return a small button of a line, reached by the mouse; its key is on the line itself."""
    button = Button(words, act, kind=Kind.QUIET, compact=True)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _side_by_side(*widgets: tuple[QWidget, int]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for widget, stretch in widgets:
        row.addWidget(widget, stretch)
    return box


class AgendaRow(Row):
    """One item: its time, the request, what is asked, whether its papers are in."""

    def __init__(self, slot: SlotView, open_it: Callable[[], object], act: Act) -> None:
        times = f"{time_words(slot.starts_at)}–{time_words(slot.ends_at)}"
        late = "late, " if slot.late_words else ""
        papers = "papers in" if slot.papers_ready else "papers not in"
        state = slot.decision_words or slot.state.words
        super().__init__(
            f"{times}, {slot.reference}, {slot.children_words}, {late}{papers}, {state}, {slot.asked}",
            open_it,
            act,
        )
        self.slot = slot
        when = Label(times, ink=Ink.TEXT if slot.fits else Ink.DANGER, weight=SEMIBOLD)
        when.setFixedWidth(TIME_PX)
        head = OneLine(f"{slot.reference} · {slot.children_words}", weight=SEMIBOLD)
        self.add(_side_by_side((when, 0), (head, 1), *((tag, 0) for tag in self._tags(slot))))
        asked = Label(slot.asked, wrap=True)
        minutes = muted(f"{slot.minutes} min")
        minutes.setFixedWidth(TIME_PX)
        self.add(_side_by_side((minutes, 0), (asked, 1)))
        fits = "" if slot.fits else "Ends after the meeting does"
        kind = "" if slot.kind_words.casefold() in slot.asked.casefold() else slot.kind_words
        more = lines_of((fits, slot.late_words, slot.state_reason, kind, slot.owner))
        gap = muted("")
        gap.setFixedWidth(TIME_PX)
        self.add(_side_by_side((gap, 0), (small(more, wrap=True), 1)))

    @staticmethod
    def _tags(slot: SlotView) -> list[Tag]:
        tags = []
        if slot.late_words:
            tags.append(Tag("Late", "support", "warning_tint"))
        if slot.state is not AgendaState.WAITING:
            words = slot.decision_words or slot.state.words
            heard = slot.state is AgendaState.HEARD
            tags.append(
                Tag(
                    words,
                    "met" if heard else "not_applicable",
                    "success_tint" if heard else "sunken",
                )
            )
        elif slot.papers_ready:
            tags.append(Tag("Papers in", "met", "success_tint"))
        else:
            tags.append(Tag("Papers owed", "support", "warning_tint"))
        return tags


class CandidateRow(Row):
    """One request that this panel may hear."""

    def __init__(self, one: CandidateView, put_on: Callable[[], object], act: Act) -> None:
        needed = short_day_words(local_day(one.needed_at))
        super().__init__(
            f"{one.reference}, {one.children_words}, {one.why}, needed {needed}. Enter puts it on.",
            put_on,
            act,
        )
        self.candidate = one
        when = muted(needed)
        when.setFixedWidth(TIME_PX)
        when.setAccessibleName(f"Needed by {needed}")
        head = OneLine(f"{one.reference} · {one.children_words}", weight=SEMIBOLD)
        tags = [Tag("Owed", "danger", "danger_tint")] if one.owed else []
        if one.deferred:
            tags.append(Tag("Deferred", "support", "warning_tint"))
        if one.joint:
            tags.append(Tag("Joint funding"))
        self.add(_side_by_side((when, 0), (head, 1), *((tag, 0) for tag in tags)))
        gap = muted("")
        gap.setFixedWidth(TIME_PX)
        words = lines_of((one.elsewhere, one.kind_words, one.why, one.owner))
        self.add(_side_by_side((gap, 0), (small(words, wrap=True), 1)))


_REPLY_INK = {
    MeetingReply.COMING: ("met", "success_tint"),
    MeetingReply.PRESENT: ("met", "success_tint"),
    MeetingReply.APOLOGIES: ("support", "warning_tint"),
    MeetingReply.INVITED: ("accent", "accent_tint"),
    MeetingReply.NOT_ASKED: ("not_applicable", "sunken"),
}


class PersonRow(Row):
    """Somebody at the meeting, with their reply."""

    def __init__(self, one: PersonView, open_it: Callable[[], object], act: Act) -> None:
        signs = "reads papers here" if one.signs_in else ""
        said = (one.name, one.part.words, one.represents, one.reply.words, one.note, signs)
        super().__init__(", ".join(words for words in said if words), open_it, act)
        self.person = one
        tag = Tag(one.reply.words, *_REPLY_INK[one.reply])
        self.add(_side_by_side((OneLine(one.name, weight=SEMIBOLD), 1), (tag, 0)))
        words = lines_of((one.part.words, one.represents, one.email, signs, one.note))
        self.add(small(words, wrap=True))


class RowsCard(Card):
    """A card of lines: arrows go between them, the keys under the title say what each does."""

    def __init__(self, title: str, keys: str) -> None:
        super().__init__(title, spacing=0)
        self.keys = small(keys, wrap=True)
        self.body.addWidget(self.keys)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row], empty: str, *, acts: bool = True) -> None:
        """Show lines; the focus stays at its place where one of them had it."""
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        clear_layout(self._lines)
        self.rows = list(rows)
        self.keys.setVisible(bool(rows) and acts)
        for row in self.rows:
            self._lines.addWidget(row)
            row.show()  # now, or it could not be given the focus yet
            row.moved.connect(self._on_moved)
        if not rows:
            self._lines.addWidget(muted(empty, wrap=True))
        if at >= 0:
            self.take_focus(at)

    def take_focus(self, at: int = 0) -> bool:
        """Put the focus on a line, the last one if there are fewer; say whether there is any."""
        if not self.rows:
            return False
        row = self.rows[min(at, len(self.rows) - 1)]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        # Lines just made have no place yet: they are brought into view once they do.
        QTimer.singleShot(0, row, lambda: bring_into_view(row))
        return True

    def place(self) -> int:
        """Return which line has the focus, or -1."""
        return next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)

    def _on_moved(self, step: int) -> None:
        at = self.place() + step
        if 0 <= at < len(self.rows):
            self.take_focus(at)


def by_letter(acts: Mapping[str, Callable[[], object]]) -> Act:
    """Return what a line does with a letter: calls what is under it, and says whether there was anything."""

    def act(letter: str) -> bool:
        call = acts.get(letter)
        if call is not None:
            call()
        return call is not None

    return act
