"""Breaking words into lines: a line takes words while they fit, its spaces a twentieth narrower where that helps.

A word wider than the column is cut where it must be. What is read from right to left is broken as it is read; each line
is turned when it is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from art_desktop.documents.fonts import Face, Run, font

_SHRINK: Final = 0.05
"""How much of a space's width a full line may take from each of its spaces."""

_CACHED: Final = 50_000
"""Words of one font and size whose widths are kept."""


class Ink(NamedTuple):
    """A stretch of text and its colour, "#18202c"."""

    run: Run
    colour: str


Line = tuple[list[Ink], float, bool]
"""One line as it is read: what is on it, its width in points, and whether a word ends with it."""


_WIDTHS: Final[defaultdict[tuple[Face, float], dict[str, float]]] = defaultdict(dict)
"""Widths of words in points, by font and size."""


def width_of(text: str, face: Face, size: float) -> float:
    """Return the width of a word of one font, in points."""
    known = _WIDTHS[face, size]
    across = known.get(text)
    if across is None:
        if len(known) > _CACHED:
            known.clear()
        across = known[text] = float(stringWidth(text, font(face), size))
    return across


def width_of_word(word: list[Ink], size: float) -> float:
    """Return the width of a word of several stretches, in points."""
    return sum(width_of(ink.run.text, ink.run.face, size) for ink in word)


def space_after(ink: Ink, *, rtl: bool = False) -> Ink:
    """Return the space that follows a stretch, in its look."""
    return Ink(Run(ink.run.face, " ", " " if rtl else None, rtl), ink.colour)


def broken(inks: list[Ink], room: float, size: float) -> list[Line]:
    """Return the lines of a paragraph in a column of that width, in points."""
    if len(inks) == 1 and inks[0].run.said is None:
        return _broken_plain(inks[0], room, size)
    lines: list[Line] = []
    held: list[list[Ink]] = []
    across = shrink = space = 0.0
    for word in _words_of(inks):
        long = width_of_word(word, size)
        while (held and across + space + long > room + shrink + _SHRINK * space) or (
            not held and long > room
        ):
            if long <= room:
                lines.append((_joined(held), across, True))
                held, across, shrink, space = [], 0.0, 0.0, 0.0
                continue
            fits, rest = _cut(word, room - across - space, size, first=not held)
            if fits:
                across += space + width_of_word(fits, size)
                held.append(fits)
            lines.append((_joined(held), across, not fits or not rest))
            held, across, shrink, space = [], 0.0, 0.0, 0.0
            word, long = rest, width_of_word(rest, size)  # noqa: PLW2901
        if not word:
            continue
        across += space + long
        shrink += _SHRINK * space
        held.append(word)
        space = width_of(" ", word[-1].run.face, size)
    if held:
        lines.append((_joined(held), across, True))
    return lines


def _broken_plain(ink: Ink, room: float, size: float) -> list[Line]:
    """Break text of one font and colour, which nearly all is."""
    face, colour = ink.run.face, ink.colour
    space = width_of(" ", face, size)
    lines: list[Line] = []
    held: list[str] = []
    across = -space

    def end(*, whole: bool) -> None:
        lines.append(([Ink(Run(face, " ".join(held)), colour)], across, whole))
        held.clear()

    known = _WIDTHS[face, size]
    for word in ink.run.text.split():
        long = known.get(word) or width_of(word, face, size)
        if across + space + long > room + _SHRINK * space * len(held):
            rest = word
            while long > room:
                start = "" if held else rest[0]
                fits = start or ""
                used = across + space + (width_of(fits, face, size) if fits else 0.0)
                for letter in rest[len(fits) :]:
                    used += width_of(letter, face, size)
                    if used > room:
                        break
                    fits += letter
                if fits:
                    held.append(fits)
                    across += space + width_of(fits, face, size)
                end(whole=not fits)
                across = -space
                rest = rest[len(fits) :]
                long = width_of(rest, face, size)
            if held:
                end(whole=True)
                across = -space
            if not rest:
                continue
            held.append(rest)
            across = long
        else:
            held.append(word)
            across += space + long
    if held:
        end(whole=True)
    return lines


def _words_of(inks: list[Ink]) -> list[list[Ink]]:
    words: list[list[Ink]] = [[]]
    for ink in inks:
        pieces = ink.run.text.split(" ")
        for place, piece in enumerate(pieces):
            if place and words[-1]:
                words.append([])
            if piece:
                run = ink.run if len(pieces) == 1 else ink.run._replace(text=piece)
                words[-1].append(Ink(run, ink.colour))
    return [word for word in words if word]


def _joined(words: list[list[Ink]]) -> list[Ink]:
    line: list[Ink] = []
    for word in words:
        if line:
            line.append(space_after(line[-1], rtl=line[-1].run.rtl and word[0].run.rtl))
        line += word
    out: list[Ink] = []
    for ink in line:
        before = out[-1] if out else None
        if (
            before is not None
            and before.colour == ink.colour
            and before.run.face is ink.run.face
            and before.run.said is None
            and ink.run.said is None
        ):
            out[-1] = Ink(Run(ink.run.face, before.run.text + ink.run.text), ink.colour)
        else:
            out.append(ink)
    return out


def _cut(word: list[Ink], room: float, size: float, *, first: bool) -> tuple[list[Ink], list[Ink]]:
    """Return as much of a long word as fits, at least a letter where it is the line's first, and the rest."""
    letters = [
        piece
        for ink in word
        for piece in (
            [ink]
            if ink.run.said is not None
            else [Ink(Run(ink.run.face, letter), ink.colour) for letter in ink.run.text]
        )
    ]
    used = 0.0
    for place, letter in enumerate(letters):
        used += width_of(letter.run.text, letter.run.face, size)
        if used > room and not (first and place == 0):
            end = place
            # What goes on with a letter stays with it.
            while end > int(first) and letters[end].run.said == "":
                end -= 1
            return _joined([letters[:end]]), _joined([letters[end:]])
    return _joined([letters]), []
