"""The shortlist by keyboard: move, open, ask, record a reason, compare; nothing hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.commands import AskHousehold, OpenTier, OverrideRule, RecordNotUsed
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import ApproachMeans, NotUsedReason, OptionState, Tier, Verdict
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.comparison import Comparison, criteria_of
from art_desktop.ui.pages.request.option_pane import may_override
from art_desktop.ui.pages.request.option_row import OptionRow
from art_desktop.ui.pages.request.option_words import (
    FAILED,
    chip_words,
    excluded_counts,
    failed_words,
)
from art_desktop.ui.pages.request.shortlist import ShortlistPart
from art_desktop.ui.pages.request.tier import TierSection
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.widgets.cards import Banner
from tests.ui import request_samples as samples
from tests.ui.request_samples import World


def opened(qtbot: QtBot, world: World) -> tuple[RequestView, ShortlistPart, list[OptionRow]]:
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1280, 900)
    view.show()
    view.open((143, "shortlist"))
    QCoreApplication.processEvents()
    part = view.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    for _ in range(5):
        QCoreApplication.processEvents()
    part.focus_first()
    return view, part, part.findChildren(OptionRow)


def press(qtbot: QtBot, widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(widget, key)


def text_of(widget: QWidget) -> str:
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(found)


def test_two_keys_record_that_a_household_was_asked_by_telephone(qtbot: QtBot) -> None:
    world = World()
    view, _part, rows = opened(qtbot, world)
    assert view.focusWidget() is rows[0]
    press(qtbot, rows[0], Qt.Key.Key_A)
    focused = view.focusWidget()
    assert isinstance(focused, QLineEdit)
    press(qtbot, focused, Qt.Key.Key_Return)
    ((command,),) = world.asked("approaching.ask")
    assert isinstance(command, AskHousehold)
    assert command.means is ApproachMeans.TELEPHONE
    assert command.option_id == 1


def test_arrows_move_enter_opens_esc_closes(qtbot: QtBot) -> None:
    view, part, rows = opened(qtbot, World())
    press(qtbot, rows[0], Qt.Key.Key_Down)
    assert view.focusWidget() is rows[1]
    press(qtbot, rows[1], Qt.Key.Key_Return)
    assert part.pane.isVisible()
    assert part.pane.option is not None
    assert part.pane.option.title == "Okafor"
    press(qtbot, rows[1], Qt.Key.Key_Down)
    assert part.pane.option.title == rows[2].option.title
    press(qtbot, rows[2], Qt.Key.Key_Escape)
    assert not part.pane.isVisible()
    assert view.focusWidget() is rows[2]


def test_the_reason_is_proposed_and_recorded(qtbot: QtBot) -> None:
    world = World()
    view, _part, rows = opened(qtbot, world)
    press(qtbot, rows[2], Qt.Key.Key_R)
    focused = view.focusWidget()
    assert focused is not None
    press(qtbot, focused, Qt.Key.Key_Return)
    ((command,),) = world.asked("searching.not_used")
    assert isinstance(command, RecordNotUsed)
    assert command.reason is NotUsedReason.DISTANCE
    assert command.option_id == 3


def test_space_chooses_and_c_compares_differences_first(qtbot: QtBot) -> None:
    view, part, rows = opened(qtbot, World())
    press(qtbot, rows[0], Qt.Key.Key_C)
    assert part.findChild(Comparison) is None
    for row in rows[:4]:
        press(qtbot, row, Qt.Key.Key_Space)
    press(qtbot, rows[0], Qt.Key.Key_C)
    comparison = part.comparison
    assert comparison is not None
    # The fourth choice lets the first go: three stand side by side at most.
    assert [option.id for option in comparison.options] == [2, 3, 4]
    words = text_of(comparison)
    assert "Nine placements aged 8 to 11." not in words
    comparison.toggle.click()
    assert "Nine placements aged 8 to 11." in text_of(comparison)
    assert words.index("Score") < words.index("Cost") < words.index("Can start")
    press(qtbot, comparison, Qt.Key.Key_Escape)
    assert part.comparison is None
    assert view.focusWidget() is rows[1]


def test_criteria_differ_or_are_alike_and_none_is_lost() -> None:
    one, two = samples.option(1), samples.option(2)
    differing, alike = criteria_of([one, two])
    assert differing == ["school"]
    assert set(differing) | set(alike) == {v.code for v in one.verdicts} - {"pets"}
    assert alike.index("places") < alike.index("siblings")


def test_an_indicative_search_says_so_loudly(qtbot: QtBot) -> None:
    view, part, _rows = opened(qtbot, World(page=samples.unauthorised()))
    loud = [b.words for b in part.findChildren(Banner) if b.isVisibleTo(view)]
    assert any(words.startswith("Indicative only") for words in loud)
    calm = World()
    view, part, _rows = opened(qtbot, calm)
    assert not [b for b in part.findChildren(Banner) if b.isVisibleTo(view)]


def test_searching_asks_the_service_and_starts_at_the_first_option(qtbot: QtBot) -> None:
    world = World()
    world.shortlist = replace(samples.shortlist(0), search_id=None, tiers=(), learn=())
    view, part, rows = opened(qtbot, world)
    assert rows == []
    assert "Nothing has been searched yet" in text_of(part)
    world.shortlist = samples.shortlist()
    assert part.head.search_button is not None
    part.head.search_button.click()
    QCoreApplication.processEvents()
    assert len(world.asked("searching.run")) == 1
    first = part.findChildren(OptionRow)[0]
    assert view.focusWidget() is first


def test_those_not_suitable_are_folded_counted_and_all_there(qtbot: QtBot) -> None:
    view, part, _rows = opened(qtbot, World())
    section = next(s for s in part.findChildren(TierSection) if s.view.tier is Tier.IN_HOUSE)
    assert section.fold.text() == "137 not suitable"
    assert "no place on the date 2" in text_of(section)
    section.fold.click()
    assert section.table is not None
    assert section.table.model.rowCount() == 137
    section.table.filter.setText("break")
    assert 0 < section.table.model.rowCount() < 137
    press(qtbot, section.table.view, Qt.Key.Key_Return)
    assert part.pane.option is not None
    assert not part.pane.option.suitable
    assert "Taking a break" in text_of(part.pane)
    assert view.isVisible()


def test_only_a_role_that_may_can_override(qtbot: QtBot) -> None:
    assert may_override(Role.MANAGER, Role.MANAGER)
    assert not may_override(Role.OFFICER, Role.MANAGER)
    assert not may_override(Role.MANAGER, None)
    out = samples.unsuitable(101)
    assert out.overridable_by is Role.MANAGER
    for actor, there in ((samples.OFFICER, False), (samples.MANAGER, True)):
        world = World(actor=actor)
        _view, part, _rows = opened(qtbot, world)
        part.open_option(out)
        words = [b.text() for b in part.pane.findChildren(QAbstractButton)]
        assert ("Override this rule …" in words) is there


def test_an_override_needs_its_reason(qtbot: QtBot) -> None:
    world = World(actor=samples.MANAGER)
    view, part, _rows = opened(qtbot, world)
    part.ask_in_place("override", samples.unsuitable(101))
    area = view.focusWidget()
    assert isinstance(area, QPlainTextEdit)
    enter, control = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(area, enter, control)
    assert world.asked("searching.override") == []
    area.setPlainText("Approval is being varied on Thursday.")
    qtbot.keyClick(area, enter, control)
    ((command,),) = world.asked("searching.override")
    assert isinstance(command, OverrideRule)
    assert command.reason == "Approval is being varied on Thursday."


def test_a_closed_tier_says_why_and_can_be_opened_with_a_reason(qtbot: QtBot) -> None:
    world = World()
    view, part, _rows = opened(qtbot, world)
    section = next(s for s in part.findChildren(TierSection) if s.view.tier is Tier.IFA)
    assert "Hall: ask, or record why not" not in text_of(section)
    section.why.click()
    assert "Hall: ask, or record why not" in text_of(section)
    early = next(
        b for b in section.findChildren(QAbstractButton) if b.text().startswith("Open it now")
    )
    early.click()
    area = view.focusWidget()
    assert isinstance(area, QPlainTextEdit)
    area.setPlainText("He has nowhere tonight.")
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((command,),) = world.asked("searching.open_tier")
    assert isinstance(command, OpenTier)
    assert command.reason == "He has nowhere tonight."


@pytest.mark.parametrize("state", list(OptionState))
def test_every_state_of_an_option_is_shown_in_words(qtbot: QtBot, state: OptionState) -> None:
    option = samples.option(1, state=state, state_words=state.words)
    row = OptionRow(option, may_act=True)
    qtbot.addWidget(row)
    assert state.words.lower() in row.accessibleName().lower()


def test_forty_options_are_all_reached_by_the_arrow_key(qtbot: QtBot) -> None:
    view, part, rows = opened(qtbot, World(shortlist=samples.shortlist(40)))
    assert len(rows) == 40
    for row in rows[:-1]:
        press(qtbot, row, Qt.Key.Key_Down)
    assert view.focusWidget() is rows[-1]
    QCoreApplication.processEvents()
    assert rows[-1].visibleRegion().boundingRect().height() > 20
    assert part.list.area.verticalScrollBar().value() > 0


def test_what_took_a_household_out_is_said_as_a_failing() -> None:
    from art_desktop.domain.matching.criteria.registry import HARD

    for criterion in HARD:
        assert criterion.code in FAILED, criterion.code
        told = samples.verdict(criterion.code, criterion.title, Verdict.NOT_MET, hard=True)
        out = samples.option(1, excluded_by=criterion.title, verdicts=(told,))
        assert failed_words(out) == FAILED[criterion.code]
    two = (
        samples.verdict("not_on_hold", "Not on hold", Verdict.NOT_MET, hard=True),
        samples.verdict("next_year", "A rule, of next year", Verdict.NOT_MET, hard=True),
        samples.verdict("two_carers", "Two carers", Verdict.NOT_MET),
    )
    out = samples.option(1, excluded_by="Not on hold, A rule, of next year", verdicts=two)
    assert failed_words(out) == "on hold, not met: a rule, of next year"
    unexplained = samples.option(1, excluded_by="Registered with Ofsted", verdicts=())
    assert failed_words(unexplained) == "not met: registered with Ofsted"


def test_those_taken_out_are_counted_by_the_first_rule_of_each() -> None:
    hold = samples.verdict("not_on_hold", "Not on hold", Verdict.NOT_MET, hard=True)
    pets = samples.verdict("no_pets", "No pets", Verdict.NOT_MET, hard=True)
    out = (
        samples.option(1, suitable=False, excluded_by="No pets", verdicts=(pets,)),
        samples.option(
            2, suitable=False, excluded_by="Not on hold, No pets", verdicts=(hold, pets)
        ),
        samples.option(3, suitable=False, excluded_by="Not on hold", verdicts=(hold,)),
    )
    tier = replace(samples.shortlist().tiers[1], not_suitable=out)
    assert excluded_counts(tier) == (("on hold", 2), ("pets", 1))


def test_chips_are_short_and_say_how_far() -> None:
    option = samples.option(1, school_miles=1.24, distance_miles=None)
    school = samples.verdict("same_school", "Stays at the same school")
    home = samples.verdict("near_home", "Near home")
    skill = samples.verdict(
        "skill_missing", "Skills: going missing", Verdict.SUPPORT, support="24/7 support line"
    )
    long = samples.verdict(
        "skill_health", "Skills: health", Verdict.SUPPORT, support="Equipment, after an assessment"
    )
    assert chip_words(school, option) == "School 1.2 mi"
    assert chip_words(home, option) == "Home"
    assert chip_words(skill, option) == "Going missing: 24/7 support line"
    assert chip_words(long, option) == "Health"


@pytest.mark.parametrize("width", [700, 900, 1400])
def test_nothing_of_a_row_is_cut_off_at_any_width(qtbot: QtBot, width: int) -> None:
    view, part, _rows = opened(qtbot, World(shortlist=samples.offer_shortlist()))
    view.resize(width, 900)
    part.open_option(samples.option(1))
    for _ in range(5):
        QCoreApplication.processEvents()
    for row in part.findChildren(OptionRow):
        for inner in row.findChildren(QWidget):
            holder = inner.parentWidget()
            if inner.isVisible() and holder is not None and holder is not row:
                room = holder.rect()
                assert room.contains(inner.geometry().topLeft()), type(inner)
                assert inner.geometry().bottom() <= room.bottom() + 1, type(inner)
