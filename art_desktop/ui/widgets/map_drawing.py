"""The map drawn in order, from the ground up to the words; `map_paint` has each part."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from art_desktop.domain.map_view import MapView, PlaceKind
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import REGULAR, SEMIBOLD, SMALL
from art_desktop.ui.widgets import map_paint as paint
from art_desktop.ui.widgets.map_scene import Box, Layout, Projection, ring_miles, scale_bar


@dataclass(frozen=True, slots=True)
class Shown:
    """All that one picture of the map is drawn from. `inside`: the options within the radius."""

    view: MapView
    projection: Projection
    layout: Layout
    centre_key: str
    chosen: str
    inside: frozenset[str]
    radius_miles: float

    def centre_point(self) -> tuple[float, float] | None:
        """Return where the centre of the radius is drawn."""
        centre = self.view.centre(self.centre_key) if self.centre_key else None
        if centre is None:
            return None
        return self.projection.to_screen(centre.easting, centre.northing)


def measure(words: str, strong: bool) -> tuple[float, float]:  # noqa: FBT001 - as Measure has it
    """Return width and height of small words, with a little air."""
    metrics = QFontMetricsF(font(SMALL, SEMIBOLD if strong else REGULAR))
    return metrics.horizontalAdvance(words) + 6, metrics.height()


def furniture(view: MapView, projection: Projection) -> tuple[Box, Box, Box]:
    """Return where the scale bar, the north arrow and the name of the area stand."""
    width, height = measure(view.area_words, True) if view.area_words else (0.0, 0.0)
    return (
        Box(16, projection.height - 44, 136, 36),
        Box(projection.width - 40, 10, 28, 38),
        Box(12, 10, width, height),
    )


def draw_map(painter: QPainter, shown: Shown) -> None:
    """Draw ground, rings, areas to avoid, lines, marks, signs, words."""
    layout = shown.layout
    _draw_ground(painter, shown)
    for zone in shown.view.zones:
        paint.paint_zone(painter, shown.projection, zone)
    _draw_labels(painter, shown, faint=True)
    for ends in _legs(shown):
        paint.paint_leg(painter, ends)
    paint.paint_leaders(painter, layout.marks)
    chosen = layout.mark(shown.chosen)
    for mark in reversed(layout.marks):  # the best over the others, the chosen one over all
        if mark is not chosen:
            paint.paint_mark_of(painter, mark, dim=mark.option.key not in shown.inside)
    if chosen is not None:
        paint.paint_halo(painter, chosen)
        paint.paint_mark_of(painter, chosen, dim=chosen.option.key not in shown.inside)
    for sign in layout.signs:
        centre = sign.place.key == shown.centre_key
        paint.paint_place(painter, sign.place.kind, sign.x, sign.y, centre=centre)
    _draw_labels(painter, shown, faint=False)
    for pill in layout.miles:
        paint.paint_pill(painter, paint.rect_of(pill.box), pill.words)
    _draw_furniture(painter, shown)


def _draw_ground(painter: QPainter, shown: Shown) -> None:
    t, projection = tokens(), shown.projection
    whole = QRectF(0, 0, projection.width, projection.height)
    at = shown.centre_point()
    if at is None:
        painter.fillRect(whole, colour(t.sunken))
        return
    x, y = at
    paint.paint_ground(painter, whole, x, y, projection.px(shown.radius_miles))
    for miles in ring_miles(projection):
        if abs(projection.px(miles - shown.radius_miles)) > 1:
            paint.paint_ring(painter, x, y, projection.px(miles))
    for label in shown.layout.ring_words:
        box = paint.rect_of(label.box)
        ground = t.surface if float(label.key) < shown.radius_miles else t.sunken
        painter.fillRect(box, colour(ground))
        paint.paint_words(painter, box, label.words, t.muted, strong=False)


def _draw_labels(painter: QPainter, shown: Shown, *, faint: bool) -> None:
    t = tokens()
    areas = {p.key for p in shown.view.places if p.kind is PlaceKind.AREA_LABEL}
    zones = {zone.key for zone in shown.view.zones}
    options = {option.key for option in shown.view.options}
    for label in shown.layout.labels:
        if (label.key in areas) is not faint:
            continue
        dim = label.key in options and label.key not in shown.inside
        ink = t.danger if label.key in zones else t.muted if faint or dim else t.text
        paint.paint_label(painter, label, ink=ink, backed=not faint)


def _legs(shown: Shown) -> list[tuple[QPointF, QPointF]]:
    mark = shown.layout.mark(shown.chosen)
    if mark is None:
        return []
    here = QPointF(mark.x, mark.y)
    return [
        (here, QPointF(sign.x, sign.y))
        for sign in shown.layout.signs
        if mark.option.miles_to(sign.place.key) is not None
    ]


def _draw_furniture(painter: QPainter, shown: Shown) -> None:
    t = tokens()
    projection = shown.projection
    scale, north, corner = map(paint.rect_of, furniture(shown.view, projection))
    paint.paint_scale(painter, projection, scale_bar(projection)[0], scale)
    paint.paint_north(painter, north)
    if shown.view.area_words:
        paint.paint_words(painter, corner, shown.view.area_words, t.muted, strong=True)
    painter.setPen(QPen(colour(t.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, projection.width - 1, projection.height - 1))
