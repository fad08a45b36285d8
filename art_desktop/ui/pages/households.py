"""The list of households."""

from __future__ import annotations

from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import HouseholdRow
from art_desktop.domain.vocabulary import HouseholdStatus
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import HOUSEHOLD, HOUSEHOLD_FORM, IMPORT
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.words import DASH, counted, day


def standing(row: HouseholdRow) -> str:
    """Return whether a household can be asked, in a word or two."""
    if row.status is not HouseholdStatus.ACTIVE:
        return row.status.words
    return row.hold_words or "Active"


class HouseholdsPage(RowsPage[HouseholdRow]):
    """Every household whose approval has not ended, with its free places today."""

    def __init__(self, context: PageContext) -> None:
        columns: tuple[Column[HouseholdRow], ...] = (
            Column("Household", lambda r: r.name, width=200, kind=CellKind.STRONG),
            Column("Number", lambda r: r.reference, width=84, kind=CellKind.MUTED, hide_below=1240),
            Column("Area", lambda r: r.area, width=72),
            Column(
                "Free",
                lambda r: DASH if r.free is None else f"{r.free} of {r.places}",
                sort=lambda r: r.free,
                width=80,
                kind=CellKind.NUMBER,
                in_filter=False,
            ),
            Column("Standing", standing, width=144),
            Column("Approved for", lambda r: r.approved_words, width=0),
            Column(
                "Level", lambda r: r.level.words if r.level else DASH, width=88, hide_below=1240
            ),
            Column(
                "Review due",
                lambda r: day(r.review_due_on),
                sort=lambda r: r.review_due_on,
                width=176,
                kind=CellKind.DUE,
                value=lambda r: Due.LATE if r.review_late else Due.LATER,
            ),
            Column(
                "Agency",
                lambda r: r.provider or "in-house",
                width=120,
                kind=CellKind.MUTED,
                hide_below=900,
            ),
        )
        actor = context.actor()
        may_edit, may_import = (
            actor.may(Permission.EDIT_HOUSEHOLDS),
            actor.may(Permission.IMPORT),
        )
        super().__init__(
            context,
            "Households",
            columns,
            lambda row: row.id,
            lambda s, who: s.households.rows(who),
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
        self.free_only = Check("With a free place")
        self.in_house = Check("In-house")
        for tick in (self.free_only, self.in_house):
            tick.clicked.connect(self.show_rows)
            self.table.tools.addWidget(tick)
        if may_import:
            self.acts.addWidget(Button("Import …", self._import, icon_name="import"))
        if may_edit:
            add = Button("Add household", self._add, kind=Kind.PRIMARY, icon_name="add")
            self.acts.addWidget(add)

    def _import(self) -> None:
        self.go_requested.emit(Route(IMPORT, ImportKind.HOUSEHOLDS))

    def _add(self) -> None:
        self.go_requested.emit(Route(HOUSEHOLD_FORM))

    @override
    def keep(self, row: HouseholdRow) -> bool:
        if self.free_only.isChecked() and not row.free:
            return False
        return not (self.in_house.isChecked() and row.provider)

    @override
    def describe(self, rows: tuple[HouseholdRow, ...]) -> str:
        own = [row for row in rows if not row.provider]
        free = sum(row.free or 0 for row in own)
        return f"{counted(len(own), 'in-house household')}, {counted(free, 'free place')}"
