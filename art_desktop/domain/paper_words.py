"""The words of papers: which there are, who may have them made, how old their reader is (product.md §6)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from art_desktop.domain.permissions import Permission
from art_desktop.domain.vocabulary import Coded


class PaperKind(Coded):
    """The papers that the application prints (product.md §6)."""

    REFERRAL_REDACTED = "referral_redacted", "Placement referral, redacted"
    REFERRAL_FULL = "referral_full", "Placement referral, full"
    REFERRAL_PACK = "referral_pack", "Referral pack"
    MATCHING_RECORD = "matching_record", "Matching record"
    PANEL_PACK = "panel_pack", "Panel pack"
    PANEL_MINUTES = "panel_minutes", "Panel minutes"
    DECISION_LETTER = "decision_letter", "Decision letter"
    MEET_YOUR_CARERS = "meet_your_carers", "Meet your carers"
    CHILD_PAGE = "child_page", "The child's page"
    HEALTH_NOTIFICATION = "health_notification", "Health notification"
    PLACEMENT_AGREEMENT = "placement_agreement", "Individual placement agreement"
    CHOSEN_PACK = "chosen_pack", "Pack of chosen papers"


class ReadingAge(Coded):
    """For whom a child's paper is written; the younger one is read aloud as often as alone."""

    YOUNGER = "younger", "Younger children, up to about 8"
    OLDER = "older", "Older children and young people"


class FormCode(Coded):
    """The forms that are filled in for a paper: what no other part of the record holds."""

    PLACEMENT_PLAN = "placement_plan", "Placement plan"
    DELEGATED_AUTHORITY = "delegated_authority", "Delegated authority"
    CONTACTS = "contacts", "Contacts"
    RISK_PLAN = "risk_plan", "Risk plan"
    HEALTH = "health", "Health and consent"
    CHILD_PAGE = "child_page", "The child's page"
    HOUSEHOLD_PROFILE = "household_profile", "The household, for a child"
    AGREEMENT = "agreement", "Placement agreement"
    MINUTES = "minutes", "Minutes of the meeting"


REDACTED: Final = frozenset({PaperKind.REFERRAL_REDACTED, PaperKind.PANEL_PACK})
"""Papers without a name in them: the finished file is searched for every name before it is kept."""

NEEDED: Final = MappingProxyType(
    dict.fromkeys(PaperKind, Permission.DRAFT_PAPERS)
    | {
        PaperKind.PANEL_PACK: Permission.RUN_PANELS,
        PaperKind.PANEL_MINUTES: Permission.RUN_PANELS,
        PaperKind.DECISION_LETTER: Permission.RUN_PANELS,
    }
)
"""Which permission a paper asks for, beside that of the service."""

TO_FILL_IN: Final = MappingProxyType(
    dict.fromkeys(FormCode, Permission.DRAFT_PAPERS)
    | {
        FormCode.HOUSEHOLD_PROFILE: Permission.EDIT_HOUSEHOLDS,
        FormCode.MINUTES: Permission.RUN_PANELS,
    }
)
"""Which permission it takes to open and to fill in a form, beside that of the service."""


def young(age_years: int | None) -> ReadingAge:
    """Return the reading age that is proposed for a child of that age; an age not known reads as older."""
    return ReadingAge.YOUNGER if age_years is not None and age_years < 9 else ReadingAge.OLDER
