"""The social worker's view of an option, and the match with its reasons and compromises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal

from art_desktop.domain.commands import AgreeMatch, MatchProposal, RecordView
from art_desktop.domain.ids import OptionId
from art_desktop.domain.life import RECORD_MATCH
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import WorkerView
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.form import Form


def may_be_matched(page: RequestPage, offers: Sequence[OptionView]) -> set[OptionId]:
    """Return the offers for which the match is what comes next: the social worker agrees, or it was settled."""
    if page.next_step.action_words != RECORD_MATCH:
        return set()
    heard: dict[OptionId, WorkerView] = {}
    for view in page.views:  # newest first: the latest counts
        heard.setdefault(view.option_id, view.view)
    offered = [option.id for option in offers if option.id in heard]
    agreed = {key for key in offered if heard[key] is not WorkerView.DISAGREE}
    return agreed or set(offered)


def _home_field(offers: Sequence[OptionView], label: str) -> ChoiceField:
    options = tuple((option.id, option.title) for option in offers)
    field = ChoiceField("option_id", label, options, required=True, not_known=False, width=480)
    if len(offers) == 1:
        field.set_value(offers[0].id)
    return field


class ViewForm(Form):
    """What the social worker says of a home that said yes."""

    def __init__(self, offers: Sequence[OptionView], worker: str) -> None:
        super().__init__()
        group = self.add_group("Record the social worker's view", "2")
        self.option = _home_field(offers, "Which home")
        self.view = SegmentedField(
            "view", "Their view", options_of(WorkerView), required=True, not_known=False
        )
        self.given_by = TextField("given_by", "Given by", required=True)
        self.given_by.set_value(worker or None)
        self.words = TextArea("words", "In their words", lines=2)
        self.support = TextArea("support_wanted", "Support wanted", lines=2)
        for field in (self.option, self.view, self.given_by, self.words, self.support):
            self.add(field, group)
        self.view.changed.connect(self._show_fitting)
        self._show_fitting()

    def _show_fitting(self) -> None:
        self.support.setVisible(self.view.value() is WorkerView.AGREE_WITH_SUPPORT)
        disagrees = self.view.value() is WorkerView.DISAGREE
        self.words.set_help("Give the reasons: they go up the ladder with it." if disagrees else "")

    def command(self) -> RecordView:
        """Return what is recorded; `check` has passed."""
        return RecordView(
            option_id=cast("OptionId", self.option.value()),
            view=cast("WorkerView", self.view.value()),
            given_by=self.given_by.text(),
            words=str(self.words.value() or ""),
            support_wanted=str(self.support.value() or ""),
        )


class MatchForm(Form):
    """The match, filled in from what the verdicts and the view already say; people decide."""

    option_chosen = Signal(object)

    def __init__(self, offers: Sequence[OptionView]) -> None:
        super().__init__()
        self._offers = {option.id: option for option in offers}
        group = self.add_group("Record the match", "3")
        self.option = _home_field(offers, "Which home")
        helps = "Proposed from the verdicts: make it your own."
        self.reasons = TextArea("reasons", "Why this home", helps, required=True, lines=5)
        self.compromises = TextArea("compromises", "What is compromised", helps, lines=4)
        self.support = TextArea("support", "What support closes the gaps", helps, lines=4)
        for field in (self.option, self.reasons, self.compromises, self.support):
            self.add(field, group)
        self.option.changed.connect(self._on_option)

    def start(self, option_id: OptionId | None) -> None:
        """Choose a home, and ask for its proposal."""
        if option_id is not None:
            self.option.set_value(option_id)
        if self.option.value() is not None:
            self.option_chosen.emit(self.option.value())

    def _on_option(self) -> None:
        if self.option.value() is not None:
            self.option_chosen.emit(self.option.value())

    def propose(self, proposal: MatchProposal) -> None:
        """Show a proposal; what somebody typed already is left alone."""
        for field, words in (
            (self.reasons, proposal.reasons),
            (self.compromises, proposal.compromises),
            (self.support, proposal.support),
        ):
            field.set_value(words or None)

    def command(self) -> AgreeMatch:
        """Return what is recorded; `check` has passed."""
        option_id = cast("OptionId", self.option.value())
        return AgreeMatch(
            option_id=option_id,
            option_version=self._offers[option_id].version,
            reasons=str(self.reasons.value() or ""),
            compromises=str(self.compromises.value() or ""),
            support=str(self.support.value() or ""),
        )
