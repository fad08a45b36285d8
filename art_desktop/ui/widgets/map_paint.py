"""Draws the map's parts, straight from the tokens; the order of drawing is the canvas's.

A tier is told by its shape and fill, never by colour alone: a filled diamond is a connected person, a filled disc
in-house, an outlined square an agency, an outlined hexagon residential. What is outside the radius loses its fill
and its accent; what is not suitable is small and hollow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, cos, radians, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from art_desktop.domain.map_view import MapZone, PlaceKind
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.theme.apply import colour, font, scheme, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.tokens import HALF, REGULAR, SEMIBOLD, SMALL, Scheme
from art_desktop.ui.widgets.map_scene import MARK, SIGN, Box, Mark, PlacedLabel, Projection

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_FILLED = frozenset({Tier.CONNECTED, Tier.IN_HOUSE})


def rect_of(box: Box) -> QRectF:
    """Return a box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def tier_path(tier: Tier, x: float, y: float, half: float) -> QPainterPath:
    """Return the outline of a tier's mark round a point."""
    path = QPainterPath()
    if tier is Tier.IN_HOUSE:
        path.addEllipse(QPointF(x, y), half, half)
    elif tier is Tier.IFA:
        side = half * 0.92
        path.addRoundedRect(QRectF(x - side, y - side, side * 2, side * 2), side / 4, side / 4)
    else:
        sides, turn = (4, 90) if tier is Tier.CONNECTED else (6, 0)
        reach = half * (1.24 if tier is Tier.CONNECTED else 1.12)
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(
                        x + reach * cos(radians(turn + at * 360 / sides)),
                        y + reach * sin(radians(turn + at * 360 / sides)),
                    )
                    for at in range(sides)
                ]
            )
        )
        path.closeSubpath()
    return path


def paint_tier(
    painter: QPainter, tier: Tier, x: float, y: float, half: float, number: str, *, dim: bool
) -> None:
    """Draw the mark of a suitable option with its number."""
    t = tokens()
    filled = tier in _FILLED and not dim
    painter.setPen(QPen(colour(t.edge if dim else t.accent), 1.2 if dim else 2.0))
    painter.setBrush(colour(t.accent if filled else t.surface))
    painter.drawPath(tier_path(tier, x, y, half))
    if number:
        painter.setFont(font(SMALL, REGULAR if dim else SEMIBOLD))
        painter.setPen(colour(t.on_accent if filled else t.muted if dim else t.accent))
        painter.drawText(QRectF(x - half * 2, y - half, half * 4, half * 2), _CENTRE, number)


def paint_excluded(
    painter: QPainter, tier: Tier, x: float, y: float, half: float, *, dim: bool
) -> None:
    """Draw the mark of an option that is not suitable: small, hollow, struck."""
    t = tokens()
    painter.setPen(QPen(colour(t.edge if dim else t.excluded), 1.2))
    painter.setBrush(colour(t.surface))
    painter.drawPath(tier_path(tier, x, y, half))
    painter.drawLine(
        QPointF(x + half * 0.6, y - half * 0.6), QPointF(x - half * 0.6, y + half * 0.6)
    )


@lru_cache(maxsize=4096)
def _glyph(
    tier: Tier,
    number: str,
    half: float,
    scale: float,
    _scheme: Scheme,
    *,
    suitable: bool,
    dim: bool,
) -> QPixmap:
    side = ceil(half * 2.6) + 4
    made = QPixmap(QSize(side, side) * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if suitable:
        paint_tier(painter, tier, side / 2, side / 2, half, number, dim=dim)
    else:
        paint_excluded(painter, tier, side / 2, side / 2, half, dim=dim)
    painter.end()
    return made


def paint_mark_of(painter: QPainter, mark: Mark, *, dim: bool) -> None:
    """Draw an option's mark; each is drawn once and kept, so that three hundred are quick."""
    option = mark.option
    number = str(option.rank) if option.rank else ""
    glyph = _glyph(
        option.tier,
        number,
        mark.half,
        painter.device().devicePixelRatio(),
        scheme(),
        suitable=option.suitable,
        dim=dim,
    )
    reach = glyph.deviceIndependentSize().width() / 2
    painter.drawPixmap(QPointF(mark.x - reach, mark.y - reach), glyph)


def paint_halo(painter: QPainter, mark: Mark) -> None:
    """Draw the ring of the chosen option."""
    t = tokens()
    painter.setPen(QPen(colour(t.focus), 3))
    painter.setBrush(colour(t.surface))
    painter.drawPath(tier_path(mark.option.tier, mark.x, mark.y, mark.half + 5))


def paint_leaders(painter: QPainter, marks: Sequence[Mark]) -> None:
    """Draw the line from each mark that made room to the spot it belongs to."""
    moved = [
        (QPointF(mark.x, mark.y), QPointF(mark.spot_x, mark.spot_y)) for mark in marks if mark.moved
    ]
    if not moved:
        return
    pen = QPen(colour(tokens().edge), 1)
    painter.setPen(pen)
    painter.drawLines([QLineF(*ends) for ends in moved])
    pen.setWidthF(4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints([spot for _, spot in moved])


def paint_place(
    painter: QPainter, kind: PlaceKind, x: float, y: float, *, centre: bool = False
) -> None:
    """Draw the sign of home, school or family time: a dark badge, ringed where it is the centre."""
    t = tokens()
    badge = QRectF(x - SIGN, y - SIGN, SIGN * 2, SIGN * 2)
    if centre:
        painter.setPen(QPen(colour(t.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge.adjusted(-3, -3, 3, 3), 9, 9)
    painter.setPen(QPen(colour(t.surface), 1.5))
    painter.setBrush(colour(t.text))
    painter.drawRoundedRect(badge, 7, 7)
    inner = badge.adjusted(4, 4, -4, -4)
    if kind is PlaceKind.SCHOOL:
        _mortarboard(painter, inner, t.surface)
    else:
        name = "home" if kind is PlaceKind.HOME else "children"
        paint_icon(painter, name, inner, t.surface)


def _mortarboard(painter: QPainter, box: QRectF, ink: str) -> None:
    side = box.width()

    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + side * x, box.top() + side * y)

    pen = QPen(colour(ink), side * 0.08)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([at(0.02, 0.38), at(0.5, 0.14), at(0.98, 0.38), at(0.5, 0.62)]))
    bowl = QPainterPath(at(0.22, 0.52))
    bowl.lineTo(at(0.22, 0.74))
    bowl.quadTo(at(0.5, 0.96), at(0.78, 0.74))
    bowl.lineTo(at(0.78, 0.52))
    painter.drawPath(bowl)
    painter.drawLine(at(0.98, 0.38), at(0.98, 0.68))


def paint_ground(painter: QPainter, size: QRectF, x: float, y: float, radius: float) -> None:
    """Draw what everything stands on: lit inside the radius, sunken outside it."""
    t = tokens()
    painter.fillRect(size, colour(t.sunken))
    painter.setPen(QPen(colour(t.accent), 2))
    painter.setBrush(colour(t.surface))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_ring(painter: QPainter, x: float, y: float, radius: float) -> None:
    """Draw the faint ring of a round distance."""
    pen = QPen(colour(tokens().edge), 1)
    pen.setDashPattern([2, 5])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_zone(painter: QPainter, projection: Projection, zone: MapZone) -> None:
    """Draw an area to avoid: hatched, with a firm edge. The hatching is drawn, so that it scales."""
    t = tokens()
    x, y = projection.to_screen(zone.easting, zone.northing)
    radius = max(projection.px(zone.radius_miles), 5.0)
    if not QRectF(0, 0, projection.width, projection.height).intersects(
        QRectF(x - radius, y - radius, radius * 2, radius * 2)
    ):
        return
    circle = QPainterPath()
    circle.addEllipse(QPointF(x, y), radius, radius)
    painter.save()
    painter.setClipPath(circle)
    painter.setPen(QPen(colour(t.danger), 1))
    left, right = max(x - radius, 0.0), min(x + radius, projection.width)
    top, bottom = max(y - radius, 0.0), min(y + radius, projection.height)
    step = 8.0
    # Lines of x + y = c, so that the pattern stands still while the radius grows.
    first = (left + top) // step * step
    for at in range(int((right + bottom - first) / step) + 2):
        c = first + at * step
        painter.drawLine(QPointF(c - top, top), QPointF(c - bottom, bottom))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(t.danger), 1.5))
    painter.drawPath(circle)


def paint_words(painter: QPainter, box: QRectF, words: str, ink: str, *, strong: bool) -> None:
    """Draw words on a little ground of their own, so that lines behind them do not touch them."""
    painter.setFont(font(SMALL, SEMIBOLD if strong else REGULAR))
    painter.setPen(colour(ink))
    painter.drawText(box, _CENTRE, words)


def paint_label(painter: QPainter, label: PlacedLabel, *, ink: str, backed: bool) -> None:
    """Draw a label, on a ground of its own where something may run behind it."""
    box = rect_of(label.box)
    if backed:
        t = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.surface))
        painter.setOpacity(0.86)
        painter.drawRoundedRect(box, 4, 4)
        painter.setOpacity(1.0)
    paint_words(painter, box, label.words, ink, strong=label.strong)


def paint_leg(painter: QPainter, ends: tuple[QPointF, QPointF]) -> None:
    """Draw the line from the chosen option to a place."""
    pen = QPen(colour(tokens().focus), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(*ends)


def paint_pill(painter: QPainter, box: QRectF, words: str) -> None:
    """Draw the miles on a line."""
    t = tokens()
    painter.setPen(QPen(colour(t.focus), 1.2))
    painter.setBrush(colour(t.raised))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    paint_words(painter, box, words, t.text, strong=True)


def paint_scale(painter: QPainter, projection: Projection, miles: float, box: QRectF) -> None:
    """Draw the scale bar into `box`: its words over a bar with ends."""
    t = tokens()
    length = projection.px(miles)
    painter.setPen(QPen(colour(t.text), 1.5))
    low = box.bottom() - 6
    for x in (box.left(), box.left() + length):
        painter.drawLine(QPointF(x, low - HALF), QPointF(x, low + HALF))
    painter.drawLine(QPointF(box.left(), low), QPointF(box.left() + length, low))
    words = "1 mile" if miles == 1 else f"{miles:g} miles"
    painter.setFont(font(SMALL))
    painter.setPen(colour(t.text))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    painter.drawText(QRectF(box.left(), box.top(), 120, 18), left, words)


def paint_north(painter: QPainter, box: QRectF) -> None:
    """Draw the north arrow: grid north is up."""
    t = tokens()
    middle = box.center().x()
    top = box.top() + 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(t.text))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle, top),
                QPointF(middle + 6, top + 16),
                QPointF(middle, top + 12),
                QPointF(middle - 6, top + 16),
            ]
        )
    )
    painter.setFont(font(SMALL, SEMIBOLD))
    painter.setPen(colour(t.text))
    painter.drawText(QRectF(box.left(), top + 16, box.width(), 18), _CENTRE, "N")


def paint_handle(painter: QPainter, box: QRectF, *, angle: float, held: bool, focus: bool) -> None:
    """Draw the handle of the radius: a disc with two arrow heads, in and out along `angle` (degrees)."""
    t = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = box.center()
    if focus:
        painter.setPen(QPen(colour(t.focus), 2))
        painter.setBrush(colour(t.surface))
        painter.drawEllipse(middle, box.width() / 2 - 1, box.width() / 2 - 1)
    painter.setPen(QPen(colour(t.accent), 2))
    painter.setBrush(colour(t.accent_tint if held else t.raised))
    painter.drawEllipse(middle, MARK - 0.5, MARK - 0.5)
    pen = QPen(colour(t.accent), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.translate(middle)
    painter.rotate(angle)
    for way in (-1, 1):
        tip = QPointF(way * 6.2, 0)
        painter.drawPolyline([QPointF(way * 2.6, -3.6), tip, QPointF(way * 2.6, 3.6)])


def paint_zone_swatch(painter: QPainter, x: float, y: float, half: float) -> None:
    """Draw a little of an area to avoid, for the legend."""
    t = tokens()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(t.danger), 1.2))
    painter.drawEllipse(QPointF(x, y), half, half)
    for shift in (-0.6, 0.0, 0.6):
        reach = half * (0.7 if shift == 0.0 else 0.45)
        middle = QPointF(x + half * shift, y + half * shift)
        painter.drawLine(middle + QPointF(reach, -reach), middle - QPointF(reach, -reach))
