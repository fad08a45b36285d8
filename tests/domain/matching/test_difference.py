"""What changed between two shortlists."""

from __future__ import annotations

from hypothesis import given

from art_desktop.domain.matching.difference import differences
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import Shortlist, search
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW
from tests.domain.matching.making import case, household, miles_east, needs, policy, subject


def run(what: Case, *candidates: Candidate) -> Shortlist:
    return search(what, Pool.build(candidates), policy())


def test_each_change_has_its_line_and_the_rule_behind_it() -> None:
    near = household(1, pets=True)
    middle, far = household(2, at=miles_east(6)), household(3, at=miles_east(12))
    before = run(case(), near, middle, far)
    after = run(case(subject(needs=needs(no_pets=True))), near, middle, far)
    found = differences(before, after)
    assert [(c.key, c.rule) for c in found.fell_out] == [("household:1", "no_pets")]
    assert [(c.key, c.rank_before, c.rank_after) for c in found.moved] == [
        ("household:2", 2, 1),
        ("household:3", 3, 2),
    ]
    assert found.lines[0] == "Household 1 fell out: “No pets” excludes it."
    assert found.words == "The shortlist changed: 1 fell out, 2 moved."
    back = differences(after, before)
    assert back.came_in[0].words.endswith("“No pets” no longer excludes it.")


def test_who_is_new_or_gone_is_named_without_a_rule() -> None:
    found = differences(run(case(), household(1)), run(case(), household(2)))
    assert found.fell_out[0].words == "Household 1 fell out: no longer among the candidates."
    assert "came in at 1" in found.came_in[0].words


@FEW
@given(CASES, CASES, CANDIDATES)
def test_nothing_is_left_out_and_nothing_said_twice(
    one: Case, other: Case, candidates: list[Candidate]
) -> None:
    before, after = run(one, *candidates), run(other, *candidates)
    found = differences(before, after)
    fell, came = {c.key for c in found.fell_out}, {c.key for c in found.came_in}
    assert fell == {o.key for o in before.ranked} - {o.key for o in after.ranked}
    assert came == {o.key for o in after.ranked} - {o.key for o in before.ranked}
    assert len(found.lines) == len({*fell, *came}) + len(found.moved) + len(found.rescored)
    assert all(change.rule for change in (*found.fell_out, *found.came_in))
    assert differences(before, before).lines == ()
