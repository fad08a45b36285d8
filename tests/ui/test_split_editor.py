"""The split editor: what is typed, what it adds up to, and that it is done by keyboard alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.funding import FundingPart, default_lines
from art_desktop.domain.ids import Pence
from art_desktop.ui.widgets.split_editor import SplitEditor

WHOLE = Pence(404100)
TAUGHT = default_lines(social_care=Decimal(28), education=Decimal(72), with_education=True)


@pytest.fixture
def editor(qtbot: QtBot) -> SplitEditor:
    made = SplitEditor(WHOLE)
    made.set_default(TAUGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def type_share(editor: SplitEditor, funder: Funder, words: str) -> None:
    line = editor.rows[list(Funder).index(funder)].share.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def type_amount(editor: SplitEditor, funder: Funder, words: str) -> None:
    line = editor.rows[list(Funder).index(funder)].amount.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def test_it_begins_with_the_default_and_says_what_it_comes_to(editor: SplitEditor) -> None:
    assert editor.value() == TAUGHT
    assert editor.problems() == ()
    assert editor._sum.text() == "Adds up to 100% · £1,131.48 + £2,909.52 = £4,041.00"
    assert [row.comes_to.text() for row in editor.rows] == [
        "£1,131.48 a week",
        "£2,909.52 a week",
        "",
    ]


def test_the_sum_is_live_and_says_what_is_wrong(editor: SplitEditor) -> None:
    type_share(editor, Funder.HEALTH, "10")
    assert [problem.field for problem in editor.problems()] == ["lines"]
    assert "110%" in editor._sum.text()
    type_share(editor, Funder.HEALTH, "ten")
    assert editor.rows[2].comes_to.text() == "Write Health's share in %."
    assert editor.rows[2].share.line.property("problem") is True
    type_share(editor, Funder.EDUCATION, "62")
    type_share(editor, Funder.HEALTH, "10")
    assert editor.problems() == ()
    assert editor.rows[2].share.line.property("problem") is False
    assert editor._sum.text().endswith("= £4,041.00")


def test_others_pay_less_in_proportion_when_health_joins(editor: SplitEditor) -> None:
    type_share(editor, Funder.HEALTH, "10")
    assert editor._lessen.isVisible()
    editor._lessen.click()
    assert [part.share for part in editor.value()] == [Decimal("25.2"), Decimal("64.8"), 10]
    assert editor.problems() == ()
    editor._again.click()
    assert editor.value() == TAUGHT


def test_social_care_pays_the_rest(editor: SplitEditor) -> None:
    type_share(editor, Funder.EDUCATION, "50")
    editor._rest.click()
    assert [part.share for part in editor.value()] == [50, 50]
    assert editor.problems() == ()


def test_shares_become_amounts_and_the_rest_is_social_cares(editor: SplitEditor) -> None:
    editor.basis_field.focus_target().setFocus()
    QTest.keyClick(editor.basis_field.focus_target(), Qt.Key.Key_Right)
    assert editor.basis() is SplitBasis.AMOUNTS
    assert [part.weekly_pence for part in editor.value()] == [113148, 290952]
    type_amount(editor, Funder.HEALTH, "404.10")
    assert [part.weekly_pence for part in editor.value()] == [72738, 290952, 40410]
    assert sum(part.weekly_pence or 0 for part in editor.value()) == WHOLE
    assert editor.rows[0].amount.line.isReadOnly()
    assert editor.problems() == ()
    type_amount(editor, Funder.HEALTH, "5000")
    assert editor.problems()


def test_without_a_whole_price_amounts_are_refused_and_shares_are_not(qtbot: QtBot) -> None:
    editor = SplitEditor(None)
    editor.set_default(TAUGHT)
    qtbot.addWidget(editor)
    assert editor.problems() == ()
    assert editor._sum.text() == "Adds up to 100%"
    editor.set_value(SplitBasis.AMOUNTS, (FundingPart(Funder.HEALTH, weekly_pence=Pence(100)),))
    assert "weekly_pence" in {problem.field for problem in editor.problems()}
    editor.set_total(WHOLE)
    assert editor.problems() == ()
    assert editor.total() == WHOLE


def test_it_is_done_by_keyboard(editor: SplitEditor) -> None:
    changes: list[int] = []
    editor.changed.connect(lambda: changes.append(1))
    line = editor.rows[0].share.line
    line.setFocus()
    for _ in range(2):
        QTest.keyClick(line, Qt.Key.Key_Up)
    assert editor.value()[0].share == 30
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.rows[1].share.line
    for _ in range(2):
        QTest.keyClick(editor.rows[1].share.line, Qt.Key.Key_Down)
    assert [part.share for part in editor.value()] == [30, 70]
    assert editor.problems() == ()
    assert len(changes) == 4
    for _ in range(120):
        QTest.keyClick(line, Qt.Key.Key_Down)
    assert editor.value()[0].share == 0


def test_every_entry_has_a_name_to_a_screen_reader(editor: SplitEditor) -> None:
    names = [row.share.line.accessibleName() for row in editor.rows]
    assert names == [f"{funder.words}, share in %" for funder in Funder]
