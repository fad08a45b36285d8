"""Money is whole pence and exact fractions: no module that handles it makes a float."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import art_desktop

HOUSE = Path(art_desktop.__file__).parent
MONEY = (
    "domain/allowances.py",
    "domain/cost_lines.py",
    "domain/cost_parts.py",
    "domain/cost_streams.py",
    "domain/cost_tables.py",
    "domain/costs.py",
    "domain/funding.py",
    "domain/funding_records.py",
    "domain/funding_views.py",
    "services/cost_reading.py",
    "services/costing.py",
    "services/funding.py",
    "ui/pages/request/costs_group.py",
    "ui/pages/request/funding_card.py",
    "ui/widgets/split_editor.py",
)
_EXACT = frozenset({"Fraction", "Decimal"})


def inexact(tree: ast.AST) -> list[int]:
    """Return the lines on which a float could come about: a call, a literal, a division not of exact numbers."""
    found = []
    exact_names = {
        node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and "Fraction(" in ast.unparse(node.value)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"float", "round"}:
            found.append(node.lineno)
        if isinstance(node, ast.Name) and node.id == "float":
            found.append(node.lineno)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            words = ast.unparse(node)
            exact = any(f"{kind}(" in words for kind in _EXACT) or "WHOLE" in words
            named = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            if not exact and not named & exact_names:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("module", MONEY)
def test_no_float_in_the_money(module: str) -> None:
    tree = ast.parse((HOUSE / module).read_text(encoding="utf-8"))
    assert inexact(tree) == []


@pytest.mark.parametrize("code", ["a = 7 / 2", "a = float(3)", "a = 0.28", "a = round(x)"])
def test_the_walk_finds_a_float(code: str) -> None:
    assert inexact(ast.parse(code))


def test_matching_knows_no_cost_but_to_show_it() -> None:
    """Cost stands beside a rank: what judges, scores and orders cannot see one, offered or typical."""
    shows = {"facts.py", "shortlist.py"}
    for path in sorted((HOUSE / "domain" / "matching").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for module in ("domain.cost", "domain.allowances", "domain.funding"):
            assert module not in text, path.name
        if path.name not in shows:
            assert "weekly_price" not in text, path.name
