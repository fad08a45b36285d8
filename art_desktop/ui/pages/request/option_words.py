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


SHORT: dict[str, str] = {
    "siblings_together": "Siblings",
    "same_school": "School",
    "near_home": "Home",
    "family_time": "Family time",
    "inside_area": "In the area",
    "age_experience": "Age group",
    "make_up": "Household",
    "length": "Length",
    "interests": "Interests",
    "record": "Past placements",
    "load": "Room for one more",
    "language": "Language",
    "faith": "Faith",
    "ethnicity": "Ethnicity",
    "someone_home": "Home in the day",
    "own_bedroom": "Own bedroom",
    "no_conflict": "Children there",
    "avoids_areas": "Areas to avoid",
    "arrived_alone": "Arrived alone",
    "babies": "Babies",
}
"""A word or two for a chip, by the criterion's code; its title where there is none."""

FAILED: dict[str, str] = {
    "Approved and active": "not active",
    "No allegation being looked into": "allegation being looked into",
    "Not on hold": "on hold",
    "Annual review not overdue": "review overdue",
    "Carers' checks in date": "checks out of date",
    "Open to this council's children": "kept for others",
    "Approved for this kind of placement": "not approved for this kind",
    "Approved for the age": "not approved for the age",
    "Approved for boys or girls": "approved for girls or boys only",
    "A free place on the day": "no place on the day",
    "Usual fostering limit": "over the usual limit",
    "16 or over for supported accommodation": "under 16",
    "Safe with the children who live there": "conflict with a child there",
    "Brothers and sisters together": "no room for all together",
    "Away from areas and people to avoid": "in an area to avoid",
    "Two carers": "one carer",
    "Someone at home in the day": "nobody at home in the day",
    "No pets": "pets",
    "Non-smoking": "somebody smokes",
    "Ground-floor bedroom": "no ground-floor bedroom",
    "Carers of one sex": "carers of the other sex",
    "No other children": "other children there",
    "No younger children": "younger children there",
    "A bedroom of their own": "no bedroom of their own",
    "Accessible": "not accessible",
    "Registered with Ofsted": "not registered",
    "Inspection grade": "inspection grade too low",
    "Not suspended": "suspended",
    "On the framework, or a recorded spot purchase": "no contract",
}
"""What a rule that took somebody out says, by the rule's title."""

_CHIP_LETTERS = 34


def chip_words(verdict: VerdictView, option: OptionView | None = None) -> str:
    """Return the few words of a chip: what it is about, how far, the support where that is short."""
    words = SHORT.get(verdict.code, verdict.title.removeprefix("Skills: "))
    words = words[:1].upper() + words[1:]
    how_far = {"same_school": "school_miles", "near_home": "distance_miles"}.get(verdict.code)
    if option is not None and how_far is not None and getattr(option, how_far) is not None:
        words += f" {getattr(option, how_far):.1f} mi"
    if verdict.verdict is Verdict.SUPPORT and verdict.support:
        longer = f"{words}: {_lower_first(verdict.support)}"
        return longer if len(longer) <= _CHIP_LETTERS else words
    return words


def failed_words(rules: str) -> str:
    """Return what took an option out, from the titles of the rules ("A, B")."""
    whole = FAILED.get(rules)
    if whole is not None:
        return whole
    return ", ".join(FAILED.get(rule, _lower_first(rule)) for rule in rules.split(", "))


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


def family_lines(option: OptionView) -> list[str]:
    """Return whom the children see and how far it is, a line for each: "Nan 3.2 miles"."""
    return [
        f"{who[:1].upper()}{who[1:]} {miles_words(miles)}" for who, miles in option.family_miles
    ]


def support_lines(option: OptionView) -> list[str]:
    """Return each support that closes a gap with a week's cost, then the sum where there are several."""
    lines = [
        f"{cost.words}: {'price not set' if cost.weekly_pence is None else weekly_words(cost.weekly_pence)}"
        for cost in option.support_costs
    ]
    if len(lines) > 1 and option.support_pence is not None:
        lines.append(f"Together {weekly_words(option.support_pence)}")
    return lines


def approval_lines(option: OptionView) -> list[str]:
    """Return what the match would need approved beside its authorisation, and how each stands."""
    return [view.words for view in option.approvals]
