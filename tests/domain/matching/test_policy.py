"""The dated table of weights, and words as they are compared."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.matching.criteria.registry import PREFERENCES
from art_desktop.domain.matching.policy import SETTINGS, MatchingPolicy, policy_from_csv
from art_desktop.domain.matching.words import folded, interest_words, is_no_faith
from art_desktop.domain.vocabulary import Level
from tests.domain.matching.making import SEED, policy

TABLE = """code,weight,effective_from,source
faith,3,2016-04-01,first
faith,4,2026-04-01,changed
faith,9,2030-04-01,not yet
share_met_with_support,0.75,2016-04-01,first
"""


def test_the_latest_row_that_has_begun_counts() -> None:
    found = policy_from_csv(TABLE, date(2026, 11, 27))
    assert found.number("faith") == Decimal(4)
    assert found.effective_from == date(2026, 4, 1)
    assert policy_from_csv(TABLE, date(2026, 3, 31)).number("faith") == Decimal(3)


@pytest.mark.parametrize(
    "text",
    [
        "code,weight,effective_from\nfaith,much,2016-04-01\n",
        "code,weight,effective_from\nfaith,3,1/4/2016\n",
        "code,weight\nfaith,3\n",
        "code,weight,effective_from\n",
        "code,weight,effective_from\nfaith,3,2030-01-01\n",
    ],
)
def test_a_bad_table_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        policy_from_csv(text, date(2026, 11, 27))


@pytest.mark.parametrize("weight", ["-1", "1001", "0.001", "NaN"])
def test_a_weight_no_score_could_use_is_refused(weight: str) -> None:
    with pytest.raises(RuleBroken):
        policy(faith=weight)


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(RuleBroken):
        policy(share_met_with_support="1.1")


def test_the_shipped_table_has_a_row_for_each_weight_and_no_other() -> None:
    rows = [line.split(",")[0] for line in SEED.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) == len(set(rows))
    assert set(rows) == {c.weight_key for c in PREFERENCES} | set(SETTINGS)


def test_a_level_raises_the_weight() -> None:
    table = policy()
    assert [table.points("skill", level) for level in (None, *Level)] == [400, 400, 400, 600, 800]


def test_the_policy_cannot_be_changed_behind_a_search() -> None:
    weights = {"faith": Decimal(3), "share_met_with_support": Decimal("0.5")}
    table = MatchingPolicy(effective_from=date(2026, 1, 1), weights=weights)
    weights["faith"] = Decimal(9)
    assert table.number("faith") == Decimal(3)


def test_words_are_compared_without_case_and_space() -> None:
    assert folded("  British   Sign Language ") == "british sign language"
    assert interest_words("He likes horses, glass and going to football") == (
        "football",
        "glass",
        "horse",
    )
    assert is_no_faith(" No religion")
    assert not is_no_faith("Muslim")


def test_numpy_is_not_loaded_by_what_the_window_needs_first() -> None:
    code = (
        "import sys, art_desktop.domain.matching.facts, art_desktop.domain.matching.policy, "
        "art_desktop.domain.matching.tiers; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
