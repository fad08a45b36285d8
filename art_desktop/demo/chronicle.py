"""What a stay left behind in the record: placements, episodes, the move ledger and tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from art_desktop.demo import figures
from art_desktop.demo.families import Case, Setting, Unit
from art_desktop.demo.placing import FOREVER, Stay
from art_desktop.demo.record import Record, instant, next_office_day, office_day, years_before
from art_desktop.domain.children import age_in_years
from art_desktop.domain.ids import (
    ChildId,
    EpisodeId,
    HomeId,
    HouseholdId,
    Pence,
    PlacementId,
    ProviderId,
    RequestId,
    UserId,
)
from art_desktop.domain.placements import Episode, LedgerKind, LedgerLine, Placement
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import ApprovalKind, ProviderKind, Tier
from art_desktop.domain.work import AllowanceRate

TIERS: Final = {
    Setting.IN_HOUSE: Tier.IN_HOUSE,
    Setting.CONNECTED: Tier.CONNECTED,
    Setting.AGENCY: Tier.IFA,
    Setting.HOME: Tier.RESIDENTIAL,
    Setting.SUPPORTED: Tier.RESIDENTIAL,
    Setting.SCHOOL: Tier.RESIDENTIAL,
}
_PLANNED_REASONS: Final = frozenset({"CARPL", "OTHER", "PLACE"})


@dataclass
class Chronicler:
    """Writes stays into the record."""

    record: Record
    rates: tuple[AllowanceRate, ...]
    business: UserId
    providers: dict[int, Provider] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the providers by id."""
        self.providers = {provider.id or 0: provider for provider in self.record.providers}

    def write(self, unit: Unit, stays: list[Stay], came: list[RequestId]) -> None:
        """Write a unit's stays, in order; `came` runs beside them."""
        reasons = [self._reason() for _ in stays[:-1]]
        for case in unit.cases:
            placed: list[tuple[Placement, Stay]] = []
            for number, stay in enumerate(stays):
                begin = {id(present): day for present, day in stay.present}.get(id(case))
                if begin is None:
                    continue
                reason = reasons[number] if number < len(reasons) else self._left(unit)
                placement = self._placement(case, stay, begin, came[number], reason)
                placed.append((placement, stay))
            self._episodes(case, unit, placed)
            self._ledger(placed)
            case.child.looked_after_since = placed[0][0].starts_on

    def _reason(self) -> str:
        codes = [code for code, _ in figures.CHANGE_REASONS]
        return self.record.rng.choices(codes, [n for _, n in figures.CHANGE_REASONS])[0]

    @staticmethod
    def _left(unit: Unit) -> str:
        return unit.story.removeprefix("left:") if unit.story.startswith("left:") else ""

    def _placement(
        self, case: Case, stay: Stay, begin: date, came: RequestId, reason: str
    ) -> Placement:
        """Add one child's placement in one stay."""
        record = self.record
        ended = None if stay.end == FOREVER else stay.end
        household, home = stay.household, stay.home
        elsewhere = ""
        if stay.adopters:
            elsewhere = "With the family who are to adopt"
        elif stay.setting is Setting.PARENTS:
            elsewhere = "With a parent, under a care order"
        provider = (
            household.provider_id
            if household is not None
            else home.provider_id
            if home is not None
            else None
        )
        spot_postcode = stay.spot.postcode if stay.spot else ""
        placement = Placement(
            id=PlacementId(record.next_id("placement")),
            child_id=ChildId(case.child.id or 0),
            request_id=came,
            tier=TIERS.get(stay.setting) if not elsewhere else None,
            kind=self._kind(case, stay, begin),
            household_id=HouseholdId(household.id or 0) if household else None,
            provider_id=ProviderId(provider) if provider else None,
            home_id=HomeId(home.id or 0) if home else None,
            elsewhere=elsewhere,
            postcode=household.postcode if household else home.postcode if home else spot_postcode,
            starts_on=begin,
            expected_end_on=self._expected_end(case, begin) if ended is None else None,
            ended_on=ended,
            end_reason=reason or None if ended else None,
            end_planned=None if ended is None else reason in _PLANNED_REASONS or reason[:1] == "E",
            weekly_price_pence=None if elsewhere else self._price(case, stay, begin),
        )
        record.placements.append(placement)
        return placement

    def _kind(self, case: Case, stay: Stay, begin: date) -> ApprovalKind | None:
        """Return the kind of care: long-term for settled children whose carers are approved for it."""
        if stay.setting is Setting.CONNECTED:
            return ApprovalKind.CONNECTED
        if stay.household is None:
            return None
        held = {term.kind for term in stay.household.terms}
        days = (min(stay.end, self.record.today) - begin).days
        settled = case.child.legal_status == "C2" and days > 200
        if settled and ApprovalKind.LONG_TERM in held:
            return ApprovalKind.LONG_TERM
        return ApprovalKind.SHORT_TERM

    def _expected_end(self, case: Case, begin: date) -> date | None:
        """Return when a short stay should end; settled children have none before 18."""
        rng, today = self.record.rng, self.record.today
        if case.child.legal_status == "C2" or rng.random() < 0.4:
            return None
        return max(begin, today) + timedelta(days=rng.randrange(14, 240))

    def _price(self, case: Case, stay: Stay, begin: date) -> Pence | None:
        """Return the weekly price as it stands now, or stood at the end."""
        if stay.home is not None:
            return stay.home.weekly_price_pence
        household = stay.household
        if household is None:
            return None
        if household.weekly_price_pence is not None:
            return household.weekly_price_pence
        day = max(begin, min(stay.end, self.record.today))
        age = min(17, age_in_years(case.child.born_on, day))
        for rate in self.rates:
            if rate.level == household.payment_level and rate.age_from <= age <= rate.age_to:
                return rate.weekly_pence
        return None

    def _episodes(self, case: Case, unit: Unit, placed: list[tuple[Placement, Stay]]) -> None:
        """Add a child's episodes: contiguous, a new one where placement or legal status changes."""
        legal = self._legal_path(case, unit, placed)
        changes: dict[date, str] = {}
        for placement, _ in placed:
            changes[placement.starts_on] = "P"
        for day in legal:
            changes[day] = "B" if day in changes else "L"
        days = sorted(changes)
        changes[days[0]] = "S"
        status = ""
        for number, day in enumerate(days):
            status = legal.get(day, status)
            placement, stay = next(pair for pair in reversed(placed) if pair[0].starts_on <= day)
            following = days[number + 1] if number + 1 < len(days) else None
            end = following or placement.ended_on
            moved = following is not None and changes[following] in {"P", "B"}
            self.record.episodes.append(
                Episode(
                    id=EpisodeId(self.record.next_id("episode")),
                    child_id=placement.child_id,
                    placement_id=placement.id,
                    decom=day,
                    rne=changes[day],
                    ls=status,
                    cin=case.child.need_category or "",
                    place=self._place_code(placement, stay),
                    place_provider=self._provider_code(stay),
                    dec=end,
                    rec="X1" if following else self._left(unit) if end else "",
                    reason_place_change=placement.end_reason or "" if moved else "",
                    home_post=case.child.home_postcode,
                    pl_post=placement.postcode,
                    urn=self._urn(stay),
                )
            )

    def _legal_path(
        self, case: Case, unit: Unit, placed: list[tuple[Placement, Stay]]
    ) -> dict[date, str]:
        """Return the days on which a child's legal status changed, the first day included."""
        rng, status = self.record.rng, case.child.legal_status or "V2"
        start = placed[0][0].starts_on
        end = placed[-1][0].ended_on or self.record.today
        days = (end - start).days
        if status == "V2":
            return {start: "V2"}
        path = {start: "C1"}
        young = age_in_years(case.child.born_on, start + timedelta(days=50)) < 17
        voluntary_first = young and unit.setting is not Setting.PARENTS and rng.random() < 0.35
        if voluntary_first and days > 60:
            path = {start: "V2", start + timedelta(days=rng.randrange(9, 45)): "C1"}
        if status != "C1":
            order = start + timedelta(days=min(days - 2, rng.randrange(170, 300)))
            seventeen = years_before(case.child.born_on, -17)
            if order < seventeen and days > 70 and order not in path and order > max(path):
                path[order] = status
            else:
                path = {start: status}
        return path

    def _place_code(self, placement: Placement, stay: Stay) -> str:
        if stay.adopters:
            return "A6"
        if stay.setting is Setting.CONNECTED:
            # A match for the long term comes after a year or two.
            return "U1" if (self.record.today - placement.starts_on).days > 600 else "U3"
        if stay.household is not None:
            return "U4" if placement.kind is ApprovalKind.LONG_TERM else "U6"
        if stay.home is not None and stay.home.kind is ProviderKind.SECURE:
            return "K1"
        codes = {Setting.HOME: "K2", Setting.SUPPORTED: "K3", Setting.SCHOOL: "S1"}
        return codes.get(stay.setting, "P1")

    def _provider_of(self, stay: Stay) -> Provider | None:
        number = (
            stay.household.provider_id
            if stay.household
            else stay.home.provider_id
            if stay.home
            else None
        )
        return self.providers[number] if number else None

    def _provider_code(self, stay: Stay) -> str:
        if stay.setting is Setting.PARENTS and not stay.adopters:
            return "PR0"
        provider = self._provider_of(stay)
        if provider is None:
            return "PR1"
        return "PR5" if provider.sector == "Voluntary" else "PR4"

    def _urn(self, stay: Stay) -> str:
        if stay.setting is Setting.PARENTS and not stay.adopters:
            return ""
        if stay.home is not None:
            return stay.home.urn
        provider = self._provider_of(stay)
        return provider.urn if provider else figures.OWN_URN

    def _ledger(self, placed: list[tuple[Placement, Stay]]) -> None:
        """Add the ledger's lines: a start, moves, an end; each entered within a working day or two."""
        for number, (placement, stay) in enumerate(placed):
            kind = LedgerKind.MOVE if number else LedgerKind.START
            words = f"{'Moved to' if number else 'Placed with'} {_where(stay)}"
            self._line(placement, kind, placement.starts_on, words)
        placement, stay = placed[-1]
        if placement.ended_on is not None:
            self._line(placement, LedgerKind.END, placement.ended_on, f"Left {_where(stay)}")

    def _line(self, placement: Placement, kind: LedgerKind, day: date, words: str) -> None:
        recorded = office_day(day) if office_day(day) == day else next_office_day(day)
        ending = kind is LedgerKind.END
        self.record.ledger.append(
            LedgerLine(
                id=self.record.next_id("ledger"),
                placement_id=PlacementId(placement.id or 0),
                child_id=placement.child_id,
                kind=kind,
                effective_on=day,
                recorded_at=instant(
                    min(recorded, self.record.today), 9, self.record.rng.randrange(60)
                ),
                recorded_by=self.business,
                words=words,
                weekly_price_pence=None if ending else placement.weekly_price_pence,
            )
        )


def _where(stay: Stay) -> str:
    if stay.household is not None:
        return stay.household.name
    if stay.home is not None:
        return stay.home.name
    return "adopters" if stay.adopters else "a parent"
