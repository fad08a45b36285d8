"""Fills in the forms of the papers for children: the stories' children, and a dozen households."""

from __future__ import annotations

import random
from collections.abc import Collection

from art_desktop.demo.child_answers import PAGES
from art_desktop.demo.home_answers import LINES, SAID, TOPICS
from art_desktop.demo.household_pictures import households_shown
from art_desktop.demo.record import Record, instant
from art_desktop.domain.households import Household
from art_desktop.domain.ids import UserId
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import MemberRelation


def add_child_papers(record: Record, seed: int, first: Collection[int]) -> None:
    """Add what children and households said; chance of its own, so that nothing else is moved."""
    officer = next(UserId(u.id or 0) for u in record.users if u.role is Role.OFFICER)
    requests = {one.id: one for one in record.requests}
    children = {one.id: one for one in record.children}
    for work in record.to_do:
        for line in requests[work.request_id].children:
            child = children[line.child_id]
            answers = PAGES.get((work.key, child.known_as or child.first_name))
            if answers is not None:
                subject = FormSubject(
                    code=FormCode.CHILD_PAGE, request_id=work.request_id, child_id=child.id
                )
                _keep(record, subject, answers, officer, days_ago=0)
    for household in households_shown(record, first):
        rng = random.Random(f"{seed}/profile/{household.reference}")
        subject = FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=household.id)
        _keep(record, subject, profile_of(household, rng), officer, days_ago=rng.randrange(20, 300))


def _keep(
    record: Record, subject: FormSubject, answers: Answers, by: UserId, *, days_ago: int
) -> None:
    record.extras.append(
        PaperForm(
            id=record.next_id("paper_form"),
            code=subject.code,
            subject=subject.key,
            request_id=subject.request_id,
            child_id=subject.child_id,
            household_id=subject.household_id,
            number=1,
            body=answers.to_json(),
            saved_at=instant(record.days_ago(days_ago), 8),
            saved_by=by,
        )
    )


def profile_of(household: Household, rng: random.Random) -> Answers:
    """Return what a household tells, drawn by chance; its people, pets and interests are its own."""
    lines = rng.sample(LINES, len(LINES))
    people = [
        {"name": one.first_name, "words": lines[at % len(lines)]}
        for at, one in enumerate(household.carers)
    ]
    people += [
        {"name": one.first_name, "words": "grew up here and comes for Sunday dinner"}
        if one.relation is MemberRelation.ADULT_CHILD
        else {"name": one.first_name}
        for one in household.members
    ]
    values: dict[str, Answer] = {"people": tuple(people)}
    for topic, told in TOPICS.items():
        words, fewer = rng.choice(told)
        values[topic] = words
        values[f"{topic}_short"] = fewer
    if household.pets and household.pets_note:
        values["pets"] = ({"name": household.pets_note},)
    elif household.pets is False:
        values["no_pets"] = "yes"
    if household.interests:
        interests = household.interests[:1].lower() + household.interests[1:]
        values["fun"] = f"We like {interests}. You choose what we do on Saturdays."
        values["fun_short"] = "You choose what we do on Saturdays."
    said = rng.choice(SAID)
    if said:
        values["said"] = tuple({"words": words} for words in said)
    return Answers(values)
