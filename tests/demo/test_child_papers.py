"""What the children and the households of the demonstration say stands its own check."""

from __future__ import annotations

from datetime import date

import pytest

from art_desktop.demo.child_answers import PAGES
from art_desktop.demo.generate import generate
from art_desktop.demo.home_answers import TOPICS
from art_desktop.demo.household_pictures import SHOWN
from art_desktop.domain.child_words import child_problems, household_problems, reading_advice
from art_desktop.domain.form_answers import problems, tidy
from art_desktop.domain.forms import spec_of
from art_desktop.domain.paper_forms import answers_from_json
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import FormCode, ReadingAge


@pytest.mark.parametrize("key", PAGES, ids=" ".join)
def test_every_childs_page_is_sound(key: tuple[str, str]) -> None:
    assert not [one for one in child_problems(PAGES[key]) if one.grave]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_fewer_words_are_easy_for_the_young(topic: str) -> None:
    for _, fewer in TOPICS[topic]:
        assert reading_advice(fewer, ReadingAge.YOUNGER) == ""


def test_a_dozen_households_tell_of_themselves_and_pass_the_form() -> None:
    service = generate(7, 0.2, today=date(2026, 11, 24))
    forms = [one for one in service.extras if isinstance(one, PaperForm)]
    homes = [one for one in forms if one.code is FormCode.HOUSEHOLD_PROFILE]
    assert len(homes) == SHOWN
    for one in homes:
        answers = answers_from_json(one.body)
        spec = spec_of(FormCode.HOUSEHOLD_PROFILE)
        assert not [p for p in problems(spec, tidy(spec, answers)) if p.grave]
        assert not [p for p in household_problems(answers) if p.grave]
    pages = [one for one in forms if one.code is FormCode.CHILD_PAGE]
    assert len(pages) == len(PAGES)
