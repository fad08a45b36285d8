"""Tab goes through a window as it is read: by its layouts, whenever what stands in them was made.

Qt's own order is the order of making, so that a panel opened in the middle of a page would come last of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
"""What is one stop, whatever it is made of."""
_AROUND_PX = (24, 48)
_LAST = (1_000_000,)


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Put the focus on the next stop of a window (or the one before), and bring it into view.

    Args: window: whose layouts are followed, round and round. Where the focus is on something that has just been
        hidden, what follows its place is next.
    Returns: whether there was anywhere to go.
    """
    here = window.focusWidget()
    stops = list(_stops(window, here))
    others = [widget for widget in stops if widget is not here]
    if not others:
        return False
    at = stops.index(here) if here in stops else (-1 if forward else len(stops))
    to = stops[(at + (1 if forward else -1)) % len(stops)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    to.setFocus(reason)
    bring_into_view(to)
    return True


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever a widget stands in until it can be seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, *_AROUND_PX)
        around = around.parentWidget()


def _stops(widget: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    """Give what Tab stops at, in reading order; `here` is among them even if it is hidden now."""
    if widget is here or _is_stop(widget):
        yield widget
    if widget.isHidden():
        if here is not None and widget is not here and widget.isAncestorOf(here):
            yield here
        return
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _stops(inner, here)
        return
    # Not `findChildren`: what it gives keeps pages that are gone alive (PySide6 6.11.3).
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    places = _places(layout, children) if layout is not None else {}
    for child in sorted(children, key=lambda child: places.get(child, _LAST)):
        if not child.isWindow():
            yield from _stops(child, here)


def _is_stop(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if not takes or not widget.isVisible() or not widget.isEnabled() or widget.focusProxy():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    # Among choices Tab stops at the one that is chosen: at the first it would seem to be the answer.
    return group is None or not group.exclusive() or group.checkedButton() in (None, widget)


def _places(
    layout: QLayout, children: Sequence[QWidget], around: tuple[int, ...] = ()
) -> dict[QWidget, tuple[int, ...]]:
    """Return where each widget stands in a layout and those in it: to be sorted by; a grid's row by row.

    A widget that stands in no layout is left out.
    """
    found = {}
    for widget in children:
        at = layout.indexOf(widget)
        if at >= 0:
            found[widget] = (*around, *_place(layout, at))
    for inner in layout.children():
        if isinstance(inner, QLayout):
            at = layout.indexOf(inner)
            found |= _places(inner, children, (*around, *_place(layout, at)))
    return found


def _place(layout: QLayout, at: int) -> tuple[int, ...]:
    if isinstance(layout, QGridLayout):
        row, column, *_spans = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
        return row, column
    return (at,)
