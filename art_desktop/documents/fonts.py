"""The type family of the papers, and which font draws which letter.

Nothing is ever drawn as an empty box: a letter that Noto Sans lacks is drawn in DejaVu Sans, and
one that both lack is printed as its code, "[U+4E2D]", so that a reader sees that something stood
there and can ask what. Where what is drawn is not what was written, the file says what was
(`Run.said`), so that it is found and copied as it went in.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Any, Final, NamedTuple

from art_desktop.documents.rtl import clusters, phrases
from art_desktop.domain.errors import FileTrouble
from art_desktop.locations import RESOURCES


class Face(StrEnum):
    """A font as the papers name it; the value is its file."""

    REGULAR = "NotoSans-Regular"
    SEMIBOLD = "NotoSans-SemiBold"
    BOLD = "NotoSans-Bold"
    ITALIC = "NotoSans-Italic"
    FALLBACK = "DejaVuSans"


class Run(NamedTuple):
    """A stretch of text that one font can draw.

    `said` is what was written where that is not what is drawn: one letter with its accents; "" goes on with the letter
    before; None is as drawn. `rtl`: it stands in a phrase that is read from right to left.
    """

    face: Face
    text: str
    said: str | None = None
    rtl: bool = False


_LOCK: Final = Lock()
_SILENT: Final = frozenset(
    ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", *map(chr, range(0xFE00, 0xFE10))]
)
"""Letters without a shape that only say where a line may break, a letter may join or which picture is meant."""


@cache
def font(face: Face) -> str:
    """Register a face with ReportLab the first time it is used, and return its name there.

    Raises: FileTrouble: the font file is missing or damaged.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError

    from art_desktop.documents.typeface import Typeface

    path = RESOURCES / "fonts" / f"{face.value}.ttf"
    with _LOCK:
        try:
            pdfmetrics.registerFont(Typeface(face.value, str(path), shapable=False))
        except (OSError, TTFError) as error:
            raise FileTrouble(
                "The paper was not drawn.",
                f"The font file {path.name} is missing or damaged.",
                "Install the application again.",
            ) from error
    return face.value


@cache
def letters_of(face: Face) -> frozenset[str]:
    """Return the letters that a face can draw; control codes are none."""
    from reportlab.pdfbase import pdfmetrics

    glyphs: dict[int, int] = pdfmetrics.getFont(font(face)).face.charToGlyph
    return frozenset(
        chr(code)
        for code, glyph in glyphs.items()
        if glyph and unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def clean(text: str) -> str:
    r"""Return text as it will be drawn: composed letters, "\n" between lines, codes in place of control letters.

    White space of any kind is one space wide; letters without a shape are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(_drawable(letter) for letter in composed)


def _drawable(letter: str) -> str:
    if letter in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
    if letter.isspace():
        return " "
    if letter in _SILENT:
        return ""
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}:
        return code_of(letter)
    return letter


def code_of(letter: str) -> str:
    """Return the code that stands for a letter which no font has: "[U+4E2D]"."""
    return f"[U+{ord(letter):04X}]"


def laid(text: str, face: Face) -> list[Run]:
    """Split clean text into stretches as it is read, each in a font that has all its letters; "" gives none."""
    if letters_of(face).issuperset(text):
        return [Run(face, text)] if text else []
    out: list[Run] = []
    for stretch, rtl in phrases(text):
        if rtl:
            for drawn, written in clusters(stretch):
                _add_letter(out, drawn, written, face, rtl=True)
        else:
            for letter in stretch:
                _add_letter(out, letter, letter, face, rtl=False)
    return out


def _add_letter(out: list[Run], drawn: str, written: str, face: Face, *, rtl: bool) -> None:
    said: str | None = written
    for part in drawn:
        use, shape = _choose(part, face, out[-1].face if out else face)
        if not rtl and shape == written:
            if out and out[-1].face is use and out[-1].said is None:
                out[-1] = Run(use, out[-1].text + shape)
            else:
                out.append(Run(use, shape))
            return
        if said == "" and out[-1].face is use:
            out[-1] = out[-1]._replace(text=out[-1].text + shape)
        else:
            out.append(Run(use, shape, said, rtl))
        said = ""


def in_order(line: list[Run]) -> list[tuple[str | None, list[Run]]]:
    """Return the stretches of one line as they are drawn, each with what was written where that is another thing."""
    out: list[tuple[str | None, list[Run]]] = []
    start = 0
    while start < len(line):
        first = line[start]
        if first.said is None:
            out.append((None, [first]))
            start += 1
            continue
        end = start
        letters: list[list[Run]] = []
        while end < len(line) and line[end].said is not None and line[end].rtl is first.rtl:
            if line[end].said or not letters:
                letters.append([])
            letters[-1].append(line[end])
            end += 1
        said = "".join(run.said or "" for run in line[start:end])
        turned = reversed(letters) if first.rtl else letters
        out.append((said, [run for letter in turned for run in letter]))
        start = end
    return out


def runs(text: str, face: Face) -> list[Run]:
    """Split one line of clean text into stretches in drawing order; "" gives none."""
    line = laid(text, face)
    if len(line) == 1:
        return line
    return [run for _, drawn in in_order(line) for run in drawn]


def _choose(letter: str, face: Face, current: Face) -> tuple[Face, str]:
    # An accent that has no composed letter stays with the letter it stands on.
    if unicodedata.combining(letter) and letter in letters_of(current):
        return current, letter
    for candidate in (face, Face.REGULAR, Face.FALLBACK):
        if letter in letters_of(candidate):
            return candidate, letter
    # A joined shape that the font lacks is drawn as the letter it stands for.
    plain = unicodedata.normalize("NFKC", letter)
    if len(plain) == 1 and plain in letters_of(Face.FALLBACK):
        return Face.FALLBACK, plain
    return face, code_of(letter)


def width(text: str, face: Face, size: float) -> float:
    """Return the width of clean text in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(sum(stringWidth(run.text, font(run.face), size) for run in runs(text, face)))


def draw(canvas: Any, x: float, y: float, text: str, face: Face, size: float) -> float:
    """Draw one line of clean text with its left end at (x, y), in points; return its right end."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for run in runs(text, face):
        name = font(run.face)
        canvas.setFont(name, size)
        canvas.drawString(x, y, run.text)
        x += stringWidth(run.text, name, size)
    return x


def fit(text: str, face: Face, size: float, room: float) -> str:
    """Return one line of clean text that fits `room` points, cut with "…" where it must be."""
    line = " ".join(clean(text).split())
    if width(line, face, size) <= room:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width(line[:middle].rstrip() + "…", face, size) <= room:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"
