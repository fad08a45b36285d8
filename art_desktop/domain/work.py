"""Users, tasks, drafts, kept papers, imports and the dated policy tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.ids import (
    ChildId,
    DocumentId,
    HouseholdId,
    ImportId,
    MeetingId,
    Pence,
    PlacementId,
    PolicyId,
    RequestId,
    TaskId,
    UserId,
)
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    PaymentLevel,
    Post,
    RequestKind,
    TaskKind,
    Urgency,
)


@dataclass(eq=False, kw_only=True)
class User:
    """A person who may sign in. The passphrase is not here: it opens that person's key slot."""

    id: UserId | None = None
    username: str
    full_name: str
    role: Role
    phone: str = ""
    active: bool = True
    created_at: datetime
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Task:
    """Something owed by a time. `owner_id` None: the whole team's."""

    id: TaskId | None = None
    kind: TaskKind
    words: str
    due_at: datetime
    opened_at: datetime
    owner_id: UserId | None = None
    request_id: RequestId | None = None
    child_id: ChildId | None = None
    placement_id: PlacementId | None = None
    done_at: datetime | None = None
    done_by: UserId | None = None
    done_note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Draft:
    """What somebody has typed in a form and not yet saved; one for each person and form."""

    id: int | None = None
    user_id: UserId
    form: str
    body: str
    saved_at: datetime


@dataclass(eq=False, kw_only=True)
class IssuedPaper:
    """A paper as it was made, with its hash and the versions of the data it was made from.

    `subject` is `PaperAsk.key`, within which papers of a kind are numbered; `subject_words` are for people. `body` is
    what was drawn, as canonical JSON ("" on papers from before it was kept); `changes` are lines that say what is
    another than in the number before.
    """

    id: DocumentId | None = None
    request_id: RequestId | None = None
    meeting_id: MeetingId | None = None
    household_id: HouseholdId | None = None
    child_id: ChildId | None = None
    kind: PaperKind
    subject: str
    subject_words: str = ""
    number: int
    file_name: str
    sha256: str
    content: bytes
    body: str = ""
    changes: str = ""
    pages: int = 0
    made_from: str
    indicative: bool
    made_at: datetime
    made_by: UserId


@dataclass(eq=False, kw_only=True)
class ImportBatch:
    """One import that was saved: which file, what came of it."""

    id: ImportId | None = None
    kind: str
    file_name: str
    sha256: str
    mapping: str
    added: int
    changed: int
    imported_at: datetime
    imported_by: UserId


@dataclass(eq=False, kw_only=True)
class Service:
    """The one row that says whose record this is."""

    id: int | None = None
    council: str
    area_code: str
    area_name: str = ""
    team_name: str
    phone: str = ""
    out_of_hours_phone: str = ""
    demonstration: bool = False
    created_at: datetime
    version: int = 1


@dataclass(eq=False, kw_only=True)
class MatchingWeight:
    """One row of the matching policy from a day on: a weight or a limit, an exact decimal as text."""

    id: PolicyId | None = None
    code: str
    weight: str
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class AuthorisationRule:
    """One cell of the authorisation policy: for what, how urgent, who may decide (product.md §3.1).

    Several rows for the same kind and urgency are alternatives, in `position` order. `also_needs` names a post that
    must agree first; `only_if_away` one whose holder has to be away. `valid_days` is how long the decision holds. No
    row at all means there is no such route.
    """

    id: PolicyId | None = None
    kind: RequestKind
    urgency: Urgency
    joint_funding: bool | None = None
    permanency_service: bool | None = None
    post: Post
    position: int = 1
    also_needs: Post | None = None
    only_if_away: Post | None = None
    condition: str = ""
    valid_days: int = 28
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class AllowanceRate:
    """The weekly allowance at a payment level for an age band, from a day (S003 §6.1.3). Ages in whole years."""

    id: PolicyId | None = None
    level: PaymentLevel
    age_from: int
    age_to: int
    weekly_pence: Pence
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class ClockRule:
    """How long a task has, from a day: hours, or working days (reference.md §2)."""

    id: PolicyId | None = None
    kind: TaskKind
    hours: int | None = None
    working_days: int | None = None
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class SupportPrice:
    """What a support that closes a gap costs a week for one child, from a day. `support` is a code of `Support`."""

    id: PolicyId | None = None
    support: str
    weekly_pence: Pence
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class AdjoiningArea:
    """An area (ONS code) that adjoins the council's own, so that a home there is out of area but not at a distance."""

    id: PolicyId | None = None
    council_code: str
    area_code: str
    name: str
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class Setting:
    """One dated figure of policy, such as how long a review may be overdue; `value` is in its own unit."""

    id: PolicyId | None = None
    code: str
    value: str
    unit: str = ""
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class Counter:
    """The last number given in a series such as "R-2026"."""

    series: str
    last: int = 0


@dataclass(eq=False, kw_only=True)
class Code:
    """One entry of a statutory code list for the collection years in which it is valid."""

    id: int | None = None
    list_name: str
    code: str
    label: str
    from_year: int
    to_year: int | None = None
    source: str = ""
    read_on: date | None = None
