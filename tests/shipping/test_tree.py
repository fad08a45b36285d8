"""What stands in the project's folder, and what must never be in a file of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TOP = {
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "art_desktop",
    "db",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
    "uv.lock",
}
MADE = {"build", "dist", "__pycache__"}
DOTTED = {".ci", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"}

TEXT = {".py", ".md", ".toml", ".yaml", ".json", ".csv", ".qss", ".svg", ".sh", ".mako", ".ini", ""}
TEXT |= {".txt", ".html", ".spec", ".lock"}

# Somebody's own folders, unfinished work, and what opens a door; in pieces, so that none is here.
NEVER = {
    "somebody's folder": r"(?<![\w.])/(?:work|root)/[\w.]",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE " + r"KEY-----",
    "a token": r"\b(?:gh[pousr]_\w{30,}|github_pat_\w{20,}|pypi-AgE\w{20,}|AKIA[0-9A-Z]{16})\b",
}


def files(root: Path) -> Iterator[Path]:
    """Yield the project's own files."""
    for top in sorted(TOP | DOTTED):
        path = root / top
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from (
                found
                for found in sorted(path.rglob("*"))
                if found.is_file() and "__pycache__" not in found.parts
            )


def test_top_level_holds_what_it_should_and_nothing_else(project_root: Path) -> None:
    found = {path.name for path in project_root.iterdir() if not path.name.startswith(".")}
    assert found - MADE == TOP


def test_packaging_is_no_package(project_root: Path) -> None:
    # With one, it would hide the library of the same name.
    assert not (project_root / "packaging" / "__init__.py").exists()


def test_the_commands_are_programs(project_root: Path) -> None:
    for name in ("packaging/run", "packaging/test", "packaging/checks", ".ci/run"):
        path = project_root / name
        assert path.read_bytes().startswith(b"#!/usr/bin/env bash\n")
        assert path.stat().st_mode & 0o111 or sys.platform == "win32", name


def test_no_file_holds_what_must_never_be_in_one(project_root: Path) -> None:
    never = {what: re.compile(pattern) for what, pattern in NEVER.items()}
    found = []
    for path in files(project_root):
        if path.suffix not in TEXT:
            continue
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.relative_to(project_root)}: {what}: {match.group()}"
            for what, pattern in never.items()
            if (match := pattern.search(text))
        ]
    assert found == []


def test_no_database_or_key_lies_in_the_tree(project_root: Path) -> None:
    starts = (b"SQLite format 3\0", b"PGDMP")
    stray = []
    for path in files(project_root):
        fixture = "fixtures" in path.parts
        with path.open("rb") as file:
            start = file.read(16)
        if not fixture and start.startswith(starts):
            stray.append(path.relative_to(project_root))
        if re.search(r"\.(sqlite|db|artdb\w*)(-\w+)?$", path.name) and not fixture:
            stray.append(path.relative_to(project_root))
    assert stray == []


def test_every_text_file_ends_lines_as_one(project_root: Path) -> None:
    found = [
        path.relative_to(project_root)
        for path in files(project_root)
        if path.suffix in TEXT and b"\r\n" in path.read_bytes() and "fixtures" not in path.parts
    ]
    assert found == []
