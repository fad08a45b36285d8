"""A paper shown in the page: its pages drawn off the window's thread, zoomed and turned by keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.tasks import Runner
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import scrolled
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.text import OneLine, muted
from art_desktop.ui.work import WorkContext

SIDE = GRID * 4
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
POINTS_TO_PX = 96 / 72
_DRAWING = threading.Lock()
"""PDFium must never be entered by two threads at once."""


@dataclass(frozen=True)
class PageImage:
    """One page as 32-bit pixels (blue, green, red, unused), rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page of a PDF, in points."""
    with _DRAWING:
        document = _open(content)
        try:
            return tuple(tuple(document[at].get_size()) for at in range(len(document)))
        finally:
            document.close()


def draw_page(content: bytes, at: int, scale: float) -> PageImage:
    """Draw the page `at` (from 0) of a PDF, `scale` pixels to the point."""
    with _DRAWING:
        document = _open(content)
        try:
            bitmap = document[at].render(scale=scale, prefer_bgrx=True)
            drawn = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            return drawn
        finally:
            document.close()


def _open(content: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(content)


class _Sheet(QWidget):
    """One page; white until it is drawn."""

    def __init__(self, at: int, name: str) -> None:
        super().__init__()
        self.at = at
        self.image: QImage | None = None
        self.asked_scale = 0.0
        self.setAccessibleName(name)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, or an empty sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            painter.drawImage(self.rect(), self.image)
        painter.setPen(colour(tokens().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QWidget):
    """A paper, page under page. `closed` on Esc and "Back"; `save_asked` for a copy on disk."""

    closed = Signal()
    save_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        content: bytes,
        title: str,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__()
        self._runner, self._content, self._failed = runner, content, failed
        self._title = title
        self._zoom = 1.0
        self._fitting = True
        self._later = Later(self)
        self._alive = True
        self.sheets: list[_Sheet] = []
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.setAccessibleName(f"Preview of {title}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._bar())
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SIDE, GRID, SIDE, GRID * 3)
        self._column.setSpacing(GRID * 2)
        self.area: QScrollArea = scrolled(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(f"Pages of {title}")
        self.area.verticalScrollBar().valueChanged.connect(lambda _at: self._on_scrolled())
        whole.addWidget(self.area, 1)
        self.setFocusProxy(self.area)
        runner.submit(
            lambda _work: page_sizes(content),
            on_success=self._got_sizes,
            on_failure=failed,
            group=(id(self), "sizes"),
        )

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        row.setSpacing(GRID)
        row.addWidget(Button("Back", self.closed.emit, icon_name="back", compact=True))
        row.addWidget(OneLine(self._title), 1)
        self.where = muted("")
        row.addWidget(self.where)
        self.smaller = Button("−", lambda: self.zoom(-1), kind=Kind.QUIET, compact=True)
        self.smaller.setAccessibleName("Smaller")
        self.larger = IconButton("add", "Larger", lambda: self.zoom(1), compact=True)
        self.how_large = muted("100%")
        for widget in (self.smaller, self.how_large, self.larger):
            row.addWidget(widget)
        row.addWidget(Button("Fit", self.fit, kind=Kind.QUIET, compact=True))
        row.addWidget(Button("Save a copy …", self.save_asked.emit, compact=True))
        return row

    def _got_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        if not self._alive:
            return
        self._sizes = sizes
        for at in range(len(sizes)):
            sheet = _Sheet(at, f"{self._title}, page {at + 1} of {len(sizes)}")
            self.sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.fit()

    def zoom(self, by: int) -> None:
        """Show it one step larger or smaller."""
        self._fitting = False
        if by > 0:
            wanted = next((step for step in ZOOMS if step > self._zoom + 0.01), ZOOMS[-1])
        else:
            wanted = next((step for step in ZOOMS[::-1] if step < self._zoom - 0.01), ZOOMS[0])
        self._show_at(wanted)

    def fit(self) -> None:
        """Show it as wide as there is room, at most at its own size and a half."""
        self._fitting = True
        if self._sizes:
            room = max(self.area.viewport().width() - SIDE * 2 - GRID, 200)
            widest = max(width for width, _ in self._sizes) * POINTS_TO_PX
            self._show_at(min(room / widest, 1.5))

    def _show_at(self, zoom: float) -> None:
        here = self.current()
        self._zoom = zoom
        self.how_large.setText(f"{round(zoom * 100)}%")
        for sheet, (width, height) in zip(self.sheets, self._sizes, strict=True):
            size = QSize(round(width * POINTS_TO_PX * zoom), round(height * POINTS_TO_PX * zoom))
            sheet.setFixedSize(size)
        self._later.do(lambda: self.go_to(here))

    def current(self) -> int:
        """Return the page that is at the top of what is seen, from 0."""
        top = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return max((sheet.at for sheet in self.sheets if self._top_of(sheet.at) <= top), default=0)

    def _top_of(self, at: int) -> int:
        """Return where a page begins, whether or not the layout has come round to it."""
        gap = self._column.spacing()
        return GRID + sum(sheet.height() + gap for sheet in self.sheets[:at])

    def go_to(self, at: int) -> None:
        """Show the page `at`, from 0."""
        if self.sheets:
            at = min(max(at, 0), len(self.sheets) - 1)
            self.area.verticalScrollBar().setValue(max(self._top_of(at) - GRID, 0))
            self._on_scrolled()

    def _on_scrolled(self) -> None:
        if not self.sheets:
            return
        here = self.current()
        self.where.setText(f"Page {here + 1} of {len(self.sheets)}")
        for at in (here, here + 1, here - 1):
            if 0 <= at < len(self.sheets):
                self._draw(self.sheets[at])

    def _draw(self, sheet: _Sheet) -> None:
        scale = self._zoom * POINTS_TO_PX * self.devicePixelRatioF()
        if abs(sheet.asked_scale - scale) < 0.001:
            return
        sheet.asked_scale = scale
        content, at = self._content, sheet.at

        def work(context: WorkContext) -> PageImage:
            context.checkpoint()
            return draw_page(content, at, scale)

        def drawn(page: PageImage) -> None:
            if self._alive:
                kind = QImage.Format.Format_RGB32
                made = QImage(page.pixels, page.width, page.height, page.stride, kind)
                sheet.image = made.copy()
                sheet.update()

        self._runner.submit(
            work, on_success=drawn, on_failure=self._failed, group=(id(self), "page", at)
        )

    def let_go(self) -> None:
        """The preview is being taken away: late pages are dropped."""
        self._alive = False
        self._runner.forget((id(self), "sizes"))
        for sheet in self.sheets:
            self._runner.forget((id(self), "page", sheet.at))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw what has come into sight."""
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self._on_scrolled()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, plus and minus zoom, Esc goes back."""
        steps = {
            Qt.Key.Key_PageDown: self.current() + 1,
            Qt.Key.Key_PageUp: self.current() - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.sheets) - 1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(steps[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
