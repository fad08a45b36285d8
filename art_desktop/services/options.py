"""The options of a request: what a search said of each, kept up to date, and read back with its sentences."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain.errors import NotFound
from art_desktop.domain.households import Hold
from art_desktop.domain.ids import ChildId, HomeId, HouseholdId, ProviderId
from art_desktop.domain.matching_views import ApprovalView, VerdictView
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import AddedApproval, Match, Option, Request, Search
from art_desktop.domain.vocabulary import OptionState, Stage, Tier, Together
from art_desktop.domain.wording import day_words
from art_desktop.services import shortlist_views
from art_desktop.services.base import Context
from art_desktop.services.casework import candidates_of, case_of, policy_of
from art_desktop.services.standing import Held

if TYPE_CHECKING:
    from art_desktop.domain.matching.facts import Candidate, Case
    from art_desktop.domain.matching.search import Finding, JudgedOption, Shortlist

_SETTLED = frozenset(
    {OptionState.NOT_USED, OptionState.DECLINED, OptionState.OFFERED, OptionState.MATCHED}
)


class _Kept:
    """The last few shortlists, by the hash of their records: the one just searched is what is looked at next."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[str, Shortlist] = {}
        self._turn = threading.Lock()

    def keep(self, sha256: str, found: Shortlist) -> None:
        with self._turn:
            self._held.pop(sha256, None)
            self._held[sha256] = found
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]

    def get(self, sha256: str) -> Shortlist | None:
        with self._turn:
            return self._held.get(sha256)


_kept = _Kept(4)


def keep(sha256: str, found: Shortlist) -> None:
    """Have a shortlist at hand: the one just searched is what is looked at next."""
    _kept.keep(sha256, found)


def load(run: Search) -> Shortlist:
    """Return the shortlist of a stored run, worked out again from its stored inputs unless it is at hand."""
    found = _kept.get(run.sha256)
    if found is None:
        from art_desktop.domain.matching.record import run_again

        found = run_again(run.record)
        _kept.keep(run.sha256, found)
    return found


def judged_option(uow: UnitOfWork, option: Option) -> JudgedOption:
    """Return an option as its search judged it, with every sentence. Raises: NotFound: the stored run is not whole."""
    run = uow.get(Search, option.search_id)
    try:
        return load(run).find(option.candidate)
    except KeyError as missing:
        raise NotFound(
            "The option could not be explained.",
            "It is not in its stored search.",
            "Search again.",
            rule="not_in_search",
        ) from missing


def stored_verdicts(uow: UnitOfWork, option: Option) -> tuple[VerdictView, ...]:
    """Return what every criterion said of an option."""
    return shortlist_views.verdict_views(judged_option(uow, option))


def stored_approvals(uow: UnitOfWork, option: Option) -> tuple[ApprovalView, ...]:
    """Return what an option needs approved, as its search knew the home, and how each stands."""
    found = load(uow.get(Search, option.search_id))
    added = uow.all(AddedApproval, option_id=option.id)
    facts = next((c for c in found.pool.candidates if c.key == option.candidate), None)
    if facts is None:
        return ()
    return shortlist_views.approval_views(found.case, option, facts, added)


@dataclass(frozen=True)
class Again:
    """An option asked about once more, for one day: why it would no longer do, and what it needs approved."""

    excluded: str
    approvals: tuple[ApprovalView, ...] = ()
    out_of_area: bool = False


_SHARED_RULES = frozenset(
    {
        "free_places",
        "usual_limit",
        "own_bedroom",
        "no_conflict",
        "no_exploiting",
        "no_other_children",
        "no_younger_children",
        "no_older_children",
        "company_allowed",
    }
)
"""The rules that somebody who comes later can break."""


def ask_again(
    uow: UnitOfWork,
    held: Held,
    option: Option,
    on: date,
    context: Context,
    *,
    until: date | None = None,
) -> Again:
    """Ask the rules once more about one option on a day, for all the children of the request together.

    A rule that was overridden for this option is not held against it; one broken since is. Where they may be parted a
    search also finds homes for one of them, but a match is for all. Who is due to start there later, and before
    `until`, is counted too: a place is not given twice. Of two agreed matches the first goes first.
    """
    from art_desktop.domain.matching.approvals import is_out_of_area

    gone = _not_in_the_way(uow, held, option, on)
    case, facts, broken = _asked_on(uow, held, option, on, context, gone)
    if case is None or facts is None:
        return Again("It is no longer on record as approved.")
    words = [one.sentence for one in broken]
    for day in [] if broken else _days_of_others(uow, held, option, on, until):
        _, _, later = _asked_on(uow, held, option, day, context, gone)
        shared = [one.sentence for one in later if one.code in _SHARED_RULES]
        if shared:
            words = [f"Another child comes, and from {day_words(day)} it would not:", *shared]
            break
    added = uow.all(AddedApproval, option_id=option.id)
    return Again(
        " ".join(words),
        shortlist_views.approval_views(case, option, facts, added),
        is_out_of_area(facts),
    )


def _asked_on(
    uow: UnitOfWork,
    held: Held,
    option: Option,
    on: date,
    context: Context,
    gone: frozenset[ChildId],
) -> tuple[Case | None, Candidate | None, list[Finding]]:
    """Return the case, the candidate and what keeps it out on a day, but for what was overridden.

    Args: gone: the children for whom nothing is kept back there.
    """
    from art_desktop.domain.matching.pool import Pool
    from art_desktop.domain.matching.search import search

    today = context.today()
    case = case_of(uow, held, context.gazetteer, today, on)
    if len(case.subjects) > 1:
        case = replace(case, together=Together.TOGETHER)
    candidates = [c for c in candidates_of(uow, held, list(Tier), on) if c.key == option.candidate]
    if not candidates:
        return None, None, []
    candidates = [_not_kept_for(one, gone) for one in candidates]
    found = search(case, Pool.build(candidates), policy_of(uow, today), limit_explained=0)
    broken = _broken(found.find(option.candidate))
    return case, candidates[0], [one for one in broken if not is_waived(option, one)]


def _not_in_the_way(uow: UnitOfWork, held: Held, option: Option, on: date) -> frozenset[ChildId]:
    """Return the children for whom no place is kept in a household while a start there is judged.

    Those who are due to start there are asked about on their own days, and a match that was agreed later than this one
    comes after it. What a hold on record keeps stays kept.
    """
    if option.household_id is None:
        return frozenset()
    here = uow.all(Placement, household_id=option.household_id)
    gone = {one.child_id for one in here if one.starts_on > on}
    ours = held.standing.match
    matched = uow.all(Option, household_id=option.household_id, state=OptionState.MATCHED)
    others = tuple(one.id for one in matched if one.id is not None and one.id != option.id)
    if ours is not None and ours.id is not None and others:
        for match in uow.all(Match, option_id=others):
            request = uow.get(Request, match.request_id)
            if (match.id or 0) > ours.id and request.stage is Stage.AGREED:
                gone |= {line.child_id for line in request.children}
    kept = {one.child_id for one in uow.all(Hold, household_id=option.household_id)}
    return frozenset(gone - kept)


def _not_kept_for(facts: Candidate, gone: frozenset[ChildId]) -> Candidate:
    """Return a candidate without what it keeps for some children."""
    from art_desktop.domain.matching.facts import HouseholdFacts

    if not gone or not isinstance(facts, HouseholdFacts):
        return facts
    return replace(facts, holds=tuple(h for h in facts.holds if h.for_child_id not in gone))


def _days_of_others(
    uow: UnitOfWork, held: Held, option: Option, on: date, until: date | None
) -> list[date]:
    """Return the days after one on which other children are due to start in the same home."""
    if option.household_id is not None:
        due = uow.all(Placement, household_id=option.household_id)
    elif option.home_id is not None:
        due = uow.all(Placement, home_id=option.home_id)
    else:
        return []
    ours = {child.id for child in held.children}
    days = {one.starts_on for one in due if one.child_id not in ours and one.starts_on > on}
    return sorted(day for day in days if until is None or day < until)


_BETWEEN = ", "


def _broken(judged: JudgedOption) -> list[Finding]:
    """Return what was found under each rule that excludes an option."""
    return [one for one in judged.findings if one.code in judged.excluded_by]


def is_waived(option: Option, rule: Finding) -> bool:
    """Say whether a rule was overridden for an option."""
    return rule.code in shortlist_views.waived_codes(option)


def keep_options(uow: UnitOfWork, held: Held, run: Search, found: Shortlist) -> None:
    """Bring the request's options up to date: one for each candidate, what became of it kept."""
    assert run.id is not None
    known = {option.candidate: option for option in held.standing.options}
    new: list[Option] = []
    for judged in (*found.ranked, *found.not_suitable):
        option = known.pop(judged.key, None)
        if option is None:
            option = _new_option(held, run, judged)
            new.append(option)
        _fill(option, run, judged)
    uow.add_all(new)
    for gone in known.values():
        if gone.state not in _SETTLED and gone.state is not OptionState.ASKED:
            gone.suitable, gone.rank = False, None
            gone.excluded_by, gone.excluded_codes = "no longer on record", ""


def _new_option(held: Held, run: Search, judged: JudgedOption) -> Option:
    kind, _, number = judged.key.partition(":")
    assert held.request.id is not None
    assert run.id is not None
    return Option(
        request_id=held.request.id,
        search_id=run.id,
        tier=judged.tier,
        household_id=HouseholdId(int(number)) if kind == "household" else None,
        home_id=HomeId(int(number)) if kind == "home" else None,
        provider_id=ProviderId(int(number)) if kind == "provider" else None,
        suitable=judged.suitable,
    )


def _fill(option: Option, run: Search, judged: JudgedOption) -> None:
    """Write what a search said onto an option.

    An override outlives the searches after it, for the rules that it was given for: one broken since ends it, so that
    nobody is asked on the strength of a reason that was about something else.
    """
    assert run.id is not None
    option.search_id = run.id
    broken = _broken(judged)
    overridden = bool(broken) and all(is_waived(option, one) for one in broken)
    option.suitable = judged.suitable or overridden
    option.rank = judged.rank
    option.low, option.high = judged.low, judged.high
    if not overridden:
        option.excluded_by = _BETWEEN.join(one.title for one in broken)
        option.excluded_codes = " ".join(one.code for one in broken)
        option.override_reason, option.overridden_by, option.overridden_at = "", None, None
    option.verdicts = shortlist_views.verdict_codes(judged)
    option.weekly_price_pence = judged.weekly_price_pence
    option.distance_miles = judged.distance_miles
