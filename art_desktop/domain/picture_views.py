"""Pictures of a household: what the window shows of them, and what draws them anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from art_desktop.domain.ids import HouseholdId, PictureId

LONGEST_SIDE_PX: Final = 1_600
SHORTEST_SIDE_PX: Final = 100
MOST_PICTURES: Final = 12
MOST_WORDS: Final = 400
MOST_CAPTION: Final = 120


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """One picture: `words` say what is to be seen, `caption` stands under it, `content` is a JPEG."""

    id: PictureId
    household_id: HouseholdId
    place: int
    words: str
    caption: str
    content: bytes
    width: int
    height: int
    added_at: datetime
    added_by: str
    version: int


@dataclass(frozen=True)
class Redrawn:
    """A picture drawn anew from its points alone: a JPEG that holds nothing but what is seen; sizes in pixels."""

    content: bytes
    width: int
    height: int


class PictureDrawer(Protocol):
    """Reads picture files."""

    def redraw(self, path: Path) -> Redrawn:
        """Return the picture of a file, upright, at most `LONGEST_SIDE_PX` long, with nothing told of place or time.

        Raises: FileTrouble: it cannot be read. RuleBroken: it is no picture, or none that can be taken.
        """
        ...
