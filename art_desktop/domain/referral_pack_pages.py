"""From answers to the pages of the referral pack: what is settled, what is open, in which order. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from art_desktop.domain.delegation import GROUPS, Decider
from art_desktop.domain.forms import placement_plan
from art_desktop.domain.forms.contacts import LARGE
from art_desktop.domain.paper_forms import Answers, FieldKind, FormField, FormSection, Row
from art_desktop.domain.referral_pack import (
    AuthorityGroup,
    AuthorityLine,
    ContactSheet,
    DelegatedAuthority,
    FamilyTimeRow,
    Filled,
    Line,
    PhoneLine,
    PlacementPlan,
    PlanSection,
    RiskBlock,
    RiskPlan,
    SupportRow,
)
from art_desktop.domain.vocabulary import Level
from art_desktop.domain.wording import day_words, listed


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page of a child's pack is made from; `small` is a child too young for school and pocket money."""

    reference: str
    name: str
    age_words: str = ""
    home: str = ""
    ask: str = ""
    night_phone: str = ""
    small: bool = False
    answers: Answers
    filled: Filled


_SECTIONS: Final = {section.title: section for section in placement_plan.SPEC.sections}
_NOT_MISSED: Final = frozenset({"independent_visitor", "equipment", "family_orders", "optician"})
"""Answers that need not be there for a plan to be whole."""
_HAS_PHOTO: Final = ("missing_photo", "Yes")
"""Said on paper only where there is none."""
_NOT_OF_SMALL: Final = frozenset({"school", "teacher", "getting_there", "pocket_money"})


def plan_page(page: Page) -> PlacementPlan:
    """Return the placement plan of one child."""
    answers = page.answers
    parts = {title: _section(section, page) for title, section in _SECTIONS.items()}
    return PlacementPlan(
        reference=page.reference,
        name=page.name,
        age_words=page.age_words,
        home=page.home,
        strip=_strip(answers),
        night_phone=page.night_phone,
        move=parts["The move and the first days"],
        day=parts["The day"],
        health=parts["Health"],
        family_time=tuple(
            FamilyTimeRow(
                who=row.get("who", ""),
                how_often=row.get("how_often", ""),
                where=row.get("where", ""),
                helps=row.get("helps", ""),
            )
            for row in answers.rows("family_time")
            if any(row.values())
        ),
        family=parts["Family time"],
        visits=parts["Visits and reviews"],
        missing=parts["If the child goes missing"],
        money=parts["Money and belongings"],
        home_meets=parts["This home and this child"],
        support=tuple(
            SupportRow(what=row.get("what", ""), who=row.get("who", ""), when=row.get("when", ""))
            for row in answers.rows("support")
            if any(row.values())
        ),
        ending=parts["How long, and how it ends"],
        ask=page.ask,
        filled=page.filled,
    )


def _strip(answers: Answers) -> tuple[Line, ...]:
    """Return the days that everybody asks for first."""
    starts, visit = answers.day("starts_on"), answers.day("first_visit_on")
    review = answers.day("first_review_on")
    lines = [Line("First day", _day(starts)), Line("First visit by", _day(visit))]
    if review is not None:
        lines.append(Line("Review by", _day(review)))
    return tuple(line for line in lines if line.words)


def _day(on: date | None) -> str:
    return day_words(on) if on else ""


def _section(section: FormSection, page: Page) -> PlanSection:
    answers, name = page.answers, page.name
    unmissed = _NOT_MISSED | (_NOT_OF_SMALL if page.small else frozenset())
    asked = [one for one in section.fields if one.name not in {"starts_on", "first_visit_on"}]
    told = [(one, _said(one, answers)) for one in asked if one.kind is not FieldKind.ROWS]
    tables = [one for one in asked if one.kind is FieldKind.ROWS and not answers.rows(one.name)]
    left = [one for one, words in told if not words] + tables
    return PlanSection(
        title=_of(section.title, name),
        lines=tuple(
            Line(_of(one.label, name), words)
            for one, words in told
            if words and one.name != "first_review_on" and (one.name, words) != _HAS_PHOTO
        ),
        open=tuple(
            _of(one.label, name) for one in asked if one in left and one.name not in unmissed
        ),
    )


def _of(label: str, name: str) -> str:
    """Return a form's label as it is printed of one child: "What Toby brings"."""
    for words in ("the child", "this child", "The child"):
        label = label.replace(words, name)
    return label


def _said(asked: FormField, answers: Answers) -> str:
    if asked.kind is FieldKind.DAY:
        return _day(answers.day(asked.name))
    if asked.kind is FieldKind.YES_NO:
        return {True: "Yes", False: "No", None: ""}[answers.yes(asked.name)]
    return answers.text(asked.name).strip()


def authority_page(page: Page, *, born_on: date | None, legal: str) -> DelegatedAuthority:
    """Return who decides what: what is settled, and what is open, group by group."""
    groups = []
    for group in GROUPS:
        given = {row.get("key", ""): row for row in page.answers.rows(group.name)}
        lines = [_authority(topic.words, given.get(topic.key, {})) for topic in group.topics]
        groups.append(
            AuthorityGroup(
                title=group.title,
                settled=tuple(line for line in lines if line.who is not Decider.OPEN),
                open=tuple(line for line in lines if line.who is Decider.OPEN),
            )
        )
    return DelegatedAuthority(
        reference=page.reference,
        name=page.name,
        born_on=born_on,
        legal=legal,
        groups=tuple(groups),
        ask=page.ask,
        night_phone=page.night_phone,
        filled=page.filled,
    )


def _authority(topic: str, row: Row) -> AuthorityLine:
    known = {one.value: one for one in Decider}
    who = known.get(row.get("who", ""), Decider.OPEN)
    return AuthorityLine(topic, who, row.get("conditions", "").strip())


def contacts_page(page: Page) -> ContactSheet:
    """Return whom to ring: the first with a number large, then the others, then those without one."""
    people = [
        PhoneLine(**{name: row.get(name, "").strip() for name in _PHONE})
        for row in page.answers.rows("people")
        if any(value.strip() for value in row.values())
    ]
    reached = [one for one in people if one.phone or one.email]
    large = [one for one in people if one.phone][:LARGE]
    return ContactSheet(
        reference=page.reference,
        name=page.name,
        first=tuple(large),
        others=tuple(one for one in reached if one not in large),
        no_number=tuple(one for one in people if one not in reached),
        not_told=page.answers.text("not_told").strip(),
        ask=page.ask,
        filled=page.filled,
    )


def shared_contacts(sheets: Sequence[ContactSheet]) -> ContactSheet | None:
    """Return one sheet for brothers and sisters, None where others are rung first about one of them.

    Who belongs to some of them only, such as a school, is told with their names.
    """
    first = sheets[0]
    if len(sheets) < 2 or any(
        (one.first, one.not_told, one.ask, one.filled)
        != (first.first, first.not_told, first.ask, first.filled)
        for one in sheets
    ):
        return None
    return replace(
        first,
        name=listed([one.name for one in sheets]),
        others=_merged([(one.name, one.others) for one in sheets]),
        no_number=_merged([(one.name, one.no_number) for one in sheets]),
    )


def _merged(named: Sequence[tuple[str, tuple[PhoneLine, ...]]]) -> tuple[PhoneLine, ...]:
    whose: dict[PhoneLine, list[str]] = {}
    for name, lines in named:
        for line in dict.fromkeys(lines):
            whose.setdefault(line, []).append(name)
    return tuple(
        line
        if len(names) == len(named)
        else replace(line, role=f"{line.role} ({listed(names)})".strip())
        for line, names in whose.items()
    )


_PHONE: Final = ("role", "name", "phone", "email", "address", "when")
_RISK: Final = ("title", "shows", "works", "prevent", "happens", "tell", "write")


def risks_page(
    page: Page,
    *,
    known: Answers,
    levels: Mapping[str, Level | None],
    unknown: Sequence[str] = (),
) -> RiskPlan:
    """Return what is done about each risk; one that the plan leaves out stands as it is known.

    Args: known: the risks as the needs know them. levels: of each risk, by its title. unknown: those that nobody
        could answer for.
    """
    rows = [row for row in page.answers.rows("risks") if any(row.values())]
    titles = {row.get("title", "").strip().casefold() for row in rows}
    rows += [row for row in known.rows("risks") if row["title"].casefold() not in titles]
    return RiskPlan(
        reference=page.reference,
        name=page.name,
        risks=tuple(
            RiskBlock(
                level=levels.get(row.get("title", "").strip()),
                **{name: row.get(name, "").strip() for name in _RISK},
            )
            for row in rows
        ),
        unknown=tuple(unknown),
        house=page.answers.text("house").strip(),
        ask=page.ask,
        night_phone=page.night_phone,
        filled=page.filled,
    )
