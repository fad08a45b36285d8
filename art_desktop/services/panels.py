"""Panels: their calendar a year ahead, the rule of each; calling, moving, cancelling, starting, closing a meeting."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from art_desktop.domain import agendas, dated
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingState, PanelKind, PanelRhythm
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.meeting_views import (
    CalendarView,
    CallMeeting,
    CancelMeeting,
    ChangePanelRule,
    CloseMeeting,
    MeetingPage,
    MoveMeeting,
    PanelRuleDetails,
    PanelRuleView,
)
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson, PanelRule
from art_desktop.domain.panel_calendar import (
    PlannedMeeting,
    at_time,
    missing,
    papers_due,
    plan,
    replan,
)
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import day_words, short_day_words, time_words
from art_desktop.services.agendas import carry_over, close_papers_task, let_go, papers_follow
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.panel_reading import Reading, meeting_rows, rule_on, upcoming

_AHEAD, _BACK = timedelta(days=366), timedelta(days=31)
_WHAT = frozenset({"panel"})


class PanelService(BaseService):
    """What is done with panels and their meetings."""

    @permitted(Permission.RUN_PANELS)
    def calendar(self, actor: Actor) -> CalendarView:
        """Return the meetings of a year ahead and a month back, after making those that the rules give and lack."""
        made = self.make_ahead(actor)
        now, today = self._context.now(), self._context.today()
        with self._store.reading(actor) as uow:
            rules = uow.all(PanelRule)
            since = today - _BACK
            held = [m for m in uow.all(Meeting) if local_day(m.starts_at) >= since]
            return CalendarView(
                today=today,
                until=local_day(now + _AHEAD),
                rows=meeting_rows(uow, held, rules),
                rules=_rule_views(rules, today),
                changed=made > 0,
            )

    @permitted(Permission.RUN_PANELS)
    def make_ahead(self, actor: Actor) -> int:
        """Make the meetings of a year ahead that are not on record; return how many. Nothing there is touched."""
        with self._store.reading(actor) as uow:
            if not self._missing(uow):
                return 0
        with self._store.writing(actor) as uow:
            new = self._missing(uow)
            uow.add_all([_made(one) for one in new])
            uow.commit()
        return len(new)

    @permitted(Permission.RUN_PANELS)
    def page(self, actor: Actor, meeting_id: MeetingId) -> MeetingPage:
        """Return one meeting whole. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            rules = uow.all(PanelRule)
            meeting = uow.get(Meeting, meeting_id)
            rule = rule_on(rules, meeting.panel, local_day(meeting.starts_at))
            return Reading(uow, meeting, rule, self._context.now()).page(rules)

    @permitted(Permission.RUN_PANELS)
    def call(self, actor: Actor, command: CallMeeting) -> MeetingId:
        """Call a meeting of any panel by hand. Raises: InvalidAnswers."""
        today = self._context.today()
        problems = list(agendas.time_problems(command.starts_at, command.ends_at))
        if command.on < today:
            problems.append(FieldProblem("on", "The day is in the past."))
        due = command.papers_due_on
        if due is not None and due > command.on:
            problems.append(FieldProblem("papers_due_on", "Papers close before the meeting."))
        if problems:
            raise InvalidAnswers("The meeting was not called.", tuple(problems))
        with self._store.writing(actor) as uow:
            rule = rule_on(uow.all(PanelRule), command.panel, command.on)
            starts_at = at_time(command.on, command.starts_at)
            closes = papers_due(rule, command.on) if due is None else at_time(due, rule.papers_at)
            meeting = uow.add(
                Meeting(
                    panel=command.panel,
                    starts_at=starts_at,
                    ends_at=at_time(command.on, command.ends_at),
                    papers_due_at=min(closes, starts_at),
                    place=command.place.strip() or rule.place,
                    chair=command.chair.strip() or (rule.chair.words if rule.chair else ""),
                    quorum=command.quorum if command.quorum is not None else rule.quorum,
                )
            )
            uow.commit()
            assert meeting.id is not None
            return meeting.id

    @permitted(Permission.RUN_PANELS)
    def move(self, actor: Actor, command: MoveMeeting) -> Changed:
        """Move a meeting to another day, to other times or another place. Raises: InvalidAnswers, RuleBroken."""
        doing = "The meeting was not moved."
        problems = list(agendas.time_problems(command.starts_at, command.ends_at))
        if command.on < self._context.today():
            problems.append(FieldProblem("on", "The day is in the past."))
        if not command.reason.strip():
            problems.append(FieldProblem("reason", "Write why: people will ask."))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            meeting = self._planned(uow, command.meeting_id, command.version, doing)
            was = meeting.starts_at
            starts_at = at_time(command.on, command.starts_at)
            ends_at = at_time(command.on, command.ends_at)
            place = command.place.strip()
            if (meeting.starts_at, meeting.ends_at, meeting.place) == (starts_at, ends_at, place):
                return Changed(frozenset(), words="Nothing had changed.")
            if local_day(was) != command.on:
                rule = rule_on(uow.all(PanelRule), meeting.panel, command.on)
                meeting.papers_due_at = min(papers_due(rule, command.on), starts_at)
            meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
            meeting.papers_due_at = min(meeting.papers_due_at, starts_at)
            reason = command.reason.strip().rstrip(".")
            if was != starts_at:
                before = f"{short_day_words(local_day(was))} {time_words(was)}"
                meeting.change_reason = f"Moved from {before}: {reason}"
            else:
                meeting.change_reason = f"Changed: {reason}"
            papers_follow(uow, meeting)
            uow.commit()
        on = f"{day_words(command.on)}, {command.starts_at}"
        return Changed(_WHAT, words=f"{meeting.panel.words} is now on {on}.")

    @permitted(Permission.RUN_PANELS)
    def cancel(self, actor: Actor, command: CancelMeeting) -> Changed:
        """Cancel a meeting; what was on its agenda goes to the panel's next meeting, or back to the candidates.

        Raises: InvalidAnswers, RuleBroken: there is no next meeting.
        """
        doing, now = "The meeting was not cancelled.", self._context.now()
        if not command.reason.strip():
            raise InvalidAnswers(doing, (FieldProblem("reason", "Write why: people will ask."),))
        with self._store.writing(actor) as uow:
            meeting = self._planned(uow, command.meeting_id, command.version, doing)
            reason = command.reason.strip().rstrip(".")
            waiting = agendas.in_order(uow.all(AgendaItem, meeting_id=command.meeting_id))
            words = (
                f"{meeting.panel.words} of {day_words(local_day(meeting.starts_at))} is cancelled."
            )
            if waiting and command.to_next:
                following = self._next(uow, meeting, doing)
                carry_over(uow, actor, waiting, meeting, following, reason, now)
                on = day_words(local_day(following.starts_at))
                words += f" {agendas.items_words(len(waiting))} went to {on}."
            else:
                for item in waiting:
                    let_go(uow, actor, item, f"The meeting was cancelled: {reason}", now)
            meeting.state, meeting.change_reason = MeetingState.CANCELLED, f"Cancelled: {reason}"
            uow.commit()
        return Changed(_WHAT | {"request", "task"}, words=words)

    @permitted(Permission.RUN_PANELS)
    def start(self, actor: Actor, meeting_id: MeetingId, version: int) -> Changed:
        """Begin a meeting. Raises: RuleBroken: it is on a later day, or is not planned."""
        doing = "The meeting was not started."
        with self._store.writing(actor) as uow:
            meeting = self._planned(uow, meeting_id, version, doing)
            on = local_day(meeting.starts_at)
            if on > self._context.today():
                raise RuleBroken(
                    doing,
                    f"It is on {day_words(on)}.",
                    "Start it on that day, or move it to today with the reason.",
                    rule="meeting_early",
                )
            meeting.state = MeetingState.UNDER_WAY
            uow.commit()
        return Changed(_WHAT, words=f"{meeting.panel.words} is under way.")

    @permitted(Permission.RUN_PANELS)
    def close(self, actor: Actor, command: CloseMeeting) -> Changed:
        """Close a meeting, for good: every item was heard, or is marked not reached and waits again.

        Raises: RuleBroken: it is not under way, or items are left.
        """
        doing, now = "The meeting was not closed.", self._context.now()
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, command.meeting_id)
            agendas.require_open(meeting, doing)
            require_version(meeting.version, command.version, doing)
            if meeting.state is not MeetingState.UNDER_WAY:
                raise RuleBroken(
                    doing,
                    "It has not been started.",
                    "Start it first; or cancel it if it did not take place.",
                    rule="meeting_not_started",
                )
            items = agendas.in_order(uow.all(AgendaItem, meeting_id=command.meeting_id))
            left = [item for item in items if item.state is AgendaState.WAITING]
            if left and not command.rest_not_reached:
                raise RuleBroken(
                    doing,
                    f"{agendas.items_words(len(left))} {'waits' if len(left) == 1 else 'wait'} to be heard.",
                    "Record the decisions, or close it with what is left marked as not reached.",
                    rule="meeting_items_left",
                )
            for item in items:
                waits = item.state is AgendaState.WAITING
                why = "The panel did not reach it" if waits else "The panel heard it"
                close_papers_task(uow, actor, item.request_id, why, now)
            for item in left:
                item.state = AgendaState.NOT_REACHED
            meeting.state, meeting.closed_at = MeetingState.CLOSED, now
            meeting.closed_by, meeting.minutes = actor.user_id, command.minutes.strip()
            uow.commit()
        words = f"{meeting.panel.words} is closed."
        if left:
            words += f" {agendas.items_words(len(left))} not reached: they wait for the next."
        return Changed(_WHAT | {"request", "task"}, words=words)

    @permitted(Permission.EDIT_POLICY)
    def change_rule(self, actor: Actor, command: ChangePanelRule) -> Changed:
        """Give a panel a new rule from a day on; what was planned before that day stays.

        Meetings to come that nobody has changed, and without an agenda, follow the new rule; the rest are named.
        Raises: InvalidAnswers, RuleBroken.
        """
        doing, today = "The rule was not changed.", self._context.today()
        problems = agendas.rule_problems(command.rule, command.source)
        if problems:
            raise InvalidAnswers(doing, problems)
        with self._store.writing(actor) as uow:
            rules = uow.all(PanelRule)
            until = self._until(uow)
            before = plan(rules, today, until)
            rows = [rule for rule in rules if rule.panel is command.rule.panel]
            held = dated.in_force(rows, command.begins_on)
            if held is not None and _details(held) == command.rule:
                raise RuleBroken(
                    doing,
                    f"It is what holds on {day_words(command.begins_on)} anyway.",
                    "Change something of it.",
                    rule="nothing_new",
                )
            ends = dated.make_way(rows, command.begins_on, today, doing)
            uow.flush()
            uow.add(_new_rule(command, ends))
            kept = self._replan(uow, before, plan(uow.all(PanelRule), today, until))
            uow.commit()
        words = f"New rule from {day_words(command.begins_on)}."
        if kept:
            days = ", ".join(short_day_words(local_day(one.starts_at)) for one in kept)
            words += f" Left as they are, with an agenda or changed by hand: {days}."
        return Changed(_WHAT | {"policy"}, words=words)

    # Parts

    def _until(self, uow: UnitOfWork) -> date:
        """Return the last day that is planned: a year ahead, or the last meeting on record."""
        days = [local_day(one.starts_at) for one in uow.all(Meeting, state=MeetingState.PLANNED)]
        return max([local_day(self._context.now() + _AHEAD), *days])

    def _missing(self, uow: UnitOfWork) -> tuple[PlannedMeeting, ...]:
        """Return the meetings that the rules give from tomorrow on for a year, and that are not on record."""
        rules, today = uow.all(PanelRule), self._context.today()
        planned = plan(rules, today, today + _AHEAD)
        return missing(planned, uow.all(Meeting), rules)

    def _replan(
        self,
        uow: UnitOfWork,
        before: tuple[PlannedMeeting, ...],
        after: tuple[PlannedMeeting, ...],
    ) -> list[Meeting]:
        """Make the meetings to come follow the changed rules; return those that stand although they do not."""
        rules, now = uow.all(PanelRule), self._context.now()
        held = {m.id: m for m in upcoming(uow, now) if m.id is not None}
        items = uow.all(AgendaItem, meeting_id=tuple(held)) if held else []
        replanned = replan(
            before, after, held.values(), rules, frozenset(item.meeting_id for item in items)
        )
        for key in replanned.dropped:
            for person in uow.all(MeetingPerson, meeting_id=key):
                uow.remove(person)
            uow.flush()
            uow.remove(held[key])
        uow.flush()
        # Days change places with each other: nobody's day may stand twice on the way.
        for key, _ in replanned.refitted:
            held[key].planned_on = None
        uow.flush()
        for key, one in replanned.refitted:
            _fit(held[key], one)
        uow.flush()
        uow.add_all([_made(one) for one in missing(after, uow.all(Meeting), rules)])
        return [held[key] for key in replanned.kept]

    @staticmethod
    def _planned(uow: UnitOfWork, meeting_id: MeetingId, version: int, doing: str) -> Meeting:
        """Return a meeting that has not begun. Raises: RuleBroken, ChangedByOther."""
        meeting = uow.get(Meeting, meeting_id)
        agendas.require_open(meeting, doing)
        require_version(meeting.version, version, doing)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleBroken(
                doing, "It is under way.", "Close it when it is over.", rule="meeting_begun"
            )
        return meeting

    def _next(self, uow: UnitOfWork, meeting: Meeting, doing: str) -> Meeting:
        """Return the panel's next meeting after one. Raises: RuleBroken: there is none."""
        later = [
            one
            for one in upcoming(uow, self._context.now())
            if one.panel is meeting.panel and one.starts_at > meeting.starts_at
        ]
        if not later:
            raise RuleBroken(
                doing,
                f"{meeting.panel.words} has no later meeting that its items could go to.",
                "Call one first, or let the items go back to the candidates.",
                rule="no_next_meeting",
            )
        return later[0]


def _made(one: PlannedMeeting) -> Meeting:
    meeting = Meeting(
        panel=one.panel,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        papers_due_at=one.papers_due_at,
    )
    _fit(meeting, one)
    return meeting


def _fit(meeting: Meeting, one: PlannedMeeting) -> None:
    """Give a meeting what its rule plans."""
    meeting.planned_on = one.planned_on
    meeting.starts_at, meeting.ends_at = one.starts_at, one.ends_at
    meeting.papers_due_at = one.papers_due_at
    meeting.place, meeting.chair, meeting.quorum = one.place, one.chair, one.quorum
    meeting.change_reason = one.moved


def _details(rule: PanelRule) -> PanelRuleDetails:
    return PanelRuleDetails(
        **{entry.name: getattr(rule, entry.name) for entry in fields(PanelRuleDetails)}
    )


def _new_rule(command: ChangePanelRule, ends: date | None) -> PanelRule:
    said = {entry.name: getattr(command.rule, entry.name) for entry in fields(PanelRuleDetails)}
    if command.rule.rhythm is PanelRhythm.BY_HAND:
        said |= {"weekday": None, "instead_of": None}
    said["place"] = command.rule.place.strip()
    return PanelRule(
        **said,
        effective_from=command.begins_on,
        effective_to=ends,
        source=command.source.strip(),
    )


def _rule_views(rules: list[PanelRule], today: date) -> tuple[PanelRuleView, ...]:
    """Return the rule of each panel as it holds today, in the order of `PanelKind`."""
    views = []
    for panel in PanelKind:
        rows = [rule for rule in rules if rule.panel is panel]
        if not rows:
            continue
        rule = rule_on(rows, panel, today)
        details = _details(rule)
        coming = sorted(
            (one for one in rows if one.effective_from > today),
            key=lambda one: one.effective_from,
        )
        following = ""
        if coming:
            words = agendas.rule_words(_details(coming[0]))
            following = f"From {day_words(coming[0].effective_from)}: {words}"
        views.append(
            PanelRuleView(
                panel=panel,
                rule=details,
                words=agendas.rule_words(details),
                papers_words=agendas.papers_words(details),
                since=rule.effective_from,
                source=rule.source,
                next_words=following,
            )
        )
    return tuple(views)
