"""The head of a meeting's page: which panel, when, where, who chairs, how long papers are open, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.deciding_words import MeetingState
from art_desktop.domain.meeting_views import MeetingPage
from art_desktop.domain.wording import instant_words, left_words, time_words
from art_desktop.ui.pages.panels_asking import meeting_title
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import DueText, Tag
from art_desktop.ui.widgets.text import Label, muted, page_title

HeadActs = Mapping[str, Callable[[], object]]
_INK = {
    MeetingState.UNDER_WAY: ("met", "success_tint"),
    MeetingState.CANCELLED: ("danger", "danger_tint"),
}


class MeetingHead(QWidget):
    """Says what the meeting is, and has the buttons for all of it.

    Args: now: what the papers are counted down from. acts: what each button does: "room", "start", "close", "invite",
        "move", "cancel".
    """

    def __init__(self, page: MeetingPage, now: datetime, acts: HeadActs) -> None:
        super().__init__()
        self._acts = acts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        row = page.row
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(meeting_title(row)))
        ink = _INK.get(row.state, ("not_applicable", "sunken"))
        top.addWidget(Tag(row.state.words, *ink))
        top.addStretch(1)
        column.addLayout(top)
        times = f"{time_words(row.starts_at)} to {time_words(row.ends_at)}"
        chair = f"Chair: {row.chair}" if row.chair else ""
        long = page.panel_words if page.panel_words != row.panel.words else ""
        about = lines_of((long, times, row.place, chair, page.quorum_words))
        column.addWidget(muted(about, wrap=True))
        if row.words:
            column.addWidget(Label(row.words, wrap=True))
        if page.open:
            column.addLayout(_papers(page, now))
        column.addSpacing(HALF)
        self.buttons = self._buttons(page)
        self.first = self.buttons[0] if self.buttons else None
        box = QWidget()
        flow = FlowLayout(box, GRID)
        for button in self.buttons:
            flow.addWidget(button)
        column.addWidget(box)

    def _buttons(self, page: MeetingPage) -> list[Button]:
        """Return what can be done as the meeting stands, the likeliest first."""
        state, acts = page.row.state, self._acts
        off, planned = state is MeetingState.CANCELLED, state is MeetingState.PLANNED
        under_way = state is MeetingState.UNDER_WAY
        buttons: list[Button] = []
        if not off:
            kind = Kind.PRIMARY if under_way else Kind.SECONDARY
            room = Button("Open panel view", acts["room"], kind=kind, icon_name="panels")
            buttons.append(room)
        if page.can_start:
            buttons.append(Button("Start the meeting", acts["start"], kind=Kind.PRIMARY))
        if under_way:
            buttons.append(Button("Close the meeting …", acts["close"]))
        if planned or off:
            words = "Save withdrawal" if off else "Save invitation"
            buttons.append(Button(words, acts["invite"], icon_name="calendar"))
        if planned:
            buttons.append(Button("Move …", acts["move"]))
            buttons.append(Button("Cancel the meeting …", acts["cancel"], kind=Kind.QUIET))
        return buttons


def _papers(page: MeetingPage, now: datetime) -> QHBoxLayout:
    """Return the line that counts down to the close of the papers."""
    row, closed = page.row, page.papers_closed
    line = QHBoxLayout()
    line.setSpacing(GRID)
    at = instant_words(row.papers_due_at)
    left = left_words(row.papers_due_at, now)
    words = f"Papers closed {at}" if closed else f"Papers close {at}: {left}"
    due = Due.LATE if closed and row.papers_open else Due.DONE if closed else Due.LATER
    line.addWidget(DueText(due, words))
    if row.papers_open:
        owed = "1 item without papers" if row.papers_open == 1 else ""
        line.addWidget(muted(owed or f"{row.papers_open} items without papers"))
    line.addStretch(1)
    return line
