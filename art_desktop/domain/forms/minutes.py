"""What the minute-taker notes of a meeting beside the decisions, which are on record already."""

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

DRAFT: Final = "draft"


def _check(answers: Answers) -> tuple[FormProblem, ...]:
    """Return rows without their reference, and references that stand twice."""
    found: list[FormProblem] = []
    seen: set[str] = set()
    for row in answers.rows("cases"):
        reference = row.get("case", "").strip().upper()
        if not reference:
            found.append(
                FormProblem("cases", "Write which case a line is about: its reference.", True)
            )
        elif reference in seen:
            found.append(
                FormProblem("cases", f"{reference} stands twice: keep it in one line.", True)
            )
        seen.add(reference)
    return tuple(found)


SPEC: Final = FormSpec(
    code=FormCode.MINUTES,
    title="Minutes",
    about="What was said, beside the decisions. Minutes name no child and nobody of a family: “the boy”, “his aunt”.",
    sections=(
        FormSection(
            title="The meeting",
            fields=(
                FormField(
                    name="status",
                    label="These minutes are",
                    kind=FieldKind.CHOICE,
                    choices=(
                        (DRAFT, "A draft, still being written"),
                        ("final", "Complete, for the chair to sign"),
                    ),
                    help="A draft can be printed before every case has its decision, and says so on every page.",
                ),
                FormField(
                    name="conflicts",
                    label="Conflicts of interest",
                    kind=FieldKind.TEXT,
                    help="Who said so, in which case, and what was done. “None” where none was said.",
                ),
                FormField(
                    name="last_minutes",
                    label="Minutes of the last meeting",
                    kind=FieldKind.TEXT,
                    help="Agreed, or what was put right.",
                ),
                FormField(name="opening", label="Said before the cases", kind=FieldKind.TEXT),
            ),
        ),
        FormSection(
            title="The cases",
            help="One line for each case. The decision, its conditions and the split come from the record.",
            fields=(
                FormField(
                    name="cases",
                    label="What was said",
                    kind=FieldKind.ROWS,
                    columns=(
                        FormField(name="case", label="Case"),
                        FormField(name="said", label="What was said", kind=FieldKind.TEXT),
                        FormField(
                            name="dissent",
                            label="Who saw it otherwise, and why",
                            kind=FieldKind.TEXT,
                        ),
                    ),
                ),
            ),
        ),
        FormSection(
            title="At the end",
            fields=(FormField(name="other", label="Any other business", kind=FieldKind.TEXT),),
        ),
    ),
    check=_check,
)
