"""The tab Documents: papers by what they are for, proofs, drafts with a way to stop, packs, the kept ones."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_shelf import MIXED_WORDS
from art_desktop.domain.paper_words import FormCode, PaperKind, ReadingAge
from art_desktop.domain.read_models import PaperView
from art_desktop.services.papers import Proof
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.paper_pdf import draw_page, page_sizes
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.documents import DocumentsPart
from art_desktop.ui.reading_order import move_focus
from art_desktop.ui.tasks import ImmediateRunner, Runner, TaskRunner
from art_desktop.ui.widgets.cards import Banner
from tests.ui import paper_samples
from tests.ui import request_samples as samples
from tests.ui.request_samples import World

Told = Callable[[int, int], None]


@pytest.fixture(scope="module")
def paper() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(3):
        canvas.rect(0, 0, 595, 421, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def opened(
    qtbot: QtBot, paper: bytes, runner: Runner | None = None
) -> tuple[RequestView, DocumentsPart, World]:
    world = World(page=samples.page(papers=samples.PAPERS))
    world.answers["papers.open"] = paper_samples.opened(content=paper)
    world.answers["papers.proof"] = Proof(paper, "x-v1.pdf", 1, ())
    view = RequestView(world.context(runner or ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.open((143, "documents"))
    part = view.parts["documents"]
    assert isinstance(part, DocumentsPart)
    return view, part, world


def words_of(view: RequestView) -> str:
    return " ".join(banner.words for banner in view.findChildren(Banner))


def test_pages_are_drawn_as_they_are(paper: bytes) -> None:
    assert page_sizes(paper) == ((595, 842),) * 3
    page = draw_page(paper, 1, 1.0)
    assert (page.width, page.height) == (595, 842)
    white = page.pixels[: page.width * 4]
    black = page.pixels[page.stride * 800 : page.stride * 800 + 4]
    assert set(white[:3]) == {255}
    assert set(black[:3]) == {0}


def test_papers_stand_under_what_they_are_for(qtbot: QtBot, paper: bytes) -> None:
    _view, part, _world = opened(qtbot, paper)
    assert [row.line.ask.kind for row in part.rows] == [
        one.ask.kind for one in paper_samples.lines()
    ]
    agreement = part.row_of(PaperKind.PLACEMENT_AGREEMENT)
    assert agreement.draft_button.isHidden()
    full = part.row_of(PaperKind.REFERRAL_FULL)
    assert "the record has changed since. Health: changed; School: changed." in full.state.text()
    assert full.draft_button.text() == "Draft again"
    pack = part.row_of(PaperKind.REFERRAL_PACK)
    assert [button.text() for button in pack.form_buttons] == [
        "Fill in placement plan: not begun",
        "Fill in risk plan: complete",
    ]
    assert [row.open_button.accessibleName() for row in part.kept] == [
        "Open Placement referral, redacted, number 2",
        "Open Placement referral, redacted, number 1",
    ]


def test_the_list_ends_where_its_papers_end(qtbot: QtBot, paper: bytes) -> None:
    _view, part, _world = opened(qtbot, paper)
    QCoreApplication.processEvents()
    inner = part.area.widget()
    assert inner is not None
    assert inner.height() - inner.heightForWidth(inner.width()) < 40


def test_a_form_is_opened_from_the_paper_it_is_for(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    part.row_of(PaperKind.REFERRAL_PACK).form_buttons[0].click()
    subject = paper_samples.form(FormCode.PLACEMENT_PLAN).standing.subject
    assert world.went == [routes.PaperForm(subject)]


def test_a_kept_paper_opens_in_the_page_and_is_turned_by_keys(qtbot: QtBot, paper: bytes) -> None:
    view, part, _world = opened(qtbot, paper)
    part.kept[0].open_button.setFocus()
    part.kept[0].open_button.click()
    QCoreApplication.processEvents()
    assert part.reader is not None
    preview = part.reader.preview
    assert len(preview.sheets) == 3
    assert preview.position_words == "Page 1 of 3"
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.position_words == "Page 2 of 3"
    before = preview.sheets[0].width()
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    QCoreApplication.processEvents()
    assert preview.sheets[0].width() > before
    assert preview.position_words == "Page 2 of 3"
    assert preview.sheets[1].image is not None
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert view.focusWidget() is part.kept[0].open_button


def test_a_paper_that_is_read_has_the_room_of_the_head(qtbot: QtBot, paper: bytes) -> None:
    view, part, _world = opened(qtbot, paper)
    assert not view.header.isHidden()
    part.row_of(PaperKind.MATCHING_RECORD).look_button.click()
    assert view.header.isHidden()
    view.go_to("needs")
    assert not view.header.isHidden()
    view.go_to("documents")
    assert view.header.isHidden()
    part.close_over()
    assert not view.header.isHidden()


def test_a_paper_that_is_not_what_was_made_is_not_shown(qtbot: QtBot, paper: bytes) -> None:
    view, part, world = opened(qtbot, paper)
    world.answers["papers.open"] = RuleBroken(
        "The paper was not opened.",
        "Its hash differs.",
        "Tell the administrator.",
        rule="paper_hash",
    )
    part.kept[0].open_button.click()
    assert part.reader is None
    assert "Its hash differs." in words_of(view)


def test_a_proof_is_looked_at_and_then_kept(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    part.row_of(PaperKind.MATCHING_RECORD).look_button.click()
    assert world.asked("papers.issue") == []
    assert part.preview is not None
    assert part.preview.act_buttons == {}
    part.preview.keep_asked.emit()
    ((ask, _told),) = world.asked("papers.issue")
    assert ask == PaperAsk(kind=PaperKind.MATCHING_RECORD, request_id=samples.page().id)
    assert part.escape()
    assert not part.escape()


def test_from_a_proof_the_keyboard_comes_back_to_look(qtbot: QtBot, paper: bytes) -> None:
    view, part, _world = opened(qtbot, paper)
    row = part.row_of(PaperKind.MATCHING_RECORD)
    row.look_button.setFocus()
    row.look_button.click()
    assert part.escape()
    assert view.focusWidget() is row.look_button
    part.open_chooser()
    chooser = part.chooser
    assert chooser is not None
    chooser.rows[0].tick.click()
    chooser.look_button.setFocus()
    chooser.look_button.click()
    assert part.escape()
    assert part.chooser is chooser
    assert view.focusWidget() is chooser.look_button


def test_a_proof_says_whose_it_is(qtbot: QtBot, paper: bytes) -> None:
    _view, part, _world = opened(qtbot, paper)
    row = part.row_of(PaperKind.CHILD_PAGE)
    row.look_button.click()
    assert part.preview is not None
    assert row.line.title != PaperKind.CHILD_PAGE.words
    assert part.preview.accessibleName() == f"Preview of {row.line.title}, a proof of number 1"


def test_a_childs_page_is_drafted_for_the_age_that_is_chosen(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    row = part.row_of(PaperKind.CHILD_PAGE)
    assert row.age is not None
    row.age.set_value(1)
    row.draft_button.click()
    ((ask, _told),) = world.asked("papers.issue")
    assert isinstance(ask, PaperAsk)
    assert ask.reading_age is ReadingAge.YOUNGER


def test_a_full_disk_is_told_and_the_list_stays(qtbot: QtBot, paper: bytes) -> None:
    view, part, world = opened(qtbot, paper)
    world.answers["papers.issue"] = FileTrouble("The paper was not kept.", "The disk is full.")
    part.row_of(PaperKind.REFERRAL_PACK).draft_button.click()
    assert "The disk is full." in words_of(view)
    assert part.reader is None
    part.row_of(PaperKind.REFERRAL_PACK).draft_button.click()
    assert len(world.asked("papers.issue")) == 2


def test_stopping_keeps_nothing(qtbot: QtBot, paper: bytes) -> None:
    reached, go_on = threading.Event(), threading.Event()
    kept: list[PaperAsk] = []

    def issue(ask: PaperAsk, told: Told) -> PaperView:
        told(1, 200)
        reached.set()
        assert go_on.wait(20)
        told(2, 200)
        kept.append(ask)
        return samples.PAPERS[0]

    def failed(error: Exception) -> object:
        raise error

    runner = TaskRunner(failed)
    view, part, world = opened(qtbot, paper, runner)
    qtbot.waitUntil(lambda: bool(part.rows))
    world.answers["papers.issue"] = issue
    part.row_of(PaperKind.REFERRAL_PACK).draft_button.click()
    assert reached.wait(20)
    part.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: "Nothing was kept." in words_of(view))
    assert kept == []
    assert part.reader is None
    qtbot.waitUntil(lambda: not runner.busy())
    assert runner.shutdown()


def test_what_was_finished_before_it_could_be_stopped_is_told(qtbot: QtBot, paper: bytes) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def issue(_ask: PaperAsk, _told: Told) -> PaperView:
        reached.set()
        assert go_on.wait(20)
        return samples.PAPERS[0]

    runner = TaskRunner(lambda _error: None)
    view, part, world = opened(qtbot, paper, runner)
    qtbot.waitUntil(lambda: bool(part.rows))
    world.answers["papers.issue"] = issue
    part.row_of(PaperKind.REFERRAL_PACK).draft_button.click()
    assert reached.wait(20)
    part.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: "It is among the kept papers." in words_of(view))
    qtbot.waitUntil(lambda: not runner.busy())
    assert runner.shutdown()


def test_a_pack_is_put_together_by_the_keyboard(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    assert part.pack_button is not None
    QTest.keyClick(part.pack_button, Qt.Key.Key_Return)
    chooser = part.chooser
    assert chooser is not None
    assert [row.line.ask.kind for row in chooser.rows] == [
        one.ask.kind for one in paper_samples.lines() if one.may_draft
    ]
    assert not chooser.draft_button.isEnabled()
    QTest.keyClick(chooser.rows[1].tick, Qt.Key.Key_Space)
    QTest.keyClick(chooser.rows[4].tick, Qt.Key.Key_Space)
    moved = chooser.rows[4]
    for _ in range(4):
        QTest.keyClick(moved, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert chooser.rows[0] is moved
    assert chooser.total.text() == "2 papers, about 15 pages"
    QTest.keyClick(chooser, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((ask, _told),) = world.asked("papers.issue")
    assert isinstance(ask, PaperAsk)
    assert ask.kind is PaperKind.CHOSEN_PACK
    kinds = [one.kind for one in ask.parts]
    assert kinds == [PaperKind.MATCHING_RECORD, PaperKind.REFERRAL_FULL]
    assert part.chooser is None


def test_papers_without_a_name_are_not_bound_with_others(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    part.open_chooser()
    chooser = part.chooser
    assert chooser is not None
    chooser.rows[0].tick.click()
    assert chooser.draft_button.isEnabled()
    chooser.rows[1].tick.click()
    assert not chooser.draft_button.isEnabled()
    assert chooser.why.text() == MIXED_WORDS
    QTest.keyClick(chooser, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert world.asked("papers.issue") == []
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert part.chooser is None


def test_the_papers_are_read_again_when_the_tab_is_gone_to(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    asked = len(world.asked("papers.shelf"))
    part.opened()
    assert len(world.asked("papers.shelf")) == asked + 1
    kept = replace(samples.PAPERS[0], subject_words="Wilhelmina " * 40)
    world.answers["papers.shelf"] = replace(
        paper_samples.shelf_of(world.page), kept=(kept,), lines=()
    )
    part.opened()
    assert len(part.kept) == 1
    assert part.rows == []
    assert part.kept[0].width() <= part.width()


def test_from_the_tab_to_a_printed_paper_by_the_keyboard_alone(
    qtbot: QtBot, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from art_desktop.ui.pages import paper_reader
    from art_desktop.ui.pages.paper_print import PrintJob

    asked: list[int] = []

    def ask(_parent: object, count: int, _current: int) -> PrintJob | None:
        asked.append(count)
        return None

    monkeypatch.setattr(paper_reader, "printer_there", lambda: True)
    monkeypatch.setattr(paper_reader, "ask_printer", ask)
    view, part, _world = opened(qtbot, paper)
    QCoreApplication.processEvents()
    part.focus_first()
    for _ in range(80):
        if view.focusWidget() is part.kept[0].open_button:
            break
        assert move_focus(view, forward=True)
    assert view.focusWidget() is part.kept[0].open_button
    QTest.keyClick(part.kept[0].open_button, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert part.reader is not None
    focused = view.focusWidget()
    assert focused is part.reader.preview.area
    QTest.keyClick(focused, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [3]


def test_a_paper_that_is_ready_takes_no_keyboard_from_another_tab(
    qtbot: QtBot, paper: bytes
) -> None:
    view, part, _world = opened(qtbot, paper)
    qtbot.waitUntil(view.isActiveWindow)
    view.go_to("needs")
    view.tabs.setFocus()
    before = view.focusWidget()
    part.draft(part.row_of(PaperKind.MATCHING_RECORD).line.ask)
    assert part.reader is not None
    assert view.focusWidget() is before
    part.reader.preview.print_asked.emit()
    assert view.focusWidget() is before
    view.go_to("documents")
    part.focus_first()
    assert view.focusWidget() is part.reader.preview.area
