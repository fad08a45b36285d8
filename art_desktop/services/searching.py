"""Searching for a home, reading the shortlist, recording why an option is not used, opening a tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from art_desktop.domain import life, resourcing, tiers
from art_desktop.domain.commands import OpenTier, OverrideRule, RecordNotUsed
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.map_view import MapView
from art_desktop.domain.matching_views import EffectView, LetInView, ShortlistView
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import CONTRACTED
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import AddedApproval, Option, Search, TierOpening
from art_desktop.domain.vocabulary import NotUsedReason, OptionState
from art_desktop.domain.work import Service
from art_desktop.services import shortlist_views
from art_desktop.services.base import BaseService, Context, permitted, require_version
from art_desktop.services.casework import candidates_of, case_of, policy_of
from art_desktop.services.cost_reading import costing, start_day
from art_desktop.services.maps import map_view
from art_desktop.services.options import judged_option, keep, keep_options, load
from art_desktop.services.provider_terms import spot_reasons
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import option_titles

if TYPE_CHECKING:
    from art_desktop.domain.matching.search import Shortlist

MOST_NEARLY = 6
"""So many of the homes that little keeps out are shown."""


class SearchService(BaseService):
    """What is done with searches and shortlists. The matching is the domain's; NumPy is imported when it runs."""

    @permitted(Permission.SEARCH)
    def run(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        """Search every open tier as things stand, store the run for ever, and return the shortlist.

        Without an authorisation in force the run is indicative: it may be looked at, nobody may be asked.
        Raises: RuleBroken: the request is over, or there is no profile to search on.
        """
        today = self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, today)
            sha256, found = search_now(uow, actor, held, self._context)
            settle(uow, request_id, today)
            uow.commit()
        keep(sha256, found)
        return self._shortlist(actor, request_id)

    @permitted(Permission.SEE_NEEDS)
    def shortlist(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        """Return the shortlist as it was last searched, with what has become of each option since."""
        return self._shortlist(actor, request_id)

    def _shortlist(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            states = tier_states(uow, held)
            newest = _newest(held)
            found = None if newest is None else load(newest)
            beside = shortlist_views.Beside(
                costing(uow, held, _able(held), start_day(held, self._context.today())),
                uow.all(AddedApproval, request_id=request_id),
                spot_reasons(uow, request_id),
            )
            return shortlist_views.shortlist_view(held, states, newest, found, beside)

    @permitted(Permission.SEE_NEEDS)
    def learn(self, actor: Actor, request_id: RequestId) -> str:
        """Return the one thing worth learning: the answer that could change the top of the list most, "" if none would.

        It takes some dozens of searches over the top of the list, so it is asked for after the shortlist is shown.
        """
        from art_desktop.domain.matching.what_if import learn_one

        with self._store.reading(actor) as uow:
            newest = max(
                uow.all(Search, request_id=request_id), key=lambda run: run.id or 0, default=None
            )
        best = None if newest is None else learn_one(load(newest))
        return "" if best is None else best.words

    @permitted(Permission.SEE_NEEDS)
    def effect(self, actor: Actor, request_id: RequestId) -> EffectView | None:
        """Return what the needs as they are now make of the shortlist, None where there is none or nothing changes.

        The candidates are those of the last search, so that only the profile differs; a new search looks at them anew.
        """
        from art_desktop.domain.matching.difference import differences
        from art_desktop.domain.matching.search import search

        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            newest = _newest(held)
            if newest is None:
                return None
            before = load(newest)
            case = case_of(uow, held, self._context.gazetteer, newest.as_of, before.case.needed_on)
        asked = before.criteria
        after = search(case, before.pool, before.policy, limit_explained=0, criteria=asked)
        change = differences(before, after)
        return EffectView(change.words, change.lines) if change.lines else None

    @permitted(Permission.SEE_NEEDS)
    def nearly(self, actor: Actor, request_id: RequestId) -> tuple[LetInView, ...]:
        """Return the excluded homes that the fewest changes would let in, and where each would then stand.

        Every excluded home is looked at, so it is asked for after the shortlist is shown.
        """
        from art_desktop.domain.matching.what_if import nearly_suitable

        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            newest = _newest(held)
            if newest is None:
                return ()
            found = load(newest)
        by_key = {option.candidate: option for option in held.standing.options}
        views = []
        for one in nearly_suitable(found, limit=MOST_NEARLY):
            option = by_key.get(one.key)
            if option is not None and option.id is not None and not option.suitable:
                views.append(
                    LetInView(
                        option_id=option.id,
                        title=one.name,
                        tier=one.tier,
                        changes=tuple(change.words for change in one.changes),
                        rank=one.rank,
                        low=one.low,
                        high=one.high,
                        who=one.may_override.value,
                    )
                )
        return tuple(views)

    @permitted(Permission.SEE_NEEDS)
    def map(self, actor: Actor, request_id: RequestId) -> MapView:
        """Return where home, school and family time are, and each option of the shortlist, with exact miles."""
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            newest = _newest(held)
            found = None if newest is None else load(newest)
            service = next(iter(uow.all(Service)), None)
            return map_view(held, found, self._context.gazetteer, service)

    @permitted(Permission.SEARCH)
    def not_used(self, actor: Actor, command: RecordNotUsed) -> Changed:
        """Record why a suitable option will not be used. Raises: RuleBroken, ChangedByOther, InvalidAnswers."""
        doing = "The reason was not recorded."
        if command.reason is NotUsedReason.OTHER and not command.note.strip():
            raise InvalidAnswers(doing, (FieldProblem("note", "Write the reason in words."),))
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            life.require_open(held.request, doing)
            require_version(option.version, command.version, doing)
            if option.state in {OptionState.ASKED, OptionState.OFFERED, OptionState.MATCHED}:
                raise RuleBroken(
                    doing,
                    f"This option is “{option.state.words.lower()}”.",
                    "Record the answer under Approaches first.",
                    rule="in_use",
                )
            option.state = OptionState.NOT_USED
            option.not_used_reason = command.reason
            option.not_used_note = command.note.strip()
            option.not_used_on = self._context.today()
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words=f"Recorded: {command.reason.words.lower()}.",
        )

    @permitted(Permission.SEARCH)
    def open_tier(self, actor: Actor, command: OpenTier) -> Changed:
        """Open the next tier: because every option before it has its reason, or early, with a reason.

        Raises: RuleBroken: what is still missing, and what to do about it.
        """
        doing = f"{command.tier.words} was not opened."
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, self._context.today())
            life.require_open(held.request, doing)
            standing = tiers.require_openable(command.tier, tier_states(uow, held), doing)
            if uow.find(TierOpening, request_id=command.request_id, tier=command.tier) is None:
                uow.add(
                    TierOpening(
                        request_id=command.request_id,
                        tier=command.tier,
                        reason=command.reason.strip()
                        or standing.why.removeprefix("May be opened. "),
                        opened_at=self._context.now(),
                        opened_by=actor.user_id,
                    )
                )
            settle(uow, command.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=command.request_id,
            words=f"{command.tier.words} is open: search again.",
        )

    @permitted(Permission.OVERRIDE)
    def override(self, actor: Actor, command: OverrideRule) -> Changed:
        """Bring an excluded option back, where its rules may be overridden by this role. Raises: RuleBroken."""
        doing = "The rule was not overridden."
        if not command.reason.strip():
            raise InvalidAnswers(doing, (FieldProblem("reason", "Write why."),))
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            life.require_open(held.request, doing)
            require_version(option.version, command.version, doing)
            _require_no_spot_purchase_wanted(option, doing)
            judged = judged_option(uow, option)
            if judged.suitable:
                raise RuleBroken(doing, "No rule excludes it.", "Ask it as it is.", rule="suitable")
            if judged.overridable_by is None:
                binding = [
                    one.title
                    for one in judged.findings
                    if one.hard and one.overridable_by is None and one.code in judged.excluded_by
                ]
                raise RuleBroken(
                    doing,
                    f"“{binding[0]}” cannot be overridden by anybody.",
                    "Choose another home.",
                    rule="binding",
                )
            if judged.overridable_by is Role.MANAGER and actor.role is not Role.MANAGER:
                raise RuleBroken(
                    doing,
                    "Only a manager may.",
                    "Ask a manager, with your reason.",
                    rule="override_role",
                )
            option.suitable = True
            option.override_reason = command.reason.strip()
            option.overridden_by, option.overridden_at = actor.user_id, self._context.now()
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words="Overridden, with your reason on record.",
        )


def tier_states(uow: UnitOfWork, held: Held) -> tuple[tiers.TierStanding, ...]:
    """Return how each tier of a request stands."""
    openings = uow.all(TierOpening, request_id=held.request.id)
    options = held.standing.options
    return tiers.standings(
        held.request,
        options,
        held.standing.searches,
        openings,
        _unsuitable_by(held),
        option_titles(uow, [option for option in options if option.suitable]),
    )


def search_now(
    uow: UnitOfWork, actor: Actor, held: Held, context: Context
) -> tuple[str, Shortlist]:
    """Search every open tier inside a unit of work, store the run, bring the options up to date; commit it yourself.

    Returns: the hash of the stored run, and what it found. Raises: RuleBroken.
    """
    from art_desktop.domain.matching.pool import Pool
    from art_desktop.domain.matching.record import make_record
    from art_desktop.domain.matching.search import search

    doing, today = "The search was not run.", context.today()
    life.require_open(held.request, doing)
    _require_searchable(held, doing)
    assert held.request.id is not None
    opened = [state.tier for state in tier_states(uow, held) if state.open]
    case = case_of(uow, held, context.gazetteer, today)
    pool = Pool.build(candidates_of(uow, held, opened, case.needed_on))
    found = search(case, pool, policy_of(uow, today), limit_explained=0)
    stored = make_record(found)
    run = uow.add(
        Search(
            request_id=held.request.id,
            as_of=today,
            ran_at=context.now(),
            ran_by=actor.user_id,
            tier=opened[-1],
            indicative=held.standing.authorisation is None,
            policy_id=None,
            considered=len(pool),
            suitable=len(found.ranked),
            record=stored.content,
            sha256=stored.sha256,
        )
    )
    keep_options(uow, held, run, found)
    return stored.sha256, found


def _unsuitable_by(held: Held) -> str:
    """Return who decided that a family placement is not in the interest of a child of the request, "" if nobody."""
    for child in held.children:
        if child.id is not None:
            by = held.needs_of(child.id).family_unsuitable_by
            if by:
                return by
    return ""


def _require_no_spot_purchase_wanted(option: Option, doing: str) -> None:
    """Refuse to override the rule of the lots: a spot purchase is what sets it aside, with its own record."""
    if CONTRACTED in option.excluded_codes.split() and not option.override_reason:
        raise RuleBroken(
            doing,
            "Its provider is on no lot, which a spot purchase sets aside and not an override.",
            "Record the spot purchase on the option, then override what still stands in the way.",
            rule="spot_purchase_wanted",
        )


def _require_searchable(held: Held, doing: str) -> None:
    resourcing.refuse_placement(held.request, doing)
    if not held.standing.profiled:
        raise RuleBroken(
            doing,
            "There is no needs profile yet.",
            "Fill in brothers and sisters, postcode and known risks; that is enough to search.",
            rule="no_profile",
        )


def _able(held: Held) -> list[Option]:
    """Return the options that could serve: those whose cost is shown."""
    return [option for option in held.standing.options if option.suitable]


def _newest(held: Held) -> Search | None:
    return max(held.standing.searches, key=lambda run: run.id or 0, default=None)
