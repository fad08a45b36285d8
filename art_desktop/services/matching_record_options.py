"""The options of the matching record: each home that could serve, each that could not, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import Pence
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.matching_records import (
    RecordOption,
    RecordTier,
    RecordVerdict,
    RuleCount,
    letters,
)
from art_desktop.domain.matching_views import OptionView, ShortlistView, TierView
from art_desktop.domain.paper_pictures import SketchPlace, bearing_between
from art_desktop.domain.places import GridReference, distance_miles
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import AddedApproval, Option, Search, TierOpening
from art_desktop.domain.vocabulary import OptionState, Tier, Verdict
from art_desktop.domain.wording import day_words, miles_words
from art_desktop.services import shortlist_views
from art_desktop.services.cost_reading import costing, start_day
from art_desktop.services.options import load
from art_desktop.services.paper_builders import PaperDesk
from art_desktop.services.provider_terms import spot_reasons
from art_desktop.services.searching import tier_states
from art_desktop.services.standing import Held

if TYPE_CHECKING:
    from art_desktop.domain.matching.search import Shortlist

COMPARED = 3
MOST_DRAWN = 14
_TIERS = list(Tier)


@dataclass(frozen=True)
class Shown:
    """The options that could serve, in order, each with its letter, and the search that they stand in."""

    found: Shortlist
    view: ShortlistView
    lettered: tuple[tuple[str, OptionView], ...]
    options: Mapping[int, Option]
    references: Mapping[str, str]

    def letter(self, option_id: int) -> str:
        """Return an option's letter, "" where it is not on the list."""
        return next((letter for letter, one in self.lettered if one.id == option_id), "")

    def reference(self, option_id: int) -> str:
        """Return the reference of an option's home, "" where the search does not know it."""
        option = self.options.get(option_id)
        return "" if option is None else self.references.get(option.candidate, "")


def shown(desk: PaperDesk, held: Held, newest: Search) -> Shown:
    """Return the options as the newest search left them, with the chosen one as its own search knew it."""
    found = load(newest)
    view = _shortlist(desk.uow, held, newest, desk)
    able = [one for tier in view.tiers for one in tier.suitable]
    match = held.standing.match
    references = {one.key: one.reference for one in found.pool.candidates}
    if match is not None and match.option_id not in {one.id for one in able}:
        chosen = desk.uow.get(Option, match.option_id)
        own = desk.uow.get(Search, chosen.search_id)
        before = _shortlist(desk.uow, held, own, desk)
        every = [one for tier in before.tiers for one in (*tier.suitable, *tier.not_suitable)]
        able += [one for one in every if one.id == match.option_id]
        references = {one.key: one.reference for one in load(own).pool.candidates} | references
    able.sort(key=lambda one: (_TIERS.index(one.tier), one.rank is None, one.rank or 0, one.id))
    return Shown(
        found,
        view,
        tuple(zip(letters(len(able)), able, strict=True)),
        {one.id: one for one in held.standing.options if one.id is not None},
        references,
    )


def _shortlist(uow: UnitOfWork, held: Held, run: Search, desk: PaperDesk) -> ShortlistView:
    able = [option for option in held.standing.options if option.suitable]
    beside = shortlist_views.Beside(
        costing(uow, held, able, start_day(held, desk.today)),
        uow.all(AddedApproval, request_id=held.request.id),
        spot_reasons(uow, held.request.id) if held.request.id is not None else {},
    )
    return shortlist_views.shortlist_view(held, tier_states(uow, held), run, load(run), beside)


def record_options(held: Held, shown: Shown, users: Mapping[int, str]) -> tuple[RecordOption, ...]:
    """Return each home that could serve as the record tells it."""
    match = held.standing.match
    chosen = next((one for _, one in shown.lettered if match and one.id == match.option_id), None)
    return tuple(_option(letter, one, shown, chosen, users) for letter, one in shown.lettered)


def _option(
    letter: str,
    view: OptionView,
    shown: Shown,
    chosen: OptionView | None,
    users: Mapping[int, str],
) -> RecordOption:
    cost = view.cost
    matched = chosen is not None and view.id == chosen.id
    return RecordOption(
        letter=letter,
        title=view.title,
        reference=shown.reference(view.id),
        tier=view.tier.words,
        area=view.area,
        rank=view.rank,
        low=view.low,
        high=view.high,
        state=view.state_words,
        over=view.state in {OptionState.NOT_USED, OptionState.DECLINED},
        verdicts=tuple(_verdicts(view, shown)),
        miles=view.distance_miles,
        distance=_distance(view),
        weekly_pence=None if cost is None else cost.weekly_pence,
        yearly_pence=None if cost is None else cost.yearly_pence,
        cost_words="" if cost is None else " ".join(cost.not_known),
        living_there=view.who_lives_there,
        history=view.history,
        approvals=tuple(one.words for one in view.approvals),
        overridden=_overridden(shown.options.get(view.id), users),
        spot_purchase=view.spot_purchase,
        matched=matched,
        not_chosen="" if matched or chosen is None else _not_chosen(view, chosen),
    )


def _verdicts(view: OptionView, shown: Shown) -> Iterator[RecordVerdict]:
    option = shown.options.get(view.id)
    try:
        findings = () if option is None else shown.found.find(option.candidate).findings
    except KeyError:  # chosen from an earlier search, and no longer on record in the newest
        findings = ()
    of_child = {one.code for one in findings if one.ask is not None and one.ask.child is not None}
    weights = {one.code: one.weight_points for one in findings}
    for one in view.verdicts:
        if one.verdict is not Verdict.NOT_APPLICABLE:
            yield RecordVerdict(
                one.code,
                one.title,
                one.verdict,
                one.sentence,
                one.hard,
                one.support,
                weights.get(one.code, 0),
                one.verdict is Verdict.UNKNOWN and one.code in of_child,
            )


def _distance(view: OptionView) -> str:
    parts = [f"home {miles_words(view.distance_miles)}"] if view.distance_miles is not None else []
    if view.school_miles is not None:
        parts.append(f"school {miles_words(view.school_miles)}")
    parts += [
        f"{who} {miles_words(miles)}" for who, miles in view.family_miles if miles is not None
    ]
    return ", ".join(parts)


def _overridden(option: Option | None, users: Mapping[int, str]) -> str:
    """Return which rule was set aside for an option, by whom, when and why; "" where none was."""
    if option is None or not option.override_reason:
        return ""
    by = users.get(option.overridden_by or 0, "")
    on = f", {day_words(local_day(option.overridden_at))}" if option.overridden_at else ""
    return f"{option.excluded_by}. {option.override_reason} ({by}{on})"


def _not_chosen(view: OptionView, chosen: OptionView) -> str:
    """Return why a home that could serve was not the one, as the record has it and no further."""
    if view.state in {OptionState.NOT_USED, OptionState.DECLINED}:
        return view.state_words
    if view.state is OptionState.OFFERED:
        return "Said yes; the other home was chosen."
    if view.state is OptionState.ASKED:
        return "Asked; it had not answered when the other home was chosen."
    here, there = _TIERS.index(view.tier), _TIERS.index(chosen.tier)
    if (here, view.rank or 0) > (there, chosen.rank or 0):
        return "Not asked: it stands after the chosen home."
    return "Not asked. No reason is recorded."


def record_tiers(
    desk: PaperDesk, held: Held, shown: Shown, users: Mapping[int, str]
) -> tuple[RecordTier, ...]:
    """Return each tier: why it was opened or not, and which rules excluded which homes."""
    openings = {one.tier: one for one in desk.uow.all(TierOpening, request_id=held.request.id)}
    made = []
    for tier in shown.view.tiers:
        opening = openings.get(tier.tier)
        opened = ""
        if opening is not None:
            by = users.get(opening.opened_by, "")
            opened = f"Opened by {by}, {day_words(local_day(opening.opened_at))}"
        made.append(
            RecordTier(
                title=tier.tier.words,
                open=tier.open,
                why=tier.why,
                opened=opened,
                considered=tier.considered,
                suitable=len(tier.suitable),
                excluded=_excluded(tier, shown),
            )
        )
    return tuple(made)


def _excluded(tier: TierView, shown: Shown) -> tuple[RuleCount, ...]:
    """Return the homes that could not serve under the first rule that each breaks, the commonest first."""
    homes: dict[str, list[str]] = {}
    for one in tier.not_suitable:
        first = next((v.title for v in one.verdicts if v.code in one.excluded_codes), "")
        first = first or one.excluded_by or "No longer on record"
        name = " ".join(part for part in (one.title, shown.reference(one.id)) if part)
        homes.setdefault(first, []).append(name)
    counted = sorted(homes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(RuleCount(title, tuple(sorted(names))) for title, names in counted)


def compared(options: Sequence[RecordOption]) -> tuple[str, ...]:
    """Return the letters of the homes set side by side: the chosen one, those that said yes, the first on the list.

    A home that was turned down, or of which nothing is known yet, as of an agency before it offers, says nothing beside
    the others; it stands there only where there is no other.
    """
    offered = OptionState.OFFERED.words
    told = [one for one in options if one.matched or (not one.over and one.high - one.low < 100)]
    ordered = sorted(told or options, key=lambda one: (not one.matched, one.state != offered))
    return tuple(one.letter for one in ordered[:COMPARED])


def sketch_places(shown: Shown) -> tuple[SketchPlace, ...]:
    """Return where the child's places and the first homes are from the child's home; () where that is not known."""
    subjects = shown.found.case.subjects
    home = next((one.home_at for one in subjects if one.home_at is not None), None)
    if home is None:
        return ()
    around: dict[tuple[PlaceKind, str], GridReference | None] = {}
    for subject in subjects:
        around.setdefault((PlaceKind.SCHOOL, "School"), subject.school_at)
        lines = subject.needs.family_time or ()
        for line, at in zip(lines, subject.family_time_at or (), strict=False):
            who = line.who[:1].upper() + line.who[1:]
            around.setdefault((PlaceKind.FAMILY_TIME, f"Family time: {who}"), at)
    places = [
        _place(home, kind, words, at) for (kind, words), at in around.items() if at is not None
    ]
    facts = {one.key: one for one in shown.found.pool.candidates}
    for letter, view in shown.lettered[:MOST_DRAWN]:
        option = shown.options.get(view.id)
        candidate = None if option is None else facts.get(option.candidate)
        # An agency's office is not where its carers live.
        if candidate is None or candidate.key.startswith("provider:"):
            continue
        places.append(_place(home, PlaceKind.OPTION, view.title, candidate.at, letter))
    return tuple(places)


def _place(
    home: GridReference, kind: PlaceKind, words: str, at: GridReference | None, letter: str = ""
) -> SketchPlace:
    return SketchPlace(
        kind=kind,
        words=words,
        miles=distance_miles(home, at),
        bearing=bearing_between(home, at),
        letter=letter,
    )


def support_costs(view: OptionView | None) -> tuple[tuple[str, Pence | None], ...]:
    """Return each support that closes a gap of an option with its week's price."""
    return () if view is None else tuple((o.words, o.weekly_pence) for o in view.support_costs)
