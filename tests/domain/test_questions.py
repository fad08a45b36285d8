from __future__ import annotations

from collections import Counter
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.questions import (
    BY_NAME,
    QUESTIONS,
    Group,
    Kind,
    in_group,
    quick_questions,
    said,
    unanswered,
)
from art_desktop.domain.vocabulary import RISK_NEEDS, Coded, Level, NeedCode, Plan, Sex, Together


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
    assert len(names) <= 14


def test_a_choice_has_options_or_a_statutory_list() -> None:
    for question in QUESTIONS:
        if question.kind is Kind.CHOICE:
            assert bool(question.options) != bool(question.code_list), question.name


def test_nothing_is_answered_in_an_empty_profile() -> None:
    open_ones = {question.name for question in unanswered(Needs())}
    left_out = {"gender_words", "apart_reason", "family_unsuitable_by"}
    assert open_ones == set(BY_NAME) - left_out


def test_why_apart_is_missed_only_where_they_are_apart() -> None:
    apart = {question.name for question in unanswered(Needs(together=Together.APART))}
    assert "apart_reason" in apart
    assert "together" not in apart


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
    shown = NeedAnswer(Level(str(answer))) if chosen.kind is Kind.LEVEL else answer
    assert said(chosen, shown)
    assert said(chosen, shown) != "Not known"
    if isinstance(answer, Coded):
        assert said(chosen, shown) == answer.words
