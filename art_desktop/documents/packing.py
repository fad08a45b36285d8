"""Papers that are made of papers: how one of them says what is bound, in which order, under which cover."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable

from art_desktop.documents.base import PageFrame, Sheets


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Papers ready to be bound: `page` stands on the contents page, which begins with `cover`."""

    parts: list[Sheets]
    page: PageFrame
    cover: list[Flowable]
