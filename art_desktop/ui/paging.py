"""Page Up and Page Down where the focus stands beside what scrolls, as a button above a comparison does."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QWidget


def turn(page: QWidget, *, down: bool) -> bool:
    """Scroll the largest part of a page that scrolls; Qt does it where the focus is inside one.

    Args: page: what is shown. down: towards the end.
    Returns: False where nothing of the page scrolls.
    """
    areas = [
        area
        for area in page.findChildren(QScrollArea)
        if area.isVisibleTo(page) and area.verticalScrollBar().maximum() > 0
    ]
    if not areas:
        return False
    step = QAbstractSlider.SliderAction
    largest = max(areas, key=lambda area: area.width() * area.height())
    largest.verticalScrollBar().triggerAction(
        step.SliderPageStepAdd if down else step.SliderPageStepSub
    )
    return True
