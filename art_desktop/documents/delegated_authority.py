"""Who decides what: one table that is read at a glance, with a shape and a word for each who."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import Sheets, columns, gap, para, table
from art_desktop.documents.home_pages import CLOSE, head, not_settled, sheets
from art_desktop.documents.marks import Decoration
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day
from art_desktop.domain.delegation import Decider
from art_desktop.domain.papers import Stamp
from art_desktop.domain.referral_pack import AuthorityGroup, AuthorityLine, DelegatedAuthority

_WIDTHS = (150.0, 112.0, CONTENT - 262.0)


def draw(paper: DelegatedAuthority, stamp: Stamp) -> Sheets:
    """Return the table ready to be set."""
    return sheets("Who decides what", paper.reference, paper.name, stamp, _story(paper))


def _story(paper: DelegatedAuthority) -> list[Flowable]:
    born = f"Born {day(paper.born_on)}" if paper.born_on else ""
    title = f"Who decides what for {paper.name}"
    story = head("Delegated authority", title, paper.filled, born, paper.legal)
    story += para("Ask the child first: what they say counts for more as they grow.", "small")
    story.append(gap(4))
    rows: list[list[str | list[Flowable]]] = []
    for group in paper.groups:
        lines = _shown(group)
        if lines:
            rows.append([para(group.title, "value"), [], []])
        rows += [[line.topic, _who(line.who), line.conditions] for line in lines]
    head_line = ("What", "Who decides", "On what conditions")
    story += table(head_line, rows, _WIDTHS, commands=CLOSE)
    left = [
        f"{group.title}: {', '.join(_lower(line.topic) for line in group.open if not line.conditions)}"
        for group in paper.groups
        if any(not line.conditions for line in group.open)
    ]
    return story + not_settled(left, paper.ask, title="Not yet settled, so ask first:")


def _shown(group: AuthorityGroup) -> list[AuthorityLine]:
    """Return what is settled, and what is open but has conditions that hold already."""
    return [*group.settled, *(line for line in group.open if line.conditions)]


def _who(who: Decider) -> list[Flowable]:
    return columns(
        [([Decoration(_Mark(who))], para(who.words, "cell"))],
        (17, _WIDTHS[1] - 27),
        [
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ],
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


class _Mark(Flowable):
    """A shape for each who: a filled circle, half a circle, a square, a triangle, a diamond, a cross, a ring."""

    def __init__(self, who: Decider) -> None:
        super().__init__()
        self.who = who

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the space of one line."""
        return 12, 13

    def draw(self) -> None:
        """Draw the shape, 9 points across."""
        canvas = self.canv
        canvas.setStrokeColor(colour(sheet.INK))
        canvas.setFillColor(colour(sheet.INK))
        canvas.setLineWidth(1.1)
        if self.who in {Decider.CARER, Decider.CARER_ASKS, Decider.OPEN}:
            canvas.circle(5.5, 6, 4.4, stroke=1, fill=int(self.who is Decider.CARER))
        if self.who is Decider.CARER_ASKS:
            canvas.wedge(1.1, 1.6, 9.9, 10.4, 90, 180, stroke=0, fill=1)
        elif self.who is Decider.SOCIAL_WORKER:
            canvas.rect(1.5, 2, 8, 8, stroke=1, fill=1)
        elif self.who is Decider.NOBODY:
            canvas.line(1.8, 2.2, 9.2, 9.8)
            canvas.line(1.8, 9.8, 9.2, 2.2)
        elif self.who is Decider.PARENT:
            _polygon(canvas, ((1, 2), (10, 2), (5.5, 10)))
        elif self.who is Decider.YOUNG_PERSON:
            _polygon(canvas, ((5.5, 1), (10.5, 6), (5.5, 11), (0.5, 6)))


def _polygon(canvas: Any, corners: tuple[tuple[float, float], ...]) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
