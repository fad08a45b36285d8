"""What is done about each risk: before it happens, when it happens, and afterwards."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.paper_forms import FieldKind, FormField, FormSection, FormSpec
from art_desktop.domain.paper_words import FormCode

SPEC: Final = FormSpec(
    code=FormCode.RISK_PLAN,
    title="Risk plan",
    about="What the carers do about each risk, and whom they tell. They read “when it happens” at night, in a hurry.",
    sections=(
        FormSection(
            title="Risks",
            help="One for each risk in the needs profile. One taken out here still stands on the paper.",
            fields=(
                FormField(
                    name="risks",
                    label="Risks",
                    kind=FieldKind.ROWS,
                    columns=(
                        FormField(name="title", label="Risk"),
                        FormField(name="shows", label="How it shows", kind=FieldKind.TEXT),
                        FormField(name="works", label="What works", kind=FieldKind.TEXT),
                        FormField(
                            name="prevent", label="What we do to prevent it", kind=FieldKind.TEXT
                        ),
                        FormField(
                            name="happens", label="What to do when it happens", kind=FieldKind.TEXT
                        ),
                        FormField(name="tell", label="Whom to tell, and how soon"),
                        FormField(name="write", label="What to write down"),
                    ),
                ),
            ),
        ),
        FormSection(
            title="The house",
            fields=(
                FormField(
                    name="house",
                    label="What is kept safe in the house: medicines, knives, matches, doors at night, the internet",
                    kind=FieldKind.TEXT,
                ),
            ),
        ),
    ),
)
