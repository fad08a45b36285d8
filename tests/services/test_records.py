"""Needs, papers, people, imports, users and the keeping of the record, through the services."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from art_desktop.domain.commands import AddUser, SaveChild, SaveNeeds
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, RuleBroken, WrongKey
from art_desktop.domain.ids import UserId
from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Level, NeedCode, Sex
from art_desktop.domain.work import Service
from art_desktop.office.door import LocalDoor, restore_backup
from art_desktop.services import Services
from tests.services.conftest import HALL, PASSPHRASE, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


def test_needs_are_versioned_and_two_editors_see_both(journey: Journey) -> None:
    journey.profiled()
    services, officer = journey.services, journey.officer
    mine = replace(needs(), likes="Trains")
    theirs = replace(needs(), likes="Boats", two_carers=True)
    journey.save_needs(TOBY, theirs, based_on=1)
    with pytest.raises(ChangedByOther) as refused:
        services.needs.save(
            officer,
            SaveNeeds(request_id=journey.request_id, child_id=TOBY, based_on=1, needs=mine),
        )
    clashes = {clash.field: (clash.mine, clash.theirs) for clash in refused.value.clashes}
    assert ("Trains", "Boats") in clashes.values()
    toby = journey.page.children[0]
    assert (toby.profile_number, toby.needs.likes) == (2, "Boats")


def test_an_unchanged_profile_makes_no_new_version(journey: Journey) -> None:
    journey.profiled()
    journey.save_needs(TOBY, needs(), based_on=1)
    assert journey.page.children[0].profile_number == 1


def test_the_first_form_starts_from_what_the_record_knows(journey: Journey) -> None:
    journey.opened()
    toby = journey.page.children[0]
    assert toby.profile_number == 0
    assert (toby.needs.sex, toby.needs.home_postcode) == (Sex.MALE, "PE1 1AA")


def test_words_that_name_the_child_stop_the_redacted_paper(journey: Journey) -> None:
    journey.profiled()
    said = {NeedCode.MISSING: NeedAnswer(Level.SOME, "Toby runs to his nan's in Larkspur Row.")}
    journey.save_needs(TOBY, replace(needs(), levels=said), based_on=1)
    with pytest.raises(RuleBroken) as refused:
        journey.services.papers.issue(
            journey.officer,
            PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id),
        )
    assert "Going missing" in refused.value.why
    assert journey.page.papers == ()


def test_the_redacted_paper_is_kept_as_made_and_says_that_it_is_indicative(
    journey: Journey,
) -> None:
    journey.profiled()
    services, officer = journey.services, journey.officer
    view = services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    assert view.indicative
    assert "Wrenfield" not in view.file_name
    content = services.papers.content(officer, view.id)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 1
        assert b"Wrenfield" not in content
        assert "Wrenfield" not in str(pdf.docinfo)
    again = services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    assert again.number == 2
    assert services.papers.content(officer, view.id) == content


def test_the_full_paper_waits_for_the_match(journey: Journey) -> None:
    journey.referred()
    services, officer = journey.services, journey.officer
    with pytest.raises(RuleBroken, match="after the match is agreed"):
        services.papers.issue(
            officer, PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=journey.request_id)
        )


def test_an_opened_address_is_in_the_trail(
    services: Services, officer: Actor, manager: Actor
) -> None:
    view = services.households.reveal(officer, HALL)
    assert "Marigold Way" in view.words
    newest = services.keeping.audit(manager, limit=1)[0]
    assert (newest.action, newest.object_type, newest.object_id) == (
        "address opened",
        "household",
        str(HALL),
    )


def test_a_new_child_gets_the_next_number_and_shares_a_siblings_family(
    services: Services, officer: Actor
) -> None:
    sister = SaveChild(
        child_id=None,
        version=0,
        first_name="Nell",
        last_name="Wrenfield",
        born_on=date(2023, 1, 9),
        sex=Sex.FEMALE,
        home_postcode="pe11aa",
        sibling_of=TOBY,
    )
    key = services.children.save(officer, sister)
    page = services.children.page(officer, key)
    assert page.reference == "C-00004"
    assert {line.label for line in page.siblings} == {"Toby Wrenfield", "Frankie Wrenfield"}
    with pytest.raises(InvalidAnswers) as refused:
        services.children.save(officer, replace(sister, home_postcode="PE1"))
    assert refused.value.problems[0].field == "home_postcode"


def test_an_import_saves_everything_or_nothing(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    good = tmp_path / "households.csv"
    good.write_text(
        "Reference,Household name,Status,Approved on,Postcode,Carer 1 forename,Carer 1 surname,"
        "Carer 1 date of birth,Approval kinds,Approved places,Age from,Age to\n"
        "H-0100,Ferrant,Active,01/02/2019,PE1 1AA,Lou,Ferrant,03/04/1970,short term,2,0,12\n"
        "H-0101,Osgood,Active,05/06/2021,PE2 2AA,Bea,Osgood,07/08/1981,short term,1,5,17\n",
        encoding="utf-8",
    )
    files = services.importing.read(officer, [good])
    preview = services.importing.preview(officer, files)
    assert [p.words for p in preview.errors] == []
    before = len(services.households.rows(officer))
    services.importing.save(officer, files, preview)
    rows = {row.name: row for row in services.households.rows(officer)}
    assert len(rows) == before + 2
    assert (rows["Ferrant"].free, rows["Osgood"].approved_words) == (2, "1 short-term, 5–17")

    bad = tmp_path / "more.csv"
    bad.write_text(
        good.read_text(encoding="utf-8")
        .replace("H-010", "H-020")
        .replace("05/06/2021", "31/02/2021"),
        encoding="utf-8",
    )
    files = services.importing.read(officer, [bad])
    preview = services.importing.preview(officer, files)
    assert [problem.row for problem in preview.errors] == [3]
    with pytest.raises(RuleBroken, match="have errors"):
        services.importing.save(officer, files, preview)
    assert len(services.households.rows(officer)) == before + 2


def test_the_return_brings_children_in_and_says_where_they_live(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    header = tmp_path / "header.csv"
    header.write_text(
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nKX77,M,02/03/2015,WBRI,,,\n", encoding="utf-8"
    )
    episodes = tmp_path / "episodes.csv"
    episodes.write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        "KX77,01/05/2026,S,C1,N1,U6,PR1,01/09/2026,X1,CARPL,PE1 1AA,PE2 2AA,SC990001\n"
        "KX77,01/09/2026,P,C1,N1,U6,PR1,,,,PE1 1AA,PE4 4AA,SC990001\n",
        encoding="utf-8",
    )
    files = services.importing.read(officer, [header, episodes])
    preview = services.importing.preview(officer, files)
    assert [p.words for p in preview.errors] == []
    services.importing.save(officer, files, preview)
    row = next(r for r in services.children.rows(officer) if "KX77" in r.name)
    assert row.since == date(2026, 9, 1)
    assert row.distance_miles == 5.6
    page = services.children.page(officer, row.id)
    assert [(p.starts_on, p.ended_on) for p in page.placements] == [
        (date(2026, 9, 1), None),
        (date(2026, 5, 1), date(2026, 9, 1)),
    ]
    services.importing.save(officer, files, services.importing.preview(officer, files))
    again = services.children.page(officer, row.id)
    assert len(again.placements) == 2, "the same file twice changes nothing"


def test_a_removed_user_no_longer_gets_in_and_the_rest_do(door: LocalDoor) -> None:
    desk = door.sign_in("administrator", PASSPHRASE)
    users = {user.username: user for user in desk.services.users.rows(desk.actor)}
    officer = users["officer"]
    desk.services.users.remove(desk.actor, officer.id, officer.version)
    assert {u.username: u.active for u in desk.services.users.rows(desk.actor)}["officer"] is False
    with pytest.raises(WrongKey):
        door.sign_in("officer", PASSPHRASE)
    assert door.sign_in("manager", PASSPHRASE).actor.role is Role.MANAGER


def test_an_added_user_can_sign_in(door: LocalDoor) -> None:
    desk = door.sign_in("administrator", PASSPHRASE)
    desk.services.users.add(
        desk.actor,
        AddUser(
            username="NewHand",
            full_name="New Hand",
            role=Role.OFFICER,
            passphrase="another long passphrase",
        ),
    )
    assert door.sign_in("newhand", "another long passphrase").actor.full_name == "New Hand"


def test_a_wrong_passphrase_says_so_and_opens_nothing(door: LocalDoor) -> None:
    with pytest.raises(WrongKey):
        door.sign_in("officer", "not the passphrase at all")


def test_a_backup_restores_what_was_there(door: LocalDoor, tmp_path: Path) -> None:
    desk = door.sign_in("administrator", PASSPHRASE)
    made = desk.services.keeping.back_up(desk.actor, tmp_path / "elsewhere")
    officer = door.sign_in("officer", PASSPHRASE)
    Journey(officer.services, officer.actor).opened()
    door.close()
    kept = restore_backup(made, tmp_path / "service.artdb", "administrator", PASSPHRASE)
    assert kept is not None
    back = door.sign_in("officer", PASSPHRASE)
    assert back.services.requests.rows(back.actor) == ()
    door.close()
    with pytest.raises(RuleBroken, match="your role"):
        restore_backup(made, tmp_path / "service.artdb", "officer", PASSPHRASE)


def test_the_record_verifies_after_a_whole_job(journey: Journey, manager: Actor) -> None:
    journey.matched()
    found = journey.services.keeping.verify(manager)
    assert found.problems == ()
    assert found.entries > 20


def test_set_up_makes_a_record_that_its_administrator_can_open(
    tmp_path: Path, clock: object
) -> None:
    from art_desktop.services.door import SetUp
    from tests.services.conftest import CHEAP, FlatPlaces

    door = LocalDoor(tmp_path / "new" / "service.artdb", clock, FlatPlaces(), cost=CHEAP)  # type: ignore[arg-type]
    assert not door.exists
    words = door.set_up(
        SetUp(
            council="Marlow Fen Council",
            area_code="E06000031",
            team_name="",
            phone="",
            username="Admin",
            full_name="First Admin",
            passphrase=PASSPHRASE,
        )
    )
    desk = door.sign_in("admin", PASSPHRASE)
    assert desk.actor.user_id == UserId(1)
    assert desk.service.team_name == "Access to Resources Team"
    with door.store.reading(None) as uow:
        assert uow.all(Service)[0].area_name == "Marlow Fen"
    door.close()
    door.recover(words, "admin", "a wholly new passphrase")
    assert door.sign_in("admin", "a wholly new passphrase").actor.role is Role.ADMINISTRATOR
    door.close()
