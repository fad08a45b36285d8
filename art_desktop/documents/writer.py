"""Every paper and the module that draws it; a module is imported when its first paper is drawn."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from art_desktop.documents.base import Sheets, bind, changed, render
from art_desktop.documents.packing import Bound
from art_desktop.domain.papers import PaperBody, Progress, Stamp

_MODULES: Final = MappingProxyType(
    {
        "RedactedReferral": "referral",
        "FullReferral": "referral",
        "ChildsPage": "child_page",
        "CarersProfile": "meet_your_carers",
        "Agreement": "placement_agreement",
        "MatchingRecord": "matching_record",
        "HealthNotice": "health_notification",
        "PlacementPlan": "placement_plan",
        "DelegatedAuthority": "delegated_authority",
        "ContactSheet": "contact_sheet",
        "RiskPlan": "risk_plan",
        "PanelMinutes": "panel_minutes",
        "DecisionLetter": "decision_letter",
    }
)
"""The name of a paper's type to its module here; each has `draw(body, stamp) -> Sheets`."""

_BOUND: Final = MappingProxyType(
    {
        "Pack": "pack_of",
        "ReferralPack": "referral_pack",
        "PanelPack": "panel_pack",
    }
)
"""Papers made of papers: each module has `bound(body, stamp) -> Bound`."""


_QUIET: Final = frozenset({"ChildsPage", "CarersProfile"})
"""Papers for a child, who is not told what an earlier version said otherwise; the record keeps it beside them."""


def sheets_of(body: PaperBody, stamp: Stamp) -> Sheets:
    """Return one paper ready to be set, alone or as a part of a pack."""
    module = import_module(f"art_desktop.documents.{_MODULES[type(body).__name__]}")
    return cast("Sheets", module.draw(body, stamp))


def bound_of(body: PaperBody, stamp: Stamp) -> Bound | None:
    """Return what is bound where the paper is made of papers; None for a paper that is one alone."""
    name = _BOUND.get(type(body).__name__)
    if name is None:
        return None
    return cast("Bound", import_module(f"art_desktop.documents.{name}").bound(body, stamp))


def parts_of(body: PaperBody, stamp: Stamp) -> list[Sheets]:
    """Return a paper as parts of a pack: itself, or what it is made of behind its own cover."""
    whole = bound_of(body, stamp)
    if whole is None:
        return [sheets_of(body, stamp)]
    return [Sheets(page=whole.page, story=whole.cover, bookmark=whole.page.title), *whole.parts]


def write(body: PaperBody, stamp: Stamp, progress: Progress | None = None) -> bytes:
    """Return the paper as a PDF; equal input gives equal bytes.

    Raises: ValueError: the body and its stamp disagree on whether it is redacted.
    """
    whole = bound_of(body, stamp)
    if whole is not None:
        cover = [*changed(stamp), *whole.cover]
        return bind(whole.parts, whole.page, cover=cover, progress=progress)
    sheets = sheets_of(body, stamp)
    if type(body).__name__ not in _QUIET:
        sheets.story[:0] = changed(stamp)
    return render(sheets, progress=progress)
