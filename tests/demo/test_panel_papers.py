"""What a panel member loads of the demonstration holds nobody's name, address, postcode or date of birth."""

from __future__ import annotations

from datetime import date

from art_desktop.demo.people import DEMO_PASSPHRASES
from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day
from art_desktop.domain.households import Carer, Household, Member
from art_desktop.domain.meetings import AgendaItem, PanelCase
from art_desktop.domain.permissions import Role
from art_desktop.domain.redaction import find_identifiers
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import User
from art_desktop.office.door import LocalDoor
from art_desktop.services.identity import known_identity
from art_desktop.services.standing import hold
from tests.demo.conftest import NOW


def test_nobody_is_named_in_what_a_panel_member_loads(opened: LocalDoor) -> None:
    member = next(u for u in opened.demonstration_users() if u.role is Role.PANEL)
    desk = opened.sign_in(member.username, DEMO_PASSPHRASES[member.username])
    lines = desk.services.panel_room.meetings(desk.actor)
    assert lines
    rooms = [desk.services.panel_room.room(desk.actor, line.id) for line in lines]
    cases = [item.case for room in rooms for item in room.items if item.case is not None]
    assert len(cases) >= 3
    assert any(len(case.options) >= 3 for case in cases)
    loaded = repr((lines, [(room.items, room.place) for room in rooms]))
    with opened.store.reading(None) as uow:
        people: list[Child | Carer] = [*uow.all(Child), *uow.all(Carer)]
        names = [f"{one.first_name} {one.last_name}" for one in people]
        births = {one.born_on for one in people}
        births |= {one.born_on for one in uow.all(Member)}
        homes = [(h.address, h.postcode) for h in uow.all(Household)]
        homes += [(c.home_address, c.home_postcode) for c in uow.all(Child)]
        homes += [("", c.school_postcode) for c in uow.all(Child)]
        schools = {c.school_name for c in uow.all(Child) if c.school_name}
        users = {user.full_name for user in uow.all(User)}
    assert len(names) > 300
    for words in {*names, *users, *schools}:
        assert words not in loaded
    for address, postcode in homes:
        assert not postcode or postcode not in loaded
        assert not address or address.split(",")[0] not in loaded
    for on in births - {None}:
        assert on is not None
        assert _written(on).isdisjoint({words for words in _written(on) if words in loaded})


def _written(on: date) -> set[str]:
    return {on.isoformat(), f"{on:%d/%m/%Y}", day_words(on), repr(on)}


def test_each_case_is_clean_of_its_own_childs_people(opened: LocalDoor) -> None:
    desk = opened.sign_in("hbrathwaite", DEMO_PASSPHRASES["hbrathwaite"])
    today = local_day(NOW)
    with desk.services.panel_room._store.reading(None) as uow:
        kept = uow.all(PanelCase)
        assert kept
        for one in kept:
            held = hold(uow, uow.get(AgendaItem, one.item_id).request_id, today)
            assert find_identifiers(one.body, known_identity(uow, held, today)) == ()
