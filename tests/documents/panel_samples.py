"""Invented cases for the panel's papers: a baby, four siblings, a girl of fifteen, eight siblings, an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from art_desktop.domain.deciding_words import AgendaState, Funder, MeetingPart
from art_desktop.domain.ids import OptionId, Pence
from art_desktop.domain.panel_papers import (
    DecisionLetter,
    LetterChild,
    MinuteAction,
    MinuteItem,
    MinuteShare,
    MinuteSplit,
    NextStep,
    PackItem,
    PanelMeeting,
    PanelMinutes,
    PanelPack,
    PanelPerson,
)
from art_desktop.domain.panel_views import (
    CaseChild,
    CaseCost,
    CaseLine,
    CaseNeed,
    CaseOption,
    CasePart,
    CaseQuote,
    CaseResource,
    CaseVerdict,
    CaseView,
)
from art_desktop.domain.papers import Stamp
from art_desktop.domain.vocabulary import Decision, Level, OptionState, Tier, Verdict

BEGINS = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
MADE = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
STAMP = Stamp(
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 23, 16, 40, tzinfo=UTC),
    version=1,
    indicative=False,
    redacted=True,
    reference="PASP 25 Nov 2026",
)
CHAIR = PanelPerson("Nicholas Abara", "Assistant Director", MeetingPart.CHAIR)
PEOPLE = (
    CHAIR,
    PanelPerson("Moira Kettleborough", "Head of Service, Family Safeguarding"),
    PanelPerson("Devan Raithatha", "Head of Service, Children in Care"),
    PanelPerson("Siobhan Tull", "Virtual School"),
    PanelPerson("Geoffrey Amankwah", "Legal Services", MeetingPart.ATTENDEE),
    PanelPerson("Mary Manager", "", MeetingPart.MINUTES),
)
PASP = PanelMeeting(
    panel="PASP",
    long_name="Peterborough Access to Support Panel",
    starts_at=BEGINS,
    ends_at=BEGINS + timedelta(hours=3),
    place="Sand Martin House, Bittern Way, room 2",
    chair="Nicholas Abara",
    quorum=4,
    quorum_words="4 of 6 coming; quorum 4: will be quorate",
)
JASP = replace(
    PASP,
    panel="JASP",
    long_name="Joint Agency Support Panel",
    change_words="In PASP’s place, the last Wednesday of the month",
)

_CRITERIA = (
    ("siblings", "Brothers and sisters together", False),
    ("free_places", "Free places on the date", True),
    ("same_school", "Stays at the same school", False),
    ("attachment", "Skills: Attachment and trauma", False),
    ("missing", "Skills: Going missing", False),
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
    ("autism", "Skills: Autism", False),
    ("someone_home", "Someone at home in the day", True),
    ("own_bedroom", "A bedroom of their own", True),
    ("checks", "Checks in date", True),
)
_SAID = {
    "M": (Verdict.MET, "The carers have done it before, and it stood."),
    "S": (
        Verdict.SUPPORT,
        "One carer has some experience; a telephone line that is answered at night would close the gap.",
    ),
    "U": (Verdict.UNKNOWN, "Nobody has asked them yet."),
    "N": (Verdict.NOT_MET, "It is 11.4 miles further than the journey that was asked for."),
    "A": (Verdict.NOT_APPLICABLE, ""),
}
_CODES = (
    "MMMSUMNUMMMMUMMMSMMM",
    "MMSMUMMUNMMSUSMMMMMM",
    "MNMMUMMUMSMMUMSMMUMM",
    "SMNMMMAUMMMMUMMSSMMM",
    "MMMMMMMMMMMMMMMMMMMM",
    "UUUUUUUUUUUUUUUUUUUU",
)


def home(at: int, *, joint: bool = False, **changes: Any) -> CaseOption:
    """Return one home; every third is an agency's or a children's home."""
    weekly = (26514, 43800, 402375)[at % 3]
    letter = "ABCDEF"[at]
    education = weekly * 72 // 100
    parts: tuple[CasePart, ...] = (CasePart(Funder.SOCIAL_CARE, Pence(weekly)),)
    if joint:
        parts = (
            CasePart(Funder.SOCIAL_CARE, Pence(weekly - education - weekly // 10)),
            CasePart(Funder.EDUCATION, Pence(education)),
            CasePart(Funder.HEALTH, Pence(weekly // 10)),
        )
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
        state=(OptionState.OFFERED, OptionState.ASKED, OptionState.OPEN)[at % 3],
        verdicts=tuple(
            CaseVerdict(code, title, *_SAID[said], hard=hard)
            for (code, title, hard), said in zip(_CRITERIA, _CODES[at], strict=True)
        ),
        distances=(
            CaseLine("Home", f"{4.3 + 2.9 * at:.1f} miles"),
            CaseLine("School", "1.2 miles"),
            CaseLine("Grandmother", "6.0 miles"),
        ),
        cost=CaseCost(
            weekly_pence=Pence(weekly),
            yearly_pence=Pence(weekly * 365 // 7),
            to_end_pence=Pence(weekly * 104),
            ends_on=date(2028, 11, 20),
            parts=parts,
            proposed=joint and at != 2,
            not_known=("The therapy that the agency would add",) if at % 3 == 2 else (),
        ),
        starts_on=date(2026, 11, 27),
        inspection="Ofsted: Good" if at % 3 == 2 else "",
        terms="Includes: therapy once a fortnight\nOn condition: a planned introduction"
        if at % 3 == 2
        else "",
        view="Agrees\nHe came back from the visit talking." if at == 0 else "",
        approvals=("Outside the council's area: the Head of Service",) if at % 3 == 2 else (),
    )
    return replace(made, **changes)


def homes(count: int, *, joint: bool = False) -> tuple[CaseOption, ...]:
    """Return so many homes, up to six."""
    return tuple(home(at, joint=joint) for at in range(count))


BABY = CaseChild(
    heading="Girl, 5 months",
    person=(
        CaseLine("Likes", "Being held facing outwards so that she can see the room. Bath time."),
        CaseLine("Comfort", "A hand on her tummy and low humming. Her grey blanket."),
        CaseLine("Routines", "Naps at 10 and at 2. A walk in the pram settles her."),
        CaseLine("Good at", "Smiling back. She has just found her feet."),
        CaseLine("Bedtime", "Bath at 6, last bottle at 6:30, the door open."),
        CaseLine("Food", "First formula, five times a day. Winding takes a while."),
    ),
    needs=(
        CaseNeed(
            "Physical health and personal care",
            Level.SOME,
            "Reflux, on medicine twice a day.",
            "Upright for 20 minutes after a feed.",
        ),
        CaseNeed("Attachment and trauma", Level.SOME, "Slow to settle with new people."),
    ),
    facts=(
        CaseLine("Plan", "Short-term, about 26 weeks"),
        CaseLine("Legal status", "Interim care order"),
        CaseLine("Home area", "Peterborough, PE3 area"),
        CaseLine("Sees", "Mum, Monday, Wednesday and Friday, 10 to 12, supervised"),
    ),
    not_known=("Religion", "Allergies"),
)
FIFTEEN = CaseChild(
    heading="Girl, 15",
    person=(
        CaseLine("Likes", "Drum and bass, false nails, her grandad's dog, and being asked twice."),
        CaseLine(
            "Says they want",
            "“Somewhere with a lock on the bathroom. Not another place where they read my file at me.”",
        ),
        CaseLine("Comfort", "A long bath, headphones, and nobody talking before ten."),
        CaseLine("Good at", "Hair. She cut all the girls' hair in the last home."),
    ),
    needs=(
        CaseNeed(
            "Sexual exploitation",
            Level.COMPLEX,
            "Two older men known to the police; new phones; back after midnight in borrowed clothes.",
            "One worker whom she rings. Being fetched without a lecture. A reason to be in on Fridays.",
        ),
        CaseNeed(
            "Going missing",
            Level.COMPLEX,
            "Eleven times since July, the longest for two nights.",
            "A text at nine that expects an answer.",
        ),
        CaseNeed(
            "Self-harm",
            Level.SIGNIFICANT,
            "Cuts her upper arms after calls with her mother.",
            "Being in the kitchen with somebody. Ice. Her own safety plan on the fridge.",
        ),
        CaseNeed("Education support", Level.SIGNIFICANT, "On a part-time timetable since May."),
        CaseNeed("Substance misuse", Level.SOME, "Cannabis at weekends.", "Not being searched."),
        CaseNeed("Autism", None, "Waiting to be seen since March."),
    ),
    facts=(
        CaseLine("Plan", "Long-term"),
        CaseLine("Legal status", "Full care order"),
        CaseLine("Must have", "no other children of her age; staff awake at night"),
        CaseLine("Away from", "the centre of town after dark"),
        CaseLine("Education", "Year 11; an education, health and care plan is being drawn up"),
    ),
    not_known=("Offending", "Fire-setting", "Allergies", "Passport"),
)


def brother(at: int) -> CaseChild:
    """Return one of up to eight brothers and sisters."""
    age = (9, 6, 12, 4, 14, 2, 15, 11)[at]
    sex = "Girl" if at % 3 == 1 else "Boy"
    likes = (
        "Worms, maps, and being goalkeeper in any weather.",
        "Glitter, the number seven, and her oldest brother.",
        "Pigeons. He knows every loft in the street.",
        "Running. Being chased.",
        "Making films on an old telephone; quiet.",
        "Buses.",
        "Boxing, and looking after the small ones.",
        "Baking with salt instead of sugar, on purpose.",
    )[at]
    return CaseChild(
        heading=f"{sex}, {age}",
        person=(
            CaseLine("Likes", likes),
            CaseLine("Says they want", "To be with the others, and a door that shuts quietly."),
            CaseLine("Routines", "Porridge first, then clothes. Counts the stairs."),
            CaseLine("Comfort", "A grey rabbit with one ear; the same song twice."),
        ),
        needs=(
            CaseNeed(
                "Attachment and trauma",
                Level.COMPLEX if at == 0 else Level.SOME,
                "Clings at the gate, and eats as if it were the last time.",
                "A photograph in the pocket; food within reach.",
            ),
            CaseNeed("Education support", Level.SOME, "Reads above the age; will not write."),
        ),
        facts=(
            CaseLine("Plan", "Long-term, together if at all possible"),
            CaseLine("Legal status", "Interim care order"),
            CaseLine("Sees", "Grandmother, every Sunday; Mum, once a fortnight"),
        ),
        not_known=("Substance misuse", "Religion"),
    )


def case(*children: CaseChild, **changes: Any) -> CaseView:
    """Return a case of these children."""
    first, *others = children or (BABY,)
    words = first.heading
    if others:
        told = ", ".join(one.heading.lower() for one in others)
        words += f" · with {told}"
    made = CaseView(
        reference="R-2026-0143",
        children_words=words,
        kind_words="Becoming looked after for the first time",
        needed_at=BEGINS + timedelta(days=3, hours=7, minutes=30),
        asked="To agree: becoming looked after for the first time, and an in-house home near the family.",
        why="Their aunt cannot go on: she was in hospital twice this month.",
        children=(first, *others),
        tried=(
            "3 in-house households asked: 1 said yes, 1 said no (too far from school or family) and 1 not answered yet",
            "In-house: not used: 4 no free place on the date, 2 make-up of the household",
        ),
        decisions=("Deferred by PASP, Wed 11 Nov 2026, to Wed 25 Nov 2026: the school's view",),
        options=homes(3),
        rest="34 more could serve; 2 said no; 137 not suitable (88 free places on the date, 21 approval)",
        searched_on=date(2026, 11, 20),
        indicative=True,
        basis="a1b2",
        urgency_words="",
    )
    return replace(made, **changes)


ASSESSMENT = case(
    replace(brother(0), not_known=()),
    kind_words="Specialist assessment",
    asked="To agree: a psychologist's assessment before proceedings, up to £4,200.",
    options=(),
    rest="",
    tried=(),
    resource=CaseResource(
        title="Psychologist's assessment",
        lines=(
            CaseLine("Question", "Can he live with his father, and what would have to be there?"),
            CaseLine("Needed by", "Fri 29 Jan 2027"),
            CaseLine("The court sits", "Mon 8 Feb 2027"),
            CaseLine("Paid from", "Legal and assessments (local authority)"),
        ),
        quotes=(
            CaseQuote(
                who="Fen Psychology",
                state="Quoted",
                whole_pence=Pence(380000),
                price="£95.00 an hour × 40 hours",
                can_start_on=date(2026, 12, 7),
                ready_on=date(2027, 1, 22),
                includes="one day in court",
            ),
            CaseQuote(
                who="Dr Marsh",
                state="Quoted",
                whole_pence=Pence(420000),
                price="£4,200.00 in all",
                ready_on=date(2027, 2, 5),
                late="7 days after it is needed",
            ),
            CaseQuote(who="North Bank Practice", state="Asked, no answer yet"),
        ),
        ordered=("Dr Marsh, from Mon 2 Mar 2026: £1,900.00",),
    ),
)
FOUR = case(*(brother(at) for at in range(4)), options=homes(4))
EIGHT = case(*(brother(at) for at in range(8)), options=homes(6))
GIRL = case(
    FIFTEEN,
    kind_words="Change of placement",
    asked="To agree: a solo children's home with education for a year, and how it is funded.",
    urgency_words="Urgent: the home has given notice for Friday.",
    options=(
        home(0, joint=True),
        home(1, joint=True),
        home(
            2,
            joint=True,
            title="Fourways, a home of Fenside Care, PE7 area",
            about="Up to 2 young people; awake at night",
        ),
    ),
)


def item(at: int, shown: CaseView | None, **changes: Any) -> PackItem:
    """Return an item of the agenda, twenty minutes each."""
    starts = BEGINS + timedelta(minutes=20 * at)
    made = PackItem(
        position=at + 1,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=20),
        reference=f"R-2026-{143 + at:04d}",
        kind_words=shown.kind_words if shown else "Change of placement",
        asked=shown.asked if shown else "To agree: change of placement.",
        case=shown,
        case_number=1 if shown else 0,
        case_made_at=MADE if shown else None,
    )
    return replace(made, **changes)


def pack(
    cases: Sequence[CaseView | None], meeting: PanelMeeting = PASP, **late: dict[str, Any]
) -> PanelPack:
    """Return a pack of these cases; `late`: changes of items by "item_2"."""
    return PanelPack(
        meeting=meeting,
        papers_due_at=BEGINS - timedelta(days=2),
        people=PEOPLE,
        items=tuple(
            item(at, shown, **late.get(f"item_{at + 1}", {})) for at, shown in enumerate(cases)
        ),
    )


def seven() -> PanelPack:
    """Return a PASP of seven: a baby, siblings, a girl of 15, an assessment, one late, one not ready."""
    return pack(
        (
            case(BABY),
            FOUR,
            GIRL,
            ASSESSMENT,
            EIGHT,
            case(brother(2), options=homes(1), decisions=()),
            None,
        ),
        item_3={"stale": "The request has changed since this case was prepared."},
        item_6={"late": "The notice came on Monday (agreed by Nicholas Abara)"},
    )


def joint() -> PanelPack:
    """Return a JASP of two with joint money."""
    return pack((GIRL, case(brother(0), brother(1), options=homes(2, joint=True))), JASP)


def big_pack(pages: int = 200) -> PanelPack:
    """Return a pack of about so many pages, for benchmarks: the same five cases over and over."""
    round_of = (case(BABY), FOUR, GIRL, ASSESSMENT, EIGHT)
    count = max(1, round(pages / PAGES_OF_A_ROUND * len(round_of)))
    return pack([round_of[at % len(round_of)] for at in range(count)])


PAGES_OF_A_ROUND = 35
"""So many pages do the five cases of `big_pack` take."""


# After the meeting

NAMED = replace(STAMP, redacted=False, reference="PASP, Wed 25 Nov 2026")

SPLIT = MinuteSplit(
    starts_on=date(2026, 12, 1),
    weekly_pence=Pence(402375),
    parts=(
        MinuteShare(Funder.SOCIAL_CARE, "25.2%", Pence(101399)),
        MinuteShare(Funder.EDUCATION, "64.8%", Pence(260739)),
        MinuteShare(Funder.HEALTH, "10%", Pence(40237)),
    ),
    note="Health's part until the therapy ends.",
)
CONDITIONS = (
    MinuteAction("A risk plan that the home has signed", "Ola Officer", date(2026, 11, 27)),
    MinuteAction("The school's view in writing", "Ola Officer", date(2026, 12, 4)),
)


def minute(at: int, **changes: Any) -> MinuteItem:
    """Return one case of the minutes."""
    made = MinuteItem(
        position=at + 1,
        reference=f"R-2026-{143 + at:04d}",
        title="Boy, 9 · with brother, 6",
        kind_words="Becoming looked after for the first time",
        asked="To agree: becoming looked after for the first time, and an in-house home near the family.",
        state=AgendaState.HEARD,
        decision=Decision.AGREED,
        decided_at=BEGINS,
        valid_until=date(2026, 12, 23),
        said="The panel asked what their aunt can still do. She can have them on Sundays.",
    )
    return replace(made, **changes)


def minutes(**changes: Any) -> PanelMinutes:
    """Return the minutes of a meeting of five cases, each with another end."""
    made = PanelMinutes(
        meeting=replace(PASP, quorum_words="4 of 4 present: quorate"),
        present=(*PEOPLE[:2], *PEOPLE[3:]),
        apologies=(replace(PEOPLE[2], note="on leave that week"),),
        quorate=True,
        conflicts="Siobhan Tull knows the school of the second case, and left the room for it.",
        last_minutes="Agreed.",
        items=(
            minute(0),
            minute(
                1,
                title="Girl, 15",
                kind_words="Change of placement",
                decision=Decision.AGREED_CONDITIONS,
                actions=CONDITIONS,
                split=SPLIT,
                dissent="Virtual School would have waited for the plan.",
            ),
            minute(
                2,
                title="Girl, 5 months",
                decision=Decision.DEFERRED,
                deferred_to=date(2026, 12, 2),
                reasons="The health visitor's report.",
                valid_until=None,
                late="The notice came on Monday (agreed by Nicholas Abara)",
            ),
            minute(
                3,
                title="Boy, 16",
                kind_words="Supported accommodation 16+",
                decision=Decision.NOT_AGREED,
                reasons="He can stay with his uncle, with help.",
                valid_until=None,
            ),
            minute(
                4,
                title="Boy, 12",
                state=AgendaState.NOT_REACHED,
                decision=None,
                valid_until=None,
                other_words="Not reached: it waits for the panel's next meeting.",
                said="",
            ),
        ),
        other_business="The duty rota over Christmas has a gap on the 27th.",
        next_meeting="Wed 2 Dec 2026 09:30, Sand Martin House, room 2",
        taken_by="Mary Manager",
    )
    return replace(made, **changes)


def letter(**changes: Any) -> DecisionLetter:
    """Return the letter of an agreement."""
    made = DecisionLetter(
        reference="R-2026-0143",
        kind_words="Becoming looked after for the first time",
        council="Marlow Fen Council",
        team="Access to Resources Team",
        phone="01632 960100",
        out_of_hours_phone="01632 960999",
        social_worker="Kwame Ferris",
        worker_team="Family Safeguarding North",
        children=(
            LetterChild("Toby Wrenfield", "C-00001"),
            LetterChild("Frankie Wrenfield", "C-00002"),
        ),
        asked="To agree: becoming looked after for the first time, and a home together.",
        decision=Decision.AGREED,
        decided_by="the Peterborough Access to Support Panel (PASP)",
        decided_by_name="Nicholas Abara",
        decided_at=BEGINS,
        meeting_words="PASP, Wed 25 Nov 2026",
        valid_until=date(2026, 12, 23),
        next_steps=(
            NextStep(
                words="Ask the homes on the shortlist, and tell you of each answer.",
                owner="Ola Officer",
            ),
            NextStep(
                words="Say what you think of the home before it is agreed.", owner="Kwame Ferris"
            ),
        ),
    )
    return replace(made, **changes)


LETTERS = {
    "agreed": letter(),
    "conditions": letter(decision=Decision.AGREED_CONDITIONS, conditions=CONDITIONS, split=SPLIT),
    "deferred": letter(
        decision=Decision.DEFERRED,
        needed="The health visitor's report, and what the school sees.",
        deferred_to=date(2026, 12, 2),
        valid_until=None,
        next_steps=(
            NextStep(
                words="Send what is asked for.", owner="Kwame Ferris", due_on=date(2026, 12, 2)
            ),
        ),
    ),
    "not_agreed": letter(
        decision=Decision.NOT_AGREED,
        needed="He can stay with his uncle, with help in the evenings.",
        valid_until=None,
    ),
    "by_post": letter(
        decided_by="the Head of Service for Children in Care",
        meeting_words="",
        asked="",
        retrospective=True,
        children=(LetterChild("Zbigniew Łódź-Ąckermann", "C-00009"),),
    ),
    "assessment": letter(
        kind_words="Specialist assessment",
        seeks_home=False,
        most_pence=Pence(420000),
        children=(LetterChild("Maya Osei", "C-00003"),),
    ),
}
