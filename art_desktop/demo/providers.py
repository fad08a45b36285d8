"""Invented agencies, owners of children's homes and of supported accommodation, with their homes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from art_desktop.demo.ground import Spot
from art_desktop.demo.home_words import describe
from art_desktop.demo.names import house_name, landline_number
from art_desktop.demo.provider_services import add_services
from art_desktop.demo.provider_terms import Standing, add_frameworks, add_terms
from art_desktop.demo.record import Record, years_before
from art_desktop.domain.ids import HomeId, Pence, ProviderId
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import Grade, ProviderKind

_AGENCIES: Final = (
    "Fenlark Fostering",
    "Harbour Oak Families",
    "Bright Rushes Foster Care",
    "Kestrelmoor Fostering",
    "Open Gate Foster Families",
    "Threshold Lane Fostering",
    "Willowherb Fostering East",
    "Copperfield Hearth",
    "St Guthlac's Children's Trust",
    "Nene Lantern Foster Care",
)
_HOME_OWNERS: Final = (
    "Larchmere Children's Homes",
    "Stepping Tree Care",
    "Wold and Wash Residential",
    "Bridgeway House Group",
    "Halcyon Yard Care",
    "Pathfoot Homes",
    "Teasel House",
    "Saltmarsh Young People's Homes",
    "Ivywell Care",
    "Greater Reed Children's Services",
)
_SUPPORTED_OWNERS: Final = (
    "Keystep Living",
    "Doorway Sixteen",
    "Riverside Moving On",
    "Latchkey Support",
    "Compass Yard Housing",
    "First Landing Support",
    "Tideway Young Adults",
)
_OTHERS: Final = (
    ("Oakhanger Hall School", ProviderKind.SPECIAL_SCHOOL),
    ("Thornfold House Secure Unit", ProviderKind.SECURE),
    ("Cradle Bridge Family Centre", ProviderKind.FAMILY_CENTRE),
)
_HOME_NAMES: Final = (
    "Ashlar House", "Beckside", "Cornerstones", "Dovecote", "Elm Tree House", "Far End", "Gable View",
    "Hedgerow House", "Inglenook", "Jasmine Cottage", "Kiln House", "Longacre", "Mill Reach", "Nutfield",
    "Old Forge", "Paddock View", "Quay House", "Rowan Lodge", "Sandpiper", "The Laurels", "Upper Field",
    "Vine House", "Westwater", "Yew Tree Lodge", "Woodgate", "Coppice End", "Lodestar", "Barley Court",
)  # fmt: skip
_GRADES: Final = (
    *(Grade.GOOD,) * 12,
    *(Grade.OUTSTANDING,) * 3,
    *(Grade.REQUIRES_IMPROVEMENT,) * 4,
    Grade.INADEQUATE,
    None,
)


def add_providers(record: Record) -> None:
    """Add about thirty providers for each unit of the factor, and the homes of those that have some."""
    add_frameworks(record)
    rounds = max(1, round(record.factor))
    for turn in range(rounds):
        suffix = "" if turn == 0 else f" {turn + 1}"
        for name in _AGENCIES:
            _provider(record, name + suffix, ProviderKind.IFA)
        for name in _HOME_OWNERS:
            owner = _provider(record, name + suffix, ProviderKind.CHILDRENS_HOME)
            for _ in range(record.rng.choice((1, 2, 2, 3))):
                add_home(record, owner)
        for name in _SUPPORTED_OWNERS:
            owner = _provider(record, name + suffix, ProviderKind.SUPPORTED)
            for _ in range(record.rng.choice((1, 2, 2, 3))):
                add_home(record, owner)
        for name, kind in _OTHERS:
            add_home(record, _provider(record, name + suffix, kind))
    for turn in range(rounds):
        add_services(record, "" if turn == 0 else f" {turn + 1}")


def _provider(record: Record, name: str, kind: ProviderKind) -> Provider:
    """Add one provider; some are suspended, off the framework, or with checks lapsed."""
    rng = record.rng
    spot = rng.choice(rng.choice((record.ground.inside, record.ground.near, record.ground.far)))
    number = record.next_id("provider")
    chance = rng.random()
    agency = kind is ProviderKind.IFA
    checked = record.days_ago(rng.randrange(20, 330))
    provider = Provider(
        id=ProviderId(number),
        reference=record.next_reference("P"),
        name=name,
        kind=kind,
        urn=f"SC98{number:04d}" if agency else "",
        sector="Voluntary" if "Trust" in name else "Private",
        local_authority=_authority(spot),
        region="East of England" if spot.postcode.startswith("PE") else "East Midlands",
        town=spot.town.rpartition(", ")[2],
        postcode=spot.postcode,
        phone=landline_number(rng),
        email=f"placements@{_slug(name)}.example",
        registered_on=years_before(record.today, rng.randrange(3, 18), rng.randrange(365)),
        grade=rng.choice(_GRADES) if agency else None,
        inspected_on=record.days_ago(rng.randrange(60, 1100)) if agency else None,
    )
    contract_until = record.today + timedelta(
        days=rng.choice((-40, 130, 130, 495, 495, 495, 860, 860))
    )
    provider.typical_weekly_price_pence = _price(record, kind)
    record.providers.append(provider)
    add_terms(record, provider, Standing(chance, checked, contract_until))
    return provider


def _authority(spot: Spot) -> str:
    return "Peterborough" if "Peterborough" in spot.town else ""


def _slug(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _price(record: Record, kind: ProviderKind) -> Pence:
    """Draw a weekly price: about 900 pounds for an agency, 3,500 and more for a home (S000 §4.21, §4.25)."""
    low, high = {
        ProviderKind.IFA: (820, 1010),
        ProviderKind.SUPPORTED: (650, 1480),
        ProviderKind.SECURE: (6900, 7800),
        ProviderKind.SPECIAL_SCHOOL: (3900, 4700),
    }.get(kind, (3250, 5200))
    return Pence(record.rng.randrange(low, high) * 100 + record.rng.choice((0, 0, 50)))


def add_home(record: Record, owner: Provider, spot: Spot | None = None) -> Home:
    """Add one home of an owner, at a spot or anywhere."""
    rng = record.rng
    if spot is None:
        ground = record.ground
        spot = rng.choice(rng.choice((ground.inside, ground.near, ground.far, ground.far)))
    number = record.next_id("home")
    supported = owner.kind is ProviderKind.SUPPORTED
    age_from = 16 if supported else rng.choice((7, 8, 8, 9, 10, 11))
    places = rng.choice((4, 5, 6, 8)) if supported else rng.choice((1, 2, 3, 3, 4, 4, 5))
    if owner.kind in {ProviderKind.SECURE, ProviderKind.SPECIAL_SCHOOL}:
        age_from, places = (10 if owner.kind is ProviderKind.SECURE else 8), 16
    name = _HOME_NAMES[(number - 1) % len(_HOME_NAMES)]
    home = Home(
        id=HomeId(number),
        reference=record.next_reference("HM"),
        provider_id=ProviderId(owner.id or 0),
        name=name if number <= len(_HOME_NAMES) else house_name(rng),
        urn=f"SC97{number:04d}",
        kind=owner.kind,
        registered_on=years_before(record.today, rng.randrange(1, 12), rng.randrange(365)),
        local_authority=_authority(spot),
        town=spot.town.rpartition(", ")[2],
        postcode=spot.postcode,
        easting=spot.easting,
        northing=spot.northing,
        places=places,
        age_from=0 if owner.kind is ProviderKind.FAMILY_CENTRE else age_from,
        age_to=17,
        grade=None if supported else rng.choice(_GRADES),
        inspected_on=record.days_ago(rng.randrange(30, 500)),
        weekly_price_pence=_price(record, owner.kind),
    )
    if home.grade is None:
        home.inspected_on = None
    home.area_code = spot.area_code
    describe(home, record.today)
    record.homes.append(home)
    return home
