"""Papers made up for tests of the window: a few pages of words with contents, and a reader over them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from art_desktop.domain.form_views import FormStanding
from art_desktop.domain.ids import ChildId, DocumentId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_rules import leaving_of
from art_desktop.domain.paper_shelf import EXPECTED_PAGES, GROUP_OF, WHAT_FOR
from art_desktop.domain.paper_views import OpenPaper, PaperShelf, ShelfForm, ShelfLine, Variant
from art_desktop.domain.paper_words import FormCode, PaperKind, ReadingAge
from art_desktop.domain.read_models import PaperView, RequestPage

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


def line(kind: PaperKind, *, why_not: str = "", **changes: object) -> ShelfLine:
    """Return a paper that a request can have."""
    said: dict[str, object] = {
        "group": GROUP_OF[kind],
        "title": kind.words,
        "what": WHAT_FOR[kind],
        "variants": (Variant(ask=PaperAsk(kind=kind, request_id=RequestId(143))),),
        "why_not": why_not,
        "what_next": "Record the match first." if why_not else "",
        "pages": EXPECTED_PAGES[kind],
    }
    return ShelfLine(**(said | changes))  # type: ignore[arg-type]  # what a test says of it


def form(code: FormCode, *, number: int = 0, open_: int = 5) -> ShelfForm:
    """Return a form that a paper is made from."""
    subject = FormSubject(code=code, request_id=RequestId(143), child_id=ChildId(5))
    standing = FormStanding(subject=subject, number=number, open=open_, asked=12)
    return ShelfForm(words=code.words, standing=standing)


def lines() -> tuple[ShelfLine, ...]:
    """Return the papers of a request that was matched, one of which waits for something."""
    ages = tuple(
        Variant(
            ask=PaperAsk(
                kind=PaperKind.CHILD_PAGE,
                request_id=RequestId(143),
                child_id=ChildId(5),
                reading_age=age,
            ),
            words=age.words,
        )
        for age in (ReadingAge.OLDER, ReadingAge.YOUNGER)
    )
    full = PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=RequestId(143))
    stale = Variant(ask=full, newest=view(), changed=("Health: changed", "School: changed"))
    pack_forms = (form(FormCode.PLACEMENT_PLAN), form(FormCode.RISK_PLAN, number=2, open_=0))
    return (
        line(PaperKind.REFERRAL_REDACTED),
        line(PaperKind.REFERRAL_FULL, variants=(stale,)),
        line(PaperKind.REFERRAL_PACK, forms=pack_forms),
        line(PaperKind.CHILD_PAGE, variants=ages, title="The child's page: Toby"),
        line(PaperKind.MATCHING_RECORD),
        line(PaperKind.PLACEMENT_AGREEMENT, why_not="No match is on record."),
    )


def shelf_of(page: RequestPage) -> PaperShelf:
    """Return the shelf of a request: what it can have, and what its page says is kept."""
    kept = tuple(sorted(page.papers, key=lambda one: one.made_at, reverse=True))
    return PaperShelf(
        request_id=page.id,
        reference=page.reference,
        lines=lines() if page.kind.seeks_home else (),
        kept=kept,
    )


def opened(kind: PaperKind = PaperKind.REFERRAL_FULL, content: bytes | None = None) -> OpenPaper:
    """Return a kept paper that is being read."""
    return OpenPaper(
        view=view(kind),
        content=pdf() if content is None else content,
        leaving=leaving_of(kind, (PaperKind.REFERRAL_FULL,)),
        request_id=RequestId(143),
        where="R-2026-0143",
    )
