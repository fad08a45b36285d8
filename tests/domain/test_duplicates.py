"""Who may be whom."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from art_desktop.domain.duplicate_bodies import Body, match_bodies
from art_desktop.domain.duplicates import Person, find_duplicates, group_people, match_people

TRUTH = Path(__file__).resolve().parents[2].parent / "shared/data/person_duplicates/fake_1000.csv"
BORN = date(2012, 4, 7)
ANNA = Person("new", "Anneliese", "Wetherby", BORN, "PE1 1AA")


def pairs_of(groups: Iterable[Iterable[Hashable]]) -> set[frozenset[Hashable]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def test_pairwise_f1_on_labelled_people() -> None:
    if not TRUTH.is_file():
        pytest.skip("the labelled people are not here to compare with")
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = [
        Person(
            row["unique_id"],
            row["first_name"],
            row["surname"],
            date.fromisoformat(row["dob"]) if row["dob"] else None,
            town=row["city"],
        )
        for row in rows
    ]
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        clusters[row["cluster"]].append(row["unique_id"])
    truth, found = pairs_of(clusters.values()), pairs_of(group_people(people))
    precision = len(truth & found) / len(found)
    recall = len(truth & found) / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"\npeople: precision {precision:.3f}, recall {recall:.3f}, pairwise F1 {f1:.3f}")  # noqa: T201 - asked for with -s
    assert precision >= 0.95
    assert f1 >= 0.943


@pytest.mark.parametrize(
    "other",
    [
        Person("old", "Anneliese", "Wetherby", BORN),
        Person("old", "Wetherby", "Anneliese", BORN),
        Person("old", "Annelise", "Wetherbey", BORN),
        Person("old", "Anneliese", "Wetherby", date(2012, 7, 4), "PE1 1AA"),
        Person("old", "Anneliese", "Wetherby", date(2013, 4, 7)),
        Person("old", "", "Wetherby", BORN, "PE1 1AA"),
        Person("old", "ANNELIESE", "wether-by", BORN),
        Person("old", "Annéliese", "Wetherby", None, "pe11aa"),
    ],
)
def test_one_person_written_differently_is_proposed(other: Person) -> None:
    (found,) = match_people([ANNA], [other])
    assert (found.first, found.second) == ("new", "old")
    assert found.score >= 0.88
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    "other",
    [
        Person("old", "Tobias", "Wetherby", BORN, "PE1 1AA"),  # a twin
        Person("old", "Tobias", "Wetherby", date(2009, 1, 30), "PE1 1AA"),  # a brother
        Person("old", "Tobias", "Wetherby", date(2014, 4, 7), "PE1 1AA"),  # one digit apart
        Person("old", "Tobias", "Wetherby", date(2012, 7, 4), "PE1 1AA"),  # turned round
        Person("old", "Anneliese", "Okonkwo", date(1999, 12, 25)),
        Person("old", "Mary", "Smith", BORN),
        Person("old"),
    ],
)
def test_twins_siblings_and_strangers_are_kept_apart(other: Person) -> None:
    assert match_people([ANNA], [other]) == ()


def test_twins_stay_two_groups_however_often_each_is_recorded() -> None:
    people = [
        Person(n, forename, "Wetherby", BORN, "PE1 1AA")
        for n, forename in enumerate(("Tobias", "Tobais", "Anneliese", "Annelise", "Tobias"))
    ]
    assert set(group_people(people)) == {(0, 1, 4), (2, 3)}


def test_twins_with_forenames_nearly_the_same_are_named_as_a_doubt() -> None:
    twins = Person(1, "Jayden", "Wetherby", BORN), Person(2, "Hayden", "Wetherby", BORN)
    (found,) = find_duplicates(twins)
    assert "twins" in found.why


def test_the_order_of_people_changes_nothing() -> None:
    people = [
        Person(n, f, s, date(2010, 1, 1 + n % 5))
        for n, (f, s) in enumerate([("Ada", "Quill"), ("Quill", "Ada"), ("Ida", "Quill")] * 4)
    ]
    shuffled = Random(5).sample(people, len(people))  # noqa: S311 - repeatable
    as_sets = [
        {frozenset((p.first, p.second)) for p in find_duplicates(g)} for g in (people, shuffled)
    ]
    assert as_sets[0] == as_sets[1]


def test_five_thousand_against_five_thousand_weighs_few_pairs() -> None:
    chance = Random(11)  # noqa: S311 - repeatable
    syllables = ["ba", "ker", "lo", "win", "ston", "mar", "ley", "den", "ro", "field", "ash", "by"]

    def somebody(key: int) -> Person:
        name = ["".join(chance.choices(syllables, k=3)).title() for _ in range(2)]
        born = date.fromordinal(
            chance.randint(date(1950, 1, 1).toordinal(), date(2020, 1, 1).toordinal())
        )
        return Person(key, name[0], name[1], born)

    known = [somebody(key) for key in range(5000)]
    new = [
        Person(-1 - n, p.surname, p.forename, p.born_on) if n % 50 == 0 else somebody(10_000 + n)
        for n, p in enumerate(known)
    ]
    found = {(one.first, one.second) for one in match_people(new, known)}
    assert {(-1 - n, n) for n in range(0, 5000, 50)} <= found
    assert len(found) < 150


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Body(1, "Bluebell Fostering Ltd"), Body(2, "Bluebell Fostering Limited")),
        (Body(1, "Anything", reference="SC 034567"), Body(2, "Other words", reference="SC034567")),
        (
            Body(1, "Wetherby, A and T", postcode="PE1 1AA"),
            Body(2, "T Wetherby", postcode="pe11aa"),
        ),
        (Body(1, "Okonkwo Ltd"), Body(2, "OKONKWO")),
        (Body(1, "Rainbow Childrens Homes"), Body(2, "Rainbow Children's Homes")),
    ],
)
def test_one_body_written_differently_is_proposed(a: Body, b: Body) -> None:
    (found,) = match_bodies([a], [b])
    assert (found.first, found.second) == (1, 2)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Body(1, "Bluebell Fostering"), Body(2, "Foxglove Fostering")),
        (
            Body(1, "The Smith family", postcode="PE1 1AA"),
            Body(2, "The Jones family", postcode="PE1 1AA"),
        ),
        (Body(1, ""), Body(2, "Care Ltd")),
        (Body(1, "Oak Lodge", "SC1"), Body(2, "Elm Lodge", "SC2")),
    ],
)
def test_different_bodies_are_kept_apart(a: Body, b: Body) -> None:
    assert match_bodies([a], [b]) == ()
