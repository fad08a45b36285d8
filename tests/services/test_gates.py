"""Nothing is asked of anybody without the right authorisation (product.md §3.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import Condition, OpenTier, OverrideRule, RecordNotUsed
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.household_commands import CarerLine
from art_desktop.domain.ids import Pence, ProviderId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import (
    Answer,
    Decision,
    NotUsedReason,
    OptionState,
    Post,
    RequestKind,
    Stage,
    Tier,
    Urgency,
    WorkerView,
)
from art_desktop.services import Services
from tests.services.conftest import HALL, OKAFOR, REID
from tests.services.journey import Journey


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


def test_an_indicative_search_may_be_run_and_nobody_may_be_asked(journey: Journey) -> None:
    journey.referred()
    options = journey.search()
    assert [option.household_id for option in options] == [HALL, OKAFOR]
    assert journey.services.searching.shortlist(journey.officer, journey.request_id).indicative
    with pytest.raises(RuleBroken) as refused:
        journey.ask(options[0].id)
    assert refused.value.rule == "authorisation"
    assert "PASP" in refused.value.what_next
    assert journey.page.approaches == ()


@pytest.mark.parametrize("decision", [Decision.DEFERRED, Decision.NOT_AGREED])
def test_a_decision_that_is_no_yes_opens_nothing(journey: Journey, decision: Decision) -> None:
    journey.referred()
    journey.authorise(decision=decision, note="More is needed from school.")
    assert journey.page.stage is Stage.REFERRED
    with pytest.raises(RuleBroken, match="last decision"):
        journey.ask(journey.search()[0].id)


def test_a_later_refusal_ends_an_earlier_agreement(journey: Journey, clock: FixedClock) -> None:
    first = journey.searched()[0]
    clock.move_on(timedelta(hours=1))
    journey.authorise(decision=Decision.NOT_AGREED, note="A relative has come forward.")
    with pytest.raises(RuleBroken):
        journey.ask(first.id)


def test_an_authorisation_expires_after_its_days(journey: Journey, clock: FixedClock) -> None:
    first = journey.searched()[0]
    clock.move_on(timedelta(days=29))
    with pytest.raises(RuleBroken, match="expired on"):
        journey.ask(first.id)
    assert journey.page.authorisations[0].standing.startswith("Expired")


def test_only_posts_of_the_policy_may_decide(journey: Journey) -> None:
    journey.referred()
    with pytest.raises(RuleBroken, match="does not let") as refused:
        journey.authorise(Post.HEAD_OF_SERVICE)
    assert "PASP" in refused.value.what_next
    assert journey.page.authorisations == ()


def test_joint_funding_needs_jasp(journey: Journey) -> None:
    journey.referred(joint_funding_likely=True)
    with pytest.raises(RuleBroken, match="JASP"):
        journey.authorise(Post.PASP)
    journey.authorise(Post.JASP)
    assert journey.page.authorised


def test_out_of_hours_needs_the_on_call_manager_first_and_opens_the_retrospective_task(
    journey: Journey,
) -> None:
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="Police protection tonight.")
    with pytest.raises(InvalidAnswers, match="agreed first"):
        journey.authorise(Post.EDS)
    journey.authorise(Post.EDS, first_agreed_by="The on-call manager")
    retrospective = [t for t in journey.page.tasks if "Retrospective" in t.words]
    assert len(retrospective) == 1
    assert retrospective[0].due_at.date() == date(2026, 11, 25)
    with pytest.raises(RuleBroken, match="decision is on record"):
        journey.services.tasks.done(journey.officer, retrospective[0].id, retrospective[0].version)
    journey.authorise(Post.PASP)
    assert all(t.done_at for t in journey.page.tasks if "Retrospective" in t.words)


def test_a_kind_without_a_route_says_so(journey: Journey) -> None:
    journey.referred(
        kind=RequestKind.PERMANENT, urgency=Urgency.OUT_OF_HOURS, urgent_reason="A mistake."
    )
    assert "no route" in journey.page.no_route


def test_conditions_become_tasks_with_their_dates(journey: Journey) -> None:
    journey.referred()
    with pytest.raises(InvalidAnswers, match="Write the conditions"):
        journey.authorise(decision=Decision.AGREED_CONDITIONS)
    journey.authorise(
        decision=Decision.AGREED_CONDITIONS,
        conditions=(Condition("School transport agreed", date(2026, 12, 1)),),
    )
    (task,) = journey.page.tasks
    assert (task.words, task.due_at.date()) == ("School transport agreed", date(2026, 12, 1))
    assert journey.page.authorised


def test_the_whole_job_reaches_a_placement(journey: Journey, services: Services) -> None:
    from art_desktop.domain.commands import StartPlacement

    seen = []
    journey.opened()
    seen.append(journey.page.stage)
    for child in journey.page.children:
        from tests.services.journey import needs

        journey.save_needs(child.child_id, needs(), 0)
    services.requests.refer(journey.officer, journey.request_id, journey.page.version)
    seen.append(journey.page.stage)
    journey.authorise()
    seen.append(journey.page.stage)
    first = journey.search()[0]
    seen.append(journey.page.stage)
    journey.ask(first.id)
    journey.answer(Answer.YES)
    seen.append(journey.page.stage)
    journey.view(first.id)
    seen.append(journey.page.stage)
    journey.agree(first.id)
    seen.append(journey.page.stage)
    services.placing.start(
        journey.officer,
        StartPlacement(
            request_id=journey.request_id,
            version=journey.page.version,
            starts_on=date(2026, 11, 26),
        ),
    )
    page = journey.page
    seen.append(page.stage)
    assert seen == [
        Stage.DRAFT,
        Stage.REFERRED,
        Stage.AUTHORISED,
        Stage.SEARCHING,
        Stage.OFFERS_IN,
        Stage.WITH_SOCIAL_WORKER,
        Stage.AGREED,
        Stage.PLACED,
    ]
    # Toby is 9 and Frankie 6: Level 2 pays 219.02 for each (S003 §6.1.3).
    assert [p.weekly_price_pence for p in page.placements] == [21902, 21902]
    due = {t.words.split(" (")[0]: t.due_at.date() for t in page.tasks}
    # 20 working days from Thu 26 Nov 2026, over Christmas and New Year, counted on a calendar by hand.
    assert due["Toby: Initial Health Assessment done"] == date(2026, 12, 24)
    told = [line.words for line in services.requests.history(journey.officer, journey.request_id)]
    assert f"Frankie placed with {first.title} from Thu 26 Nov 2026" in told
    assert f"Asked {first.title}, telephone" in told
    assert "Agreed by Chair of PASP (PASP)" in told
    assert "Opened: becoming looked after for the first time" in told
    hall = next(r for r in services.households.rows(journey.officer) if r.id == HALL)
    assert (hall.places, hall.free, hall.kept_back) == (2, 0, 2), "kept until they come"


def test_no_match_without_a_yes_and_the_social_worker(journey: Journey) -> None:
    first = journey.searched()[0]
    with pytest.raises(RuleBroken, match="not said yes"):
        journey.agree(first.id)
    journey.ask(first.id)
    journey.answer(Answer.YES)
    with pytest.raises(RuleBroken, match="has not been heard"):
        journey.agree(first.id)
    journey.view(first.id, WorkerView.DISAGREE, words="Too far from Nan.")
    with pytest.raises(RuleBroken, match="Too far from Nan"):
        journey.agree(first.id)
    journey.view(first.id, WorkerView.AGREE_WITH_SUPPORT, support_wanted="A taxi on Sundays")
    journey.agree(first.id)
    assert journey.page.match is not None
    assert "taxi on Sundays" in journey.page.match.support


def test_agencies_open_only_when_every_in_house_option_has_its_reason(journey: Journey) -> None:
    options = journey.searched()
    services, officer = journey.services, journey.officer
    opening = OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    with pytest.raises(RuleBroken, match="no recorded reason") as refused:
        services.searching.open_tier(officer, opening)
    assert "Record the reason" in refused.value.what_next
    for option in options:
        services.searching.not_used(
            officer,
            RecordNotUsed(
                option_id=option.id,
                version=journey.option(option.id).version,
                reason=option.proposed_reason or NotUsedReason.DISTANCE,
                note="Said at the panel.",
            ),
        )
    services.searching.open_tier(officer, opening)
    found = journey.search()
    assert "Willowbank Fostering" in {option.title for option in found if option.tier is Tier.IFA}


def test_an_urgent_request_may_open_the_agencies_at_once(journey: Journey) -> None:
    journey.profiled(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    journey.search()
    journey.services.searching.open_tier(
        journey.officer, OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    )
    assert any(option.tier is Tier.IFA for option in journey.search())


def test_a_household_that_an_agency_offers_is_searched_among_the_agencies(
    journey: Journey,
) -> None:
    services, officer = journey.services, journey.officer
    hall = services.households.form(officer, HALL)
    added = services.households.save(
        officer,
        replace(
            hall,
            household_id=None,
            version=0,
            name="Quill",
            phone="01632 960099",
            payment_level=None,
            provider_id=ProviderId(1),
            weekly_price_pence=Pence(91_250),
            carers=(CarerLine(first_name="Bo", last_name="Quill"),),
            terms=tuple(replace(term, id=None) for term in hall.terms),
            members=(),
        ),
    )
    journey.profiled(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    assert added not in {option.household_id for option in journey.search()}
    services.searching.open_tier(
        officer, OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    )
    (quill,) = [option for option in journey.search() if option.household_id == added]
    assert quill.tier is Tier.IFA


def test_a_household_on_hold_stays_visible_with_its_rule(journey: Journey) -> None:
    journey.searched()
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    in_house = next(tier for tier in shortlist.tiers if tier.tier is Tier.IN_HOUSE)
    (reid,) = in_house.not_suitable
    assert reid.household_id == REID
    assert "hold" in reid.excluded_by.lower()
    assert sum(count for _, count in in_house.excluded_counts) == 1
    with pytest.raises(RuleBroken, match="not suitable"):
        journey.ask(reid.id)


def test_an_override_needs_the_role_and_a_reason(journey: Journey, manager: Actor) -> None:
    journey.searched()
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    reid = next(t for t in shortlist.tiers if t.tier is Tier.IN_HOUSE).not_suitable[0]
    order = OverrideRule(option_id=reid.id, version=reid.version, reason="Back from their break.")
    with pytest.raises(NotPermitted):
        journey.services.searching.override(journey.officer, order)
    with pytest.raises(InvalidAnswers):
        journey.services.searching.override(
            manager, OverrideRule(option_id=reid.id, version=reid.version, reason=" ")
        )
    journey.services.searching.override(manager, order)
    assert journey.option(reid.id).suitable
    assert reid.id in [option.id for option in journey.search()], "an override outlives a search"


def test_a_stale_version_is_refused_and_shows_both(journey: Journey) -> None:
    from art_desktop.domain.commands import EditRequest

    journey.opened()
    version = journey.page.version
    services, officer = journey.services, journey.officer
    edit = EditRequest(
        request_id=journey.request_id, version=version, details=journey.details(why="Mine")
    )
    services.requests.edit(officer, edit)
    other = EditRequest(
        request_id=journey.request_id, version=version, details=journey.details(why="Theirs")
    )
    with pytest.raises(ChangedByOther) as refused:
        services.requests.edit(officer, other)
    (clash,) = refused.value.clashes
    assert (clash.field, clash.mine, clash.theirs) == ("Why", "Theirs", "Mine")
    assert journey.page.why == "Mine"


def test_an_answer_is_recorded_once(journey: Journey) -> None:
    first = journey.searched()[0]
    journey.ask(first.id)
    with pytest.raises(RuleBroken, match="already"):
        journey.ask(first.id)
    journey.answer(Answer.NO)
    assert journey.option(first.id).state is OptionState.DECLINED
    assert journey.option(first.id).not_used_reason is NotUsedReason.DECLINED


def test_somebody_placed_there_since_the_search_is_noticed_at_the_start(
    journey: Journey, services: Services
) -> None:
    from art_desktop.domain.commands import StartPlacement

    first = journey.searched()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    other = Journey(services, journey.officer)
    second = other.matched(child_ids=(3,))
    assert second.household_id == first.household_id
    journey.agree(first.id)
    start = StartPlacement(
        request_id=other.request_id, version=other.page.version, starts_on=date(2026, 11, 25)
    )
    services.placing.start(journey.officer, start)
    with pytest.raises(RuleBroken, match="would not do") as refused:
        services.placing.start(
            journey.officer,
            StartPlacement(
                request_id=journey.request_id,
                version=journey.page.version,
                starts_on=date(2026, 11, 26),
            ),
        )
    assert "Search again" in refused.value.what_next
    assert journey.page.placements == ()


def test_a_withdrawn_request_takes_no_more_work(journey: Journey) -> None:
    first = journey.searched()[0]
    journey.services.requests.withdraw(
        journey.officer, journey.request_id, journey.page.version, "Staying with grandmother."
    )
    assert journey.page.stage is Stage.WITHDRAWN
    with pytest.raises(RuleBroken, match="Staying with grandmother"):
        journey.ask(first.id)
