"""The homes of a case side by side: what each is, where they differ, what each costs, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable

from art_desktop.documents.base import Cell, bullets, columns, gap, heading, keep, para, table
from art_desktop.documents.charts import share_bar
from art_desktop.documents.panel_marks import VERDICT_WORDS, verdict_cell
from art_desktop.documents.sketch import distance_sketch
from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.panel_views import (
    AT_ONCE,
    CaseCost,
    CaseOption,
    CaseVerdict,
    CaseView,
    ComparedRow,
    compare,
)
from art_desktop.domain.paper_pictures import SharePart, SketchPlace
from art_desktop.domain.vocabulary import OptionState, Verdict
from art_desktop.domain.wording import day_words, listed, money_words, short_day_words

_FIRST: Final = 88.0
"""Width of the column that names the rows, in points."""

_ROOM: Final = 260.0
"""Height under which the comparison begins on the next page, in points."""

_STATES: Final = {
    OptionState.OPEN: "Not asked",
    OptionState.ASKED: "Asked, no answer yet",
    OptionState.OFFERED: "Said yes",
    OptionState.MATCHED: "Matched",
}
_FUNDERS: Final = {
    Funder.SOCIAL_CARE: "Social care",
    Funder.EDUCATION: "Education",
    Funder.HEALTH: "Health",
}
_TOLD: Final = frozenset({Verdict.SUPPORT, Verdict.NOT_MET, Verdict.UNKNOWN})
_COUNTS: Final = (
    "No home",
    "One home",
    "Two homes",
    "Three homes",
    "Four homes",
    "Five homes",
    "Six homes",
)


def homes(case: CaseView, room: float) -> list[Flowable]:
    """Return every option of a case, up to three side by side, and the rest in numbers."""
    if not case.options:
        words = "The search found none." if case.searched_on else "No search has been run yet."
        story = [*heading("No home to compare yet", "section", 2), *para(case.rest or words)]
        return keep(story, room=room)
    told = len(case.options)
    count = _COUNTS[told] if told < len(_COUNTS) else f"{told} homes"
    title = f"{count} to compare" if told > 1 else "One home"
    story = [CondPageBreak(_ROOM), *heading(title, "section", 2), *_about_search(case)]
    shared = _unknown_of_all(case.options)
    for start in range(0, told, AT_ONCE):
        some = case.options[start : start + AT_ONCE]
        if told > AT_ONCE:
            letters = listed([one.letter for one in some])
            story += heading(f"Homes {letters}" if len(some) > 1 else f"Home {letters}", "part", 3)
        story += _side_by_side(some, room, shared, below=4 if told > AT_ONCE else 3)
    story += _distances(case.options, room)
    story += _shares(case.options, room)
    story += _not_known(case.options, shared, room)
    for option in case.options:
        story += _more(option, room, shared)
    if case.rest:
        story += [gap(6), *para(f"{case.rest}.", "note", lead="Beside these")]
    return story


def _about_search(case: CaseView) -> list[Flowable]:
    parts = []
    if case.searched_on is not None:
        parts.append(f"Found by the search of {day_words(case.searched_on)}.")
    if case.indicative:
        parts.append("Nobody may be asked before it is agreed: this says what exists.")
    return para(" ".join(parts), "note")


def _widths(count: int, room: float) -> tuple[float, ...]:
    return (_FIRST, *((room - _FIRST) / count for _ in range(count)))


def _unknown_of_all(options: Sequence[CaseOption]) -> frozenset[str]:
    """Return the codes of what is not known of any of several homes, and so tells none of them from another.

    A rule that none may break stays with each home where it says something of that home.
    """
    if len(options) < 2:
        return frozenset()
    found: dict[str, list[CaseVerdict]] = {}
    for option in options:
        for one in option.verdicts:
            found.setdefault(one.code, []).append(one)
    return frozenset(
        code
        for code, said in found.items()
        if len(said) == len(options)
        and {one.verdict for one in said} == {Verdict.UNKNOWN}
        and (not said[0].hard or len({one.sentence for one in said}) == 1)
    )


def _not_known(
    options: Sequence[CaseOption], shared: frozenset[str], room: float
) -> list[Flowable]:
    """Return once what is not known of any home: the sentences that are the same for all, the rest by name."""
    if not shared:
        return []
    sentences: list[str] = []
    names: list[str] = []
    for one in sorted(options[0].verdicts, key=lambda one: not one.hard):
        if one.code not in shared:
            continue
        others = {v.sentence for option in options for v in option.verdicts if v.code == one.code}
        if one.sentence and len(others) == 1:
            sentences.append(f"{_plain(one.title)}: {one.sentence}")
        else:
            names.append(_plain(one.title).lower())
    story = heading("Not known of any of these homes", "part", 3)
    story += bullets(sentences, room=room)
    also = "Also" if sentences else ""
    return [*story, *(para(f"{listed(names)}.", "small", lead=also) if names else [])]


def _side_by_side(
    options: Sequence[CaseOption], room: float, shared: frozenset[str], *, below: int
) -> list[Flowable]:
    widths = _widths(len(options), room)
    head: list[Cell] = ["", *(_head(one) for one in options)]
    rows = [(title, *cells) for title, *cells in _rows(options)]
    story = [gap(4), *table(head, rows, widths)]
    found = compare(tuple(options))
    several = len(options) > 1
    gaps = tuple(need for need in found.gaps if need.code not in shared)
    groups = (
        ("Where they differ", found.differ),
        ("The same for all" if several else "What it does not meet for certain", gaps),
    )
    for title, needs in groups:
        if needs:
            letters: list[Cell] = ["", *(para(f"Home {one.letter}", "value") for one in options)]
            story += heading(title, "part", below)
            story += table(letters, [_need_row(need) for need in needs], widths)
    if found.met:
        lead = "All of them meet" if several else "It meets"
        titles = ", ".join(_title(need)[:1].lower() + _title(need)[1:] for need in found.met)
        story += [gap(6), *para(f"{titles}.", "small", lead=lead)]
    return story


def _head(option: CaseOption) -> list[Flowable]:
    title, _, area = option.title.rpartition(", ")
    return [*para(title or option.title, "value"), *para(area if title else "", "small")]


def _rows(options: Sequence[CaseOption]) -> list[tuple[str, ...]]:
    """Return the rows that say something of any of the options."""
    rows = [
        ("Who", *("\n".join(p for p in (one.about, one.inspection) if p) for one in options)),
        ("Needs met", *(f"{one.range_words} of 100" for one in options)),
        ("Asked?", *(_STATES.get(one.state, one.state.words) for one in options)),
        ("Could start", *(_start(one) for one in options)),
        ("Miles from", *("\n".join(_far(one)) for one in options)),
        ("Cost a week", *(_weekly(one.cost) for one in options)),
        ("A year", *(_pounds(one.cost.yearly_pence) for one in options)),
        ("To the planned end", *(_to_end(one.cost) for one in options)),
        ("Social worker", *(one.view.split("\n")[0] for one in options)),
    ]
    return [row for row in rows if any(row[1:])]


def _need_row(need: ComparedRow) -> list[Cell]:
    return [_title(need), *(verdict_cell(code) for code in need.codes)]


def _title(need: ComparedRow) -> str:
    return _plain(need.title)


def _plain(title: str) -> str:
    words = title.removeprefix("Skills: ")
    return words[:1].upper() + words[1:]


def _start(option: CaseOption) -> str:
    return "" if option.starts_on is None else short_day_words(option.starts_on)


def _far(option: CaseOption) -> list[str]:
    return [
        f"{line.title.lower()} {line.words.removesuffix(' miles').removeprefix('distance ')}"
        for line in option.distances
    ]


def _pounds(pence: int | None) -> str:
    """Return whole pounds for a year and longer, where pence say nothing to a panel."""
    if pence is None:
        return ""
    return money_words(round(pence, -2)).removesuffix(".00")


def _weekly(cost: CaseCost) -> str:
    if cost.weekly_pence is None:
        return "not known"
    words = money_words(cost.weekly_pence)
    return f"at least {words}" if cost.not_known else words


def _to_end(cost: CaseCost) -> str:
    if cost.to_end_pence is None or cost.ends_on is None:
        return ""
    month = short_day_words(cost.ends_on).rsplit(" ", 1)[-1]
    return f"{_pounds(cost.to_end_pence)}\nto {month} {cost.ends_on.year}"


# Drawings


def _distances(options: Sequence[CaseOption], room: float) -> list[Flowable]:
    """Return how far each home is from the children's own, without a direction."""
    places = []
    for option in options:
        home = next((one for one in option.distances if one.title.startswith("Home")), None)
        miles = None if home is None else _miles(home.words)
        if miles is not None:
            places.append(
                SketchPlace(
                    kind=PlaceKind.HOME, words=option.title, miles=miles, letter=option.letter
                )
            )
    if not places:
        return []
    drawn = distance_sketch(tuple(places), centre="home", room=room)
    return keep([*heading("How far from home", "part", 3), *drawn], room=room)


def _miles(words: str) -> float | None:
    """Return the miles of "4.3 miles", None where none are said."""
    try:
        return float(words.removeprefix("about ").split(" ")[0])
    except ValueError:
        return None


def _shares(options: Sequence[CaseOption], room: float) -> list[Flowable]:
    """Return who would pay what of each home that more than one pays for."""
    story: list[Flowable] = []
    for option in options:
        parts = [
            SharePart(_FUNDERS[part.funder], part.weekly_pence)
            for part in option.cost.parts
            if part.weekly_pence
        ]
        if len(option.cost.parts) < 2 or not parts:
            continue
        proposed = ", proposed: nobody has agreed it yet" if option.cost.proposed else ""
        block = [*para(f"Home {option.letter}{proposed}", "label"), *share_bar(parts, room=room)]
        story += keep([*block, gap(8)], room=room)
    return [*heading("Who would pay", "part", 3), *story] if story else []


# One home in words


def _more(option: CaseOption, room: float, shared: frozenset[str]) -> list[Flowable]:
    """Return why a home does not simply meet a need, what it offers, and what the social worker says of it."""
    reasons = [
        f"{_plain(one.title)} ({VERDICT_WORDS[one.verdict].lower()}): {one.sentence}"
        for one in sorted(option.verdicts, key=lambda one: not one.hard)
        if one.verdict in _TOLD and one.sentence and one.code not in shared
    ]
    told = [
        ("Social worker's view", option.view if "\n" in option.view else ""),
        ("Offered", option.terms),
        ("Would have to be approved too", "\n".join(option.approvals)),
        ("Price not known", "\n".join(option.cost.not_known)),
    ]
    rest: list[Flowable] = []
    for title, words in told:
        rest += (
            columns([(para(title, "label"), para(words, "small"))], (_FIRST, room - _FIRST))
            if words
            else []
        )
    if reasons:
        rest += [*para("Why not simply met", "label"), *bullets(reasons, room=room)]
    if not rest:
        return []
    return [*heading(f"More of {option.title}", "part", 3), *rest]
