"""Every paper and the module that draws it; a module is imported when its first paper is drawn."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from art_desktop.documents.base import Sheets, changed, render
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
    sheets.story[:0] = changed(stamp)
    return render(sheets, progress=progress)
