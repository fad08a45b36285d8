"""The DfE children-looked-after return (SSDA903): Header and Episodes as the way in for children."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    ChildRecord,
    EpisodeRecord,
    FieldSpec,
    Part,
    ProblemList,
    RawTable,
    Severity,
    shown,
)
from art_desktop.domain.vocabulary import Sex
from art_desktop.intake.codes import Codes, collection_year
from art_desktop.intake.mapping import RowReader
from art_desktop.intake.values import parse_date, parse_postcode

HEADER_COLUMNS = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODE_COLUMNS = (
    *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
    *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
)
# The Department works these out and its own outputs carry them; nothing is read from them.
WORKED_OUT = frozenset({"LA", "HOME_LA", "PL_LA", "PL_LOCATION", "PL_DISTANCE", "UASC", "YEAR"})

_UPN = re.compile(r"[A-Z]\d{11}[A-Z0-9]|UN[1-5]", re.ASCII)
_URN = re.compile(r"[A-Z0-9]{4,12}", re.ASCII)
_SEXES = {"1": Sex.MALE, "M": Sex.MALE, "2": Sex.FEMALE, "F": Sex.FEMALE}


def part_of(columns: Sequence[str]) -> Part:
    """Which of the two files has these headings."""
    names = {column.strip().upper() for column in columns}
    return Part.EPISODES if names & {"DECOM", "RNE", "PLACE"} else Part.HEADER


def year_of(episodes: RawTable) -> int:
    """The collection year of a file: that of its latest start or end of an episode.

    Raises: RuleBroken: the file has no date that can be read.
    """
    names = [column.strip().upper() for column in episodes.columns]
    places = [names.index(name) for name in ("DECOM", "DEC") if name in names]
    latest: date | None = None
    for row in episodes.rows:
        for place in places:
            try:
                on = parse_date(row[place])
            except RuleBroken:
                continue
            latest = on if latest is None or on > latest else latest
    if latest is None:
        raise RuleBroken(
            "The collection year of the Episodes file cannot be told.",
            "No row has a start (DECOM) that is a date.",
            "Check that DECOM is filled in as dd/mm/yyyy.",
        )
    return collection_year(latest)


def header_fields(codes: Codes) -> tuple[FieldSpec, ...]:
    """The fields of the Header file, under the return's own names."""
    return (
        FieldSpec("CHILD", "CHILD", True, _child),
        FieldSpec("SEX", "SEX", True, _code(codes, "SEX")),
        FieldSpec("DOB", "DOB", True, parse_date),
        FieldSpec("ETHNIC", "ETHNIC", True, _code(codes, "ETHNIC")),
        FieldSpec("UPN", "UPN", False, str.upper),
        FieldSpec("MOTHER", "MOTHER", False, _mother),
        FieldSpec("MC_DOB", "MC_DOB", False, parse_date),
    )


def episode_fields(codes: Codes) -> tuple[FieldSpec, ...]:
    """The fields of the Episodes file, under the return's own names."""
    coded = ("RNE", "LS", "CIN", "PLACE")
    return (
        FieldSpec("CHILD", "CHILD", True, _child),
        FieldSpec("DECOM", "DECOM", True, parse_date),
        *(FieldSpec(name, name, True, _code(codes, name)) for name in coded),
        FieldSpec("PLACE_PROVIDER", "PLACE_PROVIDER", False, _code(codes, "PLACE_PROVIDER")),
        FieldSpec("DEC", "DEC", False, parse_date),
        FieldSpec("REC", "REC", False, _code(codes, "REC")),
        FieldSpec(
            "REASON_PLACE_CHANGE",
            "REASON_PLACE_CHANGE",
            False,
            _code(codes, "REASON_PLACE_CHANGE"),
        ),
        FieldSpec("HOME_POST", "HOME_POST", False, parse_postcode),
        FieldSpec("PL_POST", "PL_POST", False, parse_postcode),
        FieldSpec("URN", "URN", False, _urn),
    )


def check_columns(table: RawTable, part: Part, problems: ProblemList) -> bool:
    """Whether the file has exactly the columns of its part; a problem for each that is wrong."""
    wanted = EPISODE_COLUMNS if part is Part.EPISODES else HEADER_COLUMNS
    names = [column.strip().upper() for column in table.columns]
    for name in wanted:
        if name not in names:
            words = f"The column {name} is missing. The {part.words} file has: {', '.join(wanted)}."
            problems.add(0, name, words, rule="missing_column")
    for column, name in zip(table.columns, names, strict=True):
        if name in WORKED_OUT:
            words = "The column is worked out by the Department and is not read."
            problems.add(0, column, words, Severity.WARNING, "worked_out_column")
        elif name not in wanted:
            words = f"{shown(column)} is no column of the {part.words} file."
            problems.add(0, column, words, rule="unknown_column")
    return set(wanted) <= set(names)


def read_header(
    reader: RowReader, problems: ProblemList, as_of: date
) -> tuple[tuple[ChildRecord, ...], frozenset[str]]:
    """Rows of the Header file to children, and the numbers of those that could not be read."""
    children: dict[str, ChildRecord] = {}
    unread: set[str] = set()
    for number, values in reader.rows():
        _check_header_row(number, values, problems, as_of)
        case_number = values.get("CHILD")
        if not isinstance(case_number, str):
            continue
        if case_number in children:
            words = f"{shown(case_number)} is in row {children[case_number].row} too."
            problems.add(number, "CHILD", words, rule="child_twice")
        elif {"SEX", "DOB", "ETHNIC"} <= values.keys():
            children[case_number] = _child_record(number, values)
        else:
            unread.add(case_number)
    return tuple(children.values()), frozenset(unread)


def _child_record(number: int, values: dict[str, Any]) -> ChildRecord:
    return ChildRecord(
        row=number,
        case_number=values["CHILD"],
        sex=_SEXES.get(values["SEX"]),
        born_on=values["DOB"],
        ethnicity=values["ETHNIC"],
        upn=values.get("UPN", ""),
        is_mother=values.get("MOTHER"),
        own_child_born_on=values.get("MC_DOB"),
    )


def _check_header_row(
    number: int, values: dict[str, Any], problems: ProblemList, as_of: date
) -> None:
    born = values.get("DOB")
    if born is not None and born > as_of:
        problems.add(number, "DOB", "The birth date is in the future.", rule="born_in_future")
    upn = values.get("UPN", "")
    if upn and not _UPN.fullmatch(upn):
        words = f"{shown(upn)} is not the shape of a pupil number (UPN), or UN1 to UN5."
        problems.add(number, "UPN", words, Severity.WARNING, "upn_shape")
    own = values.get("MC_DOB")
    if own is not None and not values.get("MOTHER"):
        words = "There is a birth date of the young mother's child, and MOTHER does not say 1."
        problems.add(number, "MC_DOB", words, rule="mother")
    if own is not None and born is not None and own <= born:
        words = "The child's own child would be the older of the two."
        problems.add(number, "MC_DOB", words, rule="mother")


def read_episodes(reader: RowReader) -> tuple[tuple[EpisodeRecord, ...], frozenset[str]]:
    """Rows of the Episodes file, and the children of whom one could not be read."""
    found: list[EpisodeRecord] = []
    unread: set[str] = set()
    for number, values in reader.rows():
        given: dict[str, Any] = {name.lower(): value for name, value in values.items()}
        case_number = given.pop("child", "")
        if case_number and {"decom", "rne", "ls", "cin", "place"} <= given.keys():
            found.append(EpisodeRecord(row=number, case_number=case_number, **given))
        if reader.refused_last:
            unread.add(case_number)
    return tuple(found), frozenset(unread)


def _code(codes: Codes, name: str) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        code = cell.upper()
        if codes.has(name, code):
            return code
        raise RuleBroken(f"{shown(cell)} is not a {name} code of the {codes.year} collection.")

    return parse


def _child(cell: str) -> str:
    if len(cell) > 20:
        raise RuleBroken(f"{shown(cell)} is too long for a child's number.")
    return cell


def _mother(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise RuleBroken(f"{shown(cell)} is neither 0 nor 1.")
    return cell == "1"


def _urn(cell: str) -> str:
    number = cell.upper().removesuffix(".0")
    if not _URN.fullmatch(number):
        raise RuleBroken(f"{shown(cell)} is not an Ofsted number (URN).")
    return number
