"""The small panel that asks for a panel's new rule: when it meets, when its papers close, from which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from art_desktop.domain.deciding_words import PanelKind, PanelRhythm
from art_desktop.domain.meeting_views import ChangePanelRule, PanelRuleDetails, PanelRuleView
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.panels_asking import Asking, TimeField
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.fields import DateField, NumberField, TextField

_WEEKDAYS = ((0, "Mon"), (1, "Tue"), (2, "Wed"), (3, "Thu"), (4, "Fri"))


class RulePanel(Asking):
    """Gives a panel a new rule from a day on."""

    def __init__(
        self,
        view: PanelRuleView,
        today: date,
        change: Callable[[ChangePanelRule], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__(
            f"A new rule for {view.panel.words}",
            "Save the rule",
            cancel,
            "What was planned before that day stays; so do meetings with an agenda or changed by hand.",
        )
        rule = view.rule
        self._held, self._change = rule, change
        self.rhythm = ChoiceField(
            "rhythm", "How often", options_of(PanelRhythm), required=True, not_known=False
        )
        self.weekday = SegmentedField("weekday", "On", _WEEKDAYS, not_known=False)
        others = [(kind, kind.words) for kind in PanelKind if kind is not rule.panel]
        self.instead = ChoiceField(
            "instead_of", "In place of", [(None, "No other panel"), *others], not_known=False
        )
        self.starts, self.ends = TimeField("starts_at", "From"), TimeField("ends_at", "To")
        self.slot = NumberField("slot_minutes", "Minutes an item", required=True, least=5, most=240)
        self.days = NumberField(
            "papers_working_days", "Papers close, working days before", required=True, most=30
        )
        self.at = TimeField("papers_at", "At")
        self.quorum = NumberField("quorum", "Quorum", "Empty: none.", least=1, most=30)
        self.place = TextField("place", "Place")
        self.begins = DateField("effective_from", "From which day", required=True)
        self.source = TextField("source", "Who decided it, and when", required=True, width="long")
        self.ask(self.begins, self.rhythm)
        self.ask(self.weekday)
        self.ask(self.instead)
        self.ask(self.starts, self.ends, self.slot)
        self.ask(self.days, self.at)
        self.ask(self.quorum, self.place)
        self.ask(self.source)
        for field in self.fields:
            if hasattr(rule, field.name):
                field.set_value(getattr(rule, field.name))
        self.begins.set_value(today)
        self.rhythm.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        by_hand = self.rhythm.value() is PanelRhythm.BY_HAND
        self.weekday.setVisible(not by_hand)
        self.instead.setVisible(self.rhythm.value() is PanelRhythm.LAST_OF_MONTH)

    @override
    def _send(self) -> None:
        rhythm, begins = PanelRhythm(self.text("rhythm")), self.begins.value()
        weekday, instead = self.weekday.value(), self.instead.value()
        monthly = rhythm is PanelRhythm.LAST_OF_MONTH
        assert begins is not None
        self._change(
            ChangePanelRule(
                rule=PanelRuleDetails(
                    panel=self._held.panel,
                    rhythm=rhythm,
                    weekday=weekday
                    if isinstance(weekday, int) and rhythm is not PanelRhythm.BY_HAND
                    else None,
                    instead_of=instead if monthly and isinstance(instead, PanelKind) else None,
                    starts_at=self.text("starts_at"),
                    ends_at=self.text("ends_at"),
                    slot_minutes=self.slot.value() or 0,
                    papers_working_days=self.days.value() or 0,
                    papers_at=self.text("papers_at"),
                    post=self._held.post,
                    chair=self._held.chair,
                    quorum=self.quorum.value(),
                    place=self.text("place"),
                ),
                begins_on=begins,
                source=self.text("source"),
            )
        )
