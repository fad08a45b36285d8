"""Every paper and the module that draws it; a module is imported when its first paper is drawn."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, boxed, gap, para, render
from art_desktop.documents.words import day
from art_desktop.domain.clock import local_day
from art_desktop.domain.papers import PaperBody, Progress, Stamp

_MODULES: Final = MappingProxyType(
    {
        "RedactedReferral": "referral",
        "FullReferral": "referral",
    }
)
"""The name of a paper's type to its module here; each has `draw(body, stamp) -> Sheets`."""


def sheets_of(body: PaperBody, stamp: Stamp) -> Sheets:
    """Return one paper ready to be set, alone or as a part of a pack."""
    module = import_module(f"art_desktop.documents.{_MODULES[type(body).__name__]}")
    return cast("Sheets", module.draw(body, stamp))


def write(body: PaperBody, stamp: Stamp, progress: Progress | None = None) -> bytes:
    """Return the paper as a PDF; equal input gives equal bytes.

    Raises: ValueError: the body and its stamp disagree on whether it is redacted.
    """
    sheets = sheets_of(body, stamp)
    sheets.story[:0] = _changed(stamp)
    return render(sheets, progress=progress)


def _changed(stamp: Stamp) -> list[Flowable]:
    """Return what is another than in the version before, for whoever has read that one."""
    if stamp.replaces_made_at is None or not stamp.changes:
        return []
    before = day(local_day(stamp.replaces_made_at))
    words = f"Version {stamp.version} replaces version {stamp.version - 1} of {before}."
    said = "\n".join(stamp.changes)
    return [*boxed([*para(words, "value"), *para(said, "note")]), gap(14)]
