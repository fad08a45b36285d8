"""What was filled in for the child who is about to move, and for the one for whom a home is looked for. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from art_desktop.domain.paper_forms import Answer, Row
from art_desktop.domain.paper_words import FormCode

_JAYDEN_PLAN: Final[Mapping[str, Answer]] = {
    "arrives": "His social worker drives him over after school, at about half past four",
    "told": (
        "He has met everybody twice and stayed for tea. He was told by his social worker and his grandmother together, and"
        " asked whether he could bring the trainers. He can."
    ),
    "brings": (
        "Two suitcases, eleven pairs of trainers in their boxes, his durag and oils, school things in a rucksack, the phone with"
        " a cracked corner. A framed photograph of his grandmother's house that goes up the first evening."
    ),
    "first_days": (
        "School as usual on the first morning: he asked for that. Nobody else to tea until the weekend. Athletics on the first"
        " Monday, so that it is the new house and the old track."
    ),
    "teacher": "Mr Oyelaran, head of Year 7, 01632 960714",
    "getting_there": "Bus 36 at ten to eight from the corner; a lift on Thursdays with the heavy bag",
    "gp": "Fenland Road Surgery, to stay registered there",
    "dentist": "Smile Lane, next check-up in the spring",
    "medicines": "None",
    "allergies": "None known",
    "family_time": (
        {
            "who": "Grandmother",
            "how_often": "Sundays, 1 to 6",
            "where": "Her house",
            "helps": "You take him, she brings him home with a plate",
        },
        {
            "who": "Father",
            "how_often": "First Saturday of the month, 11 to 3",
            "where": "In town, or at his mother's",
            "helps": "He goes by himself; his father texts you when he leaves",
        },
    ),
    "family_changes": "By text to you and to him, the day before",
    "iro": "Mirembe Achieng, 01632 960311",
    "missing_photo": "yes",
    "pocket_money": "£8 on Fridays, and bus fare on top",
    "savings": "£5 a week, which he can see on the app",
    "clothing": "£55 a month; running spikes twice a year are extra and are agreed",
    "belongings": "All that he brings is his. The trainers stay in their boxes, on a shelf that is put up before he comes.",
    "life_story": (
        "His grandmother has the photographs up to the age of nine and lends them in albums. You add one a month. He does"
        " the captions."
    ),
    "aims": "That he stays. That he does the two hundred metres for the county. That somebody laughs at the impressions.",
    "identity": (
        "The barber on Lincoln Road, every third Saturday; hair oiled on Sunday nights. Church with his grandmother when he likes."
        " A Jamaican cookery book is on the kitchen shelf: he is to choose on Wednesdays."
    ),
    "support": (
        {
            "what": "A barber found before the move",
            "who": "Supervising social worker",
            "when": "Done",
        },
        {
            "what": "An introduction to the athletics club",
            "who": "You, with his coach",
            "when": "First Monday",
        },
        {
            "what": "Somebody to ring who has waited up for a child before",
            "who": "Fostering mentor",
            "when": "Any evening until eleven",
        },
    ),
    "ending": (
        "It is meant to last until he is grown up. If it gets hard: ring before it gets too hard. Nobody gives notice without"
        " a meeting with him in it."
    ),
    "advocate": "He has met one and has the number in his phone: 01632 960355",
}
_JAYDEN_DECIDES: Final = {
    "routine": "carer|Tell his social worker the same week",
    "chemist": "carer",
    "immunisation": "carer|With the school's letter",
    "dental": "carer",
    "optician": "carer",
    "trips": "carer",
    "nights_away": "carer|Tell his social worker where and when",
    "forms": "carer|His father gets a copy of every report",
    "school_photos": "carer",
    "sex_education": "carer",
    "change_school": "social_worker|After a meeting with him",
    "haircut": "young_person|At the barber's that he knows",
    "piercing": "carer_asks|His father has a view: ask both",
    "friends": "carer|As for any child of twelve",
    "babysitting": "carer",
    "holiday_uk": "carer|Tell his social worker the address; not over a Sunday without his grandmother",
    "phone": "carer|Downstairs at ten",
    "sports": "carer|Any athletics; ask about anything with an engine",
    "faith": "young_person|His grandmother's church when he likes",
    "press": "carer_asks|Sports results with his name are fine",
    "pocket_money": "carer",
    "savings": "carer",
}
_JAYDEN_PEOPLE: Final[tuple[Row, ...]] = (
    {
        "role": "Grandmother",
        "name": "Mrs Garner, “Nanna Vee”",
        "phone": "07700 900361",
        "when": "Any day until ten; she knows him best",
    },
    {
        "role": "School",
        "name": "Thistlemarch Community College",
        "phone": "01632 960710",
        "when": "Before half past eight if he is ill",
    },
    {
        "role": "Athletics coach",
        "name": "Delroy Pinnock",
        "phone": "07700 900362",
        "when": "Mondays and Thursdays",
    },
    {"role": "Father", "name": "Mr Garner", "when": "Through his grandmother, for now"},
)
_JAYDEN_HOUSE: Final = (
    "Nothing is locked away on his account. The front door key is his from the first day."
)

_KIAN_RISKS: Final[Mapping[str, Mapping[str, str]]] = {
    "Criminal exploitation": {
        "prevent": (
            "Nothing that he has to carry for anybody. A fast start at the garage on Tuesdays. The exploitation worker rings on"
            " Sunday nights. If a stranger comes to the door: it stays shut, and you ring."
        ),
        "happens": (
            "Men at the door, a car that waits, a second phone, money that he cannot explain: do not argue and do not follow."
            " Ring 999 if anybody is outside; otherwise 101, and say “county lines, police plan in place”."
        ),
        "tell": "Police at once; social worker or Emergency Duty Service within the hour",
        "write": "Times, number plates, what he wore, his own words, nothing guessed",
    },
    "Going missing": {
        "prevent": "Say each morning when tea is. Chicken helps. Ask who is at the other end of the phone, and leave it at that.",
        "happens": (
            "Text him: “Chicken in the oven, door's open.” Half an hour later his nan. Not back by midnight, or at once if a car"
            " fetched him: 999, missing, at high risk."
        ),
        "tell": "Emergency Duty Service the same night; social worker first thing",
        "write": "When he went, by which way, what he took, when he was back and how he was",
    },
    "Substance misuse": {
        "prevent": "Somebody up late to talk to. No lectures after nine.",
        "happens": "Let him sleep it off where you can hear him. Cannot be woken, or breathes oddly: 999.",
        "tell": "Social worker the next day",
        "write": "What, how much, how he was in the morning",
    },
}
_KIAN_HOUSE: Final = "Knives in the top drawer that locks. A light with a sensor at the front, which he helped to choose."

_KIAN_DECIDES: Final = {
    "routine": "carer|He would rather go by himself; you drive",
    "chemist": "carer",
    "dental": "carer",
    "optician": "carer",
    "trips": "carer",
    "nights_away": "social_worker|With the exploitation worker",
    "forms": "carer",
    "haircut": "young_person",
    "piercing": "carer_asks",
    "friends": "social_worker|Names and addresses the day before",
    "holiday_uk": "carer_asks|Not by train through London",
    "phone": "carer_asks|Never taken away; the number changed with him",
    "sports": "carer|Boxing at the gym on Lime Street is good for him",
    "press": "social_worker|None, for his safety",
    "pocket_money": "carer|£10 on Fridays, and the garage pays him on Tuesdays",
    "savings": "carer",
}
_IVY_DECIDES: Final = {
    "routine": "carer|The ward, the health visitor and the doctor by the red book",
    "chemist": "carer_asks|Nothing without the pharmacist: she is coming off methadone",
    "immunisation": "parent|Both have said yes to the hepatitis B course",
    "trips": "carer",
    "haircut": "parent",
    "piercing": "nobody|Not before she can ask for it herself",
    "friends": "carer_asks|One or two people only to feed her, for now",
    "babysitting": "carer_asks",
    "holiday_uk": "carer_asks|Family time is four times a week",
    "faith": "parent",
    "press": "social_worker|None",
    "savings": "carer",
}
_FOUR_DECIDE: Final = {
    "routine": "carer|Their mother is told the same day",
    "chemist": "carer",
    "immunisation": "parent|Their mother has signed for this year's",
    "dental": "carer",
    "optician": "carer",
    "trips": "carer",
    "nights_away": "parent|Ring the ward in the afternoon",
    "forms": "carer|A copy for their mother, and for their grandfather",
    "school_photos": "carer|The large pack: their mother asked",
    "haircut": "parent|She likes to be asked, and says yes",
    "friends": "carer",
    "babysitting": "carer|Their grandfather first",
    "holiday_uk": "carer|Not over a Sunday without chapel",
    "sports": "carer",
    "faith": "carer|Chapel with their grandfather on Sundays",
    "press": "parent|The band's concert is fine",
    "pocket_money": "carer",
    "savings": "parent",
}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What is typed into one form on top of what the record proposes.

    `rows` are added to a table; `by_key` changes rows by the topic's key ("carer|conditions"), `by_title` by the risk's
    title.
    """

    code: FormCode
    values: Mapping[str, Answer] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    by_key: Mapping[str, str] = field(default_factory=dict)
    by_title: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


FILLED: Final[Mapping[str, tuple[Filled, ...]]] = MappingProxyType(
    {
        "agreed": (
            Filled(code=FormCode.PLACEMENT_PLAN, values=_JAYDEN_PLAN),
            Filled(code=FormCode.DELEGATED_AUTHORITY, by_key=_JAYDEN_DECIDES),
            Filled(code=FormCode.CONTACTS, rows={"people": _JAYDEN_PEOPLE}),
            Filled(code=FormCode.RISK_PLAN, values={"house": _JAYDEN_HOUSE}),
        ),
        "baby": (Filled(code=FormCode.DELEGATED_AUTHORITY, by_key=_IVY_DECIDES),),
        "four": (Filled(code=FormCode.DELEGATED_AUTHORITY, by_key=_FOUR_DECIDE),),
        "fifteen": (
            Filled(code=FormCode.DELEGATED_AUTHORITY, by_key=_KIAN_DECIDES),
            Filled(code=FormCode.RISK_PLAN, values={"house": _KIAN_HOUSE}, by_title=_KIAN_RISKS),
        ),
    }
)
"""By story: the forms that are filled in for each of its children, in order."""
