"""One key in the find box over 100,000 names, beside raw FTS5 trigrams, their best 300 ranked by WRatio."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from rapidfuzz import fuzz, process

from art_desktop.demo.names import POLISH, WHITE_BRITISH
from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.finding import typed_words
from art_desktop.domain.finding_views import NameLine
from art_desktop.domain.ids import ChildId, UserId
from art_desktop.domain.lookalikes import ChildDetails
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Sex
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import create_file_engine
from art_desktop.persistence.migrate import upgrade
from art_desktop.persistence.name_index import MemoryNameIndex
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.places.ons import OnsGazetteer
from art_desktop.services.base import Context
from art_desktop.services.finding import FindService
from art_desktop.services.lookalikes import LookalikesService
from tests.bench.measure import Figure, peak_mb, spread

SIZE = 100_000
KINDS = ("child", "household", "request", "provider")
ASKED = 60


def lines(size: int) -> list[NameLine]:
    """Return invented people with numbers and postcodes, their surnames in some thousands of forms."""
    rng = random.Random(20161124)  # noqa: S311 - invented people, the same each time
    endings = ("ton", "ley", "man", "well", "by", "son", "field", "ham", "wick", "shaw", "er", "")
    middles = ("a", "e", "o", "ar", "en", "ing", "el", "is", "ow", "and", "ers", "in")
    found = []
    for key in range(size):
        community = POLISH if rng.random() < 0.08 else WHITE_BRITISH
        sex = rng.choice((Sex.FEMALE, Sex.MALE))
        last = community.surname(rng, sex)
        if rng.random() < 0.7:
            last = last[: rng.randint(2, 5)] + rng.choice(middles) + rng.choice(endings)
        name = f"{community.given(rng, sex, adult=rng.random() < 0.5)} {last}"
        postcode = (
            f"PE{rng.randint(1, 38)} {rng.randint(1, 9)}{rng.choice('ABDEFG')}{rng.choice('HJLNP')}"
        )
        words = f"C-{key:06d} 99{key:06d} {postcode} {postcode.replace(' ', '')}"
        found.append(NameLine("child", key, name, words, f"Child C-{key:06d}"))
    return found


def mistyped(name: str, rng: random.Random) -> str:
    """Return a name with two neighbouring letters swapped."""
    letters = list(name)
    at = rng.randrange(len(letters) - 1)
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


class Floor:
    """Trigrams and a ranking, with nothing around them: no kinds, no titles, no two-letter questions."""

    def __init__(self, held: list[NameLine]) -> None:
        self.base: Any = sqlcipher.connect(":memory:", isolation_level=None)
        self.base.execute("CREATE VIRTUAL TABLE name USING fts5(words, tokenize='trigram')")
        self.base.execute("BEGIN")
        self.base.executemany(
            "INSERT INTO name (rowid, words) VALUES (?, ?)",
            [(line.key, " ".join(typed_words(line.title))) for line in held],
        )
        self.base.execute("INSERT INTO name (name) VALUES ('optimize')")
        self.base.execute("COMMIT")

    def find(self, text: str) -> object:
        """Return the best twelve."""
        words = " ".join(typed_words(text))
        parts = {words[at : at + 3] for at in range(len(words) - 2)}
        asked = " OR ".join(f'"{part}"' for part in sorted(parts))
        query = "SELECT words FROM name WHERE name MATCH ? ORDER BY rank LIMIT 300"
        near = [row[0] for row in self.base.execute(query, (asked,))]
        return process.extract(words, near, scorer=fuzz.WRatio, limit=12)


def _calls(find: Callable[[str], object], asked: list[str]) -> list[Callable[[], object]]:
    return [partial(find, words) for words in asked]


def lookalikes(size: int) -> list[Figure]:
    """Measure a child entered on a record of `size` children: what is read, compared, and the answer."""
    rng = random.Random(3)  # noqa: S311 - the same children each time
    born = [date(2008, 1, 1) + timedelta(days=rng.randrange(6500)) for _ in range(size)]
    children = [
        Child(
            id=ChildId(line.key + 1),
            reference=f"C-{line.key:06d}",
            first_name=line.title.partition(" ")[0],
            last_name=line.title.partition(" ")[2],
            born_on=born[line.key],
            sex=Sex.FEMALE,
        )
        for line in lines(size)
    ]
    entered = [
        ChildDetails(0, one.first_name, mistyped(f"{one.last_name}n", rng), born_on=one.born_on)
        for one in rng.sample(children, ASKED)
    ]
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    actor = Actor(UserId(1), "officer", "Pat Officer", Role.OFFICER)
    with tempfile.TemporaryDirectory() as folder:
        engine = create_file_engine(Path(folder) / "many.artdb", bytes(range(32)), create=True)
        upgrade(engine)
        with engine.begin() as connection:
            insert_all(connection, children)
        store = SqlStore(engine, clock, AuditKeys(b"c" * 32, b"v" * 32))
        context = Context(store, clock, OnsGazetteer())
        finding = FindService(context, MemoryNameIndex())
        service = LookalikesService(context, finding.names)
        finding.prepare(actor)
        service.children(actor, entered[0])
        calls = [partial(service.children, actor, one) for one in entered]
        _, middle, most = spread(calls)
        engine.dispose()
    work = f"lookalikes of a child entered, {size:,} children"
    return [Figure(work, middle), Figure(f"{work}, slowest of {ASKED}", most)]


def figures() -> list[Figure]:
    """Measure."""
    held = lines(SIZE)
    before = peak_mb()
    index = MemoryNameIndex()
    started = perf_counter()
    index.fill(held)
    filled = (perf_counter() - started) * 1000
    holds = peak_mb() - before
    started = perf_counter()
    floor = Floor(held)
    floor_filled = (perf_counter() - started) * 1000
    rng = random.Random(7)  # noqa: S311 - the same questions each time
    names = [rng.choice(held).title for _ in range(ASKED)]
    typed = [mistyped(name, rng) for name in names]
    growing = [names[at % 6][: 2 + at // 6] for at in range(ASKED)]  # six names, key by key
    codes = [rng.choice(held).words.split(" ")[at % 4] for at in range(ASKED)]
    find = partial(index.find, kinds=KINDS, limit=12)
    find(typed[0])
    floor.find(typed[0])
    _, floor_key, floor_worst = spread(_calls(floor.find, typed))
    _, key, worst = spread(_calls(find, typed))
    floor_is = "FTS5 trigrams, 300 by WRatio"
    work = f"type-ahead, {SIZE:,} names:"
    found = [
        Figure(f"{work} a mistyped name", key, floor_key, floor_is, 12, absolute=True),
        Figure(f"{work} the same, slowest of {ASKED}", worst, floor_worst, floor_is),
    ]
    for words, asked in (("names key by key", growing), ("numbers, postcodes", codes)):
        _, middle, most = spread(_calls(find, asked))
        found.append(Figure(f"{work} {words}", middle, aim=12, absolute=True))
        found.append(Figure(f"{work} {words}, slowest of {ASKED}", most))
    found.append(
        Figure(f"{work} made once", filled, floor_filled, "FTS5 trigrams filled", peak_mb=holds)
    )
    return [*found, *lookalikes(SIZE)]
