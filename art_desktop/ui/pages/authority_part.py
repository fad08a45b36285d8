"""Settings, Authorisation: which post decides what, at which urgency; who may edit it changes a cell from a day on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.authority_views import (
    AuthorityView,
    Cell,
    CellPart,
    RouteGiven,
    RouteLine,
    Scope,
    SetRoutes,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.permissions import Permission
from art_desktop.domain.vocabulary import RequestKind, Urgency
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace, capital
from art_desktop.ui.pages.routes_field import RoutesField
from art_desktop.ui.pages.settings_asking import AskingPart, any_problem, refusing, topped
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.choices import CheckField, ChoiceField, SegmentedField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, TextField
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Label, muted, strong
from art_desktop.ui.words import day, source_words

_ALL = "all of these requests"
SCOPES = tuple(
    Scope(joint, permanency) for joint in (None, False, True) for permanency in (None, False, True)
)


@dataclass(frozen=True)
class KindRow:
    """One kind of request with its three cells."""

    kind: RequestKind
    cells: tuple[Cell, ...]

    def cell(self, urgency: Urgency) -> Cell:
        """Return the cell of an urgency."""
        return next(cell for cell in self.cells if cell.urgency is urgency)


class AuthorityPart(AskingPart):
    """The policy as a table: kinds down, urgencies across; the chosen kind in full below it."""

    def __init__(
        self, calls: Calls, tell: Callable[[Banner], object], say: Callable[[], object]
    ) -> None:
        super().__init__(calls, tell, say)
        self._may = calls.may(Permission.EDIT_POLICY)
        self.view: AuthorityView | None = None
        self.table = self._table()
        self.column.addWidget(self.table, 3)
        self.words = Card()
        self.words.setAccessibleName("The chosen kind of request")
        self.column.addWidget(scrolled(topped(self.words)), 3)

    def _table(self) -> DataTable[KindRow]:
        def cell_words(urgency: Urgency) -> Callable[[KindRow], str]:
            return lambda row: capital(row.cell(urgency).short_words)

        columns: tuple[Column[KindRow], ...] = (
            Column("What is asked", lambda r: r.kind.words, width=312, kind=CellKind.STRONG),
            Column("Planned", cell_words(Urgency.PLANNED), width=0),
            Column("Urgent, in hours", cell_words(Urgency.URGENT), width=248, hide_below=760),
            Column("Out of hours", cell_words(Urgency.OUT_OF_HOURS), width=136, hide_below=760),
        )
        table: DataTable[KindRow] = DataTable(
            "Who decides what",
            columns,
            lambda r: r.kind,
            filter_hint="Type to filter: EDS, JASP, secure",
        )
        table.row_selected.connect(self._show_kind)
        if self._may:
            table.tools.addWidget(Button("Change …", self.ask, kind=Kind.PRIMARY, compact=True))
            table.row_opened.connect(lambda _row: self.ask())
        return table

    @override
    def read_again(self) -> None:
        """Read the policy anew."""
        self.calls.read("authority", lambda s, who: s.authority.view(who), self._show)

    def _show(self, view: AuthorityView) -> None:
        self.view = view
        rows = [
            KindRow(kind, tuple(cell for cell in view.cells if cell.kind is kind))
            for kind in RequestKind
        ]
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select(rows[0].kind)
        self._show_kind(self.table.current())

    def _show_kind(self, row: KindRow | None) -> None:
        clear_layout(self.words.body)
        if row is None:
            return
        self.words.add(strong(row.kind.words, wrap=True))
        pairs = KeyValue()
        for urgency in Urgency:
            pairs.add(urgency.words, _cell_widget(row.cell(urgency)))
        self.words.add(pairs)

    # What a manager does.

    def ask(self) -> None:
        """Ask which cell of the chosen kind is to be changed, and how."""
        row = self.table.current()
        if row is None:
            self.tell(Banner(Tone.INFO, "Choose the kind of request first."))
            return
        asking = _Asking(row, local_day(self.calls.context.clock.now()))

        def save() -> None:
            if any_problem(asking.fields):
                return
            command = asking.command()
            if command is None:
                return
            panel.do_button.setEnabled(False)
            self.calls.write(
                lambda s, who: s.authority.set_routes(who, command),
                self.done,
                refusing(panel, asking.fields),
            )

        why = (
            "What holds now ends the day before. Decisions taken until then keep the policy of "
            "their day."
        )
        panel = InPlace(
            f"{row.kind.words}: who decides", "Save from that day", save, self.close_panel, why=why
        )
        for field in asking.fields:
            panel.body.addWidget(field)
        asking.show_scopes()
        self.asking = asking
        self.open_panel(panel, asking.urgency)

    @override
    def focus_reading(self) -> None:
        """Give the keyboard back to the table."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


class _Asking:
    """The questions of a change: which cell, for which requests, the routes, from when, decided by whom."""

    def __init__(self, row: KindRow, today: object) -> None:
        self.row = row
        self.urgency = SegmentedField(
            "urgency",
            "Urgency",
            tuple((one, one.words) for one in Urgency),
            required=True,
            not_known=False,
        )
        self.urgency.set_value(Urgency.PLANNED)
        self.scope = ChoiceField(
            "scope", "For which requests", (), required=True, not_known=False, width=480
        )
        self.routes = RoutesField()
        self.none = CheckField("no_route", "There is meant to be no such route")
        self.begins = DateField("effective_from", "From", "Today or a day to come.", required=True)
        self.begins.set_value(today)
        self.source = TextField(
            "source", "Decided by, and where written", required=True, width="long"
        )
        self.fields: tuple[Field, ...] = (
            self.urgency,
            self.scope,
            self.routes,
            self.none,
            self.begins,
            self.source,
        )
        self.urgency.changed.connect(self.show_scopes)
        self.scope.changed.connect(self.show_routes)
        self.routes.changed.connect(self._show_none)

    def _cell(self) -> Cell:
        urgency = self.urgency.value()
        assert isinstance(urgency, Urgency)
        return self.row.cell(urgency)

    def show_scopes(self) -> None:
        """Offer the requests for which the cell has routes, then the others; call it once they have their place."""
        used = [part.scope for part in self._cell().parts if part.routes or part.later]
        ordered = (*used, *(scope for scope in SCOPES if scope not in used))
        self.scope.set_options([(scope, capital(scope.words or _ALL)) for scope in ordered])
        self.scope.set_value(ordered[0])
        self.show_routes()

    def show_routes(self) -> None:
        """Show the routes of the chosen cell as they stand."""
        scope = self.scope.value()
        parts = [part for part in self._cell().parts if part.scope == scope]
        routes = parts[0].routes if parts else ()
        self.routes.set_value(tuple(line.given for line in routes))
        self._show_none()

    def _show_none(self) -> None:
        self.none.setVisible(not self.routes.value())

    def command(self) -> SetRoutes | None:
        """Return the change; None where a day or a scope is missing."""
        begins, scope, cell = self.begins.value(), self.scope.value(), self._cell()
        if begins is None or not isinstance(scope, Scope):
            return None
        routes: tuple[RouteGiven, ...] = self.routes.value()
        return SetRoutes(
            kind=cell.kind,
            urgency=cell.urgency,
            scope=scope,
            routes=routes,
            begins_on=begins,
            source=self.source.text(),
            no_route=not routes and self.none.value(),
        )


def _cell_widget(cell: Cell) -> QWidget:
    """Return one cell in full: each route in words, since when, from where; what begins later."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    shown: Sequence[CellPart] = [part for part in cell.parts if part.routes or part.later]
    if not any(part.routes for part in shown):
        column.addWidget(muted("No such route."))
    for part in shown:
        if part.scope.words:
            column.addWidget(muted(f"{capital(part.scope.words)}:", wrap=True))
        for line in part.routes:
            column.addWidget(Label(f"{capital(line.words)}. {_holds(line)}", wrap=True))
        for line in part.later:
            later = f"From {day(line.begins_on)}: {line.words}. {_lasts(line)}"
            column.addWidget(muted(later, wrap=True))
    return box


def _holds(line: RouteLine) -> str:
    until = f" to {day(line.ends_on)}" if line.ends_on else ""
    valid = f"Valid {line.given.valid_days} days"
    return f"{valid}; from {day(line.begins_on)}{until}; {source_words(line.source)}"


def _lasts(line: RouteLine) -> str:
    return f"Valid {line.given.valid_days} days; {source_words(line.source)}"
