"""The individual placement agreement: what one provider does for one child or group, from when, at what price.

It is the schedule to the framework contract, or the whole of a spot purchase (S003 §7; S004 2.2.5 to 2.2.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.deadlines import add_working_days
from art_desktop.domain.ids import Pence
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Urgency

URGENT_DAYS: Final = 5
"""Working days within which an urgent agreement is signed (product.md §5)."""


@dataclass(frozen=True)
class AgreedChild:
    """A child whom the agreement is about."""

    name: str
    reference: str
    born_on: date


@dataclass(frozen=True)
class AgreedLine:
    """One line of money a week; None is not known yet. `note` says of what it is a part, or who is paid."""

    words: str
    weekly_pence: Pence | None
    note: str = ""


@dataclass(frozen=True)
class AgreedOutcome:
    """What is to be better for the child, how that is seen, and by when."""

    outcome: str
    seen_by: str = ""
    by_on: date | None = None


@dataclass(frozen=True)
class AgreedCheck:
    """One check of the provider as it stands on the first day."""

    words: str
    standing: str
    in_order: bool


@dataclass(frozen=True)
class Telling:
    """What the provider tells the council, how soon, and whom."""

    what: str
    how_soon: str
    whom: str


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side: who it is, how it is reached, and who signs for it ("" is not known yet)."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    signs: str = ""
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement(PaperBody):
    """One agreement. Money is whole pence a week; `price` adds up to `weekly_pence`, and so do `parts`.

    `bought_on` is the lot, or the spot purchase with its reason. `yearly_pence` and `to_end_pence` are of the price
    alone. `proposed`: nobody has recorded who pays what, so the parts are the policy's.
    """

    reference: str
    council: Party
    provider: Party
    bought_on: str
    spot: bool
    contract_words: str
    children: tuple[AgreedChild, ...]
    home: str
    starts_on: date
    planned_end: date | None
    review_on: date | None
    sign_by: date
    urgent: bool
    price: tuple[AgreedLine, ...]
    weekly_pence: Pence
    yearly_pence: Pence | None
    to_end_pence: Pence | None
    price_source: str
    parts: tuple[AgreedLine, ...]
    proposed: bool = False
    supports: tuple[AgreedLine, ...] = ()
    support_words: str = ""
    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    conditions: str = ""
    outcomes: tuple[AgreedOutcome, ...] = ()
    tells: tuple[Telling, ...] = ()
    notice_days: int = 28
    notice_words: str = ""
    checks: tuple[AgreedCheck, ...] = ()
    worker: str = ""
    worker_phone: str = ""
    night_phone: str = ""


_WORKER: Final = "The social worker; out of hours the Emergency Duty Service"

TELLINGS: Final = (
    Telling(
        "The child is missing, or away without leave", "at once", f"The police, and: {_WORKER}"
    ),
    Telling(
        "An allegation against anybody who cares for the child",
        "at once, and no later than the same day",
        "The social worker, and the council's Designated Officer",
    ),
    Telling("A serious injury or illness, self-harm, restraint", "at once", _WORKER),
    Telling("The police come, or the child is arrested", "at once", _WORKER),
    Telling(
        "The child is kept out of school, or refuses to go", "the same day", "The social worker"
    ),
    Telling(
        "Another child is to move in, or somebody in the home changes",
        "before it happens",
        "The social worker, and the Access to Resources Team",
    ),
    Telling("The placement is at risk", "as soon as you think so", "The social worker"),
    Telling(
        "Registration, insurance or an inspection grade changes",
        "within 5 working days",
        "The Access to Resources Team",
    ),
    Telling(
        "How the child is: health, school, family time, what they say",
        "in writing every month",
        "The social worker",
    ),
)
"""What every provider tells; the form adds to it."""


def sign_by(starts_on: date, urgency: Urgency) -> date:
    """Return the last day for both signatures: that of the start, for an urgent one five working days after."""
    if urgency is Urgency.PLANNED:
        return starts_on
    return add_working_days(starts_on, URGENT_DAYS)
