"""Column types that read back exactly what was stored, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Enum,
    Text,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

CODE_LENGTH = 64
E = TypeVar("E", bound=StrEnum)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in and out, to the microsecond, in sortable form.

    PostgreSQL keeps it as timestamptz, SQLite as ISO text without an offset, always UTC.

    Raises: ValueError: a naive datetime was handed in.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the driver keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone was about to be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the driver kept into an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A value as canonical JSON text, so that equal values are equal text.

    Lists come back for tuples. Treat what comes back as frozen: a change inside it is not
    noticed, only a new value is.
    """

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the value as canonical JSON; None stays NULL."""
        return None if value is None else canonical_json(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value back."""
        return None if value is None else json.loads(value)


def canonical_json(value: object) -> str:
    """Return `value` as JSON with sorted keys, no spare space and letters as they are.

    Raises: TypeError: it holds something that JSON does not have. ValueError: a NaN or infinity.
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def pence() -> BigInteger:
    """Return the type for money: whole pence."""
    return BigInteger()


def enum_type(codes: type[E]) -> Enum:
    """Return the column type that keeps a StrEnum by its value and gives the member back.

    It makes no constraint of its own: autogenerate drops those silently. Add `enum_check`.
    """
    return Enum(
        codes,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=CODE_LENGTH,
        values_callable=lambda members: [member.value for member in members],
    )


def enum_check(column: str, codes: type[E]) -> CheckConstraint:
    """Return the check that `column` holds one of the codes, named after the column."""
    values = ", ".join("'" + code.value.replace("'", "''") + "'" for code in codes)
    return CheckConstraint(f'"{column}" IN ({values})'.replace(":", "\\:"), name=column)


def enum_column(
    column: str, codes: type[E], *, nullable: bool = False, **options: Any
) -> tuple[Column[E], CheckConstraint]:
    """Return a column of codes and the check beside it: `Table(..., *enum_column("status", Status))`.

    Args: options: passed to `Column` (`index`, `default`, `server_default`, `info`).
    """
    made = Column(column, enum_type(codes), nullable=nullable, **options)
    return made, enum_check(column, codes)
