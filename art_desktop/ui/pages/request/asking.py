"""The small panels of the shortlist: ask this household, why it is not used, its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Qt

from art_desktop.domain.approaching import OUTSIDE
from art_desktop.domain.approaching_views import ApproachLine
from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import AskHousehold, OverrideRule, RecordAnswer, RecordNotUsed
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.provider_commands import RecordSpotPurchase
from art_desktop.domain.provider_terms import CONTRACTED
from art_desktop.domain.read_models import ApproachView, Changed
from art_desktop.domain.vocabulary import Answer, ApproachMeans, NotUsedReason
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import InPlace, in_row
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, TextArea, TextField


class Asking(InPlace):
    """A panel of fields that ends in one service call.

    Args: close: takes the panel away; called after it was done and on Esc.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        do_words: str,
        close: Callable[[], object],
        *,
        why: str = "",
    ) -> None:
        super().__init__(title, do_words, self.go, close, why=why)
        self.desk = desk
        self._close = close
        self._fields: dict[str, Field] = {}
        self._going = False

    def add(self, field: Field) -> None:
        """Add a question."""
        self._know(field)
        self.body.addWidget(field)

    def _know(self, field: Field) -> None:
        self._fields[field.name] = field
        field.changed.connect(lambda: field.set_problem(""))

    def add_beside(self, *fields: Field) -> None:
        """Add questions side by side."""
        row = in_row(spacing=GRID * 3)
        for at, field in enumerate(fields):
            self._know(field)
            row.insertWidget(at, field, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def go(self) -> None:
        """Check the answers and make the call, once."""
        if self._going or not self._right():
            return
        self._going = True
        self.say_problem("")
        self._call()

    def _right(self) -> bool:
        wrong = None
        for field in self._fields.values():
            words = field.own_problem() if field.isVisibleTo(self) else ""
            field.set_problem(words)
            if words and wrong is None:
                wrong = field
        if wrong is not None:
            wrong.focus_target().setFocus()
        return wrong is None

    def _call(self) -> None:
        raise NotImplementedError

    def _done(self, _changed: Changed) -> None:
        self._close()

    def _refused(self, error: Refusal) -> None:
        self._going = False
        if isinstance(error, InvalidAnswers):
            for problem in error.problems:
                field = self._fields.get(problem.field)
                if field is not None:
                    field.set_problem(problem.words)
            if any(problem.field in self._fields for problem in error.problems):
                return
        self._close()
        self.desk.refuse(error)

    def focus_first(self) -> None:
        """Put the focus in the first question."""
        next(iter(self._fields.values())).focus_target().setFocus()


class AskPanel(Asking):
    """Asking a household: by telephone unless said otherwise, so that A and Enter do it."""

    def __init__(self, desk: Desk, option: OptionView, close: Callable[[], object]) -> None:
        outside = option.tier in OUTSIDE
        why = "Enter logs it, Esc takes it back. Their answer: Y or N, then Enter."
        if outside:
            why = "Enter logs the call, Esc takes it back. A referral goes out from Approaches, once it is released."
        super().__init__(
            desk,
            f"Asking {option.title} by telephone now",
            "Log that they were asked",
            close,
            why=why,
        )
        self._option = option
        self.spoken_to = TextField("spoken_to", "Spoken to", "Leave empty if a message was left.")
        means = options_of(ApproachMeans, leave_out=(ApproachMeans.REFERRAL,) if outside else ())
        self.means = SegmentedField("means", "How", means, not_known=False)
        self.means.set_value(ApproachMeans.TELEPHONE)
        self.note = TextField("note", "Note", width="long", longest=2000)
        self.add_beside(self.spoken_to, self.means)
        self.add(self.note)

    @override
    def _call(self) -> None:
        command = AskHousehold(
            option_id=self._option.id,
            means=cast("ApproachMeans", self.means.value()),
            spoken_to=self.spoken_to.text(),
            note=self.note.text(),
        )
        self.desk.write(lambda s, who: s.approaching.ask(who, command), self._done, self._refused)


class ReasonPanel(Asking):
    """Why an option that could serve will not be used; the app proposes, the officer decides."""

    def __init__(self, desk: Desk, option: OptionView, close: Callable[[], object]) -> None:
        why = "These reasons open the next tier, and say which carers to recruit."
        super().__init__(desk, f"Why {option.title} is not used", "Record reason", close, why=why)
        self._option = option
        proposed = option.not_used_reason or option.proposed_reason
        helps = "Proposed from the verdicts: change it if it is not so." if proposed else ""
        self.reason = ChoiceField(
            "reason",
            "Reason",
            options_of(NotUsedReason),
            helps,
            required=True,
            not_known=False,
            width=480,
        )
        self.reason.set_value(proposed)
        self.note = TextField("note", "In words", width="long", longest=2000)
        self.note.set_value(option.not_used_note or None)
        self.add(self.reason)
        self.add(self.note)

    @override
    def _call(self) -> None:
        command = RecordNotUsed(
            option_id=self._option.id,
            version=self._option.version,
            reason=cast("NotUsedReason", self.reason.value()),
            note=self.note.text(),
        )
        self.desk.write(
            lambda s, who: s.searching.not_used(who, command), self._done, self._refused
        )


class OverridePanel(Asking):
    """Bringing back an option that a rule took out, where the role allows it."""

    def __init__(self, desk: Desk, option: OptionView, close: Callable[[], object]) -> None:
        super().__init__(
            desk,
            f"Use {option.title} although: {option.excluded_words or option.excluded_by}",
            "Override the rule",
            close,
            why="The reason is kept with the option and stands on the matching record.",
        )
        self._option = option
        self.reason = TextArea("reason", "Why it may be used", required=True, lines=2)
        self.add(self.reason)

    @override
    def _call(self) -> None:
        command = OverrideRule(
            option_id=self._option.id,
            version=self._option.version,
            reason=str(self.reason.value() or ""),
        )
        self.desk.write(
            lambda s, who: s.searching.override(who, command), self._done, self._refused
        )


def wants_spot_purchase(option: OptionView) -> bool:
    """Say whether the option is out because its provider is on no lot, which a spot purchase sets aside."""
    return CONTRACTED in option.excluded_codes and not option.override_reason


class SpotPurchasePanel(Asking):
    """Letting this request use a provider that is on no lot."""

    def __init__(self, desk: Desk, option: OptionView, close: Callable[[], object]) -> None:
        super().__init__(
            desk,
            f"Spot purchase of {option.title}",
            "Record spot purchase",
            close,
            why="For this request only. The reason is kept and stands on the matching record; "
            "a signed spot contract is needed before a child starts there.",
        )
        self._option = option
        words = "Why no provider on a lot would do"
        self.reason = TextArea("reason", words, required=True, lines=2)
        self.add(self.reason)

    @override
    def _call(self) -> None:
        command = RecordSpotPurchase(
            option_id=self._option.id, reason=str(self.reason.value() or "")
        )
        self.desk.write(
            lambda s, who: s.spot_purchases.record(who, command), self._done, self._refused
        )


class AnswerPanel(Asking):
    """What an approach brought: yes with a day and conditions, no with a reason, or nobody there."""

    def __init__(
        self,
        desk: Desk,
        approach: ApproachView | ApproachLine,
        close: Callable[[], object],
        today: date,
    ) -> None:
        super().__init__(desk, f"Answer of {approach.title}", "Record answer", close)
        self._approach = approach
        self.answer = SegmentedField(
            "answer",
            "They said",
            options_of(Answer, leave_out=(Answer.WAITING,)),
            required=True,
            not_known=False,
        )
        self.can_start = DateField("can_start_on", "Can start on")
        self.can_start.set_value(today)
        self.conditions = TextField("conditions", "On what conditions", width="long")
        self.why_not = ChoiceField(
            "decline_reason",
            "Why not",
            options_of(NotUsedReason),
            "Counted: it says which carers to recruit.",
            not_known=False,
            width=480,
        )
        self.note = TextField("note", "Note", width="long", longest=2000)
        self.add(self.answer)
        self.add_beside(self.can_start, self.conditions)
        self.add(self.why_not)
        self.add(self.note)
        self.answer.changed.connect(self._show_fitting)
        self._show_fitting()

    def _show_fitting(self) -> None:
        yes = self.answer.value() is Answer.YES
        self.can_start.setVisible(yes)
        self.conditions.setVisible(yes)
        self.why_not.setVisible(self.answer.value() is Answer.NO)

    @override
    def focus_first(self) -> None:
        """Start at the answer, or past it where it is chosen, so that Enter records it."""
        if self.answer.value() is None:
            super().focus_first()
        else:
            self.focus_fitting()

    def choose(self, answer: Answer) -> None:
        """Choose an answer, as its button beside the line does."""
        self.answer.set_value(answer)
        self._show_fitting()

    def focus_fitting(self) -> None:
        """Start where the chosen answer needs one, so that Enter records it."""
        first = {Answer.YES: self.can_start}.get(cast("Answer", self.answer.value()))
        (first or self.note).focus_target().setFocus()

    @override
    def _call(self) -> None:
        answer = cast("Answer", self.answer.value())
        yes = answer is Answer.YES
        command = RecordAnswer(
            approach_id=self._approach.id,
            version=self._approach.version,
            answer=answer,
            note=self.note.text(),
            can_start_on=self.can_start.value() if yes else None,
            conditions=self.conditions.text() if yes else "",
            decline_reason=cast("NotUsedReason | None", self.why_not.value())
            if answer is Answer.NO
            else None,
        )
        self.desk.write(
            lambda s, who: s.approaching.answer(who, command), self._done, self._refused
        )


def panel_for(
    desk: Desk, action: str, option: OptionView, close: Callable[[], object]
) -> Asking | None:
    """Return the panel of an action; None: nothing waits for an answer.

    Actions: "ask", "reason", "override", "answer", and "yes" and "no" with that answer chosen.
    """
    if action == "reason":
        return ReasonPanel(desk, option, close)
    if action == "override" and wants_spot_purchase(option):
        return SpotPurchasePanel(desk, option, close)
    if action == "override":
        return OverridePanel(desk, option, close)
    if action not in _ANSWERING:
        return AskPanel(desk, option, close)
    approach = waiting_for(desk, option.id)
    if approach is None:
        return None
    panel = AnswerPanel(desk, approach, close, local_day(desk.context.clock.now()))
    chosen = _ANSWERING[action]
    if chosen is not None:
        panel.choose(chosen)
    return panel


_ANSWERING: dict[str, Answer | None] = {"answer": None, "yes": Answer.YES, "no": Answer.NO}


def waiting_for(desk: Desk, option_id: OptionId) -> ApproachView | None:
    """Return the approach of an option that waits for an answer."""
    for approach in desk.page.approaches if desk.page else ():
        if approach.option_id == option_id and approach.answer is Answer.WAITING:
            return approach
    return None
