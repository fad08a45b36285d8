"""Cards of the Decision tab: who may decide now, and the decisions on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.read_models import AuthorisationView, RequestPage, RouteView
from art_desktop.ui.pages.request.part import capital, lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Card, Divider
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, Label, muted, small, strong
from art_desktop.ui.words import moment


def routes_card(page: RequestPage) -> Card:
    """Return who may decide today: by name, with telephone and cover; what is open now first."""
    card = Card("Who may decide this today")
    if page.no_route:
        card.add(Label(page.no_route, ink=Ink.DANGER, weight=SEMIBOLD, wrap=True))
    ordered = sorted(page.routes, key=lambda route: bool(route.shut))
    for at, route in enumerate(ordered):
        if at:
            card.add(Divider())
        card.add(_route(route))
    return card


def _route(route: RouteView) -> QWidget:
    box, column = _box()
    head = QHBoxLayout()
    head.setSpacing(GRID + HALF)
    head.addWidget(strong(capital(route.words), wrap=True), 1)
    if route.shut:
        head.addWidget(Tag("Not now", "support", "warning_tint"))
    column.addLayout(head)
    for person in route.people:
        column.addWidget(Label(person.words, wrap=True))
    there = {person.name for person in route.people if not person.covers}
    if route.holders and (not there or any(person.covers for person in route.people)):
        column.addWidget(muted(f"{route.holders}.", wrap=True))
    if not route.holders and not route.free_name:
        column.addWidget(muted("Nobody is on record: Settings, Who decides.", wrap=True))
    if route.condition:
        column.addWidget(muted(f"{capital(route.condition)}.".replace("..", "."), wrap=True))
    if route.also_needs is not None:
        people = "; or ".join(person.words for person in route.first_people)
        named = f" ({people})" if people else ""
        column.addWidget(muted(f"The {route.also_needs.words}{named} agrees first.", wrap=True))
    if route.shut:
        column.addWidget(muted(route.shut, wrap=True))
    return box


def decisions_card(
    authorisations: Sequence[AuthorisationView], renew: Callable[[AuthorisationView], object] | None
) -> Card:
    """Return the decisions on record, newest first. `renew` offers to renew the one that has run out, or will soon."""
    card = Card("Decisions on record")
    if not authorisations:
        card.add(muted("None yet: a search is indicative, and nobody can be asked."))
    for at, decision in enumerate(authorisations):
        if at:
            card.add(Divider())
        ended = decision.decision.permits and not decision.in_force
        offered = renew if at == 0 and (decision.runs_out or ended) else None
        card.add(_decision(decision, offered))
    return card


def _decision(
    decision: AuthorisationView, renew: Callable[[AuthorisationView], object] | None
) -> QWidget:
    box, column = _box()
    head = QHBoxLayout()
    head.setSpacing(GRID + HALF)
    if decision.in_force:
        head.addWidget(Tag("In force", "met", "success_tint"))
    if decision.retrospective:
        head.addWidget(Tag("Retrospective", "support", "warning_tint"))
    head.addWidget(
        strong(f"{decision.decision.words}: {capital(decision.post.words)}", wrap=True), 1
    )
    if renew is not None:
        button = Button("Renew …", lambda: renew(decision), compact=True)
        head.addWidget(button)
    column.addLayout(head)
    ink = Ink.DUE_TODAY if decision.runs_out else Ink.TEXT
    standing = f"{decision.standing}: renew it" if decision.runs_out else decision.standing
    column.addWidget(Label(standing, ink=ink, wrap=True))
    if decision.conditions:
        column.addWidget(Label(f"Conditions: {decision.conditions}", wrap=True))
    if decision.note:
        column.addWidget(Label(decision.note, wrap=True))
    if decision.covering:
        words = f"Why somebody else decided: {decision.covering}"
        column.addWidget(Label(words, wrap=True))
    by = f"Decided by {decision.decided_by}" if decision.decided_by else ""
    recorded = f"recorded by {decision.recorded_by}" if decision.recorded_by else ""
    column.addWidget(small(lines_of((by, moment(decision.decided_at), recorded)), wrap=True))
    return box


def _box() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    return box, column
