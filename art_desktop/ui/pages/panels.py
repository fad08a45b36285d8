"""The list of meetings of every panel, a year ahead; calling one; the year as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import MeetingState
from art_desktop.domain.errors import Refusal
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.meeting_views import CalendarView, CallMeeting, MeetingRow
from art_desktop.domain.permissions import Actor
from art_desktop.domain.wording import day_words, short_day_words, time_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.panels_asking import CallPanel
from art_desktop.ui.pages.panels_saving import Where, save_calendar, where_to_save_calendar
from art_desktop.ui.pages.routes import MEETING, PANEL_RULES
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, EmptyState, Tone, clear_layout
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.words import DASH, counted

if TYPE_CHECKING:
    from art_desktop.services import Services


class PanelsPage(RowsPage[MeetingRow]):
    """The meetings to come, soonest first. A meeting's key selects it."""

    def __init__(self, context: PageContext, where: Where = where_to_save_calendar) -> None:
        self._now = context.clock.now
        self.calendar: CalendarView | None = None
        columns: tuple[Column[MeetingRow], ...] = (
            Column("Panel", lambda r: r.panel.words, width=144, kind=CellKind.STRONG),
            Column("When", _when, sort=lambda r: r.starts_at, width=196),
            Column(
                "Papers close",
                self._papers,
                sort=lambda r: r.papers_due_at,
                width=176,
                kind=CellKind.DUE,
                value=self._due,
            ),
            Column("Agenda", _items, sort=lambda r: r.items, width=184),
            Column("Coming", _coming, sort=lambda r: r.coming, width=152, hide_below=900),
            Column("State", _state, width=0, kind=CellKind.MUTED),
        )
        super().__init__(
            context,
            "Panels",
            columns,
            lambda row: row.id,
            self._read,
            empty=EmptyState("panels", "No meetings", "Give a panel a rule, or call a meeting."),
            filter_hint="Type to filter: JASP, Dec, without papers",
            opened=lambda row: self.go_requested.emit(Route(MEETING, row.id)),
        )
        self._where = where
        self.asking: CallPanel | None = None
        self.past = Check("Past and cancelled ones too")
        self.past.clicked.connect(lambda _on: self.show_rows())
        self.table.tools.addWidget(self.past)
        self.call_button = Button("Call a meeting …", self.ask_call, icon_name="add")
        self.acts.addWidget(self.call_button)
        self.acts.addWidget(Button("Save the year’s calendar", self.save_year))
        rules = Button("Rules", self._to_rules, kind=Kind.QUIET, icon_name="calendar")
        self.acts.addWidget(rules)
        self._notice = QVBoxLayout()
        self.column.insertLayout(1, self._notice)

    def _read(self, services: Services, who: Actor) -> tuple[MeetingRow, ...]:
        # The rules come with the rows; both are replaced in one go.
        self.calendar = services.panels.calendar(who)
        return self.calendar.rows

    @override
    def keep(self, row: MeetingRow) -> bool:
        if self.past.isChecked():
            return True
        over = row.state in {MeetingState.CLOSED, MeetingState.CANCELLED}
        return not over and row.on >= local_day(self._now())

    @override
    def describe(self, rows: tuple[MeetingRow, ...]) -> str:
        coming = [row for row in rows if row.ends_at > self._now()]
        return f"{counted(len(coming), 'meeting')} to come"

    @staticmethod
    def _papers(row: MeetingRow) -> str:
        return f"{short_day_words(local_day(row.papers_due_at))} {time_words(row.papers_due_at)}"

    def _due(self, row: MeetingRow) -> Due | None:
        now = self._now()
        if row.state is MeetingState.CANCELLED or now > row.ends_at:
            return None
        if now > row.papers_due_at:
            return Due.LATE if row.papers_open else Due.DONE
        same_day = local_day(row.papers_due_at) == local_day(now)
        return Due.TODAY if same_day and row.papers_open else Due.LATER

    # What is done.

    def ask_call(self) -> None:
        """Ask for a meeting that is called by hand."""
        if self.calendar is None:
            return
        clear_layout(self._notice)
        self.asking = CallPanel(self.calendar.rules, self._call, self._close_notice)
        self._notice.addWidget(self.asking)
        self.asking.begin()

    def _call(self, command: CallMeeting) -> None:
        def called(key: MeetingId) -> None:
            self._close_notice()
            self.go_requested.emit(Route(MEETING, key))

        self.calls.write(lambda s, who: s.panels.call(who, command), called, self._refused)

    def save_year(self) -> None:
        """Save every meeting to come as one calendar file."""

        def saved(place: object) -> None:
            self._close_notice()
            banner = Banner(Tone.SUCCESS, "The year’s calendar file is saved.", str(place))
            banner.dismissed.connect(lambda: clear_layout(self._notice))
            self._notice.addWidget(banner)
            banner.announce()

        self.calls.write(
            lambda s, who: s.attendance.year(who),
            lambda made: save_calendar(self.calls, self, made, self._where, saved),
        )

    def _to_rules(self) -> None:
        self.go_requested.emit(Route(PANEL_RULES))

    def _close_notice(self) -> None:
        had = self.asking
        self.asking = None
        clear_layout(self._notice)
        if had is not None:
            self.focus_first()

    def _refused(self, error: Refusal) -> None:
        if self.asking is None or not self.asking.refused(error):
            self.banner_requested.emit(Banner.refusal(error))


def _when(row: MeetingRow) -> str:
    return f"{day_words(row.on)} {time_words(row.starts_at)}"


def _items(row: MeetingRow) -> str:
    if not row.items:
        return DASH
    words = counted(row.items, "item")
    return (
        f"{words}, {row.papers_open} without papers" if row.papers_open else f"{words}, papers in"
    )


def _coming(row: MeetingRow) -> str:
    if not row.counted:
        return DASH if row.quorum is None else f"quorum {row.quorum}"
    words = f"{row.coming} of {row.counted}"
    return words if row.quorum is None else f"{words}, quorum {row.quorum}"


def _state(row: MeetingRow) -> str:
    if row.state is MeetingState.PLANNED:
        return row.words or DASH
    return f"{row.state.words} · {row.words}" if row.words else row.state.words
