"""Reads a tagged paper as a screen reader does: by its elements, not by what lies where on a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Node:
    """One element: what it is, the words that stand in it alone, what is inside it, and on how many pages it is."""

    kind: str
    words: str = ""
    alt: str = ""
    language: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    kids: list[Node] = field(default_factory=list)
    links: int = 0

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def text(self) -> str:
        return self.words + "".join(kid.text for kid in self.kids)

    def all(self, kind: str) -> list[Node]:
        return [node for node in self.walk() if node.kind == kind]


def read(data: bytes) -> Node:
    """Return the document's element with all inside it; content outside both tags and artifacts is refused."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        said = [_contents(page) for page in pdf.pages]
        root = pdf.Root.StructTreeRoot.K
        node = _node(root, pages, said)
        assert all(not left for left in said), "content that no element owns"
        return node


def _node(entry: Any, pages: dict[Any, int], said: list[dict[int, str]]) -> Node:
    node = Node(
        str(entry.S)[1:],
        alt=str(entry.get("/Alt", "")),
        language=str(entry.get("/Lang", "")),
    )
    for name, value in dict(entry.get("/A", {})).items():
        node.attributes[name[1:]] = str(value)
    kids = entry.get("/K", pikepdf.Array())
    own = pages.get(entry.Pg.objgen) if "/Pg" in entry else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert own is not None
            node.words += said[own].pop(int(kid))
            node.pages.add(own)
        elif kid.get("/Type") == "/MCR":
            page = pages[kid.Pg.objgen]
            node.words += said[page].pop(int(kid.MCID))
            node.pages.add(page)
        elif kid.get("/Type") == "/OBJR":
            assert kid.Obj.Contents
            node.links += 1
        else:
            assert kid.P.objgen == entry.objgen
            node.kids.append(_node(kid, pages, said))
    return node


def _contents(page: Any) -> dict[int, str]:
    """Return the words of each numbered stretch of a page; letters outside any mark are refused."""
    maps = {name: _unicode_map(font) for name, font in dict(page.Resources.Font).items()}
    out: dict[int, str] = {}
    open_marks: list[tuple[str, int | None, str | None]] = []
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, what = instruction.operands, str(instruction.operator)
        if what in {"BDC", "BMC"}:
            entry: Any = operands[1] if what == "BDC" else {}
            number = int(entry["/MCID"]) if "/MCID" in entry else None
            actual = str(entry["/ActualText"]) if "/ActualText" in entry else None
            open_marks.append((str(operands[0]), number, actual))
            if number is not None:
                assert number not in out
                out[number] = ""
            if actual is not None:
                _add(out, open_marks[:-1], actual)
        elif what == "EMC":
            open_marks.pop()
        elif what == "Tf":
            letters = maps[str(operands[0])]
        elif what == "Tj":
            assert open_marks, "letters outside any mark"
            codes = bytes(operands[0])
            assert all(code in letters for code in codes), "a letter that no glyph draws"
            _add(out, open_marks, "".join(letters[code] for code in codes))
        elif what in {"f", "S", "B", "f*", "Do", "b"}:
            assert open_marks, "a drawing outside any mark"
    assert not open_marks
    return out


def _unicode_map(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for."""
    letters = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL):
        pairs = re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)>", block)
        assert 0 < len(pairs) <= 100
        for code, target in pairs:
            letters[int(code, 16)] = bytes.fromhex(target.decode()).decode("utf-16-be")
    assert "\0" not in letters.values()
    return letters


def _add(out: dict[int, str], marks: list[tuple[str, int | None, str | None]], words: str) -> None:
    if any(kind == "/Artifact" for kind, _, _ in marks) or any(
        actual is not None for _, _, actual in marks
    ):
        return
    number = next(number for _, number, _ in reversed(marks) if number is not None)
    out[number] += words
