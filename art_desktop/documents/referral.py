"""The placement referral, redacted and full: laid out for a carer to read at the end of a long day.

The child in their own world comes first, then what they need, then risks with what works, then what
is asked, by when and whom to ring (S003 §7; design.md "Papers"). A sibling group has a page of its
own before one part for each child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from art_desktop.documents import style as sheet
from art_desktop.documents.base import PageFrame, Sheets, columns, facts, gap, height, para, render
from art_desktop.documents.marks import Bullet, NeedHeading
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day, moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.papers import (
    ChildIdentity,
    FullReferral,
    NeedsPart,
    RedactedChild,
    RedactedReferral,
    ReferralHead,
    Stamp,
)
from art_desktop.domain.vocabulary import Sex, Together


class ReferralWriter:
    """Draws both referrals; see `domain.papers.DocumentWriter`."""

    def write_redacted(self, paper: RedactedReferral, stamp: Stamp) -> bytes:
        """Return the redacted referral as a PDF; equal input gives equal bytes.

        Raises: ValueError: the stamp is that of a full paper.
        """
        page = _page(paper.head, stamp, redacted=True)
        return render(Sheets(page=page, story=_story(paper, None), bookmark=page.title))

    def write_full(self, paper: FullReferral, stamp: Stamp) -> bytes:
        """Return the full referral as a PDF; equal input gives equal bytes.

        Raises: ValueError: the stamp is that of a redacted paper.
        """
        page = _page(paper.redacted.head, stamp, redacted=False)
        return render(Sheets(page=page, story=_story(paper.redacted, paper), bookmark=page.title))


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
    story: list[Flowable] = []
    several = len(paper.children) > 1
    identities = full.identities if full else (None,) * len(paper.children)
    if several:
        story += _group(paper, identities)
    for child, identity in zip(paper.children, identities, strict=True):
        if several:
            story.append(PageBreak())
        if not several:
            story += para(paper.head.kind_words, "eyebrow")
        story += _title(child, identity, alone=not several)
        if not several:
            story += _strip(paper.head, child.area)
        story += _world(child)
        story += _needs(child)
        story += _risks(child)
        story += _home_wanted(child)
        if not several:
            story += _asked(paper.head, (child.asked_together, *child.asked))
        if identity is not None:
            story += _who_is_who(identity)
    if full and full.contacts:
        story += _section("People to reach")
        story += facts(
            [
                (c.role, "\n".join(part for part in (c.name, c.phone, c.email, c.address) if part))
                for c in full.contacts
            ]
        )
    return story


# The first page


def _title(child: RedactedChild, identity: ChildIdentity | None, *, alone: bool) -> list[Flowable]:
    name = (identity.known_as or identity.name) if identity else ""
    heading = f"{name}, {child.age_words or 'age not known'}" if name else child.heading
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
    return [*para(heading, "title"), *para(line, "subtitle"), gap(6)]


def _strip(head: ReferralHead, area: str) -> list[Flowable]:
    """Return the four things that a carer asks first, in one line under the title."""
    cells = (
        ("Needed by", _instant(head.needed_by, "\n") or "not yet known"),
        ("From", area or "not yet known"),
        ("Please answer by", _instant(head.answer_by, "\n") or "as soon as you can"),
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


def _group(paper: RedactedReferral, identities: Sequence[ChildIdentity | None]) -> list[Flowable]:
    """Return the first page of a sibling group: who they all are, and what is asked for them together."""
    counts = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight"}
    number = len(paper.children)
    sexes = {child.sex for child in paper.children}
    noun = "sisters" if sexes == {Sex.FEMALE} else "brothers"
    noun = noun if len(sexes) == 1 and None not in sexes else "brothers and sisters"
    first = paper.children[0]
    line = " · ".join(part for part in (first.plan, first.expected) if part)
    story = para(paper.head.kind_words, "eyebrow")
    story += [*para(f"{counts.get(number, str(number))} {noun}", "title"), *para(line, "subtitle")]
    story += [gap(6), *_strip(paper.head, first.area)]
    rows = []
    for child, identity in zip(paper.children, identities, strict=True):
        name = (identity.known_as or identity.name) if identity else ""
        heading = f"{name}, {child.age_words or 'age not known'}" if name else child.heading
        words = child.person.likes or child.person.good_at or "What they like is not yet known."
        rows.append((para(heading, "part"), para(words)))
    story += columns(
        rows,
        (132, CONTENT - 132),
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
    return story + _asked(paper.head, tuple(dict.fromkeys(asked)))


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
    if child.age_words.endswith(("month", "months")):
        answers = answers[:-1]  # Nobody waits for a baby's own words.
    unknown = [title.lower() for title, words in answers if not words.strip()]
    look = "lead" if sum(len(words) for _, words in large) <= 400 else "body"
    rows = _pairs(large, look) + _pairs(small, "body")
    if wishes[1].strip():
        look = "words" if len(wishes[1]) <= 240 else "words_small"
        rows.append(([*para(wishes[0], "label"), *para(wishes[1], look)], []))
    story = _card(rows)
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


def _card(rows: Sequence[tuple[list[Flowable], list[Flowable]]]) -> list[Flowable]:
    commands: list[tuple[object, ...]] = [
        ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.WARM)),
        ("LEFTPADDING", (0, 0), (-1, -1), 14),
        ("RIGHTPADDING", (0, 0), (-1, -1), 14),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    tables: list[Flowable] = []
    for left, right in rows:
        widths = (CONTENT / 2, CONTENT / 2) if right else (CONTENT,)
        cells = (left, right) if right else (left,)
        tables += columns([cells], widths, commands)
    return tables


# What they need, and risks


def _needs(child: RedactedChild) -> list[Flowable]:
    he = _pronouns(child)[0]
    story = _section(f"What {he} {_verb(child, 'need')}")
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
    story += [gap(8), *_need_lines(child.needs, "How it shows", "no need was found in")]
    if child.unknown_facts:
        story += para(f"Not yet known: {_listed(child.unknown_facts)}.", "note")
    return story


def _risks(child: RedactedChild) -> list[Flowable]:
    him = _pronouns(child)[1]
    story = _section(f"Keeping {him} and others safe")
    lines = _need_lines(child.risks, "When and how", "not a worry")
    return story + (lines or para(f"No risk to {him} or to others is known."))


def _need_lines(part: NeedsPart, shows: str, absent: str) -> list[Flowable]:
    story: list[Flowable] = []
    for line in part.present:
        if not line.levelled:
            story += [*para(line.shows, "body", lead=line.title), gap(8)]
            continue
        block: list[Flowable] = [
            NeedHeading(line.title, line.level),
            *para(line.shows, "body", lead=shows if line.works else ""),
            *para(line.works, "body", lead="What helps"),
        ]
        story += _together(block)
        story.append(gap(8))
    if part.absent:
        story += para(f"Asked about, and {absent}: {_lowered(part.absent)}.", "note")
    if part.unknown:
        story += para(f"Not yet known: {_lowered(part.unknown)}.", "note")
    return story


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


def _home_wanted(child: RedactedChild) -> list[Flowable]:
    he = _pronouns(child)[0]
    story = _section(f"The home {he} {_verb(child, 'need')}")
    for words in child.must_haves:
        story += _ticked(_capital(words), ticked=True)
    if child.must_haves:
        story.append(gap(8))
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


def _asked(head: ReferralHead, asked: Sequence[str]) -> list[Flowable]:
    lines: list[Flowable] = []
    needed = _instant(head.needed_by)
    first = f"A home from {needed}." if needed else "A home; the day is still to be settled."
    for words in filter(None, (first, *asked, *head.asked)):
        lines += _ticked(words, ticked=False)
    cells = (
        [
            *para("Please answer by", "label"),
            *para(_instant(head.answer_by) or "as soon as you can", "lead"),
        ],
        [
            *para("Ring", "label"),
            *para(head.ring_phone, "lead"),
            *para(head.ring_post, "body"),
        ],
    )
    state = "Not yet authorised: this paper is for information, nobody is being asked."
    if head.authorised:
        state = f"Authorised: {head.authorised_words}" if head.authorised_words else "Authorised."
    card = columns(
        [cells],
        (CONTENT / 2, CONTENT / 2),
        [
            ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.COOL)),
            ("LEFTPADDING", (0, 0), (-1, -1), 14),
            ("TOPPADDING", (0, 0), (-1, -1), 10),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
        ],
    )
    last = para(f"{head.kind_words}. {state}", "note")
    return _together([*_section("What we ask of you"), *lines, gap(8), *card, *last])


def _ticked(words: str, *, ticked: bool) -> list[Flowable]:
    return columns(
        [([Bullet(ticked=ticked)], para(words))],
        (18, CONTENT - 18),
        [
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ],
    )


# Only on the full referral


def _who_is_who(identity: ChildIdentity) -> list[Flowable]:
    story = _section("Names, dates and addresses")
    known_as = identity.known_as if identity.known_as != identity.name else ""
    story += facts(
        [
            ("Name", identity.name),
            ("Known as", known_as),
            ("Born", day(identity.born_on) if identity.born_on else ""),
            ("Home address", identity.address),
            ("School", identity.school_name),
            ("NHS number", identity.nhs_number),
            *(
                (m.relation, "\n".join(part for part in (m.name, m.phone, m.note) if part))
                for m in identity.family
            ),
            *(
                (c.role, "\n".join(part for part in (c.name, c.phone, c.email, c.address) if part))
                for c in identity.contacts
            ),
            ("Must not meet", "\n".join(identity.keep_away)),
        ]
    )
    return story


# Words


def _section(title: str) -> list[Flowable]:
    return [CondPageBreak(130), *para(title, "section")]


def _together(block: list[Flowable]) -> list[Flowable]:
    """Return the block so that it stays on one page, unless it is too tall to be worth a gap."""
    return [KeepTogether(block)] if height(block, CONTENT) < 330 else block


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


def _lowered(titles: Sequence[str]) -> str:
    return ", ".join(title[:1].lower() + title[1:] for title in titles)


def _instant(at: datetime | None, between: str = ", ") -> str:
    return moment(local_time(at), between) if at else ""
