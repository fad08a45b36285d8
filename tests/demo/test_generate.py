from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from art_desktop.demo import figures
from art_desktop.demo.generate import generate
from art_desktop.demo.ground import Ground, packaged_ground
from art_desktop.demo.people import DEMO_PASSPHRASES
from art_desktop.demo.record import DemoService
from art_desktop.domain.children import Child, age_in_years
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.households import Household
from art_desktop.domain.needs import Needs, needs_from_json
from art_desktop.domain.permissions import Role
from art_desktop.domain.placements import Episode, Placement
from art_desktop.domain.places import distance_miles
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HouseholdStatus,
    NeedCode,
    PaymentLevel,
    RequestKind,
    SexApproved,
    Stage,
    Tier,
    Together,
    Urgency,
)
from art_desktop.persistence.base import metadata
from art_desktop.persistence.bulk import insert_all
from art_desktop.places.ons import OnsGazetteer

TODAY = date(2026, 11, 24)
SEEDS = (1, 2016)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return packaged_ground()


@pytest.fixture(scope="module", params=SEEDS)
def demo(request: pytest.FixtureRequest, ground: Ground) -> DemoService:
    return generate(request.param, today=TODAY, ground=ground)


def current(demo: DemoService) -> list[Placement]:
    return [placement for placement in demo.placements if placement.holds_place(TODAY)]


def children(demo: DemoService) -> dict[int, Child]:
    return {child.id or 0: child for child in demo.children}


def households(demo: DemoService) -> dict[int, Household]:
    return {household.id or 0: household for household in demo.households}


def share(part: int, demo: DemoService) -> float:
    return part / len(current(demo))


def open_requests(demo: DemoService) -> list[int]:
    return [r.id or 0 for r in demo.requests if r.stage.is_open and r.kind.seeks_home]


def needs_by_child(demo: DemoService, request_id: int) -> list[Needs]:
    return [needs_from_json(p.body) for p in demo.profiles if p.request_id == request_id]


# The same, always


def test_the_same_seed_gives_the_same_record(ground: Ground) -> None:
    first, again = (generate(7, 0.2, today=TODAY, ground=ground) for _ in range(2))
    assert [repr(entity) for entity in first.entities()] == [
        repr(entity) for entity in again.entities()
    ]


def test_another_seed_gives_another_record(ground: Ground) -> None:
    one, other = (generate(seed, 0.2, today=TODAY, ground=ground) for seed in (7, 8))
    assert [h.name for h in one.households] != [h.name for h in other.households]


def test_a_factor_must_be_above_nothing(ground: Ground) -> None:
    with pytest.raises(ValueError, match="factor"):
        generate(1, 0, today=TODAY, ground=ground)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 11, 22), date(2027, 1, 1)])
def test_any_day_will_do(ground: Ground, today: date) -> None:
    demo = generate(3, 0.2, today=today, ground=ground)
    assert all(p.starts_on <= today for p in demo.placements)
    assert insert(demo) > 0


def test_ten_times_as_large_works(ground: Ground) -> None:
    demo = generate(1, 10, today=TODAY, ground=ground)
    assert len(current(demo)) == figures.CHILDREN * 10
    in_house = [h for h in demo.households if h.provider_id is None]
    assert 1380 <= len(in_house) <= 1600
    assert len(homes_and_agencies(demo)) == 300
    assert len(open_requests(demo)) == 151
    check_texts_differ(demo)
    assert insert(demo) == sum(1 for _ in parts_and_entities(demo))


# Fit for the database: keys, uniqueness, checks


def parts_and_entities(demo: DemoService) -> list[object]:
    everything: list[object] = list(demo.entities())
    for household in demo.households:
        for name in (
            "carers", "members", "terms", "exemptions", "holds", "skills", "languages",
            "availability",
        ):  # fmt: skip
            everything.extend(getattr(household, name))
    for home in demo.homes:
        everything.extend(home.purposes)
    for request in demo.requests:
        everything.extend(request.children)
    for split in demo.extras:
        if isinstance(split, FundingSplit):
            everything.extend(split.lines)
    return everything


def homes_and_agencies(demo: DemoService) -> list[Provider]:
    """Return the providers where children live, without schools and tutors."""
    return [one for one in demo.providers if one.kind.takes_children]


def insert(demo: DemoService) -> int:
    """Insert a record into an empty database that checks every key; return the rows."""
    engine = create_engine("sqlite://")

    @event.listens_for(engine, "connect")
    def _keys_on(connection: object, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]  # a DBAPI connection

    metadata.create_all(engine)
    try:
        with engine.begin() as connection:
            rows = insert_all(connection, demo.entities())
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    finally:
        engine.dispose()
    return rows


def test_every_row_can_be_inserted(demo: DemoService) -> None:
    assert insert(demo) == len(parts_and_entities(demo))


# Shaped like the published figures


def test_as_many_as_the_service_has(demo: DemoService) -> None:
    assert 350 <= len(current(demo)) <= 416
    active = [
        h for h in demo.households if h.provider_id is None and h.status is HouseholdStatus.ACTIVE
    ]
    assert 135 <= len(active) <= 150
    levels = Counter(h.payment_level for h in active)
    assert 38 <= levels[PaymentLevel.LEVEL_1] <= 52
    assert levels[PaymentLevel.LEVEL_2] == 24
    assert levels[PaymentLevel.LEVEL_3] == 52
    assert levels[PaymentLevel.AGENCY] == 18
    assert levels[PaymentLevel.LODGINGS] == 3
    assert levels[PaymentLevel.SPECIAL] == 1
    assert len(homes_and_agencies(demo)) == 30


def test_ages_and_sexes(demo: DemoService) -> None:
    who = children(demo)
    ages = [age_in_years(who[p.child_id].born_on, TODAY) for p in current(demo)]
    for low, high, of_416 in figures.AGES:
        found = sum(low <= age <= high for age in ages)
        assert share(found, demo) == pytest.approx(of_416 / 416, abs=0.03)
    boys = sum(who[p.child_id].sex == "male" for p in current(demo))
    assert share(boys, demo) == pytest.approx(figures.MALE, abs=0.03)


def test_ethnicities(demo: DemoService) -> None:
    who = children(demo)
    codes = Counter(str(who[p.child_id].ethnicity) for p in current(demo))
    white = sum(n for code, n in codes.items() if code.startswith("W"))
    mixed = sum(n for code, n in codes.items() if code.startswith("M"))
    assert share(white, demo) == pytest.approx(figures.ETHNICITY["white"], abs=0.06)
    assert share(mixed, demo) == pytest.approx(figures.ETHNICITY["mixed"], abs=0.05)
    carers = [h.carers[0] for h in demo.households if h.provider_id is None]
    british = sum(carer.ethnicity == "WBRI" for carer in carers) / len(carers)
    assert british == pytest.approx(figures.WHITE_BRITISH_CARERS, abs=0.07)


def test_legal_statuses_needs_and_arrivals(demo: DemoService) -> None:
    who = children(demo)
    now = [who[p.child_id] for p in current(demo)]
    for status, expected in figures.LEGAL.items():
        found = sum(child.legal_status == status for child in now)
        assert share(found, demo) == pytest.approx(expected, abs=0.04)
    for need, expected in figures.NEED.items():
        found = sum(child.need_category == need for child in now)
        assert share(found, demo) == pytest.approx(expected, abs=0.04)
    arrived = [child for child in now if child.arrived_alone]
    assert share(len(arrived), demo) == pytest.approx(figures.UASC, abs=0.02)
    assert all(child.legal_status == "V2" and not child.home_postcode for child in arrived)


def test_where_children_live(demo: DemoService) -> None:
    tiers = Counter(p.tier for p in current(demo))
    foster = tiers[Tier.IN_HOUSE] + tiers[Tier.CONNECTED] + tiers[Tier.IFA]
    assert share(foster, demo) == pytest.approx(figures.FOSTER, abs=0.03)
    assert 85 <= tiers[Tier.IFA] <= 105
    codes = Counter(e.place for e in demo.episodes if e.dec is None)
    assert share(codes["K2"] + codes["K1"] + codes["S1"], demo) == pytest.approx(0.13, abs=0.03)
    assert share(codes["K3"], demo) == pytest.approx(figures.SUPPORTED, abs=0.03)
    assert share(codes["P1"], demo) == pytest.approx(figures.PARENTS, abs=0.02)


def test_how_far_from_home(demo: DemoService) -> None:
    gazetteer, who = OnsGazetteer(), children(demo)
    near = inside = 0
    for placement in current(demo):
        home = gazetteer.find(who[placement.child_id].home_postcode or "?")
        there = gazetteer.find(placement.postcode)
        assert there is not None
        assert not there.approximate
        inside += there.local_authority_code == figures.AREA_CODE
        if home is not None:
            miles = distance_miles(home.grid_reference, there.grid_reference)
            assert miles is not None
            near += miles <= 20
    assert share(near, demo) == pytest.approx(figures.NEAR, abs=0.07)
    assert share(inside, demo) == pytest.approx(figures.INSIDE, abs=0.07)


def test_how_often_they_moved(demo: DemoService) -> None:
    year_ago = TODAY - timedelta(days=365)
    looked_after = {p.child_id for p in current(demo)}
    in_year = Counter(
        p.child_id for p in demo.placements if p.ended_on is None or p.ended_on > year_ago
    )
    often = sum(in_year[child] >= 3 for child in looked_after)
    assert share(often, demo) == pytest.approx(figures.THREE_MOVES, abs=0.06)


def test_two_years_of_history(demo: DemoService) -> None:
    left = [child for child in demo.children if child.ceased_on is not None]
    assert 80 <= len(left) <= 110
    assert all(TODAY - timedelta(days=731) <= c.ceased_on <= TODAY for c in left if c.ceased_on)
    assert any(a.retrospective for a in demo.authorisations)


def test_the_figures_are_the_published_ones(shared_data: Path) -> None:
    path = shared_data / "dfe_cla" / "cla_31_march_by_characteristic.csv"
    published: dict[tuple[str, str], int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["time_period"] == "2025" and row["geo_breakdown"] == "Peterborough":
                value = row["cla_31_march_number"]
                if value.isdigit():
                    published[row["cla_group"], row["characteristic"]] = int(value)
    total = published["Age group", "Total"]
    assert total == sum(n for _, _, n in figures.AGES)
    assert published["Age group", "10 to 15 years"] == figures.AGES[3][2]
    for expected, key in (
        (figures.MALE, ("Sex", "Male")),
        (figures.FOSTER, ("Placement", "Foster placements")),
        (
            figures.NEAR,
            ("Distance between home and placement", "Placed 20 miles or less from home"),
        ),
        (figures.LEGAL["C2"], ("Legal status", "Full care order")),
        (figures.LEGAL["C1"], ("Legal status", "Interim care order")),
        (figures.INSIDE, ("Locality of placement", "Placed inside the local authority boundary")),
    ):
        assert published[key] / total == pytest.approx(expected, abs=0.006)


# The rules of the return


def episodes_by_child(demo: DemoService) -> dict[int, list[Episode]]:
    found: dict[int, list[Episode]] = defaultdict(list)
    for episode in demo.episodes:
        found[episode.child_id].append(episode)
    return {child: sorted(own, key=lambda e: e.decom) for child, own in found.items()}


def test_episodes_are_contiguous_and_say_what_changed(demo: DemoService) -> None:
    for own in episodes_by_child(demo).values():
        assert own[0].rne == "S"
        for before, after in pairwise(own):
            assert before.dec == after.decom
            assert before.rec == "X1"
            moved = before.placement_id != after.placement_id
            legal = before.ls != after.ls
            assert moved or legal
            assert (
                after.rne
                == {(True, True): "B", (True, False): "P", (False, True): "L"}[moved, legal]
            )
            assert bool(before.reason_place_change) == moved
        assert (own[-1].dec is None) == (own[-1].rec == "")
        assert own[-1].reason_place_change == ""
        for episode in own:
            assert episode.dec is None or episode.dec > episode.decom


def test_codes_go_together(demo: DemoService) -> None:
    who = children(demo)
    for episode in demo.episodes:
        born = who[episode.child_id].born_on
        assert (episode.place == "P1") == (episode.place_provider == "PR0")
        assert (episode.urn == "") == (episode.place == "P1")
        assert re.fullmatch(r"(SC9\d{5})?", episode.urn)
        if episode.place == "K3":
            assert age_in_years(born, episode.decom) >= 16
        if episode.place == "P1":
            assert episode.ls in {"C1", "C2"}
        if episode.rec == "E12":
            assert episode.place == "A6"
            assert episode.ls == "E1"
        if episode.rec in {"E5", "E17"}:
            assert episode.dec is not None
            assert age_in_years(born, episode.dec) == 18
        assert episode.decom >= born
        assert bool(episode.home_post) != who[episode.child_id].arrived_alone


def test_the_child_record_agrees_with_its_episodes(demo: DemoService) -> None:
    own = episodes_by_child(demo)
    for child in demo.children:
        if child.id not in own:
            assert child.looked_after_since is None
            continue
        assert child.looked_after_since == own[child.id][0].decom
        assert child.ceased_on == own[child.id][-1].dec
        assert child.legal_status == own[child.id][-1].ls
        last_day = child.ceased_on or TODAY
        assert age_in_years(child.born_on, last_day - timedelta(days=1)) <= 17


def test_placements_follow_one_another(demo: DemoService) -> None:
    by_child: dict[int, list[Placement]] = defaultdict(list)
    for placement in demo.placements:
        by_child[placement.child_id].append(placement)
        assert placement.starts_on <= TODAY
        assert (placement.ended_on is None) == (placement.end_reason is None)
    for own in by_child.values():
        own.sort(key=lambda p: p.starts_on)
        for before, after in pairwise(own):
            assert before.ended_on == after.starts_on
            assert before.household_id is None or before.household_id != after.household_id
            assert before.home_id is None or before.home_id != after.home_id


# Households are never over their approval


def test_no_household_holds_more_than_it_may(demo: DemoService) -> None:
    stays: dict[int, list[Placement]] = defaultdict(list)
    for placement in demo.placements:
        if placement.household_id is not None:
            stays[placement.household_id].append(placement)
    by_id = households(demo)
    for number, own in stays.items():
        household = by_id[number]
        for day in {p.starts_on for p in own}:
            held = sum(p.holds_place(day) for p in own)
            terms = [t for t in household.terms if t.in_force(day)]
            places = (
                sum(t.places for t in terms)
                if household.connected
                else max(t.places for t in terms)
            )
            exempt = max((e.places for e in household.exemptions if e.starts_on <= day), default=0)
            assert held <= max(places, exempt)
            assert places <= 3 or household.connected


def test_every_fostered_child_fits_the_terms(demo: DemoService) -> None:
    who, by_id = children(demo), households(demo)
    for placement in demo.placements:
        if placement.household_id is None:
            continue
        household = by_id[placement.household_id]
        child = who[placement.child_id]
        last = min(placement.ended_on or TODAY, TODAY) - timedelta(days=1)
        ages = {age_in_years(child.born_on, day) for day in (placement.starts_on, last)}
        fitting = [
            term
            for term in household.terms
            if term.starts_on <= placement.starts_on
            and all(term.age_from <= age <= term.age_to for age in ages)
            and (term.sex is SexApproved.ANY or term.sex.value == child.sex.value)
            and (term.kind is not ApprovalKind.CONNECTED or term.named_child_id == child.id)
        ]
        assert fitting, (household.reference, child.reference)
        assert household.status is HouseholdStatus.ACTIVE


def test_nobody_moves_in_during_a_hold(demo: DemoService) -> None:
    by_id = households(demo)
    for placement in demo.placements:
        if placement.household_id is not None:
            for hold in by_id[placement.household_id].holds:
                assert placement.starts_on < hold.starts_on


def test_no_home_is_over_full(demo: DemoService) -> None:
    homes = {home.id: home for home in demo.homes}
    held = Counter(p.home_id for p in current(demo) if p.home_id is not None)
    for number, count in held.items():
        assert count <= (homes[number].places or 0)


def test_carers_were_grown_up_when_they_were_approved(demo: DemoService) -> None:
    for household in demo.households:
        for carer in household.carers:
            assert carer.born_on is not None
            if household.approved_on is not None:
                assert age_in_years(carer.born_on, household.approved_on) >= 21


# Today's work


def test_open_requests_are_as_many_as_a_small_team_has(demo: DemoService) -> None:
    assert 12 <= len(open_requests(demo)) <= 16


def test_somebody_has_no_home_tonight(demo: DemoService) -> None:
    now = {p.child_id for p in current(demo)}
    tonight = [
        r
        for r in demo.requests
        if r.stage.is_open
        and r.needed_at.date() == TODAY
        and r.urgency is Urgency.URGENT
        and not {c.child_id for c in r.children} & now
    ]
    assert tonight


def test_the_brothers_wait_for_an_authorisation(demo: DemoService) -> None:
    request = next(r for r in demo.requests if r.stage.is_open and "grandmother" in r.why)
    assert request.stage is Stage.REFERRED
    assert request.kind is RequestKind.FIRST_TIME
    assert (request.needed_at.date() - TODAY).days == 3
    assert not [a for a in demo.authorisations if a.request_id == request.id]
    elder, younger = needs_by_child(demo, request.id or 0)
    assert elder.together is younger.together is Together.TOGETHER
    assert elder.keep_school
    assert elder.home_postcode == younger.home_postcode
    assert elder.school_postcode == younger.school_postcode
    assert elder.level(NeedCode.ATTACHMENT) is not None
    ages = [age_in_years(children(demo)[c.child_id].born_on, TODAY) for c in request.children]
    assert ages == [9, 6]
    held = Counter(p.household_id for p in current(demo))
    good = [
        h
        for h in demo.households
        if h.provider_id is None
        and h.status is HouseholdStatus.ACTIVE
        and not h.holds
        and not h.smokers
        and h.someone_home is True
        and any(
            t.kind is ApprovalKind.SHORT_TERM
            and t.places - held[h.id] >= 2
            and t.age_from <= 6
            and t.age_to >= 9
            for t in h.terms
        )
    ]
    assert len(good) >= 3


def test_one_request_is_late(demo: DemoService) -> None:
    late = [r for r in demo.requests if r.stage.is_open and r.needed_at.date() < TODAY]
    assert late


def test_work_comes_in_order(demo: DemoService) -> None:
    referred = {r.id: r.opened_at for r in demo.requests}
    for authorisation in demo.authorisations:
        assert referred[authorisation.request_id] <= authorisation.decided_at
        assert authorisation.decided_at <= authorisation.recorded_at
    for request in demo.requests:
        assert (request.closed_at is None) == (request.stage is not Stage.CLOSED)


def test_tasks_are_late_due_and_soon(demo: DemoService) -> None:
    days = [(t.due_at.date() - TODAY).days for t in demo.tasks if t.done_at is None]
    assert any(day < 0 for day in days)
    assert any(day == 0 for day in days)
    assert any(day > 0 for day in days)


def check_texts_differ(demo: DemoService) -> None:
    texts = []
    for number in open_requests(demo):
        for needs in needs_by_child(demo, number):
            person = (
                needs.likes,
                needs.good_at,
                needs.routines,
                needs.food,
                needs.comfort,
                needs.wishes,
            )
            shown = tuple(answer.words for answer in needs.levels.values())
            assert needs.likes
            texts.append((person, shown))
    assert len(set(texts)) == len(texts)


def test_no_two_children_read_alike(demo: DemoService) -> None:
    check_texts_differ(demo)


def test_every_child_in_placement_has_levels_of_need(demo: DemoService) -> None:
    profiled = {p.child_id for p in demo.profiles}
    assert {p.child_id for p in current(demo)} <= profiled


# Nobody is real


def test_contact_details_belong_to_nobody(demo: DemoService) -> None:
    drama = re.compile(r"(07700 900|01632 960)\d{3}")
    for household in demo.households:
        assert drama.fullmatch(household.phone)
        assert household.email.endswith(".example")
        for carer in household.carers:
            assert drama.fullmatch(carer.phone)
            assert carer.email.endswith(".example")
    for provider in demo.providers:
        assert drama.fullmatch(provider.phone)
        assert provider.email.endswith(".example")


def test_postcodes_are_where_they_are_said_to_be(demo: DemoService) -> None:
    gazetteer = OnsGazetteer()
    for household in demo.households:
        place = gazetteer.find(household.postcode)
        assert place is not None
        assert place.grid_reference is not None
        assert not place.approximate
        point = (place.grid_reference.easting, place.grid_reference.northing)
        assert point == (household.easting, household.northing)
        assert place.local_authority_code == household.area_code


def test_providers_are_none_of_ofsteds(demo: DemoService, shared_data: Path) -> None:
    path = shared_data / "ofsted_providers" / "ofsted_social_care_providers_2023-03-31.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    urns = {row["urn"] for row in rows}
    names = {row["name"].casefold() for row in rows}
    names |= {row["organisation_name"].casefold() for row in rows}
    invented = {p.urn for p in demo.providers} | {home.urn for home in demo.homes}
    assert not (invented - {""}) & urns
    assert not {provider.name.casefold() for provider in demo.providers} & names


def test_every_role_can_sign_in(demo: DemoService) -> None:
    assert {user.role for user in demo.users} == set(Role)
    assert {user.username for user in demo.users} == set(DEMO_PASSPHRASES)
    assert all(len(words) >= 12 for words in DEMO_PASSPHRASES.values())
    assert demo.services[0].demonstration


def test_no_care_order_is_made_after_seventeen(demo: DemoService) -> None:
    who = children(demo)
    for own in episodes_by_child(demo).values():
        ordered = next((e for e in own if e.ls in {"C1", "C2"}), None)
        if ordered is not None:
            assert age_in_years(who[ordered.child_id].born_on, ordered.decom) < 17


def test_the_stories_agree_with_the_record(demo: DemoService, ground: Ground) -> None:
    by_name = {child.full_name: child for child in demo.children}
    own = episodes_by_child(demo)
    families = {e.placement_id for e in own[by_name["Harvey Mears"].id or 0]}
    assert len(families) == 3
    (settled,) = {e.placement_id for e in own[by_name["Logan Spriggs"].id or 0]}
    placement = next(p for p in demo.placements if p.id == settled)
    assert (TODAY - placement.starts_on).days > 730
    spots = {s.postcode: s for group in (ground.inside, ground.near, ground.far) for s in group}
    zuzanna = own[by_name["Zuzanna Kubiak"].id or 0][-1]
    assert spots[zuzanna.home_post].miles_to(spots[zuzanna.pl_post]) > 20


# What households have said since they were approved


def test_the_supply_side_is_shown_whole(ground: Ground) -> None:
    demo = generate(1, 0.5, today=TODAY, ground=ground)
    active = [h for h in demo.households if h.status is HouseholdStatus.ACTIVE]
    said = {days.kind for h in active for days in h.availability}
    assert said == set(AvailabilityKind)
    kept = [hold for h in active for hold in h.holds if hold.child_id is not None]
    assert kept
    assert all(hold.places == 1 and hold.note for hold in kept)
    assert any(h.exemptions for h in active)
    assert any(h.other_council_children for h in active)
    assert {h.adapted_bathroom for h in active} == {True, False, None}
    living = {p.household_id for p in demo.placements if p.ended_on is None}
    offered = [h for h in active if h.provider_id is not None and h.id not in living]
    assert len({h.provider_id for h in offered}) >= 2
    for household in offered:
        assert household.weekly_price_pence
        assert household.payment_level is None
