from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.questions import (
    BY_NAME,
    QUESTIONS,
    Group,
    Kind,
    in_group,
    none_of_the_rest,
    quick_questions,
    said,
    unanswered,
)
from art_desktop.domain.vocabulary import (
    RISK_NEEDS,
    Coded,
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Plan,
    Sex,
    Suitability,
    SupportWanted,
    Together,
)


def test_every_field_and_every_need_has_one_question() -> None:
    asked = Counter(question.name for question in QUESTIONS)
    names = {f.name for f in fields(Needs) if f.name != "levels"}
    names |= {f"levels.{code}" for code in NeedCode}
    assert asked == dict.fromkeys(names, 1)


def test_the_groups_hold_every_question_and_each_has_some() -> None:
    grouped = [question for group in Group for question in in_group(group)]
    assert tuple(grouped) == QUESTIONS
    assert all(in_group(group) for group in Group)


def test_tonight_can_be_searched_on_from_few_answers() -> None:
    names = {question.name for question in quick_questions()}
    assert {"sex", "together", "home_postcode", "avoid"} <= names
    assert names >= {f"levels.{code}" for code in RISK_NEEDS}
    assert len(names) <= 16


def test_a_choice_has_options_or_a_statutory_list() -> None:
    for question in QUESTIONS:
        if question.kind in {Kind.CHOICE, Kind.CHOICES}:
            assert bool(question.options) != bool(question.code_list), question.name


def test_nothing_is_answered_in_an_empty_profile() -> None:
    open_ones = {question.name for question in unanswered(Needs())}
    left_out = {
        "gender_words",
        "apart_reason",
        "family_unsuitable_by",
        "risk_other",
        "risk_to_others_other",
        "cultural_words",
        "communication_words",
        "support_words",
        "home_adaptation_words",
    }
    assert open_ones == set(BY_NAME) - left_out


def test_why_apart_is_missed_only_where_they_are_apart() -> None:
    apart = {question.name for question in unanswered(Needs(together=Together.APART))}
    assert "apart_reason" in apart
    assert "together" not in apart


@pytest.mark.parametrize(
    ("needs", "name"),
    [
        (Needs(cultural_needs=CulturalNeed.REQUIRED), "cultural_words"),
        (Needs(cultural_needs=CulturalNeed.OTHER), "cultural_words"),
        (Needs(communication=(Communication.OTHER,)), "communication_words"),
        (Needs(support_wanted=(SupportWanted.OTHER,)), "support_words"),
        (Needs(home_adaptation=True), "home_adaptation_words"),
        (Needs(foster_suits=Suitability.UNSUITABLE), "family_unsuitable_by"),
    ],
)
def test_words_are_missed_only_where_an_answer_asks_for_them(needs: Needs, name: str) -> None:
    assert name in {question.name for question in unanswered(needs)}


def test_the_rest_is_said_no_to_and_nothing_that_was_answered_changes() -> None:
    words_alone = NeedAnswer(None, "Said something at school.")
    needs = Needs(
        two_carers=True,
        levels={
            NeedCode.MISSING: NeedAnswer(Level.SOME),
            NeedCode.SELF_HARM: words_alone,
        },
    )
    given = none_of_the_rest(needs, QUESTIONS)
    assert {"two_carers", "levels.missing", "levels.self_harm"}.isdisjoint(given)
    assert given["levels.fire"] == NeedAnswer(Level.NONE)
    assert given["no_pets"] is False
    assert given["support_wanted"] == ()
    # What has to be thought about by itself is never answered in passing.
    assert {"avoid", "together", "deprivation_of_liberty", "keep_school"}.isdisjoint(given)
    assert all(BY_NAME[name].group in {*_RUN_DOWN} for name in given)


_RUN_DOWN = (Group.RISKS, Group.NEEDS, Group.HOME)


def test_no_and_none_are_known_and_empty_lists_too() -> None:
    needs = Needs(
        no_pets=False,
        family_time=(),
        levels={NeedCode.FIRE: NeedAnswer(level=Level.NONE)},
    )
    missing = {question.name for question in unanswered(needs)}
    assert not missing & {"no_pets", "family_time", "levels.fire"}


def test_answers_are_said_in_plain_words() -> None:
    def words(name: str, answer: object) -> str:
        return said(BY_NAME[name], answer, {"WBRI": "White British"})

    assert words("no_pets", True) == "A must"
    assert words("no_pets", False) == "Not needed"
    assert words("no_pets", None) == "Not known"
    assert words("needs_interpreter", False) == "No"
    assert words("plan", Plan.RETURN_HOME) == "Return home"
    assert words("sex", Sex.MALE) == "Male"
    assert words("expected_weeks", 26) == "26 weeks"
    assert words("expected_weeks", 1) == "1 week"
    assert words("ethnicity", "WBRI") == "White British"
    assert words("ethnicity", "ZZZZ") == "ZZZZ"
    assert words("other_languages", ("Polish", "Lithuanian")) == "Polish, Lithuanian"
    assert words("other_languages", ()) == "None"
    assert words("communication", ()) == "Nothing special"
    both = (Communication.BSL, Communication.MAKATON)
    assert words("communication", both) == "British Sign Language, Makaton"
    assert words("communication", None) == "Not known"
    assert words("family_time", ()) == "Nobody"
    mum = FamilyTime("mum", "PE3 6AB", "weekly")
    assert words("family_time", (mum,)) == "mum, weekly, PE3 6AB"
    assert words("avoid", ()) == "Nothing to avoid"
    gang = Avoid("people who exploit him", "PE1", 2.0)
    assert words("avoid", (gang,)) == "PE1 and 2 miles round it: people who exploit him"
    somebody = Avoid("threats", person="stepfather")
    assert words("avoid", (somebody,)) == "stepfather: threats"
    fire = NeedAnswer(Level.SOME, "Lit paper twice.", "Matches locked away.")
    assert words("levels.fire", fire) == "Some: Lit paper twice. What works: Matches locked away."
    assert words("levels.fire", NeedAnswer()) == "Not known"


@given(st.sampled_from(QUESTIONS), st.data())
def test_every_offered_answer_has_words_of_its_own(question: object, data: st.DataObject) -> None:
    assert question in QUESTIONS
    chosen = next(q for q in QUESTIONS if q == question)
    offered: list[object] = [value for value, _ in chosen.options]
    if chosen.kind is Kind.YES_NO:
        offered = [True, False]
    if not offered:
        return
    answer = data.draw(st.sampled_from(offered))
    if chosen.kind is Kind.CHOICES:
        assert said(chosen, (answer,)) == dict(chosen.options)[answer]
        return
    shown = NeedAnswer(Level(str(answer))) if chosen.kind is Kind.LEVEL else answer
    assert said(chosen, shown)
    assert said(chosen, shown) != "Not known"
    if isinstance(answer, Coded):
        assert said(chosen, shown) == answer.words
