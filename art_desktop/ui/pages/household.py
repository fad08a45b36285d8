"""The page of one household."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import PutOnHold
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, Refusal
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import AddressView, Changed, HouseholdPage
from art_desktop.domain.vocabulary import HoldReason, HouseholdStatus
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ReadingPage, Route
from art_desktop.ui.pages.address import AddressCard
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.facts import facts_card, placements_card, two_columns, words_card
from art_desktop.ui.pages.request.part import InPlace, lines_of
from art_desktop.ui.pages.routes import HOUSEHOLD_FORM
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, Tone, clear_layout
from art_desktop.ui.widgets.choices import ChoiceField, options_of
from art_desktop.ui.widgets.fields import DateField, TextField
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import display, muted, page_title
from art_desktop.ui.words import counted


class HouseholdView(ReadingPage):
    """Facts in groups, free places large, who lives there, holds; opened with the household's id."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Household")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self._id = HouseholdId(0)
        self.page: HouseholdPage | None = None
        self._head = QVBoxLayout()
        self.column.addLayout(self._head)
        self._notice = QVBoxLayout()
        self.column.addLayout(self._notice)
        self.column.addWidget(self.busy)
        self._body = QVBoxLayout()
        self._body.setSpacing(GRID * 2)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.address: AddressCard | None = None
        self._first: Button | None = None

    @override
    def open(self, key: object) -> None:
        """Show the household `key`."""
        assert isinstance(key, int)
        if key != self._id:
            self._id = HouseholdId(key)
            self.page = None
            for layout in (self._head, self._notice, self._body):
                clear_layout(layout)
        self.read_again()

    def read_again(self) -> None:
        """Read the household anew."""
        wanted = self._id
        self.calls.read("page", lambda s, who: s.households.page(who, wanted), self._show)

    def _show(self, page: HouseholdPage) -> None:
        if page.id != self._id or page == self.page:
            return
        first = self.page is None
        self.page = page
        for layout in (self._head, self._body):
            clear_layout(layout)
        self._head.addLayout(self._header(page))
        self.address = AddressCard(self._reveal, may=self.calls.may(Permission.REVEAL_ADDRESS))
        left = [
            facts_card("Who lives there", page.residents, "Nobody but the carers."),
            facts_card("Carers", page.carers, "No carer on record."),
            facts_card("Terms of approval", page.terms, "No terms on record."),
            facts_card("Skills and training", page.skills, "None on record."),
        ]
        if page.about:
            left.append(words_card("About them", page.about))
        right = [
            self._places(page),
            self.address,
            facts_card("The home", page.home, "Nothing known yet."),
            facts_card("Holds", page.holds, "Never on hold."),
            placements_card(page.placements, of_child=False),
        ]
        self._body.addLayout(two_columns(left, right))
        if first:
            self.focus_first()

    def _header(self, page: HouseholdPage) -> QVBoxLayout:
        column = QVBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(page.name))
        if page.status is not HouseholdStatus.ACTIVE:
            top.addWidget(Tag(page.status.words, "not_applicable", "sunken"))
        if page.hold_words:
            top.addWidget(Tag(f"On hold: {page.hold_words}", "support", "warning_tint"))
        top.addStretch(1)
        self._first = None
        if self.calls.may(Permission.EDIT_HOUSEHOLDS):
            self._first = Button("Edit", self._edit, icon_name="edit")
            top.addWidget(self._first)
            if page.hold_words:
                top.addWidget(Button("Lift hold", self._lift))
            top.addWidget(Button("Put on hold …", self._ask_hold))
        column.addLayout(top)
        level = page.level.words if page.level else ""
        words = lines_of((page.reference, page.area, page.provider or "in-house", level))
        column.addWidget(muted(words))
        return column

    def _places(self, page: HouseholdPage) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        figure = display(str(page.free or 0))
        row.addWidget(figure)
        free = "place is" if page.free == 1 else "places are"
        row.addWidget(muted(f"{free} free today,\nof {page.places} approved"))
        row.addStretch(1)
        card.body.addLayout(row)
        card.setAccessibleName(f"{counted(page.free or 0, 'free place')} of {page.places}")
        return card

    # What is done.

    def _edit(self) -> None:
        self.go_requested.emit(Route(HOUSEHOLD_FORM, self._id))

    def _reveal(self) -> None:
        wanted, card = self._id, self.address
        assert card is not None

        def show(address: AddressView) -> None:
            # Another reading may have put another card in its place meanwhile.
            if self.address is card:
                card.show_address(address)

        self.calls.write(
            lambda s, who: s.households.reveal(who, wanted), show, words="Opening the address …"
        )

    def _lift(self) -> None:
        page = self.page
        assert page is not None
        self.calls.write(
            lambda s, who: s.households.lift_hold(who, page.id, page.version),
            self._changed,
            self._refused,
        )

    def _ask_hold(self) -> None:
        page = self.page
        assert page is not None
        reason = ChoiceField(
            "reason", "Why", options_of(HoldReason), required=True, not_known=False
        )
        starts = DateField("starts_on", "From", required=True)
        starts.set_value(local_day(self._context.clock.now()))
        ends = DateField("ends_on", "To and including", "Empty: until it is lifted.")
        note = TextField("note", "Note", width="long")

        def put() -> None:
            fields = (reason, starts, ends, note)
            for field in fields:
                field.set_problem(field.own_problem())
            why, begins = reason.value(), starts.value()
            if (
                any(field.problem() for field in fields)
                or not isinstance(why, HoldReason)
                or begins is None
            ):
                return
            command = PutOnHold(
                household_id=page.id,
                version=page.version,
                reason=why,
                starts_on=begins,
                ends_on=ends.value(),
                note=note.text(),
            )

            def refused(error: Refusal) -> None:
                if isinstance(error, InvalidAnswers):
                    panel.say_problem(" ".join(problem.words for problem in error.problems))
                else:
                    self._refused(error)

            self.calls.write(lambda s, who: s.households.hold(who, command), self._changed, refused)

        panel = InPlace(
            "Put on hold",
            "Put on hold",
            put,
            self._close_notice,
            why="They are not asked meanwhile.",
        )
        for field in (reason, starts, ends, note):
            panel.body.addWidget(field)
        clear_layout(self._notice)
        self._notice.addWidget(panel)
        reason.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_notice(self) -> None:
        clear_layout(self._notice)
        self.focus_first()

    def _changed(self, done: Changed) -> None:
        clear_layout(self._notice)
        self.banner_requested.emit(Banner(Tone.SUCCESS, done.words))
        self.said.emit(f"saved {time_words(self._context.clock.now())}")
        self.read_again()

    def _refused(self, error: Refusal) -> None:
        again = isinstance(error, ChangedByOther)
        banner = Banner.refusal(error, "Read it again" if again else "", self.read_again)
        self.banner_requested.emit(banner)

    @override
    def focus_first(self) -> None:
        """Start at the first button."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
