"""A record of the first version comes to this one with everything in it, and with the policy rows it has not had."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Engine

from art_desktop.persistence import migrate


def test_a_record_in_use_gets_the_policy_rows_of_this_version(engine: Engine) -> None:
    """What was there stays as it is; what is new comes from its own day; a new record gets none from here."""
    migrate.upgrade(engine, to="0001")
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO matching_weight (id, code, weight, effective_from, source) "
                "VALUES (7, 'near_home', '5', '2016-04-01', 'first')"
            )
        )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT code, weight, source FROM matching_weight ORDER BY id")
        ).all()
        areas = connection.scalar(sa.text("SELECT count(*) FROM adjoining_area"))
    assert tuple(rows[0]) == ("near_home", "5", "first")
    assert "communication" in {row[0] for row in rows}
    assert len({row[0] for row in rows}) == len(rows)
    assert areas


def test_an_empty_record_is_left_to_its_first_tables(engine: Engine) -> None:
    """A new record is filled by its set-up alone."""
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM matching_weight")) == 0
        assert connection.scalar(sa.text("SELECT count(*) FROM adjoining_area")) == 0


def test_the_next_policy_row_after_an_upgrade_gets_an_id_of_its_own(engine: Engine) -> None:
    """Rows that an upgrade adds do not stand in the way of the first change of the policy after it."""
    migrate.upgrade(engine, to="0001")
    first = sa.text(
        "INSERT INTO matching_weight (code, weight, effective_from, source) "
        "VALUES ('near_home', '5', :begins, 'first')"
    )
    with engine.begin() as connection:
        connection.execute(first, {"begins": "2016-04-01"})
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(first, {"begins": "2027-04-01"})
        connection.execute(
            sa.text(
                "INSERT INTO adjoining_area (council_code, area_code, name, effective_from, source) "
                "VALUES ('E06000031', 'E06000055', 'Bedford', '2027-04-01', 'a manager')"
            )
        )
        ids = connection.scalars(sa.text("SELECT id FROM adjoining_area")).all()
    assert len(ids) == len(set(ids))
