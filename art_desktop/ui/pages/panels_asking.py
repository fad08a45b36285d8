"""The small panels that ask on the pages of panels: calling, moving, cancelling, items, people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import MeetingPart, PanelKind
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.meeting_views import (
    CallMeeting,
    CancelMeeting,
    CloseMeeting,
    EditItem,
    MeetingPage,
    MeetingRow,
    MoveMeeting,
    PanelRuleView,
    PanelUser,
    PersonView,
    PutOn,
    SavePerson,
    SlotView,
)
from art_desktop.domain.wording import day_words, time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.moment_field import parse_time
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import CheckField, ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, NumberField, TextArea, TextField
from art_desktop.ui.widgets.flow import FlowLayout


class TimeField(TextField):
    """A time of day, typed "09:30", "930" or "9.30 am". `value()` is "09:30" or `None`."""

    def __init__(self, name: str, label: str, help_words: str = "") -> None:
        super().__init__(name, label, help_words, required=True, width="short", placeholder="09:30")
        self.line.setFixedWidth(88)
        self.line.editingFinished.connect(self._on_left)

    def _on_left(self) -> None:
        found = self.value()
        if found is not None:
            self.line.setText(found)
        self.set_problem("" if found is not None or not self.text() else self.own_problem())

    @override
    def value(self) -> str | None:
        at = parse_time(self.text())
        return None if at is None else f"{at:%H:%M}"

    @override
    def own_problem(self) -> str:
        if self.text() and self.value() is None:
            return f"“{self.text()}” is not a time, such as 09:30."
        return super().own_problem()


class Asking(InPlace):
    """Asks for a few answers in the page; `_send` is called once each is one that can be taken."""

    def __init__(
        self, title: str, do_words: str, cancel: Callable[[], object], why: str = ""
    ) -> None:
        super().__init__(title, do_words, self.try_it, cancel, why=why)
        self.fields: list[Field] = []

    def ask(self, *fields: Field) -> None:
        """Ask these below one another; several at once stand beside one another while there is room."""
        if len(fields) == 1:
            self.body.addWidget(fields[0])
        else:
            box = QWidget()
            flow = FlowLayout(box, GRID * 2, row_spacing=GRID)
            for field in fields:
                flow.addWidget(field)
            self.body.addWidget(box)
        self.fields.extend(fields)

    def begin(self) -> None:
        """Put the keyboard on the first question, or on the button where nothing is asked."""
        target = self.fields[0].focus_target() if self.fields else self.do_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self, name: str) -> str:
        """Return what is typed under a name."""
        value = next(field for field in self.fields if field.name == name).value()
        return "" if value is None else str(value)

    def try_it(self) -> None:
        """Send the answers, if each can be taken."""
        asked = [field for field in self.fields if not field.isHidden()]
        for field in asked:
            field.set_problem(field.own_problem())
        wrong = next((field for field in asked if field.problem()), None)
        if wrong is not None:
            wrong.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._send()

    def _send(self) -> None:
        raise NotImplementedError

    def refused(self, error: Refusal) -> bool:
        """Show what cannot be taken, beside its question; say whether that was what it was."""
        if not isinstance(error, InvalidAnswers):
            return False
        by_name = {field.name: field for field in self.fields}
        rest = [p.words for p in error.problems if p.field not in by_name]
        for problem in error.problems:
            if problem.field in by_name:
                by_name[problem.field].set_problem(problem.words)
        self.say_problem(" ".join(rest))
        first = next((by_name[p.field] for p in error.problems if p.field in by_name), None)
        if first is not None:
            first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class CallPanel(Asking):
    """Calls a meeting of any panel; the usual times of the panel are proposed."""

    def __init__(
        self,
        rules: Sequence[PanelRuleView],
        call: Callable[[CallMeeting], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__("Call a meeting", "Call the meeting", cancel)
        self._call = call
        self._rules = {rule.panel: rule.rule for rule in rules}
        self.panel = ChoiceField(
            "panel", "Panel", options_of(PanelKind), required=True, not_known=False
        )
        self.on = DateField("on", "Day", required=True)
        self.starts = TimeField("starts_at", "From")
        self.ends = TimeField("ends_at", "To")
        self.papers = DateField("papers_due_on", "Papers close on", "Empty: as the rule says.")
        self.place = TextField("place", "Place")
        self.ask(self.panel)
        self.ask(self.on, self.starts, self.ends)
        self.ask(self.papers, self.place)
        self.panel.changed.connect(self._propose)

    def _propose(self) -> None:
        chosen = self.panel.value()
        rule = self._rules.get(chosen) if isinstance(chosen, PanelKind) else None
        if rule is None:
            return
        self.starts.set_value(rule.starts_at)
        self.ends.set_value(rule.ends_at)
        self.place.set_value(rule.place)

    @override
    def _send(self) -> None:
        on, papers = self.on.value(), self.papers.value()
        assert on is not None
        self._call(
            CallMeeting(
                panel=PanelKind(self.text("panel")),
                on=on,
                starts_at=self.text("starts_at"),
                ends_at=self.text("ends_at"),
                papers_due_on=papers,
                place=self.text("place"),
            )
        )


class MovePanel(Asking):
    """Moves a meeting: day, times, place, and why."""

    def __init__(
        self,
        row: MeetingRow,
        move: Callable[[MoveMeeting], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__(
            "Move the meeting",
            "Move it",
            cancel,
            "Papers close anew as the rule says. Send the invitation again afterwards.",
        )
        self._row, self._move = row, move
        self.on = DateField("on", "Day", required=True)
        self.starts, self.ends = TimeField("starts_at", "From"), TimeField("ends_at", "To")
        self.place = TextField("place", "Place")
        self.reason = TextField("reason", "Why", required=True, width="long")
        self.ask(self.on, self.starts, self.ends)
        self.ask(self.place)
        self.ask(self.reason)
        self.on.set_value(row.on)
        self.starts.set_value(time_words(row.starts_at))
        self.ends.set_value(time_words(row.ends_at))
        self.place.set_value(row.place)

    @override
    def _send(self) -> None:
        on = self.on.value()
        assert on is not None
        self._move(
            MoveMeeting(
                meeting_id=self._row.id,
                version=self._row.version,
                on=on,
                starts_at=self.text("starts_at"),
                ends_at=self.text("ends_at"),
                place=self.text("place"),
                reason=self.text("reason"),
            )
        )


class CancelPanel(Asking):
    """Cancels a meeting: why, and where its items go."""

    def __init__(
        self,
        row: MeetingRow,
        send: Callable[[CancelMeeting], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__("Cancel the meeting?", "Cancel the meeting", cancel)
        self._row, self._cancel_meeting = row, send
        self.reason = TextField("reason", "Why", required=True, width="long")
        choices = ((True, "To the next meeting"), (False, "Back to the candidates"))
        self.to_next = SegmentedField("to_next", "Its items go", choices, not_known=False)
        self.ask(self.reason)
        self.ask(self.to_next)
        self.to_next.set_value(value=True)
        self.to_next.setVisible(row.items > 0)

    @override
    def _send(self) -> None:
        self._cancel_meeting(
            CancelMeeting(
                meeting_id=self._row.id,
                version=self._row.version,
                reason=self.text("reason"),
                to_next=self.to_next.value() is not False,
            )
        )


class ClosePanel(Asking):
    """Closes a meeting for good."""

    def __init__(
        self,
        page: MeetingPage,
        close: Callable[[CloseMeeting], object],
        cancel: Callable[[], object],
    ) -> None:
        left = sum(slot.state.value == "waiting" for slot in page.slots)
        words = "Its papers are then no longer open to the panel, and it cannot be opened again."
        super().__init__("Close the meeting?", "Close it", cancel, words)
        self._row, self._close = page.row, close
        self.rest = CheckField(
            "rest", f"Mark the {left} not heard as not reached: they wait for the next meeting"
        )
        self.minutes = TextField("minutes", "Minutes taken by")
        if left:
            self.ask(self.rest)
        self.ask(self.minutes)
        taker = next((one.name for one in page.people if one.part is MeetingPart.MINUTES), "")
        self.minutes.set_value(page.minutes or taker)

    @override
    def _send(self) -> None:
        self._close(
            CloseMeeting(
                meeting_id=self._row.id,
                version=self._row.version,
                rest_not_reached=self.rest.value(),
                minutes=self.text("minutes"),
            )
        )


class LatePanel(Asking):
    """Asks for the chair's reason, since the papers have closed."""

    def __init__(
        self,
        what: str,
        chair: str,
        base: PutOn,
        put: Callable[[PutOn], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__(
            f"{what}: the papers have closed",
            "Put it on, late",
            cancel,
            "A late item needs the chair’s reason. Write it without names.",
        )
        self._base, self._put = base, put
        self.reason = TextField("late_reason", "The chair’s reason", required=True, width="long")
        self.by = TextField("late_agreed_by", "Who agreed", required=True)
        self.asked = TextField("asked", "What is asked", "Empty: the usual words.", width="long")
        self.ask(self.reason)
        self.ask(self.by)
        self.ask(self.asked)
        self.by.set_value(chair)

    @override
    def _send(self) -> None:
        self._put(
            PutOn(
                meeting_id=self._base.meeting_id,
                request_id=self._base.request_id,
                minutes=self._base.minutes,
                asked=self.text("asked"),
                late_reason=self.text("late_reason"),
                late_agreed_by=self.text("late_agreed_by"),
            )
        )


class ItemPanel(Asking):
    """Changes an item: its minutes and what is asked."""

    def __init__(
        self, slot: SlotView, save: Callable[[EditItem], object], cancel: Callable[[], object]
    ) -> None:
        super().__init__(f"{slot.reference}: {slot.children_words}", "Save the item", cancel)
        self._slot, self._save = slot, save
        self.minutes = NumberField("minutes", "Minutes", required=True, least=5, most=240)
        self.asked = TextArea("asked", "What the panel is asked", "Without names.", required=True)
        self.ask(self.minutes)
        self.ask(self.asked)
        self.minutes.set_value(slot.minutes)
        self.asked.set_value(slot.asked)

    @override
    def _send(self) -> None:
        self._save(
            EditItem(
                item_id=self._slot.item_id,
                version=self._slot.version,
                minutes=self.minutes.value() or 0,
                asked=self.text("asked"),
            )
        )


class OffPanel(Asking):
    """Takes an item off the agenda, with the reason."""

    def __init__(
        self, slot: SlotView, take_off: Callable[[str], object], cancel: Callable[[], object]
    ) -> None:
        super().__init__(f"Take {slot.reference} off the agenda?", "Take it off", cancel)
        self._take_off = take_off
        self.reason = TextField("reason", "Why", "Without names.", required=True, width="long")
        self.ask(self.reason)

    @override
    def _send(self) -> None:
        self._take_off(self.text("reason"))


class PersonPanel(Asking):
    """Adds somebody to a meeting, or changes what is said of them."""

    def __init__(
        self,
        meeting: MeetingRow,
        users: Sequence[PanelUser],
        save: Callable[[SavePerson], object],
        cancel: Callable[[], object],
        held: PersonView | None = None,
    ) -> None:
        title = f"Change {held.name}" if held else "Add somebody"
        super().__init__(title, "Save" if held else "Add", cancel)
        self._meeting, self._save, self._held = meeting, save, held
        self._users = {user.id: user for user in users}
        linked = [(user.id, user.name) for user in users]
        if held is not None and held.user_id is not None:
            linked.append((held.user_id, held.name))
        self.user = ChoiceField(
            "user_id",
            "Signs in as",
            [(None, "Nobody: no papers on the screen"), *linked],
            "Somebody with the role panel, who can read the papers here.",
            not_known=False,
        )
        self.named = TextField("name", "Name", required=True)
        self.part = SegmentedField("part", "Part", options_of(MeetingPart), not_known=False)
        self.represents = TextField("represents", "Represents", "A service or a team.")
        self.email = TextField("email", "E-mail", "For the invitation.")
        self.ask(self.named, self.represents)
        self.ask(self.part)
        self.ask(self.email, self.user)
        self.part.set_value(held.part if held else MeetingPart.MEMBER)
        if held is not None:
            self.named.set_value(held.name)
            self.represents.set_value(held.represents)
            self.email.set_value(held.email)
            self.user.set_value(held.user_id)
        self.user.changed.connect(self._name_them)

    def _name_them(self) -> None:
        chosen = next((u for u in self._users.values() if u.id == self.user.value()), None)
        if chosen is not None and not self.named.text():
            self.named.set_value(chosen.name)

    @override
    def _send(self) -> None:
        chosen = next((key for key in self._users if key == self.user.value()), None)
        if chosen is None and self._held is not None and self.user.value() is not None:
            chosen = self._held.user_id
        self._save(
            SavePerson(
                meeting_id=self._meeting.id,
                person_id=self._held.id if self._held else None,
                name=self.text("name"),
                represents=self.text("represents"),
                email=self.text("email"),
                part=MeetingPart(self.text("part")),
                user_id=chosen,
            )
        )


def meeting_title(row: MeetingRow) -> str:
    """Return "PASP, Wed 2 Dec 2026"."""
    return f"{row.panel.words}, {day_words(local_day(row.starts_at))}"
