"""The referral pack: everything that the chosen home gets before the child comes (product.md §6, document 3).

The full referral, and for each child the placement plan, who decides what, whom to ring, the risk plan and the child's
own page. Plain frozen types; empty words are "not yet settled".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.delegation import Decider
from art_desktop.domain.papers import FullReferral, PaperBody
from art_desktop.domain.vocabulary import Level


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Which version of a form a page was made from; number 0: nobody has filled it in, the record proposes it."""

    number: int = 0
    saved_on: date | None = None
    saved_by: str = ""


@dataclass(frozen=True)
class Line:
    """A label and what was answered."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class FamilyTimeRow:
    """Time with one of the family: with whom, when, where, and who helps."""

    who: str
    how_often: str = ""
    where: str = ""
    helps: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportRow:
    """One support that was agreed."""

    what: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanSection:
    """What the plan says under one heading; `open` are the labels of what is not yet settled there."""

    title: str
    lines: tuple[Line, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlacementPlan(PaperBody):
    """How one home cares for one child.

    `strip` are the days that everybody asks for first; `night_phone` rings the Emergency Duty Service. `ask` is whom to
    ask about what is not yet settled.
    """

    reference: str
    name: str
    age_words: str = ""
    home: str = ""
    strip: tuple[Line, ...] = ()
    night_phone: str = ""
    move: PlanSection
    day: PlanSection
    health: PlanSection
    family_time: tuple[FamilyTimeRow, ...] = ()
    family: PlanSection
    visits: PlanSection
    missing: PlanSection
    money: PlanSection
    home_meets: PlanSection
    support: tuple[SupportRow, ...] = ()
    ending: PlanSection
    ask: str = ""
    filled: Filled = Filled()


@dataclass(frozen=True)
class AuthorityLine:
    """Who decides one thing, and under which conditions."""

    topic: str
    who: Decider
    conditions: str = ""


@dataclass(frozen=True, kw_only=True)
class AuthorityGroup:
    """What is settled of one part of life, and which topics are open."""

    title: str
    settled: tuple[AuthorityLine, ...] = ()
    open: tuple[AuthorityLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DelegatedAuthority(PaperBody):
    """Who decides what for one child."""

    reference: str
    name: str
    born_on: date | None = None
    legal: str = ""
    groups: tuple[AuthorityGroup, ...] = ()
    ask: str = ""
    night_phone: str = ""
    filled: Filled = Filled()


@dataclass(frozen=True, kw_only=True)
class PhoneLine:
    """Somebody to ring."""

    role: str
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactSheet(PaperBody):
    """Whom to ring about one child: `first` are printed large, `no_number` are those whose number is not known."""

    reference: str
    name: str
    first: tuple[PhoneLine, ...] = ()
    others: tuple[PhoneLine, ...] = ()
    no_number: tuple[PhoneLine, ...] = ()
    not_told: str = ""
    ask: str = ""
    filled: Filled = Filled()


@dataclass(frozen=True, kw_only=True)
class RiskBlock:
    """One risk: what to do when it happens, what is done before, whom to tell, what to write down."""

    title: str
    level: Level | None = None
    shows: str = ""
    works: str = ""
    prevent: str = ""
    happens: str = ""
    tell: str = ""
    write: str = ""


@dataclass(frozen=True, kw_only=True)
class RiskPlan(PaperBody):
    """What is done about each risk of one child. `unknown` are risks nobody has been able to answer for."""

    reference: str
    name: str
    risks: tuple[RiskBlock, ...] = ()
    unknown: tuple[str, ...] = ()
    house: str = ""
    ask: str = ""
    night_phone: str = ""
    filled: Filled = Filled()


@dataclass(frozen=True, kw_only=True)
class ChildPack:
    """The pages about one child; `own_page` is the child's, with nothing said in it before `own_page_said`."""

    name: str
    plan: PlacementPlan
    authority: DelegatedAuthority
    contacts: ContactSheet
    risks: RiskPlan
    own_page: PaperBody | None = None
    own_page_said: bool = False


@dataclass(frozen=True, kw_only=True)
class ToCome:
    """What is not in the pack yet, for whom, and by when it has to be there; `by` None: the law sets no day."""

    what: str
    by: date | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferralPack(PaperBody):
    """The whole pack: the referral with every name, and the pages about each child, in the same order."""

    reference: str
    kind_words: str
    names: tuple[str, ...]
    home: str = ""
    starts_on: date | None = None
    referral: FullReferral
    children: tuple[ChildPack, ...]
    to_come: tuple[ToCome, ...] = ()
    ask: str = ""
