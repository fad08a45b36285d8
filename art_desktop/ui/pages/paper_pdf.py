"""What is asked of PDFium: how large the pages are, how they look, what they say, where words stand, the contents.

Points are counted from the top left of a page. All of it runs off the window's thread, one call at a time.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_DRAWING = threading.Lock()
"""PDFium must never be entered by two threads at once."""

Box = tuple[float, float, float, float]
"""Left, top, width and height, in points from the top left of a page."""

_MOST_HITS: Final = 2_000
_PLAIN: Final = {
    **dict(zip("łøđıðþßæœ", ("l", "o", "d", "i", "d", "th", "ss", "ae", "oe"), strict=True)),
    **dict.fromkeys("–—‐‑", "-"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
}
"""Letters that no decomposition takes apart, and marks that few keyboards have."""


@dataclass(frozen=True)
class PageImage:
    """One page as 32-bit pixels (blue, green, red, unused), rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True)
class Hit:
    """One place where the words were found: the page (from 0), and a box for each line they run over."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Bookmark:
    """One line of a paper's contents: level 0 is the outermost, `page` is counted from 0."""

    title: str
    level: int
    page: int


@dataclass(frozen=True)
class Shape:
    """What a paper is as a whole: the size of each page in points, and its contents."""

    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...]


def shape_of(content: bytes) -> Shape:
    """Return the pages' sizes and the contents of a PDF."""
    with _opened(content) as document:
        sizes = tuple(tuple(document.get_page_size(at)) for at in range(len(document)))
        return Shape(sizes, tuple(_bookmarks(document)))


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page of a PDF, in points."""
    return shape_of(content).sizes


def draw_page(content: bytes, at: int, scale: float, *, to_print: bool = False) -> PageImage:
    """Draw the page `at` (from 0) of a PDF, `scale` pixels to the point."""
    with _opened(content) as document:
        page = document[at]
        bitmap = page.render(
            scale=scale, prefer_bgrx=True, optimize_mode="print" if to_print else None
        )
        drawn = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        page.close()
        return drawn


def words_of(content: bytes, at: int) -> str:
    """Return the words of the page `at` (from 0) in the order they were written."""
    with _opened(content) as document:
        text = document[at].get_textpage()
        try:
            words = str(text.get_text_bounded())
        finally:
            text.close()
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").splitlines())


def find_words(
    content: bytes, wanted: str, between: Callable[[], object] = lambda: None
) -> tuple[Hit, ...]:
    """Return where words stand, whatever their case and accents; a space stands for any break.

    Args: between: called before each page; what it raises stops the search.
    """
    needle = _folded_words(wanted)
    hits: list[Hit] = []
    if not needle:
        return ()
    pages = len(page_sizes(content))
    for at in range(pages):
        between()
        with _opened(content) as document:
            hits += _on_page(document[at], at, needle)
        if len(hits) >= _MOST_HITS:
            break
    return tuple(hits[:_MOST_HITS])


@lru_cache(maxsize=4096)
def fold(letter: str) -> str:
    """Return a letter as it is compared: without accent, in small letters; "" for what is no letter at all."""
    # Taken apart before and after: some letters are capitals only of what they are made of.
    small = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(
        _PLAIN.get(one, one)
        for one in unicodedata.normalize("NFKD", small)
        if not unicodedata.combining(one) and unicodedata.category(one) not in {"Cc", "Cf"}
    )


def _folded_words(words: str) -> str:
    return "".join(
        fold(letter) if not letter.isspace() else " " for letter in " ".join(words.split())
    )


def _on_page(page: Any, at: int, needle: str) -> Iterator[Hit]:
    """Yield the hits of one page."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        folded, places = _folded_page(text, raw)
        height = float(page.get_height())
        found = folded.find(needle)
        while found >= 0:
            first, last = places[found], places[found + len(needle) - 1]
            count = raw.FPDFText_CountRects(text, first, last - first + 1)
            boxes = tuple(_box(text.get_rect(one), height) for one in range(count))
            if boxes:
                yield Hit(at, boxes)
            found = folded.find(needle, found + len(needle))
    finally:
        text.close()
        page.close()


def _folded_page(text: Any, raw: Any) -> tuple[str, list[int]]:
    """Return a page's letters as they are compared, and for each the place of its letter on the page."""
    letters: list[str] = []
    places: list[int] = []
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            continue
        letter = chr(code)
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        for one in fold(letter):
            letters.append(one)
            places.append(place)
    return "".join(letters), places


def _box(rect: tuple[float, float, float, float], height: float) -> Box:
    left, bottom, right, top = rect
    return left, height - top, right - left, top - bottom


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for mark in document.get_toc(max_depth=6):
        target = mark.get_dest()
        at = None if target is None else target.get_index()
        if at is not None and at >= 0:
            yield Bookmark(str(mark.get_title()), int(mark.level), int(at))


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """Open a PDF and hold PDFium for it."""
    import pypdfium2

    with _DRAWING:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
