"""The page of one household, in the order in which a placement officer reads it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import ChangedByOther, Refusal
from art_desktop.domain.household_commands import PutOnHold
from art_desktop.domain.household_views import HoldView, HouseholdPage
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.outlook import Outlook
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import AddressView, Changed
from art_desktop.domain.vocabulary import HouseholdStatus
from art_desktop.domain.wording import time_words, weekly_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage, Route
from art_desktop.ui.pages.address import AddressCard
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.facts import facts_card, placements_card, two_columns, words_card
from art_desktop.ui.pages.household_cards import TonightCard, residents_card, skills_card
from art_desktop.ui.pages.household_holds import HoldPanel, HoldsCard
from art_desktop.ui.pages.household_pictures import ForChildrenCard
from art_desktop.ui.pages.outlook_card import OutlookCard
from art_desktop.ui.pages.request.part import InPlace, lines_of
from art_desktop.ui.pages.routes import CHILD, HOUSEHOLD_FORM, PROVIDER
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, LinkButton
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import muted, page_title


class HouseholdView(RecordPage):
    """Whether it can be used tonight, its free places from day to day, who lives there; opened with an id."""

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
        self.outlook: OutlookCard | None = None
        self._drawn: Outlook | None = None
        self._from: date | None = None

    @override
    def open(self, key: object) -> None:
        """Show the household `key`."""
        assert isinstance(key, int)
        if key != self._id:
            self._id = HouseholdId(key)
            self.page = None
            self._drawn = self._from = None
            for layout in (self._head, self._notice, self._body):
                clear_layout(layout)
        self.read_again()

    def read_again(self) -> None:
        """Read the household anew."""
        wanted = self._id
        self.calls.read("page", lambda s, who: s.households.page(who, wanted), self._show)
        self._read_outlook(self._from)

    def _read_outlook(self, start: date | None) -> None:
        """Read the free places from a day on, today without one."""
        wanted = self._id
        self._from = start
        self.calls.read(
            "outlook", lambda s, who: s.households.outlook(who, wanted, start), self._show_outlook
        )

    def _show(self, page: HouseholdPage) -> None:
        if page.id != self._id or page == self.page:
            return
        # What is built anew takes the focus with it, and it would go to the window's own buttons.
        focused = QApplication.focusWidget()
        first = self.page is None or (focused is not None and self.isAncestorOf(focused))
        self.page = page
        for layout in (self._head, self._body):
            clear_layout(layout)
        self._head.addLayout(self._header(page))
        self._body.addWidget(TonightCard(page))
        self.outlook = OutlookCard(self._today(), self._read_outlook)
        self._body.addWidget(self.outlook)
        if self._drawn is not None:
            self._show_outlook(self._drawn)
        self._body.addLayout(self._cards(page))
        if self.calls.may(Permission.EDIT_HOUSEHOLDS):
            self._body.addWidget(self._for_children())
        if first:
            self.focus_first()

    def _show_outlook(self, outlook: Outlook) -> None:
        if outlook.household_id != self._id:
            return
        self._drawn = outlook
        if self.outlook is not None and self.page is not None:
            self.outlook.show_outlook(outlook)

    def _cards(self, page: HouseholdPage) -> QHBoxLayout:
        self.address = AddressCard(self._reveal, may=self.calls.may(Permission.REVEAL_ADDRESS))
        left: list[QWidget] = [
            residents_card(page.residents, self._go_to_child),
            facts_card("Who else lives there", page.members, "Nobody but the carers."),
            facts_card("Carers", page.carers, "No carer on record."),
            skills_card(page.skills),
            placements_card(page.placements, of_child=False),
        ]
        if page.about:
            left.append(words_card("About them", page.about))
        may_edit = self.calls.may(Permission.EDIT_HOUSEHOLDS)
        right = [
            facts_card("Terms of approval", page.terms, "No terms on record."),
            facts_card("Exemptions", page.exemptions, "None: three children at most."),
            HoldsCard(page.holds, self._on_hold if may_edit else None),
            facts_card("Days on call", page.availability, "They have named no days."),
            self.address,
            facts_card("The home", page.home, "Nothing known yet."),
        ]
        return two_columns(left, right)

    def _for_children(self) -> ForChildrenCard:
        card = ForChildrenCard(self._context, self._id)
        card.go_requested.connect(self.go_requested)
        card.banner_requested.connect(self.banner_requested)
        return card

    def _header(self, page: HouseholdPage) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(HALF)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(page.name))
        if page.status is not HouseholdStatus.ACTIVE:
            top.addWidget(Tag(page.status.words, "not_applicable", "sunken"))
        if page.hold_words:
            top.addWidget(Tag(f"On hold: {page.hold_words}", "support", "warning_tint"))
        top.addStretch(1)
        self.first = None
        if self.calls.may(Permission.EDIT_HOUSEHOLDS):
            self.first = Button("Edit", self._edit, icon_name="edit")
            top.addWidget(self.first)
            if page.hold_words:
                top.addWidget(Button("Lift hold", self._lift))
            top.addWidget(Button("Put on hold …", self._ask_hold))
        column.addLayout(top)
        level = page.level.words if page.level else ""
        price = weekly_words(page.weekly_price_pence) if page.provider_id else ""
        second = QHBoxLayout()
        second.setSpacing(GRID)
        whose = "" if page.provider_id else page.tier.words
        second.addWidget(muted(lines_of((page.reference, page.area, whose, level, price))))
        if page.provider_id is not None:
            second.addWidget(LinkButton(page.provider.replace("&", "&&"), self._go_to_provider))
        second.addStretch(1)
        column.addLayout(second)
        return column

    # Where to go.

    def _today(self) -> date:
        return local_day(self._context.clock.now())

    def _edit(self) -> None:
        self.go_requested.emit(Route(HOUSEHOLD_FORM, self._id))

    def _go_to_child(self, child_id: ChildId) -> None:
        self.go_requested.emit(Route(CHILD, child_id))

    def _go_to_provider(self) -> None:
        assert self.page is not None
        self.go_requested.emit(Route(PROVIDER, self.page.provider_id))

    # What is done.

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

    def _ask_hold(self, held: HoldView | None = None) -> None:
        page = self.page
        assert page is not None

        def put(command: PutOnHold) -> None:
            self.calls.write(lambda s, who: s.households.hold(who, command), self._changed, refused)

        def refused(error: Refusal) -> None:
            if not panel.refused(error):
                self._refused(error)

        panel = HoldPanel(page, self._today(), put, self._close_notice, held)
        self._ask(panel)
        panel.reason.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.calls.may(Permission.SEE_CHILDREN):
            self.calls.read("children", lambda s, who: s.children.rows(who), panel.set_children)

    def _on_hold(self, what: str, hold: HoldView) -> None:
        """Change, end or take out one hold."""
        page = self.page
        assert page is not None
        if what == "change":
            self._ask_hold(hold)
        elif what == "end":
            self.calls.write(
                lambda s, who: s.households.end_hold(who, page.id, page.version, hold.id),
                self._changed,
                self._refused,
            )
        else:
            self._ask_take_out(page, hold)

    def _ask_take_out(self, page: HouseholdPage, hold: HoldView) -> None:
        def take_out() -> None:
            self.calls.write(
                lambda s, who: s.households.remove_hold(who, page.id, page.version, hold.id),
                self._changed,
                self._refused,
            )

        panel = InPlace(
            f"Take out “{hold.title}”?",
            "Take it out",
            take_out,
            self._close_notice,
            why=f"{hold.words}. For one that should never have been there; the audit trail keeps it.",
        )
        self._ask(panel)
        panel.do_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, panel: QWidget) -> None:
        """Show a panel above the cards."""
        clear_layout(self._notice)
        self._notice.addWidget(panel)
        self.scroll_area.verticalScrollBar().setValue(0)

    def _close_notice(self) -> None:
        clear_layout(self._notice)
        self.focus_first()

    def _changed(self, done: Changed) -> None:
        clear_layout(self._notice)
        self.banner_requested.emit(Banner(Tone.SUCCESS, done.words))
        self.said.emit(f"saved {time_words(self._context.clock.now())}")
        self.read_again()
        self.focus_first()

    def _refused(self, error: Refusal) -> None:
        again = isinstance(error, ChangedByOther)
        banner = Banner.refusal(error, "Read it again" if again else "", self.read_again)
        self.banner_requested.emit(banner)
