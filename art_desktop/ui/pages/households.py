"""The list of households, with their free places on any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.household_views import HouseholdRow
from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.vocabulary import HouseholdStatus, Tier
from art_desktop.domain.wording import short_day_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import HOUSEHOLD, HOUSEHOLD_FORM, IMPORT
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.choices import ChoiceField, Option
from art_desktop.ui.widgets.fields import DateField, NumberField
from art_desktop.ui.words import DASH, counted, day

if TYPE_CHECKING:
    from art_desktop.services import Services

_EVERYBODY = "everybody"


def standing(row: HouseholdRow) -> str:
    """Return whether a household can be asked, in a word or two."""
    if row.status is not HouseholdStatus.ACTIVE:
        return row.status.words
    return row.hold_words or "Active"


def next_words(row: HouseholdRow) -> str:
    """Return when more places are expected free: "2 by then", "2 from Thu 3 Dec"."""
    if row.expected > row.free:
        return f"{row.expected} by then"
    return f"{row.next_free} from {short_day_words(row.next_on)}" if row.next_on else DASH


def whose(row: HouseholdRow) -> str:
    """Return the agency, or whose it is else."""
    return row.provider or row.tier.words


_COLUMNS: tuple[Column[HouseholdRow], ...] = (
    Column("Household", lambda r: r.name, width=200, kind=CellKind.STRONG),
    Column("Number", lambda r: r.reference, width=84, kind=CellKind.MUTED, hide_below=1440),
    Column("Area", lambda r: r.area, width=72),
    Column(
        "Free",
        lambda r: f"{r.free} of {r.places}",
        sort=lambda r: r.free,
        width=80,
        kind=CellKind.NUMBER,
        in_filter=False,
    ),
    Column(
        "More expected",
        next_words,
        sort=lambda r: r.on if r.expected > r.free else r.next_on or date.max,
        width=144,
        in_filter=False,
    ),
    Column("Standing", standing, width=144),
    Column("Approved for", lambda r: r.approved_words, width=0),
    Column("Level", lambda r: r.level.words if r.level else DASH, width=88, hide_below=1440),
    Column(
        "Review due",
        lambda r: day(r.review_due_on),
        sort=lambda r: r.review_due_on,
        width=176,
        kind=CellKind.DUE,
        value=lambda r: Due.LATE if r.review_late else Due.LATER,
        hide_below=1240,
    ),
    Column("Whose", whose, width=140, kind=CellKind.MUTED, hide_below=900),
)


class HouseholdsPage(RowsPage[HouseholdRow]):
    """Every household whose approval has not ended, with its free places on the day that is asked for."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        # Read off the window's thread, so it is a value of its own and not the field's.
        self._day: date | None = None
        actor = context.actor()
        may_import = actor.may(Permission.IMPORT)
        super().__init__(
            context,
            "Households",
            _COLUMNS,
            lambda row: row.id,
            self._read,
            empty=EmptyState(
                "households",
                "No households yet",
                "Bring in the fostering service's list, or add them one by one.",
                action="Import households" if may_import else "",
                on_action=self._import,
            ),
            filter_hint="Type to filter: a name, PE4, short term",
            opened=lambda row: self.go_requested.emit(Route(HOUSEHOLD, row.id)),
        )
        self.free_on = DateField("free_on", "Free on (empty: today)")
        self.at_least = NumberField("at_least", "Places free, at least", most=9)
        self.whose = ChoiceField("whose", "Whose", _whose_options(()), not_known=False, width=320)
        self.whose.set_value(_EVERYBODY)
        self._lay_filters()
        if may_import:
            self.acts.addWidget(Button("Import …", self._import, icon_name="import"))
        if actor.may(Permission.EDIT_HOUSEHOLDS):
            add = Button("Add household", self._add, kind=Kind.PRIMARY, icon_name="add")
            self.acts.addWidget(add)

    def _lay_filters(self) -> None:
        """Put the questions between the title and the table."""
        row = QHBoxLayout()
        row.setSpacing(GRID * 3)
        for field in (self.free_on, self.at_least, self.whose):
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.column.insertLayout(1, row)
        self.free_on.line.editingFinished.connect(self._on_day)
        self.at_least.changed.connect(self.show_rows)
        self.whose.changed.connect(self.show_rows)

    def _read(self, services: Services, actor: Actor) -> tuple[HouseholdRow, ...]:
        return services.households.rows(actor, self._day)

    def _on_day(self) -> None:
        wanted = self.free_on.value()
        if self.free_on.own_problem() or wanted == self._day:
            return
        self._day = wanted
        self.read_again()

    def _import(self) -> None:
        self.go_requested.emit(Route(IMPORT, ImportKind.HOUSEHOLDS))

    def _add(self) -> None:
        self.go_requested.emit(Route(HOUSEHOLD_FORM))

    @override
    def show_rows(self) -> None:
        self.whose.set_options(_whose_options(self._rows))
        super().show_rows()

    @override
    def keep(self, row: HouseholdRow) -> bool:
        least = self.at_least.value()
        if least is not None and row.expected < least:
            return False
        wanted = self.whose.value()
        if wanted in (None, _EVERYBODY):
            return True
        if isinstance(wanted, Tier):
            return row.tier is wanted
        return row.provider == wanted

    @override
    def describe(self, rows: tuple[HouseholdRow, ...]) -> str:
        own = [row for row in rows if not row.provider]
        free = sum(row.free for row in own)
        on = rows[0].on if rows else None
        today = local_day(self._context.clock.now())
        when = "" if on in (None, today) else f" on {day(on)}"
        return f"{counted(len(own), 'in-house household')}, {counted(free, 'free place')}{when}"


def _whose_options(rows: tuple[HouseholdRow, ...]) -> list[Option]:
    """Return what the list can be kept to: a tier, or one agency."""
    tiers = ((tier, tier.words) for tier in (Tier.IN_HOUSE, Tier.CONNECTED, Tier.IFA))
    agencies = sorted({row.provider for row in rows if row.provider}, key=str.casefold)
    return [(_EVERYBODY, "Everybody’s"), *tiers, *((name, name) for name in agencies)]
