"""Steps of a request's life at panels: meetings called, agendas, cases, decisions in the room, a member who reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from art_desktop.domain.commands import Condition
from art_desktop.domain.deciding_words import Funder, PanelKind, SplitBasis
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.ids import AgendaItemId, MeetingId, Pence, UserId
from art_desktop.domain.meeting_views import CallMeeting, CloseMeeting, PutOn, SavePerson
from art_desktop.domain.panel_room_views import RecordPanelDecision
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Decision
from tests.services.conftest import ROLES
from tests.services.life_steps import CLICKERS, WHICH, LifeSteps

PANEL_USER = UserId(ROLES.index(Role.PANEL) + 1)


class PanelSteps(LifeSteps):
    """What is done before, in and after a meeting."""

    def meeting(self, which: int) -> tuple[MeetingId, int] | None:
        """Return a meeting and its version, the newest first."""
        rows = self.record.rows("SELECT id, version FROM meeting ORDER BY id DESC LIMIT 4")
        return (
            None
            if not rows
            else (MeetingId(rows[which % len(rows)][0]), rows[which % len(rows)][1])
        )

    def item(self, which: int) -> tuple[AgendaItemId, int, MeetingId] | None:
        """Return an item of the request, its version and its meeting, what waits first."""
        row = self.pick(
            "SELECT id, version, meeting_id FROM agenda_item WHERE request_id = ? "
            "ORDER BY state <> 'waiting', id DESC",
            which,
        )
        return None if row is None else (AgendaItemId(row[0]), row[1], MeetingId(row[2]))

    @rule(
        who=CLICKERS,
        panel=st.sampled_from(
            [PanelKind.PASP, PanelKind.PASP, PanelKind.JASP, PanelKind.SECURE, PanelKind.FOSTERING]
        ),
        days=st.sampled_from([0, 0, 1, 5]),
    )
    def call(self, who: Role, panel: PanelKind, days: int) -> None:
        on = self.today + timedelta(days=days)
        command = CallMeeting(panel=panel, on=on, starts_at="09:30", ends_at="12:30", chair="Grace")
        if self.tried(who, self.services.panels.call, command):
            found = self.meeting(0)
            assert found is not None
            person = SavePerson(meeting_id=found[0], name="Pat Panel", user_id=PANEL_USER)
            if days == 0:
                self.tried(who, self.services.attendance.save, person)

    @rule(who=CLICKERS, which=WHICH, late=st.sampled_from(["", "No bed.", "No bed."]))
    def put_on(self, who: Role, which: int, late: str) -> None:
        found = self.meeting(which)
        if found is not None:
            command = PutOn(
                meeting_id=found[0],
                request_id=self.request_id,
                late_reason=late,
                late_agreed_by="The chair" if late else "",
            )
            self.tried(who, self.services.agendas.put_on, command)

    @rule(who=CLICKERS, which=WHICH)
    def take_off(self, who: Role, which: int) -> None:
        found = self.item(which)
        if found is not None:
            self.tried(who, self.services.agendas.take_off, found[0], found[1], "Not ready.")

    @rule(who=CLICKERS, which=WHICH)
    def prepare(self, who: Role, which: int) -> None:
        found = self.item(which)
        if found is not None:
            self.tried(who, self.services.panel_cases.prepare, found[0])

    @rule(who=CLICKERS, which=WHICH)
    def begin_meeting(self, who: Role, which: int) -> None:
        found = self.meeting(which)
        if found is not None:
            self.tried(who, self.services.panels.start, *found)

    @rule(who=CLICKERS, which=WHICH, rest=st.booleans())
    def close_meeting(self, who: Role, which: int, rest: bool) -> None:
        found = self.meeting(which)
        if found is not None:
            command = CloseMeeting(meeting_id=found[0], version=found[1], rest_not_reached=rest)
            self.tried(who, self.services.panels.close, command)

    @rule(who=st.sampled_from([Role.PANEL, Role.PANEL, *Role]), which=WHICH)
    def read_papers(self, who: Role, which: int) -> None:
        found = self.meeting(which)
        if found is None:
            return
        room = self.services.panel_room.room
        if self.tried(who, room, found[0], free=who is Role.PANEL, told=who) and who is Role.PANEL:
            invited = self.record.rows(
                "SELECT 1 FROM meeting m JOIN meeting_person p ON p.meeting_id = m.id "
                "WHERE m.id = ? AND p.user_id = ? AND m.state IN ('planned', 'under_way')",
                found[0],
                PANEL_USER,
            )
            assert invited, "papers read by somebody who was not invited"

    @rule(who=CLICKERS, which=WHICH)
    def identify(self, who: Role, which: int) -> None:
        found = self.item(which)
        if found is not None:
            self.tried(who, self.services.panel_room.identify, found[0])

    @rule(
        who=CLICKERS,
        which=WHICH,
        decision=st.sampled_from([Decision.AGREED, Decision.AGREED, *Decision]),
        share=st.sampled_from([None, 28_000]),
    )
    def decide_in_room(
        self, who: Role, which: int, decision: Decision, share: int | None = None
    ) -> None:
        found = self.item(which)
        if found is None:
            return
        changes: dict[str, Any] = {}
        if decision is Decision.DEFERRED:
            changes["deferred_to"] = self.today + timedelta(days=7)
        if decision is Decision.AGREED_CONDITIONS:
            changes["conditions"] = (Condition("A visit first", self.today),)
        if share is not None:
            lines = (
                FundingPart(Funder.SOCIAL_CARE, weekly_pence=Pence(share)),
                FundingPart(Funder.EDUCATION, weekly_pence=Pence(100_000 - share)),
            )
            changes["funding"] = RecordFunding(
                request_id=self.request_id,
                basis=SplitBasis.AMOUNTS,
                starts_on=self.today,
                lines=lines,
                weekly_pence=Pence(100_000),
            )
        command = RecordPanelDecision(
            item_id=found[0], version=found[1], decision=decision, note="Said so.", **changes
        )
        if not self.tried(who, self.services.panel_room.decide, command):
            return
        ((post, request_id, at, begun),) = self.record.rows(
            "SELECT a.post, i.request_id, a.decided_at, m.starts_at FROM authorisation a "
            "JOIN agenda_item i ON i.id = a.item_id JOIN meeting m ON m.id = i.meeting_id "
            "WHERE a.item_id = ? ORDER BY a.id DESC LIMIT 1",
            found[0],
        )
        assert request_id == self.request_id
        assert self.rows.may_decide(post, at), "a panel decided what it may not"
        assert not self.rows.is_to_come(begun, days=1), "decided on the day before the meeting"
        assert self.rows.is_post_of_panel(found[2], post), "a panel decided as somebody else"
