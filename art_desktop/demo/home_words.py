"""What an invented home says of itself: statement of purpose, staffing, building, what it last said was free.

Each home has a source of chance of its own, by its number, so that what is drawn here moves nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.names import WHITE_BRITISH
from art_desktop.domain.placements import Placement
from art_desktop.domain.providers import Home, HomePurpose
from art_desktop.domain.vocabulary import Level, NeedCode, ProviderKind, SexApproved

_UNREAD: Final = 0.3
_OF_KIND: Final = {
    ProviderKind.CHILDRENS_HOME: (
        "A small home in an ordinary street, run with a therapeutic model. Children go to school from here.",
        "For children whose behaviour others have found hard to live with. Adults who stay, clear days, a garden.",
        "A home for children with learning disabilities or autism, with a sensory room and staff trained in Makaton.",
        "Short to medium-term care, with a plan from the first week for a move to a family.",
    ),
    ProviderKind.SUPPORTED: (
        "Shared houses for young people of 16 and 17, with staff on site in the day and a key worker each.",
        "Self-contained flats with floating support, for young people who can nearly live on their own.",
    ),
    ProviderKind.SECURE: ("A secure children's home for welfare and youth justice placements.",),
    ProviderKind.SPECIAL_SCHOOL: (
        "A residential special school of 38 and 52 weeks for pupils with autism.",
    ),
    ProviderKind.FAMILY_CENTRE: ("Residential assessments of parents with babies, over 12 weeks.",),
}
_NEEDS: Final = {
    ProviderKind.SUPPORTED: (NeedCode.INDEPENDENCE, NeedCode.EDUCATION, NeedCode.EMOTIONAL),
    ProviderKind.FAMILY_CENTRE: (NeedCode.PARENTING,),
}
_LEVELS: Final = (Level.SOME, Level.SIGNIFICANT, Level.SIGNIFICANT, Level.COMPLEX, Level.COMPLEX)


def describe(home: Home, today: date) -> None:
    """Fill in what a home says of itself; about three in ten have not been read."""
    rng = random.Random(f"home {home.reference}")
    supported = home.kind is ProviderKind.SUPPORTED
    first = rng.choice((WHITE_BRITISH.girls, WHITE_BRITISH.boys))
    home.registered_manager = f"{rng.choice(first)} {rng.choice(WHITE_BRITISH.surnames)}"
    home.staff_by_day = 1 if supported else rng.choice((2, 2, 2, 3))
    home.staff_by_night = rng.choice((0, 1)) if supported else rng.choice((1, 1, 2))
    home.waking_night = bool(home.staff_by_night) and rng.random() < 0.5
    home.education_on_site = home.kind is ProviderKind.SPECIAL_SCHOOL or rng.random() < 0.15
    home.therapy_on_site = not supported and rng.random() < 0.4
    home.step_free = rng.choice((True, False, False, None))
    home.sex = rng.choice((SexApproved.ANY,) * 4 + (SexApproved.FEMALE, SexApproved.MALE, None))
    if rng.random() >= _UNREAD:
        home.statement = rng.choice(_OF_KIND.get(home.kind, ("A home for children.",)))
        home.statement_on = today - timedelta(days=rng.randrange(40, 400))
        home.purposes = _purposes(home, rng)
    if rng.random() < 0.55:
        home.said_free = rng.randint(1, max(1, (home.places or 1) - 1))
        home.said_free_on = today - timedelta(days=rng.randrange(0, 24))


def settle_free(homes: Iterable[Home], placements: Iterable[Placement]) -> None:
    """Let no home have said more than the children who live there leave."""
    here = Counter(one.home_id for one in placements if one.home_id and one.ended_on is None)
    for home in homes:
        if home.said_free is not None and home.id is not None:
            home.said_free = max(0, min(home.said_free, (home.places or 0) - here[home.id]))


def _purposes(home: Home, rng: random.Random) -> list[HomePurpose]:
    """Draw what the statement names: most needs for a children's home, few for the others."""
    own = _NEEDS.get(home.kind) or tuple(code for code in NeedCode if rng.random() < 0.75)
    return [HomePurpose(need=code, up_to=rng.choice(_LEVELS)) for code in own]
