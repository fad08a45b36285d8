"""The letters that a PDF's content draws, and what it says of them, by each font's own Unicode map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import pikepdf

_DEEPEST: Final = 12
"""Drawings inside drawings that are followed."""


class Drawn(NamedTuple):
    """What a page draws, in drawing order: the letters, and what a reader hears, which may be other words."""

    letters: str
    said: str


def drawn_pages(pdf: pikepdf.Pdf) -> list[Drawn]:
    """Return what each page draws."""
    return [_whole(page, page.obj.get("/Resources")) for page in pdf.pages]


def drawn_forms(pdf: pikepdf.Pdf) -> Iterator[Drawn]:
    """Yield what each drawing in the file draws that is not a page: what a page shows, and what none does."""
    import pikepdf

    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Form":
            yield _whole(entry, entry.get("/Resources"))


_BREAKS: Final = re.compile(r"\s*\n\s*")


def _whole(holder: Any, resources: Any) -> Drawn:
    reading = _Reading()
    reading.read(holder, resources, 0)
    return Drawn(*(_BREAKS.sub("\n", "".join(parts)) for parts in (reading.letters, reading.said)))


class _Reading:
    """One page as it is read."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.said: list[str] = []
        self._marks: list[bool] = []
        self._silent = 0

    def _add(self, words: str) -> None:
        self.letters.append(words)
        if not self._silent:
            self.said.append(words)

    def read(self, holder: Any, resources: Any, depth: int) -> None:
        """Read a content stream, and what it draws of others."""
        import pikepdf

        fonts = _part(resources, "/Font")
        maps: dict[str, _Letters] = {}
        current = _Letters({}, 1)
        for instruction in pikepdf.parse_content_stream(holder):
            operands, operator = instruction.operands, str(instruction.operator)
            if operator == "Tf":
                name = str(operands[0])
                if name not in maps:
                    maps[name] = _letters_of(fonts.get(name))
                current = maps[name]
            elif operator in {"Tj", "'", '"'}:
                self._add(current.read(bytes(operands[-1])))
            elif operator == "TJ":
                parts = [item for item in operands[0] if isinstance(item, pikepdf.String)]
                self._add("".join(current.read(bytes(part)) for part in parts))
            elif operator in {"ET", "T*", "Td", "TD", "Tm"}:
                self._add("\n")
            elif operator in {"BDC", "BMC", "DP"}:
                self._mark(operands, operator, resources)
            elif operator == "EMC" and self._marks and self._marks.pop():
                self._silent -= 1
            elif operator == "Do" and depth < _DEEPEST:
                form = _part(resources, "/XObject").get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form":
                    self.read(form, form.get("/Resources", resources), depth + 1)

    def _mark(self, operands: Any, operator: str, resources: Any) -> None:
        """Begin marked content: what it says of itself is read in place of what it draws."""
        words, instead = _told(operands[1] if len(operands) > 1 else None, resources)
        if words and not self._silent:
            self.said.append(words)
        if operator != "DP":
            self._marks.append(instead)
            self._silent += instead


def _told(properties: Any, resources: Any) -> tuple[str, bool]:
    """Return the words in a mark's properties, and whether they stand in place of what is drawn."""
    import pikepdf

    if isinstance(properties, pikepdf.Name):
        properties = _part(resources, "/Properties").get(str(properties))
    if not isinstance(properties, pikepdf.Dictionary):
        return "", False
    words = [str(value) for value in properties.values() if isinstance(value, pikepdf.String)]
    return "".join(words), "/ActualText" in properties


def _part(resources: Any, name: str) -> Any:
    return resources.get(name, {}) if resources is not None else {}


class _Letters(NamedTuple):
    """What each code of a font stands for, and how many bytes a code has."""

    letters: dict[int, str]
    size: int

    def read(self, codes: bytes) -> str:
        """Return the letters of a string; a code that the font says nothing of is taken as Latin."""
        if self.size == 1:
            return "".join(self.letters.get(code, chr(code)) for code in codes)
        pairs = (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))
        return "".join(self.letters.get(code, "\ufffd") for code in pairs)


def _letters_of(font: Any) -> _Letters:
    if font is None:
        return _Letters({}, 1)
    return _Letters(_unicode_map(font), 2 if font.get("/Subtype") == "/Type0" else 1)


_CHAR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])"
)


def _unicode_map(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for; {} where the font does not say."""
    if font.get("/ToUnicode") is None:
        return {}
    source = font.ToUnicode.read_bytes()
    letters: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, target in _CHAR.findall(block):
            letters[int(code, 16)] = _utf16(target)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for low, high, first, listed in _RANGE.findall(block):
            targets = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                if first:
                    letters[code] = chr(ord(_utf16(first)[-1]) + step)
                elif step < len(targets):
                    letters[code] = _utf16(targets[step])
    return letters


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
