"""What a paper said, kept beside it as plain data, and what the next one says otherwise.

A line names a part in the words of the paper's reader, and quotes nothing that anybody typed: days, instants and the
names of needs and risks, which are a closed list, and no more.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any, Final

from art_desktop.domain import vocabulary
from art_desktop.domain.paper_labels import AFTERTHOUGHTS, LABELS
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Coded, Sex
from art_desktop.domain.wording import day_words, instant_words

MOST_LINES: Final = 12

_KEYS: Final = (
    "reference", "title", "heading", "letter", "code", "topic", "role", "relation", "name", "who", "what", "label",
    "words", "at", "age_words",
)  # fmt: skip
_EACH: Final = frozenset({"children", "identities", "parts", "items"})
"""Lists whose entries are told of one by one."""
_REFERENCE: Final = re.compile(r"[A-Z]{1,3}-[0-9-]+")
_ORDINALS: Final = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split()


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


@dataclass(frozen=True)
class _Line:
    """One change: of which child or item, of which part, and what became of it."""

    of: str
    label: str
    words: str

    @property
    def text(self) -> str:
        return (
            f"{self.of} · {self.label}: {self.words}" if self.of else f"{self.label}: {self.words}"
        )


def changes(before: str, after: str) -> tuple[str, ...]:
    """Return what is another than in an earlier paper of the same kind, a line each: "Health: changed".

    At most `MOST_LINES`, then how many more there are. Args: before, after: what `body_to_json` gave.
    """
    then, now = json.loads(before), json.loads(after)
    if then == now:
        return ()
    packs = _is_pack(then) and _is_pack(now)
    found = _bound(then, now) if packs else _compared(then, now, "", "The paper")
    lines = list(dict.fromkeys(line.text for line in found)) or ["The paper: changed"]
    if len(lines) > MOST_LINES:
        rest = len(lines) - MOST_LINES
        lines = [*lines[:MOST_LINES], f"and {rest} more"]
    return tuple(lines)


def _is_pack(body: Any) -> bool:
    """Say whether a body is that of a pack that knows what its parts were asked for."""
    keys, parts = (body.get("keys"), body.get("parts")) if isinstance(body, dict) else (None, None)
    if not isinstance(keys, list) or not isinstance(parts, list) or len(keys) != len(parts):
        return False
    return bool(keys) and all(isinstance(key, str) and _kind_words(key) for key in keys)


def _bound(then: dict[str, Any], now: dict[str, Any]) -> Iterator[_Line]:
    """Yield what is another in a pack: which papers came and went, and what changed in those that stayed."""
    old = dict(zip(then["keys"], then["parts"], strict=True))
    new = dict(zip(now["keys"], now["parts"], strict=True))
    for key in new:
        if key not in old:
            yield _Line("", "Papers", f"“{_kind_words(key)}” is new")
    for key in old:
        if key not in new:
            yield _Line("", "Papers", f"“{_kind_words(key)}” is gone")
    both = [key for key in new if key in old]
    for key in both:
        yield from _compared(
            old[key], new[key], _kind_words(key) if len(new) > 1 else "", "Details"
        )
    if [key for key in old if key in new] != both:
        yield _Line("", "Papers", "in another order")
    if then.get("left_out") != now.get("left_out"):
        yield _Line("", "Papers", "what is left out, or why, changed")


def _kind_words(part_key: str) -> str:
    return next((kind.words for kind in PaperKind if f"{part_key} ".startswith(f"{kind} ")), "")


def _compared(then: Any, now: Any, of: str, label: str) -> Iterator[_Line]:
    """Yield the changes from one value to another; `label` is the part they are in."""
    if then == now:
        return
    if isinstance(then, dict) and isinstance(now, dict):
        yield from _parts(then, now, of, label)
    elif isinstance(then, list) and isinstance(now, list) and _has_entries(then + now):
        yield from _entries(then, now, of, label)
    else:
        yield _Line(of, label, _became(then, now))


def _parts(then: dict[str, Any], now: dict[str, Any], of: str, label: str) -> Iterator[_Line]:
    found: list[_Line] = []
    later: list[_Line] = []
    for name in sorted({*then, *now}, key=_rank):
        own = LABELS.get(name, _plain_words(name))
        old, new = then.get(name), now.get(name)
        if name in _EACH and _are_things(old, new):
            lines = list(_each(old or [], new or [], of, own, name))
        else:
            lines = list(_compared(old, new, of, own or label))
        (later if name in AFTERTHOUGHTS else found).extend(lines)
    yield from found or later


def _rank(name: str) -> tuple[int, str]:
    names = list(LABELS)
    return (names.index(name) if name in LABELS else len(names), name)


def _plain_words(name: str) -> str:
    words = re.sub(r"_(?:on|at|by|words|pence)$", "", name).replace("_", " ")
    return words[:1].upper() + words[1:]


def _became(then: Any, now: Any) -> str:
    """Return what became of one answer; only days and instants are quoted."""
    if _when(now) and _when(then):
        return f"{_when(now)}, it was {_when(then)}"
    if _when(now):
        return f"{_when(now)}, not known before" if then in (None, "") else f"{_when(now)}"
    if then in (None, "", []):
        return "now known"
    if now in (None, "", []):
        return "no longer known"
    return "changed"


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d")


def _when(value: Any) -> str:
    """Return a kept day or instant in words, with its year; "" for anything else."""
    if not isinstance(value, str):
        return ""
    try:
        if _DAY.fullmatch(value):
            return day_words(date.fromisoformat(value))
        if _INSTANT.fullmatch(value):
            return instant_words(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return ""
    return ""


# Lists


def _has_entries(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) for item in items)


def _are_things(then: Any, now: Any) -> bool:
    """Say whether a list is of children, papers or items, and not of sums of money."""
    items = [*(then or []), *(now or [])] if isinstance(then or now, list) else []
    return _has_entries(items) and not any(
        "pence" in item or "weekly_pence" in item for item in items
    )


def _each(then: list[Any], now: list[Any], of: str, label: str, name: str) -> Iterator[_Line]:
    """Yield the changes of children, items or papers, each under what tells it from the others."""
    single = {"children": "child", "identities": "child", "items": "item"}.get(name, "paper")
    if len(then) != len(now):
        more = len(now) > len(then)
        yield _Line(of, f"{single.capitalize()}ren" if single == "child" else f"{single.capitalize()}s",
                    f"there are {'more' if more else 'fewer'} than before")  # fmt: skip
    titles = _headings(now, single)
    for place, (old, new) in enumerate(zip(then, now, strict=False)):
        title = titles[place] if len(now) > 1 else ""
        yield from _compared(old, new, " · ".join(filter(None, (of, title))), label or "Details")


def _headings(items: list[Any], single: str) -> list[str]:
    names = [_heading(item) for item in items]
    count = Counter(names)
    return [
        name if name and count[name] == 1 else f"{_ordinal(place)} {single}"
        for place, name in enumerate(names)
    ]


def _heading(item: dict[str, Any]) -> str:
    """Return what a child or item is called by the paper itself, "" where only a name that was typed would do."""
    if "age_words" in item and "sex" in item:
        age = str(item["age_words"])
        known = re.fullmatch(r"\d+(?: months?)?", age)
        sex = {Sex.FEMALE.value: "Girl", Sex.MALE.value: "Boy"}.get(str(item["sex"]), "Child")
        return f"{sex}, {age}" if known else ""
    reference = str(item.get("reference", ""))
    return reference if _REFERENCE.fullmatch(reference) else ""


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"


def _entries(then: list[Any], now: list[Any], of: str, label: str) -> Iterator[_Line]:
    """Yield which lines of a list are new, gone or changed; one whose title is a word of ours is named."""
    old, new = _by_key(then), _by_key(now)
    became: list[tuple[str, str]] = [(key[0], "new") for key in new if key not in old]
    became += [(key[0], "gone") for key in old if key not in new]
    became += [(key[0], "changed") for key in new if key in old and new[key] != old[key]]
    if not became:
        became = [("", "in another order")]
    unnamed: Counter[str] = Counter()
    for title, how in became:
        if title in _our_words() or re.fullmatch("[A-Z]", title):
            verb = "changed" if how == "changed" else f"is {how}"
            yield _Line(of, label, f"“{title}” {verb}")
        else:
            unnamed[how] += 1
    for how, number in unnamed.items():
        yield _Line(of, label, _counted(how, number))


def _counted(how: str, number: int) -> str:
    if how == "in another order":
        return how
    verb = "changed" if how == "changed" else f"{'is' if number == 1 else 'are'} {how}"
    return f"{'one line' if number == 1 else f'{number} lines'} {verb}"


def _by_key(items: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the entries of a list by what tells them apart, and which of that it is."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    seen: Counter[str] = Counter()
    for item in items:
        key = next((str(item[name]) for name in _KEYS if item.get(name)), "")
        found[key, seen[key]] = item
        seen[key] += 1
    return found


@cache
def _our_words() -> frozenset[str]:
    """Return every word of the application's own lists: needs, risks, kinds."""
    lists = [
        one
        for one in vars(vocabulary).values()
        if isinstance(one, type) and issubclass(one, Coded) and one is not Coded
    ]
    return frozenset(entry.words for one in lists for entry in one)
