"""Searching for a home, reading the shortlist, recording why an option is not used, opening a tier."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain import life, tiers
from art_desktop.domain.commands import OpenTier, OverrideRule, RecordNotUsed
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, NotFound, RuleBroken
from art_desktop.domain.ids import HomeId, HouseholdId, ProviderId, RequestId
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed, ShortlistView, VerdictView
from art_desktop.domain.requests import Option, Search, TierOpening
from art_desktop.domain.vocabulary import NotUsedReason, OptionState, Tier
from art_desktop.services import shortlist_views
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.casework import candidates_of, case_of, policy_of
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import option_titles

if TYPE_CHECKING:
    from art_desktop.domain.matching.search import Finding, JudgedOption, Shortlist

_SETTLED = frozenset(
    {OptionState.NOT_USED, OptionState.DECLINED, OptionState.OFFERED, OptionState.MATCHED}
)


class SearchService(BaseService):
    """What is done with searches and shortlists. The matching is the domain's; NumPy is imported when it runs."""

    @permitted(Permission.SEARCH)
    def run(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        """Search every open tier as things stand, store the run for ever, and return the shortlist.

        Without an authorisation in force the run is indicative: it may be looked at, nobody may be asked.
        Raises: RuleBroken: the request is over, or there is no profile to search on.
        """
        from art_desktop.domain.matching.pool import Pool
        from art_desktop.domain.matching.record import make_record
        from art_desktop.domain.matching.search import search

        doing = "The search was not run."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, today)
            life.require_open(held.request, doing)
            _require_searchable(held, doing)
            opened = self._tiers(uow, held)
            case = case_of(uow, held, self._context.gazetteer, today)
            pool = Pool.build(candidates_of(uow, held, opened, case.needed_on))
            found = search(case, pool, policy_of(uow, today), limit_explained=0)
            stored = make_record(found)
            run = uow.add(
                Search(
                    request_id=request_id,
                    as_of=today,
                    ran_at=self._context.now(),
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
            _keep_options(uow, held, run, found)
            settle(uow, request_id, today)
            uow.commit()
        _kept.keep(stored.sha256, found)
        return self._shortlist(actor, request_id)

    @permitted(Permission.SEE_NEEDS)
    def shortlist(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        """Return the shortlist as it was last searched, with what has become of each option since."""
        return self._shortlist(actor, request_id)

    def _shortlist(self, actor: Actor, request_id: RequestId) -> ShortlistView:
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            states = self._states(uow, held)
            newest = _newest(held)
            found = None if newest is None else _load(newest)
            return shortlist_views.shortlist_view(held, states, newest, found)

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
        best = None if newest is None else learn_one(_load(newest))
        return "" if best is None else best.words

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
            standing = tiers.require_openable(command.tier, self._states(uow, held), doing)
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
            option.overridden_by = actor.user_id
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words="Overridden, with your reason on record.",
        )

    @staticmethod
    def _states(uow: UnitOfWork, held: Held) -> tuple[tiers.TierStanding, ...]:
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

    def _tiers(self, uow: UnitOfWork, held: Held) -> list[Tier]:
        return [state.tier for state in self._states(uow, held) if state.open]


def _unsuitable_by(held: Held) -> str:
    """Return who decided that a family placement is not in the interest of a child of the request, "" if nobody."""
    for child in held.children:
        if child.id is not None:
            by = held.needs_of(child.id).family_unsuitable_by
            if by:
                return by
    return ""


def _require_searchable(held: Held, doing: str) -> None:
    if not held.request.kind.seeks_home:
        raise RuleBroken(
            doing,
            "This request looks for no home.",
            "Record what was found under Decision.",
            rule="kind",
        )
    if not held.standing.profiled:
        raise RuleBroken(
            doing,
            "There is no needs profile yet.",
            "Fill in brothers and sisters, postcode and known risks; that is enough to search.",
            rule="no_profile",
        )


def _newest(held: Held) -> Search | None:
    return max(held.standing.searches, key=lambda run: run.id or 0, default=None)


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


def _load(run: Search) -> Shortlist:
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
        return _load(run).find(candidate_key(option))
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


def excluded_on(uow: UnitOfWork, held: Held, option: Option, on: date, service: BaseService) -> str:
    """Return why an option would no longer do on a day, "" where it still does: the rules, asked once more.

    A rule that was overridden for this option is not held against it; one broken since is.
    """
    from art_desktop.domain.matching.pool import Pool
    from art_desktop.domain.matching.search import search

    context = service._context  # noqa: SLF001  # the services share one context
    today = context.today()
    case = case_of(uow, held, context.gazetteer, today, on)
    candidates = [
        c for c in candidates_of(uow, held, list(Tier), on) if c.key == candidate_key(option)
    ]
    if not candidates:
        return "It is no longer on record as approved."
    found = search(case, Pool.build(candidates), policy_of(uow, today), limit_explained=0)
    judged = found.find(candidate_key(option))
    return " ".join(one.sentence for one in _broken(judged) if not _is_waived(option, one))


_BETWEEN = ", "


def _broken(judged: JudgedOption) -> list[Finding]:
    """Return what was found under each rule that excludes an option."""
    return [one for one in judged.findings if one.code in judged.excluded_by]


def _is_waived(option: Option, rule: Finding) -> bool:
    """Say whether a rule was overridden for an option.

    An overridden option keeps in `excluded_by` what excluded it when a manager said that it may be used.
    """
    titles = f"{_BETWEEN}{option.excluded_by}{_BETWEEN}"
    return bool(option.override_reason) and f"{_BETWEEN}{rule.title}{_BETWEEN}" in titles


def candidate_key(option: Option) -> str:
    """Return what names an option among the candidates of a search."""
    if option.household_id is not None:
        return f"household:{option.household_id}"
    if option.home_id is not None:
        return f"home:{option.home_id}"
    return f"provider:{option.provider_id}"


def _keep_options(uow: UnitOfWork, held: Held, run: Search, found: Shortlist) -> None:
    """Bring the request's options up to date: one for each candidate, what became of it kept."""
    assert run.id is not None
    known = {candidate_key(option): option for option in held.standing.options}
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
            gone.excluded_by = "no longer on record"


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
    overridden = bool(broken) and all(_is_waived(option, one) for one in broken)
    option.suitable = judged.suitable or overridden
    option.rank = judged.rank
    option.low, option.high = judged.low, judged.high
    if not overridden:
        option.excluded_by = _BETWEEN.join(one.title for one in broken)
        option.override_reason, option.overridden_by = "", None
    option.verdicts = shortlist_views.verdict_codes(judged)
    option.weekly_price_pence = judged.weekly_price_pence
    option.distance_miles = judged.distance_miles
