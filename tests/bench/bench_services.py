"""The demonstration service: made, opened and asked, each part of the way on its own."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from art_desktop.demo.generate import generate
from art_desktop.demo.install import install
from art_desktop.demo.people import demonstration_users
from art_desktop.domain.clock import FixedClock, local_day
from art_desktop.domain.permissions import Actor
from art_desktop.domain.read_models import RequestRow
from art_desktop.domain.vocabulary import Stage
from art_desktop.office.door import LocalDoor
from art_desktop.places.ons import OnsGazetteer
from art_desktop.services.finding import FindService
from tests.bench.measure import Figure, best, peak_mb

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _searchable(rows: tuple[RequestRow, ...]) -> RequestRow:
    """Return the family of two that is still to be found a home."""
    return next(r for r in rows if "with brother" in r.children_words and r.stage is Stage.REFERRED)


def _parts(door: LocalDoor, row: RequestRow, clock: FixedClock) -> list[Figure]:
    """Measure what a search is made of: reading, columns, judging, keeping."""
    from art_desktop.domain.matching.pool import Pool
    from art_desktop.domain.matching.record import make_record
    from art_desktop.domain.matching.search import search
    from art_desktop.domain.vocabulary import Tier
    from art_desktop.services.casework import candidates_of, case_of, policy_of
    from art_desktop.services.standing import hold

    today = local_day(clock.now())
    with door.store.reading(None) as uow:
        held = hold(uow, row.id, today)
        case = case_of(uow, held, OnsGazetteer(), today)
        tiers = [Tier.CONNECTED, Tier.IN_HOUSE]
        read = best(lambda: candidates_of(uow, held, tiers, case.needed_on), 5)
        facts = candidates_of(uow, held, tiers, case.needed_on)
        built = best(lambda: Pool.build(facts), 5)
        pool, weights = Pool.build(facts), policy_of(uow, today)
        judged = best(partial(search, case, pool, weights, limit_explained=0), 5)
        found = search(case, pool, weights, limit_explained=0)
        kept = best(partial(make_record, found), 5)
    words = f"search parts, {len(pool)} households:"
    return [
        Figure(f"{words} read", read),
        Figure(f"{words} columns", built),
        Figure(f"{words} judge, explain all", judged),
        Figure(f"{words} record for ever", kept),
    ]


def figures() -> list[Figure]:
    """Measure."""
    clock, gazetteer = FixedClock(NOW), OnsGazetteer()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "demo.artdb"
        generated = best(lambda: generate(1, 1.0, today=local_day(NOW)), 2)
        started = perf_counter()
        install(record, clock, gazetteer)
        installed = (perf_counter() - started) * 1000
        door = LocalDoor(record, clock, gazetteer)
        user = demonstration_users()[0]
        started = perf_counter()
        desk = door.sign_in(user.username, user.passphrase)
        signed_in = (perf_counter() - started) * 1000
        s, actor = desk.services, desk.actor
        found = [
            Figure("demonstration: generate", generated),
            Figure("demonstration: generate and install", installed),
            Figure("demonstration: sign in", signed_in),
            Figure("service: tasks.today", best(lambda: s.tasks.today(actor), 5)),
            Figure("service: requests.rows", best(lambda: s.requests.rows(actor), 5)),
            Figure(
                "service: requests.rows, closed too",
                best(lambda: s.requests.rows(actor, include_closed=True), 3),
            ),
            Figure("service: households.rows", best(lambda: s.households.rows(actor), 5)),
            Figure("service: children.rows", best(lambda: s.children.rows(actor), 5)),
            Figure("service: providers.rows", best(lambda: s.providers.rows(actor), 5)),
        ]
        row = _searchable(s.requests.rows(actor))
        found += [
            Figure("service: requests.page", best(lambda: s.requests.page(actor, row.id), 5)),
            Figure("service: searching.run", best(lambda: s.searching.run(actor, row.id), 5)),
            Figure("service: shortlist", best(lambda: s.searching.shortlist(actor, row.id), 5)),
            *_parts(door, row, clock),
            Figure(
                "service: finding.prepare", best(lambda: _prepare(desk.services.finding, actor), 5)
            ),
            Figure("service: finding.find", best(lambda: s.finding.find(actor, "lavneder"), 9)),
        ]
        started = perf_counter()
        door.close()
        closed = (perf_counter() - started) * 1000
        found.append(Figure("demonstration: back up and close", closed, peak_mb=peak_mb()))
    return found


def _prepare(finding: FindService, actor: Actor) -> None:
    finding.forget()
    finding.prepare(actor)
