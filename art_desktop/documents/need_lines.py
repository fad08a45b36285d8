"""Needs and risks, one block each: what it is, how much of it there is, how it shows, what helps."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import Decoration, columns, gap, heading, keep, para
from art_desktop.documents.marks import steps
from art_desktop.documents.style import CONTENT, colour
from art_desktop.domain.papers import NeedLine, NeedsPart
from art_desktop.domain.vocabulary import Level


def need_lines(
    part: NeedsPart, shows: str, absent: str, level: int, *, room: float = CONTENT
) -> list[Flowable]:
    """Return needs or risks, most complex first, then those that are absent and those not known, in a line each.

    `shows` stands before how a need shows, `absent` after "Asked about, and"; `level` is that of each one's heading.
    `room` is the width in points.
    """
    story: list[Flowable] = []
    for line in part.present:
        if not line.levelled:
            story += [*para(line.shows, "body", lead=line.title), gap(8)]
            continue
        block = [
            *_head(line, level, room),
            *para(line.shows, "body", lead=shows if line.works else ""),
            *para(line.works, "body", lead="What helps"),
        ]
        story += [*keep(block, room=room), gap(8)]
    if part.absent:
        story += para(f"Asked about, and {absent}: {_lowered(part.absent)}.", "note")
    if part.unknown:
        story += para(f"Not yet known: {_lowered(part.unknown)}.", "note")
    return story


def _head(line: NeedLine, level: int, room: float) -> list[Flowable]:
    """Return a need's name over a hairline, with its level as a word and as three steps, filled so far."""
    word = line.level.words if line.level else "Level not known"
    row = [
        heading(line.title, "need", level),
        para(word, "value"),
        [Decoration(_Steps(line.level))],
    ]
    across = columns(
        [row],
        (room - 160, 118, 42),
        [
            ("LINEABOVE", (0, 0), (-1, 0), 0.6, colour(sheet.LINE)),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (-1, 0), (-1, 0), 5),
            ("RIGHTPADDING", (1, 0), (-1, -1), 0),
        ],
    )
    for flowable in across:
        flowable.keepWithNext = 1
    return across


class _Steps(Flowable):
    """Three steps that rise, filled so far as the need is complex."""

    def __init__(self, level: Level | None) -> None:
        super().__init__()
        self._filled = 0 if level is None else level.rank

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the space of one line."""
        return 34, 12

    def draw(self) -> None:
        """Draw the steps."""
        steps(self.canv, 0, 0, self._filled)


def _lowered(titles: Sequence[str]) -> str:
    return ", ".join(title[:1].lower() + title[1:] for title in titles)
