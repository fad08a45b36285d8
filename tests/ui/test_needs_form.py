"""The needs form: every question, "Not known" for each, drafts, and two people at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.errors import ChangedByOther
from art_desktop.domain.matching_views import EffectView
from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs, changed_answers
from art_desktop.domain.questions import QUESTIONS, Group, unanswered
from art_desktop.domain.vocabulary import (
    RISK_NEEDS,
    CarersWanted,
    Communication,
    Level,
    NeedCode,
    Sex,
    Together,
)
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.list_fields import AvoidField, FamilyTimeField
from art_desktop.ui.pages.request.need_field import NeedField
from art_desktop.ui.pages.request.needs_fields import KnownText, NotKnown
from art_desktop.ui.pages.request.needs_foot import EffectPanel, QuestionFinder
from art_desktop.ui.pages.request.needs_form import NeedsDraft, NeedsForm, merged
from art_desktop.ui.pages.request.needs_part import NeedsPart
from art_desktop.ui.pages.request.several_field import SeveralField
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.widgets.cards import Banner
from art_desktop.ui.widgets.choices import NOT_KNOWN
from tests.ui import request_samples as samples
from tests.ui.request_samples import World

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def form(qtbot: QtBot) -> NeedsForm:
    made = NeedsForm(samples.child(), samples.LISTS)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(qtbot: QtBot, world: World) -> tuple[RequestView, NeedsPart]:
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.open((143, "needs"))
    QCoreApplication.processEvents()
    part = view.parts["needs"]
    assert isinstance(part, NeedsPart)
    return view, part


def form_of(part: NeedsPart) -> NeedsForm:
    assert part.form is not None
    return part.form


def text_of(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def test_what_goes_in_comes_out(form: NeedsForm) -> None:
    assert form.needs() == samples.NEEDS
    assert form.touched_answers() == ()


def test_an_empty_profile_stays_empty(qtbot: QtBot) -> None:
    made = NeedsForm(samples.child(needs=Needs()), {})
    qtbot.addWidget(made)
    # The child's sex is on record, and stands there already.
    assert made.needs() == Needs(sex=samples.child().sex)


def test_every_question_can_be_not_known(form: NeedsForm) -> None:
    form.show_needs(Needs())
    for question in QUESTIONS:
        field = form.field(question.name)
        buttons = [b.text() for b in field.findChildren(QAbstractButton)]
        choices = [b for b in buttons if b == NOT_KNOWN]
        listed = getattr(field, "box", None)
        assert choices or (listed is not None and listed.itemText(0) == NOT_KNOWN), question.name
    assert form.needs() == Needs()


def test_the_pill_takes_words_away_and_gives_them_back(qtbot: QtBot, form: NeedsForm) -> None:
    field = form.field("religion")
    assert isinstance(field, KnownText)
    pill = field.findChild(NotKnown)
    assert isinstance(pill, NotKnown)
    assert not pill.isChecked()
    pill.click()
    assert form.needs().religion is None
    pill.click()
    assert form.needs().religion == samples.NEEDS.religion
    field.line.clear()
    assert pill.isChecked()


def test_a_level_asks_how_it_shows_only_where_there_is_some(form: NeedsForm) -> None:
    field = form.field("levels.fire")
    assert isinstance(field, NeedField)
    assert not field.more.isVisible()
    field.level.set_value(Level.SOME)
    field.level.changed.emit()
    assert field.more.isVisible()
    field.more.how.line.setText("Lit paper twice.")
    field.level.set_value(None)
    field.level.changed.emit()
    assert field.more.isVisible(), "what was typed is not hidden"
    assert form.needs().need(NeedCode.FIRE) == NeedAnswer(None, "Lit paper twice.")


def test_lists_tell_none_from_not_known(form: NeedsForm) -> None:
    field = form.field("family_time")
    assert isinstance(field, FamilyTimeField)
    for value in (None, (), (FamilyTime("mum", None, "weekly"),)):
        field.set_value(value)
        assert field.value() == value
        assert field.own_problem() == ""
    field.set_value((FamilyTime("", "PE1 1HX", ""),))
    assert "whom the child sees" in field.own_problem()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (Avoid("threats", "PE1", 2.0), ""),
        (Avoid("threats", person="stepfather"), ""),
        (Avoid("threats", "PE1 1HX"), "not a postcode district"),
        (Avoid("threats"), "which area or which person"),
        (Avoid("", "PE1"), "Say why"),
    ],
)
def test_what_to_avoid_has_a_place_or_person_and_a_reason(
    form: NeedsForm, entry: Avoid, problem: str
) -> None:
    field = form.field("avoid")
    assert isinstance(field, AvoidField)
    field.set_value((entry,))
    assert problem in field.own_problem()
    assert bool(field.own_problem()) is bool(problem)


def test_the_quick_form_is_open_and_the_rest_folded_with_what_is_in_it(form: NeedsForm) -> None:
    assert [group.is_folded() for group in form.groups] == [False] + [True] * 8
    assert form.groups[0].title == "For tonight"
    assert form.groups[1].title == "The child as a person"


def test_saving_by_keyboard_asks_for_the_next_version(qtbot: QtBot) -> None:
    world = World()
    view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    field = form.field("levels.violence")
    assert isinstance(field, NeedField)
    QCoreApplication.processEvents()
    field.focus_target().setFocus()
    target = view.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_Left)
    qtbot.keyClick(field, ENTER, CONTROL)
    ((command,),) = world.asked("needs.save")
    assert isinstance(command, SaveNeeds)
    assert command.based_on == 3
    assert changed_answers(samples.NEEDS, command.needs) == ("levels.violence",)
    assert part.form is None
    assert any("2 answers changed" in b.words for b in view.findChildren(Banner))


def test_a_wrong_answer_stops_the_saving_and_keeps_the_typing(qtbot: QtBot) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    line = form.field("school_postcode").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("PE3")
    part.save()
    assert world.asked("needs.save") == []
    assert "not a whole postcode" in form.field("school_postcode").problem()
    assert line.text() == "PE3"


def test_typing_is_kept_as_a_draft_and_offered_back(qtbot: QtBot) -> None:
    world = World()
    view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    line = form_of(part).field("school_stage").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "Year 5")
    form_of(part).draft_due.emit()
    assert list(world.drafts) == ["needs:143:1"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert part.form is None
    part.edit(samples.child().child_id)
    assert form_of(part).needs().school_stage == "Year 4"
    offer = next(b for b in part.findChildren(Banner) if "not saved" in b.words)
    offer.button.click()
    assert form_of(part).needs().school_stage == "Year 5"
    part.save()
    assert world.drafts == {}


def test_closing_without_saving_forgets_the_draft(qtbot: QtBot) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form_of(part).draft_due.emit()
    part.discard()
    assert world.drafts == {}
    assert part.form is None


def test_words_that_name_somebody_are_shown_beside_the_answer(qtbot: QtBot) -> None:
    world = World()
    world.answers["needs.identifiers"] = (
        samples.problem("levels.missing", "“Going missing” gives away: a first name “Jamie”."),
    )
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    assert "a first name “Jamie”" in text_of(form.field("levels.missing"))
    world.answers["needs.identifiers"] = ()
    form.draft_due.emit()
    assert "a first name" not in text_of(form.field("levels.missing"))


def test_two_people_at_once_lose_nothing(qtbot: QtBot) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    line = form.field("school_stage").findChild(QLineEdit)
    religion = form.field("religion").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert isinstance(religion, QLineEdit)
    line.setText("Year 5")
    religion.setText("None")
    theirs = replace(samples.NEEDS, religion="Catholic", food="No eggs.")
    newest = samples.child(needs=theirs, profile_number=4, profile_recorded_by="Bo Other")
    world.page = samples.page(children=(newest,))
    world.answers["needs.save"] = ChangedByOther("The needs profile was not saved.")
    part.save()
    assert form_of(part) is form
    assert form.clash is not None
    assert set(form.clash.choices) == {"religion"}
    shown = text_of(form.clash)
    assert "Bo Other" in shown
    assert "Mine: None" in shown
    assert "Theirs: Catholic" in shown
    assert form.needs().school_stage == "Year 5"
    assert form.needs().food == "No eggs."
    assert form.needs().religion == "None"
    form.clash.choices["religion"].set_value("theirs")
    del world.answers["needs.save"]
    part.save()
    *_, (command,) = world.asked("needs.save")
    assert isinstance(command, SaveNeeds)
    assert command.based_on == 4
    assert command.needs == replace(theirs, school_stage="Year 5")


def test_the_rest_of_the_risks_is_said_no_to_at_once_and_taken_back(form: NeedsForm) -> None:
    before = form.needs()
    group = form.groups[0]
    form.say_rest(group)
    after = form.needs()
    risks = {f"levels.{code}" for code in RISK_NEEDS}
    given = set(changed_answers(before, after))
    assert given == {name for name in risks if not before.level(NeedCode(name[7:]))}
    assert all(after.answer(name) == NeedAnswer(Level.NONE) for name in given)
    assert form.touched()
    assert f"{len(given)} answers recorded at once" in text_of(group)
    violence = form.field("levels.violence")
    violence.set_value(NeedAnswer(Level.SOME))
    form.take_rest_back(group)
    assert form.needs() == before.with_answer("levels.violence", NeedAnswer(Level.SOME))


def test_must_haves_are_said_not_to_be_needed_at_once(form: NeedsForm) -> None:
    group = next(group for group in form.groups if group.title == Group.HOME.words)
    form.say_rest(group)
    needs = form.needs()
    assert needs.non_smoking is True
    assert needs.no_younger_children is False
    assert needs.carers_wanted is CarersWanted.ANY
    assert needs.keep_school is samples.NEEDS.keep_school


def test_f8_goes_to_the_next_that_is_not_answered_and_round_again(
    qtbot: QtBot, form: NeedsForm
) -> None:
    went: list[str] = []
    form.gone_to.connect(lambda field: went.append(field.name))
    form.activateWindow()
    for _ in range(3):
        qtbot.keyClick(form, Qt.Key.Key_F8)
    open_ones = {question.name for question in unanswered(form.needs())}
    assert set(went) <= open_ones
    assert len(set(went)) == 3
    form.go_to("health_words")
    form.field("supported_suits").focus_target().setFocus()
    went.clear()
    form.go_to("supported_suits")
    form.go_to_next()
    assert went[-1] == next(name for name in form.values() if name in open_ones)


def test_a_letter_chooses_among_choices_side_by_side(qtbot: QtBot, form: NeedsForm) -> None:
    field = form.field("levels.violence")
    assert isinstance(field, NeedField)
    field.focus_target().setFocus()
    answers = []
    for letter in (Qt.Key.Key_S, Qt.Key.Key_S, Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_N):
        qtbot.keyClick(form.focusWidget(), letter)
        answers.append(field.value().level)
    assert answers == [Level.SOME, Level.SIGNIFICANT, Level.COMPLEX, None, Level.NONE]


def test_contradictions_are_said_under_both_answers_and_stop_nothing(
    qtbot: QtBot,
) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    form.go_to("no_pets")
    for name in ("no_pets", "pets_wanted"):
        field = form.field(name)
        field.set_value(True)
        field.changed.emit()
    for name in ("no_pets", "pets_wanted"):
        assert "Which of the two is it?" in text_of(form.field(name))
    part.save()
    assert len(world.asked("needs.save")) == 1


def test_words_are_asked_for_once_an_answer_wants_them(form: NeedsForm) -> None:
    several = form.field("communication")
    assert isinstance(several, SeveralField)
    words = form.field("communication_words")
    form.go_to("communication")
    assert not words.isVisible()
    several.ticks[Communication.OTHER].click()
    assert words.isVisible()
    several.none.click()
    assert several.value() == ()
    assert not words.isVisible()
    several.unknown.click()
    assert several.value() is None
    several.ticks[Communication.BSL].click()
    assert several.value() == (Communication.BSL,)
    assert not several.none.isChecked()
    assert not several.unknown.isChecked()


def test_a_question_is_found_by_part_of_its_words(qtbot: QtBot) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    form = form_of(part)
    went: list[str] = []
    form.gone_to.connect(lambda field: went.append(field.name))
    finder = part.findChild(QuestionFinder)
    assert isinstance(finder, QuestionFinder)
    qtbot.keyClicks(finder, "smok")
    qtbot.keyClick(finder, ENTER)
    assert went == ["non_smoking"]
    assert finder.text() == ""


class Typist:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, view: QWidget) -> None:
        self.view, self.presses = view, 0

    def focus(self) -> QWidget:
        focus = self.view.window().focusWidget()
        assert focus is not None
        return focus

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focus(), key, held)
            QCoreApplication.processEvents()
            self.presses += 1

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)
        self.presses += len(words)


def test_a_request_for_tonight_is_answered_by_keyboard_alone_in_few_keys(qtbot: QtBot) -> None:
    world = World()
    world.page = samples.page(children=(samples.second_child(),))
    view, part = opened(qtbot, world)
    view.activateWindow()
    part.focus_first()
    QCoreApplication.processEvents()
    hands = Typist(view)
    hands.press(Qt.Key.Key_T)  # together
    hands.press(Qt.Key.Key_Tab)
    hands.type("pe1 1hx")
    hands.press(Qt.Key.Key_F8)  # areas to avoid: nothing
    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_F8, times=2)  # past self-harm to going missing
    hands.press(Qt.Key.Key_S, times=2)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Twice since August, to nan.")
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus().accessibleName() == "Going missing: What works"
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus().accessibleName().startswith("Offending: ")
    hands.press(Qt.Key.Key_R, ALT)  # the rest of the risks: none
    hands.press(Qt.Key.Key_Return, CONTROL)
    ((command,),) = world.asked("needs.save")
    assert isinstance(command, SaveNeeds)
    risks = {code: NeedAnswer(Level.NONE) for code in RISK_NEEDS}
    shown = NeedAnswer(Level.SIGNIFICANT, "Twice since August, to nan.")
    assert command.needs == Needs(
        sex=Sex.MALE,
        together=Together.TOGETHER,
        home_postcode="PE1 1HX",
        avoid=(),
        levels={**risks, NeedCode.MISSING: shown},
    )
    words = len("pe1 1hx") + len("Twice since August, to nan.")
    assert hands.presses - words == KEYS_FOR_TONIGHT


KEYS_FOR_TONIGHT = 13
"""Presses beside what is typed in words: 47 in all, for siblings, postcode, areas and twelve risks."""

EFFECT = EffectView(
    "The first of the list changes.",
    ("Okafor comes first, before Hall.", "Nowak is not suitable any more: no pets."),
)


def test_saving_shows_what_it_changes_in_the_shortlist(qtbot: QtBot) -> None:
    world = World()
    world.answers["searching.effect"] = EFFECT
    view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    line = form_of(part).field("religion").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("Catholic")
    part.save()
    QCoreApplication.processEvents()
    assert ("searching.effect", samples.page().id) in world.calls
    shown = text_of(part)
    for words in (EFFECT.words, *EFFECT.lines, "Changed in this version: religion or faith"):
        assert words in shown
    (panel,) = part.findChildren(EffectPanel)
    go = next(b for b in panel.findChildren(QAbstractButton) if "Shortlist" in b.text())
    go.click()
    assert view.tabs.current() == "shortlist"
    view.go_to("needs")
    assert EFFECT.words not in text_of(part)


def test_a_change_that_changes_no_shortlist_says_nothing_of_it(qtbot: QtBot) -> None:
    world = World()
    _view, part = opened(qtbot, world)
    part.edit(samples.child().child_id)
    part.save()
    assert world.asked("searching.effect")
    assert part.findChildren(EffectPanel) == []


_TEXTS = st.sampled_from([None, "a", "b", "c"])
_LEVELS = st.sampled_from([None, *Level])
_NEEDS = st.builds(
    lambda likes, food, pets, together, fire: Needs(
        likes=likes,
        food=food,
        no_pets=pets,
        together=together,
        levels={NeedCode.FIRE: NeedAnswer(fire)} if fire else {},
    ),
    _TEXTS,
    _TEXTS,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, *Together]),
    _LEVELS,
)


@given(_NEEDS, _NEEDS, _NEEDS)
def test_merging_keeps_every_answer_of_mine_and_every_other_of_theirs(
    base: Needs, mine: Needs, theirs: Needs
) -> None:
    together, clashing = merged(base, mine, theirs)
    mine_changed = set(changed_answers(base, mine))
    for question in QUESTIONS:
        name = question.name
        wanted = mine if name in mine_changed else theirs
        assert together.answer(name) == wanted.answer(name)
    assert set(clashing) == {
        name
        for name in mine_changed & set(changed_answers(base, theirs))
        if mine.answer(name) != theirs.answer(name)
    }


@given(_NEEDS, st.integers(0, 99))
def test_a_draft_comes_back_as_it_was_kept(needs: Needs, number: int) -> None:
    draft = NeedsDraft(number, needs)
    assert NeedsDraft.from_json(draft.to_json()) == draft


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"based_on": "x", "needs": "{}"}', "["])
def test_a_draft_that_cannot_be_read_is_none(text: str) -> None:
    assert NeedsDraft.from_json(text) is None


def test_a_role_that_may_not_edit_gets_no_form(qtbot: QtBot) -> None:
    view, _part = opened(qtbot, World(actor=samples.BUSINESS))
    assert not [
        b
        for b in view.findChildren(QAbstractButton)
        if "needs" in b.text().lower() and b.text() != ""
    ]
