"""More open requests, for a service larger than one council's: put together from parts, no two alike."""

from __future__ import annotations

import random
from typing import Final

from art_desktop.demo.brief_needs import person_words
from art_desktop.demo.families import draw_needs
from art_desktop.demo.names import EUROPEAN, MIXED, WHITE_BRITISH
from art_desktop.demo.need_words import need_answers
from art_desktop.demo.people import ASSESSMENT_TEAM, SAFEGUARDING_TEAM
from art_desktop.demo.story import NEAR, Story, StoryChild
from art_desktop.domain.needs import FamilyTime, Needs
from art_desktop.domain.vocabulary import Plan, Post, RequestKind, Sex, Stage, Urgency

_WHY: Final = (
    "The protection plan has run for a year and home is no safer.",
    "A grandparent who had the children has become ill.",
    "Found alone at home by the police.",
    "The parents have separated and neither has somewhere to live.",
    "A parent goes into hospital next week.",
    "Bruises that were not explained; the court sits on Friday.",
)


def more_stories(rng: random.Random, count: int) -> list[Story]:
    """Return so many further stories, each for one child, with different words about each child."""
    told: set[tuple[str, ...]] = set()
    stories: list[Story] = []
    while len(stories) < count:
        story, words = _story(rng, len(stories))
        if words not in told:
            told.add(words)
            stories.append(story)
    return stories


def _story(rng: random.Random, number: int) -> tuple[Story, tuple[str, ...]]:
    age = rng.choices(range(17), [3, *(2 for _ in range(9)), *(4 for _ in range(7))])[0]
    community = rng.choice((*(WHITE_BRITISH,) * 7, *EUROPEAN[:3], *MIXED))
    sex = rng.choice(list(Sex))
    needs_levels = draw_needs(rng, age)
    person = person_words(rng, age)
    answers = need_answers(rng, needs_levels, age, community.ethnic, "")
    needs = Needs(
        plan=rng.choice((Plan.SHORT_TERM, Plan.RETURN_HOME)),
        expected_weeks=rng.randrange(4, 52),
        keep_school=True if age >= 4 else None,
        family_time=(FamilyTime("Mother", NEAR, "Weekly"),),
        levels=answers,
        someone_home=True if age < 10 else None,
        own_bedroom=age >= 10,
        likes=person["likes"],
        good_at=person["good_at"],
        routines=person["routines"],
        food=person["food"],
        bedtime=person["bedtime"],
        comfort=person["comfort"],
        wishes=person["wishes"],
    )
    authorised = rng.random() < 0.6
    urgent = rng.random() < 0.4
    post = Post.ASSISTANT_DIRECTOR if urgent else Post.PASP
    story = Story(
        key=f"more-{number}",
        kind=RequestKind.FIRST_TIME,
        urgency=Urgency.URGENT if urgent else Urgency.PLANNED,
        stage=Stage.AUTHORISED if authorised else Stage.REFERRED,
        needed_in_hours=rng.randrange(4, 500),
        referred_days_ago=rng.randrange(1, 14),
        why=rng.choice(_WHY),
        urgent_reason="It cannot wait for the panel." if urgent else "",
        team=rng.choice((ASSESSMENT_TEAM, SAFEGUARDING_TEAM)),
        decided_by=post if authorised else None,
        outcode=rng.choice(("PE1", "PE2", "PE3", "PE4", "PE7")),
        children=(
            StoryChild(
                first_name=community.given(rng, sex),
                last_name=community.surname(rng, sex),
                sex=sex,
                age=(age, rng.randrange(11), rng.randrange(1, 28)),
                community=community,
                religion=rng.choice(community.religions),
                language=community.languages[0],
                school="Brindlecote Primary School"
                if 4 <= age < 11
                else "Dunlinmere Academy"
                if age >= 11
                else "",
                needs=needs,
            ),
        ),
    )
    words = (
        *(str(word) for word in person.values()),
        *(answer.words for answer in answers.values()),
    )
    return story, words
