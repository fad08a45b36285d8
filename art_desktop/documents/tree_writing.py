"""Writing a paper's structure into its file: the tree of elements, what stands where, and what the file is.

Objects are written as PDF straight into ReportLab's document (PDF 1.7, 14.7; ISO 14289-1), so the file is made once.
"""

from __future__ import annotations

import zlib
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from art_desktop.documents.tags import Element, Spot, Tree

_STANDS_EMPTY: Final = frozenset({"TD", "TH"})
"""Cells keep their place in a row even with nothing in them."""


class _Raw(pdfdoc.PDFObject):
    """An object of the file that is written as it is."""

    __RefOnly__ = 1

    def __init__(self, content: str = "") -> None:
        self.content = content

    def format(self, document: Any) -> bytes:
        """Return it as it stands in the file."""
        return self.content.encode("latin-1")


def stream(content: bytes, entries: str = "") -> pdfdoc.PDFObject:
    """Return a compressed stream; `entries` is PDF for its dictionary."""
    packed = zlib.compress(content)
    return _Raw(
        f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
        f"{packed.decode('latin-1')}\nendstream"
    )


def text_string(words: str) -> str:
    """Return words as a PDF text string."""
    return f"<feff{words.encode('utf-16-be', 'surrogatepass').hex()}>"


def write(document: Any, tree: Tree, pages: list[Any]) -> None:
    """Put the tree into a ReportLab document whose pages, in the order in which they were drawn, are `pages`."""
    _Writer(document, tree, pages).write()


class _Writer:
    def __init__(self, document: Any, tree: Tree, pages: list[Any]) -> None:
        self.document = document
        self.tree = tree
        self.pages = pages
        numbers = document.idToObjectNumberAndVersion
        self.page_numbers = [numbers[page.__InternalName__][0] for page in pages]
        self.numbers: dict[Element, int] = {}
        self.annotations: list[tuple[int, Element]] = []

    def write(self) -> None:
        """Write the elements, the way back from the pages to them, and the root."""
        root, number = self._new()
        top = self._element(self.tree.document, number)
        parents = []
        for place, page in enumerate(self.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.Tabs = "/S"
            page.StructParents = place
            listed = " ".join(f"{self.numbers[one]} 0 R" for one in self.tree.pages[place])
            parents.append(f"{place}[{listed}]")
        parents += [f"{key} {self.numbers[element]} 0 R" for key, element in self.annotations]
        back, back_number = self._new()
        back.content = f"<</Nums[{' '.join(parents)}]>>"
        following = len(self.pages) + len(self.annotations)
        root.content = (
            f"<</Type/StructTreeRoot/K {top} 0 R/ParentTree {back_number} 0 R"
            f"/ParentTreeNextKey {following}>>"
        )
        self.document.Catalog.StructTreeRoot = root
        self.document.Catalog.MarkInfo = _Raw("<</Marked true>>")

    def _new(self) -> tuple[_Raw, int]:
        raw = _Raw()
        self.document.Reference(raw)
        return raw, int(self.document.objectcounter)

    def _alive(self, element: Element) -> bool:
        return (
            element.kind in _STANDS_EMPTY
            or element in self.tree.spots
            or any(map(self._alive, element.kids))
        )

    def _element(self, element: Element, parent: int) -> int:
        raw, number = self._new()
        self.numbers[element] = number
        spots = self.tree.spots.get(element)
        inside = [
            str(f"{self._element(kid, number)} 0 R") for kid in element.kids if self._alive(kid)
        ]
        on = ""
        if spots:
            first = spots[0].page
            on = f"/Pg {self.page_numbers[first]} 0 R"
            inside = [self._spot(spot, first) for spot in spots] + inside
        if element in self.tree.links:
            inside.append(self._link(element))
        if len(inside) == 1:
            on += f"/K {inside[0]}"
        elif inside:
            on += f"/K[{' '.join(inside)}]"
        if element.alt:
            on += f"/Alt{text_string(element.alt)}"
        if element.language:
            on += f"/Lang{text_string(element.language)}"
        raw.content = f"<</S/{element.kind}/P {parent} 0 R{on}{element.extra}>>"
        return number

    def _spot(self, spot: Spot, first: int) -> str:
        if spot.page == first:
            return str(spot.number)
        return f"<</Type/MCR/Pg {self.page_numbers[spot.page]} 0 R/MCID {spot.number}>>"

    def _link(self, element: Element) -> str:
        link = self.tree.links[element]
        key = len(self.pages) + len(self.annotations)
        self.annotations.append((key, element))
        raw, number = self._new()
        left, low, right, high = link.box
        raw.content = (
            f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/StructParent {key}"
            f"/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]"
            f"/Dest[{self.page_numbers[link.to]} 0 R/Fit]/Contents{text_string(link.words)}>>"
        )
        page = self.pages[link.page]
        page.Annots = [*(page.Annots or []), self.document.Reference(raw)]
        return f"<</Type/OBJR/Pg {self.page_numbers[link.page]} 0 R/Obj {number} 0 R>>"


_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{producer}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(
    document: Any, title: str, author: str, subject: str, producer: str, language: str
) -> None:
    """Put what the file says of itself into it, among that that it keeps to PDF/UA-1."""
    words = _XMP.format(
        title=escape(title),
        author=escape(author),
        subject=escape(subject),
        producer=escape(producer),
        language=escape(language),
    )
    bytes_of = words.encode()
    document.Catalog.Metadata = _Raw(
        f"<</Type/Metadata/Subtype/XML/Length {len(bytes_of)}>>\nstream\n"
        f"{bytes_of.decode('latin-1')}\nendstream"
    )
