"""Lists: the model by Qt's own tester, sorting, filtering, keys, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from art_desktop.ui.models.table_model import CellKind, Column, Role, RowTableModel, folded
from art_desktop.ui.pictures import draw
from art_desktop.ui.theme.signs import Due, Sign
from art_desktop.ui.widgets.table import DataTable


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    score: int | None
    sign: Sign = Sign.MET


COLUMNS: tuple[Column[Line], ...] = (
    Column("Name", lambda r: r.name, width=0, kind=CellKind.STRONG),
    Column(
        "Score",
        lambda r: "–" if r.score is None else str(r.score),
        sort=lambda r: r.score,
        kind=CellKind.NUMBER,
    ),
    Column(
        "Verdict",
        lambda r: "school 1.2 mi",
        kind=CellKind.VERDICT,
        value=lambda r: r.sign,
        accessible=lambda r: f"school 1.2 mi, {r.sign}",
        in_filter=False,
    ),
    Column(
        "Range", lambda r: "40–92", kind=CellKind.SCORE, value=lambda r: (40, 92), in_filter=False
    ),
    Column("Due", lambda r: "late", kind=CellKind.DUE, value=lambda r: Due.LATE, in_filter=False),
)
LINES = (
    Line(1, "Hall", 82),
    Line(2, "Okafor", 74, Sign.UNKNOWN),
    Line(3, "Żółkiewski", None, Sign.EXCLUDED),
    Line(4, "Ahmed", 100, Sign.SUPPORT),
)


def model_of(lines: tuple[Line, ...] = LINES) -> RowTableModel[Line]:
    model = RowTableModel(COLUMNS, lambda r: r.id)
    model.set_rows(lines)
    return model


def ids(model: RowTableModel[Line]) -> list[int]:
    return [row.id for row in model.shown_rows()]


def test_qts_own_tester_finds_nothing(qtbot: QtBot) -> None:
    model = RowTableModel(COLUMNS, lambda r: r.id)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(LINES)
    model.sort(0)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_filter("a")
    model.sort(-1)
    model.set_filter("")
    model.set_rows(())
    model.set_rows(LINES)
    assert tester.model() is model


def test_rows_without_a_value_stand_last_either_way() -> None:
    model = model_of()
    model.sort(1)
    assert ids(model) == [2, 1, 4, 3]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [4, 1, 2, 3]
    model.sort(-1)
    assert ids(model) == [1, 2, 3, 4]


def test_numbers_sort_as_numbers_and_names_without_case_or_accent() -> None:
    model = model_of((Line(1, "éclair", 9), Line(2, "Eagle", 100), Line(3, "fox", 10)))
    model.sort(0)
    assert ids(model) == [2, 1, 3]
    model.sort(1)
    assert ids(model) == [1, 3, 2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hall", [1]),
        ("ZOL", [3]),
        ("zołk", [3]),
        ("ha ll", [1]),
        ("82", [1]),
        ("a", [1, 2, 4]),
        ("none", []),
        ("", [1, 2, 3, 4]),
    ],
)
def test_typing_finds_parts_of_words(typed: str, found: list[int]) -> None:
    model = model_of()
    model.set_filter(typed)
    assert ids(model) == found


@given(
    st.lists(st.tuples(st.text(max_size=8), st.none() | st.integers()), max_size=40),
    st.text(max_size=3),
)
def test_sorted_and_filtered_as_plain_python_would(
    pairs: list[tuple[str, int | None]], typed: str
) -> None:
    lines = tuple(Line(at, name, score) for at, (name, score) in enumerate(pairs))
    model = model_of(lines)
    model.set_filter(typed)
    model.sort(1)
    words = folded(typed).split()
    shown = [
        line
        for line in lines
        if all(
            word in folded(f"{line.name}\n{'–' if line.score is None else line.score}")
            for word in words
        )
    ]
    known = sorted(
        (line for line in shown if line.score is not None), key=lambda line: line.score or 0
    )
    assert model.shown_rows() == known + [line for line in shown if line.score is None]


def test_indexes_held_elsewhere_follow_their_row_through_a_sort() -> None:
    model = model_of()
    held = QPersistentModelIndex(model.index(0, 0))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert held.data(Role.ROW).id == 1
    assert held.row() == 1


def test_cells_say_their_column_and_more_to_a_screen_reader() -> None:
    model = model_of()
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(said) == "Name: Hall"
    assert model.index(2, 2).data(said) == "Verdict: school 1.2 mi, excluded"
    assert model.index(0, 1).data(Role.SORT) == 82
    assert model.data(QModelIndex()) is None


@pytest.fixture
def table(qtbot: QtBot) -> DataTable[Line]:
    made = DataTable("Households", COLUMNS, lambda r: r.id)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.set_rows(LINES)
    return made


def test_keys_open_filter_and_leave(table: DataTable[Line], qtbot: QtBot) -> None:
    opened: list[Line] = []
    left: list[bool] = []
    table.row_opened.connect(opened.append)
    table.left.connect(lambda: left.append(True))
    table.show()
    table.select(2)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [LINES[1]]
    QTest.keyClick(table.view, Qt.Key.Key_H)
    assert table.filter.text() == "h"
    QTest.keyClicks(table.filter, "all")
    assert table.current() == LINES[0]
    QTest.keyClick(table.filter, Qt.Key.Key_Return)
    assert opened[-1] == LINES[0]
    QTest.keyClick(table.filter, Qt.Key.Key_Escape)
    assert table.filter.text() == ""
    assert left == []
    QTest.keyClick(table.view, Qt.Key.Key_Escape)
    assert left == [True]


def test_arrows_in_the_filter_go_to_the_list(table: DataTable[Line], qtbot: QtBot) -> None:
    table.show()
    QTest.keyClick(table.filter, Qt.Key.Key_Down)
    assert table.current() == LINES[0]
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert table.current() == LINES[1]


def test_a_refresh_keeps_the_selection_by_id(table: DataTable[Line]) -> None:
    table.select(3)
    table.set_rows((Line(9, "New", 1), *LINES))
    current = table.current()
    assert current is not None
    assert current.id == 3
    assert table.selected_keys() == [3]
    table.set_rows(LINES[:2])
    assert table.selected_keys() == []


def test_a_list_of_many_choices_keeps_them_all(qtbot: QtBot) -> None:
    table = DataTable("Options", COLUMNS, lambda r: r.id, multi=True)
    qtbot.addWidget(table)
    table.set_rows(LINES)
    table.view.selectAll()
    table.set_rows(tuple(reversed(LINES)))
    assert sorted(str(key) for key in table.selected_keys()) == ["1", "2", "3", "4"]


def test_the_head_sorts_and_turns_round(table: DataTable[Line]) -> None:
    head = table.view.horizontalHeader()
    head.sectionClicked.emit(1)
    assert ids(table.model) == [2, 1, 4, 3]
    head.sectionClicked.emit(1)
    assert ids(table.model) == [4, 1, 2, 3]


def test_filter_order_and_row_are_remembered(table: DataTable[Line], qtbot: QtBot) -> None:
    table.sort_by(1, descending=True)
    table.filter.setText("a")
    table.select(2)
    state = table.state()
    other = DataTable("Households", COLUMNS, lambda r: r.id)
    qtbot.addWidget(other)
    other.set_rows(LINES)
    other.restore(state)
    assert ids(other.model) == ids(table.model) == [4, 1, 2]
    current = other.current()
    assert current is not None
    assert current.id == 2


def test_counts_and_empty_states(table: DataTable[Line]) -> None:
    seen: list[tuple[int, int]] = []
    table.count_changed.connect(lambda shown, total: seen.append((shown, total)))
    table.filter.setText("hall")
    assert table.count.text() == "1 of 4 shown"
    table.filter.setText("nobody")
    assert table._stack.currentWidget() is table._none
    table.filter.clear()
    table.set_rows(())
    assert table._stack.currentWidget() is table._empty
    assert seen[-1] == (0, 0)


def test_every_kind_of_cell_is_drawn(table: DataTable[Line]) -> None:
    table.select(1)
    image = draw(table, (900, 400))
    inks = {image.pixelColor(x, y).name() for x in range(0, 900, 2) for y in range(0, 400, 2)}
    assert len(inks) > 20


def test_a_hundred_thousand_rows_keep_every_one_of_them() -> None:
    lines = tuple(Line(at, f"name{at % 977}x", at * 7919 % 100_003) for at in range(100_000))
    model = model_of(lines)
    model.sort(1)
    scores = [row.score for row in model.shown_rows()]
    assert len(set(ids(model))) == 100_000
    assert scores == sorted(score for score in scores if score is not None)
    model.set_filter("name976x")
    assert model.rowCount() == sum(1 for line in lines if line.id % 977 == 976)


def test_typed_text_in_a_cell_is_only_text(qtbot: QtBot) -> None:
    make: Callable[[], DataTable[Line]] = lambda: DataTable("X", COLUMNS, lambda r: r.id)  # noqa: E731
    plain, marked = make(), make()
    for table, name in ((plain, "Hall"), (marked, "<b>Hall</b>")):
        qtbot.addWidget(table)
        table.set_rows((Line(1, name, 1),))
    assert marked.model.index(0, 0).data() == "<b>Hall</b>"
    assert draw(plain, (700, 200)) != draw(marked, (700, 200))
