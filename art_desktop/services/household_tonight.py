"""Whether a household can be used tonight: the sum its free places come from, and what to mind before ringing."""

from __future__ import annotations

from datetime import date

from art_desktop.domain.household_views import Tonight
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching.facts import HoldFacts
from art_desktop.domain.read_models import LineView
from art_desktop.domain.vacancies import Supply, in_force
from art_desktop.domain.vocabulary import HouseholdStatus
from art_desktop.domain.wording import day_words, listed


def tonight(
    household: Household, supply: Supply, names: dict[ChildId, str], today: date
) -> Tonight:
    """Return the free places of a day, why they are so many, and what else matters."""
    room = supply.room(today)
    return Tonight(
        free=room.free,
        usable=room.usable,
        sums=tuple(_sums(supply, names, today)),
        by_kind=tuple(
            LineView(kind.words, f"{supply.room(today, kinds=(kind,)).free} free")
            for kind in supply.kinds(today)
        ),
        mind=tuple(_mind(household, supply, today)),
        on_call=supply.on_call_for(today),
    )


def _sums(supply: Supply, names: dict[ChildId, str], today: date) -> list[LineView]:
    """Return approved, filled, kept back and free as a sum in lines."""
    room = supply.room(today)
    open_terms = [t for t in in_force(supply.terms, today) if t.named_child_id is None]
    own = {t.named_child_id for t in in_force(supply.terms, today)}
    here = supply.here(today)
    kinds = listed([_inside(kind.words) for kind in supply.kinds(today)])
    lines = [LineView("Approved", f"{room.approved}{f', {kinds}' if open_terms else ''}")]
    filling = [stay.name for stay in here if stay.child_id not in own]
    lines.append(LineView("Filled", f"{len(filling)}{_by(filling)}"))
    named = [stay.name for stay in here if stay.child_id in own]
    if named:
        lines.append(LineView("On terms of their own", f"{len(named)}{_by(named)}"))
    lines += [
        LineView("Kept back", _kept_words(dated.what, dated.ends_on, names))
        for dated in supply.holds
        if dated.covers(today) and dated.what.places is not None
    ]
    if not room.usable:
        lines.append(LineView("Usable", "no: " + _why_not(supply, today)))
    elif room.balance < 0:
        lines.append(LineView("Free", f"0: {-room.balance} more than approved"))
    else:
        lines.append(LineView("Free", str(room.free)))
    return lines


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence; only the first letter is made small."""
    return words[:1].lower() + words[1:]


def _by(names: list[str]) -> str:
    return f": {listed(names)}" if names else ""


def _kept_words(hold: HoldFacts, ends_on: date | None, names: dict[ChildId, str]) -> str:
    words = f"{hold.places}: {hold.reason.words.lower()}"
    if hold.for_child_id is not None:
        words += f", {names.get(hold.for_child_id, 'a child')}"
    return f"{words}, until {day_words(ends_on)}" if ends_on else words


def _why_not(supply: Supply, today: date) -> str:
    if supply.status is not HouseholdStatus.ACTIVE:
        return supply.status.words.lower()
    for dated in supply.holds:
        if dated.covers(today) and dated.what.places is None:
            until = f" until {day_words(dated.ends_on)}" if dated.ends_on else ""
            return f"on hold{until} ({dated.what.reason.words.lower()})"
    return "on hold"


def _mind(household: Household, supply: Supply, today: date) -> list[str]:
    """Return what should be known before anybody is rung."""
    found = []
    room, allowed = supply.room(today), supply.allowed(today)
    if room.free and room.here + room.free > allowed:
        left = max(0, allowed - room.here)
        found.append(
            f"{allowed} children may live here in all: {left} more, but for brothers and sisters or an exemption."
        )
    if household.review_due_on is not None and household.review_due_on < today:
        found.append(f"The annual review was due on {day_words(household.review_due_on)}.")
    if household.checks_due_on is not None and household.checks_due_on < today:
        found.append(f"Checks were due on {day_words(household.checks_due_on)}.")
    found += [f"{words}." for stay in supply.stays if (words := stay.overdue(today))]
    if household.other_council_children:
        count = household.other_council_children
        found.append(
            f"{count} of another council’s children live{'s' if count == 1 else ''} here: "
            "a match will need that council’s agreement."
        )
    coming = sorted(
        (dated.starts_on, dated.what.reason.words.lower())
        for dated in supply.holds
        if dated.starts_on > today and dated.what.places is None
    )
    found += [f"On hold from {day_words(on)} ({why})." for on, why in coming]
    return found
