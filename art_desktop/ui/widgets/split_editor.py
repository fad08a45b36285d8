"""Who pays what, typed by shares or by amounts a week, with the sum beside it as it is typed (product.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain import funding
from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.funding import WHOLE, FundingPart, share_of, share_words
from art_desktop.domain.ids import Pence
from art_desktop.domain.wording import money_words
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import announce
from art_desktop.ui.widgets.choices import SegmentedField, options_of
from art_desktop.ui.widgets.fields import MoneyField, TextField
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, muted

_WIDTH: Final = 128
_STEP: Final = {Qt.Key.Key_Up: Decimal(1), Qt.Key.Key_Down: Decimal(-1)}


class ShareField(TextField):
    """A percentage, typed: "28" or "28.5%". `value()` is a `Decimal` or `None`; Up and Down change it by one."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, width="short", placeholder="0%", longest=12)
        self.line.editingFinished.connect(self._on_left)
        self.line.installEventFilter(self)

    def _on_left(self) -> None:
        share = self.value()
        if share is not None:
            self.line.setText(share_words(share))

    @override
    def value(self) -> Decimal | None:
        return share_of(self.text())

    @override
    def set_value(self, value: object) -> None:
        self.line.setText(share_words(value) if isinstance(value, Decimal) else "")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down change the share by one, within 0 and 100."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEP.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                share = self.value() or Decimal(0)
                self.set_value(min(max(share + step, Decimal(0)), WHOLE))
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)


class _Row:
    """One funder: a share, or an amount, and what it comes to."""

    def __init__(self, funder: Funder) -> None:
        self.funder = funder
        self.name = Label(funder.words, weight=SEMIBOLD, wrap=True)
        self.share = ShareField(funder, f"{funder.words}, share in %")
        self.amount = MoneyField(funder, f"{funder.words}, pounds a week")
        for field in (self.share, self.amount):
            field.hide_label()
            field.line.setFixedWidth(_WIDTH)
            field.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.comes_to = muted("", wrap=True)

    def part(self, basis: SplitBasis) -> FundingPart | None:
        """Return the funder's part as it is typed, None where nothing is."""
        if basis is SplitBasis.SHARES:
            if not self.share.text():
                return None
            return FundingPart(self.funder, self.share.value())
        if not self.amount.text():
            return None
        pence = self.amount.value()
        return FundingPart(self.funder, weekly_pence=None if pence is None else Pence(pence))


class SplitEditor(QWidget):
    """Shares or amounts of social care, education and health, with the sum as it is typed.

    `changed` is emitted when a person changes something. By amounts social care pays what the others leave.

    Args: total: the whole price a week in pence, None where it is not known yet.
    """

    changed = Signal()

    def __init__(self, total: Pence | None = None) -> None:
        super().__init__()
        self._default: tuple[FundingPart, ...] = ()
        self.basis_field = SegmentedField("basis", "Split", options_of(SplitBasis), not_known=False)
        self.basis_field.set_value(SplitBasis.SHARES)
        self.whole = MoneyField("weekly_pence", "Whole price a week")
        self.whole.set_value(total)
        self.rows = tuple(_Row(funder) for funder in Funder)
        self._rest = Button("Social care pays the rest", self.give_rest, compact=True)
        self._lessen = Button("Others pay less in proportion", self.lessen_others, compact=True)
        self._again = Button("Start again", self.take_default, compact=True)
        self._sign = Icon("check", Ink.MET, 16)
        self._sum = Label("", weight=SEMIBOLD, wrap=True)
        self._lay_out()
        self.basis_field.changed.connect(self._on_basis)
        self.whole.changed.connect(self._on_typed)
        for row in self.rows:
            row.share.changed.connect(self._on_typed)
            row.amount.changed.connect(self._on_typed)
        self.set_default(
            funding.default_lines(social_care=WHOLE, education=Decimal(0), with_education=False)
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID * 3)
        top.addWidget(self.basis_field, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.whole, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(2, 1)
        for at, row in enumerate(self.rows):
            row.name.setMinimumWidth(180)
            grid.addWidget(row.name, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row.share, at, 1)
            grid.addWidget(row.amount, at, 1)
            grid.addWidget(row.comes_to, at, 2, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(grid)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._sum, 1)
        column.addLayout(line)
        helps = QHBoxLayout()
        helps.setSpacing(GRID)
        helps.addWidget(self._rest)
        helps.addWidget(self._lessen)
        helps.addWidget(self._again)
        helps.addStretch(1)
        column.addLayout(helps)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.basis_field.focus_target())

    # What is asked of it

    def basis(self) -> SplitBasis:
        """Return how it is split: by shares or by amounts."""
        return SplitBasis(str(self.basis_field.value()))

    def total(self) -> Pence | None:
        """Return the whole price a week, None where it is not typed or no amount."""
        pence = self.whole.value()
        return None if pence is None else Pence(pence)

    def set_total(self, total: Pence | None) -> None:
        """Show another whole price a week."""
        self.whole.set_value(total)
        self._show()

    def value(self) -> tuple[FundingPart, ...]:
        """Return the parts as they are typed; a funder without an entry is left out."""
        parts = tuple(p for row in self.rows if (p := row.part(self.basis())) is not None)
        total = self.total()
        if self.basis() is SplitBasis.AMOUNTS and total is not None:
            return funding.with_rest(total, parts)
        return parts

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what keeps it from being recorded; nothing where it adds up."""
        return funding.problems(self.basis(), self.value(), self.total())

    def set_value(self, basis: SplitBasis, parts: Sequence[FundingPart]) -> None:
        """Show a split without emitting `changed`."""
        with QSignalBlocker(self):
            self.basis_field.set_value(basis)
            held = {part.funder: part for part in parts}
            for row in self.rows:
                part = held.get(row.funder)
                row.share.set_value(part.share if part else None)
                row.amount.set_value(part.weekly_pence if part else None)
            self._show()

    def set_default(self, parts: Sequence[FundingPart]) -> None:
        """Show the shares to begin with, and keep them for the button that brings them back."""
        self._default = tuple(parts)
        self.set_value(SplitBasis.SHARES, parts)

    def take_default(self) -> None:
        """Put the shares to begin with back."""
        self.set_value(SplitBasis.SHARES, self._default)
        self.changed.emit()

    def give_rest(self) -> None:
        """Have social care pay what the others leave."""
        others = [part for part in self.value() if part.funder is not Funder.SOCIAL_CARE]
        left = WHOLE - sum((part.share or Decimal(0) for part in others), Decimal(0))
        self.rows[0].share.set_value(max(left, Decimal(0)))
        self.rows[0].share.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_typed()

    def lessen_others(self) -> None:
        """Put health's share in, and have the others pay what is left in the proportion that they had."""
        held = {part.funder: part for part in self.value()}
        parts = funding.with_health(held.values(), held[Funder.HEALTH].share or Decimal(0))
        self.set_value(SplitBasis.SHARES, parts)
        self.changed.emit()

    def _may_lessen(self, parts: Sequence[FundingPart]) -> bool:
        """Say whether the others make up the whole, and health's share comes on top."""
        health = next((p.share for p in parts if p.funder is Funder.HEALTH), None)
        others = [part.share for part in parts if part.funder is not Funder.HEALTH]
        known = [share for share in others if share is not None]
        whole = len(known) == len(others) and sum(known, Decimal(0)) == WHOLE
        return whole and health is not None and 0 < health < WHOLE

    # What is typed

    def _on_basis(self) -> None:
        """Carry what is typed over into the other way of splitting, where it adds up."""
        total, basis = self.total(), self.basis()
        if total is not None and total > 0:
            if basis is SplitBasis.AMOUNTS:
                self._shares_to_amounts(total)
            else:
                self._amounts_to_shares(total)
        self._on_typed()

    def _shares_to_amounts(self, total: Pence) -> None:
        shares = [row.share.value() or Decimal(0) for row in self.rows]
        if sum(shares, Decimal(0)) != WHOLE:
            return
        for row, pence in zip(self.rows, funding.divide(total, shares), strict=True):
            row.amount.set_value(pence or None)

    def _amounts_to_shares(self, total: Pence) -> None:
        """Write the amounts as shares only where they are shares exactly, and leave the shares as they were else."""
        held = {part.funder: part.weekly_pence or 0 for part in self.value_by_amounts(total)}
        exact = {funder: Decimal(pence) * 100 / total for funder, pence in held.items()}
        step = Decimal(1).scaleb(-funding.DECIMALS)
        rounded = {funder: share.quantize(step) for funder, share in exact.items()}
        if sum(rounded.values(), Decimal(0)) == WHOLE:
            for row in self.rows:
                share = rounded.get(row.funder, Decimal(0))
                row.share.set_value(share or None)

    def value_by_amounts(self, total: Pence) -> tuple[FundingPart, ...]:
        """Return the amounts as they are typed, social care with the rest."""
        parts = (row.part(SplitBasis.AMOUNTS) for row in self.rows)
        return funding.with_rest(total, [part for part in parts if part is not None])

    def _on_typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show what the parts come to, and whether they add up."""
        basis, total, parts = self.basis(), self.total(), self.value()
        by_shares = basis is SplitBasis.SHARES
        found = self.problems()
        held = {part.funder: part for part in parts}
        amounts = self._amounts(parts, total) if not found else {}
        for row in self.rows:
            row.share.setVisible(by_shares)
            row.amount.setVisible(not by_shares)
            own = next((p.words for p in found if p.field == row.funder), "")
            row.comes_to.setText(own or self._comes_to(row, held, amounts))
            row.comes_to.set_ink(Ink.DANGER if own else Ink.MUTED)
            _mark((row.share if by_shares else row.amount).line, own)
        social_care = self.rows[0].amount
        social_care.line.setReadOnly(not by_shares and total is not None)
        if not by_shares and total is not None:
            social_care.set_value(held[Funder.SOCIAL_CARE].weekly_pence)
        self._rest.setVisible(by_shares and any(p.field == "lines" for p in found))
        self._lessen.setVisible(by_shares and self._may_lessen(parts))
        self._again.setVisible(bool(self._default) and (not by_shares or parts != self._default))
        self._tell(found, parts, amounts)

    @staticmethod
    def _amounts(parts: Sequence[FundingPart], total: Pence | None) -> dict[Funder, Pence]:
        """Return each funder's pence a week of a split that adds up; nothing where the whole is not known."""
        if all(part.weekly_pence is not None for part in parts):
            return {part.funder: part.weekly_pence or Pence(0) for part in parts}
        if total is None:
            return {}
        shares = [part.share or Decimal(0) for part in parts]
        divided = funding.divide(total, shares)
        return {part.funder: pence for part, pence in zip(parts, divided, strict=True)}

    def _comes_to(
        self, row: _Row, held: dict[Funder, FundingPart], amounts: dict[Funder, Pence]
    ) -> str:
        if self.basis() is SplitBasis.AMOUNTS:
            rest = row.funder is Funder.SOCIAL_CARE and self.total() is not None
            return "a week, the rest" if rest else "a week"
        pence = amounts.get(row.funder) if row.funder in held else None
        return "" if pence is None else f"{money_words(pence)} a week"

    def _tell(
        self,
        found: Sequence[FieldProblem],
        parts: Sequence[FundingPart],
        amounts: dict[Funder, Pence],
    ) -> None:
        """Say whether it adds up, in words and with a sign."""
        if found:
            general = [p.words for p in found if p.field not in set(Funder)]
            words = " ".join(general) or "It does not add up yet."
        else:
            paid = [amounts[p.funder] for p in parts if amounts.get(p.funder)]
            sums = " + ".join(money_words(pence) for pence in paid)
            of = f"{sums} = {money_words(sum(paid))}" if len(paid) > 1 else sums
            words = "Adds up to 100%" if self.basis() is SplitBasis.SHARES else "Adds up"
            words += f" · {of}" if of else ""
        if words != self._sum.text():
            self._sum.setText(words)
            announce(self._sum, words)
        self._sum.set_ink(Ink.DANGER if found else Ink.MET)
        self._sign.set_icon("warning" if found else "check", Ink.DANGER if found else Ink.MET)


def _mark(line: QLineEdit, problem: str) -> None:
    """Show that an entry cannot be taken, to the eye and to a screen reader; the words stand beside it."""
    if line.property("problem") == bool(problem):
        return
    line.setProperty("problem", bool(problem))
    line.style().unpolish(line)
    line.style().polish(line)
    line.setAccessibleDescription(problem)
