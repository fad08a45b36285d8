"""The shape of the stories behind the requests that are open today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from art_desktop.demo.families import Setting
from art_desktop.demo.names import WHITE_BRITISH, Community
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.vocabulary import Level, NeedCode, Post, RequestKind, Sex, Stage, Urgency

HOME = "@home"
NEAR = "@near"
FAR = "@far"
"""Stand in a story for a postcode: the child's home, one near it, one more than 20 miles off."""


@dataclass(frozen=True, kw_only=True)
class StoryChild:
    """One child of a story. `age` is years, months and days. `needs` lacks what the record fills in."""

    first_name: str
    last_name: str
    sex: Sex
    age: tuple[int, int, int]
    community: Community = WHITE_BRITISH
    religion: str = ""
    language: str = "English"
    known_as: str = ""
    legal: str | None = None
    need: str = "N1"
    school: str = ""
    arrived_alone: bool = False
    needs: Needs


@dataclass(frozen=True, kw_only=True)
class Story:
    """One open request: who, what for, by when, and how far the work has got.

    `needed_in_hours` counts from nine this morning. `lives` is where the children are placed now, None for those not yet
    looked after, with the days since they came into care in `care_days` and of their moves since.
    """

    key: str
    kind: RequestKind
    urgency: Urgency
    stage: Stage
    needed_in_hours: int
    referred_days_ago: int
    why: str
    children: tuple[StoryChild, ...]
    team: str
    lives: Setting | None = None
    care_days: int = 0
    moves_days_ago: tuple[int, ...] = ()
    urgent_reason: str = ""
    decided_by: Post | None = None
    conditions: str = ""
    joint_funding: bool = False
    outcode: str = "PE4"


def levels(**answers: tuple[Level, str, str] | Level) -> Mapping[NeedCode, NeedAnswer]:
    """Return needs by code: a level alone, or a level, how it shows, and what works."""
    made: dict[NeedCode, NeedAnswer] = {}
    for code, answer in answers.items():
        if isinstance(answer, Level):
            made[NeedCode(code)] = NeedAnswer(level=answer)
        else:
            made[NeedCode(code)] = NeedAnswer(*answer)
    return made


def nothing_of(*codes: NeedCode) -> dict[str, Level]:
    """Return these needs as known not to be there, to be spread into `levels`."""
    return {code.value: Level.NONE for code in codes}
