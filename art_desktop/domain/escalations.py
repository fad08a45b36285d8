"""A disagreement about a home, and the fixed ladder that it climbs (product.md §3.4; S003 §17)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.ids import EscalationId, OptionId, RequestId, UserId, ViewId


@dataclass(eq=False, kw_only=True)
class ViewAsked:
    """The child's social worker asked for a view of one option: by whom, when, until when, and when it came.

    `support` is the added support that was named when asking again after a disagreement. `answered_at` is when the
    view came, or when nobody needed it any more; None while it is waited for.
    """

    id: int | None = None
    request_id: RequestId
    option_id: OptionId
    asked_of: str
    asked_at: datetime
    asked_by: UserId
    due_at: datetime
    support: str = ""
    answered_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class EscalationStep:
    """One rung: who is to settle it and by when; `result` None while it has not been heard."""

    id: int | None = None
    escalation_id: EscalationId | None = None
    rung: Rung
    who: str
    raised_at: datetime
    due_at: datetime
    heard_at: datetime | None = None
    result: RungResult | None = None
    words: str = ""
    recorded_by: UserId


@dataclass(eq=False, kw_only=True)
class Escalation:
    """A disagreement of the social worker's with one option, from the view that began it until it is settled.

    `view_id` is the disagreement that it is about: where the social worker disagrees anew while it is open, the newer
    one. `safeguarding`: it is about a decision of a panel that binds all but where safety is in question, so that it
    began with the line managers. `ended` says why it is over, at `settled_at`; both None while it is open.
    `board_on` is the Joint Governance Board that it was taken to; `lessons` what was learnt there.
    """

    id: EscalationId | None = None
    request_id: RequestId
    option_id: OptionId
    view_id: ViewId
    about: str
    opened_at: datetime
    opened_by: UserId
    safeguarding: bool = False
    settled_at: datetime | None = None
    ended: EscalationEnd | None = None
    board_on: date | None = None
    lessons: str = ""
    version: int = 1
    steps: list[EscalationStep] = field(default_factory=list)
