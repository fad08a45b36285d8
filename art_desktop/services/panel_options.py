"""The options of a request as a panel reads them: anonymous columns, with what each costs and what became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain.approaching import speaks_for_household
from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching.facts import HomeFacts, HouseholdFacts
from art_desktop.domain.panel_views import (
    MAIN_OPTIONS,
    CaseCost,
    CaseLine,
    CaseOption,
    CaseVerdict,
)
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity, find_identifiers, possible
from art_desktop.domain.referrals import outcode_of, relation_only
from art_desktop.domain.requests import AddedApproval, Approach, Offer, Option
from art_desktop.domain.vocabulary import Answer, NotUsedReason, OptionState, Tier
from art_desktop.domain.wording import day_words, listed, miles_words
from art_desktop.services import shortlist_views
from art_desktop.services.options import load
from art_desktop.services.panel_money import case_costs
from art_desktop.services.standing import Held

if TYPE_CHECKING:
    from art_desktop.domain.matching.facts import Candidate
    from art_desktop.domain.matching.search import JudgedOption, Shortlist

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIRST = (OptionState.MATCHED, OptionState.OFFERED, OptionState.ASKED, OptionState.OPEN)
_MOST_RULES = 4
_HOUSEHOLDS = {
    Tier.CONNECTED: "Connected household",
    Tier.IN_HOUSE: "In-house household",
}


@dataclass(frozen=True)
class Told:
    """The options that are told in full, in order, and the search that they come from."""

    found: Shortlist | None
    main: tuple[Option, ...]
    rest: str


def choose(held: Held) -> Told:
    """Return which options a panel reads: matched and offered ones first, then by tier and rank; the rest counted."""
    options = held.standing.options
    newest = max(held.standing.searches, key=lambda run: run.id or 0, default=None)
    if newest is None:
        return Told(None, (), "")
    fit = [one for one in options if one.suitable and one.state in _FIRST]
    fit.sort(key=_order)
    main = tuple(fit[:MAIN_OPTIONS])
    return Told(load(newest), main, _rest(options, main))


def _order(option: Option) -> tuple[int, int, bool, int, int]:
    state = _FIRST.index(option.state)
    tier = list(Tier).index(option.tier)
    # Whoever has been asked stands with those who have not: both may still say yes.
    early = min(2, state)
    return early, tier, option.rank is None, option.rank or 0, option.id or 0


def _rest(options: Sequence[Option], main: Sequence[Option]) -> str:
    """Return the options that are not told, counted: "34 more could serve; 2 said no; 137 not suitable"."""
    told = {one.id for one in main}
    others = [one for one in options if one.id not in told]
    could = [one for one in others if one.suitable]
    excluded = [one for one in others if not one.suitable]
    parts = (
        (sum(one.state in _FIRST for one in could), "more could serve"),
        (sum(one.state is OptionState.DECLINED for one in could), "said no"),
        (sum(one.state is OptionState.NOT_USED for one in could), "not used, with a reason"),
        (len(excluded), f"not suitable{_why_not(excluded)}"),
    )
    return "; ".join(f"{count} {words}" for count, words in parts if count)


def _why_not(excluded: Sequence[Option]) -> str:
    """Return the rules that exclude most, counted by the first that each option breaks."""
    first = Counter(one.excluded_by.split(", ")[0].lower() for one in excluded if one.excluded_by)
    words = [f"{count} {title}" for title, count in first.most_common(_MOST_RULES)]
    return f" ({', '.join(words)})" if words else ""


def households_named(uow: UnitOfWork, held: Held, told: Told, today: date) -> KnownIdentity:
    """Return the names and addresses of the households that a case could speak of: told, asked, or not used.

    Other children placed there are in it too: an offer, or a view of it, may well speak of them.
    """
    spoken = [o for o in held.standing.options if o.suitable or o.state is not OptionState.OPEN]
    keys = sorted({o.household_id for o in (*spoken, *told.main) if o.household_id is not None})
    households = list(uow.by_ids(Household, keys).values())
    carers = uow.all(Carer, household_id=tuple(keys)) if keys else []
    members = [m for h in households for m in h.members]
    names = [f"{c.first_name} {c.last_name}" for c in carers]
    names += [part for h in households for part in _surnames(h.name)]
    names += [member.first_name for member in members]
    homes = {o.home_id for o in (*spoken, *told.main) if o.home_id is not None}
    placed = _placed(uow, frozenset(keys), frozenset(homes), today)
    names += [name for child in placed for name in (child.full_name, child.known_as)]
    births = [*(c.born_on for c in carers), *(m.born_on for m in members)]
    births += [child.born_on for child in placed]
    return KnownIdentity(
        names=_known(names),
        dates=tuple(sorted({on for on in births if on is not None})),
        addresses=_known([h.address for h in households]),
        postcodes=_known([h.postcode for h in households]),
        phones=_known([h.phone for h in households] + [c.phone for c in carers]),
        emails=_known([c.email for c in carers]),
    )


def _placed(
    uow: UnitOfWork, households: frozenset[int], homes: frozenset[int], today: date
) -> list[Child]:
    """Return the children who live, or are due, in these households and homes."""
    rows: list[Placement] = []
    if households:
        rows += uow.all(Placement, household_id=tuple(sorted(households)))
    if homes:
        rows += uow.all(Placement, home_id=tuple(sorted(homes)))
    there = [one for one in rows if one.ended_on is None or today < one.ended_on]
    return list(uow.by_ids(Child, sorted({one.child_id for one in there})).values())


def _surnames(name: str) -> list[str]:
    """Return the names of which a household's is made: "Hall and Reid" is two."""
    return [part for part in re.split(r"\s+(?:and|&)\s+|\s*[/,]\s*", name) if part]


def _known(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({word.strip() for word in words if word.strip()}))


def case_options(
    uow: UnitOfWork, held: Held, told: Told, identity: KnownIdentity, today: date
) -> tuple[CaseOption, ...]:
    """Return each option that is told as a panel reads it."""
    if told.found is None:
        return ()
    added = uow.all(AddedApproval, request_id=held.request.id)
    costs = case_costs(uow, held, told.main, today)
    offers = _offers(uow, held)
    made = []
    for letter, option in zip(_LETTERS, told.main, strict=False):
        judged = _judged(told.found, option)
        if judged is None or option.id is None:
            continue
        cost = costs.get(option.id, CaseCost())
        column = _Column(letter, option, judged, told.found, offers.get(option.id), cost, today)
        made.append(_option(held, column, added, identity))
    return tuple(made)


@dataclass(frozen=True)
class _Column:
    letter: str
    option: Option
    judged: JudgedOption
    found: Shortlist
    offer: Offer | None
    cost: CaseCost
    today: date


def _judged(found: Shortlist, option: Option) -> JudgedOption | None:
    try:
        return found.find(option.candidate)
    except KeyError:  # an option of an earlier search, no longer on record
        return None


def _offers(uow: UnitOfWork, held: Held) -> dict[OptionId, Offer]:
    """Return the last standing offer of each option."""
    keys = tuple(a.id for a in held.standing.approaches if a.id is not None)
    found = uow.all(Offer, approach_id=keys) if keys else []
    return {offer.option_id: offer for offer in found if offer.withdrawn_at is None}


def _option(
    held: Held, column: _Column, added: Sequence[AddedApproval], identity: KnownIdentity
) -> CaseOption:
    option, facts, offer = column.option, column.judged.candidate, column.offer
    assert option.id is not None
    approvals = shortlist_views.approval_views(column.found.case, option, facts, added)
    return CaseOption(
        option_id=option.id,
        letter=column.letter,
        title=_title(column.letter, facts),
        tier=option.tier,
        about=_about(facts),
        low=option.low,
        high=option.high,
        state=option.state,
        verdicts=tuple(_verdicts(column.judged, identity)),
        distances=tuple(_distances(column)),
        cost=column.cost,
        starts_on=_starts_on(held, option, offer, column.today),
        inspection=_inspection(facts),
        terms=_terms(offer),
        view=_view(held, option),
        approvals=tuple(view.words for view in approvals if not view.given),
    )


def _title(letter: str, facts: Candidate) -> str:
    """Return what a column is called: an in-house household by its area, outside ones by their company."""
    district = outcode_of(facts.postcode) if facts.postcode else ""
    area = f", {district} area" if district else ""
    if isinstance(facts, HouseholdFacts):
        if facts.provider is not None:
            return f"Household {letter} of {facts.provider.name}{area}"
        return f"{_HOUSEHOLDS.get(facts.tier, 'Household')} {letter}{area}"
    if facts.home_id is None:
        return f"{facts.provider.name} (agency)"
    return f"Home {letter} of {facts.provider.name}{area}"


def _about(facts: Candidate) -> str:
    """Return who is there: "2 carers, someone home in the day, 1 child placed there"."""
    parts: list[str] = []
    if isinstance(facts, HomeFacts):
        if facts.home_id is not None:
            parts.append(facts.kind.words)
        if facts.places:
            parts.append(f"{facts.places} places")
        if facts.staff_by_day:
            parts.append(f"{facts.staff_by_day} staff by day")
        if facts.waking_night:
            parts.append("awake at night")
        return ", ".join(parts)
    carers = len(facts.carer_sexes)
    if carers:
        parts.append("1 carer" if carers == 1 else f"{carers} carers")
    if facts.someone_home:
        parts.append("someone home in the day")
    placed = sum(one.is_fostered for one in facts.residents)
    own = len(facts.residents) - placed
    if placed:
        parts.append(f"{placed} {'child' if placed == 1 else 'children'} placed there")
    if own:
        parts.append(f"{own} of their own at home")
    return ", ".join(parts)


def _verdicts(judged: JudgedOption, identity: KnownIdentity) -> Iterator[CaseVerdict]:
    """Yield what each criterion says; a sentence that would name somebody stays behind, its verdict does not."""
    whole = "\n".join(one.sentence for one in judged.findings)
    identity = possible(identity, whole)
    any_named = bool(find_identifiers(whole, identity))  # asked of all at once: it is seldom so
    for one in judged.findings:
        named = any_named and find_identifiers(one.sentence, identity)
        yield CaseVerdict(
            one.code, one.title, one.verdict, "" if named else one.sentence, hard=one.hard
        )


def _distances(column: _Column) -> Iterator[CaseLine]:
    """Yield how far it is from home, school and those whom the children see."""
    facts = column.judged.candidate
    yield CaseLine("Home", miles_words(column.option.distance_miles))
    school = shortlist_views.school_miles(column.found, facts)
    if school is not None:
        yield CaseLine("School", miles_words(school))
    seen: set[str] = set()
    for who, miles in shortlist_views.family_miles(column.found, facts):
        relation = relation_only(who)
        if relation not in seen and miles is not None:
            seen.add(relation)
            yield CaseLine(relation, miles_words(miles))


def _starts_on(held: Held, option: Option, offer: Offer | None, today: date) -> date | None:
    """Return the earliest start: what was offered, else the day needed where the household has a place that day."""
    if offer is not None:
        return offer.can_start_on
    needed = max(today, local_day(held.request.needed_at))
    return needed if option.household_id is not None else None


def _inspection(facts: Candidate) -> str:
    provider = facts.provider
    grade = facts.grade if isinstance(facts, HomeFacts) and facts.grade else None
    grade = grade or (provider.grade if provider is not None else None)
    return f"Ofsted: {grade.words}" if grade is not None else ""


def _terms(offer: Offer | None) -> str:
    """Return what was offered: what it includes, on what conditions, until when it holds."""
    if offer is None:
        return ""
    parts = [
        f"Includes: {offer.includes}" if offer.includes else "",
        f"On condition: {offer.conditions}" if offer.conditions else "",
        f"Holds until {day_words(offer.holds_until)}" if offer.holds_until else "",
    ]
    return "\n".join(part for part in parts if part)


def _view(held: Held, option: Option) -> str:
    """Return the last that the social worker said of an option, without who."""
    given = [view for view in held.standing.views if view.option_id == option.id]
    if not given:
        return ""
    last = max(given, key=lambda view: (view.given_at, view.id or 0))
    words = [last.view.words]
    words += [last.words] if last.words else []
    words += [f"Support wanted: {last.support_wanted}"] if last.support_wanted else []
    return "\n".join(words)


_ASKED = {
    Tier.CONNECTED: ("connected household", "connected households"),
    Tier.IN_HOUSE: ("in-house household", "in-house households"),
    Tier.IFA: ("agency", "agencies"),
    Tier.RESIDENTIAL: ("other provider", "other providers"),
}
_SAID = {
    Answer.YES: "said yes",
    Answer.NO: "said no",
    Answer.WAITING: "not answered yet",
    Answer.NO_ANSWER: "not reached",
}


def tried(held: Held) -> tuple[str, ...]:
    """Return what was tried in each tier: who was asked and what they said, and why others will not be used."""
    options = {option.id: option for option in held.standing.options}
    lines = []
    for tier in Tier:
        mine = [a for a in held.standing.approaches if options[a.option_id].tier is tier]
        if mine:
            lines.append(_asked_line(tier, mine, options))
        counts = Counter(
            option.not_used_reason.words.lower()
            for option in held.standing.options
            if option.tier is tier
            and option.state is OptionState.NOT_USED
            and option.not_used_reason is not None
            and not speaks_for_household(option)
        )
        if counts:
            why = ", ".join(f"{count} {words}" for words, count in counts.most_common())
            lines.append(f"{tier.words}: not used: {why}")
    return tuple(lines)


def _asked_line(
    tier: Tier, asked: Sequence[Approach], options: Mapping[OptionId | None, Option]
) -> str:
    last = {one.option_id: one for one in asked}  # who was asked twice is counted by the last
    one, several = _ASKED[tier]
    counts = Counter(a.answer for a in last.values())
    said = []
    for answer, words in _SAID.items():
        if not counts[answer]:
            continue
        why = _reasons([a for a in last.values() if a.answer is answer], options, answer)
        said.append(f"{counts[answer]} {words}{why}")
    return f"{len(last)} {one if len(last) == 1 else several} asked: {listed(said)}"


def _reasons(
    answered: Sequence[Approach], options: Mapping[OptionId | None, Option], answer: Answer
) -> str:
    if answer is not Answer.NO:
        return ""
    words = []
    for one in answered:
        option = options[one.option_id]
        if one.decline_reason is not None:
            words.append(one.decline_reason.words.lower())
        elif option.not_used_reason not in {None, NotUsedReason.DECLINED}:
            assert option.not_used_reason is not None
            words.append(option.not_used_reason.words.lower())
    counted = Counter(words).most_common()
    why = ", ".join(w if n == 1 else f"{w} ({n})" for w, n in counted)
    return f" ({why})" if why else ""
