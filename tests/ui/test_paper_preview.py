"""A paper in the window: found in, gone through by its contents, its words given to who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from art_desktop.ui.pages.paper_find import Contents
from art_desktop.ui.pages.paper_pdf import Bookmark, find_words, fold, shape_of, words_of
from art_desktop.ui.pages.paper_preview import Preview
from art_desktop.ui.tasks import ImmediateRunner, TaskRunner
from tests.ui.paper_samples import pdf


def failed(error: Exception) -> object:
    raise error


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf()


@pytest.fixture
def preview(qtbot: QtBot, paper: bytes) -> Iterator[Preview]:
    made = Preview(ImmediateRunner(), paper, "Referral pack, number 2", failed)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    QCoreApplication.processEvents()
    yield made
    made.let_go()


def test_words_are_found_whatever_their_case_and_accents(paper: bytes) -> None:
    assert [hit.page for hit in find_words(paper, "bedtime")] == [0, 1, 1, 3]
    for typed in ("lodz", "ŁÓDŹ", "Łódź", "lo\u0301dz\u0301"):
        assert [hit.page for hit in find_words(paper, typed)] == [0]
    assert [hit.page for hit in find_words(paper, "zoe  and".replace("and", "are"))] == [0]
    assert find_words(paper, "bicycle") == ()
    assert find_words(paper, "   ") == ()


def test_what_was_found_stands_where_its_words_stand(paper: bytes) -> None:
    (hit,) = find_words(paper, "Every other Saturday")
    ((left, top, width, height),) = hit.boxes
    assert 70 < left < 74
    assert 842 - 660 - 14 < top < 842 - 660
    assert 90 < width < 140
    assert 6 < height < 16


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(words: str) -> None:
    once = "".join(fold(letter) for letter in words)
    assert "".join(fold(letter) for letter in once) == once


def test_a_search_stops_when_it_is_told_to(paper: bytes) -> None:
    asked: list[int] = []

    def stop() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        find_words(paper, "bedtime", stop)
    assert len(asked) == 2


def test_contents_and_words_come_out_of_a_paper(paper: bytes) -> None:
    shape = shape_of(paper)
    assert [(one.title, one.level, one.page) for one in shape.bookmarks] == [
        ("Contents", 0, 0),
        ("Health", 1, 1),
        ("School", 1, 2),
        ("Family time", 1, 3),
    ]
    assert words_of(paper, 2).splitlines()[:2] == [
        "School, page 3",
        "A long walk to school through the park.",
    ]


def test_finding_by_the_keyboard_goes_round_and_marks_every_place(preview: Preview) -> None:
    QTest.keyClick(preview.area, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.focusWidget() is preview.find_bar.line
    QTest.keyClicks(preview.find_bar.line, "bedtime")
    assert preview.find_bar.found.text() == "1 of 4"
    assert [sheet.marks for sheet in preview.sheets] == [1, 2, 0, 1]
    QTest.keyClick(preview.find_bar.line, Qt.Key.Key_Return)
    assert preview.find_bar.found.text() == "2 of 4"
    assert preview.current() == 1
    QTest.keyClick(preview.find_bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(preview.find_bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert preview.find_bar.found.text() == "4 of 4"
    assert preview.current() == 3
    QTest.keyClick(preview.find_bar.line, Qt.Key.Key_Return)
    assert preview.find_bar.found.text() == "1 of 4"
    QTest.keyClicks(preview.find_bar.line, "x")
    assert preview.find_bar.found.text() == "Not found"
    assert not preview.find_bar.after.isEnabled()
    assert all(sheet.marks == 0 for sheet in preview.sheets)
    QTest.keyClick(preview.find_bar.line, Qt.Key.Key_Escape)
    assert preview.find_bar.isHidden()
    assert preview.focusWidget() is preview.area


def test_contents_at_the_side_lead_to_their_page(preview: Preview) -> None:
    assert not preview.contents.isHidden()
    preview.contents.setFocus()
    QTest.keyClick(preview.contents, Qt.Key.Key_Down)
    assert preview.position_words == "Page 2 of 4"
    QTest.keyClick(preview.contents, Qt.Key.Key_End)
    assert preview.position_words == "Page 4 of 4"
    preview.go_to(1)
    assert preview.contents.currentRow() == 1
    preview.contents_button.click()
    assert preview.contents.isHidden()


def test_a_page_number_is_typed(preview: Preview) -> None:
    QTest.keyClick(preview.area, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert preview.focusWidget() is preview.page_number
    QTest.keyClicks(preview.page_number, "3")
    QTest.keyClick(preview.page_number, Qt.Key.Key_Return)
    assert preview.position_words == "Page 3 of 4"
    assert preview.focusWidget() is preview.area
    QTest.keyClick(preview.area, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(preview.page_number, "99")
    QTest.keyClick(preview.page_number, Qt.Key.Key_Return)
    assert preview.position_words == "Page 4 of 4"


def test_a_page_gives_its_words_to_who_cannot_see_it(preview: Preview) -> None:
    sheet = preview.sheets[0]
    assert sheet.accessibleName() == "Referral pack, number 2, page 1 of 4"
    assert "Łódź and Zoë are friends." in sheet.accessibleDescription()
    QTest.keyClick(preview, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Łódź and Zoë are friends." in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_pages_far_away_let_their_pictures_go(qtbot: QtBot) -> None:
    made = Preview(ImmediateRunner(), pdf(30), "Panel pack", failed)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    for at in range(30):
        made.go_to(at)
    assert sum(sheet.image is not None for sheet in made.sheets) <= 14
    made.go_to(0)
    assert made.sheets[0].image is not None
    made.let_go()


def test_a_proof_says_so_and_can_only_be_kept(qtbot: QtBot, paper: bytes) -> None:
    made = Preview(
        ImmediateRunner(),
        paper,
        "Referral pack",
        failed,
        proof=True,
        acts=frozenset({"print", "save", "email"}),
    )
    qtbot.addWidget(made)
    made.show()
    assert made.act_buttons == {}
    assert "Not yet kept." in made.proof.words
    with qtbot.waitSignal(made.keep_asked):
        made.proof.button.click()
    made.let_go()


def test_a_long_title_takes_no_button_away(qtbot: QtBot, paper: bytes) -> None:
    title = "Meet your carers: " + "Wilhelmina-Anastasia " * 12
    acts = frozenset({"print", "save", "email"})
    made = Preview(ImmediateRunner(), paper, title, failed, acts=acts)
    qtbot.addWidget(made)
    made.resize(760, 480)
    made.show()
    QCoreApplication.processEvents()
    for button in made.act_buttons.values():
        assert button.geometry().right() <= made.width()
        assert button.width() >= button.sizeHint().width()
    made.let_go()


def test_a_preview_that_is_gone_takes_no_late_pages(qtbot: QtBot, paper: bytes) -> None:
    runner = TaskRunner(failed)
    made = Preview(runner, paper, "Referral", failed)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.sheets) == 4)
    made.let_go()
    made.open_find()
    qtbot.waitUntil(lambda: not runner.busy())
    assert runner.shutdown()


def test_the_contents_mark_the_first_part_that_begins_on_the_page() -> None:
    parts = (("Bethan", 0), ("Things I love", 0), ("My day", 0), ("People I can ring", 2))
    contents = Contents(lambda _page: None)
    contents.set_bookmarks([Bookmark(title, 0, page) for title, page in parts])
    marked = []
    for page in (2, 0, 1):
        contents.mark(page)
        marked.append(contents.currentItem().text())
    assert marked == ["People I can ring", "Bethan", "My day"]
