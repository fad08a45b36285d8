"""Pictures of some households, for the children who come to live there."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection
from typing import Final

from art_desktop.demo.drawn_scenes import draw_scene
from art_desktop.demo.record import Record, instant
from art_desktop.domain.households import Household
from art_desktop.domain.ids import PictureId, UserId
from art_desktop.domain.paper_records import Picture
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import HouseholdStatus

SHOWN: Final = 12
_ALWAYS: Final = ("house", "bedroom", "kitchen", "garden")


def households_shown(record: Record, first: Collection[int]) -> list[Household]:
    """Return the households that have pictures: those of `first`, who are asked in the stories, before others."""
    own = [
        one
        for one in record.households
        if one.status is HouseholdStatus.ACTIVE and one.provider_id is None
    ]
    return sorted(own, key=lambda one: (one.id not in first, one.id or 0))[:SHOWN]


def add_pictures(record: Record, seed: int, first: Collection[int]) -> None:
    """Add two to five drawn scenes to a dozen households; chance of its own, so that nothing else is moved."""
    officer = next(UserId(u.id or 0) for u in record.users if u.role is Role.OFFICER)
    for household in households_shown(record, first):
        assert household.id is not None
        rng = random.Random(f"{seed}/pictures/{household.reference}")
        scenes = list(_ALWAYS[: rng.randrange(2, len(_ALWAYS) + 1)])
        if "dog" in household.pets_note.casefold():
            scenes.insert(1, "dog")
        added_at = instant(record.days_ago(rng.randrange(20, 300)), 11)
        for place, name in enumerate(scenes, start=1):
            drawn = draw_scene(name, rng)
            record.extras.append(
                Picture(
                    id=PictureId(record.next_id("picture")),
                    household_id=household.id,
                    place=place,
                    caption=drawn.caption,
                    words=drawn.words,
                    content=drawn.content,
                    sha256=hashlib.sha256(drawn.content).hexdigest(),
                    width=drawn.width,
                    height=drawn.height,
                    added_at=added_at,
                    added_by=officer,
                )
            )
