"""What goes on paper: plain frozen types, the redacted one without any place for an identity.

`RedactedReferral` is an allow-list: it is built from needs alone and has no field that could hold a
name, a date of birth, an address, a postcode or a school. Nothing is ever covered up or deleted
afterwards (engineering.md §2). `FullReferral` holds the redacted one and adds who the child is.
Free text in either must have been scanned before (`domain.redaction.find_in_answers`) and the
finished file after (`documents.scan`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from art_desktop.domain.vocabulary import Level, Sex, Together


class PaperBody:
    """What one paper says: every paper's plain frozen type derives from it and holds nothing but plain data."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What is printed at the foot of every page: the paper's own version, by whom and when.

    `printed_at` is an aware instant, `language` a BCP 47 tag. `redacted` must agree with the paper that is drawn.
    `changes` say what is another than in the version before, which was made at `replaces_made_at`. A `proof` has not
    been kept and says so on every page.
    """

    printed_by: str
    printed_at: datetime
    version: int
    indicative: bool
    redacted: bool
    language: str = "en-GB"
    reference: str = ""
    changes: tuple[str, ...] = ()
    replaces_made_at: datetime | None = None
    proof: bool = False


@dataclass(frozen=True, kw_only=True)
class ReferralHead:
    """What the request says, for all its children. Instants are aware; posts are posts, never a person's name.

    `answer_words` say how soon an answer is hoped for where no instant is known: "within 48 hours of getting this".
    `asked` are further sentences that say what is asked of the carer, beyond what follows from the needs.
    `authorised` False marks the paper as indicative: it informs a panel, it does not ask. `authorised_words` say by
    whom and when.
    """

    reference: str
    kind_words: str
    needed_by: datetime | None = None
    answer_by: datetime | None = None
    answer_words: str = ""
    ring_post: str = "Access to Resources duty officer"
    ring_phone: str = ""
    authorised: bool = False
    authorised_words: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiblingLine:
    """A brother or sister, by age and sex only; `placed_with` None where it is not known."""

    age_words: str
    sex: Sex | None = None
    placed_with: bool | None = None

    @property
    def words(self) -> str:
        """Return "brother of 6"."""
        relation = {Sex.FEMALE: "sister", Sex.MALE: "brother", None: "brother or sister"}[self.sex]
        joined = " " if self.age_words.startswith("not ") else " of "
        return f"{relation}{joined}{self.age_words}" if self.age_words else relation


@dataclass(frozen=True)
class NeedLine:
    """One need or risk that is there: its level (None: not known), how it shows, and what works.

    `levelled` is False for what is told in words alone.
    """

    title: str
    level: Level | None
    shows: str = ""
    works: str = ""
    levelled: bool = True


@dataclass(frozen=True)
class FamilyTimeLine:
    """Family time by relation and how often; never by name, never with a place."""

    relation: str
    how_often: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildAsPerson:
    """The child in their own world; an empty answer is "not known"."""

    likes: str = ""
    good_at: str = ""
    routines: str = ""
    food: str = ""
    bedtime: str = ""
    comfort: str = ""
    wishes: str = ""


@dataclass(frozen=True, kw_only=True)
class NeedsPart:
    """Needs or risks: those that are there (most complex first), those asked and absent, those not known."""

    present: tuple[NeedLine, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RedactedChild:
    """One child, without saying who.

    Empty words and None are "not known"; `unknown_facts` names those for the carer.
    """

    age_years: int | None = None
    age_words: str = ""
    sex: Sex | None = None
    gender_words: str = ""
    ethnicity: str = ""
    religion: str = ""
    languages: str = ""
    area: str = ""
    distances: tuple[str, ...] = ()
    siblings: tuple[SiblingLine, ...] = ()
    together: Together | None = None
    siblings_words: str = ""
    plan: str = ""
    expected: str = ""
    person: ChildAsPerson = ChildAsPerson()
    needs: NeedsPart = NeedsPart()
    risks: NeedsPart = NeedsPart()
    must_haves: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    family_time: tuple[FamilyTimeLine, ...] | None = None
    education: str = ""
    health: str = ""
    legal: str = ""
    asked_together: str = ""
    asked: tuple[str, ...] = ()
    unknown_facts: tuple[str, ...] = ()
    unknown_home: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """Return "girl", "boy" or, where the sex is not known, "child"."""
        return self.sex.child_word.lower() if self.sex else "child"

    @property
    def heading(self) -> str:
        """Return "Girl, 9", "Boy, 5 months" or "Child, age not known"."""
        return f"{self.noun.capitalize()}, {self.age_words or 'age not known'}"


@dataclass(frozen=True, kw_only=True)
class RedactedReferral(PaperBody):
    """The referral that may go to any provider: the request, and one part for each child."""

    head: ReferralHead
    children: tuple[RedactedChild, ...]


@dataclass(frozen=True)
class Contact:
    """Somebody to reach: "Social worker", their name, how, and where."""

    role: str
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class FamilyMember:
    """One of the child's family, by name; `note` is how often they meet, or what a carer must know."""

    relation: str
    name: str
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildIdentity:
    """Who one child is: only ever on the full referral, for the chosen home.

    `lives_now` says with whom, `keep_away` are people and places, each with the reason.
    """

    name: str
    known_as: str = ""
    born_on: date | None = None
    address: str = ""
    school_name: str = ""
    nhs_number: str = ""
    case_number: str = ""
    lives_now: str = ""
    immigration: str = ""
    family: tuple[FamilyMember, ...] = ()
    contacts: tuple[Contact, ...] = ()
    keep_away: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FullReferral(PaperBody):
    """The referral for the chosen home: the redacted one, and who each child is, in the same order.

    `support` is what was agreed to come with the placement; `night_phone` answers out of hours.
    """

    redacted: RedactedReferral
    identities: tuple[ChildIdentity, ...]
    contacts: tuple[Contact, ...] = ()
    starts_on: date | None = None
    support: str = ""
    night_phone: str = ""


Progress = Callable[[int, int], None]
"""Is told how much is done, of how much; it may raise to stop the work."""


class DocumentWriter(Protocol):
    """Draws papers: plain data in, the bytes of a PDF out."""

    def write(self, body: PaperBody, stamp: Stamp, progress: Progress | None = None) -> bytes:
        """Return the paper as a PDF; equal input gives equal bytes. Raises: ValueError: body and stamp disagree."""
        ...

    def pages_of(self, content: bytes) -> int:
        """Return how many pages a PDF has."""
        ...
