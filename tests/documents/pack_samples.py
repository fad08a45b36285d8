"""Invented referral packs: a baby and a girl of fifteen with forms filled in, four together, and nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from art_desktop.domain.delegation import GROUPS, settled_by_law
from art_desktop.domain.forms import delegated_authority
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.paper_forms import NOTHING, Answer, Answers, Row
from art_desktop.domain.papers import ChildIdentity, Stamp
from art_desktop.domain.referral_pack import ChildPack, Filled, ReferralPack, ToCome
from art_desktop.domain.referral_pack_pages import (
    Page,
    authority_page,
    contacts_page,
    plan_page,
    risks_page,
)
from art_desktop.domain.referrals import (
    ChildBrief,
    age_on_paper,
    full_referral,
    redacted_referral,
)
from art_desktop.domain.vocabulary import RISK_NEEDS, Level, NeedCode
from tests.documents.samples import (
    BABY_BRIEF,
    GIRL,
    GIRL_BRIEF,
    HEAD,
    WORKER,
    sibling_briefs,
)

STAMP = Stamp(
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
    version=2,
    indicative=False,
    redacted=False,
    reference="R-2026-0143",
)
FILLED = Filled(number=3, saved_on=date(2026, 11, 20), saved_by="Ann Officer")
ASK = "Ottoline Frayne, social worker, 01632 960777"
NIGHT = "01632 960199"

BABY_PLAN: Mapping[str, Answer] = {
    "starts_on": "2026-11-27",
    "arrives": "Ottoline Frayne brings her from the ward at about 11",
    "brings": "Her grey blanket, not washed since Tuesday on purpose. Two bottles, the steriliser, a week of clothes, "
    "the red book, reflux medicine for ten days.",
    "first_days": "Nobody else to hold her until Monday. The health visitor comes on Saturday.",
    "day": "Naps at 10 and at 2. A walk in the pram settles her when nothing else does.\n"
    "Bath at 6, last bottle at 6:30, her own cot with the door open.",
    "gp": "Larkspur Surgery, 2 Larkspur Row; to stay registered there",
    "known_health": "Reflux. Upright for 20 minutes after a feed.",
    "medicines": "Omeprazole 5 ml at 7 and at 19, before the feed, from the oral syringe. You give it.",
    "allergies": "None known",
    "family_time": (
        {
            "who": "Mum",
            "how_often": "Monday, Wednesday and Friday, 10 to 12",
            "where": "Family centre, Marigold Way",
            "helps": "You bring her; a worker stays in the room",
        },
        {"who": "Nan", "how_often": "Every second Sunday, 14 to 15", "where": "At yours"},
    ),
    "family_changes": "The family centre texts you by 16:00 the day before",
    "first_visit_on": "2026-12-04",
    "visits": "At least every six weeks in the first year",
    "first_review_on": "2026-12-29",
    "later_reviews": "Within three months of the first, then at least every six months",
    "iro": "Mirembe Achieng, 01632 960311",
    "missing_ring": "999 at once if she has been taken by anybody. Then Ottoline Frayne.",
    "missing_say": "That there is an interim care order, and who has taken her.",
    "missing_photo": "yes",
    "savings": "£5 a week into her savings account from the allowance",
    "clothing": "£120 now for winter clothes, then from the allowance",
    "belongings": "Everything that comes with her stays hers: a box with her name.",
    "life_story": "A photograph a week, with a line of what she did. First tooth, first word: the day, "
    "and who was there.",
    "meets": "Somebody is at home all day, they have looked after two babies with reflux, and it is eleven minutes "
    "to the family centre.",
    "support": (
        {"what": "Health visitor", "who": "Larkspur clinic", "when": "Weekly for six weeks"},
        {"what": "A second car seat", "who": "The team", "when": "Before Friday"},
    ),
    "expected": "Return home, about 26 weeks",
    "notice": "28 days, in writing; sooner only for somebody's safety",
    "ending": "Nobody moves her without a meeting first. If it gets hard, ring before it gets too hard.",
    "complaints": "To the council's complaints manager",
}


def _law(status: str, years: int, year: int) -> dict[str, tuple[Row, ...]]:
    rows = delegated_authority.proposed(settled_by_law(status, years, year))
    return {group.name: rows.rows(group.name) for group in GROUPS}


def authority_answers(status: str, years: int, year: int, said: Mapping[str, str]) -> Answers:
    """Return what the law settles, with what people settled: "carer" or "carer|conditions" by topic."""
    out: dict[str, Answer] = {}
    for name, rows in _law(status, years, year).items():
        made = []
        for row in rows:
            who, _, conditions = said.get(row["key"], "").partition("|")
            made.append({**row, "who": who, "conditions": conditions} if who else row)
        out[name] = tuple(made)
    return Answers(out)


BABY_SAYS = {
    "routine": "carer|Tell Ottoline the same day",
    "chemist": "carer",
    "immunisation": "parent|Mum comes along; the red book has the dates",
    "dental": "carer",
    "trips": "carer",
    "haircut": "parent|Mum would like to be there for the first one",
    "piercing": "parent",
    "friends": "carer_asks|Only with people who are checked",
    "babysitting": "carer|Your sister, who is checked; others after asking",
    "holiday_uk": "carer|Tell Ottoline the address first; no family time is lost",
    "passport": "social_worker",
    "sports": "carer",
    "press": "nobody|No photographs in public of her face",
    "savings": "carer",
}
GIRL_SAYS = {
    "chemist": "carer",
    "routine": "young_person|She goes by herself and tells you what she wants to",
    "immunisation": "young_person",
    "dental": "carer|Overdue: book it in the first week",
    "optician": "carer",
    "trips": "carer",
    "nights_away": "carer_asks",
    "forms": "carer",
    "school_photos": "carer|Not on the school's website",
    "sex_education": "young_person|The nurse at college, by name",
    "haircut": "young_person",
    "piercing": "carer_asks|Ears yes; anything else after a talk",
    "friends": "carer_asks|Never on Fridays without a plan made on Wednesday",
    "holiday_uk": "carer",
    "phone": "carer|Downstairs at ten, as agreed with her; no new accounts without telling the worker",
    "sports": "carer",
    "faith": "young_person",
    "press": "social_worker",
    "pocket_money": "carer|£12 on Saturdays, hers to spend",
    "savings": "carer",
}

BABY_PEOPLE: Sequence[Row] = (
    {"role": "Social worker", "name": "Ottoline Frayne", "phone": "01632 960777", "email": "o.frayne@example.org",
     "when": "First, in the day, about anything"},
    {"role": "Emergency Duty Service", "phone": NIGHT, "when": "At night, at weekends and on bank holidays"},
    {"role": "Your supervising social worker", "name": "Ezekiel Brandt", "phone": "01632 960412",
     "when": "About your family and your support"},
    {"role": "Health visitor", "name": "Siân Pugh", "phone": "01632 960518", "when": "Feeds, weight, sleep"},
    {"role": "Doctor", "name": "Larkspur Surgery", "phone": "01632 960222", "address": "2 Larkspur Row",
     "when": "Weekdays 8 to 18; 111 after that"},
    {"role": "Family centre", "phone": "01632 960640", "email": "desk@example.org", "when": "Family time"},
    {"role": "Mum", "name": "Kerensa"},
)  # fmt: skip
GIRL_RISKS: Sequence[Row] = (
    {
        "title": "Sexual exploitation",
        "shows": "Most at risk on Friday evenings, after contact with one friend, and when she has quarrelled at home.",
        "works": "She tells her sister first: keep that line open.",
        "prevent": "Plans for Fridays made on Wednesdays, by her. A lift there and back, whoever is driving. The "
        "worker rings her and not the other way round.",
        "happens": "If she gets into a car you do not know: write down the number, ring 999, say “operation Lantern”. "
        "Text her: “Tea is in the oven. I will come and get you from anywhere.” Do not go in by yourself.",
        "tell": "Police at once; Ottoline within the hour; her sister, because she asked for that",
        "write": "Times, car, names she used, what she wore, her own words",
    },
    {
        "title": "Going missing",
        "shows": "Twice since July, home by midnight both times.",
        "works": "Text, do not ring. A warm welcome, and questions the next day.",
        "prevent": "Ask what time, and say when you will start to worry: half an hour after.",
        "happens": "Half an hour late: text. One hour: her sister. Midnight, or any worry about a car: 999.",
        "tell": "Emergency Duty Service the same night; Ottoline in the morning",
        "write": "When she left, when she came back, what she chose to say",
    },
    {
        "title": "Self-harm",
        "happens": "Sit with her. Clean it, cover it, no questions yet. Deep, or in a new place: 999 and stay "
        "on the line.",
        "prevent": "A locked drawer for sharps and medicines, agreed with her. Ice, drawing on her arms, a walk.",
        "tell": "Ottoline the same day",
        "write": "Where, how deep, what came before",
    },
)


def _child(
    brief: ChildBrief,
    name: str,
    *,
    plan: Answers = NOTHING,
    authority: Answers = NOTHING,
    people: Sequence[Row] = (),
    risks: Sequence[Row] = (),
    filled: Filled | None = None,
    house: str = "",
    not_told: str = "",
    home: str = "Hall",
    legal: str = "Full care order",
) -> ChildPack:
    small = brief.age_months is not None and brief.age_months < 36

    def page(answers: Answers) -> Page:
        return Page(
            reference=HEAD.reference,
            name=name,
            age_words="" if brief.age_months is None else age_on_paper(brief.age_months),
            home=home,
            ask=ASK,
            night_phone=NIGHT,
            small=small,
            answers=answers,
            filled=filled or Filled(),
        )

    needs = brief.needs
    risks_asked = [code for code in NeedCode if code in RISK_NEEDS]
    return ChildPack(
        name=name,
        plan=plan_page(page(plan)),
        authority=authority_page(
            page(authority), born_on=date(2026, 6, 9) if small else date(2011, 6, 9), legal=legal
        ),
        contacts=contacts_page(page(Answers({"people": tuple(people), "not_told": not_told}))),
        risks=risks_page(
            page(Answers({"risks": tuple(risks), "house": house})),
            known=_known(needs),
            levels={code.words: needs.level(code) for code in RISK_NEEDS},
            unknown=()
            if small
            else tuple(code.words for code in risks_asked if needs.level(code) is None),
        ),
    )


def _known(needs: Needs) -> Answers:
    def row(title: str, answer: NeedAnswer) -> Row:
        return {"title": title, "shows": answer.words, "works": answer.what_works}

    rows = tuple(
        row(code.words, answer)
        for code, answer in needs.levels.items()
        if code in RISK_NEEDS and answer.level not in {None, Level.NONE}
    )
    return Answers({"risks": rows})


def _pack(
    briefs: Sequence[ChildBrief], children: Sequence[ChildPack], to_come: Sequence[ToCome] = ()
) -> ReferralPack:
    return ReferralPack(
        reference=HEAD.reference,
        kind_words=HEAD.kind_words,
        names=tuple(child.name for child in children),
        home="Hall",
        starts_on=date(2026, 11, 27),
        referral=full_referral(
            redacted_referral(HEAD, list(briefs)),
            [ChildIdentity(name=f"{child.name} Wrenfield") for child in children],
            [WORKER],
        ),
        children=tuple(children),
        to_come=tuple(to_come),
        ask=ASK,
    )


def baby() -> ReferralPack:
    """Return the pack of a baby, all filled in."""
    child = _child(
        BABY_BRIEF,
        "Elowen",
        plan=Answers(BABY_PLAN),
        authority=authority_answers("C1", 0, 0, BABY_SAYS),
        people=BABY_PEOPLE,
        filled=FILLED,
        legal="Interim care order",
        not_told="Her father, Zebedee Marchbanks: the court has ordered that he is not told where she lives.",
    )
    return _pack([BABY_BRIEF], [child])


def girl() -> ReferralPack:
    """Return the pack of a girl of fifteen with complex needs; the placement plan is proposed from the record."""
    plan: dict[str, Answer] = {
        "starts_on": "2026-11-27",
        "day": "\n".join(filter(None, (GIRL.routines, GIRL.food, GIRL.bedtime, GIRL.comfort))),
        "school": "Foxcote Academy, Foxcote Lane",
        "known_health": "Contraceptive implant. Dentist overdue.",
        "family_time": ({"who": "Older sister", "how_often": "every week, her choice of day"},),
        "first_visit_on": "2026-12-04",
        "visits": "At least every six weeks in the first year",
        "missing_ring": "See the risk plan.",
    }
    child = _child(
        GIRL_BRIEF,
        "Morwenna",
        plan=Answers(plan),
        authority=authority_answers("C2", 15, 11, GIRL_SAYS),
        people=BABY_PEOPLE[:3],
        risks=GIRL_RISKS,
        filled=FILLED,
        house="Medicines and sharps locked in the hall; she knows why. The back door is alarmed at night, "
        "and she chose the tune.",
    )
    return _pack([GIRL_BRIEF], [child])


def four() -> ReferralPack:
    """Return the pack of four brothers and sisters of whom only the contacts are filled in."""
    briefs = sibling_briefs(4)
    names = ("Bethan", "Rhys", "Nia", "Huw")
    children = [
        _child(brief, name, people=BABY_PEOPLE, authority=authority_answers("V2", 5, 0, {}))
        for brief, name in zip(briefs, names, strict=True)
    ]
    everybody = "Bethan, Rhys, Nia and Huw"
    return _pack(
        briefs,
        children,
        [
            ToCome(
                what=f"Placement plan ({everybody})",
                by=date(2026, 12, 4),
                why="The law wants it before the first day, or within five working days of it (reg. 9).",
            ),
            ToCome(
                what=f"Delegated authority: who decides what ({everybody})", by=date(2026, 12, 4)
            ),
            ToCome(what=f"Risk plan ({everybody})", by=date(2026, 11, 27)),
            ToCome(what=f"The children's own pages ({everybody})"),
        ],
    )


def nothing() -> ReferralPack:
    """Return the pack of a child of whom nothing is known and nothing filled in."""
    brief = ChildBrief(needs=Needs(), age_months=None)
    return _pack([brief], [_child(brief, "Toby", home="")], [ToCome(what="Placement plan")])
