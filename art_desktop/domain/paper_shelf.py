"""Which papers a request can have, what each is for, and which forms it is made from (product.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from art_desktop.domain.paper_views import ShelfGroup
from art_desktop.domain.paper_words import REDACTED, FormCode, PaperKind

GROUP_OF: Final = MappingProxyType(
    {
        PaperKind.REFERRAL_REDACTED: ShelfGroup.ASKING,
        PaperKind.REFERRAL_FULL: ShelfGroup.CHOSEN,
        PaperKind.REFERRAL_PACK: ShelfGroup.CHOSEN,
        PaperKind.CHILD_PAGE: ShelfGroup.CHILD,
        PaperKind.MEET_YOUR_CARERS: ShelfGroup.CHILD,
        PaperKind.MATCHING_RECORD: ShelfGroup.FILE,
        PaperKind.DECISION_LETTER: ShelfGroup.FILE,
        PaperKind.HEALTH_NOTIFICATION: ShelfGroup.HEALTH,
        PaperKind.PLACEMENT_AGREEMENT: ShelfGroup.HEALTH,
    }
)
"""What each is for; kinds that are not here are drafted elsewhere and only listed."""

WHAT_FOR: Final = MappingProxyType(
    {
        PaperKind.REFERRAL_REDACTED: (
            "To ask homes with: no name, no exact birth date, no address, no school. A manager releases it."
        ),
        PaperKind.REFERRAL_FULL: "Who the child is, for the home that was chosen.",
        PaperKind.REFERRAL_PACK: (
            "What the carers read before the child comes: the plan, who decides what, whom to ring, what keeps the "
            "child safe."
        ),
        PaperKind.CHILD_PAGE: "The child in their own words, made with them, and what happens next.",
        PaperKind.MEET_YOUR_CARERS: "Who lives there, the house and the day, for the child who will come.",
        PaperKind.MATCHING_RECORD: (
            "How the home was chosen and why the others were not, for an inspector, a complaint or a court."
        ),
        PaperKind.DECISION_LETTER: "What was decided, on what conditions and what happens next, on one page.",
        PaperKind.HEALTH_NOTIFICATION: (
            "Asks the Looked After Children's Health Team for the first health assessment."
        ),
        PaperKind.PLACEMENT_AGREEMENT: "What the provider does, from when and at what price, to be signed.",
    }
)

FORMS: Final = MappingProxyType(
    {
        PaperKind.REFERRAL_PACK: (
            FormCode.PLACEMENT_PLAN,
            FormCode.DELEGATED_AUTHORITY,
            FormCode.CONTACTS,
            FormCode.RISK_PLAN,
        ),
        PaperKind.CHILD_PAGE: (FormCode.CHILD_PAGE,),
        PaperKind.MEET_YOUR_CARERS: (FormCode.HOUSEHOLD_PROFILE,),
        PaperKind.HEALTH_NOTIFICATION: (FormCode.HEALTH,),
        PaperKind.PLACEMENT_AGREEMENT: (FormCode.AGREEMENT,),
    }
)

OF_EACH_CHILD: Final = frozenset(
    {PaperKind.CHILD_PAGE, PaperKind.MEET_YOUR_CARERS, PaperKind.HEALTH_NOTIFICATION}
)
"""Papers that are made for each child by itself."""

FOR_CHILDREN: Final = frozenset({PaperKind.CHILD_PAGE, PaperKind.MEET_YOUR_CARERS})
"""Papers that a child reads: drafted for either reading age."""

EXPECTED_PAGES: Final = MappingProxyType(
    {
        PaperKind.REFERRAL_REDACTED: 4,
        PaperKind.REFERRAL_FULL: 6,
        PaperKind.REFERRAL_PACK: 10,
        PaperKind.CHILD_PAGE: 3,
        PaperKind.MEET_YOUR_CARERS: 6,
        PaperKind.MATCHING_RECORD: 8,
        PaperKind.DECISION_LETTER: 1,
        PaperKind.HEALTH_NOTIFICATION: 2,
        PaperKind.PLACEMENT_AGREEMENT: 4,
    }
)
"""How long each is for one child, where none has been drafted yet that could be counted."""

MIXED_WORDS: Final = (
    "A pack for a provider holds papers without a name;"
    " the others say who the child is: make two packs."
)


def go_together(kinds: Iterable[PaperKind]) -> bool:
    """Say whether papers may be bound as one: papers without a name are never bound with papers that name somebody."""
    return len({kind in REDACTED for kind in kinds}) <= 1
