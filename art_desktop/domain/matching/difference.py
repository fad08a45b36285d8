"""What changed between two shortlists: who came in, who fell out and by which rule, who moved, whose score changed."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.matching.search import JudgedOption, Shortlist, title_of
from art_desktop.domain.vocabulary import Tier


@dataclass(frozen=True)
class OptionChange:
    """What became of one candidate. Ranks are from 1 inside the tier, None while it was not suitable.

    `before` and `after`: low and high end, 0 to 100. `rule`: the code of the hard rule that excluded it
    before (came in) or excludes it now (fell out), "" where it was not among the candidates.
    """

    key: str
    name: str
    tier: Tier
    rank_before: int | None
    rank_after: int | None
    before: tuple[int, int]
    after: tuple[int, int]
    rule: str = ""

    @property
    def words(self) -> str:
        """Return the line that is shown."""
        ends = f"{self.after[0]}–{self.after[1]}"
        if self.rank_before is None:
            why = f": “{title_of(self.rule)}” no longer excludes it" if self.rule else ": new"
            return f"{self.name} came in at {self.rank_after} of {self.tier.words} ({ends}){why}."
        if self.rank_after is None:
            if not self.rule:
                return f"{self.name} fell out: no longer among the candidates."
            return f"{self.name} fell out: “{title_of(self.rule)}” excludes it."
        was = f"{self.before[0]}–{self.before[1]}"
        scores = f"{was}, now {ends}" if self.before != self.after else ends
        if self.rank_before == self.rank_after:
            return f"{self.name} stays {self.rank_after} of {self.tier.words} ({scores})."
        way = "up" if self.rank_after < self.rank_before else "down"
        return f"{self.name} moved {way} from {self.rank_before} to {self.rank_after} ({scores})."


@dataclass(frozen=True)
class ListChange:
    """All that changed, each candidate in one list: by tier, then by the rank it has or had."""

    came_in: tuple[OptionChange, ...]
    fell_out: tuple[OptionChange, ...]
    moved: tuple[OptionChange, ...]
    rescored: tuple[OptionChange, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return a line for each change: who fell out first, as that is what somebody may have counted on."""
        every = (*self.fell_out, *self.came_in, *self.moved, *self.rescored)
        return tuple(change.words for change in every)

    @property
    def words(self) -> str:
        """Return the change in one line, for a banner."""
        counted = (
            (self.fell_out, "fell out"),
            (self.came_in, "came in"),
            (self.moved, "moved"),
            (self.rescored, "scored anew"),
        )
        said = ", ".join(f"{len(found)} {word}" for found, word in counted if found)
        return f"The shortlist changed: {said}." if said else "The shortlist is the same."


def differences(before: Shortlist, after: Shortlist) -> ListChange:
    """Return what became of each candidate between two searches."""
    old = {option.key: option for option in before.ranked}
    new = {option.key: option for option in after.ranked}
    came, fell, moved, rescored = [], [], [], []
    for key, option in new.items():
        had = old.get(key)
        if had is None:
            came.append(_change(_found(before, key), option))
        elif had.rank != option.rank:
            moved.append(_change(had, option))
        elif (had.low, had.high) != (option.low, option.high):
            rescored.append(_change(had, option))
    for key, had in old.items():
        if key not in new:
            fell.append(_change(had, _found(after, key)))
    return ListChange(tuple(came), tuple(fell), tuple(moved), tuple(rescored))


def _found(shortlist: Shortlist, key: str) -> JudgedOption | None:
    try:
        return shortlist.find(key)
    except KeyError:
        return None


def _change(before: JudgedOption | None, after: JudgedOption | None) -> OptionChange:
    one = after or before
    assert one is not None
    excluded = next((o.excluded_by[0] for o in (before, after) if o and o.excluded_by), "")
    return OptionChange(
        key=one.key,
        name=one.name,
        tier=one.tier,
        rank_before=before.rank if before else None,
        rank_after=after.rank if after else None,
        before=(before.low, before.high) if before else (0, 0),
        after=(after.low, after.high) if after else (0, 0),
        rule=excluded,
    )
