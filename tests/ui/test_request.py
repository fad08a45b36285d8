"""The page of one request: header, tabs, refusals, what it asks of the services."""

from __future__ import annotations

import gc
import threading
import weakref
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from art_desktop.domain.commands import RecordAuthorisation, StartPlacement
from art_desktop.domain.errors import ChangedByOther, KnownFailure, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.vocabulary import Answer, Decision, Post, Stage
from art_desktop.ui.pages.request import TABS, RequestView
from art_desktop.ui.pages.request.approaches import ApproachesPart
from art_desktop.ui.pages.request.asking import AnswerPanel
from art_desktop.ui.pages.request.decision import DecisionPart
from art_desktop.ui.pages.request.documents import DocumentsPart
from art_desktop.ui.pages.request.needs_part import NeedsPart
from art_desktop.ui.pages.request.placement import PlacementPart
from art_desktop.ui.pages.request.shortlist import ShortlistPart
from art_desktop.ui.tasks import ImmediateRunner, TaskRunner
from art_desktop.ui.widgets.cards import Banner
from tests.ui import request_samples as samples
from tests.ui.request_samples import World


def opened(qtbot: QtBot, world: World, tab: str = "") -> RequestView:
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.open((143, tab) if tab else 143)
    QCoreApplication.processEvents()
    return view


def banner_of(view: RequestView) -> Banner:
    return next(b for b in view.findChildren(Banner) if b.isVisibleTo(view))


def words_in(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    named = [w.accessibleName() for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
    return "\n".join([*labels, *named])


@pytest.mark.parametrize("name", [name for name, *_ in TABS])
@pytest.mark.parametrize("stage", ["searching", "unauthorised", "offer", "matched", "placed"])
def test_every_tab_shows_every_stage_in_plain_text_with_names(
    qtbot: QtBot, name: str, stage: str
) -> None:
    page = {
        "searching": samples.page(papers=samples.PAPERS),
        "unauthorised": samples.unauthorised(),
        "offer": samples.with_offer(),
        "matched": samples.matched(),
        "placed": samples.placed(),
    }[stage]
    view = opened(qtbot, World(page=page, shortlist=samples.offer_shortlist()), name)
    assert view.tabs.current() == name
    assert_named_and_plain(view)


def assert_named_and_plain(view: QWidget) -> None:
    controls = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
    for widget in view.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox | QTableView)
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if (isinstance(widget, controls) or takes_keys) and not inside and widget.isVisible():
            said = widget.accessibleName() or getattr(widget, "text", str)()
            assert said, f"{type(widget).__name__} in {type(widget.parent()).__name__}"


def test_the_header_says_who_by_when_and_what_is_next(qtbot: QtBot) -> None:
    view = opened(qtbot, World(page=samples.unauthorised()))
    words = words_in(view.header)
    assert "R-2026-0143" in words
    assert "Boy, 9 · with brother, 6" in words
    assert "late: needed Tue 24 Nov 2026 15:02" in words
    assert "Not authorised yet" in words
    assert "Next: Needs an authorisation" in words
    assert view.tabs.current() == "decision"


def test_a_placed_request_counts_no_time(qtbot: QtBot) -> None:
    view = opened(qtbot, World(page=samples.placed()))
    assert "late" not in words_in(view.header)
    assert view.tabs.current() == "placement"


def test_alt_and_a_letter_go_to_each_tab(qtbot: QtBot) -> None:
    view = opened(qtbot, World())
    view.activateWindow()
    for name, _words, letter, _make in TABS:
        qtbot.keyClick(view.tabs, Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
        assert view.tabs.current() == name


def test_esc_goes_back_when_nothing_is_open(qtbot: QtBot) -> None:
    view = opened(qtbot, World(), "history")
    with qtbot.waitSignal(view.back_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_refusal_says_what_why_what_next_with_the_step_as_a_button(qtbot: QtBot) -> None:
    world = World(page=samples.unauthorised())
    world.answers["approaching.ask"] = RuleBroken(
        "Nobody was asked.",
        "There is no authorisation yet.",
        "It can be given by the Head of Service.",
        rule="authorisation",
    )
    view = opened(qtbot, world, "shortlist")
    part = view.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    part.ask_in_place("ask", samples.option(1))
    refusal = next(b for b in view.findChildren(Banner) if "Nobody was asked" in b.words)
    assert "no authorisation yet" in refusal.words
    assert "Head of Service" in refusal.words
    assert refusal.button.text() == "Record authorisation"
    refusal.button.click()
    assert view.tabs.current() == "decision"


def test_a_request_somebody_else_changed_can_be_read_again(qtbot: QtBot) -> None:
    world = World(actor=samples.MANAGER)
    world.answers["requests.take"] = ChangedByOther("The request was not changed.")
    view = opened(qtbot, world, "needs")
    take = next(b for b in view.findChildren(QAbstractButton) if b.text() == "Take this on")
    take.click()
    before = len(world.asked("requests.page"))
    banner_of(view).button.click()
    assert len(world.asked("requests.page")) == before + 1


def test_a_failure_of_the_machine_is_shown_and_a_bug_goes_up(qtbot: QtBot) -> None:
    world = World()
    world.answers["requests.history"] = KnownFailure("The history was not read.", "Disk full.")
    view = opened(qtbot, world, "history")
    assert "The history was not read." in banner_of(view).words

    def bug(_request: object) -> object:
        raise ZeroDivisionError

    world.answers["requests.page"] = bug
    view.read_again()
    assert [type(error) for error in world.reported] == [ZeroDivisionError]


def test_withdrawing_asks_for_the_reason_in_the_page(qtbot: QtBot) -> None:
    world = World()
    view = opened(qtbot, world, "needs")
    button = next(b for b in view.findChildren(QAbstractButton) if b.text() == "Withdraw …")
    button.click()
    area = next(a for a in view.findChildren(QPlainTextEdit) if a.isVisible())
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert world.asked("requests.withdraw") == []
    area.setPlainText("His nan will have him.")
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert world.asked("requests.withdraw") == [(143, 4, "His nan will have him.")]


def test_someone_who_may_not_act_sees_no_actions(qtbot: QtBot) -> None:
    view = opened(qtbot, World(actor=samples.BUSINESS), "shortlist")
    shown = {b.text() for b in view.findChildren(QAbstractButton) if b.isVisibleTo(view)}
    assert not shown & {"Ask", "Record reason", "Search again", "Withdraw …", "Record decision"}


def test_recording_a_decision_by_keyboard(qtbot: QtBot) -> None:
    world = World(page=samples.unauthorised())
    view = opened(qtbot, world, "decision")
    part = view.parts["decision"]
    assert isinstance(part, DecisionPart)
    form = part.form
    assert form is not None
    part.save_decision()
    assert world.asked("authorising.record") == []
    assert form.decided_by.problem()
    form.post.box.setFocus()
    qtbot.keyClicks(form.post.box.lineEdit(), "relevant Head")
    qtbot.keyClick(form.post.box.lineEdit(), Qt.Key.Key_Return)
    qtbot.keyClicks(form.decided_by.line, "Priya Head")
    form.decision.set_value(Decision.AGREED)
    enter, control = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(form.decided_by.line, enter, control)
    ((command,),) = world.asked("authorising.record")
    assert isinstance(command, RecordAuthorisation)
    assert command.post is Post.HEAD_OF_SERVICE
    assert command.decided_by == "Priya Head"
    assert command.decided_at == samples.NOW


def test_conditions_have_a_day_and_an_owner(qtbot: QtBot) -> None:
    world = World(page=samples.unauthorised())
    view = opened(qtbot, world, "decision")
    part = view.parts["decision"]
    assert isinstance(part, DecisionPart)
    form = part.form
    assert form is not None
    form.post.set_value(Post.EDS)
    form.post.changed.emit()
    assert form.first.isVisibleTo(form)
    form.first.set_value("On-call manager")
    form.decided_by.set_value("Duty worker")
    form.decision.set_value(Decision.AGREED_CONDITIONS)
    form.decision.changed.emit()
    line = next(
        b for b in form.conditions.findChildren(QLineEdit) if b.accessibleName() == "Condition"
    )
    line.setText("Transport to school")
    part.save_decision()
    assert "day" in form.conditions.problem()
    due = next(b for b in form.conditions.findChildren(QLineEdit) if b.accessibleName() == "Due")
    due.setText("30 Nov 2026")
    part.save_decision()
    ((command,),) = world.asked("authorising.record")
    assert isinstance(command, RecordAuthorisation)
    assert command.first_agreed_by == "On-call manager"
    assert [c.words for c in command.conditions] == ["Transport to school"]


def test_the_match_is_proposed_and_can_be_changed(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer(), shortlist=samples.offer_shortlist())
    view = opened(qtbot, world, "decision")
    part = view.parts["decision"]
    assert isinstance(part, DecisionPart)
    form = part.match_form
    assert form is not None
    assert form.reasons.value() == "Both brothers together."
    form.reasons.area.setPlainText("Together, and near school.")
    # Another reading does not take the typing away.
    view.read_again()
    assert part.match_form is form
    qtbot.keyClick(form.reasons.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((command,),) = world.asked("placing.agree")
    assert getattr(command, "reasons", "") == "Together, and near school."


def test_the_start_takes_the_day_that_was_offered(qtbot: QtBot) -> None:
    world = World(page=samples.matched())
    view = opened(qtbot, world, "placement")
    part = view.parts["placement"]
    assert isinstance(part, PlacementPart)
    part.focus_first()
    assert part.form is not None
    qtbot.keyClick(part.form.starts_on.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((command,),) = world.asked("placing.start")
    assert isinstance(command, StartPlacement)
    assert str(command.starts_on) == "2026-11-26"
    assert command.expected_end_on is not None
    assert command.expected_end_on - command.starts_on == timedelta(weeks=26)


def test_an_answer_is_recorded_in_place(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer())
    view = opened(qtbot, world, "approaches")
    part = view.parts["approaches"]
    assert isinstance(part, ApproachesPart)
    row = next(row for row in part.rows if row.buttons)
    qtbot.keyClick(row, Qt.Key.Key_N)
    panel = row.panel
    assert isinstance(panel, AnswerPanel)
    assert not panel.can_start.isVisibleTo(panel)
    panel.choose(Answer.YES)
    qtbot.keyClick(panel.can_start.line, Qt.Key.Key_Return)
    ((command,),) = world.asked("approaching.answer")
    assert getattr(command, "answer", None) is Answer.YES
    assert str(getattr(command, "can_start_on", "")) == "2026-11-24"


def test_a_paper_that_names_somebody_leads_to_the_answers(qtbot: QtBot) -> None:
    world = World()
    world.answers["papers.issue"] = RuleBroken(
        "The redacted referral was not drafted.",
        "“Going missing” gives away: a first name.",
        "Edit the needs profile, then draft it again.",
        rule="identifiers",
    )
    found = (samples.problem("levels.missing", "“Going missing” gives away: a first name."),)
    world.answers["needs.identifiers"] = found
    view = opened(qtbot, world, "documents")
    part = view.parts["documents"]
    assert isinstance(part, DocumentsPart)
    part.draft(PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=world.page.id))
    banner_of(view).button.click()
    needs = view.parts["needs"]
    assert isinstance(needs, NeedsPart)
    assert needs.form is not None
    assert "gives away: a first name" in words_in(needs.form)


def test_services_are_never_called_on_the_windows_thread(qtbot: QtBot) -> None:
    world = World(page=samples.with_offer(), shortlist=samples.offer_shortlist())
    runner = TaskRunner(world.reported.append)
    view = RequestView(world.context(runner))
    qtbot.addWidget(view)
    view.show()
    view.open(143)
    for name, *_ in TABS:
        view.tabs.show_tab(name)
    qtbot.waitUntil(lambda: not runner.busy())
    needs = view.parts["needs"]
    assert isinstance(needs, NeedsPart)
    needs.edit(samples.child().child_id)
    needs.save()
    qtbot.waitUntil(lambda: not runner.busy())
    assert len(world.asked("needs.save")) == 1
    assert threading.main_thread() not in world.threads
    assert world.reported == []
    assert runner.shutdown()


def test_a_late_reading_of_another_request_is_dropped(qtbot: QtBot) -> None:
    world = World()
    pages = {143: samples.page(), 144: samples.page(reference="R-2026-0144")}
    gate = threading.Event()

    def read(number: int) -> object:
        if number == 143:
            gate.wait(5)
        return replace(pages[number], id=RequestId(number))

    world.answers["requests.page"] = read
    runner = TaskRunner(world.reported.append)
    view = RequestView(world.context(runner))
    qtbot.addWidget(view)
    view.show()
    view.open(143)
    view.open(144)
    qtbot.waitUntil(lambda: view.desk.page is not None)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert view.desk.page is not None
    assert view.desk.page.reference == "R-2026-0144"
    assert runner.shutdown()


def test_the_page_leaves_nothing_behind(qtbot: QtBot) -> None:
    def once() -> weakref.ref[RequestView]:
        view = RequestView(World(page=samples.with_offer()).context(ImmediateRunner()))
        view.show()
        view.open(143)
        for name, *_ in TABS:
            view.tabs.show_tab(name)
        needs = view.parts["needs"]
        assert isinstance(needs, NeedsPart)
        needs.edit(samples.child().child_id)
        view.close()
        view.deleteLater()
        return weakref.ref(view)

    gone = once()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()
    assert gone() is None


def test_each_stage_has_its_own_page_state(qtbot: QtBot) -> None:
    view = opened(qtbot, World(page=samples.placed()), "history")
    state = view.view_state()
    view.tabs.show_tab("needs")
    view.restore_view_state(state)
    assert view.tabs.current() == "history"
    assert view.desk.page is not None
    assert view.desk.page.stage is Stage.PLACED
