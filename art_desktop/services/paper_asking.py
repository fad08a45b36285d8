"""What a kept paper was asked for, what it was made of, and whether the next one would say the same."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import AuthorisationId, OptionId
from art_desktop.domain.paper_asks import PaperAsk, part_of
from art_desktop.domain.paper_changes import body_to_json, changes
from art_desktop.domain.paper_words import PaperKind, ReadingAge
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.paper_builders import Built, PaperDesk, build

_AGES: Final = {age.value: age for age in ReadingAge}


def ask_of(paper: IssuedPaper) -> PaperAsk | None:
    """Return what a kept paper was asked for; None for a pack whose parts are not among what is kept."""
    if paper.kind is PaperKind.CHOSEN_PACK:
        return _pack_of(paper)
    words = paper.subject.split()
    named = dict(pairwise(words))
    option, decision = named.get("option"), named.get("decision")
    return PaperAsk(
        kind=paper.kind,
        request_id=paper.request_id,
        child_id=paper.child_id,
        household_id=paper.household_id,
        meeting_id=paper.meeting_id,
        option_id=OptionId(int(option)) if option else None,
        authorisation_id=AuthorisationId(int(decision)) if decision else None,
        reading_age=_AGES.get(words[-1]) if words else None,
    )


def _pack_of(paper: IssuedPaper) -> PaperAsk | None:
    body = json.loads(paper.body or "{}")
    keys = [*body.get("keys", ()), *(one.get("key", "") for one in body.get("left_out", ()))]
    if not keys or not all(keys):
        return None
    parts = tuple(part_of(key) for key in keys)
    return PaperAsk(kind=paper.kind, request_id=paper.request_id, parts=parts)


def kinds_in(paper: IssuedPaper) -> tuple[PaperKind, ...]:
    """Return the kinds of a chosen pack's papers; () where what was drawn is not among what is kept."""
    names = json.loads(paper.body or "{}").get("names", ())
    longest_first = sorted(PaperKind, key=lambda kind: -len(kind.words))
    found = (next((k for k in longest_first if str(n).startswith(k.words)), None) for n in names)
    kinds = tuple(found)
    return () if None in kinds else tuple(kind for kind in kinds if kind is not None)


def changed_since(paper: IssuedPaper, built: Built) -> tuple[str, ...]:
    """Return what the next paper would say otherwise than a kept one, in words."""
    if paper.body:
        return changes(paper.body, body_to_json(built.body))
    if json.loads(paper.made_from) != dict(built.made_from):
        return ("The needs have changed",)
    return ()


def require_as_it_stands(desk: PaperDesk, paper: IssuedPaper, doing: str) -> None:
    """Refuse a paper that would be drawn otherwise today, or not at all any more. Raises: RuleBroken.

    A pack of which nobody can say what it was made of is refused too.
    """
    ask = ask_of(paper)
    changed = (
        ("its parts are not known",) if ask is None else changed_since(paper, build(desk, ask))
    )
    if changed:
        raise RuleBroken(
            doing,
            f"The record has changed since it was drafted ({'; '.join(changed[:3])}).",
            "Draft it again under Documents, and send that one.",
            rule="stale_paper",
        )
