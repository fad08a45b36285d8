"""The people of the demonstration service's own offices: who signs in, and the children's social workers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from art_desktop.demo.names import mobile_number
from art_desktop.demo.record import instant, years_before
from art_desktop.domain.ids import UserId
from art_desktop.domain.permissions import Role
from art_desktop.domain.work import User
from art_desktop.services.door import DemonstrationUser

STAFF: Final = (
    ("hbrathwaite", "Helen Brathwaite", Role.OFFICER, "kettle-marrow-window"),
    ("twieczorek", "Tomasz Wieczorek", Role.OFFICER, "lantern-gravel-orchard"),
    ("pnambiar", "Priya Nambiar", Role.OFFICER, "pebble-thimble-ferry"),
    ("ceverdell", "Colin Everdell", Role.BUSINESS, "ledger-sparrow-tunnel"),
    ("radeyemi", "Ruth Adeyemi-Hart", Role.MANAGER, "walnut-harbour-stitch"),
    ("slockyear", "Stephen Lockyear", Role.MANAGER, "copper-meadow-ladder"),
    ("jpenhallow", "Judith Penhallow", Role.PANEL, "cushion-almond-bridge"),
    ("fqureshi", "Farid Qureshi", Role.PANEL, "saddle-violet-compass"),
    ("gmillward", "Gareth Millward", Role.ADMINISTRATOR, "anchor-biscuit-cloud"),
)

DEMO_PASSPHRASES: Final = MappingProxyType({name: words for name, _, _, words in STAFF})
"""The passphrase of each user of the demonstration service, shown on its sign-in page and used nowhere else."""


def demonstration_users() -> tuple[DemonstrationUser, ...]:
    """Return who can sign in to a demonstration service, with what opens it."""
    return tuple(DemonstrationUser(*person) for person in STAFF)


@dataclass(frozen=True)
class SocialWorker:
    """A child's social worker, as the request names them."""

    name: str
    phone: str
    team: str


ASSESSMENT_TEAM: Final = "Assessment Team"
SAFEGUARDING_TEAM: Final = "Family Safeguarding Team"
CARE_TEAM: Final = "Children in Care Team"
DISABILITY_TEAM: Final = "Children with Disabilities Team"
PERMANENCY_TEAM: Final = "Permanency Service"
ARRIVALS_TEAM: Final = "Children in Care Team, new arrivals"

_WORKERS: Final = (
    ("Dawn Ellingworth", ASSESSMENT_TEAM),
    ("Kwabena Sarpong", ASSESSMENT_TEAM),
    ("Marianne Tully", ASSESSMENT_TEAM),
    ("Rosalind Pettifer", SAFEGUARDING_TEAM),
    ("Imran Bukhari", SAFEGUARDING_TEAM),
    ("Lucy Threlkeld", SAFEGUARDING_TEAM),
    ("Steven Mulcahy", SAFEGUARDING_TEAM),
    ("Joy Makoni", CARE_TEAM),
    ("Peter Winstanley", CARE_TEAM),
    ("Anneka Brzeska", CARE_TEAM),
    ("Craig Hollingdale", CARE_TEAM),
    ("Beth Oduya", CARE_TEAM),
    ("Fiona Garstang", DISABILITY_TEAM),
    ("Meera Vaghela", DISABILITY_TEAM),
    ("Alison Frobisher", PERMANENCY_TEAM),
    ("Dominic Sayle", PERMANENCY_TEAM),
    ("Hodan Warsame", ARRIVALS_TEAM),
    ("Neil Cattermole", ARRIVALS_TEAM),
)

SUPERVISORS: Final = (
    "Maggie Stoneham",
    "Olu Fashola",
    "Jenny Whitlock",
    "Carys Prothero",
    "Daniel Amoah",
    "Sue Farthing",
    "Bartek Lis",
)
"""The supervising social workers of the fostering households."""

HEAD_OF_SERVICE: Final = "Catherine Dunmore"
ASSISTANT_DIRECTOR: Final = "Nicholas Abara"
HEAD_CHILDREN_IN_CARE: Final = "Yvette Lomas"
PANEL_CHAIR: Final = "PASP, chaired by Nicholas Abara"


def staff(rng: random.Random, today: date) -> list[User]:
    """Return the users of the demonstration service, in a fixed order, ids from 1."""
    return [
        User(
            id=UserId(number),
            username=username,
            full_name=full_name,
            role=role,
            phone=mobile_number(rng),
            created_at=instant(years_before(today, 2, number), 9),
        )
        for number, (username, full_name, role, _) in enumerate(STAFF, 1)
    ]


def social_workers(rng: random.Random) -> dict[str, tuple[SocialWorker, ...]]:
    """Return the social workers by team."""
    teams: dict[str, tuple[SocialWorker, ...]] = {}
    for name, team in _WORKERS:
        worker = SocialWorker(name, mobile_number(rng), team)
        teams[team] = (*teams.get(team, ()), worker)
    return teams
