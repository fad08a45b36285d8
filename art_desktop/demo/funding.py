"""Who pays what in the demonstration: splits of placements with education, kept agency allowances, contract care.

What is drawn here comes from a chance of its own, so that the rest of the service stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from art_desktop.demo.record import Record, instant, next_office_day
from art_desktop.domain.children import age_in_years
from art_desktop.domain.deciding_words import SplitBasis
from art_desktop.domain.funding import FundingPart, default_lines
from art_desktop.domain.funding_records import FundingLine, FundingSplit
from art_desktop.domain.ids import AuthorisationId, FundingId, RequestId, UserId
from art_desktop.domain.needs import needs_from_json
from art_desktop.domain.permissions import Role
from art_desktop.domain.placements import Placement
from art_desktop.domain.requests import NeedsProfile
from art_desktop.domain.vocabulary import Level, PaymentLevel, ProviderKind, Stage

_SOCIAL_CARE, _EDUCATION, _HEALTH = Decimal(28), Decimal(72), Decimal(10)
_SPLITS: Final = 4
_SCHOOL_AGES: Final = range(5, 16)
_EDUCATING: Final = frozenset({ProviderKind.CHILDRENS_HOME, ProviderKind.SPECIAL_SCHOOL})
_CARE_BY: Final = "Head of Service for Children in Care"


def add_funding(record: Record, seed: int) -> None:
    """Add splits to placements with education, the end of what carers from agencies keep, and contract care once."""
    rng = random.Random(f"{seed}/funding")
    _protect(record, rng)
    for number, placement in enumerate(_with_education(record)[:_SPLITS]):
        _split(record, placement, health_joins=number == 0)
    _contract_care(record)


def _protect(record: Record, rng: random.Random) -> None:
    """Say until when carers who came from agencies keep their allowance, and how they are paid then."""
    for household in record.households:
        if household.payment_level is PaymentLevel.AGENCY:
            household.protected_until = record.today + timedelta(days=rng.randrange(30, 700))
            household.level_after = rng.choice((PaymentLevel.LEVEL_2, PaymentLevel.LEVEL_3))


def _with_education(record: Record) -> list[Placement]:
    """Return the placements of today, of children of school age, in homes that teach; the longest first."""
    homes = {home.id: home for home in record.homes}
    children = {child.id: child for child in record.children}
    found = []
    for placement in record.placements:
        home = homes.get(placement.home_id)
        if placement.ended_on is not None or home is None or placement.request_id is None:
            continue
        teaches = home.kind in _EDUCATING and home.education_on_site is not False
        born = children[placement.child_id].born_on
        of_age = age_in_years(born, placement.starts_on) in _SCHOOL_AGES
        if teaches and of_age and placement.weekly_price_pence is not None:
            home.education_on_site = True
            found.append(placement)
    return sorted(found, key=lambda one: (one.starts_on, one.id or 0))


def _split(record: Record, placement: Placement, *, health_joins: bool) -> None:
    """Record the policy's shares from the start; where health joined, a second split from then on."""
    assert placement.request_id is not None
    request = next(one for one in record.requests if one.id == placement.request_id)
    request.joint_funding_likely = True
    first = _made(record, placement, placement.starts_on, Decimal(0), "As the policy says.")
    later = placement.starts_on + (record.today - placement.starts_on) / 2
    if health_joins and later > placement.starts_on + timedelta(days=14):
        first.ends_on = later - timedelta(days=1)
        _made(record, placement, later, _HEALTH, "Health joined for the therapy that was agreed.")


def _made(
    record: Record, placement: Placement, starts: date, health: Decimal, note: str
) -> FundingSplit:
    assert placement.request_id is not None
    parts = default_lines(
        social_care=_SOCIAL_CARE, education=_EDUCATION, with_education=True, health=health
    )
    split = FundingSplit(
        id=FundingId(record.next_id("funding_split")),
        request_id=placement.request_id,
        authorisation_id=_decided(record, placement.request_id),
        basis=SplitBasis.SHARES,
        weekly_pence=placement.weekly_price_pence,
        starts_on=starts,
        note=note,
        recorded_at=instant(min(next_office_day(starts), record.today), 9, 40),
        recorded_by=_officer(record),
    )
    split.lines = [_line(record, split, part) for part in parts]
    record.extras.append(split)
    return split


def _line(record: Record, split: FundingSplit, part: FundingPart) -> FundingLine:
    return FundingLine(
        id=record.next_id("funding_line"),
        funding_id=split.id,
        funder=part.funder,
        share=f"{(part.share or Decimal(0)).normalize():f}",
    )


def _decided(record: Record, request_id: RequestId) -> AuthorisationId | None:
    return next((one.id for one in record.authorisations if one.request_id == request_id), None)


def _officer(record: Record) -> UserId:
    return next(UserId(user.id or 0) for user in record.users if user.role is Role.OFFICER)


def _contract_care(record: Record) -> None:
    """Have contract care decided for the first child with a complex need who still waits for a home."""
    over = {Stage.PLACED, Stage.CLOSED, Stage.WITHDRAWN, Stage.DRAFT}
    waiting = {one.id: one for one in record.requests if one.stage not in over}
    for profile in _newest(record.profiles):
        request = waiting.get(profile.request_id)
        if request is None or not request.kind.seeks_home:
            continue
        levels = needs_from_json(profile.body).levels.values()
        if any(answer.level is Level.COMPLEX for answer in levels):
            line = next(one for one in request.children if one.child_id == profile.child_id)
            line.contract_care_by = _CARE_BY
            return


def _newest(profiles: Iterable[NeedsProfile]) -> list[NeedsProfile]:
    """Return the newest profile of each child of each request, the oldest request first."""
    newest = {}
    for profile in profiles:
        newest[profile.request_id, profile.child_id] = profile
    return [newest[key] for key in sorted(newest)]
