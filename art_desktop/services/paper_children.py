"""The papers for children: the child's own page, and Meet your carers (product.md §6; S004 §2.3.6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from art_desktop.domain.carer_profiles import Shown, carers_profile
from art_desktop.domain.child_pages import (
    NATIONAL,
    TO_TURN,
    Helper,
    Ring,
    childs_page,
    first_names,
    own_words,
)
from art_desktop.domain.child_words import grave_words, names_found, told
from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.household_names import private_words
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.names_in_text import without_stand_ins
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import NOTHING, Answers, FormProblem, FormSubject
from art_desktop.domain.paper_words import FormCode, ReadingAge, young
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.domain.wording import listed
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.paper_forms import answers_of, version_of
from art_desktop.services.pictures import pictures_of
from art_desktop.services.placement_prefill import Knows
from art_desktop.services.placement_prefill import knows as known_of
from art_desktop.services.standing import Held, hold

_NOT_DRAFTED: Final = "The paper was not drafted."
_UNKNOWN: Final = "unknown"
"""What stands, beside the stand-ins, where nobody has said what a carer is called."""

_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def build_page(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of a child's own page; before anybody filled it in, one to write and draw on.

    Raises: RuleBroken: no child is named, or something in it is nothing for a child to read.
    """
    assert ask.request_id is not None
    held = hold(desk.uow, ask.request_id, desk.today)
    child = _child_of(held, ask.child_id)
    known = Knows(desk.uow, held, child, desk.today)
    subject = FormSubject(code=FormCode.CHILD_PAGE, request_id=ask.request_id, child_id=child.id)
    answers = answers_of(desk.uow, subject) or NOTHING
    _require_fit(
        words
        for _, text in told(answers, besides=frozenset({"advocate_phone"}))
        for words in grave_words(own_words(text))
    )
    months = age_in_months(child.born_on, desk.today)
    age = ask.reading_age or young(months // 12)
    matched = held.standing.match is not None
    body = childs_page(
        known.first_name,
        answers,
        reading_age=age,
        months=months,
        home=_carers(known.household) if matched else "",
        day=spoken_day(known.starts_on) if matched else "",
        ring=_whom_to_ring(known, answers),
    )
    number = version_of(desk.uow, subject)
    return Built(
        body=body,
        reference=held.request.reference,
        stem=f"{held.request.reference}-own-page-{child.id}-{age.value}",
        subject_words=f"{known.first_name}, {_readers(age)}",
        made_from={"child page": number} if number else {},
    )


def build_carers(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of a household's profile, for one child of a request, or for any.

    Raises: RuleBroken: no household is named or chosen, or something in it is nothing for a child to read.
    """
    held = hold(desk.uow, ask.request_id, desk.today) if ask.request_id is not None else None
    household = desk.uow.get(Household, _household_of(desk.uow, held, ask))
    assert household.id is not None
    coming = [_child_of(held, ask.child_id)] if held and ask.child_id else []
    coming = coming or list(held.children if held else ())
    subject = FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=household.id)
    answers = answers_of(desk.uow, subject) or NOTHING
    pictures = pictures_of(desk.uow, household.id)
    private = _private(desk.uow, household, besides={one.id for one in coming})
    texts = [text for _, text in told(answers)]
    texts += [text for one in pictures for text in (one.caption, one.words)]
    _require_fit(words for text in texts for words in (*grave_words(text), *_named(text, private)))
    youngest = min((age_in_months(one.born_on, desk.today) // 12 for one in coming), default=None)
    age = ask.reading_age or young(youngest)
    carers = _carers(household)
    names = listed([one.known_as or one.first_name for one in coming])
    number = version_of(desk.uow, subject)
    reference = held.request.reference if held else ""
    return Built(
        body=carers_profile(
            answers,
            carers=first_names_of(household),
            reading_age=age,
            for_name=names,
            pictures=[
                Shown(
                    content=one.content,
                    width=one.width,
                    height=one.height,
                    caption=one.caption,
                    alt=one.words,
                )
                for one in pictures
            ],
        ),
        reference=reference,
        stem=f"{f'{reference}-' if reference else ''}meet-your-carers-{household.id}-{age.value}",
        subject_words=", ".join(part for part in (carers, f"for {names}" if names else "") if part)
        + f", {_readers(age)}",
        made_from={"household profile": number} if number else {},
    )


def _readers(age: ReadingAge) -> str:
    """Return for whom a kept paper is written: "younger readers"."""
    return f"{age.value} readers"


def spoken_day(on: date) -> str:
    """Return a day as one says it to a child: "Friday 27 November"."""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def _child_of(held: Held, child_id: ChildId | None) -> Child:
    """Return the child that is meant: the one named, or the only one. Raises: RuleBroken."""
    if child_id is None and len(held.children) == 1:
        return held.children[0]
    for child in held.children:
        if child.id == child_id:
            return child
    raise RuleBroken(
        _NOT_DRAFTED,
        "It is made for one child, and no child of this request was named.",
        "Choose the child, then draft it again.",
        rule="no_child",
    )


def _household_of(uow: UnitOfWork, held: Held | None, ask: PaperAsk) -> HouseholdId:
    """Return the household that is meant: the one named, the option's, or the chosen one's. Raises: RuleBroken."""
    if ask.household_id is not None:
        return ask.household_id
    match = held.standing.match if held else None
    option_id = ask.option_id or (match.option_id if match else None)
    found = uow.get(Option, option_id).household_id if option_id is not None else None
    if found is None:
        raise RuleBroken(
            _NOT_DRAFTED,
            "No fostering household has been chosen that it could tell of.",
            "Choose a household, or agree the match first.",
            rule="no_household",
        )
    return found


def first_names_of(household: Household) -> list[str]:
    """Return what the carers are called, first names alone; nothing for those whom nobody has named."""
    carers = sorted(household.carers, key=lambda one: one.position)
    names = without_stand_ins(one.first_name for one in carers)
    return [name for name in names if name.strip().casefold() != _UNKNOWN]


def _carers(household: Household | None) -> str:
    return first_names(first_names_of(household)) if household else ""


def _whom_to_ring(known: Knows, answers: Answers) -> list[Ring]:
    """Return whom the child can ring: those whose number is known, and who answers any child."""
    request = known.held.request
    worker = request.social_worker or known.child.social_worker
    rings = [
        Ring(who=Helper.SOCIAL_WORKER, name=first_names([worker]), phone=known.worker_phone),
        Ring(who=Helper.NIGHT, phone=known.service.out_of_hours_phone),
        Ring(
            who=Helper.ADVOCATE,
            name=first_names([answers.text("advocate")]),
            phone=answers.text("advocate_phone"),
        ),
    ]
    return [*(one for one in rings if one.phone), *NATIONAL]


def _require_fit(found: Iterable[str]) -> None:
    """Refuse what a child should not read. Raises: RuleBroken."""
    words = tuple(dict.fromkeys(found))
    if words:
        raise RuleBroken(
            _NOT_DRAFTED,
            " ".join(words),
            "Change the words in the form or under the picture, then draft it again.",
            rule="not_for_a_child",
        )


def _private(
    uow: UnitOfWork, household: Household, besides: Iterable[ChildId | None] = ()
) -> tuple[str, ...]:
    """Return what the record knows that a profile must not hold: surnames, street, children of now and before."""
    assert household.id is not None
    but = set(besides)
    there = [
        uow.get(Child, one.child_id)
        for one in uow.all(Placement, household_id=household.id)
        if one.child_id not in but
    ]
    return private_words(household, there)


def _named(text: str, private: Iterable[str]) -> list[str]:
    return [
        f"“{name}” says who or where somebody is: a surname, a street, a child living there. Leave it out."
        for name in names_found(text, private)
    ]


def household_check(
    uow: UnitOfWork, subject: FormSubject, answers: Answers
) -> tuple[FormProblem, ...]:
    """Check a profile's answers against what the record knows of the household: names and streets are grave."""
    assert subject.household_id is not None
    household = uow.get(Household, subject.household_id)
    private = _private(uow, household)
    return tuple(
        FormProblem(name, words, grave=True)
        for name, text in told(answers)
        for words in _named(text, private)
    )


def propose_page(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose what adults wrote of the child, marked as to be put in the child's own words; never printed as it is."""
    known = known_of(uow, subject, today)
    needs = known.needs
    written = {
        "loves": needs.likes,
        "good_at": needs.good_at,
        "daytime": needs.routines,
        "bedtime": needs.bedtime,
        "food_yes": needs.food,
        "sad": needs.comfort,
        "know": needs.wishes,
    }
    turned = {
        name: f"{TO_TURN} {' '.join(words.split())}" for name, words in written.items() if words
    }
    return Answers({"name": known.first_name, **turned})


def propose_profile(uow: UnitOfWork, subject: FormSubject, _today: date) -> Answers:
    """Propose what the record knows: who lives there, pets, languages, interests, the car, who is at home."""
    assert subject.household_id is not None
    home = uow.get(Household, subject.household_id)
    own = [{"name": one.first_name, "words": one.relation.words} for one in home.members]
    languages = [one.language for one in home.languages]
    others = [one for one in languages if one.casefold() != "english"]
    values = {
        "people": (*({"name": name} for name in first_names_of(home)), *own),
        "pets": ({"name": home.pets_note},) if home.pets and home.pets_note else (),
        "no_pets": "yes" if home.pets is False else "",
        "fun": f"We like {home.interests}." if home.interests else "",
        "day": "One of us is at home in the day." if home.someone_home else "",
        "school": "We have a car and can take you." if home.has_car else "",
        "faith": f"We speak {listed(['English', *others])}." if others else "",
    }
    return Answers({name: value for name, value in values.items() if value})
