"""What a provider's home has free on a day: derived from its last word and from our own placements, never typed twice.

Other councils' children live in a home too and we are not told, so that a home of which nobody has said anything is
known only when our own children fill it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def free_places(
    places: int | None,
    said_free: int | None,
    said_free_on: date | None,
    started: Sequence[date],
) -> int | None:
    """Return the places free in a home, None where they are not known.

    What the provider said, less who has started after the day it was said; never more than the places that our own
    children leave.

    Args:
        places: what the home is registered for.
        said_free: the places that the provider said were free.
        said_free_on: the day on which it said so.
        started: the first day of each of our children who lives there now.
    """
    left = None if places is None else max(0, places - len(started))
    if left == 0:
        return 0
    if said_free is None or said_free_on is None:
        return None
    since = sum(day > said_free_on for day in started)
    free = max(0, said_free - since)
    return free if left is None else min(free, left)
