from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, make_url, text

from art_desktop.demo.names import POLISH, WHITE_BRITISH
from art_desktop.domain.children import Child, Family
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import NotPermitted
from art_desktop.domain.finding import indexed_words, typed_words
from art_desktop.domain.finding_views import FindHit, NameLine
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.ids import (
    ChildId,
    FamilyId,
    HomeId,
    HouseholdId,
    ProviderId,
    RequestId,
    UserId,
)
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Request, RequestChild
from art_desktop.domain.vocabulary import ProviderKind, RequestKind, Sex
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import create_file_engine, create_postgres_engine
from art_desktop.persistence.migrate import upgrade
from art_desktop.persistence.name_index import MemoryNameIndex
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.services.base import Context
from art_desktop.services.finding import FindService
from tests.services.conftest import FlatPlaces

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICER = Actor(UserId(1), "officer", "Pat Officer", Role.OFFICER)
KINDS = ("child", "household", "carer", "request", "provider", "home")
STREET = "12 Larkspur Row"


def _child(
    key: int, first: str, last: str, born: date, known_as: str = "", postcode: str = "PE3 6RX"
) -> Child:
    return Child(
        id=ChildId(key),
        reference=f"C-{key:04d}",
        case_number=f"9900{key}",
        first_name=first,
        last_name=last,
        born_on=born,
        sex=Sex.MALE,
        family_id=FamilyId(1),
        home_address=STREET,
        home_postcode=postcode,
        known_as=known_as,
    )


def _household(key: int, postcode: str, *carers: tuple[str, str]) -> Household:
    last = carers[0][1]
    return Household(
        id=HouseholdId(key),
        reference=f"H-{key:04d}",
        name=f"{' and '.join(first for first, _ in carers)} {last}",
        address=STREET,
        postcode=postcode,
        carers=[Carer(first_name=first, last_name=surname) for first, surname in carers],
    )


def _world() -> list[object]:
    return [
        Family(id=FamilyId(1), reference="F-0001"),
        _child(1, "Łukasz", "Wróblewski", date(2009, 3, 1), known_as="Lucky"),
        _child(2, "Riley", "O'Brien", date(2017, 3, 1), postcode="NN1 1AA"),
        _child(3, "Riley", "O'Brien", date(2026, 4, 1)),
        _child(33, "Ann", "Smith-Jones", date(2012, 3, 1)),
        _household(52, "PE1 1AB", ("Darren", "Lavender"), ("Beverley", "Lavender")),
        _household(53, "PE4 4AA", ("Karen", "Hall"), ("Sam", "Whitbread")),
        Provider(
            id=ProviderId(1),
            reference="P-0001",
            name="Willowbank Fostering",
            kind=ProviderKind.IFA,
            urn="SC990001",
            postcode="PE2 2AA",
        ),
        Home(
            id=HomeId(1),
            reference="HM-0001",
            provider_id=ProviderId(1),
            name="Stonecrop Lodge",
            urn="SC990002",
            kind=ProviderKind.CHILDRENS_HOME,
        ),
        *(
            Request(
                id=RequestId(number),
                reference=f"R-{year}-{number:04d}",
                kind=RequestKind.CHANGE,
                needed_at=NOW,
                opened_at=NOW,
                children=[RequestChild(child_id=ChildId(child), position=1)],
            )
            for year, number, child in ((2026, 143, 2), (2025, 7, 33))
        ),
    ]


@pytest.fixture
def file_engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_file_engine(tmp_path / "names.artdb", bytes(range(32)), create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine() -> Iterator[Engine]:
    url = os.environ.get("ART_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("ART_TEST_POSTGRES_URL names no PostgreSQL to test with")
    schema = f"test_{uuid.uuid4().hex}"
    owner = create_postgres_engine(url)
    with owner.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    address = make_url(url).update_query_dict({"options": f"-c search_path={schema}"})
    engine = create_postgres_engine(address)
    yield engine
    engine.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    owner.dispose()


@pytest.fixture(params=["sqlcipher", "postgresql"])
def store(request: pytest.FixtureRequest, clock: FixedClock) -> SqlStore:
    engine = request.getfixturevalue(
        "file_engine" if request.param == "sqlcipher" else "postgres_engine"
    )
    upgrade(engine)
    with engine.begin() as connection:
        insert_all(connection, _world())
    return SqlStore(engine, clock, AuditKeys(b"c" * 32, b"v" * 32))


@pytest.fixture
def index() -> MemoryNameIndex:
    return MemoryNameIndex()


@pytest.fixture
def finding(store: SqlStore, clock: FixedClock, index: MemoryNameIndex) -> FindService:
    return FindService(Context(store, clock, FlatPlaces()), index)


def _titles(hits: tuple[FindHit, ...]) -> list[str]:
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("wroblewski", "Łukasz Wróblewski"),  # accents need not be typed
        ("Wróbl", "Łukasz Wróblewski"),
        ("wrobelwski", "Łukasz Wróblewski"),  # swapped letters
        ("lucky", "Łukasz Wróblewski"),  # known as
        ("lavender darren", "Darren Lavender"),
        ("lavneder", "Darren and Beverley Lavender"),
        ("bverley lavendar", "Beverley Lavender"),
        ("darrenlavender", "Darren Lavender"),
        ("Laven der", "Darren and Beverley Lavender"),
        ("darren xyzzy", "Darren Lavender"),
        ("pe1 1", "Darren and Beverley Lavender"),
        ("pe11ab", "Darren and Beverley Lavender"),
        ("PE1 1AB", "Darren and Beverley Lavender"),
        ("h-52", "Darren and Beverley Lavender"),
        ("whitbread", "Sam Whitbread"),  # a carer who is not in the title
        ("obrien", "Riley O'Brien"),
        ("o'br", "Riley O'Brien"),
        ("nn1", "Riley O'Brien"),
        ("smithjones", "Ann Smith-Jones"),
        ("Smith-Jones, Ann", "Ann Smith-Jones"),
        ("990033", "Ann Smith-Jones"),  # the council's number
        ("143", "R-2026-0143"),
        ("r20260143", "R-2026-0143"),
        ("R-2026-0143", "R-2026-0143"),
        ("sc990001", "Willowbank Fostering"),
        ("wilowbank", "Willowbank Fostering"),
        ("stonecrop", "Stonecrop Lodge"),
        ("sc 990002", "Stonecrop Lodge"),
        ("avend", "Darren and Beverley Lavender"),  # the middle of a word
        ("lwobank", "Willowbank Fostering"),
        ("lavnedre", "Darren and Beverley Lavender"),  # two slips
        ("quik wróblewsky", "Łukasz Wróblewski"),
        ("o brien riley", "Riley O'Brien"),
        ("jones ann", "Ann Smith-Jones"),
        ("jones-smith", "Ann Smith-Jones"),
        ("R 26 143", "R-2026-0143"),  # as it is said
        ("r26143", "R-2026-0143"),
        ("r 2026 143", "R-2026-0143"),
        ("2026/143", "R-2026-0143"),
        ("r-2025-7", "R-2025-0007"),
        ("c33", "Ann Smith-Jones"),
        ("C 0033", "Ann Smith-Jones"),
        ("hm1", "Stonecrop Lodge"),
        ("9900 33", "Ann Smith-Jones"),
        ("pe2", "Willowbank Fostering"),
        ("pe22aa", "Willowbank Fostering"),
    ],
)
def test_what_is_typed_finds_what_is_meant_first(
    finding: FindService, typed: str, first: str
) -> None:
    hits = finding.find(OFFICER, typed)
    assert hits
    assert hits[0].title == first


@pytest.mark.parametrize("typed", ["", " ", "x", "--", "'", "xyzzyq", "*", '"', "NOT", "a OR b *"])
def test_nothing_is_found_for_nothing(finding: FindService, typed: str) -> None:
    assert finding.find(OFFICER, typed) == ()


def test_a_carer_leads_to_the_household(finding: FindService) -> None:
    (hit,) = finding.find(OFFICER, "sam whitbread")[:1]
    assert (hit.kind, hit.key, hit.title) == ("carer", 53, "Sam Whitbread")
    assert hit.detail == "Carer · Karen and Sam Hall · H-0053"


def test_a_home_leads_to_its_provider(finding: FindService) -> None:
    (hit,) = finding.find(OFFICER, "stonecrop")
    assert (hit.kind, hit.key, hit.detail) == ("home", 1, "Home HM-0001 · Willowbank Fostering")


@pytest.mark.parametrize("typed", ["lavender", "darren lavender", "beverley"])
def test_a_household_and_its_carers_take_one_line(finding: FindService, typed: str) -> None:
    pages = [hit.key for hit in finding.find(OFFICER, typed) if hit.kind in ("household", "carer")]
    assert pages[0] == 52
    assert pages.count(52) == 1


def test_people_of_one_name_are_told_apart(finding: FindService) -> None:
    hits = [hit for hit in finding.find(OFFICER, "riley obrien") if hit.kind == "child"]
    assert [(hit.title, hit.detail) for hit in hits] == [
        ("Riley O'Brien", "Child C-0002 · 9 y"),
        ("Riley O'Brien", "Child C-0003 · 7 m"),
    ]


def test_a_request_is_found_by_its_child(finding: FindService) -> None:
    hits = finding.find(OFFICER, "riley")
    assert ("request", 143) in [(hit.kind, hit.key) for hit in hits]
    assert next(hit.detail for hit in hits if hit.kind == "request") == (
        "Request · Change of placement · Riley O'Brien"
    )


@pytest.mark.parametrize("typed", ["riley", "lavender", "pe3 6rx", "pe1 1ab", "143", "willow"])
def test_no_address_is_shown(finding: FindService, typed: str) -> None:
    hits = finding.find(OFFICER, typed)
    assert hits
    for hit in hits:
        shown = typed_words(f"{hit.title} {hit.detail}")
        assert not {"larkspur", "6rx", "1ab", "1aa", "2aa"} & set(shown)


@pytest.mark.parametrize("role", Role)
def test_each_role_finds_only_what_it_may_see(finding: FindService, role: Role) -> None:
    actor = Actor(UserId(2), str(role), "Pat", role)
    if not actor.may(Permission.SEE_CHILDREN):
        with pytest.raises(NotPermitted):
            finding.find(actor, "riley")
        with pytest.raises(NotPermitted):
            finding.prepare(actor)
        return
    assert finding.find(actor, "riley")
    assert bool(finding.find(actor, "lavender")) == actor.may(Permission.SEE_HOUSEHOLDS)


def test_only_the_kinds_asked_for_are_found(finding: FindService, index: MemoryNameIndex) -> None:
    finding.prepare(OFFICER)
    for kind in KINDS:
        hits = [
            hit
            for typed in ("ri", "la", "wi", "14", "st")
            for hit in index.find(typed, (kind,), 12)
        ]
        assert hits
        assert {hit.kind for hit in hits} == {kind}
    assert index.find("riley", (), 12) == ()


def test_a_change_is_found_at_the_next_key(finding: FindService, store: SqlStore) -> None:
    assert finding.find(OFFICER, "quillfeather") == ()
    with store.writing(OFFICER) as uow:
        uow.get(Child, 2).last_name = "Quillfeather"
        household = uow.get(Household, 53)
        household.carers[1].last_name = "Marchbanks"
        uow.get(Home, 1).name = "Pennywort House"
        uow.commit()
    assert _titles(finding.find(OFFICER, "quillfether"))[:2] == [
        "Riley Quillfeather",
        "R-2026-0143",
    ]
    assert _titles(finding.find(OFFICER, "marchbanks")) == ["Sam Marchbanks"]
    assert _titles(finding.find(OFFICER, "pennywort")) == ["Pennywort House"]
    assert finding.find(OFFICER, "whitbread") == ()
    assert finding.find(OFFICER, "stonecrop") == ()
    riley = [hit.key for hit in finding.find(OFFICER, "obrien") if hit.kind == "child"]
    assert riley == [3]


def test_what_is_removed_is_found_no_more(finding: FindService, store: SqlStore) -> None:
    assert finding.find(OFFICER, "whitbread")
    with store.writing(OFFICER) as uow:
        household = uow.get(Household, 53)
        household.carers = household.carers[:1]
        uow.commit()
    assert finding.find(OFFICER, "whitbread") == ()
    with store.writing(OFFICER) as uow:
        uow.remove(uow.get(Request, 143))
        uow.commit()
    assert finding.find(OFFICER, "143") == ()


def test_an_opened_address_reads_no_name_again(
    finding: FindService, store: SqlStore, index: MemoryNameIndex
) -> None:
    finding.prepare(OFFICER)
    with store.writing(OFFICER) as uow:
        uow.log("signed in", "user_account", 1)
        uow.commit()
    with store.reading(OFFICER) as uow:
        read = uow.names_for_find(NOW.date(), 0)
    assert (read.whole, read.lines, read.keys) == (False, (), frozenset())


def test_a_birthday_changes_the_age(store: SqlStore, index: MemoryNameIndex) -> None:
    clock = FixedClock(datetime(2027, 2, 28, 9, 0, tzinfo=UTC))
    finding = FindService(Context(store, clock, FlatPlaces()), index)
    assert finding.find(OFFICER, "lukasz")[0].detail == "Child C-0001 · 17 y"
    clock.move_on(timedelta(days=1))
    assert finding.find(OFFICER, "lukasz")[0].detail == "Child C-0001 · 18 y"


def test_forgotten_names_are_read_again(finding: FindService, index: MemoryNameIndex) -> None:
    finding.prepare(OFFICER)
    finding.forget()
    assert not index.filled
    assert index.find("riley", KINDS, 12) == ()
    assert finding.find(OFFICER, "riley")


def test_nothing_is_written_to_disk(
    finding: FindService, index: MemoryNameIndex, tmp_path: Path
) -> None:
    before = {path.name for path in tmp_path.rglob("*")}
    finding.find(OFFICER, "riley")
    assert {path.name for path in tmp_path.rglob("*")} - before <= {
        "names.artdb-wal",
        "names.artdb-shm",
    }
    assert list(index._base.execute("PRAGMA database_list")) == [(0, "main", "")]


# ---- typing errors -----------------------------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _population(size: int) -> list[str]:
    """Return made-up names, as many forms of surname as a county has: about one in six people shares a surname."""
    rng = random.Random(11)  # noqa: S311 - invented names, the same each time
    endings = ("ton", "ley", "man", "well", "by", "son", "field", "ham", "wick", "shaw", "er", "")
    names = []
    for _ in range(size):
        community = POLISH if rng.random() < 0.08 else WHITE_BRITISH
        sex = rng.choice((Sex.FEMALE, Sex.MALE))
        last = community.surname(rng, sex)
        if rng.random() < 0.6:
            last = last[: rng.randint(3, len(last))] + rng.choice(endings)
        names.append(f"{community.given(rng, sex, adult=rng.random() < 0.5)} {last}")
    return names


NAMES = _population(5_000)


@pytest.fixture(scope="module")
def crowd() -> MemoryNameIndex:
    index = MemoryNameIndex()
    index.fill(
        [
            NameLine("child", key, name, f"C-{key:05d} PE{key % 9 + 1} {key % 7}AB", f"C-{key:05d}")
            for key, name in enumerate(NAMES)
        ]
    )
    return index


def _mistyped(name: str, rng: random.Random) -> str:
    """Return a name with one letter left out, added, changed or swapped with the next, or its two halves swapped."""
    kind = rng.randrange(5)
    if kind == 4:
        first, _, last = name.partition(" ")
        return f"{last} {first}"
    letters = list(name)
    at = rng.randrange(len(letters) - 1)
    if kind == 0:
        del letters[at]
    elif kind == 1:
        letters.insert(at, rng.choice(LETTERS))
    elif kind == 2:
        letters[at] = rng.choice(LETTERS)
    else:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _place(index: MemoryNameIndex, typed: str, name: str) -> int | None:
    """Return where the name stands among the hits, from 0; people of the same name are one."""
    titles = list(dict.fromkeys(_titles(index.find(typed, KINDS, 30))))
    return titles.index(name) if name in titles else None


def test_a_mistyped_name_is_among_the_first_eight(crowd: MemoryNameIndex) -> None:
    rng = random.Random(5)  # noqa: S311 - the same slips each time
    tries = 1_000
    missed = []
    for _ in range(tries):
        name = rng.choice(NAMES)
        typed = _mistyped(name, rng)
        place = _place(crowd, typed, name)
        if place is None or place >= 8:
            missed.append((name, typed, place))
    assert len(missed) <= tries * 0.015, missed


@given(st.data())
def test_a_name_as_it_is_written_comes_first(crowd: MemoryNameIndex, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    forms = (name, name.upper(), name.lower(), f"  {name},")
    assert _place(crowd, data.draw(st.sampled_from(forms)), name) == 0


@given(st.text(max_size=40), st.integers(1, 12))
def test_any_text_may_be_typed(crowd: MemoryNameIndex, typed: str, limit: int) -> None:
    hits = crowd.find(typed, KINDS, limit)
    assert len(hits) <= limit
    assert len({hit.key for hit in hits}) == len(hits)
    assert crowd.find(typed, KINDS, limit) == hits


@given(st.text(max_size=40))
def test_whatever_is_written_is_found_as_it_is_written(words: str) -> None:
    assert set(typed_words(words)) <= set(indexed_words(words))
