"""Writes the children and episodes of the statutory return onto the record: who they are and where they live now."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from art_desktop.domain.children import Child
from art_desktop.domain.ids import ChildId
from art_desktop.domain.importing import EpisodeRecord, Preview
from art_desktop.domain.placements import Episode, Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home
from art_desktop.domain.vocabulary import Sex, Tier
from art_desktop.domain.work import Code
from art_desktop.services.import_homes import Tally

_FOSTER: Final = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
_CONNECTED: Final = frozenset({"U1", "U2", "U3"})
_OWN: Final = frozenset({"PR1"})
_NEW_PLACEMENT: Final = frozenset({"S", "P", "T", "B", "U"})
UNNAMED: Final = "Unnamed"
"""The return has no names: a child that comes in by it is called by its number until somebody writes the name."""


def save_children(uow: UnitOfWork, preview: Preview, tally: Tally) -> None:
    """Add or bring up to date each child, every episode, and one placement for each run of episodes in one place."""
    if not preview.children:
        return
    by_number = {child.case_number: child for child in uow.all(Child) if child.case_number}
    episodes: dict[str, list[EpisodeRecord]] = defaultdict(list)
    for record in preview.episodes:
        episodes[record.case_number].append(record)
    place_words = {entry.code: entry.label for entry in uow.all(Code, list_name="PLACE")}
    homes = {home.urn: home for home in uow.all(Home) if home.urn}
    for line in preview.children:
        child = by_number.get(line.case_number)
        if child is None:
            child = Child(
                reference=f"C-{uow.next_number('C'):05d}",
                case_number=line.case_number,
                first_name=UNNAMED,
                last_name=line.case_number,
                born_on=line.born_on,
                sex=line.sex or Sex.FEMALE,
            )
            tally.added += 1
        else:
            tally.changed += 1
            child.sex = line.sex or child.sex
            child.born_on = line.born_on
        child.ethnicity = line.ethnicity or child.ethnicity
        child.upn = line.upn or child.upn
        own = sorted(episodes.get(line.case_number, []), key=lambda e: e.decom)
        known = [] if child.id is None else uow.all(Placement, child_id=child.id)
        if own and all(one.starts_on <= own[-1].decom for one in known):
            _latest_facts(child, own)
        if child.id is None:
            uow.add(child)
        assert child.id is not None
        _save_episodes(uow, child.id, own, place_words, homes)


def _latest_facts(child: Child, own: list[EpisodeRecord]) -> None:
    """Take from the episodes what the child's record says of today; they are not older than what is on record.

    An episode without an end does not undo an end that is on record: the file may have been written before it.
    """
    last, first = own[-1], own[0]
    child.legal_status = last.ls or child.legal_status
    child.need_category = last.cin or child.need_category
    child.home_postcode = last.home_post or child.home_postcode
    starts = [episode.decom for episode in own if episode.rne == "S"]
    child.looked_after_since = max(starts, default=child.looked_after_since or first.decom)
    if last.rec.startswith("E") and last.dec is not None:
        child.ceased_on = last.dec
    elif child.ceased_on is not None and child.ceased_on <= last.decom:
        child.ceased_on = None


def _save_episodes(
    uow: UnitOfWork,
    child_id: ChildId,
    own: list[EpisodeRecord],
    place_words: dict[str, str],
    homes: dict[str, Home],
) -> None:
    """Write the episodes; those on record already (same first day) are brought up to date with their placement.

    A placement that was started here on an episode's first day is that episode's.
    """
    known = {episode.decom: episode for episode in uow.all(Episode, child_id=child_id)}
    started = {one.starts_on: one for one in uow.all(Placement, child_id=child_id)}
    ends = {one.id: one.ended_on for one in started.values()}
    placement: Placement | None = None
    for line in own:
        episode = known.get(line.decom)
        if episode is not None and episode.placement_id is not None:
            placement = uow.get(Placement, episode.placement_id)
        elif placement is None or line.rne in _NEW_PLACEMENT:
            placement = started.get(line.decom) or uow.add(
                _placement(child_id, line, place_words, homes)
            )
        before = ends.get(placement.id)
        ended_since = line.dec is None and before is not None and before > line.decom
        placement.ended_on = before if ended_since else line.dec
        placement.end_reason = line.reason_place_change or placement.end_reason
        if episode is None:
            episode = Episode(
                child_id=child_id,
                decom=line.decom,
                rne=line.rne,
                ls=line.ls,
                place=line.place,
                placement_id=placement.id,
            )
            _fill(episode, line)
            uow.add(episode)
        else:
            _fill(episode, line)


def _fill(episode: Episode, line: EpisodeRecord) -> None:
    for name in (
        "rne",
        "ls",
        "cin",
        "place",
        "place_provider",
        "dec",
        "rec",
        "reason_place_change",
        "home_post",
        "pl_post",
        "urn",
    ):
        setattr(episode, name, getattr(line, name))


def _placement(
    child_id: ChildId, line: EpisodeRecord, place_words: dict[str, str], homes: dict[str, Home]
) -> Placement:
    """Return the placement of an episode: at a home whose URN is on record, else in the words of its code."""
    home = homes.get(line.urn) if line.urn else None
    return Placement(
        child_id=child_id,
        tier=_tier(line),
        home_id=home.id if home else None,
        elsewhere="" if home else place_words.get(line.place, line.place),
        postcode=line.pl_post,
        starts_on=line.decom,
    )


def _tier(line: EpisodeRecord) -> Tier | None:
    """Return the tier that a placement's codes say; None for parents, adoption and the like."""
    if line.place in _CONNECTED:
        return Tier.CONNECTED
    if line.place in _FOSTER:
        return Tier.IN_HOUSE if line.place_provider in _OWN else Tier.IFA
    if line.place.startswith(("K", "H", "R", "S")):
        return Tier.RESIDENTIAL
    return None
