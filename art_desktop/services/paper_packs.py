"""The data of a pack of chosen papers: each part by its own builder, in the order asked for (product.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.packs import LeftOut, Pack
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import NEEDED, REDACTED, PaperKind
from art_desktop.domain.permissions import require
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.services.paper_builders import Built, PaperDesk, build

_DOING: Final = "The pack was not put together."
_HOLDS: Final = MappingProxyType({PaperKind.REFERRAL_PACK: (PaperKind.REFERRAL_FULL,)})
"""What a paper made of papers holds already: nobody reads the same pages twice."""


def build_pack(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return a pack's data; a part whose time has not come is left out, and the pack says so and why.

    Raises: RuleBroken: nothing was chosen; papers without a name are mixed with papers that name the child; papers of
        another request are among them; none of the parts can be drafted yet.
    """
    _require_one_kind_of_reader(ask)
    made: list[tuple[PaperAsk, Built]] = []
    left_out: list[LeftOut] = []
    within = {kind for part in ask.parts for kind in _HOLDS.get(part.kind, ())}
    for part in ask.parts:
        if part.kind in within:
            left_out.append(_left_out(part, "It is in the referral pack."))
            continue
        try:
            require(desk.actor, NEEDED[part.kind])
            made.append((part, build(desk, part)))
        except RuleBroken as refused:
            left_out.append(_left_out(part, refused.why or refused.what))
    if not made:
        raise RuleBroken(
            _DOING,
            "None of the papers chosen can be drafted yet. " + " ".join(x.why for x in left_out),
            "Choose others, or draft each by itself to see what it needs.",
            rule="pack_empty",
        )
    return _whole(made, tuple(left_out))


def _whole(made: list[tuple[PaperAsk, Built]], left_out: tuple[LeftOut, ...]) -> Built:
    redacted = made[0][0].kind in REDACTED
    reference = made[0][1].reference
    names = tuple(_name(part, built) for part, built in made)
    return Built(
        body=Pack(
            title=f"Papers for a provider, {reference}" if redacted else f"Papers, {reference}",
            parts=tuple(built.body for _, built in made),
            names=names,
            references=tuple(built.reference for _, built in made),
            keys=tuple(part.part_key for part, _ in made),
            redacted=redacted,
            for_whom="Without a name in it" if redacted else "",
            left_out=left_out,
        ),
        reference=reference,
        stem=f"{reference}-pack",
        subject_words=", ".join(names),
        made_from={
            f"{part.kind}: {what}": number
            for part, built in made
            for what, number in built.made_from.items()
        },
        indicative=any(built.indicative for _, built in made),
        known=_known(built.known for _, built in made) if redacted else None,
        language=made[0][1].language,
    )


def _require_one_kind_of_reader(ask: PaperAsk) -> None:
    """Refuse what must not be bound together. Raises: RuleBroken."""
    if not ask.parts:
        raise RuleBroken(
            _DOING, "No paper was chosen.", "Tick at least one paper.", rule="pack_empty"
        )
    if any(part.kind is PaperKind.CHOSEN_PACK for part in ask.parts):
        raise RuleBroken(
            _DOING,
            "A pack cannot be a part of itself.",
            "Tick the papers of that pack one by one.",
            rule="pack_nested",
        )
    redacted = [part.kind for part in ask.parts if part.kind in REDACTED]
    named = [part.kind for part in ask.parts if part.kind not in REDACTED]
    if redacted and named:
        raise RuleBroken(
            _DOING,
            f"A pack for a provider holds papers without a name, such as “{redacted[0].words}”; "
            f"“{named[0].words}” says who the child is.",
            "Make two packs: one of the papers without a name, one of the others.",
            rule="pack_mixed",
        )
    requests = {part.request_id for part in ask.parts if part.request_id is not None}
    if len(requests | ({ask.request_id} if ask.request_id is not None else set())) > 1:
        raise RuleBroken(
            _DOING,
            "The papers are of different requests: a reader of one would see the other's children.",
            "Make a pack for each request.",
            rule="pack_requests",
        )


def _left_out(part: PaperAsk, why: str) -> LeftOut:
    return LeftOut(title=part.kind.words, why=why, key=part.part_key)


def _name(part: PaperAsk, built: Built) -> str:
    return ": ".join(words for words in (part.kind.words, built.subject_words) if words)


def _known(identities: Iterable[KnownIdentity | None]) -> KnownIdentity:
    """Return everybody who must not be found in any of the parts."""
    found = [one for one in identities if one is not None]
    return KnownIdentity(
        names=tuple(dict.fromkeys(x for one in found for x in one.names)),
        dates=tuple(dict.fromkeys(x for one in found for x in one.dates)),
        addresses=tuple(dict.fromkeys(x for one in found for x in one.addresses)),
        postcodes=tuple(dict.fromkeys(x for one in found for x in one.postcodes)),
        schools=tuple(dict.fromkeys(x for one in found for x in one.schools)),
        numbers=tuple(dict.fromkeys(x for one in found for x in one.numbers)),
        phones=tuple(dict.fromkeys(x for one in found for x in one.phones)),
        emails=tuple(dict.fromkeys(x for one in found for x in one.emails)),
        allowed=tuple(dict.fromkeys(x for one in found for x in one.allowed)),
    )
