"""Ofsted's published list, in its published shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from art_desktop.domain.importing import Existing, ImportKind, MappedTable, Preview, Severity
from art_desktop.domain.vocabulary import Grade, ProviderKind
from art_desktop.intake.reader import read_table
from art_desktop.intake.shapes import preview, propose_mapping, recognise
from tests.intake.conftest import AS_OF

PUBLISHED = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/ofsted_providers/ofsted_social_care_providers_2023-03-31.csv"
)
KIND = ImportKind.PROVIDERS_OFSTED
OWN_HEADINGS = [
    "URN",
    "Provision type",
    "Registration status",
    "Registration date",
    "Setting name",
    "Postcode",
    "Local authority",
    "Organisation name",
    "Places",
    "Overall experiences and progress of children and young people",
    "Latest full inspection date",
]
HOME = [
    "2611190",
    "Children's home",
    "Active",
    "08/01/2021",
    "REDACTED",
    "REDACTED",
    "Leeds",
    "Invented Care Ltd",
    "4",
    "Requires improvement to be good",
    "02/11/2022",
]
AGENCY = [
    "SC034567",
    "Independent Fostering Agency",
    "Active",
    "2004-03-01",
    "Bluebell Fostering",
    "PE1 1AA",
    "Peterborough",
    "Bluebell Group plc",
    "",
    "Not yet inspected",
    "",
]


def test_the_whole_published_file_reads_without_an_error() -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published list is not here to read")
    table = read_table(PUBLISHED)
    assert recognise(table.columns, as_of=AS_OF) is KIND
    mapped = MappedTable(table, propose_mapping(table.columns, KIND, as_of=AS_OF))
    result = preview([mapped], Existing(), as_of=AS_OF)
    assert result.errors == ()
    agencies = [p for p in result.providers if p.urn]
    assert Counter(p.kind for p in agencies) == {ProviderKind.IFA: 328, ProviderKind.ADOPTION: 66}
    assert len(agencies) + len(result.homes) == result.rows_read == 3812
    homes = Counter(h.kind for h in result.homes)
    assert (homes[ProviderKind.CHILDRENS_HOME], homes[ProviderKind.SECURE]) == (3050, 13)
    keys = {p.key for p in result.providers}
    assert len(keys) == len(result.providers)
    assert {h.provider_key for h in result.homes} <= keys
    names = {p.name.upper() for p in result.providers} | {h.name.upper() for h in result.homes}
    assert "REDACTED" not in names
    assert sum(h.withheld for h in result.homes) == 3050 + 56 + 13 + 1
    graded = Counter(p.grade for p in agencies) + Counter(h.grade for h in result.homes)
    assert graded == {
        Grade.GOOD: 2447,
        Grade.REQUIRES_IMPROVEMENT: 558,
        Grade.OUTSTANDING: 468,
        Grade.INADEQUATE: 73,
        None: 266,
    }


def test_ofsteds_own_headings(previewed: Callable[..., Preview]) -> None:
    result = previewed(KIND, (OWN_HEADINGS, [HOME, AGENCY]))
    assert result.problems == ()
    (home,) = result.homes
    assert (home.name, home.postcode, home.withheld) == ("", "", True)
    assert (home.places, home.grade) == (4, Grade.REQUIRES_IMPROVEMENT)
    assert home.inspected_on == date(2022, 11, 2)
    agency, owner = result.providers
    assert (agency.urn, agency.name, agency.kind) == (
        "SC034567",
        "Bluebell Fostering",
        ProviderKind.IFA,
    )
    assert (agency.grade, agency.postcode) == (None, "PE1 1AA")
    assert (owner.key, owner.name, owner.urn) == (home.provider_key, "Invented Care Ltd", "")


def test_homes_of_one_organisation_written_two_ways_have_one_provider(
    previewed: Callable[..., Preview],
) -> None:
    second = ["2611191", *HOME[1:7], "INVENTED  CARE LTD.", *HOME[8:]]
    result = previewed(KIND, (OWN_HEADINGS, [HOME, second]))
    assert len(result.providers) == 1
    assert len(result.homes) == 2


@pytest.mark.parametrize(
    ("place", "cell", "rule", "severity"),
    [
        (0, "2611190", "urn_twice", Severity.ERROR),
        (0, "", "required", Severity.ERROR),
        (0, "a number", "value", Severity.ERROR),
        (1, "", "required", Severity.ERROR),
        (1, "Floating hotel", "provision_type", Severity.WARNING),
        (3, "08/01/21", "value", Severity.ERROR),
        (5, "PE1", "value", Severity.ERROR),
        (7, "", "no_organisation", Severity.WARNING),
        (8, "four", "value", Severity.ERROR),
        (9, "Splendid", "value", Severity.ERROR),
    ],
)
def test_each_wrong_cell_is_one_problem_at_its_place(
    previewed: Callable[..., Preview], place: int, cell: str, rule: str, severity: Severity
) -> None:
    wrong = ["2611199", *HOME[1:]]
    wrong[place] = cell
    (problem,) = previewed(KIND, (OWN_HEADINGS, [HOME, wrong])).problems
    assert (problem.row, problem.column) == (3, OWN_HEADINGS[place])
    assert (problem.rule, problem.severity) == (rule, severity)
