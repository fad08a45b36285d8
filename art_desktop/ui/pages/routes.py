"""The names of the pages, and which one opens a thing that was found."""

from __future__ import annotations

from art_desktop.ui.page import Route

TODAY = "today"
REQUESTS, REQUEST, REQUEST_FORM = "requests", "requests.one", "requests.form"
CHILDREN, CHILD, CHILD_FORM = "children", "children.one", "children.form"
HOUSEHOLDS, HOUSEHOLD, HOUSEHOLD_FORM = "households", "households.one", "households.form"
PROVIDERS = "providers"
SETTINGS, IMPORT = "settings", "settings.import"
PANEL = "panel"

_PAGE_OF = {
    "child": CHILD,
    "household": HOUSEHOLD,
    "provider": PROVIDERS,
    "home": PROVIDERS,
    "request": REQUEST,
}


def route_to(kind: str, key: int) -> Route:
    """Return the way to a "child", "household", "provider", "home" or "request" by its id."""
    return Route(_PAGE_OF[kind], key)
