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

    `question` is what the expert is to answer, or what the support is to achieve; `about` whom it looks at beside the
    children of the request, such as "both parents". `budget_head` is the code of one of the local authority's own: it
    never moves to the permanency service (S003 §7). `weeks`: for how long support is wanted.
    """

    id: int | None = None
    request_id: RequestId
    resource: ResourceKind
    question: str = ""
    about: str = ""
    court_on: date | None = None
    needed_by: date | None = None
    budget_head: str = ""
    weeks: int | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Quote:
    """One expert or provider asked for a price, without a name of the child's, and the answer.

    The whole price is `price_pence` times `units`, an exact decimal as text ("1", "12.5"). `indicative`: it was asked
    before there was an authorisation, so that nothing may be ordered on it yet.
    """

    id: QuoteId | None = None
    request_id: RequestId
    provider_id: ProviderId | None = None
    who: str
    contact: str = ""
    asked_at: datetime
    asked_by: UserId
    due_on: date | None = None
    indicative: bool = True
    chased_at: datetime | None = None
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
    """The quote that was chosen and ordered under an authorisation, until it is received or has ended.

    A request has more than one where support was extended: each under an authorisation of its own. `price_pence` is the
    whole price of `units` of the quote. `stayed_home` is what became of the child when support ended.
    """

    id: int | None = None
    request_id: RequestId
    quote_id: QuoteId
    authorisation_id: AuthorisationId
    why: str
    units: str = "1"
    price_pence: Pence
    starts_on: date
    ends_on: date | None = None
    report_due_on: date | None = None
    ordered_at: datetime
    ordered_by: UserId
    ended_on: date | None = None
    ended_at: datetime | None = None
    ended_by: UserId | None = None
    outcome: str = ""
    stayed_home: bool | None = None
    version: int = 1
