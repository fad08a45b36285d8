"""The needs that a home's statement of purpose names, each up to a level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from art_desktop.domain.provider_views import PurposeLine
from art_desktop.domain.vocabulary import Level, NeedCode
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.parts_field import Part, PartsField
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field


class PurposesField(PartsField[PurposeLine]):
    """Each need with the level up to which the home cares for it."""

    part_words = "Need"

    @override
    def _questions(self) -> Sequence[Sequence[Field]]:
        levels = options_of(Level, leave_out=(Level.NONE,))
        return (
            (
                ChoiceField(
                    "need", "Need", options_of(NeedCode), required=True, not_known=False, width=280
                ),
                SegmentedField("up_to", "Up to", levels, required=True, not_known=False),
            ),
        )

    @override
    def _line(self, part: Part) -> PurposeLine | None:
        need, up_to = part.fields["need"].value(), part.fields["up_to"].value()
        if need is None or up_to is None:
            return None
        return PurposeLine(need=cast("NeedCode", need), up_to=cast("Level", up_to))

    @override
    def _answers(self, line: PurposeLine) -> dict[str, object]:
        return {"need": line.need, "up_to": line.up_to}
