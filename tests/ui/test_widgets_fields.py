"""Questions: what they take, what they refuse and how, and the form around them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.vocabulary import Level, RequestKind, Sex
from art_desktop.ui.gallery_pages import FormGallery, PartsGallery, RequestGallery
from art_desktop.ui.overriding import override
from art_desktop.ui.widgets.buttons import IconButton
from art_desktop.ui.widgets.choices import (
    CheckField,
    CheckList,
    ChoiceField,
    SegmentedField,
    YesNoField,
    options_of,
)
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import (
    DateField,
    MoneyField,
    NumberField,
    PostcodeField,
    TextArea,
    TextField,
)
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.words import age, counted, day, parse_day, source_words

ALL_FIELDS = (
    lambda: TextField("f", "Question", "Help"),
    lambda: TextArea("f", "Question", "Help"),
    lambda: DateField("f", "Question", "Help"),
    lambda: MoneyField("f", "Question", "Help"),
    lambda: NumberField("f", "Question", "Help"),
    lambda: PostcodeField("f", "Question", "Help"),
    lambda: SegmentedField("f", "Question", options_of(Level), "Help"),
    lambda: YesNoField("f", "Question", "Help"),
    lambda: ChoiceField("f", "Question", options_of(RequestKind), "Help"),
    lambda: CheckList("f", "Question", options_of(Sex), "Help"),
    lambda: CheckField("f", "Question", "Help"),
)
ANSWERS = (
    "words",
    "words\nand more",
    date(2026, 11, 24),
    123456,
    7,
    "PE4 6AB",
    Level.COMPLEX,
    False,
    RequestKind.REMAND,
    (Sex.MALE,),
    True,
)


@pytest.mark.parametrize(("make", "answer"), list(zip(ALL_FIELDS, ANSWERS, strict=True)))
def test_every_field_gives_back_what_it_was_given_quietly(
    make: object, answer: object, qtbot: QtBot
) -> None:
    field = make()  # type: ignore[operator]  # a table of makers
    assert isinstance(field, Field)
    qtbot.addWidget(field)
    changes: list[bool] = []
    field.changed.connect(lambda: changes.append(True))
    field.set_value(answer)
    assert field.value() == answer
    assert type(field.value()) is type(answer)
    assert field.summary()
    assert changes == []


@pytest.mark.parametrize("make", ALL_FIELDS)
def test_every_field_has_a_name_a_buddy_and_says_its_problem(make: object, qtbot: QtBot) -> None:
    field = make()  # type: ignore[operator]  # a table of makers
    assert isinstance(field, Field)
    qtbot.addWidget(field)
    target = field.focus_target()
    assert "Question" in target.accessibleName()
    assert "Help" in target.accessibleDescription()
    field.set_problem("It is not so.")
    assert "It is not so." in field.focus_target().accessibleDescription()
    assert not field._error_box.isHidden()
    field.set_problem("")
    assert field._error_box.isHidden()


@pytest.mark.parametrize(
    "make",
    [lambda: YesNoField("f", "Q"), lambda: ChoiceField("f", "Q", options_of(Sex)), ALL_FIELDS[6]],
)
def test_not_known_is_the_first_answer_and_stands_among_the_others(
    make: object, qtbot: QtBot
) -> None:
    field = make()  # type: ignore[operator]  # a table of makers
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(None)
    assert field.value() is None


def test_segments_are_chosen_by_the_arrow_keys(qtbot: QtBot) -> None:
    field = YesNoField("f", "Siblings")
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.focus_target().setFocus()
    qtbot.waitUntil(lambda: field._segments[0].width() == field._segments[0].sizeHint().width())
    qtbot.waitUntil(field.focus_target().hasFocus)
    changes: list[object] = []
    field.changed.connect(lambda: changes.append(field.value()))
    QTest.keyClick(field.focus_target(), Qt.Key.Key_Left)
    assert field.value() is False
    assert field.focus_target().accessibleName() == "Siblings: No"
    QTest.mouseClick(field._segments[0], Qt.MouseButton.LeftButton)
    assert changes[-1] is True


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24 Nov 2026", date(2026, 11, 24)),
        ("Tue 24 November 2026", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        ("4/3/78", date(1978, 3, 4)),
        ("2026-11-24", date(2026, 11, 24)),
        ("1st dec 2026", date(2026, 12, 1)),
        ("31/02/2026", None),
        ("13/13/2026", None),
        ("soon", None),
        ("", None),
        ("24/11", None),
    ],
)
def test_days_as_people_type_them(typed: str, meant: date | None) -> None:
    assert parse_day(typed) == meant


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_written_is_read_again(on: date) -> None:
    assert parse_day(day(on)) == on
    assert parse_day(f"{on:%d/%m/%Y}") == on


@given(st.text(max_size=30))
def test_no_typing_breaks_the_reading_of_days(typed: str) -> None:
    found = parse_day(typed)
    assert found is None or isinstance(found, date)


@given(st.integers(min_value=0, max_value=10**10 - 1))
def test_money_written_is_read_again(pence: int) -> None:
    field = MoneyField("f", "Price")
    field.set_value(pence)
    assert field.value() == pence


@pytest.mark.parametrize("typed", ["£1,234.567", "-5", "NaN", "Infinity", "1e30", "five", "=1+1"])
def test_what_is_no_amount_is_refused_in_words(typed: str, qtbot: QtBot) -> None:
    field = MoneyField("f", "Price", per="a week")
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, typed)
    assert field.value() is None
    field.line.editingFinished.emit()
    assert "is not an amount" in field.problem()


def test_a_date_is_tidied_when_it_is_left(qtbot: QtBot) -> None:
    field = DateField("f", "Needed by")
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, "24/11/26")
    field.line.editingFinished.emit()
    assert field.line.text() == "Tue 24 Nov 2026"
    field.line.clear()
    QTest.keyClicks(field.line, "31/2/26")
    field.line.editingFinished.emit()
    assert "31/2/26" in field.problem()


def test_a_postcode_shows_its_place_when_it_is_whole(qtbot: QtBot) -> None:
    asked: list[str] = []

    def look_up(postcode: str) -> str:
        asked.append(postcode)
        return "Peterborough · 4.3 miles from school"

    field = PostcodeField("f", "Home", "Where he lives", look_up=look_up)
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, "pe4")
    field.show_place()
    assert asked == []
    QTest.keyClicks(field.line, "6ab")
    assert field._wait.isActive()
    field.show_place()
    assert asked == ["PE4 6AB"]
    assert field._help.text() == "Peterborough · 4.3 miles from school"
    assert "4.3 miles" in field.focus_target().accessibleDescription()


def test_a_choice_is_found_by_typing_part_of_it(qtbot: QtBot) -> None:
    field = ChoiceField("f", "Kind", options_of(RequestKind))
    qtbot.addWidget(field)
    line = field.box.lineEdit()
    assert line is not None
    line.clear()
    QTest.keyClicks(line, "staying")
    line.editingFinished.emit()
    assert field.value() is RequestKind.STAYING_PUT
    line.setText("no such kind")
    line.editingFinished.emit()
    assert "is not in the list" in field.problem()


def test_what_is_typed_is_only_text(qtbot: QtBot) -> None:
    page = FormGallery()
    qtbot.addWidget(page)
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    area = page.form.field("words")
    area.set_value("<b>Father</b> <img src='file:///etc/passwd'>")
    assert area.value() == "<b>Father</b> <img src='file:///etc/passwd'>"
    assert page.findChildren(QPlainTextEdit)


def _form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    who = form.add_group("Who", "w")
    form.add(TextField("name", "Name", required=True), who)
    where = form.add_group("Where", "h", folded=True)
    form.add(PostcodeField("home", "Home"), where)
    return form


def test_filling_a_form_is_no_change_and_asks_for_no_draft(qtbot: QtBot) -> None:
    form = _form(qtbot)
    said: list[str] = []
    form.changed.connect(lambda: said.append("changed"))
    form.draft_due.connect(lambda: said.append("draft"))
    form.fill({"name": "T", "home": "PE1 1HX", "unknown": 3})
    assert said == []
    assert not form.touched()
    assert form.values() == {"name": "T", "home": "PE1 1HX"}


def test_a_persons_change_asks_for_a_draft_and_saving_settles_it(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form._draft.setInterval(1)
    name = form.field("name")
    assert isinstance(name, TextField)
    with qtbot.waitSignal(form.draft_due):
        QTest.keyClicks(name.line, "x")
    assert form.touched()
    form.settled()
    assert not form.touched()


def test_ctrl_enter_saves(qtbot: QtBot) -> None:
    form = _form(qtbot)
    name = form.field("name")
    assert isinstance(name, TextField)
    with qtbot.waitSignal(form.save_requested):
        QTest.keyClick(name.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_problems_stand_at_the_top_as_links_and_beside_the_field(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.show()
    form.show_problems(
        (FieldProblem("home", "Home: not whole."), FieldProblem("", "Something else."))
    )
    assert form.field("home").problem() == "Home: not whole."
    assert not form.problems.isHidden()
    link = next(w for w in form.problems._rows if w.objectName() == "" and hasattr(w, "click"))
    assert form.groups[1].is_folded()
    link.click()
    assert not form.groups[1].is_folded()
    assert form.field("home").focus_target().hasFocus() or form.focusWidget() is not None
    form.show_problems(())
    assert form.problems.isHidden()
    assert form.field("home").problem() == ""


def test_the_forms_own_check_names_what_is_missing(qtbot: QtBot) -> None:
    form = _form(qtbot)
    assert not form.check()
    assert form.field("name").problem() == "Name: give an answer."
    form.fill({"name": "T"})
    assert form.check()
    assert form.problems.isHidden()


def test_a_folded_group_says_what_is_in_it(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.fill({"home": "PE1 1HX"})
    head = form.groups[1]._head
    assert head.accessibleName() == "Where, folded: PE1 1HX"
    form.groups[1].fold(folded=False)
    assert head.accessibleName() == "Where, open"


def test_every_control_of_the_form_gallery_can_be_named(qtbot: QtBot) -> None:
    page = FormGallery()
    qtbot.addWidget(page)
    unnamed = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", lambda: "")()
        and widget.objectName() != "qt_scrollarea_viewport"
        and widget.focusProxy() is None
    ]
    assert unnamed == []


def test_ages_and_counts() -> None:
    assert age(date(2017, 7, 20), date(2026, 11, 24)) == "9 y 4 m"
    assert age(None, date(2026, 11, 24)) == "–"
    assert counted(1, "household") == "1 household"
    assert counted(0, "child", "children") == "no children"
    assert counted(1200, "child", "children") == "1,200 children"
    assert day(date(2026, 11, 23) + timedelta(days=1)) == "Tue 24 Nov 2026"


class _Windows(QObject):
    """Counts the windows that appear."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_flashes_up_as_a_window_while_it_is_made(qtbot: QtBot) -> None:
    """A label shown before it had a parent took the focus from the window that was being used."""
    application = QApplication.instance()
    assert application is not None
    windows = _Windows()
    application.installEventFilter(windows)
    try:
        parts = [make() for make in ALL_FIELDS]
        pages = [FormGallery(), PartsGallery(), RequestGallery()]
    finally:
        application.removeEventFilter(windows)
    for widget in (*parts, *pages):
        qtbot.addWidget(widget)
    assert windows.seen == []


def test_an_arrow_chooses_where_nothing_is_chosen_yet(qtbot: QtBot) -> None:
    field = SegmentedField("f", "Question", ((1, "One"), (2, "Two")), not_known=False)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitExposed(field)
    first = field.focus_target()
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)
    assert field.value() is None
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field.focus_target(), Qt.Key.Key_Right)
    assert field.value() == 2


def test_a_tooltip_is_said_without_its_tags(qtbot: QtBot) -> None:
    button = IconButton("close", "Leave out R&D <1>")
    qtbot.addWidget(button)
    assert "&lt;1&gt;" in button.toolTip()
    assert button.accessibleDescription() == "Leave out R&D <1>"


def test_yes_and_no_say_to_what_in_a_folded_line(qtbot: QtBot) -> None:
    field = YesNoField("garden", "Garden")
    qtbot.addWidget(field)
    assert field.summary() == ""
    field.set_value(False)
    assert field.summary() == "Garden: no"


def test_where_a_rule_comes_from_is_said_with_the_papers_name_and_the_weekday() -> None:
    assert (
        source_words("S003 §7, §17; read 2026-11-22")
        == "Permanency Service specification §7, §17; read Sun 22 Nov 2026"
    )
    assert source_words("A first value of our own; no source") == (
        "A first value of our own; no source"
    )
