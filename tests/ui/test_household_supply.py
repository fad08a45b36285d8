"""The supply side of a household by hand and by keyboard: the whole form, holds one by one, the days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.outlook import outlook
from art_desktop.domain.placements import Placement
from art_desktop.domain.vacancies import Stay, Supply
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HoldReason,
    MemberRelation,
    Skill,
    SkillLevel,
    Tier,
)
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.household import HouseholdView
from art_desktop.ui.pages.household_form import HouseholdFormPage
from art_desktop.ui.pages.household_holds import HoldPanel
from art_desktop.ui.pages.households import HouseholdsPage
from art_desktop.ui.pages.parts_field import PartsField
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from art_desktop.ui.widgets.vacancy_grid import VacancyGrid
from tests.ui.desk import widget_at
from tests.ui.keys import ALT, Keyboard

TODAY = date(2026, 11, 24)
HALL, MIA = HouseholdId(1), ChildId(3)


@pytest.fixture
def window(window_for: Callable[[str], DeskWindow]) -> DeskWindow:
    return window_for("ann")


def services(window: DeskWindow) -> Any:
    assert window.desk is not None
    return window.desk.services


def actor(window: DeskWindow) -> Any:
    assert window.desk is not None
    return window.desk.actor


def place(window: DeskWindow, **over: Any) -> None:
    plain: dict[str, Any] = {
        "child_id": MIA,
        "tier": Tier.IN_HOUSE,
        "household_id": HALL,
        "starts_on": date(2026, 9, 1),
        "expected_end_on": date(2026, 12, 3),
    }
    with services(window).households._store.writing(actor(window)) as uow:
        uow.add(Placement(**{**plain, **over}))
        uow.commit()


def form_page(window: DeskWindow, key: object = HALL) -> HouseholdFormPage:
    window.shell.go(Route(routes.HOUSEHOLD_FORM, key))
    page = window.shell.page(routes.HOUSEHOLD_FORM)
    assert isinstance(page, HouseholdFormPage)
    return page


def household_page(window: DeskWindow) -> HouseholdView:
    window.shell.go(Route(routes.HOUSEHOLD, HALL))
    page = window.shell.page(routes.HOUSEHOLD)
    assert isinstance(page, HouseholdView)
    return page


def add(page: HouseholdFormPage, name: str, **answers: object) -> None:
    field = page.form.field(name)
    assert isinstance(field, PartsField)
    part = field.add_part()
    for question, answer in answers.items():
        part.fields[question].set_value(answer)


# The form


def test_the_whole_supply_side_is_typed_in_and_found_again(window: DeskWindow) -> None:
    page = form_page(window)
    page._carers.parts[0].fields["ethnicity"].set_value("WBRI")
    page._carers.parts[0].fields["email"].set_value("rose@carers.example")
    add(page, "members", first_name="Nan", relation=MemberRelation.RELATIVE)
    add(page, "exemptions", child=(MIA,), places=4, starts_on=TODAY)
    add(page, "skills", skill=Skill.AUTISM, level=SkillLevel.TRAINED, achieved_on=date(2020, 1, 1))
    add(page, "availability", kind=AvailabilityKind.DUTY, starts_on=TODAY, weekdays=("6", "7"))
    add(
        page,
        "terms",
        kind=ApprovalKind.LONG_TERM,
        places=1,
        starts_on=TODAY,
        named_child=(MIA,),
    )
    page.form.fill({"step_free": True, "other_council_children": 1, "pets_note": "A cat"})
    page.save()
    assert window.shell.route() == Route(routes.HOUSEHOLD, HALL)
    held = services(window).households.form(actor(window), HALL)
    assert (held.carers[0].ethnicity, held.carers[0].email) == ("WBRI", "rose@carers.example")
    assert held.exemptions[0].child_id == MIA
    assert held.availability[0].weekdays == "67"
    assert held.terms[1].named_child_id == MIA
    assert (held.step_free, held.other_council_children, held.pets_note) == (True, 1, "A cat")
    before = {name: page.form.field(name).value() for name in ("terms", "skills", "members")}
    again = form_page(window)
    for name, lines in before.items():
        assert len(again.form.field(name).value()) == len(lines)  # type: ignore[arg-type]  # a tuple
    assert again._command() == held
    shown = household_page(window)
    assert shown.page is not None
    assert [one.old for one in shown.page.skills] == [True]


def test_a_problem_stands_at_its_question(window: DeskWindow) -> None:
    page = form_page(window)
    add(page, "exemptions", places=4, starts_on=TODAY)
    page.save()
    assert "Choose the child" in page.form.field("exemptions").problem()
    assert window.shell.route() == Route(routes.HOUSEHOLD_FORM, HALL)


def test_a_household_that_a_provider_offers(window: DeskWindow) -> None:
    page = form_page(window, routes.behind_provider(routes.HOUSEHOLD_FORM, 1).key)
    assert page.questions.provider.value() == 1
    assert page.questions.level.isHidden()
    page.form.fill({"name": "Quill", "weekly_price_pence": 91_250})
    for name, answer in (("first_name", "Bo"), ("last_name", "Quill")):
        page._carers.parts[0].fields[name].set_value(answer)
    term: dict[str, object] = {
        "kind": ApprovalKind.SHORT_TERM,
        "places": 1,
        "starts_on": date(2025, 1, 1),
    }
    for name, said in term.items():
        page._terms.parts[0].fields[name].set_value(said)
    page.save()
    found = services(window).households.page(actor(window), HouseholdId(2))
    assert (found.provider, found.weekly_price_pence) == ("Fenside Fostering", 91_250)
    assert found.tier is Tier.IFA


def test_a_draft_comes_back_whole(window: DeskWindow) -> None:
    page = form_page(window, None)
    page.form.fill({"name": "Reed", "review_due_on": date(2027, 3, 1)})
    add(page, "skills", skill=Skill.AUTISM, achieved_on=date(2024, 5, 6))
    add(page, "availability", kind=AvailabilityKind.LINK, starts_on=TODAY, weekdays=("6",))
    kept = page.draft()
    wanted = {name: page.form.field(name).value() for name in ("skills", "availability")}
    page.keep_draft()
    again = form_page(window, None)
    assert again.form.field("name").value() == "Reed"
    assert again.draft() == kept
    for name, lines in wanted.items():
        assert again.form.field(name).value() == lines


def test_groups_are_folded_and_opened_by_key(window: DeskWindow) -> None:
    page = form_page(window)
    assert [group.is_folded() for group in page.form.groups] == [False] + [True] * 7
    keys = Keyboard(window.shell)
    settle(window.shell)
    page.focus_first()
    keys.press(Qt.Key.Key_A, ALT)
    opened = [group.title for group in page.form.groups if not group.is_folded()]
    assert opened == ["The household", "Approval"]


# Holds


def test_a_place_is_kept_for_a_child_changed_and_taken_out(window: DeskWindow) -> None:
    page = household_page(window)
    page._ask_hold()
    panel = widget_at(page._notice)
    assert isinstance(panel, HoldPanel)
    panel.reason.set_value(HoldReason.RETAINER)
    panel.reason.changed.emit()
    panel.do_button.click()
    assert panel.child.problem()
    panel.child.set_value((MIA,))
    panel.do_button.click()
    assert page.page is not None
    assert page.page.free == 1
    (hold,) = page.page.holds
    page._on_hold("change", hold)
    panel = widget_at(page._notice)
    assert isinstance(panel, HoldPanel)
    assert (panel.places.value(), panel.child.value()) == (1, (MIA,))
    panel.starts.set_value(date(2026, 11, 1))
    panel.ends.set_value(date(2026, 10, 1))
    panel.do_button.click()
    assert "before it begins" in panel.ends.problem()
    panel.ends.set_value(None)
    panel.do_button.click()
    (hold,) = page.page.holds
    assert hold.starts_on == date(2026, 11, 1)
    page._on_hold("end", hold)
    assert (page.page.free, page.page.holds[0].state) == (2, "over")
    page._on_hold("out", page.page.holds[0])
    widget_at(page._notice).do_button.click()  # type: ignore[attr-defined]  # it asks in place
    assert page.page.holds == ()


def test_who_may_not_edit_has_no_buttons_and_reads_no_needs(
    window_for: Callable[[str], DeskWindow],
) -> None:
    window = window_for("bea")
    page = household_page(window)
    keys = Keyboard(window.shell)
    settle(window.shell)
    keys.sees("Can they be used tonight?")
    keys.does_not_see("Put on hold")
    place(window)
    page.read_again()
    settle(window.shell)
    keys.sees("Needs and risks are for those who may read them.")


# The days


def test_the_days_are_walked_by_key(window: DeskWindow) -> None:
    place(window)
    page = household_page(window)
    keys = Keyboard(window.shell)
    settle(window.shell)
    keys.sees("Thu 3 Dec: Mia’s placement is expected to end: 2 free, 1 of them if all goes")
    keys.go("Free places day by day")
    assert page.outlook is not None
    grid = page.outlook.grid
    assert grid is not None
    keys.press(Qt.Key.Key_PageDown)
    assert grid.at() == date(2026, 12, 3)
    keys.sees("Thu 3 Dec 2026: 2 free, 1 of them if all goes as expected. Mia’s placement")
    assert "Mia’s placement" in grid.accessibleDescription()
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Up)
    assert grid.at() == date(2026, 12, 9)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Left)
    assert grid.at() == TODAY
    keys.press(Qt.Key.Key_End)
    assert grid.at() == date(2027, 2, 15)


def test_the_days_begin_where_they_are_asked_for(window: DeskWindow) -> None:
    place(window)
    page = household_page(window)
    card = page.outlook
    assert card is not None
    card.later.click()
    assert card.grid is not None
    assert card.grid.at() == date(2026, 12, 22)
    card.from_day.line.setText("1 Dec 2026")
    card.from_day.line.editingFinished.emit()
    assert card.grid.at() == date(2026, 12, 1)
    card.now.click()
    assert card.grid.at() == TODAY
    assert not card.now.isEnabled()


def test_a_click_stands_on_a_day(window: DeskWindow) -> None:
    stay = Stay(child_id=MIA, name="Mia", born_on=date(2013, 5, 5), starts_on=TODAY)
    grid = VacancyGrid(outlook(Supply(household_id=HALL, as_of=TODAY, stays=(stay,)), TODAY), TODAY)
    window.shell.layout()
    grid.resize(800, 280)
    told: list[str] = []
    grid.stood_on.connect(told.append)
    wanted = date(2026, 12, 9)
    at = grid._box(wanted).center().toPoint()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert grid.at() == wanted
    assert told == ["Wed 9 Dec 2026: none free."]


# The list


def test_the_list_is_asked_for_another_day(window: DeskWindow) -> None:
    place(window, ended_on=date(2026, 12, 1), expected_end_on=None)
    place(window, child_id=ChildId(1), expected_end_on=date(2026, 12, 3))
    window.shell.go(Route(routes.HOUSEHOLDS))
    page = window.shell.page(routes.HOUSEHOLDS)
    assert isinstance(page, HouseholdsPage)

    def shown() -> tuple[str, str]:
        row = page.table.model.index(0, 0).row()
        texts = [page.table.model.index(row, at).data() for at in range(10)]
        return texts[3], texts[4]

    assert shown() == ("0 of 2", "1 from Tue 1 Dec")
    page.free_on.line.setText("2 Dec 2026")
    page.free_on.line.editingFinished.emit()
    assert shown() == ("1 of 2", "2 from Thu 3 Dec")
    page.free_on.line.setText("4 Dec 2026")
    page.free_on.line.editingFinished.emit()
    assert shown() == ("1 of 2", "2 by then")
    assert page.summary.text().endswith("1 free place on Fri 4 Dec 2026")
    page.whose.set_value(Tier.IFA)
    page.whose.changed.emit()
    assert page.table.model.rowCount() == 0


def test_an_exemption_is_typed_in_without_a_mouse(window: DeskWindow) -> None:
    form_page(window)
    keys = Keyboard(window.shell)
    settle(window.shell)
    keys.press(Qt.Key.Key_A, ALT)
    keys.go("Exemptions from the usual limit: Add exemption")
    keys.space()
    keys.type("mia")
    keys.enter()
    keys.sees("C-00003")
    keys.go("Children in all")
    keys.type("4")
    keys.go("From")
    keys.type("1/12/2026")
    keys.save()
    assert window.shell.route() == Route(routes.HOUSEHOLD, HALL)
    held = services(window).households.form(actor(window), HALL)
    assert [(one.child_id, one.places) for one in held.exemptions] == [(MIA, 4)]
    settle(window.shell)
    keys.sees("4 children in all, from Tue 1 Dec 2026 (not yet)")


def test_a_household_is_held_without_a_mouse(window: DeskWindow) -> None:
    household_page(window)
    keys = Keyboard(window.shell)
    settle(window.shell)
    keys.go("Put on hold")
    keys.enter()
    assert keys.at() == "Why"
    keys.type("Taking a break")
    keys.go("To and including")
    keys.type("30/11/2026")
    keys.save()
    settle(window.shell)
    keys.sees("On hold: Taking a break", "no: on hold until Mon 30 Nov 2026 (taking a break)")
    keys.go("Take out: Taking a break")
    keys.enter()
    assert keys.at() == "Take it out"
    keys.enter()
    settle(window.shell)
    keys.sees("The hold is taken out.", "Never on hold.")
