"""The tab Shortlist: tiers in order, options ranked, nothing hidden; details and comparison."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from art_desktop.domain.commands import OpenTier
from art_desktop.domain.errors import NotFound, Refusal
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed, OptionView, RequestPage, ShortlistView, TierView
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import (
    AnswerPanel,
    Asking,
    AskPanel,
    OverridePanel,
    ReasonPanel,
    waiting_for,
)
from art_desktop.ui.pages.request.comparison import Comparison
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.option_pane import OptionPane
from art_desktop.ui.pages.request.option_row import OptionRow
from art_desktop.ui.pages.request.part import SIDE, InPlace, Later, Part
from art_desktop.ui.pages.request.tier import TierSection
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, EmptyState, Panel, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.text import Ink, Label, OneLine, small, strong
from art_desktop.ui.words import day

MOST_COMPARED = 3


class ShortlistPart(Part):
    """The shortlist of the request as it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ShortlistView | None = None
        self._shown: object = None
        self._loaded_for: object = None
        self._rows: list[OptionRow] = []
        self._sections: list[TierSection] = []
        self._marked: dict[OptionId, OptionView] = {}
        self._asking: QWidget | None = None
        self._learn_place = QVBoxLayout()
        self.comparison: Comparison | None = None
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        whole.addLayout(self._left, 1)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        self._top.setSpacing(GRID)
        column.addLayout(self._top)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SIDE, HALF, SIDE, GRID * 4)
        self._column.setSpacing(GRID * 2)
        self.area: QScrollArea = scrolled(inner)
        self._later = Later(self)
        column.addWidget(self.area, 1)
        self._left.addWidget(self._list, 1)
        self.pane = OptionPane()
        self.pane.hide()
        self.pane.closed.connect(self._pane_closed)
        whole.addWidget(self.pane)

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading of the request: the shortlist is read when the tab is shown."""
        if self.view is not None and self.view.request_id != page.id:
            self.view = None
            self._shown = None
            self._marked = {}
            self._close_comparison()
            self.pane.hide()
        if self._loaded_for != page:
            self._loaded_for = None

    @override
    def opened(self) -> None:
        """Read the shortlist if something changed since."""
        if self._loaded_for is not None and self._loaded_for == self.desk.page:
            return
        self._loaded_for = self.desk.page
        wanted = self.desk.request_id
        self.desk.read(
            "shortlist", lambda s, who: s.searching.shortlist(who, wanted), self._show, self._none
        )

    def search(self) -> None:
        """Search every open tier and keep what was found."""
        wanted = self.desk.request_id

        def found(view: ShortlistView) -> None:
            self._marked = {}
            self._show(view)
            self._later.do(self.focus_first)

        self.desk.write(lambda s, who: s.searching.run(who, wanted), found)

    def _none(self, error: Refusal) -> None:
        if isinstance(error, NotFound):
            self._show(ShortlistView(self.desk.request_id, None, None, True, "", (), ""))
        else:
            self.desk.refuse(error)

    def _show(self, view: ShortlistView) -> None:
        page = self.desk.page
        self.view = view
        shown = (view, page.authorised if page else False, self.desk.actor().role)
        if shown == self._shown:
            return
        self._shown = shown
        focused = next((row.option.id for row in self._rows if row.hasFocus()), None)
        kept = self.area.verticalScrollBar().value()
        self._asking = None
        self._show_top(view)
        clear_layout(self._column)
        self._rows, self._sections = [], []
        options = self._options()
        self._marked = {key: options[key] for key in self._marked if key in options}
        for tier in view.tiers:
            self._add_tier(tier)
        if not view.tiers or view.search_id is None:
            self._empty(view)
        self._foot(view)
        self._column.addStretch(1)
        self._later.do(lambda: self.area.verticalScrollBar().setValue(kept))
        for row in self._rows:
            if row.option.id in self._marked:
                row.mark.setChecked(True)
            if row.option.id == focused:
                row.setFocus()
        if self.pane.isVisibleTo(self) and self.pane.option is not None:
            newest = options.get(self.pane.option.id)
            if newest is not None:
                self.open_option(newest)
        if self.comparison is not None:
            self._close_comparison()

    def _options(self) -> dict[OptionId, OptionView]:
        tiers = self.view.tiers if self.view else ()
        return {
            option.id: option for tier in tiers for option in (*tier.suitable, *tier.not_suitable)
        }

    def _may_act(self) -> bool:
        page = self.desk.page
        return page is not None and page.stage.is_open and self.desk.may(Permission.APPROACH)

    def _show_top(self, view: ShortlistView) -> None:
        clear_layout(self._top)
        page = self.desk.page
        row = QHBoxLayout()
        row.setSpacing(GRID + HALF)
        searched = view.search_id is not None
        head = f"Searched as of {day(view.as_of)}" if searched else "Not searched yet"
        row.addWidget(strong(head))
        row.addWidget(OneLine("What is not yet known makes a score a range.", ink=Ink.MUTED), 1)
        self.compare_button = Button(
            "Compare", self.compare, kind=Kind.SECONDARY, icon_name="compare", compact=False
        )
        row.addWidget(self.compare_button)
        if page is not None and page.stage.is_open and self.desk.may(Permission.SEARCH):
            words = "Search again" if view.search_id is not None else "Search"
            self.search_button = Button(
                words,
                self.search,
                kind=Kind.SECONDARY
                if view.search_id is not None and not view.stale
                else Kind.PRIMARY,
                icon_name="search",
            )
            row.addWidget(self.search_button)
        self._top.addLayout(row)
        if page is not None and not page.authorised and page.stage.is_open:
            self._top.addWidget(
                Banner(
                    Tone.WARNING,
                    "Indicative only: look, do not ask.",
                    "There is no authorisation yet, so nobody can be asked.",
                    "It is marked so on every paper.",
                    can_close=False,
                )
            )
        if view.stale:
            self._top.addWidget(
                Banner(Tone.INFO, "This shortlist is out of date.", view.stale, can_close=False)
            )
        self._refresh_compare()

    def _empty(self, view: ShortlistView) -> None:
        if view.search_id is not None:
            return
        self._column.addWidget(
            EmptyState(
                "search",
                "Nothing has been searched yet",
                "The search looks at every in-house household first and says, for each, what is met"
                " and what is not. It can be run with whatever is known so far.",
            )
        )

    def _add_tier(self, tier: TierView) -> None:
        may_act = self._may_act()
        rows = [OptionRow(option, may_act=may_act) for option in tier.suitable]
        for row in rows:
            row.opened.connect(self.open_option)
            row.acted.connect(self._on_acted)
            row.marked.connect(self._on_marked)
            row.moved.connect(partial(self._on_moved, row))
        may_open = may_act and not tier.open and self.view is not None
        early = partial(self._open_early, tier.tier) if may_open else None
        section = TierSection(tier, rows, early)
        section.opened.connect(self.open_option)
        self._rows += rows
        self._sections.append(section)
        self._column.addWidget(section)

    def _foot(self, view: ShortlistView) -> None:
        self._learn_place = QVBoxLayout()
        self._column.addLayout(self._learn_place)
        if view.learn:
            self._show_learn(view.learn)
        elif view.search_id is not None:
            wanted = view.request_id
            self.desk.read(
                "learn",
                lambda s, who: s.searching.learn(who, wanted),
                lambda words: self._show_learn((words,) if words else ()),
                lambda _refused: None,
            )
        if view.policy_words:
            self._column.addWidget(small(view.policy_words, wrap=True))

    def _show_learn(self, lines: tuple[str, ...]) -> None:
        clear_layout(self._learn_place)
        if not lines:
            return
        box = Panel("info_tint", "")
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        column.setSpacing(HALF)
        column.addWidget(strong("If you learn one thing"))
        for line in lines:
            column.addWidget(Label(line, wrap=True))
        self._learn_place.addWidget(box)

    # What the keyboard and the buttons do

    def _on_moved(self, row: OptionRow, by: int) -> None:
        at = self._rows.index(row) + by
        if 0 <= at < len(self._rows):
            there = self._rows[at]
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(there, 0, 24)
            if self.pane.isVisibleTo(self):
                self.open_option(there.option)

    def _on_marked(self, option: OptionView, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if on:
            self._marked[option.id] = option
            for row in self._rows:
                spare = row.option.id == next(iter(self._marked))
                if len(self._marked) > MOST_COMPARED and spare:
                    row.mark.setChecked(False)
                    break
        else:
            self._marked.pop(option.id, None)
        self._refresh_compare()

    def _refresh_compare(self) -> None:
        count = len(self._marked)
        self.compare_button.setEnabled(count > 1)
        self.compare_button.setText(f"Compare {count}" if count > 1 else "Compare")
        words = "Compare the chosen options" if count > 1 else "Choose two or three with Space"
        self.compare_button.setAccessibleDescription(words)
        self.compare_button.updateGeometry()

    def _on_acted(self, action: str, option: OptionView) -> None:
        if action == "compare":
            self.compare()
        elif action == "choose":
            self.desk.host.go_to("decision")
        else:
            self.ask_in_place(action, option)

    def ask_in_place(self, action: str, option: OptionView) -> None:
        """Open the small panel for an action under the option's row."""
        close = partial(self._close_asking, option.id)
        panel: Asking
        if action == "reason":
            panel = ReasonPanel(self.desk, option, close)
        elif action == "override":
            panel = OverridePanel(self.desk, option, close)
        elif action == "answer":
            approach = waiting_for(self.desk, option.id)
            if approach is None:
                return
            today = self.desk.context.clock.now().date()
            panel = AnswerPanel(self.desk, approach, close, today)
        else:
            page = self.desk.page
            if page is not None and not page.authorised:
                # The gate itself says what is missing and who can give it.
                panel = AskPanel(self.desk, option, close)
                panel.go()
                return
            panel = AskPanel(self.desk, option, close)
        self._close_comparison()
        self._take_away()
        self._asking = panel
        self._put(option.id, panel)
        panel.show()
        panel.focus_first()
        self._later.do(lambda: self._see(panel))

    def _put(self, option_id: OptionId, panel: QWidget) -> None:
        for section in self._sections:
            for row in section.rows:
                if row.option.id == option_id:
                    section.place_under(row, panel)
                    return
        self._top.addWidget(panel)

    def _see(self, panel: QWidget) -> None:
        if panel is self._asking:
            self.area.ensureWidgetVisible(panel, 0, 48)

    def _take_away(self) -> None:
        if self._asking is not None:
            self._asking.hide()
            self._asking.setParent(None)
            self._asking.deleteLater()
            self._asking = None

    def _close_asking(self, option_id: OptionId) -> None:
        self._take_away()
        self._focus_row(option_id)

    def _focus_row(self, option_id: OptionId) -> None:
        for row in self._rows:
            if row.option.id == option_id:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_early(self, tier: Tier) -> None:
        residential = tier is Tier.RESIDENTIAL
        reason = TextArea("reason", "Why", "Kept, and counted in the reports.", lines=2)
        decided = TextField("decided_by", "Who decided that", required=residential)
        section = next(s for s in self._sections if s.view.tier is tier)

        def go() -> None:
            words = str(reason.value() or "")
            reason.set_problem("" if words else "Give the reason.")
            decided.set_problem(decided.own_problem())
            if not words or decided.problem():
                return
            command = OpenTier(
                request_id=self.desk.request_id,
                tier=tier,
                reason=words,
                decided_by=decided.text(),
            )
            self.desk.write(lambda s, who: s.searching.open_tier(who, command), opened)

        def opened(_done: Changed) -> None:
            self._shown = None

        panel = InPlace(
            "Open this tier early", "Open tier", go, lambda: clear_layout(section.early)
        )
        panel.body.addWidget(reason)
        if residential:
            panel.body.addWidget(decided)
        clear_layout(section.early)
        section.early.addWidget(panel)
        panel.show()
        reason.focus_target().setFocus()

    def open_option(self, option: OptionView) -> None:
        """Show an option's details beside the list."""
        role = self.desk.actor().role
        override_it = partial(self.ask_in_place, "override") if self._may_act() else None
        self.pane.show_option(option, role=role, on_override=override_it)
        self.pane.show()
        for row in self._rows:
            row.set_shown(row.option.id == option.id)

    def _pane_closed(self) -> None:
        self.pane.hide()
        shown = self.pane.option
        for row in self._rows:
            row.set_shown(False)
        if shown is not None:
            self._focus_row(shown.id)

    def compare(self) -> None:
        """Show the chosen two or three side by side."""
        chosen = [row.option for row in self._rows if row.option.id in self._marked]
        if len(chosen) < 2:
            self.desk.say(
                "Choose two or three options first.", "Space chooses one.", tone=Tone.INFO
            )
            return
        self.desk.host.clear_banner()
        self.pane.hide()
        act = self._on_acted if self._may_act() else None
        self.comparison = Comparison(chosen, self.desk.page, self._close_comparison, act)
        self._list.hide()
        self._left.addWidget(self.comparison, 1)
        self.comparison.back.setFocus()

    def _close_comparison(self) -> None:
        if self.comparison is None:
            return
        first = self.comparison.options[0].id
        self.comparison.hide()
        self.comparison.setParent(None)
        self.comparison.deleteLater()
        self.comparison = None
        self._list.show()
        self._focus_row(first)

    @override
    def escape(self) -> bool:
        """Close the comparison, then the panel, then the pane."""
        if self.comparison is not None:
            self._close_comparison()
        elif self._asking is not None:
            self._take_away()
        elif self.pane.isVisibleTo(self):
            self._pane_closed()
        else:
            return False
        return True

    @override
    def focus_first(self) -> None:
        """Start at the first option, else at the search."""
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.view is not None and hasattr(self, "search_button"):
            self.search_button.setFocus()
