"""The tab Approaches: what waits, one key for a reminder, offers side by side, releases; asking in two key presses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.approaching_commands import (
    AskRelease,
    Chase,
    DraftEmails,
    RecordDecline,
    RecordOffer,
    ReleasePaper,
    SendBack,
    WithdrawOffer,
)
from art_desktop.domain.approaching_views import ApproachesView
from art_desktop.domain.commands import AskHousehold, RecordAnswer
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.ids import LotId, OptionId, Pence
from art_desktop.domain.vocabulary import Answer, ApproachMeans, OptionState, Sex
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.approach_row import ApproachRow
from art_desktop.ui.pages.request.approaches import ApproachesPart
from art_desktop.ui.pages.request.offer_panels import DeclinePanel, OfferPanel
from art_desktop.ui.pages.request.release_panels import ReleasePanel
from art_desktop.ui.pages.request.release_sending import Passwords, SendPanel
from art_desktop.ui.pages.request.shortlist import ShortlistPart
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui import approach_samples as tab
from tests.ui import request_samples as samples
from tests.ui.request_samples import World


def opened(
    qtbot: QtBot, view: ApproachesView, world: World | None = None, width: int = 1200
) -> tuple[World, ApproachesPart]:
    world = world or World(page=samples.with_offer())
    world.answers["approaching.page"] = view
    page = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(page)
    page.resize(width, 900)
    page.show()
    page.open((143, "approaches"))
    QCoreApplication.processEvents()
    part = page.parts["approaches"]
    assert isinstance(part, ApproachesPart)
    part._where = lambda _parent, _title: Path("drafts")
    # Kept: the page would be gone with its last name.
    world.answers["page"] = page
    return world, part


def words_in(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    named = [w.accessibleName() for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
    return "\n".join([*shown, *named])


def row_of(part: ApproachesPart, title: str) -> ApproachRow:
    return next(row for row in part.rows if row.approach.title == title)


def test_the_late_stand_first_and_say_how_late(qtbot: QtBot) -> None:
    _, part = opened(qtbot, tab.busy(samples.with_offer().approaches))
    titles = [row.approach.title for row in part.rows]
    assert titles[:3] == ["Willowbank Fostering", "Fenland Family Placement", "Okafor"]
    first = part.rows[0]
    assert first.late
    assert "5 h 10 min late" in words_in(first)
    assert "3 h 20 min left" in words_in(part.rows[1])
    assert "2 reminders" in words_in(first)


def test_one_key_logs_a_reminder(qtbot: QtBot) -> None:
    world, part = opened(qtbot, tab.busy())
    row = part.rows[0]
    qtbot.keyClick(row, Qt.Key.Key_C)
    assert world.asked("approaching.chase") == [(Chase(approach_ids=(row.approach.id,)),)]


def test_silence_is_closed_only_when_late(qtbot: QtBot) -> None:
    _, part = opened(qtbot, tab.busy())
    late, waiting = part.rows[:2]
    assert any("no answer" in b.text() for b in late.buttons)
    assert not any("no answer" in b.text() for b in waiting.buttons)


def test_a_decline_has_its_reason_and_holds_for_the_other_homes_too(qtbot: QtBot) -> None:
    mine = tab.outside(4, title="Rowan House", agency=False)
    other = tab.outside(5, title="Ash Lodge", agency=False, provider_id=mine.provider_id)
    world, part = opened(qtbot, tab.view(approaches=(mine, other), releases=(tab.release(),)))
    row = row_of(part, "Rowan House")
    qtbot.keyClick(row, Qt.Key.Key_N)
    panel = row.panel
    assert isinstance(panel, DeclinePanel)
    panel.go()
    assert world.asked("approaching.decline") == [], "a reason is asked for"
    panel.reason.set_value(DeclineReason.STAFFING)
    panel.go()
    ((command,),) = world.asked("approaching.decline")
    assert isinstance(command, RecordDecline)
    assert command.whole_provider
    assert command.reason is DeclineReason.STAFFING


def test_an_agencys_offer_tells_of_a_new_household(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer())
    world.answers["offering.households"] = tab.KNOWN
    world, part = opened(qtbot, tab.busy(), world)
    row = row_of(part, "Fenland Family Placement")
    qtbot.keyClick(row, Qt.Key.Key_Y)
    panel = row.panel
    assert isinstance(panel, OfferPanel)
    typed: dict[str, object] = {
        "name": "Bo and Ira",
        "postcode": "PE4",
        "carers": "fm",
        "places": 2,
        "languages": "Polish, English",
        "weekly_price_pence": 180_000,
    }
    for name, value in typed.items():
        panel._fields[name].set_value(value)
    panel.go()
    ((command,),) = world.asked("offering.record")
    assert isinstance(command, RecordOffer)
    assert command.household is not None
    assert command.household.carers == (("Bo", Sex.FEMALE), ("Ira", Sex.MALE))
    assert command.household.languages == ("Polish", "English")
    assert (command.household.places, command.household.postcode) == (2, "PE4")
    assert command.weekly_price_pence == Pence(180_000)


def test_an_agencys_offer_names_a_household_on_record(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer())
    world.answers["offering.households"] = tab.KNOWN
    world, part = opened(qtbot, tab.busy(), world)
    row = row_of(part, "Fenland Family Placement")
    qtbot.keyClick(row, Qt.Key.Key_Y)
    panel = row.panel
    assert isinstance(panel, OfferPanel)
    panel.household.set_value(int(tab.KNOWN[0].household_id))
    panel._show_fitting()
    assert not panel._fields["name"].isVisibleTo(panel)
    panel.price.set_value(120_000)
    panel.go()
    ((command,),) = world.asked("offering.record")
    assert isinstance(command, RecordOffer)
    assert command.household is None
    assert command.household_id == tab.KNOWN[0].household_id


def test_what_an_offer_lacks_stands_beside_its_question(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer())
    world.answers["offering.record"] = InvalidAnswers(
        "The offer was not recorded.", (samples.problem("postcode", "No such place."),)
    )
    world, part = opened(qtbot, tab.busy(), world)
    row = row_of(part, "Fenland Family Placement")
    qtbot.keyClick(row, Qt.Key.Key_Y)
    panel = row.panel
    assert isinstance(panel, OfferPanel)
    panel.price.set_value(120_000)
    panel._fields["name"].set_value("Family 12")
    panel.go()
    assert "No such place." in words_in(panel)
    assert row.panel is panel, "what was typed stays"


def test_offers_stand_side_by_side_with_their_flags(qtbot: QtBot) -> None:
    world, part = opened(qtbot, tab.busy())
    assert part.offers is not None
    words = words_in(part.offers)
    for told in ("£1,870.50 a week", "Above the band", "of which £450.00 for education"):
        assert told in words
    assert "Family 20: taken back" in words
    assert "Not suitable" in words
    assert "Choose: Family 9" not in words, "what the rules exclude is not chosen"
    assert "Choose: Hall" in words
    back = next(b for b in part.offers.buttons if b.accessibleName() == "Taken back: Family 12")
    back.click()
    panel = part._panel
    assert panel is not None
    assert "the offer was taken back" in words_in(panel)
    panel.reason.set_value("The carers are ill.")  # type: ignore[attr-defined]  # it is the panel for that
    panel.go()  # type: ignore[attr-defined]  # as above
    ((command,),) = world.asked("offering.withdraw")
    assert isinstance(command, WithdrawOffer)
    assert command.reason == "The carers are ill."


@pytest.mark.parametrize(("width", "beside"), [(1200, 3), (760, 2), (640, 1)])
def test_offers_have_the_room_that_there_is(qtbot: QtBot, width: int, beside: int) -> None:
    _, part = opened(qtbot, tab.busy(), width=width)
    assert part._beside_now <= beside
    assert part.offers is not None
    assert part.offers.minimumSizeHint().width() <= part.width()


def test_an_officer_asks_for_the_release(qtbot: QtBot) -> None:
    world, part = opened(qtbot, tab.view(paper=tab.PAPER))
    assert part.card is not None
    assert set(part.card.buttons) == {"read", "ask"}
    part.card.buttons["ask"].click()
    panel = part._panel
    assert panel is not None
    panel.lot.set_value(1)  # type: ignore[attr-defined]  # it is the panel for that
    panel.go()  # type: ignore[attr-defined]  # as above
    ((command,),) = world.asked("releasing.ask")
    assert isinstance(command, AskRelease)
    assert (command.lot_id, command.document_id) == (LotId(1), tab.PAPER.document_id)


def test_a_manager_releases_or_sends_back_what_waits(qtbot: QtBot) -> None:
    theirs = replace(tab.PAPER, mine=False)
    view = tab.view(paper=theirs, asks=(tab.ASKED,), may_release=True)
    world, part = opened(qtbot, view, World(page=samples.page(), actor=samples.MANAGER))
    assert part.card is not None
    assert set(part.card.buttons) == {"read", "release", "back"}
    part.card.buttons["release"].click()
    panel = part._panel
    assert isinstance(panel, ReleasePanel)
    assert panel.lot.value() == 1, "the lot that was asked for"
    panel.go()
    ((command,),) = world.asked("releasing.release")
    assert isinstance(command, ReleasePaper)
    assert command.due_at == view.usual_due_at
    assert part.card is not None
    part.card.buttons["back"].click()
    back = part._panel
    assert back is not None
    back.words.set_value("Page two names the school.")  # type: ignore[attr-defined]  # the panel for that
    back.go()  # type: ignore[attr-defined]  # as above
    ((sent,),) = world.asked("releasing.send_back")
    assert sent == SendBack(ask_id=1, words="Page two names the school.")


def test_alone_asks_for_the_reason(qtbot: QtBot) -> None:
    world, part = opened(qtbot, tab.view(paper=tab.PAPER, may_release_alone=True))
    assert part.card is not None
    part.card.buttons["alone"].click()
    panel = part._panel
    assert isinstance(panel, ReleasePanel)
    panel.lot.set_value(2)
    panel.reason.set_value("No bed tonight.")
    panel.go()
    ((command,),) = world.asked("releasing.release_alone")
    assert isinstance(command, ReleasePaper)
    assert (command.reason, command.lot_id) == ("No bed tonight.", LotId(2))
    assert world.asked("releasing.release") == []


@pytest.mark.parametrize("stale", ["The needs have changed since it was drafted."])
def test_a_stale_paper_can_only_be_drafted_again(qtbot: QtBot, stale: str) -> None:
    world, part = opened(qtbot, tab.view(paper=replace(tab.PAPER, stale=stale)))
    assert part.card is not None
    assert set(part.card.buttons) == {"read", "draft"}
    assert stale in words_in(part.card)
    part.card.buttons["draft"].click()
    assert world.asked("papers.issue")


def test_drafts_are_saved_for_those_that_are_chosen_and_passwords_shown_once(
    qtbot: QtBot,
) -> None:
    world = World(page=samples.page())
    world.answers["sending.choices"] = tab.choices()
    world.answers["sending.draft"] = tab.drafted(Path("drafts"))
    view = tab.view(paper=tab.PAPER, releases=(tab.release(0),))
    world, part = opened(qtbot, view, world)
    assert part.card is not None
    part.card.buttons["send"].click()
    panel = part._panel
    assert isinstance(panel, SendPanel)
    words = words_in(panel)
    assert "Poplar Care: suspended since Fri 20 Nov 2026: under review" in words
    assert "not Ash Lodge: asked already" in words
    assert panel.save_button.text() == "Save 5 e-mail drafts …"
    panel.ticks[0][0].setChecked(False)
    assert panel.save_button.text() == "Save 4 e-mail drafts …"
    panel.go()
    ((command, folder),) = world.asked("sending.draft")
    assert isinstance(command, DraftEmails)
    assert command.option_ids == tuple(map(OptionId, (202, 203, 204, 221)))
    assert folder == Path("drafts")
    assert isinstance(part.over, Passwords)
    assert "K7QM-2XRT-9HVD-W4B0" in words_in(part.over)
    assert part.escape(), "they cannot be shown again"
    shown = part.over
    assert isinstance(shown, Passwords)
    shown.done_button.click()
    assert "K7QM" not in words_in(part)


def test_nobody_chooses_a_folder_and_nothing_happens(qtbot: QtBot) -> None:
    world, part = opened(qtbot, tab.busy())
    part._where = lambda _parent, _title: None
    qtbot.keyClick(part.rows[0], Qt.Key.Key_E)
    assert world.asked("sending.chase_by_email") == []


def test_forty_providers_are_shown_and_the_log_is_folded(qtbot: QtBot) -> None:
    _, part = opened(qtbot, tab.forty())
    assert len(part.rows) == 40
    assert [row.late for row in part.rows] == [True] * 13 + [False] * 27
    part.rows[0].setFocus()
    qtbot.keyClick(part.rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is part.rows[1]
    assert "Show 40 providers" in words_in(part) or any(
        "Show 40 providers" in b.text() for b in part.findChildren(type(part.rows[0].buttons[0]))
    )


def test_whoever_may_only_look_can_do_nothing(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer(), actor=samples.BUSINESS)
    _, part = opened(qtbot, tab.busy(samples.with_offer().approaches), world)
    assert all(not row.buttons for row in part.rows)
    assert part.card is not None
    assert part.card.buttons == {}
    assert part.offers is not None
    assert part.offers.buttons == []


def test_a_refusal_stands_above_the_tab(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer())
    world.answers["approaching.chase"] = RuleBroken("Not logged.", "It answered.", "Look again.")
    _, part = opened(qtbot, tab.busy(), world)
    qtbot.keyClick(part.rows[0], Qt.Key.Key_C)
    page = world.answers["page"]
    assert isinstance(page, RequestView)
    assert "Not logged." in words_in(page)


# In-house, from the shortlist


def shortlist(qtbot: QtBot, world: World) -> tuple[RequestView, ShortlistPart]:
    page = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.open((143, "shortlist"))
    QCoreApplication.processEvents()
    part = page.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    return page, part


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_a_household_is_asked_by_telephone_in_two_key_presses(qtbot: QtBot) -> None:
    world = World()
    page, part = shortlist(qtbot, world)
    row = part.list.rows[0]
    row.setFocus()
    press(qtbot, Qt.Key.Key_T)
    assert f"Asking {row.option.title} by telephone now" in words_in(page)
    press(qtbot, Qt.Key.Key_Return)
    ((command,),) = world.asked("approaching.ask")
    assert isinstance(command, AskHousehold)
    assert (command.option_id, command.means) == (row.option.id, ApproachMeans.TELEPHONE)


def test_escape_takes_the_call_back(qtbot: QtBot) -> None:
    world = World()
    page, part = shortlist(qtbot, world)
    part.list.rows[0].setFocus()
    press(qtbot, Qt.Key.Key_T)
    press(qtbot, Qt.Key.Key_Escape)
    assert world.asked("approaching.ask") == []
    assert "by telephone now" not in words_in(page)


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Y, Answer.YES), (Qt.Key.Key_N, Answer.NO)])
def test_the_answer_is_recorded_in_two_more(qtbot: QtBot, key: Qt.Key, answer: Answer) -> None:
    asked = samples.shortlist_with(
        {2: {"state": OptionState.ASKED, "state_words": "Asked, no answer yet"}}
    )
    world = World(page=samples.with_offer(), shortlist=asked)
    page, part = shortlist(qtbot, world)
    row = part.list.row_of(OptionId(2))
    assert row is not None
    row.setFocus()
    press(qtbot, key)
    press(qtbot, Qt.Key.Key_Return)
    ((command,),) = world.asked("approaching.answer")
    assert isinstance(command, RecordAnswer)
    assert command.answer is answer
    assert (command.can_start_on is not None) == (answer is Answer.YES)
    assert page.tabs.current() == "shortlist"
