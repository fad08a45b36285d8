"""What was said and decided on the way to a match, for the matching record: each in order, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator

from art_desktop.domain import escalating
from art_desktop.domain.approaching_views import ApproachesView, ApproachLine
from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_records import RecordApproach, RecordSaid
from art_desktop.domain.requests import AddedApproval
from art_desktop.domain.wording import day_words, money_words
from art_desktop.services.approach_views import approaches_view
from art_desktop.services.escalation_views import disagreements
from art_desktop.services.matching_record_options import Shown
from art_desktop.services.paper_builders import PaperDesk
from art_desktop.services.standing import Held
from art_desktop.services.views import authorisation_views


def named(on_list: Shown, option_id: OptionId, title: str) -> str:
    """Return an option by its letter and name: "B, Hall"."""
    letter = on_list.letter(option_id)
    return f"{letter}, {title}" if letter else title


def approaches(desk: PaperDesk, held: Held, on_list: Shown) -> Iterator[RecordApproach]:
    """Yield who was asked, the earliest first."""
    view = approaches_view(desk.uow, held, desk.actor, desk.now)
    for one in sorted(view.approaches, key=lambda line: (line.asked_at, line.id)):
        how = one.means.words
        if one.spoken_to:
            how += f", spoke to {one.spoken_to}"
        if one.release_number:
            how += f", redacted referral number {one.release_number}"
        answer = one.answer.words + (f": {one.decline_words}" if one.decline_words else "")
        yield RecordApproach(
            letter=on_list.letter(one.option_id),
            title=one.title,
            asked_at=one.asked_at,
            asked_by=one.asked_by,
            how=how,
            answer=answer,
            answered_at=one.answered_at,
            lines=tuple(_beside(one, view)),
        )


def _beside(one: ApproachLine, view: ApproachesView) -> Iterator[str]:
    """Yield reminders, what was noted, and the offers that came of it."""
    for chaser in one.chasers:
        yield f"Reminded {day_words(local_day(chaser.at))}: {chaser.words}"
    if one.note:
        yield one.note
    for offer in view.offers:
        if offer.approach_id != one.id:
            continue
        price = "" if offer.weekly_price_pence is None else money_words(offer.weekly_price_pence)
        parts = [
            f"Offer of {offer.title} from {day_words(offer.can_start_on)}",
            f"{price} a week" if price else "",
            f"includes {offer.includes}" if offer.includes else "",
            f"on condition: {offer.conditions}" if offer.conditions else "",
            f"taken back: {offer.withdrawn_reason}" if not offer.stands else "",
        ]
        yield "; ".join(part for part in parts if part)


def disagreements_of(desk: PaperDesk, held: Held, on_list: Shown) -> Iterator[RecordSaid]:
    """Yield each step of each disagreement that was reached, the earliest first."""
    ladders = disagreements(desk.uow, held, desk.now).escalations
    for ladder in sorted(ladders, key=lambda one: (one.opened_at, one.id)):
        name = named(on_list, ladder.option_id, ladder.title)
        what = f"{name}: the disagreement begins"
        yield RecordSaid(ladder.opened_at, ladder.opened_by, what, ladder.about)
        for step in ladder.steps:
            if step.raised_at is None:
                continue
            result = step.result.words.lower() if step.result else "not heard yet"
            what = f"{name}, {escalating.SHORT[step.rung]}: {result}"
            yield RecordSaid(step.heard_at or step.raised_at, step.who, what, step.words)
        if ladder.settled_at is not None and ladder.ended is not None:
            yield RecordSaid(ladder.settled_at, "", f"{name}: {ladder.ended.words.lower()}")


def decisions(desk: PaperDesk, held: Held, users: dict[int, str]) -> Iterator[RecordSaid]:
    """Yield who decided on the request, the earliest first."""
    for one in reversed(authorisation_views(held.authorisations, users, desk.today, held)):
        what = one.decision.words
        if one.retrospective:
            what += ", retrospectively"
        if one.valid_until is not None:
            what += f", until {day_words(one.valid_until)}"
        words = (
            f"Conditions: {one.conditions}" if one.conditions else "",
            one.note,
            f"In place of the holder of the post: {one.covering}" if one.covering else "",
        )
        said = "\n".join(part for part in words if part)
        yield RecordSaid(one.decided_at, f"{one.decided_by}, {one.post.words}", what, said)


def approvals(
    desk: PaperDesk, held: Held, on_list: Shown, titles: dict[int, str]
) -> Iterator[RecordSaid]:
    """Yield what was approved beside the authorisation, the earliest first."""
    found = desk.uow.all(AddedApproval, request_id=held.request.id)
    for one in sorted(found, key=lambda added: (added.decided_at, added.id or 0)):
        name = named(on_list, one.option_id, titles.get(one.option_id, ""))
        what = f"{name}. {one.trigger.words}: {one.decision.words.lower()}"
        yield RecordSaid(one.decided_at, f"{one.decided_by}, {one.post.words}", what, one.note)
