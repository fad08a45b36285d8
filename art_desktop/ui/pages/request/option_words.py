"""An option of the shortlist in words: what the row, the pane and the comparison say alike."""

from __future__ import annotations

from collections import Counter

from art_desktop.domain.matching_views import ApprovalView, OptionView, TierView, VerdictView
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import (
    ApprovalTrigger,
    NotUsedReason,
    OptionState,
    Post,
    Tier,
    Verdict,
)
from art_desktop.domain.wording import miles_words, weekly_words
from art_desktop.ui.pages.request.part import capital

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
    "within_20_miles": "Within 20 miles",
    "preferred_area": "Area asked for",
    "communication": "Communication",
    "cultural_needs": "Cultural needs",
    "other_children_wanted": "Other children",
    "setting_preferred": "Setting",
    "staffing": "Awake at night",
    "home_adaptation": "Adapted home",
    "on_call": "On duty that day",
    "setting_suits": "Kind of setting",
    "statement_of_purpose": "Purpose",
    "pets_wanted": "Pets",
    "no_pets": "Pets",
    "animals": "Animals",
    "no_exploiting": "Exploitation",
    "company_allowed": "Company there",
    "free_places": "Places",
    "approved_age": "Age approved for",
    "approved_kind": "Kind approved for",
    "checks_in_date": "Checks",
    "review_in_date": "Review",
    "usual_limit": "Usual limit",
}
"""A word or two for a chip, by the criterion's code; its title where there is none."""

FAILED: dict[str, str] = {
    "active": "not active",
    "no_allegation": "allegation being looked into",
    "registered": "not registered",
    "supported_age": "under 16",
    "approved_kind": "not approved for this kind",
    "approved_age": "not approved for the age",
    "approved_sex": "approved for girls or boys only",
    "no_conflict": "conflict with a child there",
    "no_exploiting": "risk that one child exploits another",
    "company_allowed": "a child there needs to be without company",
    "avoids_areas": "in an area to avoid",
    "free_places": "no place on the day",
    "usual_limit": "over the usual limit",
    "not_on_hold": "on hold",
    "link_available": "not on a Link day",
    "checks_in_date": "checks out of date",
    "review_in_date": "review overdue",
    "kept_for_council": "kept for others",
    "not_suspended": "suspended",
    "grade": "inspection grade too low",
    "contracted": "no contract",
    "statement_of_purpose": "outside its statement of purpose",
    "setting_suits": "not a kind of setting that suits",
    "own_bedroom": "no bedroom of their own",
    "no_other_children": "other children there",
    "no_younger_children": "younger children there",
    "no_older_children": "older children there",
    "carers_sex": "carers of the other sex",
    "two_carers": "one carer",
    "someone_home": "nobody at home in the day",
    "no_pets": "pets",
    "pets_wanted": "no pets",
    "animals": "pets that might be harmed",
    "ground_floor": "no ground-floor bedroom",
    "non_smoking": "somebody smokes",
    "accessible": "not accessible",
    "siblings_together": "no room for all together",
}
"""What a rule that took somebody out says, by the criterion's code; "not met: …" where there is none."""

APPROVAL_SHORT: dict[ApprovalTrigger, str] = {
    ApprovalTrigger.OUT_OF_AREA: "outside the area",
    ApprovalTrigger.AT_A_DISTANCE: "at a distance",
    ApprovalTrigger.KEY_STAGE_4: "school in Key Stage 4",
    ApprovalTrigger.OTHER_COUNCIL: "another council's child",
    ApprovalTrigger.OUTSIDE_TERMS: "outside terms",
    ApprovalTrigger.TEMPORARY_APPROVAL: "temporary approval",
    ApprovalTrigger.LIBERTY: "deprivation of liberty",
}
"""What an approval is about, in a row; the trigger's own words where there is none."""

POST_SHORT: dict[Post, str] = {
    Post.DIRECTOR: "Director",
    Post.SERVICE_DIRECTOR: "Service Director",
    Post.ASSISTANT_DIRECTOR: "Assistant Director",
    Post.HEAD_OF_SERVICE: "Head of Service",
    Post.HEAD_CHILDREN_IN_CARE: "Head of Service",
    Post.ADM: "Decision Maker",
    Post.SECURE_PANEL: "Secure panel",
    Post.ON_CALL: "On-call manager",
    Post.EDS: "EDS",
}
"""Who decides, in a row; the post's own words where there is none."""

_CHIP_LETTERS = 34


def chip_words(verdict: VerdictView, option: OptionView | None = None) -> str:
    """Return the few words of a chip: what it is about, how far, the support where that is short."""
    words = SHORT.get(verdict.code, verdict.title.removeprefix("Skills: "))
    words = words[:1].upper() + words[1:]
    how_far = {"same_school": "school_miles", "near_home": "distance_miles"}.get(verdict.code)
    if option is not None and how_far is not None and getattr(option, how_far) is not None:
        words += f" {getattr(option, how_far):.1f} mi"
    if verdict.verdict is Verdict.SUPPORT and verdict.support:
        longer = f"{words}: {lower_first(verdict.support)}"
        return longer if len(longer) <= _CHIP_LETTERS else words
    return words


def failed_rules(option: OptionView) -> tuple[str, ...]:
    """Return each rule that took an option out, as a failing: ("on hold", "one carer")."""
    out = tuple(
        FAILED.get(verdict.code, _not_met(verdict.title))
        for verdict in option.verdicts
        if verdict.hard
        and verdict.verdict is Verdict.NOT_MET
        and verdict.title in option.excluded_by
    )
    return out or ((_not_met(option.excluded_by),) if option.excluded_by else ())


def failed_words(option: OptionView) -> str:
    """Return what took an option out: "on hold, one carer"."""
    return ", ".join(failed_rules(option))


def excluded_counts(view: TierView) -> tuple[tuple[str, int], ...]:
    """Return how many the first rule of each took out, the most first: (("on hold", 9), …)."""
    counts = Counter(failed_rules(option)[0] for option in view.not_suitable if option.excluded_by)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def approval_marks(option: OptionView) -> tuple[str, ...]:
    """Return what a row says of the approvals: "Director's approval: at a distance", or that it is given."""
    return tuple(_approval_mark(view) for view in option.approvals)


def _approval_mark(view: ApprovalView) -> str:
    about = APPROVAL_SHORT.get(view.trigger, lower_first(view.title))
    if view.given:
        return f"Approved: {about}"
    if view.decision is not None:
        return f"Not approved: {about}"
    post = view.posts[0] if view.posts else None
    who = POST_SHORT.get(post, capital(post.words)) if post is not None else ""
    return f"{who}'s approval: {about}" if who else f"To be approved: {about}"


def _not_met(title: str) -> str:
    return f"not met: {lower_first(title)}"


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
            words += f": {lower_first(option.not_used_reason.words)}"
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
        *approval_marks(option),
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


def lower_first(words: str) -> str:
    """Return the words with a small letter at their beginning, but for "IFA" and its like."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def family_lines(option: OptionView) -> list[str]:
    """Return whom the children see and how far it is, a line for each: "Nan: 3.2 miles"."""
    return [f"{capital(who)}: {miles_words(miles)}" for who, miles in option.family_miles]


def distance_lines(option: OptionView) -> list[str]:
    """Return how far everything is that a distance is known of, home first: "Home: 4.3 miles"."""
    known = (("Home", option.distance_miles), ("School", option.school_miles))
    lines = [f"{what}: {miles_words(miles)}" for what, miles in known if miles is not None]
    return lines + family_lines(option)


def support_lines(option: OptionView) -> list[str]:
    """Return each support that closes a gap with a week's cost, then the sum where there are several."""
    lines = [
        f"{cost.words}: {'price not set' if cost.weekly_pence is None else weekly_words(cost.weekly_pence)}"
        for cost in option.support_costs
    ]
    if len(lines) > 1 and option.support_pence is not None:
        lines.append(f"Together {weekly_words(option.support_pence)}")
    return lines
