"""Cases as panels read them, of every size, without a record behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from art_desktop.domain.deciding_words import AgendaState, Funder, MeetingState, PanelKind
from art_desktop.domain.ids import AgendaItemId, MeetingId, OptionId, Pence, RequestId
from art_desktop.domain.panel_room_views import RoomItem, RoomView
from art_desktop.domain.panel_views import (
    CaseChild,
    CaseCost,
    CaseLine,
    CaseNeed,
    CaseOption,
    CasePart,
    CaseVerdict,
    CaseView,
)
from art_desktop.domain.vocabulary import Level, OptionState, Tier, Verdict

BEGINS = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

_TITLES = (
    ("siblings_together", "Siblings together", False),
    ("free_places", "Free places on the date", True),
    ("same_school", "Stays at the same school", False),
    ("attachment", "Attachment and trauma", False),
    ("missing", "Going missing", False),
    ("no_conflict", "Safe with the children who live there", True),
    ("faith", "Faith", False),
    ("language", "Language", False),
    ("near_home", "Near home", False),
    ("family_time", "Time with family", False),
    ("age_experience", "Experience with the age group", False),
    ("length", "Length of stay fits", False),
    ("interests", "Interests in common", False),
    ("record", "Placements sustained", False),
    ("load", "Room for one more", False),
    ("pets", "Pets", True),
    ("autism", "Autism", False),
    ("someone_home", "Someone at home in the day", True),
    ("own_bedroom", "A bedroom of their own", True),
    ("checks", "Checks in date", True),
)
_CODES = "MMMSUMNUMMMMUMMMSMMM", "MMSMUMMUNMMSUSMMMMMM", "MNMMUMMUMSMMUMSMMUMM"
_OF = {
    "M": Verdict.MET,
    "S": Verdict.SUPPORT,
    "U": Verdict.UNKNOWN,
    "N": Verdict.NOT_MET,
}


def verdicts(codes: str) -> tuple[CaseVerdict, ...]:
    """Return a verdict for each letter."""
    return tuple(
        CaseVerdict(
            code,
            title,
            _OF[letter],
            f"{title}: the carers have looked after children with the same need before, and would want a telephone"
            " line that somebody answers at night.",
            hard=hard,
        )
        for (code, title, hard), letter in zip(_TITLES, codes, strict=True)
    )


def option(at: int, **changes: object) -> CaseOption:
    """Return an option; 0 and 1 are in-house, 2 is an agency's."""
    weekly = (26514, 43800, 102375)[at % 3]
    letter = "ABCDEF"[at]
    made = CaseOption(
        option_id=OptionId(at + 1),
        letter=letter,
        title=(
            f"In-house household {letter}, PE4 area",
            f"In-house household {letter}, PE1 area",
            f"Household {letter} of Fenside Fostering, PE7 area",
        )[at % 3],
        tier=(Tier.IN_HOUSE, Tier.IN_HOUSE, Tier.IFA)[at % 3],
        about=("2 carers, 1 child placed there", "1 carer, someone home in the day", "2 carers")[
            at % 3
        ],
        low=82 - 4 * at,
        high=90 - at,
        state=(OptionState.OFFERED, OptionState.ASKED, OptionState.OFFERED)[at % 3],
        verdicts=verdicts(_CODES[at % 3]),
        distances=(
            CaseLine("Home", "4.3 miles"),
            CaseLine("School", "1.2 miles"),
            CaseLine("Grandmother", "6.0 miles"),
        ),
        cost=CaseCost(
            weekly_pence=Pence(weekly),
            yearly_pence=Pence(weekly * 365 // 7),
            to_end_pence=Pence(weekly * 104),
            ends_on=date(2028, 11, 20),
            parts=(
                CasePart(Funder.SOCIAL_CARE, Pence(weekly * 28 // 100)),
                CasePart(Funder.EDUCATION, Pence(weekly - weekly * 28 // 100)),
            )
            if at % 3 == 2
            else (CasePart(Funder.SOCIAL_CARE, Pence(weekly)),),
            proposed=at % 3 == 2,
        ),
        starts_on=date(2026, 11, 27),
        inspection="Ofsted: Good" if at % 3 == 2 else "",
        terms="Includes: therapy once a fortnight\nOn condition: a planned introduction"
        if at % 3 == 2
        else "",
        view="Agrees\nHe came back talking." if at == 0 else "",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # given by name


def child(heading: str = "Boy, 9", *, long: bool = False) -> CaseChild:
    """Return a child; `long`: with answers of many lines."""
    more = (
        " He tells you what he thinks if you sit beside him and do not look at him." if long else ""
    )
    return CaseChild(
        heading=heading,
        person=(
            CaseLine("Likes", f"Worms, maps, and being goalkeeper in any weather.{more * 3}"),
            CaseLine(
                "Says they want", f"To be with his brother, and a door that shuts quietly.{more}"
            ),
            CaseLine("Comfort", f"A grey rabbit with one ear; the same song twice.{more}"),
            CaseLine("Routines", f"Porridge first, then clothes. Counts the stairs.{more}"),
            CaseLine("Good at", "Drawing from memory."),
        ),
        needs=(
            CaseNeed(
                "Attachment and trauma",
                Level.COMPLEX,
                f"Clings at the gate.{more}",
                "A photograph.",
            ),
            CaseNeed(
                "Going missing",
                Level.SIGNIFICANT,
                "Three times since August, to the canal.",
                "A walk at four.",
            ),
            CaseNeed("Education support", Level.SOME, "Reads above his age.", ""),
            CaseNeed("Autism", Level.SOME, "Waiting to be seen.", ""),
        ),
        facts=(
            CaseLine("Plan", "Long-term"),
            CaseLine("Legal status", "Interim care order"),
            CaseLine("Home area", "Peterborough, PE3 area"),
            CaseLine("Sees", "Grandmother, every Sunday; Mum, once a fortnight"),
        ),
        not_known=("Substance misuse", "Offending", "religion"),
    )


def case(options: int = 3, *, children: int = 1, long: bool = False, **changes: object) -> CaseView:
    """Return a case with so many options and children."""
    ages = (9, 6, 12, 4, 14, 2, 15, 11)
    words = {1: "Boy, 9", 2: "Boy, 9 · with brother, 6"}.get(
        children,
        "Boy, 9 · with "
        + ", ".join(f"brother, {age}" for age in ages[1 : children - 1])
        + f" and sister, {ages[children - 1]}",
    )
    made = CaseView(
        reference="R-2026-0143",
        children_words=words,
        kind_words="Becoming looked after for the first time",
        urgency_words="",
        needed_at=BEGINS + timedelta(days=3, hours=8),
        asked="To look after him and his brother together, in-house if one of the two households can, for years.",
        why="Their aunt cannot go on: she was in hospital twice this month.",
        children=tuple(
            child(f"{'Girl' if at and at == children - 1 else 'Boy'}, {ages[at]}", long=long)
            for at in range(children)
        ),
        tried=(
            "3 in-house households asked: 1 said yes, 1 said no (too far from school or family) and 1 not answered yet",
            "In-house: not used: 4 no free place on the date, 2 make-up of the household",
        ),
        decisions=("Deferred by PASP, Wed 11 Nov 2026, to Wed 25 Nov 2026: the school's view",),
        options=tuple(option(at) for at in range(options)),
        rest="34 more could serve; 2 said no; 137 not suitable",
        searched_on=date(2026, 11, 23),
        indicative=True,
        basis="a1b2",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # given by name


def item(at: int, shown: CaseView | None, **changes: object) -> RoomItem:
    """Return an item of twenty minutes in its slot."""
    made = RoomItem(
        id=AgendaItemId(at + 1),
        position=at + 1,
        starts_at=BEGINS + timedelta(minutes=20 * at),
        ends_at=BEGINS + timedelta(minutes=20 * (at + 1)),
        state=AgendaState.WAITING,
        version=1,
        case=shown,
        case_number=1 if shown else 0,
        request_id=RequestId(at + 1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # given by name


def room(*cases: CaseView | None, why_not_decide: str = "") -> RoomView:
    """Return a meeting with these cases."""
    return RoomView(
        id=MeetingId(1),
        panel=PanelKind.PASP,
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        place="Room 4",
        chair="Grace Penhaligon",
        state=MeetingState.UNDER_WAY,
        items=tuple(item(at, one) for at, one in enumerate(cases)),
        why_not_decide=why_not_decide,
    )
