"""What is shown of a resource that is no placement, and what a person asks to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from art_desktop.domain.deciding_words import PriceBasis, QuoteState, ResourceKind
from art_desktop.domain.ids import Pence, ProviderId, QuoteId, RequestId

# What a person asks for


@dataclass(frozen=True, kw_only=True)
class ResourceDetails:
    """What is wanted. `budget_head` is a code of `BudgetHead`."""

    resource: ResourceKind
    question: str
    budget_head: str
    about: str = ""
    court_on: date | None = None
    needed_by: date | None = None
    weeks: int | None = None


@dataclass(frozen=True, kw_only=True)
class SaveWanted:
    """Say what is wanted. `version` is 0 the first time."""

    request_id: RequestId
    version: int
    details: ResourceDetails


@dataclass(frozen=True, kw_only=True)
class AskPrice:
    """Ask an expert or a provider what it would cost. `who` is needed where it is not on the register."""

    request_id: RequestId
    provider_id: ProviderId | None = None
    who: str = ""
    contact: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RecordQuote:
    """Record a price. `units`: how many weeks, days or hours, as typed; not read for a price in all."""

    quote_id: QuoteId
    version: int
    price_pence: int
    basis: PriceBasis
    units: str = "1"
    can_start_on: date | None = None
    ready_on: date | None = None
    includes: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclineQuote:
    """Record that they cannot do it, or gave no price."""

    quote_id: QuoteId
    version: int
    note: str


@dataclass(frozen=True, kw_only=True)
class OrderResource:
    """Order by a quote: send the letter of instruction, or the referral. `units` "" orders what was quoted."""

    quote_id: QuoteId
    version: int
    starts_on: date
    ends_on: date | None = None
    report_due_on: date | None = None
    why: str = ""
    units: str = ""


@dataclass(frozen=True, kw_only=True)
class EndOrder:
    """Record that the report has come, or that support has ended: the request ends with it."""

    order_id: int
    version: int
    ended_on: date
    outcome: str
    stayed_home: bool | None = None


# What is shown


@dataclass(frozen=True)
class BudgetHead:
    """One of the local authority's own budgets."""

    code: str
    words: str


@dataclass(frozen=True)
class WantedView:
    """What is wanted, as it stands."""

    resource: ResourceKind
    question: str
    about: str
    court_on: date | None
    needed_by: date | None
    weeks: int | None
    budget_head: str
    budget_words: str
    version: int


@dataclass(frozen=True)
class QuoteView:
    """One enquiry and its answer.

    `whole_pence` is what it comes to in all. `late` says why its day is too late, `reason` why ordering it needs one.
    `cheapest`: no other price is lower. `standing`: what the register says against whoever it is.
    """

    id: QuoteId
    provider_id: ProviderId | None
    who: str
    contact: str
    asked_at: datetime
    asked_by: str
    due_on: date | None
    overdue: bool
    chased_at: datetime | None
    indicative: bool
    state: QuoteState
    price_pence: Pence | None
    basis: PriceBasis
    units: Decimal
    whole_pence: Pence | None
    price_words: str
    can_start_on: date | None
    ready_on: date | None
    includes: str
    note: str
    late: str
    cheapest: bool
    reason: str
    standing: tuple[str, ...]
    version: int


@dataclass(frozen=True)
class OrderView:
    """One order, until it is received or has ended and after."""

    id: int
    quote_id: QuoteId
    who: str
    why: str
    units_words: str
    price_pence: Pence
    starts_on: date
    ends_on: date | None
    report_due_on: date | None
    ordered_at: datetime
    ordered_by: str
    ended_on: date | None
    outcome_words: str
    version: int

    @property
    def running(self) -> bool:
        """Say whether it is neither received nor ended."""
        return self.ended_on is None


@dataclass(frozen=True)
class ProviderChoice:
    """Somebody on the register who may be asked."""

    id: ProviderId
    words: str
    contact: str


@dataclass(frozen=True)
class ResourceView:
    """All that the tabs of such a request show.

    `authorised_pence`: the most that may be spent, None where no limit is set. `may_order` is "" where something may
    be ordered now, else why not. `enquiry` is the enquiry in words that name nobody.
    """

    wanted: WantedView | None
    heads: tuple[BudgetHead, ...]
    quotes: tuple[QuoteView, ...]
    orders: tuple[OrderView, ...]
    providers: tuple[ProviderChoice, ...]
    authorised: bool
    authorised_pence: Pence | None
    may_order: str
    enquiry: str


@dataclass(frozen=True)
class CommitmentLine:
    """One order behind a figure."""

    request_id: RequestId
    reference: str
    resource: str
    who: str
    ordered_on: date
    standing: str
    price_pence: Pence


@dataclass(frozen=True)
class HeadTotal:
    """What was ordered on one budget head in a period, with the orders it is the sum of."""

    head: BudgetHead
    total_pence: Pence
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True)
class Commitments:
    """What was ordered from a day to a day, both included, by budget head; heads without any are there with nothing."""

    since: date
    until: date
    heads: tuple[HeadTotal, ...]
    total_pence: Pence
