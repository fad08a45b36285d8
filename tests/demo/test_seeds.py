from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from art_desktop.domain.vocabulary import (
    PaymentLevel,
    Post,
    RequestKind,
    TaskKind,
    Urgency,
)
from art_desktop.domain.work import AuthorisationRule
from art_desktop.intake.seeds import policy_seeds
from art_desktop.locations import SEED


def posts(
    kind: RequestKind, urgency: Urgency, *, joint: bool = False, permanency: bool = False
) -> list[Post]:
    rows: list[AuthorisationRule] = [
        rule
        for rule in policy_seeds().authorisation_rules
        if rule.kind is kind
        and rule.urgency is urgency
        and rule.joint_funding in {None, joint}
        and rule.permanency_service in {None, permanency}
    ]
    rows.sort(key=lambda rule: rule.position)
    assert [rule.position for rule in rows] == list(range(1, len(rows) + 1))
    return [rule.post for rule in rows]


@pytest.mark.parametrize(
    ("kind", "urgency", "expected"),
    [
        (RequestKind.FIRST_TIME, Urgency.PLANNED, [Post.PASP]),
        (
            RequestKind.FIRST_TIME,
            Urgency.URGENT,
            [Post.ASSISTANT_DIRECTOR, Post.SERVICE_DIRECTOR],
        ),
        (RequestKind.FIRST_TIME, Urgency.OUT_OF_HOURS, [Post.EDS]),
        (RequestKind.CHANGE, Urgency.PLANNED, [Post.HEAD_OF_SERVICE, Post.PASP]),
        (RequestKind.CHANGE, Urgency.URGENT, [Post.HEAD_OF_SERVICE]),
        (RequestKind.PERMANENT, Urgency.PLANNED, [Post.ADM]),
        (RequestKind.PERMANENT, Urgency.URGENT, []),
        (RequestKind.FOSTER_TO_ADOPT, Urgency.OUT_OF_HOURS, []),
        (RequestKind.RETURN_HOME, Urgency.URGENT, [Post.HEAD_OF_SERVICE]),
        (RequestKind.RETURN_HOME, Urgency.OUT_OF_HOURS, []),
        (RequestKind.SECURE, Urgency.PLANNED, [Post.SECURE_PANEL]),
        (RequestKind.SECURE, Urgency.URGENT, [Post.SERVICE_DIRECTOR]),
        (RequestKind.SECURE, Urgency.OUT_OF_HOURS, [Post.ON_CALL]),
        (RequestKind.ASSESSMENT, Urgency.URGENT, [Post.HEAD_OF_SERVICE]),
        (RequestKind.CRISIS, Urgency.OUT_OF_HOURS, []),
    ],
)
def test_the_policy_names_the_right_posts(
    kind: RequestKind, urgency: Urgency, expected: list[Post]
) -> None:
    assert posts(kind, urgency) == expected


def test_joint_funding_goes_to_the_joint_panel() -> None:
    assert posts(RequestKind.FIRST_TIME, Urgency.PLANNED, joint=True) == [Post.JASP]


@pytest.mark.parametrize("urgency", [Urgency.PLANNED, Urgency.URGENT])
def test_the_permanency_services_children_have_their_own_deciders(urgency: Urgency) -> None:
    assert posts(RequestKind.CHANGE, urgency, permanency=True) == [
        Post.HEAD_CHILDREN_IN_CARE,
        Post.COMMISSIONING_LEAD,
    ]


@pytest.mark.parametrize("joint", [True, False])
@pytest.mark.parametrize("permanency", [True, False])
@pytest.mark.parametrize("kind", list(RequestKind))
def test_every_planned_request_can_be_authorised(
    kind: RequestKind, *, joint: bool, permanency: bool
) -> None:
    assert posts(kind, Urgency.PLANNED, joint=joint, permanency=permanency)


def test_out_of_hours_needs_the_on_call_manager_to_come_into_care() -> None:
    rule = next(
        rule
        for rule in policy_seeds().authorisation_rules
        if rule.kind is RequestKind.FIRST_TIME and rule.urgency is Urgency.OUT_OF_HOURS
    )
    assert rule.also_needs is Post.ON_CALL


def test_allowances_change_on_the_birthdays_and_leave_no_gap() -> None:
    rates = policy_seeds().allowance_rates
    for level in (PaymentLevel.LEVEL_1, PaymentLevel.LEVEL_2, PaymentLevel.LEVEL_3):
        ages = sorted(
            age
            for rate in rates
            if rate.level is level
            for age in range(rate.age_from, rate.age_to + 1)
        )
        assert ages == list(range(18))
    sixteen = {
        rate.level: rate.weekly_pence for rate in rates if rate.age_from <= 16 <= rate.age_to
    }
    assert sixteen[PaymentLevel.LEVEL_3] == 31552
    assert sixteen[PaymentLevel.LODGINGS] == sixteen[PaymentLevel.LEVEL_1] - 3000


def test_staying_put_nets_to_the_printed_figure() -> None:
    values = {setting.code: setting.value for setting in policy_seeds().settings}
    net = (
        int(values["staying_put_gross_pence"])
        - int(values["staying_put_housing_benefit_pence"])
        - int(values["staying_put_contribution_pence"])
    )
    assert net == 11837
    assert values["authorisation_valid_days"] == "28"
    assert values["usual_fostering_limit"] == "3"


def test_clocks_say_hours_or_working_days() -> None:
    clocks = {rule.kind: rule for rule in policy_seeds().clock_rules}
    assert clocks[TaskKind.CASE_SYSTEM].hours == 24
    assert clocks[TaskKind.IHA_DONE].working_days == 20
    assert clocks[TaskKind.RETROSPECTIVE].working_days == 1
    assert clocks[TaskKind.FINANCE].working_days == 0


def test_every_row_says_from_when_and_where_it_was_read() -> None:
    for row in policy_seeds().all():
        assert row.effective_from == date(2016, 4, 1)
        assert row.effective_to is None
        assert row.source


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("settings.csv", "28,days", "28"),
        ("clock_rules.csv", "case_system,24,", "case_system,,"),
        ("clock_rules.csv", "iha_done,,20", "iha_done,3,20"),
        ("allowance_rates.csv", "level_1,0,4", "level_1,5,4"),
        ("authorisation_rules.csv", ",pasp,1", ",pasq,1"),
        ("authorisation_rules.csv", "first_time,planned,false", "first_time,planned,perhaps"),
        ("settings.csv", "2016-04-01", "1/4/2016"),
    ],
)
def test_a_malformed_seed_is_a_bug_that_names_file_and_line(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    folder = tmp_path / "seed"
    copytree(SEED, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{name}, line \d+"):
        policy_seeds(folder)
