"""What the health team needs for the Initial Health Assessment and no other part of the record holds (S003 §7.1)."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.health_notices import CONSENTS, Consent, nhs_number_holds
from art_desktop.domain.paper_forms import (
    Answers,
    FieldKind,
    FormField,
    FormProblem,
    FormSection,
    FormSpec,
)
from art_desktop.domain.paper_words import FormCode


def _text(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, kind=FieldKind.TEXT, help=help_)


def _line(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, help=help_)


_WHO: Final = FormSection(
    title="To health, the child is",
    fields=(
        _line("nhs_number", "NHS number", "Ten digits, on the red book or from the surgery."),
        _line("gp", "Doctor now", "Name, surgery and telephone number."),
        _text(
            "gps_before",
            "Doctors at earlier addresses",
            "One on each line, with the address that the child had then.",
        ),
        _line("red_book", "Where the child's red book is"),
    ),
)
_CONSENT: Final = FormSection(
    title="Consent to the assessment",
    help="A parent or somebody else with parental responsibility consents; the council can under a care order; "
    "somebody of 16 or more, or who understands what it is about, consents for themselves.",
    fields=(
        FormField(
            name="responsible",
            label="Who has parental responsibility",
            kind=FieldKind.ROWS,
            columns=(_line("name", "Name"), _line("relation", "Who they are to the child")),
        ),
        FormField(
            name="consent",
            label="Consent",
            kind=FieldKind.CHOICE,
            choices=tuple((one.value, one.words) for one in CONSENTS),
        ),
        _line("consent_by", "By whom", "Name, and who they are to the child."),
        FormField(name="consent_on", label="On", kind=FieldKind.DAY),
        _text("consent_missing", "What is still missing, and who gets it"),
    ),
)
_HEALTH: Final = FormSection(
    title="Health, as it is known",
    fields=(
        _text("known_health", "Health needs", "Only what the doctor should know before the day."),
        _text("allergies", "Allergies", "Write “None known” where somebody has asked."),
        _text("medicines", "Medicines", "What, how much, when."),
        _text("equipment", "Equipment"),
        _text("seen_by", "Clinics and people who see the child"),
    ),
)
_BIRTH: Final = FormSection(
    title="Birth, where it is known",
    fields=(
        _line("born_at", "Where"),
        _line("born_weeks", "After how many weeks"),
        _line("born_weight", "Weight"),
        _text("born_notes", "Anything about the pregnancy or the birth that health should know"),
    ),
)
_APPOINTMENT: Final = FormSection(
    title="The appointment",
    fields=(
        _line("ring", "Whom to ring to arrange it", "With the number."),
        _line("brings", "Who brings the child"),
        _line("interpreter", "Interpreter"),
        _text("communication", "How the child communicates"),
        _text("access", "Getting in and about"),
        _text("helps", "What helps the child on the day"),
        _text(
            "safe",
            "What keeps the child and the staff safe in the room",
            "Who may be there and who may not, and what to do. No history.",
        ),
    ),
)
_NOT_TOLD: Final = FormSection(
    title="Who must not be told",
    fields=(
        _text("not_told", "Who must not be told where the child is, or when the appointment is"),
    ),
)


def _check(answers: Answers) -> tuple[FormProblem, ...]:
    found = []
    number = answers.text("nhs_number")
    if number.strip() and not nhs_number_holds(number):
        words = "This is no NHS number: one of its ten digits is wrong or missing."
        found.append(FormProblem("nhs_number", words, grave=True))
    consent = answers.text("consent")
    if consent in {Consent.GIVEN, Consent.OWN} and not answers.text("consent_by").strip():
        found.append(FormProblem("consent_by", "Say who gave it."))
    if consent in {Consent.SOUGHT, Consent.REFUSED} and not answers.text("consent_missing").strip():
        found.append(FormProblem("consent_missing", "Say what happens next, and who sees to it."))
    return tuple(found)


SPEC: Final = FormSpec(
    code=FormCode.HEALTH,
    title="Health and consent",
    about="What the Looked After Children's Health Team needs to arrange the Initial Health Assessment, which is due "
    "20 working days after the child becomes looked after. They get the health notification and nothing else.",
    sections=(_WHO, _CONSENT, _HEALTH, _BIRTH, _APPOINTMENT, _NOT_TOLD),
    check=_check,
)
