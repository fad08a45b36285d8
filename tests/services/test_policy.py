"""The dated policy: new figures from a day, what held before untouched, stored searches the same to the byte."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain import dated
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.ids import Pence
from art_desktop.domain.matching.record import rerun
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.policy_views import (
    FigureLine,
    SetFigures,
    SetSupportPrice,
    figure_problem,
)
from art_desktop.domain.requests import Search
from art_desktop.domain.work import MatchingWeight
from art_desktop.services import Services
from tests.services.journey import Journey

TODAY = date(2026, 11, 24)
NEXT_MONTH = date(2026, 12, 1)


def figures(**new: str) -> SetFigures:
    return SetFigures(NEXT_MONTH, tuple(new.items()), "Team meeting, 20 Nov 2026")


def history(services: Services, manager: Actor, code: str) -> list[FigureLine]:
    return [line for line in services.policy.view(manager).history if line.code == code]


def test_everybody_who_searches_reads_the_rules_and_only_managers_change_them(
    services: Services, officer: Actor
) -> None:
    view = services.policy.view(officer)
    rules = {rule.code: rule for rule in view.rules}
    assert rules["no_allegation"].override_words == "nobody"
    assert rules["not_on_hold"].overridable_by is Role.MANAGER
    assert rules["ethnicity"].override_words == "does not exclude"
    assert rules["ethnicity"].weight == "3"
    assert all(rule.words and rule.title and rule.source for rule in view.rules)
    with pytest.raises(NotPermitted):
        services.policy.set_figures(officer, figures(language="5"))


def test_a_new_figure_begins_and_the_old_one_ends_the_day_before(
    services: Services, manager: Actor
) -> None:
    old = history(services, manager, "language")[0]
    done = services.policy.set_figures(manager, figures(language="5.50", faith="3"))
    assert done.words == "1 new figure from Tue 1 Dec 2026."
    new, kept = history(services, manager, "language")
    assert (new.value, new.begins_on, new.ends_on) == ("5.5", NEXT_MONTH, None)
    assert (kept.value, kept.begins_on) == (old.value, old.begins_on)
    assert kept.ends_on == NEXT_MONTH - timedelta(days=1)
    assert kept.in_force
    assert len(history(services, manager, "faith")) == 1


def test_a_stored_search_is_the_same_to_the_byte_after_a_change(
    services: Services, officer: Actor, manager: Actor, clock: FixedClock
) -> None:
    journey = Journey(services, officer)
    journey.searched()
    store = services.searching._store  # what is stored is what is tested

    def runs() -> list[Search]:
        with store.reading(officer) as uow:
            return uow.all(Search)

    before = runs()[-1]
    command = SetFigures(TODAY, (("attachment", "1"),), "x")
    with pytest.raises(InvalidAnswers):
        services.policy.set_figures(manager, command)
    services.policy.set_figures(
        manager, SetFigures(TODAY, (("skill", "0"), ("near_home", "20")), "Team meeting")
    )
    journey.search()
    after = runs()
    kept = next(run for run in after if run.id == before.id)
    again = rerun(kept.record)
    assert (again.content, again.sha256) == (before.record, before.sha256)
    assert after[-1].id != before.id
    assert after[-1].sha256 != before.sha256


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (SetFigures(TODAY - timedelta(days=1), (("language", "5"),), "x"), "dated_past"),
        (figures(language="4"), "nothing_new"),
    ],
)
def test_what_is_refused(
    services: Services, manager: Actor, command: SetFigures, rule: str
) -> None:
    with pytest.raises(RuleBroken) as met:
        services.policy.set_figures(manager, command)
    assert met.value.rule == rule


def test_a_day_is_given_once(services: Services, manager: Actor) -> None:
    services.policy.set_figures(manager, figures(language="5"))
    with pytest.raises(RuleBroken) as met:
        services.policy.set_figures(manager, figures(language="6"))
    assert met.value.rule == "dated_twice"
    assert len(history(services, manager, "language")) == 2


def test_nothing_is_saved_where_one_figure_cannot_be_taken(
    services: Services, manager: Actor
) -> None:
    with pytest.raises(InvalidAnswers) as met:
        services.policy.set_figures(manager, figures(language="5", faith="many"))
    assert [problem.field for problem in met.value.problems] == ["faith"]
    assert len(history(services, manager, "language")) == 1


@pytest.mark.parametrize(
    ("code", "text", "taken"),
    [
        ("language", "20", True),
        ("language", "20.01", False),
        ("language", "4.125", False),
        ("language", "-1", False),
        ("language", "NaN", False),
        ("factor_some", "1.5", True),
        ("share_met_with_support", "0.75", True),
        ("share_met_with_support", "1.5", False),
        ("limit_usual_places", "3", True),
        ("limit_usual_places", "2.5", False),
        ("limit_worst_grade", "5", False),
        ("limit_review_grace_days", "28", True),
    ],
)
def test_figures_as_typed(code: str, text: str, taken: bool) -> None:
    assert (figure_problem(code, text) == "") is taken


def test_supports_have_no_price_until_one_is_set(services: Services, manager: Actor) -> None:
    supports = services.policy.view(manager).supports
    assert supports
    assert all(line.weekly_pence is None for line in supports)
    code = supports[0].code
    services.policy.set_support_price(
        manager, SetSupportPrice(code, Pence(4500), NEXT_MONTH, "Contract 12")
    )
    line = services.policy.view(manager).supports[0]
    assert (line.weekly_pence, line.next_pence, line.next_on) == (None, 4500, NEXT_MONTH)
    services.policy.set_support_price(
        manager, SetSupportPrice(code, Pence(4000), TODAY, "Contract 11")
    )
    line = services.policy.view(manager).supports[0]
    assert (line.weekly_pence, line.next_pence) == (4000, 4500)
    with pytest.raises(InvalidAnswers):
        services.policy.set_support_price(manager, SetSupportPrice("tea", Pence(-1), TODAY, ""))


@given(st.lists(st.dates(TODAY, TODAY + timedelta(days=60)), unique=True, max_size=8))
def test_every_day_has_one_row_and_past_days_keep_theirs(days: list[date]) -> None:
    first = MatchingWeight(code="x", weight="0", effective_from=date(2016, 4, 1))
    rows = [first]
    for at, begins in enumerate(days, start=1):
        ends = dated.make_way(rows, begins, TODAY, "")
        rows.append(
            MatchingWeight(code="x", weight=str(at), effective_from=begins, effective_to=ends)
        )
    for offset in range(-3, 65):
        on = TODAY + timedelta(days=offset)
        holding = [
            row
            for row in rows
            if row.effective_from <= on and (row.effective_to is None or on <= row.effective_to)
        ]
        assert len(holding) == 1
        wanted = max(
            (row for row in rows if row.effective_from <= on), key=lambda r: r.effective_from
        )
        assert holding == [wanted]
        assert dated.in_force(rows, on) is wanted
