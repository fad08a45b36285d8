"""The questions of what is wanted, as the form of a new request and the tab ask them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from art_desktop.domain.deciding_words import ResourceKind
from art_desktop.domain.resource_prices import kinds_for
from art_desktop.domain.resource_views import BudgetHead, ResourceDetails, WantedView
from art_desktop.domain.vocabulary import RequestKind
from art_desktop.ui.widgets.choices import ChoiceField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, NumberField, TextArea, TextField

_USUAL = {RequestKind.ASSESSMENT: "proceedings", RequestKind.CRISIS: "crisis"}
"""Which budget head is proposed."""


class WantedFields:
    """The fields, to be added to a form; `fit` makes them those of a kind of request."""

    def __init__(self) -> None:
        self.resource = ChoiceField("resource", "Which kind", (), not_known=False, width=440)
        self.question = TextArea("question", "What it has to answer, or achieve", lines=3)
        self.about = TextField(
            "about", "Whom besides the child", "Such as “both parents”, “mother and baby”."
        )
        self.court = DateField("court_on", "The court sits on", "Leave empty outside proceedings.")
        self.weeks = NumberField("weeks", "For how many weeks", least=1, most=104)
        self.head = ChoiceField(
            "budget_head",
            "Who pays",
            (),
            "The local authority's budget: it never moves to the permanency service.",
            not_known=False,
            width=440,
        )
        self._kind: RequestKind | None = None
        self._heads: tuple[BudgetHead, ...] = ()
        self._head_wanted: object = None

    def all(self) -> tuple[Field, ...]:
        """Return the fields in the order in which they are asked."""
        return (self.resource, self.question, self.about, self.court, self.weeks, self.head)

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the fields."""
        return frozenset(field.name for field in self.all())

    def set_heads(self, heads: Sequence[BudgetHead]) -> None:
        """Offer the budget heads; the usual one of the kind is proposed."""
        self._heads = tuple(heads)
        self.head.set_options([(head.code, head.words) for head in heads])
        self._propose_head()

    def fit(self, kind: RequestKind) -> None:
        """Ask as a kind of request does."""
        if kind is self._kind:
            return
        self._kind = kind
        assessment = kind is RequestKind.ASSESSMENT
        self.resource.set_options([(one, one.words) for one in kinds_for(kind)])
        self.question.set_help(
            "What the expert is to answer. It is never part of an enquiry about prices."
            if assessment
            else "What has to be different for the child to stay at home."
        )
        self.court.setVisible(assessment)
        self.weeks.setVisible(not assessment)
        self.head.set_value(None)
        self._propose_head()

    def _propose_head(self) -> None:
        usual = self._head_wanted or (_USUAL.get(self._kind) if self._kind is not None else None)
        if self.head.value() is None and usual in {head.code for head in self._heads}:
            self.head.set_value(usual)

    def show(self, wanted: WantedView) -> None:
        """Show what is on record."""
        self.resource.set_value(wanted.resource)
        self.question.set_value(wanted.question)
        self.about.set_value(wanted.about or None)
        self.court.set_value(wanted.court_on)
        self.weeks.set_value(wanted.weeks)
        self.head.set_value(wanted.budget_head)

    def details(self, needed_by: date | None) -> ResourceDetails:
        """Return what is typed; an answer that is missing is found by the service, which names the question."""
        kind = self._kind or RequestKind.ASSESSMENT
        assessment = kind is RequestKind.ASSESSMENT
        other = ResourceKind.OTHER_SUPPORT if assessment else ResourceKind.OTHER_ASSESSMENT
        chosen, head = self.resource.value(), self.head.value()
        return ResourceDetails(
            # One that this kind of request cannot have stands for none.
            resource=other if chosen is None else cast("ResourceKind", chosen),
            question=str(self.question.value() or ""),
            about=self.about.text(),
            court_on=self.court.value() if assessment else None,
            needed_by=needed_by,
            weeks=None if assessment else self.weeks.value(),
            budget_head="" if head is None else str(head),
        )

    def draft(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Return the answers of a form with those that a draft cannot hold as they are written."""
        court = self.court.value()
        return {**answers, "court_on": court.isoformat() if court else None}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Show the answers of a draft; `fit` comes before it."""
        court = draft.get("court_on")
        kind = draft.get("resource")
        self.resource.set_value(next((one for one in ResourceKind if one == kind), None))
        self.court.set_value(date.fromisoformat(court) if isinstance(court, str) else None)
        for field in (self.question, self.about, self.weeks):
            field.set_value(draft.get(field.name))
        # The heads may still be on their way.
        self._head_wanted = draft.get("budget_head")
        self.head.set_value(None)
        self._propose_head()
