"""One method for each thing a person does. No window, no SQL: the domain decides, the ports carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from art_desktop.services.every import Services, build_services

__all__ = ["Services", "build_services"]


def __getattr__(name: str) -> Any:
    """Import the services when they are first asked for: the sign-in is shown without them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from art_desktop.services import every

    return getattr(every, name)
