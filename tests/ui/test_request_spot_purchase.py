"""A spot purchase from the shortlist: offered in place of an override where the provider is on no lot."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from art_desktop.domain.provider_commands import RecordSpotPurchase
from art_desktop.domain.provider_terms import CONTRACTED
from tests.ui import request_samples as samples
from tests.ui.request_samples import World
from tests.ui.test_request_shortlist import opened


def test_a_manager_records_a_spot_purchase_with_its_reason(qtbot: QtBot) -> None:
    out = replace(samples.unsuitable(101), excluded_codes=(CONTRACTED,))
    world = World(actor=samples.MANAGER)
    view, part, _rows = opened(qtbot, world)
    part.open_option(out)
    words = [b.text() for b in part.pane.findChildren(QAbstractButton)]
    assert "Record a spot purchase …" in words
    assert "Override this rule …" not in words
    part.ask_in_place("override", out)
    area = view.focusWidget()
    assert isinstance(area, QPlainTextEdit)
    enter, control = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(area, enter, control)
    assert world.asked("spot_purchases.record") == []
    area.setPlainText("Nobody on the lot takes three brothers.")
    qtbot.keyClick(area, enter, control)
    ((command,),) = world.asked("spot_purchases.record")
    assert command == RecordSpotPurchase(
        option_id=out.id, reason="Nobody on the lot takes three brothers."
    )


def test_an_officer_is_told_whose_it_is(qtbot: QtBot) -> None:
    out = replace(samples.unsuitable(101), excluded_codes=(CONTRACTED,))
    _view, part, _rows = opened(qtbot, World(actor=samples.OFFICER))
    part.open_option(out)
    words = [b.text() for b in part.pane.findChildren(QAbstractButton)]
    assert "Record a spot purchase …" not in words
