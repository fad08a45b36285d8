"""Whom to ring about the child, and when."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.paper_forms import FieldKind, FormField, FormSection, FormSpec
from art_desktop.domain.paper_words import FormCode

LARGE: Final = 4
"""So many contacts, the first ones with a number, are printed large."""

SPEC: Final = FormSpec(
    code=FormCode.CONTACTS,
    title="Contacts",
    about="Whom the carers ring about the child, and when. It is made to hang on the fridge.",
    sections=(
        FormSection(
            title="People to ring",
            help=f"The first {LARGE} with a telephone number are printed large.",
            fields=(
                FormField(
                    name="people",
                    label="People",
                    kind=FieldKind.ROWS,
                    columns=(
                        FormField(name="role", label="Who they are to the child"),
                        FormField(name="name", label="Name"),
                        FormField(name="phone", label="Telephone"),
                        FormField(name="email", label="E-mail"),
                        FormField(name="address", label="Address"),
                        FormField(name="when", label="When to ring"),
                    ),
                ),
            ),
        ),
        FormSection(
            title="Who must not be told",
            fields=(
                FormField(
                    name="not_told",
                    label="Who must not be told where the child is, or given this number",
                    kind=FieldKind.TEXT,
                ),
            ),
        ),
    ),
)
