"""The names of the pages, and which one opens a thing that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from art_desktop.ui.page import Route

if TYPE_CHECKING:
    from art_desktop.domain.paper_forms import FormSubject

TODAY = "today"
REQUESTS, REQUEST, REQUEST_FORM = "requests", "requests.one", "requests.form"
WAITING = "requests.waiting"
CHILDREN, CHILD, CHILD_FORM = "children", "children.one", "children.form"
HOUSEHOLDS, HOUSEHOLD, HOUSEHOLD_FORM = "households", "households.one", "households.form"
PROVIDERS, PROVIDER, PROVIDER_FORM = "providers", "providers.one", "providers.form"
HOME, HOME_FORM = "providers.home", "providers.home_form"
FRAMEWORKS = "providers.frameworks"
REPORTS, BOARD, ORDERED = "reports", "reports.board", "reports.ordered"
SETTINGS, IMPORT = "settings", "settings.import"
PANEL = "panel"
PANELS, MEETING, PANEL_RULES = "panels", "panels.one", "panels.rules"
PANEL_ROOM = "panels.room"
PAPER = "paper"
REQUEST_PAPER_FORM, HOUSEHOLD_PAPER_FORM = "requests.paper_form", "households.paper_form"
MEETING_PAPER_FORM = "panels.paper_form"

_PAGE_OF = {
    "child": CHILD,
    "household": HOUSEHOLD,
    "provider": PROVIDER,
    "home": HOME,
    "request": REQUEST,
    "meeting": MEETING,
}

_FOUND_UNDER = {"carer": "household", "home": "provider"}


def route_to(kind: str, key: int) -> Route:
    """Return the way to a "child", "household", "provider", "home" or "request" by its id."""
    return Route(_PAGE_OF[kind], key)


def route_to_found(kind: str, key: int) -> Route:
    """Return the way to what the find box found: a carer's or home's key is that of the record it stands under."""
    return route_to(_FOUND_UNDER.get(kind, kind), key)


def behind_provider(name: str, provider_id: int) -> Route:
    """Return the way to a form for something new of a provider: a home of its own, or a household that it offers."""
    return Route(name, f"provider:{provider_id}")


def provider_in(key: object) -> int | None:
    """Return the provider that a form's key names, None where it names none."""
    if isinstance(key, str) and key.startswith("provider:"):
        return int(key.removeprefix("provider:"))
    return None


class PaperForm(Route):
    """The way to a form that is filled in for a paper; the page is one, and stands under what the form is of."""

    def __init__(self, subject: FormSubject) -> None:
        name = REQUEST_PAPER_FORM
        if subject.household_id is not None:
            name = HOUSEHOLD_PAPER_FORM
        elif subject.meeting_id is not None:
            name = MEETING_PAPER_FORM
        super().__init__(name, subject)


class Paper(Route):
    """The way to a kept paper, whatever it belongs to."""

    def __init__(self, document_id: int) -> None:
        super().__init__(PAPER, int(document_id))
