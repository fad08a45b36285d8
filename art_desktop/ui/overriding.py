"""`override`, which the standard library has from Python 3.12 on; the type checker reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    M = TypeVar("M")

    def override(method: M) -> M:
        """Mark a method that takes the place of one of the base class."""
        return method


__all__ = ["override"]
