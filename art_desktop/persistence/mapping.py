"""Maps the plain entities of `domain/` onto their tables, once for a process."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy.orm import deferred, relationship

from art_desktop.persistence.base import mapper_registry
from art_desktop.persistence.tables import PART_OWNERS, SHAPES, TABLES

_done = False


def map_entities() -> None:
    """Map every entity; a second call does nothing.

    A `version` field is the optimistic lock: SQLAlchemy refuses to save a row that has moved on.
    """
    global _done  # noqa: PLW0603  # mapping is a process-wide fact of SQLAlchemy's registry
    if _done:
        return
    _done = True
    part_of = {field: part for part, (_, field) in PART_OWNERS.items()}
    for entity, shape in SHAPES.items():
        table = TABLES[entity]
        options: dict[str, Any] = {}
        if any(field.name == "version" for field in fields(entity)):
            options["version_id_col"] = table.c.version
        parts: dict[str, Any] = {name: deferred(table.c[name]) for name in shape.late}
        parts |= {
            name: relationship(
                _part(entity, name, part_of),
                cascade="all, delete-orphan",
                passive_deletes=True,
                order_by=TABLES[_part(entity, name, part_of)].c.id,
            )
            for name in shape.parts
        }
        mapper_registry.map_imperatively(entity, table, properties=parts, **options)


def _part(owner: type, field: str, part_of: dict[str, type]) -> type:
    """Return the entity that fills a list field of its owner."""
    part = part_of[field]
    assert PART_OWNERS[part][0] is owner
    return part
