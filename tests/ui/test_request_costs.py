"""Costs in an option's pane and in the comparison, and who pays in the Decision tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.allowances import CostChild, PriceTerms
from art_desktop.domain.cost_tables import CostTables
from art_desktop.domain.costs import OptionCost, cost
from art_desktop.domain.deciding_words import SplitBasis
from art_desktop.domain.funding import RecordFunding, default_lines
from art_desktop.domain.funding_views import CareLine, FundingView, SplitLine
from art_desktop.domain.ids import ChildId, FundingId, Pence, RequestId
from art_desktop.domain.vocabulary import RequestKind, Tier
from art_desktop.ui.pages.request.costs_group import CostsGroup, payer_lines, to_end_words
from art_desktop.ui.pages.request.funding_card import FundingCard, SplitPanel

STARTS = date(2027, 1, 4)
TAUGHT = default_lines(social_care=Decimal(28), education=Decimal(72), with_education=True)
VIEW = FundingView(
    request_id=RequestId(143),
    needed=True,
    why="Health or education money is likely.",
    starts_on=STARTS,
    total_pence=Pence(404100),
    total_of="Fenland Oaks",
    default=TAUGHT,
    splits=(),
    care=(CareLine(ChildId(1), "Kai", complex_need=True, decided_by=""),),
    open=True,
)


class Desk:
    """As much of a desk as a card asks for."""

    def __init__(self) -> None:
        self.request_id = RequestId(143)
        self.page = None
        self.written: list[object] = []

    def may(self, _permission: object) -> bool:
        return True

    def read(self, *_asked: object) -> None:
        """Answer nothing."""

    def write(self, call: object, *_then: object) -> None:
        self.written.append(call)


def offered(**more: object) -> OptionCost:
    terms = PriceTerms(kind=RequestKind.CHANGE, tier=Tier.RESIDENTIAL, offered_pence=Pence(404100))
    child = CostChild(ChildId(1), "Boy, 10", date(2016, 6, 15), **more)  # type: ignore[arg-type]  # one field
    return cost(terms, [child], CostTables([]), STARTS, proposed=TAUGHT)


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_pane_tells_the_sums_first_and_the_lines_when_they_are_asked_for(
    qtbot: QtBot,
) -> None:
    group = CostsGroup(offered(ends_on=date(2027, 2, 1)))
    qtbot.addWidget(group)
    group.show()
    told = words_of(group)
    assert {"£4,041.00", "£1,131.48", "£2,909.52", "To 1 Feb 2027"} <= set(told)
    assert "£16,164.00" in told  # four weeks
    assert not any("Offered price" in words for words in told)
    QTest.keyClick(group.toggle, Qt.Key.Key_Space)
    assert any("Offered price" in words for words in words_of(group))


def test_what_is_not_known_is_told(qtbot: QtBot) -> None:
    terms = PriceTerms(kind=RequestKind.CHANGE, tier=Tier.RESIDENTIAL)
    child = CostChild(ChildId(1), "Boy, 10", date(2016, 6, 15))
    found = cost(terms, [child], CostTables([]), STARTS)
    group = CostsGroup(found)
    qtbot.addWidget(group)
    group.show()
    told = words_of(group)
    assert "not known" in told
    assert "No price is on record: it is known with the offer." in told
    assert to_end_words(found) == "no end is planned"


def test_the_comparison_says_who_pays_and_whose_split_it_is() -> None:
    lines = payer_lines(offered())
    assert lines[0] == "Children's social care: £1,131.48"
    assert lines[-1] == "The policy's split; none is recorded"


def card_with(qtbot: QtBot, view: FundingView) -> tuple[FundingCard, Desk]:
    desk = Desk()
    card = FundingCard(desk)  # type: ignore[arg-type]  # as much of a desk as it asks for
    qtbot.addWidget(card)
    card.show_view(view)
    return card, desk


def test_a_card_without_anything_to_say_is_hidden(qtbot: QtBot) -> None:
    card, _ = card_with(qtbot, replace(VIEW, needed=False, care=()))
    assert card.isHidden()


def test_the_split_is_recorded_from_the_card(qtbot: QtBot) -> None:
    card, desk = card_with(qtbot, VIEW)
    assert VIEW.missing
    assert VIEW.why in words_of(card)
    card.buttons[0].click()
    panel = card.panel
    assert isinstance(panel, SplitPanel)
    assert panel.editor.value() == TAUGHT
    asked: list[RecordFunding] = []

    class Services:
        class funding:  # noqa: N801 - as the field is called
            @staticmethod
            def record(_who: object, command: RecordFunding) -> None:
                asked.append(command)

    panel.editor.rows[2].share.line.setText("5")
    panel.editor._on_typed()
    panel.go()
    assert desk.written == []
    assert "105%" in panel.problem.text()
    panel.editor.take_default()
    panel.go()
    (call,) = desk.written
    call(Services, None)  # type: ignore[operator]  # what the desk was handed
    assert asked[0].lines == TAUGHT
    assert (asked[0].starts_on, asked[0].weekly_pence) == (STARTS, 404100)
    assert asked[0].basis is SplitBasis.SHARES


def test_every_split_is_told_with_who_recorded_it(qtbot: QtBot) -> None:
    line = SplitLine(
        id=FundingId(1),
        basis=SplitBasis.SHARES,
        parts=TAUGHT,
        weekly_pence=Pence(404100),
        starts_on=STARTS,
        ends_on=None,
        note="JASP",
        recorded_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
        recorded_by="Ann Officer",
        in_force=True,
    )
    card, _ = card_with(qtbot, replace(VIEW, splits=(line,)))
    told = " ".join(words_of(card))
    assert "28% and Education (Dedicated Schools Grant) 72% of £4,041.00 a week" in told
    assert "by Ann Officer" in told
    assert VIEW.why not in told
