"""The placement referral, redacted and full: laid out for a carer to read at the end of a long day.

The child in their own world comes first, then what they need, then risks with what works, then what
is asked, by when and whom to ring (S003 §7; design.md "Papers"). A sibling group has a page of its
own before one part for each child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    boxed,
    bullets,
    card,
    columns,
    facts,
    gap,
    heading,
    height,
    keep,
    page_break,
    para,
    table,
    ticks,
)
from art_desktop.documents.need_lines import need_lines
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day, moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.papers import (
    ChildIdentity,
    Contact,
    FamilyMember,
    FullReferral,
    RedactedChild,
    RedactedReferral,
    ReferralHead,
    Stamp,
)
from art_desktop.domain.vocabulary import Sex, Together


def draw(paper: RedactedReferral | FullReferral, stamp: Stamp) -> Sheets:
    """Return either referral ready to be set.

    Raises: ValueError: the paper and its stamp disagree on whether it is redacted.
    """
    full = paper if isinstance(paper, FullReferral) else None
    redacted = paper.redacted if isinstance(paper, FullReferral) else paper
    page = _page(redacted.head, stamp, redacted=full is None)
    return Sheets(page=page, story=_story(redacted, full), bookmark=page.title)


def _page(head: ReferralHead, stamp: Stamp, *, redacted: bool) -> PageFrame:
    if stamp.redacted != redacted:
        raise ValueError("a paper and its stamp disagree on whether it is redacted")
    kind = "redacted" if redacted else "full details"
    indicative = stamp.indicative or not head.authorised
    return PageFrame(
        title=f"Placement referral {head.reference}",
        head=f"Placement referral · {kind}",
        reference=head.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="INDICATIVE · nobody is being asked yet" if indicative else "",
    )


def _story(paper: RedactedReferral, full: FullReferral | None) -> list[Flowable]:
    story: list[Flowable] = para(paper.head.kind_words, "eyebrow")
    several = len(paper.children) > 1
    level = 2 if several else 1
    identities = full.identities if full else (None,) * len(paper.children)
    if several:
        story += _group(paper, full)
    for child, identity in zip(paper.children, identities, strict=True):
        if several:
            story.append(page_break())
        story += _title(child, identity, alone=not several)
        if not several:
            story += _strip(paper.head, child.area, full)
        story += _world(child)
        story += _needs(child, level + 1)
        story += _risks(child, level + 1)
        story += _home_wanted(child, level + 1)
        if not several:
            story += _asked(paper.head, (child.asked_together, *child.asked), full)
        if identity is not None:
            # A sheet of its own, so that it can be kept apart from what the household reads.
            story += [] if several else [page_break()]
            story += _who_is_who(identity, level + 1)
    if full:
        story += _people(full)
    return story


# The first page


def _title(child: RedactedChild, identity: ChildIdentity | None, *, alone: bool) -> list[Flowable]:
    name = (identity.known_as or identity.name) if identity else ""
    title = f"{name}, {child.age_words or 'age not known'}" if name else child.heading
    with_whom = [line.words for line in child.siblings] if alone else []
    apart = child.together is Together.APART
    joined = "has" if apart else "with"
    line = " · ".join(
        part
        for part in (
            child.noun.capitalize() if name else "",
            f"{joined} {_listed([f'a {words}' for words in with_whom])}" if with_whom else "",
            child.plan,
            child.expected,
        )
        if part
    )
    return [
        *heading(title, "title", 1 if alone else 2),
        *para(line, "subtitle"),
        gap(6),
    ]


def _strip(head: ReferralHead, area: str, full: FullReferral | None) -> list[Flowable]:
    """Return the four things that a carer asks first, in one line under the title."""
    needed = ("Needed by", _instant(head.needed_by, "\n") or "not yet known")
    answer = _answer(head, "\n")
    if full is not None:
        needed = ("Comes", day(full.starts_on)) if full.starts_on else needed
        answer = ("At night and at weekends", full.night_phone or "not yet known")
    cells = (
        needed,
        ("From", area or "not yet known"),
        answer,
        ("Ring", "\n".join(part for part in (head.ring_phone, head.ring_post) if part)),
    )
    line = colour(sheet.EDGE)
    row = [[*para(label, "label"), *para(value, "value")] for label, value in cells]
    return [
        *columns(
            [row],
            (108, 125, 118, CONTENT - 351),
            [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, line),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, line),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ],
        ),
        gap(14),
    ]


def _answer(head: ReferralHead, between: str = ", ") -> tuple[str, str]:
    """Return by when to answer, under its label: a day and hour, or how long after it was sent."""
    if not head.authorised:
        return "Answer", "not asked for yet"
    if head.answer_by is None and head.answer_words:
        return "Please answer", head.answer_words
    return "Please answer by", _instant(head.answer_by, between) or "as soon as you can"


def _group(paper: RedactedReferral, full: FullReferral | None) -> list[Flowable]:
    """Return the first page of a sibling group: who they all are, and what is asked for them together."""
    counts = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight"}
    number = len(paper.children)
    sexes = {child.sex for child in paper.children}
    noun = "sisters" if sexes == {Sex.FEMALE} else "brothers"
    noun = noun if len(sexes) == 1 and None not in sexes else "brothers and sisters"
    first = paper.children[0]
    line = " · ".join(part for part in (first.plan, first.expected) if part)
    story = heading(f"{counts.get(number, str(number))} {noun}", "title", 1)
    story += para(line, "subtitle")
    story += [gap(6), *_strip(paper.head, first.area, full)]
    rows = []
    identities = full.identities if full else (None,) * number
    for child, identity in zip(paper.children, identities, strict=True):
        name = (identity.known_as or identity.name) if identity else ""
        title = f"{name}, {child.age_words or 'age not known'}" if name else child.heading
        words = _in_short(child.person.likes or child.person.good_at)
        words = words or "What they like is not yet known."
        rows.append((para(title, "part"), para(words)))
    first_column = 190 if full else 132
    story += columns(
        rows,
        (first_column, CONTENT - first_column),
        [
            ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.WARM)),
            ("LINEBELOW", (0, 0), (-1, -2), 2, colour(sheet.WHITE)),
            ("LEFTPADDING", (0, 0), (-1, -1), 14),
            ("TOPPADDING", (0, 0), (-1, -1), 9),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
        ],
    )
    wish = {child.together for child in paper.children}
    whom = "both" if number == 2 else f"all {counts.get(number, str(number)).lower()}"
    together = f"A home for {whom} of them, together."
    if wish == {Together.TOGETHER_IF_POSSIBLE}:
        together = f"{together[:-1]} if at all possible."
    if not wish <= {Together.TOGETHER, Together.TOGETHER_IF_POSSIBLE}:
        together = "Not all of them together: each child's own page says with whom."
    asked = (together, *(words for child in paper.children for words in child.asked))
    return story + _asked(paper.head, tuple(dict.fromkeys(asked)), full)


_SHORT: Final = 230
"""Letters that are told of each child on the page that is about all of them."""


def _in_short(words: str) -> str:
    """Return the first whole sentences of an answer, or its first words where the first sentence is long."""
    line = " ".join(words.split())
    if len(line) <= _SHORT:
        return line
    start = line[:_SHORT]
    end = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    return start[: end + 1] if end > 0 else f"{start.rpartition(' ')[0] or start} …"


def _world(child: RedactedChild) -> list[Flowable]:
    """Return the child as a person: a warm card, two answers side by side where they are short."""
    person = child.person
    him = _pronouns(child)[1]
    large = [("Likes and enjoys", person.likes), ("Good at", person.good_at)]
    small = [
        ("The shape of the day", person.routines),
        ("Food", person.food),
        ("Bedtime", person.bedtime),
        (f"What comforts {him}", person.comfort),
    ]
    wishes = (f"What {_pronouns(child)[0]} {_verb(child, 'say')}", person.wishes)
    answers = [*large, *small, wishes]
    if child.age_words.endswith(("month", "months", "born")):
        answers = answers[:-1]  # Nobody waits for a baby's own words.
    unknown = [title.lower() for title, words in answers if not words.strip()]
    look = "lead" if sum(len(words) for _, words in large) <= 400 else "body"
    rows = _pairs(large, look) + _pairs(small, "body")
    if wishes[1].strip():
        look = "words" if len(wishes[1]) <= 240 else "words_small"
        rows.append(([*para(wishes[0], "label"), *para(wishes[1], look)], []))
    story = card(rows)
    if unknown:
        if len(unknown) == len(answers):
            words = f"We do not yet know what {_pronouns(child)[0]} {_verb(child, 'like')}. Please ask; we will too."
            story += para(words, "lead")
        else:
            story += para(f"Not yet known: {', '.join(unknown)}.", "note")
    return story


def _pairs(
    answers: Sequence[tuple[str, str]], look: str
) -> list[tuple[list[Flowable], list[Flowable]]]:
    """Return rows of two short answers; a long one has the row to itself (its second cell is empty)."""
    rows: list[tuple[list[Flowable], list[Flowable]]] = []
    waiting: list[Flowable] | None = None
    for title, words in answers:
        if not words.strip():
            continue
        cell = [*para(title, "label"), *para(words, look)]
        if height(cell, CONTENT / 2 - 28) > 150:
            if waiting is not None:
                rows.append((waiting, []))
                waiting = None
            rows.append((cell, []))
        elif waiting is None:
            waiting = cell
        else:
            rows.append((waiting, cell))
            waiting = None
    if waiting is not None:
        rows.append((waiting, []))
    return rows


# What they need, and risks


def _needs(child: RedactedChild, level: int) -> list[Flowable]:
    he = _pronouns(child)[0]
    story = heading(f"What {he} {_verb(child, 'need')}", "section", level)
    family = None
    if child.family_time is not None:
        family = "\n".join(
            f"{line.relation}: {line.how_often}" if line.how_often else line.relation
            for line in child.family_time
        )
    story += facts(
        [
            ("Brothers and sisters", _siblings(child)),
            ("Time with family", "None planned" if family == "" else family or ""),
            ("School and learning", child.education),
            ("Health", child.health),
            ("Languages", child.languages),
            ("Faith", child.religion),
            ("Ethnicity", child.ethnicity),
            ("Gender, in their own words", child.gender_words),
            ("Legal status", child.legal),
        ]
    )
    story.append(gap(8))
    story += need_lines(child.needs, "How it shows", "no need was found in", level + 1)
    if child.unknown_facts:
        story += para(f"Not yet known: {_listed(child.unknown_facts)}.", "note")
    return story


def _risks(child: RedactedChild, level: int) -> list[Flowable]:
    him = _pronouns(child)[1]
    story = heading(f"Keeping {him} and others safe", "section", level)
    lines = need_lines(child.risks, "When and how", "not a worry", level + 1)
    return story + (lines or para(f"No risk to {him} or to others is known."))


def _siblings(child: RedactedChild) -> str:
    wish = {
        Together.TOGETHER: "To live together",
        Together.TOGETHER_IF_POSSIBLE: "To live together if at all possible",
        Together.APART: "To live apart",
        None: "",
    }[child.together]
    who = _listed([line.words for line in child.siblings])
    first = ": ".join(part for part in (_capital(who), wish.lower() if who else wish) if part)
    return "\n".join(part for part in (first, child.siblings_words) if part)


# The home, and what is asked


def _home_wanted(child: RedactedChild, level: int) -> list[Flowable]:
    he = _pronouns(child)[0]
    story = heading(f"The home {he} {_verb(child, 'need')}", "section", level)
    if child.must_haves:
        story += [*ticks(map(_capital, child.must_haves)), gap(8)]
    story += facts(
        [
            ("Where", "\n".join(map(_capital, (child.area, *child.distances))).strip()),
            ("Keep away from", "\n".join(map(_capital, child.avoid))),
            ("Does not matter", _capital(_listed(child.not_needed))),
        ]
    )
    if child.unknown_home:
        story += para(f"Not yet known, whether it matters: {_listed(child.unknown_home)}.", "note")
    return story


def _asked(head: ReferralHead, asked: Sequence[str], full: FullReferral | None) -> list[Flowable]:
    needed = _instant(head.needed_by)
    first = f"A home from {needed}." if needed else "A home; the day is still to be settled."
    if full is not None and full.starts_on is not None:
        first = f"A home from {day(full.starts_on)}."
    lines = bullets(words for words in (first, *asked, *head.asked) if words)
    ring = [
        *para("Ring", "label"),
        *para(head.ring_phone, "lead"),
        *para(head.ring_post, "body"),
    ]
    state = "Not yet authorised: this paper is for information, nobody is being asked."
    if head.authorised:
        state = f"Authorised: {head.authorised_words}" if head.authorised_words else "Authorised."
    if full is None:
        label, words = _answer(head)
        box = card([([*para(label, "label"), *para(words, "lead")], ring)], fill=sheet.COOL)
    else:
        helped = para(full.support or "Nothing more was agreed so far.")
        box = boxed([*para("What comes with it", "label"), *helped])
    last = para(f"{head.kind_words}. {state}", "note")
    story = [*heading("What we ask of you", "section", 2), *lines, gap(8), *box, *last]
    # Kept together it was parted all the same, with its last line alone on a page, where it fitted by a hair.
    tall = height(story, CONTENT) + _AIR
    return [CondPageBreak(tall), *story] if tall < _WORTH_A_GAP else story


_AIR: Final = 40.0
"""Points that the spaces between the pieces of a block may take."""

_WORTH_A_GAP: Final = 370.0
"""A block taller than this many points is let over the page."""


# Only on the full referral


def _who_is_who(identity: ChildIdentity, level: int) -> list[Flowable]:
    story = heading("Names, dates and addresses", "section", level)
    known_as = identity.known_as if identity.known_as != identity.name else ""
    story += facts(
        [
            ("Name", identity.name),
            ("Known as", known_as),
            ("Born", day(identity.born_on) if identity.born_on else ""),
            ("Family's address", identity.address),
            ("Lives now", identity.lives_now),
            ("School", identity.school_name),
            ("NHS number", identity.nhs_number),
            ("Number at the council", identity.case_number),
            ("Immigration", identity.immigration),
            *((c.role, _reached(c)) for c in identity.contacts),
        ]
    )
    if identity.family:
        story += keep([*heading("Family", "part", level + 1), *_family(identity.family)])
    if identity.keep_away:
        story += [
            gap(10),
            *keep(
                boxed(
                    [
                        *para("Must not meet, and places to keep away from", "label"),
                        *bullets(identity.keep_away, room=CONTENT - 28),
                    ]
                )
            ),
        ]
    return story


def _family(members: Sequence[FamilyMember]) -> list[Flowable]:
    """Return the family in a table; names and telephone numbers that nobody has are said so once, under it."""
    if any(m.phone for m in members):
        return table(
            ("Who", "Name", "Telephone", "To know"),
            [
                (m.relation, m.name or "–", m.phone or "not yet known", m.note or "–")
                for m in members
            ],
            (110, 140, 100, CONTENT - 350),
        )
    if any(m.name for m in members):
        rows = [(m.relation, m.name or "–", m.note or "–") for m in members]
        drawn = table(("Who", "Name", "To know"), rows, (130, 170, CONTENT - 300))
        return [*drawn, *para("Not yet known: telephone numbers.", "note")]
    drawn = table(
        ("Who", "To know"), [(m.relation, m.note or "–") for m in members], (130, CONTENT - 130)
    )
    return [*drawn, *para("Not yet known: names and telephone numbers.", "note")]


def _people(full: FullReferral) -> list[Flowable]:
    """Return whom the home can ring, in one table."""
    if not full.contacts:
        return []
    rows = [(c.role, c.name or "–", _ways(c)) for c in full.contacts]
    return keep(
        [
            *heading("People to reach", "section", 2),
            *table(("For", "Who", "How"), rows, (140, 165, CONTENT - 305)),
        ]
    )


def _reached(contact: Contact) -> str:
    return "\n".join(part for part in (contact.name, _ways(contact)) if part)


def _ways(contact: Contact) -> str:
    ways = (contact.phone, contact.email, contact.address)
    return "\n".join(part for part in ways if part) or "not yet known"


# Words


def _pronouns(child: RedactedChild) -> tuple[str, str, str]:
    """Return "he", "him", "his"; "they" where the sex is not known or the child has words of their own."""
    if child.gender_words or child.sex is None:
        return "they", "them", "their"
    return ("she", "her", "her") if child.sex is Sex.FEMALE else ("he", "him", "his")


def _verb(child: RedactedChild, verb: str) -> str:
    return verb if _pronouns(child)[0] == "they" else f"{verb}s"


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _instant(at: datetime | None, between: str = ", ") -> str:
    return moment(local_time(at), between) if at else ""
