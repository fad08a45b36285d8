"""The risk plan: for each risk, first and largest, what to do when it happens."""

from __future__ import annotations

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, facts, gap, heading, keep, para
from art_desktop.documents.home_pages import head, marked, night, not_settled, sheets
from art_desktop.domain.papers import Stamp
from art_desktop.domain.referral_pack import RiskBlock, RiskPlan


def draw(paper: RiskPlan, stamp: Stamp) -> Sheets:
    """Return the plan ready to be set."""
    return sheets("Risk plan", paper.reference, paper.name, stamp, _story(paper))


def _story(paper: RiskPlan) -> list[Flowable]:
    story = head("Risk plan", f"Keeping {paper.name} and others safe", paper.filled)
    if not paper.risks:
        story += para(f"No risk to {paper.name} or to others is known.", "lead")
    if paper.house:
        story += [*heading("In the house", "part", 2), *para(paper.house)]
    for risk in paper.risks:
        story += _risk(risk)
    open_ = [risk.title for risk in paper.risks if not risk.happens]
    whom = night(paper.ask, paper.night_phone)
    first = f"What to do when it happens: {', '.join(map(_lower, open_))}" if open_ else ""
    asked = f"Nobody has been able to say: {', '.join(map(_lower, paper.unknown))}"
    return story + not_settled([first, asked if paper.unknown else ""], whom)


def _risk(risk: RiskBlock) -> list[Flowable]:
    title = heading(risk.title, "section", 2)
    level = f"Level: {risk.level.words.lower()}" if risk.level else ""
    block: list[Flowable] = [*title, *para(level, "label")]
    now = risk.happens or risk.works
    if now:
        label = "When it happens" if risk.happens else "What has helped"
        words = [*para(label, "label"), *para(now, "lead")]
        words += [gap(4), *para(risk.tell, "value", lead="Tell")] if risk.tell else []
        block += marked(words)
    rest = facts(
        [
            ("How it shows", risk.shows),
            ("What works", risk.works if risk.happens else ""),
            ("What we do to prevent it", risk.prevent),
            ("Whom to tell", risk.tell if not now else ""),
            ("Write down", risk.write),
        ]
    )
    return keep([*block, gap(6), *rest, gap(4)])


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
