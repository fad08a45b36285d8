"""Turns providers, homes and the households behind an agency into what is shown of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from art_desktop.domain.capacity import capacity
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HomeId, HouseholdId
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import outcode_of, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_checks import NO_HOMES, WITHOUT_HOMES
from art_desktop.domain.provider_terms import ProviderTerms, lacking_sentence
from art_desktop.domain.provider_views import (
    HomeLine,
    HomePage,
    OfferedHousehold,
    ProviderPage,
    PurposeLine,
    SaveHome,
    SaveProvider,
)
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import LineView
from art_desktop.domain.vacancies_of_homes import free_places
from art_desktop.domain.vocabulary import Grade, NeedCode, ProviderKind
from art_desktop.domain.wording import day_words, weekly_words
from art_desktop.services.framework_views import terms_view
from art_desktop.services.provider_terms import terms_of
from art_desktop.services.views import home_title, placement_views


def area_of(home: Home) -> str:
    """Return where a home is, as far as a list tells it: the first half of its postcode, or its council."""
    whole = try_normalise_postcode(home.postcode) if home.postcode else None
    return outcode_of(whole) if whole else home.local_authority or home.town


def is_active(status: str) -> bool:
    """Say whether a registration stands: as the search reads it."""
    return status.casefold() == "active"


def provider_page(uow: UnitOfWork, provider: Provider, today: date) -> ProviderPage:
    """Return a provider as one page, as things stand today."""
    assert provider.id is not None
    terms = terms_of(uow, [provider.id], today)[provider.id]
    homes = uow.all(Home, provider_id=provider.id)
    living = uow.placements_on(today)
    home_ids = {home.id for home in homes}
    households = {h.id for h in uow.all(Household, provider_id=provider.id)}
    here = [
        one
        for one in living
        if one.provider_id == provider.id
        or (one.home_id is not None and one.home_id in home_ids)
        or (one.household_id is not None and one.household_id in households)
    ]
    return ProviderPage(
        id=provider.id,
        reference=provider.reference,
        name=provider.name,
        kind=provider.kind,
        offers_households=provider.kind in WITHOUT_HOMES,
        runs_homes=provider.kind not in NO_HOMES,
        suspended=terms.suspended() is not None,
        version=provider.version,
        warnings=provider_warnings(provider, terms, provider.kind),
        organisation=_organisation(provider),
        terms=terms_view(uow, provider, homes, today),
        homes=home_lines(homes, {provider.id: provider}, living),
        households=_offered(uow, {key for key in households if key is not None}, today),
        placements=placement_views(uow, here),
    )


def provider_warnings(
    provider: Provider, terms: ProviderTerms, kind: ProviderKind, home_id: HomeId | None = None
) -> tuple[str, ...]:
    """Return why a provider, or one home of it, is not to be used as it stands, a sentence each."""
    found = []
    suspension = terms.suspended(home_id)
    if suspension is not None:
        whom = "Suspended" if suspension.home_id is None else "This home is suspended"
        reason = suspension.reason.rstrip(".")
        found.append(
            f"{whom} since {day_words(suspension.starts_on)}: {reason}. "
            "The search leaves it out until that is lifted."
        )
    if not is_active(provider.registration_status):
        found.append(f"Registration: {provider.registration_status.casefold()}.")
    if terms.lacking(kind, home_id, suspension_waived=True):
        found.append(lacking_sentence(terms, kind, home_id, suspension_waived=True))
    return tuple(found)


def _lines(*pairs: tuple[str, str]) -> tuple[LineView, ...]:
    """Return the pairs that say something."""
    return tuple(LineView(label, words) for label, words in pairs if words)


def _day(label: str, on: date | None) -> str:
    return f"{label} {day_words(on)}" if on is not None else ""


def graded(grade: Grade | None, on: date | None) -> str:
    """Return a grade with the day of its inspection: "Good, Tue 24 Nov 2026"."""
    if grade is None:
        return _day("not graded, inspected", on)
    return f"{grade.words}, {day_words(on)}" if on is not None else grade.words


def _organisation(one: Provider) -> tuple[LineView, ...]:
    return _lines(
        ("Kind", one.kind.words),
        ("Sector", one.sector),
        ("Registration", f"{one.urn} · {one.registration_status}" if one.urn else ""),
        ("Registered", day_words(one.registered_on) if one.registered_on else ""),
        ("Ofsted", graded(one.grade, one.inspected_on)),
        ("Where", ", ".join(part for part in (one.town, one.local_authority) if part)),
        ("Telephone", one.phone),
        ("E-mail", one.email),
        ("Typical price", weekly_words(one.typical_weekly_price_pence)),
    )


def _offered(uow: UnitOfWork, keys: set[HouseholdId], today: date) -> tuple[OfferedHousehold, ...]:
    """Return the households on record behind an agency, by name; their places as the household's own page has them."""
    facts = [one for one in uow.household_facts(today) if one.household_id in keys] if keys else []
    lines = []
    for one in facts:
        room = capacity(one)
        lines.append(
            OfferedHousehold(
                id=one.household_id,
                reference=one.reference,
                name=one.name,
                status_words="On hold"
                if any(hold.places is None for hold in one.holds)
                else one.status.words,
                area=outcode_of(one.postcode) if one.postcode else "",
                places=room.places,
                here=room.here,
                free=room.free,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.reference)))


def home_lines(
    homes: Sequence[Home], providers: dict[int, Provider], living: Sequence[Placement]
) -> tuple[HomeLine, ...]:
    """Return homes as lines, by title."""
    started: dict[int, list[date]] = defaultdict(list)
    for one in living:
        if one.home_id is not None:
            started[one.home_id].append(one.starts_on)
    lines = [home_line(home, providers, started.get(home.id or 0, [])) for home in homes]
    return tuple(sorted(lines, key=lambda line: (line.title.casefold(), line.reference)))


def home_line(home: Home, providers: dict[int, Provider], started: Sequence[date]) -> HomeLine:
    """Return a home as one line. `started`: first days of our children who live there."""
    assert home.id is not None
    return HomeLine(
        id=home.id,
        version=home.version,
        reference=home.reference,
        title=home_title(home, providers),
        withheld=not home.name,
        kind=home.kind,
        area=area_of(home),
        places=home.places,
        here=len(started),
        free=free_places(home.places, home.said_free, home.said_free_on, started),
        said_free_on=home.said_free_on,
        ages=ages_words(home.age_from, home.age_to),
        sex=home.sex,
        grade=home.grade,
        inspected_on=home.inspected_on,
        registered=is_active(home.registration_status),
    )


def ages_words(low: int | None, high: int | None) -> str:
    """Return "8 to 17", "from 16", "to 17", or nothing."""
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"from {low}"
    return f"to {high}" if high is not None else ""


_YES = {True: "yes", False: "no", None: ""}


def home_page(uow: UnitOfWork, home: Home, today: date) -> HomePage:
    """Return a home as one page, as things stand today."""
    provider = uow.get(Provider, home.provider_id)
    here = [one for one in uow.placements_on(today) if one.home_id == home.id]
    terms = terms_of(uow, [home.provider_id], today)[home.provider_id]
    line = home_line(home, {home.provider_id: provider}, [one.starts_on for one in here])
    warnings = [] if line.registered else [f"Registration: {home.registration_status.casefold()}."]
    shift = "{} on a shift".format
    return HomePage(
        line=line,
        provider_id=home.provider_id,
        provider=provider.name,
        warnings=(*warnings, *provider_warnings(provider, terms, home.kind, home.id)),
        registration=_lines(
            ("Kind", home.kind.words),
            ("Registration", f"{home.urn} · {home.registration_status}" if home.urn else ""),
            ("Registered", day_words(home.registered_on) if home.registered_on else ""),
            ("Manager", home.registered_manager),
            ("Ofsted", graded(home.grade, home.inspected_on)),
            ("Where", ", ".join(part for part in (home.town, home.local_authority) if part)),
        ),
        takes=_lines(
            ("Places", str(home.places) if home.places is not None else ""),
            ("Ages", line.ages),
            ("Children", home.sex.words if home.sex else ""),
            ("Short breaks only", "yes" if home.short_break_only else ""),
            ("Price", weekly_words(home.weekly_price_pence)),
        ),
        staffing=_lines(
            ("By day", "" if home.staff_by_day is None else shift(home.staff_by_day)),
            ("By night", "" if home.staff_by_night is None else shift(home.staff_by_night)),
            ("Awake at night", _YES[home.waking_night]),
            ("Education on site", _YES[home.education_on_site]),
            ("Therapy on site", _YES[home.therapy_on_site]),
            ("Step-free", _YES[home.step_free]),
        ),
        statement=home.statement,
        statement_on=home.statement_on,
        purposes=_purposes(home),
        said_free=home.said_free,
        weekly_price_pence=home.weekly_price_pence,
        placements=placement_views(uow, here),
    )


def _purposes(home: Home) -> tuple[LineView, ...] | None:
    if not home.purposes:
        return None
    order = list(NeedCode)
    return tuple(
        LineView(one.need.words, f"up to {one.up_to.words.lower()}")
        for one in sorted(home.purposes, key=lambda one: order.index(one.need))
    )


# The forms.

_OF_PROVIDER = tuple(
    name for name in SaveProvider.__dataclass_fields__ if name not in {"provider_id", "version"}
)
_OF_HOME = tuple(
    name
    for name in SaveHome.__dataclass_fields__
    if name not in {"home_id", "version", "provider_id", "purposes"}
)


def provider_as_command(one: Provider) -> SaveProvider:
    """Return a provider as its form has it."""
    values = {name: getattr(one, name) for name in _OF_PROVIDER}
    return SaveProvider(provider_id=one.id, version=one.version, **values)


def home_as_command(one: Home) -> SaveHome:
    """Return a home as its form has it."""
    values = {name: getattr(one, name) for name in _OF_HOME}
    order = list(NeedCode)
    purposes = sorted(one.purposes, key=lambda line: order.index(line.need))
    return SaveHome(
        home_id=one.id,
        provider_id=one.provider_id,
        version=one.version,
        purposes=tuple(PurposeLine(need=line.need, up_to=line.up_to) for line in purposes),
        **values,
    )


def fill_provider(one: Provider, command: SaveProvider) -> None:
    """Write the form onto the provider."""
    for name in _OF_PROVIDER:
        value = getattr(command, name)
        setattr(one, name, value.strip() if type(value) is str else value)


def fill_home(one: Home, command: SaveHome) -> None:
    """Write the form onto the home, but for its purposes."""
    for name in _OF_HOME:
        value = getattr(command, name)
        setattr(one, name, value.strip() if type(value) is str else value)
