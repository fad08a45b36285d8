"""Who holds which post on a day, who is away and who covers: from the entities of `authority`, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.vocabulary import Post
from art_desktop.domain.wording import short_day_words

BODIES: Final = frozenset({Post.PASP, Post.JASP, Post.SECURE_PANEL, Post.EDS})
"""Posts that several people are at once: whoever chairs or is on duty speaks for them."""


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one, whatever their capitals and spaces."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Decider:
    """Somebody who may decide for a post on a day; `covers` is whom they stand in for, "" for their own post."""

    name: str
    phone: str = ""
    covers: str = ""

    @property
    def words(self) -> str:
        """The name with the telephone: "Sam Okoye, 01632 960112, covering Dana Reeve"."""
        covering = f"covering {self.covers}" if self.covers else ""
        return ", ".join(part for part in (self.name, self.phone, covering) if part)


@dataclass(frozen=True)
class HolderOnDay:
    """One holder of a post on a day. `away_until` is the last day away, None where they are there."""

    name: str
    area: str = ""
    phone: str = ""
    away_until: date | None = None
    covered_by: str = ""
    cover_phone: str = ""

    @property
    def away(self) -> bool:
        """Say whether they are away."""
        return self.away_until is not None

    @property
    def words(self) -> str:
        """Who it is and whether they are there: "Dana Reeve, 01632 960111; away until Tue 24 Nov, Sam Okoye covers"."""
        words = ", ".join(part for part in (self.name, self.area, self.phone) if part)
        return f"{words}; {self.away_words}" if self.away else words

    @property
    def away_words(self) -> str:
        """How long they are away and who covers, empty where they are there."""
        if self.away_until is None:
            return ""
        words = f"away until {short_day_words(self.away_until)}, "
        if not self.covered_by:
            return words + "nobody covers"
        return words + ", ".join(p for p in (f"{self.covered_by} covers", self.cover_phone) if p)


@dataclass(frozen=True)
class PostOnDay:
    """A post on a day, with everybody on record as holding it."""

    post: Post
    holders: tuple[HolderOnDay, ...] = ()

    @property
    def nobody_there(self) -> bool:
        """Say whether it has holders on record, and every one of them is away."""
        return bool(self.holders) and all(holder.away for holder in self.holders)

    @property
    def people(self) -> tuple[Decider, ...]:
        """Who may act for the post: its holders who are there, then those who cover the others."""
        there = [Decider(h.name, h.phone) for h in self.holders if not h.away]
        cover = [
            Decider(h.covered_by, h.cover_phone, h.name)
            for h in self.holders
            if h.away and h.covered_by
        ]
        own = {_plain(person.name) for person in there}
        found = {_plain(person.name): person for person in cover if _plain(person.name) not in own}
        return (*there, *found.values())

    @property
    def words(self) -> str:
        """Everybody on record, as one phrase; empty where nobody is."""
        return "; or ".join(holder.words for holder in self.holders)

    def may_act(self, name: str) -> bool:
        """Say whether a person of this name may act for the post on the day."""
        return any(same_name(person.name, name) for person in self.people)


@dataclass(frozen=True)
class _Holding:
    post: Post
    holder: HolderOnDay
    starts_on: date
    ends_on: date | None
    away: tuple[tuple[date, date, str, str], ...]

    def on(self, day: date) -> HolderOnDay | None:
        """Return how the holder stands on a day; None where they do not hold the post then."""
        if day < self.starts_on or (self.ends_on is not None and day > self.ends_on):
            return None
        spells = sorted(s for s in self.away if s[0] <= day <= s[1])
        if not spells:
            return self.holder
        # Of several that overlap, the one with cover says who it is.
        _, until, cover, phone = max(spells, key=lambda s: (bool(s[2]), s[1]))
        until = max(spell[1] for spell in spells)
        for first, last, *_ in sorted(self.away):
            if first <= until + timedelta(days=1):
                until = max(until, last)
        return HolderOnDay(
            self.holder.name, self.holder.area, self.holder.phone, until, cover, phone
        )


@dataclass(frozen=True)
class Posts:
    """Everybody who holds or held a post, with their absences; asked as of a day."""

    held: tuple[_Holding, ...] = ()

    @classmethod
    def of(cls, holders: Iterable[PostHolder], absences: Iterable[Absence]) -> Posts:
        """Return them from the entities. Whoever is away is so from every post that they hold; cover is for one."""
        ordered = sorted(holders, key=lambda h: (h.starts_on, h.id or 0))
        names = {holder.id: _plain(holder.name) for holder in ordered}
        away: dict[int, list[tuple[date, date, str, str]]] = {}
        for one in absences:
            spell = (one.starts_on, one.ends_on, one.covered_by.strip(), one.cover_phone.strip())
            for key, name in names.items():
                if key == one.holder_id:
                    away.setdefault(key, []).append(spell)
                elif key is not None and name == names.get(one.holder_id):
                    away.setdefault(key, []).append((*spell[:2], "", ""))
        found = [
            _Holding(
                holder.post,
                HolderOnDay(holder.name.strip(), holder.area.strip(), holder.phone.strip()),
                holder.starts_on,
                holder.ends_on,
                tuple(away.get(holder.id or 0, ())),
            )
            for holder in ordered
        ]
        return cls(tuple(found))

    def on(self, post: Post, day: date) -> PostOnDay:
        """Return a post as it stands on a day. Whoever is away that day covers for nobody."""
        standing = [(one.post, one.on(day)) for one in self.held]
        away = [h.name for _, h in standing if h is not None and h.away]
        there = [h.name for _, h in standing if h is not None and not h.away]

        def covered(holder: HolderOnDay) -> HolderOnDay:
            gone = any(same_name(holder.covered_by, name) for name in away)
            if not gone or any(same_name(holder.covered_by, name) for name in there):
                return holder
            return replace(holder, covered_by="", cover_phone="")

        mine = (holder for held, holder in standing if held is post and holder is not None)
        return PostOnDay(post, tuple(covered(holder) for holder in mine))


NOBODY: Final = Posts()
"""No holder of any post on record."""
