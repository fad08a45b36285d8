"""The matching record as plain data: what was considered for a child, and why it ended as it did (product.md §6).

It is read by somebody who was not there: an inspector, whoever answers a complaint, a court two years on. It names
households by name and reference and stays in the building; no address stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.ids import Pence
from art_desktop.domain.paper_pictures import SharePart, SketchPlace
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Verdict


@dataclass(frozen=True, kw_only=True)
class RecordChild:
    """One child that a home was looked for, as the search knew the needs.

    `who` is "Boy, 9"; `needs` are those that are there, with their level; `wishes` what the child says they want.
    """

    name: str
    who: str
    needs: tuple[str, ...] = ()
    must_haves: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    together: str = ""
    wishes: str = ""
    profile: str = ""


@dataclass(frozen=True)
class RecordVerdict:
    """What one criterion said of an option; `support` would close the gap.

    `weight`: hundredths that it counted in the rank, 0 for a rule. `of_child`: not known because nobody has answered
    it of the child, whatever the home is like.
    """

    code: str
    title: str
    verdict: Verdict
    sentence: str
    hard: bool = False
    support: str = ""
    weight: int = 0
    of_child: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordOption:
    """One home that could serve. `letter` names it through the whole record; money is pence a week.

    `over`: it said no, or will not be used. `rank` None: it stands on the list because a rule was overridden.
    `cost_words` say what the price leaves out.
    """

    letter: str
    title: str
    reference: str
    tier: str
    area: str
    rank: int | None
    low: int
    high: int
    state: str
    over: bool = False
    verdicts: tuple[RecordVerdict, ...]
    miles: float | None = None
    distance: str = ""
    weekly_pence: Pence | None = None
    yearly_pence: Pence | None = None
    cost_words: str = ""
    living_there: tuple[str, ...] = ()
    history: str = ""
    approvals: tuple[str, ...] = ()
    overridden: str = ""
    spot_purchase: str = ""
    matched: bool = False
    not_chosen: str = ""

    @property
    def range_words(self) -> str:
        """Return "82 to 90", or "82" where nothing is unknown."""
        return f"{self.low} to {self.high}" if self.low != self.high else str(self.low)


@dataclass(frozen=True)
class RuleCount:
    """A rule that excluded homes: how many, and which by name and reference."""

    title: str
    homes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.homes)


@dataclass(frozen=True, kw_only=True)
class RecordTier:
    """One tier: open or not, why, who opened it, and how its homes fared."""

    title: str
    open: bool
    why: str
    opened: str = ""
    considered: int = 0
    suitable: int = 0
    excluded: tuple[RuleCount, ...] = ()


@dataclass(frozen=True)
class RecordSearch:
    """One run of the search: when, by whom, what it covered, its hash."""

    ran_at: datetime
    by: str
    considered: int
    suitable: int
    indicative: bool
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RecordApproach:
    """Somebody who was asked, and what they said. `lines` are reminders, offers and what was noted, in order."""

    letter: str
    title: str
    asked_at: datetime
    asked_by: str
    how: str
    answer: str
    answered_at: datetime | None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordSaid:
    """Something that somebody said or decided: what of, by whom, when, in whose words."""

    at: datetime
    who: str
    what: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordMatch:
    """The home that was chosen, why, what it does not give, and the support that closes each gap with its week's cost.

    Lines are as they were agreed. `supports` have no price where none is set. `parts` are who pays.
    """

    letter: str
    title: str
    reference: str
    tier: str
    reasons: tuple[str, ...]
    compromises: tuple[str, ...]
    support: tuple[str, ...]
    supports: tuple[tuple[str, Pence | None], ...]
    agreed_at: datetime
    agreed_by: str
    placed: tuple[str, ...] = ()
    parts: tuple[SharePart, ...] = ()
    parts_words: str = ""


@dataclass(frozen=True)
class RecordEdition:
    """By which rules and weights it was judged: `hashes` hold them, `weights` are what each preference counted."""

    words: str
    hashes: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class MatchingRecord(PaperBody):
    """Everything that was considered for one request; `match` None while no home has been chosen.

    `compared` are the letters that are set side by side. `not_known_of_child` names what nobody has answered of the
    child, `not_known` what is not known of some of those homes, each with its letters.
    """

    reference: str
    kind: str
    urgency: str
    stage: str
    opened_at: datetime
    referred_at: datetime | None
    needed_at: datetime
    closed: str = ""
    why: str = ""
    urgent_reason: str = ""
    social_worker: str = ""
    team: str = ""
    parted: tuple[str, ...] = ()
    children: tuple[RecordChild, ...] = ()
    searches: tuple[RecordSearch, ...] = ()
    as_of: date | None = None
    stale: str = ""
    tiers: tuple[RecordTier, ...] = ()
    options: tuple[RecordOption, ...] = ()
    compared: tuple[str, ...] = ()
    places: tuple[SketchPlace, ...] = ()
    approaches: tuple[RecordApproach, ...] = ()
    views: tuple[RecordSaid, ...] = ()
    disagreements: tuple[RecordSaid, ...] = ()
    match: RecordMatch | None = None
    decisions: tuple[RecordSaid, ...] = ()
    approvals: tuple[RecordSaid, ...] = ()
    not_known: tuple[str, ...] = ()
    not_known_of_child: tuple[str, ...] = ()
    edition: RecordEdition | None = None

    @property
    def considered(self) -> int:
        """How many homes the last search looked at."""
        return sum(tier.considered for tier in self.tiers)

    def option(self, letter: str) -> RecordOption | None:
        """Return an option by its letter."""
        return next((one for one in self.options if one.letter == letter), None)


def letters(count: int) -> tuple[str, ...]:
    """Return so many letters in order: A to Z, then AA, AB and on."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    found = []
    for at in range(count):
        before, last = divmod(at, 26)
        found.append((alphabet[before - 1] if before else "") + alphabet[last])
    return tuple(found)
