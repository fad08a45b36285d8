"""The page of one child."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from art_desktop.domain.ids import ChildId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import AddressView, ChildPage, RequestRow
from art_desktop.domain.resource_prices import stage_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage, Route
from art_desktop.ui.pages.address import AddressCard
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.facts import facts_card, placements_card, two_columns
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.pages.routes import CHILD, CHILD_FORM, REQUEST, REQUEST_FORM
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind, LinkButton
from art_desktop.ui.widgets.cards import Card, clear_layout
from art_desktop.ui.widgets.text import Label, muted, page_title
from art_desktop.ui.words import day


class ChildView(RecordPage):
    """Facts, brothers and sisters, placements, requests; opened with the child's id."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Child")
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self._id = ChildId(0)
        self.page: ChildPage | None = None
        self._head = QVBoxLayout()
        self.column.addLayout(self._head)
        self.column.addWidget(self.busy)
        self._body = QVBoxLayout()
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.address: AddressCard | None = None

    @override
    def open(self, key: object) -> None:
        """Show the child `key`."""
        assert isinstance(key, int)
        if key != self._id:
            self._id = ChildId(key)
            self.page = None
            for layout in (self._head, self._body):
                clear_layout(layout)
        self.read_again()

    def read_again(self) -> None:
        """Read the child anew."""
        wanted = self._id
        self.calls.read("page", lambda s, who: s.children.page(who, wanted), self._show)

    def _show(self, page: ChildPage) -> None:
        if page.id != self._id or page == self.page:
            return
        first = self.page is None
        self.page = page
        for layout in (self._head, self._body):
            clear_layout(layout)
        self._head.addLayout(self._header(page))
        self.address = AddressCard(self._reveal, may=self.calls.may(Permission.REVEAL_ADDRESS))
        left = [facts_card("Now", page.facts, "Nothing known yet."), self._siblings(page)]
        if self.calls.may(Permission.SEE_NEEDS):
            left.append(self._requests(page.requests))
        right = [self.address, placements_card(page.placements, of_child=True)]
        self._body.addLayout(two_columns(left, right))
        if first:
            self.focus_first()

    def _header(self, page: ChildPage) -> QVBoxLayout:
        column = QVBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(page.name))
        if page.known_as:
            top.addWidget(muted(f"known as {page.known_as}"), 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        self.first = None
        buttons = []
        if self.calls.may(Permission.EDIT_REQUESTS):
            buttons.append(Button("New request", self._new, kind=Kind.PRIMARY, icon_name="add"))
        if self.calls.may(Permission.EDIT_CHILDREN):
            buttons.append(Button("Edit", self._edit, icon_name="edit"))
        for button in buttons:
            top.addWidget(button)
            self.first = self.first or button
        column.addLayout(top)
        who = f"{page.sex.child_word}, {page.age_words}"
        case = f"case {page.case_number}" if page.case_number else ""
        column.addWidget(muted(lines_of((who, f"born {day(page.born_on)}", page.reference, case))))
        return column

    def _siblings(self, page: ChildPage) -> Card:
        card = Card("Brothers and sisters")
        for key, line in zip(page.sibling_ids, page.siblings, strict=True):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            go = partial(self._go, Route(CHILD, key))
            row.addWidget(LinkButton(line.label, go))
            row.addWidget(Label(line.words, wrap=True), 1)
            card.body.addLayout(row)
        if not page.siblings:
            card.add(muted("None on record."))
        return card

    def _requests(self, requests: tuple[RequestRow, ...]) -> Card:
        card = Card("Requests")
        for one in sorted(requests, key=lambda r: r.needed_at, reverse=True):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(LinkButton(one.reference, partial(self._go, Route(REQUEST, one.id))))
            row.addWidget(
                Label(f"{one.kind.words} · {stage_words(one.kind, one.stage)}", wrap=True), 1
            )
            card.body.addLayout(row)
        if not requests:
            card.add(muted("None on record."))
        return card

    def _go(self, route: Route) -> None:
        self.go_requested.emit(route)

    def _edit(self) -> None:
        self.go_requested.emit(Route(CHILD_FORM, self._id))

    def _new(self) -> None:
        self.go_requested.emit(Route(REQUEST_FORM, ("child", int(self._id))))

    def _reveal(self) -> None:
        wanted, card = self._id, self.address
        assert card is not None

        def show(address: AddressView) -> None:
            # Another reading may have put another card in its place meanwhile.
            if self.address is card:
                card.show_address(address)

        self.calls.write(
            lambda s, who: s.children.reveal(who, wanted), show, words="Opening the address …"
        )
