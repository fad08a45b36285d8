"""Two real databases: an encrypted file, and PostgreSQL where ART_TEST_POSTGRES_URL names one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from art_desktop.persistence.engine import create_file_engine, create_postgres_engine

KEY = bytes(range(32))
OTHER_KEY = bytes(reversed(range(32)))


@pytest.fixture
def key() -> bytes:
    """Return the key of the test's encrypted file."""
    return KEY


@pytest.fixture
def other_key() -> bytes:
    """Return a key that opens nothing."""
    return OTHER_KEY


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where the test's encrypted file is or will be."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder / "service.artdb"


@pytest.fixture
def file_engine(database: Path, key: bytes) -> Iterator[Engine]:
    """Return an engine on a new, empty encrypted file."""
    engine = create_file_engine(database, key, create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine() -> Iterator[Engine]:
    """Return an engine on a new, empty schema of a real PostgreSQL; skip where there is none."""
    url = os.environ.get("ART_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("ART_TEST_POSTGRES_URL names no PostgreSQL to test with")
    schema = f"test_{uuid.uuid4().hex}"
    owner = create_postgres_engine(url)
    with owner.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    address = make_url(url).update_query_dict({"options": f"-c search_path={schema}"})
    engine = create_postgres_engine(address)
    yield engine
    engine.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    owner.dispose()


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return an engine on an empty database, once for each kind."""
    name = "file_engine" if request.param == "sqlcipher" else "postgres_engine"
    found = request.getfixturevalue(name)
    assert isinstance(found, Engine)
    return found
