"""Papers that were kept before they had subjects are still there afterwards, and are numbered on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, Table, insert, select, text
from sqlalchemy.exc import IntegrityError

from art_desktop.persistence.migrate import current_revision, upgrade


class Filler:
    """Adds rows to a database of any edition: whatever must be there and is not said is made up."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.tables = MetaData()
        self.tables.reflect(connection)

    def add(self, name: str, **said: Any) -> int:
        """Add a row, and rows for what it refers to; return its key."""
        table = self.tables.tables[name]
        values = dict(said)
        for column in table.columns:
            if column.name in values or column.nullable or column.name == "id":
                continue
            keys = list(column.foreign_keys)
            values[column.name] = (
                self.add(keys[0].column.table.name) if keys else self._made_up(table, column)
            )
        key = 1 + len(self.connection.execute(select(table.c.id)).all())
        self.connection.execute(insert(table).values(id=key, **values))
        return key

    def _made_up(self, table: Table, column: Any) -> Any:
        for check in table.constraints:
            words = str(getattr(check, "sqltext", ""))
            if re.search(rf'"?\b{column.name}\b"?\)?(::text)? (IN|= ANY)', words):
                found = re.search(r"'([^']+)'", words)
                assert found
                return found.group(1)
        kind = column.type.python_type
        made: dict[type, Any] = {
            int: 1, str: "x", bool: False, bytes: b"x", float: 1.0,
            date: date(2026, 11, 20), datetime: datetime(2026, 11, 20, 9, tzinfo=UTC),
        }  # fmt: skip
        return made[kind]


def test_a_kept_paper_gets_its_subject_and_keeps_its_bytes(engine: Engine) -> None:
    upgrade(engine, to="0003")
    with engine.begin() as connection:
        filler = Filler(connection)
        request, who = filler.add("request"), filler.add("user_account")
        for number in (1, 2):
            filler.add(
                "issued_paper",
                request_id=request,
                made_by=who,
                kind="referral_redacted",
                number=number,
                content=b"%PDF as it was made",
            )
    upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(
            text("SELECT number, subject, body, content FROM issued_paper ORDER BY number")
        ).all()
        subject = f"request {request}"
        assert [(row.number, row.subject, row.body) for row in rows] == [
            (1, subject, ""),
            (2, subject, ""),
        ]
        assert {bytes(row.content) for row in rows} == {b"%PDF as it was made"}
        assert current_revision(connection) != "0003"
        filler = Filler(connection)
        filler.add("issued_paper", made_by=who, kind="panel_minutes", subject="meeting 1", number=1)
        again = {"made_by": who, "kind": "referral_redacted", "subject": subject, "number": 2}
        with pytest.raises(IntegrityError), connection.begin_nested():
            filler.add("issued_paper", **again)
