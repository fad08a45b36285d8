"""Resources that are no placement: what is wanted, who was asked, what was ordered (product.md §3; S003 §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import PriceBasis, QuoteState, ResourceKind
from art_desktop.domain.ids import (
    AuthorisationId,
    Pence,
    ProviderId,
    QuoteId,
    RequestId,
    UserId,
)


@dataclass(eq=False, kw_only=True)
class ResourceWanted:
    """What a request for an assessment or for crisis support asks for. One for each such request.

    `question` is what the expert is to answer, or what the support is to achieve. `budget_head` is the local
    authority's own: it never moves to the permanency service (S003 §7).
    """

    id: int | None = None
    request_id: RequestId
    resource: ResourceKind
    question: str = ""
    court_on: date | None = None
    needed_by: date | None = None
    budget_head: str = ""
    weeks: int | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Quote:
    """One expert or provider asked for a price, without a name of the child's, and the answer.

    The whole price is `price_pence` times `units`, an exact decimal as text ("1", "12.5").
    """

    id: QuoteId | None = None
    request_id: RequestId
    provider_id: ProviderId | None = None
    who: str
    contact: str = ""
    asked_at: datetime
    asked_by: UserId
    due_on: date | None = None
    answered_at: datetime | None = None
    price_pence: Pence | None = None
    basis: PriceBasis = PriceBasis.FIXED
    units: str = "1"
    can_start_on: date | None = None
    ready_on: date | None = None
    includes: str = ""
    state: QuoteState = QuoteState.ASKED
    note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class ResourceOrder:
    """The quote that was chosen and ordered under an authorisation, until it is received or has ended."""

    id: int | None = None
    request_id: RequestId
    quote_id: QuoteId
    authorisation_id: AuthorisationId
    why: str
    price_pence: Pence
    starts_on: date
    ends_on: date | None = None
    report_due_on: date | None = None
    ordered_at: datetime
    ordered_by: UserId
    ended_on: date | None = None
    outcome: str = ""
    version: int = 1
