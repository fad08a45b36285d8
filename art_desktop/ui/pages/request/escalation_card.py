"""Asking for the social worker's view, and settling a disagreement: the ladder with the form of its present step."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.escalating import SHORT, next_rung
from art_desktop.domain.escalating_views import (
    AskedView,
    AskView,
    Disagreements,
    Disputed,
    EscalationView,
    HearStep,
    OpenEscalation,
)
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.ladder_view import LadderView
from art_desktop.ui.pages.request.part import in_row, lines_of
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider, clear_layout
from art_desktop.ui.widgets.choices import CheckField, ChoiceField, SegmentedField
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.show import DueText, Tag
from art_desktop.ui.widgets.text import Label, muted, small, strong
from art_desktop.ui.words import day, moment

_SUPPORT_HELP = "What is now offered that was not before. It goes into the match if they agree."


class AskViewPanel(Asking):
    """Asking the social worker, about one of the homes; after a disagreement with the support that is now offered."""

    def __init__(
        self,
        desk: Desk,
        homes: tuple[tuple[OptionId, str], ...],
        close: Callable[[], object],
        *,
        again: bool = False,
    ) -> None:
        worker = desk.page.social_worker if desk.page is not None else ""
        title = "Ask the social worker again" if again else "Ask the social worker"
        super().__init__(desk, title, "Record that they were asked", close)
        self.option = ChoiceField(
            "option_id", "Which home", homes, required=True, not_known=False, width=480
        )
        self.option.set_value(homes[0][0])
        self.asked_of = TextField("asked_of", "Who is asked", required=True)
        self.asked_of.set_value(worker or None)
        self.support = TextArea("support", "Added support", _SUPPORT_HELP, required=again, lines=2)
        if again:
            self.add(self.support)
        if len(homes) > 1:
            self.add(self.option)
        self.add(self.asked_of)

    @override
    def _call(self) -> None:
        command = AskView(
            option_id=cast("OptionId", self.option.value()),
            asked_of=self.asked_of.text(),
            support=str(self.support.value() or ""),
        )
        self.desk.write(
            lambda s, who: s.escalating.ask_view(who, command), self._done, self._refused
        )


class OpenPanel(Asking):
    """Taking a disagreement to the first step of the ladder."""

    def __init__(
        self, desk: Desk, disputed: Disputed, who: dict[Rung, str], close: Callable[[], object]
    ) -> None:
        super().__init__(
            desk,
            f"Take the disagreement about {disputed.title} further",
            "Begin the ladder",
            close,
            why="The two practitioners talk first; each step goes up only where nothing was settled.",
        )
        self._option_id, self._who = disputed.option_id, who
        self.about = TextArea(
            "about", "What it is about", "In a sentence or two, without names.", required=True
        )
        self.about.set_value(disputed.words or None)
        self.safeguarding = CheckField(
            "safeguarding",
            "A panel's decision, and a concern for the child's safety or wellbeing",
            "Then it goes to the line manager at once: a panel's decision binds otherwise.",
        )
        self.who = TextField("who", "Who settles the first step", required=True, width="long")
        self.who.set_value(who.get(Rung.PRACTITIONERS) or None)
        for field in (self.about, self.safeguarding, self.who):
            self.add(field)
        self.safeguarding.changed.connect(self._on_safeguarding)

    def _on_safeguarding(self) -> None:
        rungs = (Rung.PRACTITIONERS, Rung.LINE_MANAGERS)
        before, now = rungs if self.safeguarding.value() else rungs[::-1]
        if self.who.text() == self._who.get(before, ""):
            self.who.set_value(self._who.get(now) or None)

    @override
    def _call(self) -> None:
        command = OpenEscalation(
            option_id=self._option_id,
            about=str(self.about.value() or ""),
            who=self.who.text(),
            safeguarding=bool(self.safeguarding.value()),
        )
        self.desk.write(lambda s, who: s.escalating.open(who, command), self._done, self._refused)


class HearPanel(Asking):
    """What the present step came to."""

    def __init__(
        self, desk: Desk, view: EscalationView, who: dict[Rung, str], close: Callable[[], object]
    ) -> None:
        now = view.now
        assert now is not None
        super().__init__(desk, f"Outcome: {SHORT[now.rung]}", "Record outcome", close)
        self._view, self._rung = view, now.rung
        above = next_rung(now.rung)
        results = [r for r in RungResult if above is not None or r.settles]
        self.result = SegmentedField(
            "result",
            "What it came to",
            [(one, one.words) for one in results],
            "" if above is not None else "The Director's decision is final.",
            required=True,
            not_known=False,
        )
        self.words = TextArea("words", "In words", required=True, lines=3)
        words = f"Who takes the next step: {SHORT[above]}" if above is not None else "Next"
        self.next_who = TextField("next_who", words, "By name.", required=True, width="long")
        if above is not None:
            self.next_who.set_value(who.get(above) or None)
        for field in (self.result, self.words, self.next_who):
            self.add(field)
        self.result.changed.connect(self._show_fitting)
        self.next_who.hide()

    def _show_fitting(self) -> None:
        result = self.result.value()
        self.next_who.setVisible(result is RungResult.NOT_SETTLED)
        self.words.set_help(
            {
                RungResult.WITH_SUPPORT: "The support that was agreed: it goes into the match.",
                RungResult.NOT_SETTLED: "What was said, and where you differ.",
                RungResult.NOT_USED: "Why: it becomes the reason why the home was not used.",
            }.get(cast("RungResult", result), "Why.")
        )

    @override
    def _call(self) -> None:
        command = HearStep(
            escalation_id=self._view.id,
            version=self._view.version,
            rung=self._rung,
            result=cast("RungResult", self.result.value()),
            words=str(self.words.value() or ""),
            next_who=self.next_who.text(),
        )
        self.desk.write(lambda s, who: s.escalating.hear(who, command), self._done, self._refused)


class DisagreementsCard(Card):
    """What is waited for of the social worker, and every disagreement with its ladder. Hidden where there is nothing.

    It reads what it shows by itself; `panel` is the form that is open, `ladders` what is drawn, newest first.
    """

    def __init__(self, desk: Desk, page: RequestPage) -> None:
        super().__init__("Waiting for the social worker, and disagreements")
        self.desk, self.page = desk, page
        self.panel: Asking | None = None
        self.ladders: list[LadderView] = []
        self.buttons: list[Button] = []
        self._opened_by: Button | None = None
        self.hide()

    def load(self) -> None:
        """Read what there is to show, once the card has its place."""
        if self.page.views or self.page.approaches:
            wanted = self.page.id
            self.desk.read(
                "disagreements", lambda s, who: s.escalating.of_request(who, wanted), self._arrived
            )

    def typing(self) -> bool:
        """Say whether a form is open that would be lost."""
        return self.panel is not None

    def focus_first(self) -> bool:
        """Start at what is waited for here. Returns: whether there was anything."""
        if not self.buttons or self.isHidden():
            return False
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _arrived(self, found: Disagreements) -> None:
        if shiboken6.isValid(self):
            self.show_all(found)

    def show_all(self, found: Disagreements) -> None:
        """Draw everything anew."""
        clear_layout(self.body)
        self.ladders, self.buttons = [], []
        who = dict(found.who)
        may = self.desk.may(Permission.PLACE)
        parts: list[QWidget] = []
        heard = {view.option_id for view in self.page.views}
        fresh = tuple(pair for pair in found.to_ask if pair[0] not in heard)
        if fresh and may:
            parts.append(self._fresh(fresh))
        waiting = [one for one in found.asked if one.answered_at is None]
        parts += [self._asked(one) for one in waiting]
        titles = {option_id for option_id, _ in found.to_ask}
        parts += [
            self._disputed(one, who, ask=one.option_id in titles, may=may) for one in found.disputed
        ]
        parts += [self._ladder(one, who, may=may) for one in found.escalations]
        for at, part in enumerate(parts):
            if at:
                self.add(Divider())
            self.add(part)
        self.setVisible(bool(parts))

    def _box(self) -> tuple[QWidget, QVBoxLayout]:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        return box, column

    def _fresh(self, homes: tuple[tuple[OptionId, str], ...]) -> QWidget:
        box, column = self._box()
        names = ", ".join(title for _, title in homes)
        words = f"The social worker has not been asked about: {names}."
        column.addWidget(Label(words, wrap=True))
        place = QVBoxLayout()
        button = Button("Ask the social worker", compact=True)
        button.clicked.connect(
            lambda: self._open(place, button, AskViewPanel(self.desk, homes, self.close_panel))
        )
        self.buttons.append(button)
        column.addLayout(in_row(button))
        column.addLayout(place)
        return box

    def _asked(self, one: AskedView) -> QWidget:
        box, column = self._box()
        column.addWidget(strong(f"{one.asked_of} was asked about {one.title}", wrap=True))
        if one.support:
            column.addWidget(Label(f"With added support: {one.support}", wrap=True))
        late = "was to answer by" if one.late else "to answer by"
        due = Due.LATE if one.late else Due.LATER
        column.addWidget(DueText(due, f"{late} {moment(one.due_at)}"))
        column.addWidget(
            small(lines_of((f"Asked {moment(one.asked_at)}", f"by {one.asked_by}")), wrap=True)
        )
        return box

    def _disputed(self, one: Disputed, who: dict[Rung, str], *, ask: bool, may: bool) -> QWidget:
        box, column = self._box()
        column.addWidget(strong(f"{one.given_by} disagrees with {one.title}", wrap=True))
        words = (
            "The match waits until they agree, with added support or without, or the ladder "
            "settles it in favour of the home."
        )
        column.addWidget(muted(words, wrap=True))
        if not may:
            return box
        place = QVBoxLayout()
        row = []
        if ask:
            homes = ((one.option_id, one.title),)
            again = Button("Ask again with added support", compact=True)
            again.clicked.connect(
                lambda: self._open(
                    place, again, AskViewPanel(self.desk, homes, self.close_panel, again=True)
                )
            )
            row.append(again)
        further = Button("Take it further", compact=True)
        further.clicked.connect(
            lambda: self._open(place, further, OpenPanel(self.desk, one, who, self.close_panel))
        )
        row.append(further)
        self.buttons += row
        column.addLayout(in_row(*row))
        column.addLayout(place)
        return box

    def _ladder(self, view: EscalationView, who: dict[Rung, str], *, may: bool) -> QWidget:
        box, column = self._box()
        head = in_row(strong(f"Disagreement about {view.title}"))
        tag = _tag(view)
        if tag is not None:
            head.insertWidget(1, tag)
        column.addLayout(head)
        column.addWidget(Label(view.about, wrap=True))
        if view.safeguarding:
            words = "Begun with the line managers: a concern about safety or wellbeing."
            column.addWidget(muted(words, wrap=True))
        opened = f"Begun {moment(view.opened_at)}"
        column.addWidget(small(lines_of((opened, view.opened_by)), wrap=True))
        ladder = LadderView(view.steps)
        self.ladders.append(ladder)
        column.addWidget(ladder)
        row = ladder.now
        if row is not None and may:
            step = row
            button = Button("Record outcome", kind=Kind.PRIMARY, compact=True)
            button.setAccessibleName(f"Record outcome: {SHORT[step.step.rung]}")
            button.clicked.connect(
                lambda: self._open(
                    step.place, button, HearPanel(self.desk, view, who, self.close_panel)
                )
            )
            self.buttons.append(button)
            line = in_row(button)
            line.setContentsMargins(0, GRID, 0, GRID)
            row.place.addLayout(line)
        if view.ended is not None and view.ended is not EscalationEnd.SETTLED:
            words = f"{view.ended.words}, {moment(view.settled_at)}."
            column.addWidget(Label(words, weight=SEMIBOLD, wrap=True))
        if view.board_on is not None:
            taken = f"Taken to the Joint Governance Board of {day(view.board_on)}."
            column.addWidget(Label(lines_of((taken, view.lessons), " "), wrap=True))
        return box

    def _open(self, place: QVBoxLayout, button: Button, panel: Asking) -> None:
        self._take_away()
        self.panel, self._opened_by = panel, button
        place.addWidget(panel)
        button.setVisible(not isinstance(panel, HearPanel))  # its form has the same button
        panel.show()
        panel.focus_first()

    def close_panel(self) -> bool:
        """Take the form away, and give the keyboard back. Returns: whether there was one."""
        if self.panel is None:
            return False
        self._take_away()
        if self._opened_by is not None and shiboken6.isValid(self._opened_by):
            self._opened_by.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _take_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.setParent(None)
            self.panel.deleteLater()
            self.panel = None
        if self._opened_by is not None and shiboken6.isValid(self._opened_by):
            self._opened_by.show()


def _tag(view: EscalationView) -> Tag | None:
    if view.ended is None:
        return Tag("Open", "support", "warning_tint")
    if view.permits:
        return Tag("The home is used", "met", "success_tint")
    if view.ended is EscalationEnd.SETTLED:
        return Tag("The home is not used", "not_met", "danger_tint")
    return Tag("Over")
