"""The page of one meeting: its agenda with slots, what could be put on it, who comes, its invitation, its close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from art_desktop.domain.deciding_words import AgendaState, MeetingReply, MeetingState
from art_desktop.domain.errors import ChangedByOther, Refusal
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.meeting_views import (
    CandidateView,
    MeetingPage,
    PersonView,
    PutOn,
    SlotView,
)
from art_desktop.domain.panel_paper_views import MeetingPapers
from art_desktop.domain.read_models import Changed
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.panels_asking import (
    Asking,
    CancelPanel,
    ClosePanel,
    ItemPanel,
    LatePanel,
    MovePanel,
    OffPanel,
    PersonPanel,
)
from art_desktop.ui.pages.panels_head import HeadActs, MeetingHead
from art_desktop.ui.pages.panels_papers import PapersCard
from art_desktop.ui.pages.panels_rows import (
    AgendaRow,
    CandidateRow,
    PersonRow,
    Row,
    RowsCard,
    by_letter,
    tool,
)
from art_desktop.ui.pages.panels_saving import Where, save_calendar, where_to_save_calendar
from art_desktop.ui.pages.panels_work import STOPPED, Done, LongWork, prepare_cases
from art_desktop.ui.pages.routes import PANEL_ROOM, REQUEST
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.text import muted

if TYPE_CHECKING:
    from art_desktop.domain.permissions import Actor
    from art_desktop.services import Services

_AGENDA_KEYS = (
    "Enter opens the request · E changes minutes and words · Alt+↑ and Alt+↓ move · "
    "R prepares the papers · Delete takes off"
)
_CANDIDATE_KEYS = "Enter or + puts it on the agenda · O opens the request"
_PEOPLE_KEYS = "I invited · C coming · A apologies · P present · Enter changes · Delete takes out"
_REPLIES = {
    "i": MeetingReply.INVITED,
    "c": MeetingReply.COMING,
    "a": MeetingReply.APOLOGIES,
    "p": MeetingReply.PRESENT,
}


class MeetingView(RecordPage):
    """One meeting of a panel; opened with its id."""

    def __init__(self, context: PageContext, where: Where = where_to_save_calendar) -> None:
        super().__init__()
        self.setAccessibleName("Meeting")
        self._context, self._where = context, where
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self._id = MeetingId(0)
        self.page: MeetingPage | None = None
        self.asking: Asking | None = None
        self._asked_at: tuple[RowsCard, int] | None = None
        self._head = QVBoxLayout()
        self._head.setSpacing(HALF)
        self._notice = QVBoxLayout()
        self.column.addLayout(self._head)
        self.column.addLayout(self._notice)
        self.column.addWidget(self.busy)
        self.work = LongWork(self.calls, self, self._stopped)
        self.column.addWidget(self.work.strip)
        self.agenda = RowsCard("Agenda", _AGENDA_KEYS)
        self.room = muted("")
        self.all_papers = Button("Prepare all papers", self.prepare_all, compact=True)
        self.agenda.tools.addWidget(self.room)
        self.agenda.tools.addWidget(self.all_papers)
        self.candidates = RowsCard("Waiting for this panel", _CANDIDATE_KEYS)
        self.people = RowsCard("People", _PEOPLE_KEYS)
        self.quorum = muted("")
        self.people.tools.addWidget(self.quorum)
        self._people_acts = QWidget()
        self._people_row = FlowLayout(self._people_acts, GRID)
        self.people.body.addSpacing(GRID)
        self.people.body.addWidget(self._people_acts)
        self.papers = PapersCard(
            self.work, self.go_requested.emit, self._tell, self._refused, self.read_again
        )
        self._cards = (self.agenda, self.candidates, self.papers, self.people)
        for card in self._cards:
            card.hide()
            self.column.addWidget(card)
        self.column.addStretch(1)

    @override
    def open(self, key: object) -> None:
        """Show the meeting `key`."""
        assert isinstance(key, int)
        if key != self._id:
            self._id, self.page = MeetingId(key), None
            clear_layout(self._head)
            for card in self._cards:
                card.hide()
        self._close_notice()
        self.read_again()

    def read_again(self) -> None:
        """Read the meeting anew."""
        wanted = self._id
        self.calls.read("page", lambda s, who: s.panels.page(who, wanted), self._show)

    @override
    def focus_first(self) -> None:
        """Start on the agenda, else on what could be put on it."""
        if not (self.agenda.take_focus() or self.candidates.take_focus()):
            super().focus_first()

    def _show(self, page: MeetingPage) -> None:
        if page.row.id != self._id:
            return
        # What is built anew takes the focus with it, and it would go to the window's own buttons.
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        at = {card: card.place() for card in self._cards}
        first = self.page is None
        self.page = page
        clear_layout(self._head)
        self._header(page)
        self._show_agenda(page)
        self._show_people(page)
        wanted = page.row.id
        self.calls.read(
            "papers",
            lambda s, who: s.panel_papers.papers_of_meeting(who, wanted),
            self._show_papers,
        )
        if first:
            self.focus_first()
        elif inside and self.asking is None:
            self._focus_again(at)

    def _focus_again(self, at: dict[RowsCard, int]) -> None:
        """Put the keyboard back where it was; past the last that waited, on what was put on."""
        card = next((card for card, place in at.items() if place >= 0), None)
        if card is self.candidates and not card.rows and self.agenda.rows:
            self.agenda.take_focus(len(self.agenda.rows) - 1)
        elif card is None or not card.take_focus(at[card]):
            self.focus_first()

    # The head.

    def _header(self, page: MeetingPage) -> None:
        acts: HeadActs = {
            "room": self._to_room,
            "start": self.start,
            "close": self.ask_close,
            "invite": self.save_invitation,
            "move": self.ask_move,
            "cancel": self.ask_cancel,
        }
        head = MeetingHead(page, self._context.clock.now(), acts)
        self.first = head.first
        self._head.addWidget(head)

    # The agenda.

    def _show_agenda(self, page: MeetingPage) -> None:
        rows = [self._agenda_row(page, slot) for slot in page.slots]
        empty = "Nothing is on it. Put on what waits below." if page.open else "Nothing was on it."
        self.agenda.show_rows(rows, empty, acts=page.open)
        self.room.setText(page.room_words)
        waits = any(slot.state is AgendaState.WAITING for slot in page.slots)
        self.all_papers.setVisible(page.open and waits)
        self.agenda.show()
        self.candidates.setVisible(page.open)
        found = [self._candidate_row(one) for one in page.candidates]
        self.candidates.show_rows(found, "No request waits for this panel.")

    def _agenda_row(self, page: MeetingPage, slot: SlotView) -> Row:
        acts: dict[str, Callable[[], object]] = {}
        waits = page.open and slot.state is AgendaState.WAITING
        if waits:
            acts = {
                "e": partial(self.ask_item, slot),
                "r": partial(self._ready, slot),
            }
            if page.row.state is MeetingState.UNDER_WAY:
                acts["n"] = partial(self._not_reached, slot)
        row = AgendaRow(slot, partial(self._to_request, slot.request_id), by_letter(acts))
        if waits:
            row.shifted.connect(partial(self._shift, slot))
            row.removed.connect(partial(self.ask_off, slot))
            row.tools.addWidget(tool("↑", f"{slot.reference} up", partial(self._shift, slot, -1)))
            row.tools.addWidget(tool("↓", f"{slot.reference} down", partial(self._shift, slot, 1)))
            row.tools.addWidget(tool("Change", f"Change {slot.reference}", acts["e"]))
            off = partial(self.ask_off, slot)
            row.tools.addWidget(tool("Take off", f"Take {slot.reference} off", off))
        return row

    def _candidate_row(self, one: CandidateView) -> Row:
        put = partial(self.put_on, one)
        look = partial(self._to_request, one.request_id)
        row = CandidateRow(one, put, by_letter({"o": look}))
        row.added.connect(put)
        row.tools.addWidget(tool("Put on", f"Put {one.reference} on the agenda", put))
        return row

    def put_on(self, one: CandidateView) -> None:
        """Put a request on the agenda; once the papers have closed, ask for the chair's reason first."""
        page = self.page
        assert page is not None
        base = PutOn(meeting_id=page.row.id, request_id=one.request_id)
        if not page.papers_closed:
            self._write(lambda s, who: s.agendas.put_on(who, base))
            return
        chair = page.row.chair
        self._ask(LatePanel(one.reference, chair, base, self._sender_put, self._close_notice))

    def _sender_put(self, command: PutOn) -> None:
        self._write(lambda s, who: s.agendas.put_on(who, command))

    def ask_item(self, slot: SlotView) -> None:
        """Ask for an item's minutes and words."""
        self._ask(
            ItemPanel(
                slot,
                lambda command: self._write(lambda s, who: s.agendas.edit(who, command)),
                self._close_notice,
            )
        )

    def ask_off(self, slot: SlotView) -> None:
        """Ask why an item is taken off."""

        def take_off(reason: str) -> None:
            self._write(lambda s, who: s.agendas.take_off(who, slot.item_id, slot.version, reason))

        self._ask(OffPanel(slot, take_off, self._close_notice))

    def _shift(self, slot: SlotView, by: int) -> None:
        at = self.agenda.place()
        if at >= 0:
            self.agenda.take_focus(max(at + by, 0))  # the line goes along
        self._write(lambda s, who: s.agendas.shift(who, slot.item_id, slot.version, by))

    def _ready(self, slot: SlotView) -> None:
        """Make the case that the panel reads, anonymous, and count the papers as in."""

        def ready(services: Services, who: Actor) -> Changed:
            services.panel_cases.prepare(who, slot.item_id)
            return services.agendas.papers_ready(who, slot.item_id)

        self._write(ready)

    def prepare_all(self) -> None:
        """Make the case of every item that waits; those that would name somebody are told, and stay owed."""
        page = self.page
        assert page is not None
        self.work.run(
            "Preparing the cases …",
            lambda s, who, context: prepare_cases(s, who, context, page.slots),
            self._prepared,
            self._refused,
        )

    def _prepared(self, done: Done) -> None:
        self.read_again()
        one = done.count == 1
        words = (
            "The papers of 1 item are in." if one else f"The papers of {done.count} items are in."
        )
        bad = " ".join(done.refused)
        self._tell(words, bad, tone=Tone.WARNING if bad else Tone.SUCCESS)

    def _stopped(self) -> None:
        self.read_again()
        self._tell(STOPPED, tone=Tone.INFO)

    # Papers.

    def _show_papers(self, papers: MeetingPapers) -> None:
        if self.page is not None and papers.meeting_id == self._id:
            self.papers.show_papers(self.page.row, papers)

    def _not_reached(self, slot: SlotView) -> None:
        self._write(lambda s, who: s.agendas.not_reached(who, slot.item_id, slot.version))

    # People.

    def _show_people(self, page: MeetingPage) -> None:
        rows = [self._person_row(page, one) for one in page.people]
        self.people.show_rows(rows, "Nobody is named yet.", acts=page.open)
        self.quorum.setText(page.quorum_words)
        self.people.show()
        while (item := self._people_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._people_acts.setVisible(page.open)
        if not page.open:
            return
        buttons = [Button("Add somebody", self.ask_person, icon_name="add")]
        if page.last_people_from:
            words = f"Copy the people of {page.last_people_from}"
            buttons.append(Button(words, self.copy_people))
        if any(one.reply is MeetingReply.NOT_ASKED for one in page.people):
            buttons.append(Button("Mark all as invited", self._all_invited))
        for button in buttons:
            self._people_row.addWidget(button)
            button.show()

    def _person_row(self, page: MeetingPage, one: PersonView) -> Row:
        acts = {letter: partial(self._reply, one, reply) for letter, reply in _REPLIES.items()}
        change = partial(self.ask_person, one)
        row = PersonRow(
            one,
            change if page.open else lambda: None,
            by_letter(dict(acts) if page.open else {}),
        )
        if page.open:
            row.removed.connect(partial(self._remove, one))
            begun = page.row.state is MeetingState.UNDER_WAY
            for letter, reply in _REPLIES.items():
                if letter in ("pa" if begun else "ca") and reply is not one.reply:
                    name = f"{one.name}: {reply.words.lower()}"
                    row.tools.addWidget(tool(reply.words, name, acts[letter]))
        return row

    def ask_person(self, held: PersonView | None = None) -> None:
        """Ask who is to be added, or what is to be changed."""
        page = self.page
        assert page is not None
        self._ask(
            PersonPanel(
                page.row,
                page.users,
                lambda command: self._write(lambda s, who: s.attendance.save(who, command)),
                self._close_notice,
                held,
            )
        )

    def _reply(self, one: PersonView, reply: MeetingReply) -> None:
        self._write(lambda s, who: s.attendance.reply(who, one.id, one.reply, reply))

    def _remove(self, one: PersonView) -> None:
        self._write(lambda s, who: s.attendance.remove(who, one.id))

    def copy_people(self) -> None:
        """Ask those who were asked to the last meeting."""
        wanted = self._id
        self._write(lambda s, who: s.attendance.copy(who, wanted))

    def _all_invited(self) -> None:
        wanted = self._id
        self._write(lambda s, who: s.attendance.invited(who, wanted))

    # The meeting.

    def start(self) -> None:
        """Begin the meeting."""
        page = self.page
        assert page is not None
        self._write(lambda s, who: s.panels.start(who, page.row.id, page.row.version))

    def ask_close(self) -> None:
        """Ask whether it is over."""
        page = self.page
        assert page is not None
        self._ask(
            ClosePanel(
                page,
                lambda command: self._write(lambda s, who: s.panels.close(who, command)),
                self._close_notice,
            )
        )

    def ask_move(self) -> None:
        """Ask where to and why."""
        page = self.page
        assert page is not None
        self._ask(
            MovePanel(
                page.row,
                lambda command: self._write(lambda s, who: s.panels.move(who, command)),
                self._close_notice,
            )
        )

    def ask_cancel(self) -> None:
        """Ask why."""
        page = self.page
        assert page is not None
        self._ask(
            CancelPanel(
                page.row,
                lambda command: self._write(lambda s, who: s.panels.cancel(who, command)),
                self._close_notice,
            )
        )

    def save_invitation(self) -> None:
        """Save the meeting as a calendar file."""
        wanted = self._id

        def saved(place: object) -> None:
            self._tell("The calendar file is saved.", str(place))

        self.calls.write(
            lambda s, who: s.attendance.invitation(who, wanted),
            lambda made: save_calendar(self.calls, self, made, self._where, saved),
        )

    def _to_room(self) -> None:
        self.go_requested.emit(Route(PANEL_ROOM, self._id))

    def _to_request(self, key: int) -> None:
        self.go_requested.emit(Route(REQUEST, key))

    # What comes of it.

    def _ask(self, panel: Asking) -> None:
        if self.asking is None:
            at = [(card, card.place()) for card in self._cards if card.place() >= 0]
            self._asked_at = at[0] if at else None
        clear_layout(self._notice)
        self.asking = panel
        self._notice.addWidget(panel)
        panel.begin()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _close_notice(self) -> None:
        had = self.asking
        self.asking = None
        clear_layout(self._notice)
        if had is not None:
            self._focus_asked()

    def _focus_asked(self) -> None:
        """Put the keyboard back on the line that was asked about."""
        self._focus_again(dict([self._asked_at]) if self._asked_at is not None else {})

    def _write(self, call: Callable[[Services, Actor], Changed]) -> None:
        self.calls.write(call, self._changed, self._refused)

    def _changed(self, done: Changed) -> None:
        asked = self.asking is not None
        self.asking = None
        clear_layout(self._notice)
        if done.words:
            self.said.emit(done.words)
        if asked and done.words:
            self._tell(done.words)
        self.read_again()
        if asked:
            self._focus_asked()

    def _tell(self, words: str, why: str = "", *, tone: Tone = Tone.SUCCESS) -> None:
        clear_layout(self._notice)
        banner = Banner(tone, words, why)
        banner.dismissed.connect(lambda: clear_layout(self._notice))
        self._notice.addWidget(banner)
        banner.announce()

    def _refused(self, error: Refusal) -> None:
        if self.asking is not None and self.asking.refused(error):
            return
        action = "Read it again" if isinstance(error, ChangedByOther) else ""
        banner = Banner.refusal(error, action, self._again if action else None)
        self.banner_requested.emit(banner)

    def _again(self) -> None:
        self._close_notice()
        self.read_again()
