"""The page of one home: registration, what it takes, its statement of purpose, its staffing, what is free."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from art_desktop.domain.ids import HomeId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.provider_views import WITHHELD, HomePage
from art_desktop.domain.read_models import LineView
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.facts import facts_card, placements_card, two_columns
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.pages.routes import HOME_FORM, PROVIDER
from art_desktop.ui.pages.said_free import said_words
from art_desktop.ui.pages.supply_view import SupplyView
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, LinkButton
from art_desktop.ui.widgets.cards import Banner, Card, Tone
from art_desktop.ui.widgets.show import KeyValue, Tag
from art_desktop.ui.widgets.text import Label, display, muted, page_title
from art_desktop.ui.words import counted, day


class HomeView(SupplyView[HomePage]):
    """Opened with the home's id."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Home")

    @override
    def read_again(self) -> None:
        wanted = HomeId(self.key)

        def show(page: HomePage) -> None:
            if page.line.id == self.key:
                self.show_page(page)

        self.calls.read("page", lambda s, who: s.providers.home(who, wanted), show)

    @override
    def draw(self, page: HomePage) -> None:
        self.head.addLayout(self._header(page))
        for words in page.warnings:
            self.body.addWidget(Banner(Tone.WARNING, words, can_close=False))
        left = [
            self._statement(page),
            facts_card(
                "Staffing and the building", page.staffing, "Not known yet.", name_width=136
            ),
        ]
        right = [
            self._places(page),
            facts_card("What it takes", page.takes, "Not known yet.", name_width=136),
            facts_card("Registration", page.registration, "Nothing on record.", name_width=112),
            placements_card(page.placements, of_child=False),
        ]
        self.body.addLayout(two_columns(left, right))

    def _header(self, page: HomePage) -> QVBoxLayout:
        column = QVBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(page.line.title))
        if page.line.withheld:
            top.addWidget(Tag(WITHHELD, "not_applicable", "sunken"))
        top.addStretch(1)
        if self.calls.may(Permission.APPROACH):
            said = Button("They said …", lambda: self.ask_free(page.line), icon_name="phone")
            top.addWidget(self.starts_at(said))
        if self.calls.may(Permission.EDIT_PROVIDERS):
            top.addWidget(self.starts_at(Button("Edit", self._edit, icon_name="edit")))
        column.addLayout(top)
        under = QHBoxLayout()
        under.setSpacing(GRID)
        under.addWidget(LinkButton(page.provider, self._to_provider))
        under.addWidget(
            muted(lines_of((page.line.reference, page.line.kind.words, page.line.area)))
        )
        under.addStretch(1)
        column.addLayout(under)
        return column

    @staticmethod
    def _places(page: HomePage) -> Card:
        line = page.line
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(display("?" if line.free is None else str(line.free)))
        of = "" if line.places is None else f" of {counted(line.places, 'place')}"
        here = counted(line.here, "child of ours lives here", "children of ours live here")
        free = "Free places are not known" if line.free is None else f"free today{of}"
        row.addWidget(muted(f"{free};\n{here}", wrap=True), 1)
        card.body.addLayout(row)
        if page.said_free is not None and line.said_free_on is not None:
            said = f"They said {page.said_free} free on {said_words(line)}."
            card.add(muted(said, wrap=True))
        card.setAccessibleName(f"{free}; {here}")
        return card

    @staticmethod
    def _statement(page: HomePage) -> Card:
        card = Card("Statement of purpose")
        if page.statement_on is not None:
            card.add(muted(f"of {day(page.statement_on)}"))
        if page.statement:
            card.add(Label(page.statement, wrap=True))
        if page.purposes is None:
            words = "Which needs it names is not on record: a match on them stays “not known”."
            card.add(muted(words, wrap=True))
        else:
            card.add(KeyValue(_pairs(page.purposes), name_width=216))
            card.add(muted("A need not named here is not in its statement.", wrap=True))
        return card

    def _edit(self) -> None:
        self.go_requested.emit(Route(HOME_FORM, self.key))

    def _to_provider(self) -> None:
        if self.page is not None:
            self.go_requested.emit(Route(PROVIDER, self.page.provider_id))


def _pairs(lines: tuple[LineView, ...]) -> list[tuple[str, str]]:
    return [(line.label, line.words) for line in lines]
