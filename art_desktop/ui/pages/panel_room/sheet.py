"""The left third of the panel view: the child on one page, what is asked, what was tried; then all of it in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.panel_room_views import RoomItem
from art_desktop.domain.panel_views import CaseChild, CaseView
from art_desktop.domain.vocabulary import Level
from art_desktop.domain.wording import left_words, listed, short_day_words, time_words
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
)
from art_desktop.ui.pages.panel_room.prices import resource_words
from art_desktop.ui.theme.apply import colour
from art_desktop.ui.theme.tokens import BOLD, LIGHT, SEMIBOLD

_LEVELS = (Level.COMPLEX, Level.SIGNIFICANT, Level.SOME, None)
_FACTS_FIRST = ("Plan", "Legal status")


@dataclass(frozen=True)
class _Room:
    """So many answers of a child as a person, so many lines of each, of what is asked and of what was tried."""

    answers: int
    each: int
    asked: int
    tried: int


_ROOMS = (
    _Room(4, 3, 6, 3),
    _Room(4, 2, 4, 3),
    _Room(4, 2, 3, 2),
    _Room(4, 1, 3, 2),
    _Room(2, 1, 3, 2),
    _Room(1, 1, 3, 2),
    _Room(0, 0, 3, 1),
)
"""From roomy to close: the first that fits one page is taken; the pages after it have everything whole."""


class Sheet(QWidget):
    """One case in words. Its pages are turned together with those of the comparison."""

    def __init__(self) -> None:
        super().__init__()
        self._item: RoomItem | None = None
        self._now: datetime | None = None
        self._scale = Scale(1)
        self._pages: list[list[Line]] = [[]]
        self._page = 0
        self._firsts = 1

    def show_item(self, item: RoomItem | None, now: datetime) -> None:
        """Show a case from its first page."""
        self._item, self._now, self._page = item, now, 0
        self._lay_out()

    def set_scale(self, scale: Scale) -> None:
        """Draw everything larger or smaller."""
        self._scale = scale
        self._lay_out()

    @property
    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    @property
    def first_pages(self) -> int:
        """Return how many pages the child on one page takes: 1, unless brothers and sisters are many."""
        return self._firsts

    def turn_to(self, page: int) -> None:
        """Show a page, or the last."""
        self._page = max(0, min(page, len(self._pages) - 1))
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), colour(LIGHT.surface))
        margin = self._scale.px(32)
        paint_lines(painter, self._pages[self._page], margin, self._scale.px(24))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour(LIGHT.line))

    def _lay_out(self) -> None:
        width = self.width() - 2 * self._scale.px(32)
        height = self.height() - 2 * self._scale.px(24)
        if width < 40 or height < 40:
            return
        case = self._item.case if self._item is not None else None
        if case is None:
            first, rest = self._nothing(width), None
        else:
            first, rest = self._digest(case, width, height), self._whole(case, width)
        pages = first.pages(height)
        self._firsts = len(pages)
        if rest is not None:
            pages += rest.pages(height)
        self._pages = pages
        self._page = min(self._page, len(pages) - 1)
        self.setAccessibleName("The case")
        self.setAccessibleDescription(spoken(case) if case else "The case is not prepared yet.")
        self.update()

    def _nothing(self, width: float) -> Flow:
        flow = Flow(width)
        words = "This case is not ready yet" if self._item else "No case on the agenda"
        flow.add(Text(words, self._scale.px(HEAD), SEMIBOLD))
        return flow

    # The child on one page.

    def _digest(self, case: CaseView, width: float, height: float) -> Flow:
        """Return the child on one page: as much of each answer as fits."""
        for room in _ROOMS:
            flow = self._first_page(case, width, room)
            if flow.height <= height:
                break
        return flow

    def _first_page(self, case: CaseView, width: float, room: _Room) -> Flow:
        px, flow = self._scale.px, Flow(width)
        self._head(flow, case)
        if case.asked:
            self._title(flow, "Asked of the panel")
            flow.add(Text(case.asked, px(BASE), most=room.asked))
        if room.each == 0:
            self._title(flow, "The children")
        for child in case.children:
            self._child_first(flow, child, room, alone=len(case.children) == 1)
        if case.tried or case.decisions:
            self._title(flow, "What was tried")
            for words in (*case.tried, *case.decisions[:1]):
                flow.add(Text(words, px(BASE), most=room.tried))
        return flow

    def _head(self, flow: Flow, case: CaseView) -> None:
        px = self._scale.px
        flow.add(Text(case.children_words, px(HEAD), SEMIBOLD, most=3))
        flow.gap(px(4))
        flow.add(Text(f"{case.reference} · {case.kind_words}", px(SECOND), ink="muted"))
        flow.add(Text(self._needed(case), px(BASE), SEMIBOLD))
        if case.urgency_words:
            flow.add(Text(case.urgency_words, px(BASE), SEMIBOLD, ink="late", most=3))
        if case.outcome:
            flow.gap(px(10))
            flow.add(Text(case.outcome, px(BASE), SEMIBOLD, ink="accent", lead="Decided:", most=8))

    def _needed(self, case: CaseView) -> str:
        day = short_day_words(local_day(case.needed_at))
        words = f"Needed by {day} {time_words(case.needed_at)}"
        return words if self._now is None else f"{words} · {left_words(case.needed_at, self._now)}"

    def _child_first(self, flow: Flow, child: CaseChild, room: _Room, *, alone: bool) -> None:
        px = self._scale.px
        needs = needs_by_level(child)
        if room.each == 0:  # so many that each has a line or two
            words = "; ".join(f"{one[:1].lower()}{one[1:]}" for one in needs)
            flow.add(
                Text(words or "no needs on record", px(BASE), lead=f"{child.heading}:", most=1)
            )
            return
        self._title(flow, "The child" if alone else child.heading)
        for line in child.person[: room.answers]:
            flow.add(Text(line.words, px(BASE), lead=f"{line.title}:", most=room.each))
        for words in needs:
            title, _, rest = words.partition(": ")
            flow.add(Text(rest, px(BASE), lead=f"{title}:", most=2 if alone else 1))
        facts = {line.title: line.words for line in child.facts}
        known = [facts[title] for title in _FACTS_FIRST if title in facts]
        if known and alone:
            flow.add(Text(" · ".join(known), px(BASE), lead="Plan:", most=2))

    # All of it.

    def _whole(self, case: CaseView, width: float) -> Flow:
        px, flow = self._scale.px, Flow(width)
        if case.why:
            self._title(flow, "Why now")
            flow.add(Text(case.why, px(BASE)))
        for child in case.children:
            self._title(flow, child.heading)
            for line in child.person:
                flow.add(Text(line.words, px(BASE), lead=f"{line.title}:"))
            for need in child.needs:
                level = need.level.words if need.level else "Level not known"
                flow.gap(px(8))
                flow.add(Text(f"{need.title} · {level}", px(BASE), SEMIBOLD, keep=True))
                flow.add(Text(need.shows, px(BASE)))
                if need.works:
                    flow.add(Text(need.works, px(BASE), lead="What works:"))
            flow.gap(px(8))
            for line in child.facts:
                flow.add(Text(line.words, px(BASE), lead=f"{line.title}:"))
            if child.not_known:
                words = listed([one.lower() for one in dict.fromkeys(child.not_known)])
                flow.add(Text(words, px(BASE), ink="unknown", lead="Not known:"))
        if len(case.decisions) > 1:
            self._title(flow, "Earlier decisions")
            for words in case.decisions:
                flow.add(Text(words, px(BASE)))
                flow.gap(px(8))
        return flow

    def _title(self, flow: Flow, words: str) -> None:
        px = self._scale.px
        flow.gap(px(12))
        flow.add(Text(words, px(SECOND), BOLD, ink="accent", keep=True))


def needs_by_level(child: CaseChild) -> list[str]:
    """Return "Complex: attachment and trauma", "Some: learning disability and autism"; the gravest first."""
    lines = []
    for level in _LEVELS:
        titles = [need.title for need in child.needs if need.level is level]
        if titles:
            words = [titles[0], *(title[:1].lower() + title[1:] for title in titles[1:])]
            lines.append(f"{level.words if level else 'Level not known'}: {listed(words)}")
    return lines


def spoken(case: CaseView) -> str:
    """Return a case as a screen reader says it."""
    lines = [case.children_words, case.kind_words, case.urgency_words, case.asked, case.outcome]
    for child in case.children:
        lines.append(child.heading)
        lines += [f"{line.title}: {line.words}" for line in child.person]
        lines += needs_by_level(child)
        lines += [f"{line.title}: {line.words}" for line in child.facts]
    if case.resource is not None:
        lines += resource_words(case.resource)
    lines += [*case.tried, *case.decisions]
    return ". ".join(line.rstrip(".") for line in lines if line)
