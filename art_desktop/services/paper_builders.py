"""Which builder puts together the data of which paper: one line for each kind (product.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.work import Service


@dataclass(frozen=True)
class PaperDesk:
    """What a builder reads from: the record, for whom, and when. `now` is an aware instant, `today` the local day."""

    uow: UnitOfWork
    actor: Actor
    now: datetime
    today: date

    @cached_property
    def service(self) -> Service:
        """Return whose record it is."""
        return self.uow.all(Service)[0]


@dataclass(frozen=True, kw_only=True)
class Built:
    """A paper's data, and what is kept beside it.

    `made_from` are names and version numbers of what it was made from. `stem` is the file's name without the number.
    `known`: who must not be found in a redacted paper. `language` is a BCP 47 tag.
    """

    body: PaperBody
    reference: str
    stem: str
    subject_words: str = ""
    made_from: Mapping[str, int] = field(default_factory=dict)
    indicative: bool = False
    known: KnownIdentity | None = None
    language: str = "en-GB"


Builder = Callable[[PaperDesk, PaperAsk], Built]


def builders() -> Mapping[PaperKind, Builder]:
    """Return the builder of each kind."""
    from art_desktop.services import (
        paper_agreement,
        paper_children,
        paper_decisions,
        paper_health,
        paper_matching_record,
        paper_minutes,
        paper_packs,
        paper_panel_pack,
        paper_referral_pack,
        paper_referrals,
    )

    return MappingProxyType(
        {
            PaperKind.REFERRAL_REDACTED: paper_referrals.build,
            PaperKind.REFERRAL_FULL: paper_referrals.build,
            PaperKind.PLACEMENT_AGREEMENT: paper_agreement.build,
            PaperKind.REFERRAL_PACK: paper_referral_pack.build,
            PaperKind.CHILD_PAGE: paper_children.build_page,
            PaperKind.MEET_YOUR_CARERS: paper_children.build_carers,
            PaperKind.HEALTH_NOTIFICATION: paper_health.build,
            PaperKind.MATCHING_RECORD: paper_matching_record.build,
            PaperKind.CHOSEN_PACK: paper_packs.build_pack,
            PaperKind.PANEL_PACK: paper_panel_pack.build,
            PaperKind.PANEL_MINUTES: paper_minutes.build,
            PaperKind.DECISION_LETTER: paper_decisions.build,
        }
    )


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of the paper that is asked for.

    Raises: RuleBroken: its time has not come, or what it needs is missing.
    """
    builder = builders().get(ask.kind)
    if builder is None:
        raise RuleBroken(
            _DOING,
            f"This version of the application draws no “{ask.kind.words}”.",
            "Ask the administrator whether a newer version is installed elsewhere.",
            rule="no_builder",
        )
    return builder(desk, ask)


_DOING: Final = "The paper was not drafted."
