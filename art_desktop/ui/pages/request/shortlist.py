"""The tab Shortlist: tiers in order, options ranked, nothing hidden; a map, details and comparison beside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.approaching import OUTSIDE
from art_desktop.domain.errors import NotFound, Refusal
from art_desktop.domain.ids import OptionId
from art_desktop.domain.map_view import MapView
from art_desktop.domain.matching_views import LetInView, OptionView, ShortlistView, SiblingsView
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import panel_for
from art_desktop.ui.pages.request.comparison import Comparison
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.early_tier import EarlyTier
from art_desktop.ui.pages.request.option_pane import OptionPane
from art_desktop.ui.pages.request.option_row import actions_of
from art_desktop.ui.pages.request.part import Part
from art_desktop.ui.pages.request.shortlist_head import LIST, MAP, ShortlistHead
from art_desktop.ui.pages.request.shortlist_keys import LETTERS, why_not
from art_desktop.ui.pages.request.shortlist_list import ShortlistList
from art_desktop.ui.pages.request.shortlist_map import ShortlistMap
from art_desktop.ui.pages.request.siblings_card import SiblingsCard
from art_desktop.ui.widgets.cards import Tone, clear_layout

MOST_COMPARED = 3


class ShortlistPart(Part):
    """The shortlist of the request as it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ShortlistView | None = None
        self._shown: object = None
        self._loaded_for: object = None
        self._mapped_for: object = None
        self._marked: dict[OptionId, OptionView] = {}
        self._asking: QWidget | None = None
        self.siblings: SiblingsCard | None = None
        self.comparison: Comparison | None = None
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        whole.addLayout(self._left, 1)
        self.head = ShortlistHead(self.search, self.compare)
        self.head.switch.chosen.connect(self.show_as)
        self._left.addWidget(self.head)
        self.list = ShortlistList()
        self.list.opened.connect(self._open_or_read)
        self.list.acted.connect(self._on_acted)
        self.list.marked.connect(self._on_marked)
        self.list.early.connect(self._open_early)
        self.list.follow(self._follow)
        self._left.addWidget(self.list, 1)
        self.map = ShortlistMap()
        self.map.chosen.connect(self._on_map_chosen)
        self.map.opened.connect(self._on_map_opened)
        self.map.hide()
        self._left.addWidget(self.map, 1)
        self.pane = OptionPane()
        self.pane.hide()
        self.pane.closed.connect(self._pane_closed)
        whole.addWidget(self.pane)

    # Reading

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading of the request: the shortlist is read when the tab is shown."""
        if self.view is not None and self.view.request_id != page.id:
            self.view = None
            self._shown = None
            self._marked = {}
            self._close_comparison()
            self.pane.hide()
            self.show_as(LIST)
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
            self.focus_first()

        self.desk.write(lambda s, who: s.searching.run(who, wanted), found)

    def _none(self, error: Refusal) -> None:
        if isinstance(error, NotFound):
            self._show(ShortlistView(self.desk.request_id, None, None, True, "", (), ""))
        else:
            self.desk.refuse(error)

    def _show(self, view: ShortlistView) -> None:
        page = self.desk.page
        self.view = view
        children = tuple(child.child_id for child in page.children) if page else ()
        authorised = page.authorised if page else False
        shown = (view, authorised, children, self.desk.actor().role)
        if shown == self._shown:
            return
        self._shown = shown
        self._asking = None
        self.siblings = None
        had_focus = self._within(self)
        is_open = page is not None and page.stage.is_open
        self.head.show_view(
            view,
            indicative=is_open and not authorised,
            may_search=is_open and self.desk.may(Permission.SEARCH),
        )
        self.list.show_view(view, may_act=self._may_act())
        options = self._options()
        self._marked = {key: options[key] for key in self._marked if key in options}
        for row in self.list.rows:
            if row.option.id in self._marked:
                row.mark.setChecked(True)
        self.head.show_count(len(self._marked))
        if self.pane.isVisibleTo(self) and self.pane.option is not None:
            newest = options.get(self.pane.option.id)
            if newest is not None:
                self.open_option(newest)
        self._close_comparison()
        self._mapped_for = None
        if not self.map.isHidden():
            self._read_map()
        if had_focus and not self._within(self):
            self.focus_first()
        self._read_more(view, children=len(children))

    def _read_more(self, view: ShortlistView, *, children: int) -> None:
        """Read what takes some searches more, once the list is shown; a refusal leaves it out."""
        wanted = view.request_id
        if children > 1:
            self.desk.read(
                "siblings",
                lambda s, who: s.siblings.look(who, wanted),
                self._show_siblings,
                _leave_out,
            )
        if view.search_id is None:
            return
        if view.stale:
            self.desk.read(
                "effect",
                lambda s, who: s.searching.effect(who, wanted),
                self.head.show_effect,
                _leave_out,
            )
        if view.learn:
            self.list.show_learn(view.learn)
        else:
            self.desk.read(
                "learn",
                lambda s, who: s.searching.learn(who, wanted),
                lambda words: self.list.show_learn((words,) if words else ()),
                _leave_out,
            )
        self.desk.read(
            "nearly", lambda s, who: s.searching.nearly(who, wanted), self._show_nearly, _leave_out
        )

    def _show_nearly(self, views: tuple[LetInView, ...]) -> None:
        known = self._options()
        self.list.show_nearly([v for v in views if v.option_id in known], self._open_by_id)

    def _show_siblings(self, view: SiblingsView | None) -> None:
        page = self.desk.page
        if view is None or page is None:
            self.siblings = None
        else:
            self.siblings = SiblingsCard(self.desk, page, view)
            self.siblings.asked.connect(self.list.bring)
        self.list.show_siblings(self.siblings)

    def _options(self) -> dict[OptionId, OptionView]:
        tiers = self.view.tiers if self.view else ()
        return {
            option.id: option for tier in tiers for option in (*tier.suitable, *tier.not_suitable)
        }

    def _may_act(self) -> bool:
        page = self.desk.page
        return page is not None and page.stage.is_open and self.desk.may(Permission.APPROACH)

    # List or map

    def show_as(self, which: str) -> None:
        """Show the shortlist as a list or as a map; the details beside it stay."""
        self._close_comparison()
        self.head.switch.show_as(which)
        on_map = which == MAP
        self.list.setVisible(not on_map)
        self.map.setVisible(on_map)
        self.head.compare_button.setVisible(not on_map)
        if on_map and self._mapped_for is not self.view:
            self._read_map()

    def _read_map(self) -> None:
        wanted = self.desk.request_id
        self._mapped_for = self.view
        self.desk.read("map", lambda s, who: s.searching.map(who, wanted), self._show_map)

    def _show_map(self, view: MapView) -> None:
        self.map.show_view(view)
        if self.pane.isVisibleTo(self) and self.pane.option is not None:
            self.map.choose(self.pane.option.id)
        # Whoever pressed the switch, or reads the details, stays there.
        if not self.map.isHidden() and not self._within(self.head.switch, self.pane):
            self.map.focus_first()

    def _on_map_chosen(self, key: int) -> None:
        self._open_by_id(OptionId(key))

    def _on_map_opened(self, key: int) -> None:
        """Go back to the option's row; one that is not suitable has none, and its details stand beside."""
        option_id = OptionId(key)
        self._open_by_id(option_id)
        if self.list.row_of(option_id) is not None:
            self.show_as(LIST)
            self.list.focus_row(option_id)

    def _go_to_list(self) -> None:
        self.show_as(LIST)
        shown = self.pane.option if self.pane.isVisibleTo(self) else None
        if shown is None or not self.list.focus_row(shown.id):
            self.focus_first()

    # What the keyboard and the buttons do

    def _on_marked(self, option: OptionView, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if on:
            self._marked[option.id] = option
            for row in self.list.rows:
                spare = row.option.id == next(iter(self._marked))
                if len(self._marked) > MOST_COMPARED and spare:
                    row.mark.setChecked(False)
                    break
        else:
            self._marked.pop(option.id, None)
        self.head.show_count(len(self._marked))

    def _on_acted(self, action: str, option: OptionView) -> None:
        if action == "compare":
            self.compare()
        elif action == "choose":
            self.desk.host.go_to("decision")
        elif action == "answer" and option.tier in OUTSIDE:
            # A provider's answer has terms or a reason of its own, which are asked for there.
            self.desk.host.go_to("approaches")
        else:
            self.ask_in_place(action, option)

    def ask_in_place(self, action: str, option: OptionView) -> None:
        """Open the small panel for an action under the option's row."""
        close = partial(self._close_asking, option.id)
        panel = panel_for(self.desk, action, option, close)
        page = self.desk.page
        if panel is None:
            return
        if action == "ask" and page is not None and not page.authorised:
            # The gate itself says what is missing and who can give it.
            panel.go()
            return
        self.show_as(LIST)
        self._take_away()
        self._asking = panel
        if not self.list.put_under(option.id, panel):
            self.head.put_below(panel)
        panel.show()
        panel.focus_first()

    def _take_away(self) -> None:
        if self._asking is not None:
            self._asking.hide()
            self._asking.setParent(None)
            self._asking.deleteLater()
            self._asking = None

    def _close_asking(self, option_id: OptionId) -> None:
        self._take_away()
        self.list.focus_row(option_id)

    def _open_early(self, tier: Tier) -> None:
        section = next(s for s in self.list.sections if s.view.tier is tier)

        def opened() -> None:
            self._shown = None

        panel = EarlyTier(self.desk, tier, opened, lambda: clear_layout(section.early))
        clear_layout(section.early)
        section.early.addWidget(panel)
        panel.show()
        panel.focus_first()

    def _open_or_read(self, option: OptionView) -> None:
        """Open the details; once they are open, go into them."""
        shown = self.pane.option if self.pane.isVisibleTo(self) else None
        if shown is not None and shown.id == option.id:
            self.pane.read()
        else:
            self.open_option(option)

    def open_option(self, option: OptionView) -> None:
        """Show an option's details beside the list."""
        role = self.desk.actor().role
        override_it = partial(self.ask_in_place, "override") if self._may_act() else None
        self.pane.show_option(option, role=role, on_override=override_it)
        self.pane.show()
        self.list.show_open(option.id)
        self.map.choose(option.id)

    def _open_by_id(self, option_id: OptionId) -> None:
        option = self._options().get(option_id)
        if option is not None:
            self.open_option(option)

    def _follow(self, option: OptionView) -> None:
        if self.pane.isVisibleTo(self):
            self.open_option(option)

    def _pane_closed(self) -> None:
        self.pane.hide()
        shown = self.pane.option
        self.list.show_open(None)
        if not self.map.isHidden():
            self.map.focus_first()
        elif shown is not None and not self.list.focus_row(shown.id):
            self.focus_first()

    def compare(self) -> None:
        """Show the chosen two or three side by side."""
        chosen = [row.option for row in self.list.rows if row.option.id in self._marked]
        if len(chosen) < 2:
            self.desk.say(
                "Choose two or three options first.", "Space chooses one.", tone=Tone.INFO
            )
            return
        self.desk.host.clear_banner()
        self.pane.hide()
        act = self._on_acted if self._may_act() else None
        self.comparison = Comparison(chosen, self.desk.page, self._close_comparison, act)
        self.head.hide()
        self.list.hide()
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
        self.head.show()
        self.list.show()
        self.list.focus_row(first)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """M shows the map, L the list; a letter that could do nothing where the focus was says why."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        key = Qt.Key(event.key())
        free = plain and self.comparison is None and self._asking is None
        if free and key == Qt.Key.Key_M:
            self.show_as(MAP)
            if not self._within(self.pane):
                self.map.focus_first()
        elif free and key == Qt.Key.Key_L:
            self._go_to_list()
        elif free and key == Qt.Key.Key_C:
            self.compare()
        elif free and key in LETTERS:
            self._do_letter(key)
        else:
            super().keyPressEvent(event)

    def _do_letter(self, key: Qt.Key) -> None:
        """Ask, or record a reason, for the option that is looked at; else say why not."""
        letter = LETTERS[key]
        option = self._looked_at()
        if option is not None:
            possible = [code for code, _ in actions_of(option, may_act=self._may_act())]
            action = letter.action(option, possible)
            if action:
                self._on_acted(action, option)
                return
        said = why_not(self.desk.page, self.view, letter.words, option, may_act=self._may_act())
        self.desk.say(*said, tone=Tone.INFO)

    def _looked_at(self) -> OptionView | None:
        """Return the option whose row, details or place on the map has the focus."""
        for row in self.list.rows:
            if row.hasFocus() or self._within(row):
                return row.option
        if self._within(self.pane):
            return self.pane.option
        chosen = self.map.chosen_id if not self.map.isHidden() else None
        return None if chosen is None else self._options().get(chosen)

    def _within(self, *holders: QWidget) -> bool:
        """Say whether the focus is inside one of these."""
        focused = QApplication.focusWidget() or self.window().focusWidget()
        return focused is not None and any(holder.isAncestorOf(focused) for holder in holders)

    @override
    def escape(self) -> bool:
        """Close the comparison, then the panel, then the pane, then the map."""
        if self.comparison is not None:
            self._close_comparison()
        elif self._asking is not None:
            self._take_away()
        elif self.siblings is not None and self.siblings.close_panel():
            self.focus_first()
        elif self.pane.isVisibleTo(self):
            self._pane_closed()
        elif not self.map.isHidden():
            self._go_to_list()
        else:
            return False
        return True

    @override
    def focus_first(self) -> None:
        """Start at the first option, on the map where that is shown, else at the search."""
        if not self.map.isHidden():
            self.map.focus_first()
        elif self.list.rows:
            self.list.focus_row(self.list.rows[0].option.id)
        elif self.view is not None:
            self.head.focus_search()


def _leave_out(_refused: Refusal) -> None:
    """Show nothing in its place: the list stands without it."""
