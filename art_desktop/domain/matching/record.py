"""A search kept for ever: its inputs, its policy, what was asked and its results, as canonical bytes with their hash.

The record holds everything that the search was told and the codes of what it asked (its edition), so that it can be
run again years later to the same bytes: criteria that came since are not asked of it, nor their weights, and what it
was told is kept as it was written, without the answers that later versions know of.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.registry import edition
from art_desktop.domain.matching.facts import Candidate, Case, HomeFacts, HouseholdFacts
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import JudgedOption, Shortlist, search
from art_desktop.domain.matching.verdicts import CODE_OF
from art_desktop.domain.needs import Needs, needs_from_json, needs_to_json
from art_desktop.domain.vocabulary import Verdict

SCHEMA: Final = 1
_MOST_BYTES: Final = 512 * 1024 * 1024


@dataclass(frozen=True)
class SearchRecord:
    """`content`: the compressed record. `sha256`: of the canonical JSON inside, in hex."""

    content: bytes
    sha256: str


@dataclass(frozen=True)
class Inputs:
    """What a recorded search was told, and the criteria it asked."""

    case: Case
    candidates: tuple[Candidate, ...]
    policy: MatchingPolicy
    limit_explained: int
    criteria: tuple[Criterion, ...]


def make_record(shortlist: Shortlist) -> SearchRecord:
    """Return the record of a search. The order in which candidates were given leaves no trace."""
    candidates = sorted(shortlist.pool.candidates, key=lambda c: c.key)
    told = {
        "case": _plain(shortlist.case),
        "policy": _plain(shortlist.policy),
        "limit_explained": shortlist.limit_explained,
        "households": [_plain(c) for c in candidates if isinstance(c, HouseholdFacts)],
        "homes": [_plain(c) for c in candidates if isinstance(c, HomeFacts)],
    }
    return _record(told, shortlist)


def _record(told: Mapping[str, Any], shortlist: Shortlist) -> SearchRecord:
    plain = {
        "schema": SCHEMA,
        "inputs": told,
        "results": {
            "criteria": [c.code for c in shortlist.criteria],
            "points": dict(shortlist.points),
            "counts_by_rule": dict(shortlist.counts_by_rule),
            "ranked": [_result(o) for o in shortlist.ranked],
            "not_suitable": [_result(o) for o in shortlist.not_suitable],
        },
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    body = text.encode("utf-8")
    return SearchRecord(zlib.compress(body, 6), sha256(body).hexdigest())


def read_record(content: bytes) -> dict[str, Any]:
    """Return a record as plain data: schema, inputs, results (verdicts as digits, see `verdicts`).

    Raises: FileTrouble: the bytes are no record of a search.
    """
    try:
        machine = zlib.decompressobj()
        body = machine.decompress(content, _MOST_BYTES)
        plain = json.loads(body.decode("utf-8"))
        if machine.unconsumed_tail or plain["schema"] != SCHEMA:
            raise ValueError("not a schema this version reads")
    except (zlib.error, ValueError, KeyError, TypeError) as cause:
        raise FileTrouble(
            "The record of the search was not read.",
            "It is damaged, or was written by a newer version.",
            "The search can be run again; ask for a restore if the old one is needed.",
        ) from cause
    return dict(plain)


def digest(content: bytes) -> str:
    """Return the SHA-256 of the canonical JSON inside a record, in hex."""
    return sha256(zlib.decompress(content)).hexdigest()


def inputs_of(content: bytes) -> Inputs:
    """Return what a recorded search was told, to look at or to run again.

    Raises: FileTrouble: the bytes are no record, or ask something that this version does not know.
    """
    return _inputs(read_record(content))


def _inputs(record: Mapping[str, Any]) -> Inputs:
    plain = record["inputs"]
    households = tuple(_typed(HouseholdFacts, c) for c in plain["households"])
    homes = tuple(_typed(HomeFacts, c) for c in plain["homes"])
    return Inputs(
        case=_typed(Case, plain["case"]),
        candidates=households + homes,
        policy=_typed(MatchingPolicy, plain["policy"]),
        limit_explained=int(plain["limit_explained"]),
        criteria=edition(record["results"]["criteria"]),
    )


def run_again(content: bytes) -> Shortlist:
    """Return the shortlist of a recorded search, worked out anew from what it was told, asking what it asked."""
    return _searched(inputs_of(content))


def _searched(told: Inputs) -> Shortlist:
    return search(
        told.case,
        Pool.build(told.candidates),
        told.policy,
        limit_explained=told.limit_explained,
        criteria=told.criteria,
    )


def rerun(content: bytes) -> SearchRecord:
    """Return the record of the same search run again: the same bytes, whatever has been added since.

    What it was told is written as it was: an answer that nobody could give then is not put in as "not known".
    """
    record = read_record(content)
    return _record(record["inputs"], _searched(_inputs(record)))


def _result(option: JudgedOption) -> dict[str, Any]:
    said = {f.code: f.sentence for f in option.findings if f.verdict is not Verdict.NOT_APPLICABLE}
    return {
        "key": option.key,
        "reference": option.reference,
        "name": option.name,
        "tier": option.tier.value,
        "rank": option.rank,
        "low_tenths": option.low_tenths,
        "high_tenths": option.high_tenths,
        "distance_miles": option.distance_miles,
        "excluded_by": list(option.excluded_by),
        "verdicts": "".join(str(CODE_OF[v]) for v in option.verdicts.values()),
        "sentences": said,
        "supports": [s.value for s in option.supports],
    }


_AS_IT_IS: Final = frozenset({str, int, bool, float, type(None)})


def _plain(value: Any) -> Any:
    """Return a value of the facts as JSON can hold it."""
    # First what nearly everything is: asking an enum member whether it is a dataclass is slow.
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Needs):
        return json.loads(needs_to_json(value))
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # 3 and 3.00 are one weight, and a database may hand out either.
        return str(value.normalize() + 0) if value else "0"
    if isinstance(value, Mapping):
        return {str(_plain(k)): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _typed(kind: Any, value: Any) -> Any:
    """Return what `_plain` made of a value of type `kind`, as that type again."""
    if kind in _AS_IT_IS:
        return value
    origin = get_origin(kind)
    if origin in {types.UnionType, Union}:
        if value is None:
            return None
        (only,) = (k for k in get_args(kind) if k is not type(None))
        return _typed(only, value)
    if origin is tuple:
        return tuple(_typed(get_args(kind)[0], v) for v in value)
    if origin is not None and isinstance(value, dict):
        of_key, of_value = get_args(kind)
        # JSON has no numbers as keys: a child's id comes back as its digits.
        number = getattr(of_key, "__supertype__", None) is int
        return {
            int(k) if number else _typed(of_key, k): _typed(of_value, v) for k, v in value.items()
        }
    if kind is Needs:
        return needs_from_json(json.dumps(value))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], v) for name, v in value.items() if name in hints})
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, (StrEnum, Decimal)):
        return kind(value)
    return value


_HINTS: Final[dict[Any, dict[str, Any]]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]
