"""The placement plan: one or two pages that hang on the fridge."""

from __future__ import annotations

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, gap, heading, keep, para, table
from art_desktop.documents.home_pages import (
    CLOSE,
    head,
    marked,
    not_settled,
    pairs,
    sheets,
    signatures,
    strip,
)
from art_desktop.documents.style import CONTENT
from art_desktop.domain.papers import Stamp
from art_desktop.domain.referral_pack import PlacementPlan, PlanSection


def draw(paper: PlacementPlan, stamp: Stamp) -> Sheets:
    """Return the plan ready to be set."""
    return sheets("Placement plan", paper.reference, paper.name, stamp, _story(paper))


def _story(paper: PlacementPlan) -> list[Flowable]:
    title = ", ".join(part for part in (paper.name, paper.age_words) if part)
    home = f"With {paper.home}" if paper.home else ""
    story = head("Placement plan", title, paper.filled, home)
    days = [(line.label, line.words) for line in paper.strip]
    if paper.night_phone:
        days.append(("Ring at night", paper.night_phone))
    story += strip(days)
    story += _section(paper.move)
    story += _section(paper.day)
    story += _section(paper.health)
    story += _family(paper)
    story += _section(paper.visits)
    story += _missing(paper.missing)
    story += _section(paper.money)
    story += _home(paper)
    story += _section(paper.ending)
    story += not_settled(
        [f"{part.title}: {_lowered(part.open, paper.name)}" for part in _parts(paper) if part.open],
        paper.ask,
    )
    # The plan is agreed with the carers and signed by them (reg. 9(3)).
    return story + signatures(("Carer", "Social worker", "Parent, or the young person"))


def _parts(paper: PlacementPlan) -> tuple[PlanSection, ...]:
    return (
        paper.move,
        paper.day,
        paper.health,
        paper.family,
        paper.missing,
        paper.visits,
        paper.money,
        paper.home_meets,
        paper.ending,
    )


def _section(part: PlanSection, *beside: Flowable) -> list[Flowable]:
    """Return a heading and what is settled under it; where nothing is, it is only named at the end."""
    rows = [(line.label, line.words) for line in part.lines]
    if not rows and not beside:
        return []
    return [*heading(part.title, "plan_part", 2), *beside, *pairs(rows)]


def _family(paper: PlacementPlan) -> list[Flowable]:
    rows = [[row.who, row.how_often, row.where, row.helps] for row in paper.family_time]
    names = ("With whom", "When", "Where", "Who helps")
    shown = [at for at in range(4) if at == 0 or any(row[at] for row in rows)]
    width = CONTENT / max(len(shown), 1)
    grid = table(
        [names[at] for at in shown],
        [[row[at] for at in shown] for row in rows],
        [width] * len(shown),
        commands=CLOSE,
    )
    return _section(paper.family, *grid)


def _home(paper: PlacementPlan) -> list[Flowable]:
    rows = [[row.what, row.who, row.when] for row in paper.support]
    names = ("Support agreed", "Who gives it", "When")
    shown = [at for at in range(3) if at == 0 or any(row[at] for row in rows)]
    width = (CONTENT - CONTENT / 2) / max(len(shown) - 1, 1)
    widths = [CONTENT / 2, *[width] * (len(shown) - 1)] if len(shown) > 1 else [CONTENT]
    grid = table(
        [names[at] for at in shown],
        [[row[at] for at in shown] for row in rows],
        widths,
        commands=CLOSE,
    )
    section = _section(paper.home_meets)
    if not grid:
        return section
    first = section or heading(paper.home_meets.title, "plan_part", 2)
    return [*first, gap(6), *grid]


def _missing(part: PlanSection) -> list[Flowable]:
    if not part.lines:
        return []
    words = heading(part.title, "plan_part", 2)
    for line in part.lines:
        words += para(line.words, lead=line.label)
    return [gap(14), *keep(marked(words))]


def _lowered(labels: tuple[str, ...], name: str) -> str:
    return ", ".join(
        label if label.startswith(name) else label[:1].lower() + label[1:] for label in labels
    )
