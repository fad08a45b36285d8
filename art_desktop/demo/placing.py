"""Where each unit of children has lived: stays, and places that fit them and have room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.families import Case, Setting, Unit
from art_desktop.demo.ground import Spot
from art_desktop.demo.households import (
    add_agency_household,
    add_connected,
    add_skills,
    add_terms,
)
from art_desktop.demo.providers import add_home
from art_desktop.demo.record import Record
from art_desktop.domain.children import age_in_years
from art_desktop.domain.households import Exemption, Household
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    PaymentLevel,
    ProviderKind,
    Sex,
    SexApproved,
)

FOREVER: Final = date.max
FAR_MILES: Final = 20.0
USUAL_LIMIT: Final = 3
TRIES: Final = 40
"""How many households are looked at before one is made to fit; keeps a record of any size quick."""


@dataclass
class Stay:
    """A unit living in one place from a day until a day (FOREVER while it lasts)."""

    unit: Unit
    setting: Setting
    start: date
    end: date
    household: Household | None = None
    home: Home | None = None
    spot: Spot | None = None
    adopters: bool = False

    @property
    def present(self) -> list[tuple[Case, date]]:
        """Return the children who were born by the end of the stay, each with the first day there."""
        days = ((case, max(self.start, first_day(case))) for case in self.unit.cases)
        return [(case, day) for case, day in days if day < self.end]


def first_day(case: Case) -> date:
    """Return the first day on which a child could be looked after: two days after birth."""
    return case.child.born_on + timedelta(days=2)


@dataclass
class Room:
    """Who is in one place when, and how many it takes."""

    places: int
    stays: list[tuple[date, date, int, bool]] = field(default_factory=list)

    def has(self, start: date, end: date, count: int, *, solo: bool) -> bool:
        """Say whether `count` more fit on every day from `start` until `end`."""
        inside = [stay for stay in self.stays if stay[0] < end and start < stay[1]]
        if inside and (solo or any(stay[3] for stay in inside)):
            return False
        moments = [start, *(stay[0] for stay in inside if stay[0] > start)]
        most = max(
            sum(stay[2] for stay in inside if stay[0] <= moment < stay[1]) for moment in moments
        )
        return most + count <= self.places

    def take(self, start: date, end: date, count: int, *, solo: bool) -> None:
        """Put `count` children in."""
        self.stays.append((start, end, count, solo))


@dataclass
class Placer:
    """Finds each stay a place, the present ones first; makes a place where none fits."""

    record: Record
    rooms: dict[tuple[str, int], Room] = field(default_factory=dict)
    own: list[Household] = field(default_factory=list)
    kept_free: set[int] = field(default_factory=set)
    used: set[tuple[int, str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note the service's own households that children can be placed with."""
        self.own = [
            household
            for household in self.record.households
            if household.status is HouseholdStatus.ACTIVE
            and household.payment_level is not PaymentLevel.LODGINGS
            and household.provider_id is None
        ]
        self.agencies = self._providers(ProviderKind.IFA)
        self.owners = {
            Setting.HOME: self._providers(ProviderKind.CHILDRENS_HOME),
            Setting.SUPPORTED: self._providers(ProviderKind.SUPPORTED),
            Setting.SCHOOL: self._providers(ProviderKind.SPECIAL_SCHOOL),
        }
        self.agency_households: list[Household] = []

    def _providers(self, kind: ProviderKind) -> list[Provider]:
        return [provider for provider in self.record.providers if provider.kind is kind]

    def room_of(self, household: Household) -> Room:
        """Return who is in a household; its places are those of its widest term."""
        key = ("household", household.id or 0)
        if key not in self.rooms:
            self.rooms[key] = Room(_places(household))
        return self.rooms[key]

    def place(self, stay: Stay) -> None:
        """Give a stay its household, home or other place."""
        if stay.adopters or stay.setting is Setting.PARENTS:
            ground = self.record.ground
            here = stay.unit.cases[0].home if stay.setting is Setting.PARENTS else None
            stay.spot = here or self.record.rng.choice(ground.near)
        elif stay.setting is Setting.IN_HOUSE:
            self._with(stay, self._own_household(stay))
        elif stay.setting is Setting.AGENCY:
            self._with(stay, self._agency_household(stay))
        elif stay.setting is Setting.CONNECTED:
            self._connected(stay)
        else:
            self._in_home(stay)

    def _with(self, stay: Stay, household: Household) -> None:
        stay.household = household
        self.used.add((id(stay.unit), "household", household.id or 0))
        room = self.room_of(household)
        for _, day in stay.present:
            room.take(day, stay.end, 1, solo=stay.unit.solo)

    def _own_household(self, stay: Stay) -> Household:
        """Draw a household that fits; else widen the approval of one that stood empty then."""
        record = self.record
        for _ in range(TRIES):
            household = record.rng.choice(self.own)
            if self._may_take(household, stay) and self._fits(household, stay):
                return household
        for household in record.rng.sample(self.own, len(self.own)):
            room = self.room_of(household)
            empty = room.has(stay.start, stay.end, 0, solo=True)
            plain = len(household.terms) <= 2 and not household.disrupted_placements
            if empty and plain and self._may_take(household, stay) and not room.stays:
                _widen(household, stay, record.today)
                room.places = _places(household)
                return household
        return self._agency_household(stay)

    def _may_take(self, household: Household, stay: Stay) -> bool:
        """Say whether the household was approved, not on hold, and not one that is kept free now."""
        if household.approved_on is None or household.approved_on > stay.start:
            return False
        if (id(stay.unit), "household", household.id or 0) in self.used:
            # A move is to somebody else.
            return False
        if household.id in self.kept_free and stay.end > self.record.days_ago(20):
            return False
        return not any(hold.starts_on <= stay.start for hold in household.holds)

    def fits_now(self, household: Household, stay: Stay) -> bool:
        """Say whether a household could take a stay that is still to come."""
        return household.approved_on is not None and self._fits(household, stay)

    def _fits(self, household: Household, stay: Stay) -> bool:
        """Say whether the terms take these children for the whole stay, and there is room."""
        terms = [
            term
            for term in household.terms
            if term.kind in {ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM}
        ]
        if not terms:
            return False
        term = terms[0]
        last = min(stay.end - timedelta(days=1), self.record.today)
        for case, day in stay.present:
            child = case.child
            if age_in_years(child.born_on, day) < term.age_from:
                return False
            if age_in_years(child.born_on, last) > term.age_to:
                return False
            if term.sex is not SexApproved.ANY and (child.sex is Sex.FEMALE) != (
                term.sex is SexApproved.FEMALE
            ):
                return False
        count = len(stay.present)
        return self.room_of(household).has(stay.start, stay.end, count, solo=stay.unit.solo)

    def _agency_household(self, stay: Stay) -> Household:
        """Find or add an agency's household for a stay; about three in five are more than 20 miles off."""
        record, rng = self.record, self.record.rng
        again = 0.25 if stay.end == FOREVER else 0.85
        if self.agency_households and rng.random() < again:
            for _ in range(TRIES):
                household = rng.choice(self.agency_households)
                if self._may_take(household, stay) and self._fits(household, stay):
                    return household
        agency = rng.choice(self.agencies)
        spot = self._spot(stay, 0.64)
        household = add_agency_household(record, agency, spot, stay.start)
        places = max(min(USUAL_LIMIT, len(stay.present)), rng.choice((1, 1, 2, 2, 3)))
        low, high = rng.choice(((0, 17), (0, 11), (5, 17), (8, 17), (0, 8)))
        for kind in (ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM):
            add_terms(household, kind, places, (low, high))
        _widen(household, stay, record.today)
        add_skills(rng, household, rng.randrange(1, 6), record.today)
        self.agency_households.append(household)
        return household

    def _spot(self, stay: Stay, far: float) -> Spot:
        """Draw a spot, more than 20 miles from the child's home with chance `far`."""
        rng, ground = self.record.rng, self.record.ground
        home = stay.unit.cases[0].home
        if home is None:
            return rng.choice(rng.choice((ground.inside, ground.inside, ground.near, ground.far)))
        wanted = stay.unit.story == "with_worker" or rng.random() < far
        groups = (ground.far,) if wanted else (ground.inside, ground.near, ground.near)
        for _ in range(30):
            spot = rng.choice(rng.choice(groups))
            if (spot.miles_to(home) > FAR_MILES) is wanted:
                return spot
        return spot

    def _connected(self, stay: Stay) -> None:
        case = stay.unit.cases[0]
        spot = self._spot(stay, 0.12)
        children = [case.child for case in stay.unit.cases]
        household = add_connected(self.record, children, case.community, spot, stay.start)
        room = Room(len(children))
        self.rooms["household", household.id or 0] = room
        self._with(stay, household)

    def _in_home(self, stay: Stay) -> None:
        """Find a home with a place, near or far as drawn; else open another of some owner."""
        record, rng = self.record, self.record.rng
        case, day = stay.present[0]
        home_spot = case.home
        arrived = case.child.arrived_alone
        far = rng.random() < (0.78 if stay.setting is Setting.HOME else 0.6)
        owners = self.owners[stay.setting]
        kinds = {owner.kind for owner in owners}
        homes = [home for home in record.homes if home.kind in kinds]
        for home in rng.sample(homes, min(len(homes), TRIES)):
            if age_in_years(case.child.born_on, day) < (home.age_from or 0):
                continue
            if (id(stay.unit), "home", home.id or 0) in self.used:
                continue
            if home_spot is not None and (_miles(home, home_spot) > FAR_MILES) is not far:
                continue
            if arrived and home.local_authority != "Peterborough" and rng.random() < 0.75:
                continue
            if self._home_room(home).has(stay.start, stay.end, 1, solo=False):
                break
        else:
            spot = rng.choice(record.ground.inside) if arrived else self._spot(stay, float(far))
            home = add_home(record, rng.choice(owners), spot)
            home.age_from = min(home.age_from or 0, age_in_years(case.child.born_on, day))
        home.registered_on = min(home.registered_on or stay.start, stay.start)
        stay.home = home
        self.used.add((id(stay.unit), "home", home.id or 0))
        self._home_room(home).take(stay.start, stay.end, 1, solo=False)

    def _home_room(self, home: Home) -> Room:
        key = ("home", home.id or 0)
        if key not in self.rooms:
            self.rooms[key] = Room(home.places or 1)
        return self.rooms[key]


def _places(household: Household) -> int:
    """Return the places of the widest term; an exemption is for its named children alone."""
    return max((term.places for term in household.terms), default=0)


def _miles(home: Home, spot: Spot) -> float:
    assert home.easting is not None
    assert home.northing is not None
    return Spot(home.postcode, home.easting, home.northing, "", "").miles_to(spot)


def _widen(household: Household, stay: Stay, today: date) -> None:
    """Vary the approval so that these children's ages and number are within it."""
    last = min(stay.end - timedelta(days=1), today)
    youngest = min(age_in_years(case.child.born_on, day) for case, day in stay.present)
    oldest = max(age_in_years(case.child.born_on, last) for case, _ in stay.present)
    for term in household.terms:
        if term.kind in {ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM}:
            term.age_from = min(term.age_from, youngest)
            term.age_to = max(term.age_to, min(17, oldest))
            term.places = max(term.places, min(USUAL_LIMIT, len(stay.present)))
            term.sex = SexApproved.ANY
    if len(stay.present) > USUAL_LIMIT:
        household.exemptions += [
            Exemption(
                household_id=household.id,
                child_id=case.child.id,
                places=len(stay.present),
                for_children=f"{case.child.first_name}, with brothers and sisters",
                starts_on=stay.start,
                ends_on=None if stay.end == FOREVER else stay.end,
            )
            for case, _ in stay.present
        ]
