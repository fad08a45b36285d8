"""Every service method asks for its permission, and refuses every role that has not been granted it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from art_desktop.domain.errors import NotPermitted
from art_desktop.domain.ids import MeetingId, UserId
from art_desktop.domain.permissions import GRANTED, Actor, Permission, Role
from art_desktop.services import Services

CASE_CONTENT = {
    Permission.SEE_CHILDREN,
    Permission.SEE_NEEDS,
    Permission.SEE_HOUSEHOLDS,
    Permission.REVEAL_ADDRESS,
    Permission.SEE_LEDGER,
    Permission.DO_TASKS,
    Permission.DRAFT_PAPERS,
    Permission.SEE_AUDIT,
}


def public_methods() -> Iterator[tuple[str, str, Any]]:
    """Yield (service, method, function) for everything that can be called from outside."""
    for name, service in inspect.get_annotations(Services, eval_str=True).items():
        for method, function in inspect.getmembers(service, inspect.isfunction):
            if not method.startswith("_") and method != "forget":
                yield name, method, function


def test_every_method_has_a_permission() -> None:
    without = [
        f"{s}.{m}" for s, m, function in public_methods() if not hasattr(function, "permission")
    ]
    assert without == []


def refusals() -> list[tuple[str, str, Role]]:
    """Return every (service, method, role) that must be refused."""
    return [
        (service, method, role)
        for service, method, function in public_methods()
        for role in Role
        if function.permission not in GRANTED[role]
    ]


@pytest.mark.parametrize("role", Role)
def test_every_ungranted_call_is_refused_before_anything_is_read(
    services: Services, role: Role
) -> None:
    actor = Actor(UserId(99), "somebody", "Some Body", role)
    asked = [(s, m) for s, m, r in refusals() if r is role]
    assert asked
    for service, method in asked:
        call = getattr(getattr(services, service), method)
        parameters = list(inspect.signature(call).parameters.values())[1:]
        nonsense = [
            object() for p in parameters if p.default is p.empty and p.kind is not p.KEYWORD_ONLY
        ]
        with pytest.raises(NotPermitted) as refused:
            call(actor, *nonsense)
        assert "That is for:" in str(refused.value)


def test_the_administrator_sees_no_case_content() -> None:
    assert not CASE_CONTENT & GRANTED[Role.ADMINISTRATOR]


def test_a_panel_member_may_read_the_papers_they_are_invited_to_and_nothing_else(
    services: Services,
) -> None:
    assert GRANTED[Role.PANEL] == {Permission.SIGN_IN, Permission.READ_PANELS}
    allowed = {
        f"{service}.{method}"
        for service, method, function in public_methods()
        if function.permission in GRANTED[Role.PANEL]
    }
    signing_in = {"users.change_passphrase", "drafts.keep", "drafts.kept", "drafts.discard"}
    assert allowed - signing_in == {"panel_room.meetings", "panel_room.room"}
    actor = Actor(UserId(99), "somebody", "Some Body", Role.PANEL)
    assert services.panel_room.meetings(actor) == ()
    with pytest.raises(NotPermitted, match="those who are invited"):
        services.panel_room.room(actor, MeetingId(1))


def test_an_officer_may_neither_override_a_rule_nor_edit_policy() -> None:
    assert not {Permission.OVERRIDE, Permission.EDIT_POLICY} & GRANTED[Role.OFFICER]
