"""The rule of each panel: when it meets, when its papers close, from which day; changed by managers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.meeting_views import CalendarView, ChangePanelRule, PanelRuleView
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import day_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.panels_rule_form import RulePanel
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, Tone, clear_layout
from art_desktop.ui.widgets.text import Label, muted, page_title, small
from art_desktop.ui.words import source_words

_HOW = (
    "The last week of the month is the week, Monday to Sunday, of its last such weekday. A meeting that would fall on "
    "a bank holiday is held on the nearest working day before it in that week, or else after it. Meetings are made a "
    "year ahead; what was moved or cancelled by hand is left alone."
)


class PanelRulesPage(RecordPage):
    """The rules of the calendar, one card for each panel."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Rules of the panels")
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.asking: RulePanel | None = None
        self.view: CalendarView | None = None
        self.buttons: list[Button] = []
        self.column.addWidget(page_title("Rules of the panels"))
        self.column.addWidget(muted(_HOW, wrap=True))
        self._notice = QVBoxLayout()
        self.column.addLayout(self._notice)
        self.column.addWidget(self.busy)
        self._cards = QVBoxLayout()
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    @override
    def open(self, key: object) -> None:
        """Read the rules anew."""
        del key
        self._close_notice()
        self.read_again()

    def read_again(self) -> None:
        """Read the rules anew."""
        self.calls.read("rules", lambda s, who: s.panels.calendar(who), self._show)

    def _show(self, view: CalendarView) -> None:
        self.view = view
        clear_layout(self._cards)
        self.buttons = []
        may = self.calls.may(Permission.EDIT_POLICY)
        for rule in view.rules:
            self._cards.addWidget(self._card(rule, may=may))
        self.first = self.buttons[0] if self.buttons else None
        if self.asking is None:
            self.focus_first()

    def _card(self, rule: PanelRuleView, *, may: bool) -> QWidget:
        long = rule.panel.long_words
        card = Card(rule.panel.words if long == rule.panel.words else f"{rule.panel.words}: {long}")
        card.add(Label(f"{rule.words}.", wrap=True))
        quorum = f" Quorum {rule.rule.quorum}." if rule.rule.quorum else ""
        chair = f" Chaired by the {rule.rule.chair.words}." if rule.rule.chair else ""
        card.add(Label(f"{rule.papers_words}.{chair}{quorum}", wrap=True))
        if rule.next_words:
            card.add(Label(f"{rule.next_words}.", wrap=True))
        card.add(small(f"Since {day_words(rule.since)}. {source_words(rule.source)}", wrap=True))
        if may:
            button = Button("Change …", partial(self.ask, rule), compact=True)
            button.setAccessibleName(f"Change the rule of {rule.panel.words}")
            card.tools.addWidget(button)
            self.buttons.append(button)
        return card

    def ask(self, rule: PanelRuleView) -> None:
        """Ask for a new rule of a panel."""
        assert self.view is not None
        clear_layout(self._notice)
        self.asking = RulePanel(rule, self.view.today, self._change, self._close_notice)
        self._notice.addWidget(self.asking)
        self.asking.begin()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _change(self, command: ChangePanelRule) -> None:
        def changed(done: Changed) -> None:
            self._close_notice()
            banner = Banner(Tone.SUCCESS, done.words)
            banner.dismissed.connect(lambda: clear_layout(self._notice))
            self._notice.addWidget(banner)
            banner.announce()
            self.read_again()

        def refused(error: Refusal) -> None:
            if self.asking is None or not self.asking.refused(error):
                self.banner_requested.emit(Banner.refusal(error))

        self.calls.write(lambda s, who: s.panels.change_rule(who, command), changed, refused)

    def _close_notice(self) -> None:
        had = self.asking
        self.asking = None
        clear_layout(self._notice)
        if had is not None:
            self.focus_first()
