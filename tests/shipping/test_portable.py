"""Nothing in the application that a Windows desk could not run. Most desks are Windows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from typing_extensions import override

POSIX_MODULES = {"fcntl", "grp", "pwd", "resource", "termios", "pty", "tty", "readline", "syslog"}
POSIX_NAMES = {
    ("os", name)
    for name in (
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "setuid", "setgid", "chown", "fchmod"),
        *("mkfifo", "killpg", "setsid", "getpgid", "uname", "sync", "getloadavg", "O_NOFOLLOW"),
        *("O_CLOEXEC", "O_DIRECTORY", "sysconf", "statvfs", "nice"),
    )
}
POSIX_NAMES |= {
    ("signal", name)
    for name in ("SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "alarm", "pause")
}
# Windows refuses to rename over a file that is there.
REPLACED = {("os", "rename"): "os.replace"}
TEXT_METHODS = {"read_text", "write_text"}
ABSENT = {"ImportError", "ModuleNotFoundError", "AttributeError"}


def _asks_for_platform(test: ast.expr) -> bool:
    text = ast.unparse(test)
    return any(word in text for word in ("sys.platform", "os.name", "platform.system", "hasattr"))


def _leaves(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


class _Portable(ast.NodeVisitor):
    """Collect what Windows lacks, unless the code has asked first."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.guards = 0

    def _note(self, node: ast.expr | ast.stmt, what: str) -> None:
        self.found.append(f"line {node.lineno}: {what}")

    def _block(self, body: list[ast.stmt]) -> None:
        """Visit statements in turn; what follows `if sys.platform ...: return` is guarded."""
        before = self.guards
        for statement in body:
            self.visit(statement)
            if (
                isinstance(statement, ast.If)
                and _asks_for_platform(statement.test)
                and _leaves(statement.body)
            ):
                self.guards += 1
        self.guards = before

    @override
    def generic_visit(self, node: ast.AST) -> None:
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self._block(value)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST):
                        self.visit(item)
            elif isinstance(value, ast.AST):
                self.visit(value)

    @override
    def visit_If(self, node: ast.If) -> None:
        self._guarded(node, _asks_for_platform(node.test))

    @override
    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._guarded(node, _asks_for_platform(node.test))

    @override
    def visit_Try(self, node: ast.Try) -> None:
        caught = " ".join(ast.unparse(h.type) for h in node.handlers if h.type)
        self._guarded(node, any(name in caught for name in ABSENT))

    def _guarded(self, node: ast.AST, guard: bool) -> None:
        self.guards += guard
        self.generic_visit(node)
        self.guards -= guard

    @override
    def visit_Import(self, node: ast.Import) -> None:
        for name in node.names:
            if name.name.partition(".")[0] in POSIX_MODULES and not self.guards:
                self._note(node, f"import {name.name}")

    @override
    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if module in POSIX_MODULES and not self.guards:
            self._note(node, f"from {module}")
        for name in node.names:
            if (module, name.name) in POSIX_NAMES and not self.guards:
                self._note(node, f"from {module} import {name.name}")

    @override
    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            name = (node.value.id, node.attr)
            if name in POSIX_NAMES and not self.guards:
                self._note(node, ".".join(name))
            if name in REPLACED:
                self._note(node, f"{'.'.join(name)}: use {REPLACED[name]}")
        self.generic_visit(node)

    @override
    def visit_Call(self, node: ast.Call) -> None:
        if not any(k.arg in {"encoding", None} for k in node.keywords) and self._opens_text(node):
            self._note(node, f"{ast.unparse(node.func)} without encoding")
        self.generic_visit(node)

    @staticmethod
    def _opens_text(node: ast.Call) -> bool:
        """Say whether the call reads or writes text in whatever encoding the machine prefers."""
        if isinstance(node.func, ast.Attribute):
            # Path.read_text's first argument is the encoding; write_text's second.
            return node.func.attr in TEXT_METHODS and len(node.args) < 1 + (
                node.func.attr == "write_text"
            )
        if not (isinstance(node.func, ast.Name) and node.func.id == "open"):
            return False
        modes = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "mode")]
        return not any(isinstance(m, ast.Constant) and "b" in str(m.value) for m in modes)


def unportable(source: str) -> list[str]:
    """Return what in `source` a Windows desk could not run, one line each."""
    visitor = _Portable()
    visitor.visit(ast.parse(source))
    return visitor.found


def test_the_application_runs_on_windows_too(project_root: Path) -> None:
    modules = sorted((project_root / "art_desktop").rglob("*.py"))
    assert len(modules) > 5
    found = [
        f"{path.relative_to(project_root)}: {what}"
        for path in modules
        for what in unportable(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "import resource as limits",
        "from pwd import getpwuid",
        "import os\nos.fork()",
        "import os, signal\ndef stop(pid): os.kill(pid, signal.SIGKILL)",
        "from os import getuid",
        "import os\nos.rename('a', 'b')",
        "open('a')",
        "from pathlib import Path\nPath('a').read_text()",
        "from pathlib import Path\nPath('a').write_text('b')",
        "import sys\nif sys.platform == 'win32':\n    pass\nimport fcntl",
    ],
)
def test_what_windows_lacks_is_found(source: str) -> None:
    assert len(unportable(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nif sys.platform != 'win32':\n    import fcntl",
        "import os\ndef lock():\n    if os.name == 'nt':\n        return\n    import fcntl",
        "try:\n    import resource\nexcept ImportError:\n    resource = None",
        "import os\nos.chown('a', 1, 1) if hasattr(os, 'chown') else None",
        "open('a', 'rb')",
        "open('a', encoding='utf-8')",
        "from pathlib import Path\nPath('a').read_text('utf-8')",
        "import os\nos.replace('a', 'b')",
    ],
)
def test_what_asks_first_is_left_alone(source: str) -> None:
    assert unportable(source) == []
