"""The data of the matching record: everything that was considered for one request (product.md §3.3, §3.4, §6.4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from art_desktop.domain import resourcing
from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching_records import (
    MatchingRecord,
    RecordChild,
    RecordEdition,
    RecordMatch,
    RecordOption,
    RecordSaid,
    RecordSearch,
)
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_pictures import SharePart
from art_desktop.domain.papers import ReferralHead
from art_desktop.domain.referrals import ChildBrief, redacted_referral
from art_desktop.domain.requests import NeedsProfile, Request, Search
from art_desktop.domain.vocabulary import Verdict
from art_desktop.domain.wording import day_words
from art_desktop.services.matching_record_options import (
    Shown,
    compared,
    record_options,
    record_tiers,
    shown,
    sketch_places,
    support_costs,
)
from art_desktop.services.matching_record_said import (
    approaches,
    approvals,
    decisions,
    disagreements_of,
    named,
)
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.standing import Held, age_short, hold, names_of_users
from art_desktop.services.views import (
    option_titles,
    placement_views,
    worker_views,
)

_NOT_DRAFTED: Final = "The matching record was not drafted."


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the matching record's data, as things stand.

    Raises: RuleBroken: the request seeks no home, or nothing has been searched yet.
    """
    assert ask.request_id is not None
    held = hold(desk.uow, ask.request_id, desk.today)
    resourcing.refuse_placement(held.request, _NOT_DRAFTED)
    newest = max(held.standing.searches, key=lambda run: run.id or 0, default=None)
    if newest is None:
        raise RuleBroken(
            _NOT_DRAFTED,
            "Nothing has been searched for this request yet.",
            "Search first: the record tells what the search considered.",
            rule="no_search",
        )
    on_list = shown(desk, held, newest)
    made_from = {f"needs {key}": profile.number for key, profile in held.profiles.items()}
    return Built(
        body=_record(desk, held, on_list, newest),
        reference=held.request.reference,
        stem=f"{held.request.reference}-matching-record",
        subject_words="as it was agreed" if held.standing.match else "so far",
        made_from={**made_from, "search": newest.id or 0},
        indicative=held.standing.authorisation is None and held.standing.match is None,
    )


def _record(desk: PaperDesk, held: Held, on_list: Shown, newest: Search) -> MatchingRecord:
    request, users = held.request, names_of_users(desk.uow)
    options = record_options(held, on_list, users)
    titles = option_titles(desk.uow, held.standing.options)
    told = compared(options)
    not_known, of_all = _not_known([one for one in options if one.letter in told])
    return MatchingRecord(
        reference=request.reference,
        kind=request.kind.words,
        urgency=request.urgency.words,
        stage=request.stage.words,
        opened_at=request.opened_at,
        referred_at=request.referred_at,
        needed_at=request.needed_at,
        closed=request.closed_reason,
        why=request.why,
        urgent_reason=request.urgent_reason,
        social_worker=request.social_worker,
        team=request.team,
        parted=tuple(_parted(desk, request)),
        children=tuple(_child(desk, held, on_list, child, newest) for child in held.children),
        searches=tuple(_search(run, users) for run in _by_id(held)),
        as_of=newest.as_of,
        stale=on_list.view.stale,
        tiers=record_tiers(desk, held, on_list, users),
        options=options,
        compared=told,
        places=sketch_places(on_list),
        approaches=tuple(approaches(desk, held, on_list)),
        views=tuple(
            RecordSaid(
                one.given_at,
                one.given_by,
                f"{named(on_list, one.option_id, one.title)}: {one.view.words.lower()}",
                "\n".join(
                    part
                    for part in (
                        one.words,
                        f"Support wanted: {one.support_wanted}" if one.support_wanted else "",
                    )
                    if part
                ),
            )
            for one in reversed(worker_views(held.standing.views, titles))
        ),
        disagreements=tuple(disagreements_of(desk, held, on_list)),
        match=_match(desk, held, on_list, titles, users),
        decisions=tuple(decisions(desk, held, users)),
        approvals=tuple(approvals(desk, held, on_list, titles)),
        not_known=not_known,
        not_known_of_child=of_all,
        edition=_edition(on_list, newest),
    )


def _by_id(held: Held) -> list[Search]:
    return sorted(held.standing.searches, key=lambda run: run.id or 0)


def _parted(desk: PaperDesk, request: Request) -> Iterator[str]:
    """Yield how the children of the request were parted from brothers and sisters, with the reason."""
    if request.split_from_id is not None:
        other = desk.uow.get(Request, request.split_from_id)
        yield f"Parted from {other.reference}. {request.split_reason}"
    for other in desk.uow.all(Request, split_from_id=request.id):
        yield f"Brothers or sisters are on {other.reference}. {other.split_reason}"


def _child(
    desk: PaperDesk, held: Held, on_list: Shown, child: Child, newest: Search
) -> RecordChild:
    """Return a child as the search knew the needs, not as they have become since."""
    assert child.id is not None
    subjects = {one.child_id: one for one in on_list.found.case.subjects}
    subject = subjects.get(child.id)
    needs = held.needs_of(child.id) if subject is None else subject.needs
    brief = ChildBrief(needs=needs, age_months=age_in_months(child.born_on, newest.as_of))
    (told,) = redacted_referral(ReferralHead(reference="", kind_words=""), [brief]).children
    return RecordChild(
        name=child.full_name,
        who=f"{child.sex.child_word}, {age_short(child, newest.as_of)}",
        needs=tuple(
            f"{line.title}: {line.level.words.lower() if line.level else 'level not known'}"
            for line in (*told.needs.present, *told.risks.present)
        ),
        must_haves=told.must_haves,
        avoid=told.avoid,
        together=_together(needs),
        wishes=needs.wishes or "",
        profile=_profile(desk, held, child.id, newest),
    )


def _together(needs: Needs) -> str:
    if needs.together is None:
        return ""
    why = f": {needs.apart_reason}" if needs.apart_reason else ""
    return f"{needs.together.words}{why}"


def _profile(desk: PaperDesk, held: Held, child_id: ChildId, newest: Search) -> str:
    """Return which version of the needs profile the search was run on."""
    found = desk.uow.all(NeedsProfile, request_id=held.request.id, child_id=child_id)
    known = [one for one in found if one.recorded_at <= newest.ran_at]
    last = max(known, key=lambda one: one.number, default=None)
    if last is None:
        return ""
    return f"Needs profile version {last.number}, {day_words(local_day(last.recorded_at))}"


def _search(run: Search, users: Mapping[int, str]) -> RecordSearch:
    return RecordSearch(
        run.ran_at,
        users.get(run.ran_by, ""),
        run.considered,
        run.suitable,
        run.indicative,
        run.sha256,
    )


def _match(
    desk: PaperDesk,
    held: Held,
    on_list: Shown,
    titles: Mapping[int, str],
    users: Mapping[int, str],
) -> RecordMatch | None:
    match = held.standing.match
    if match is None:
        return None
    view: OptionView | None = next(
        (one for _, one in on_list.lettered if one.id == match.option_id), None
    )
    cost = None if view is None else view.cost
    placed = placement_views(desk.uow, held.standing.placements)
    return RecordMatch(
        letter=on_list.letter(match.option_id),
        title=titles.get(match.option_id, ""),
        reference=on_list.reference(match.option_id),
        tier="" if view is None else view.tier.words,
        reasons=_lines(match.reasons),
        compromises=_lines(match.compromises),
        support=_lines(match.support),
        supports=support_costs(view),
        agreed_at=match.agreed_at,
        agreed_by=users.get(match.agreed_by, ""),
        placed=tuple(
            f"{one.child}: {one.title}, from {day_words(one.starts_on)}" for one in reversed(placed)
        ),
        parts=()
        if cost is None
        else tuple(SharePart(part.funder.words, part.weekly_pence) for part in cost.parts),
        parts_words="No split is recorded yet; these are the policy's shares."
        if cost is not None and cost.parts and cost.proposed
        else "",
    )


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _not_known(options: Sequence[RecordOption]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what nobody knew of some homes, with their letters, and what nobody has answered of the child."""
    about: dict[str, tuple[str, list[str]]] = {}
    of_child: dict[str, None] = {}
    for option in options:
        for one in option.verdicts:
            if one.of_child:
                of_child[one.title] = None
            elif one.verdict is Verdict.UNKNOWN:
                about.setdefault(one.title, (one.sentence, []))[1].append(option.letter)
    some = (
        f"{title}: {sentence} ({', '.join(letters)})"
        for title, (sentence, letters) in about.items()
    )
    return tuple(some), tuple(of_child)


def _edition(on_list: Shown, newest: Search) -> RecordEdition:
    """Return by which rules and weights the search judged, with the hashes that hold them."""
    found = on_list.found
    criteria = [one.code for one in found.criteria]
    weights = {code: str(value) for code, value in sorted(found.policy.weights.items())}
    titles = {one.code: one.title for one in found.criteria}
    points = sorted(found.points.items(), key=lambda pair: -pair[1])
    since = day_words(found.policy.effective_from)
    return RecordEdition(
        f"{len(criteria)} rules and preferences; weights from {since}.",
        (
            ("Rules", _digest(criteria)),
            ("Weights", _digest(weights)),
            ("The whole search", newest.sha256),
        ),
        tuple((titles[code], f"{count / 100:g}") for code, count in points if count > 0),
    )


def _digest(plain: object) -> str:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
