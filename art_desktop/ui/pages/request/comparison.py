"""Two or three options side by side, what differs first; cost, distance and start at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from art_desktop.domain.matching_views import OptionView, VerdictView
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import Verdict
from art_desktop.domain.wording import miles_words
from art_desktop.ui.pages.request.costs_group import COMPARED, compared, payer_lines
from art_desktop.ui.pages.request.option_words import (
    approval_marks,
    family_lines,
    price_words,
    start_words,
    state_words,
    support_lines,
)
from art_desktop.ui.pages.request.part import SIDE, in_row, titled
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Divider, Panel, scrolled
from art_desktop.ui.widgets.show import ScoreRange, VerdictChip
from art_desktop.ui.widgets.text import Ink, Label, muted, section_title, small, strong
from art_desktop.ui.words import counted

_NAME_PX = 192


def criteria_of(options: Sequence[OptionView]) -> tuple[list[str], list[str]]:
    """Return the codes of the criteria on which the options differ, and of those alike.

    Both in the order in which verdicts are printed, hard rules first; one that applies to none is
    left out.
    """
    codes: dict[str, bool] = {}
    for option in options:
        for verdict in option.verdicts:
            codes[verdict.code] = codes.get(verdict.code, False) or verdict.hard
    ordered = sorted(codes, key=lambda code: not codes[code])
    differing: list[str] = []
    alike: list[str] = []
    for code in ordered:
        found = [verdict_of(option, code) for option in options]
        kinds = {verdict.verdict if verdict else Verdict.NOT_APPLICABLE for verdict in found}
        if kinds == {Verdict.NOT_APPLICABLE}:
            continue
        (alike if len(kinds) == 1 else differing).append(code)
    return differing, alike


def verdict_of(option: OptionView, code: str) -> VerdictView | None:
    """Return what a criterion said of an option."""
    return next((verdict for verdict in option.verdicts if verdict.code == code), None)


class Comparison(QWidget):
    """The options in columns, the criteria in rows."""

    def __init__(
        self,
        options: Sequence[OptionView],
        page: RequestPage | None,
        close: Callable[[], object],
        act: Callable[[str, OptionView], object] | None,
    ) -> None:
        super().__init__()
        self.options = tuple(options)
        self._page = page
        self.setAccessibleName(f"Comparison of {', '.join(o.title for o in options)}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        self.back = Button("Back to the shortlist", close, icon_name="back", compact=True)
        head.addLayout(titled("Side by side", self.back))
        whole.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIDE, 0, SIDE, GRID * 4)
        card = Panel()
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        self._grid.setHorizontalSpacing(GRID * 3)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnMinimumWidth(0, _NAME_PX)
        for at in range(len(self.options)):
            self._grid.setColumnStretch(at + 1, 1)
            self._grid.setColumnMinimumWidth(at + 1, 176)
        column.addWidget(card)
        column.addStretch(1)
        whole.addWidget(scrolled(inner), 1)
        self._at = 0
        self._same: list[QWidget] = []
        self._fill(act)

    def _fill(self, act: Callable[[str, OptionView], object] | None) -> None:
        self._row("", [strong_title(option.title) for option in self.options])
        self._row("Score", [ScoreRange(option.low, option.high) for option in self.options])
        differing, alike = criteria_of(self.options)
        self._line()
        words = f"{counted(len(differing), 'difference')}".capitalize()
        self._wide(section_title(words))
        for code in differing:
            self._criterion(code)
        if alike:
            self._line()
            words = f"The same for all ({len(alike)})"
            self.toggle = Button(
                words, self._toggle, kind=Kind.QUIET, icon_name="chevron", compact=True
            )
            self.toggle.setCheckable(True)
            self._wide(self.toggle)
            before = self._grid.count()
            for code in alike:
                self._criterion(code)
            for at in range(before, self._grid.count()):
                item = self._grid.itemAt(at)
                widget = item.widget() if item else None
                if widget is not None:
                    self._same.append(widget)
                    widget.hide()
        self._line()
        self._foot(act)

    def _foot(self, act: Callable[[str, OptionView], object] | None) -> None:
        options = self.options
        self._row("Cost", [strong(price_words(option)) for option in options])
        if any(option.cost is not None for option in options):
            for name, cell in COMPARED:
                self._row(name, [Label(compared(one.cost, cell), wrap=True) for one in options])
        if any(option.cost is not None and option.cost.parts for option in options):
            paid = [payer_lines(one.cost) if one.cost else [] for one in options]
            self._row("Who pays a week", [_lines(lines) for lines in paid])
        self._row("From home", [Label(miles_words(option.distance_miles)) for option in options])
        self._row("To school", [Label(miles_words(option.school_miles)) for option in options])
        if any(option.family_miles for option in options):
            self._row("To family time", [_lines(family_lines(option)) for option in options])
        self._row("Support a week", [_lines(support_lines(option)) for option in options])
        self._row("To be approved", [_lines(approval_marks(option)) for option in options])
        self._row("Can start", [Label(start_words(self._page, option)) for option in options])
        self._row("State", [Label(state_words(option), wrap=True) for option in options])
        if act is not None:
            from art_desktop.ui.pages.request.option_row import actions_of

            cells: list[QWidget] = []
            for option in options:
                box = QWidget()
                buttons = []
                for action, words in actions_of(option, may_act=True)[:1]:
                    button = Button(words, _acts(act, action, option), compact=True)
                    button.setAccessibleName(f"{words}: {option.title}")
                    buttons.append(button)
                row = in_row(*buttons)
                row.setContentsMargins(0, 0, 0, 0)
                box.setLayout(row)
                cells.append(box)
            self._row("", cells)

    def _criterion(self, code: str) -> None:
        verdicts = [verdict_of(option, code) for option in self.options]
        title = next(verdict.title for verdict in verdicts if verdict is not None)
        hard = any(verdict is not None and verdict.hard for verdict in verdicts)
        cells = [_cell(title, verdict) for verdict in verdicts]
        self._row(f"{title} (must)" if hard else title, cells)

    def _row(self, name: str, cells: Sequence[QWidget]) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if name:
            label = muted(name, wrap=True)
            label.setFixedWidth(_NAME_PX)
            self._grid.addWidget(label, self._at, 0, top)
        for at, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, self._at, at, top)
        self._at += 1

    def _line(self) -> None:
        self._grid.addWidget(Divider(), self._at, 0, 1, len(self.options) + 1)
        self._at += 1

    def _wide(self, widget: QWidget) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(widget, self._at, 0, 1, len(self.options) + 1, left)
        self._at += 1

    def _toggle(self) -> None:
        for widget in self._same:
            widget.setVisible(self.toggle.isChecked())


def _lines(lines: Sequence[str]) -> Label:
    return Label("\n".join(lines) or "None", wrap=True)


def strong_title(words: str) -> Label:
    """Return the head of a column."""
    return Label(words, px=LARGE, weight=SEMIBOLD, wrap=True)


def _cell(title: str, verdict: VerdictView | None) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, HALF)
    column.setSpacing(2)
    chip = VerdictChip(verdict.verdict if verdict else Sign.NOT_APPLICABLE)
    said = verdict.verdict.words if verdict else Verdict.NOT_APPLICABLE.words
    chip.setAccessibleName(f"{title}: {said}")
    column.addWidget(chip)
    if verdict is not None and verdict.sentence:
        column.addWidget(small(verdict.sentence, wrap=True))
    if verdict is not None and verdict.support:
        column.addWidget(Label(verdict.support, ink=Ink.SUPPORT, wrap=True))
    return box


def _acts(
    act: Callable[[str, OptionView], object], action: str, option: OptionView
) -> Callable[[], object]:
    return lambda: act(action, option)
