"""The policy of authorisation and the holders of posts as tables: changed from a day on, nothing rewritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from art_desktop.domain.authority_views import (
    AuthorityView,
    HolderLine,
    RemoveRoute,
    RouteGiven,
    SaveAbsence,
    SaveHolder,
    Scope,
    SetRoutes,
)
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Post, RequestKind, Urgency
from art_desktop.services import Services
from tests.services.conftest import NOW
from tests.services.journey import Journey

TODAY = NOW.date()
DECEMBER = date(2026, 12, 1)
SOURCE = "Senior leadership team, 20 Nov 2026"


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


def change(**given: object) -> SetRoutes:
    """Return a change of what is planned for becoming looked after, without joint money."""
    usual: dict[str, object] = {
        "kind": RequestKind.FIRST_TIME,
        "urgency": Urgency.PLANNED,
        "scope": Scope(joint_funding=False),
        "routes": (RouteGiven(Post.ASSISTANT_DIRECTOR, condition="by e-mail", valid_days=14),),
        "begins_on": DECEMBER,
        "source": SOURCE,
    }
    return SetRoutes(**{**usual, **given})  # type: ignore[arg-type]  # given by name


def posts(view: AuthorityView, kind: RequestKind, urgency: Urgency) -> dict[str, list[Post]]:
    """Return who decides in a cell, by the words of which requests."""
    parts = view.cell(kind, urgency).parts
    return {p.scope.words: [r.given.post for r in p.routes] for p in parts if p.routes}


def test_the_table_has_a_cell_for_everything(services: Services, officer: Actor) -> None:
    view = services.authority.view(officer)
    assert len(view.cells) == len(RequestKind) * len(Urgency)
    assert posts(view, RequestKind.FIRST_TIME, Urgency.PLANNED) == {
        "without health or education money": [Post.PASP],
        "with health or education money": [Post.JASP],
    }
    none = view.cell(RequestKind.RETURN_HOME, Urgency.OUT_OF_HOURS)
    assert none.short_words == "no such route"
    assert Post.ASSISTANT_DIRECTOR in view.vacant
    assert view.holders == ()


def test_a_new_route_holds_from_its_day_and_what_was_decided_before_still_counts(
    journey: Journey, manager: Actor, clock: FixedClock
) -> None:
    journey.referred()
    journey.authorise(Post.PASP)
    done = journey.services.authority.set_routes(manager, change())
    assert done.words.endswith("1 route from Tue 1 Dec 2026.")
    assert posts(journey.services.authority.view(manager), RequestKind.FIRST_TIME, Urgency.PLANNED)[
        "without health or education money"
    ] == [Post.PASP]
    clock.at = NOW + timedelta(days=7)
    assert journey.page.authorised
    with pytest.raises(RuleBroken, match="does not let PASP decide"):
        journey.authorise(Post.PASP)
    journey.authorise(Post.PASP, decided_at=NOW + timedelta(days=6))
    journey.authorise(Post.ASSISTANT_DIRECTOR)
    newest = journey.page.authorisations[0]
    assert newest.valid_until == DECEMBER + timedelta(days=14)


def test_a_change_for_some_requests_leaves_the_others_as_they_are(
    services: Services, manager: Actor, clock: FixedClock
) -> None:
    services.authority.set_routes(
        manager,
        change(
            kind=RequestKind.SECURE,
            scope=Scope(joint_funding=True),
            routes=(RouteGiven(Post.JASP),),
            begins_on=TODAY,
        ),
    )
    view = services.authority.view(manager)
    assert posts(view, RequestKind.SECURE, Urgency.PLANNED) == {
        "without health or education money": [Post.SECURE_PANEL],
        "with health or education money": [Post.JASP],
    }


def test_a_cell_is_not_emptied_by_accident(journey: Journey, manager: Actor) -> None:
    authority = journey.services.authority
    take = RemoveRoute(
        kind=RequestKind.FIRST_TIME,
        urgency=Urgency.OUT_OF_HOURS,
        scope=Scope(),
        post=Post.EDS,
        begins_on=TODAY,
        source=SOURCE,
    )
    with pytest.raises(InvalidAnswers, match="say that there is meant to be none"):
        authority.remove_route(manager, take)
    with pytest.raises(InvalidAnswers, match="who decided it"):
        authority.remove_route(manager, replace(take, no_route=True, source=" "))
    done = authority.remove_route(manager, replace(take, no_route=True))
    assert done.words.endswith("no such route from Tue 24 Nov 2026.")
    with pytest.raises(RuleBroken, match="has no route there"):
        authority.remove_route(manager, replace(take, no_route=True, begins_on=DECEMBER))
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection")
    assert "no route" in journey.page.no_route
    with pytest.raises(RuleBroken, match="does not let the Emergency Duty Service decide"):
        journey.authorise(Post.EDS, first_agreed_by="On call", decided_at=NOW)


def test_one_of_two_routes_can_be_taken_away(services: Services, manager: Actor) -> None:
    services.authority.remove_route(
        manager,
        RemoveRoute(
            kind=RequestKind.ASSESSMENT,
            urgency=Urgency.PLANNED,
            scope=Scope(),
            post=Post.PASP,
            begins_on=TODAY,
            source=SOURCE,
        ),
    )
    view = services.authority.view(manager)
    assert posts(view, RequestKind.ASSESSMENT, Urgency.PLANNED) == {"": [Post.HEAD_OF_SERVICE]}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"routes": ()}, "at least one route"),
        ({"source": ""}, "who decided it"),
        ({"no_route": True}, "Take the routes away"),
        ({"routes": (RouteGiven(Post.PASP), RouteGiven(Post.PASP))}, "there twice"),
        ({"routes": (RouteGiven(Post.EDS, also_needs=Post.EDS),)}, "cannot be who decides"),
        ({"routes": (RouteGiven(Post.EDS, only_if_away=Post.EDS),)}, "their own absence"),
        ({"routes": (RouteGiven(Post.EDS, valid_days=0),)}, "from 1 to 366 days"),
        ({"routes": (RouteGiven(Post.EDS, condition="x" * 201),)}, "at most 200 letters"),
        ({"begins_on": date(2026, 11, 23)}, "in the past"),
        ({"begins_on": date(2016, 4, 1)}, "in the past"),
        ({"routes": (RouteGiven(Post.PASP),)}, "will hold on Tue 1 Dec 2026 anyway"),
    ],
)
def test_what_cannot_be_right_is_refused(
    services: Services, manager: Actor, given: dict[str, object], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        services.authority.set_routes(manager, change(**given))
    assert posts(services.authority.view(manager), RequestKind.FIRST_TIME, Urgency.PLANNED)[
        "without health or education money"
    ] == [Post.PASP]


def test_two_changes_from_one_day_are_one_too_many(services: Services, manager: Actor) -> None:
    services.authority.set_routes(manager, change())
    with pytest.raises(RuleBroken, match="on record already"):
        services.authority.set_routes(manager, change(routes=(RouteGiven(Post.ADM),)))


def test_officers_read_the_policy_and_only_managers_change_it(
    services: Services, officer: Actor
) -> None:
    with pytest.raises(NotPermitted):
        services.authority.set_routes(officer, change())
    with pytest.raises(NotPermitted):
        services.authority.save_holder(officer, reeve())


# Who decides


def reeve(**given: object) -> SaveHolder:
    """Return who becomes Assistant Director."""
    usual: dict[str, object] = {
        "post": Post.ASSISTANT_DIRECTOR,
        "name": "Dana  Reeve",
        "phone": "01632 960111",
        "starts_on": date(2026, 1, 5),
    }
    return SaveHolder(**{**usual, **given})  # type: ignore[arg-type]  # given by name


def held(services: Services, manager: Actor) -> HolderLine:
    """Put her on record and return her line."""
    services.authority.save_holder(manager, reeve())
    (line,) = services.authority.view(manager).holders
    return line


def test_a_holder_is_added_changed_and_ended(services: Services, manager: Actor) -> None:
    line = held(services, manager)
    assert (line.name, line.today, line.past) == ("Dana Reeve", "there", False)
    assert Post.ASSISTANT_DIRECTOR not in services.authority.view(manager).vacant
    services.authority.save_holder(
        manager,
        reeve(holder_id=line.id, version=line.version, ends_on=date(2026, 11, 20)),
    )
    with pytest.raises(ChangedByOther):
        services.authority.save_holder(manager, reeve(holder_id=line.id, version=line.version))
    (line,) = services.authority.view(manager).holders
    assert (line.past, line.today) == (True, "until Fri 20 Nov 2026")
    assert Post.ASSISTANT_DIRECTOR in services.authority.view(manager).vacant


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"ends_on": date(2025, 1, 1)}, "ends_on"),
        ({"name": "dana reeve"}, "name"),
    ],
)
def test_a_holder_that_cannot_be_right_is_refused(
    services: Services, manager: Actor, given: dict[str, object], field: str
) -> None:
    held(services, manager)
    with pytest.raises(InvalidAnswers) as refused:
        services.authority.save_holder(manager, reeve(**given))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_an_officer_records_an_absence_in_one_go_and_takes_it_back(
    services: Services, manager: Actor, officer: Actor
) -> None:
    line = held(services, manager)
    given = SaveAbsence(
        holder_id=line.id,
        starts_on=TODAY,
        ends_on=date(2026, 11, 27),
        covered_by="Sam Okoye",
        cover_phone="01632 960112",
    )
    done = services.authority.save_absence(officer, given)
    assert done.words == (
        "Dana Reeve is away from Tue 24 Nov 2026 to Fri 27 Nov 2026; Sam Okoye covers."
    )
    (line,) = services.authority.view(officer).holders
    assert line.away
    assert line.today == "away until Fri 27 Nov, Sam Okoye covers, 01632 960112"
    (absence,) = line.absences
    longer = replace(
        given, absence_id=absence.id, version=absence.version, ends_on=date(2026, 11, 30)
    )
    services.authority.save_absence(officer, longer)
    with pytest.raises(ChangedByOther):
        services.authority.save_absence(officer, longer)
    (line,) = services.authority.view(officer).holders
    services.authority.remove_absence(officer, absence.id, line.absences[0].version)
    assert not services.authority.view(officer).holders[0].away


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ends_on": date(2026, 11, 23)}, "ends_on"),
        ({"covered_by": "DANA REEVE"}, "covered_by"),
        ({"covered_by": "", "cover_phone": "01632 960112"}, "covered_by"),
        ({"starts_on": date(2026, 12, 3), "ends_on": date(2026, 12, 9)}, "starts_on"),
    ],
)
def test_an_absence_that_cannot_be_right_is_refused(
    services: Services, manager: Actor, officer: Actor, given: dict[str, object], field: str
) -> None:
    line = held(services, manager)
    other = SaveAbsence(holder_id=line.id, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11))
    services.authority.save_absence(officer, other)
    usual = SaveAbsence(holder_id=line.id, starts_on=TODAY, ends_on=TODAY, covered_by="Sam Okoye")
    with pytest.raises(InvalidAnswers) as refused:
        services.authority.save_absence(officer, replace(usual, **given))  # type: ignore[arg-type]  # by name
    assert [problem.field for problem in refused.value.problems] == [field]
