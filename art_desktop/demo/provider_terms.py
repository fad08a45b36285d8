"""The frameworks of the demonstration with their lots, and the terms on which each provider may be used.

What is drawn here comes from a source of chance of its own for each provider, so that the rest stays as it is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.record import Record, years_before
from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    Suspension,
)
from art_desktop.domain.ids import FrameworkId, LotId, Pence, ProviderId
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import ProviderKind

_FRAMEWORKS: Final = (
    (
        "Independent fostering framework",
        4,
        "Opened again each January for more agencies.",
        (("Families", ProviderKind.IFA),),
    ),
    (
        "Children's homes dynamic purchasing system",
        4,
        "Any provider that passes the checks may join at any time.",
        (
            ("Children's homes", ProviderKind.CHILDRENS_HOME),
            ("Secure homes", ProviderKind.SECURE),
            ("Residential family centres", ProviderKind.FAMILY_CENTRE),
        ),
    ),
    (
        "Supported accommodation 16 to 18",
        5,
        "52 bid at first; opened again for more providers and lower prices.",
        (("Supported accommodation", ProviderKind.SUPPORTED),),
    ),
    (
        "Independent special schools",
        4,
        "With the education service; placements outside it go to the joint panel.",
        (
            ("Residential places", ProviderKind.SPECIAL_SCHOOL),
            ("Day places", ProviderKind.DAY_SCHOOL),
        ),
    ),
    (
        "Out-of-school tuition",
        3,
        "Priced by the hour; a week is 15 hours.",
        (("Tuition", ProviderKind.TUITION),),
    ),
)

_BANDS: Final = {
    ProviderKind.IFA: (78_000, 98_000),
    ProviderKind.SUPPORTED: (60_000, 140_000),
    ProviderKind.SECURE: (650_000, 780_000),
    ProviderKind.SPECIAL_SCHOOL: (370_000, 470_000),
    ProviderKind.DAY_SCHOOL: (90_000, 160_000),
    ProviderKind.TUITION: (45_000, 75_000),
}
"""Prices a week in pence between which bands are drawn; a children's home's by what is not named here."""

_HOME_BAND: Final = (320_000, 520_000)
_CHECKERS: Final = ("Commissioning team", "Quality assurance officer", "Contracts officer")
_REASONS: Final = (
    "Safeguarding enquiry open; no new children until it is closed.",
    "Inspection found that staff were not checked before they started.",
    "Two moves at a day's notice in a month; improvement plan awaited.",
)


@dataclass(frozen=True)
class Standing:
    """What was drawn of one provider: its share of chance, the day of its checks, the end of its contract."""

    chance: float
    checked_on: date
    contract_until: date


def add_frameworks(record: Record) -> None:
    """Add the frameworks and their lots."""
    for name, years, note, lots in _FRAMEWORKS:
        framework = Framework(
            id=FrameworkId(record.next_id("framework")),
            name=name,
            starts_on=date(record.today.year - years + 1, 4, 1),
            ends_on=date(record.today.year + 4, 3, 31) if years < 5 else None,
            note=note,
        )
        record.extras.append(framework)
        for lot, kind in lots:
            key = LotId(record.next_id("lot"))
            framework_id = FrameworkId(framework.id or 0)
            record.extras.append(Lot(id=key, framework_id=framework_id, name=lot, kind=kind))


def add_terms(record: Record, provider: Provider, drawn: Standing) -> None:
    """Add the terms of a provider: three in four are on a lot, some are suspended, some have checks that lapsed."""
    rng = random.Random(f"terms of {provider.reference}")
    on_lot = drawn.chance < 0.75 and _lot_for(record, provider) is not None
    if on_lot:
        _add_place(record, provider, drawn, rng)
    if drawn.chance <= 0.96:
        lapsed = drawn.chance > 0.88
        done = years_before(record.today, 1, 150) if lapsed else drawn.checked_on
        _add_checks(record, provider, done, rng)
    _add_contract(record, provider, drawn, on_lot=on_lot)
    if 0.80 < drawn.chance < 0.87:
        _add_suspension(record, provider, rng)


def is_let_on(record: Record, provider: Provider) -> bool:
    """Say whether a provider was let onto a lot, whether its place still holds or not."""
    return any(
        isinstance(one, LotPlace) and one.provider_id == provider.id for one in record.extras
    )


def _lot_for(record: Record, provider: Provider) -> Lot | None:
    lots = (one for one in record.extras if isinstance(one, Lot))
    return next((one for one in lots if one.kind is provider.kind), None)


def _add_place(record: Record, provider: Provider, drawn: Standing, rng: random.Random) -> None:
    """Put it on the lot of its kind; the place of one whose contract was not renewed has ended with it."""
    lot = _lot_for(record, provider)
    assert lot is not None
    low, high = _BANDS.get(provider.kind, _HOME_BAND)
    bottom = rng.randrange(low, (low + high) // 2, 2_500)
    top = max(bottom + 5_000, rng.randrange((low + high) // 2, high, 2_500))
    ended = drawn.contract_until < record.today
    since = date(record.today.year - 2, 4, 1)
    record.extras.append(
        LotPlace(
            id=record.next_id("lot_place"),
            lot_id=LotId(lot.id or 0),
            provider_id=ProviderId(provider.id or 0),
            starts_on=rng.choice((since, since, date(record.today.year - 1, 1, 14))),
            ends_on=drawn.contract_until if ended else None,
            price_from_pence=Pence(bottom),
            price_to_pence=Pence(top),
            note="Not renewed." if ended else "",
        )
    )


def _add_checks(record: Record, provider: Provider, done: date, rng: random.Random) -> None:
    """Add one of each check, done within a few days; what a provider insures names its own last day."""
    failed = rng.random() < 0.04
    for kind in CheckKind:
        on = min(done + timedelta(days=rng.randrange(6)), record.today)
        bad = failed and kind is CheckKind.REFERENCES and not is_let_on(record, provider)
        satisfied = CheckOutcome.CONDITIONS if rng.random() < 0.08 else CheckOutcome.SATISFACTORY
        record.extras.append(
            ProviderCheck(
                id=record.next_id("provider_check"),
                provider_id=ProviderId(provider.id or 0),
                kind=kind,
                outcome=CheckOutcome.NOT_SATISFACTORY if bad else satisfied,
                done_on=on,
                valid_until=years_before(on, -1) if kind is CheckKind.INSURANCE else None,
                done_by=rng.choice(_CHECKERS),
                note="Two of three councils would not use them again." if bad else "",
            )
        )


def _add_contract(record: Record, provider: Provider, drawn: Standing, *, on_lot: bool) -> None:
    starts_on = min(date(record.today.year - 1, 4, 1), drawn.contract_until)
    number = record.next_id("contract")
    record.extras.append(
        Contract(
            id=number,
            provider_id=ProviderId(provider.id or 0),
            kind=ContractKind.FRAMEWORK if on_lot else ContractKind.SPOT,
            reference=f"PCC-{starts_on.year}-{number:04d}",
            starts_on=starts_on,
            ends_on=drawn.contract_until,
            signed_on=starts_on - timedelta(days=11),
        )
    )


def _add_suspension(record: Record, provider: Provider, rng: random.Random) -> None:
    record.extras.append(
        Suspension(
            id=record.next_id("suspension"),
            provider_id=ProviderId(provider.id or 0),
            starts_on=record.days_ago(rng.randrange(10, 70)),
            reason=rng.choice(_REASONS),
            decided_by="Commissioning Lead",
        )
    )
