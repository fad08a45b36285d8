"""Verdicts and deadlines: a shape, a word and a colour for each; the shapes are drawn, not typed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import Tokens


class Sign(StrEnum):
    """What is shown for a verdict; the codes are those of `domain.vocabulary.Verdict`, and excluded."""

    MET = "met"
    SUPPORT = "met_with_support"
    NOT_MET = "not_met"
    UNKNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"
    EXCLUDED = "excluded"


class Due(StrEnum):
    """How a deadline stands."""

    LATER = "later"
    TODAY = "today"
    LATE = "late"
    DONE = "done"


SIGN_WORDS: dict[Sign, str] = {
    Sign.MET: "met",
    Sign.SUPPORT: "with support",
    Sign.NOT_MET: "not met",
    Sign.UNKNOWN: "not known",
    Sign.NOT_APPLICABLE: "not applicable",
    Sign.EXCLUDED: "not suitable",
}


def sign_ink(sign: Sign, t: Tokens | None = None) -> str:
    """Return the colour of a sign in the scheme `t`, or in the one that is shown."""
    t = t or tokens()
    return {
        Sign.MET: t.met,
        Sign.SUPPORT: t.support,
        Sign.NOT_MET: t.not_met,
        Sign.UNKNOWN: t.unknown,
        Sign.NOT_APPLICABLE: t.not_applicable,
        Sign.EXCLUDED: t.excluded,
    }[sign]


def due_ink(due: Due, t: Tokens | None = None) -> str:
    """Return the colour of a deadline in the scheme `t`, or in the one that is shown."""
    t = t or tokens()
    return {Due.LATER: t.text, Due.TODAY: t.due_today, Due.LATE: t.late, Due.DONE: t.done}[due]


def _disc(painter: QPainter, box: QRectF, sign: Sign, ink: str) -> None:
    pen = QPen(colour(ink), box.width() * 0.13)
    painter.setPen(pen)
    half = pen.widthF() / 2
    ring = box.adjusted(half, half, -half, -half)
    if sign is Sign.MET:
        painter.setBrush(colour(ink))
        painter.drawEllipse(ring)
        return
    painter.drawEllipse(ring)
    if sign is Sign.SUPPORT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ink))
        painter.drawPie(ring, 90 * 16, 180 * 16)


def _query(painter: QPainter, box: QRectF, ink: str) -> None:
    pen = QPen(colour(ink), box.width() * 0.15)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    side = box.width()
    path = QPainterPath(box.topLeft() + QPointF(side * 0.27, side * 0.32))
    path.cubicTo(
        box.topLeft() + QPointF(side * 0.27, side * 0.0),
        box.topLeft() + QPointF(side * 0.75, side * 0.0),
        box.topLeft() + QPointF(side * 0.74, side * 0.34),
    )
    path.cubicTo(
        box.topLeft() + QPointF(side * 0.72, side * 0.50),
        box.topLeft() + QPointF(side * 0.50, side * 0.48),
        box.topLeft() + QPointF(side * 0.50, side * 0.66),
    )
    painter.drawPath(path)
    painter.drawPoint(box.topLeft() + QPointF(side * 0.5, side * 0.90))


def paint_sign(painter: QPainter, box: QRectF, sign: Sign, ink: str = "") -> None:
    """Draw a sign's shape into `box`, square and antialiased.

    A full disc is met, a half one with support, a ring not met, a question mark not known, a dash
    not applicable, a struck ring not suitable: apart without any colour.

    Args: ink: `#rrggbb`; the sign's own colour if empty.
    """
    ink = ink or sign_ink(sign)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if sign is Sign.UNKNOWN:
        _query(painter, box, ink)
    elif sign is Sign.NOT_APPLICABLE:
        pen = QPen(colour(ink), box.width() * 0.16)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = box.center().y()
        painter.drawLine(
            QPointF(box.left() + box.width() * 0.18, middle),
            QPointF(box.right() - box.width() * 0.18, middle),
        )
    else:
        _disc(painter, box, sign, ink)
        if sign is Sign.EXCLUDED:
            edge = box.width() * 0.16
            inner = box.adjusted(edge, edge, -edge, -edge)
            painter.drawLine(inner.topRight(), inner.bottomLeft())
    painter.restore()
