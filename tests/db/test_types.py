from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from art_desktop.domain.clock import FixedClock
from art_desktop.persistence.types import canonical_json
from tests.db.throwaway import Boat, Colour, boat_table, lay_out, watched_sessions


@pytest.fixture
def session(engine: Engine, clock: FixedClock) -> Session:
    lay_out(engine)
    return watched_sessions(engine, clock)()


def test_instants_come_back_exact_and_in_order(session: Session) -> None:
    summer = timezone(timedelta(hours=1))
    instants = [
        datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=summer),
        datetime(2026, 3, 29, 0, 59, 59, 999_998, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(1949, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
    ]
    with session:
        session.add_all(Boat(str(number), seen_at=at) for number, at in enumerate(instants))
        session.commit()
    with session:
        query = select(boat_table.c.seen_at).order_by(boat_table.c.seen_at)
        found = session.scalars(query).all()
        assert found == sorted(instants)
        assert {at.tzinfo for at in found} == {UTC}
        hit = select(boat_table.c.name).where(boat_table.c.seen_at == instants[0])
        assert session.scalars(hit).one() == "0"


def test_a_naive_instant_is_refused(session: Session) -> None:
    with session, pytest.raises(StatementError, match="without a time zone"):
        session.execute(select(Boat).where(boat_table.c.seen_at > datetime(2026, 1, 1)))  # noqa: DTZ001  # what must be refused


def test_codes_money_and_json_come_back(session: Session) -> None:
    tags = {"b": [1, "ŵ"], "a": None}
    with session:
        boat = Boat("Avocet", colour=Colour.OFF_WHITE, price_pence=2**40, tags=tags)
        session.add(boat)
        session.commit()
    with session:
        found = session.scalars(select(Boat)).one()
        assert (found.colour, found.price_pence, found.tags) == (Colour.OFF_WHITE, 2**40, tags)


def test_the_database_itself_refuses_an_unknown_code(session: Session) -> None:
    with session, pytest.raises(IntegrityError, match="ck_boat_colour"):
        session.connection().exec_driver_sql(
            "INSERT INTO boat (name, colour, version) VALUES ('x', 'green', 1)"
        )
    with session, pytest.raises(StatementError):
        session.connection().execute(insert(boat_table).values(name="x", colour="green", version=1))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=4), json_values, max_size=5))
def test_equal_values_are_equal_text(value: dict[str, object]) -> None:
    turned = dict(reversed(list(value.items())))
    assert canonical_json(turned) == canonical_json(value)


def test_no_key_reaches_a_url_or_a_repr(file_engine: Engine, key: bytes, database: Path) -> None:
    told = repr(file_engine) + str(file_engine.url) + repr(file_engine.pool)
    assert key.hex() not in told
    assert str(database) not in told
