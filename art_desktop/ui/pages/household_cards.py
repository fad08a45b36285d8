"""The cards of a household's page: whether it can be used tonight, who lives there, what they are trained in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.household_views import HouseholdPage, ResidentView, SkillView
from art_desktop.domain.ids import ChildId
from art_desktop.domain.read_models import LineView
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import LinkButton
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.show import KeyValue, Tag
from art_desktop.ui.widgets.text import Ink, Label, display, muted, small, strong
from art_desktop.ui.words import counted


def _pairs(lines: Iterable[LineView]) -> list[tuple[str, str]]:
    return [(line.label, line.words) for line in lines]


class TonightCard(Card):
    """The free places of today, large; the sum they come from; what to mind before ringing."""

    def __init__(self, page: HouseholdPage) -> None:
        super().__init__("Can they be used tonight?", spacing=GRID * 2)
        now = page.tonight
        free = counted(now.free, "free place")
        self.setAccessibleName(f"Tonight: {free} of {page.places}")
        row = QHBoxLayout()
        row.setSpacing(GRID * 4)
        row.addLayout(self._figure(page), 0)
        row.addWidget(KeyValue(_pairs(now.sums), name_width=136), 3, Qt.AlignmentFlag.AlignTop)
        if len(now.by_kind) > 1 and now.usable:
            row.addWidget(
                KeyValue(_pairs(now.by_kind), name_width=136), 2, Qt.AlignmentFlag.AlignTop
            )
        self.body.addLayout(row)
        if now.on_call:
            words = ", ".join(kind.words for kind in now.on_call)
            self.body.addLayout(_with_icon("check", Ink.MET, f"On call today: {words}."))
        for words in now.mind:
            self.body.addLayout(_with_icon("warning", Ink.SUPPORT, words))

    @staticmethod
    def _figure(page: HouseholdPage) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(display(str(page.free)))
        place = "place is" if page.free == 1 else "places are"
        column.addWidget(muted(f"{place} free today,\nof {page.places} approved"))
        column.addStretch(1)
        return column


def _with_icon(name: str, ink: Ink, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(Icon(name, ink, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return row


def residents_card(residents: Iterable[ResidentView], go_to: Callable[[ChildId], object]) -> Card:
    """Return the children placed there now, each with when they leave and the needs that may be read."""
    card = Card("Children placed here now", spacing=GRID * 2)
    found = list(residents)
    for one in found:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        link = LinkButton(one.name.replace("&", "&&"), partial(go_to, one.child_id))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(one.words, wrap=True))
        if one.leaving:
            column.addWidget(muted(one.leaving[:1].upper() + one.leaving[1:], wrap=True))
        if one.needs is None:
            column.addWidget(small("Needs and risks are for those who may read them."))
        elif one.needs:
            column.addWidget(KeyValue(_pairs(one.needs), name_width=184))
        else:
            column.addWidget(small("No needs profile on record."))
        card.add(box)
    if not found:
        card.add(muted("No child is placed here today."))
    return card


def skills_card(skills: Iterable[SkillView]) -> Card:
    """Return skills and training with their dates; what was last done long ago is marked."""
    card = Card("Skills and training", spacing=HALF)
    found = list(skills)
    for one in found:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, HALF)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(strong(one.title, wrap=True), 1)
        if one.old:
            head.addWidget(Tag("Old", "support", "warning_tint"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        told = muted(one.words, wrap=True)
        old = ", more than three years ago" if one.old else ""
        told.setAccessibleName(f"{one.title}: {one.words}{old}")
        column.addWidget(told)
        card.add(box)
    if not found:
        card.add(muted("None on record."))
    return card


__all__ = ["TonightCard", "residents_card", "skills_card"]
