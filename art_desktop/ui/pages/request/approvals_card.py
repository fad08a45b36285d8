"""What a match needs approved beside its authorisation: each with who may give it, and the record of the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import ApprovalView, RecordAddedApproval
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import Decision, Post, Urgency
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.option_words import lower_first
from art_desktop.ui.pages.request.part import capital
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Card, Divider
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.text import Ink, Label, muted, small
from art_desktop.ui.words import counted, day

_DECISIONS = (Decision.AGREED, Decision.AGREED_CONDITIONS, Decision.NOT_AGREED)


class ApprovalPanel(Asking):
    """Who decided on one approval, and what. Where one post alone may, it is not asked."""

    def __init__(
        self,
        desk: Desk,
        option_id: OptionId,
        view: ApprovalView,
        close: Callable[[], object],
        *,
        on: date | None = None,
    ) -> None:
        super().__init__(desk, f"Decision on: {lower_first(view.title)}", "Record decision", close)
        self.view = view
        self._option_id, self._on = option_id, on
        self.post = SegmentedField(
            "post",
            "Decided as",
            [(post, capital(post.words)) for post in view.posts],
            required=True,
            not_known=False,
        )
        self.post.set_value(view.posts[0])
        self.decided_by = TextField(
            "decided_by", "Name of who decided", capital(view.posts[0].words), required=True
        )
        self.decision = SegmentedField(
            "decision",
            "Decision",
            [(one, one.words) for one in _DECISIONS],
            required=True,
            not_known=False,
        )
        self.decision.set_value(Decision.AGREED)
        self.note = TextArea("note", "What was said", "Needed where it is not agreed.", lines=2)
        for field in (self.decided_by, self.post, self.decision, self.note):
            self.add(field)
        if len(view.posts) == 1:
            self.post.hide()
        else:
            self.decided_by.set_help("")

    @override
    def _right(self) -> bool:
        right = super()._right()
        refused = self.decision.value() is Decision.NOT_AGREED
        if right and refused and self.note.value() is None:
            self.note.set_problem("Write why it was not agreed.")
            self.note.focus_target().setFocus()
            return False
        return right

    @override
    def _call(self) -> None:
        command = RecordAddedApproval(
            option_id=self._option_id,
            trigger=self.view.trigger,
            post=cast("Post", self.post.value()),
            decided_by=self.decided_by.text(),
            decision=cast("Decision", self.decision.value()),
            note=str(self.note.value() or ""),
            on=self._on,
        )
        self.desk.write(
            lambda s, who: s.authorising.record_added(who, command), self._done, self._refused
        )


class ApprovalLine(QWidget):
    """One thing to be approved, how it stands, and the way to record a decision."""

    def __init__(self, view: ApprovalView, record: Callable[[], object] | None) -> None:
        super().__init__()
        self.setAccessibleName(f"{view.title}: {_standing(view)}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, HALF, 0, HALF)
        whole.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 3, 0, 0)
        beside.addWidget(SignMark(_sign(view)))
        beside.addStretch(1)
        row.addLayout(beside)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(view.title, weight=SEMIBOLD, wrap=True))
        words.addWidget(Label(_standing(view), ink=_ink(view), wrap=True))
        words.addWidget(muted(view.sentence, wrap=True))
        words.addWidget(small(view.source, wrap=True))
        row.addLayout(words, 1)
        self.button: Button | None = None
        if record is not None:
            said = "Record decision" if view.decision is None else "Record another decision"
            self.button = Button(said, record, compact=True)
            self.button.setAccessibleName(f"{said}: {view.title}")
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row)
        self.place = QVBoxLayout()
        whole.addLayout(self.place)


class ApprovalsCard(Card):
    """Everything that the match needs approved before the start, or still owes after it.

    `panel` is the form that is open; `asked` carries it as it opens, to be scrolled to. `on`: the day for which they
    were judged, where it is not the day on which the home was needed.
    """

    asked = Signal(QWidget)

    def __init__(self, desk: Desk, page: RequestPage, on: date | None = None) -> None:
        left = [view for view in page.approvals if not view.given]
        words = f"{counted(len(left), 'approval')} still needed" if left else "All approved"
        super().__init__(words)
        self.desk, self.page, self._on = desk, page, on
        self.panel: ApprovalPanel | None = None
        self.lines: list[ApprovalLine] = []
        may = desk.may(Permission.RECORD_AUTHORISATION) and page.match is not None
        if left:
            self.add(muted(_gate_words(page, len(left)), wrap=True))
        for at, view in enumerate(page.approvals):
            if at:
                self.add(Divider())
            record = self._opener(at) if may and not view.given else None
            line = ApprovalLine(view, record)
            self.lines.append(line)
            self.add(line)

    def _opener(self, at: int) -> Callable[[], object]:
        return lambda: self.open(at)

    def open(self, at: int) -> None:
        """Ask for the decision under one of the lines."""
        match = self.page.match
        assert match is not None
        self._take_away()
        line = self.lines[at]
        panel = ApprovalPanel(
            self.desk,
            match.option_id,
            self.page.approvals[at],
            lambda: self._close(line),
            on=self._on,
        )
        self.panel = panel
        line.place.addWidget(panel)
        panel.show()
        panel.focus_first()
        self.asked.emit(panel)

    def _close(self, line: ApprovalLine) -> None:
        self._take_away()
        if line.button is not None:
            line.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> bool:
        """Take the form away. Returns: whether there was one."""
        for line in self.lines:
            if self.panel is not None and line.isAncestorOf(self.panel):
                self._close(line)
                return True
        return False

    def _take_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.setParent(None)
            self.panel.deleteLater()
            self.panel = None


def _gate_words(page: RequestPage, left: int) -> str:
    if page.placements:
        return "The placement has started. What is not approved is still owed."
    if page.urgency is Urgency.OUT_OF_HOURS:
        return (
            "Out of hours the placement may start where the decision was taken then: "
            "what nobody could be asked about is still owed, and what was refused stops it."
        )
    return f"The placement cannot start before {'it is' if left == 1 else 'they are'} given."


def _sign(view: ApprovalView) -> Sign:
    if view.given:
        return Sign.MET
    return Sign.UNKNOWN if view.decision is None else Sign.NOT_MET


def _ink(view: ApprovalView) -> Ink:
    if view.given:
        return Ink.MET
    return Ink.SUPPORT if view.decision is None else Ink.NOT_MET


def _standing(view: ApprovalView) -> str:
    if view.decision is None:
        return f"Not approved yet. For the {' or the '.join(post.words for post in view.posts)}."
    assert view.decided_on is not None
    return f"{view.decision.words} by {view.decided_by}, {day(view.decided_on)}."
