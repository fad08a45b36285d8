"""The page of one request: header, tabs, and what happens when something was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed, RequestPage
from art_desktop.domain.vocabulary import Answer, RequestKind
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page, Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.request.approaches import ApproachesPart
from art_desktop.ui.pages.request.decision import DecisionPart
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.documents import DocumentsPart
from art_desktop.ui.pages.request.header import BusyStrip, Header
from art_desktop.ui.pages.request.history import HistoryPart
from art_desktop.ui.pages.request.needs_part import NeedsPart
from art_desktop.ui.pages.request.part import SIDE, InPlace, Part
from art_desktop.ui.pages.request.placement import PlacementPart
from art_desktop.ui.pages.request.resource_quotes import QuotesPart
from art_desktop.ui.pages.request.resource_wanted import WantedPart
from art_desktop.ui.pages.request.shortlist import ShortlistPart
from art_desktop.ui.pages.routes import REQUEST_FORM
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, clear_layout
from art_desktop.ui.widgets.fields import TextArea
from art_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable

BUSY_AFTER_MS = 300

TABS: tuple[tuple[str, str, str, Callable[[Desk], Part]], ...] = (
    ("needs", "Needs", "N", NeedsPart),
    ("shortlist", "Shortlist", "S", ShortlistPart),
    ("approaches", "Approaches", "A", ApproachesPart),
    ("decision", "Decision", "D", DecisionPart),
    ("placement", "Placement", "P", PlacementPart),
    ("documents", "Documents", "O", DocumentsPart),
    ("history", "History", "H", HistoryPart),
)
"""Each tab's name, words and letter (Alt and the letter go to it), and what makes it."""

RESOURCE_TABS: tuple[tuple[str, str, str, Callable[[Desk], Part]], ...] = (
    ("wanted", "What is wanted", "W", WantedPart),
    ("quotes", "Quotes", "Q", QuotesPart),
)
"""The tabs of a request that looks for no home, in place of those that find and fill one."""

_SHARED = frozenset({"decision", "documents", "history"})


def tabs_of(kind: RequestKind) -> frozenset[str]:
    """Return the names of the tabs that a kind of request has; who supports a child at home may need its profile."""
    if kind.seeks_home:
        return frozenset(name for name, *_ in TABS)
    own = _SHARED | {name for name, *_ in RESOURCE_TABS}
    return own | {"needs"} if kind is RequestKind.CRISIS else own


@dataclass(frozen=True)
class RequestViewState:
    """What coming back finds again."""

    request_id: RequestId
    tab: str


class RequestView(Page):
    """A request. `open` takes its id, or its id and the name of a tab."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Request")
        self.desk = Desk(context, self, self)
        self._context = context
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._shown, self._alone = True, False
        self.header = Header()
        whole.addWidget(self.header)
        self._notice = QVBoxLayout()
        self._notice.setContentsMargins(SIDE, 0, SIDE, 0)
        whole.addLayout(self._notice)
        self.busy = BusyStrip()
        whole.addWidget(self.busy)
        self.tabs = Tabs(SIDE - GRID - HALF)
        self.parts: dict[str, Part] = {}
        for name, words, letter, make in (*RESOURCE_TABS, *TABS):
            part = make(self.desk)
            self.parts[name] = part
            self.tabs.add(name, words, part, letter)
        whole.addWidget(self.tabs, 1)
        self.tabs.shown.connect(self._on_tab)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(BUSY_AFTER_MS)
        self._slow.timeout.connect(self.busy.show)
        self._tab_wanted = ""
        self._just_saved = False
        self._set_shown(False)

    @override
    def open(self, key: object) -> None:
        """Show the request `key`: an id, or an id and the name of a tab."""
        number, tab = key if isinstance(key, tuple) else (key, "")
        assert isinstance(number, int)
        self._tab_wanted = str(tab)
        if self.desk.request_id != number:
            self.desk.request_id = RequestId(number)
            self.desk.page = None
            self._set_shown(False)
            clear_layout(self._notice)
            if not tab:
                self._tab_wanted = "first"
        self.read_again()

    def read_again(self) -> None:
        """Read the request anew."""
        wanted = self.desk.request_id
        self.desk.read("page", lambda s, who: s.requests.page(who, wanted), self._show)

    def _show(self, page: RequestPage) -> None:
        self.desk.page = page
        may_act = self.desk.may(Permission.EDIT_REQUESTS) and page.stage.is_open
        now = self._context.clock.now()
        self.header.show_page(
            page, now, self._act, may_act=may_act or page.match is not None or bool(page.flags)
        )
        self._show_tools(page, may_act=may_act)
        offered = tabs_of(page.kind)
        for name, part in self.parts.items():
            self.tabs.offer(name, offered=name in offered)
            if name in offered:
                part.show_page(page)
        waiting = sum(approach.answer is Answer.WAITING for approach in page.approaches)
        self.tabs.set_count("approaches", waiting or None)
        self.tabs.set_count("documents", len(page.papers) or None)
        first = not self.tabs.isVisibleTo(self)
        self._set_shown(True)
        if self._tab_wanted == "first":
            self._tab_wanted = _first_tab(page)
        if (self._tab_wanted or self.tabs.current()) not in offered:
            self._tab_wanted = _first_tab(page)
        if self._tab_wanted:
            self.tabs.show_tab(self._tab_wanted)
            self._tab_wanted = ""
        self.parts[self.tabs.current()].opened()
        # What was pressed is often gone once it was saved; the keyboard stays in the page all the same.
        if first or (self._just_saved and not self.isAncestorOf(self.window().focusWidget())):
            self.focus_first()
        self._just_saved = False

    def _set_shown(self, shown: bool) -> None:  # noqa: FBT001 - reads as it is meant
        self._shown = shown
        self.header.setVisible(shown and not self._alone)
        self.tabs.setVisible(shown)

    def read_alone(self, *, alone: bool) -> None:
        """Put the head away while a paper is read in a tab, or show it again."""
        if alone != self._alone:
            self._alone = alone
            self.header.setVisible(self._shown and not alone)

    def _show_tools(self, page: RequestPage, *, may_act: bool) -> None:
        clear_layout(self.header.tools)
        if not may_act:
            return
        if page.owner_id != self.desk.actor().user_id:
            take = Button("Take this on", self._take, kind=Kind.QUIET, compact=True)
            self.header.tools.addWidget(take)
        details = Button("Change details …", self._change_details, kind=Kind.QUIET, compact=True)
        self.header.tools.addWidget(details)
        withdraw = Button("Withdraw …", self._ask_withdraw, kind=Kind.QUIET, compact=True)
        self.header.tools.addWidget(withdraw)

    def _act(self, action: str) -> None:
        """Do what the next step's button says."""
        page = self.desk.page
        assert page is not None
        if action == "refer":
            wanted, version = page.id, page.version
            self.desk.write(lambda s, who: s.requests.refer(who, wanted, version))
        elif action == "search":
            self.go_to("shortlist")
            shortlist = self.parts["shortlist"]
            assert isinstance(shortlist, ShortlistPart)
            shortlist.search()
        else:
            self.go_to(action if action in tabs_of(page.kind) else _first_tab(page))

    def _take(self) -> None:
        page = self.desk.page
        assert page is not None
        wanted, version = page.id, page.version
        self.desk.write(lambda s, who: s.requests.take(who, wanted, version))

    def _change_details(self) -> None:
        """Open the form of when it is needed, how urgent it is, who asks and why."""
        page = self.desk.page
        assert page is not None
        self.go_requested.emit(Route(REQUEST_FORM, int(page.id)))

    def _ask_withdraw(self) -> None:
        reason = TextArea("reason", "Why is it withdrawn?", "Kept with the request.", lines=2)

        def withdraw() -> None:
            page, words = self.desk.page, str(reason.value() or "")
            assert page is not None
            if not words:
                reason.set_problem("Give the reason: it is kept with the request.")
                reason.focus_target().setFocus()
                return
            wanted, version = page.id, page.version
            self.desk.write(
                lambda s, who: s.requests.withdraw(who, wanted, version, words),
                lambda _done: clear_layout(self._notice),
            )

        panel = InPlace(
            "Withdraw this request", "Withdraw", withdraw, lambda: clear_layout(self._notice)
        )
        panel.body.addWidget(reason)
        self._show_notice(panel)
        reason.focus_target().setFocus()

    def _show_notice(self, widget: QWidget) -> None:
        clear_layout(self._notice)
        self._notice.addWidget(widget)
        self._notice.addSpacing(GRID)
        widget.show()

    def show_banner(self, banner: Banner) -> None:
        """Show a banner under the header, in place of the last one."""
        banner.dismissed.connect(lambda: clear_layout(self._notice))
        self._show_notice(banner)
        banner.announce()

    def clear_banner(self) -> None:
        """Take the last banner away; a panel that asks something stays."""
        item = self._notice.itemAt(0)
        if item is not None and isinstance(item.widget(), Banner):
            clear_layout(self._notice)

    def go_to(self, tab: str) -> None:
        """Show a tab and put the focus in it; what was said above it has been followed."""
        clear_layout(self._notice)
        page = self.desk.page
        if page is not None and tab not in tabs_of(page.kind):
            tab = _first_tab(page)
        self.tabs.show_tab(tab, focus=True)
        self.parts[tab].focus_first()

    def mend_needs(self) -> None:
        """Open the form of the first child with an answer to be mended."""
        self.go_to("needs")
        if self.tabs.current() != "needs":
            return
        needs = self.parts["needs"]
        assert isinstance(needs, NeedsPart)
        needs.mend()

    def changed(self, what: Changed) -> None:
        """Something was saved: say so and read the page anew."""
        self.said.emit(f"saved {time_words(self._context.clock.now())}")
        if what.words:
            self.desk.say(what.words)
        self._just_saved = True
        self.read_again()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - reads as it is meant
        """Say "Reading …" where it takes longer than a moment."""
        if busy:
            self._slow.start()
        else:
            self._slow.stop()
            self.busy.hide()

    def _on_tab(self, name: str) -> None:
        if self.desk.page is not None:
            self.parts[name].opened()

    @override
    def view_state(self) -> object:
        """Return which request and tab are shown."""
        return RequestViewState(self.desk.request_id, self.tabs.current())

    @override
    def restore_view_state(self, state: object) -> None:
        """Go back to the tab."""
        if not isinstance(state, RequestViewState) or state.tab not in self.tabs.offered():
            return
        if state.request_id == self.desk.request_id:
            self.tabs.show_tab(state.tab)

    @override
    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; drafts are kept, so it nearly always can."""
        return all(part.may_leave() for part in self.parts.values())

    @override
    def focus_first(self) -> None:
        """Start at the tab that is shown."""
        self.tabs.show_tab(self.tabs.current(), focus=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what is open, else goes back."""
        if event.key() == Qt.Key.Key_Escape:
            if self.parts[self.tabs.current()].escape():
                return
            if self._notice.count():
                clear_layout(self._notice)
            else:
                self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _first_tab(page: RequestPage) -> str:
    """Return the tab that the next step is done in."""
    first = "needs" if page.kind.seeks_home else "wanted"
    wanted = {"refer": first, "search": "shortlist"}.get(
        page.next_step.action, page.next_step.action
    )
    names = tabs_of(page.kind)
    return wanted if wanted in names else first
