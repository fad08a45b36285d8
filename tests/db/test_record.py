"""The record itself on both databases: its shape, its locks, its trail, and the main job over it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from art_desktop.domain.capacity import capacity
from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import ChangedByOther, NotFound
from art_desktop.domain.household_commands import SaveHousehold
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ChildId, HouseholdId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import Gazetteer
from art_desktop.domain.ports import Intake, Keeper, KeyRing
from art_desktop.domain.requests import Request, RequestChild
from art_desktop.domain.vocabulary import Answer, RequestKind, Stage, Tier
from art_desktop.domain.work import Setting
from art_desktop.office.calendars import LateCalendars
from art_desktop.office.papers import LateEmails, LateWriter, scan
from art_desktop.office.pictures import LatePictures
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.audit_check import read, verify
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import reading
from art_desktop.persistence.migrate import difference, upgrade
from art_desktop.persistence.name_index import MemoryNameIndex
from art_desktop.persistence.tables import TABLES
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.services import Services, build_services
from art_desktop.services.base import Context
from art_desktop.services.papers import Papers
from tests.services.conftest import HALL, NOW, ROLES, TOBY, FlatPlaces, world
from tests.services.journey import Journey

KEYS = AuditKeys(chain=b"c" * 32, values=b"v" * 32)
OFFICER = Actor(UserId(ROLES.index(Role.OFFICER) + 1), "officer", "Pat Officer", Role.OFFICER)


@pytest.fixture
def store(engine: Engine) -> Iterator[SqlStore]:
    """A migrated record with the small service in it."""
    made = stocked(engine)
    yield made
    made.close()


def stocked(engine: Engine) -> SqlStore:
    """Migrate an empty database and put the small service in it."""
    upgrade(engine)
    with engine.begin() as connection:
        insert_all(connection, world())
    return SqlStore(engine, FixedClock(NOW), KEYS)


def test_the_migrations_make_the_tables_as_they_are(engine: Engine) -> None:
    upgrade(engine)
    assert difference(engine) == []


def test_the_trail_refuses_to_be_changed_by_the_database_itself(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        uow.get(Child, TOBY).known_as = "Tobes"
        uow.commit()
    for statement in ("UPDATE audit_entry SET username = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="append-only"), store.engine.begin() as connection:
            connection.execute(text(statement))


def test_leaving_without_a_commit_changes_nothing(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        uow.get(Child, TOBY).first_name = "Changed"
        uow.flush()
    with store.reading(OFFICER) as uow:
        assert uow.get(Child, TOBY).first_name == "Toby"
    with reading(store.engine).connect() as connection:
        assert verify(connection, KEYS).entries == 0


def test_a_change_and_its_entry_come_together(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        uow.get(Child, TOBY).school_name = "Elm Primary"
        uow.commit()
    with reading(store.engine).connect() as connection:
        (entry,) = read(connection, KEYS, object_type="child", object_id=TOBY)
    assert (entry.at, entry.username, entry.action) == (NOW, "officer", "changed")
    assert entry.changes == {"school_name": ("Stonebridge Primary", "Elm Primary")}


@pytest.mark.parametrize("seed", range(10))
def test_two_editors_never_overwrite_each_other(store: SqlStore, seed: int) -> None:
    """In any order, a form is saved only if nobody saved since it was opened (engineering.md §4)."""
    households = services_over(store).households
    chance = random.Random(seed)  # noqa: S311  # which order, not a secret
    forms: dict[str, SaveHousehold] = {}
    opened_at: dict[str, int] = {}
    saves = refused = 0
    for step in range(50):
        editor = chance.choice(["ann", "bea"])
        if editor not in forms or chance.random() < 0.3:
            forms[editor] = households.form(OFFICER, HALL)
            opened_at[editor] = saves
            continue
        mine = replace(forms.pop(editor), about=f"{editor} {step}")
        if opened_at[editor] == saves:
            households.save(OFFICER, mine)
            saves += 1
        else:
            refused += 1
            with pytest.raises(ChangedByOther) as clash:
                households.save(OFFICER, mine)
            assert any(c.mine == mine.about for c in clash.value.clashes)
    assert saves
    assert refused


def test_a_stale_row_is_refused_at_the_commit_itself(postgres_engine: Engine) -> None:
    """In a file a second writer waits at BEGIN IMMEDIATE, so a row cannot be stale there."""
    store = stocked(postgres_engine)
    with store.writing(OFFICER) as one, store.writing(OFFICER) as other:
        mine, theirs = one.get(Household, HALL), other.get(Household, HALL)
        theirs.about = "Theirs"
        other.commit()
        mine.about = "Mine"
        with pytest.raises(ChangedByOther):
            one.commit()
    with store.reading(OFFICER) as uow:
        assert uow.get(Household, HALL).about == "Theirs"


def test_numbers_are_given_once_however_many_ask(store: SqlStore) -> None:
    def take(_: int) -> int:
        with store.writing(OFFICER) as uow:
            number = uow.next_number("R-2026")
            uow.commit()
            return number

    take(0)
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(take, range(20)))
    assert sorted(given) == list(range(2, 22))


def test_a_part_that_changes_moves_its_owners_version_on(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        household = uow.get(Household, HALL)
        before = household.version
        household.carers[0].phone = "01632 960002"
        uow.touch(household)
        uow.commit()
        assert household.version == before + 1


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            "INSERT INTO request_child (request_id, child_id, position) VALUES (999, 1, 1)",
            "request",
        ),
        ("UPDATE terms_of_approval SET age_from = 9, age_to = 3", "ages"),
        ("UPDATE terms_of_approval SET places = 0", "places"),
        ("UPDATE household SET status = 'asleep'", "status"),
        ("DELETE FROM child WHERE id = 1", "refers"),
    ],
)
def test_the_database_holds_the_rules_too(store: SqlStore, statement: str, why: str) -> None:
    with store.writing(OFFICER) as uow:
        uow.add(
            Request(
                reference="R-2026-0001",
                kind=RequestKind.CHANGE,
                needed_at=NOW,
                opened_at=NOW,
                children=[RequestChild(child_id=TOBY)],
            )
        )
        uow.commit()
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(text(statement))
    assert why


def test_dates_and_instants_come_back_as_they_went_in(store: SqlStore) -> None:
    at = datetime(2026, 10, 25, 0, 59, 59, 123456, tzinfo=UTC)
    with store.writing(OFFICER) as uow:
        request = uow.add(
            Request(reference="R-2026-0001", kind=RequestKind.CHANGE, needed_at=at, opened_at=NOW)
        )
        uow.commit()
        key = request.id
    with store.reading(OFFICER) as uow:
        assert uow.get(Request, key or 0).needed_at == at
        assert uow.get(Child, TOBY).born_on == date(2017, 3, 1)


def test_what_is_not_there_is_said_in_words(store: SqlStore) -> None:
    with store.reading(OFFICER) as uow, pytest.raises(NotFound, match="not in the record"):
        uow.get(Household, 999)


def test_a_policy_row_holds_from_its_day_to_its_last(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        uow.add(
            Setting(
                code="notice_days",
                value="14",
                effective_from=date(2026, 12, 1),
                effective_to=date(2026, 12, 31),
            )
        )
        uow.commit()
    with store.reading(OFFICER) as uow:
        values = {
            day: sorted(row.value for row in uow.in_force(Setting, day, code="notice_days"))
            for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))
        }
    assert list(values.values()) == [["28"], ["14", "28"], ["14", "28"], ["28"]]


def test_vacancies_follow_from_terms_and_who_lives_there_on_the_day(store: SqlStore) -> None:
    with store.writing(OFFICER) as uow:
        uow.add(
            Placement(
                child_id=ChildId(TOBY),
                tier=Tier.IN_HOUSE,
                household_id=HouseholdId(HALL),
                starts_on=date(2026, 12, 1),
                ended_on=date(2026, 12, 20),
            )
        )
        uow.commit()
    with store.reading(OFFICER) as uow:
        free = {}
        for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 19), date(2026, 12, 20)):
            facts = next(f for f in uow.household_facts(day) if f.household_id == HALL)
            free[day.isoformat()] = capacity(facts).free
    assert list(free.values()) == [1, 1, 1, 2], "before he comes a place is kept for him"


def services_over(store: SqlStore) -> Services:
    """Return the services over a record without keys or files."""

    class Absent:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"nobody should ask for {name}")

    keys: KeyRing = Absent()  # type: ignore[assignment]  # never asked
    keeper: Keeper = Absent()  # type: ignore[assignment]  # never asked
    intake: Intake = Absent()  # type: ignore[assignment]  # never asked
    places: Gazetteer = FlatPlaces()
    return build_services(
        Context(store, FixedClock(NOW), places),
        keys=keys,
        keeper=keeper,
        intake=intake,
        names=MemoryNameIndex(),
        calendars=LateCalendars(),
        pictures=LatePictures(),
        papers=Papers(LateWriter(), scan, LateEmails()),
    )


def test_the_main_job_is_done_on_both_databases(store: SqlStore) -> None:
    journey = Journey(services_over(store), OFFICER)
    option = journey.matched()
    assert option.title == "Hall"
    assert journey.page.stage is Stage.AGREED
    assert journey.page.approaches[0].answer is Answer.YES
    with reading(store.engine).connect() as connection:
        report = verify(connection, KEYS)
    assert report.sound
    assert report.entries > 20


def test_the_demonstration_fits_the_database(engine: Engine) -> None:
    from art_desktop.demo.generate import generate

    upgrade(engine)
    made = generate(1, 0.2, today=date(2026, 11, 24))
    with engine.begin() as connection:
        inserted = insert_all(connection, made.entities())
        children = connection.execute(select(TABLES[Child].c.id)).all()
    assert inserted > 500
    assert len(children) == len(made.children)
    store = SqlStore(engine, FixedClock(NOW), KEYS)
    with store.writing(OFFICER) as uow:
        assert (
            uow.add(
                Child(
                    reference="C-new",
                    first_name="A",
                    last_name="B",
                    born_on=NOW.date(),
                    sex=made.children[0].sex,
                )
            ).id
            == max(child.id or 0 for child in made.children) + 1
        )
        uow.commit()
