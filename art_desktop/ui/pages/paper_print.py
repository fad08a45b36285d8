"""Printing a paper: the system's dialog, then each page drawn by PDFium at the printer's resolution.

A printed copy carries in its bottom margin who printed it and when (product.md §6). That is drawn on the print alone:
the kept bytes are what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from art_desktop.domain.errors import FileTrouble
from art_desktop.ui.pages.paper_pdf import PageImage, draw_page

_LEAST_DPI, _MOST_DPI = 300, 600
_STAMP_ABOVE_EDGE: Final = 18.0
"""Points from the sheet's lower edge to the stamp's line, under the paper's own foot; more where a printer needs it."""
_STAMP_POINTS: Final = 6.5
NO_PRINTER: Final = (
    "No printer is set up on this computer. Save a copy, or ask whoever looks after the computer."
)


@dataclass(frozen=True)
class PrintJob:
    """What the person chose: the printer as they set it, and the pages (from 0) in the order of the paper."""

    printer: QPrinter
    pages: tuple[int, ...]
    copies: int = 1

    @property
    def pages_words(self) -> str:
        """Return "1-3, 7"."""
        return range_words(self.pages)


AskPrinter = Callable[[QWidget, int, int], PrintJob | None]
"""Asks how to print: over which widget, how many pages there are, which one is seen (from 0); None: not at all."""


def printer_there() -> bool:
    """Say whether this computer has a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, count: int, current: int) -> PrintJob | None:
    """Ask in the system's own dialog; return None where the person changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the paper")
    option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOption(option.PrintPageRange, on=True)
    dialog.setOption(option.PrintCurrentPage, on=True)
    dialog.setOption(option.PrintSelection, on=False)
    dialog.setMinMax(1, count)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return PrintJob(printer, pages_of(printer, count, current), printer.copyCount())


def pages_of(printer: QPrinter, count: int, current: int) -> tuple[int, ...]:
    """Return which pages (from 0) the printer was asked for."""
    chosen = printer.printRange()
    if chosen is QPrinter.PrintRange.CurrentPage:
        return (current,)
    ranges = printer.pageRanges()
    if chosen is QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return tuple(at for at in range(count) if ranges.contains(at + 1))
    return tuple(range(count))


def range_words(pages: Sequence[int]) -> str:
    """Return pages (from 0) as people write them: "1-3, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in runs)


def print_pages(
    content: bytes, job: PrintJob, stamp: str, tell: Callable[[int, int], object]
) -> None:
    """Draw the pages on the printer; to be called off the window's thread.

    Args: stamp: the line at the foot of each sheet. tell: called before each sheet with how many are done, of how
        many; what it raises stops the printing, and nothing more comes out.
    Raises: FileTrouble: the printer does not take it.
    """
    printer = job.printer
    printer.setFullPage(True)
    by_itself = 1 if printer.supportsMultipleCopies() else max(job.copies, 1)
    sheets = tuple(
        in_order(
            job.pages,
            by_itself,
            collate=printer.collateCopies(),
            last_first=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
            both_sides=printer.duplex() is not QPrinter.DuplexMode.DuplexNone,
        )
    )
    painter = QPainter()
    if not sheets or not painter.begin(printer):
        raise FileTrouble(
            "The paper was not printed.",
            "The printer did not take it." if sheets else "None of its pages was chosen.",
            "See whether it is switched on, or choose another printer."
            if sheets
            else "Choose pages that it has.",
        )
    try:
        drawn: tuple[int, PageImage] | None = None
        for done, page in enumerate(sheets):
            tell(done, len(sheets))
            if done and not printer.newPage():
                raise FileTrouble(
                    "The paper was not printed whole.",
                    f"The printer stopped after {done} of {len(sheets)} sheets.",
                    "See to the printer, and print the pages that are missing.",
                )
            if page is None:
                continue
            if drawn is None or drawn[0] != page:
                scale = max(_LEAST_DPI, min(printer.resolution(), _MOST_DPI)) / 72
                drawn = (page, draw_page(content, page, scale, to_print=True))
            _draw(painter, printer, drawn[1], stamp)
        tell(len(sheets), len(sheets))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def in_order(
    pages: Sequence[int], copies: int, *, collate: bool, last_first: bool, both_sides: bool
) -> Iterator[int | None]:
    """Yield the pages in the order in which they come out; None is an empty back."""
    ordered = tuple(reversed(pages)) if last_first else tuple(pages)
    if not collate:
        for page in ordered:
            yield from [page] * copies
        return
    for copy in range(copies):
        if copy and both_sides and len(ordered) % 2:
            yield None  # the next copy begins on a sheet of its own
        yield from ordered


def _draw(painter: QPainter, printer: QPrinter, page: PageImage, stamp: str) -> None:
    """Draw one page as large as the sheet allows, turned where it lies across, and the stamp under it."""
    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    sheet = QRectF(QPointF(0, 0), printer.paperRect(QPrinter.Unit.DevicePixel).size())
    dots = printer.resolution() / 72
    margin = printer.pageLayout().margins(QPageLayout.Unit.Point).bottom()
    across = (image.width() > image.height()) != (sheet.width() > sheet.height())
    painter.save()
    if across:
        painter.translate(sheet.width(), 0)
        painter.rotate(90)
    room = sheet.size().transposed() if across else sheet.size()
    size = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF((room.width() - size.width()) / 2, 0), size)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.restore()
    font = QFont(painter.font())
    font.setPixelSize(max(round(_STAMP_POINTS * dots), 1))
    painter.setFont(font)
    painter.setPen(QColor(70, 70, 70))
    base = sheet.height() - max(_STAMP_ABOVE_EDGE, margin + 3) * dots
    across_words = painter.fontMetrics().horizontalAdvance(stamp)
    painter.drawText(QPointF(max((sheet.width() - across_words) / 2, 0), base), stamp)
