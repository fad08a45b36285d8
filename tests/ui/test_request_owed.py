"""What a placement that started out of hours still owes can be put on record on its page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from art_desktop.domain.vocabulary import Urgency
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui import request_samples as samples
from tests.ui.keys import Keyboard
from tests.ui.request_samples import World


def test_an_approval_that_is_owed_is_recorded_after_the_start(qtbot: QtBot) -> None:
    """It stands above the placements, says that it is owed, and opens its form."""
    made = replace(
        samples.placed(), urgency=Urgency.OUT_OF_HOURS, approvals=(samples.AT_A_DISTANCE,)
    )
    world = World(page=made)
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1280, 900)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    view.open((143, "placement"))
    for _ in range(5):
        QCoreApplication.processEvents()
    view.parts["placement"].focus_first()
    keys = Keyboard(view)
    keys.sees("1 approval still needed", "still owed")
    keys.go("Record decision: At a distance")
    keys.enter()
    keys.go("Name of who decided")
    keys.type("Dee Director")
    keys.save()
    assert len(world.asked("authorising.record_added")) == 1
