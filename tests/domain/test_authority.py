"""The dated policy of authorisation and the people of a day, as properties."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.authority_policy import given_of, plan, scope_of, without
from art_desktop.domain.authority_views import RouteGiven, Scope, SetRoutes
from art_desktop.domain.deciders import Posts, same_name
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import HolderId
from art_desktop.domain.vocabulary import Post, RequestKind, Urgency
from art_desktop.domain.work import AuthorisationRule

TODAY = date(2026, 11, 24)
CELLS = [(joint, permanency) for joint in (False, True) for permanency in (False, True)]
DAYS = [TODAY + timedelta(days=n) for n in range(-3, 40)]
THREE = st.sampled_from([None, False, True])
SCOPES = st.builds(Scope, THREE, THREE)
ROUTES = st.lists(
    st.builds(RouteGiven, st.sampled_from(Post)), unique_by=lambda r: r.post, max_size=3
).map(tuple)


@given(SCOPES, SCOPES)
def test_what_is_left_is_the_rest_and_nothing_twice(scope: Scope, taken: Scope) -> None:
    left = without(scope, taken)
    assert sum(len(one.cells) for one in left) == len(scope.cells - taken.cells)
    assert frozenset().union(*(one.cells for one in left)) == scope.cells - taken.cells


def routes_of(
    rows: list[AuthorisationRule], cell: tuple[bool, bool], on: date
) -> tuple[RouteGiven, ...]:
    """Return who decides for some requests on a day."""
    found = [
        row
        for row in rows
        if cell in scope_of(row).cells
        and row.effective_from <= on
        and (row.effective_to is None or on <= row.effective_to)
    ]
    return tuple(given_of(row) for row in sorted(found, key=lambda row: row.position))


@st.composite
def changes(draw: st.DrawFn) -> SetRoutes:
    """Draw a change of one cell of the policy."""
    routes = draw(ROUTES)
    return SetRoutes(
        kind=RequestKind.CHANGE,
        urgency=Urgency.URGENT,
        scope=draw(SCOPES),
        routes=routes,
        begins_on=TODAY + timedelta(days=draw(st.integers(0, 30))),
        source="Decided",
        no_route=not routes,
    )


@given(st.lists(changes(), min_size=1, max_size=6))
def test_a_change_is_for_its_requests_from_its_day_and_for_nothing_else(
    made: list[SetRoutes],
) -> None:
    rows: list[AuthorisationRule] = []
    for change in made:
        before = [copy(row) for row in rows]
        trial = [copy(row) for row in rows]
        try:
            new = plan(trial, change, TODAY)
        except RuleBroken:
            continue
        rows = [*trial, *new]
        later = [
            row.effective_from
            for row in before
            if scope_of(row).cells & change.scope.cells and row.effective_from > change.begins_on
        ]
        until = min(later, default=date.max)
        for cell in CELLS:
            for on in DAYS:
                changed = cell in change.scope.cells and change.begins_on <= on < until
                wanted = change.routes if changed else routes_of(before, cell, on)
                assert routes_of(rows, cell, on) == wanted
        kept = [
            (row.post, row.position, scope_of(row), row.effective_from)
            for row in rows[: len(before)]
        ]
        assert kept == [
            (row.post, row.position, scope_of(row), row.effective_from) for row in before
        ]


@st.composite
def people(draw: st.DrawFn) -> tuple[list[PostHolder], list[Absence]]:
    """Draw holders of one post, and their absences."""
    names = draw(st.lists(st.sampled_from(["Ann", "Bob", "Cyd", "Dee"]), unique=True, max_size=4))
    holders = [
        PostHolder(id=HolderId(n), post=Post.HEAD_OF_SERVICE, name=name, starts_on=date(2020, 1, 1))
        for n, name in enumerate(names, 1)
    ]
    absences = []
    for holder in holders:
        for _ in range(draw(st.integers(0, 2))):
            first = TODAY + timedelta(days=draw(st.integers(-5, 5)))
            assert holder.id is not None
            absences.append(
                Absence(
                    holder_id=holder.id,
                    starts_on=first,
                    ends_on=first + timedelta(days=draw(st.integers(0, 5))),
                    covered_by=draw(st.sampled_from(["", *names, "Eve"])),
                )
            )
    return holders, absences


@given(people())
def test_nobody_who_is_away_may_act(drawn: tuple[list[PostHolder], list[Absence]]) -> None:
    holders, absences = drawn
    post = Posts.of(holders, absences).on(Post.HEAD_OF_SERVICE, TODAY)
    away = {
        holder.name
        for holder in holders
        for spell in absences
        if spell.holder_id == holder.id and spell.starts_on <= TODAY <= spell.ends_on
    }
    assert {holder.name for holder in post.holders if holder.away} == away
    assert not away & {person.name for person in post.people}
    assert {h.name for h in holders} - away <= {person.name for person in post.people}
    assert post.nobody_there == (bool(holders) and len(away) == len(holders))
    assert all(post.may_act(f" {person.name.upper()} ") for person in post.people)


@given(people())
def test_how_long_somebody_is_away_ends_with_a_day_on_which_they_are(
    drawn: tuple[list[PostHolder], list[Absence]],
) -> None:
    posts = Posts.of(*drawn)
    for holder in posts.on(Post.HEAD_OF_SERVICE, TODAY).holders:
        if holder.away_until is None:
            continue
        after = holder.away_until + timedelta(days=1)
        stood = {h.name: h for h in posts.on(Post.HEAD_OF_SERVICE, after).holders}
        assert not stood[holder.name].away


def test_names_are_one_whatever_their_capitals_and_spaces() -> None:
    assert same_name(" dana  REEVE ", "Dana Reeve")
    assert not same_name("Dana Reeve", "Dan Areeve")
