"""The placement plan: how this home cares for this child, day by day, and who does what.

What it asks follows the Care Planning, Placement and Case Review (England) Regulations 2010, reg. 9 and Schedule 2:
daily care, family time, health and consent, school, visits and support, the reviewing officer, how it may end, the
child's history, faith, culture and language, money, and who may decide (a form of its own, delegated authority). The
days it proposes are in `domain.placement_dates`.
"""

from __future__ import annotations

from typing import Final

from art_desktop.domain.paper_forms import (
    Answers,
    FieldKind,
    FormField,
    FormProblem,
    FormSection,
    FormSpec,
)
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.placement_dates import first_visit_by
from art_desktop.domain.wording import day_words


def _text(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, kind=FieldKind.TEXT, help=help_)


def _line(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, help=help_)


def _day(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, kind=FieldKind.DAY, help=help_)


_MOVE: Final = FormSection(
    title="The move and the first days",
    fields=(
        _day("starts_on", "First day"),
        _line("arrives", "Who brings the child, and at what time"),
        _text("told", "What the child has been told, and by whom"),
        _text("brings", "What the child brings", "Clothes, a blanket, a phone, medicine, papers."),
        _text("first_days", "The first days", "School or a day at home, visitors, what to avoid."),
    ),
)
_HOME: Final = FormSection(
    title="This home and this child",
    fields=(
        _text("meets", "How this home meets the child's needs"),
        _text("aims", "What everybody hopes for"),
        _text(
            "identity", "Faith, culture, language, hair and skin", "What the carers do about each."
        ),
        FormField(
            name="support",
            label="Support agreed",
            kind=FieldKind.ROWS,
            columns=(
                _line("what", "What"),
                _line("who", "Who gives it"),
                _line("when", "From when, how often"),
            ),
        ),
    ),
)
_DAY: Final = FormSection(
    title="The day",
    fields=(
        _text("day", "The shape of the day", "Morning, meals, after school, bedtime."),
        _line("school", "School, with its address"),
        _line("teacher", "Teacher to speak to", "The designated teacher for children in care."),
        _text("getting_there", "Getting to school and back"),
    ),
)
_HEALTH: Final = FormSection(
    title="Health",
    fields=(
        _line("gp", "Doctor", "Name and address; say if the child is to be registered anew."),
        _line("dentist", "Dentist"),
        _line("optician", "Optician"),
        _text("known_health", "Health, as it is known"),
        _text("medicines", "Medicines", "What, how much, when, and who gives it."),
        _text("allergies", "Allergies"),
        _text("equipment", "Equipment"),
    ),
)
_FAMILY: Final = FormSection(
    title="Family time",
    fields=(
        FormField(
            name="family_time",
            label="Family time",
            kind=FieldKind.ROWS,
            columns=(
                _line("who", "With whom"),
                _line("how_often", "When, how often"),
                _line("where", "Where"),
                _line("helps", "Who takes the child, who is there"),
            ),
        ),
        _text("family_orders", "Orders of the court about whom the child sees"),
        _line("family_changes", "How a change is told"),
    ),
)
_VISITS: Final = FormSection(
    title="Visits and reviews",
    fields=(
        _day("first_visit_on", "Last day for the first visit of the social worker"),
        _line("visits", "Visits after that"),
        _day("first_review_on", "Last day for the next review"),
        _line("later_reviews", "Reviews after that"),
        _line("iro", "Independent reviewing officer, with telephone number"),
        _line("independent_visitor", "Independent visitor", "Where the child has one."),
    ),
)
_MONEY: Final = FormSection(
    title="Money and belongings",
    fields=(
        _line("pocket_money", "Pocket money"),
        _line("savings", "Savings"),
        _line("clothing", "Clothes"),
        _text("belongings", "Belongings: what is kept, and where"),
        _text("life_story", "Life story: photographs, memories, who writes them down"),
    ),
)
_MISSING: Final = FormSection(
    title="If the child goes missing",
    fields=(
        _text("missing_ring", "Whom to ring, and how soon"),
        _text(
            "missing_say", "What to say", "What they wear, where they may be, with whom, medicine."
        ),
        FormField(
            name="missing_photo",
            label="A recent photograph is with the carers",
            kind=FieldKind.YES_NO,
        ),
    ),
)
_ENDING: Final = FormSection(
    title="How long, and how it ends",
    fields=(
        _line("expected", "How long it is meant for"),
        _line("notice", "Notice"),
        _text("ending", "How it would end, and what is tried before"),
        _line("advocate", "The child's advocate", "Every child may have one, free of charge."),
        _text("complaints", "How to complain"),
    ),
)


def _check(answers: Answers) -> tuple[FormProblem, ...]:
    """Return what the law would have otherwise: a visit later than in the first week, a review before the start."""
    starts, visit = answers.day("starts_on"), answers.day("first_visit_on")
    review = answers.day("first_review_on")
    found = []
    if starts and visit and visit > first_visit_by(starts):
        by = day_words(first_visit_by(starts))
        found.append(FormProblem("first_visit_on", f"The law wants the first visit by {by}."))
    if starts and visit and visit < starts:
        found.append(FormProblem("first_visit_on", "The visit is before the first day."))
    if starts and review and review < starts:
        found.append(FormProblem("first_review_on", "The review is before the first day."))
    return tuple(found)


SPEC: Final = FormSpec(
    code=FormCode.PLACEMENT_PLAN,
    title="Placement plan",
    about="How this home cares for this child, and who does what. The carers keep it at hand; the law asks for it "
    "before the first day, or within five working days of it.",
    check=_check,
    sections=(_MOVE, _DAY, _HEALTH, _FAMILY, _VISITS, _MISSING, _MONEY, _HOME, _ENDING),
)
