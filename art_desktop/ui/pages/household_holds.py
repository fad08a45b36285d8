"""Holds on a household's page: each with its buttons, and the panel in which one is put or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.household_commands import PutOnHold
from art_desktop.domain.household_views import HoldView, HouseholdPage
from art_desktop.domain.read_models import ChildRow
from art_desktop.domain.vocabulary import HoldReason
from art_desktop.ui.pages.child_picker import ChildrenField
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, NumberField, TextField
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Label, muted, strong

_STATES = {"now": "Now", "coming": "To come", "over": "Over"}


class HoldsCard(Card):
    """The holds, those of now first.

    Args: act: called with "change", "end" or "out" and the hold; None where the person may not.
    """

    def __init__(
        self, holds: Sequence[HoldView], act: Callable[[str, HoldView], object] | None
    ) -> None:
        super().__init__("Holds", spacing=GRID * 2)
        self._act = act
        order = list(_STATES)
        for hold in sorted(holds, key=lambda one: (order.index(one.state), one.starts_on)):
            self.add(self._line(hold))
        if not holds:
            self.add(muted("Never on hold."))

    def _line(self, hold: HoldView) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        head = QHBoxLayout()
        head.addWidget(strong(hold.title, wrap=True), 1)
        if hold.state == "now":
            head.addWidget(Tag(_STATES[hold.state], "support", "warning_tint"))
        else:
            head.addWidget(muted(_STATES[hold.state]))
        column.addLayout(head)
        column.addWidget(Label(hold.words, wrap=True))
        if hold.note:
            column.addWidget(muted(hold.note, wrap=True))
        if self._act is not None:
            column.addLayout(self._buttons(hold))
        return box

    def _buttons(self, hold: HoldView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        said = [("change", "Change"), ("out", "Take out")]
        if hold.state == "now":
            said.insert(1, ("end", "End it"))
        for what, words in said:
            button = Button(words, self._call(what, hold), kind=Kind.QUIET, compact=True)
            button.setAccessibleName(f"{words}: {hold.title}, {hold.words}")
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _call(self, what: str, hold: HoldView) -> Callable[[], object]:
        assert self._act is not None
        act = self._act
        return lambda: act(what, hold)


class HoldPanel(InPlace):
    """Asks for a hold: why, the whole or some places, for whom, between which days.

    Args: put: called with the command. held: the hold that is to be changed.
    """

    def __init__(
        self,
        page: HouseholdPage,
        today: date,
        put: Callable[[PutOnHold], object],
        cancel: Callable[[], object],
        held: HoldView | None = None,
    ) -> None:
        title = "Change the hold" if held else "Put on hold"
        super().__init__(title, "Save the hold" if held else title, self._try, cancel, why=_WHY)
        self._page, self._put, self._held = page, put, held
        reasons = options_of(HoldReason)
        self.reason = ChoiceField("reason", "Why", reasons, required=True, not_known=False)
        choices = ((True, "The whole household"), (False, "Some of its places"))
        self.whole = SegmentedField("whole", "What is held", choices, not_known=False)
        self.places = NumberField("places", "Places kept back", required=True, least=1, most=9)
        self.child = ChildrenField("child_id", "For one child", "Who may still be placed.", most=1)
        self.starts = DateField("starts_on", "From", required=True)
        self.ends = DateField("ends_on", "To and including", "Empty: until it is lifted.")
        self.note = TextField("note", "Note", width="long")
        self._fields: tuple[Field, ...] = (
            *(self.reason, self.whole, self.places, self.child),
            *(self.starts, self.ends, self.note),
        )
        for field in (self.reason, self.whole, self.places, self.child):
            self.body.addWidget(field)
        dates = QHBoxLayout()
        dates.setSpacing(GRID * 2)
        for day in (self.starts, self.ends):
            dates.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        dates.addStretch(1)
        self.body.addLayout(dates)
        self.body.addWidget(self.note)
        self.whole.set_value(held is None or held.places is None)
        self.starts.set_value(held.starts_on if held else today)
        if held is not None:
            self.reason.set_value(held.reason)
            self.places.set_value(held.places)
            self.child.set_value(() if held.child_id is None else (held.child_id,))
            self.ends.set_value(held.ends_on)
            self.note.set_value(held.note)
        self.whole.changed.connect(self._follow)
        self.reason.changed.connect(self._suggest)
        self._follow()

    def set_children(self, rows: Sequence[ChildRow]) -> None:
        """Say which children it can be for."""
        self.child.set_rows(rows)

    def _follow(self) -> None:
        self.places.setVisible(self.whole.value() is False)

    def _suggest(self) -> None:
        """A place for a named child is one place, most often."""
        if self._held is None and self.reason.value() is HoldReason.RETAINER:
            self.whole.set_value(False)
            if self.places.value() is None:
                self.places.set_value(1)
            self._follow()

    def _try(self) -> None:
        whole = self.whole.value() is not False
        asked = [field for field in self._fields if field is not self.places or not whole]
        for field in asked:
            field.set_problem(field.own_problem())
        reason, starts_on = self.reason.value(), self.starts.value()
        if any(field.problem() for field in asked):
            return
        if not isinstance(reason, HoldReason) or starts_on is None:
            return
        chosen = self.child.value()
        command = PutOnHold(
            household_id=self._page.id,
            version=self._page.version,
            reason=reason,
            starts_on=starts_on,
            ends_on=self.ends.value(),
            note=self.note.text(),
            places=None if whole else self.places.value(),
            child_id=chosen[0] if chosen else None,
            hold_id=self._held.id if self._held else None,
        )
        self._put(command)

    def refused(self, error: Refusal) -> bool:
        """Show what cannot be taken, beside its question; say whether that was what it was."""
        if not isinstance(error, InvalidAnswers):
            return False
        by_name = {field.name: field for field in self._fields}
        for problem in error.problems:
            if problem.field in by_name:
                by_name[problem.field].set_problem(problem.words)
        self.say_problem(" ".join(problem.words for problem in error.problems))
        return True


_WHY = "They are not asked meanwhile; places kept back are not counted as free."
