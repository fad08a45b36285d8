"""On the Decision tab: where the request stands on a panel's agenda, or the next one it can be put on."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import NotFound, Refusal
from art_desktop.domain.meeting_views import AgendaCard as Standing
from art_desktop.domain.meeting_views import NextMeeting, OnAgenda, PutOn
from art_desktop.domain.permissions import Permission
from art_desktop.domain.wording import instant_words, short_day_words
from art_desktop.ui.page import Route
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.routes import MEETING
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, clear_layout
from art_desktop.ui.widgets.text import Label, muted


class AgendaCard(Card):
    """One line for each agenda that the request is, or was, on; a button for the next. Hidden where there is none.

    Args: desk: the request page's way to the services.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("Panels")
        self.desk = desk
        self.buttons: list[Button] = []
        self.hide()

    def load(self) -> None:
        """Read where the request stands."""
        if not self.desk.may(Permission.RUN_PANELS):
            return
        wanted = self.desk.request_id
        self.desk.read("agenda", lambda s, who: s.agendas.card(who, wanted), self._show, _quiet)

    def _show(self, standing: Standing) -> None:
        clear_layout(self.body)
        self.buttons = []
        page = self.desk.page
        opened = page is not None and page.stage.is_open
        for on in standing.on:
            self.add(self._line(on))
        if opened and page is not None and not page.authorised:
            for following in standing.next:
                self.add(self._next(following))
        self.setVisible(bool(self.body.count()))

    def _line(self, on: OnAgenda) -> QWidget:
        go = Button("Open the meeting", partial(self._to, on.meeting_id), compact=True)
        go.setAccessibleName(f"Open the meeting: {on.words}")
        return self._row(Label(on.words, wrap=True), go)

    def _next(self, following: NextMeeting) -> QWidget:
        day = short_day_words(local_day(following.starts_at))
        name = f"{following.panel.words}, {day}"
        if following.late:
            words = f"{name}: its papers closed {instant_words(following.papers_due_at)}"
            go = Button("Ask for a late place …", partial(self._to, following.meeting_id))
            go.setAccessibleName(f"Ask for a late place on the agenda of {name}")
        else:
            words = f"{name}: papers close {instant_words(following.papers_due_at)}"
            go = Button("Put on the agenda", partial(self.put_on, following), kind=Kind.SECONDARY)
            go.setAccessibleName(f"Put on the agenda of {name}")
        return self._row(muted(words, wrap=True), go)

    def _row(self, words: QWidget, button: Button) -> QWidget:
        self.buttons.append(button)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(words, 1)
        row.addWidget(button)
        return box

    def put_on(self, following: NextMeeting) -> None:
        """Put the request on the agenda of a meeting."""
        command = PutOn(meeting_id=following.meeting_id, request_id=self.desk.request_id)
        self.desk.write(lambda s, who: s.agendas.put_on(who, command), lambda _done: self.load())

    def _to(self, meeting_id: int) -> None:
        self.desk.context.go(Route(MEETING, meeting_id))


def add_agenda_card(column: QVBoxLayout, desk: Desk) -> None:
    """Put the card at the end of a tab's column and read what it says."""
    card = AgendaCard(desk)
    column.addWidget(card)  # before it is shown, or it would flash up as a window
    card.load()


def _quiet(error: Refusal) -> None:
    """Show nothing of a request that is gone; the page says it."""
    if not isinstance(error, NotFound):
        raise error
