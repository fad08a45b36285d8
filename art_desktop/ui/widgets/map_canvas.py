"""The canvas of the map: options round home, school and family time, and a radius that can be dragged.

`MapPanel` (map_panel) is what a page puts up: this canvas with its tools and its table. Nothing is fetched: there
are no streets and no tiles, only what is in the `MapView`.
"""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from art_desktop.domain.map_view import (
    LEAST_RADIUS_MILES,
    MapView,
    option_words,
    reach_miles,
    view_bounds,
    within,
    within_words,
)
from art_desktop.ui.overriding import override
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.cards import announce
from art_desktop.ui.widgets.map_drawing import Shown, draw_map, furniture, measure
from art_desktop.ui.widgets.map_handle import RadiusHandle
from art_desktop.ui.widgets.map_scene import (
    Box,
    Layout,
    Mark,
    Projection,
    Sign,
    fitted,
    handle_angle,
    lay_out,
    ring_in_sight,
)
from art_desktop.ui.widgets.text import plain_tooltip

_TENTHS, _STEP = 10, 5
_MARGIN, _ZOOM, _DRAG_PX = 44.0, 1.25, 4
_FINE_METRES = 30.0
_PAN_PX = 64


class MapCanvas(QWidget):
    """Draws a `MapView` and lets a person choose an option and a radius.

    Signals: `option_chosen(key)` when a person chooses an option by click or arrow key; `option_opened(key)` on
    Enter and double click; `radius_changed(miles)` whenever the radius changes, from here or by `set_radius`.

    Keys: arrows choose (best first), Home and End the first and last, + and − zoom, 0 fits, Ctrl+arrows move the
    picture; Tab goes on to the handle of the radius, which has its own.
    """

    option_chosen = Signal(str)
    option_opened = Signal(str)
    radius_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._view = MapView()
        self._centre_key, self._chosen = "", ""
        self._with_excluded = False
        self._projection: Projection | None = None
        self._layout: Layout | None = None
        self._inside: frozenset[str] = frozenset()
        self._fit_wanted = True
        self._grip: QPointF | None = None
        self._moved = False
        self.handle = RadiusHandle(self)
        self.handle.valueChanged.connect(self._on_value)
        self.handle.dragged.connect(self._on_dragged)
        self.handle.let_go.connect(self._show_ring)
        self.setMinimumSize(320, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map of options")
        self.handle.setRange(int(LEAST_RADIUS_MILES * _TENTHS), 200)
        self.handle.setValue(100)

    def set_view(self, view: MapView) -> None:
        """Show another view; choice and radius are kept where they can be."""
        self._view = view
        centre = view.centre(self._centre_key)
        self._centre_key = centre.key if centre else ""
        if view.option(self._chosen) is None:
            self._chosen = ""
        self.handle.setMaximum(int(reach_miles(view) * _TENTHS))
        self.handle.setVisible(centre is not None)
        self.fit()
        self._say()

    @property
    def radius(self) -> float:
        """The radius in miles."""
        return self.handle.value() / _TENTHS

    @property
    def centre_key(self) -> str:
        """The key of the place that the radius is round."""
        return self._centre_key

    @property
    def chosen(self) -> str:
        """The key of the chosen option, or empty."""
        return self._chosen

    @property
    def inside(self) -> frozenset[str]:
        """The keys of the options within the radius."""
        return self._inside

    def set_radius(self, miles: float) -> None:
        """Set the radius, within what the view allows."""
        self.handle.setValue(round(miles * _TENTHS))

    def set_centre(self, key: str) -> None:
        """Have the radius round another place."""
        centre = self._view.centre(key)
        self._centre_key = centre.key if centre else ""
        self._layout = None
        self._show_ring()
        self._say()

    def show_excluded(self, on: bool) -> None:  # noqa: FBT001 - a slot of a tick
        """Show the options that are not suitable too, or leave them out."""
        self._with_excluded = on
        self._again()

    def choose(self, key: str) -> None:
        """Mark an option as chosen without saying so to others; an empty key chooses none."""
        if key == self._chosen:
            return
        self._chosen = key if self._view.option(key) else ""
        self._bring_into_sight()
        self._again()
        self._say()

    def fit(self) -> None:
        """Show everything, and the whole radius."""
        self._fit_wanted = True
        self._projection = None
        self._again()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Go nearer (above 1) or farther, holding the point `at`, the middle if not given."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self._move_to(self.projection().zoomed(factor, at.x(), at.y()))

    def projection(self) -> Projection:
        """Return how the grid is drawn now."""
        if self._projection is None:
            bounds = view_bounds(
                self._view, self._centre_key, self.radius, with_excluded=self._with_excluded
            )
            size = (float(self.width()), float(self.height()))
            self._projection = (
                fitted(bounds, *size, _MARGIN) if bounds else Projection(0, 0, 50, *size)
            )
        return self._projection

    def layout_now(self) -> Layout:
        """Return where everything is drawn now."""
        if self._layout is None:
            self._layout = lay_out(
                self._view,
                self.projection(),
                measure,
                with_excluded=self._with_excluded,
                chosen=self._chosen,
                centre_key=self._centre_key,
                taken=furniture(self._view, self.projection()),
            )
        return self._layout

    def words_at(self, x: float, y: float) -> str:
        """Return what the tooltip says at a point: an option with its distances, or a place."""
        thing = self.layout_now().at(x, y)
        if isinstance(thing, Mark):
            return option_words(self._view, thing.option)
        return thing.place.words if isinstance(thing, Sign) else ""

    # What changes

    def _again(self) -> None:
        self._layout = None
        self._place_handle()
        self.update()

    def _move_to(self, projection: Projection) -> None:
        self._projection = projection
        self._fit_wanted = False
        self._again()

    def _on_value(self, _value: int) -> None:
        if not self.handle.held:
            self._show_ring()
        self._say()
        self.radius_changed.emit(self.radius)

    def _show_ring(self) -> None:
        """Zoom out where the whole ring has left the picture."""
        x, y = self._centre_point()
        radius = self.projection().px(self.radius)
        if self._fit_wanted or not ring_in_sight(x, y, radius, self._area()):
            self.fit()
        else:
            self._again()

    def _on_dragged(self, to: QPoint) -> None:
        x, y = self._centre_point()
        projection = self.projection()
        tenths = projection.miles(hypot(to.x() - x, to.y() - y)) * _TENTHS
        step = 1 if projection.metres_per_px <= _FINE_METRES else _STEP
        self.handle.setValue(round(tenths / step) * step)
        self._put_handle(degrees(atan2(to.y() - y, to.x() - x)))
        self.update()

    def _say(self) -> None:
        self._inside = within(self._view, self._centre_key, self.radius)
        words = within_words(self._view, self._centre_key, self.radius)
        self.handle.setAccessibleName(f"Radius: {self.radius:.1f} miles")
        self.handle.setAccessibleDescription(words)
        option = self._view.option(self._chosen)
        chosen = f"Chosen: {option_words(self._view, option)}" if option else "No option is chosen."
        self.setAccessibleDescription(f"{words}. {chosen}")
        self.update()

    def _pick(self, key: str) -> None:
        if not key or key == self._chosen:
            return
        self.choose(key)
        option = self._view.option(key)
        if option is not None:
            announce(self, option_words(self._view, option))
        self.option_chosen.emit(key)

    def _bring_into_sight(self) -> None:
        mark = self.layout_now().mark(self._chosen)
        if mark is None or self._fit_wanted:
            return
        projection = self.projection()
        if not (0 <= mark.x <= projection.width and 0 <= mark.y <= projection.height):
            dx, dy = projection.width / 2 - mark.x, projection.height / 2 - mark.y
            self._projection = projection.panned(dx, dy)

    # Where the ring and its handle are

    def _centre_point(self) -> tuple[float, float]:
        centre = self._view.centre(self._centre_key)
        if centre is None:
            return (0.0, 0.0)
        return self.projection().to_screen(centre.easting, centre.northing)

    def _area(self) -> Box:
        return Box(2, 2, self.width() - 4, self.height() - 4)

    def _place_handle(self) -> None:
        if self.handle.held or not self._centre_key:
            return
        x, y = self._centre_point()
        taken = (*self.layout_now().boxes(), *furniture(self._view, self.projection()))
        self._put_handle(handle_angle(x, y, self.projection().px(self.radius), self._area(), taken))

    def _put_handle(self, angle: float) -> None:
        x, y = self._centre_point()
        radius, turn = self.projection().px(self.radius), radians(angle)
        self.handle.stand_at(x + radius * cos(turn), y + radius * sin(turn), angle)

    # What a person does

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, zoom, move the picture."""
        key = event.key()
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in moves and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            dx, dy = moves[Qt.Key(key)]
            self._move_to(self.projection().panned(-dx * _PAN_PX, -dy * _PAN_PX))
        elif key in moves:
            self._step(sum(moves[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            marks = self.layout_now().marks
            if marks:
                self._pick(marks[0 if key == Qt.Key.Key_Home else -1].option.key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.option_opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        keys = [mark.option.key for mark in self.layout_now().marks]
        if not keys:
            return
        if self._chosen not in keys:
            self._pick(keys[0])
            return
        self._pick(keys[min(max(keys.index(self._chosen) + by, 0), len(keys) - 1)])

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, or take hold of the picture."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip, self._moved = event.position(), False
        thing = self.layout_now().at(event.position().x(), event.position().y())
        if isinstance(thing, Mark):
            self._grip = None
            self._pick(thing.option.key)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture; show what can be pressed."""
        at = event.position()
        if self._grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            over = isinstance(self.layout_now().at(at.x(), at.y()), Mark)
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        by = at - self._grip
        if self._moved or by.manhattanLength() >= _DRAG_PX:
            self._moved = True
            self._grip = at
            self._move_to(self.projection().panned(by.x(), by.y()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._grip = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the option."""
        thing = self.layout_now().at(event.position().x(), event.position().y())
        if isinstance(thing, Mark):
            self._pick(thing.option.key)
            self.option_opened.emit(thing.option.key)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom(_ZOOM**turns, event.position())
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Show the tooltip, as plain text."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew, or keep the middle where the person chose it."""
        super().resizeEvent(event)
        if self._projection is not None and not self._fit_wanted:
            self._projection = self._projection.resized(self.width(), self.height())
        else:
            self._projection = None
        self._again()

    @override
    def sizeHint(self) -> QSize:
        """The least that is of use: it takes all the room there is."""
        return QSize(440, 300)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the map, and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = Shown(
            self._view,
            self.projection(),
            self.layout_now(),
            self._centre_key,
            self._chosen,
            self._inside,
            self.radius,
        )
        draw_map(painter, shown)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 3)


__all__ = ["MapCanvas", "RadiusHandle"]
