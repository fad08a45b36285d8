"""Whom to ring: the numbers that matter first, so large that they are read from across the kitchen."""

from __future__ import annotations

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, columns, gap, heading, keep, para, table
from art_desktop.documents.home_pages import head, marked, not_settled, sheets
from art_desktop.documents.style import CONTENT
from art_desktop.domain.papers import Stamp
from art_desktop.domain.referral_pack import ContactSheet, PhoneLine


def draw(paper: ContactSheet, stamp: Stamp) -> Sheets:
    """Return the page ready to be set."""
    return sheets("Whom to ring", paper.reference, paper.name, stamp, _story(paper))


def _story(paper: ContactSheet) -> list[Flowable]:
    story = head("Contacts", f"Whom to ring about {paper.name}", paper.filled)
    danger = columns(
        [([*para("Somebody is in danger now", "lead")], para("999", "phone"))],
        (CONTENT - 230, 200),
        [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)],
    )
    story += [*marked(danger), gap(10)]
    rows = [[_who(one), para(one.phone, "phone")] for one in paper.first]
    story += table(("Who", "Telephone"), rows, (CONTENT - 216, 216))
    if paper.others:
        story += heading("Others", "part", 2)
        story += table(
            ("Who", "How", "When"),
            [[_named(one), _how(one), one.when] for one in paper.others],
            (170, 170, CONTENT - 340),
        )
    if paper.not_told:
        words = heading("Must not be told where the child is", "part", 2)
        story += [gap(14), *keep(marked([*words, *para(paper.not_told)]))]
    if not (paper.first or paper.others or paper.no_number):
        return story + not_settled(["Who else to ring is not written down."], paper.ask)
    left = ["; ".join(_named(one).replace("\n", ", ") for one in paper.no_number)]
    return story + not_settled(left, paper.ask, title="No number yet: ask")


def _who(one: PhoneLine) -> list[Flowable]:
    first, second = (one.role, one.name) if one.role else (one.name, "")
    words = [*para(first, "value"), *para(second, "cell"), *para(one.when, "cell")]
    return [*words, *para(one.email, "cell"), *para(one.address, "cell")]


def _named(one: PhoneLine) -> str:
    return "\n".join(part for part in (one.role, one.name) if part)


def _how(one: PhoneLine) -> str:
    return "\n".join(part for part in (one.phone, one.email, one.address) if part)
