"""One form with a question of every kind."""

from __future__ import annotations

from types import MappingProxyType
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

K = FieldKind
_WHO: Final = (("carer", "The carer"), ("parent", "A parent"))


def _check(answers: Answers) -> tuple[FormProblem, ...]:
    found = []
    if "placement" in answers.text("morning"):
        found.append(FormProblem("morning", "Say “home”."))
    if "Wrenfield" in answers.text("who"):
        found.append(FormProblem("who", "Take the surname out.", grave=True))
    return tuple(found)


SPEC: Final = FormSpec(
    code=FormCode.HEALTH,
    title="Health and consent",
    about="For the first night.",
    check=_check,
    sections=(
        FormSection(
            title="First things",
            fields=(
                FormField(name="who", label="Who consents"),
                FormField(name="morning", label="How a morning goes", kind=K.TEXT),
                FormField(name="how", label="Known by", kind=K.CHOICE, choices=_WHO),
                FormField(name="glasses", label="Wears glasses", kind=K.YES_NO),
                FormField(name="seen_on", label="Last seen", kind=K.DAY),
            ),
        ),
        FormSection(
            title="Tables",
            fields=(
                FormField(
                    name="decides",
                    label="Who decides",
                    kind=K.ROWS,
                    columns=(
                        FormField(name="who", label="Who", kind=K.CHOICE, choices=_WHO),
                        FormField(name="note", label="Note"),
                    ),
                    fixed=(("hair", "Haircut"), ("trip", "School trip")),
                ),
                FormField(
                    name="medicines",
                    label="Medicines",
                    kind=K.ROWS,
                    columns=(
                        FormField(name="name", label="Medicine"),
                        FormField(name="since", label="Since", kind=K.DAY),
                    ),
                ),
            ),
        ),
    ),
)


def answered(**values: object) -> Answers:
    """Return answers as they are typed."""
    return Answers(MappingProxyType(dict(values)))  # type: ignore[arg-type]  # as typed
