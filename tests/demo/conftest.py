"""One demonstration record for all tests that look at one: making it takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from art_desktop.demo.install import install
from art_desktop.demo.people import DEMO_PASSPHRASES
from art_desktop.domain.clock import FixedClock
from art_desktop.office.door import LocalDoor
from art_desktop.places.ons import OnsGazetteer

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDoor]:
    """Return the door to the demonstration, with an officer signed in."""
    record = tmp_path_factory.mktemp("demo") / "demonstration.db"
    clock, gazetteer = FixedClock(NOW), OnsGazetteer()
    users = install(record, clock, gazetteer, seed=1)
    door = LocalDoor(record, clock, gazetteer, demonstration=users)
    door.sign_in("hbrathwaite", DEMO_PASSPHRASES["hbrathwaite"])
    yield door
    door.close()
