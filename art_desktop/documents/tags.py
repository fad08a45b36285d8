"""What a paper is made of for a reader who cannot see it: elements, and where each stands on the pages.

ReportLab draws without tags. Here each flowable carries the element that it is (a paragraph, a heading, a cell), what
it draws is put between the marks of that element (PDF 1.7, 14.7 and 14.8), and what means nothing between those of an
artifact. Elements are made with the story, so that a paragraph or table that breaks over pages stays one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

END: Final = "EMC"
LAYOUT: Final = "/Artifact <</Type/Layout>> BDC"
HEAD: Final = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
FOOT: Final = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"

COLUMN_HEAD: Final = "/A<</O/Table/Scope/Column>>"
ROW_HEAD: Final = "/A<</O/Table/Scope/Row>>"

_HEADINGS: Final = {"H1": 1, "H2": 2, "H3": 3, "H4": 4}


class Element:
    """One thing of a paper: its kind as PDF names it, its place among the others, what is said of it.

    `extra` is PDF for its dictionary; `alt` the words for a drawing; `language` a BCP 47 tag. `once` marks what is
    repeated on later pages, where it is an artifact.
    """

    __slots__ = ("alt", "extra", "kids", "kind", "language", "once", "parent")

    def __init__(
        self,
        kind: str,
        parent: Element | None = None,
        *,
        extra: str = "",
        alt: str = "",
        language: str = "",
    ) -> None:
        self.kind = kind
        self.parent = parent
        self.kids: list[Element] = []
        self.extra = extra
        self.alt = alt
        self.language = language
        self.once = False
        if parent is not None:
            parent.kids.append(self)

    def take(self, other: Element) -> None:
        """Make another element, until now on its own, the last inside this one."""
        other.parent = self
        self.kids.append(other)

    def repeat(self) -> None:
        """Say of this and all inside it that a later page repeats it."""
        self.once = True
        for kid in self.kids:
            kid.repeat()

    @property
    def level(self) -> int:
        """Return the level of a heading, 0 for anything else."""
        return _HEADINGS.get(self.kind, 0)


def elements_in(flowables: Iterable[Any]) -> list[Element]:
    """Return the outermost elements that flowables carry, in reading order, each once."""
    found: dict[Element, None] = {}
    for flowable in flowables:
        if isinstance(flowable, list | tuple):
            found.update(dict.fromkeys(elements_in(flowable)))
            continue
        element = getattr(flowable, "element", None)
        if element is not None:
            while element.parent is not None:
                element = element.parent
            found[element] = None
        for inside in (
            getattr(flowable, "_content", None),
            getattr(flowable, "inside", None),
        ):
            if inside:
                found.update(dict.fromkeys(elements_in(inside)))
    return list(found)


@dataclass
class Spot:
    """One stretch of content of an element: the page (from 0), and its number there."""

    page: int
    number: int


@dataclass
class Link:
    """A link's place: the page it stands on, its rectangle in points, the page it leads to, what it is called."""

    page: int
    box: tuple[float, float, float, float]
    to: int
    words: str


@dataclass
class Tree:
    """The elements of one paper as it is being drawn."""

    document: Element = field(default_factory=lambda: Element("Document"))
    pages: list[list[Element]] = field(default_factory=lambda: [[]])
    spots: dict[Element, list[Spot]] = field(default_factory=dict)
    links: dict[Element, Link] = field(default_factory=dict)
    _placed: set[Element] = field(default_factory=set)
    _open: list[tuple[int, Element]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with an open document."""
        self._open = [(0, self.document)]

    def begin_part(self) -> None:
        """Begin a part of a pack: its headings begin anew."""
        part = Element("Part", self.document)
        self._open = [(0, part)]

    def begin_front(self) -> None:
        """Begin what is drawn last and read first."""
        part = Element("Part")
        part.parent = self.document
        self.document.kids.insert(0, part)
        self._open = [(0, part)]

    def turn_page(self) -> None:
        """Begin the next page: contents are numbered within a page."""
        self.pages.append([])

    def begin(self, element: Element) -> str:
        """Return the mark that begins content of an element on the page being drawn; `END` ends it."""
        spots = self.spots.get(element)
        if spots is None:
            spots = self.spots[element] = []
            self._place(element)
        elif element.once:
            return HEAD
        here = self.pages[-1]
        number = len(here)
        here.append(element)
        spots.append(Spot(len(self.pages) - 1, number))
        return f"/{element.kind} <</MCID {number}>> BDC"

    def _place(self, element: Element) -> None:
        while element.parent is not None:
            element = element.parent
        if element in self._placed:
            return
        self._placed.add(element)
        level = element.level
        if level:
            while self._open[-1][0] >= level:
                self._open.pop()
            self._open.append((level, Element("Sect", self._open[-1][1])))
        self._open[-1][1].kids.append(element)
