"""The list of children."""

from __future__ import annotations

from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import ChildRow
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import CHILD, CHILD_FORM, IMPORT
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.words import DASH, counted, day


class ChildrenPage(RowsPage[ChildRow]):
    """Every child on record, with where each lives today."""

    def __init__(self, context: PageContext) -> None:
        columns: tuple[Column[ChildRow], ...] = (
            Column(
                "Name",
                lambda r: r.name,
                sort=lambda r: r.name.rpartition(" ")[::-1],
                width=168,
                kind=CellKind.STRONG,
            ),
            Column("Number", lambda r: r.reference, width=84, kind=CellKind.MUTED, hide_below=1240),
            Column(
                "Age", lambda r: r.age_words, sort=_youngest_first, width=100, kind=CellKind.NUMBER
            ),
            Column("", lambda r: r.sex.child_word, width=56),
            Column("Living with", lambda r: r.living or "nobody on record", width=0),
            Column("Tier", lambda r: r.tier.words if r.tier else DASH, width=128),
            Column("Since", lambda r: day(r.since), sort=lambda r: r.since, width=152),
            Column(
                "Miles",
                lambda r: DASH if r.distance_miles is None else f"{r.distance_miles:.1f}",
                sort=lambda r: r.distance_miles,
                width=68,
                kind=CellKind.NUMBER,
                in_filter=False,
            ),
            Column(
                "Legal status",
                lambda r: r.legal_status or DASH,
                width=168,
                kind=CellKind.MUTED,
                hide_below=1400,
            ),
            Column("Social worker", lambda r: r.social_worker or DASH, width=144),
        )
        actor = context.actor()
        may_import = actor.may(Permission.IMPORT)
        super().__init__(
            context,
            "Children",
            columns,
            lambda row: row.id,
            lambda s, who: s.children.rows(who),
            empty=EmptyState(
                "children",
                "No children yet",
                "Bring in the DfE return's Header and Episodes files, or add them one by one.",
                action="Import the return" if may_import else "",
                on_action=self._import,
            ),
            filter_hint="Type to filter: a name, a household, a worker",
            opened=lambda row: self.go_requested.emit(Route(CHILD, row.id)),
        )
        self.placed = Check("Living with somebody now")
        self.placed.clicked.connect(self.show_rows)
        self.table.tools.addWidget(self.placed)
        if may_import:
            self.acts.addWidget(Button("Import …", self._import, icon_name="import"))
        if actor.may(Permission.EDIT_CHILDREN):
            add = Button("Add child", self._add, kind=Kind.PRIMARY, icon_name="add")
            self.acts.addWidget(add)

    def _import(self) -> None:
        self.go_requested.emit(Route(IMPORT, ImportKind.DFE_903))

    def _add(self) -> None:
        self.go_requested.emit(Route(CHILD_FORM))

    @override
    def keep(self, row: ChildRow) -> bool:
        return bool(row.living) or not self.placed.isChecked()

    @override
    def describe(self, rows: tuple[ChildRow, ...]) -> str:
        living = sum(bool(row.living) for row in rows)
        return f"{counted(len(rows), 'child', 'children')}, {living} placed today"


def _youngest_first(row: ChildRow) -> int:
    return -row.born_on.toordinal()
