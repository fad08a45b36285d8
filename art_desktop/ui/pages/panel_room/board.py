"""The right of the panel view: two or three options as columns, needs as rows, what each costs at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from art_desktop.domain.panel_views import (
    AT_ONCE,
    CaseOption,
    CaseResource,
    CaseView,
    ComparedRow,
    Comparison,
    compare,
)
from art_desktop.domain.vocabulary import OptionState
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.panel_room.flow import (
    BASE,
    HEAD,
    SECOND,
    Flow,
    Line,
    Scale,
    Text,
    paint_lines,
    paint_verdict,
)
from art_desktop.ui.pages.panel_room.foot_rows import FootRow, foot_rows, further_rows
from art_desktop.ui.pages.panel_room.prices import quote_head, quote_more, resource_words
from art_desktop.ui.pages.request.option_words import SHORT
from art_desktop.ui.theme.apply import colour
from art_desktop.ui.theme.signs import SIGN_WORDS, Sign
from art_desktop.ui.theme.tokens import BOLD, LIGHT, SEMIBOLD

_TITLE_SHARE: Final = 0.22
_STATES: Final = {
    OptionState.OFFERED: " · said yes",
    OptionState.ASKED: " · asked",
    OptionState.MATCHED: " · matched",
}
_APART: Final = {"pets_wanted": "Pets wanted"}
_COLLAPSED: Final = 3
"""Of what all of them meet, so many lines of titles are shown until somebody walks into it."""


@dataclass(frozen=True)
class _Row:
    """A row as it is drawn: a need with its verdicts, words across, or a heading; `cells` are what stands under them.

    `heads`: it does not stand last on a page.
    """

    height: float
    title: list[Line]
    need: ComparedRow | None = None
    verdict_height: float = 0
    cells: tuple[list[Line], ...] = ()
    heads: bool = False


class Board(QWidget):
    """The options that are compared. `row` is the need that is looked at, None before one is."""

    def __init__(self) -> None:
        super().__init__()
        self._case: CaseView | None = None
        self._scale = Scale(1)
        self._page = 0
        self._pages: list[list[_Row]] = [[]]
        self._head: list[list[Line]] = []
        self._foot: list[tuple[list[Line], list[list[Line]], float]] = []
        self._shown: Comparison = Comparison((), (), ())
        self.chosen: tuple[int, ...] = ()
        self.row: int | None = None
        self.reasons = False

    # What is shown.

    def show_case(self, case: CaseView | None) -> None:
        """Compare a case's first options."""
        self._case, self._page, self.row, self.reasons = case, 0, None, False
        count = 0 if case is None else len(case.options)
        self.chosen = tuple(range(min(AT_ONCE, count)))
        self._lay_out()

    def choose(self, chosen: Sequence[int]) -> None:
        """Compare these options, by their place in the case."""
        self.chosen = tuple(sorted(chosen))[:AT_ONCE]
        self.row, self._page = None, 0
        self._lay_out()

    def set_scale(self, scale: Scale) -> None:
        """Draw everything larger or smaller."""
        self._scale = scale
        self._lay_out()

    @property
    def options(self) -> tuple[CaseOption, ...]:
        """Return the options that are compared."""
        held = self._case.options if self._case is not None else ()
        return tuple(held[at] for at in self.chosen)

    @property
    def needs(self) -> tuple[ComparedRow, ...]:
        """Return the rows, differences first; what all of them meet stands last."""
        return (*self._shown.differ, *self._shown.gaps, *self._shown.met)

    @property
    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def turn_to(self, page: int) -> None:
        """Show a page, or the last."""
        self._page = max(0, min(page, len(self._pages) - 1))
        self.update()

    def look(self, step: int) -> int | None:
        """Look at the next need, or the one before. Returns: the page that it stands on."""
        if not self.needs:
            return None
        at = (0 if step > 0 else len(self.needs) - 1) if self.row is None else self.row + step
        self.row = max(0, min(at, len(self.needs) - 1))
        self._lay_out()
        return self._go_to_row()

    def toggle_reasons(self) -> int | None:
        """Show the sentences of the need that is looked at, or hide them. Returns: its page."""
        if not self.needs:
            return None
        self.reasons = not self.reasons
        self.row = 0 if self.row is None else self.row
        self._lay_out()
        return self._go_to_row()

    def hide_reasons(self) -> None:
        """Hide the sentences."""
        self.reasons = False
        self._lay_out()

    def _go_to_row(self) -> int | None:
        need = self.needs[self.row] if self.row is not None else None
        for at, page in enumerate(self._pages):
            if any(row.need is not None and row.need is need for row in page):
                self._page = at
                self.update()
                return at
        return None

    def said(self) -> str:
        """Return the need that is looked at as a screen reader says it."""
        if self.row is None:
            return ""
        need = self.needs[self.row]
        cells = []
        for option, one in zip(self.options, need.verdicts, strict=True):
            words = "not asked" if one is None else SIGN_WORDS[Sign(one.verdict)]
            reason = f". {one.sentence}" if self.reasons and one is not None else ""
            cells.append(f"{option.letter}: {words}{reason}")
        return f"{need.title}. {'; '.join(cells)}"

    # Laying it out.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _widths(self) -> tuple[float, float]:
        """Return the width of the titles and of each column."""
        room = self.width() - 2 * self._scale.px(32)
        first = room * _TITLE_SHARE
        return first, (room - first) / max(1, len(self.options))

    def _lay_out(self) -> None:
        if self.width() < 80 or self.height() < 80:
            return
        options = self.options
        self._shown = compare(options) if options else Comparison((), (), ())
        first, each = self._widths()
        gap = self._scale.px(20)
        self._head = [self._option_head(option, each - gap) for option in options]
        self._foot = [self._foot_row(row, first - gap, each - gap) for row in foot_rows(options)]
        resource = self._case.resource if self._case is not None else None
        rows = self._resource(resource) if resource else self._rows(first - gap, each - gap)
        room = self.height() - 2 * self._scale.px(18) - self._head_height() - self._foot_height()
        self._pages = _paged(rows, max(room, self._scale.px(90)))
        self._page = min(self._page, len(self._pages) - 1)
        self._name()
        self.update()

    def _name(self) -> None:
        titles = ", ".join(option.title for option in self.options)
        resource = self._case.resource if self._case is not None else None
        if resource is not None:
            self.setAccessibleName(f"What is wanted and its prices: {resource.title}")
            self.setAccessibleDescription(". ".join(resource_words(resource)))
            return
        self.setAccessibleName(f"Options compared: {titles}" if titles else "No options yet")
        self.setAccessibleDescription(self.said() or self._summary())

    def _summary(self) -> str:
        lines = []
        for option in self.options:
            cost = [f"{row.title} {cell}" for row, cell in self._cells_of(option) if cell]
            lines.append(f"{option.title}, {option.range_words} of 100. {'. '.join(cost)}")
        return " ".join(lines)

    def _cells_of(self, option: CaseOption) -> list[tuple[FootRow, str]]:
        at = self.options.index(option)
        return [(row, row.cells[at].replace("\n", ", ")) for row in foot_rows(self.options)]

    def _option_head(self, option: CaseOption, width: float) -> list[Line]:
        px, flow = self._scale.px, Flow(width)
        title, _, area = option.title.rpartition(", ")
        flow.add(Text(title or option.title, px(BASE), SEMIBOLD, most=2))
        parts = (area if title else "", option.inspection, option.about)
        about = ", ".join(part for part in parts if part)
        flow.add(Text(about, px(SECOND), ink="muted", most=2))
        state = _STATES.get(option.state, "")
        flow.add(Text(f"{option.range_words} of 100{state}", px(SECOND), SEMIBOLD, most=1))
        return flow.lines

    def _foot_row(
        self, row: FootRow, first: float, each: float
    ) -> tuple[list[Line], list[list[Line]], float]:
        px = self._scale.px
        title = Text(row.title, px(SECOND), ink="muted", most=2).lines(first)
        size, weight = (px(BASE), SEMIBOLD) if row.strong else (px(SECOND), 400)
        cells = [Text(words, size, weight, most=row.most).lines(each) for words in row.cells]
        height = max(_height(title), *(_height(lines) for lines in cells)) + px(2)
        return title, cells, height

    def _rows(self, first: float, each: float) -> list[_Row]:
        rows: list[_Row] = []
        several, at = len(self.options) > 1, 0
        groups = (
            ("Where they differ", self._shown.differ),
            ("Alike for all" if several else "Gaps", self._shown.gaps),
            ("Met by all" if several else "Met", self._shown.met),
        )
        for heading, needs in groups:
            if not needs:
                continue
            into = self.row is not None and self.row >= at
            if needs is self._shown.met and several and not into:
                rows.append(self._collapsed(heading, needs))
                continue
            rows.append(self._heading(f"{heading} ({len(needs)})"))
            for need in needs:
                rows.append(self._row(need, first, each, looked_at=at == self.row))
                at += 1
        further = further_rows(self.options)
        if further:
            rows.append(self._heading("More of each"))
            rows += [self._further(row, first, each) for row in further]
        rest = self._case.rest if self._case is not None else ""
        told = self._case.options if self._case is not None else ()
        aside = [one.title for at, one in enumerate(told) if at not in self.chosen]
        if rest or aside:
            words = ". ".join(part for part in ("; ".join(aside), rest) if part)
            rows.append(self._across("Beside these:", words))
        return rows

    def _resource(self, resource: CaseResource) -> list[_Row]:
        """Return what is wanted, each price with what belongs to it, and what was ordered before."""
        px = self._scale.px
        rows = [self._told([Text(resource.title, px(HEAD), SEMIBOLD)])]
        rows += [
            self._told([Text(line.words, px(BASE), lead=f"{line.title}:")])
            for line in resource.lines
        ]
        rows.append(self._heading(f"Prices ({len(resource.quotes)})"))
        for quote in resource.quotes:
            head = Text(quote_head(quote), px(BASE), SEMIBOLD, keep=True)
            rows.append(self._told([head, Text(quote_more(quote), px(SECOND))]))
        if not resource.quotes:
            rows.append(self._told([Text("Nobody has been asked.", px(BASE), ink="muted")]))
        if resource.ordered:
            rows.append(self._heading("Ordered before"))
            rows += [self._told([Text(words, px(BASE))]) for words in resource.ordered]
        return rows

    def _told(self, texts: Sequence[Text]) -> _Row:
        flow = Flow(self._room())
        for text in texts:
            flow.add(text)
        return _Row(flow.height + self._scale.px(10), flow.lines)

    def _heading(self, words: str) -> _Row:
        px = self._scale.px
        lines = Text(words, px(SECOND), BOLD, ink="accent").lines(self._room())
        return _Row(_height(lines) + px(12), lines, heads=True)

    def _collapsed(self, heading: str, needs: Sequence[ComparedRow]) -> _Row:
        """Return what all of them meet as one paragraph across the columns."""
        titles = ", ".join(short_title(need).lower() for need in needs)
        return self._across(f"{heading} ({len(needs)}):", titles)

    def _across(self, lead: str, words: str) -> _Row:
        px = self._scale.px
        flow = Flow(self._room())
        flow.add(Text(words, px(SECOND), lead=lead, most=_COLLAPSED))
        return _Row(flow.height + px(16), flow.lines)

    def _further(self, row: FootRow, first: float, each: float) -> _Row:
        px = self._scale.px
        title, cells, height = self._foot_row(row, first, each)
        return _Row(height + px(8), title, None, 0, tuple(cells))

    def _room(self) -> float:
        return self.width() - 2 * self._scale.px(32)

    def _row(self, need: ComparedRow, first: float, each: float, *, looked_at: bool) -> _Row:
        px = self._scale.px
        size = px(BASE)
        title = Text(short_title(need), size, SEMIBOLD if need.hard else 400, most=2).lines(first)
        line = size * 1.34
        cells: tuple[list[Line], ...] = ()
        if looked_at and self.reasons:
            cells = tuple(self._reason(one.sentence if one else "", each) for one in need.verdicts)
        under = max((_height(lines) for lines in cells), default=0)
        height = max(_height(title), line + under) + px(4)
        return _Row(height, title, need, line, cells)

    def _reason(self, words: str, width: float) -> list[Line]:
        px = self._scale.px
        return Text(words or "No reason is on record.", px(SECOND)).lines(width)

    def _head_height(self) -> float:
        tallest = max((_height(lines) for lines in self._head), default=0)
        return tallest + self._scale.px(12)

    def _foot_height(self) -> float:
        return sum(height for _, _, height in self._foot) + self._scale.px(12)

    # Painting it.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(LIGHT.surface))
        px = self._scale.px
        x, y = px(32), px(18)
        if self._case is not None and self._case.resource is not None:
            for row in self._pages[self._page]:
                self._paint_row(painter, row, x, y)
                y += int(row.height)
            return
        if not self.options:
            self._paint_none(painter, x, y)
            return
        first, each = self._widths()
        for at, lines in enumerate(self._head):
            paint_lines(painter, lines, x + first + at * each, y)
        y += int(self._head_height())
        painter.fillRect(QRectF(x, y - px(8), self.width() - 2 * x, 2), colour(LIGHT.text))
        for row in self._pages[self._page]:
            self._paint_row(painter, row, x, y)
            y += int(row.height)
        self._paint_foot(painter, x)

    def _paint_none(self, painter: QPainter, x: float, y: float) -> None:
        px = self._scale.px
        flow = Flow(self.width() - 2 * x)
        flow.add(Text("No home to compare yet", px(40), SEMIBOLD))
        rest = self._case.rest if self._case is not None else ""
        searched = self._case is not None and self._case.searched_on is not None
        words = rest or ("The search found none." if searched else "No search has been run.")
        flow.add(Text(words, px(BASE), ink="muted"))
        paint_lines(painter, flow.lines, x, y)

    def _paint_row(self, painter: QPainter, row: _Row, x: float, y: float) -> None:
        px = self._scale.px
        first, each = self._widths()
        if row.need is None:
            paint_lines(painter, row.title, x, y + px(6))
            for at, lines in enumerate(row.cells):
                paint_lines(painter, lines, x + first + at * each, y + px(6))
            return
        if self.row is not None and row.need is self.needs[self.row]:
            back = QRectF(x - px(12), y, self.width() - 2 * x + px(24), row.height)
            painter.fillRect(back, colour(LIGHT.selected))
            painter.fillRect(QRectF(back.left(), y, px(6), row.height), colour(LIGHT.accent))
        painter.fillRect(QRectF(x, y + row.height - 1, self.width() - 2 * x, 1), colour(LIGHT.line))
        paint_lines(painter, row.title, x, y + px(1))
        for at, one in enumerate(row.need.verdicts):
            left = x + first + at * each
            sign = Sign.NOT_APPLICABLE if one is None else Sign(one.verdict)
            box = QRectF(left, y, each - px(20), row.verdict_height)
            paint_verdict(painter, box, sign, SIGN_WORDS[sign], px(BASE))
            if row.cells:
                paint_lines(painter, row.cells[at], left, y + row.verdict_height)

    def _paint_foot(self, painter: QPainter, x: float) -> None:
        px = self._scale.px
        first, each = self._widths()
        y = self.height() - px(14) - self._foot_height()
        painter.fillRect(QRectF(x, y, self.width() - 2 * x, 2), colour(LIGHT.text))
        y += px(6)
        for title, cells, height in self._foot:
            paint_lines(painter, title, x, y)
            for at, lines in enumerate(cells):
                paint_lines(painter, lines, x + first + at * each, y)
            y += height


def short_title(need: ComparedRow) -> str:
    """Return what a need is called where there is little room."""
    words = _APART.get(need.code) or SHORT.get(need.code, need.title).removeprefix("Skills: ")
    return words[:1].upper() + words[1:]


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _paged(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
    """Break the rows into pages; a heading goes over with its first need."""
    pages: list[list[_Row]] = [[]]
    used = 0.0
    for row in rows:
        if used + row.height > room and pages[-1]:
            last = pages[-1][-1]
            carried = [pages[-1].pop()] if last.heads and len(pages[-1]) > 1 else []
            pages.append(carried)
            used = sum(one.height for one in carried)
        pages[-1].append(row)
        used += row.height
    return pages
