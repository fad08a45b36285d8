"""What may leave the building, how, and to whom: one table (product.md §6).

A paper that leaves is locked with a password that goes by telephone. Papers without a name go to providers by the
release of a manager alone; papers with a name go only to whoever looks after the child, or to health.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.paper_words import PaperKind


class Way(StrEnum):
    """How far a paper may go, from the freest to the strictest."""

    EMAIL = "email"
    LOCKED_COPY = "locked_copy"
    RELEASE = "release"
    INSIDE = "inside"


class Reader(StrEnum):
    """Who gets the e-mail draft."""

    NOBODY = "nobody"
    CHOSEN_HOME = "chosen_home"
    HEALTH_TEAM = "health_team"
    SOCIAL_WORKER = "social_worker"
    PANEL = "panel"

    @property
    def words(self) -> str:
        """Return who it is, as said in a sentence."""
        return _READERS[self]


_READERS: Final = MappingProxyType(
    {
        Reader.NOBODY: "nobody",
        Reader.CHOSEN_HOME: "the provider of the home that was chosen",
        Reader.HEALTH_TEAM: "the Looked After Children's Health Team",
        Reader.SOCIAL_WORKER: "the social worker and their manager",
        Reader.PANEL: "the members of the panel",
    }
)


@dataclass(frozen=True)
class Leaving:
    """What one paper may do. `why_no_email` and `why_no_copy` are "" where nothing stands against it."""

    way: Way
    reader: Reader = Reader.NOBODY
    why_no_email: str = ""
    why_no_copy: str = ""

    @property
    def may_email(self) -> bool:
        """Say whether an e-mail draft may be made of it here."""
        return self.way is Way.EMAIL

    @property
    def may_leave(self) -> bool:
        """Say whether a locked copy may be saved for somebody outside."""
        return self.way in {Way.EMAIL, Way.LOCKED_COPY}


_BY_RELEASE: Final = Leaving(
    Way.RELEASE,
    why_no_email="The redacted referral goes out only when a manager has released it, and to each provider by itself.",
    why_no_copy="The redacted referral goes out only when a manager has released it.",
)
_FOR_A_CHILD: Final = Leaving(
    Way.LOCKED_COPY,
    why_no_email="It is for a child: print it, and have somebody whom the child knows give it and read it with them.",
)
_STAYS: Final = (
    "It stays in the building: who has to see it reads it here, or is handed a printed copy."
)

LEAVING: Final = MappingProxyType(
    {
        PaperKind.REFERRAL_REDACTED: _BY_RELEASE,
        PaperKind.REFERRAL_FULL: Leaving(Way.EMAIL, Reader.CHOSEN_HOME),
        PaperKind.REFERRAL_PACK: Leaving(Way.EMAIL, Reader.CHOSEN_HOME),
        PaperKind.PLACEMENT_AGREEMENT: Leaving(Way.EMAIL, Reader.CHOSEN_HOME),
        PaperKind.HEALTH_NOTIFICATION: Leaving(Way.EMAIL, Reader.HEALTH_TEAM),
        PaperKind.DECISION_LETTER: Leaving(Way.EMAIL, Reader.SOCIAL_WORKER),
        PaperKind.PANEL_PACK: Leaving(Way.EMAIL, Reader.PANEL),
        PaperKind.CHILD_PAGE: _FOR_A_CHILD,
        PaperKind.MEET_YOUR_CARERS: _FOR_A_CHILD,
        PaperKind.MATCHING_RECORD: Leaving(Way.INSIDE, why_no_email=_STAYS, why_no_copy=_STAYS),
        PaperKind.PANEL_MINUTES: Leaving(Way.INSIDE, why_no_email=_STAYS, why_no_copy=_STAYS),
    }
)
"""The rule of every kind but the chosen pack, which goes as its strictest part does."""

_STRICTNESS: Final = tuple(Way)
_OTHER_READERS: Final = Leaving(
    Way.LOCKED_COPY,
    why_no_email="Its papers are for different readers: make a pack for each, or save a locked copy.",
)


def leaving_of(kind: PaperKind, parts: Iterable[PaperKind] = ()) -> Leaving:
    """Return what a paper may do; `parts` are the kinds of a chosen pack's papers.

    A pack whose parts are not known stays in the building.
    """
    if kind is not PaperKind.CHOSEN_PACK:
        return LEAVING[kind]
    rules = [LEAVING[part] for part in dict.fromkeys(parts)]
    if not rules:
        return LEAVING[PaperKind.MATCHING_RECORD]
    strictest = max(rules, key=lambda one: _STRICTNESS.index(one.way))
    if strictest.may_email and len({one.reader for one in rules}) > 1:
        return _OTHER_READERS
    return strictest


def require_may_email(leaving: Leaving, doing: str) -> None:
    """Refuse an e-mail draft of what must not go by e-mail. Raises: RuleBroken."""
    if not leaving.may_email:
        raise RuleBroken(doing, leaving.why_no_email, _next(leaving), rule=_rule(leaving))


def require_may_leave(leaving: Leaving, doing: str) -> None:
    """Refuse a copy for outside of what must not leave. Raises: RuleBroken."""
    if not leaving.may_leave:
        raise RuleBroken(doing, leaving.why_no_copy, _next(leaving), rule=_rule(leaving))


def _rule(leaving: Leaving) -> str:
    return "by_release" if leaving.way is Way.RELEASE else "stays_inside"


def _next(leaving: Leaving) -> str:
    if leaving.way is Way.RELEASE:
        return "Ask for its release under Approaches."
    return "Print it, or save a copy." if leaving.way is Way.LOCKED_COPY else "Print it."
