"""The published figures that the demonstration service is shaped on.

Department for Education, "Children looked after in England including adoptions", 2025 release, Peterborough (E06000031) at
31 March 2025, read 2026-11-22, Open Government Licence v3.0: 416 children, shares of them below. Households by payment
level: S003 §6.1.3, February 2016. Nobody in the demonstration service is a real person.
"""

from __future__ import annotations

from typing import Final

CHILDREN: Final = 380
"""Looked after on the day; between the 350 of S003 §3 and the 416 of 2025."""

AGES: Final = ((0, 0, 22), (1, 4, 52), (5, 9, 53), (10, 15, 145), (16, 17, 144))
"""First and last year of age, children of 416."""

MALE: Final = 0.56
UASC: Final = 0.10
"""Unaccompanied asylum-seeking children; their homes are abroad, so no distance is known: 10% likewise."""

ETHNICITY: Final = {"white": 0.72, "mixed": 0.10, "black": 0.08, "asian": 0.06, "other": 0.04}
LEGAL: Final = {"C2": 0.56, "C1": 0.17, "E1": 0.06, "V2": 0.21}
NEED: Final = {"N1": 0.79, "N2": 0.04, "N4": 0.03, "N5": 0.07, "N8": 0.07}

FOSTER: Final = 0.70
HOMES: Final = 0.13
SUPPORTED: Final = 0.14
PARENTS: Final = 0.03
AGENCY_CHILDREN: Final = 95
"""Of 380; S003 §15.1."""

NEAR: Final = 0.60
"""20 miles or less from home; 30% farther, 10% not known."""
INSIDE: Final = 0.45
"""Placed inside the council's boundary."""
THREE_MOVES: Final = 0.11
"""With three or more placements in the year."""

CHANGE_REASONS: Final = (
    ("OTHER", 34),
    ("CARPL", 31),
    ("CREQB", 14),
    ("CREQO", 13),
    ("CHILD", 4),
    ("LAREQ", 2),
    ("CLOSE", 2),
)
"""Why placements changed, in hundredths; those whose figures are withheld share the rest."""

HOUSEHOLDS: Final = {
    "level_1": 47,
    "level_2": 24,
    "level_3": 52,
    "agency": 18,
    "lodgings": 3,
    "special": 1,
}
WHITE_BRITISH_CARERS: Final = 0.90

COUNCIL: Final = "Peterborough City Council"
AREA_CODE: Final = "E06000031"
AREA_NAME: Final = "Peterborough"
OWN_URN: Final = "SC990000"
"""Ofsted's numbers have no SC99: an invented one is none of theirs."""
