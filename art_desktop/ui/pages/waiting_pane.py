"""One request beside the joint plan: where it would go, the homes to choose from, what another home would cost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.allocation_views import AllocationLine, ChoiceView
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.page import Route
from art_desktop.ui.pages.routes import REQUEST, route_to
from art_desktop.ui.pages.waiting_words import long_words, tier_words
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, EmptyState, Panel, Tone, announce, clear_layout
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import KeyValue, Tag
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Label, section_title, strong


def route_of(place: str) -> Route:
    """Return the way to a household, home or agency by its key among the candidates ("household:12")."""
    kind, _, number = place.partition(":")
    return route_to(kind, int(number))


class WaitingPane(Panel):
    """What is known of one request in the joint plan.

    Signals: `asked(line, choice)`: what would it cost to have them there? `go(route)`; `left()` on Esc.
    """

    asked = Signal(object, object)
    go = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The chosen request")
        self.line: AllocationLine | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        whole.setSpacing(GRID)
        self._head = QVBoxLayout()
        self._head.setSpacing(GRID)
        whole.addLayout(self._head)
        self._costs = QWidget()
        costs = QVBoxLayout(self._costs)
        costs.setContentsMargins(0, 0, 0, 0)
        costs.setSpacing(GRID)
        title = strong("What would another home cost?")
        title.setProperty("headingLevel", 3)
        costs.addWidget(title)
        self.choices = self._choices_table()
        costs.addWidget(self.choices, 1)
        self.ask_button = Button("What would it cost?", self._ask, compact=True)
        self.choices.tools.addWidget(self.ask_button)
        self.choices.count.hide()
        whole.addWidget(self._costs, 1)
        self._told = Panel("info_tint", "line")
        told = QVBoxLayout(self._told)
        told.setContentsMargins(GRID + HALF, GRID, GRID, GRID)
        told.setSpacing(GRID)
        self.answer = Label("", wrap=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.addWidget(self.answer)
        self.open_choice = Button("Open this home", self._open_choice, compact=True)
        told.addWidget(self.open_choice, 0, Qt.AlignmentFlag.AlignLeft)
        costs.insertWidget(1, self._told)
        self._told.hide()
        self._asked: ChoiceView | None = None
        whole.addStretch(0)

    def _choices_table(self) -> DataTable[ChoiceView]:
        columns: tuple[Column[ChoiceView], ...] = (
            Column("Home", lambda c: c.title, width=0, kind=CellKind.STRONG),
            Column("Score", lambda c: str(c.score), lambda c: c.score, 64, CellKind.NUMBER),
            Column("In the plan", self._held_words, width=132, kind=CellKind.MUTED),
            Column("Tier", lambda c: tier_words(c.tier), width=96, hide_below=460),
        )
        table: DataTable[ChoiceView] = DataTable(
            "Homes that could take them",
            columns,
            lambda c: c.place,
            empty=EmptyState("households", "No one home could take them all"),
        )
        table.filter.setFixedWidth(152)
        table.setMinimumHeight(192)
        table.row_opened.connect(lambda _row: self._ask())
        table.row_selected.connect(lambda _row: self._settle_buttons())
        table.left.connect(self.left)
        return table

    def _held_words(self, choice: ChoiceView) -> str:
        if self.line is not None and any(p.place == choice.place for p in self.line.together):
            return "theirs"
        return ", ".join(choice.taken_for) or "free"

    def show_line(self, line: AllocationLine | None) -> None:
        """Show another request; what was asked of the last one is taken away."""
        self.line = line
        clear_layout(self._head)
        self._told.hide()
        self._costs.setVisible(line is not None and bool(line.choices))
        if line is None:
            self._head.addWidget(section_title("Choose a request"))
            self.choices.set_rows(())
            self._settle_buttons()
            return
        title = section_title(f"{line.reference} · {line.children_words}")
        title.setWordWrap(True)
        self._head.addWidget(title)
        if not line.authorised:
            self._head.addWidget(_in_row(Tag("indicative: not authorised yet")))
        both = KeyValue(name_width=96)
        both.add("Joint plan", long_words(line.together, line.unplaced_words))
        both.add("One at a time", long_words(line.one_by_one, line.unplaced_before_words))
        self._head.addWidget(both)
        if line.why_words:
            self._head.addWidget(
                Banner(
                    Tone.WARNING,
                    f"No home for {line.unplaced_words}.",
                    line.why_words,
                    can_close=False,
                )
            )
        self._head.addWidget(self._ways(line))
        self.choices.set_rows(line.choices)
        if line.choices:
            self.choices.view.setCurrentIndex(self.choices.model.index(0, 0))
            self._choose_first_other(line)
        self._settle_buttons()

    def _choose_first_other(self, line: AllocationLine) -> None:
        """Stand on the best home that is not theirs already: that is what is asked about."""
        theirs = {placed.place for placed in line.together}
        other = next((c for c in line.choices if c.place not in theirs), None)
        if other is not None:
            self.choices.select(other.place)

    def _ways(self, line: AllocationLine) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, GRID, row_spacing=GRID)
        flow.addWidget(self._way("Open the request", Route(REQUEST, line.request_id)))
        one = len(line.together) == 1
        for placed in line.together:
            words = "Open the home" if one else f"Open {placed.title}"
            flow.addWidget(self._way(words, route_of(placed.place)))
        return box

    def _way(self, words: str, route: Route) -> Button:
        send: Callable[[], object] = partial(self.go.emit, route)
        return Button(words, send, compact=True)

    def _settle_buttons(self) -> None:
        chosen = self.choices.current()
        self.ask_button.setEnabled(chosen is not None)

    def _ask(self) -> None:
        choice = self.choices.current()
        if self.line is not None and choice is not None:
            self._tell(choice, f"{choice.title}: working it out …")
            self.asked.emit(self.line, choice)

    def _open_choice(self) -> None:
        if self._asked is not None:
            self.go.emit(route_of(self._asked.place))

    def _tell(self, choice: ChoiceView, words: str) -> None:
        self._asked = choice
        self.answer.setText(words)
        self._told.show()

    def show_cost(self, line: AllocationLine, choice: ChoiceView, words: str) -> None:
        """Show what a home would cost, if the request is still the one that is shown."""
        if self.line is not None and self.line.key == line.key:
            self._tell(choice, f"{choice.title}: {words}")
            announce(self.answer, self.answer.text())


def _in_row(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return box
