"""Reading a finished PDF for what would say who a child is, before it leaves the building.

It looks where a curious reader could: the text of every page as a viewer sees it, the letters as they are drawn, what
is said of them to who cannot see them, the structure tree, bookmarks, notes, the metadata, every string and name of the
file, attachments, every stream unpacked, what an earlier saving left behind, the bytes of the file itself, its name.
"""

from __future__ import annotations

import contextlib
import html
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from art_desktop.documents.drawn import drawn_forms, drawn_pages
from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.redaction import KnownIdentity, Leak, find_identifiers, fold, is_everyday

if TYPE_CHECKING:
    import pikepdf

_FURNITURE: Final = re.compile(
    r"Page \d+ of \d+|ART Desktop|^Printed by [^\n]{1,160}, \w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d\s*$"
    r"|^(?:Faith|Ring|From|Food|Health|Languages|Where|Bedtime|Good at|Legal status)\b",
    re.MULTILINE,
)
"""The paper's own words that are somebody's name too, and who printed it, which every page must say."""

_LONG_ENOUGH: Final = 5
"""Letters that a name needs to be looked for among bytes: shorter ones stand there by chance."""


def scan_pdf(
    data: bytes, identity: KnownIdentity, *, file_name: str = "", password: str = ""
) -> tuple[Leak, ...]:
    """Return every known identifier that the file holds, each place and kind once; none means it may be released.

    Raises: FileTrouble: the bytes are no PDF, or the password does not open it.
    """
    import pikepdf

    leaks: set[Leak] = set()
    rough = _for_bytes(identity)
    if file_name:
        leaks.update(find_identifiers(_file_words(file_name), identity, "the file's name"))
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as pdf:
            for where, text in _texts(pdf):
                leaks.update(find_identifiers(_FURNITURE.sub("\n", text), identity, where))
            leaks.update(find_identifiers("\n".join(_names(pdf)), rough, "a name in the file"))
            for content in _attached(pdf):
                if content.startswith(b"%PDF"):
                    found = scan_pdf(content, identity)
                    leaks.update(replace(leak, where="attachment") for leak in found)
            for where, stream in _streams(pdf, data):
                leaks.update(find_identifiers(_readable(stream), rough, where))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise FileTrouble(
            "The paper was not checked, so it cannot be released.",
            "It is no PDF that can be read, or its password is another one.",
            "Draft the paper again.",
        ) from error
    for page, text in enumerate(page_texts(data, password), start=1):
        leaks.update(find_identifiers(_FURNITURE.sub("\n", text), identity, f"page {page}"))
    leaks.update(find_identifiers(_readable(data), rough, "the file's bytes"))
    return tuple(sorted(leaks))


def refuse_leaks(leaks: tuple[Leak, ...]) -> None:
    """Refuse the release of a paper in which something was found.

    Raises: RuleBroken: `leaks` is not empty; its words say where, never what.
    """
    if leaks:
        places = "; ".join(leak.words for leak in leaks[:8])
        more = f" and {len(leaks) - 8} more" if len(leaks) > 8 else ""
        raise RuleBroken(
            "The redacted paper was not released.",
            f"It holds what would say who the child is: {places}{more}.",
            "Take these out of the needs profile, then draft the paper again.",
            rule="redaction",
        )


def page_texts(data: bytes, password: str = "") -> list[str]:
    """Return the text of every page as a viewer's "select all" gives it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(str(text_page.get_text_bounded()))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def drawn_text(pdf: pikepdf.Pdf) -> list[str]:
    """Return the letters of every page in the order in which they are drawn, by each font's own Unicode map."""
    return [page.letters for page in drawn_pages(pdf)]


_NAMESPACE: Final = re.compile(r'xmlns:\w+="https?://[\w./#-]+"')
"""The addresses by which metadata name their kinds: figures between slashes, which look like days."""


def _texts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Yield what can be read in a file, each with the place where it stands."""
    for number, page in enumerate(drawn_pages(pdf), start=1):
        yield f"page {number}", page.letters
        if page.said != page.letters:
            yield f"page {number}, as it is read aloud", page.said
    for form in drawn_forms(pdf):
        yield "a drawing", form.letters
        yield "a drawing", form.said
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        told = _NAMESPACE.sub("", metadata.read_bytes().decode("utf-8", "replace"))
        yield "metadata", html.unescape(told)
    yield "metadata", "\n".join(f"{value}" for value in pdf.docinfo.values())
    yield "the structure", "\n".join(_structure(pdf))
    for name in pdf.attachments:
        yield "attachment", _file_words(name)
    for content in _attached(pdf):
        for code in ("utf-8", "utf-16"):
            yield "attachment", content.decode(code, "replace")
    found: dict[str, list[str]] = {}
    for entry in pdf.objects:
        words = list(_strings(entry, depth=0))
        if words:
            found.setdefault(_place(entry), []).extend(words)
    for place, strings in found.items():
        yield place, "\n".join(strings)
        if any("%" in one for one in strings):
            yield place, unquote("\n".join(strings))


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the structure tree says of its elements, in reading order."""
    import pikepdf

    waiting: list[Any] = [pdf.Root.get("/StructTreeRoot")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, pikepdf.Array):
            waiting.extend(reversed(entry.as_list()))
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        if entry.is_indirect:
            seen.add(entry.objgen)
        for key in ("/T", "/Alt", "/ActualText", "/E"):
            if isinstance(entry.get(key), pikepdf.String):
                yield str(entry[key])
        waiting.append(entry.get("/K"))


_PLACES: Final = (
    ("/StructElem", "the structure"),
    ("/Annot", "a note or link"),
    ("/Filespec", "attachment"),
    ("/Outlines", "a bookmark"),
)


def _place(entry: Any) -> str:
    """Return where the strings of an object stand, in words."""
    import pikepdf

    if isinstance(entry, pikepdf.Dictionary):
        kind = entry.get("/Type")
        for name, place in _PLACES:
            if kind == name:
                return place
        if "/Title" in entry and "/Parent" in entry:
            return "a bookmark"
        if "/Subtype" in entry and "/Rect" in entry:
            return "a note or link"
        if "/S" in entry and "/P" in entry:
            return "the structure"
    return "inside the file"


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the names of things in a file, which no reader shows."""
    for entry in pdf.objects:
        yield from _names_in(entry, 0)


def _names_in(entry: Any, depth: int) -> Iterator[str]:
    import pikepdf

    if isinstance(entry, pikepdf.Name):
        yield str(entry)[1:]
    elif depth < 20 and isinstance(entry, pikepdf.Array):
        for item in entry.as_list():
            if not getattr(item, "is_indirect", False):
                yield from _names_in(item, depth + 1)
    elif depth < 20 and isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        for key, item in entry.items():
            yield key[1:]
            if not getattr(item, "is_indirect", False):
                yield from _names_in(item, depth + 1)


def _attached(pdf: pikepdf.Pdf) -> list[bytes]:
    return [attached.get_file().read_bytes() for attached in pdf.attachments.values()]


_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def _streams(pdf: pikepdf.Pdf, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every stream unpacked: those of the file, and those that an earlier saving left in its bytes."""
    import pikepdf

    seen: set[bytes] = set()
    for number, entry in enumerate(pdf.objects):
        if isinstance(entry, pikepdf.Stream):
            raw = entry.read_raw_bytes()
            seen.add(raw.rstrip(b"\r\n"))
            try:
                yield f"stream {number}", entry.read_bytes()
            except pikepdf.PdfError:
                yield f"stream {number}", raw
    for found in _STREAM.finditer(data):
        if found[1].rstrip(b"\r\n") not in seen:
            try:
                yield "what was left in the file", zlib.decompressobj().decompress(found[1])
            except zlib.error:
                continue


def _strings(entry: Any, depth: int) -> Iterator[str]:
    """Yield the strings inside one object, not those of the objects it points to."""
    import pikepdf

    if isinstance(entry, pikepdf.String):
        yield str(entry)
    elif depth < 20 and isinstance(entry, pikepdf.Array):
        for item in entry.as_list():
            if not getattr(item, "is_indirect", False):
                yield from _strings(item, depth + 1)
    elif depth < 20 and isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        for item in dict(entry.items()).values():
            if not getattr(item, "is_indirect", False):
                yield from _strings(item, depth + 1)


_ESCAPED: Final = re.compile(r"[_+.-]+")


def _file_words(name: str) -> str:
    """Return a file name with its marks as spaces, beside the name as it is."""
    return f"{name}\n{_ESCAPED.sub(' ', name)}"


def _for_bytes(identity: KnownIdentity) -> KnownIdentity:
    """Return what is worth looking for among bytes, where short things stand by chance."""
    return replace(
        identity,
        names=tuple(
            word
            for name in identity.names
            for word in name.split()
            if len(word) >= _LONG_ENOUGH and not is_everyday(fold(word))
        ),
        dates=(),
        numbers=tuple(number for number in identity.numbers if len(number) > _LONG_ENOUGH + 2),
    )


_PACKED: Final = (b"x\x9c", b"x\x01", b"x\xda")


def _readable(data: bytes) -> str:
    """Return the readable stretches among bytes, six letters and more, a line each; packed bytes are unpacked."""
    if data[:2] in _PACKED:
        with contextlib.suppress(zlib.error):
            data = zlib.decompress(data)
    found = [one.decode("ascii") for one in _ASCII.findall(data)]
    # Sixteen bits a letter, whichever of the two comes first.
    found += [one.replace(b"\0", b"").decode("ascii") for one in _WIDE.findall(data)]
    return "\n".join(found)


_ASCII: Final = re.compile(rb"[\x20-\x7e]{6,}")
_WIDE: Final = re.compile(rb"(?:\0[\x20-\x7e]|[\x20-\x7e]\0){6,}")
