"""The terms of a provider as cards: its lots, its due-diligence checks, its contracts, its suspensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.framework_views import (
    CheckLine,
    ContractLine,
    PlaceView,
    SuspensionLine,
    TermsView,
)
from art_desktop.domain.provider_terms import CheckState
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Label, muted, strong
from art_desktop.ui.words import day

_SIGNS = {
    CheckState.DONE: Sign.MET,
    CheckState.LAPSED: Sign.NOT_MET,
    CheckState.FAILED: Sign.EXCLUDED,
    CheckState.NEVER: Sign.UNKNOWN,
}


class Acts(Protocol):
    """What the cards' buttons do; the page opens the panel that asks."""

    def place(self, held: PlaceView | None) -> object:
        """Put it on a lot, or change a place."""

    def check(self) -> object:
        """Record checks."""

    def contract(self, held: ContractLine | None) -> object:
        """Add a contract, or change one."""

    def suspend(self) -> object:
        """Suspend it."""

    def lift(self, held: SuspensionLine) -> object:
        """Lift a suspension."""


class _Lines(Card):
    """A card of lines: what leads, how it stands, words under it, a button."""

    def __init__(self, title: str) -> None:
        super().__init__(title, spacing=GRID + 4)

    def line(
        self,
        title: str,
        state: QWidget | None,
        words: Sequence[str],
        act: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Add a line."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(strong(title, wrap=True), 1)
        top = Qt.AlignmentFlag.AlignTop
        if state is not None:
            head.addWidget(state, 0, top)
        if act is not None:
            said, call = act
            button = Button(said, call, kind=Kind.QUIET, compact=True)
            button.setAccessibleName(f"{said}: {title}")
            head.addWidget(button, 0, top)
        column.addLayout(head)
        for text in words:
            column.addWidget(muted(text, wrap=True))
        self.add(box)


class LotsCard(_Lines):
    """The lots it is, was or will be on, with the prices agreed."""

    def __init__(self, terms: TermsView, acts: Acts | None) -> None:
        super().__init__("Framework lots")
        for one in terms.places:
            words = [f"{one.band} · {_span(one)}"]
            if one.note:
                words.append(one.note)
            act = None if acts is None else ("Change", _with(acts.place, one))
            self.line(f"{one.framework}: {one.lot}", _place_state(one), words, act)
        if not terms.places:
            self.add(muted("On no lot: each use of it is a spot purchase.", wrap=True))
        if acts is not None and terms.lots:
            self.tools.addWidget(_tool("Put on a lot", lambda: acts.place(None)))


class ChecksCard(_Lines):
    """Each due-diligence check with its days: done, due soon, lapsed."""

    def __init__(self, terms: TermsView, acts: Acts | None) -> None:
        super().__init__("Due diligence")
        for one in terms.checks:
            self._check(one)
        if acts is not None:
            self.tools.addWidget(_tool("Record checks", acts.check))

    def _check(self, one: CheckLine) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        top = Qt.AlignmentFlag.AlignTop
        sign = Sign.SUPPORT if one.soon else _SIGNS[one.state]
        mark = SignMark(sign)
        row.addWidget(mark, 0, top)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(one.kind.words, wrap=True), 1)
        head.addWidget(muted(f"{one.words}{': soon' if one.soon else ''}"), 0, top)
        column.addLayout(head)
        parts = []
        if one.done_on is not None and one.state is not CheckState.DONE:
            parts.append(f"done {day(one.done_on)}")
        parts += [words for words in (one.done_by, one.note) if words]
        if parts:
            column.addWidget(muted(" · ".join(parts), wrap=True))
        row.addLayout(column, 1)
        self.add(box)


class ContractsCard(_Lines):
    """Its contracts, the newest first."""

    def __init__(self, terms: TermsView, acts: Acts | None) -> None:
        super().__init__("Contracts")
        for one in terms.contracts:
            ends = f" to {day(one.ends_on)}" if one.ends_on else ", no end named"
            signed = f"signed {day(one.signed_on)}" if one.signed_on else "not signed yet"
            words = [f"{day(one.starts_on)}{ends} · {signed}"]
            if one.note:
                words.append(one.note)
            act = None if acts is None else ("Change", _with(acts.contract, one))
            title = f"{one.kind.words} {one.reference}".strip()
            self.line(title, _contract_state(one), words, act)
        if not terms.contracts:
            self.add(muted("None on record."))
        if acts is not None:
            self.tools.addWidget(_tool("New contract", lambda: acts.contract(None)))


class SuspensionsCard(_Lines):
    """Its suspensions, the newest first; shown while there are any, or for those who may suspend."""

    def __init__(self, terms: TermsView, acts: Acts | None) -> None:
        super().__init__("Suspensions")
        for one in terms.suspensions:
            until = f" to {day(one.ends_on)}" if one.ends_on else ", until it is lifted"
            words = [one.reason, f"{day(one.starts_on)}{until} · decided by {one.decided_by}"]
            if not one.decided_by:
                words[1] = f"{day(one.starts_on)}{until}"
            act = None
            if acts is not None and not one.lifted:
                act = ("Lift", _with(acts.lift, one))
            state = Tag("Suspended", "support", "warning_tint") if one.holds else None
            self.line(one.whose, state, words, act)
        if not terms.suspensions:
            self.add(muted("Never suspended."))
        if acts is not None:
            self.tools.addWidget(_tool("Suspend …", acts.suspend))


def _tool(words: str, call: Callable[[], object]) -> Button:
    return Button(words, call, compact=True)


def _with(call: Callable[..., object], one: object) -> Callable[[], object]:
    return lambda: call(one)


def _span(one: PlaceView) -> str:
    return (
        f"{day(one.starts_on)} to {day(one.until)}" if one.until else f"from {day(one.starts_on)}"
    )


def _place_state(one: PlaceView) -> QWidget:
    return Tag("On the lot") if one.holds else muted("Not today")


def _contract_state(one: ContractLine) -> QWidget:
    if one.holds:
        return Tag("Ends soon", "support", "warning_tint") if one.soon else Tag("In force")
    if one.signed_on is None:
        return Tag("Not signed", "support", "warning_tint")
    return muted("Not today")
