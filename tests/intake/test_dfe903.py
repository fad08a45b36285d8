"""The DfE return: each rule broken once gives that rule's problem at that row, and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import Existing, ImportKind, MappedTable, Part, Preview, Severity
from art_desktop.domain.places import GridReference, Place
from art_desktop.domain.vocabulary import Sex
from art_desktop.intake.codes import Codes, collection_year, load_codes
from art_desktop.intake.dfe903 import EPISODE_COLUMNS, HEADER_COLUMNS
from art_desktop.intake.shapes import preview, propose_mapping, recognise
from tests.intake.conftest import AS_OF, raw

Previewed = Callable[..., Preview]
Row = dict[str, str]
KIND = ImportKind.DFE_903


def header(child: str, **over: str) -> Row:
    row = dict.fromkeys(HEADER_COLUMNS, "")
    row |= {"CHILD": child, "SEX": "F", "DOB": "05/06/2012", "ETHNIC": "WBRI", "MOTHER": "0"}
    return row | {"UPN": "A123456789012"} | over


def episode(child: str, decom: str, rne: str, **over: str) -> Row:
    row = dict.fromkeys(EPISODE_COLUMNS, "")
    row |= {"CHILD": child, "DECOM": decom, "RNE": rne, "LS": "C2", "CIN": "N1", "PLACE": "U6"}
    row |= {
        "PLACE_PROVIDER": "PR1",
        "HOME_POST": "PE1 1AA",
        "PL_POST": "PE2 5AA",
        "URN": "SC012345",
    }
    return row | over


def ended(dec: str, **over: str) -> Row:
    return {"DEC": dec, "REC": "X1", "REASON_PLACE_CHANGE": "LAREQ"} | over


HEADERS = [header("1"), header("2", SEX="M", DOB="20/08/2009"), header("3", UPN="UN3")]
EPISODES = [
    episode("1", "10/04/2026", "S", LS="C1", **ended("01/06/2026", REASON_PLACE_CHANGE="")),
    episode("1", "01/06/2026", "L", **ended("01/08/2026")),
    episode("1", "01/08/2026", "P", PLACE="T4", URN="", **ended("06/08/2026")),
    episode("1", "06/08/2026", "P"),
    episode("2", "01/02/2026", "P", PLACE="K3", PLACE_PROVIDER="PR4"),
    episode("3", "02/05/2026", "S", **ended("02/07/2026", REC="E4A")),
    episode("3", "09/09/2026", "S", PLACE="P1", PLACE_PROVIDER="PR0", URN=""),
]


def table(rows: list[Row]) -> tuple[list[str], list[list[str]]]:
    return list(rows[0]), [list(row.values()) for row in rows]


def changed(rows: list[Row], at: int, **over: str) -> list[Row]:
    return [row | over if i == at else row for i, row in enumerate(rows)]


def test_a_sound_return_has_no_problem_at_all(previewed: Previewed) -> None:
    result = previewed(KIND, table(EPISODES), table(HEADERS))
    assert result.problems == ()
    assert [c.case_number for c in result.children] == ["1", "2", "3"]
    assert (result.children[1].sex, result.children[1].born_on) == (Sex.MALE, date(2009, 8, 20))
    assert len(result.episodes) == 7
    last = result.episodes[3]
    assert (last.dec, last.pl_post, last.urn) == (None, "PE2 5AA", "SC012345")
    assert (
        recognise(list(EPISODES[0]), as_of=AS_OF)
        is recognise(list(HEADERS[0]), as_of=AS_OF)
        is KIND
    )


@pytest.mark.parametrize(
    ("at", "over", "rule", "row"),
    [
        (0, {"DECOM": "10/04/26"}, "value", 2),
        (3, {"LS": "C9"}, "value", 5),
        (4, {"PLACE": "H5"}, "value", 6),
        (4, {"PLACE": "Z1"}, "value", 6),
        (0, {"CIN": ""}, "required", 2),
        (4, {"CHILD": "9"}, "child_unknown", 6),
        (6, {"DECOM": "01/12/2026"}, "starts_in_future", 8),
        (6, {"DEC": "09/09/2026", "REC": "E8"}, "zero_length", 8),
        (6, {"DEC": "08/09/2026", "REC": "E8"}, "ends_before_start", 8),
        (4, {"DECOM": "01/02/2009"}, "before_birth", 6),
        (6, {"DEC": "01/10/2026"}, "end_and_reason", 8),
        (6, {"REC": "E8"}, "end_and_reason", 8),
        (4, {"PLACE": "T4", "URN": ""}, "t4_length", 6),
        (6, {"PLACE": "T1", "PLACE_PROVIDER": ""}, "starts_on_t", 8),
        (5, {"PLACE": "U6", "URN": ""}, "urn_required", 7),
        (6, {"PLACE": "U4", "URN": "SC012345"}, "pr0_only_p1", 8),
        (5, {"PLACE": "K3"}, "k3_age", 7),
        (1, {"DECOM": "30/05/2026"}, "overlap", 3),
        (1, {"DECOM": "02/06/2026"}, "gap", 3),
        (0, {"LS": "C2"}, "rne_legal", 3),
        (3, {"LS": "E1"}, "rne_legal", 5),
        (1, {"PL_POST": "PE3 6AA"}, "rne_placement", 3),
        (3, {"RNE": "S"}, "rne_start", 5),
        (6, {"RNE": "P"}, "rne_restart", 8),
        (0, {"RNE": "P"}, "rne_first", 2),
        (6, {"DEC": "01/10/2026", "REC": "X1"}, "continues_nowhere", 8),
    ],
)
def test_each_rule_of_episodes_broken_once(
    previewed: Previewed, at: int, over: dict[str, str], rule: str, row: int
) -> None:
    result = previewed(KIND, table(HEADERS), table(changed(EPISODES, at, **over)))
    assert [(p.row, p.rule, p.part) for p in result.problems] == [(row, rule, Part.EPISODES)]


def test_care_cannot_end_from_a_temporary_move(previewed: Previewed) -> None:
    rows = [
        episode("1", "10/04/2026", "S", **ended("01/06/2026")),
        episode("1", "01/06/2026", "P", PLACE="T1", URN="", **ended("04/06/2026", REC="E4A")),
    ]
    (problem,) = previewed(KIND, table(HEADERS), table(rows)).problems
    assert (problem.row, problem.column, problem.rule) == (3, "REC", "ends_on_t")


def test_an_episode_after_one_that_never_ended(previewed: Previewed) -> None:
    rows = [episode("1", "10/04/2026", "S"), episode("1", "01/06/2026", "P", PL_POST="PE3 6AA")]
    (problem,) = previewed(KIND, table(HEADERS), table(rows)).problems
    assert (problem.row, problem.column, problem.rule) == (3, "DECOM", "overlap")


@pytest.mark.parametrize(
    ("at", "over", "column", "rule", "severity"),
    [
        (0, {"SEX": "X"}, "SEX", "value", Severity.ERROR),
        (0, {"DOB": "31/02/2012"}, "DOB", "value", Severity.ERROR),
        (2, {"DOB": ""}, "DOB", "required", Severity.ERROR),
        (0, {"ETHNIC": "XXXX"}, "ETHNIC", "value", Severity.ERROR),
        (0, {"MOTHER": "2"}, "MOTHER", "value", Severity.ERROR),
        (0, {"MC_DOB": "01/01/2026"}, "MC_DOB", "mother", Severity.ERROR),
        (0, {"UPN": "123"}, "UPN", "upn_shape", Severity.WARNING),
    ],
)
def test_each_rule_of_the_header_broken_once(
    previewed: Previewed, at: int, over: dict[str, str], column: str, rule: str, severity: Severity
) -> None:
    result = previewed(KIND, table(changed(HEADERS, at, **over)), table(EPISODES))
    (problem,) = result.problems
    assert problem.part is Part.HEADER
    assert (problem.row, problem.column) == (at + 2, column)
    assert (problem.rule, problem.severity) == (rule, severity)


def test_a_child_twice_in_the_header(previewed: Previewed) -> None:
    (problem,) = previewed(KIND, table([*HEADERS, header("2")]), table(EPISODES)).problems
    assert (problem.row, problem.column, problem.rule) == (5, "CHILD", "child_twice")


def test_a_reason_for_the_move_is_asked_for(previewed: Previewed) -> None:
    rows = changed(EPISODES, 2, REASON_PLACE_CHANGE="")
    (problem,) = previewed(KIND, table(HEADERS), table(rows)).problems
    assert (problem.row, problem.rule, problem.severity) == (4, "reason_missing", Severity.WARNING)


def test_columns_are_checked_strictly(previewed: Previewed) -> None:
    short = [{k: v for k, v in row.items() if k != "LS"} for row in EPISODES]
    (problem,) = previewed(KIND, table(HEADERS), table(short)).problems
    assert (problem.row, problem.column, problem.rule) == (0, "LS", "missing_column")
    wide = [row | {"PL_LA": "E06000031", "NAME": "x"} for row in EPISODES]
    found = previewed(KIND, table(HEADERS), table(wide)).problems
    assert [(p.column, p.rule, p.severity) for p in found] == [
        ("PL_LA", "worked_out_column", Severity.WARNING),
        ("NAME", "unknown_column", Severity.ERROR),
    ]


def test_both_files_are_needed() -> None:
    one = raw(*table(HEADERS))
    mapped = MappedTable(one, propose_mapping(one.columns, KIND, as_of=AS_OF))
    for files in ([mapped], [mapped, mapped]):
        with pytest.raises(RuleBroken, match="one Header file and one Episodes file"):
            preview(files, Existing(), as_of=AS_OF)


def test_an_episodes_file_without_one_date(previewed: Previewed) -> None:
    rows = [row | {"DECOM": "", "DEC": ""} for row in EPISODES]
    with pytest.raises(RuleBroken, match="collection year"):
        previewed(KIND, table(HEADERS), table(rows))


class Elsewhere:
    """A gazetteer in which every postcode is in Wales."""

    def find(self, postcode: str) -> Place | None:
        return Place(postcode, GridReference(300_000, 200_000), "W06000015", approximate=False)

    def find_many(self, postcodes: Sequence[str]) -> tuple[Place | None, ...]:
        return tuple(map(self.find, postcodes))

    def outcode_centre(self, outcode: str) -> GridReference | None:
        return GridReference(300_000, 200_000)


def test_no_urn_is_asked_for_outside_england(previewed: Previewed) -> None:
    rows = [episode("1", "10/04/2026", "S", URN="", PL_POST="CF10 1AA")]
    assert previewed(KIND, table(HEADERS), table(rows)).problems == ()
    rows = [episode("1", "10/04/2026", "S", URN="", PL_POST="SY1 1AA")]
    assert [p.rule for p in previewed(KIND, table(HEADERS), table(rows)).problems] == [
        "urn_required"
    ]
    tables = [raw(*table(HEADERS)), raw(*table(rows))]
    mapped = [MappedTable(t, propose_mapping(t.columns, KIND, as_of=AS_OF)) for t in tables]
    assert preview(mapped, Existing(), as_of=AS_OF, gazetteer=Elsewhere()).problems == ()


def test_children_on_record_are_known_by_their_case_number(previewed: Previewed) -> None:
    known = Existing(children=(("2", 77), ("x", 78)))
    (found,) = previewed(KIND, table(HEADERS), table(EPISODES), existing=known).duplicates
    assert (found.row, found.what, found.existing_id, found.score) == (3, "child", 77, 1.0)


def test_codes_change_with_the_collection_year() -> None:
    assert (collection_year(date(2026, 3, 31)), collection_year(date(2026, 4, 1))) == (2026, 2027)

    def place(year: int) -> set[str]:
        return set(load_codes(year).labels("PLACE"))

    assert place(2025) - place(2026) == {"H5", "P2", "Z1"}
    assert place(2026) - place(2025) == {"Z11", "Z12", "Z13", "Z14"}
    assert "K3" not in place(2020)
    assert set(load_codes(2020).labels("SEX")) == {"1", "2"}


def test_every_list_is_there_with_words_and_a_source() -> None:
    codes: Codes = load_codes(2026)
    sizes = {name: len(labels) for name, labels in codes.lists.items()}
    assert sizes == {
        "PLACE": 29,
        "PLACE_PROVIDER": 6,
        "RNE": 6,
        "REASON_PLACE_CHANGE": 12,
        "LS": 13,
        "CIN": 8,
        "REC": 22,
        "ETHNIC": 20,
        "SEX": 3,
    }
    assert all(label for labels in codes.lists.values() for label in labels.values())
    assert codes.code_for("ETHNIC", "white british") == "WBRI"
    assert codes.code_for("ETHNIC", "wbri") == "WBRI"
    assert codes.code_for("ETHNIC", "nobody's") is None


cell = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["1", "2", "", "S", "P", "L", "U6", "T4", "K3", "X1", "E4A", "PR0", "C2"]),
    st.sampled_from(["01/05/2026", "03/05/2026", "01/05/2010", "PE1 1AA", "M", "WBRI", "N1"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(cell, min_size=7, max_size=7), min_size=1, max_size=4),
    st.lists(st.lists(cell, min_size=13, max_size=13), min_size=1, max_size=6),
)
def test_no_rows_do_worse_than_problems(
    children: list[list[str]], episodes: list[list[str]]
) -> None:
    tables = [
        raw(HEADER_COLUMNS, [[c.strip() for c in row] for row in children]),
        raw(EPISODE_COLUMNS, [[c.strip() for c in row] for row in episodes]),
    ]
    mapped = [MappedTable(t, propose_mapping(t.columns, KIND, as_of=AS_OF)) for t in tables]
    try:
        result = preview(mapped, Existing(), as_of=AS_OF)
    except RuleBroken as refused:
        assert "collection year" in str(refused)  # noqa: PT017 - no row had a date
        return
    assert result.rows_read == len(children) + len(episodes)
