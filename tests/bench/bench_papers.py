"""How long the four-page referral takes, beside bare ReportLab setting the same words in the same fonts.

Run: `python tests/bench/bench_papers.py`. The ratio is what holds from machine to machine; the aim is at most 1.5.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from art_desktop.documents.fonts import Face, font
from art_desktop.documents.protect import protect
from art_desktop.documents.scan import page_texts, scan_pdf
from art_desktop.documents.writer import write
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.referrals import redacted_referral
from tests.documents.samples import BOY_BRIEF, BOY_IDENTITY, HEAD, STAMP, sibling_briefs

ROUNDS = 15
AIM = 1.5


def timed(work: Callable[[], object]) -> float:
    """Return the median time of one call, in milliseconds, after one call to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1000)
    return median(times)


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


def main() -> None:
    """Print each figure beside its floor."""
    paper = redacted_referral(HEAD, [BOY_BRIEF])
    data = write(paper, STAMP)
    faces = [Face.REGULAR, Face.REGULAR, Face.REGULAR, Face.SEMIBOLD, Face.BOLD, Face.ITALIC]
    # A line of more than 70 letters was broken by the page: the floor sets whole paragraphs too.
    words = re.sub(r"(?<=[^\n]{70})\r?\n", " ", "\n".join(page_texts(data)))
    lines = [
        (line, faces[place % len(faces)])
        for place, line in enumerate(words.splitlines())
        if line.strip()
    ]
    floor = timed(lambda: bare(lines))
    ours = timed(lambda: write(paper, STAMP))
    pages = len(page_texts(data))
    print(f"bare ReportLab, the same words        {floor:7.1f} ms")
    print(
        f"referral of {pages} pages                 {ours:7.1f} ms   x {ours / floor:.2f} (aim {AIM})"
    )
    group = redacted_referral(HEAD, sibling_briefs(8))
    eight = timed(lambda: write(group, STAMP))
    print(f"referral of eight brothers and sisters{eight:7.1f} ms")
    known = KnownIdentity(names=(BOY_IDENTITY.name,), addresses=(BOY_IDENTITY.address,))
    print(f"scan of the finished file             {timed(lambda: scan_pdf(data, known)):7.1f} ms")
    print(f"AES-256                               {timed(lambda: protect(data, 'x' * 16)):7.1f} ms")


if __name__ == "__main__":
    main()
