"""How fast one child is judged against many places, beside the floor measured in the same run.

Run: python tests/bench/bench_matching.py [places ...]. The floor is the same number of comparisons over NumPy columns
of the same length, and the first twenty found by partition: what no search over columns can go below.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.matching.criteria.registry import CRITERIA
from art_desktop.domain.matching.facts import Case, HouseholdFacts, ResidentFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.matching.verdicts import is_constant
from art_desktop.domain.needs import Needs
from art_desktop.domain.places import GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    Level,
    NeedCode,
    Skill,
    SkillLevel,
)
from tests.domain.matching.making import (
    HOME_AT,
    NEEDED_ON,
    case,
    fostered,
    household,
    needs,
    own_child,
    policy,
    subject,
    terms,
)

SIZES = (1_000, 100_000)
REPEATS = 30


def _resident(draw: random.Random, number: int) -> ResidentFacts:
    if draw.random() < 0.3:
        return own_child(draw.randrange(0, 18))
    risk = draw.choice(list(NeedCode))
    return fostered(number, draw.randrange(0, 18), **{risk: draw.choice(list(Level))})


def _candidate(draw: random.Random, number: int) -> HouseholdFacts:
    low = draw.choice((0, 0, 5, 8))
    return replace(
        household(number),
        household_id=HouseholdId(number),
        status=HouseholdStatus.ACTIVE if draw.random() < 0.95 else HouseholdStatus.ENDED,
        review_due_on=NEEDED_ON + timedelta(days=draw.randrange(-60, 365)),
        checks_due_on=date(2028, 1, 1) if draw.random() < 0.9 else None,
        at=GridReference(
            HOME_AT.easting + draw.randrange(-60_000, 60_000),
            HOME_AT.northing + draw.randrange(-60_000, 60_000),
        ),
        in_area=draw.random() < 0.6,
        terms=(
            terms(
                draw.choice((ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM)),
                draw.randrange(1, 4),
                age_from=low,
                age_to=low + draw.randrange(5, 18),
            ),
            terms(ApprovalKind.EMERGENCY, 1),
        )[: draw.randrange(1, 3)],
        residents=tuple(
            _resident(draw, number * 10 + i) for i in range(draw.choice((0, 1, 1, 2, 3)))
        ),
        pets=draw.choice((True, False, None)),
        smokers=draw.choice((True, False, None)),
        languages=("English", "Polish") if draw.random() < 0.1 else ("English",),
        ethnicities=(draw.choice(("WBRI", "WBRI", "APKN", "BAFR")),),
        skills={s: draw.choice(list(SkillLevel)) for s in draw.sample(list(Skill), 4)},
        experienced_ages=tuple(draw.sample(range(18), 5)),
        planned_endings=draw.randrange(0, 9),
        unplanned_endings=draw.randrange(0, 4),
    )


def _best(work: Callable[[], object]) -> float:
    """Return milliseconds of processor time of the fastest run: a busy machine adds none to it."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def _floor(size: int, criteria: int) -> Callable[[], object]:
    draw = np.random.default_rng(1)
    columns = [draw.integers(0, 250, size, dtype=np.uint8) for _ in range(criteria)]
    weights = draw.random(criteria).astype(np.float32)

    def work() -> object:
        total = np.zeros(size, dtype=np.float32)
        for column, weight in zip(columns, weights, strict=True):
            total += (column > 100) * weight
        top = min(20, size - 1)
        return np.argpartition(total, -top)[-top:]

    return work


def _known() -> Case:
    levels: dict[NeedCode, Level | None] = {
        NeedCode.ATTACHMENT: Level.SIGNIFICANT,
        NeedCode.MISSING: Level.SOME,
        NeedCode.VIOLENCE: Level.SIGNIFICANT,
        NeedCode.AUTISM: Level.COMPLEX,
        NeedCode.EDUCATION: Level.SOME,
    }
    asked = needs(levels, no_pets=True, own_bedroom=True, first_language="Polish", likes="football")
    return case(subject(needs=asked))


def _tonight() -> Case:
    return case(
        subject(needs=Needs(sex=needs().sex), family_time_at=None, school_at=None, avoid=None)
    )


def main(sizes: tuple[int, ...]) -> None:
    """Print one line for each size and case."""
    weights = policy()
    for size in sizes:
        draw = random.Random(20161124)  # noqa: S311 - invented households, the same each time
        facts = [_candidate(draw, number) for number in range(1, size + 1)]
        start = time.process_time()
        pool = Pool.build(facts)
        built = (time.process_time() - start) * 1000
        # A heap of a million facts is not what is measured: the collector leaves them out.
        gc.collect()
        gc.freeze()
        print(f"{size:>7} places: pool built in {built:.0f} ms")
        for words, asked in (("needs known", _known()), ("tonight, little known", _tonight())):
            found = search(asked, pool, weights)
            live = sum(not is_constant(c.judge(found.trial)) for c in CRITERIA)
            floor = _best(_floor(size, 28))
            taken = _best(partial(search, asked, pool, weights))
            print(
                f"{size:>7} places, {words}: {taken:6.1f} ms, {len(CRITERIA)} criteria ({live} not "
                f"constant), {len(found.ranked)} suitable, 50 explained; floor {floor:.1f} ms; "
                f"ratio {taken / floor:.1f}"
            )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
