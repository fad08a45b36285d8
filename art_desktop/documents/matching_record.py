"""The matching record: what was considered and why it ended as it did, for somebody who was not there.

The answer stands first; what was asked, what was found, who was asked and who decided follow in the order in which it
happened; by which rules it was judged comes last.
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
    facts,
    gap,
    heading,
    keep,
    para,
    table,
)
from art_desktop.documents.charts import share_bar
from art_desktop.documents.matching_record_homes import (
    homes,
    lowered,
    not_chosen,
    not_suitable,
    outside,
    side_by_side,
)
from art_desktop.documents.sketch import distance_sketch
from art_desktop.documents.words import day, moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.matching_records import (
    MatchingRecord,
    RecordChild,
    RecordMatch,
    RecordSaid,
)
from art_desktop.domain.papers import Stamp
from art_desktop.domain.wording import listed, money_words

_LONG: Final = 44
_SO_FAR: Final = "The record so far. No home has been chosen yet."


def draw(paper: MatchingRecord, stamp: Stamp) -> Sheets:
    """Return the matching record ready to be set."""
    title = f"Matching record {paper.reference}"
    page = PageFrame(
        title=title,
        head="Matching record",
        reference=paper.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="" if paper.match else "SO FAR · no home chosen yet",
    )
    return Sheets(page=page, story=_story(paper), bookmark=title)


def _story(paper: MatchingRecord) -> list[Flowable]:
    return [
        *para(f"Matching record · {paper.reference}", "eyebrow"),
        *_title(paper.children),
        *para(f"{paper.kind} · needed by {_at(paper.needed_at)}", "subtitle"),
        gap(6),
        *_in_short(paper),
        *_asked_for(paper),
        *_searched(paper),
        *homes(paper),
        *_distances(paper),
        *side_by_side(paper),
        *outside(paper),
        *_asked(paper),
        *not_chosen(paper),
        *_chosen(paper),
        *_said("What the social worker said", paper.views, always=paper.match is not None),
        *_wishes(paper.children),
        *_said("Disagreements, and how they ended", paper.disagreements),
        *_said("Who authorised it", paper.decisions, always=True),
        *_said("What was approved beside it", paper.approvals),
        *_not_known(paper),
        *_edition(paper),
        *not_suitable(paper),
    ]


def _title(children: Sequence[RecordChild]) -> list[Flowable]:
    names = _who(children)
    return heading(names, "title" if len(names) <= _LONG else "case_title", 1)


def _who(children: Sequence[RecordChild]) -> str:
    """Return who the children are: "Toby and Frankie Ashdown", or each with the name they have."""
    names = [child.name for child in children]
    parted = [name.partition(" ") for name in names]
    lasts = {last for _, _, last in parted}
    if len(names) > 1 and len(lasts) == 1 and "" not in lasts:
        return f"{listed([first for first, _, _ in parted])} {lasts.pop()}"
    return listed(names) or "No child yet"


def _at(at: datetime | None) -> str:
    return "" if at is None else moment(local_time(at))


# The answer


def _in_short(paper: MatchingRecord) -> list[Flowable]:
    """Return the whole in a few lines on one ground."""
    match = paper.match
    asked = len(paper.approaches)
    said_yes = sum(one.answer.startswith("Yes") for one in paper.approaches)
    lines = [
        f"{match.title}{_of(match)} was chosen, agreed {_at(match.agreed_at)} by {match.agreed_by}."
        if match
        else _SO_FAR,
        (
            f"{paper.considered} homes were considered; {len(paper.options)} could serve; "
            f"{asked} {'was' if asked == 1 else 'were'} asked, {said_yes} said yes."
        ),
    ]
    lines += match.placed if match else []
    if paper.closed:
        lines.append(f"The request was closed: {paper.closed}")
    if paper.stale:
        lines.append(paper.stale)
    rows = [*para(lines[0], "lead"), gap(3)]
    for line in lines[1:]:
        rows += para(line)
    return boxed(rows)


def _of(match: RecordMatch) -> str:
    parts = [part for part in (match.reference, match.tier.lower()) if part]
    return f" ({', '.join(parts)})" if parts else ""


# What was asked for


def _asked_for(paper: MatchingRecord) -> list[Flowable]:
    story = heading("What was asked for", "section", 2)
    story += facts(
        [
            ("Kind", paper.kind),
            ("Urgency", "\n".join(part for part in (paper.urgency, paper.urgent_reason) if part)),
            ("Needed by", _at(paper.needed_at)),
            ("Opened", _at(paper.opened_at)),
            ("Referred", _at(paper.referred_at)),
            ("Why", paper.why),
            ("Social worker", ", ".join(p for p in (paper.social_worker, paper.team) if p)),
            ("Brothers and sisters", "\n".join(paper.parted)),
            ("Stage now", paper.stage),
        ]
    )
    for child in paper.children:
        story += _child(child)
    return story


def _child(child: RecordChild) -> list[Flowable]:
    rows = facts(
        [
            ("Needs", "\n".join(child.needs) or "None on record."),
            ("The home must", "\n".join(child.must_haves)),
            ("Keep away from", "\n".join(child.avoid)),
            ("Together", child.together),
            ("Searched on", child.profile),
        ]
    )
    return keep([*heading(f"{child.name} · {child.who}", "part", 3), *rows])


# What was searched


def _searched(paper: MatchingRecord) -> list[Flowable]:
    story = heading("What was searched, and when", "section", 2)
    rows = [
        (
            _at(one.ran_at),
            one.by + (" (indicative)" if one.indicative else ""),
            str(one.considered),
            str(one.suitable),
        )
        for one in paper.searches
    ]
    story += table(
        ("Search", "Run by", "Considered", "Could serve"),
        rows,
        (176, 165, 73, 73),
    )
    story += para("The last search is the one that this record tells.", "note")
    tiers = []
    for tier in paper.tiers:
        why = [tier.why, tier.opened]
        if paper.match is not None and not tier.open:
            why = ["Not needed: a home was chosen before it was opened."]
        state = "Open" if tier.open else "Not open"
        told = f"{tier.suitable} of {tier.considered}" if tier.considered else "none looked at"
        tiers.append((tier.title, state, told, "\n".join(part for part in why if part)))
    story += [gap(10)]
    story += table(
        ("Tier", "", "Could serve", "Why"),
        tiers,
        (110, 56, 84, sheet.CONTENT - 250),
        caption="In which order homes were looked at",
    )
    rules = [
        (tier.title, rule.title, str(rule.count)) for tier in paper.tiers for rule in tier.excluded
    ]
    if rules:
        story += [gap(10)]
        story += table(
            ("Tier", "First rule that it does not meet", "Homes"),
            rules,
            (150, sheet.CONTENT - 210, 60),
            caption="How many homes each rule excluded",
            row_heads=False,
        )
        story += para("Each of them is named at the end of this record.", "note")
    return story


def _distances(paper: MatchingRecord) -> list[Flowable]:
    if not paper.places:
        return []
    drawn = distance_sketch(paper.places)
    if not drawn:
        return []
    # A drawing does not break, and its heading goes with it.
    room = 110 + max(250, 15 * len(paper.places))
    story = [CondPageBreak(room), *heading("How far the homes are", "section", 2), *drawn]
    drawn_letters = {place.letter for place in paper.places}
    if any(one.miles is not None and one.letter not in drawn_letters for one in paper.options):
        story += para("Only the first homes on the list are drawn.", "note")
    return story


# Who was asked


def _asked(paper: MatchingRecord) -> list[Flowable]:
    story = heading("Who was asked, and what they said", "section", 2)
    if not paper.approaches:
        return [*story, *para("Nobody has been asked.")]
    rows = []
    for one in paper.approaches:
        name = f"{one.letter}  {one.title}".strip()
        asked = f"{_at(one.asked_at)}\n{one.how}\nby {one.asked_by}"
        answer = [one.answer, _at(one.answered_at), *one.lines]
        rows.append((name, asked, "\n".join(part for part in answer if part)))
    return [*story, *table(("Home", "Asked", "Answer"), rows, (120, 160, sheet.CONTENT - 280))]


# The match


def _chosen(paper: MatchingRecord) -> list[Flowable]:
    match = paper.match
    if match is None:
        return []
    name = f"{match.letter}  {match.title}".strip()
    story = heading(f"Why this home: {name}", "section", 2)
    story += bullets(match.reasons or ("No reason was written down.",))
    story += heading("What it does not give", "part", 3)
    story += bullets(match.compromises or ("No compromise was recorded.",))
    story += heading("What closes the gaps", "part", 3)
    story += bullets(match.support or ("No support was recorded.",))
    if match.supports:
        rows = [(words, _price(pence)) for words, pence in match.supports]
        story += [gap(8)]
        story += table(("Support that the search named", "Cost"), rows, (sheet.CONTENT - 150, 150))
    chosen = paper.option(match.letter)
    if chosen is not None and chosen.weekly_pence is not None:
        bar = share_bar(match.parts) if len(match.parts) > 1 else []
        week = f"{money_words(chosen.weekly_pence)} a week"
        year = f", {money_words(chosen.yearly_pence)} a year" if chosen.yearly_pence else ""
        least = "At least " if chosen.cost_words else ""
        costs = [*heading("What it costs", "part", 3), *para(f"{least}{week}{year}.")]
        costs += para(chosen.cost_words, "note")
        costs += [gap(6), *bar] if bar else []
        costs += para(match.parts_words if bar else "", "note")
        story += keep(costs)
    return story


def _price(pence: int | None) -> str:
    return "No price is set" if pence is None else f"{money_words(pence)} a week"


# Who said and decided


def _said(title: str, said: Sequence[RecordSaid], *, always: bool = False) -> list[Flowable]:
    """Return what was said or decided, in order; nothing where nothing was, unless that has to be told."""
    if not said and not always:
        return []
    story = heading(title, "section", 2)
    if not said:
        return [*story, *para("Nothing is on record.")]
    rows = [
        (_at(one.at), one.who, [*para(one.what, "cell"), *para(one.words, "cell")]) for one in said
    ]
    return [*story, *table(("When", "Who", "What"), rows, (110, 130, sheet.CONTENT - 240))]


def _wishes(children: Sequence[RecordChild]) -> list[Flowable]:
    """Return what each child said they want, as it stood in the needs."""
    one = len(children) == 1
    story = heading("What the child said" if one else "What the children said", "section", 2)
    rows = [(child.name, child.wishes) for child in children if child.wishes]
    silent = [child.name for child in children if not child.wishes]
    story += facts(rows)
    if silent:
        story += para(f"Not on record for {listed(silent)}.", "note")
    return keep(story)


def _not_known(paper: MatchingRecord) -> list[Flowable]:
    if not (paper.not_known or paper.not_known_of_child):
        return []
    story = heading("What is not known", "section", 2)
    if paper.not_known_of_child:
        story += para(f"{lowered(paper.not_known_of_child)}.", lead="Not yet answered of the child")
    return [*story, *bullets(paper.not_known)]


def _edition(paper: MatchingRecord) -> list[Flowable]:
    edition = paper.edition
    if edition is None:
        return []
    story = heading("By which rules it was judged", "section", 2)
    as_of = f" As things stood on {day(paper.as_of)}." if paper.as_of else ""
    story += para(f"{edition.words}{as_of} Cost is never part of the rank.")
    story += para(
        "Each hash is the SHA-256 of what it names. The search is kept whole and can be run again to the same result.",
        "note",
    )
    story += facts([(name, _spaced(value)) for name, value in edition.hashes])
    weights = [f"{title} {count}" for title, count in edition.weights]
    if weights:
        story += heading("What each preference weighed", "part", 3)
        story += para(" · ".join(weights), "small")
    return story


def _spaced(value: str) -> str:
    """Return a hash in groups of eight, so that it can be compared by eye."""
    return " ".join(value[at : at + 8] for at in range(0, len(value), 8))
