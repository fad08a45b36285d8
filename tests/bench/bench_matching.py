"""How fast children are judged against many places, each beside its floor measured in the same run.

One child, a thousand children, and England: 83,000 children against 75,000 places. The floor is 28 comparisons over
NumPy columns of the same length, column by column, and the first twenty found by partition: what no search over
columns can go below. England is judged whole only where `ART_BENCH_ENGLAND=whole` is set (minutes); else a sample of
its children is, in one process, and the figure is that of two, worked out. Run: `-m tests.bench --only matching`.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.bulk import best_for_each, best_for_each_in_processes, columns_of
from art_desktop.domain.matching.criteria.registry import CRITERIA
from art_desktop.domain.matching.facts import Case, HouseholdFacts, ResidentFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.places import GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    Level,
    NeedCode,
    Plan,
    Sex,
    Skill,
    SkillLevel,
)
from tests.bench.measure import Figure, peak_mb
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
MANY = 1_000
"""So many children at once."""
ENGLAND = 83_000, 75_000
"""Children looked after, and places, roughly: engineering.md §5."""
SAMPLE = 1_000
WHOLE = os.environ.get("ART_BENCH_ENGLAND") == "whole"
REPEATS = 30
FLOOR_COLUMNS = 28
FLOOR_IS = "28 NumPy columns, top 20"


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


def _children(count: int, places: int) -> list[Case]:
    """Return cases of one child each: any age, from all over, with 300 different profiles; a third already placed."""
    draw = random.Random(83)  # noqa: S311 - invented children, the same each time
    profiles = [_profile(draw) for _ in range(300)]
    made = []
    for number in range(1, count + 1):
        lives_at = draw.randrange(1, places) * 10 if draw.random() < 0.33 else 10_000_000 + number
        at = GridReference(
            HOME_AT.easting + draw.randrange(-60_000, 60_000),
            HOME_AT.northing + draw.randrange(-60_000, 60_000),
        )
        child = subject(
            needs=draw.choice(profiles),
            child_id=ChildId(lives_at),
            age_months=draw.randrange(0, 216),
            home_at=at,
            school_at=at,
            family_time_at=(at,),
        )
        made.append(case(child, needed_on=NEEDED_ON + timedelta(days=draw.randrange(3))))
    return made


def _profile(draw: random.Random) -> Needs:
    levels: dict[NeedCode, Level | None] = {
        need: draw.choice((*Level, None)) for need in draw.sample(list(NeedCode), 5)
    }
    asked: dict[str, Any] = {
        "sex": draw.choice(list(Sex)),
        "plan": draw.choice((Plan.SHORT_TERM, Plan.SHORT_TERM, Plan.LONG_TERM)),
        "no_pets": draw.random() < 0.1,
        "non_smoking": draw.random() < 0.2,
        "own_bedroom": draw.random() < 0.5,
        "first_language": draw.choice(("English", "English", "English", "Polish")),
        "ethnicity": draw.choice(("WBRI", "WBRI", "APKN", "BAFR")),
    }
    told = needs(levels, **asked)
    assert all(isinstance(answer, NeedAnswer) for answer in told.levels.values())
    return told


def _pool(size: int) -> Pool:
    draw = random.Random(20161124)  # noqa: S311 - invented households, the same each time
    pool = Pool.build(_candidate(draw, number) for number in range(1, size + 1))
    # A heap of a million facts is not what is measured: the collector leaves them out.
    gc.collect()
    gc.freeze()
    return pool


def _one(asked: Case, pool: Pool, weights: Any) -> object:
    """Search, with the sentences of the first fifty and the counts by rule that stand beside every list."""
    found = search(asked, pool, weights)
    return found.ranked[:50], found.counts_by_rule


def _of_one(size: int, pool: Pool) -> list[Figure]:
    weights = policy()
    found = []
    for words, asked in (("needs known", _known()), ("little known", _tonight())):
        fifty = search(asked, pool, weights)
        assert all(len(option.findings) == len(CRITERIA) for option in fifty.ranked[:50])
        floor = _best(_floor(size, FLOOR_COLUMNS))
        taken = _best(partial(_one, asked, pool, weights))
        floor = min(floor, _best(_floor(size, FLOOR_COLUMNS)))
        found.append(
            Figure(
                f"one child x {size:,} places, {words}, {len(CRITERIA)} criteria, 50 explained",
                taken,
                floor,
                FLOOR_IS,
                aim=15.0,
                absolute=True,
                peak_mb=peak_mb(),
            )
        )
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _of_many(size: int, pool: Pool) -> Figure:
    cases = _children(MANY, size)
    one = _floor(size, FLOOR_COLUMNS)
    floor = _seconds(lambda: [one() for _ in range(MANY)])
    taken = _seconds(partial(best_for_each, cases, pool, policy()))
    return Figure(
        f"{MANY:,} children x {size:,} places, top 20, one process",
        taken,
        floor,
        FLOOR_IS,
        aim=2.0,
        unit="s",
        peak_mb=peak_mb(),
    )


def _of_england() -> Figure:
    children, places = ENGLAND
    pool = columns_of(_pool(places))
    one = _floor(places, FLOOR_COLUMNS)
    floor = _seconds(lambda: [one() for _ in range(200)]) / 200 * children / 2
    cases = _children(children, places)
    if WHOLE:
        start = time.perf_counter()
        best_for_each_in_processes(cases, pool, policy(), progress=_say)
        taken = time.perf_counter() - start
        words = "two processes, all of them"
    else:
        # A sample shares less between children than the whole would, so that this is rather too much.
        sample = cases[:: children // SAMPLE]
        taken = _seconds(partial(best_for_each, sample, pool, policy()))
        taken *= children / len(sample) / 2
        words = f"two processes, worked out from {len(sample):,} cases"
    return Figure(
        f"England, {children:,} x {places:,}, top 20, {words}",
        taken,
        floor,
        f"{FLOOR_IS}, halved",
        aim=360.0,
        unit="s",
        absolute=True,
        peak_mb=peak_mb() + 2 * _children_peak_mb(),
    )


def _say(done: int, of: int) -> None:
    print(f"{done:,} of {of:,}", file=sys.stderr, flush=True)


def _children_peak_mb() -> float:
    """Return the most memory that any process started by this one held, in MB; 0 where none was, or on Windows."""
    if sys.platform == "win32":
        return 0.0
    import resource

    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return float(held) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def figures() -> list[Figure]:
    """Return one line for each size: one child, a thousand, England."""
    found: list[Figure] = []
    if not WHOLE:
        for size in SIZES:
            pool = _pool(size)
            found += _of_one(size, pool)
        found.append(_of_many(max(SIZES), pool))
        del pool
        gc.unfreeze()
        gc.collect()
    return [*found, _of_england()]
