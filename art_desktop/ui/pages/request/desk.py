"""What the parts of the request page share: the request, calls off the window's thread, refusals.

A part never calls a service itself. What it reads is dropped when the page has moved on; what it
writes is followed by a fresh reading of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import shiboken6

from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.read_models import Changed, RequestPage
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.widgets.cards import Banner, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from art_desktop.services import Services

T = TypeVar("T")

DECIDE, NEEDS, SHORTLIST, APPROACHES = "decision", "needs", "shortlist", "approaches"

_WHERE_NEXT: dict[str, tuple[str, str]] = {
    "authorisation": (DECIDE, "Record authorisation"),
    "authorisation_post": (DECIDE, "Go to Decision"),
    "no_view": (DECIDE, "Record view"),
    "disagreed": (DECIDE, "Record view"),
    "matched": (DECIDE, "Go to Decision"),
    "no_match": (DECIDE, "Record match"),
    "no_split": (DECIDE, "Record the split"),
    "no_offer": (APPROACHES, "Go to Approaches"),
    "no_profile": (NEEDS, "Fill in needs"),
    "no_needs": (NEEDS, "Fill in needs"),
    "tier_closed": (SHORTLIST, "Go to Shortlist"),
    "identifiers": (NEEDS, "Mend the answers"),
    "redaction": (NEEDS, "Mend the answers"),
    "placed": ("placement", "See placement"),
    "in_house_first": (SHORTLIST, "Go to Shortlist"),
    "asked_already": (APPROACHES, "Go to Approaches"),
    "no_wanted": ("wanted", "Say what is wanted"),
    "no_home_sought": ("quotes", "Go to Quotes"),
    "ordered": ("quotes", "Go to Quotes"),
    "authorised_price": (DECIDE, "Record authorisation"),
}
"""Where the next step of a refusal is done: the rule's code to a tab and the words of the button."""


class Host(Protocol):
    """What the desk asks of the page."""

    def show_banner(self, banner: Banner) -> None:
        """Show a banner under the header, in place of the last one."""
        ...

    def clear_banner(self) -> None:
        """Take the last banner away."""
        ...

    def go_to(self, tab: str) -> None:
        """Show a tab."""
        ...

    def read_alone(self, *, alone: bool) -> None:
        """Put the head away while a paper is read in the tab, or show it again."""
        ...

    def mend_needs(self) -> None:
        """Open the form in which an answer has to be mended."""
        ...

    def read_again(self) -> None:
        """Read the request anew."""
        ...

    def changed(self, what: Changed) -> None:
        """Something of this request was saved."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - reads as it is meant
        """Say that something is under way, if it takes longer than a moment."""
        ...


class Desk:
    """One request page's way to the services."""

    def __init__(self, context: PageContext, host: Host, widget: QWidget) -> None:
        self.context = context
        self.host = host
        self._widget = widget
        self.request_id = RequestId(0)
        self.page: RequestPage | None = None
        self._under_way = 0

    @property
    def services(self) -> Services:
        """Return the services; only ever called inside work that is submitted."""
        return self.context.services

    def actor(self) -> Actor:
        """Return who is signed in."""
        return self.context.actor()

    def may(self, permission: Permission) -> bool:
        """Say whether the person may do a thing; the services check it again."""
        return self.actor().may(permission)

    def read(
        self,
        what: str,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object],
        failed: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Read something off the window's thread. A later reading of `what` makes this one late."""
        services, actor, asked_for = self.services, self.actor(), self.request_id

        def arrived(result: T) -> None:
            if self._alive() and self.request_id == asked_for:
                then(result)

        self._start()
        self.context.runner.submit(
            lambda _work: call(services, actor),
            on_success=arrived,
            on_failure=lambda error: self._failed(error, failed),
            on_end=self._ended,
            group=(id(self), what),
        )

    def write(
        self,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Change something off the window's thread, then read the page again.

        Args: failed: takes a refusal in place of the banner. quiet: nothing of the page changes by
            it, so that it is not read again.
        """
        services, actor = self.services, self.actor()

        def arrived(result: T) -> None:
            if not self._alive():
                return
            if then is not None:
                then(result)
            if not quiet:
                nothing_said = Changed(frozenset())
                self.host.changed(result if isinstance(result, Changed) else nothing_said)

        if not quiet:
            self.host.clear_banner()
            self._start()
        self.context.runner.submit(
            lambda _work: call(services, actor),
            on_success=arrived,
            on_failure=lambda error: self._failed(error, failed),
            on_end=None if quiet else self._ended,
            writes=True,
        )

    def refuse(self, error: Refusal) -> None:
        """Show a refusal: what, why, what next, and the next step as a button."""
        words, act = self._next_step(error)
        self.host.show_banner(Banner.refusal(error, words, act))

    def say(self, what: str, why: str = "", *, tone: Tone = Tone.SUCCESS) -> None:
        """Say that something was done."""
        self.host.show_banner(Banner(tone, what, why))

    def _next_step(self, error: Refusal) -> tuple[str, Callable[[], object] | None]:
        if isinstance(error, ChangedByOther):
            return "Read it again", self.host.read_again
        rule = error.rule if isinstance(error, RuleBroken) else ""
        if isinstance(error, InvalidAnswers):
            rule = "identifiers" if any(_is_answer(p.field) for p in error.problems) else ""
        if rule not in _WHERE_NEXT:
            return "", None
        tab, words = _WHERE_NEXT[rule]
        if tab == NEEDS:
            return words, self.host.mend_needs
        return words, lambda: self.host.go_to(tab)

    def _failed(self, error: Exception, failed: Callable[[Refusal], object] | None) -> None:
        if not isinstance(error, Refusal) or not self._alive():
            self.context.messages.report(error)
        elif failed is not None:
            failed(error)
        else:
            self.refuse(error)

    def _start(self) -> None:
        self._under_way += 1
        self.host.set_busy(True)

    def _ended(self) -> None:
        self._under_way = max(self._under_way - 1, 0)
        if not self._under_way and self._alive():
            self.host.set_busy(False)

    def _alive(self) -> bool:
        return shiboken6.isValid(self._widget)


def _is_answer(field: str) -> bool:
    from art_desktop.domain.questions import BY_NAME

    return field in BY_NAME
