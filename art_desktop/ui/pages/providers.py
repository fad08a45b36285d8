"""The list of outside providers and their homes."""

from __future__ import annotations

from datetime import date

from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.provider_terms import BY_ORDER
from art_desktop.domain.read_models import ProviderRow
from art_desktop.domain.vocabulary import ProviderKind, Tier
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lists import RowsPage
from art_desktop.ui.pages.routes import FRAMEWORKS, HOME, IMPORT, PROVIDER, PROVIDER_FORM
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.choices import Check, ChoiceField, options_of
from art_desktop.ui.words import DASH, counted, day


class ProvidersPage(RowsPage[ProviderRow]):
    """Agencies, then homes under their providers' names. A provider's key selects its first line."""

    def __init__(self, context: PageContext) -> None:
        columns: tuple[Column[ProviderRow], ...] = (
            Column("Provider or home", lambda r: r.name, width=0, kind=CellKind.STRONG),
            Column("Number", lambda r: r.reference, width=92, kind=CellKind.MUTED, hide_below=1160),
            Column("Kind", lambda r: r.kind.words, width=208),
            Column("Area", lambda r: r.area or DASH, width=104, hide_below=1000),
            Column("Ofsted", lambda r: r.grade.words if r.grade else "not graded", width=128),
            Column(
                "Inspected",
                lambda r: day(r.inspected_on),
                sort=lambda r: r.inspected_on,
                width=136,
                hide_below=1500,
            ),
            Column(
                "Ours",
                lambda r: str(r.here) if r.places is None else f"{r.here} of {r.places}",
                sort=lambda r: r.here,
                width=72,
                kind=CellKind.NUMBER,
                in_filter=False,
            ),
            Column("Lot", _lot, width=104),
            Column("Checks", lambda r: r.checks, sort=_checks_order, width=112),
            Column("Contract", _contract, sort=_contract_order, width=168),
            Column("Runs out soon", lambda r: r.soon or DASH, width=232, hide_below=1260),
            Column("URN", lambda r: r.urn or DASH, width=96, kind=CellKind.MUTED, hide_below=1640),
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
            filter_hint="Type to filter: name, Good, lot",
            opened=self._open_row,
        )
        self.kind = ChoiceField(
            "kind", "Kind", ((ALL, "All kinds"), *options_of(ProviderKind)), not_known=False
        )
        self.kind.set_value(ALL)
        self.kind.hide_label()
        self.kind.changed.connect(self.show_rows)
        self.soon = Check("Runs out soon")
        self.soon.clicked.connect(lambda _on: self.show_rows())
        self.table.tools.addWidget(self.soon)
        self.table.tools.addWidget(self.kind)
        self.acts.addWidget(Button("Frameworks", self._frameworks))
        if context.actor().may(Permission.EDIT_PROVIDERS):
            self.acts.addWidget(Button("New provider", self._new, icon_name="add"))
        if may_import:
            self.acts.addWidget(Button("Import …", self._import, icon_name="import"))

    def _open_row(self, row: ProviderRow) -> None:
        if row.home_id is None:
            self.go_requested.emit(Route(PROVIDER, row.id))
        else:
            self.go_requested.emit(Route(HOME, row.home_id))

    @override
    def keep(self, row: ProviderRow) -> bool:
        """Keep those of the kind that was chosen, or of which something runs out within the notice."""
        return self.kind.value() in {ALL, None, row.kind} and (
            bool(row.soon) or not self.soon.isChecked()
        )

    def _frameworks(self) -> None:
        self.go_requested.emit(Route(FRAMEWORKS))

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
        if others:
            words += f", {others} without a home on record"
        soon = len({row.id for row in rows if row.soon})
        return f"{words} · {soon} with something that runs out soon" if soon else words


ALL = "all"


def _lot(row: ProviderRow) -> str:
    if row.suspended:
        return "Suspended"
    if row.kind in BY_ORDER:
        return "By order"
    return "On a lot" if row.on_framework else "Spot only"


def _contract(row: ProviderRow) -> str:
    if row.kind in BY_ORDER and row.contract == "none":
        return DASH
    if row.contract_until is None:
        return row.contract if row.contract == "none" else f"{row.contract}, no end"
    return f"to {day(row.contract_until)}"


def _contract_order(row: ProviderRow) -> tuple[bool, date]:
    return row.contract != "none", row.contract_until or date.max


def _checks_order(row: ProviderRow) -> tuple[bool, str, date]:
    return row.checks == "in order", row.checks, row.checks_until or date.min
