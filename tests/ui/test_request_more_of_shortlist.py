"""What stands beside the shortlist's rows: the map, brothers and sisters, just excluded, out of date, approvals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.matching_views import EffectView, PartSiblings, RecordAddedApproval
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import ApprovalTrigger, Decision, Post, Tier, Urgency
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.nearly_card import NearlyCard
from art_desktop.ui.pages.request.option_row import OptionRow
from art_desktop.ui.pages.request.option_words import approval_marks, row_words
from art_desktop.ui.pages.request.placement import PlacementPart
from art_desktop.ui.pages.request.shortlist import ShortlistPart
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.widgets.cards import Banner
from art_desktop.ui.widgets.show import Tag
from tests.ui import request_samples as samples
from tests.ui.keys import CTRL, Keyboard
from tests.ui.request_samples import World


def opened(
    qtbot: QtBot, world: World, tab: str = "shortlist"
) -> tuple[RequestView, ShortlistPart, Keyboard]:
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1280, 900)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    view.open((143, tab))
    for _ in range(5):
        QCoreApplication.processEvents()
    part = view.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    view.parts[tab].focus_first()
    return view, part, Keyboard(view)


def text_of(widget: QWidget) -> str:
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(found)


def banners(view: RequestView) -> list[str]:
    return [banner.words for banner in view.findChildren(Banner) if banner.isVisibleTo(view)]


# Reading without a mouse


def test_enter_again_goes_into_the_details_and_esc_comes_back(qtbot: QtBot) -> None:
    _view, part, keys = opened(qtbot, World())
    row = keys.focus()
    keys.enter()
    assert keys.focus() is row
    keys.enter()
    assert keys.focus() is part.pane.area
    assert "Would help" in part.pane.area.accessibleDescription()
    bar = part.pane.area.verticalScrollBar()
    assert bar.maximum() > 0
    keys.press(Qt.Key.Key_Down, times=3)
    assert bar.value() > 0
    keys.press(Qt.Key.Key_Escape)
    assert keys.focus() is row


# The map


def test_m_shows_the_map_and_l_the_list_and_the_way_back_is_the_row(qtbot: QtBot) -> None:
    world = World()
    _view, part, keys = opened(qtbot, world)
    assert world.asked("searching.map") == []
    keys.press(Qt.Key.Key_M)
    assert part.list.isHidden()
    assert part.head.switch.segments["map"].isChecked()
    panel = part.map.panel
    assert panel is not None
    keys.sees("of 4 options")
    assert keys.focus() is panel.canvas
    keys.press(Qt.Key.Key_End)
    assert part.pane.isVisible()
    assert part.pane.option is not None
    chosen = part.pane.option.id
    assert str(chosen) == panel.chosen
    keys.enter()
    assert part.map.isHidden()
    row = keys.focus()
    assert isinstance(row, OptionRow)
    assert row.option.id == chosen
    keys.press(Qt.Key.Key_M)
    keys.press(Qt.Key.Key_L)
    assert keys.focus() is row
    assert len(world.asked("searching.map")) == 1


def test_esc_leaves_the_details_then_the_map(qtbot: QtBot) -> None:
    _view, part, keys = opened(qtbot, World())
    keys.press(Qt.Key.Key_M)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Escape)
    assert part.pane.isHidden()
    assert not part.map.isHidden()
    keys.press(Qt.Key.Key_Escape)
    assert part.map.isHidden()
    assert isinstance(keys.focus(), OptionRow)


def test_the_switch_is_reached_by_tab_and_moved_by_the_arrows(qtbot: QtBot) -> None:
    _view, part, keys = opened(qtbot, World())
    keys.go("Show as map", back=True)
    keys.space()
    assert not part.map.isHidden()
    assert keys.at() == "Show as map"
    keys.press(Qt.Key.Key_Left)
    assert part.map.isHidden()
    assert keys.at() == "Show as list"


def test_the_radius_says_how_many_options_are_inside(qtbot: QtBot) -> None:
    _view, part, keys = opened(qtbot, World())
    keys.press(Qt.Key.Key_M)
    assert part.map.panel is not None
    part.map.panel.canvas.set_radius(5.0)
    part.map.panel.canvas.radius_changed.emit(5.0)
    keys.sees("Within 5.0 miles of home: 1 of 4 options")


def test_one_that_is_not_suitable_is_opened_on_the_map_where_it_has_no_row(qtbot: QtBot) -> None:
    _view, part, keys = opened(qtbot, World())
    keys.press(Qt.Key.Key_M)
    part.map.opened.emit(100)
    assert not part.map.isHidden()
    assert part.pane.option is not None
    assert not part.pane.option.suitable


def test_a_asks_the_option_that_is_chosen_on_the_map(qtbot: QtBot) -> None:
    world = World()
    _view, part, keys = opened(qtbot, world)
    keys.press(Qt.Key.Key_M)
    keys.press(Qt.Key.Key_Home)
    assert part.pane.option is not None
    wanted = part.pane.option.id
    keys.press(Qt.Key.Key_A)
    assert part.map.isHidden()
    assert isinstance(keys.focus(), QLineEdit)
    keys.enter()
    ((command,),) = world.asked("approaching.ask")
    assert getattr(command, "option_id", None) == wanted


def test_another_shortlist_is_another_map(qtbot: QtBot) -> None:
    world = World()
    view, part, keys = opened(qtbot, world)
    keys.press(Qt.Key.Key_M)
    world.shortlist = samples.shortlist(3)
    world.page = samples.page(version=5)
    view.read_again()
    assert len(world.asked("searching.map")) == 2
    assert not part.map.isHidden()


def test_a_refused_map_is_said_and_the_list_is_a_key_away(qtbot: QtBot) -> None:
    world = World()
    world.answers["searching.map"] = RuleBroken("The map was not read.", "Why.", "Next.", rule="x")
    view, _part, keys = opened(qtbot, world)
    keys.press(Qt.Key.Key_M)
    assert any("The map was not read." in words for words in banners(view))


# Letters that can do nothing


@pytest.mark.parametrize(
    ("world", "said"),
    [
        (World(shortlist=samples.shortlist(0)), "There is nobody to ask."),
        (
            World(shortlist=replace(samples.shortlist(0), search_id=None, tiers=())),
            "There is nobody to ask yet.",
        ),
        (World(actor=samples.BUSINESS), "Your role may look"),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_R])
def test_a_letter_that_can_do_nothing_says_why(
    qtbot: QtBot, world: World, said: str, key: Qt.Key
) -> None:
    view, _part, keys = opened(qtbot, world)
    keys.press(key)
    assert any(said in words for words in banners(view)), banners(view)


def test_a_away_from_the_rows_says_to_choose_one(qtbot: QtBot) -> None:
    view, part, keys = opened(qtbot, World())
    part.head.switch.segments["list"].setFocus()
    keys.press(Qt.Key.Key_A)
    assert any("Choose an option to ask first." in words for words in banners(view))


def test_a_name_stays_whole_beside_the_details(qtbot: QtBot) -> None:
    named = samples.shortlist_with({1: {"title": "Bernadette and Christopher Attenborough"}})
    view, part, _keys = opened(qtbot, World(shortlist=named))
    view.resize(1060, 900)
    part.open_option(part.list.rows[0].option)
    for _ in range(5):
        QCoreApplication.processEvents()
    row = part.list.rows[0]
    assert row.width() < 620
    shown = [label.text() for label in row.findChildren(QLabel)]
    assert "Bernadette and Christopher Attenborough" in shown
    ask = next(b for b in row.findChildren(QAbstractButton) if b.text() == "Ask")
    assert row.rect().contains(ask.mapTo(row, ask.rect().bottomRight()))
    assert ask.mapTo(row, ask.rect().topLeft()).y() > 60
    part.pane.close_it()
    for _ in range(5):
        QCoreApplication.processEvents()
    assert ask.mapTo(row, ask.rect().topLeft()).y() < 30


# Out of date


def test_out_of_date_says_what_the_new_needs_change_and_searches_again(qtbot: QtBot) -> None:
    stale = replace(samples.shortlist(), stale="The needs have changed since this search.")
    world = World(shortlist=stale)
    world.answers["searching.effect"] = EffectView(
        "The shortlist changed: 2 moved.", ("Okafor: 2 → 1", "Singh: 4 → 3")
    )
    _view, part, keys = opened(qtbot, world)
    banner = part.head.out_of_date
    assert banner is not None
    assert "With the needs as they are now: 2 moved." in banner.accessibleName()
    keys.sees("With the needs as they are now: 2 moved.")
    keys.does_not_see("Singh: 4 → 3")
    keys.go("What changes", back=True)
    keys.space()
    keys.sees("Okafor: 2 → 1", "Singh: 4 → 3")
    keys.go("Search again")
    world.shortlist = samples.shortlist()
    keys.enter()
    assert len(world.asked("searching.run")) == 1
    assert part.head.out_of_date is None


def test_what_changes_nothing_is_not_said_and_a_fresh_one_is_not_asked(qtbot: QtBot) -> None:
    world = World()
    opened(qtbot, world)
    assert world.asked("searching.effect") == []
    stale = World(shortlist=replace(samples.shortlist(), stale="The needs have changed."))
    _view, part, keys = opened(qtbot, stale)
    assert part.head.out_of_date is not None
    assert part.head.out_of_date.fold is None
    keys.does_not_see("What changes")


# Just excluded


def test_just_excluded_stands_under_its_tier_with_change_rank_and_who(qtbot: QtBot) -> None:
    world = World()
    world.answers["searching.nearly"] = samples.nearly()
    _view, part, keys = opened(qtbot, world)
    (card,) = part.findChildren(NearlyCard)
    assert [view.rank for view in card.views] == [2, 3, 4]
    words = text_of(card)
    assert "Ages 8 to 17 go down to 6 and a second bed." in words
    assert "Then it would be number 2, at 71 to 80. The panel may vary the approval." in words
    assert "A manager may override" in words
    assert "Long gone" not in words
    section = next(s for s in part.list.sections if s.isAncestorOf(card))
    assert section.view.tier is Tier.IN_HOUSE
    keys.go("Hall 100")
    keys.enter()
    assert part.pane.option is not None
    assert part.pane.option.id == 100


def test_what_is_read_later_leaves_the_list_standing_where_it_is_refused(qtbot: QtBot) -> None:
    world = World()
    no = RuleBroken("It was not read.", "Why.", "Next.", rule="x")
    for name in ("searching.nearly", "searching.learn", "siblings.look"):
        world.answers[name] = no
    view, part, _keys = opened(qtbot, world)
    assert len(part.list.rows) == 4
    assert banners(view) == []
    assert world.reported == []


# Brothers and sisters


def test_one_child_is_not_asked_about_brothers_and_sisters(qtbot: QtBot) -> None:
    world = World(page=samples.page(children=(samples.child(),)))
    _view, part, _keys = opened(qtbot, world)
    assert world.asked("siblings.look") == []
    assert part.siblings is None


def test_where_homes_take_all_of_them_the_splits_are_folded(qtbot: QtBot) -> None:
    world = World()
    world.answers["siblings.look"] = samples.siblings_view(3)
    _view, part, keys = opened(qtbot, world)
    assert part.siblings is not None
    assert part.siblings.accessibleName().endswith("3 homes can take all of them together")
    keys.does_not_see("2.1 miles apart")
    keys.go("If they were parted (2)", back=True)
    keys.space()
    keys.sees("2.1 miles apart", "Okafor, 70", "Parting them needs a recorded decision")


def test_no_home_for_all_says_why_and_they_are_parted_by_a_recorded_decision(
    qtbot: QtBot,
) -> None:
    world = World()
    world.answers["siblings.look"] = samples.siblings_view()
    _view, _part, keys = opened(qtbot, world)
    keys.sees("No home has two free places on the day.", "Hall, 82 to 90", "9.8 miles apart")
    keys.sees("As the needs stand: together.", "Apart: boy, 9 and boy, 6")
    assert isinstance(keys.focus(), OptionRow)
    keys.go("Part them …", back=True)
    keys.enter()
    keys.sees("Their needs do not ask for it")
    assert keys.at() == "Who with whom: Boy, 9 / Boy, 6"
    keys.save()
    assert world.asked("siblings.part") == []
    keys.sees("give an answer")
    assert isinstance(keys.focus(), QPlainTextEdit)
    keys.type("Nobody can take both tonight.")
    keys.go("Who decided it")
    keys.type("Priya Head")
    keys.save()
    ((command,),) = world.asked("siblings.part")
    assert command == PartSiblings(
        request_id=world.page.id,
        version=world.page.version,
        groups=((1,), (2,)),  # type: ignore[arg-type]  # plain numbers stand for the ids
        reason="Nobody can take both tonight.",
        decided_by="Priya Head",
    )


def test_parting_can_be_given_up_and_a_refusal_is_shown_beside_the_answer(qtbot: QtBot) -> None:
    world = World()
    world.answers["siblings.look"] = samples.siblings_view()
    world.answers["siblings.part"] = InvalidAnswers(
        "The children were not parted.", (FieldProblem("decided_by", "Say who decided it."),)
    )
    _view, part, keys = opened(qtbot, world)
    keys.go("Part them …", back=True)
    keys.enter()
    keys.press(Qt.Key.Key_Escape)
    assert part.siblings is not None
    assert part.siblings.panel is None
    assert keys.at() == "Part them …"
    keys.enter()
    keys.go("Why they are to live apart")
    keys.type("No home.")
    keys.go("Who decided it")
    keys.type("x")
    keys.save()
    keys.sees("Say who decided it.")
    assert part.siblings.panel is not None


def test_long_groups_are_chosen_from_a_list(qtbot: QtBot) -> None:
    long = samples.siblings_view()
    blocks = tuple(
        replace(block, children_words="boy, 9, girl, 7, boy, 6 and girl, 2")
        for block in long.splits[0].blocks
    )
    world = World()
    split = replace(long.splits[0], blocks=blocks)
    world.answers["siblings.look"] = replace(long, splits=(split,))
    _view, part, keys = opened(qtbot, world)
    keys.go("Part them …", back=True)
    keys.enter()
    assert part.siblings is not None
    assert part.siblings.panel is not None
    assert part.siblings.panel.groups.value() == ((1,), (2,))


def test_a_parted_request_says_so_in_its_header(qtbot: QtBot) -> None:
    words = "Parted from R-2026-0144: no home could take both. Decided by Priya Head."
    _view, _part, keys = opened(qtbot, World(page=samples.page(split_words=words)))
    keys.sees(words)
    _view, _part, keys = opened(qtbot, World())
    keys.does_not_see("Parted from")


def test_a_low_window_says_the_stage_in_a_word(qtbot: QtBot) -> None:
    view, _part, keys = opened(qtbot, World())
    tags = [tag for tag in view.header.findChildren(Tag) if tag.accessibleName() == "Searching"]
    assert view.header.bar.isVisible()
    assert not any(tag.isVisible() for tag in tags)
    view.resize(900, 500)
    keys.focus()
    assert not view.header.bar.isVisible()
    assert [tag.isVisible() for tag in tags] == [True]
    view.resize(900, 800)
    keys.focus()
    assert view.header.bar.isVisible()


# Approvals


def test_a_row_says_which_approvals_a_match_would_need(qtbot: QtBot) -> None:
    needed = samples.option(1, approvals=(samples.AT_A_DISTANCE, samples.OUTSIDE_TERMS))
    assert approval_marks(needed) == (
        "Director's approval: at a distance",
        "Head of Service's approval: outside terms",
    )
    given = replace(
        samples.AT_A_DISTANCE,
        decision=Decision.AGREED,
        decided_by="Dee",
        decided_on=samples.TODAY,
    )
    refused = replace(given, decision=Decision.NOT_AGREED)
    assert approval_marks(replace(needed, approvals=(given,))) == ("Approved: at a distance",)
    assert approval_marks(replace(needed, approvals=(refused,))) == ("Not approved: at a distance",)
    row = OptionRow(needed, may_act=True)
    qtbot.addWidget(row)
    assert "Director's approval: at a distance" in row.accessibleName()
    tags = [tag.accessibleName() for tag in row.findChildren(Tag)]
    assert "Director's approval: at a distance" in tags
    assert "approval" not in row_words(samples.option(1))


@pytest.mark.parametrize("trigger", list(ApprovalTrigger))
@pytest.mark.parametrize("post", list(Post))
def test_every_approval_reads_well_in_a_row(trigger: ApprovalTrigger, post: Post) -> None:
    view = replace(samples.AT_A_DISTANCE, trigger=trigger, title=trigger.words, posts=(post,))
    (words,) = approval_marks(samples.option(1, approvals=(view,)))
    assert words[0].isupper()
    assert "'s approval: " in words
    assert len(words) < 72


def with_approvals(**changed: object) -> RequestPage:
    made = samples.matched(approvals=(samples.AT_A_DISTANCE, samples.OUTSIDE_TERMS))
    return replace(made, **changed)  # type: ignore[arg-type]  # any field


def test_an_approval_is_recorded_by_keyboard_before_the_start(qtbot: QtBot) -> None:
    world = World(page=with_approvals())
    view, _part, keys = opened(qtbot, world, "placement")
    keys.sees("2 approvals still needed", "cannot start before they are given")
    assert keys.at().startswith("Record decision: At a distance")
    keys.enter()
    assert keys.at() == "Name of who decided"
    keys.save()
    assert world.asked("authorising.record_added") == []
    keys.type("Dee Director")
    keys.save()
    ((command,),) = world.asked("authorising.record_added")
    assert command == RecordAddedApproval(
        option_id=world.page.match.option_id,  # type: ignore[union-attr]  # there is a match
        trigger=ApprovalTrigger.AT_A_DISTANCE,
        post=Post.DIRECTOR,
        decided_by="Dee Director",
        decision=Decision.AGREED,
        note="",
    )
    assert view.isVisible()


def test_not_agreed_needs_its_words_and_the_post_is_asked_where_two_may_decide(
    qtbot: QtBot,
) -> None:
    world = World(page=with_approvals())
    _view, _part, keys = opened(qtbot, world, "placement")
    keys.go("Record decision: Outside the terms")
    keys.enter()
    keys.type("Ann Head")
    keys.go("Decided as")
    keys.press(Qt.Key.Key_Right)
    keys.go("Decision: Agreed")
    keys.press(Qt.Key.Key_Right, times=2)
    keys.save()
    assert world.asked("authorising.record_added") == []
    keys.sees("Write why it was not agreed.")
    keys.type("Too far from school.")
    keys.press(Qt.Key.Key_Return, CTRL)
    ((command,),) = world.asked("authorising.record_added")
    assert isinstance(command, RecordAddedApproval)
    assert command.post is Post.ASSISTANT_DIRECTOR
    assert command.decision is Decision.NOT_AGREED
    assert command.note == "Too far from school."


def test_the_details_say_how_far_all_is_and_what_is_to_be_approved(qtbot: QtBot) -> None:
    far = samples.option(
        1,
        family_miles=(("nan", 3.2), ("little sister", None)),
        approvals=(samples.AT_A_DISTANCE,),
    )
    world = World()
    _view, part, keys = opened(qtbot, world)
    part.open_option(far)
    keys.sees("Home: 2.0 miles", "School: 1.2 miles", "Nan: 3.2 miles", "Little sister: ")
    keys.sees("To be approved as well", "Director of Children's Services", "r.11, r.13")


def test_what_is_needed_only_on_the_day_of_the_start_is_asked_for_when_the_start_is_refused(
    qtbot: QtBot,
) -> None:
    """The page knew of none; the refusal brings it, for the day in the form, and it is recorded for that day."""
    refusal = RuleBroken("Not started.", "It is not approved.", "Ask.", rule="added_approval")
    world = World(page=with_approvals(approvals=()))
    world.answers["placing.start"] = refusal
    world.answers["authorising.needed"] = (samples.AT_A_DISTANCE,)
    view, _part, keys = opened(qtbot, world, "placement")
    part = view.parts["placement"]
    assert isinstance(part, PlacementPart)
    assert part.approvals is None
    part.start()
    assert world.asked("authorising.needed") == [(world.page.id, date(2026, 11, 26))]
    keys.sees("1 approval still needed")
    keys.go("Record decision: At a distance")
    keys.enter()
    keys.type("Dee Director")
    given = replace(samples.AT_A_DISTANCE, decision=Decision.AGREED, decided_by="Dee Director")
    world.answers["authorising.needed"] = (replace(given, decided_on=date(2026, 11, 24)),)
    keys.save()
    ((command,),) = world.asked("authorising.record_added")
    assert isinstance(command, RecordAddedApproval)
    assert command.on == date(2026, 11, 26)
    keys.sees("All approved")


def test_esc_gives_the_decision_up(qtbot: QtBot) -> None:
    view, _part, keys = opened(qtbot, World(page=with_approvals()), "placement")
    keys.enter()
    keys.press(Qt.Key.Key_Escape)
    assert keys.at().startswith("Record decision: At a distance")
    placement = view.parts["placement"]
    assert isinstance(placement, PlacementPart)
    assert placement.approvals is not None
    assert placement.approvals.panel is None


def test_what_is_approved_or_refused_says_by_whom(qtbot: QtBot) -> None:
    given = replace(
        samples.AT_A_DISTANCE,
        decision=Decision.AGREED,
        decided_by="Dee Director",
        decided_on=samples.TODAY,
    )
    refused = replace(
        samples.OUTSIDE_TERMS,
        decision=Decision.NOT_AGREED,
        decided_by="Ann Head",
        decided_on=samples.TODAY,
    )
    world = World(page=with_approvals(approvals=(given, refused), urgency=Urgency.OUT_OF_HOURS))
    view, _part, keys = opened(qtbot, world, "placement")
    keys.sees(
        "1 approval still needed",
        "Out of hours the placement may start",
        "Agreed by Dee Director, Tue 24 Nov 2026.",
        "Ann Head",
    )
    buttons = [b.text() for b in view.findChildren(QAbstractButton) if b.isVisibleTo(view)]
    assert "Record another decision" in buttons
    assert "Record decision" not in buttons
    _view, _part, keys = opened(qtbot, World(page=with_approvals(approvals=(given,))), "placement")
    keys.sees("All approved")
