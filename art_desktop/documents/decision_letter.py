"""The letter of one decision, to the child's social worker and their team manager: one calm page.

Inside the council it names the child. It says what was decided and what that means, then what happens next and by
whom, then how to have it looked at again.
"""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    boxed,
    bullets,
    gap,
    heading,
    keep,
    para,
    table,
)
from art_desktop.documents.panel_minutes import split_story
from art_desktop.documents.style import CONTENT
from art_desktop.domain.clock import local_day
from art_desktop.domain.panel_papers import DecisionLetter
from art_desktop.domain.papers import Stamp
from art_desktop.domain.vocabulary import Decision
from art_desktop.domain.wording import day_words, listed, money_words

_SAID: Final = {
    Decision.AGREED: "Agreed",
    Decision.AGREED_CONDITIONS: "Agreed, with conditions",
    Decision.DEFERRED: "Not decided yet: more is needed first",
    Decision.NOT_AGREED: "Not agreed",
}


def draw(paper: DecisionLetter, stamp: Stamp) -> Sheets:
    """Return the letter ready to be set."""
    page = PageFrame(
        title=f"Decision {paper.reference}",
        head=f"Decision · {paper.reference}",
        reference=paper.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="PROOF, NOT KEPT" if stamp.proof else "",
    )
    story = [
        *_address(paper),
        *_opening(paper),
        *_decision(paper),
        *_next(paper),
        *_otherwise(paper),
    ]
    return Sheets(page=page, story=story, bookmark=f"Decision of {_day(paper)}")


def _address(paper: DecisionLetter) -> list[Flowable]:
    worker = paper.social_worker or "The child's social worker"
    to = ", ".join(part for part in (worker, paper.worker_team) if part)
    return [
        *para(f"{paper.council} · {paper.team}", "note"),
        gap(4),
        *para(f"To {to}, and to the team manager"),
        gap(8),
    ]


def _day(paper: DecisionLetter) -> str:
    return day_words(local_day(paper.decided_at))


def _opening(paper: DecisionLetter) -> list[Flowable]:
    names = listed([one.name for one in paper.children]) or "the child"
    references = ", ".join(one.reference for one in paper.children)
    kind = paper.kind_words
    kind = kind if kind[:2].isupper() else kind[:1].lower() + kind[1:]
    where = f" at its meeting of {_day(paper)}" if paper.meeting_words else f" on {_day(paper)}"
    verb = {
        Decision.DEFERRED: "looked at",
        Decision.NOT_AGREED: "looked at",
    }.get(paper.decision, "decided on")
    said = (
        f"{paper.decided_by[:1].upper()}{paper.decided_by[1:]} {verb} your request{where}: {kind}."
    )
    story = heading(f"Our decision about {names}", "letter_title", 1)
    story += para(", ".join(p for p in (references, f"request {paper.reference}") if p), "note")
    story += [gap(6), *para(said)]
    if paper.asked:
        story += para(paper.asked, "body", lead="Asked")
    return story


def _decision(paper: DecisionLetter) -> list[Flowable]:
    block = para(_SAID[paper.decision], "lead")
    block += para(_meaning(paper))
    if paper.superseded:
        block += para(paper.superseded, "note")
    if paper.needed:
        lead = "What is needed" if paper.decision is Decision.DEFERRED else "Why"
        block += para(paper.needed, "body", lead=lead)
    block += para(paper.note, "body", lead="Noted")
    if paper.most_pence is not None:
        block += para(f"up to {money_words(paper.most_pence)} in all", "body", lead="Price")
    story = [gap(8), *keep(boxed(block))]
    if paper.conditions:
        rows = [
            (
                one.words,
                one.owner or "to be named",
                day_words(one.due_on) if one.due_on is not None else "",
            )
            for one in paper.conditions
        ]
        widths = (CONTENT - 206, 110, 96)
        story += heading("On these conditions", "part", 2)
        story += table(("What", "Who", "By"), rows, widths)
    if paper.split is not None:
        story += split_story(paper.split, CONTENT)
    return story


def _meaning(paper: DecisionLetter) -> str:
    """Return what the decision means, in a sentence or two."""
    if paper.decision is Decision.DEFERRED:
        by = f" by {day_words(paper.deferred_to)}" if paper.deferred_to is not None else ""
        return f"This is not a no. It can be decided once what is named here is there{by}."
    if paper.decision is Decision.NOT_AGREED:
        return (
            "We know that this is not what you hoped for. It can be asked again whenever something is new; until then "
            "nobody may be asked for it."
        )
    until = (
        f" It holds until {day_words(paper.valid_until)}; after that it must be renewed."
        if paper.valid_until is not None
        else ""
    )
    if paper.retrospective:
        return f"This confirms what was decided before, in a hurry.{until}"
    start = (
        "Homes may be asked from now on." if paper.seeks_home else "It may be ordered from now on."
    )
    return f"{start}{until}"


def _next(paper: DecisionLetter) -> list[Flowable]:
    lines = []
    for step in paper.next_steps:
        due = f", by {day_words(step.due_on)}" if step.due_on is not None else ""
        who = f"{step.owner[:1].upper()}{step.owner[1:]}{due}: "
        lines.append(f"{who}{step.words[:1].lower()}{step.words[1:]}" if step.owner else step.words)
    if not lines:
        return []
    return keep([*heading("What happens next", "part", 2), *bullets(lines)])


def _otherwise(paper: DecisionLetter) -> list[Flowable]:
    """Return how to have it looked at again, and what to do tonight."""
    again = (
        "If you see it otherwise, say so: first to your team manager, who can ask whoever decided to look at it again, "
        "through the Access to Resources Team. Say what was not known, or what has changed. If that does not settle "
        "it, it goes to the Head of Service, and then to the Assistant Director. The decision stands until then."
    )
    story = [*heading("If you do not agree", "part", 2), *para(again, "small")]
    ways = []
    if paper.phone:
        ways.append(f"{paper.team}, {paper.phone}")
    if paper.out_of_hours_phone:
        ways.append(f"out of hours the Emergency Duty Service, {paper.out_of_hours_phone}")
    if ways:
        tonight = (
            f"If a child is not safe tonight, do not wait for any of this. Ring {'; '.join(ways)}."
        )
        story += [gap(6), *para(tonight, "value")]
    return keep(story)
