"""The map as a page puts it up: what it is measured from, the canvas, its signs, and the same facts as a table.

    panel = MapPanel()
    panel.set_view(view)                       # a domain.map_view.MapView, from the service
    panel.option_chosen.connect(on_chosen)     # the option's key, when a person chooses one, on canvas or in table
    panel.option_opened.connect(on_opened)     # Enter or double click
    panel.radius_changed.connect(on_radius)    # miles
    panel.choose(key)                          # from outside; says nothing back

Nothing here asks a service: set another view when the shortlist changes; radius, centre and choice are kept.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain.map_view import MapPlace, MapView, PlaceKind, centre_words, within_words
from art_desktop.domain.vocabulary import Tier
from art_desktop.domain.wording import listed
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import GRID, HALF, SMALL
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import EmptyState, clear_layout, scrolled
from art_desktop.ui.widgets.choices import Check, Segment
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.map_canvas import MapCanvas
from art_desktop.ui.widgets.map_paint import (
    paint_excluded,
    paint_place,
    paint_tier,
    paint_zone_swatch,
)
from art_desktop.ui.widgets.map_table import MapTable
from art_desktop.ui.widgets.text import Ink, Label, small, strong

_BESIDE_PX, _ONE_ROW_PX = 900, 600
_HOW = "Straight-line miles from unit postcodes. Options are drawn to the nearest 500 metres."
_TIER_WORDS = {
    Tier.CONNECTED: "connected person",
    Tier.IN_HOUSE: "in-house",
    Tier.IFA: "agency",
    Tier.RESIDENTIAL: "residential",
}


class MapPanel(QWidget):
    """Canvas, tools and table, kept in step.

    Signals: `option_chosen(key)`, `option_opened(key)`, `radius_changed(miles)`.
    """

    option_chosen = Signal(str)
    option_opened = Signal(str)
    radius_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._view = MapView()
        self.canvas = MapCanvas()
        self.table = MapTable()
        self.words = strong("", wrap=True)
        self.excluded = Check("Show those not suitable")
        self._centre_row = QWidget()
        self._centres = FlowLayout(self._centre_row, GRID, row_spacing=HALF)
        self._centre_group: QButtonGroup | None = None
        self._offered: tuple[MapPlace, ...] = ()
        self.notes = small("", wrap=True)
        self._lay_out()
        self.canvas.option_chosen.connect(self._on_canvas)
        self.canvas.option_opened.connect(self.option_opened)
        self.canvas.radius_changed.connect(self._on_radius)
        self.table.option_chosen.connect(self._on_table)
        self.table.option_opened.connect(self.option_opened)
        self.excluded.toggled.connect(self._on_excluded)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout(self)
        self._empty = QWidget()
        empty_box = QVBoxLayout(self._empty)
        empty_box.setContentsMargins(0, 0, 0, 0)
        self._empty_box = empty_box
        whole = QWidget()
        self._stack.addWidget(scrolled(whole))  # a small window scrolls: nothing is squeezed
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(GRID)
        self._head.addWidget(self.words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        tools.addWidget(self.excluded)
        for words, name, act in (
            ("+", "Zoom in", lambda: self.canvas.zoom(1.5)),
            ("−", "Zoom out", lambda: self.canvas.zoom(1 / 1.5)),
            ("Fit", "Show everything", self.canvas.fit),
        ):
            button = Button(words, act, compact=True)
            button.setAccessibleName(name)
            tools.addWidget(button)
        self._head.addLayout(tools)
        column.addWidget(self._centre_row)
        column.addLayout(self._head)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(GRID * 2)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.canvas, 1)
        self.legend = Legend()
        left.addWidget(self.legend)
        self._halves.addLayout(left, 17)
        self._halves.addWidget(self.table, 20)
        column.addLayout(self._halves, 1)
        column.addWidget(self.notes)

    def set_view(self, view: MapView) -> None:
        """Show another view; radius, centre and choice are kept where they still are."""
        self._view = view
        self.canvas.set_view(view)
        self._fill_table(view)
        self._offer_centres()
        self.legend.show_for(view, with_excluded=self.excluded.isChecked())
        self.excluded.setVisible(any(not option.suitable for option in view.options))
        self.notes.setText(_notes(view))
        self._show_empty()
        self._say()

    def choose(self, key: str) -> None:
        """Choose an option from outside; nothing is emitted."""
        self.canvas.choose(key)
        self.table.choose(key)

    def set_radius(self, miles: float) -> None:
        """Set the radius in miles."""
        self.canvas.set_radius(miles)

    @property
    def radius(self) -> float:
        """The radius in miles."""
        return self.canvas.radius

    @property
    def chosen(self) -> str:
        """The key of the chosen option, or empty."""
        return self.canvas.chosen

    def _offer_centres(self) -> None:
        if self._view.centres() == self._offered:
            return
        self._offered = self._view.centres()
        _emptied(self._centres)
        lead = Label("Measure from", ink=Ink.MUTED)
        lead.setMinimumHeight(32)  # as high as the segments it stands before
        self._centres.addWidget(lead)
        if self._centre_group is not None:
            self._centre_group.deleteLater()
        self._centre_group = QButtonGroup(self)
        for place in self._view.centres():
            segment = Segment(_centre_title(place))
            segment.setAccessibleName(f"Measure from {centre_words(place)}")
            segment.setChecked(place.key == self.canvas.centre_key)
            segment.clicked.connect(lambda _on, key=place.key: self._on_centre(key))
            self._centre_group.addButton(segment)
            self._centres.addWidget(segment)

    def _on_centre(self, key: str) -> None:
        self.canvas.set_centre(key)
        self.table.sort_by_place(key)
        self._refresh()

    def _on_canvas(self, key: str) -> None:
        self.table.choose(key)
        self.option_chosen.emit(key)

    def _on_table(self, key: str) -> None:
        self.canvas.choose(key)
        self.option_chosen.emit(key)

    def _on_radius(self, miles: float) -> None:
        self._refresh()
        self.radius_changed.emit(miles)

    def _refresh(self) -> None:
        self.table.set_inside(self.canvas.inside, self.canvas.centre_key)
        self._say()

    def _on_excluded(self, on: bool) -> None:  # noqa: FBT001 - a slot of a tick
        self.canvas.show_excluded(on)
        self._fill_table(self._view)
        self.legend.show_for(self._view, with_excluded=on)

    def _fill_table(self, view: MapView) -> None:
        self.table.set_view(view, with_excluded=self.excluded.isChecked())
        self.table.set_inside(self.canvas.inside, self.canvas.centre_key)
        self.table.choose(self.canvas.chosen)

    def _say(self) -> None:
        self.words.setText(
            within_words(self._view, self.canvas.centre_key, self.canvas.radius) + "."
        )

    def _show_empty(self) -> None:
        said = _empty_words(self._view)
        clear_layout(self._empty_box)
        if said is not None:
            self._empty_box.addWidget(EmptyState("pin", *said))
        self._stack.setCurrentIndex(0 if said is None else 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the canvas and the tools beside the words, or below where there is no room."""
        super().resizeEvent(event)
        for layout, from_px in ((self._halves, _BESIDE_PX), (self._head, _ONE_ROW_PX)):
            beside = self.width() >= from_px
            way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            layout.setDirection(way)


class Legend(QWidget):
    """What the marks mean, drawn as they are on the map; only those that are on it."""

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowLayout(self, GRID * 2, row_spacing=HALF)
        self._parts: list[_LegendPart] = []

    def show_for(self, view: MapView, *, with_excluded: bool) -> None:
        """Show the signs of a view."""
        _emptied(self._row)
        suitable = {option.tier for option in view.options if option.suitable}
        parts: list[tuple[str, str]] = [
            (tier.value, _TIER_WORDS[tier]) for tier in Tier if tier in suitable
        ]
        if any(place.kind is PlaceKind.FAMILY_TIME for place in view.places):
            parts.append(("family_time", "family time"))
        if suitable:
            parts.append(("dim", "outside the radius"))
        if with_excluded:
            parts.append(("excluded", "not suitable"))
        if view.zones:
            parts.append(("zone", "area to avoid"))
        for what, words in parts:
            self._row.addWidget(_LegendPart(what, words))
        self.setAccessibleName("Signs: " + listed([words for _, words in parts]))


class _LegendPart(QWidget):
    def __init__(self, what: str, words: str) -> None:
        super().__init__()
        self._what, self._words = what, words
        self.setFont(font(SMALL))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """The sign and its words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 26, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._what == "family_time":
            painter.save()
            painter.scale(0.6, 0.6)
            paint_place(painter, PlaceKind.FAMILY_TIME, 16.5, 16.5)
            painter.restore()
        elif self._what == "zone":
            paint_zone_swatch(painter, 10, 10, 7)
        elif self._what == "excluded":
            paint_excluded(painter, Tier.IN_HOUSE, 10, 10, 4.5, dim=False)
        elif self._what == "dim":
            paint_tier(painter, Tier.IN_HOUSE, 10, 10, 7, "", dim=True)
        else:
            paint_tier(painter, Tier(self._what), 10, 10, 7, "", dim=False)
        painter.setFont(self.font())
        painter.setPen(colour(tokens().muted))
        box = QRectF(24, 0, self.width() - 24, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words)


def _emptied(flow: FlowLayout) -> None:
    while (item := flow.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _centre_title(place: MapPlace) -> str:
    match place.kind:
        case PlaceKind.HOME:
            return "Home"
        case PlaceKind.SCHOOL:
            return "School"
        case _:
            return place.words


def _notes(view: MapView) -> str:
    """Return what cannot be drawn, or is only drawn, in words."""
    lines = []
    kinds = {place.kind for place in view.places}
    if PlaceKind.HOME not in kinds:
        lines.append("No postcode is known for the home: add it under Needs.")
    lines += [
        f"Only the district is known of {centre_words(place)}: its distances are “about”."
        for place in view.centres()
        if place.approximate
    ]
    if view.zones:
        zones = [f"{zone.words} ({zone.radius_miles:.1f} miles round it)" for zone in view.zones]
        lines.append(f"Areas to avoid: {listed(zones)}.")
    missing = [option.title for option in view.placeless()]
    if missing:
        lines.append(f"Not drawn, as no place is known for them: {listed(missing)}.")
    lines.append(_HOW)
    return "\n".join(lines)


def _empty_words(view: MapView) -> tuple[str, str] | None:
    """Return title and sentence where there is nothing to draw."""
    if not view.centres():
        return (
            "Nothing to measure from",
            "No postcode is known for the home, so nothing can be drawn: add it under Needs.",
        )
    if not view.options:
        return (
            "No option yet",
            "Nothing has been found for this request, so there is nothing to draw: run a search.",
        )
    if all(option.place is None for option in view.options):
        missing = listed([option.title for option in view.placeless()])
        return (
            "No option has a known place",
            f"No postcode is known for {missing}, so nothing can be drawn: add it to their record.",
        )
    return None
