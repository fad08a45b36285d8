"""What the services tell of a shortlist: its options, what changed, what would change it, what a match needs.

Days are local `date`s, money whole pence, distances miles to one decimal, as everywhere in the read models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.costs import OptionCost
from art_desktop.domain.ids import (
    ChildId,
    HomeId,
    HouseholdId,
    OptionId,
    Pence,
    ProviderId,
    RequestId,
    SearchId,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    ApprovalTrigger,
    Decision,
    NotUsedReason,
    OptionState,
    Post,
    Tier,
    Verdict,
)


@dataclass(frozen=True)
class EffectView:
    """What another profile, or another day, makes of a shortlist: a line for a banner, and one for each change."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SupportCost:
    """A support that would close a gap, and what it costs a week for one child; None where no price is set."""

    words: str
    weekly_pence: Pence | None


@dataclass(frozen=True)
class ApprovalView:
    """Something a match needs approved beside its authorisation: why, who may give it, and how it stands.

    `posts` are those who may decide. `decision` None: nobody has been asked, or not answered.
    """

    trigger: ApprovalTrigger
    title: str
    sentence: str
    source: str
    posts: tuple[Post, ...]
    decision: Decision | None = None
    decided_by: str = ""
    decided_on: date | None = None

    @property
    def given(self) -> bool:
        """Say whether it has been approved."""
        return self.decision is not None and self.decision.permits

    @property
    def words(self) -> str:
        """Return how it stands, in a line."""
        if self.decision is None:
            return f"{self.title}: to be approved by {' or '.join(p.words for p in self.posts)}"
        return f"{self.title}: {self.decision.words.lower()} by {self.decided_by}"


@dataclass(frozen=True)
class LetInView:
    """An excluded candidate, the smallest change that would let it in, and where it would then stand."""

    option_id: OptionId
    title: str
    tier: Tier
    changes: tuple[str, ...]
    rank: int
    low: int
    high: int
    who: str


@dataclass(frozen=True)
class BlockView:
    """Brothers and sisters who would live together in a split, and where."""

    children: tuple[ChildId, ...]
    children_words: str
    title: str
    tier: Tier
    low: int
    high: int


@dataclass(frozen=True)
class SplitView:
    """One way to place brothers and sisters apart. `miles_words` says how far apart they would live."""

    blocks: tuple[BlockView, ...]
    apart_words: str
    miles_words: str


@dataclass(frozen=True)
class SiblingsView:
    """Whether a home can take brothers and sisters together, and the best splits where they are looked at.

    `together` counts the homes that could take all of them. `wish` is what the profiles say; where `needs_decision`,
    parting them goes against it, or nobody has answered.
    """

    together: int
    wish: str
    why_not: str
    splits: tuple[SplitView, ...]
    needs_decision: bool = True


@dataclass(frozen=True, kw_only=True)
class PartSiblings:
    """Place brothers and sisters apart: the first group stays on the request, each other gets one of its own.

    Every child of the request is in one group. `reason` is why, `decided_by` who decided it.
    """

    request_id: RequestId
    version: int
    groups: tuple[tuple[ChildId, ...], ...]
    reason: str
    decided_by: str


@dataclass(frozen=True, kw_only=True)
class RecordAddedApproval:
    """Record what somebody decided on something that a match needs approved.

    `on`: the day from which the placement is planned; None for the day on which the home is needed.
    """

    option_id: OptionId
    trigger: ApprovalTrigger
    post: Post
    decided_by: str
    decision: Decision
    note: str = ""
    on: date | None = None


@dataclass(frozen=True)
class VerdictView:
    """What one criterion said of one option, with its sentence, source, and the support that would close the gap."""

    code: str
    title: str
    verdict: Verdict
    sentence: str
    source: str = ""
    hard: bool = False
    support: str = ""
    overridable_by: Role | None = None


@dataclass(frozen=True)
class OptionView:
    """One candidate of the shortlist. `highlights` are the verdicts that tell it apart, best first.

    `family_miles` are whom the children see, by relation, and how far it is. `approvals` are what the match would need
    approved. `support_costs` are a week's, for all the children. `cost` is None for one that is not suitable.
    """

    id: OptionId
    tier: Tier
    household_id: HouseholdId | None
    provider_id: ProviderId | None
    home_id: HomeId | None
    title: str
    area: str
    suitable: bool
    rank: int | None
    low: int
    high: int
    state: OptionState
    state_words: str
    excluded_by: str
    excluded_words: str
    weekly_price_pence: Pence | None
    distance_miles: float | None
    school_miles: float | None
    verdicts: tuple[VerdictView, ...]
    highlights: tuple[VerdictView, ...]
    not_used_reason: NotUsedReason | None
    not_used_note: str
    proposed_reason: NotUsedReason | None
    override_reason: str
    overridable_by: Role | None
    who_lives_there: tuple[str, ...]
    history: str
    version: int
    family_miles: tuple[tuple[str, float | None], ...] = ()
    approvals: tuple[ApprovalView, ...] = ()
    support_costs: tuple[SupportCost, ...] = ()
    excluded_codes: tuple[str, ...] = ()
    spot_purchase: str = ""
    cost: OptionCost | None = None

    @property
    def support_pence(self) -> Pence | None:
        """Return what all the support that closes the gaps costs a week; None where one has no price."""
        known = [cost.weekly_pence for cost in self.support_costs]
        return None if None in known else Pence(sum(pence for pence in known if pence is not None))


@dataclass(frozen=True)
class TierView:
    """One tier of the shortlist: open or not, why, and what is missing before it opens."""

    tier: Tier
    open: bool
    why: str
    missing: tuple[str, ...]
    considered: int
    suitable: tuple[OptionView, ...]
    not_suitable: tuple[OptionView, ...]
    excluded_counts: tuple[tuple[str, int], ...]
    searched_at: datetime | None


@dataclass(frozen=True)
class ShortlistView:
    """The shortlist of a request as it stands: tiers in order, as the last search left them."""

    request_id: RequestId
    search_id: SearchId | None
    as_of: date | None
    indicative: bool
    stale: str
    tiers: tuple[TierView, ...]
    policy_words: str
    learn: tuple[str, ...] = ()
