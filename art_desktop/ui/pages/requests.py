"""The list of requests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from art_desktop.domain.clock import local_day
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.read_models import RequestRow
from art_desktop.domain.resource_prices import stage_words, still_waits
from art_desktop.domain.vocabulary import Urgency
from art_desktop.domain.wording import left_words, short_day_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import REQUEST, REQUEST_FORM, WAITING
from art_desktop.ui.pages.today import due_of_request
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.words import counted

if TYPE_CHECKING:
    from art_desktop.services import Services

_PRESSING = {
    Urgency.PLANNED: "",
    Urgency.URGENT: "Urgent · ",
    Urgency.OUT_OF_HOURS: "Out of hours · ",
}


class RequestsPage(RowsPage[RequestRow]):
    """Every open request, soonest needed first; closed ones too where ticked."""

    def __init__(self, context: PageContext) -> None:
        clock = context.clock
        columns: tuple[Column[RequestRow], ...] = (
            Column("Reference", lambda r: r.reference, width=118, kind=CellKind.STRONG),
            Column("Who", lambda r: r.children_words, width=176),
            Column(
                "Name", lambda r: r.children_names, width=128, kind=CellKind.MUTED, hide_below=920
            ),
            Column(
                "Needed by",
                lambda r: _needed(r, clock.now()),
                sort=lambda r: r.needed_at,
                width=222,
                kind=CellKind.DUE,
                value=lambda r: due_of_request(r, clock.now()),
            ),
            Column(
                "Kind",
                lambda r: _PRESSING[r.urgency] + r.kind.words,
                width=232,
                hide_below=1240,
            ),
            Column("Stage", lambda r: stage_words(r.kind, r.stage), width=128),
            Column(
                "Owner",
                lambda r: r.owner or "nobody",
                width=136,
                kind=CellKind.MUTED,
                hide_below=1120,
            ),
            Column("Next step", _next, width=0),
        )
        may_edit = context.actor().may(Permission.EDIT_REQUESTS)
        super().__init__(
            context,
            "Requests",
            columns,
            lambda row: row.id,
            _open_ones,
            empty=EmptyState(
                "requests",
                "No open requests",
                "A request begins when a child's social worker asks for a home.",
                action="New request" if may_edit else "",
                on_action=self._new,
            ),
            filter_hint="Type to filter: a reference, a name, a stage",
            opened=lambda row: self.go_requested.emit(Route(REQUEST, row.id)),
        )
        self.closed = Check("Closed ones too")
        self.closed.clicked.connect(self.read_again)
        self.table.tools.addWidget(self.closed)
        if context.actor().may(Permission.SEARCH):
            everybody = Button(
                "Everybody who waits", lambda: self.go_requested.emit(Route(WAITING))
            )
            self.acts.addWidget(everybody)
        if may_edit:
            new = Button("New request", self._new, kind=Kind.PRIMARY, icon_name="add")
            self.acts.addWidget(new)

    @override
    def read_again(self) -> None:
        """Read the requests anew, with the closed ones where they are asked for."""
        self._load = _everything if self.closed.isChecked() else _open_ones
        super().read_again()

    def _new(self) -> None:
        self.go_requested.emit(Route(REQUEST_FORM))

    @override
    def describe(self, rows: tuple[RequestRow, ...]) -> str:
        """Return how many are open and how many urgent."""
        still = [row for row in rows if row.stage.is_open]
        urgent = sum(row.urgency is not Urgency.PLANNED for row in still)
        return f"{counted(len(still), 'open request')}" + (f", {urgent} urgent" if urgent else "")


def _open_ones(services: Services, actor: Actor) -> tuple[RequestRow, ...]:
    return services.requests.rows(actor)


def _everything(services: Services, actor: Actor) -> tuple[RequestRow, ...]:
    return services.requests.rows(actor, include_closed=True)


def _next(row: RequestRow) -> str:
    """Return what must not be overlooked, then what comes next."""
    return " · ".join(words for words in (row.flag, row.next_step) if words)


def _needed(row: RequestRow, now: datetime) -> str:
    day = short_day_words(local_day(row.needed_at))
    return f"{day} · {left_words(row.needed_at, now)}" if still_waits(row.kind, row.stage) else day
