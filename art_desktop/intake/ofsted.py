"""Ofsted's published list of children's social care providers, in its shapes of several years.

Fostering and adoption agencies are providers with a URN of their own. Everything else is a home of
the organisation named beside it. Ofsted prints REDACTED for the name, town and postcode of a
children's home: that is kept as withheld, never as a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    FieldSpec,
    HomeRecord,
    ProblemList,
    ProviderRecord,
    Severity,
    shown,
)
from art_desktop.domain.vocabulary import Grade, ProviderKind
from art_desktop.intake.mapping import RowReader
from art_desktop.intake.mapping import field_spec as _field
from art_desktop.intake.values import (
    coded,
    parse_date,
    parse_postcode,
    plain,
    short_text,
    whole_number,
)

_WITHHELD = frozenset({"redacted", "withheld", "not published"})
_AGENCIES = frozenset({ProviderKind.IFA, ProviderKind.ADOPTION})
# Tried in this order; the first whose words are all in the provision type is the kind.
_KINDS = (
    (("fostering",), ProviderKind.IFA),
    (("adoption",), ProviderKind.ADOPTION),
    (("secure", "home"), ProviderKind.SECURE),
    (("supported", "accommodation"), ProviderKind.SUPPORTED),
    (("residential", "special", "school"), ProviderKind.SPECIAL_SCHOOL),
    (("family", "centre"), ProviderKind.FAMILY_CENTRE),
    (("children", "home"), ProviderKind.CHILDRENS_HOME),
    (("boarding",), ProviderKind.OTHER),
    (("college",), ProviderKind.OTHER),
    (("holiday",), ProviderKind.OTHER),
    (("secure", "training"), ProviderKind.OTHER),
)


def _kind(cell: str) -> tuple[ProviderKind, bool]:
    """The kind, and whether the provision type is one that is known."""
    words = set(plain(cell).replace("childrens", "children").split())
    for wanted, kind in _KINDS:
        if words.issuperset(wanted):
            return kind, True
    return ProviderKind.OTHER, False


def _open_text(cell: str) -> str:
    return "" if plain(cell) in _WITHHELD else short_text(cell)


def _open_postcode(cell: str) -> str:
    return "" if plain(cell) in _WITHHELD else parse_postcode(cell)


_grade = coded(Grade, {"requires improvement": Grade.REQUIRES_IMPROVEMENT})


def _grade_if_any(cell: str) -> Grade | None:
    empty = ("not yet inspected", "null", "n a", "no judgement", "not judged", "not inspected")
    return None if plain(cell) in empty else _grade(cell)


def _date_if_any(cell: str) -> object:
    return None if plain(cell) in ("null", "n a") else parse_date(cell)


def _short_break(cell: str) -> bool:
    words = plain(cell)
    return "short break only" in words or words in ("yes", "y", "true")


def _urn(cell: str) -> str:
    number = cell.strip().upper().removesuffix(".0")
    if not (number.isascii() and number.isalnum()) or not 4 <= len(number) <= 12:
        raise RuleBroken(f"{shown(cell)} is not an Ofsted number (URN).")
    return number


OFSTED_FIELDS: tuple[FieldSpec, ...] = (
    _field("urn", "URN", _urn, "unique reference number; provider urn; ofsted urn", required=True),
    _field(
        "provision_type",
        "Provision type",
        short_text,
        "provider type; type of provision; sc provision type; setting type",
        required=True,
    ),
    _field("registration_status", "Registration status", short_text, "status"),
    _field("registered_on", "Registration date", _date_if_any, "date registered"),
    _field(
        "name",
        "Name of the setting",
        _open_text,
        "name; setting name; provider name; sc name; provision name; agency name",
    ),
    _field("town", "Town", _open_text, "setting town; address town; locality"),
    _field("postcode", "Postcode", _open_postcode, "setting postcode; post code"),
    _field("region", "Ofsted region", short_text, "region; government office region"),
    _field("authority", "Local authority", short_text, "la; la name; local authority name"),
    _field("sector", "Sector", short_text, "provider sector; sector type"),
    _field(
        "places",
        "Places",
        whole_number(0, 2_000),
        "registered places; maximum users; max users; number of places; number of registered places",
    ),
    _field(
        "short_break_only",
        "Short breaks only",
        _short_break,
        "short break only; short break only children s home; short breaks only home",
    ),
    _field(
        "organisation",
        "Organisation name",
        _open_text,
        "organisation which owns the provider; organisation; owner; registered provider; "
        "owner name; organisation that owns the provider; registrant",
    ),
    _field(
        "grade",
        "Overall experiences and progress of children and young people",
        _grade_if_any,
        "overall experiences and progress; overall effectiveness; overall judgement; "
        "latest overall judgement; overall experiences and progress of children; "
        "latest full inspection overall effectiveness",
    ),
    _field(
        "inspected_on",
        "Latest full inspection date",
        _date_if_any,
        "inspection date; date of latest full inspection; latest inspection date; "
        "last full inspection date; full inspection date",
    ),
)


def read_ofsted(
    reader: RowReader, problems: ProblemList
) -> tuple[tuple[ProviderRecord, ...], tuple[HomeRecord, ...]]:
    """Rows to agencies and organisations, and to the homes that these run."""
    if not reader.complete():
        return (), ()
    rows_of: dict[str, int] = {}
    agencies: list[ProviderRecord] = []
    homes: list[HomeRecord] = []
    names: dict[str, str] = {}
    for number, values in reader.rows():
        if "urn" not in values or "provision_type" not in values:
            continue
        urn = str(values["urn"])
        if rows_of.setdefault(urn, number) != number:
            words = f"{shown(urn)} is in row {rows_of[urn]} too."
            problems.add(number, reader.column("urn"), words, rule="urn_twice")
            continue
        kind, known = _kind(str(values["provision_type"]))
        if not known:
            words = f"{shown(str(values['provision_type']))} is a new kind: it counts as “Other”."
            column = reader.column("provision_type")
            problems.add(number, column, words, Severity.WARNING, "provision_type")
        if kind in _AGENCIES:
            agencies.append(_agency(number, urn, kind, values))
            continue
        key, name = _owner(urn, values)
        if key.startswith("urn:"):
            words = "No organisation is named: the setting stands as its own provider."
            column = reader.column("organisation")
            problems.add(number, column, words, Severity.WARNING, "no_organisation")
        names.setdefault(key, name)
        homes.append(_home(number, urn, kind, key, values))
    return (*agencies, *_organisations(homes, names, reader, rows_of)), tuple(homes)


def _owner(urn: str, values: dict[str, Any]) -> tuple[str, str]:
    organisation = values.get("organisation", "")
    if organisation:
        return f"organisation:{plain(organisation)}", organisation
    return f"urn:{urn}", values.get("name", "") or f"Organisation not named (URN {urn})"


_SHARED = ("registration_status", "registered_on", "region", "town", "postcode")
_JUDGED = ("grade", "inspected_on")


def _agency(number: int, urn: str, kind: ProviderKind, values: dict[str, Any]) -> ProviderRecord:
    name = values.get("name", "") or values.get("organisation", "") or f"Agency, URN {urn}"
    given = {k: values[k] for k in (*_SHARED, *_JUDGED, "sector") if k in values}
    authority = values.get("authority", "")
    return ProviderRecord(
        row=number,
        key=f"urn:{urn}",
        name=name,
        kind=kind,
        urn=urn,
        local_authority=authority,
        **given,
    )


def _home(
    number: int, urn: str, kind: ProviderKind, provider_key: str, values: dict[str, Any]
) -> HomeRecord:
    more = ("name", "places", "short_break_only")
    given = {k: values[k] for k in (*_SHARED, *_JUDGED, *more) if k in values}
    return HomeRecord(
        row=number,
        urn=urn,
        provider_key=provider_key,
        kind=kind,
        local_authority=values.get("authority", ""),
        withheld=values.get("name") == "",
        **given,
    )


def _organisations(
    homes: list[HomeRecord], names: dict[str, str], reader: RowReader, rows_of: dict[str, int]
) -> tuple[ProviderRecord, ...]:
    """One provider for each organisation: of the kind, and sector, that most of its homes are."""
    sectors = _column_by_urn(reader, "sector")
    owned: defaultdict[str, list[HomeRecord]] = defaultdict(list)
    for home in homes:
        owned[home.provider_key].append(home)
    found: list[ProviderRecord] = []
    for key, theirs in owned.items():
        kind = Counter(home.kind for home in theirs).most_common(1)[0][0]
        sector = Counter(sectors.get(home.urn, "") for home in theirs).most_common(1)[0][0]
        row = rows_of[theirs[0].urn]
        found.append(ProviderRecord(row=row, key=key, name=names[key], kind=kind, sector=sector))
    return tuple(found)


def _column_by_urn(reader: RowReader, name: str) -> dict[str, str]:
    table = reader.mapped.table
    if not reader.column(name):
        return {}
    urn = table.columns.index(reader.column("urn"))
    place = table.columns.index(reader.column(name))
    return {row[urn].strip().upper(): row[place] for row in table.rows}
