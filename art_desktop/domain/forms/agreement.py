"""What the record does not hold of an agreement with a provider: what the price includes, outcomes, who signs."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.paper_forms import FieldKind, FormField, FormSection, FormSpec
from art_desktop.domain.paper_words import FormCode

SPEC: Final = FormSpec(
    code=FormCode.AGREEMENT,
    title="Placement agreement",
    about="What the agreement with the provider says beside the price. Both sides sign it, and finance pays by it.",
    sections=(
        FormSection(
            title="What the price pays for",
            help="One thing a line.",
            fields=(
                FormField(
                    name="included",
                    label="Included in the weekly price",
                    kind=FieldKind.TEXT,
                    help="Food, clothing, pocket money, savings, activities, transport to school, therapy.",
                ),
                FormField(
                    name="excluded",
                    label="Not included, and how it is asked for",
                    kind=FieldKind.TEXT,
                    help="School trips, holidays abroad, extra staff: who must agree before the money is spent.",
                ),
            ),
        ),
        FormSection(
            title="What is expected for the child",
            fields=(
                FormField(
                    name="outcomes",
                    label="Outcomes",
                    kind=FieldKind.ROWS,
                    columns=(
                        FormField(name="outcome", label="What is to be better"),
                        FormField(name="seen_by", label="How we will see it"),
                        FormField(name="by_on", label="By", kind=FieldKind.DAY),
                    ),
                ),
                FormField(
                    name="review_on", label="First review of the agreement", kind=FieldKind.DAY
                ),
            ),
        ),
        FormSection(
            title="Telling each other, and ending",
            fields=(
                FormField(
                    name="tells",
                    label="What else the provider tells us",
                    kind=FieldKind.ROWS,
                    help="The usual ones (missing, allegations, injuries …) are on every agreement.",
                    columns=(
                        FormField(name="what", label="What"),
                        FormField(name="how_soon", label="How soon"),
                        FormField(name="whom", label="Whom they tell"),
                    ),
                ),
                FormField(
                    name="notice",
                    label="Anything agreed about notice beside the usual days",
                    kind=FieldKind.TEXT,
                ),
            ),
        ),
        FormSection(
            title="Who signs",
            fields=(
                FormField(name="council_signs", label="For the council: name"),
                FormField(name="council_post", label="For the council: post"),
                FormField(name="provider_signs", label="For the provider: name"),
                FormField(name="provider_post", label="For the provider: post"),
            ),
        ),
    ),
)
