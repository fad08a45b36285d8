"""Who holds the posts that may decide, and who covers them while they are away (product.md §3.1; S003 §17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.ids import HolderId
from art_desktop.domain.vocabulary import Post


@dataclass(eq=False, kw_only=True)
class PostHolder:
    """Somebody who holds a post from a day on; several may hold one, such as Heads of Service."""

    id: HolderId | None = None
    post: Post
    name: str
    area: str = ""
    phone: str = ""
    email: str = ""
    starts_on: date
    ends_on: date | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Absence:
    """Days on which a holder is away, first and last included, and who covers; `covered_by` "" is nobody."""

    id: int | None = None
    holder_id: HolderId
    starts_on: date
    ends_on: date
    covered_by: str = ""
    cover_phone: str = ""
    reason: str = ""
    version: int = 1
