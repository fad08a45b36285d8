"""The wheel: what is in it, what never is, and that it works where nothing else of ours is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MAY_SHIP = [
    r"art_desktop/(\w+/)*\w+\.py",
    r"art_desktop/py\.typed",
    r"art_desktop/_shipped/db/migrations/(\w+/)*(\w+\.py|script\.py\.mako|README\.md)",
    r"art_desktop/_shipped/db/seed/([\w-]+/)*[\w-]+\.(csv|json|md|toml|txt)",
    r"art_desktop/_shipped/resources/icons/([\w-]+/)*[\w-]+\.(svg|png|ico|icns|md|txt)",
    r"art_desktop/_shipped/resources/style/([\w-]+/)*[\w-]+\.(qss|json|toml|css|svg)",
    r"art_desktop/_shipped/resources/fonts/([\w-]+/)*([\w-]+\.(ttf|txt|md)|LICEN[CS]E[\w.-]*)",
    r"art_desktop/_shipped/resources/help/([\w-]+/)*[\w-]+\.(md|png)",
    r"art_desktop/_shipped/resources/pictures/([\w-]+/)*[\w-]+\.(png|svg|md)",
    r"art_desktop-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)",
]
TREE = ("art_desktop", "db", "resources", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
STRAY = (
    "db/seed/dev.sqlite",
    "db/service.artdb",
    "resources/help/real.artdb-keys",
    "dev.sqlite-wal",
)

TRY_IT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import art_desktop
from art_desktop import locations
folders = [locations.RESOURCES, locations.MIGRATIONS, locations.SEED]
print(json.dumps([art_desktop.__file__, *map(str, folders)]))
"""


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tree in which somebody has left databases lying about."""
    tree = tmp_path_factory.mktemp("tree")
    for name in TREE:
        source = project_root / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    for name in STRAY:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"SQLite format 3\0")
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=tree,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_holds_nothing_that_was_not_meant_to_ship(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    allowed = re.compile("|".join(MAY_SHIP))
    assert [name for name in names if not allowed.fullmatch(name)] == []


def test_holds_every_module_and_every_data_file(wheel: Path, project_root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    code = {
        path.relative_to(project_root).as_posix()
        for path in (project_root / "art_desktop").rglob("*.py")
    }
    data = {
        f"art_desktop/_shipped/{path.relative_to(project_root).as_posix()}"
        for folder in ("db/migrations", "db/seed", "resources")
        for path in (project_root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert code | data <= names


def test_works_from_another_folder_without_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "a place" / "site"
    zipfile.ZipFile(wheel).extractall(installed)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-c", TRY_IT, str(installed)],
        cwd=elsewhere,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [Path(word) for word in json.loads(done.stdout)]
    assert all(path.is_relative_to(installed) and path.exists() for path in paths), paths
    assert any(paths[1].rglob("*")), "no resources"


def test_its_command_leads_to_main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "art-desktop = art_desktop.__main__:main" in archive.read(name).decode()
