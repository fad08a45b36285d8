"""Outside providers and their homes: as a list, as pages, as forms; what they say of their free places."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TypedDict

from art_desktop.domain import provider_checks
from art_desktop.domain.errors import FieldClash, FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HomeId, ProviderId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.places import Place, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import NOTICE_DAYS, ProviderTerms, soon_lapsing
from art_desktop.domain.provider_views import (
    HomePage,
    ProviderPage,
    SaidFree,
    SaveHome,
    SaveProvider,
)
from art_desktop.domain.providers import Home, HomePurpose, Provider
from art_desktop.domain.read_models import Changed, ProviderRow
from art_desktop.domain.vocabulary import ProviderKind, Tier
from art_desktop.domain.wording import day_words
from art_desktop.services import provider_views
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.provider_terms import terms_of
from art_desktop.services.views import home_title


class ProviderService(BaseService):
    """What is done with providers and their homes."""

    @permitted(Permission.SEE_HOUSEHOLDS)
    def rows(self, actor: Actor) -> tuple[ProviderRow, ...]:
        """Return every agency, then every home under its provider's name, with how many of our children live there."""
        with self._store.reading(actor) as uow:
            living = uow.placements_on(self._context.today())
            by_home: Counter[int] = Counter(p.home_id for p in living if p.home_id)
            by_provider: Counter[int] = Counter(p.provider_id for p in living if p.provider_id)
            # A placement in an agency's household may name the household alone.
            alone = [p.household_id for p in living if p.household_id and not p.provider_id]
            lived_in = uow.by_ids(Household, alone)
            for household_id in alone:
                agency = lived_in[household_id].provider_id
                if agency is not None:
                    by_provider[agency] += 1
            providers: dict[int, Provider] = {
                p.id: p for p in uow.all(Provider) if p.id is not None
            }
            homes = uow.all(Home)
            terms = terms_of(uow, [ProviderId(key) for key in providers], self._context.today())
            with_homes = {home.provider_id for home in homes}
            rows = [
                _row(one, by_provider[key], terms[ProviderId(key)])
                for key, one in providers.items()
                if one.kind.tier is Tier.IFA or key not in with_homes
            ]
            rows += [
                _home_row(home, providers, by_home[home.id or 0], terms[home.provider_id])
                for home in homes
            ]
        return tuple(sorted(rows, key=lambda row: (row.home_id is not None, row.name.casefold())))

    @permitted(Permission.SEE_HOUSEHOLDS)
    def page(self, actor: Actor, provider_id: ProviderId) -> ProviderPage:
        """Return a provider with its homes, or the households behind it, as things stand today. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            provider = uow.get(Provider, provider_id)
            return provider_views.provider_page(uow, provider, self._context.today())

    @permitted(Permission.SEE_HOUSEHOLDS)
    def home(self, actor: Actor, home_id: HomeId) -> HomePage:
        """Return a home as one page, without its postcode. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            return provider_views.home_page(uow, uow.get(Home, home_id), self._context.today())

    @permitted(Permission.EDIT_PROVIDERS)
    def form(self, actor: Actor, provider_id: ProviderId) -> SaveProvider:
        """Return a provider as its form has it. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            return provider_views.provider_as_command(uow.get(Provider, provider_id))

    @permitted(Permission.EDIT_PROVIDERS)
    def save(self, actor: Actor, command: SaveProvider) -> ProviderId:
        """Add a provider or change one. Raises: InvalidAnswers, ChangedByOther."""
        doing = "The provider was not saved."
        problems = provider_checks.provider_problems(command, self._context.today())
        with self._store.writing(actor) as uow:
            taken = _same_number(uow, Provider, command.urn, command.provider_id)
            if taken is not None:
                words = f"{taken.name} ({taken.reference}) has that number already."
                problems.append(FieldProblem("urn", words))
            if problems:
                raise InvalidAnswers(doing, tuple(problems))
            if command.provider_id is None:
                reference = f"P-{uow.next_number('P'):04d}"
                provider = Provider(reference=reference, name=command.name, kind=command.kind)
            else:
                provider = uow.get(Provider, command.provider_id)
                theirs = provider_views.provider_as_command(provider)
                require_version(provider.version, command.version, doing, _clashes(command, theirs))
            provider_views.fill_provider(provider, command)
            provider.postcode = try_normalise_postcode(command.postcode) or ""
            if command.provider_id is None:
                uow.add(provider)
            uow.commit()
            assert provider.id is not None
            return provider.id

    @permitted(Permission.EDIT_PROVIDERS)
    def home_form(self, actor: Actor, home_id: HomeId) -> SaveHome:
        """Return a home as its form has it; its postcode is in it, so the opening is logged. Raises: NotFound."""
        with self._store.writing(actor) as uow:
            command = provider_views.home_as_command(uow.get(Home, home_id))
            uow.log("address opened", "home", home_id)
            uow.commit()
        return command

    @permitted(Permission.EDIT_PROVIDERS)
    def save_home(self, actor: Actor, command: SaveHome) -> HomeId:
        """Add a home or change one; its place is looked up. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The home was not saved."
        problems = provider_checks.home_problems(command, self._context.today())
        place = self._place(command.postcode, problems)
        with self._store.writing(actor) as uow:
            provider = uow.get(Provider, command.provider_id)
            _require_homes(provider, doing)
            taken = _same_number(uow, Home, command.urn, command.home_id)
            if taken is not None:
                words = f"Home {taken.reference} has that number already."
                problems.append(FieldProblem("urn", words))
            if problems:
                raise InvalidAnswers(doing, tuple(problems))
            home = self._home_of(uow, command, doing)
            provider_views.fill_home(home, command)
            _put_purposes(home, command)
            _put_place(home, place)
            if command.home_id is None:
                uow.add(home)
            else:
                uow.touch(home)
            uow.commit()
            assert home.id is not None
            return home.id

    @permitted(Permission.APPROACH)
    def said_free(self, actor: Actor, command: SaidFree) -> Changed:
        """Record what a provider said of a home's free places. Raises: InvalidAnswers, ChangedByOther."""
        doing = "What they said was not recorded."
        with self._store.writing(actor) as uow:
            home = uow.get(Home, command.home_id)
            today = self._context.today()
            ours = sum(one.home_id == home.id for one in uow.placements_on(today))
            problems = provider_checks.said_free_problems(command, home.places, ours, today)
            if problems:
                raise InvalidAnswers(doing, tuple(problems))
            require_version(home.version, command.version, doing)
            home.said_free, home.said_free_on = command.free, command.said_on
            uow.commit()
        words = "What they said is taken back."
        if command.free is not None and command.said_on is not None:
            words = f"Recorded: {command.free} free, as said on {day_words(command.said_on)}."
        return Changed(frozenset({"provider"}), words=words)

    def _place(self, typed: str, problems: list[FieldProblem]) -> Place | None:
        """Look a postcode up; one that is in no list is a problem."""
        postcode = try_normalise_postcode(typed)
        place = self._context.gazetteer.find(postcode) if postcode else None
        if postcode and place is None:
            words = f"{postcode} is not in the list of postcodes. Check it, or leave it empty."
            problems.append(FieldProblem("postcode", words))
        return place

    @staticmethod
    def _home_of(uow: UnitOfWork, command: SaveHome, doing: str) -> Home:
        """Return the home to be changed, or a new one with its number."""
        if command.home_id is None:
            reference = f"HM-{uow.next_number('HM'):05d}"
            return Home(reference=reference, provider_id=command.provider_id, kind=command.kind)
        home = uow.get(Home, command.home_id)
        theirs = provider_views.home_as_command(home)
        require_version(home.version, command.version, doing, _clashes(command, theirs))
        return home


def _require_homes(provider: Provider, doing: str) -> None:
    """Refuse a home of an organisation that has none."""
    if provider.kind in provider_checks.WITHOUT_HOMES:
        raise RuleBroken(
            doing,
            f"{provider.name} is an agency and has no homes of its own.",
            "Record the families it offers as households.",
            rule="agency_without_homes",
        )
    if provider.kind in provider_checks.NO_HOMES:
        raise RuleBroken(
            doing,
            f"{provider.name} is on record as “{provider.kind.words.lower()}”, where no child lives.",
            "Change the provider's kind first, if it runs homes as well.",
            rule="no_homes",
        )


def _same_number(
    uow: UnitOfWork, kind: type[Provider | Home], urn: str, own: int | None
) -> Provider | Home | None:
    """Return another record with a registration number, if there is one."""
    if not urn.strip():
        return None
    return next((one for one in uow.all(kind, urn=urn.strip()) if one.id != own), None)


def _clashes(mine: object, theirs: object) -> tuple[FieldClash, ...]:
    """Return the fields in which two versions of a form differ."""
    names = [name for name in vars(mine) if name not in {"version", "provider_id", "home_id"}]
    return tuple(
        FieldClash(
            name.replace("_", " "), _shown(getattr(mine, name)), _shown(getattr(theirs, name))
        )
        for name in names
        if getattr(mine, name) != getattr(theirs, name)
    )


def _shown(value: object) -> str:
    """Return an answer as two versions of it are compared."""
    if isinstance(value, tuple):
        return ", ".join(f"{line.need.words}: {line.up_to.words.lower()}" for line in value)
    return "" if value is None else str(getattr(value, "words", value))


def _put_purposes(home: Home, command: SaveHome) -> None:
    """Write the statement's needs onto a home; those that are the same keep their rows."""
    wanted = {line.need: line.up_to for line in command.purposes}
    home.purposes = [one for one in home.purposes if one.need in wanted]
    for one in home.purposes:
        one.up_to = wanted.pop(one.need)
    home.purposes += [HomePurpose(need=need, up_to=up_to) for need, up_to in wanted.items()]


def _put_place(home: Home, place: Place | None) -> None:
    """Write where a home is. Without a postcode nothing is known but its council's name."""
    grid = place.grid_reference if place else None
    home.postcode = place.postcode if place else ""
    home.easting = grid.easting if grid else None
    home.northing = grid.northing if grid else None
    home.area_code = place.local_authority_code if place else ""


def _row(one: Provider, here: int, terms: ProviderTerms) -> ProviderRow:
    """Return an organisation as one line."""
    assert one.id is not None
    return ProviderRow(
        id=one.id,
        home_id=None,
        reference=one.reference,
        name=one.name,
        kind=one.kind,
        area=one.town or one.local_authority,
        grade=one.grade,
        inspected_on=one.inspected_on,
        places=None,
        here=here,
        on_framework=terms.on_lot(one.kind),
        suspended=terms.suspended() is not None,
        urn=one.urn,
        **_terms_columns(terms, one.kind),
    )


class _TermsColumns(TypedDict):
    """The columns of a line that say on which terms a provider may be used."""

    checks: str
    checks_until: date | None
    contract: str
    contract_until: date | None
    soon: str


def _terms_columns(terms: ProviderTerms, kind: ProviderKind) -> _TermsColumns:
    """Return how checks and contract stand, and what runs out within the notice."""
    missing = terms.checks_lacking
    if len(missing) == len(terms.checks):
        checks = "none in date"
    else:
        checks = f"{len(missing)} missing" if missing else "in order"
    contract = terms.contract_for(kind)
    soon = soon_lapsing(terms, NOTICE_DAYS)
    return _TermsColumns(
        checks=checks,
        checks_until=terms.checks_until,
        contract="none" if contract is None else contract.kind.words,
        contract_until=None if contract is None else contract.ends_on,
        soon=f"{soon[0][1]}, {day_words(soon[0][0])}" if soon else "",
    )


def _home_row(
    home: Home, providers: dict[int, Provider], here: int, terms: ProviderTerms
) -> ProviderRow:
    """Return a home as one line."""
    provider = providers[home.provider_id]
    return ProviderRow(
        id=home.provider_id,
        home_id=home.id,
        reference=home.reference,
        name=f"{home_title(home, providers)} · {provider.name}",
        kind=home.kind,
        area=provider_views.area_of(home),
        grade=home.grade,
        inspected_on=home.inspected_on,
        places=home.places,
        here=here,
        on_framework=terms.on_lot(home.kind),
        suspended=terms.suspended(home.id) is not None,
        urn=home.urn,
        **_terms_columns(terms, home.kind),
    )
