"""The sheet of households."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.duplicate_bodies import Body
from art_desktop.domain.duplicates import Person
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    CarerRecord,
    Existing,
    ImportKind,
    MappedTable,
    Preview,
    Severity,
    TermsRecord,
)
from art_desktop.domain.places import GridReference, Place
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    PaymentLevel,
    Sex,
    SexApproved,
)
from art_desktop.intake.codes import load_codes
from art_desktop.intake.household_fields import household_fields
from art_desktop.intake.shapes import preview, propose_mapping, recognise
from tests.intake.conftest import AS_OF, raw

Previewed = Callable[..., Preview]
KIND = ImportKind.HOUSEHOLDS

WHOLE = {
    "Household reference": "FC-001",
    "Status": "Approved",
    "Approval date": "01/09/2015",
    "Next review": "01/12/2026",
    "DBS expiry": "2027-03-01",
    "Payment level": "2",
    "Address 1": "1 Invented Row",
    "Town": "Peterborough",
    "Postcode": "pe11aa",
    "Telephone": "01733 000000",
    "Email": "quill@example.org",
    "Carer 1 first name": "Ann",
    "Carer 1 surname": "Quill",
    "Carer 1 DOB": "02/03/1975",
    "Carer 1 gender": "F",
    "Carer 1 ethnicity": "White British",
    "Carer 1 religion": "None",
    "Second carer forename": "Bob",
    "Second carer surname": "Quill",
    "Languages spoken": "English, Polish",
    "Type of approval": "Short term, Emergency, Parent and child",
    "Number of places": "3",
    "Min age": "0",
    "Max age": "10",
    "Gender approved": "Both",
    "Spare bedrooms": "2",
    "Pets": "two dogs",
    "Smoker": "No",
    "Home in the day": "Yes",
    "Ground floor": "not known",
    "Ages of own children": "4, 9",
    "Comments": "=cmd|' /C calc'!A0",
}


def test_a_whole_row_under_its_own_names(previewed: Previewed) -> None:
    result = previewed(KIND, (list(WHOLE), [list(WHOLE.values())]))
    assert result.problems == ()
    (home,) = result.households
    ann = CarerRecord("Ann", "Quill", date(1975, 3, 2), Sex.FEMALE, "WBRI", "None")
    assert home.carers == (ann, CarerRecord("Bob", "Quill"))
    assert home.name == "Ann and Bob Quill"
    assert (home.status, home.payment_level) == (HouseholdStatus.ACTIVE, PaymentLevel.LEVEL_2)
    assert (home.approved_on, home.checks_due_on) == (date(2015, 9, 1), date(2027, 3, 1))
    assert (home.address, home.postcode) == ("1 Invented Row\nPeterborough", "PE1 1AA")
    kinds = (ApprovalKind.SHORT_TERM, ApprovalKind.EMERGENCY, ApprovalKind.PARENT_CHILD)
    assert home.terms == tuple(
        TermsRecord(kind, 3, 0, 10, SexApproved.ANY, date(2015, 9, 1)) for kind in kinds
    )
    assert (home.pets, home.pets_note, home.smokers) == (True, "two dogs", False)
    assert (home.someone_home, home.ground_floor_bedroom) == (True, None)
    assert (home.languages, home.own_children_ages) == (("English", "Polish"), (4, 9))
    assert home.notes == "=cmd|' /C calc'!A0"


def test_every_field_is_found_under_its_own_words() -> None:
    fields = household_fields(load_codes(2026))
    mapping = propose_mapping([f.words for f in fields], KIND, as_of=AS_OF)
    assert mapping.pairs == tuple((f.name, f.words) for f in fields)
    assert recognise([f.words for f in fields], as_of=AS_OF) is KIND


def test_misspelt_headings_are_guessed_and_strange_ones_left() -> None:
    mapping = propose_mapping(
        ["Referense", "Post code", "Aproved places", "Star sign"], KIND, as_of=AS_OF
    )
    assert dict(mapping.pairs) == {
        "reference": "Referense",
        "postcode": "Post code",
        "places": "Aproved places",
    }
    assert mapping.unused == ("Star sign",)


def test_a_mapping_can_be_changed_by_hand() -> None:
    mapping = propose_mapping(["Number", "Ref"], KIND, as_of=AS_OF)
    changed = mapping.with_column("reference", "Number")
    assert changed.column_of("reference") == "Number"
    assert changed.unused == ("Ref",)
    assert changed.with_column("reference", None).column_of("reference") is None


def test_rows_of_one_reference_are_one_household(previewed: Previewed) -> None:
    columns = ["Reference", "Forename", "Surname", "Approved for", "Places", "Age to", "Postcode"]
    rows = [
        ["H1", "Ann", "Quill", "Short term", "2", "10", "PE1 1AA"],
        ["h1", "Bob", "Quill", "Long term", "1", "17", ""],
        ["H2", "Cy", "Reed", "Short term", "1", "4", ""],
    ]
    result = previewed(KIND, (columns, rows))
    assert result.errors == ()
    first, second = result.households
    assert [c.forename for c in first.carers] == ["Ann", "Bob"]
    assert [(t.kind, t.places, t.age_to) for t in first.terms] == [
        (ApprovalKind.SHORT_TERM, 2, 10),
        (ApprovalKind.LONG_TERM, 1, 17),
    ]
    assert second.name == "Cy Reed"


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"Household reference": ""}, "Household reference", "required"),
        ({"Approval date": "01/09/15"}, "Approval date", "value"),
        ({"Postcode": "PE1"}, "Postcode", "value"),
        ({"Email": "none"}, "Email", "value"),
        ({"Payment level": "9"}, "Payment level", "value"),
        ({"Carer 1 ethnicity": "Martian"}, "Carer 1 ethnicity", "value"),
        ({"Carer 1 surname": ""}, "Carer 1 first name", "carer_name"),
        ({"Carer 1 DOB": "02/03/2015"}, "Carer 1 DOB", "carer_age"),
        ({"Number of places": ""}, "Number of places", "places"),
        ({"Number of places": "40"}, "Number of places", "value"),
        ({"Min age": "11"}, "Min age", "age_range"),
        ({"Smoker": "perhaps"}, "Smoker", "value"),
    ],
)
def test_each_wrong_answer_is_one_problem_at_its_place(
    previewed: Previewed, change: dict[str, str], column: str, rule: str
) -> None:
    good, wrong = WHOLE, WHOLE | {"Household reference": "FC-002"} | change
    result = previewed(KIND, (list(WHOLE), [list(good.values()), list(wrong.values())]))
    found = {(p.row, p.column, p.rule) for p in result.errors}
    # An amount that cannot be read also leaves the terms without a number of places.
    assert (3, column, rule) in found
    assert {row for row, _, _ in found} == {3}
    assert result.blocked


def test_rows_of_one_reference_that_disagree(previewed: Previewed) -> None:
    rows = [["H1", "PE1 1AA", "Ann", "Q"], ["H1", "PE2 2AA", "Bob", "Q"]]
    result = previewed(KIND, (["Reference", "Postcode", "Forename", "Surname"], rows))
    assert [(p.row, p.column, p.rule) for p in result.errors] == [(3, "Postcode", "same_reference")]


def test_an_active_household_without_terms_is_a_warning(previewed: Previewed) -> None:
    result = previewed(KIND, (["Reference", "Name"], [["H1", "Quill"]]))
    assert [(p.rule, p.severity) for p in result.problems] == [("no_terms", Severity.WARNING)]
    assert not result.blocked


def test_a_needed_column_that_was_not_chosen(previewed: Previewed) -> None:
    result = previewed(KIND, (["Town", "Forename"], [["Ely", "Ann"]]))
    assert [(p.row, p.rule) for p in result.problems] == [(0, "missing_column")]
    assert result.households == ()


def test_what_may_be_on_record_already(previewed: Previewed) -> None:
    columns = ["Reference", "Forename", "Surname", "Date of birth", "Postcode"]
    born = date(1975, 3, 2)
    rows = [
        ["H1", "Anneliese", "Quillfeather", "02/03/1975", "PE1 1AA"],
        ["H7", "Quillfeather", "Annelise", "03/02/1975", "PE1 1AA"],
        ["H9", "Somebody", "Else", "01/01/1980", ""],
    ]
    known = Existing(
        households=(Body(11, "Quillfeather", "H1"), Body(12, "Wetherby", "H2")),
        carers=(Person(11, "Anneliese", "Quillfeather", born, "PE1 1AA"),),
    )
    found = previewed(KIND, (columns, rows), existing=known).duplicates
    assert [(d.row, d.existing_id, d.other_row) for d in found if d.score == 1.0] == [(2, 11, None)]
    assert {(d.row, d.existing_id, d.other_row) for d in found} == {
        (2, 11, None),
        (3, 11, None),
        (3, None, 2),
    }


def test_values_are_cut_short_where_they_are_quoted(previewed: Previewed) -> None:
    result = previewed(KIND, (["Reference", "Postcode"], [["H1", "x" * 5_000 + "\n\x07"]]))
    assert all(len(p.words) < 150 and p.words.isprintable() for p in result.problems)


def test_a_hopeless_file_lists_no_more_problems_than_can_be_read(previewed: Previewed) -> None:
    rows = [["", "x", "x"]] * 4_000
    result = previewed(KIND, (["Reference", "Postcode", "Places"], rows))
    assert len(result.problems) <= 5_001
    assert "more problems" in result.problems[-1].words


def test_a_postcode_that_is_not_in_the_directory_is_a_warning() -> None:
    rows = [
        ["H1", "PE1 1AA", "Ann", "Q"],
        ["H2", "PE1 0ZZ", "Bob", "R"],
        ["H3", "QQ1 1AA", "Cy", "S"],
    ]
    table = raw(["Reference", "Postcode", "Forename", "Surname"], rows)
    mapped = MappedTable(table, propose_mapping(table.columns, KIND, as_of=AS_OF))
    result = preview([mapped], Existing(), as_of=AS_OF, gazetteer=Directory())
    found = [p for p in result.problems if p.rule == "postcode_unknown"]
    assert [(p.row, p.column, p.severity) for p in found] == [
        (3, "Postcode", Severity.WARNING),
        (4, "Postcode", Severity.WARNING),
    ]
    assert not result.blocked


class Directory:
    """A gazetteer that knows one postcode and the middle of its district."""

    def find(self, postcode: str) -> Place | None:
        if not postcode.startswith("PE1 "):
            return None
        return Place(postcode, GridReference(1, 1), "E06000031", postcode != "PE1 1AA")

    def find_many(self, postcodes: Sequence[str]) -> tuple[Place | None, ...]:
        return tuple(map(self.find, postcodes))

    def outcode_centre(self, outcode: str) -> GridReference | None:
        return GridReference(1, 1) if outcode == "PE1" else None


def test_files_that_do_not_belong_together() -> None:
    one = raw(["Reference"], [["H1"]])
    mapped = MappedTable(one, propose_mapping(one.columns, KIND, as_of=AS_OF))
    with pytest.raises(RuleBroken, match="one after another"):
        preview([mapped, mapped], Existing(), as_of=AS_OF)
    with pytest.raises(RuleBroken):
        preview([], Existing(), as_of=AS_OF)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(["H1", "01/02/1980", "Yes", "3", "Short term", "PE1 1AA", "F", ""]),
            ),
            min_size=len(WHOLE),
            max_size=len(WHOLE),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_row_does_worse_than_problems(rows: list[list[str]]) -> None:
    table = raw(list(WHOLE), [[cell.strip() for cell in row] for row in rows])
    mapped = MappedTable(table, propose_mapping(table.columns, KIND, as_of=AS_OF))
    result = preview([mapped], Existing(), as_of=AS_OF)
    assert result.rows_read == len(rows)
    assert all(p.row == 0 or 2 <= p.row < len(rows) + 2 for p in result.problems)
