"""Plain reads through Core that no single entity answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from art_desktop.persistence.audit import audit_entry
from art_desktop.persistence.facts_query import home_facts, household_facts
from art_desktop.persistence.names_query import names_for_find

__all__ = ["history", "home_facts", "household_facts", "names_for_find"]


def history(
    connection: Connection, objects: Sequence[tuple[str, int]], limit: int
) -> list[tuple[datetime, str, str, str]]:
    """Return (at, username, action, object type) of the audit trail for these objects, newest first."""
    if not objects:
        return []
    entry = audit_entry.c
    wanted = or_(
        *(and_(entry.object_type == kind, entry.object_id == str(key)) for kind, key in objects)
    )
    query = (
        select(entry.at, entry.username, entry.action, entry.object_type)
        .where(wanted)
        .order_by(entry.seq.desc())
        .limit(limit)
    )
    return [
        (row.at, row.username, row.action, row.object_type) for row in connection.execute(query)
    ]
