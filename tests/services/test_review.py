"""Ways past a gate, into a record or out of a role that must stay shut."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import (
    Condition,
    EditRequest,
    OpenTier,
    OverrideRule,
    RecordNotUsed,
    StartPlacement,
)
from art_desktop.domain.errors import KnownFailure, RuleBroken
from art_desktop.domain.frameworks import Contract
from art_desktop.domain.household_commands import PutOnHold, SaveHousehold
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ChildId, OptionId, Pence, ProviderId, UserId
from art_desktop.domain.needs import Needs
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.placements import Placement
from art_desktop.domain.vocabulary import (
    Answer,
    Decision,
    HoldReason,
    NotUsedReason,
    Post,
    Tier,
    Urgency,
)
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from art_desktop.services.door import SetUp
from art_desktop.services.standing import age_short
from tests.services.conftest import (
    CHEAP,
    FRANKIE,
    HALL,
    MAYA,
    PASSPHRASE,
    REID,
    ROLES,
    TOBY,
    FlatPlaces,
)
from tests.services.journey import Journey

BUSINESS = Actor(UserId(ROLES.index(Role.BUSINESS) + 1), "business", "Pat Business", Role.BUSINESS)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


def _edit(journey: Journey, **changes: object) -> None:
    journey.services.requests.edit(
        journey.officer,
        EditRequest(
            request_id=journey.request_id,
            version=journey.page.version,
            details=journey.details(**changes),
        ),
    )


def _start(journey: Journey, on: date = date(2026, 11, 26)) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(request_id=journey.request_id, version=journey.page.version, starts_on=on),
    )


def _open(journey: Journey, tier: Tier) -> None:
    journey.services.searching.open_tier(
        journey.officer, OpenTier(request_id=journey.request_id, tier=tier, reason="")
    )


def _override_reid(journey: Journey, manager: Actor) -> None:
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    reid = next(t for t in shortlist.tiers if t.tier is Tier.IN_HOUSE).not_suitable[0]
    assert reid.household_id == REID
    journey.services.searching.override(
        manager, OverrideRule(option_id=reid.id, version=reid.version, reason="Back early.")
    )


def _fill_reid(door: LocalDoor, officer: Actor) -> None:
    """Let two other children live with the household on hold."""
    with door.store.writing(officer) as uow:
        for number in (1, 2):
            child = uow.add(
                Child(
                    reference=f"C-0090{number}",
                    first_name="Ben",
                    last_name="Ashdown",
                    born_on=date(2016, 1, number),
                    sex=uow.get(Child, TOBY).sex,
                )
            )
            assert child.id is not None
            uow.add(
                Placement(
                    child_id=child.id,
                    tier=Tier.IN_HOUSE,
                    household_id=REID,
                    starts_on=date(2026, 11, 1),
                )
            )
        uow.commit()


def test_an_override_waives_only_the_rules_it_was_given_for(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    journey.searched()
    _override_reid(journey, manager)
    assert REID in [option.household_id for option in journey.search()]
    _fill_reid(door, journey.officer)
    assert REID not in [option.household_id for option in journey.search()]
    assert REID not in [option.household_id for option in journey.search()], (
        "nor at the next search"
    )


def test_an_overridden_home_that_filled_up_is_noticed_at_the_start(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    journey.searched()
    _override_reid(journey, manager)
    reid = next(option for option in journey.search() if option.household_id == REID)
    journey.ask(reid.id)
    journey.answer(Answer.YES)
    journey.view(reid.id)
    journey.agree(reid.id)
    _fill_reid(door, journey.officer)
    with pytest.raises(RuleBroken, match="would not do"):
        _start(journey)


def test_an_override_is_on_the_record_with_its_reason_and_in_the_match(
    journey: Journey, manager: Actor
) -> None:
    journey.searched()
    _override_reid(journey, manager)
    history = journey.services.requests.history(journey.officer, journey.request_id)
    (line,) = [one for one in history if one.words.startswith("Overridden")]
    assert line.words.endswith("Back early.")
    assert "hold" in line.words.lower()
    assert line.who == manager.full_name
    reid = next(option for option in journey.search() if option.household_id == REID)
    journey.ask(reid.id)
    journey.answer(Answer.YES)
    proposed = journey.services.placing.proposal(journey.officer, reid.id)
    assert proposed.compromises.startswith("Overridden: Back early.")


def test_an_overridden_home_can_still_be_started(journey: Journey, manager: Actor) -> None:
    journey.searched()
    _override_reid(journey, manager)
    reid = next(option for option in journey.search() if option.household_id == REID)
    journey.ask(reid.id)
    journey.answer(Answer.YES)
    journey.view(reid.id)
    journey.agree(reid.id)
    _start(journey)
    assert len(journey.page.placements) == 2


def _reasons(journey: Journey) -> None:
    """Record why no option that could serve will be used."""
    for option in journey.search():
        journey.services.searching.not_used(
            journey.officer,
            RecordNotUsed(
                option_id=option.id,
                version=journey.option(option.id).version,
                reason=NotUsedReason.DISTANCE,
            ),
        )


def test_residential_does_not_open_before_the_agencies_were_searched(journey: Journey) -> None:
    journey.authorised()
    _reasons(journey)
    _open(journey, Tier.IFA)
    with pytest.raises(RuleBroken, match="Not yet searched"):
        _open(journey, Tier.RESIDENTIAL)
    _reasons(journey)
    _open(journey, Tier.RESIDENTIAL)


def _contract_ends(door: LocalDoor, officer: Actor, ends_on: date) -> None:
    with door.store.writing(officer) as uow:
        for contract in uow.all(Contract, provider_id=ProviderId(1)):
            contract.ends_on = ends_on
        uow.commit()


def _priced(door: LocalDoor, officer: Actor) -> None:
    """Let the agency have a household with a price."""
    with door.store.writing(officer) as uow:
        hall = uow.get(Household, HALL)
        uow.add(
            Household(
                reference="H-0900",
                name="Tamworth",
                provider_id=ProviderId(1),
                approved_on=hall.approved_on,
                review_due_on=hall.review_due_on,
                checks_due_on=hall.checks_due_on,
                postcode=hall.postcode,
                easting=hall.easting,
                northing=hall.northing,
                area_code=hall.area_code,
                spare_bedrooms=3,
                pets=False,
                weekly_price_pence=Pence(90000),
                carers=[
                    type(c)(
                        first_name=c.first_name, last_name="Tamworth", sex=c.sex, born_on=c.born_on
                    )
                    for c in hall.carers
                ],
                terms=[
                    type(t)(kind=t.kind, places=2, age_to=17, starts_on=t.starts_on)
                    for t in hall.terms
                ],
            )
        )
        uow.commit()


def _agency_offered(journey: Journey) -> OptionId:
    agency = next(option for option in journey.search() if option.title == "Tamworth")
    journey.ask(agency.id)
    journey.answer(Answer.YES)
    journey.view(agency.id)
    return agency.id


def test_an_ended_contract_is_no_contract(journey: Journey, door: LocalDoor) -> None:
    _priced(door, journey.officer)
    journey.authorised()
    _reasons(journey)
    _open(journey, Tier.IFA)
    agency = _agency_offered(journey)
    _contract_ends(door, journey.officer, date(2026, 11, 23))
    with pytest.raises(RuleBroken, match="lacks: a contract"):
        journey.agree(agency)


def test_the_contract_must_still_hold_on_the_day_of_the_start(
    journey: Journey, door: LocalDoor
) -> None:
    _priced(door, journey.officer)
    journey.authorised()
    _reasons(journey)
    _open(journey, Tier.IFA)
    journey.agree(_agency_offered(journey))
    _contract_ends(door, journey.officer, date(2026, 11, 25))
    with pytest.raises(RuleBroken, match="lacks: a contract"):
        _start(journey)
    _start(journey, date(2026, 11, 25))


def test_an_old_urgency_does_not_pass_the_in_house_households_by(
    journey: Journey, door: LocalDoor
) -> None:
    _priced(door, journey.officer)
    journey.referred(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    journey.authorise(Post.ASSISTANT_DIRECTOR)
    journey.search()
    _open(journey, Tier.IFA)
    agency = _agency_offered(journey)
    _edit(journey, urgency=Urgency.PLANNED, urgent_reason="No bed tonight.")
    journey.authorise(Post.PASP)
    with pytest.raises(RuleBroken, match="2 in-house options could serve and have"):
        journey.agree(agency)


def test_a_decision_does_not_cover_a_child_added_after_it(
    journey: Journey, services: Services
) -> None:
    journey.authorised(child_ids=(TOBY,))
    with pytest.raises(RuleBroken, match="decision was recorded") as refused:
        _edit(journey, child_ids=(TOBY, FRANKIE))
    assert "new one" in refused.value.what_next
    _edit(journey, child_ids=(TOBY,), why="Said again.")
    assert journey.page.why == "Said again."


def test_a_match_keeps_its_children(journey: Journey) -> None:
    journey.matched()
    with pytest.raises(RuleBroken, match="match"):
        _edit(journey, child_ids=(TOBY,))
    _start(journey)
    assert {p.child_id for p in journey.page.placements} == {TOBY, FRANKIE}


def test_joint_money_found_later_needs_jasp(journey: Journey) -> None:
    first = journey.searched()[0]
    _edit(journey, joint_funding_likely=True)
    assert not journey.page.authorised
    with pytest.raises(RuleBroken, match="joint") as refused:
        journey.ask(first.id)
    assert "JASP" in refused.value.what_next
    journey.authorise(Post.JASP)
    _edit(journey, joint_funding_likely=False)
    assert journey.page.authorised, "JASP's decision holds without joint money too"


def test_nobody_is_asked_once_the_match_is_agreed(journey: Journey) -> None:
    journey.matched()
    second = journey.search()[0]
    with pytest.raises(RuleBroken, match="has its match") as refused:
        journey.ask(second.id)
    assert refused.value.what_next


def test_a_start_beyond_the_authorisation_is_refused(journey: Journey) -> None:
    journey.matched()
    with pytest.raises(RuleBroken, match="valid only until") as refused:
        _start(journey, date(2027, 2, 1))
    assert "Renew" in refused.value.what_next


def test_a_refusal_names_the_day_in_england(journey: Journey, clock: FixedClock) -> None:
    journey.referred()
    option = journey.search()[0]
    clock.at = datetime(2027, 6, 10, 23, 30, tzinfo=UTC)
    journey.authorise(decision=Decision.NOT_AGREED, note="A relative.")
    with pytest.raises(RuleBroken, match="11 Jun 2027"):
        journey.ask(option.id)


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2026, 10, 20), "1 month"),
        (date(2026, 11, 20), "under a month"),
        (date(2026, 8, 1), "3 months"),
    ],
)
def test_a_baby_is_one_month_old(services: Services, born_on: date, words: str) -> None:
    assert age_short(_baby(born_on), date(2026, 11, 24)) == words


def _baby(born_on: date) -> Child:
    from art_desktop.domain.vocabulary import Sex

    return Child(reference="C-1", first_name="A", last_name="B", born_on=born_on, sex=Sex.MALE)


def test_a_child_who_comes_back_into_care_is_looked_after_again(
    journey: Journey, door: LocalDoor
) -> None:
    with door.store.writing(journey.officer) as uow:
        toby = uow.get(Child, TOBY)
        toby.looked_after_since, toby.ceased_on = date(2024, 1, 1), date(2025, 1, 1)
        uow.commit()
    journey.matched()
    _start(journey)
    with door.store.reading(journey.officer) as uow:
        toby = uow.get(Child, TOBY)
        assert (toby.looked_after_since, toby.ceased_on) == (date(2026, 11, 26), None)
    assert any(task.words.startswith("Toby: Initial") for task in journey.page.tasks)


def test_a_placement_recorded_late_has_the_clocks_of_its_own_day(journey: Journey) -> None:
    journey.matched()
    journey.authorise(decided_at=datetime(2026, 11, 19, 10, tzinfo=UTC))
    _start(journey, date(2026, 11, 20))
    due = {task.words.split(" (")[0]: task.due_at.date() for task in journey.page.tasks}
    # 20 working days from Fri 20 Nov 2026, none of them a bank holiday.
    assert due["Toby: Initial Health Assessment done"] == date(2026, 12, 18)


def test_the_age_that_counts_is_the_age_on_the_day(journey: Journey, door: LocalDoor) -> None:
    with door.store.writing(journey.officer) as uow:
        uow.get(Household, HALL).terms[0].age_to = 14
        uow.get(Child, MAYA).born_on = date(2011, 11, 26)
        uow.commit()
    found = journey.searched(child_ids=(MAYA,), needed_at=datetime(2026, 11, 30, tzinfo=UTC))
    assert HALL not in [option.household_id for option in found], "15 when the home is wanted"


def test_conditions_and_reasons_are_not_told_to_the_business_officer(
    journey: Journey, services: Services
) -> None:
    journey.referred()
    journey.authorise(
        decision=Decision.AGREED_CONDITIONS,
        conditions=(Condition("Safety plan about her uncle", date(2026, 12, 1)),),
    )
    seen = repr(services.tasks.today(BUSINESS))
    assert "uncle" not in seen
    assert "Safety plan about her uncle" in repr(services.tasks.today(journey.officer))
    services.requests.withdraw(
        journey.officer, journey.request_id, journey.page.version, "Disclosure about her uncle."
    )
    assert "uncle" not in repr(services.requests.rows(BUSINESS, include_closed=True))
    assert "uncle" in repr(services.requests.rows(journey.officer, include_closed=True))


def test_a_note_on_a_hold_is_not_told_to_the_business_officer(
    services: Services, officer: Actor
) -> None:
    page = services.households.page(officer, HALL)
    services.households.hold(
        officer,
        PutOnHold(
            household_id=HALL,
            version=page.version,
            reason=HoldReason.ALLEGATION,
            note="What Toby said.",
            starts_on=date(2026, 11, 20),
        ),
    )
    assert "What Toby said" in repr(services.households.page(officer, HALL))
    assert "What Toby said" not in repr(services.households.page(BUSINESS, HALL))


HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n99001,{sex},01/03/2017,WBRI,,,\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def _take_in(services: Services, officer: Actor, folder: Path, *lines: str, sex: str = "M") -> None:
    header, episodes = folder / "header.csv", folder / "episodes.csv"
    header.write_text(HEADER.format(sex=sex), encoding="utf-8")
    episodes.write_text(EPISODES + "".join(line + "\n" for line in lines), encoding="utf-8")
    files = services.importing.read(officer, [header, episodes])
    preview = services.importing.preview(officer, files)
    assert [p.words for p in preview.errors] == []
    services.importing.save(officer, files, preview)


FIRST = "99001,01/05/2026,S,C2,N1,U6,PR1,,,,PE1 1AA,PE2 2AA,SC990001"


def test_an_import_does_not_open_an_ended_placement_again(
    journey: Journey, services: Services, officer: Actor, tmp_path: Path
) -> None:
    _take_in(services, officer, tmp_path, FIRST)
    journey.matched()
    _start(journey)
    _take_in(services, officer, tmp_path, FIRST)
    page = services.children.page(officer, TOBY)
    assert [(p.starts_on, p.ended_on) for p in page.placements] == [
        (date(2026, 11, 26), None),
        (date(2026, 5, 1), date(2026, 11, 26)),
    ]


def test_an_import_does_not_double_a_placement_made_here(
    journey: Journey, services: Services, officer: Actor, tmp_path: Path
) -> None:
    journey.matched()
    _start(journey, date(2026, 11, 24))
    _take_in(
        services,
        officer,
        tmp_path,
        "99001,24/11/2026,S,C2,N1,U6,PR1,,,,PE1 1AA,PE2 2AA,SC990001",
    )
    (placement,) = services.children.page(officer, TOBY).placements
    assert placement.title == "Hall"


def test_an_older_return_does_not_say_where_things_stand_today(
    journey: Journey, services: Services, officer: Actor, tmp_path: Path, door: LocalDoor
) -> None:
    journey.matched()
    _start(journey, date(2026, 11, 24))
    _take_in(
        services,
        officer,
        tmp_path,
        "99001,01/05/2020,S,C2,N1,U6,PR1,01/06/2021,E8,,NN1 1AA,PE2 2AA,SC990001",
        sex="1",
    )
    with door.store.reading(officer) as uow:
        toby = uow.get(Child, TOBY)
        assert (toby.ceased_on, toby.looked_after_since) == (None, date(2026, 11, 24))
        assert toby.home_postcode == "PE1 1AA"


def test_the_next_household_after_an_import_gets_a_number_of_its_own(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    sheet = tmp_path / "households.csv"
    sheet.write_text(
        "Reference,Household name,Status,Approved on,Postcode,Carer 1 forename,Carer 1 surname,"
        "Carer 1 date of birth,Approval kinds,Approved places,Age from,Age to\n"
        "H-0005,Osgood,Active,05/06/2021,PE2 2AA,Bea,Osgood,07/08/1981,short term,1,5,17\n"
        "H-0004,Ferrant,Active,01/02/2019,PE1 1AA,Lou,Ferrant,03/04/1970,short term,2,0,12\n",
        encoding="utf-8",
    )
    files = services.importing.read(officer, [sheet])
    preview = services.importing.preview(officer, files)
    assert [p.words for p in preview.errors] == []
    services.importing.save(officer, files, preview)
    form = services.households.form(officer, HALL)
    made: SaveHousehold = SaveHousehold(
        **{
            **{name: getattr(form, name) for name in form.__dataclass_fields__},
            "household_id": None,
            "version": 0,
            "name": "Later",
        }
    )
    services.households.save(officer, made)
    references = [row.reference for row in services.households.rows(officer)]
    assert len(references) == len(set(references)) == 6
    ferrant = next(r for r in services.households.rows(officer) if r.name == "Ferrant")
    assert ferrant.reference == "H-0004"


def test_a_row_that_is_said_to_be_another_household_does_not_clash(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    sheet = tmp_path / "households.csv"
    sheet.write_text(
        "Reference,Household name,Status,Approved on,Postcode,Carer 1 forename,Carer 1 surname,"
        "Carer 1 date of birth,Approval kinds,Approved places,Age from,Age to\n"
        "H-0001,Ferrant,Active,01/02/2019,PE1 1AA,Lou,Ferrant,03/04/1970,short term,2,0,12\n",
        encoding="utf-8",
    )
    files = services.importing.read(officer, [sheet])
    preview = services.importing.preview(officer, files)
    services.importing.save(officer, files, preview, {("household", 2): None})
    names = {row.name: row.reference for row in services.households.rows(officer)}
    assert names["Hall"] == "H-0001"
    assert names["Ferrant"] != "H-0001"


def test_a_baby_not_yet_born_with_little_known_can_be_searched_for(
    services: Services, officer: Actor, door: LocalDoor
) -> None:
    from art_desktop.domain.paper_asks import PaperAsk
    from art_desktop.domain.paper_words import PaperKind
    from art_desktop.domain.vocabulary import Sex

    with door.store.writing(officer) as uow:
        baby = uow.add(
            Child(
                reference="C-00099",
                first_name="Unborn",
                last_name="Vale",
                born_on=date(2027, 2, 1),
                sex=Sex.FEMALE,
            )
        )
        uow.commit()
        assert baby.id is not None
        key = ChildId(baby.id)
    journey = Journey(services, officer)
    journey.opened(child_ids=(key,), needed_at=datetime(2026, 12, 1, tzinfo=UTC))
    journey.save_needs(key, Needs(likes="Not known yet"), 0)
    assert journey.search()
    view = services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    assert services.papers.content(officer, view.id)
    assert services.children.page(officer, key).age_words == "unborn"


def test_setting_up_leaves_a_record_alone_whose_key_file_is_missing(
    made_record: Path, tmp_path: Path, clock: FixedClock
) -> None:
    record = tmp_path / "kept" / "service.artdb"
    record.parent.mkdir()
    before = (made_record / "service.artdb").read_bytes()
    record.write_bytes(before)
    door = LocalDoor(record, clock, FlatPlaces(), cost=CHEAP)
    assert not door.exists
    with pytest.raises(KnownFailure, match="key file"):
        door.set_up(
            SetUp(
                council="Marlow Fen Council",
                area_code="E06000031",
                team_name="",
                phone="",
                username="admin",
                full_name="First Admin",
                passphrase=PASSPHRASE,
            )
        )
    assert record.read_bytes() == before


def test_an_imported_household_that_moved_is_not_placed_where_it_was(
    services: Services, officer: Actor, door: LocalDoor, tmp_path: Path
) -> None:
    sheet = tmp_path / "households.csv"
    sheet.write_text(
        "Reference,Household name,Status,Approved on,Postcode,Carer 1 forename,Carer 1 surname,"
        "Carer 1 date of birth,Approval kinds,Approved places,Age from,Age to\n"
        "H-0001,Hall,Active,01/02/2019,PE3 9ZZ,Ade,Hall,05/05/1975,short term,2,0,12\n",
        encoding="utf-8",
    )
    files = services.importing.read(officer, [sheet])
    preview = services.importing.preview(officer, files)
    assert [p.words for p in preview.errors] == []
    services.importing.save(officer, files, preview)
    with door.store.reading(officer) as uow:
        hall = uow.get(Household, HALL)
        assert (hall.postcode, hall.easting, hall.northing) == ("PE3 9ZZ", None, None)


def test_a_baby_placed_before_birth_does_not_turn_nought(
    services: Services, officer: Actor, door: LocalDoor
) -> None:
    with door.store.writing(officer) as uow:
        uow.get(Child, TOBY).born_on = date(2026, 12, 1)
        uow.get(Child, FRANKIE).born_on = date(2020, 12, 1)
        for key in (TOBY, FRANKIE):
            uow.add(
                Placement(
                    child_id=key,
                    tier=Tier.IN_HOUSE,
                    household_id=HALL,
                    starts_on=date(2026, 11, 20),
                )
            )
        uow.commit()
    words = [row.words for row in services.tasks.today(officer).coming]
    assert words == ["Frankie Wrenfield turns 6"]


def test_the_social_worker_of_the_childs_own_record_is_found_in_answers(
    services: Services, officer: Actor
) -> None:
    journey = Journey(services, officer)
    journey.opened(social_worker="Somebody Else", child_ids=(TOBY,))
    body = Needs(likes="Ring Kwame Ferris on 01632 960777")
    found = services.needs.identifiers(officer, journey.request_id, TOBY, body)
    assert [problem.field for problem in found] == ["likes"]
    assert "phone" in found[0].words
    assert "name" in found[0].words
