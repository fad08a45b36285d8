"""Papers made up for tests of the window: a few pages of words with contents, and a reader over them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from art_desktop.domain.ids import DocumentId, RequestId
from art_desktop.domain.paper_rules import leaving_of
from art_desktop.domain.paper_views import OpenPaper
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.read_models import PaperView

WORDS = (
    ("Contents", "Łódź and Zoë are friends. The BEDTIME story."),
    ("Health", "She sleeps well. Bedtime is at seven, and a second bedtime story helps."),
    ("School", "A long walk to school through the park."),
    ("Family time", "Every other Saturday, before bedtime."),
)


def pdf(pages: int = 4) -> bytes:
    """Return a PDF of A4 pages with words and bookmarks; the same bytes each time."""
    from reportlab.pdfgen.canvas import Canvas

    from art_desktop.documents.fonts import Face, font

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for at in range(pages):
        title, words = WORDS[at % len(WORDS)]
        canvas.bookmarkPage(f"p{at}")
        canvas.addOutlineEntry(title, f"p{at}", level=min(at, 1))
        canvas.setFont(font(Face.REGULAR), 12)
        canvas.drawString(72, 700, f"{title}, page {at + 1}")
        canvas.drawString(72, 660, words)
        canvas.rect(72, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def view(kind: PaperKind = PaperKind.REFERRAL_FULL, **changes: object) -> PaperView:
    """Return the line of a kept paper."""
    said: dict[str, object] = {
        "id": DocumentId(9),
        "kind": kind,
        "number": 2,
        "file_name": f"R-2026-0143-{kind.value.replace('_', '-')}-v2.pdf",
        "sha256": "0" * 64,
        "made_at": datetime(2026, 11, 24, 9, 5, tzinfo=UTC),
        "made_by": "Ann Officer",
        "indicative": False,
        "pages": 4,
    }
    return PaperView(**(said | changes))  # type: ignore[arg-type]  # what a test says of it


def opened(kind: PaperKind = PaperKind.REFERRAL_FULL, content: bytes | None = None) -> OpenPaper:
    """Return a kept paper that is being read."""
    return OpenPaper(
        view=view(kind),
        content=pdf() if content is None else content,
        leaving=leaving_of(kind, (PaperKind.REFERRAL_FULL,)),
        request_id=RequestId(143),
        where="R-2026-0143",
    )
