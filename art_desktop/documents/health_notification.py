"""The health notification: one or two pages with which the health team arranges the Initial Health Assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    boxed,
    bullets,
    columns,
    facts,
    gap,
    heading,
    keep,
    para,
)
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day
from art_desktop.domain.health_notices import Consent, HealthNotice
from art_desktop.domain.papers import Stamp
from art_desktop.domain.wording import listed

_TITLE: Final = "Health notification"


def draw(paper: HealthNotice, stamp: Stamp) -> Sheets:
    """Return the health notification ready to be set."""
    page = PageFrame(
        title=f"{_TITLE} {paper.reference}",
        head=_TITLE,
        reference=paper.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
    )
    return Sheets(page=page, story=_story(paper), bookmark=page.title)


def _story(paper: HealthNotice) -> list[Flowable]:
    called = f" · called {paper.known_as}" if paper.known_as else ""
    born = "expected" if paper.unborn else "born"
    return [
        *para("Initial Health Assessment · to the Looked After Children's Health Team", "eyebrow"),
        *heading(paper.name, "title", 1),
        *para(
            f"{paper.sex_words} · {born} {day(paper.born_on)} · {paper.age_words}{called}",
            "subtitle",
        ),
        gap(6),
        *_strip(paper),
        *_not_told(paper),
        *_to_come(paper),
        *_arrange(paper),
        *_consent(paper),
        *_known(paper),
        *_birth(paper),
        *_people(paper),
    ]


def _strip(paper: HealthNotice) -> list[Flowable]:
    """Return what the appointment hangs on, in one line under the name."""
    since = f"{'From ' if paper.planned else ''}{day(paper.since)}"
    cells = (
        ("NHS number", paper.nhs_number or "not yet known"),
        ("Looked after", since),
        ("Assessment was due by" if paper.late else "Assessment due by", day(paper.due_on)),
    )
    line = colour(sheet.EDGE)
    row = [[*para(label, "label"), *para(value, "value")] for label, value in cells]
    return [
        *columns(
            [row],
            (CONTENT / 3,) * 3,
            [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, line),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, line),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ],
        ),
        gap(10),
    ]


def _not_told(paper: HealthNotice) -> list[Flowable]:
    """Return who must not learn where the child is, in a frame that cannot be missed."""
    if not paper.not_told:
        return []
    words = heading("Do not tell", "part", 2)
    words += para(
        "These people must not be told where the child lives, or when and where the appointment is:"
    )
    words += bullets(paper.not_told, room=CONTENT - 28)
    ink = colour(sheet.INK)
    inside = [
        ("BOX", (0, 0), (-1, -1), 1.6, ink),
        ("LEFTPADDING", (0, 0), (-1, -1), 14),
        ("RIGHTPADDING", (0, 0), (-1, -1), 14),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    ]
    return [*columns([(words,)], (CONTENT,), inside), gap(10)]


def _to_come(paper: HealthNotice) -> list[Flowable]:
    if not paper.to_come:
        return []
    words = para("Still to come; please do not wait for it to book the day", "label")
    return [*boxed([*words, *para(_sentence(paper.to_come))]), gap(4)]


def _sentence(words: Sequence[str]) -> str:
    joined = listed(list(words))
    return f"{joined[:1].upper()}{joined[1:]}."


def _part(title: str, rows: Sequence[tuple[str, str]], empty: str = "") -> list[Flowable]:
    """Return a heading with its facts, and what is not known said once; nothing where nothing is."""
    told = [(label, words) for label, words in rows if words.strip()]
    unknown = [label.lower() for label, words in rows if not words.strip()]
    if not told and not empty:
        return []
    story = [*heading(title, "section", 2), *facts(told)]
    if not told:
        story += para(empty)
    elif unknown and empty:
        story += para(f"Not yet known: {', '.join(unknown)}.", "note")
    return keep(story)


def _arrange(paper: HealthNotice) -> list[Flowable]:
    later = "Will live with" if paper.planned else "Lives with"
    rows = [
        ("Ring", paper.ring),
        (
            later,
            "\n".join(part for part in (paper.lives_with, paper.address) if part)
            or "not yet known",
        ),
    ]
    helpful = [
        ("Moves", paper.moves),
        ("Who brings the child", paper.brings),
        ("Interpreter", paper.interpreter),
        ("Communication", paper.communication),
        ("Getting in and about", paper.access),
        ("What helps", paper.helps),
        ("Safe in the room", paper.safe),
    ]
    told = [row for row in helpful if row[1].strip()]
    return _part("To arrange it", [*rows, *told], "Please ring the social worker.")


def _consent(paper: HealthNotice) -> list[Flowable]:
    if paper.consent in {Consent.GIVEN, Consent.OWN}:
        giver = paper.consent_by or ("the young person" if paper.consent is Consent.OWN else "")
        stands = f"Given by {giver}" if giver else "Given; by whom is not yet known"
        stands += f", {day(paper.consent_on)}" if paper.consent_on else ""
    else:
        words = paper.consent.words if paper.consent else "Not yet known."
        stands = f"{words}\n{paper.consent_from}"
    responsible = [
        " · ".join(part for part in (name, relation) if part)
        for name, relation in paper.responsible
    ]
    rows = [
        ("Consent", stands),
        ("Still missing", paper.consent_missing),
        (
            "Parental responsibility",
            "\n".join(part for part in (*responsible, paper.responsible_words) if part)
            or "not yet known",
        ),
        ("Legal status", paper.legal or "not yet known"),
    ]
    return _part("Consent and the law", rows)


def _known(paper: HealthNotice) -> list[Flowable]:
    rows = [
        ("Doctor", paper.gp),
        ("Doctors before", paper.gps_before),
        ("Red book", paper.red_book),
        ("Health needs", paper.known_health),
        ("Allergies", paper.allergies),
        ("Medicines", paper.medicines),
        ("Equipment", paper.equipment),
        ("Seen by", paper.seen_by),
    ]
    return _part("Health, as it is known", rows, "Nothing is known yet.")


def _birth(paper: HealthNotice) -> list[Flowable]:
    rows = [
        ("Where", paper.born_at),
        ("Weeks", paper.born_weeks),
        ("Weight", paper.born_weight),
        ("Notes", paper.born_notes),
    ]
    return _part("Birth", rows)


def _people(paper: HealthNotice) -> list[Flowable]:
    """Return whom to ask, side by side."""
    if not paper.people:
        return []
    cells = [
        [*para(one.role, "label"), *para(one.name), *para(one.ways, "value")]
        for one in paper.people
    ]
    widths = (CONTENT / len(cells),) * len(cells)
    return keep([*heading("Whom to ask", "section", 2), *columns([cells], widths)])
