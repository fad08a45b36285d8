"""The set-up that the two commands share: what it says where it may not install, and when it does nothing.

apt, uv, pip and the loader's list are stand-ins here that write down how they were called.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="packaging/run and packaging/test are for Debian and Ubuntu"
)

WANTED = 'set_up run "$libraries_offscreen" "$libraries_x11"'


class Machine:
    """A project folder and a machine around it, both pretended."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.root = folder / "project"
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls_file = folder / "calls"
        (self.root / "packaging").mkdir(parents=True)
        for name in ("setup.sh", "uv.txt", "requirements.txt", "requirements-test.txt"):
            shutil.copy(project / "packaging" / name, self.root / "packaging")
        (self.root / "uv.lock").write_text("first\n", encoding="utf-8")
        self.program("ldconfig", "cat <<'LIST'\n" + self._libraries() + "\nLIST")
        self.program("apt-get", "exit 1")
        self.program("sudo", "exit 1")
        self.program("id", "echo 1000")
        self.program("apt-cache", "exit 0")

    def _libraries(self) -> str:
        setup = (self.root / "packaging" / "setup.sh").read_text(encoding="utf-8")
        return "\n".join(word for word in setup.split() if ".so." in word)

    def program(self, name: str, body: str, *, at: Path | None = None) -> Path:
        """Put a program on the path that writes down its call and then does `body`."""
        path = (at or self.bin) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'#!/bin/bash\nprintf "%s\\n" "{name} $*" >>{self.calls_file!s}\n{body}\n',
            encoding="utf-8",
        )
        path.chmod(0o755)
        return path

    def with_uv(self, sync: str) -> None:
        """Put uv where the set-up keeps it; `sync` is what it does when asked for .venv."""
        pin = (self.root / "packaging" / "uv.txt").read_text(encoding="utf-8").split()[0]
        tools = self.root / ".cache" / "tools" / "bin"
        version = pin.removeprefix("uv==")
        self.program(
            "uv", f'case $1 in --version) echo "uv {version} (x)" ;; *) {sync} ;; esac', at=tools
        )
        (tools / "python").symlink_to(sys.executable)

    def set_up(self, python: str = sys.executable) -> tuple[int, str, list[str]]:
        """Run the set-up; return its status, what it said and how the stand-ins were called."""
        self.calls_file.write_text("", encoding="utf-8")
        script = f'set -o pipefail; . "$1"; {WANTED}'
        done = subprocess.run(
            ["bash", "-euc", script, "set-up", str(self.root / "packaging" / "setup.sh")],
            env={
                **os.environ,
                "PATH": f"{self.bin}:/usr/bin:/bin",
                "ART_DESKTOP_PYTHON": python,
                "ART_DESKTOP_INSTALLER": "uv",
            },
            check=False,
            capture_output=True,
            text=True,
        )
        calls = self.calls_file.read_text(encoding="utf-8").splitlines()
        changing = [c for c in calls if c.split()[0] in {"apt-get", "uv", "pip"}]
        return (
            done.returncode,
            done.stdout + done.stderr,
            [c for c in changing if "--version" not in c],
        )


MAKE_VENV = "mkdir -p .venv/bin && ln -sf /bin/true .venv/bin/python"


@pytest.fixture
def machine(tmp_path: Path, project_root: Path) -> Machine:
    return Machine(tmp_path, project_root)


def test_a_second_run_asks_neither_apt_nor_uv(machine: Machine) -> None:
    machine.with_uv(f"cd {machine.root} && {MAKE_VENV}")
    status, said, calls = machine.set_up()
    assert (status, len(calls)) == (0, 1), said
    assert machine.set_up() == (0, "", [])


def test_another_lock_file_makes_the_environment_anew(machine: Machine) -> None:
    machine.with_uv(f"cd {machine.root} && {MAKE_VENV}")
    machine.set_up()
    (machine.root / "uv.lock").write_text("second\n", encoding="utf-8")
    status, said, calls = machine.set_up()
    assert (status, len(calls)) == (0, 1), said


def test_says_which_packages_an_administrator_must_install(machine: Machine) -> None:
    machine.program("ldconfig", "echo libEGL.so.1")
    machine.program(
        "apt-cache",
        'case $2 in *t64) echo "Candidate: (none)" ;; *) echo "Candidate: 1.0" ;; esac',
    )
    status, said, calls = machine.set_up()
    assert status == 1
    assert calls == []
    (command,) = (line for line in said.splitlines() if "sudo apt-get install" in line)
    assert "libxcb-cursor0" in command
    assert "libglib2.0-0" in command.split()
    assert "libegl1" not in command.split()


def test_takes_the_name_a_package_goes_by_on_this_system(machine: Machine) -> None:
    machine.program("ldconfig", "")
    machine.program("apt-cache", 'echo "Candidate: 1.0"')
    _, said, _ = machine.set_up()
    assert "libglib2.0-0t64" in said.split()


def test_an_administrator_s_run_installs_them(machine: Machine) -> None:
    machine.with_uv(f"cd {machine.root} && {MAKE_VENV}")
    machine.program("id", "echo 0")
    machine.program("ldconfig", "")
    machine.program("apt-get", "exit 0")
    status, said, calls = machine.set_up()
    assert status == 0, said
    assert [call.startswith("apt-get") for call in calls] == [True, True, False]
    assert "libegl1" in calls[1].split()


def test_where_uv_fails_pip_does_it(machine: Machine, tmp_path: Path) -> None:
    machine.with_uv("exit 2")
    fake_pip = machine.program("pip", "exit 0", at=tmp_path / "made")
    venv = f"mkdir -p {machine.root}/.venv/bin && cp {fake_pip} {machine.root}/.venv/bin/python"
    python = machine.program(
        "python", f'case "$1 $2" in "-m venv") {venv} ;; *) exec {sys.executable} "$@" ;; esac'
    )
    status, said, calls = machine.set_up(str(python))
    assert status == 0, said
    assert "trying pip" in said
    assert [call.split()[0] for call in calls] == ["uv", "pip", "pip"]
    assert "--require-hashes" in calls[1]


def test_where_both_fail_it_says_so_and_tries_again_next_time(machine: Machine) -> None:
    machine.with_uv("exit 2")
    python = machine.program(
        "python", f'case "$1 $2" in "-m venv") exit 1 ;; *) exec {sys.executable} "$@" ;; esac'
    )
    for _ in range(2):
        status, said, calls = machine.set_up(str(python))
        assert status == 1
        assert "could not be installed" in said
        assert len(calls) == 1


def test_says_that_python_is_too_old(machine: Machine) -> None:
    old = machine.program("python3", "exit 1")
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        machine.program(name, "exit 1")
    status, said, calls = machine.set_up(str(old))
    assert (status, calls) == (1, [])
    assert "Python 3.11 or later" in said
