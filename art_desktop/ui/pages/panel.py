"""What somebody who is invited to panels finds: their meetings, each with its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import MeetingState
from art_desktop.domain.panel_room_views import PapersLine
from art_desktop.domain.permissions import Actor
from art_desktop.domain.wording import short_day_words, time_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import PANEL_ROOM
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.words import counted

if TYPE_CHECKING:
    from art_desktop.services import Services


def _when(row: PapersLine) -> str:
    day = short_day_words(local_day(row.starts_at))
    words = f"{day} · {time_words(row.starts_at)}–{time_words(row.ends_at)}"
    return f"{words} · now" if row.state is MeetingState.UNDER_WAY else words


def _papers(row: PapersLine) -> str:
    if not row.cases:
        return "No case on the agenda yet"
    if row.ready == row.cases:
        return f"{counted(row.cases, 'case')}, all to be read"
    return f"{counted(row.cases, 'case')}, {row.ready} to be read so far"


_COLUMNS: tuple[Column[PapersLine], ...] = (
    Column("Panel", lambda r: r.panel.words, width=176, kind=CellKind.STRONG),
    Column("When", _when, sort=lambda r: r.starts_at, width=216),
    Column("Where", lambda r: r.place, width=256, kind=CellKind.MUTED),
    Column("Chair", lambda r: r.chair, width=176, hide_below=1040),
    Column("You are", lambda r: r.part.words if r.part else "", width=128, hide_below=1240),
    Column("Papers", _papers, width=0),
)


class PanelPage(RowsPage[PapersLine]):
    """The meetings whose papers somebody may read, soonest first; Enter opens them over the whole screen."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "Your papers",
            _COLUMNS,
            lambda row: row.id,
            _meetings,
            empty=EmptyState(
                "panels",
                "No papers wait for you",
                "When you are invited to a panel, its papers stand here until the meeting is closed.",
            ),
            filter_hint="Type to filter: a panel, a day, a place",
            opened=lambda row: self.go_requested.emit(Route(PANEL_ROOM, row.id)),
        )

    @override
    def describe(self, rows: tuple[PapersLine, ...]) -> str:
        """Return how many meetings there are, and what opens one."""
        return f"{counted(len(rows), 'meeting')} · Enter opens the papers" if rows else ""


def _meetings(services: Services, actor: Actor) -> tuple[PapersLine, ...]:
    return services.panel_room.meetings(actor)
