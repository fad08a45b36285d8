"""Who may decide: the two parts of Settings, and the Decision tab with names, cover, renewal and deferral."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.authority_views import RouteGiven, Scope
from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.deciders import Decider
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import TaskId
from art_desktop.domain.read_models import RouteView, TaskRow
from art_desktop.domain.vocabulary import Decision, Post, RequestKind, Stage, TaskKind, Urgency
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.authority_part import AuthorityPart
from art_desktop.ui.pages.deciders_part import DecidersPart
from art_desktop.ui.pages.request.decision import DecisionPart
from art_desktop.ui.pages.request.decision_form import DecisionForm
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.settings import SettingsPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from art_desktop.ui.widgets.field import Field
from tests.ui import request_samples as samples
from tests.ui.request_samples import World
from tests.ui.test_request import opened

WindowFor = Callable[[str], DeskWindow]


def settings(window: DeskWindow, tab: str) -> QWidget:
    window.shell.go(Route(routes.SETTINGS, tab))
    page = window.shell.page(routes.SETTINGS)
    assert isinstance(page, SettingsPage)
    return page.parts[tab]


def told(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def buttons(widget: QWidget) -> dict[str, QAbstractButton]:
    return {b.text(): b for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)}


def field_named(panel: QWidget, name: str) -> Field:
    return next(field for field in panel.findChildren(Field) if field.name == name)


# Settings


def test_the_policy_is_read_by_everybody_and_changed_by_managers(window_for: WindowFor) -> None:
    part = settings(window_for("ann"), "authorisation")
    assert isinstance(part, AuthorityPart)
    assert "Change …" not in buttons(part)
    part.table.select(RequestKind.FIRST_TIME)
    words = told(part.words)
    assert "Service Director for Children and Safeguarding, only in the absence of the" in words
    assert "once the on-call senior manager, through EDS has agreed" in words
    part.table.select(RequestKind.RETURN_HOME)
    assert "No such route." in told(part.words)


def test_a_manager_changes_a_cell_from_a_day(window_for: WindowFor) -> None:
    part = settings(window_for("max"), "authorisation")
    assert isinstance(part, AuthorityPart)
    part.table.select(RequestKind.ASSESSMENT)
    part.ask()
    asking = part.asking
    panel = part.findChild(InPlace)
    assert panel is not None
    assert asking.routes.value() == (RouteGiven(Post.HEAD_OF_SERVICE), RouteGiven(Post.PASP))
    assert asking.none.isHidden()
    panel.do_button.click()
    assert asking.source.problem()
    asking.source.set_value("Leadership team, 20 Nov 2026")
    asking.routes.remove(asking.routes.lines[1])
    panel.do_button.click()
    assert part.view is not None
    cell = part.view.cell(RequestKind.ASSESSMENT, Urgency.PLANNED)
    assert cell.short_words == "Head of Service"


def test_a_cell_is_emptied_only_where_that_is_meant(window_for: WindowFor) -> None:
    part = settings(window_for("max"), "authorisation")
    assert isinstance(part, AuthorityPart)
    part.table.select(RequestKind.CRISIS)
    part.ask()
    asking, panel = part.asking, part.findChild(InPlace)
    assert panel is not None
    asking.urgency.set_value(Urgency.URGENT)
    asking.urgency.changed.emit()
    assert asking.scope.value() == Scope()
    asking.routes.remove(asking.routes.lines[0])
    assert not asking.none.isHidden()
    asking.source.set_value("A mistake")
    panel.do_button.click()
    assert "meant to be none" in asking.routes.problem()
    asking.none.set_value(True)
    panel.do_button.click()
    assert part.view is not None
    cell = part.view.cell(RequestKind.CRISIS, Urgency.URGENT)
    assert cell.short_words == "no such route"


def test_a_new_route_may_name_who_agrees_first(window_for: WindowFor) -> None:
    part = settings(window_for("max"), "authorisation")
    assert isinstance(part, AuthorityPart)
    part.table.select(RequestKind.RETURN_HOME)
    part.ask()
    asking, panel = part.asking, part.findChild(InPlace)
    assert panel is not None
    asking.urgency.set_value(Urgency.OUT_OF_HOURS)
    asking.urgency.changed.emit()
    asking.routes.add_line()
    line = asking.routes.lines[0]
    line.show_route(RouteGiven(Post.EDS, Post.ON_CALL, None, "with a plan", 3))
    asking.source.set_value("Leadership team")
    panel.do_button.click()
    assert part.view is not None
    (cell_part,) = part.view.cell(RequestKind.RETURN_HOME, Urgency.OUT_OF_HOURS).parts
    assert cell_part.routes[0].given == RouteGiven(Post.EDS, Post.ON_CALL, None, "with a plan", 3)


def test_a_holder_is_entered_and_an_absence_in_a_few_keys(
    window_for: WindowFor, qtbot: QtBot
) -> None:
    part = settings(window_for("max"), "deciders")
    assert isinstance(part, DecidersPart)
    part.ask_new()
    panel = part.findChild(InPlace)
    assert panel is not None
    field_named(panel, "post").set_value(Post.ASSISTANT_DIRECTOR)
    field_named(panel, "name").set_value("Dana Reeve")
    field_named(panel, "phone").set_value("01632 960111")
    panel.do_button.click()
    assert part.view is not None
    assert [line.name for line in part.view.holders] == ["Dana Reeve"]
    assert "Nobody is on record as" in part.vacant.text()
    part.ask_absence()
    ends, cover = part.asked["ends_on"], part.asked["covered_by"]
    ends.set_value(date(2026, 11, 26))
    cover.set_value("Sam Okoye")
    qtbot.keyClick(cover.focus_target(), Qt.Key.Key_Return)
    assert part.view.holders[0].away
    assert "Tue 24 Nov 2026 to Thu 26 Nov 2026: Sam Okoye covers" in told(part.card)
    settle(part)
    buttons(part.card)["Take away"].click()
    assert "None on record." in told(part.card)


def test_an_officer_enters_absences_and_no_holders(window_for: WindowFor) -> None:
    part = settings(window_for("ann"), "deciders")
    assert {"Add holder …", "Change …"}.isdisjoint(buttons(part))
    assert "Away …" in buttons(part)


# The Decision tab

COVERED = RouteView(
    Post.ASSISTANT_DIRECTOR,
    "the Assistant Director for Children's Social Care",
    urgency=Urgency.URGENT,
    people=(Decider("Sam Okoye", "01632 960112", "Dana Reeve"),),
    holders="Dana Reeve, 01632 960111; away until Thu 26 Nov, Sam Okoye covers, 01632 960112",
    free_name=False,
)
SHUT = RouteView(
    Post.EDS,
    "the Emergency Duty Service",
    also_needs=Post.ON_CALL,
    urgency=Urgency.OUT_OF_HOURS,
    first_people=(Decider("Helena Birchall", "01632 960190"),),
    shut="The Emergency Duty Service decides this only out of hours.",
)


def deciding(qtbot: QtBot, **changes: object) -> tuple[World, DecisionPart, DecisionForm]:
    page = replace(samples.unauthorised(), routes=(SHUT, COVERED), **changes)  # type: ignore[arg-type]  # by name
    world = World(page=page)
    part = opened(qtbot, world, "decision").parts["decision"]
    assert isinstance(part, DecisionPart)
    assert part.form is not None
    return world, part, part.form


def test_who_may_decide_is_named_with_cover_and_what_is_open_first(qtbot: QtBot) -> None:
    _, part, _ = deciding(qtbot)
    words = told(part)
    assert "Sam Okoye, 01632 960112, covering Dana Reeve" in words
    assert "away until Thu 26 Nov" in words
    assert "decides this only out of hours" in words
    assert "(Helena Birchall, 01632 960190) agrees first." in words
    assert words.index("Assistant Director") < words.index("Emergency Duty Service")


def test_the_form_proposes_the_name_and_asks_why_it_was_somebody_else(qtbot: QtBot) -> None:
    world, part, form = deciding(qtbot)
    form.post.set_value(Post.ASSISTANT_DIRECTOR)
    form.post.changed.emit()
    assert form.decided_by.text() == "Sam Okoye"
    assert form.covering.isHidden()
    form.decided_by.set_value("Una Poole")
    form.decided_by.changed.emit()
    assert not form.covering.isHidden()
    form.covering.set_value("Acting up since this morning")
    form.decision.set_value(Decision.AGREED)
    form.decision.changed.emit()
    part.save_decision()
    ((command,),) = world.asked("authorising.record")
    assert isinstance(command, RecordAuthorisation)
    assert (command.decided_by, command.covering) == ("Una Poole", "Acting up since this morning")


def test_a_name_that_nobody_typed_makes_way_for_the_next(qtbot: QtBot) -> None:
    _, _, form = deciding(qtbot)
    form.post.set_value(Post.ASSISTANT_DIRECTOR)
    form.post.changed.emit()
    form.post.set_value(Post.EDS)
    form.post.changed.emit()
    assert form.decided_by.text() == ""
    assert not form.covering.isHidden()
    form.decided_by.set_value("Typed Name")
    form.post.set_value(Post.ASSISTANT_DIRECTOR)
    form.post.changed.emit()
    assert form.decided_by.text() == "Typed Name"


def test_a_deferral_asks_for_its_day(qtbot: QtBot) -> None:
    world, part, form = deciding(qtbot)
    form.post.set_value(Post.ASSISTANT_DIRECTOR)
    form.post.changed.emit()
    assert form.deferred_to.isHidden()
    form.decision.set_value(Decision.DEFERRED)
    form.decision.changed.emit()
    form.note.set_value("A school plan")
    part.save_decision()
    assert form.deferred_to.problem()
    assert world.asked("authorising.record") == []
    form.deferred_to.set_value(date(2026, 12, 3))
    part.save_decision()
    ((command,),) = world.asked("authorising.record")
    assert isinstance(command, RecordAuthorisation)
    assert command.deferred_to == date(2026, 12, 3)


def test_a_decision_that_runs_out_is_renewed_from_where_it_stands(qtbot: QtBot) -> None:
    authorised = samples.page()
    held = replace(samples.AUTHORISED, post=Post.ASSISTANT_DIRECTOR, runs_out=True, in_force=True)
    world = World(page=replace(authorised, authorisations=(held,), routes=(COVERED,)))
    part = opened(qtbot, world, "decision").parts["decision"]
    assert isinstance(part, DecisionPart)
    buttons(part)["Renew …"].click()
    assert part.form is not None
    assert part.form.post.value() is Post.ASSISTANT_DIRECTOR
    assert part.form.decided_by.text() == "Sam Okoye"
    assert "Renewal of the decision" in str(part.form.note.value())
    part.save_decision()
    ((command,),) = world.asked("authorising.record")
    assert isinstance(command, RecordAuthorisation)
    assert command.decision is Decision.AGREED


@pytest.mark.parametrize("flags", [(), ("Placed out of hours: retrospective authorisation owed",)])
def test_after_a_night_the_form_is_there_until_the_day_has_decided(
    qtbot: QtBot, flags: tuple[str, ...]
) -> None:
    page = replace(samples.placed(), stage=Stage.PLACED, routes=(COVERED,), flags=flags)
    view = opened(qtbot, World(page=page), "decision")
    part = view.parts["decision"]
    assert isinstance(part, DecisionPart)
    assert (part.form is not None) == bool(flags)
    assert view.header.flags.text() == "".join(flags)
    assert view.header.flags.isHidden() == (not flags)


def test_a_stay_is_confirmed_in_words(qtbot: QtBot) -> None:
    task = TaskRow(
        id=TaskId(5),
        kind=TaskKind.DUTY_MOVE,
        words="Move, or name the next duty carer",
        due_at=samples.NOW + timedelta(hours=3),
        owner="",
        owner_id=None,
        request_id=samples.page().id,
        request_reference="R-2026-0143",
        child_id=None,
        done_at=None,
        late=False,
        due_today=True,
        version=1,
    )
    refusal = RuleBroken("Not done.", "The stay is confirmed.", "Say.", field="note")
    world = World(page=replace(samples.placed(), tasks=(task,)))
    world.answers["tasks.done"] = refusal
    view = opened(qtbot, world, "placement")
    part = view.parts["placement"]
    buttons(part)["Done"].click()
    panel = part.findChild(InPlace)
    assert panel is not None
    panel.do_button.click()
    words = field_named(panel, "note")
    assert words.problem()
    words.set_value("Stay confirmed by the Head of Service")
    panel.do_button.click()
    assert world.asked("tasks.done")[-1] == (5, 1, "Stay confirmed by the Head of Service")
