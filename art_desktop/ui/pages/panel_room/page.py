"""The page of the panel view: its keys, and what each of them shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState
from art_desktop.domain.errors import Refusal
from art_desktop.domain.ids import AgendaItemId, MeetingId
from art_desktop.domain.panel_room_views import (
    Decided,
    Prepared,
    RecordPanelDecision,
    RoomItem,
    RoomView,
    WhoIsIt,
)
from art_desktop.domain.panel_views import AT_ONCE
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import UserRow
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.panel_room.board import Board
from art_desktop.ui.pages.panel_room.choosing import Choosing
from art_desktop.ui.pages.panel_room.decision import DecisionForm, DecisionSheet
from art_desktop.ui.pages.panel_room.flow import Scale
from art_desktop.ui.pages.panel_room.foot import Foot
from art_desktop.ui.pages.panel_room.keys import ACT_OF, IN_SIGHT, Act, key_lines
from art_desktop.ui.pages.panel_room.sheet import Sheet, spoken
from art_desktop.ui.pages.panel_room.slip import Slip, SlipLine
from art_desktop.ui.theme.apply import running_look
from art_desktop.ui.theme.tokens import Scheme
from art_desktop.ui.widgets.cards import announce

SHOWN_SECONDS: Final = 20
"""So long a name stays in sight after it was asked for."""

_TICK_MS: Final = 15_000


class PanelRoomPage(Page):
    """One meeting, case after case. The route's key is the meeting's id."""

    full_screen = True

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Panel view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.context = context
        self.calls = Calls(context, self)
        self.room: RoomView | None = None
        self.at = 0
        self._meeting_id: MeetingId | None = None
        self._page = 0
        self._mode = ""
        self._choices: Choosing | None = None
        self._team: tuple[UserRow, ...] = ()
        self._sheets: dict[AgendaItemId, DecisionSheet] = {}
        self.sheet, self.board, self.foot = Sheet(), Board(), Foot()
        self.right = QStackedWidget()
        self.right.addWidget(self.board)
        self._lay_out()
        self.slip = Slip(self)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._tell_where)
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(SHOWN_SECONDS * 1000)
        self._hiding.timeout.connect(self._close_slip)
        self._acts = self._what_is_done()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.right, 2)
        column.addLayout(row, 1)
        column.addWidget(self.foot)

    @property
    def minutes(self) -> bool:
        """Say whether who is signed in takes the minutes: everybody who may run panels."""
        return self.calls.may(Permission.RUN_PANELS)

    # Coming and going.

    @override
    def open(self, key: object) -> None:
        """Show a meeting, at the case that is to be heard."""
        assert isinstance(key, int)
        if self._meeting_id != key:
            self._forget()
        self._meeting_id = MeetingId(key)
        self._read(lambda room: room.first_waiting())
        if self.minutes and self.calls.may(Permission.DO_TASKS):
            self.calls.read("team", lambda s, a: s.tasks.team(a), self._take_team)

    def _forget(self) -> None:
        for sheet in self._sheets.values():
            self.right.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = {}
        self.room, self.at = None, 0

    def _take_team(self, team: tuple[UserRow, ...]) -> None:
        self._team = team
        for sheet in self._sheets.values():
            sheet.set_team(team)

    def _read(
        self, which: Callable[[RoomView], int], then: Callable[[], object] | None = None
    ) -> None:
        meeting = self._meeting_id
        assert meeting is not None

        def arrived(room: RoomView) -> None:
            self.room = room
            self.at = max(0, min(which(room), len(room.items) - 1))
            self._show_case()
            if then is not None:
                then()

        self.calls.read("room", lambda s, a: s.panel_room.room(a, meeting), arrived, self._refused)

    def _refused(self, error: Refusal) -> None:
        self.foot.tell(str(error), grave=True)

    @override
    def may_leave(self) -> bool:
        """Leaving hides who somebody is; a decision half typed stays with its case."""
        self._close_slip()
        return True

    @override
    def keys_in_sight(self) -> frozenset[int]:
        """A panel talks for longer than the lock waits: the cases, which name nobody, stay on the screen."""
        if self._open_sheet() is not None:
            return frozenset()
        self._close_slip()
        return IN_SIGHT

    @override
    def focus_first(self) -> None:
        """The page takes the keys, or the form that is open."""
        sheet = self._open_sheet()
        if sheet is not None:
            sheet.begin()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        look = running_look()
        if look is not None:
            look.lend(Scheme.LIGHT)
        self._ticks.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        look = running_look()
        if look is not None:
            look.lend(None)
        self._close_slip()
        self._ticks.stop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = Scale.of(self.width(), self.height())
        for part in (self.sheet, self.board, self.foot):
            part.set_scale(scale)
        if self.slip.isVisible():
            self.slip.place()

    # The case.

    @property
    def item(self) -> RoomItem | None:
        """Return the item that is shown."""
        items = self.room.items if self.room is not None else ()
        return items[self.at] if items else None

    def _show_case(self) -> None:
        item = self.item
        self._page = 0
        self._close_slip()
        self.sheet.show_item(item, self.context.clock.now())
        self.board.show_case(item.case if item else None)
        self.right.setCurrentWidget(self.board)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_where()
        self.foot.tell(self._standing(item))
        if item is not None and item.case is not None:
            announce(self, f"Case {self.at + 1}. {spoken(item.case)}")

    def _standing(self, item: RoomItem | None) -> str:
        """Return what has to be known of a case before it is heard, for who takes the minutes."""
        if item is None or not self.minutes:
            return ""
        return f"{item.stale} U prepares it again." if item.stale else ""

    def _tell_where(self) -> None:
        room, item = self.room, self.item
        if room is None or item is None:
            self.foot.set_where("No case on the agenda", late=False)
            self.foot.set_keys("Esc leave")
            return
        late = room.late_minutes(self.context.clock.now())
        words = [f"Case {self.at + 1} of {len(room.items)}", item.slot_words]
        if item.state is not AgendaState.WAITING:
            words.append(item.state.words.lower())
        elif late is not None:
            words.append(f"running {late} min late" if late else "on time")
        pages = max(self.sheet.page_count, self.board.page_count)
        if pages > 1:
            words.append(f"page {self._page + 1} of {pages}")
        self.foot.set_where(" · ".join(words), late=bool(late))
        if self._open_sheet() is not None:
            self.foot.set_keys("Ctrl+Enter records · Esc puts it aside")
            return
        keys = ["N next", "P previous", "C compare", "R reasons"]
        if self.minutes:
            keys += ["D decide", "I identify"]
        self.foot.set_keys(" · ".join([*keys, "? keys", "Esc leave"]))

    # Keys.

    def _what_is_done(self) -> dict[Act, Callable[[], object]]:
        return {
            Act.NEXT: lambda: self._go(self.at + 1),
            Act.PREVIOUS: lambda: self._go(self.at - 1),
            Act.FIRST: lambda: self._go(0),
            Act.LAST: lambda: self._go(len(self.room.items) - 1 if self.room else 0),
            Act.NEED_BELOW: lambda: self._look(self.board.look(1)),
            Act.NEED_ABOVE: lambda: self._look(self.board.look(-1)),
            Act.REASONS: lambda: self._look(self.board.toggle_reasons()),
            Act.PAGE_ON: lambda: self._turn(1),
            Act.PAGE_BACK: lambda: self._turn(-1),
            Act.CHOOSE: self._choose,
            Act.DECIDE: self.decide,
            Act.IDENTIFY: self.identify,
            Act.PREPARE: self.prepare,
            Act.HELP: self._help,
            Act.LEAVE: self.back_requested.emit,
        }

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key of the view; one that means nothing here goes on to the window."""
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        if self._mode == "choose":
            self._choosing(event.key())
            return
        if self._mode:
            self._close_slip()  # the next key hides it, whatever it is
            if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_I}:
                return
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < 9:
            self._toggle(number)
            return
        act = ACT_OF.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            self._acts[act]()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts away what is laid over the view."""
        self._close_slip()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _go(self, at: int) -> None:
        count = len(self.room.items) if self.room is not None else 0
        if 0 <= at < count:
            self.at = at
            self._show_case()
        elif count:
            self.foot.tell("This is the last case." if at >= count else "This is the first case.")

    def _turn(self, step: int) -> None:
        pages = max(self.sheet.page_count, self.board.page_count)
        self._page = max(0, min(self._page + step, pages - 1))
        self.sheet.turn_to(self._page)
        self.board.turn_to(self._page)
        self._tell_where()

    def _look(self, page: int | None) -> None:
        """Say the need that is looked at; the page that it stands on is shown."""
        if page is not None:
            self._page = max(page, min(self._page, self.sheet.page_count - 1))
        self.foot.tell("")
        announce(self.board, self.board.said())
        self._tell_where()

    # Which options.

    def _toggle(self, at: int) -> None:
        item = self.item
        count = len(item.case.options) if item is not None and item.case is not None else 0
        if at >= count:
            self.foot.tell(f"There are {count} options to compare." if count else "No option yet.")
            return
        chosen = set(self.board.chosen) ^ {at}
        if not chosen:
            self.foot.tell("One option stays.")
        elif len(chosen) > AT_ONCE:
            self.foot.tell(f"{AT_ONCE} stand side by side: take one out first.")
        else:
            self.foot.tell("")
            self.board.choose(tuple(chosen))
            announce(self.board, self.board.accessibleName())
            self._tell_where()

    def _choose(self) -> None:
        item = self.item
        if item is None or item.case is None or len(item.case.options) < 2:
            self.foot.tell("There are not two options to choose from.")
            return
        self._mode, self._choices = "choose", Choosing(item.case, self.board.chosen)
        self._show_choices(self._choices)

    def _show_choices(self, choices: Choosing) -> None:
        title = "Which options to compare"
        self.slip.show_lines(title, choices.lines(), choices.hint(), self._scale())

    def _choosing(self, key: int) -> None:
        choices = self._choices
        if choices is None or key == Qt.Key.Key_Escape:
            self._close_slip()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            picked = tuple(choices.picked) or self.board.chosen
            self._close_slip()
            self.board.choose(picked)
            self._tell_where()
        else:
            choices.press(key)
            self._show_choices(choices)

    # What is laid over it.

    def _help(self) -> None:
        self._mode = "help"
        lines = key_lines(minutes=self.minutes)
        self.slip.show_lines("Keys", lines, "Any key puts this away.", self._scale())

    def _scale(self) -> Scale:
        return Scale.of(self.width(), self.height())

    def _close_slip(self) -> None:
        self._mode, self._choices = "", None
        self._hiding.stop()
        self.slip.hide()
        self.slip.show_nothing()

    def identify(self) -> None:
        """Show who the child is for a while, where that is permitted; the showing is logged."""
        item = self.item
        if item is None:
            return
        if not (self.minutes and self.calls.may(Permission.SEE_CHILDREN)):
            self.foot.tell("The papers are anonymous: who a child is cannot be shown here.")
            return
        key = item.id
        self.calls.write(
            lambda s, a: s.panel_room.identify(a, key), self._show_who, self._refused, words=""
        )

    def _show_who(self, who: WhoIsIt) -> None:
        lines = [SlipLine(line) for line in who.lines]
        hint = f"Logged. Hidden again after {SHOWN_SECONDS} seconds, or at the next key."
        self._mode = "who"
        self.slip.show_lines(who.reference, lines, hint, self._scale())
        self._hiding.start()

    # Deciding.

    def prepare(self) -> None:
        """Prepare the case again, as its request stands now."""
        item = self.item
        if item is None or not self.minutes:
            return
        key = item.id
        self.calls.write(
            lambda s, a: s.panel_cases.prepare(a, key), self._prepared, self._refused, words=""
        )

    def _prepared(self, done: Prepared) -> None:
        words = f"Prepared again: {'; '.join(done.changes) or 'the first case'}."
        here = self.at
        self._read(
            lambda _room: here,
            lambda: self.foot.tell(words if done.new else "Nothing that the panel reads differs."),
        )

    def decide(self) -> None:
        """Record what the panel decides, in place of the options; what was typed before is still there."""
        item, room = self.item, self.room
        if item is None or room is None:
            return
        if not self.minutes:
            self.foot.tell("Whoever takes the minutes records the decision.")
            return
        if room.why_not_decide:
            self.foot.tell(f"Nothing is decided here now. {room.why_not_decide}", grave=True)
            return
        sheet = self._sheets.get(item.id) or self._new_sheet(item, room)
        self.foot.tell("")
        self.right.setCurrentWidget(sheet)
        sheet.begin()
        self._tell_where()

    def _new_sheet(self, item: RoomItem, room: RoomView) -> DecisionSheet:
        options = item.case.options if item.case is not None else ()
        total = options[0].cost.weekly_pence if options else None
        form = DecisionForm(item, room.chair, total, local_day(self.context.clock.now()))
        which = item.case.reference if item.case is not None else f"case {self.at + 1}"
        again = item.state is AgendaState.HEARD
        title = f"Correct the decision on {which}" if again else f"The panel's decision on {which}"
        sheet = DecisionSheet(form, title)
        sheet.set_team(self._team)
        sheet.put_aside.connect(self._put_aside)
        sheet.save_requested.connect(self._save)
        self.right.addWidget(sheet)
        self._sheets[item.id] = sheet
        return sheet

    def _open_sheet(self) -> DecisionSheet | None:
        shown = self.right.currentWidget()
        return shown if isinstance(shown, DecisionSheet) else None

    def _put_aside(self) -> None:
        sheet = self._open_sheet()
        self.right.setCurrentWidget(self.board)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_where()
        if sheet is not None and sheet.form.touched():
            self.foot.tell("Put aside. D brings it back as it was typed.")

    def _save(self, command: RecordPanelDecision) -> None:
        self.calls.write(
            lambda s, a: s.panel_room.decide(a, command),
            lambda done: self._decided(command, done),
            lambda error: self._not_decided(command, error),
            words="",
        )

    def _not_decided(self, command: RecordPanelDecision, error: Refusal) -> None:
        sheet = self._sheets.get(command.item_id)
        if sheet is not None:
            sheet.refuse(error)
        self.foot.tell(str(error), grave=True)

    def _decided(self, command: RecordPanelDecision, done: Decided) -> None:
        sheet = self._sheets.pop(command.item_id, None)
        if sheet is not None:
            self.right.setCurrentWidget(self.board)
            self.right.removeWidget(sheet)
            sheet.deleteLater()
        here = self.at

        def which(room: RoomView) -> int:
            keys = [item.id for item in room.items]
            return keys.index(done.next_item) if done.next_item in keys else here

        last = "" if done.next_item is not None else " Every case has been heard."
        self._read(which, lambda: self.foot.tell(done.words + last))
