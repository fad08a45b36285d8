"""The list of outside providers and their homes."""

from __future__ import annotations

from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import ProviderRow
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import HOME, IMPORT, PROVIDER, PROVIDER_FORM
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.words import DASH, counted, day


class ProvidersPage(RowsPage[ProviderRow]):
    """Agencies, then homes under their providers' names. A provider's key selects its first line."""

    def __init__(self, context: PageContext) -> None:
        columns: tuple[Column[ProviderRow], ...] = (
            Column("Provider or home", lambda r: r.name, width=0, kind=CellKind.STRONG),
            Column("Number", lambda r: r.reference, width=92, kind=CellKind.MUTED, hide_below=1160),
            Column("Kind", lambda r: r.kind.words, width=200),
            Column("Area", lambda r: r.area or DASH, width=112),
            Column("Ofsted", lambda r: r.grade.words if r.grade else "not graded", width=128),
            Column(
                "Inspected", lambda r: day(r.inspected_on), sort=lambda r: r.inspected_on, width=136
            ),
            Column(
                "Ours",
                lambda r: str(r.here) if r.places is None else f"{r.here} of {r.places}",
                sort=lambda r: r.here,
                width=72,
                kind=CellKind.NUMBER,
                in_filter=False,
            ),
            Column("Contract", _contract, width=104),
            Column("URN", lambda r: r.urn or DASH, width=96, kind=CellKind.MUTED, hide_below=1160),
        )
        may_import = context.actor().may(Permission.IMPORT)
        super().__init__(
            context,
            "Providers",
            columns,
            lambda row: (row.id, row.home_id),
            lambda s, who: s.providers.rows(who),
            empty=EmptyState(
                "providers",
                "No providers yet",
                "Bring in Ofsted's published list: agencies, homes, places and grades.",
                action="Import Ofsted's list" if may_import else "",
                on_action=self._import,
            ),
            filter_hint="Type to filter: a name, Good, Peterborough",
            opened=self._open_row,
        )
        if context.actor().may(Permission.EDIT_PROVIDERS):
            self.acts.addWidget(Button("New provider", self._new, icon_name="add"))
        if may_import:
            self.acts.addWidget(Button("Import …", self._import, icon_name="import"))

    def _open_row(self, row: ProviderRow) -> None:
        if row.home_id is None:
            self.go_requested.emit(Route(PROVIDER, row.id))
        else:
            self.go_requested.emit(Route(HOME, row.home_id))

    def _new(self) -> None:
        self.go_requested.emit(Route(PROVIDER_FORM))

    def _import(self) -> None:
        self.go_requested.emit(Route(IMPORT, ImportKind.PROVIDERS_OFSTED))

    @override
    def show_rows(self) -> None:
        """Turn the id of a provider into the key of its first line."""
        wanted = self._wanted
        if isinstance(wanted, int):
            first = next((row for row in self._rows if row.id == wanted), None)
            self._wanted = (first.id, first.home_id) if first is not None else None
        super().show_rows()

    @override
    def describe(self, rows: tuple[ProviderRow, ...]) -> str:
        alone = [row for row in rows if row.home_id is None]
        agencies = sum(row.kind.tier is Tier.IFA for row in alone)
        words = (
            f"{counted(agencies, 'agency', 'agencies')}, {counted(len(rows) - len(alone), 'home')}"
        )
        others = len(alone) - agencies
        return f"{words}, {others} without a home on record" if others else words


def _contract(row: ProviderRow) -> str:
    if row.suspended:
        return "Suspended"
    return "Framework" if row.on_framework else "Spot"
