"""How a provider stands on a day: its lots, its checks, its contract, whether it is suspended, and what it lacks.

The one rule that the search, the gates and the pages ask (product.md §3.1, §3.5; S004 2.2.5 to 2.2.11). Every day named
here is included: what ends on a day still holds on it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    Suspension,
)
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, Pence, ProviderId
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.domain.wording import day_words, listed, money_words

NEEDED_CHECKS: Final = tuple(CheckKind)
"""S004 2.2.7 lets a council place "having undertaken all due diligence checks": all of them, for every provider."""

CHECKS_MONTHS: Final = "checks_valid_months"
"""The setting that says for how many months a check is good where it names no day of its own."""

FIRST_MONTHS: Final = 12
"""What `CHECKS_MONTHS` is where no row of it is in force."""

CONTRACTED: Final = "contracted"
"""The code of the criterion that a lot or a spot purchase satisfies."""

SUSPENDED: Final = "not_suspended"
"""The code of the criterion that a suspension breaks."""

NOTICE_DAYS: Final = 28
"""How long before its end a place, a check or a contract is shown as running out: time to renew it."""

BY_ORDER: Final = frozenset({ProviderKind.EXPERT})
"""Kinds bought one order at a time, which is the contract: they are on no lot."""

OUTSIDE_LOTS: Final = frozenset({ContractKind.SPOT, ContractKind.BLOCK})
"""The contracts on which a provider can be paid that is on no lot."""


class _Held(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


def holds_on(row: _Held, on: date) -> bool:
    """Say whether a row with a first and a last day holds on a day, both included."""
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)


class CheckState(StrEnum):
    """How one due-diligence check stands on a day."""

    DONE = "done"
    LAPSED = "lapsed"
    FAILED = "failed"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class OnLot:
    """A place on a lot that holds on the day. `until`: the last day of the place or of its framework, the sooner."""

    place_id: int
    lot_id: LotId
    lot: str
    framework_id: FrameworkId
    framework: str
    kind: ProviderKind
    since: date
    until: date | None
    price_from_pence: Pence | None = None
    price_to_pence: Pence | None = None

    @property
    def words(self) -> str:
        """Return the lot with its framework: "IFA framework: families near Peterborough"."""
        return self.framework if self.lot == self.framework else f"{self.framework}: {self.lot}"

    @property
    def band_words(self) -> str:
        """Return the agreed prices a week, or that none are on record."""
        return band_words(self.price_from_pence, self.price_to_pence)


@dataclass(frozen=True, kw_only=True)
class CheckStanding:
    """The latest of one kind of check. `good_until` is its last day; both days are None where it was never done."""

    kind: CheckKind
    state: CheckState
    outcome: CheckOutcome | None = None
    done_on: date | None = None
    good_until: date | None = None
    done_by: str = ""
    note: str = ""

    @property
    def in_order(self) -> bool:
        """Say whether it is satisfactory and in date."""
        return self.state is CheckState.DONE


@dataclass(frozen=True, kw_only=True)
class ContractStanding:
    """A contract that covers the day; `signed_on` None is one that is not signed yet."""

    id: int
    kind: ContractKind
    reference: str
    starts_on: date
    ends_on: date | None
    signed_on: date | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SuspensionStanding:
    """A suspension that holds on the day, of the provider or of the one home."""

    id: int
    home_id: HomeId | None
    starts_on: date
    ends_on: date | None
    reason: str
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ProviderTerms:
    """How a provider stands on a day.

    `contracts` are those signed that cover the day, `unsigned` those that would. `suspensions` hold on the day;
    one with a home is about that home alone.
    """

    provider_id: ProviderId
    on: date
    lots: tuple[OnLot, ...] = ()
    checks: tuple[CheckStanding, ...] = ()
    contracts: tuple[ContractStanding, ...] = ()
    unsigned: tuple[ContractStanding, ...] = ()
    suspensions: tuple[SuspensionStanding, ...] = ()

    def lots_for(self, kind: ProviderKind) -> tuple[OnLot, ...]:
        """Return its places on lots for one kind of provider or home."""
        return tuple(one for one in self.lots if one.kind is kind)

    def on_lot(self, kind: ProviderKind) -> bool:
        """Say whether it is on a lot for one kind of provider or home."""
        return any(one.kind is kind for one in self.lots)

    @property
    def checks_in_order(self) -> bool:
        """Say whether every check that is needed is satisfactory and in date."""
        return not self.checks_lacking

    @property
    def checks_lacking(self) -> tuple[CheckStanding, ...]:
        """Return the checks that are not satisfactory and in date, in the order of `CheckKind`."""
        return tuple(one for one in self.checks if not one.in_order)

    @property
    def checks_until(self) -> date | None:
        """Return the last day on which every check is in order; None while one is not."""
        days = [one.good_until for one in self.checks if one.good_until is not None]
        return min(days, default=None) if self.checks_in_order else None

    def contract_for(self, kind: ProviderKind) -> ContractStanding | None:
        """Return the signed contract on which a child may start: of any kind on a lot, outside one spot or block.

        Of several, the one that lasts longest.
        """
        usable = [one for one in self.contracts if self.on_lot(kind) or one.kind in OUTSIDE_LOTS]
        return max(usable, key=lambda one: (one.ends_on or date.max, one.id), default=None)

    def suspended(self, home_id: HomeId | None = None) -> SuspensionStanding | None:
        """Return what suspends the provider, or else this one home, on the day."""
        whole = next((one for one in self.suspensions if one.home_id is None), None)
        if whole is not None or home_id is None:
            return whole
        return next((one for one in self.suspensions if one.home_id == home_id), None)

    @property
    def suspended_homes(self) -> frozenset[HomeId]:
        """Return the homes that are suspended by themselves."""
        return frozenset(one.home_id for one in self.suspensions if one.home_id is not None)

    def lacking(
        self,
        kind: ProviderKind,
        home_id: HomeId | None = None,
        *,
        spot_purchase: bool = False,
        suspension_waived: bool = False,
    ) -> tuple[str, ...]:
        """Return in a few words each what is missing before a child may start here on the day, () where nothing is.

        Args: kind: of the home, or of the agency. spot_purchase: a manager has let this request use it outside
            the lots. suspension_waived: a manager has overridden the suspension for this option.
        """
        found = []
        suspension = self.suspended(home_id)
        if suspension is not None and not suspension_waived:
            found.append("the lifting of its suspension")
        bought = kind not in BY_ORDER
        if bought and not self.on_lot(kind) and not spot_purchase:
            found.append("a place on a framework lot, or a spot purchase that a manager has agreed")
        missing = self.checks_lacking
        if missing:
            found.append(checks_words(missing))
        if bought and self.contract_for(kind) is None:
            found.append(self._contract_words(kind))
        return tuple(found)

    def _contract_words(self, kind: ProviderKind) -> str:
        on_lot = self.on_lot(kind)
        if any(on_lot or one.kind in OUTSIDE_LOTS for one in self.unsigned):
            return "a signature on its contract"
        what = "a contract" if on_lot else "a spot contract"
        return f"{what} on {day_words(self.on)}"


def lacking_sentence(
    terms: ProviderTerms,
    kind: ProviderKind,
    home_id: HomeId | None = None,
    *,
    suspension_waived: bool = False,
) -> str:
    """Return what is lacking before a child may be placed on the day, or that nothing is."""
    what = "a child can start here" if kind.takes_children else "it can be used"
    lacking = terms.lacking(kind, home_id, suspension_waived=suspension_waived)
    if not lacking:
        return f"Nothing is lacking: {what} today."
    return f"Before {what} it lacks {listed(list(lacking))}."


def checks_words(missing: Sequence[CheckStanding]) -> str:
    """Return which due-diligence checks are missing: "due-diligence checks (insurance lapsed Tue 24 Nov 2026)"."""
    if all(one.state is CheckState.NEVER for one in missing) and len(missing) == len(NEEDED_CHECKS):
        return "due-diligence checks"
    parts = []
    for one in missing:
        name = SHORT_CHECK[one.kind]
        if one.state is CheckState.LAPSED and one.good_until is not None:
            parts.append(f"{name} lapsed {day_words(one.good_until)}")
        else:
            parts.append(
                f"{name} {'not satisfactory' if one.state is CheckState.FAILED else 'not done'}"
            )
    return f"due-diligence checks ({listed(parts)})"


SHORT_CHECK: Final = {
    CheckKind.REGISTRATION: "registration",
    CheckKind.INSURANCE: "insurance",
    CheckKind.SAFEGUARDING: "safeguarding",
    CheckKind.REFERENCES: "references",
    CheckKind.FINANCE: "finance",
    CheckKind.DATA: "data protection",
}
"""Each check in a word or two, for lists."""


def band_words(low: Pence | None, high: Pence | None) -> str:
    """Return a price band as words: "£800.00 to £950.00 a week"."""
    if low is not None and high is not None:
        return f"{money_words(low)} to {money_words(high)} a week"
    if high is not None:
        return f"up to {money_words(high)} a week"
    return f"from {money_words(low)} a week" if low is not None else "no price band"


@dataclass(frozen=True)
class TermsRows:
    """Everything on record that the terms of some providers follow from, whatever its days."""

    frameworks: Sequence[Framework]
    lots: Sequence[Lot]
    places: Sequence[LotPlace]
    checks: Sequence[ProviderCheck]
    contracts: Sequence[Contract]
    suspensions: Sequence[Suspension]
    valid_months: int = FIRST_MONTHS


def terms_on(
    providers: Iterable[ProviderId], rows: TermsRows, on: date
) -> dict[ProviderId, ProviderTerms]:
    """Return how each provider stands on a day, from the rows that belong to them."""
    lots = on_lots(rows, on)
    checks = _grouped(rows.checks)
    contracts = _grouped([one for one in rows.contracts if holds_on(one, on)])
    suspensions = _grouped([one for one in rows.suspensions if holds_on(one, on)])
    return {
        key: ProviderTerms(
            provider_id=key,
            on=on,
            lots=tuple(lots.get(key, ())),
            checks=tuple(
                check_standing(kind, checks.get(key, ()), rows.valid_months, on)
                for kind in NEEDED_CHECKS
            ),
            contracts=tuple(
                _contract(one) for one in contracts.get(key, ()) if one.signed_on is not None
            ),
            unsigned=tuple(
                _contract(one) for one in contracts.get(key, ()) if one.signed_on is None
            ),
            suspensions=tuple(_suspension(one) for one in suspensions.get(key, ())),
        )
        for key in providers
    }


def _contract(one: Contract) -> ContractStanding:
    return ContractStanding(
        id=one.id or 0,
        kind=one.kind,
        reference=one.reference,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        signed_on=one.signed_on,
        note=one.note,
    )


def _suspension(one: Suspension) -> SuspensionStanding:
    return SuspensionStanding(
        id=one.id or 0,
        home_id=one.home_id,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        reason=one.reason,
        decided_by=one.decided_by,
    )


class _OfProvider(Protocol):
    @property
    def provider_id(self) -> ProviderId: ...


R = TypeVar("R", bound=_OfProvider)


def _grouped(rows: Iterable[R]) -> dict[ProviderId, list[R]]:
    found: dict[ProviderId, list[R]] = {}
    for row in rows:
        found.setdefault(row.provider_id, []).append(row)
    return found


def on_lots(rows: TermsRows, on: date) -> dict[ProviderId, list[OnLot]]:
    """Return the places that hold on a day, on lots whose framework holds on it, under each provider."""
    frameworks = {one.id: one for one in rows.frameworks if holds_on(one, on)}
    lots = {one.id: one for one in rows.lots if one.framework_id in frameworks}
    found: dict[ProviderId, list[OnLot]] = {}
    for place in rows.places:
        lot = lots.get(place.lot_id)
        if lot is None or not holds_on(place, on):
            continue
        framework = frameworks[lot.framework_id]
        ends = [day for day in (place.ends_on, framework.ends_on) if day is not None]
        found.setdefault(place.provider_id, []).append(
            OnLot(
                place_id=place.id or 0,
                lot_id=place.lot_id,
                lot=lot.name,
                framework_id=lot.framework_id,
                framework=framework.name,
                kind=lot.kind,
                since=max(place.starts_on, framework.starts_on),
                until=min(ends, default=None),
                price_from_pence=place.price_from_pence,
                price_to_pence=place.price_to_pence,
            )
        )
    return found


def check_standing(
    kind: CheckKind, checks: Iterable[ProviderCheck], valid_months: int, on: date
) -> CheckStanding:
    """Return how one kind of check stands on a day: by the latest done by then, so that a bad one ends a good one."""
    done = [one for one in checks if one.kind is kind and one.done_on <= on]
    latest = max(done, key=lambda one: (one.done_on, one.id or 0), default=None)
    if latest is None:
        return CheckStanding(kind=kind, state=CheckState.NEVER)
    until = latest.valid_until or months_after(latest.done_on, valid_months)
    if latest.outcome is CheckOutcome.NOT_SATISFACTORY:
        state = CheckState.FAILED
    else:
        state = CheckState.DONE if on <= until else CheckState.LAPSED
    return CheckStanding(
        kind=kind,
        state=state,
        outcome=latest.outcome,
        done_on=latest.done_on,
        good_until=until,
        done_by=latest.done_by,
        note=latest.note,
    )


def months_after(day: date, months: int) -> date:
    """Return the same day of the month so many months on; the 31st becomes the last day of a shorter month."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def price_beyond_band(
    terms: ProviderTerms, kind: ProviderKind, weekly_pence: Pence | None
) -> str | None:
    """Return in a sentence that a price a week is above what was agreed on the lot, None where it is not.

    Where a provider is on several lots for the kind, the widest band counts; a place without an upper price
    flags nothing.
    """
    places = terms.lots_for(kind)
    if weekly_pence is None or not places:
        return None
    tops = [one.price_to_pence for one in places]
    if any(top is None for top in tops):
        return None
    top, lot = max((one.price_to_pence or 0, one.words) for one in places)
    if weekly_pence <= top:
        return None
    above = money_words(weekly_pence - top)
    return f"{above} a week above the price band agreed on {lot}, which ends at {money_words(top)}."


def soon_lapsing(terms: ProviderTerms, days: int) -> tuple[tuple[date, str], ...]:
    """Return what holds today and ends within so many days, with its last day, soonest first."""
    last = terms.on + timedelta(days=days)
    found = [
        (one.good_until, f"{SHORT_CHECK[one.kind].capitalize()} check")
        for one in terms.checks
        if one.in_order and one.good_until is not None and one.good_until <= last
    ]
    found += [
        (one.until, f"Place on {one.words}")
        for one in terms.lots
        if one.until is not None and one.until <= last
    ]
    lasting = [one for one in terms.contracts if one.ends_on is None or one.ends_on > last]
    if terms.contracts and not lasting:
        newest = max(terms.contracts, key=lambda one: one.ends_on or date.max)
        if newest.ends_on is not None:
            found.append((newest.ends_on, f"{newest.kind.words} contract"))
    return tuple(sorted(found))
