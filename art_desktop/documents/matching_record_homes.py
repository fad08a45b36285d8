"""The homes of the matching record: the list with ranges, the first ones side by side, why others were not used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import facts, gap, heading, keep, para, table
from art_desktop.documents.charts import range_bars
from art_desktop.documents.panel_marks import verdict_cell
from art_desktop.domain.matching_records import MatchingRecord, RecordOption, RecordVerdict
from art_desktop.domain.paper_pictures import RangeBar
from art_desktop.domain.vocabulary import Tier, Verdict
from art_desktop.domain.wording import miles_words, money_words

_BARS: Final = 10
_MOST_MET: Final = 4
_MOST_NAMED: Final = 10
_IN_HOUSE: Final = frozenset({Tier.CONNECTED.words, Tier.IN_HOUSE.words})


def homes(paper: MatchingRecord) -> list[Flowable]:
    """Return the list of homes that could serve: bars of their ranges, then what fits and what does not."""
    # A drawing does not break, and its heading goes with it.
    room = 150.0 + 26.0 * min(len(paper.options), _BARS)
    story = [CondPageBreak(room), *heading("The homes that could serve", "section", 2)]
    if not paper.options:
        return [*story, *para("No home could serve.")]
    story += para(
        "The range is the share of the needs that a home meets: its low end counts what is not known as not met, its "
        "high end as met. The order is that of the list.",
        "note",
    )
    bars = [
        RangeBar(f"{one.letter}  {one.title}", one.low, one.high, _kind(one))
        for one in paper.options[:_BARS]
    ]
    story += [gap(6), *range_bars(bars)]
    if len(paper.options) > _BARS:
        story += para(f"The first {_BARS} of {len(paper.options)} are drawn.", "note")
    alike = _alike(paper.options)
    rows = [(_name(one), _standing(one), _fits(one, alike)) for one in paper.options]
    story += [gap(8), *_all_alike(paper.options, alike, f"All {len(paper.options)} alike")]
    if any(verdict.of_child for one in paper.options for verdict in one.verdicts):
        words = "What nobody has answered of the child is named under “What is not known”."
        story += para(words, "note")
    story += [gap(6)]
    story += table(
        ("Home", "Range, and outcome", "What fits, and what does not"),
        rows,
        (136, 108, sheet.CONTENT - 244),
    )
    return story


def _kind(one: RecordOption) -> str:
    return " · ".join(part for part in (one.tier, one.area) if part)


def _name(one: RecordOption) -> list[Flowable]:
    out = para(f"{one.letter}  {one.title}", "need")
    out += para("\n".join(part for part in (one.reference, _kind(one)) if part), "cell")
    return [*out, *para("" if one.miles is None else f"{miles_words(one.miles)} from home", "cell")]


def _standing(one: RecordOption) -> list[Flowable]:
    place = f"Place {one.rank} in its tier" if one.rank else "By an override"
    out = [*para(one.range_words, "value"), *para(f"{place}\n{one.state}", "cell")]
    price = _week(one)
    return [*out, *para(price, "cell")]


_LEADS: Final = (
    (Verdict.SUPPORT, "With support"),
    (Verdict.NOT_MET, "Not met"),
    (Verdict.UNKNOWN, "Not known"),
    (Verdict.MET, "Met"),
)


def _alike(options: Sequence[RecordOption]) -> frozenset[str]:
    """Return the codes of which every home is told the same, so that it is said once; none of one home alone."""
    if len(options) < 2:
        return frozenset()
    told = [{verdict.code: verdict.verdict for verdict in one.verdicts} for one in options]
    return frozenset(
        code for code, verdict in told[0].items() if all(o.get(code) is verdict for o in told)
    )


def _all_alike(options: Sequence[RecordOption], alike: frozenset[str], lead: str) -> list[Flowable]:
    """Return what is the same of every home, named once."""
    out: list[Flowable] = []
    parts = []
    for verdict, words in _LEADS:
        titles = [
            v.title
            for v in (options[0].verdicts if options else ())
            if v.verdict is verdict and v.code in alike and not v.of_child
        ]
        if titles:
            parts.append(f"{words}: {lowered(titles)}.")
    if parts:
        out += para(" ".join(parts), "small", lead=lead)
    return out


def _fits(one: RecordOption, alike: frozenset[str]) -> list[Flowable]:
    """Return the verdicts that tell one home apart, by name: every gap, and what it meets that weighs most."""
    out: list[Flowable] = []
    mine = [v for v in one.verdicts if v.code not in alike and not v.of_child]
    for verdict, lead in _LEADS:
        found = [v for v in mine if v.verdict is verdict]
        words = lowered(v.title for v in found)
        if verdict is Verdict.MET:
            found = sorted((v for v in found if not v.hard), key=lambda v: -v.weight)
            met = sum(v.verdict is Verdict.MET for v in one.verdicts)
            among = f", among them {lowered(v.title for v in found[:_MOST_MET])}" if found else ""
            words = f"{met}{among}"
        elif verdict is not Verdict.NOT_MET and len(found) > _MOST_NAMED:
            found.sort(key=lambda v: -v.weight)
            words = f"{len(found)}, among them {lowered(v.title for v in found[:_MOST_MET])}"
        if found or verdict is Verdict.MET:
            out += para(words, "cell", lead=lead)
    if one.overridden:
        out += para(one.overridden, "cell", lead="Rule set aside")
    if one.spot_purchase:
        out += para(one.spot_purchase, "cell", lead="Spot purchase")
    return out


_SKILLS: Final = "Skills: "


def lowered(titles: Iterable[str]) -> str:
    """Return titles as they stand in a sentence; those of skills together: "near home, skills in autism, offending"."""
    plain, skills = [], []
    for title in titles:
        if title.startswith(_SKILLS):
            skills.append(title.removeprefix(_SKILLS))
        else:
            plain.append(title[:1].lower() + title[1:])
    return ", ".join([*plain, *([f"skills in {', '.join(skills)}"] if skills else [])])


def _week(one: RecordOption) -> str:
    if one.weekly_pence is None:
        return "Cost not known"
    least = "At least " if one.cost_words else ""
    return f"{least}{money_words(one.weekly_pence)} a week"


# Side by side


def side_by_side(paper: MatchingRecord) -> list[Flowable]:
    """Return the chosen home and the first on the list need by need; what they all meet is named under the table."""
    options = [one for letter in paper.compared if (one := paper.option(letter)) is not None]
    if not options:
        return []
    title = "Side by side, need by need" if len(options) > 1 else "This home, need by need"
    story = heading(title, "section", 2)
    order = {verdict.code: verdict for one in options for verdict in one.verdicts}
    told = {one.letter: {v.code: v for v in one.verdicts} for one in options}
    alike = _alike(options)
    rows = []
    for code, any_one in order.items():
        cells = [told[one.letter].get(code) for one in options]
        unanswered = any(cell is not None and cell.of_child for cell in cells)
        if code in alike or unanswered or (len(options) == 1 and any_one.verdict is Verdict.MET):
            continue
        must = "Must" if any_one.hard else ""
        need = [*para(any_one.title, "cell"), *para(must, "label")]
        rows.append((need, *(_verdict(cell) for cell in cells)))
    first = min(150.0, sheet.CONTENT / (len(options) + 1))
    each = (sheet.CONTENT - first) / len(options)
    head = [f"{one.letter}  {one.title}, {one.range_words}" for one in options]
    story += table(("Need or wish", *head), rows, (first, *[each] * len(options)))
    if len(options) == 1:
        met = [v.title for v in options[0].verdicts if v.verdict is Verdict.MET]
        story += [gap(6), *para(f"{lowered(met)}.", "small", lead="Met")]
    else:
        story += [gap(6), *_all_alike(options, alike, "Of all of them")]
    for one in options:
        story += _about(one)
    return story


def _verdict(cell: RecordVerdict | None) -> list[Flowable]:
    if cell is None:
        return verdict_cell(None)
    out = verdict_cell(cell.verdict)
    if cell.verdict is not Verdict.MET:
        out = [*out, *para(cell.sentence, "cell")]
        if cell.support:
            out += para(cell.support, "cell", lead="Closed by")
    return out


def _about(one: RecordOption) -> list[Flowable]:
    """Return what else is known of one home."""
    rows = [
        ("Who lives there", "\n".join(one.living_there)),
        ("Earlier placements", one.history),
        ("Distances", one.distance),
        ("Cost", "\n".join(part for part in (_week(one), one.cost_words) if part)),
        ("To be approved", "\n".join(one.approvals)),
        ("Rule set aside", one.overridden),
        ("Spot purchase", one.spot_purchase),
    ]
    return keep([*heading(f"{one.letter}  {one.title}", "part", 3), *facts(rows)])


# Why not


def outside(paper: MatchingRecord) -> list[Flowable]:
    """Return why no in-house home was used, where the search went further or a home outside was chosen."""
    opened = [tier for tier in paper.tiers if tier.open and tier.title not in _IN_HOUSE]
    chosen_outside = paper.match is not None and paper.match.tier not in _IN_HOUSE
    if not opened and not chosen_outside:
        return []
    story = heading("Why not in-house", "section", 2)
    for tier in opened:
        words = " ".join(
            part for part in (tier.why, f"{tier.opened}." if tier.opened else "") if part
        )
        story += para(words, lead=tier.title)
    mine = [one for one in paper.options if one.tier in _IN_HOUSE]
    counts = [tier for tier in paper.tiers if tier.title in _IN_HOUSE]
    looked = sum(tier.considered for tier in counts)
    story += para(
        f"{looked} in-house and connected homes were considered; {len(mine)} could serve."
    )
    if mine:
        rows = [(f"{one.letter}  {one.title}", one.state) for one in mine]
        story += table(("In-house home that could serve", "What became of it"), rows, (190, 297))
    return story


def not_chosen(paper: MatchingRecord) -> list[Flowable]:
    """Return why the homes that could serve were not the one, those with one reason together."""
    if paper.match is None:
        return []
    reasons: dict[str, list[str]] = {}
    for one in paper.options:
        if one.not_chosen:
            reasons.setdefault(one.not_chosen, []).append(f"{one.letter} {one.title}")
    if not reasons:
        return []
    rows = [(why, ", ".join(names)) for why, names in reasons.items()]
    story = heading("Why the others were not chosen", "section", 2)
    return [*story, *table(("Why", "Homes"), rows, (210, sheet.CONTENT - 210))]


def not_suitable(paper: MatchingRecord) -> list[Flowable]:
    """Return every home that could not serve, by name under the first rule that it does not meet."""
    if not any(tier.excluded for tier in paper.tiers):
        return []
    story = heading("Every home that could not serve", "section", 2)
    for tier in paper.tiers:
        if not tier.excluded:
            continue
        story += heading(tier.title, "part", 3)
        for rule in tier.excluded:
            story += para(f"{rule.count}: {', '.join(rule.homes)}", "small", lead=rule.title)
    return story
