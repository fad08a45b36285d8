"""The page that fills in any form: every kind by keyboard, drafts, thoughts beside the field, both versions."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from art_desktop.domain import forms
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_words import FormCode
from art_desktop.services import paper_forms
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.paper_form import PaperFormPage
from art_desktop.ui.pages.paper_form_rows import FreeRowsField
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from tests.services.form_samples import SPEC, answered
from tests.ui.keys import ALT, Keyboard

MIAS = FormSubject(code=FormCode.HEALTH, request_id=RequestId(1), child_id=ChildId(3))
Opens = Callable[[str], DeskWindow]


@pytest.fixture(autouse=True)
def only_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be one form with a question of every kind, of which the record knows nothing."""
    monkeypatch.setattr(forms, "SPECS", MappingProxyType({SPEC.code: SPEC}))
    monkeypatch.setattr(paper_forms, "prefills", dict)


def opened(window: DeskWindow) -> PaperFormPage:
    window.shell.go(Route(routes.REQUEST, 1))
    window.shell.go(routes.PaperForm(MIAS))
    page = window.shell.page(routes.REQUEST_PAPER_FORM)
    assert isinstance(page, PaperFormPage)
    settle(window.shell)
    return page


def saved(window: DeskWindow) -> dict[str, object]:
    assert window.desk is not None
    view = window.desk.services.forms.page(window.desk.actor, MIAS)
    values = view.answers.values.items()
    plain = {n: v if isinstance(v, str) else [dict(row) for row in v] for n, v in values}
    return {"number": view.number, **plain}


def test_every_kind_of_question_is_answered_by_keyboard_alone(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    keys = Keyboard(window.shell)
    assert keys.at() == "Who consents"
    keys.sees("Health and consent · R-2026-0001 · Mia", "8 of 8 questions are not yet known")
    keys.type("The mother")
    keys.go("How a morning goes")
    keys.type("Up at six.")
    keys.enter()
    keys.type("Then toast.")
    keys.go("Known by")
    keys.press(Qt.Key.Key_Left)
    keys.go("Wears glasses")
    keys.press(Qt.Key.Key_Left, times=2)
    keys.go("Last seen")
    keys.type("5.1.26")
    keys.go("Haircut: Who")
    keys.press(Qt.Key.Key_Down)
    keys.go("Haircut: Note")
    keys.type("ask first")
    keys.go("Medicines: add a row")
    for at, (name, since) in enumerate((("Inhaler", "1/2/26"), ("Drops", "")), start=1):
        keys.space()
        assert keys.at().endswith("Medicine")
        keys.type(name)
        keys.go(f"Row {at}: Since")
        keys.type(since)
        keys.go("Medicines: add a row")
    keys.save()
    keys.sees("Saved as version 1.", "1 of 8 questions is not yet known", "saved 09:00")
    assert saved(window) == {
        "number": 1,
        "who": "The mother",
        "morning": "Up at six.\nThen toast.",
        "how": "parent",
        "glasses": "yes",
        "seen_on": "2026-01-05",
        "decides": [{"key": "hair", "who": "carer", "note": "ask first"}],
        "medicines": [{"name": "Inhaler", "since": "2026-02-01"}, {"name": "Drops"}],
    }
    keys.press(Qt.Key.Key_Escape)
    assert window.shell.route() == Route(routes.REQUEST, 1)
    assert opened(window).answers().to_json() == page.answers().to_json()


def test_rows_are_moved_and_taken_out_by_keyboard(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    table = page.form.field("medicines")
    assert isinstance(table, FreeRowsField)
    table.set_value(tuple({"name": name} for name in ("one", "two", "three")))
    table.add_button.setFocus()
    keys = Keyboard(window.shell)
    keys.go("Row 3: Medicine", back=True)
    keys.press(Qt.Key.Key_Up, ALT)
    keys.press(Qt.Key.Key_Up, ALT)
    assert keys.at() == "Row 1: Medicine"
    assert [row["name"] for row in table.value()] == ["three", "one", "two"]
    keys.press(Qt.Key.Key_Down, ALT)
    assert keys.at() == "Row 2: Medicine"
    keys.go("Take out, row 2")
    keys.space()
    assert keys.at() == "Row 2: Medicine"
    assert [row["name"] for row in table.value()] == ["one", "two"]
    keys.go("Up, row 2")
    keys.space()
    assert [row["name"] for row in table.value()] == ["two", "one"]
    assert page.form.touched()


def test_a_letter_goes_to_each_section(window_for: Opens) -> None:
    window = window_for("ann")
    opened(window)
    keys = Keyboard(window.shell)
    keys.press(Qt.Key.Key_T, ALT)
    assert keys.at().startswith("Tables")
    keys.press(Qt.Key.Key_F, ALT)
    assert keys.at().startswith("First things")


def test_what_was_typed_is_there_after_a_crash_and_saving_forgets_it(window_for: Opens) -> None:
    first = window_for("ann")
    page = opened(first)
    keys = Keyboard(first.shell)
    keys.type("The father")
    page.form.draft_due.emit()
    keys.sees("Draft kept 09:00")
    again = window_for("ann")
    page = opened(again)
    assert page.answers().text("who") == "The father"
    Keyboard(again.shell).sees("This was typed before and not saved.")
    page.save()
    assert saved(again)["number"] == 1
    page = opened(window_for("ann"))
    assert page.above() is None


def test_what_the_record_knows_is_marked_until_it_is_another_or_saved(
    window_for: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = answered(who="The mother", glasses="no")
    monkeypatch.setattr(paper_forms, "prefills", lambda: {SPEC.code: lambda _u, _s, _d: known})
    window = window_for("ann")
    page = opened(window)
    who, glasses = page.form.field("who"), page.form.field("glasses")
    assert who.note() == glasses.note() == "From the record: check it, then save."
    keys = Keyboard(window.shell)
    keys.press(Qt.Key.Key_End)
    keys.type(", by telephone")
    page.look_again()
    assert who.note() == ""
    assert "From the record" in glasses.focus_target().accessibleDescription()
    page.save()
    assert glasses.note() == ""
    assert saved(window) == {"number": 1, "who": "The mother, by telephone", "glasses": "no"}


def test_a_thought_stands_beside_the_answer_and_stops_nobody(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    keys = Keyboard(window.shell)
    keys.go("How a morning goes")
    keys.type("His placement is loud.")
    page.look_again()
    keys.sees("Say “home”.")
    field = page.form.field("morning")
    assert field.problem() == ""
    assert "Say “home”." in field.focus_target().accessibleDescription()
    keys.save()
    keys.sees("Saved as version 1.")


def test_a_grave_problem_leads_to_its_question(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    keys = Keyboard(window.shell)
    keys.type("Mrs Wrenfield")
    keys.go("Last seen")
    keys.type("soon")
    keys.save()
    keys.sees("“soon” is not a day.")
    page.form.field("seen_on").set_value(None)
    keys.save()
    keys.sees("Not saved: one answer needs another look.", "Take the surname out.")
    assert page.form.field("who").problem() == "Take the surname out."
    assert saved(window)["number"] == 0
    keys.go("Take the surname out.", back=True)
    keys.enter()
    assert keys.at() == "Who consents"


def test_both_versions_are_shown_where_somebody_saved_meanwhile(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    assert window.desk is not None
    services, actor = window.desk.services, window.desk.actor
    services.forms.save(actor, MIAS, answered(who="The father"), 0)
    keys = Keyboard(window.shell)
    keys.type("The mother")
    keys.save()
    keys.sees("The mother", "The father", "Save mine over it")
    keys.go("Save mine over it", back=True)
    keys.enter()
    assert saved(window) == {"number": 2, "who": "The mother"}
    keys.go("Earlier versions", back=True)
    keys.enter()
    keys.sees("Version 2 · Tue 24 Nov 2026", "Version 1 · Tue 24 Nov 2026")
    assert page.view is not None
    assert page.view.number == 2


def test_a_draft_of_an_older_version_never_overwrites_a_newer_one(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    keys = Keyboard(window.shell)
    keys.type("The mother")
    page.keep_draft()
    assert window.desk is not None
    window.desk.services.forms.save(window.desk.actor, MIAS, answered(who="The father"), 0)
    page = opened(window_for("ann"))
    assert page.answers().text("who") == "The mother"
    page.save()
    assert page.above() is not None
    assert saved(window) == {"number": 1, "who": "The father"}


def test_long_words_and_thirty_rows_fit(window_for: Opens) -> None:
    window = window_for("ann")
    page = opened(window)
    window.shell.resize(960, 600)
    table, area = page.form.field("medicines"), page.form.field("morning").focus_target()
    assert isinstance(area, QPlainTextEdit)
    low = area.height()
    table.set_value(tuple({"name": f"Medicine {at} " + "x" * 200} for at in range(30)))
    area.setPlainText("Every morning is long. " * 60)
    settle(window.shell)
    assert low < area.height() < 500
    assert page.area.horizontalScrollBar().maximum() == 0
    inner = page.area.widget()
    assert inner is not None
    assert inner.width() <= page.area.viewport().width()
    area.setPlainText("Short.")
    settle(window.shell)
    assert area.height() == low
    page.save()
    medicines = saved(window)["medicines"]
    assert isinstance(medicines, list)
    assert len(medicines) == 30


def test_a_form_that_cannot_be_opened_says_why_and_leads_back(window_for: Opens) -> None:
    window = window_for("ann")
    window.shell.go(Route(routes.REQUEST, 1))
    other = FormSubject(code=FormCode.HEALTH, request_id=RequestId(1), child_id=ChildId(1))
    window.shell.go(routes.PaperForm(other))
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.sees("The form was not opened.", "not on the request")
    keys.go("Back to where you were", back=True)
    keys.enter()
    assert window.shell.route() == Route(routes.REQUEST, 1)


def test_saving_leaves_the_cursor_where_somebody_types_on(window_for: Opens) -> None:
    window = window_for("ann")
    opened(window)
    keys = Keyboard(window.shell)
    keys.go("How a morning goes")
    keys.type("Up at six")
    keys.save()
    keys.type(" sharp.")
    keys.go("Medicines: add a row")
    keys.space()
    keys.type("Inhaler")
    keys.save()
    assert keys.at() == "Row 1: Medicine"
    found = saved(window)
    assert (found["number"], found["morning"]) == (2, "Up at six sharp.")


def test_theirs_is_shown_where_theirs_is_taken_and_no_draft_comes_over_it(
    window_for: Opens,
) -> None:
    window = window_for("ann")
    page = opened(window)
    assert window.desk is not None
    window.desk.services.forms.save(window.desk.actor, MIAS, answered(who="The father"), 0)
    keys = Keyboard(window.shell)
    keys.type("The mother")
    page.form.draft_due.emit()
    keys.save()
    keys.go("Take theirs", back=True)
    keys.enter()
    assert page.answers().text("who") == "The father"
    assert opened(window).answers().text("who") == "The father"


def test_what_is_typed_while_it_is_being_saved_stays(
    window_for: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_for("ann")
    page = opened(window)
    keys = Keyboard(window.shell)
    keys.type("The mother")
    held: list[Callable[[], None]] = []
    with monkeypatch.context() as slow:
        write = page.calls.write
        slow.setattr(page.calls, "write", lambda *asked: held.append(lambda: write(*asked)))
        keys.save()
        keys.type(" and the father")
    for call in held:
        call()
    settle(window.shell)
    assert saved(window)["who"] == "The mother"
    assert page.answers().text("who") == "The mother and the father"
    keys.sees("Saved as version 1.", "What you typed while it was being saved is not saved yet.")
    assert page.form.touched()
    keys.save()
    assert saved(window)["who"] == "The mother and the father"
    assert not page.form.touched()
