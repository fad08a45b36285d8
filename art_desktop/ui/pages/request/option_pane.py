"""The pane beside the shortlist: everything that is known of one option."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.matching_views import OptionView, VerdictView
from art_desktop.domain.permissions import Role
from art_desktop.domain.provider_terms import CONTRACTED
from art_desktop.domain.vocabulary import Verdict
from art_desktop.ui.pages.request.costs_group import CostsGroup
from art_desktop.ui.pages.request.option_words import (
    distance_lines,
    failed_words,
    price_words,
    score_words,
    state_words,
    support_lines,
)
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Divider, SidePane, clear_layout
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.show import KeyValue, ScoreRange, VerdictChip
from art_desktop.ui.widgets.text import Ink, Label, muted, section_title, small
from art_desktop.ui.words import source_words

_ORDER = (Verdict.NOT_MET, Verdict.SUPPORT, Verdict.UNKNOWN, Verdict.MET)
_SENIOR = {Role.OFFICER: 0, Role.MANAGER: 1}


def may_override(role: Role, needed: Role | None) -> bool:
    """Say whether a role suffices to override a rule; None: nobody may."""
    return needed is not None and _SENIOR.get(role, -1) >= _SENIOR.get(needed, 9)


class VerdictLine(QWidget):
    """One criterion: shape, title and word, then its sentence, support and source."""

    def __init__(self, verdict: VerdictView) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        mark = SignMark(Sign(verdict.verdict.value))
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 3, 0, 0)
        beside.addWidget(mark)
        beside.addStretch(1)
        row.addLayout(beside)
        column = QVBoxLayout()
        column.setSpacing(0)
        title = Label(
            f"{verdict.title}: {verdict.verdict.words.lower()}", weight=SEMIBOLD, wrap=True
        )
        column.addWidget(title)
        if verdict.sentence:
            column.addWidget(Label(verdict.sentence, wrap=True))
        if verdict.support:
            column.addWidget(
                Label(f"Support that closes it: {verdict.support}", ink=Ink.SUPPORT, wrap=True)
            )
        if verdict.source:
            column.addWidget(small(source_words(verdict.source), wrap=True))
        row.addLayout(column, 1)


class OptionPane(SidePane):
    """Verdicts grouped, who lives there, history, cost."""

    def __init__(self) -> None:
        super().__init__("Option", width=416)
        self.option: OptionView | None = None

    def show_option(
        self, option: OptionView, *, role: Role, on_override: Callable[[OptionView], object] | None
    ) -> None:
        """Show an option.

        Args: on_override: called where the person overrides the rule that took it out.
        """
        self.option = option
        self.title.setText(option.title)
        self.setAccessibleName(f"Details of {option.title}")
        clear_layout(self.body)
        if option.suitable:
            score = QHBoxLayout()
            score.addWidget(ScoreRange(option.low, option.high))
            score.addStretch(1)
            self.body.addLayout(score)
            unknown = sum(v.verdict is Verdict.UNKNOWN for v in option.verdicts)
            if unknown:
                words = f"{score_words(option)}: the range is what is not yet known ({unknown})."
                self.body.addWidget(small(words, wrap=True))
        else:
            self._not_suitable(option, role, on_override)
        facts = KeyValue(name_width=96)
        facts.add("Area", option.area or "not known")
        facts.add("Distance", "\n".join(distance_lines(option)) or "not known")
        facts.add("Cost", price_words(option))
        if option.support_costs:
            facts.add("Support", "\n".join(support_lines(option)))
        facts.add("State", state_words(option))
        if option.override_reason:
            facts.add("Overridden", option.override_reason)
        if option.spot_purchase:
            facts.add("Spot", option.spot_purchase)
        self.body.addWidget(facts)
        self._costs(option)
        self._approvals(option)
        self._verdicts("Must", [v for v in option.verdicts if v.hard])
        self._verdicts("Would help", [v for v in option.verdicts if not v.hard])
        self._people(option)
        self.body.addStretch(1)

    def _not_suitable(
        self,
        option: OptionView,
        role: Role,
        on_override: Callable[[OptionView], object] | None,
    ) -> None:
        row = QHBoxLayout()
        row.addWidget(VerdictChip(Sign.EXCLUDED, failed_words(option)))
        row.addStretch(1)
        self.body.addLayout(row)
        if option.excluded_words:
            self.body.addWidget(Label(option.excluded_words, wrap=True))
        if on_override is not None and may_override(role, option.overridable_by):
            spot = CONTRACTED in option.excluded_codes and not option.override_reason
            words = "Record a spot purchase …" if spot else "Override this rule …"
            button = Button(words, lambda: on_override(option), compact=True)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        elif option.overridable_by is not None:
            self.body.addWidget(small(f"A {option.overridable_by.value} may override this rule."))
        else:
            self.body.addWidget(small("This rule cannot be overridden."))

    def _costs(self, option: OptionView) -> None:
        if option.cost is None:
            return
        self.body.addSpacing(HALF)
        self.body.addWidget(Divider())
        self.body.addWidget(section_title("Costs"))
        self.body.addWidget(CostsGroup(option.cost))

    def _approvals(self, option: OptionView) -> None:
        if not option.approvals:
            return
        self.body.addSpacing(HALF)
        self.body.addWidget(Divider())
        self.body.addWidget(section_title("To be approved as well"))
        for view in option.approvals:
            self.body.addWidget(Label(view.words, weight=SEMIBOLD, wrap=True))
            self.body.addWidget(Label(view.sentence, wrap=True))
            self.body.addWidget(small(source_words(view.source), wrap=True))

    def _verdicts(self, title: str, verdicts: list[VerdictView]) -> None:
        told = [v for v in verdicts if v.verdict is not Verdict.NOT_APPLICABLE]
        if not told:
            return
        self.body.addSpacing(HALF)
        self.body.addWidget(Divider())
        self.body.addWidget(section_title(title))
        told.sort(key=lambda v: _ORDER.index(v.verdict))
        for verdict in told:
            self.body.addWidget(VerdictLine(verdict))
        left = [v.title.lower() for v in verdicts if v.verdict is Verdict.NOT_APPLICABLE]
        if left:
            self.body.addWidget(small(f"Not applicable: {', '.join(left)}", wrap=True))

    def _people(self, option: OptionView) -> None:
        self.body.addSpacing(HALF)
        self.body.addWidget(Divider())
        self.body.addWidget(section_title("Who lives there"))
        if not option.who_lives_there:
            self.body.addWidget(muted("Nobody else is on record."))
        for line in option.who_lives_there:
            self.body.addWidget(Label(line, wrap=True))
        if option.history:
            self.body.addSpacing(HALF)
            self.body.addWidget(section_title("History"))
            self.body.addWidget(Label(option.history, wrap=True))
