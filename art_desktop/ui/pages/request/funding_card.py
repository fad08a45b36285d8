"""On the Decision tab: who pays what from when, every split there has been, and contract care (product.md §4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.funding import RecordFunding
from art_desktop.domain.funding_views import CareLine, DecideContractCare, FundingView, SplitLine
from art_desktop.domain.ids import ChildId
from art_desktop.domain.permissions import Permission
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import in_row, lines_of
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider, clear_layout
from art_desktop.ui.widgets.fields import DateField, TextField
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.split_editor import SplitEditor
from art_desktop.ui.widgets.text import Ink, Label, muted, small, strong
from art_desktop.ui.words import moment

_CARE_WHY = (
    "Contract care follows the child's needs, not the carers' level. It is paid instead of the "
    "allowance from the start of the placement."
)


class SplitPanel(Asking):
    """Who pays what from a day on; what is on record already ends the day before."""

    def __init__(self, desk: Desk, view: FundingView, close: Callable[[], object]) -> None:
        why = f"The whole price is that of {view.total_of}." if view.total_of else ""
        super().__init__(desk, "Who pays what", "Record split", close, why=why)
        self._view = view
        self.starts = DateField(
            "starts_on", "From", "An earlier split ends the day before.", required=True
        )
        self.starts.set_value(view.starts_on)
        self.editor = SplitEditor(view.total_pence)
        self.editor.set_default(view.default)
        self.note = TextField("note", "Note", "Where and when it was agreed.", width="long")
        self.add(self.starts)
        self.body.addWidget(self.editor)
        self.add(self.note)

    @override
    def _right(self) -> bool:
        right = super()._right()
        found = self.editor.problems()
        if found and right:
            self.say_problem(" ".join(problem.words for problem in found))
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return right and not found

    @override
    def _call(self) -> None:
        starts = self.starts.value()
        assert starts is not None  # `_right` has looked
        command = RecordFunding(
            request_id=self._view.request_id,
            basis=self.editor.basis(),
            starts_on=starts,
            lines=self.editor.value(),
            weekly_pence=self.editor.total(),
            note=self.note.text(),
        )
        self.desk.write(lambda s, who: s.funding.record(who, command), self._done, self._wrong)

    def _wrong(self, error: Refusal) -> None:
        """Keep what was typed where the split was not taken."""
        if isinstance(error, InvalidAnswers):
            self._going = False
            self.say_problem(f"{error.what} {error.why}")
            return
        self._refused(error)


class CarePanel(Asking):
    """Who decided that contract care is paid for a child."""

    def __init__(self, desk: Desk, line: CareLine, close: Callable[[], object]) -> None:
        super().__init__(
            desk, f"Contract care for {line.name}", "Record decision", close, why=_CARE_WHY
        )
        self._child_id = line.child_id
        self.decided_by = TextField("decided_by", "Decided by", "Name and post.", required=True)
        self.add(self.decided_by)

    @override
    def _call(self) -> None:
        command = DecideContractCare(
            request_id=self.desk.request_id,
            child_id=self._child_id,
            decided_by=self.decided_by.text(),
        )
        self.desk.write(
            lambda s, who: s.funding.decide_contract_care(who, command), self._done, self._refused
        )


class FundingCard(Card):
    """The split in force, what the start waits for, earlier splits, contract care. Hidden where none of it matters.

    It reads what it shows by itself; `panel` is the form that is open.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("Who pays")
        self.desk = desk
        self.panel: Asking | None = None
        self.buttons: list[Button] = []
        self._opened_by: Button | None = None
        self.hide()

    def load(self) -> None:
        """Read who pays what."""
        wanted = self.desk.request_id
        self.desk.read("funding", lambda s, who: s.funding.view(who, wanted), self._arrived, _quiet)

    def typing(self) -> bool:
        """Say whether a form is open that would be lost."""
        return self.panel is not None

    def _arrived(self, view: FundingView) -> None:
        if shiboken6.isValid(self):
            self.show_view(view)

    def show_view(self, view: FundingView) -> None:
        """Draw everything anew."""
        clear_layout(self.body)
        self.panel, self.buttons = None, []
        care = [line for line in view.care if line.complex_need or line.decided_by]
        may = view.open and self.desk.may(Permission.RECORD_AUTHORISATION)
        if view.needed or view.splits:
            self._split_part(view, may=may)
        if care:
            if self.body.count():
                self.add(Divider())
            for line in care:
                self.add(self._care(line, may=may))
        self.setVisible(bool(self.body.count()))

    def _split_part(self, view: FundingView, *, may: bool) -> None:
        held = next((line for line in view.splits if line.in_force), None)
        if view.missing:
            self.add(Label(view.why, ink=Ink.DANGER, wrap=True))
        elif view.why and held is None:
            self.add(muted(view.why, wrap=True))
        earlier = [line for line in view.splits if line is not held]
        if held is not None:
            self.add(_split(held, "In force"))
        for line in earlier:
            self.add(_split(line, _state(line)))
        if may:
            words = "Record another split" if view.splits else "Record who pays what"
            self._offer(
                words, lambda: SplitPanel(self.desk, view, self.close_panel), first=not view.splits
            )

    def _care(self, line: CareLine, *, may: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        if line.decided_by:
            column.addWidget(strong(f"Contract care is paid for {line.name}", wrap=True))
            column.addWidget(small(f"Decided by {line.decided_by}", wrap=True))
            back = Button("Take contract care back", partial(self._take_back, line.child_id))
        else:
            words = f"{line.name} has a complex need: contract care may be decided."
            column.addWidget(Label(words, wrap=True))
            back = Button("Record contract care")
            back.clicked.connect(
                lambda: self._open(back, CarePanel(self.desk, line, self.close_panel))
            )
        back.setAccessibleName(f"{back.text()}: {line.name}")
        if may:
            self.buttons.append(back)
            column.addLayout(in_row(back))
        return box

    def _offer(self, words: str, make: Callable[[], Asking], *, first: bool) -> None:
        button = Button(words, kind=Kind.PRIMARY if first else Kind.SECONDARY)
        button.clicked.connect(lambda: self._open(button, make()))
        self.buttons.append(button)
        box = QWidget()
        box.setLayout(in_row(button))
        self.add(box)

    def _take_back(self, child_id: ChildId) -> None:
        command = DecideContractCare(
            request_id=self.desk.request_id, child_id=child_id, decided_by="", paid=False
        )
        self.desk.write(lambda s, who: s.funding.decide_contract_care(who, command), self._changed)

    def _changed(self, _done: object) -> None:
        self.load()

    def _open(self, button: Button, panel: Asking) -> None:
        """Open a form under its button, in place of one that is open."""
        if self.panel is not None:
            self.panel.deleteLater()
        self.panel, self._opened_by = panel, button
        beside = button.parentWidget()
        at = -1 if beside is None else self.body.indexOf(beside)
        self.body.insertWidget(at + 1 if at >= 0 else self.body.count(), panel)
        panel.focus_first()

    def close_panel(self) -> None:
        """Take the form away, and read what is so now."""
        if self.panel is not None:
            self.panel.deleteLater()
            self.panel = None
        if self._opened_by is not None and shiboken6.isValid(self._opened_by):
            self._opened_by.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()


def _state(line: SplitLine) -> str:
    if line.replaced:
        return "Put right later"
    return "Ended" if line.ends_on is not None else "To come"


def _split(line: SplitLine, state: str) -> QWidget:
    """Return one split: from when, who pays what, who recorded it."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, HALF)
    column.setSpacing(2)
    head = in_row(
        strong(line.days), Tag(state) if state == "In force" else muted(state), spacing=GRID
    )
    column.addLayout(head)
    column.addWidget(Label(line.words, wrap=True))
    if line.note:
        column.addWidget(muted(line.note, wrap=True))
    recorded = f"Recorded {moment(line.recorded_at)} by {line.recorded_by}"
    agreed = f"agreed by {line.agreed_by}" if line.agreed_by else ""
    column.addWidget(small(lines_of((recorded, agreed)), wrap=True))
    return box


def _quiet(_refusal: Refusal) -> None:
    """Show nothing where there is nothing to show, or the person may not see it."""


def add_funding_card(column: QVBoxLayout, desk: Desk) -> FundingCard:
    """Put the card into the Decision tab, and have it read what it shows."""
    card = FundingCard(desk)
    column.addWidget(card)
    card.load()
    return card
