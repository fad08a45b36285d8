"""What a paper said, kept beside it as plain data, and what the next one says otherwise."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from art_desktop.domain.papers import PaperBody


def body_to_json(body: PaperBody) -> str:
    """Return a paper's plain data as canonical JSON: the same paper, the same text; bytes stand as their hash."""
    return json.dumps(
        asdict(body),  # type: ignore[call-overload]  # every paper's type is a dataclass
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_plain,
    )


def _plain(value: object) -> str:
    import hashlib

    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    raise TypeError(f"not kept with a paper: {type(value).__name__}")


def changes(before: str, after: str) -> tuple[str, ...]:
    """Return what is another than in an earlier paper of the same kind, a line each: "Health: changed".

    Args: before, after: what `body_to_json` gave. Nothing that stood in either is quoted.
    """
    then, now = _flat(json.loads(before), ""), _flat(json.loads(after), "")
    lines: dict[str, str] = {}
    for path in sorted({*then, *now}):
        if then.get(path) != now.get(path):
            title = _title(path)
            lines.setdefault(title, f"{title}: changed")
    return tuple(lines.values())


def _flat(value: Any, path: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return {k: v for key, one in value.items() for k, v in _flat(one, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {k: v for at, one in enumerate(value) for k, v in _flat(one, f"{path}.{at}").items()}
    return {path: value}


def _title(path: str) -> str:
    names = [part for part in path.split(".") if part and not part.isdigit()]
    words = names[-1].replace("_", " ") if names else "the paper"
    return words[:1].upper() + words[1:]
