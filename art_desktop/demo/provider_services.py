"""Invented day schools and tuition: bought beside a placement, never searched for a home.

What is drawn here comes from a source of chance of its own, so that the rest stays as it is.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

from art_desktop.demo.names import landline_number
from art_desktop.demo.provider_terms import Standing, add_terms
from art_desktop.demo.record import Record, years_before
from art_desktop.domain.ids import Pence, ProviderId
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import ProviderKind

_SERVICES: Final = (
    ("Fen Edge Learning School", ProviderKind.DAY_SCHOOL, 0.20, 118_000),
    ("Quillmere Day School", ProviderKind.DAY_SCHOOL, 0.40, 134_500),
    ("The Cygnet Centre School", ProviderKind.DAY_SCHOOL, 0.78, 152_000),
    ("Lantern Tutors", ProviderKind.TUITION, 0.10, 54_000),
    ("Open Book Tuition East", ProviderKind.TUITION, 0.55, 61_500),
    ("Bridge Back Learning", ProviderKind.TUITION, 0.90, 58_000),
)
"""Name, kind, share of chance (as of the others: under 0.75 on a lot where there is one), price a week in pence."""


def add_services(record: Record, suffix: str) -> None:
    """Add them all, each with its terms."""
    for name, kind, chance, price in _SERVICES:
        _add(record, name + suffix, kind, chance, price)


def _add(record: Record, name: str, kind: ProviderKind, chance: float, price: int) -> None:
    rng = random.Random(f"{name} in {record.today.isoformat()}")
    spot = rng.choice(rng.choice((record.ground.inside, record.ground.near)))
    slug = "".join(letter for letter in name.lower() if letter.isalnum())
    provider = Provider(
        id=ProviderId(record.next_id("provider")),
        reference=record.next_reference("P"),
        name=name,
        kind=kind,
        sector="Private",
        local_authority="Peterborough" if "Peterborough" in spot.town else "",
        region="East of England" if spot.postcode.startswith("PE") else "East Midlands",
        town=spot.town.rpartition(", ")[2],
        postcode=spot.postcode,
        phone=landline_number(rng),
        email=f"office@{slug}.example",
        registered_on=years_before(record.today, rng.randrange(3, 14), rng.randrange(365)),
        typical_weekly_price_pence=Pence(price),
    )
    record.providers.append(provider)
    # One set of checks is about to lapse, so that the list of what runs out has something in it.
    checked = record.days_ago(352 if name.startswith("Lantern") else rng.randrange(20, 300))
    until = record.today + timedelta(days=rng.choice((19, 130, 495)))
    add_terms(record, provider, Standing(chance, checked, until))
