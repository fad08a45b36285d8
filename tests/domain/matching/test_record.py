"""Every search is kept, and can be run again to the same bytes."""

from __future__ import annotations

import json
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.record import (
    digest,
    inputs_of,
    make_record,
    read_record,
    rerun,
    run_again,
)
from art_desktop.domain.matching.search import search
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW
from tests.domain.matching.making import agency, case, home, household, policy

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.bin"))
"""Searches of the past, of invented children and homes: 1 to 4 with 64 criteria, 5 on with 81."""


def test_there_are_searches_of_the_past() -> None:
    assert len(GOLDEN) >= 7


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_search_of_the_past_runs_again_to_the_byte(path: Path) -> None:
    kept = path.read_bytes()
    again = rerun(kept)
    assert again.sha256 == digest(kept)
    # Another build of zlib may pack the same bytes in another way.
    assert zlib.decompress(again.content) == zlib.decompress(kept)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_search_of_the_past_is_asked_what_it_was_asked(path: Path) -> None:
    asked = read_record(path.read_bytes())["results"]["criteria"]
    assert [c.code for c in run_again(path.read_bytes()).criteria] == asked


def test_a_search_that_asked_what_is_not_known_here_is_refused_in_words() -> None:
    plain = read_record(make_record(search(case(), Pool.build([household()]), policy())).content)
    plain["results"]["criteria"].append("from_the_future")
    with pytest.raises(FileTrouble, match="from_the_future"):
        run_again(zlib.compress(json.dumps(plain).encode()))


@FEW
@given(CASES, CANDIDATES)
def test_a_rerun_is_byte_identical(what: Case, candidates: list[Candidate]) -> None:
    kept = make_record(search(what, Pool.build(candidates), policy()))
    again = rerun(kept.content)
    assert again.content == kept.content
    assert again.sha256 == kept.sha256 == digest(kept.content)


@FEW
@given(CASES, CANDIDATES)
def test_what_was_told_comes_back_whole(what: Case, candidates: list[Candidate]) -> None:
    kept = make_record(search(what, Pool.build(candidates), policy(), limit_explained=7))
    told = inputs_of(kept.content)
    assert told.case == what
    assert {c.key: c for c in told.candidates} == {c.key: c for c in candidates}
    assert told.policy == policy()
    assert told.limit_explained == 7


def test_the_results_are_readable_without_running() -> None:
    found = search(case(), Pool.build([household(1), home(1), agency(1)]), policy())
    plain = read_record(make_record(found).content)
    first = plain["results"]["ranked"][0]
    assert (first["key"], first["rank"]) == ("household:1", 1)
    assert len(first["verdicts"]) == len(plain["results"]["criteria"])
    assert first["sentences"]["near_home"] == "0.0 miles from home, within 5."
    assert plain["results"]["points"]["near_home"] == 500
    assert [o.key for o in run_again(make_record(found).content).ranked] == [
        o["key"] for o in plain["results"]["ranked"]
    ]


def test_one_weight_written_two_ways_is_one_record() -> None:
    pool = Pool.build([household()])
    one = make_record(search(case(), pool, policy(faith="10")))
    other = make_record(search(case(), pool, policy(faith=str(Decimal("10.00")))))
    assert one == other


def test_another_weight_is_another_record() -> None:
    pool = Pool.build([household()])
    one = make_record(search(case(), pool, policy()))
    assert one.sha256 != make_record(search(case(), pool, policy(faith="7"))).sha256


@pytest.mark.parametrize(
    "content", [b"", b"not a record", zlib.compress(b"{}"), zlib.compress(b'{"schema":99}')]
)
def test_what_is_no_record_is_refused_in_words(content: Any) -> None:
    with pytest.raises(FileTrouble, match="not read"):
        read_record(content)
