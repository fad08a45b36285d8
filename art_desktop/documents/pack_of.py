"""A pack of chosen papers: what is in it on the first page, then each paper as it would be alone."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable

from art_desktop.documents.base import PageFrame, Sheets, boxed, bullets, gap, heading, keep, para
from art_desktop.documents.packing import Bound
from art_desktop.documents.style import CONTENT
from art_desktop.domain.packs import Pack
from art_desktop.domain.papers import Stamp


def bound(paper: Pack, stamp: Stamp) -> Bound:
    """Return the papers of the pack, each under the name that it has in the contents."""
    return Bound(
        parts=_parts(paper, stamp),
        page=PageFrame(
            title=paper.title,
            head=paper.title,
            reference=stamp.reference,
            version=stamp.version,
            printed_by=stamp.printed_by,
            printed_at=stamp.printed_at,
            language=stamp.language,
            banner="PROOF, NOT KEPT" if stamp.proof else "",
        ),
        cover=_cover(paper),
    )


def _parts(paper: Pack, stamp: Stamp) -> list[Sheets]:
    # The writer knows every paper, this one among them.
    from art_desktop.documents.writer import parts_of

    names = paper.names or ("",) * len(paper.parts)
    references = paper.references or ("",) * len(paper.parts)
    out: list[Sheets] = []
    for body, name, reference in zip(paper.parts, names, references, strict=True):
        own = replace(
            stamp,
            redacted=paper.redacted,
            changes=(),
            replaces_made_at=None,
            reference=reference or stamp.reference,
        )
        sheets = parts_of(body, own)
        if name and len(sheets) == 1:
            sheets = [replace(sheets[0], bookmark=name)]
        out += sheets
    return out


def _cover(paper: Pack) -> list[Flowable]:
    story = para(paper.for_whom, "eyebrow")
    story += [*heading(paper.title, "title", 1), gap(6)]
    if paper.left_out:
        lines = [f"{one.title}. {one.why}" for one in paper.left_out]
        words = para("Asked for, and not in this pack", "label")
        story += [*keep(boxed([*words, *bullets(lines, room=CONTENT - 28)])), gap(12)]
    return story
