"""The whole policy of authorisation at the service layer: kind, urgency, money, whose social work, who, when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from art_desktop.domain import authorisation
from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import RecordAuthorisation, StartPlacement
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.ids import HolderId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Request
from art_desktop.domain.vocabulary import Answer, Decision, Post, RequestKind, Urgency
from art_desktop.services import Services
from art_desktop.services.authorising import write_decision
from art_desktop.services.standing import Held, hold
from tests.services.conftest import NOW, TOBY
from tests.services.journey import Journey

PASP, JASP, EDS, ADM = Post.PASP, Post.JASP, Post.EDS, Post.ADM
ASSISTANT, SERVICE_DIRECTOR = Post.ASSISTANT_DIRECTOR, Post.SERVICE_DIRECTOR
HEAD, IN_CARE, LEAD = Post.HEAD_OF_SERVICE, Post.HEAD_CHILDREN_IN_CARE, Post.COMMISSIONING_LEAD

# product.md §3.1, written out by hand: planned; urgent, in hours; out of hours. A kind that the table there does not
# name is taken like one that it does.
Row = tuple[set[Post], set[Post], set[Post]]
BECOMING = ({PASP}, {ASSISTANT, SERVICE_DIRECTOR}, {EDS})
BECOMING_JOINT = ({JASP}, {ASSISTANT, SERVICE_DIRECTOR}, {EDS})
CHANGE = ({HEAD, PASP}, {HEAD}, {EDS})
CHANGE_JOINT = ({JASP}, {HEAD}, {EDS})
PERMANENCY = ({IN_CARE, LEAD}, {IN_CARE, LEAD}, {EDS})
PERMANENCY_JOINT = ({JASP}, {IN_CARE, LEAD}, {EDS})
HEAD_ONLY: Row = ({HEAD}, {HEAD}, set())
RESOURCE: Row = ({HEAD, PASP}, {HEAD}, set())
MAKER: Row = ({ADM}, set(), set())
SECURE = ({Post.SECURE_PANEL}, {SERVICE_DIRECTOR}, {Post.ON_CALL})

LIKE_BECOMING = {RequestKind.FIRST_TIME, RequestKind.SHORT_BREAK, RequestKind.REMAND}
LIKE_CHANGE = {
    RequestKind.CHANGE,
    RequestKind.PARENT_CHILD,
    RequestKind.SUPPORTED,
    RequestKind.SECURE_STEP_DOWN,
    RequestKind.LODGINGS,
}
NOT_AT_NIGHT = {RequestKind.SHORT_BREAK, RequestKind.SECURE_STEP_DOWN, RequestKind.LODGINGS}
PLAIN = {
    RequestKind.SECURE: SECURE,
    RequestKind.STAYING_PUT: HEAD_ONLY,
    RequestKind.NRPF: HEAD_ONLY,
    RequestKind.RETURN_HOME: HEAD_ONLY,
    RequestKind.PERMANENT: MAKER,
    RequestKind.FOSTER_TO_ADOPT: MAKER,
    RequestKind.ASSESSMENT: RESOURCE,
    RequestKind.CRISIS: RESOURCE,
}
ON_CALL_FIRST = {RequestKind.FIRST_TIME, RequestKind.REMAND}

DAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
AWAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
REEVE = "Dana Reeve"


def columns(
    kind: RequestKind, *, joint: bool, permanency: bool
) -> tuple[set[Post], set[Post], set[Post]]:
    """Return who decides: planned, urgent in hours, out of hours."""
    if kind in LIKE_BECOMING:
        row = BECOMING_JOINT if joint else BECOMING
    elif kind in LIKE_CHANGE and permanency:
        row = PERMANENCY_JOINT if joint else PERMANENCY
    elif kind in LIKE_CHANGE:
        row = CHANGE_JOINT if joint else CHANGE
    else:
        row = PLAIN[kind]
    return row[0], row[1], set() if kind in NOT_AT_NIGHT else row[2]


def may_decide(
    kind: RequestKind, urgency: Urgency, at: datetime, *, joint: bool, permanency: bool
) -> set[Post]:
    """Return who may decide at an instant: nobody in the Assistant Director's place while she is there."""
    planned, urgent, night = columns(kind, joint=joint, permanency=permanency)
    if urgency is Urgency.PLANNED:
        found = planned
    elif urgency is Urgency.URGENT:
        found = urgent | planned
    else:
        found = night if at == NIGHT else urgent | planned
    in_her_place = kind in LIKE_BECOMING and at != AWAY
    return found - {SERVICE_DIRECTOR} if in_her_place else found


def holder(post: Post, name: str, **more: object) -> PostHolder:
    """Return somebody who holds a post since long ago."""
    return PostHolder(post=post, name=name, starts_on=date(2020, 1, 1), **more)  # type: ignore[arg-type]  # by name


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


@pytest.fixture
def night_shift(journey: Journey, clock: FixedClock) -> Journey:
    """A request on Fri 27 Nov. The Assistant Director was away on the 26th; nobody else is on record."""
    journey.referred()
    clock.at = LATER
    with journey.services.requests._store.writing(journey.officer) as uow:
        reeve = uow.add(holder(ASSISTANT, REEVE, phone="01632 960111"))
        uow.flush()
        assert reeve.id is not None
        away = date(2026, 11, 26)
        uow.add(
            Absence(
                holder_id=HolderId(reeve.id), starts_on=away, ends_on=away, covered_by="Sam Okoye"
            )
        )
        uow.commit()
    return journey


def stood(
    uow: UnitOfWork,
    journey: Journey,
    kind: RequestKind,
    urgency: Urgency,
    *,
    joint: bool,
    permanency: bool,
) -> Held:
    """Return the request as if it were of that kind: nothing of it is committed."""
    request = uow.get(Request, journey.request_id)
    request.kind, request.urgency, request.joint_funding_likely = kind, urgency, joint
    for line in request.children:
        uow.get(Child, line.child_id).with_permanency_service = permanency
    uow.flush()
    return hold(uow, journey.request_id, LATER.date())


def decision(journey: Journey, post: Post, at: datetime, **changes: object) -> RecordAuthorisation:
    """Return a yes of a post at an instant, by whoever is there for it."""
    deputy = "Sam Okoye" if at == AWAY else REEVE
    given: dict[str, object] = {
        "request_id": journey.request_id,
        "post": post,
        "decided_by": deputy if post is ASSISTANT else "Somebody",
        "decision": Decision.AGREED,
        "decided_at": at,
        "first_agreed_by": "The on-call manager",
    }
    return RecordAuthorisation(**{**given, **changes})  # type: ignore[arg-type]  # given by name


@pytest.mark.parametrize("kind", RequestKind)
def test_the_whole_policy(night_shift: Journey, kind: RequestKind) -> None:
    tried = accepted = 0
    store, officer = night_shift.services.requests._store, night_shift.officer
    for urgency in Urgency:
        for joint, permanency in ((False, False), (False, True), (True, False), (True, True)):
            for at in (DAY, NIGHT, AWAY):
                expected = may_decide(kind, urgency, at, joint=joint, permanency=permanency)
                with store.writing(officer) as uow:
                    held = stood(
                        uow, night_shift, kind, urgency, joint=joint, permanency=permanency
                    )
                    refused_to_ask(held)
                    for post in Post:
                        tried += 1
                        command = decision(night_shift, post, at)
                        if post not in expected:
                            refused_to_record(uow, officer, held, command, expected)
                            continue
                        accepted += 1
                        written = write_decision(uow, officer, held, command, LATER)
                        again = hold(uow, night_shift.request_id, LATER.date())
                        found = authorisation.require(
                            again.authorisations,
                            again.request,
                            again.routes,
                            LATER.date(),
                            "Nobody was asked.",
                            again.rules,
                        )
                        assert found.id == written.id
                        assert written.valid_until == at.date() + timedelta(days=28)
    assert tried == 3 * 4 * 3 * len(Post)
    assert accepted > 0


def refused_to_ask(held: Held) -> None:
    """Without a decision the gate names who can give one today."""
    with pytest.raises(RuleBroken) as refused:
        authorisation.require(
            held.authorisations,
            held.request,
            held.routes,
            LATER.date(),
            "Nobody was asked.",
            held.rules,
        )
    assert refused.value.rule == "authorisation"
    named = [
        route.post
        for route in held.routes
        if route.urgency is held.request.urgency and route.away is None
    ]
    assert all(post.words in refused.value.what_next for post in named)
    if ASSISTANT in named:
        assert "(Dana Reeve, 01632 960111)" in refused.value.what_next
        assert SERVICE_DIRECTOR.words not in refused.value.what_next


def refused_to_record(
    uow: UnitOfWork,
    officer: Actor,
    held: Held,
    command: RecordAuthorisation,
    expected: set[Post],
) -> None:
    """A post that may not decide is refused, and whoever may is named."""
    with pytest.raises(RuleBroken) as refused:
        write_decision(uow, officer, held, command, LATER)
    assert not isinstance(refused.value, InvalidAnswers)
    assert refused.value.rule in {"authorisation_post", "authorisation_shut"}
    quick = {route.urgency for route in held.routes}
    if expected and len(quick) == 1:
        assert all(post.words in refused.value.what_next for post in expected)


@pytest.mark.parametrize("kind", sorted(ON_CALL_FIRST))
def test_at_night_a_child_comes_into_care_once_the_on_call_manager_has_agreed(
    night_shift: Journey, kind: RequestKind
) -> None:
    store, officer = night_shift.services.requests._store, night_shift.officer
    with store.writing(officer) as uow:
        held = stood(uow, night_shift, kind, Urgency.OUT_OF_HOURS, joint=False, permanency=False)
        command = decision(night_shift, EDS, NIGHT, first_agreed_by=" ")
        with pytest.raises(InvalidAnswers, match="on-call senior manager"):
            write_decision(uow, officer, held, command, LATER)
        no = decision(
            night_shift,
            EDS,
            NIGHT,
            first_agreed_by="",
            decision=Decision.NOT_AGREED,
            note="With an aunt.",
        )
        assert write_decision(uow, officer, held, no, LATER).valid_until is None


def test_a_change_at_night_may_be_decided_without_the_on_call_manager(
    night_shift: Journey,
) -> None:
    store, officer = night_shift.services.requests._store, night_shift.officer
    with store.writing(officer) as uow:
        held = stood(
            uow,
            night_shift,
            RequestKind.CHANGE,
            Urgency.OUT_OF_HOURS,
            joint=False,
            permanency=False,
        )
        command = decision(night_shift, EDS, NIGHT, first_agreed_by="")
        assert write_decision(uow, officer, held, command, LATER).post is EDS


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (datetime(2026, 11, 24, 8, 29, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 17, 29, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 8, 31, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 8, 28, 7, 45, tzinfo=UTC), False),
    ],
    ids=["before", "at opening", "before closing", "closed", "Sunday", "bank holiday", "summer"],
)
def test_the_night_is_when_the_office_is_closed(
    journey: Journey, clock: FixedClock, at: datetime, *, open_: bool
) -> None:
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection")
    clock.at = max(NOW, at) + timedelta(hours=12)

    def record(covering: str = "") -> None:
        journey.authorise(EDS, decided_at=at, first_agreed_by="On call", covering=covering)

    if open_:
        record()
    else:
        with pytest.raises(RuleBroken, match="only out of hours") as refused:
            record()
        assert refused.value.field == "covering"
        assert "Assistant Director for Children's Social Care, by day" in refused.value.what_next
        record("The office was evacuated.")
    assert journey.page.authorisations[0].post is EDS


# Holders, absence and cover


def hold_posts(journey: Journey, *found: PostHolder) -> list[int]:
    """Put holders on record; return their ids."""
    with journey.services.requests._store.writing(journey.officer) as uow:
        uow.add_all(found)
        uow.commit()
    return [one.id or 0 for one in found]


def away(journey: Journey, key: int, first: date, last: date, cover: str = "") -> None:
    """Put an absence on record."""
    with journey.services.requests._store.writing(journey.officer) as uow:
        uow.add(
            Absence(
                holder_id=HolderId(key),
                starts_on=first,
                ends_on=last,
                covered_by=cover,
                cover_phone="01632 960112" if cover else "",
            )
        )
        uow.commit()


def urgent(journey: Journey) -> None:
    """Refer an urgent request."""
    journey.referred(urgency=Urgency.URGENT, urgent_reason="Injuries")


def test_a_refusal_names_the_person_and_who_covers_her(journey: Journey) -> None:
    urgent(journey)
    (reeve,) = hold_posts(journey, holder(ASSISTANT, REEVE, phone="01632 960111"))
    away(journey, reeve, date(2026, 11, 20), date(2026, 11, 24), "Sam Okoye")
    with pytest.raises(RuleBroken) as refused:
        journey.ask(journey.search()[0].id)
    assert (
        "the Assistant Director for Children's Social Care (Dana Reeve, 01632 960111; away until Tue 24 Nov, "
        "Sam Okoye covers, 01632 960112)"
    ) in refused.value.what_next
    assert "Dana Reeve" in journey.page.next_step.owed_by


def test_whoever_decided_has_to_be_somebody_who_may_act_that_day(journey: Journey) -> None:
    urgent(journey)
    (reeve,) = hold_posts(journey, holder(ASSISTANT, REEVE))
    with pytest.raises(RuleBroken, match="Priya Head is not on record") as refused:
        journey.authorise(ASSISTANT, decided_by="Priya Head")
    assert (refused.value.field, refused.value.rule) == ("decided_by", "authorisation_person")
    away(journey, reeve, date(2026, 11, 24), date(2026, 11, 24), "Sam Okoye")
    with pytest.raises(RuleBroken, match="away until Tue 24 Nov, Sam Okoye covers"):
        journey.authorise(ASSISTANT, decided_by=REEVE)
    journey.authorise(ASSISTANT, decided_by="  sam   OKOYE ")
    assert journey.page.authorisations[0].decided_by == "sam OKOYE"


def test_why_somebody_else_decided_may_be_said(journey: Journey) -> None:
    urgent(journey)
    hold_posts(journey, holder(ASSISTANT, REEVE))
    journey.authorise(ASSISTANT, decided_by="Una Poole", covering="Acting up since this morning")
    assert journey.page.authorised
    assert journey.page.authorisations[0].covering == "Acting up since this morning"


def test_whoever_is_away_covers_for_nobody(journey: Journey) -> None:
    urgent(journey)
    reeve, okoye = hold_posts(journey, holder(ASSISTANT, REEVE), holder(HEAD, "Sam Okoye"))
    on = date(2026, 11, 24)
    away(journey, reeve, on, on, "Sam Okoye")
    away(journey, okoye, on, on)
    with pytest.raises(RuleBroken, match="nobody covers"):
        journey.authorise(ASSISTANT, decided_by="Sam Okoye")


def test_in_her_absence_the_service_director_decides_and_only_then(journey: Journey) -> None:
    urgent(journey)
    with pytest.raises(RuleBroken, match="nobody is on record as holding that post"):
        journey.authorise(SERVICE_DIRECTOR)
    first, second = hold_posts(journey, holder(ASSISTANT, REEVE), holder(ASSISTANT, "Ann Other"))
    on = date(2026, 11, 24)
    away(journey, first, on, on)
    with pytest.raises(RuleBroken, match="who is there on Tue 24 Nov 2026: Ann Other") as refused:
        journey.authorise(SERVICE_DIRECTOR)
    assert refused.value.field == "covering"
    away(journey, second, on, on)
    journey.authorise(SERVICE_DIRECTOR)
    assert journey.page.authorised


def test_a_post_that_cannot_be_reached_is_said_in_words(journey: Journey) -> None:
    urgent(journey)
    hold_posts(journey, holder(ASSISTANT, REEVE))
    journey.authorise(SERVICE_DIRECTOR, covering="Dana Reeve did not answer from 14:00 to 15:00.")
    assert journey.page.authorised


@pytest.mark.parametrize("post", [PASP])
def test_a_panel_is_chaired_by_anybody(journey: Journey, post: Post) -> None:
    journey.referred()
    hold_posts(journey, holder(post, REEVE))
    journey.authorise(post, decided_by="Whoever chaired")
    assert journey.page.authorised


def test_the_page_proposes_who_may_decide(journey: Journey) -> None:
    urgent(journey)
    (reeve,) = hold_posts(journey, holder(ASSISTANT, REEVE, phone="01632 960111"))
    away(journey, reeve, date(2026, 11, 23), date(2026, 11, 25), "Sam Okoye")
    routes = {route.post: route for route in journey.page.routes}
    assert [person.words for person in routes[ASSISTANT].people] == [
        "Sam Okoye, 01632 960112, covering Dana Reeve"
    ]
    assert not routes[ASSISTANT].free_name
    assert not routes[SERVICE_DIRECTOR].shut
    assert routes[PASP].free_name


# Time


def test_a_decision_recorded_late_is_judged_by_its_own_day(
    journey: Journey, clock: FixedClock
) -> None:
    urgent(journey)
    (reeve,) = hold_posts(journey, holder(ASSISTANT, REEVE))
    away(journey, reeve, date(2026, 11, 24), date(2026, 11, 24), "Sam Okoye")
    clock.move_on(timedelta(days=1))
    journey.authorise(ASSISTANT, decided_by="Sam Okoye", decided_at=NOW)
    with pytest.raises(RuleBroken, match="not on record"):
        journey.authorise(ASSISTANT, decided_by="Sam Okoye")


def flags(journey: Journey) -> tuple[str, ...]:
    """Return what must not be overlooked on the request."""
    return journey.page.flags


def test_an_authorisation_that_runs_out_is_shown_and_renewed(
    journey: Journey, clock: FixedClock
) -> None:
    journey.referred()
    journey.authorise(PASP)
    assert not flags(journey)
    clock.at = NOW + timedelta(days=21)
    assert flags(journey) == ("The authorisation runs out on Tue 22 Dec 2026: renew it",)
    assert journey.page.authorisations[0].runs_out
    today = journey.services.tasks.today(journey.officer)
    (line,) = [row for row in today.coming if row.route == "request"]
    assert (line.on, line.key) == (date(2026, 12, 22), journey.request_id)
    journey.authorise(PASP)
    assert not flags(journey)
    assert journey.page.authorisations[0].valid_until == date(2027, 1, 12)


def test_once_it_has_run_out_the_request_says_so(journey: Journey, clock: FixedClock) -> None:
    journey.referred()
    journey.authorise(PASP)
    clock.at = NOW + timedelta(days=29)
    page = journey.page
    assert not page.authorised
    assert page.next_step.words.startswith("The authorisation expired on Tue 22 Dec 2026.")


@pytest.mark.parametrize(
    ("before", "post", "after", "counts"),
    [
        (Urgency.OUT_OF_HOURS, EDS, Urgency.PLANNED, False),
        (Urgency.OUT_OF_HOURS, EDS, Urgency.URGENT, False),
        (Urgency.URGENT, ASSISTANT, Urgency.PLANNED, False),
        (Urgency.URGENT, ASSISTANT, Urgency.OUT_OF_HOURS, True),
        (Urgency.PLANNED, PASP, Urgency.URGENT, True),
        (Urgency.PLANNED, PASP, Urgency.OUT_OF_HOURS, True),
    ],
)
def test_a_decision_counts_for_another_urgency_only_where_its_post_has_a_route(
    journey: Journey, before: Urgency, post: Post, after: Urgency, *, counts: bool
) -> None:
    journey.referred(urgency=before, urgent_reason="Injuries")
    journey.authorise(post, first_agreed_by="On call")
    with journey.services.requests._store.writing(journey.officer) as uow:
        uow.get(Request, journey.request_id).urgency = after
        uow.commit()
    assert journey.page.authorised is counts
    if not counts:
        with pytest.raises(RuleBroken, match="does not count for the request as it stands now"):
            journey.ask(journey.search()[0].id)


def test_joint_money_agreed_without_jasp_is_taken_to_jasp(journey: Journey) -> None:
    journey.referred(urgency=Urgency.URGENT, urgent_reason="Injuries", joint_funding_likely=True)
    journey.authorise(ASSISTANT)
    (task,) = [t for t in journey.page.tasks if "JASP" in t.words]
    assert task.due_at.date() == date(2026, 12, 22)
    journey.authorise(JASP)
    (task,) = [t for t in journey.page.tasks if "JASP" in t.words]
    assert task.done_at is not None


def test_the_permanency_services_child_has_its_own_deciders(journey: Journey) -> None:
    journey.referred(kind=RequestKind.CHANGE, child_ids=(TOBY,))
    journey.authorise(HEAD)
    assert journey.page.authorised
    with journey.services.requests._store.writing(journey.officer) as uow:
        uow.get(Child, TOBY).with_permanency_service = True
        uow.commit()
    assert not journey.page.authorised


# What is put off, and what a night leaves


def test_a_deferral_says_what_is_wanted_and_by_when(journey: Journey) -> None:
    journey.referred()
    with pytest.raises(InvalidAnswers) as refused:
        journey.authorise(decision=Decision.DEFERRED, deferred_to=None)
    assert [p.field for p in refused.value.problems] == ["note", "deferred_to"]
    with pytest.raises(InvalidAnswers, match="after the decision"):
        journey.authorise(decision=Decision.DEFERRED, note="A plan", deferred_to=date(2026, 11, 23))
    journey.authorise(
        decision=Decision.DEFERRED, note="A school plan.", deferred_to=date(2026, 12, 3)
    )
    (task,) = journey.page.tasks
    assert (task.words, task.due_at.date()) == ("A school plan.", date(2026, 12, 3))
    assert task.owner_id == journey.officer.user_id
    assert journey.page.authorisations[0].standing == "Deferred to Thu 3 Dec 2026: permits nothing"
    journey.authorise(PASP)
    assert journey.page.tasks[0].done_at is not None


def placed_at_night(journey: Journey) -> None:
    """Refer at night, have EDS decide, and place the children today."""
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection", needed_at=NOW)
    journey.authorise(EDS, decided_by="EDS", first_agreed_by="On call")
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    journey.services.placing.start(
        journey.officer,
        StartPlacement(
            request_id=journey.request_id, version=journey.page.version, starts_on=NOW.date()
        ),
    )


def test_a_placement_made_at_night_is_flagged_until_the_day_has_agreed(journey: Journey) -> None:
    placed_at_night(journey)
    words = "Placed out of hours: retrospective authorisation owed by Wed 25 Nov 2026 17:00"
    page = journey.page
    assert page.flags == (words,)
    assert page.next_step.words == f"{words}."
    assert page.next_step.action == "decision"
    assert "Assistant Director for Children's Social Care, by day" in page.next_step.owed_by
    (row,) = journey.services.requests.rows(journey.officer)
    assert (row.id, row.flag) == (journey.request_id, words)
    journey.authorise(ASSISTANT)
    page = journey.page
    assert page.flags == ()
    assert page.authorisations[0].retrospective
    assert journey.services.requests.rows(journey.officer) == ()


def test_a_no_after_the_night_is_said_loudly_and_opens_a_task_at_once(journey: Journey) -> None:
    placed_at_night(journey)
    journey.authorise(
        ASSISTANT, decision=Decision.NOT_AGREED, note="The grandmother could have had them."
    )
    page = journey.page
    assert page.flags == (authorisation.NOT_AGREED_AFTER,)
    assert page.next_step.words.startswith("Retrospective authorisation not agreed")
    (task,) = [t for t in page.tasks if t.words.startswith("Retrospective authorisation not")]
    assert task.due_at.date() == NOW.date()
    with pytest.raises(RuleBroken, match="was a no"):
        journey.services.tasks.done(journey.officer, task.id, task.version)
    journey.authorise(PASP, decided_by="The panel, higher up")
    assert journey.page.flags == ()


def test_a_stay_is_confirmed_in_words(journey: Journey) -> None:
    placed_at_night(journey)
    (task,) = [t for t in journey.page.tasks if t.words.startswith("Move to a substantive")]
    with pytest.raises(RuleBroken, match="the stay is confirmed") as refused:
        journey.services.tasks.done(journey.officer, task.id, task.version)
    assert refused.value.field == "note"
    journey.services.tasks.done(
        journey.officer, task.id, task.version, "Stay confirmed by the Head of Service"
    )


def test_withdrawing_leaves_nothing_that_only_a_decision_closes(journey: Journey) -> None:
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection")
    journey.authorise(EDS, first_agreed_by="On call")
    journey.services.requests.withdraw(
        journey.officer, journey.request_id, journey.page.version, "With an aunt"
    )
    assert all(task.done_at is not None for task in journey.page.tasks)
