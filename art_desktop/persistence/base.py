"""The one metadata and mapping registry that every table and entity hangs on."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

# Named constraints, because a batch migration on SQLite can only drop what has a name.
NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

metadata = MetaData(naming_convention=NAMING)
"""Every table of the record. Migrations are compared with it."""

mapper_registry = registry(metadata=metadata)
"""Maps the plain entities of `domain/` onto the tables, imperatively."""
