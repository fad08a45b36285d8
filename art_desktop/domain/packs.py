"""A pack: papers chosen by hand and bound as one, in the order in which they were chosen (product.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.papers import PaperBody


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A paper that was asked for and is not in the pack, and the sentence that says why; `key` as in `Pack`."""

    title: str
    why: str
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Pack(PaperBody):
    """Papers bound as one.

    `names` and `references` stand for the parts, one each, in the contents; both may be left empty, and the paper's own
    are taken. `keys` say what each part was asked for (`PaperAsk.part_key`) and are not printed. `redacted`: all parts
    are papers without a name, or none is; they are never mixed. `for_whom` says who gets it: "For a provider".
    """

    title: str
    parts: tuple[PaperBody, ...]
    names: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    redacted: bool = False
    for_whom: str = ""
    left_out: tuple[LeftOut, ...] = ()
