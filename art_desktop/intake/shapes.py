"""The kinds of import: their fields, a mapping to propose, and the preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from art_desktop.domain.duplicate_bodies import Body, match_bodies
from art_desktop.domain.duplicates import Likeness, Person, find_duplicates, match_people
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    ChildRecord,
    Existing,
    FieldSpec,
    HouseholdRecord,
    ImportKind,
    MappedTable,
    Mapping,
    Part,
    Preview,
    ProblemList,
    ProposedDuplicate,
    RawTable,
    Severity,
)
from art_desktop.domain.places import Gazetteer
from art_desktop.intake.codes import collection_year, load_codes
from art_desktop.intake.dfe903 import (
    check_columns,
    episode_fields,
    header_fields,
    part_of,
    read_episodes,
    read_header,
    year_of,
)
from art_desktop.intake.dfe_rules import check_episodes
from art_desktop.intake.household_fields import household_fields
from art_desktop.intake.household_sheet import read_households
from art_desktop.intake.mapping import RowReader, map_columns
from art_desktop.intake.ofsted import OFSTED_FIELDS, read_ofsted


def fields_of(kind: ImportKind, part: Part, year: int) -> tuple[FieldSpec, ...]:
    """The fields of one file of an import, with the codes of a collection year."""
    if kind is ImportKind.PROVIDERS_OFSTED:
        return OFSTED_FIELDS
    codes = load_codes(year)
    if kind is ImportKind.HOUSEHOLDS:
        return household_fields(codes)
    return episode_fields(codes) if part is Part.EPISODES else header_fields(codes)


def propose_mapping(columns: Sequence[str], kind: ImportKind, *, as_of: date) -> Mapping:
    """The likeliest column for each field. DfE files are taken by their own names, or not at all."""
    part = part_of(columns) if kind is ImportKind.DFE_903 else Part.MAIN
    fields = fields_of(kind, part, collection_year(as_of))
    if kind is not ImportKind.DFE_903:
        return map_columns(columns, fields, kind, part)
    by_name = {column.strip().upper(): column for column in columns}
    pairs = tuple((f.name, by_name[f.name]) for f in fields if f.name in by_name)
    taken = {column for _, column in pairs}
    unused = tuple(column for column in columns if column not in taken)
    return Mapping(
        kind, part, pairs, unused, tuple(f.name for f in fields if f.name not in by_name)
    )


def recognise(columns: Sequence[str], *, as_of: date) -> ImportKind | None:
    """The kind of import that the headings fit best, or None when they fit none."""
    names = {column.strip().upper() for column in columns}
    if {"CHILD", "DOB"} <= names or {"CHILD", "DECOM"} <= names:
        return ImportKind.DFE_903
    best: tuple[int, ImportKind] | None = None
    for kind in (ImportKind.PROVIDERS_OFSTED, ImportKind.HOUSEHOLDS):
        mapping = propose_mapping(columns, kind, as_of=as_of)
        score = len(mapping.pairs)
        if not mapping.missing and score >= 3 and (best is None or score > best[0]):
            best = score, kind
    return None if best is None else best[1]


def preview(
    tables: Sequence[MappedTable],
    existing: Existing,
    *,
    as_of: date,
    gazetteer: Gazetteer | None = None,
) -> Preview:
    """Everything that would be saved, and everything wrong with it. Nothing is changed.

    Args: tables: one file, or for DfE 903 the Header and the Episodes in either order.
    Raises: RuleBroken: the files do not belong together, or one is missing.
    """
    kinds = {mapped.mapping.kind for mapped in tables}
    if len(kinds) != 1:
        raise _wrong_files("The files are of different kinds.", "Choose the files of one import.")
    kind = kinds.pop()
    if kind is ImportKind.DFE_903:
        return _preview_903(tables, existing, as_of, gazetteer)
    if len(tables) != 1:
        raise _wrong_files("There are several files.", "Choose them one after another.")
    if kind is ImportKind.PROVIDERS_OFSTED:
        return _preview_ofsted(tables[0], existing)
    return _preview_households(tables[0], existing, as_of, gazetteer)


def _wrong_files(why: str, what_next: str) -> RuleBroken:
    return RuleBroken("The preview was not made.", why, what_next, rule="import_files")


def _problems(table: RawTable, part: Part) -> ProblemList:
    problems = ProblemList(part)
    for found in table.problems:
        problems.add(found.row, found.column, found.words, found.severity, found.rule)
    return problems


def _check_postcodes(
    found: Iterable[tuple[int, str, str]], problems: ProblemList, gazetteer: Gazetteer | None
) -> None:
    """Warn of a postcode that is not in the directory: its distances will be about right at best."""
    asked = list(found)
    if gazetteer is None:
        return
    places = gazetteer.find_many([postcode for _, _, postcode in asked])
    for (row, column, postcode), place in zip(asked, places, strict=True):
        if place is None:
            words = f"{postcode} is not in the postcode directory: no distance can be worked out."
        elif place.approximate:
            words = (
                f"{postcode} is not in the postcode directory: distances will be from its district."
            )
        else:
            continue
        problems.add(row, column, words, Severity.WARNING, "postcode_unknown")


def _preview_households(
    mapped: MappedTable, existing: Existing, as_of: date, gazetteer: Gazetteer | None
) -> Preview:
    problems = _problems(mapped.table, Part.MAIN)
    fields = fields_of(ImportKind.HOUSEHOLDS, Part.MAIN, collection_year(as_of))
    reader = RowReader(mapped, fields, problems)
    households = read_households(reader, problems, as_of)
    column = reader.column("postcode")
    at = [(h.row, column, h.postcode) for h in households if h.postcode]
    _check_postcodes(at, problems, gazetteer)
    bodies = [Body(h.row, h.name, h.reference, h.postcode) for h in households]
    found = _proposed("household", match_bodies(bodies, existing.households))
    found += _proposed("household", match_people(_carers(households), existing.carers))
    found += _twice_in_file(households)
    return Preview(
        ImportKind.HOUSEHOLDS,
        len(mapped.table.rows),
        (mapped.table.sha256,),
        households=households,
        problems=tuple(problems.found),
        duplicates=_best(found),
    )


def _carers(households: Iterable[HouseholdRecord]) -> list[Person]:
    return [
        Person(h.row, c.forename, c.surname, c.born_on, h.postcode)
        for h in households
        for c in h.carers
    ]


def _twice_in_file(households: Sequence[HouseholdRecord]) -> list[ProposedDuplicate]:
    """Two references for carers who may be the same people."""
    found = []
    for one in find_duplicates(_carers(households)):
        first, second = sorted((_row(one.first), _row(one.second)))
        if first != second:
            found.append(ProposedDuplicate(second, "household", None, first, one.score, one.why))
    return found


def _preview_ofsted(mapped: MappedTable, existing: Existing) -> Preview:
    problems = _problems(mapped.table, Part.MAIN)
    providers, homes = read_ofsted(RowReader(mapped, OFSTED_FIELDS, problems), problems)
    named = [Body(p.row, p.name, p.urn, p.postcode) for p in providers]
    open_homes = [Body(h.row, h.name, h.urn, h.postcode) for h in homes]
    found = _proposed("provider", match_bodies(named, existing.providers))
    found += _proposed("home", match_bodies(open_homes, existing.homes))
    return Preview(
        ImportKind.PROVIDERS_OFSTED,
        len(mapped.table.rows),
        (mapped.table.sha256,),
        providers=providers,
        homes=homes,
        problems=tuple(problems.found),
        duplicates=_best(found),
    )


def _preview_903(
    tables: Sequence[MappedTable], existing: Existing, as_of: date, gazetteer: Gazetteer | None
) -> Preview:
    by_part = {mapped.mapping.part: mapped for mapped in tables}
    if len(tables) != 2 or set(by_part) != {Part.HEADER, Part.EPISODES}:
        raise _wrong_files(
            "The return needs one Header file and one Episodes file.",
            "Choose both: Header has CHILD and DOB, Episodes has CHILD and DECOM.",
        )
    header, episodes = by_part[Part.HEADER], by_part[Part.EPISODES]
    of_header = _problems(header.table, Part.HEADER)
    of_episodes = _problems(episodes.table, Part.EPISODES)
    complete = [
        check_columns(header.table, Part.HEADER, of_header),
        check_columns(episodes.table, Part.EPISODES, of_episodes),
    ]
    kind, hashes = ImportKind.DFE_903, (header.table.sha256, episodes.table.sha256)
    rows = len(header.table.rows) + len(episodes.table.rows)
    if not all(complete):
        problems = (*of_header.found, *of_episodes.found)
        return Preview(kind, rows, hashes, problems=problems)
    year = year_of(episodes.table)
    codes = load_codes(year)
    header_rows = RowReader(header, header_fields(codes), of_header)
    children, children_unread = read_header(header_rows, of_header, as_of)
    lived, episodes_unread = read_episodes(RowReader(episodes, episode_fields(codes), of_episodes))
    check_episodes(
        lived,
        children,
        of_episodes,
        year=year,
        as_of=as_of,
        gazetteer=gazetteer,
        children_unread=children_unread,
        episodes_unread=episodes_unread,
    )
    at = [(e.row, "PL_POST", e.pl_post) for e in lived if e.pl_post and e.dec is None]
    at += [(e.row, "HOME_POST", e.home_post) for e in lived if e.home_post and e.dec is None]
    _check_postcodes(at, of_episodes, gazetteer)
    return Preview(
        kind,
        rows,
        hashes,
        children=children,
        episodes=lived,
        problems=(*of_header.found, *of_episodes.found),
        duplicates=_known_children(children, existing),
    )


def _known_children(
    children: Iterable[ChildRecord], existing: Existing
) -> tuple[ProposedDuplicate, ...]:
    known = {case_number.strip().upper(): child_id for case_number, child_id in existing.children}
    return tuple(
        ProposedDuplicate(c.row, "child", known[key], None, 1.0, "The same case number.")
        for c in children
        if (key := c.case_number.upper()) in known
    )


def _proposed(what: str, found: Iterable[Likeness]) -> list[ProposedDuplicate]:
    return [
        ProposedDuplicate(_row(one.first), what, _row(one.second), None, one.score, one.why)
        for one in found
    ]


def _row(key: object) -> int:
    assert isinstance(key, int)
    return key


def _best(found: Iterable[ProposedDuplicate]) -> tuple[ProposedDuplicate, ...]:
    """One proposal for each row and record, the likeliest; a row with the same reference has one."""
    best: dict[tuple[int, str, int | None, int | None], ProposedDuplicate] = {}
    for one in found:
        key = one.row, one.what, one.existing_id, one.other_row
        if key not in best or best[key].score < one.score:
            best[key] = one
    certain = {(one.row, one.what) for one in best.values() if one.score == 1.0}
    kept = [o for o in best.values() if o.score == 1.0 or (o.row, o.what) not in certain]
    return tuple(sorted(kept, key=lambda one: (one.row, -one.score)))
