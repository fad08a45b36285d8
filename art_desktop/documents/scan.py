"""Reading a finished PDF for what would say who a child is, before it leaves the building.

It looks where a curious reader could: the text of every page as a viewer sees it, the letters as they are drawn, the
metadata, every string of the file, attachments, every stream unpacked, the bytes of the file itself, its name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

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
    if file_name:
        leaks.update(find_identifiers(_file_words(file_name), identity, "the file's name"))
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as pdf:
            for where, text in _texts(pdf):
                leaks.update(find_identifiers(_FURNITURE.sub("\n", text), identity, where))
            rough = _for_bytes(identity)
            for number, stream in _streams(pdf):
                leaks.update(find_identifiers(_ascii(stream), rough, f"stream {number}"))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise FileTrouble(
            "The paper was not checked, so it cannot be released.",
            "It is no PDF that can be read, or its password is another one.",
            "Draft the paper again.",
        ) from error
    for page, text in enumerate(page_texts(data, password), start=1):
        leaks.update(find_identifiers(_FURNITURE.sub("\n", text), identity, f"page {page}"))
    leaks.update(find_identifiers(_ascii(data), rough, "the file's bytes"))
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
    return ["".join(_drawn(page, page.obj.get("/Resources"), set())) for page in pdf.pages]


def _texts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(drawn_text(pdf), start=1):
        yield f"page {number}", text
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        yield "metadata", metadata.read_bytes().decode("utf-8", "replace")
    yield "metadata", "\n".join(f"{value}" for value in pdf.docinfo.values())
    for name, attached in pdf.attachments.items():
        content = attached.get_file().read_bytes()
        yield "attachment", f"{name}\n{content.decode('utf-8', 'replace')}"
        yield "attachment", content.decode("utf-16", "replace")
    for number, entry in enumerate(pdf.objects):
        words = "\n".join(_strings(entry, depth=0))
        if words:
            yield f"object {number}", words


def _streams(pdf: pikepdf.Pdf) -> Iterator[tuple[int, bytes]]:
    import pikepdf

    for number, entry in enumerate(pdf.objects):
        if isinstance(entry, pikepdf.Stream):
            try:
                yield number, entry.read_bytes()
            except pikepdf.PdfError:
                yield number, entry.read_raw_bytes()


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


def _ascii(data: bytes) -> str:
    """Return the readable stretches among bytes, six letters and more, a line each."""
    return "\n".join(found.decode("ascii") for found in re.findall(rb"[\x20-\x7e]{6,}", data))


# The letters that a content stream draws


def _drawn(holder: Any, resources: Any, seen: set[Any]) -> Iterator[str]:
    import pikepdf

    fonts = resources.get("/Font", {}) if resources is not None else {}
    forms = resources.get("/XObject", {}) if resources is not None else {}
    maps: dict[str, dict[int, str]] = {}
    current: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(holder):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            name = str(operands[0])
            if name not in maps:
                maps[name] = _unicode_map(fonts.get(name))
            current = maps[name]
        elif operator in {"Tj", "'", '"'}:
            yield _decoded(bytes(operands[-1]), current)
        elif operator == "TJ":
            parts = [item for item in operands[0] if isinstance(item, pikepdf.String)]
            yield "".join(_decoded(bytes(part), current) for part in parts)
        elif operator in {"ET", "T*", "Td", "TD"}:
            yield "\n"
        elif operator == "Do":
            form = forms.get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                yield from _drawn(form, form.get("/Resources", resources), seen)


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(code, chr(code)) for code in codes)


_CHAR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])"
)


def _unicode_map(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for; {} where the font does not say."""
    if font is None or font.get("/ToUnicode") is None:
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
