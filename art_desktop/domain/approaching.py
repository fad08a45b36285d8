"""The rules of asking outside providers: who may release a referral, until when they answer, what a no counts as.

Sources: product.md §3.5; engineering.md §2 (a person other than the author releases, or the author alone out of hours
with the reason).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.domain.clock import LONDON, local_day, local_time
from art_desktop.domain.deadlines import add_working_days, is_working_day
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import DocumentId, UserId
from art_desktop.domain.office_hours import OfficeHours
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.requests import Option, ReleaseAsk
from art_desktop.domain.vocabulary import NotUsedReason, OptionState, Tier, Urgency
from art_desktop.domain.wording import instant_words
from art_desktop.domain.work import IssuedPaper

OUTSIDE: Final = frozenset({Tier.IFA, Tier.RESIDENTIAL})
"""The tiers whose homes belong to providers."""

SHORTEST_NOTICE: Final = timedelta(minutes=15)
"""Nobody can be asked to answer sooner than this."""

RELEASE_OWED: Final = "Release referral"
"""How the task begins that has a referral released."""

LONGEST_NOTICE: Final = timedelta(days=28)

_COUNTS_AS: Final[dict[DeclineReason, NotUsedReason]] = {
    DeclineReason.NO_VACANCY: NotUsedReason.NO_PLACE,
    DeclineReason.NEEDS: NotUsedReason.NEEDS,
    DeclineReason.RISK: NotUsedReason.RISK,
    DeclineReason.DISTANCE: NotUsedReason.DISTANCE,
    DeclineReason.LENGTH: NotUsedReason.LENGTH,
}


_NAMED: Final = "It offers "


def name_household(asked: Option, name: str, on: date) -> None:
    """Let an agency stand for the household that it named: that one is the home, and is matched or not."""
    before = asked.not_used_note if speaks_for_household(asked) else ""
    asked.state, asked.not_used_reason = OptionState.NOT_USED, NotUsedReason.OTHER
    asked.not_used_note = f"{before}; {name}" if before else f"{_NAMED}{name}"
    asked.not_used_on = on


def speaks_for_household(option: Option) -> bool:
    """Say whether an agency's own option is set aside only because one of its households was offered instead."""
    return option.state is OptionState.NOT_USED and option.not_used_note.startswith(_NAMED)


def counts_as(reason: DeclineReason) -> NotUsedReason:
    """Return the reason that a provider's no counts as among the reasons why an option was not used."""
    return _COUNTS_AS.get(reason, NotUsedReason.DECLINED)


def answer_due(
    released_at: datetime, hours: int, urgency: Urgency, office: OfficeHours
) -> datetime:
    """Return by when providers answer: so many hours on, for a planned referral never outside office hours.

    What would fall in the evening is due at the end of that day, before the office opens or on a day off at the opening
    of the next working day. An urgent referral is answered whatever the hour.
    """
    due = released_at.replace(second=0, microsecond=0) + timedelta(hours=hours)
    if urgency is not Urgency.PLANNED or office.open_at(due):
        return due
    wall = local_time(due)
    if is_working_day(wall.date()) and wall.time() >= office.closes:
        return datetime.combine(wall.date(), office.closes, LONDON)
    day = add_working_days(local_day(due), 0)
    return datetime.combine(day, office.opens, LONDON)


def require_deadline(due_at: datetime, now: datetime, doing: str) -> None:
    """Refuse a deadline that has passed, leaves no time to answer, or is weeks away. Raises: RuleBroken."""
    if due_at < now + SHORTEST_NOTICE:
        raise RuleBroken(
            doing,
            f"The answers would be due {instant_words(due_at)}: that leaves no time to answer.",
            "Give at least a quarter of an hour.",
            field="due_at",
            rule="deadline",
        )
    if due_at > now + LONGEST_NOTICE:
        raise RuleBroken(
            doing,
            f"The answers would be due {instant_words(due_at)}, more than four weeks from now.",
            "Check the day.",
            field="due_at",
            rule="deadline",
        )


def require_second_person(author: UserId, releasing: UserId, doing: str) -> None:
    """Refuse the release of a paper by whoever drafted it. Raises: RuleBroken."""
    if author == releasing:
        raise RuleBroken(
            doing,
            "You drafted this paper: another pair of eyes reads it before it leaves the building.",
            "Ask another manager. Outside office hours you may release it alone, with the reason.",
            rule="second_person",
        )


def require_alone(
    author: UserId, releasing: UserId, reason: str, *, office_open: bool, hours: str, doing: str
) -> None:
    """Refuse a release alone within office hours, by somebody else than the author, or without the reason.

    Args: hours: the office hours in words. Raises: RuleBroken.
    """
    if author != releasing:
        raise RuleBroken(
            doing,
            "Alone, only whoever drafted the paper may release it.",
            "Ask a manager to release it, or draft it again yourself.",
            rule="not_author",
        )
    if office_open:
        raise RuleBroken(
            doing,
            f"It is within office hours ({hours}): a second person reads it first.",
            "Ask for the release; managers see it in Today at once.",
            rule="office_hours",
        )
    if not reason.strip():
        raise RuleBroken(
            doing,
            "No reason was given.",
            "Write why it cannot wait for a second person.",
            field="reason",
            rule="alone_reason",
        )


def returned(asks: Sequence[ReleaseAsk]) -> ReleaseAsk | None:
    """Return the last of these asks that was sent back, None where none was."""
    return next((one for one in reversed(asks) if one.returned_at is not None), None)


def require_not_returned(asks: Sequence[ReleaseAsk], doing: str) -> None:
    """Refuse the release of what a manager read and sent back. Raises: RuleBroken."""
    back = returned(asks)
    if back is not None:
        raise RuleBroken(
            doing,
            f"A manager sent this version back: {back.returned_words}",
            "Put it right and draft it again, or ask a manager to read it once more.",
            rule="sent_back",
        )


def newest_redacted(papers: list[IssuedPaper]) -> IssuedPaper | None:
    """Return the newest redacted referral among a request's papers."""
    found = [one for one in papers if one.kind is PaperKind.REFERRAL_REDACTED]
    return max(found, key=lambda one: (one.number, one.id or 0), default=None)


def stale_words(
    paper: IssuedPaper, newest_id: DocumentId | None, profiles: Mapping[str, int]
) -> str:
    """Return why a paper may not be released as it is, "" where it may.

    Args: newest_id: the newest redacted referral of the request. profiles: each child's id as text, to the number of
        its needs profile as it stands.
    """
    import json

    if paper.kind is not PaperKind.REFERRAL_REDACTED:
        return "It is not the redacted referral."
    if paper.id != newest_id:
        return "A newer one has been drafted since."
    if json.loads(paper.made_from) != dict(profiles):
        return "The needs have changed since it was drafted."
    if paper.indicative:
        return "It was drafted before the request was authorised, and says so."
    return ""


def require_fresh(stale: str, doing: str) -> None:
    """Refuse a paper that is not the newest, or not of the needs as they stand. Raises: RuleBroken."""
    if stale:
        raise RuleBroken(doing, stale, "Draft the redacted referral again.", rule="stale_paper")


def chase_words(reference: str, number: int) -> str:
    """Return the words of the task that has the answers to a referral chased."""
    return f"Chase the answers to referral {reference}, version {number}"


def ask_words(reference: str, number: int) -> str:
    """Return the words of the task that has a referral released."""
    return f"{RELEASE_OWED} {reference}, version {number}"
