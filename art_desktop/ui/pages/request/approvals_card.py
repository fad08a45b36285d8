"""What a match needs approved beside its authorisation: each with who may give it, and the record of the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.matching_views import ApprovalView, RecordAddedApproval
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import Decision, Post
from art_desktop.ui.pages.request.part import in_row
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.text import Label, muted, small
from art_desktop.ui.words import counted, day

if TYPE_CHECKING:
    from art_desktop.ui.pages.request.desk import Desk

_DECISIONS = (Decision.AGREED, Decision.AGREED_CONDITIONS, Decision.NOT_AGREED)


class ApprovalForm(Form):
    """Who decided, and what."""

    def __init__(self, view: ApprovalView) -> None:
        super().__init__()
        self.view = view
        group = self.add_group(f"Record: {view.title.lower()}", "1")
        self.post = SegmentedField(
            "post",
            "Who may decide",
            [(post, post.words) for post in view.posts],
            required=True,
            not_known=False,
        )
        self.post.set_value(view.posts[0])
        self.decided_by = TextField("decided_by", "Name of who decided", required=True)
        self.decision = SegmentedField(
            "decision",
            "Decision",
            [(one, one.words) for one in _DECISIONS],
            required=True,
            not_known=False,
        )
        self.decision.set_value(Decision.AGREED)
        self.note = TextArea("note", "What was said", "Needed where it is not agreed.", lines=2)
        for field in (self.post, self.decided_by, self.decision, self.note):
            self.add(field, group)


class ApprovalLine(QWidget):
    """One thing to be approved, how it stands, and the way to record a decision."""

    def __init__(self, view: ApprovalView) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, HALF, 0, HALF)
        row.setSpacing(GRID)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 3, 0, 0)
        beside.addWidget(SignMark(_sign(view)))
        beside.addStretch(1)
        row.addLayout(beside)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(view.title, weight=SEMIBOLD, wrap=True))
        words.addWidget(Label(view.sentence, wrap=True))
        words.addWidget(muted(_standing(view), wrap=True))
        words.addWidget(small(view.source, wrap=True))
        row.addLayout(words, 1)
        self.row = row


class ApprovalsCard(Card):
    """Everything that the match needs approved, before or with the start."""

    def __init__(self, desk: Desk, page: RequestPage) -> None:
        left = sum(not view.given for view in page.approvals)
        words = f"{counted(left, 'approval')} still needed" if left else "All approved"
        super().__init__(words)
        self.desk, self.page = desk, page
        self.form: ApprovalForm | None = None
        self._may = desk.may(Permission.RECORD_AUTHORISATION)
        self._place = QVBoxLayout()
        self.buttons: list[Button] = []
        for at, view in enumerate(page.approvals):
            if at:
                self.add(Divider())
            line = ApprovalLine(view)
            if self._may and not view.given:
                button = Button("Record decision", self._opener(view), compact=True)
                button.setAccessibleName(f"Record decision: {view.title}")
                line.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
                self.buttons.append(button)
            self.add(line)
        holder = QWidget()
        holder.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.add(holder)

    def _opener(self, view: ApprovalView) -> Callable[[], object]:
        return lambda: self.open(view)

    def open(self, view: ApprovalView) -> None:
        """Show the form for one approval under the list."""
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        form = ApprovalForm(view)
        self.form = form
        foot = QWidget()
        row = in_row(Button("Record", self.record, kind=Kind.PRIMARY), muted("Ctrl+Enter"))
        row.setContentsMargins(0, 0, 0, 0)
        foot.setLayout(row)
        form.groups[0].add_widget(foot)
        form.save_requested.connect(self.record)
        self._place.addWidget(form)
        form.decided_by.focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    def record(self) -> None:
        """Record the decision that was typed."""
        form, match = self.form, self.page.match
        if form is None or match is None or not form.check():
            return
        command = RecordAddedApproval(
            option_id=match.option_id,
            trigger=form.view.trigger,
            post=cast("Post", form.post.value()),
            decided_by=str(form.decided_by.value() or ""),
            decision=cast("Decision", form.decision.value()),
            note=str(form.note.value() or ""),
        )
        self.desk.write(
            lambda s, who: s.authorising.record_added(who, command), None, self._refused
        )

    def _refused(self, error: Refusal) -> None:
        if self.form is not None and isinstance(error, InvalidAnswers):
            self.form.show_problems(error.problems)
        else:
            self.desk.refuse(error)


def _sign(view: ApprovalView) -> Sign:
    if view.given:
        return Sign.MET
    return Sign.UNKNOWN if view.decision is None else Sign.NOT_MET


def _standing(view: ApprovalView) -> str:
    if view.decision is None:
        return f"Not yet approved. For: {' or '.join(post.words for post in view.posts)}."
    assert view.decided_on is not None
    return f"{view.decision.words} by {view.decided_by}, {day(view.decided_on)}"
