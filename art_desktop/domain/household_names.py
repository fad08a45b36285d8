"""What is known of a household that no child's paper may say: surnames, the street, the children who live there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from art_desktop.domain.children import Child
from art_desktop.domain.households import Household


def private_words(household: Household, children: Iterable[Child]) -> tuple[str, ...]:
    """Return surnames of carers, the street, and the names of children who live there.

    A name that one of the family has, too, may stand: it is theirs.
    """
    family = {one.first_name for one in household.carers}
    family |= {one.first_name for one in household.members}
    words = [one.last_name for one in household.carers]
    street = re.sub(
        r"^\s*(?:flat\s+\w+,?\s*)?\d+\w?\s+", "", household.address, flags=re.IGNORECASE
    )
    words.append(re.split(r"[,\n]", street)[0].strip())
    for child in children:
        words += [child.first_name, child.known_as, child.last_name]
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and word not in family))
