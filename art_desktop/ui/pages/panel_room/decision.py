"""Recording what the panel decided, in the view itself: whole by keyboard, kept while it is put aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal
from art_desktop.domain.funding import RecordFunding
from art_desktop.domain.ids import Pence
from art_desktop.domain.panel_room_views import RecordPanelDecision, RoomItem
from art_desktop.domain.read_models import UserRow
from art_desktop.domain.vocabulary import Decision
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.decision_form import ConditionsField
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, scrolled
from art_desktop.ui.widgets.choices import CheckField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, MoneyField, TextArea, TextField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.split_editor import SplitEditor
from art_desktop.ui.widgets.text import section_title, small

_NOTES = {
    Decision.DEFERRED: ("What is needed", "Without a name: the panel reads it."),
    Decision.NOT_AGREED: ("Why it was not agreed", "Without a name: the panel reads it."),
}
_NOTE = ("Note", "What else the panel said, without a name.")


class _SplitField(Field):
    """The split editor as a question of the form."""

    def __init__(self, total: Pence | None) -> None:
        super().__init__("funding", "Who pays what")
        self.editor = SplitEditor(total)
        self.editor.changed.connect(self.changed)
        self._place(self.editor, beside=False)

    @override
    def focus_target(self) -> QWidget:
        return self.editor.basis_field.focus_target()

    @override
    def value(self) -> object:
        return self.editor.value()

    @override
    def set_value(self, value: object) -> None:
        """It begins with the policy's split."""

    @override
    def own_problem(self) -> str:
        if self.isHidden():
            return ""
        return " ".join(problem.words for problem in self.editor.problems())

    @override
    def summary(self) -> str:
        return ""


class DecisionForm(Form):
    """What the panel decided on one item."""

    def __init__(self, item: RoomItem, chair: str, total: Pence | None, today: date) -> None:
        super().__init__()
        self._item = item
        self.decision = SegmentedField(
            "decision", "Decision", options_of(Decision), required=True, not_known=False
        )
        self.conditions = ConditionsField()
        self.deferred_to = DateField("deferred_to", "Until when")
        self.most = MoneyField("most_pence", "Up to", "Pounds in all; empty for no limit.")
        self.note = TextArea("note", *_NOTE, lines=2)
        self.joint = CheckField("joint", "Joint funding was agreed")
        self.split_from = DateField("starts_on", "The split holds from")
        self.funding = _SplitField(total)
        self.decided_by = TextField("decided_by", "Decided by", "The chair, or who sits for them.")
        for field in (
            self.decision,
            self.conditions,
            self.deferred_to,
            self.most,
            self.note,
            self.joint,
            self.split_from,
            self.funding,
            self.decided_by,
        ):
            self.add(field)
        self.decided_by.set_value(chair)
        self.split_from.set_value(today)
        self.decision.changed.connect(self.show_fitting)
        self.joint.changed.connect(self.show_fitting)
        self.show_fitting()

    def show_fitting(self) -> None:
        """Ask what the decision chosen needs, and nothing else."""
        decided = cast("Decision | None", self.decision.value())
        permits = decided is not None and decided.permits
        with_conditions = decided is Decision.AGREED_CONDITIONS
        self.conditions.setVisible(with_conditions)
        if with_conditions and self.conditions.is_empty():
            self.conditions.add_line()  # which takes the focus: the arrows are still choosing
            self.decision.focus_target().setFocus()
        self.deferred_to.setVisible(decided is Decision.DEFERRED)
        resource = self._resource
        self.most.setVisible(permits and resource)
        self.joint.setVisible(permits and not resource)
        joint = permits and not resource and bool(self.joint.value())
        self.split_from.setVisible(joint)
        self.funding.setVisible(joint)
        title, help_words = _NOTES.get(decided, _NOTE) if decided is not None else _NOTE
        self.note.set_label(title)
        self.note.set_help(help_words)

    @property
    def _resource(self) -> bool:
        """Say whether the case asks for an assessment or support, which social care alone pays."""
        return self._item.case is not None and self._item.case.resource is not None

    def take_version(self, item: RoomItem) -> None:
        """Record on the item as it stands now; what was typed stays."""
        self._item = item

    def command(self) -> RecordPanelDecision | None:
        """Return what is recorded; None, with the problems shown, where something is missing."""
        if not self.check():
            return None
        decided = cast("Decision", self.decision.value())
        with_conditions = decided is Decision.AGREED_CONDITIONS
        return RecordPanelDecision(
            item_id=self._item.id,
            version=self._item.version,
            decision=decided,
            conditions=self.conditions.value() if with_conditions else (),
            note=str(self.note.value() or ""),
            deferred_to=self.deferred_to.value() if decided is Decision.DEFERRED else None,
            decided_by=self.decided_by.text(),
            funding=self._split(decided),
            most_pence=self._most(decided),
        )

    def _most(self, decided: Decision) -> Pence | None:
        pence = self.most.value() if self._resource and decided.permits else None
        return None if pence is None else Pence(pence)

    def _split(self, decided: Decision) -> RecordFunding | None:
        request, starts = self._item.request_id, self.split_from.value()
        if self._resource or not decided.permits or not self.joint.value() or request is None:
            return None
        if not isinstance(starts, date):
            return None
        editor = self.funding.editor
        return RecordFunding(
            request_id=request,
            basis=editor.basis(),
            starts_on=starts,
            lines=editor.value(),
            weekly_pence=editor.total(),
        )


class DecisionSheet(Panel):
    """The form over the options. Signals: `save_requested(RecordPanelDecision)`; `put_aside()`."""

    save_requested = Signal(object)
    put_aside = Signal()

    def __init__(self, form: DecisionForm, title: str) -> None:
        super().__init__(edge="text", radius=0)
        self.form = form
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 2)
        whole.setSpacing(GRID * 2)
        whole.addWidget(section_title(title))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(form)
        column.addStretch(1)
        whole.addWidget(scrolled(inner), 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.save = Button("Record the decision", self._on_save, kind=Kind.PRIMARY)
        row.addWidget(self.save)
        row.addWidget(Button("Put aside", self.put_aside.emit))
        row.addWidget(small("Ctrl+Enter records · Esc puts it aside, with what was typed"))
        row.addStretch(1)
        whole.addLayout(row)
        form.save_requested.connect(self._on_save)

    def begin(self) -> None:
        """Show it, with the keyboard on the first question."""
        self.show()
        self.raise_()
        self.form.decision.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: Refusal) -> None:
        """Show why it was not recorded, with everything that was typed."""
        self.save.setEnabled(True)
        if isinstance(error, InvalidAnswers):
            self.form.show_problems(error.problems)
        else:
            self.form.show_problems((FieldProblem("", str(error)),))

    def set_team(self, team: Sequence[UserRow]) -> None:
        """Say who can own a condition."""
        self.form.conditions.set_team(team)

    def _on_save(self) -> None:
        command = self.form.command()
        if command is not None and self.save.isEnabled():
            self.save.setEnabled(False)
            self.save_requested.emit(command)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it aside; no other key goes through to the view behind it."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11}:
            self.put_aside.emit()
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_save()
        event.accept()
