"""An option of the shortlist in words: what the row, the pane and the comparison say alike."""

from __future__ import annotations

from art_desktop.domain.read_models import OptionView, RequestPage, VerdictView
from art_desktop.domain.vocabulary import NotUsedReason, OptionState, Tier, Verdict
from art_desktop.domain.wording import miles_words, weekly_words

TIER_TITLES: dict[Tier, str] = {
    Tier.CONNECTED: "Connected persons",
    Tier.IN_HOUSE: "In-house",
    Tier.IFA: "Independent fostering agencies",
    Tier.RESIDENTIAL: "Residential and other",
}


def chip_words(verdict: VerdictView) -> str:
    """Return the few words of a chip: the criterion's title, and the support where there is one."""
    if verdict.verdict is Verdict.SUPPORT and verdict.support:
        return f"{verdict.title}: {_lower_first(verdict.support)}"
    return verdict.title


def price_words(option: OptionView) -> str:
    """Return "£265.01 a week", or that the price is not known."""
    return (
        weekly_words(option.weekly_price_pence) if option.weekly_price_pence else "price not known"
    )


def where_words(option: OptionView) -> str:
    """Return "PE4 · 4.3 miles from home · school 1.2 miles"."""
    parts = [option.area]
    if option.distance_miles is not None:
        parts.append(f"{miles_words(option.distance_miles)} from home")
    if option.school_miles is not None:
        parts.append(f"school {miles_words(option.school_miles)}")
    return " · ".join(part for part in parts if part)


def near_words(option: OptionView) -> str:
    """Return "PE4 · 4.3 miles from home", for the row, where school has a chip of its own."""
    distance = option.distance_miles
    near = f"{miles_words(distance)} from home" if distance is not None else ""
    return " · ".join(part for part in (option.area, near) if part)


def score_words(option: OptionView) -> str:
    """Return "82 to 90", or "82" where nothing is unknown."""
    return f"{option.low} to {option.high}" if option.low != option.high else str(option.low)


def state_words(option: OptionView) -> str:
    """Return what became of an option, with the reason and the note where it is not used."""
    if option.not_used_reason is not None and option.state in {
        OptionState.NOT_USED,
        OptionState.DECLINED,
    }:
        words = "Said no" if option.state is OptionState.DECLINED else "Not used"
        if option.not_used_reason is not NotUsedReason.OTHER or not option.not_used_note:
            words += f": {_lower_first(option.not_used_reason.words)}"
        return f"{words}. {option.not_used_note}".strip(" .") if option.not_used_note else words
    return option.state_words or option.state.words


def row_words(option: OptionView) -> str:
    """Return the whole of an option's row as a screen reader says it."""
    rank = f"{option.rank}. " if option.rank is not None else ""
    chips = ", ".join(f"{v.title} {v.verdict.words.lower()}" for v in option.highlights)
    parts = (
        f"{rank}{option.title}",
        where_words(option),
        f"score {score_words(option)}",
        chips,
        price_words(option),
        state_words(option),
    )
    return ", ".join(part for part in parts if part)


def start_words(page: RequestPage | None, option: OptionView) -> str:
    """Return the day from which a home that said yes can start, as it was recorded."""
    from art_desktop.ui.words import day

    for approach in page.approaches if page else ():
        if approach.option_id == option.id and approach.can_start_on is not None:
            return day(approach.can_start_on)
    return "not asked yet" if option.state is OptionState.OPEN else "not said"


def _lower_first(words: str) -> str:
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]
