"""A small record with a few invented people, and windows over it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QWidget

from art_desktop.domain.children import Child, Family
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.households import Carer, Household, Terms
from art_desktop.domain.ids import (
    ChildId,
    FamilyId,
    HouseholdId,
    ProviderId,
    RequestId,
    TaskId,
    UserId,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.places import GridReference, Place
from art_desktop.domain.providers import Provider
from art_desktop.domain.requests import Request, RequestChild
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    PaymentLevel,
    ProviderKind,
    RequestKind,
    Sex,
    TaskKind,
)
from art_desktop.domain.work import Counter, Service, Task, User
from art_desktop.intake.first_tables import first_tables
from art_desktop.office.door import LocalDoor
from art_desktop.ui.widgets.field import Field
from art_desktop.vault.sealing import Cost

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
PASSPHRASE = "four plain words here"
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

PEOPLE = (
    ("ann", "Ann Officer", Role.OFFICER),
    ("bea", "Bea Business", Role.BUSINESS),
    ("max", "Max Manager", Role.MANAGER),
    ("pat", "Pat Panel", Role.PANEL),
    ("ada", "Ada Administrator", Role.ADMINISTRATOR),
)


class Nowhere:
    """A gazetteer that knows one postcode."""

    def find(self, postcode: str) -> Place | None:
        if postcode.replace(" ", "").upper() != "PE11AA":
            return None
        return Place("PE1 1AA", GridReference(519000, 298000), "E06000031", approximate=False)

    def find_many(self, postcodes: object) -> tuple[Place | None, ...]:
        assert isinstance(postcodes, list | tuple)
        return tuple(self.find(postcode) for postcode in postcodes)

    def outcode_centre(self, outcode: str) -> GridReference | None:
        return None


@dataclass
class Record:
    """Where the record is, and the door before it."""

    door: LocalDoor
    clock: FixedClock
    path: Path


def make_record(folder: Path) -> Record:
    """Make the record and give everybody a slot."""
    clock = FixedClock(START)
    path = folder / "service.artdb"
    door = LocalDoor(path, clock, Nowhere(), cost=CHEAP)
    others = {name: PASSPHRASE for name, _, role in PEOPLE if role is not Role.ADMINISTRATOR}
    door.make("ada", PASSPHRASE, [*_entities(), *first_tables()], "made", others)
    return Record(door, clock, path)


def copy_record(template: Path, folder: Path) -> Record:
    """Copy a record that was made once, and stand a door before the copy."""
    path = folder / "desk" / "service.artdb"
    shutil.copytree(template, path.parent)
    clock = FixedClock(START)
    return Record(LocalDoor(path, clock, Nowhere(), cost=CHEAP), clock, path)


def widget_at(layout: QBoxLayout, at: int = 0) -> QWidget:
    """Return what stands at a place of a layout."""
    item = layout.itemAt(at)
    assert item is not None
    widget = item.widget()
    assert widget is not None
    return widget


def field_at(layout: QBoxLayout, at: int) -> Field:
    """Return the question at a place of a layout."""
    field = widget_at(layout, at)
    assert isinstance(field, Field)
    return field


def _entities() -> list[object]:
    users = [
        User(id=UserId(at), username=name, full_name=full, role=role, created_at=START)
        for at, (name, full, role) in enumerate(PEOPLE, start=1)
    ]
    service = Service(
        id=1,
        council="Fenwick",
        area_code="E06000031",
        area_name="Fenwick",
        team_name="Access to Resources Team",
        phone="01632 960000",
        created_at=START,
    )
    families = [Family(id=FamilyId(1), reference="F-00001")]
    counters = [
        Counter(series=name, last=last)
        for name, last in (("R-2026", 1), ("C", 3), ("H", 1), ("F", 1), ("P", 1))
    ]
    return [service, *users, *counters, *families, *_children(), *_homes(), *_work()]


def _children() -> list[object]:
    def child(at: int, first: str, last: str, born: date, sex: Sex, family: int | None) -> Child:
        return Child(
            id=ChildId(at),
            reference=f"C-{at:05d}",
            first_name=first,
            last_name=last,
            born_on=born,
            sex=sex,
            family_id=FamilyId(family) if family else None,
            home_address="1 Mill Lane",
            home_postcode="PE1 1AA",
            social_worker="Sam Worker",
            social_worker_phone="01632 960123",
            team="North team",
        )

    return [
        child(1, "Jay", "Carter", date(2017, 7, 1), Sex.MALE, 1),
        child(2, "Tom", "Carter", date(2020, 3, 1), Sex.MALE, 1),
        child(3, "Mia", "<b>O'Dell</b>", date(2013, 5, 5), Sex.FEMALE, None),
    ]


def _homes() -> list[object]:
    household = Household(
        id=HouseholdId(1),
        reference="H-0001",
        name="Hall",
        payment_level=PaymentLevel.LEVEL_2,
        approved_on=date(2020, 1, 1),
        review_due_on=date(2026, 11, 1),
        checks_due_on=date(2027, 11, 1),
        address="2 Hill Road",
        postcode="PE1 1AA",
        phone="01632 960456",
        about="A calm home & two cats.",
        carers=[Carer(first_name="Rose", last_name="Hall", sex=Sex.FEMALE)],
        terms=[Terms(kind=ApprovalKind.SHORT_TERM, places=2, starts_on=date(2020, 1, 1))],
    )
    provider = Provider(
        id=ProviderId(1), reference="P-0001", name="Fenside Fostering", kind=ProviderKind.IFA
    )
    return [household, provider]


def _work() -> list[object]:
    request = Request(
        id=RequestId(1),
        reference="R-2026-0001",
        kind=RequestKind.CHANGE,
        needed_at=START + timedelta(days=2),
        opened_at=START - timedelta(days=1),
        owner_id=UserId(1),
        children=[RequestChild(child_id=ChildId(3), position=1)],
    )
    tasks = [
        Task(
            id=TaskId(1),
            kind=TaskKind.CASE_SYSTEM,
            words="Update the case system",
            due_at=START - timedelta(hours=3),
            opened_at=START - timedelta(days=1),
            owner_id=UserId(1),
            request_id=RequestId(1),
        ),
        Task(
            id=TaskId(2),
            kind=TaskKind.FINANCE,
            words="Tell finance",
            due_at=START + timedelta(hours=4),
            opened_at=START - timedelta(days=1),
        ),
    ]
    return [request, *tasks]
