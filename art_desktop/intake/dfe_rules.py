"""What must hold of a child's episodes (SSDA903), one small function for each rule.

Source: the rules worth enforcing at entry of the return's published validation, read 2026-11-22.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from art_desktop.domain.importing import ChildRecord, EpisodeRecord, ProblemList, Severity
from art_desktop.domain.places import Gazetteer

TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
_T4_DAYS = 7
_NO_PROVIDER = TEMPORARY - {"T4"}
# H5 and P2, of the years to 2025, were registered with nobody either.
_NO_URN = TEMPORARY | {"P1", "P3", "R1", "R2", "R5", "H5", "P2"}
_MOVES = frozenset({"P", "T", "B", "U"})
_LEGAL = frozenset({"L", "B", "U"})
# Postcode areas that lie wholly outside England, for when there is no gazetteer.
_OUTSIDE = frozenset(
    {"AB", "BT", "CF", "DD", "EH", "FK", "G", "GY", "HS", "IM", "IV", "JE", "KA", "KW", "KY", "LL"}
    | {"ML", "PA", "PH", "SA", "ZE"}
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a rule may look at beside the episodes."""

    children: dict[str, ChildRecord]
    collection_starts_on: date
    as_of: date
    gazetteer: Gazetteer | None
    children_unread: frozenset[str]
    episodes_unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Broken:
    """One rule broken at one column."""

    rule: str
    column: str
    words: str
    severity: Severity = Severity.ERROR


_OneRule = Callable[[EpisodeRecord, _Context], _Broken | None]
_PairRule = Callable[[EpisodeRecord, EpisodeRecord], _Broken | None]


def check_episodes(
    episodes: Sequence[EpisodeRecord],
    children: Sequence[ChildRecord],
    problems: ProblemList,
    *,
    year: int,
    as_of: date,
    gazetteer: Gazetteer | None = None,
    children_unread: frozenset[str] = frozenset(),
    episodes_unread: frozenset[str] = frozenset(),
) -> None:
    """Hold every episode against every rule and keep a problem for each one broken.

    A child in `children_unread` is in the Header file with an answer that could not be read; of one
    in `episodes_unread` an episode could not be. What follows only from that hole is not said.
    """
    by_number = {child.case_number: child for child in children}
    starts_on = date(year - 1, 4, 1)
    context = _Context(by_number, starts_on, as_of, gazetteer, children_unread, episodes_unread)
    grouped: defaultdict[str, list[EpisodeRecord]] = defaultdict(list)
    for episode in episodes:
        grouped[episode.case_number].append(episode)
    found: list[tuple[int, _Broken]] = []
    for theirs in grouped.values():
        theirs.sort(key=lambda one: (one.decom, one.dec or date.max, one.row))
        found += _check_child(theirs, context)
    for row, broken in sorted(found, key=lambda one: one[0]):
        problems.add(row, broken.column, broken.words, broken.severity, broken.rule)


def _check_child(episodes: Sequence[EpisodeRecord], context: _Context) -> list[tuple[int, _Broken]]:
    found: list[tuple[int, _Broken]] = []
    case_number = episodes[0].case_number
    if case_number not in context.children and case_number not in context.children_unread:
        words = "The child is not in the Header file."
        found.append((episodes[0].row, _Broken("child_unknown", "CHILD", words)))
    for episode in episodes:
        broken = [rule(episode, context) for rule in _ONE_RULES]
        found += [(episode.row, one) for one in broken if one is not None]
    if case_number not in context.episodes_unread:
        found += _check_sequence(episodes, context)
    return found


def _check_sequence(
    episodes: Sequence[EpisodeRecord], context: _Context
) -> list[tuple[int, _Broken]]:
    found: list[tuple[int, _Broken]] = []
    first = _first(episodes[0], context)
    if first is not None:
        found.append((episodes[0].row, first))
    for before, after in pairwise(episodes):
        pair = next((b for rule in _PAIR_RULES if (b := rule(before, after))), None)
        if pair is not None:
            found.append((after.row, pair))
        reason = _reason(before, after)
        if reason is not None:
            found.append((before.row, reason))
    last = episodes[-1]
    if last.rec == "X1" and last.dec is not None:
        words = "X1 says that the child stayed in care, and no later episode is there."
        found.append((last.row, _Broken("continues_nowhere", "REC", words)))
    return found


# --- one episode ------------------------------------------------------------------------------


def _dates(one: EpisodeRecord, context: _Context) -> _Broken | None:
    if one.decom > context.as_of:
        return _Broken("starts_in_future", "DECOM", "The episode starts in the future.")
    if one.dec == one.decom:
        return _Broken("zero_length", "DEC", "The episode ends on the day that it starts.")
    if one.dec is not None and one.dec < one.decom:
        return _Broken("ends_before_start", "DEC", "The episode ends before it starts.")
    return None


def _birth(one: EpisodeRecord, context: _Context) -> _Broken | None:
    child = context.children.get(one.case_number)
    if child is not None and one.decom < child.born_on:
        return _Broken("before_birth", "DECOM", "The episode starts before the child was born.")
    return None


def _end_and_reason(one: EpisodeRecord, _: _Context) -> _Broken | None:
    if one.dec is not None and not one.rec:
        return _Broken("end_and_reason", "REC", "There is an end (DEC) and no reason for it (REC).")
    if one.dec is None and one.rec:
        return _Broken("end_and_reason", "DEC", "There is a reason for an end (REC) and no end.")
    return None


def _t4_length(one: EpisodeRecord, context: _Context) -> _Broken | None:
    days = ((one.dec or context.as_of) - one.decom).days
    if one.place == "T4" and days > _T4_DAYS:
        words = f"T4 is for {_T4_DAYS} days at most, and this is {days}."
        return _Broken("t4_length", "DEC", words)
    return None


def _starts_on_t(one: EpisodeRecord, _: _Context) -> _Broken | None:
    if one.rne == "S" and one.place in TEMPORARY:
        words = f"Care cannot start in a temporary move ({one.place})."
        return _Broken("starts_on_t", "PLACE", words)
    return None


def _ends_on_t(one: EpisodeRecord, _: _Context) -> _Broken | None:
    if one.place in TEMPORARY and one.rec not in ("", "X1"):
        words = f"Care cannot end from a temporary move ({one.place})."
        return _Broken("ends_on_t", "REC", words)
    return None


def _k3_age(one: EpisodeRecord, context: _Context) -> _Broken | None:
    child = context.children.get(one.case_number)
    if one.place != "K3" or child is None:
        return None
    born = child.born_on
    age = one.decom.year - born.year - ((one.decom.month, one.decom.day) < (born.month, born.day))
    if 0 <= age < 16:
        words = f"K3 is for 16 and over, and the child was {age} on the day."
        return _Broken("k3_age", "PLACE", words)
    return None


def _urn(one: EpisodeRecord, context: _Context) -> _Broken | None:
    if one.urn or one.place in _NO_URN or one.place.startswith("Z"):
        return None
    # Ends before this collection were reported in another.
    if one.dec is not None and one.dec < context.collection_starts_on:
        return None
    if _outside_england(one.pl_post, context.gazetteer):
        return None
    words = f"A placement of kind {one.place} in England needs the Ofsted number (URN)."
    return _Broken("urn_required", "URN", words)


def _outside_england(postcode: str, gazetteer: Gazetteer | None) -> bool:
    if not postcode:
        return False
    place = None if gazetteer is None else gazetteer.find(postcode)
    if place is not None and place.local_authority_code:
        return not place.local_authority_code.startswith("E")
    area = "".join(c for c in postcode[:2] if c.isalpha())
    return area in _OUTSIDE


def _provider(one: EpisodeRecord, _: _Context) -> _Broken | None:
    if one.place_provider == "PR0" and one.place != "P1":
        words = f"PR0, the parent, provides only P1, and this is {one.place}."
        return _Broken("pr0_only_p1", "PLACE_PROVIDER", words)
    if not one.place_provider and one.place not in _NO_PROVIDER and one.place[0] != "Z":
        words = f"Who provides a placement of kind {one.place} is not said."
        return _Broken("provider_missing", "PLACE_PROVIDER", words, Severity.WARNING)
    return None


def _first(one: EpisodeRecord, context: _Context) -> _Broken | None:
    """The first episode in the file started care, unless it runs from before this collection."""
    if one.rne == "S" or one.decom <= context.collection_starts_on:
        return None
    words = f"It is the child's first episode here and {one.rne} says that another came before it."
    return _Broken("rne_first", "RNE", words)


_ONE_RULES: tuple[_OneRule, ...] = (
    _dates,
    _birth,
    _end_and_reason,
    _t4_length,
    _starts_on_t,
    _ends_on_t,
    _k3_age,
    _urn,
    _provider,
)


# --- an episode and the next; the first rule that is broken speaks -----------------------------


def _follows(before: EpisodeRecord, after: EpisodeRecord) -> _Broken | None:
    if before.dec is None:
        if before.rec:
            return None
        words = f"The episode of row {before.row} has no end, and this one starts after it."
        return _Broken("overlap", "DECOM", words)
    if after.decom < before.dec:
        words = f"It starts before the episode of row {before.row} ended."
        return _Broken("overlap", "DECOM", words)
    if before.rec == "X1" and after.decom > before.dec:
        words = (
            f"The episode of row {before.row} ended on {before.dec:%d/%m/%Y} with care going on:"
        )
        return _Broken("gap", "DECOM", f"{words} this one should start that day.")
    return None


def _restarts(before: EpisodeRecord, after: EpisodeRecord) -> _Broken | None:
    left = before.rec not in ("", "X1")
    if left and after.rne != "S":
        words = f"The child left care on row {before.row}: to start again is S, not {after.rne}."
        return _Broken("rne_restart", "RNE", words)
    if not left and before.dec is not None and after.rne == "S":
        words = f"S starts care, and the episode of row {before.row} says that the child was in it."
        return _Broken("rne_start", "RNE", words)
    return None


def _legal_status(before: EpisodeRecord, after: EpisodeRecord) -> _Broken | None:
    if after.rne == "S":
        return None
    changed = before.ls != after.ls
    if changed and after.rne in ("P", "T"):
        words = f"{after.rne} says that only the placement changed, and the legal status did too."
        return _Broken("rne_legal", "RNE", words)
    if not changed and after.rne in _LEGAL:
        words = f"{after.rne} says that the legal status changed, and it is {after.ls} still."
        return _Broken("rne_legal", "RNE", words)
    return None


def _where(one: EpisodeRecord) -> tuple[str, str, str, str]:
    return one.place, one.place_provider, one.pl_post, one.urn


def _placement(before: EpisodeRecord, after: EpisodeRecord) -> _Broken | None:
    moved = _where(before) != _where(after)
    if after.rne == "L" and moved:
        words = "L says that only the legal status changed, and the placement did too."
        return _Broken("rne_placement", "RNE", words)
    if after.rne in _MOVES and not moved:
        words = f"{after.rne} says that the placement changed, and nothing of it differs."
        return _Broken("rne_placement", "RNE", words, Severity.WARNING)
    return None


_PAIR_RULES: tuple[_PairRule, ...] = (_follows, _restarts, _legal_status, _placement)


def _reason(before: EpisodeRecord, after: EpisodeRecord) -> _Broken | None:
    moves = after.rne in _MOVES and after.decom - (before.dec or before.decom) <= timedelta(0)
    if moves and before.dec is not None and not before.reason_place_change:
        words = f"The placement changed on row {after.row}, and why is not said here."
        return _Broken("reason_missing", "REASON_PLACE_CHANGE", words, Severity.WARNING)
    return None
