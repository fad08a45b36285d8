"""Today: who has no home tonight, what do I owe, what is coming."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from art_desktop.domain.approaching import RELEASE_OWED
from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import TaskId, UserId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed, ComingRow, RequestRow, TaskRow, Today, UserRow
from art_desktop.domain.resource_prices import still_waits
from art_desktop.domain.vocabulary import TaskKind, Urgency
from art_desktop.domain.wording import day_words, left_words, short_day_words, time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.entries import Entry, EntryColumn
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.pages.routes import CHILD, REQUEST, REQUEST_FORM, route_to
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import Banner, EmptyState, Tone
from art_desktop.ui.widgets.show import DueText, Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, page_title, small, strong
from art_desktop.ui.words import counted

REFRESH_MS = 60_000
LONGEST = 76


def due_of_request(row: RequestRow, now: datetime) -> Due:
    """Return how the time by which a home is needed stands."""
    if not row.stage.is_open:
        return Due.DONE
    if not still_waits(row.kind, row.stage):
        return Due.LATER
    if row.needed_at < now:
        return Due.LATE
    return Due.TODAY if local_day(row.needed_at) == local_day(now) else Due.LATER


def due_of_task(row: TaskRow) -> Due:
    """Return how a task's clock stands."""
    if row.done_at is not None:
        return Due.DONE
    if row.late:
        return Due.LATE
    return Due.TODAY if row.due_today else Due.LATER


class TodayPage(ListPage):
    """Three columns. `counted(tasks that cannot wait, open requests)` each time it was read."""

    counted = Signal(int, int)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Today")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self._today: Today | None = None
        self._team: tuple[UserRow, ...] = ()
        self._sees_requests = self.calls.may(Permission.SEE_NEEDS)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        self._title = page_title("Today")
        head.addWidget(self._title)
        head.addSpacing(GRID)
        self.summary = muted("")
        head.addWidget(self.summary)
        head.addWidget(self.busy)
        head.addStretch(1)
        if self.calls.may(Permission.EDIT_REQUESTS):
            new = Button("New request", self._new, kind=Kind.PRIMARY, icon_name="add")
            head.addWidget(new)
        self.column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        self.without = EntryColumn("Who has no home tonight?")
        self.owed = EntryColumn("What do I owe?")
        self.coming = EntryColumn("What is coming?")
        self._columns = [self.without, self.owed, self.coming]
        if not self._sees_requests:
            self.without.setParent(None)
            self._columns.remove(self.without)
        for at, column in enumerate(self._columns):
            row.addWidget(column, 1)
            column.sideways.connect(partial(self._sideways, at))
        self.column.addLayout(row, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(self.read_again)

    @override
    def open(self, key: object) -> None:
        """Read everything anew."""
        self.read_again()
        if not self._team:
            self.calls.read("team", lambda s, who: s.tasks.team(who), self._got_team)

    def read_again(self) -> None:
        """Read the three columns anew."""
        self.calls.read("today", lambda s, who: s.tasks.today(who), self._show)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Keep the clocks right while it is looked at."""
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that nobody sees."""
        super().hideEvent(event)
        self._clock.stop()

    def _got_team(self, team: tuple[UserRow, ...]) -> None:
        self._team = team

    # What is shown.

    def _show(self, today: Today) -> None:
        # Taking the old entries away moves the focus about: it is put back at the end.
        focus = [(column, column.focus_place()) for column in self._columns]
        first = self._today is None
        self._today = today
        now = self._context.clock.now()
        late = sum(task.late for task in today.owed)
        self._title.setText(f"Today, {day_words(local_day(now))}")
        parts = []
        if self._sees_requests:
            parts.append(
                counted(
                    len(today.without_home), "request without a home", "requests without a home"
                )
            )
        parts.append(counted(len(today.owed), "task") + (f", {late} late" if late else ""))
        words = " · ".join(parts)
        self.summary.setText(words[:1].upper() + words[1:])
        self.without.show_entries(
            [self._request(row, now) for row in today.without_home],
            EmptyState("check", "Everybody has a home tonight", "A good day."),
            str(len(today.without_home) or ""),
        )
        self._show_owed(today.owed, now)
        self.coming.show_entries(
            [self._coming(row) for row in today.coming],
            EmptyState(
                "calendar",
                "Nothing in the next fortnight",
                "Ends, birthdays and reviews show here.",
            ),
            str(len(today.coming) or ""),
        )
        pressing = sum(task.late or task.due_today for task in today.owed if self._mine(task))
        self.counted.emit(pressing, today.open_requests)
        stood = [(column, at) for column, at in focus if at >= 0]
        if stood:
            column, at = stood[0]
            if not column.take_focus(at):
                self.focus_first()
        elif first and self.isVisible():
            self.focus_first()

    def _show_owed(self, owed: tuple[TaskRow, ...], now: datetime) -> None:
        mine = [task for task in owed if self._mine(task)]
        others = [task for task in owed if not self._mine(task)]
        entries = [self._task(task, now) for task in mine]
        entries += [self._task(task, now) for task in others]
        words = f"{len(mine)} mine · {len(others)} others'" if others else str(len(mine) or "")
        empty = EmptyState("check", "Nothing is owed", "Every clock is stopped. A good day.")
        self.owed.show_entries(entries, empty, words)

    def _mine(self, task: TaskRow) -> bool:
        return task.owner_id in (None, self.calls.actor().user_id)

    def _request(self, row: RequestRow, now: datetime) -> Entry:
        left = left_words(row.needed_at, now)
        name = f"{row.reference}, {row.children_words}, {left}, {row.stage.words}. {row.next_step}"
        entry = Entry(name, lambda: self.go_requested.emit(Route(REQUEST, row.id)))
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(strong(row.reference))
        if row.urgency is not Urgency.PLANNED:
            words = "urgent" if row.urgency is Urgency.URGENT else "out of hours"
            line.addWidget(Tag(words, "support", "warning_tint"))
        line.addStretch(1)
        entry.add(top)
        who = QWidget()
        line = QHBoxLayout(who)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(OneLine(row.children_words), 1)
        line.addWidget(DueText(due_of_request(row, now), left))
        entry.add(who)
        if row.flag:
            entry.add(Label(row.flag, ink=Ink.LATE, wrap=True))
        entry.add(muted(f"{row.stage.words} · {_shortly(row.next_step)}", wrap=True))
        return entry

    def _task(self, row: TaskRow, now: datetime) -> Entry:
        due, left = due_of_task(row), left_words(row.due_at, now)
        owner = "" if row.owner_id == self.calls.actor().user_id else row.owner or "the team"
        when = f"due {_when(row.due_at, now)}"
        about = lines_of((when, row.request_reference, owner and f"with {owner}"))
        entry = Entry(
            f"{row.words}, {left}. {about}. D: done. H: hand over.",
            self._opener(row),
            lambda letter: self._act(row, letter),
        )
        entry.add(DueText(due, left))
        entry.add(Label(row.words, wrap=True))
        entry.add(small(about, wrap=True))
        done = IconButton("check", f"Done (D): {row.words}", lambda: self.done(row), compact=True)
        hand = IconButton(
            "person", f"Hand over (H): {row.words}", lambda: self.hand_over(row), compact=True
        )
        for button in (done, hand):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            entry.tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return entry

    def _opener(self, row: TaskRow) -> Callable[[], object] | None:
        if row.request_id is not None and self._sees_requests:
            key = (int(row.request_id), "approaches") if _is_asking(row) else row.request_id
            return lambda: self.go_requested.emit(Route(REQUEST, key))
        if row.child_id is not None and self.calls.may(Permission.SEE_CHILDREN):
            return lambda: self.go_requested.emit(Route(CHILD, row.child_id))
        return None

    def _coming(self, row: ComingRow) -> Entry:
        entry = Entry(
            f"{day_words(row.on)}: {row.words}, {row.detail}",
            lambda: self.go_requested.emit(route_to(row.route, row.key)),
        )
        entry.add(muted(f"{short_day_words(row.on)} · {row.detail}"))
        entry.add(Label(row.words, wrap=True))
        return entry

    # What is done.

    def _new(self) -> None:
        self.go_requested.emit(Route(REQUEST_FORM))

    def _act(self, row: TaskRow, letter: str) -> bool:
        if letter == "d":
            self.done(row)
        elif letter == "h":
            self.hand_over(row)
        else:
            return False
        return True

    def done(self, row: TaskRow) -> None:
        """Mark a task done; the banner can open it again. What a night leaves is closed in words, on its request."""
        if row.kind is TaskKind.DUTY_MOVE and row.request_id is not None and self._sees_requests:
            self.go_requested.emit(Route(REQUEST, (int(row.request_id), "placement")))
            return

        def told(_done: Changed) -> None:
            self._tell(f"Done: {row.words}", partial(self._open_again, row.id))

        self.calls.write(lambda s, who: s.tasks.done(who, row.id, row.version), told)

    def _open_again(self, task_id: TaskId) -> None:
        def told(_done: Changed) -> None:
            self._tell("The task is open again.", None)

        self.calls.write(lambda s, who: s.tasks.undo(who, task_id), told)

    def hand_over(self, row: TaskRow) -> None:
        """Offer the team, to give the task to one of them."""
        menu = QMenu(self)
        menu.setAccessibleName("Hand over to")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Hand over to").setEnabled(False)
        people: list[tuple[UserId | None, str]] = [(u.id, u.full_name) for u in self._team]
        for user_id, name in [*people, (None, "The whole team")]:
            if user_id != row.owner_id:
                action = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(partial(self._give, row, user_id, name))
        entry = next((e for e in self.owed.entries if e.hasFocus()), None)
        at: QWidget = entry or self.owed
        menu.popup(at.mapToGlobal(QPoint(GRID * 2, min(at.height(), 120))))
        menu.setActiveAction(menu.actions()[1])
        self.menu = menu

    def _give(self, row: TaskRow, user_id: UserId | None, name: str, _on: object = None) -> None:
        def told(_done: Changed) -> None:
            back = partial(self._give_back, row.id, row.owner_id)
            self._tell(
                f"Handed over to {name[:1].lower() + name[1:] if user_id is None else name}: {row.words}",
                back,
            )

        self.calls.write(lambda s, who: s.tasks.hand_over(who, row.id, row.version, user_id), told)

    def _give_back(self, task_id: TaskId, owner_id: UserId | None) -> None:
        found = [task for task in self._today.owed if task.id == task_id] if self._today else []
        if not found:
            return
        version = found[0].version

        def told(_done: Changed) -> None:
            self._tell("The task is where it was.", None)

        self.calls.write(lambda s, who: s.tasks.hand_over(who, task_id, version, owner_id), told)

    def _tell(self, words: str, undo: Callable[[], object] | None) -> None:
        banner = Banner(Tone.SUCCESS, words, action="Undo" if undo else "", on_action=undo)
        self.banner_requested.emit(banner)
        self.said.emit(f"saved {time_words(self._context.clock.now())}")
        self.read_again()

    # The keyboard.

    def _sideways(self, at: int, step: int) -> None:
        for other in range(at + step, len(self._columns) if step > 0 else -1, step):
            if self._columns[other].take_focus():
                return

    @override
    def focus_first(self) -> None:
        """Start at the first entry there is."""
        if not any(column.take_focus() for column in self._columns):
            self.setFocus()


def _shortly(words: str) -> str:
    """Return the beginning of a sentence, cut at a word; the whole of it is on the request."""
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"


def _when(at: datetime, now: datetime) -> str:
    day = local_day(at)
    return time_words(at) if day == local_day(now) else f"{short_day_words(day)} {time_words(at)}"


def _is_asking(row: TaskRow) -> bool:
    """Say whether a task is done under Approaches: a paper to release, answers to chase."""
    return row.kind is TaskKind.CHASE or row.words.startswith(RELEASE_OWED)
