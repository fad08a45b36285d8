"""Invented families of many names and scripts, whose identity stands all round a needs profile."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from random import Random

from art_desktop.domain.needs import Avoid, FamilyTime
from art_desktop.domain.papers import ChildIdentity, Contact, FamilyMember
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.referrals import ChildBrief
from tests.documents.samples import BABY, BOY, BOY_BRIEF, GIRL

FIRST = (
    "Quillon", "Ysolde", "Zephyrine", "Lorcan", "Ottilie", "Anne-Marie", "Jean Luc", "Siobhán", "Łukasz", "Çağla",
    "Ingibjörg", "Nguyệt", "Oluwaṣeun", "Наталья", "Ελένη", "Ғалия", "محمد", "فاطمة", "שלום", "प्रिया", "小明",
    "민수", "สมชาย", "Grace", "Will", "May", "Hope", "Bo", "Isa", "Asher", "Bea", "D'Andre", "Mary Beth",
    "Comfort", "Art", "Tomos", "Ffion", "Ümit", "Þóra", "Ioan",
)  # fmt: skip
LAST = (
    "Wrenfield", "Larkmoor-Quenby", "O'Rourke", "Tregarth", "St. Clair", "Ng", "van der Velde", "Wójcik-Łódź",
    "Иванова", "Παπαδοπούλου", "الأحمد", "דוד", "शर्मा", "李", "Page", "Hall", "White", "Self", "Weeks", "Long",
    "Mac Giolla", "Öztürk", "Nguyễn", "Adeyẹmí", "Fenhollis", "Dunmarrow", "King", "Child", "Ap Rhys", "Osgathorpe",
)  # fmt: skip
NICK = (
    "Tobes",
    "Mimi",
    "Kiki",
    "Zed",
    "Lolly",
    "Bug",
    "Duda",
    "Jojo",
    "Nenê",
    "Ҳасан",
    "Sunny",
    "Ace",
)
STREETS = (
    "Larkspur Row",
    "Quince Street",
    "St. Ives Road",
    "Heron Way",
    "The Butts",
    "Pudding Bag Lane",
)
SCHOOLS = (
    "Saltmarsh Primary School",
    "St Osyth's C of E Academy",
    "Fenhollis High",
    "Quenby Infant School",
)


def planted(number: int) -> tuple[ChildBrief, ChildIdentity, KnownIdentity]:
    """Return a child with 20 identifiers in the record round the profile, who the child is, and the identifiers."""
    chance = Random(number)  # noqa: S311 - the same families every time, no secret
    names = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(6)]
    nick = chance.choice(NICK)
    letter = "ABDEFGHJLN"[number % 10]
    home, school_place, nan = f"PE{number % 9 + 1} 7D{letter}", f"PE6 9X{letter}", f"CB7 4L{letter}"
    street = f"{chance.randint(1, 240)} {chance.choice(STREETS)}"
    school = chance.choice(SCHOOLS)
    born = date(2026 - chance.randint(1, 17), chance.randint(1, 12), chance.randint(1, 28))
    brothers = date(2026 - chance.randint(1, 17), chance.randint(1, 12), chance.randint(1, 28))
    phone, worker = f"07700 9{number:05d}", f"01632 96{number:04d}"
    needs = replace(
        (BOY, GIRL, BABY)[number % 3],
        home_postcode=home,
        school_postcode=school_place,
        school_name=school,
        immigration=f"Claim of {names[5]}, born {born:%d/%m/%Y}",
        family_unsuitable_by=names[4],
        family_time=(
            FamilyTime(f"{names[1]} (mum)", home, "every Saturday"),
            FamilyTime(f"Nan, {names[2]}", nan, "most Sundays"),
        ),
        avoid=(
            Avoid(f"{names[3]} lives at {street}", "PE1", 2.0, f"{names[3]}, {phone}"),
            Avoid(f"near {names[5]} and {school}", home, None, names[5]),
        ),
    )
    identity = ChildIdentity(
        name=names[0],
        known_as=nick,
        born_on=born,
        address=f"{street}\nPeterborough\n{home}",
        school_name=school,
        nhs_number=f"943 476 {5000 + number}",
        case_number=f"LW{71000 + number}",
        family=(FamilyMember("Mum", names[1], phone), FamilyMember("Nan", names[2], nan)),
        contacts=(Contact("GP", names[4], worker, f"gp{number}@surgery.example"),),
        keep_away=(names[3], names[5]),
    )
    known = KnownIdentity(
        names=(*names, nick),
        dates=(born, brothers),
        addresses=(identity.address,),
        postcodes=(home, school_place, nan),
        schools=(school,),
        numbers=(identity.nhs_number, identity.case_number, f"H80120000{number:04d}"),
        phones=(phone, worker),
        emails=(f"gp{number}@surgery.example",),
    )
    count = sum(len(entry) for name, entry in asdict(known).items() if name != "allowed")
    assert count == 20
    return replace(BOY_BRIEF, needs=needs, age_months=100), identity, known
