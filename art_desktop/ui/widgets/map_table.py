"""The facts of the map as a plain table: everything that is drawn can be read, sorted and filtered here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.map_view import (
    MapOption,
    MapPlace,
    MapView,
    PlaceKind,
    centre_words,
    leg_words,
    nearest_first,
)
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.table import DataTable

_FIRST_PLACE = 2
_LEAST_PX = 220
_PLACES_THAT_FIT = 2
_NAME_PX = 184
_PLACE_PX, _MOST_PLACE_PX, _LETTER_PX = 86, 168, 8
TIER_SHORT: dict[Tier, str] = {
    Tier.CONNECTED: "Connected",
    Tier.IN_HOUSE: "In-house",
    Tier.IFA: "Agency",
    Tier.RESIDENTIAL: "Residential",
}


@dataclass(frozen=True)
class MapRow:
    """An option, and whether it is within the radius (`None`: its distance is not known)."""

    option: MapOption
    inside: bool | None


class MapTable(QWidget):
    """Number, option, miles to each place, within the radius, kind and score; sorted by a click on a heading.

    Signals: `option_chosen(key)` when a person moves to another row; `option_opened(key)` on Enter.
    """

    option_chosen = Signal(str)
    option_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view = MapView()
        self._inside: frozenset[str] = frozenset()
        self._centre_key = ""
        self._with_excluded = False
        self._quiet = False
        self._places: tuple[MapPlace, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setMinimumHeight(_LEAST_PX)
        self.table = self._made()
        self._column.addWidget(self.table)

    def _made(self) -> DataTable[MapRow]:
        columns: list[Column[MapRow]] = [
            Column("No.", _number, sort=_rank, width=56, kind=CellKind.NUMBER),
            Column(
                "Option",
                _title,
                # Many places leave it no room: it keeps some, and the table scrolls sideways.
                width=0 if len(self._places) <= _PLACES_THAT_FIT else _NAME_PX,
                kind=CellKind.STRONG,
                accessible=_title_said,
            ),
            *(_place_column(place) for place in self._places),
            Column("Within", _inside_words, width=72, hide_below=560),
            Column("Kind", _kind, width=122, accessible=_kind_said),
            Column("Score", lambda r: r.option.score or "–", width=76, hide_below=600),
        ]
        made: DataTable[MapRow] = DataTable(
            "Options and their distances in miles",
            columns,
            lambda r: r.option.key,
            empty=EmptyState("pin", "No option to list"),
        )
        made.row_selected.connect(self._on_selected)
        made.row_opened.connect(lambda row: self.option_opened.emit(row.option.key))
        return made

    def set_view(self, view: MapView, *, with_excluded: bool = False) -> None:
        """Show the options of a view; a table with other places has other columns and is made anew."""
        self._view, self._with_excluded = view, with_excluded
        if view.centres() != self._places:
            self._places = view.centres()
            old, self.table = self.table, self._made()
            self._column.replaceWidget(old, self.table)
            old.hide()
            old.deleteLater()
            if self._places:
                self.table.sort_by(_FIRST_PLACE)
        self._fill()

    def set_inside(self, inside: frozenset[str], centre_key: str) -> None:
        """Show which options are within the radius round a place now."""
        if (inside, centre_key) != (self._inside, self._centre_key):
            self._inside, self._centre_key = inside, centre_key
            self._fill()

    def sort_by_place(self, key: str) -> None:
        """Sort by the miles to a place, nearest first."""
        keys = [place.key for place in self._places]
        if key in keys:
            self.table.sort_by(_FIRST_PLACE + keys.index(key))

    def choose(self, key: str) -> None:
        """Go to an option's row without saying so."""
        self._quiet = True
        if not key or not self.table.select(key):
            self.table.view.clearSelection()
        self._quiet = False

    def _fill(self) -> None:
        shown = [o for o in self._view.options if o.suitable or self._with_excluded]
        first = self._places[0].key if self._places else ""
        self._quiet = True
        self.table.set_rows([self._row(option) for option in nearest_first(shown, first)])
        self._quiet = False

    def _row(self, option: MapOption) -> MapRow:
        known = option.miles_to(self._centre_key) is not None
        return MapRow(option, option.key in self._inside if known else None)

    def _on_selected(self, row: MapRow | None) -> None:
        if row is not None and not self._quiet:
            self.option_chosen.emit(row.option.key)


def _number(row: MapRow) -> str:
    return str(row.option.rank) if row.option.suitable and row.option.rank else "–"


def _kind(row: MapRow) -> str:
    return TIER_SHORT[row.option.tier] if row.option.suitable else "Not suitable"


def _kind_said(row: MapRow) -> str:
    words = row.option.tier.words
    return words if row.option.suitable else f"{words}, not suitable"


def _rank(row: MapRow) -> int | None:
    return row.option.rank if row.option.suitable and row.option.rank else None


def _title(row: MapRow) -> str:
    return row.option.title


def _title_said(row: MapRow) -> str:
    return _title(row) if row.option.place else f"{_title(row)}, not on the map"


def _inside_words(row: MapRow) -> str:
    return "–" if row.inside is None else "Yes" if row.inside else "No"


def _place_column(place: MapPlace) -> Column[MapRow]:
    title = {PlaceKind.HOME: "Home", PlaceKind.SCHOOL: "School"}.get(place.kind, place.words)

    def shown(row: MapRow) -> str:
        leg = row.option.leg(place.key)
        return "–" if leg is None or leg.miles is None else leg_words(leg)

    def said(row: MapRow) -> str:
        leg = row.option.leg(place.key)
        unit = " miles" if leg is not None and leg.miles is not None else ""
        return f"{leg_words(leg)}{unit} from {centre_words(place)}"

    miles: Callable[[MapRow], float | None] = lambda row: row.option.miles_to(place.key)  # noqa: E731
    wanted = 110 if place.approximate else _PLACE_PX
    width = max(wanted, min(len(title) * _LETTER_PX + 24, _MOST_PLACE_PX))
    return Column(title, shown, sort=miles, width=width, kind=CellKind.NUMBER, accessible=said)
