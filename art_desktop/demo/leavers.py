"""Children who left care in the last two years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from art_desktop.demo import names
from art_desktop.demo.families import FamilyMaker, Setting, Unit, draw_needs
from art_desktop.demo.record import years_before
from art_desktop.domain.children import age_in_years
from art_desktop.domain.vocabulary import Sex

LEAVERS: Final = 96
"""For each 380 looked after."""

# Reason for leaving (REC), least and most years of age, legal status, how often.
_WAYS_OUT: Final = (
    ("E4A", 1, 15, "V2", 30),
    ("E5", 18, 18, "C2", 14),
    ("E17", 18, 18, "C2", 12),
    ("E46", 0, 9, "C2", 9),
    ("E45", 2, 12, "C2", 4),
    ("E12", 1, 5, "E1", 10),
    ("E13", 3, 15, "V2", 6),
    ("E4B", 13, 17, "V2", 6),
    ("E15", 17, 17, "V2", 3),
    ("E8", 14, 17, "V2", 6),
)


def leaving_units(maker: FamilyMaker, total: int) -> list[Unit]:
    """Make children who have left, each with the reason in `story` as "left:E5"."""
    record, rng = maker.record, maker.record.rng
    units = []
    for _ in range(total):
        rec, low, high, legal, _ = rng.choices(_WAYS_OUT, [way[4] for way in _WAYS_OUT])[0]
        left = record.days_ago(rng.randrange(8, 725))
        born, left = _born(rng.randint(low, high), rng.randrange(10, 350), left)
        arrived = rec == "E15" or (rec in {"E5", "E17"} and rng.random() < 0.25)
        community = rng.choice(
            names.ARRIVED_ALONE
            if arrived
            else (*(names.WHITE_BRITISH,) * 9, *names.EUROPEAN[:2], *names.MIXED[:1])
        )
        sex = Sex.MALE if arrived or rng.random() < 0.53 else Sex.FEMALE
        home = None if arrived else rng.choice(record.ground.inside)
        case = maker.child(community, sex, born, home)
        child = case.child
        child.arrived_alone = arrived
        child.legal_status = "V2" if arrived else legal
        child.need_category = "N8" if arrived else "N1"
        child.ceased_on = left
        if age_in_years(born, record.today) >= 18:
            child.school_name = child.school_postcode = child.upn = ""
        age = age_in_years(born, left - timedelta(days=1))
        case.needs = draw_needs(rng, age)
        days = min(rng.randrange(40, 1500), (left - born).days - 3)
        if rec == "E12":
            days = max(days, min(420, (left - born).days - 3))
        if age_in_years(born, left - timedelta(days=days)) >= 16:
            # Too late for a care order: looked after by agreement.
            child.legal_status = "V2"
        setting = Setting.AGENCY if rng.random() < 0.35 else Setting.IN_HOUSE
        if rec == "E5" and age >= 17:
            setting = Setting.SUPPORTED
        unit = Unit([case], setting, left - timedelta(days=days), left, f"left:{rec}")
        units.append(unit)
    return units


def _born(age: int, days: int, left: date) -> tuple[date, date]:
    """Return a birth date and the day of leaving; those who age out leave on the 18th birthday."""
    born = years_before(left, age, 0 if age == 18 else days)
    return (born, years_before(born, -18)) if age == 18 else (born, left)
