"""The referral pack: the full referral and the pages about each child, bound for the chosen home."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, boxed, gap, heading, keep, para
from art_desktop.documents.home_pages import frame
from art_desktop.documents.packing import Bound
from art_desktop.documents.words import day
from art_desktop.domain.papers import PaperBody, Stamp
from art_desktop.domain.referral_pack import ChildPack, ReferralPack
from art_desktop.domain.referral_pack_pages import shared_contacts
from art_desktop.domain.wording import listed


def bound(paper: ReferralPack, stamp: Stamp) -> Bound:
    """Return what is bound: the referral, then for each child every page, the child's own last."""
    # What changed is said once, on the first page.
    own = replace(stamp, changes=(), replaces_made_at=None)
    parts = [*_part(paper.referral, own, "The referral: who the children are")]
    if len(paper.children) == 1:
        parts = [*_part(paper.referral, own, f"The referral: who {paper.children[0].name} is")]
    shared = shared_contacts([child.contacts for child in paper.children])
    if shared is not None:
        parts += _part(shared, own)
    for child in paper.children:
        parts += _of_child(child, own, with_contacts=shared is None)
    return Bound(
        parts=parts, page=frame("Referral pack", paper.reference, stamp), cover=_cover(paper)
    )


def _part(body: PaperBody, stamp: Stamp, name: str = "") -> list[Sheets]:
    # The writer knows every paper, this one among them.
    from art_desktop.documents.writer import sheets_of

    sheets = sheets_of(body, stamp)
    return [replace(sheets, bookmark=name) if name else sheets]


def _of_child(child: ChildPack, stamp: Stamp, *, with_contacts: bool) -> list[Sheets]:
    pages: list[PaperBody] = [child.contacts] if with_contacts else []
    pages += [child.plan, child.authority, child.risks]
    out = [sheets for page in pages for sheets in _part(page, stamp)]
    if child.own_page is not None:
        out += _part(child.own_page, stamp, f"{child.name}: my own page")
    return out


def _cover(paper: ReferralPack) -> list[Flowable]:
    names = listed(list(paper.names))
    whom = f"For {paper.home}" if paper.home else ""
    starts = f"from {day(paper.starts_on)}" if paper.starts_on else ""
    story = para(f"Referral pack · {paper.kind_words}", "eyebrow")
    story += heading(names, "title", 1)
    story += [*para(", ".join(part for part in (whom, starts) if part), "subtitle"), gap(8)]
    they = "the children" if len(paper.names) > 1 else paper.names[0]
    are = "are" if len(paper.names) > 1 else "is"
    story += para(
        f"Begin with the referral: it says who {they} {are}. The pages after it are made to be taken out and "
        "hung where you see them.",
        "lead",
    )
    story.append(gap(10))
    story += _to_come(paper)
    return story


def _to_come(paper: ReferralPack) -> list[Flowable]:
    """Return what nobody has filled in yet, and by when it has to be there."""
    if not paper.to_come:
        return []
    words = para("Still to come", "value")
    for one in paper.to_come:
        by = f"by {day(one.by)}" if one.by else ""
        words += [gap(4), *para(", ".join(part for part in (one.what, by) if part), "body")]
        words += para(one.why, "small")
    ask = f"Ask {paper.ask}. Until then these pages say what is on record."
    return [*keep(boxed([*words, gap(4), *para(ask, "small")])), gap(12)]
