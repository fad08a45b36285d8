"""A font as ReportLab embeds it, with a Unicode map that tells a reader's program every letter rightly."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from art_desktop.documents.rtl import written

_BLOCK = 100
"""A map lists its letters in blocks of a hundred at most (Adobe technical note 5411)."""


class Typeface(TTFont):
    """A TrueType font whose map leaves out codes that draw nothing, and has letters beyond U+FFFF.

    ReportLab maps unused codes to U+0000, which PDF/UA forbids, and writes larger numbers with five digits. The shapes
    that Arabic letters take are mapped to the letters.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Put the font's subsets into the document, as ReportLab does but for the map."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            base_name = base.decode("pdfdoc")
            entry = pdfdoc.PDFTrueTypeFont()
            entry.Name = name
            entry.BaseFont = base_name
            entry.FirstChar = 0
            entry.LastChar = len(subset) - 1
            entry.Widths = (
                f"[{' '.join(f'{self.face.getCharWidth(letter):.5g}' for letter in subset)}]"
            )
            stream = pdfdoc.PDFStream()
            stream.content = self._map(base_name, subset)
            if doc.compression:
                stream.filters = [pdfdoc.PDFZCompress]
            entry.ToUnicode = doc.Reference(stream, "toUnicodeCMap:" + base_name)
            entry.FontDescriptor = self.face.addSubsetObjects(doc, base_name, subset)
            doc.Reference(entry, name)
            doc.idToObject["BasicFonts"].dict[name] = entry
        del self.state[doc]

    def _map(self, name: str, subset: list[int]) -> str:
        glyphs = self.face.charToGlyph
        lines = [
            f"<{code:02X}> <{written(chr(letter)).encode('utf-16-be').hex().upper()}>"
            for code, letter in enumerate(subset)
            if letter and letter in glyphs
        ]
        blocks = []
        for start in range(0, len(lines), _BLOCK):
            block = lines[start : start + _BLOCK]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name} def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<00> <FF>",
                "endcodespacerange",
                *blocks,
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        )
