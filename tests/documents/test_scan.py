"""Nothing that is known of a child leaves the building: 200 families, and a leak in every place of a file."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import asdict, replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from art_desktop.documents.scan import page_texts, refuse_leaks, scan_pdf
from art_desktop.documents.writer import write
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.redaction import KnownIdentity, LeakKind, fold, is_everyday
from art_desktop.domain.referrals import full_referral, redacted_referral
from tests.documents.planted import planted
from tests.documents.samples import BABY_BRIEF, BOY, BOY_BRIEF, HEAD, STAMP

FULL_STAMP = replace(STAMP, redacted=False)
BATCH = 10


def paper_of(number: int) -> tuple[bytes, bytes, KnownIdentity]:
    brief, identity, known = planted(number)
    paper = redacted_referral(HEAD, [brief])
    full = write(full_referral(paper, [identity]), FULL_STAMP) if number % BATCH == 0 else b""
    return write(paper, STAMP), full, known


def plainly_in(text: str, known: KnownIdentity) -> list[str]:
    """Return the identifiers that stand in a text letter for letter, found without the scanner's help."""
    flat = unicodedata.normalize("NFKC", text)
    told = [known.names, known.addresses, known.postcodes, known.schools, known.numbers]
    told += [known.phones, known.emails]
    whole = [(one, rf"(?<!\w){re.escape(one)}(?!\w)") for group in told for one in group]
    return [one for one, pattern in whole if re.search(pattern, flat, re.IGNORECASE)]


@pytest.mark.parametrize("batch", range(200 // BATCH))
def test_planted_identifiers_are_nowhere_in_a_redacted_paper(batch: int) -> None:
    for number in range(batch * BATCH, batch * BATCH + BATCH):
        redacted, full, known = paper_of(number)
        assert scan_pdf(redacted, known, file_name="R-2026-0143-v2.pdf") == (), number
        words = "\n".join(page_texts(redacted))
        assert plainly_in(words, known) == []
        assert not re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", words), (
            "a postcode of any kind"
        )
        if full:
            # The control: the same scanner finds them on the full paper.
            assert {leak.kind for leak in scan_pdf(full, known)} == set(LeakKind)


SECRET = KnownIdentity(
    names=("Tobiasz Wrenfield", "Zoë Ångström"),
    postcodes=("PE4 7DB",),
    numbers=("943 476 5919",),
    phones=("07700 900143",),
)
Put = Callable[[Pdf], None]


def _stream(pdf: Pdf, data: bytes) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(data))


def _element(pdf: Pdf, **words: str) -> None:
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        root = pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array())
        )
    one = Dictionary(Type=Name.StructElem, S=Name.Span, P=root)
    for key, value in words.items():
        one[f"/{key}"] = String(value)
    kids = root.K if isinstance(root.get("/K"), Array) else Array([root.K])
    kids.append(pdf.make_indirect(one))
    root.K = kids


def _split_elements(pdf: Pdf) -> None:
    _element(pdf, ActualText="Wren")
    _element(pdf, ActualText="field")


def _note(pdf: Pdf, **entries: object) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])
    for key, value in entries.items():
        note[f"/{key}"] = value
    annots = pdf.pages[0].obj.get("/Annots", Array())
    annots.append(pdf.make_indirect(note))
    pdf.pages[0].Annots = annots


def _form(pdf: Pdf, content: bytes) -> pikepdf.Stream:
    form = pdf.make_stream(content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    return form


def _drawn_form(pdf: Pdf) -> None:
    name = pdf.pages[0].add_resource(_form(pdf, b"BT 0 0 Td (Wren) Tj (field) Tj ET"), Name.XObject)
    _stream(pdf, f"{name} Do".encode())


def _outline(pdf: Pdf, *titles: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, 0) for title in titles)


def _metadata(pdf: Pdf, key: str, value: str) -> None:
    with pdf.open_metadata() as metadata:
        metadata[key] = value


def _raw_metadata(pdf: Pdf, data: bytes) -> None:
    pdf.Root.Metadata = pdf.make_stream(data)
    pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML


_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>&#87;renf&#105;eld'
    b"</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def _info(key: str, value: str) -> Put:
    return lambda pdf: pdf.docinfo.__setitem__(f"/{key}", String(value))


def _drawing(data: bytes) -> Put:
    return lambda pdf: _stream(pdf, data)


def _attach(name: str, content: bytes) -> Put:
    return lambda pdf: pdf.attachments.__setitem__(name, content)


def _root(key: str, value: Callable[[Pdf], pikepdf.Object]) -> Put:
    return lambda pdf: pdf.Root.__setitem__(f"/{key}", pdf.make_indirect(value(pdf)))


def _inner_paper() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Subject"] = "Zoe"
        pdf.save(out)
    return out.getvalue()


def _property(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Properties = Dictionary(Secret=Dictionary(ActualText="Tobiasz"))
    _stream(pdf, b"/Span /Secret BDC EMC")


PLACES: dict[str, Put] = {
    "title": _info("Title", "Referral for Tobiasz"),
    "author": _info("Author", "about WRENFIELD"),
    "keywords": _info("Keywords", "boy, pe47db"),
    "a property of its own": _info("Case", "9434765919"),
    "XMP": lambda pdf: _metadata(pdf, "dc:description", "about Wrenfield"),
    "XMP, escaped": lambda pdf: _raw_metadata(pdf, _XMP),
    "attachment": _attach("notes.txt", b"his number is 9434765919"),
    "attachment, sixteen bits": _attach("notes.txt", "it is Zoë".encode("utf-16")),
    "attachment's name": _attach("tobiasz-w.txt", b"x"),
    "attached paper": _attach("paper.bin", _inner_paper()),
    "note": lambda pdf: _note(pdf, Contents=String("ask tobiasz")),
    "note's author": lambda pdf: _note(pdf, T=String("Zoe Angstrom")),
    "link": lambda pdf: _note(pdf, A=Dictionary(S=Name.URI, URI=String("mailto:zo%65@x.example"))),
    "note's look": lambda pdf: _note(pdf, AP=Dictionary(N=_form(pdf, b"BT (Tob) Tj (iasz) Tj ET"))),
    "invisible text": _drawing(b"BT 3 Tr /F1 1 Tf (T) Tj (obiasz) Tj ET"),
    "two show operators": _drawing(b"BT (ask Wren) Tj (field now) Tj ET"),
    "kerned": _drawing(b"BT [(PE) -20 (4 ) 3 (7D) (B)] TJ ET"),
    "two lines": _drawing(b"BT (ask Wren) Tj 0 -12 Td (field now) Tj ET"),
    "two lines with a hyphen": _drawing(b"BT (ask Wren-) Tj T* (field now) Tj ET"),
    "two texts": _drawing(b"BT (ring 07700) Tj ET BT 1 0 0 1 0 0 Tm 0 -9 Td (900143) Tj ET"),
    "another case": _drawing(b"BT (wRENFIELD) Tj ET"),
    "no accents": _drawing(b"BT (Angstrom) Tj ET"),
    "no blank in the postcode": _drawing(b"BT (pe47db) Tj ET"),
    "a number with marks": _drawing(b"BT (943-476.5919) Tj ET"),
    "a telephone from abroad": _drawing(b"BT (+44 \\(0\\)7700 900 143) Tj ET"),
    "a drawing in the drawing": _drawn_form,
    "ActualText of a mark": _drawing(b"/Span <</ActualText (Tobiasz)>> BDC BT (x) Tj ET EMC"),
    "ActualText, sixteen bits": _drawing(
        b"/Span <</ActualText <FEFF005A006F00EB>>> BDC BT (x) Tj ET EMC"
    ),
    "ActualText in two marks": _drawing(
        b"/Span <</ActualText (Wren)>> BDC BT (x) Tj ET EMC "
        b"/Span <</ActualText (field)>> BDC BT (y) Tj ET EMC"
    ),
    "ActualText among letters": _drawing(
        b"BT (Wr) Tj /Span <</ActualText (en)>> BDC (xx) Tj EMC (field) Tj ET"
    ),
    "what ActualText hides": _drawing(
        b"/Span <</ActualText (x)>> BDC BT (Wren) Tj (field) Tj ET EMC"
    ),
    "Alt of a mark": _drawing(b"/Figure <</Alt (Tobiasz)>> BDC EMC"),
    "a mark's properties": _property,
    "ActualText of an element": lambda pdf: _element(pdf, ActualText="Wrenfield"),
    "ActualText of two elements": _split_elements,
    "Alt": lambda pdf: _element(pdf, Alt="Zoë with her dog"),
    "element's title": lambda pdf: _element(pdf, T="PE4 7DB"),
    "expansion": lambda pdf: _element(pdf, E="Tobiasz"),
    "bookmark": lambda pdf: _outline(pdf, "T. Wrenfield"),
    "bookmark, another case": lambda pdf: _outline(pdf, "ABOUT ZOE"),
    "page label": _root("PageLabels", lambda _: Dictionary(Nums=[0, Dictionary(P=String("Zoë "))])),
    "layer": _root("OCProperties", lambda _: Dictionary(OCGs=[Dictionary(Name=String("Tobiasz"))])),
    "form field": _root("AcroForm", lambda _: Dictionary(Fields=[Dictionary(V=String("Zoë"))])),
    "script": _root("OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("a='Zoë'"))),
    "name of a thing": _root("Stray", lambda _: Dictionary({"/Wrenfield": 1})),
    "stray stream": _root("Stray", lambda pdf: pdf.make_stream(b"<x>Wrenfield family</x>")),
    "stream packed twice": _root(
        "Stray", lambda pdf: pdf.make_stream(zlib.compress(b"<x>Wrenfield family</x>"))
    ),
    "stream of sixteen bits": _root(
        "Stray", lambda pdf: pdf.make_stream("the Wrenfields".encode("utf-16-le"))
    ),
}


def seeded(put: Put | None) -> bytes:
    """Return a clean paper with an identifier put in one place."""
    with pikepdf.open(io.BytesIO(write(redacted_referral(HEAD, [BABY_BRIEF]), STAMP))) as pdf:
        if put is not None:
            put(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


@pytest.mark.parametrize("place", PLACES)
def test_the_scanner_finds_a_leak_in_each_place(place: str) -> None:
    leaks = scan_pdf(seeded(PLACES[place]), SECRET, file_name="R-2026-0143.pdf")
    assert leaks
    with pytest.raises(RuleBroken, match="not released") as refused:
        refuse_leaks(leaks)
    assert "renfield" not in str(refused.value).casefold()


def test_a_clean_file_passes() -> None:
    found = scan_pdf(seeded(None), SECRET, file_name="R-2026-0143.pdf")
    assert found == ()
    refuse_leaks(found)


@pytest.mark.parametrize(
    "file_name", ["Tobiasz_W.pdf", "R-1-WRENFIELD.pdf", "zoe.angstrom.pdf", "pe47db.pdf"]
)
def test_the_file_name_is_read_too(file_name: str) -> None:
    assert {leak.where for leak in scan_pdf(seeded(None), SECRET, file_name=file_name)} == {
        "the file's name"
    }


def test_what_an_earlier_saving_left_behind_is_read() -> None:
    clean = seeded(None)
    assert scan_pdf(clean + b"% Wrenfield\n", SECRET)
    left = zlib.compress(b"BT (for Wrenfield) Tj ET")
    orphan = b"\n9999 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(left), left)
    assert scan_pdf(clean + orphan, SECRET)


@pytest.mark.parametrize("kind", [kind for kind in LeakKind if kind is not LeakKind.NAME])
def test_every_kind_of_identifier_is_found_in_the_drawn_text(kind: LeakKind) -> None:
    _, _, known = planted(7)
    words = {
        LeakKind.DATE: f"born {known.dates[0]:%d.%m.%y}",
        LeakKind.ADDRESS: known.addresses[0].split("\n")[0].upper(),
        LeakKind.POSTCODE: known.postcodes[2].replace(" ", "").lower(),
        LeakKind.SCHOOL: known.schools[0].lower(),
        LeakKind.NUMBER: known.numbers[1].replace("LW", "lw-"),
        LeakKind.PHONE: known.phones[0].replace(" ", "-"),
        LeakKind.EMAIL: known.emails[0].upper(),
    }[kind]
    data = seeded(_drawing(b"BT (%s) Tj ET" % fold(words).encode("ascii")))
    assert kind in {leak.kind for leak in scan_pdf(data, known)}


@pytest.mark.parametrize(
    "name",
    [
        "Page", "Faith", "Ring", "May", "Will", "White", "Christian", "Grace", "Home", "Sun", "Comfort", "Self",
        "Weeks", "Isa", "Asher", "Bea", "Hasan", "Asif", "Art", "Long", "Legal", "Food", "Child", "Bath",
        "Carers", "Early", "Head",
    ],
)  # fmt: skip
def test_a_child_named_like_an_everyday_word_can_have_a_paper(name: str) -> None:
    needs = replace(BOY, religion="Christian", ethnicity="White British")
    data = write(redacted_referral(HEAD, [replace(BOY_BRIEF, needs=needs)]), STAMP)
    known = KnownIdentity(names=(f"{name} Tregarth", f"Lorcan {name}"))
    assert scan_pdf(data, known) == ()


@pytest.mark.parametrize("number", range(0, 200, 33))
def test_any_name_that_is_typed_into_an_answer_is_found(number: int) -> None:
    brief, _, known = planted(number)
    telling = [name for name in known.names if any(not is_everyday(w) for w in fold(name).split())]
    assert asdict(known)["names"]
    for name in telling:
        likes = f"Likes to be with {name} in the garden."
        paper = redacted_referral(
            HEAD, [replace(brief, needs=replace(brief.needs, likes=likes, levels={}))]
        )
        assert scan_pdf(write(paper, STAMP), known), name
