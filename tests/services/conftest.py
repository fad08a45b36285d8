"""A small service in a real encrypted record: three households, a family of two, one of each role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from art_desktop.domain.children import Child, Family
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.frameworks import Contract, Framework, Lot, LotPlace, ProviderCheck
from art_desktop.domain.households import Carer, Hold, Household, HouseholdSkill, Member, Terms
from art_desktop.domain.ids import (
    ChildId,
    FamilyId,
    FrameworkId,
    HouseholdId,
    LotId,
    Pence,
    ProviderId,
    UserId,
)
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.places import GridReference, Place
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    Grade,
    HoldReason,
    PaymentLevel,
    ProviderKind,
    Sex,
    Skill,
    SkillLevel,
)
from art_desktop.domain.work import Counter, Service, User
from art_desktop.intake.first_tables import first_tables
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from art_desktop.services.door import Desk
from art_desktop.vault.sealing import Cost

PASSPHRASE = "a long test passphrase"
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROLES = tuple(Role)

TOBY, FRANKIE, MAYA = ChildId(1), ChildId(2), ChildId(3)
HALL, OKAFOR, REID = HouseholdId(1), HouseholdId(2), HouseholdId(3)


class FlatPlaces:
    """A gazetteer over a handful of made-up postcodes on a flat kilometre grid."""

    known: ClassVar = {
        "PE1 1AA": (0, 0),
        "PE1 1AB": (1000, 0),
        "PE2 2AA": (3000, 0),
        "PE4 4AA": (9000, 0),
        "NN1 1AA": (60000, 0),
    }

    def find(self, postcode: str) -> Place | None:
        at = self.known.get(postcode)
        if at is None:
            return None
        area = "E06000031" if postcode.startswith("PE") else "E06000061"
        return Place(postcode, GridReference(500000 + at[0], 300000 + at[1]), area, False)

    def find_many(self, postcodes: object) -> tuple[Place | None, ...]:
        assert isinstance(postcodes, (list, tuple))
        return tuple(self.find(postcode) for postcode in postcodes)

    def outcode_centre(self, outcode: str) -> GridReference | None:
        return next(
            (
                GridReference(500000 + x, 300000 + y)
                for postcode, (x, y) in self.known.items()
                if postcode.startswith(outcode + " ")
            ),
            None,
        )


def _household(key: HouseholdId, name: str, postcode: str, places: int) -> Household:
    found = FlatPlaces().find(postcode)
    assert found is not None
    assert found.grid_reference is not None
    return Household(
        id=key,
        reference=f"H-{key:04d}",
        name=name,
        approved_on=date(2020, 1, 1),
        review_due_on=date(2027, 3, 1),
        checks_due_on=date(2028, 1, 1),
        payment_level=PaymentLevel.LEVEL_2,
        address=f"{key} Marigold Way, Peterborough",
        postcode=postcode,
        easting=found.grid_reference.easting,
        northing=found.grid_reference.northing,
        area_code="E06000031",
        phone="01632 960001",
        spare_bedrooms=places,
        someone_home=True,
        pets=False,
        smokers=False,
        ground_floor_bedroom=False,
        step_free=True,
        long_term_willing=True,
        carers=[
            Carer(
                first_name="Ade",
                last_name=name,
                sex=Sex.FEMALE,
                born_on=date(1975, 5, 5),
                ethnicity="WBRI",
            ),
            Carer(first_name="Sam", last_name=name, sex=Sex.MALE, born_on=date(1974, 5, 5)),
        ],
        terms=[
            Terms(
                kind=ApprovalKind.SHORT_TERM, places=places, age_to=17, starts_on=date(2020, 1, 1)
            )
        ],
        skills=[HouseholdSkill(skill=Skill.ATTACHMENT, level=SkillLevel.EXPERIENCED)],
    )


def _child(key: ChildId, first: str, last: str, born: date, sex: Sex, family: int) -> Child:
    return Child(
        id=key,
        reference=f"C-{key:05d}",
        case_number=f"9900{key}",
        first_name=first,
        last_name=last,
        born_on=born,
        sex=sex,
        ethnicity="WBRI",
        family_id=FamilyId(family),
        home_address="7 Larkspur Row, Peterborough",
        home_postcode="PE1 1AA",
        school_name="Stonebridge Primary",
        school_postcode="PE1 1AB",
        social_worker="Kwame Ferris",
        social_worker_phone="01632 960777",
    )


def _terms(agency: ProviderId) -> list[object]:
    """Return a framework with one lot and an agency in good standing on it: checks done, a contract signed."""
    began = date(2024, 4, 1)
    return [
        Framework(id=FrameworkId(1), name="Fostering framework", starts_on=began),
        Lot(id=LotId(1), framework_id=FrameworkId(1), name="Families", kind=ProviderKind.IFA),
        LotPlace(
            id=1,
            lot_id=LotId(1),
            provider_id=agency,
            starts_on=began,
            price_from_pence=Pence(80000),
            price_to_pence=Pence(110000),
        ),
        *(
            ProviderCheck(
                id=number,
                provider_id=agency,
                kind=kind,
                outcome=CheckOutcome.SATISFACTORY,
                done_on=date(2026, 1, 1),
                valid_until=date(2027, 12, 31),
            )
            for number, kind in enumerate(CheckKind, start=1)
        ),
        Contract(
            id=1,
            provider_id=agency,
            kind=ContractKind.FRAMEWORK,
            reference="MFC-1",
            starts_on=began,
            ends_on=date(2028, 1, 1),
            signed_on=began,
        ),
    ]


def world() -> list[object]:
    """Return every entity of the small service."""
    hall = _household(HALL, "Hall", "PE1 1AB", 2)
    okafor = _household(OKAFOR, "Okafor", "PE2 2AA", 2)
    okafor.members = [Member(first_name="Chidi", born_on=date(2012, 3, 3), sex=Sex.MALE)]
    reid = _household(REID, "Reid", "PE4 4AA", 2)
    reid.holds = [Hold(reason=HoldReason.BREAK, starts_on=date(2026, 11, 1))]
    users = [
        User(
            id=UserId(number),
            username=str(role),
            full_name=f"Pat {role.title()}",
            role=role,
            created_at=NOW,
        )
        for number, role in enumerate(ROLES, start=1)
    ]
    service = Service(
        id=1,
        council="Marlow Fen Council",
        area_code="E06000031",
        area_name="Peterborough",
        team_name="Access to Resources Team",
        phone="01632 960100",
        created_at=NOW,
    )
    agency = Provider(
        id=ProviderId(1),
        reference="P-0001",
        name="Willowbank Fostering",
        kind=ProviderKind.IFA,
        urn="SC990001",
        grade=Grade.GOOD,
    )
    return [
        service,
        *users,
        Counter(series="H", last=3),
        Counter(series="C", last=3),
        Counter(series="P", last=1),
        *first_tables(),
        Family(id=FamilyId(1), reference="F-00001"),
        Family(id=FamilyId(2), reference="F-00002"),
        _child(TOBY, "Toby", "Wrenfield", date(2017, 3, 1), Sex.MALE, 1),
        _child(FRANKIE, "Frankie", "Wrenfield", date(2020, 6, 1), Sex.MALE, 1),
        _child(MAYA, "Maya", "Osei", date(2012, 6, 1), Sex.FEMALE, 2),
        agency,
        *_terms(ProviderId(1)),
        hall,
        okafor,
        reid,
    ]


@pytest.fixture(scope="session")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the record once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("record")
    door = LocalDoor(folder / "service.artdb", FixedClock(NOW), FlatPlaces(), cost=CHEAP)
    others = {str(role): PASSPHRASE for role in ROLES if role is not Role.ADMINISTRATOR}
    door.make("administrator", PASSPHRASE, world(), "made", others)
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """A clock at nine in the morning of Tue 24 Nov 2026."""
    return FixedClock(NOW)


@pytest.fixture
def door(made_record: Path, tmp_path: Path, clock: FixedClock) -> Iterator[LocalDoor]:
    """The door to a copy of the record."""
    for file in made_record.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    found = LocalDoor(tmp_path / "service.artdb", clock, FlatPlaces(), cost=CHEAP)
    yield found
    found.close()


@pytest.fixture
def desk(door: LocalDoor) -> Desk:
    """The officer's desk."""
    return door.sign_in("officer", PASSPHRASE)


@pytest.fixture
def services(desk: Desk) -> Services:
    """The services of the open record."""
    return desk.services


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """An officer."""
    return desk.actor


@pytest.fixture
def manager() -> Actor:
    """A manager."""
    number = ROLES.index(Role.MANAGER) + 1
    return Actor(UserId(number), "manager", "Pat Manager", Role.MANAGER)
