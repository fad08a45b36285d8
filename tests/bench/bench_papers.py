"""Papers beside their floor: the same words set by bare ReportLab with the same fonts, in the same run.

Aims: a referral of four pages at most 1.5 times the floor with its tags, 3 times with tags and AES-256; a panel pack of
200 pages, tagged, at most twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape
from statistics import median
from time import process_time

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from art_desktop.documents import writer
from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    bind,
    bullets,
    facts,
    heading,
    para,
    table,
)
from art_desktop.documents.fonts import Face, font
from art_desktop.documents.protect import protect
from art_desktop.documents.scan import page_texts, scan_pdf
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.referrals import redacted_referral
from tests.documents.samples import BOY_BRIEF, BOY_IDENTITY, HEAD, STAMP, sibling_briefs

ROUNDS = 15
AIM, LOCKED_AIM, PACK_AIM = 1.5, 3.0, 2.0
CASES = 13


def timed(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median time of one call of each, in milliseconds of this process, called in turn after one each."""
    times: list[list[float]] = [[] for _ in works]
    for again in range(rounds + 1):
        for work, spent in zip(works, times, strict=True):
            started = process_time()
            work()
            if again:
                spent.append((process_time() - started) * 1000)
    return [median(spent) for spent in times]


def bare(lines: list[tuple[str, Face]]) -> bytes:
    """Set the lines as plain paragraphs with the embedded fonts: the floor."""
    styles = {
        face: ParagraphStyle(face.name, fontName=font(face), fontSize=10.5, leading=16)
        for face in Face
    }
    buffer = io.BytesIO()
    story = [Paragraph(escape(line), styles[face]) for line, face in lines]
    SimpleDocTemplate(buffer, invariant=1).build(story)
    return buffer.getvalue()


def words_of(data: bytes) -> list[tuple[str, Face]]:
    """Return the words of a paper as paragraphs, in as many fonts as papers have."""
    faces = [Face.REGULAR, Face.REGULAR, Face.REGULAR, Face.SEMIBOLD, Face.BOLD, Face.ITALIC]
    # A line of more than 70 letters was broken by the page: the floor sets whole paragraphs too.
    words = re.sub(r"(?<=[^\n]{70})\r?\n", " ", "\n".join(page_texts(data)))
    lines = [line for line in words.splitlines() if line.strip()]
    return [(line, faces[place % len(faces)]) for place, line in enumerate(lines)]


def panel_pack() -> bytes:
    """Draw a pack like a panel's: for each case words, facts, a list and a table of households."""
    told = (
        "He can be up at six and out in the garden before anybody else is awake, and will tell "
        "anybody who listens which bird is which by its call. He wants to know what happens next. "
    )
    page = PageFrame(
        title="Panel pack",
        head="Panel pack",
        reference="P-2026-0012",
        version=1,
        printed_by="Ann Officer",
        printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
        margin_right=120.0,
    )

    def story(case: int) -> Iterator[Flowable]:
        room = page.room
        yield from heading(f"Case {case}", "title", 1)
        for name in ("The child", "What is asked", "What speaks for it", "What speaks against it"):
            yield from heading(name, "section", 2)
            yield from para("\n".join(f"{told * 3}({case}, {line})" for line in range(6)))
            yield from facts([(f"Label {n}", f"{told}{n}") for n in range(8)], room=room)
            yield from bullets([f"{told}{n}" for n in range(6)], room=room)
        rows = [[f"Household {n}", told, f"{n} miles", "£438.00"] for n in range(40)]
        head = ("Household", "Why", "Distance", "A week")
        yield from table(head, rows, (90, 180, 75, 70), caption="The shortlist")

    parts = [
        Sheets(page=page, story=list(story(case)), bookmark=f"Case {case}") for case in range(CASES)
    ]
    return bind(parts, page, cover=heading("Panel pack", "title", 1))


def main() -> None:
    """Print each figure beside its floor."""
    paper = redacted_referral(HEAD, [BOY_BRIEF])
    data = writer.write(paper, STAMP)
    lines = words_of(data)
    floor, ours, locked = timed(
        lambda: bare(lines),
        lambda: writer.write(paper, STAMP),
        lambda: protect(writer.write(paper, STAMP), "x" * 16),
    )
    pages = len(page_texts(data))
    print(f"bare ReportLab, the same words        {floor:7.1f} ms")
    print(
        f"referral of {pages} pages, tagged         {ours:7.1f} ms   x {ours / floor:.2f} (aim {AIM})"
    )
    print(
        f"the same, and AES-256                 {locked:7.1f} ms   x {locked / floor:.2f} (aim {LOCKED_AIM})"
    )
    group = redacted_referral(HEAD, sibling_briefs(8))
    known = KnownIdentity(names=(BOY_IDENTITY.name,), addresses=(BOY_IDENTITY.address,))
    eight, scan = timed(lambda: writer.write(group, STAMP), lambda: scan_pdf(data, known), rounds=5)
    print(f"referral of eight brothers and sisters{eight:7.1f} ms")
    print(f"scan of the finished file             {scan:7.1f} ms")
    pack = panel_pack()
    lines = words_of(pack)
    floor, ours = timed(lambda: bare(lines), panel_pack, rounds=3)
    print(f"bare ReportLab, the pack's words      {floor:7.1f} ms")
    print(
        f"pack of {len(page_texts(pack))} pages, tagged           {ours:7.1f} ms"
        f"   x {ours / floor:.2f} (aim {PACK_AIM}), {len(pack) / 1024:.0f} KB"
    )


if __name__ == "__main__":
    main()
