"""The panel view of an assessment: its prices in place of homes, and a limit with the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from art_desktop.domain.ids import Pence
from art_desktop.domain.panel_views import CaseLine, CaseQuote, CaseResource
from art_desktop.domain.vocabulary import Decision
from art_desktop.ui.pages.panel_room.board import Board
from art_desktop.ui.pages.panel_room.decision import DecisionForm
from art_desktop.ui.pages.panel_room.flow import Scale
from tests.ui import panel_samples as samples

RESOURCE = CaseResource(
    title="Parenting assessment",
    lines=(CaseLine("Question", "Can his parents meet his needs?"),),
    quotes=(
        CaseQuote(
            who="Dr Quill",
            state="Price in",
            whole_pence=Pence(380_000),
            price="£95.00 an hour × 40 hours",
            ready_on=date(2027, 1, 15),
        ),
        *(CaseQuote(who=f"Practice {n}", state="Asked", includes="x " * 90) for n in range(9)),
    ),
    ordered=("Dr Hale, from Mon 5 Oct 2026: £900.00",),
)


def test_the_board_shows_what_is_wanted_and_every_price(qtbot: QtBot) -> None:
    board = Board()
    qtbot.addWidget(board)
    board.resize(1280, 720)
    board.set_scale(Scale(1))
    board.show_case(replace(samples.case(), resource=RESOURCE, options=()))
    said = board.accessibleDescription()
    for words in ("Can his parents", "Dr Quill · £3,800.00", "Practice 8 · Asked", "Dr Hale"):
        assert words in said
    assert board.page_count > 1
    first = board.grab().toImage()
    board.turn_to(1)
    assert board.grab().toImage() != first
    board.show_case(replace(samples.case(), resource=replace(RESOURCE, quotes=()), options=()))
    assert board.page_count == 1


def test_an_agreed_assessment_may_have_a_limit_and_has_no_split(qtbot: QtBot) -> None:
    item = samples.item(0, replace(samples.case(), resource=RESOURCE, options=()))
    form = DecisionForm(item, "Grace Penhaligon", None, date(2026, 11, 24))
    qtbot.addWidget(form)
    form.decision.set_value(Decision.AGREED)
    form.show_fitting()
    assert form.joint.isHidden()
    form.most.set_value(350_000)
    command = form.command()
    assert command is not None
    assert (command.most_pence, command.funding) == (350_000, None)
    form.decision.set_value(Decision.NOT_AGREED)
    form.show_fitting()
    form.note.set_value("Not needed")
    assert form.most.isHidden()
    refused = form.command()
    assert refused is not None
    assert refused.most_pence is None
