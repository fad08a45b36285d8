"""A record of the first version comes to this one with everything in it, and with the policy rows it has not had."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from art_desktop.domain.frameworks import LotPlace
from art_desktop.domain.ids import LotId, ProviderId
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.persistence import migrate
from art_desktop.persistence.mapping import map_entities
from art_desktop.persistence.unit_of_work import SqlUnitOfWork
from art_desktop.services.provider_terms import terms_of


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


def test_a_record_of_the_version_before_keeps_its_providers_standing(engine: Engine) -> None:
    """What stood on a provider as a mark or one date stands in rows with dates, and says the same of a day."""
    migrate.upgrade(engine, to="0002")
    given = {"version": 1, "registration_status": "Active"}
    before = (
        {"id": 1, "kind": "ifa", "on": True, "checked": "2026-06-01", "until": "2027-03-31"},
        {"id": 2, "kind": "ifa", "on": True, "checked": None, "until": "2026-10-31"},
        {"id": 3, "kind": "supported", "on": True, "checked": "2026-06-01", "until": None},
        {"id": 4, "kind": "ifa", "on": False, "checked": "2026-06-01", "until": "2014-03-31"},
        {"id": 5, "kind": "secure", "on": False, "checked": None, "until": None},
    )
    with engine.begin() as connection:
        providers = sa.Table("provider", sa.MetaData(), autoload_with=connection)
        homes = sa.Table("home", sa.MetaData(), autoload_with=connection)
        for row in before:
            stands = {
                **given,
                "id": row["id"],
                "reference": f"P-{row['id']}",
                "name": f"Provider {row['id']}",
                "kind": row["kind"],
                "on_framework": row["on"],
                "checks_done_on": _day(row["checked"]),
                "contract_until": _day(row["until"]),
                "suspended": row["id"] == 5,
            }
            connection.execute(providers.insert().values(_whole(providers, stands)))
        # A home of another kind than its owner was searched by its owner's mark.
        home = {
            **given,
            "id": 1,
            "reference": "HM-1",
            "provider_id": 3,
            "kind": "childrens_home",
            "short_break_only": False,
        }
        connection.execute(homes.insert().values(_whole(homes, home)))
    migrate.upgrade(engine)
    map_entities()
    with Session(engine) as session:
        uow = SqlUnitOfWork(session)
        terms = terms_of(uow, [ProviderId(number) for number in range(1, 6)], date(2026, 11, 24))
        ifa, supported = ProviderKind.IFA, ProviderKind.SUPPORTED
        assert terms[ProviderId(1)].lacking(ifa) == ()
        assert not terms[ProviderId(2)].on_lot(ifa), "its contract had ended"
        assert terms[ProviderId(3)].on_lot(supported)
        assert terms[ProviderId(3)].on_lot(ProviderKind.CHILDRENS_HOME)
        assert terms[ProviderId(3)].contract_for(supported) is None
        assert not terms[ProviderId(4)].on_lot(ifa)
        assert terms[ProviderId(4)].checks_in_order
        assert terms[ProviderId(5)].suspended() is not None
        assert not terms[ProviderId(5)].checks_in_order
        october = terms_of(uow, [ProviderId(2)], date(2026, 10, 31))[ProviderId(2)]
        assert october.on_lot(ifa)
        # The next row gets an id of its own.
        session.add(
            LotPlace(lot_id=LotId(1), provider_id=ProviderId(4), starts_on=date(2026, 1, 1))
        )
        session.flush()


def _day(words: object) -> date | None:
    return date.fromisoformat(str(words)) if words else None


def _whole(table: sa.Table, given: dict[str, object]) -> dict[str, object]:
    """Return a row with empty words wherever the table wants some and nothing is given."""
    empty = {
        column.name: ""
        for column in table.columns
        if not column.nullable and isinstance(column.type, sa.String)
    }
    return empty | given
