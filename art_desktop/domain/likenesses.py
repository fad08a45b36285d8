"""Who may be on record already: the comparison of `duplicates` and `duplicate_bodies`, for one record as it is entered.

Nothing here decides: somebody does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from art_desktop.domain.duplicate_bodies import Body, match_bodies
from art_desktop.domain.duplicates import (
    Likeness,
    Person,
    letters_apart,
    match_people,
    name_likeness,
    plain_name,
)
from art_desktop.domain.lookalikes import (
    Alike,
    BodyDetails,
    ChildDetails,
    HouseholdDetails,
    Relation,
    plain_number,
    plain_phone,
    plain_postcode,
)

MOST = 4
"""How many are proposed at once; more would be read by nobody."""

_SAME_NAME = 0.75
_PHONE_SCORE = 0.9
_NOT_SAID = frozenset({"unborn", "baby", "babyboy", "babygirl", "unknown", "notknown", "tbc"})


# Children


def like_child(entered: ChildDetails, known: Sequence[ChildDetails]) -> tuple[Alike, ...]:
    """Return who among `known` may be the child entered, likeliest first, then who may be brother or sister.

    Needs a last name and either a first name or a birth date; a case number is enough by itself.
    """
    found = {one.key: one for one in _same_case(entered, known)}
    people = {child.key: child for child in known}
    if entered.last_name and (entered.first_name or entered.born_on):
        theirs = [person for child in known for person in _persons(child)]
        for likeness in match_people(tuple(_persons(entered)), theirs):
            key = likeness.second
            if isinstance(key, int) and key not in found:
                twin = _sibling_words(entered, people[key]) != ""
                found[key] = Alike(key, Relation.SAME, likeness.score, likeness.why, twin)
    for child in known:
        # Of short names one letter is much, so the comparison takes them for twins.
        if child.key not in found and _one_slip(entered, child):
            words = "First names one letter apart and the same birth date."
            found[child.key] = Alike(child.key, Relation.SAME, 0.8, words, may_be_sibling=True)
    same = sorted(found.values(), key=lambda one: -one.score)[:MOST]
    siblings = [
        Alike(child.key, Relation.SIBLING, 0.5, words)
        for child in known
        if child.key not in found and (words := _sibling_words(entered, child))
    ]
    return (*same, *siblings[:MOST])


def _same_case(entered: ChildDetails, known: Iterable[ChildDetails]) -> Iterator[Alike]:
    number = plain_number(entered.case_number)
    if number:
        for child in known:
            if plain_number(child.case_number) == number:
                yield Alike(child.key, Relation.SAME, 1.0, "The same case number.")


def _persons(child: ChildDetails) -> Iterator[Person]:
    """Yield a child by the first name and by the name it is known as; "Unborn" is no name yet."""
    for first in dict.fromkeys((_said(child.first_name), _said(child.known_as) or None)):
        if first is not None:
            yield Person(child.key, first, child.last_name, child.born_on, child.home_postcode)


def _said(first_name: str) -> str:
    return "" if plain_name(first_name) in _NOT_SAID else first_name


def _sibling_words(entered: ChildDetails, other: ChildDetails) -> str:
    """Return why two may be brothers or sisters: one surname or one address, other first names."""
    first, second = plain_name(_said(entered.first_name)), plain_name(_said(other.first_name))
    if not first or not second or first == second:
        return ""
    surname = _one_surname(entered, other)
    born = entered.born_on is not None and entered.born_on == other.born_on
    postcode = plain_postcode(entered.home_postcode)
    near = bool(postcode) and postcode == plain_postcode(other.home_postcode)
    address = plain_number(entered.home_address)
    home = near and bool(address) and address == plain_number(other.home_address)
    if surname and born:
        return "The same last name and birth date, another first name: perhaps a twin."
    if home:
        return "The same home address, another first name."
    if surname and near:
        return "The same last name and home postcode, another first name."
    return ""


def _one_surname(a: ChildDetails, b: ChildDetails) -> bool:
    return name_likeness(plain_name(a.last_name), plain_name(b.last_name)) >= _SAME_NAME


def _one_slip(entered: ChildDetails, other: ChildDetails) -> bool:
    """Say whether two of one birth date and surname have first names one letter apart: Jay and Jai."""
    if entered.born_on is None or entered.born_on != other.born_on:
        return False
    names = plain_name(_said(entered.first_name)), plain_name(_said(other.first_name))
    return all(names) and letters_apart(*names) == 1 and _one_surname(entered, other)


# Households


def like_household(
    entered: HouseholdDetails, known: Sequence[HouseholdDetails]
) -> tuple[Alike, ...]:
    """Return which of `known` may be the household entered, likeliest first: by carers, by name, by telephone."""
    found: dict[int, Alike] = {}
    _take(found, match_people(_carers((entered,)), _carers(known)), "A carer: ")
    if entered.name:
        bodies = [Body(one.key, one.name, postcode=one.postcode) for one in known]
        _take(found, match_bodies((Body(0, entered.name, postcode=entered.postcode),), bodies))
    phones = _phones(entered)
    for one in known:
        if phones & _phones(one):
            _keep(found, Alike(one.key, Relation.SAME, _PHONE_SCORE, "The same telephone number."))
    return _best(found)


def _carers(households: Iterable[HouseholdDetails]) -> tuple[Person, ...]:
    return tuple(
        Person(home.key, carer.first_name, carer.last_name, carer.born_on, home.postcode)
        for home in households
        for carer in home.carers
        if carer.last_name and carer.first_name
    )


def _phones(household: HouseholdDetails) -> set[str]:
    numbers = (household.phone, *(carer.phone for carer in household.carers))
    return {plain for number in numbers if (plain := plain_phone(number))}


# Providers and homes


def like_body(entered: BodyDetails, known: Sequence[BodyDetails]) -> tuple[Alike, ...]:
    """Return which of `known` may be the provider or home entered, likeliest first."""
    if not entered.name and not entered.urn:
        return ()
    found: dict[int, Alike] = {}
    ours = Body(0, entered.name, plain_number(entered.urn), entered.postcode)
    theirs = [Body(one.key, one.name, plain_number(one.urn), one.postcode) for one in known]
    _take(found, match_bodies((ours,), theirs))
    return _best(found)


def _take(found: dict[int, Alike], likenesses: Iterable[Likeness], before: str = "") -> None:
    for one in likenesses:
        if isinstance(one.second, int):
            why = before + one.why[:1].lower() + one.why[1:] if before else one.why
            if one.score == 1.0:
                why = "The same Ofsted number."
            _keep(found, Alike(one.second, Relation.SAME, one.score, why))


def _keep(found: dict[int, Alike], one: Alike) -> None:
    held = found.get(one.key)
    if held is None or one.score > held.score:
        found[one.key] = one


def _best(found: dict[int, Alike]) -> tuple[Alike, ...]:
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.key))[:MOST])
