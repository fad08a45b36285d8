"""Cells in rows and columns: for the eye, or a table of data. Rows never split; a head is repeated on each page.

It takes ReportLab's table commands, those that papers need; its grounds and rules are artifacts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from art_desktop.documents.tags import END, LAYOUT

_PADDING: Final = {"LEFTPADDING": 0, "RIGHTPADDING": 1, "TOPPADDING": 2, "BOTTOMPADDING": 3}
_LINES: Final = {
    "LINEABOVE": "A",
    "LINEBELOW": "B",
    "LINEBEFORE": "L",
    "LINEAFTER": "R",
    "GRID": "ABLR",
    "INNERGRID": "I",
    "BOX": "O",
    "OUTLINE": "O",
}
_SILENT: Final = frozenset({"FONTNAME", "FONTSIZE", "FONT", "LEADING", "TEXTCOLOR"})
"""Said of cells that hold bare strings, of which there are none."""

Command = tuple[Any, ...]


class _Style:
    """How one cell stands: its padding (left, right, top, bottom), and where in it the content."""

    __slots__ = ("across", "down", "padding")

    def __init__(self) -> None:
        self.padding: list[float] = [0, 0, 0, 0]
        self.down = "TOP"
        self.across = "LEFT"


class _Plan:
    """The whole of a grid: its cells, their styles, its columns; shared by the parts that pages take."""

    def __init__(
        self, rows: list[list[list[Flowable]]], widths: Sequence[float], commands: Iterable[Command]
    ) -> None:
        self.rows = rows
        self.widths = list(widths)
        self.lefts = [0.0]
        for across in self.widths:
            self.lefts.append(self.lefts[-1] + across)
        count = len(self.widths)
        self.styles = [[_Style() for _ in range(count)] for _ in rows]
        self.spans: dict[tuple[int, int], int] = {}
        self.grounds: list[tuple[int, int, int, int, list[Any]]] = []
        self.lines: list[tuple[str, int, int, int, int, float, Any]] = []
        for command in commands:
            self._take(command)
        self._heights: dict[int, float] = {}

    def _take(self, command: Command) -> None:
        name, (left, top), (right, bottom), *rest = command
        columns, rows = len(self.widths), len(self.rows)
        left, right = left % columns, right % columns
        top, bottom = (top + rows if top < 0 else top), (bottom + rows if bottom < 0 else bottom)
        bottom = min(bottom, rows - 1)
        if name in _LINES:
            weight, colour = rest[0], rest[1]
            self.lines.append((_LINES[name], left, top, right, bottom, weight, colour))
        elif name in {"BACKGROUND", "ROWBACKGROUNDS"}:
            fills = list(rest[0]) if name == "ROWBACKGROUNDS" else [rest[0]]
            self.grounds.append((left, top, right, bottom, fills))
        elif name == "SPAN" and top == bottom:
            self.spans[top, left] = right
        elif name in _PADDING or name in {"VALIGN", "ALIGN"}:
            for row in range(top, bottom + 1):
                for style in self.styles[row][left : right + 1]:
                    if name == "VALIGN":
                        style.down = rest[0]
                    elif name == "ALIGN":
                        style.across = rest[0]
                    else:
                        style.padding[_PADDING[name]] = rest[0]
        elif name not in _SILENT:
            raise ValueError(f"a grid does not know {command!r}")

    def cells(self, row: int) -> Iterator[tuple[list[Flowable], _Style, float, float]]:
        """Yield the cells of a row: what is in them, how, from where and how wide, in points."""
        hidden = -1
        for column, cell in enumerate(self.rows[row]):
            if column <= hidden:
                continue
            last = self.spans.get((row, column), column)
            hidden = last if last > column else -1
            left = self.lefts[column]
            yield cell, self.styles[row][column], left, self.lefts[last + 1] - left

    def height(self, row: int) -> float:
        """Return how tall a row is, in points."""
        known = self._heights.get(row)
        if known is None:
            known = self._heights[row] = max(
                (
                    stacked(cell, room - style.padding[0] - style.padding[1])
                    + style.padding[2]
                    + style.padding[3]
                    for cell, style, _, room in self.cells(row)
                ),
                default=0.0,
            )
        return known


def stacked(cell: Sequence[Flowable], room: float) -> float:
    """Return how tall flowables stand one under another in a cell, in points."""
    if not cell:
        return 0.0
    tall = -float(cell[0].getSpaceBefore() + cell[-1].getSpaceAfter())
    for flowable in cell:
        tall += flowable.wrap(room, 1_000_000)[1]
        tall += flowable.getSpaceBefore() + flowable.getSpaceAfter()
    return tall


def flat(flowables: Iterable[Flowable], *, breaks: bool = False) -> list[Flowable]:
    """Return flowables as a cell can hold them: it is on one page, so nothing in it asks for another.

    `breaks` keeps what asks for another page, and takes only those apart that are kept together.
    """
    out: list[Flowable] = []
    for flowable in flowables:
        if isinstance(flowable, KeepTogether):
            out += flat(flowable._content, breaks=breaks)  # noqa: SLF001  # ReportLab gives no other way to what it holds
        elif breaks or not isinstance(flowable, CondPageBreak | PageBreak):
            out.append(flowable)
    return out


class Grid(Flowable):
    """Rows of cells; `head` rows at the top are repeated on every page. `widths` are points."""

    def __init__(
        self,
        rows: list[list[list[Flowable]]],
        widths: Sequence[float],
        commands: Iterable[Command] = (),
        *,
        head: int = 0,
    ) -> None:
        super().__init__()
        self.plan = _Plan([[flat(cell) for cell in row] for row in rows], widths, commands)
        self.head = head
        self.shown = range(len(rows))
        self.first = True

    @property
    def inside(self) -> list[Flowable]:
        """Return what its cells hold, in reading order."""
        return [flowable for row in self.plan.rows for cell in row for flowable in cell]

    def _rows(self) -> list[int]:
        return [*range(self.head), *(row for row in self.shown if row >= self.head)]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the columns' width, and the height of the rows."""
        self.width = self.plan.lefts[-1]
        self.height = sum(map(self.plan.height, self._rows()))
        return self.width, self.height

    def least(self, room: float) -> float:
        """Return the height of its head and first row, in points."""
        rows = self._rows()[: self.head + 1]
        return sum(map(self.plan.height, rows))

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the rows that fit, and the rest under the same head; [] where no row fits."""
        room = availHeight - sum(map(self.plan.height, range(self.head)))
        rows = [row for row in self.shown if row >= self.head]
        for place, row in enumerate(rows):
            room -= self.plan.height(row)
            if room < -1e-6:
                if place == 0:
                    return []
                return [self._part(rows[:place]), self._part(rows[place:])]
        return [self]

    def _part(self, rows: list[int]) -> Grid:
        part = Grid.__new__(Grid)
        Flowable.__init__(part)
        part.plan, part.head = self.plan, self.head
        part.shown = range(rows[0], rows[-1] + 1)
        return part

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw the grounds, the cells and the rules, the foot of the last row at `y`."""
        rows = self._rows()
        tops: dict[int, float] = {}
        top = y + self.height
        for row in rows:
            tops[row] = top
            top -= self.plan.height(row)
        self._draw_grounds(canvas, x, tops)
        for row in rows:
            for cell, style, left, room in self.plan.cells(row):
                self._draw_cell(
                    canvas, cell, style, (x + left, tops[row], room), self.plan.height(row)
                )
        self._draw_lines(canvas, x, tops)

    def _draw_cell(
        self,
        canvas: Any,
        cell: list[Flowable],
        style: _Style,
        place: tuple[float, float, float],
        tall: float,
    ) -> None:
        if not cell:
            return
        x, top, room = place
        left, right, above, below = style.padding
        wide = room - left - right
        y = top - above
        if style.down != "TOP":
            spare = tall - above - below - stacked(cell, wide)
            y -= spare if style.down == "BOTTOM" else spare / 2
        y += cell[0].getSpaceBefore()
        for flowable in cell:
            across, down = flowable.wrap(wide, 1_000_000)
            y -= flowable.getSpaceBefore() + down
            shift = {"RIGHT": wide - across, "CENTER": (wide - across) / 2}.get(style.across, 0.0)
            flowable.drawOn(canvas, x + left + shift, y)
            y -= flowable.getSpaceAfter()

    def _draw_grounds(self, canvas: Any, x: float, tops: dict[int, float]) -> None:
        out: list[str] = []
        for left, top, right, bottom, fills in self.plan.grounds:
            rows = [row for row in tops if top <= row <= bottom]
            x0, x1 = x + self.plan.lefts[left], x + self.plan.lefts[right + 1]
            # One ground of one colour is one rectangle, so that no hair of light shows between rows.
            bands = [rows] if len(fills) == 1 else [[row] for row in rows]
            for band in bands:
                if not band:
                    continue
                colour = fills[(band[0] - top) % len(fills)]
                if colour is None:
                    continue
                high = tops[band[0]]
                low = tops[band[-1]] - self.plan.height(band[-1])
                out.append(
                    f"{_rgb(colour)} rg {x0:.3f} {low:.3f} {x1 - x0:.3f} {high - low:.3f} re f"
                )
        if out:
            canvas.code("\n".join([LAYOUT, "q", *out, "Q", END]))

    def _draw_lines(self, canvas: Any, x: float, tops: dict[int, float]) -> None:
        out: list[str] = []
        for kind, left, top, right, bottom, weight, colour in self.plan.lines:
            out.append(f"{weight:g} w {_rgb(colour)} RG")
            for row, high in tops.items():
                if not top <= row <= bottom:
                    continue
                low = high - self.plan.height(row)
                x0, x1 = x + self.plan.lefts[left], x + self.plan.lefts[right + 1]
                if "A" in kind or (kind == "O" and row == top) or (kind == "I" and row > top):
                    out.append(f"{x0:.3f} {high:.3f} m {x1:.3f} {high:.3f} l S")
                if "B" in kind or (kind == "O" and row == bottom):
                    out.append(f"{x0:.3f} {low:.3f} m {x1:.3f} {low:.3f} l S")
                edges = range(left, right + 1) if kind in {"L", "R", "ABLR", "I"} else ()
                for column in edges:
                    if kind in {"L", "ABLR"} or (kind == "I" and column > left):
                        edge = x + self.plan.lefts[column]
                        out.append(f"{edge:.3f} {low:.3f} m {edge:.3f} {high:.3f} l S")
                    if kind == "R" or (kind == "ABLR" and column == right):
                        edge = x + self.plan.lefts[column + 1]
                        out.append(f"{edge:.3f} {low:.3f} m {edge:.3f} {high:.3f} l S")
                if kind == "O":
                    out += [
                        f"{edge:.3f} {low:.3f} m {edge:.3f} {high:.3f} l S" for edge in (x0, x1)
                    ]
        if out:
            canvas.code("\n".join([LAYOUT, "q 1 J", *out, "Q", END]))


def _rgb(colour: Any) -> str:
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g}"
