"""Turns a stored search and what became of its options into the shortlist as it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from art_desktop.domain.cost_lines import CostCode
from art_desktop.domain.costs import OptionCost
from art_desktop.domain.ids import ProviderId
from art_desktop.domain.matching.facts import (
    Candidate,
    Case,
    HomeFacts,
    HouseholdFacts,
    ResidentFacts,
)
from art_desktop.domain.matching.tiers import proposed_reason
from art_desktop.domain.matching_views import (
    ApprovalView,
    OptionView,
    ShortlistView,
    SupportCost,
    TierView,
    VerdictView,
)
from art_desktop.domain.places import distance_miles, outcode_of
from art_desktop.domain.requests import AddedApproval, Option, Search
from art_desktop.domain.tiers import TierStanding
from art_desktop.domain.vocabulary import OptionState, Verdict
from art_desktop.domain.wording import day_words
from art_desktop.services.cost_reading import Costing
from art_desktop.services.standing import Held

if TYPE_CHECKING:
    from art_desktop.domain.matching.search import JudgedOption, Shortlist

HIGHLIGHTS = 4
_OVER = frozenset({OptionState.NOT_USED, OptionState.DECLINED})
_GAPS = (Verdict.SUPPORT, Verdict.NOT_MET, Verdict.UNKNOWN)


def verdict_codes(judged: JudgedOption) -> str:
    """Return the verdict of each criterion as canonical JSON."""
    return json.dumps({code: str(verdict) for code, verdict in judged.verdicts.items()})


def verdict_views(judged: JudgedOption) -> tuple[VerdictView, ...]:
    """Return what every criterion said of an option, in the order in which they are printed."""
    return tuple(
        VerdictView(
            code=one.code,
            title=one.title,
            verdict=one.verdict,
            sentence=one.sentence,
            source=one.source,
            hard=one.hard,
            support=", ".join(support.words for support in one.supports),
            overridable_by=one.overridable_by,
        )
        for one in judged.findings
    )


def highlights(judged: JudgedOption, views: Sequence[VerdictView]) -> tuple[VerdictView, ...]:
    """Return the few verdicts that tell an option apart: what it meets that weighs most, then its gaps.

    What is not known of the child is the same for every option, and is asked once for all of them.
    """
    weight = {one.code: one.weight_points for one in judged.findings}
    of_child = {
        one.code for one in judged.findings if one.ask is not None and one.ask.child is not None
    }
    views = [v for v in views if v.code not in of_child]
    applying = [v for v in views if not v.hard and v.verdict is not Verdict.NOT_APPLICABLE]
    ordered = sorted(applying, key=lambda v: -weight[v.code])
    met = [v for v in ordered if v.verdict is Verdict.MET]
    gaps = [v for v in ordered if v.verdict in _GAPS]
    hard_unknown = [v for v in views if v.hard and v.verdict is Verdict.UNKNOWN]
    gaps = hard_unknown[:1] + gaps
    kept_gaps = gaps[: HIGHLIGHTS - min(2, len(met))]
    return tuple(met[: HIGHLIGHTS - len(kept_gaps)] + kept_gaps)


@dataclass(frozen=True)
class Beside:
    """What stands beside the verdicts: what each option costs, and the added approvals.

    `spot`: why each provider that is on no lot may be used as a spot purchase.
    """

    costing: Costing
    added: Sequence[AddedApproval] = ()
    spot: Mapping[ProviderId, str] = field(default_factory=dict)


def shortlist_view(
    held: Held,
    states: Sequence[TierStanding],
    newest: Search | None,
    found: Shortlist | None,
    beside: Beside,
) -> ShortlistView:
    """Return the shortlist as it stands: tiers in order, suitable options ranked, the others with their rule."""
    assert held.request.id is not None
    views = [] if found is None else _options(held, found, beside)
    searched = {candidate.tier for candidate in found.pool.candidates} if found else set()
    return ShortlistView(
        request_id=held.request.id,
        search_id=newest.id if newest else None,
        as_of=newest.as_of if newest else None,
        indicative=held.standing.authorisation is None,
        stale=_stale(held, newest),
        tiers=tuple(
            _tier(state, views, newest, searched=state.tier in searched) for state in states
        ),
        policy_words=""
        if found is None
        else f"Weights of the policy from {day_words(found.policy.effective_from)}. Cost is never part of the rank.",
    )


def _options(held: Held, found: Shortlist, beside: Beside) -> list[OptionView]:
    by_key = {option.candidate: option for option in held.standing.options}
    return [
        _option(by_key[judged.key], judged, found, beside)
        for judged in (*found.ranked, *found.not_suitable)
        if judged.key in by_key
    ]


def _tier(
    state: TierStanding, views: Sequence[OptionView], newest: Search | None, *, searched: bool
) -> TierView:
    """Return one tier: the suitable by rank, overridden ones after them, then the excluded with counts by rule."""
    mine = [view for view in views if view.tier is state.tier]
    # Those that said no or will not be used keep their rank and stand after those who may still be asked.
    suitable = sorted(
        (view for view in mine if view.suitable),
        key=lambda v: (v.state in _OVER, v.rank is None, v.rank or 0),
    )
    excluded = [view for view in mine if not view.suitable]
    counts: dict[str, int] = {}
    for view in excluded:
        first = next(
            (v.title for v in view.verdicts if v.code in view.excluded_codes), view.excluded_by
        )
        counts[first] = counts.get(first, 0) + 1
    return TierView(
        tier=state.tier,
        open=state.open,
        why=state.why,
        missing=state.missing,
        considered=len(mine),
        suitable=tuple(suitable),
        not_suitable=tuple(excluded),
        excluded_counts=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        searched_at=newest.ran_at if newest and searched else None,
    )


def _option(option: Option, judged: JudgedOption, found: Shortlist, beside: Beside) -> OptionView:
    # The sentences of an excluded option are made when it is looked at; suitable ones are all shown.
    whole = found.explained(judged) if option.suitable else judged
    verdicts = verdict_views(whole)
    facts = judged.candidate
    assert option.id is not None
    excluded = [one for one in judged.findings if one.code in judged.excluded_by]
    cost = None
    if option.suitable:
        supports = [(support.value, support.words) for support in whole.supports]
        cost = beside.costing.of(option, supports)
    return OptionView(
        id=option.id,
        tier=option.tier,
        household_id=option.household_id,
        provider_id=option.provider_id,
        home_id=option.home_id,
        title=judged.name,
        area=outcode_of(facts.postcode) if facts.postcode else "",
        suitable=option.suitable,
        rank=option.rank,
        low=option.low,
        high=option.high,
        state=option.state,
        state_words=_state_words(option),
        excluded_by=option.excluded_by,
        excluded_codes=tuple(option.excluded_codes.split()),
        excluded_words=" ".join(one.sentence for one in excluded),
        weekly_price_pence=option.weekly_price_pence,
        distance_miles=option.distance_miles,
        school_miles=school_miles(found, facts),
        verdicts=verdicts,
        highlights=highlights(whole, verdicts) if option.suitable else (),
        not_used_reason=option.not_used_reason,
        not_used_note=option.not_used_note,
        proposed_reason=proposed_reason(judged.verdicts, option.state) if option.suitable else None,
        override_reason=option.override_reason,
        overridable_by=judged.overridable_by,
        who_lives_there=_who_lives_there(facts),
        history=_history(facts),
        version=option.version,
        family_miles=family_miles(found, facts),
        approvals=approval_views(found.case, option, facts, beside.added),
        support_costs=_support_costs(cost),
        cost=cost,
        spot_purchase=""
        if facts.provider is None
        else beside.spot.get(facts.provider.provider_id, ""),
    )


def approval_views(
    case: Case, option: Option, facts: Candidate, added: Sequence[AddedApproval]
) -> tuple[ApprovalView, ...]:
    """Return what a match with an option needs approved beside its authorisation, and how each stands."""
    from art_desktop.domain.added_approvals import standing
    from art_desktop.domain.matching.approvals import approvals_needed

    recorded = [one for one in added if one.option_id == option.id]
    return standing(approvals_needed(case, facts, waived_codes(option)), recorded)


def waived_codes(option: Option) -> tuple[str, ...]:
    """Return the codes of the rules that were overridden for an option.

    An overridden option keeps what excluded it when a manager said that it may be used; one of before the codes were
    kept has their titles alone.
    """
    if not option.override_reason:
        return ()
    if option.excluded_codes:
        return tuple(option.excluded_codes.split())
    from art_desktop.domain.matching.criteria.registry import CRITERIA

    titles = f", {option.excluded_by}, "
    return tuple(one.code for one in CRITERIA if one.hard and f", {one.title}, " in titles)


def _support_costs(cost: OptionCost | None) -> tuple[SupportCost, ...]:
    """Return each support that closes a gap with a week's price for all the children, None where none is set."""
    lines = () if cost is None else cost.lines
    return tuple(
        SupportCost(line.words, line.weekly_pence)
        for line in lines
        if line.code is CostCode.SUPPORT
    )


def family_miles(found: Shortlist, facts: Candidate) -> tuple[tuple[str, float | None], ...]:
    """Return whom the children see and how far away, each relation once."""
    if isinstance(facts, HomeFacts) and facts.home_id is None:
        return ()
    miles: dict[str, float | None] = {}
    for subject in found.case.subjects:
        places = zip(subject.needs.family_time or (), subject.family_time_at or (), strict=False)
        for line, at in places:
            miles.setdefault(line.who, distance_miles(at, facts.at))
    return tuple(miles.items())


def _state_words(option: Option) -> str:
    """Return what became of an option, with the recorded reason where it is not used."""
    if option.not_used_reason is None or option.state is OptionState.OPEN:
        return option.state.words
    words = option.not_used_reason.words
    note = f": {option.not_used_note}" if option.not_used_note else ""
    prefix = "" if option.state is OptionState.NOT_USED else f"{option.state.words} · "
    return f"{prefix}{words}{note}"


def school_miles(found: Shortlist, facts: Candidate) -> float | None:
    """Return miles to the nearest school of the children of the case."""
    known = [
        distance_miles(subject.school_at, facts.at)
        for subject in found.case.subjects
        if subject.school_at is not None
    ]
    return min((miles for miles in known if miles is not None), default=None)


def _who_lives_there(facts: Candidate) -> tuple[str, ...]:
    """Return who lives in a household, by age and sex, never by name."""
    if not isinstance(facts, HouseholdFacts):
        return ()
    ordered = sorted(facts.residents, key=lambda r: (not r.is_fostered, r.age_months or 0))
    return tuple(_resident(resident) for resident in ordered)


def _resident(resident: ResidentFacts) -> str:
    months = resident.age_months
    grown = months is not None and months >= 18 * 12
    word = "young person" if resident.sex is None else resident.sex.child_word.lower()
    if resident.is_fostered:
        who = f"{word[:1].upper()}{word[1:]} placed here"
    else:
        who = "Adult of the household" if grown else f"Carers' own {word}"
    if months is None:
        return f"{who}, age not known"
    return f"{who}, {months // 12}" if months >= 24 else f"{who}, {months} months"


def _history(facts: Candidate) -> str:
    """Return how earlier placements in a household ended."""
    if not isinstance(facts, HouseholdFacts) or facts.planned_endings is None:
        return ""
    early = facts.unplanned_endings or 0
    sustained = facts.planned_endings
    word = "placement" if sustained == 1 else "placements"
    return f"{sustained} {word} sustained, {early} ended early"


def _stale(held: Held, newest: Search | None) -> str:
    """Return why a shortlist should be searched again, "" where it need not be."""
    if newest is None:
        return ""
    changed = [p for p in held.profiles.values() if p.recorded_at > newest.ran_at]
    if changed:
        return "The needs have changed since this search. Search again."
    if held.standing.authorisation is not None and newest.indicative:
        return "This search was indicative. Search again now that the request is authorised."
    return ""
