"""Settings, Matching: the rules to be read, the dated figures, what supports cost, the areas that adjoin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.ids import Pence
from art_desktop.domain.permissions import Permission
from art_desktop.domain.policy_views import (
    AreaLine,
    FigureLine,
    PolicyView,
    RuleLine,
    SetFigures,
    SetSupportPrice,
    SupportLine,
)
from art_desktop.domain.read_models import Changed
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, MoneyField, TextField
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import Label, muted
from art_desktop.ui.words import DASH, day, money, source_words

_AT_ONCE = 6


class PolicyPart(QWidget):
    """The matching policy. Who may edit it can give figures and prices from a day on; nothing is rewritten."""

    def __init__(
        self, calls: Calls, tell: Callable[[Banner], object], say: Callable[[], object]
    ) -> None:
        super().__init__()
        self._calls, self._tell, self._say = calls, tell, say
        self.view: PolicyView | None = None
        self._may = calls.may(Permission.EDIT_POLICY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        inner = QWidget()
        self.panel = QVBoxLayout(inner)
        self.panel.setContentsMargins(0, 0, 0, 0)
        self._asking = scrolled(inner)
        self._asking.hide()
        column.addWidget(self._asking, 1)
        self.tabs = Tabs()
        self.tabs.add("rules", "Rules", self._rules_tab())
        self.tabs.add("figures", "Weights and limits", self._figures_tab())
        self.tabs.add("supports", "Supports", self._supports_tab())
        self.tabs.add("areas", "Adjoining areas", self._areas_tab())
        column.addWidget(self.tabs, 1)

    def read_again(self) -> None:
        """Read the policy anew."""
        self._calls.read("policy", lambda s, who: s.policy.view(who), self._show)

    def _show(self, view: PolicyView) -> None:
        self.view = view
        self.rules.set_rows(view.rules)
        self.supports.set_rows(view.supports)
        self.areas.set_rows(view.areas)
        self._show_figures()

    # The tabs.

    def _rules_tab(self) -> QWidget:
        columns: tuple[Column[RuleLine], ...] = (
            Column("Rule", lambda r: r.title, width=0, kind=CellKind.STRONG),
            Column("Does", lambda r: "excludes" if r.excludes else "ranks", width=88),
            Column("Weight", lambda r: r.weight or DASH, _weight, 80, CellKind.NUMBER),
            Column("May be set aside by", lambda r: r.override_words.capitalize(), width=168),
            Column(
                "From",
                lambda r: source_words(r.source),
                width=280,
                kind=CellKind.MUTED,
                hide_below=900,
            ),
        )
        self.rules: DataTable[RuleLine] = DataTable(
            "Rules and preferences",
            columns,
            lambda r: r.code,
            filter_hint="Type to filter: excludes, nobody, school",
        )
        self.rule_words = Card()
        self.rule_words.setAccessibleName("The chosen rule")
        self.rule_words.hide()
        self.rules.row_selected.connect(self._show_rule)
        return _tab(self.rules, self.rule_words)

    def _show_rule(self, row: RuleLine | None) -> None:
        clear_layout(self.rule_words.body)
        self.rule_words.setVisible(row is not None)
        if row is None:
            return
        self.rule_words.add(Label(row.words, wrap=True))
        self.rule_words.add(muted(f"From: {source_words(row.source)}", wrap=True))

    def _figures_tab(self) -> QWidget:
        columns: tuple[Column[FigureLine], ...] = (
            Column("Figure", lambda r: r.title, width=0, kind=CellKind.STRONG),
            Column("Kind", lambda r: r.kind.words, width=176, hide_below=820),
            Column("Value", lambda r: r.value, lambda r: float(r.value), 80, CellKind.NUMBER),
            Column("From", lambda r: day(r.begins_on), lambda r: r.begins_on, 136),
            Column("To", lambda r: day(r.ends_on), lambda r: r.ends_on, 136),
            Column(
                "Source",
                lambda r: source_words(r.source),
                width=240,
                kind=CellKind.MUTED,
                hide_below=960,
            ),
        )
        self.figures: DataTable[FigureLine] = DataTable(
            "Weights and limits", columns, lambda r: (r.code, r.begins_on), multi=True
        )
        self.past = Check("Past and future ones too")
        self.past.clicked.connect(lambda _on: self._show_figures())
        self.figures.tools.addWidget(self.past)
        if self._may:
            button = Button("New figures …", self.ask_figures, kind=Kind.PRIMARY, compact=True)
            self.figures.tools.addWidget(button)
            self.figures.row_opened.connect(lambda _row: self.ask_figures())
        words = (
            "A search keeps the figures it was made with: a change is for searches from its day on."
        )
        return _tab(self.figures, muted(words, wrap=True))

    def _show_figures(self) -> None:
        if self.view is not None:
            every = self.past.isChecked()
            self.figures.set_rows(self.view.history if every else self.view.figures)

    def _supports_tab(self) -> QWidget:
        columns: tuple[Column[SupportLine], ...] = (
            Column("Support", lambda r: r.title, width=0, kind=CellKind.STRONG),
            Column("A week", _price, lambda r: r.weekly_pence, 136, CellKind.NUMBER),
            Column("From", lambda r: day(r.begins_on), lambda r: r.begins_on, 136),
            Column("Then", _then, width=208, hide_below=820),
            Column(
                "Source",
                lambda r: source_words(r.source) or DASH,
                width=240,
                kind=CellKind.MUTED,
                hide_below=820,
            ),
        )
        self.supports: DataTable[SupportLine] = DataTable(
            "What supports cost", columns, lambda r: r.code
        )
        if self._may:
            button = Button("New price …", self.ask_price, kind=Kind.PRIMARY, compact=True)
            self.supports.tools.addWidget(button)
            self.supports.row_opened.connect(lambda _row: self.ask_price())
        words = "For one child. Cost never changes the order of a shortlist within a tier."
        return _tab(self.supports, muted(words, wrap=True))

    def _areas_tab(self) -> QWidget:
        columns: tuple[Column[AreaLine], ...] = (
            Column("Area", lambda r: r.name, width=0, kind=CellKind.STRONG),
            Column("Code", lambda r: r.code, width=120, kind=CellKind.MUTED),
            Column("From", lambda r: day(r.begins_on), lambda r: r.begins_on, 136),
            Column("Source", lambda r: source_words(r.source), width=280, kind=CellKind.MUTED),
        )
        empty = EmptyState(
            "pin",
            "No adjoining areas on record",
            "Whether a home outside the area is at a distance stays “not known” until they are.",
        )
        self.areas: DataTable[AreaLine] = DataTable(
            "Adjoining areas", columns, lambda r: r.code, empty=empty
        )
        words = "A home in one of these is out of the council's area, but not at a distance."
        return _tab(self.areas, muted(words, wrap=True))

    # What a manager does.

    def ask_figures(self) -> None:
        """Ask for new values of the chosen figures, from a day on."""
        chosen = list({row.code: row for row in self.figures.selected_rows()}.values())[:_AT_ONCE]
        if not chosen:
            words = "Choose the figures first: one, or several with Shift and the arrows or Ctrl."
            self._tell(Banner(Tone.INFO, words))
            self.figures.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values: list[Field] = []
        for row in chosen:
            field = TextField(row.code, row.title, f"{row.value} today.", required=True)
            field.line.setFixedWidth(120)
            field.set_value(row.value)
            values.append(field)
        begins, source = self._when_and_why()

        def save() -> None:
            fields = (*values, begins, source)
            begins_on = begins.value()
            if _any_problem(fields) or begins_on is None:
                return
            command = SetFigures(
                begins_on=begins_on,
                figures=tuple((field.name, str(field.value() or "")) for field in values),
                source=source.text(),
            )
            panel.do_button.setEnabled(False)
            self._calls.write(
                lambda s, who: s.policy.set_figures(who, command),
                self._done,
                _refusing(panel, fields),
            )

        panel = InPlace("New figures", "Save from that day", save, self._close)
        self._open(panel, (*values, begins, source))

    def ask_price(self) -> None:
        """Ask what the chosen support costs, from a day on."""
        row = self.supports.current()
        if row is None:
            self._tell(Banner(Tone.INFO, "Choose the support first."))
            return
        price = MoneyField("weekly_pence", "Price", per="a week", required=True)
        begins, source = self._when_and_why()
        fields = (price, begins, source)

        def save() -> None:
            begins_on, pence = begins.value(), price.value()
            if _any_problem(fields) or begins_on is None or pence is None:
                return
            command = SetSupportPrice(row.code, Pence(pence), begins_on, source.text())
            panel.do_button.setEnabled(False)
            self._calls.write(
                lambda s, who: s.policy.set_support_price(who, command),
                self._done,
                _refusing(panel, fields),
            )

        panel = InPlace(f"{row.title}: a new price", "Save from that day", save, self._close)
        self._open(panel, fields)

    def _when_and_why(self) -> tuple[DateField, TextField]:
        words = "Today or a day to come. What holds now ends the day before."
        begins = DateField("effective_from", "From", words, required=True)
        begins.set_value(local_day(self._calls.context.clock.now()))
        source = TextField("source", "Decided by, and where written", required=True, width="long")
        return begins, source

    def _open(self, panel: InPlace, fields: Sequence[Field]) -> None:
        clear_layout(self.panel)
        for field in fields:
            panel.body.addWidget(field)
        self.panel.addWidget(panel)
        self.panel.addStretch(1)
        self.tabs.hide()
        self._asking.show()
        fields[0].focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        clear_layout(self.panel)
        self._asking.hide()
        self.tabs.show()
        table = self.supports if self.tabs.current() == "supports" else self.figures
        table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, changed: Changed) -> None:
        self._close()
        self._tell(Banner(Tone.SUCCESS, changed.words))
        self._say()
        self.read_again()


def _tab(table: QWidget, below: QWidget) -> QWidget:
    """Return a tab of a table and what stands under it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GRID * 2, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(table, 1)
    column.addWidget(below)
    return page


def _any_problem(fields: Sequence[Field]) -> bool:
    for field in fields:
        field.set_problem(field.own_problem())
    return any(field.problem() for field in fields)


def _refusing(panel: InPlace, fields: Sequence[Field]) -> Callable[[Refusal], None]:
    """Return what shows a refusal beside the answers it is about, else in the panel."""
    by_name = {field.name: field for field in fields}

    def refused(error: Refusal) -> None:
        panel.do_button.setEnabled(True)
        shown = False
        if isinstance(error, InvalidAnswers):
            for problem in error.problems:
                if problem.field in by_name:
                    by_name[problem.field].set_problem(problem.words)
                    shown = True
        elif isinstance(error, RuleBroken) and error.field in by_name:
            by_name[error.field].set_problem(f"{error.why} {error.what_next}")
            shown = True
        if not shown:
            panel.say_problem(str(error))

    return refused


def _weight(rule: RuleLine) -> float | None:
    return float(rule.weight) if rule.weight else None


def _price(line: SupportLine) -> str:
    return "price not set" if line.weekly_pence is None else money(line.weekly_pence)


def _then(line: SupportLine) -> str:
    if line.next_pence is None or line.next_on is None:
        return DASH
    return f"{money(line.next_pence)} from {day(line.next_on)}"
