"""Verdicts as small numbers, ordered so that the worst of several is their maximum."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.vocabulary import Level, Verdict

NOT_APPLICABLE: Final = 0
MET: Final = 1
SUPPORT: Final = 2
UNKNOWN: Final = 3
NOT_MET: Final = 4

BY_CODE: Final = (
    Verdict.NOT_APPLICABLE,
    Verdict.MET,
    Verdict.SUPPORT,
    Verdict.UNKNOWN,
    Verdict.NOT_MET,
)
"""The verdict that each number stands for."""

CODE_OF: Final = {verdict: code for code, verdict in enumerate(BY_CODE)}

RANK: Final = {level: rank for rank, level in enumerate(Level)}
"""0 for none to 3 for complex, looked up and not counted: residents have a great many levels."""

Verdicts = NDArray[np.uint8]
"""One verdict for each candidate of the pool, shape (n,)."""

Mask = NDArray[np.bool_]
"""One yes or no for each candidate of the pool, or for each row of one of its tables."""


_CELLS: Final = tuple(bytes([code]) for code in range(len(BY_CODE)))


def everywhere(size: int, code: int) -> Verdicts:
    """Return the same verdict for all `size` candidates, without memory of its own (read-only)."""
    return np.ndarray((size,), np.uint8, _CELLS[code], 0, (0,))


def is_constant(verdicts: Verdicts) -> bool:
    """Say whether the array came from `everywhere`."""
    return verdicts.size > 1 and verdicts.strides == (0,)


def met_where(mask: Mask, otherwise: int = NOT_MET) -> Verdicts:
    """Return MET where `mask` holds and `otherwise` (worse) elsewhere."""
    return np.uint8(otherwise) - mask.view(np.uint8) * np.uint8(otherwise - MET)


# NumPy's own `where` and masked assignment branch at each candidate, and a processor that guesses wrong at
# half of them takes fifty times as long as one that does the sums for all.


def either(mask: Mask, yes: Verdicts | int, no: Verdicts | int) -> Verdicts:
    """Return `yes` where a mask holds and `no` elsewhere; each one verdict or one for each candidate."""
    sure = np.uint8(yes) if isinstance(yes, int) else yes
    other = np.uint8(no) if isinstance(no, int) else no
    found: Verdicts = ((sure ^ other) & np.negative(mask.view(np.uint8))) ^ other
    return found


def put(verdicts: Verdicts, where: Mask, code: int) -> None:
    """Set the verdict where a mask holds, in place."""
    verdicts ^= (verdicts ^ np.uint8(code)) & np.negative(where.view(np.uint8))


def raise_to(verdicts: Verdicts, where: Mask, code: int) -> None:
    """Make the verdict at least as bad as `code` where a mask holds, in place."""
    np.maximum(verdicts, where.view(np.uint8) * np.uint8(code), out=verdicts)


def if_asked(verdicts: Verdicts, *, wanted: bool | None) -> Verdicts:
    """Return the verdicts on something wanted for sure, not wanted, or wanted for all anybody knows.

    What is met stays met whatever the answer turns out to be; what is not met is a question until
    then.
    """
    if wanted is False:
        return everywhere(verdicts.size, NOT_APPLICABLE)
    return verdicts if wanted else np.minimum(verdicts, np.uint8(UNKNOWN))
