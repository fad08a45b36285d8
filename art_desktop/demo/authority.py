"""Who holds which post in the demonstration service, and one of them away today with somebody covering."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from art_desktop.demo.people import (
    ASSISTANT_DIRECTOR,
    HEAD_CHILDREN_IN_CARE,
    HEAD_OF_SERVICE,
)
from art_desktop.demo.record import Record, next_office_day, years_before
from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import HolderId
from art_desktop.domain.vocabulary import Post, Stage, TaskKind, Urgency

_SERVICE_DIRECTOR: Final = "Rowena Castleton"

_HOLDERS: Final = (
    (Post.PASP, ASSISTANT_DIRECTOR, "chair", "01632 960111"),
    (Post.JASP, _SERVICE_DIRECTOR, "chair", "01632 960110"),
    (Post.ASSISTANT_DIRECTOR, ASSISTANT_DIRECTOR, "", "01632 960111"),
    (Post.SERVICE_DIRECTOR, _SERVICE_DIRECTOR, "", "01632 960110"),
    (Post.HEAD_OF_SERVICE, HEAD_OF_SERVICE, "Family Safeguarding", "01632 960121"),
    (Post.HEAD_OF_SERVICE, "Idris Falade", "Children with Disabilities", "01632 960122"),
    (Post.HEAD_CHILDREN_IN_CARE, HEAD_CHILDREN_IN_CARE, "", "01632 960123"),
    (Post.COMMISSIONING_LEAD, "Martin Shelbourne", "", "01632 960130"),
    (Post.ADM, "Margaret Oyelaran", "", "01632 960140"),
    (Post.SECURE_PANEL, _SERVICE_DIRECTOR, "chair", "01632 960110"),
    (Post.ON_CALL, "Helena Birchall", "this week", "01632 960190"),
    (Post.EDS, "Duty desk", "", "01632 960199"),
    (Post.NOMINATED_OFFICER, "Philip Ramsden-Cole", "", "01632 960150"),
    (Post.DIRECTOR, "Sunita Raghavan", "", "01632 960101"),
)

_AWAY: Final = (
    (ASSISTANT_DIRECTOR, HEAD_CHILDREN_IN_CARE, "01632 960123"),
    (HEAD_OF_SERVICE, "Idris Falade", "01632 960122"),
    ("Idris Falade", HEAD_OF_SERVICE, "01632 960121"),
)
"""Who may be away today and who covers: the first who has decided nothing today."""


def add_authority(record: Record) -> None:
    """Put every post's holder on record, one who left, and one absence with cover that goes on for some days yet."""
    since = years_before(record.today, 3)
    holders = [
        _holder(record, post, name, area, phone, since) for post, name, area, phone in _HOLDERS
    ]
    left = years_before(record.today, 1)
    holders.append(
        PostHolder(
            id=HolderId(record.next_id("holder")),
            post=Post.COMMISSIONING_LEAD,
            name="Geraldine Osgood",
            starts_on=years_before(record.today, 6),
            ends_on=left,
        )
    )
    record.extras.extend(holders)
    decided = {
        one.decided_by.casefold()
        for one in record.authorisations
        if local_day(one.decided_at) == record.today
    }
    away, cover, phone = next(
        (who for who in _AWAY if not any(who[0].casefold() in name for name in decided)), _AWAY[-1]
    )
    last = next_office_day(next_office_day(record.today))
    for holder in holders:
        if holder.name == away:
            record.extras.append(
                Absence(
                    id=record.next_id("absence"),
                    holder_id=HolderId(holder.id or 0),
                    starts_on=record.today,
                    ends_on=last,
                    covered_by=cover,
                    cover_phone=phone,
                    reason="Leave",
                )
            )
    lomas = next(holder for holder in holders if holder.post is Post.HEAD_CHILDREN_IN_CARE)
    first = last + timedelta(days=7 - last.weekday())
    record.extras.append(
        Absence(
            id=record.next_id("absence"),
            holder_id=HolderId(lomas.id or 0),
            starts_on=first,
            ends_on=first + timedelta(days=4),
            reason="Training",
        )
    )


def keep_open_at_night(record: Record) -> None:
    """Leave the request of whoever was placed last night open until the day has decided, as it is in use."""
    owed = {
        task.request_id
        for task in record.tasks
        if task.kind is TaskKind.RETROSPECTIVE and task.done_at is None
    }
    for request in record.requests:
        if request.id in owed:
            request.closed_at, request.closed_reason = None, ""
            request.stage, request.urgency = Stage.PLACED, Urgency.OUT_OF_HOURS
            request.urgent_reason = request.urgent_reason or "Police protection at night."


def _holder(
    record: Record, post: Post, name: str, area: str, phone: str, since: date
) -> PostHolder:
    """Return a holder of a post since some years ago, with a council address of the usual form."""
    mail = ".".join(name.casefold().replace("-", "").split())
    return PostHolder(
        id=HolderId(record.next_id("holder")),
        post=post,
        name=name,
        area=area,
        phone=phone,
        email=f"{mail}@council.example" if post is not Post.EDS else "",
        starts_on=since,
    )
