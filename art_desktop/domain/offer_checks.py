"""What an offer must say before it can be recorded, and until when it may be taken up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from art_desktop.domain.approaching_commands import OfferedHousehold, RecordOffer
from art_desktop.domain.errors import FieldProblem, RuleBroken
from art_desktop.domain.requests import Offer
from art_desktop.domain.wording import day_words

_A_YEAR = timedelta(days=366)
MOST_PLACES = 9


def offer_problems(command: RecordOffer, today: date, *, agency: bool) -> list[FieldProblem]:
    """Return what keeps an offer from being recorded, in the order of the form; money is whole pence a week."""
    found: list[FieldProblem] = []

    def say(field: str, words: str) -> None:
        found.append(FieldProblem(field, words))

    if agency and command.household_id is None and command.household is None:
        say("household_id", "Say which of the agency's households is offered.")
    if command.household is not None and agency:
        found += household_problems(command.household)
    start = command.can_start_on
    if start is None:
        say("can_start_on", "Say from which day.")
    elif not today <= start <= today + _A_YEAR:
        say("can_start_on", "The start has passed, or is more than a year away. Check the day.")
    if command.holds_until is not None and command.holds_until < today:
        say("holds_until", "That day has passed: the offer would not hold any more.")
    price, school = command.weekly_price_pence, command.education_pence
    if price is None:
        say("weekly_price_pence", "Write the price a week. A home without a price cannot be used.")
    elif price <= 0:
        say("weekly_price_pence", "The price is more than nothing.")
    if school is not None and (school < 0 or (price is not None and school > price)):
        say("education_pence", "The part for education is at most the whole price.")
    return found


def require_held(offers: Sequence[Offer], today: date, doing: str) -> None:
    """Refuse a match with a home whose every offer was held only until a day that has passed. Raises: RuleBroken."""
    until = [one.holds_until for one in offers if one.withdrawn_at is None]
    passed = [day for day in until if day is not None and day < today]
    if passed and len(passed) == len(until):
        raise RuleBroken(
            doing,
            f"They held the offer until {day_words(max(passed))}.",
            "Ask whether it still stands, and record it again under Approaches.",
            rule="offer_lapsed",
        )


def household_problems(said: OfferedHousehold) -> list[FieldProblem]:
    """Return what keeps an offered household from being put on record."""
    found: list[FieldProblem] = []
    if not said.name.strip():
        found.append(
            FieldProblem("name", "Write what the agency calls it: carers' names, or “Family 12”.")
        )
    if not said.kinds:
        found.append(FieldProblem("kinds", "Say for which kinds of care it is approved."))
    if not 1 <= said.places <= MOST_PLACES:
        found.append(FieldProblem("places", f"Approved for 1 to {MOST_PLACES} children."))
    if not 0 <= said.age_from <= said.age_to <= 25:
        found.append(FieldProblem("age_from", "The youngest age comes first: from 0 to 17."))
    if said.spare_bedrooms is not None and said.spare_bedrooms < 0:
        found.append(FieldProblem("spare_bedrooms", "A number from 0."))
    return found
