"""How pages show groups of facts: cards of names and values, placements in lines, two columns of cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.read_models import LineView, PlacementView
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.text import Label, OneLine, muted, strong
from art_desktop.ui.words import day, weekly_words


def facts_card(title: str, lines: Iterable[LineView], empty: str, *, name_width: int = 168) -> Card:
    """Return a card of names and values, or the words for none."""
    card = Card(title)
    pairs = [(line.label, line.words) for line in lines]
    card.add(KeyValue(pairs, name_width=name_width) if pairs else muted(empty, wrap=True))
    return card


def words_card(title: str, words: str) -> Card:
    """Return a card of running text."""
    card = Card(title)
    card.add(Label(words, wrap=True))
    return card


def placement_words(one: PlacementView) -> str:
    """Return when a placement ran, in words."""
    if one.ended_on is not None:
        until = f" to {day(one.ended_on)}"
        return f"{day(one.starts_on)}{until}" + (f" · {one.end_reason}" if one.end_reason else "")
    expected = f", expected to {day(one.expected_end_on)}" if one.expected_end_on else ""
    return f"since {day(one.starts_on)}{expected}"


def placements_card(placements: Sequence[PlacementView], *, of_child: bool) -> Card:
    """Return the placements, newest first; `of_child` names the home, else the child."""
    card = Card("Placements", spacing=GRID)
    for one in sorted(placements, key=lambda p: p.starts_on, reverse=True):
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(strong(one.title if of_child else one.child))
        if of_child and one.tier is not None:
            top.addWidget(muted(one.tier.words))
        top.addStretch(1)
        if one.weekly_price_pence is not None and one.ended_on is None:
            top.addWidget(muted(weekly_words(one.weekly_price_pence)))
        column.addLayout(top)
        column.addWidget(OneLine(placement_words(one)))
        card.add(line)
    if not placements:
        card.add(muted("None on record."))
    return card


def two_columns(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """Return cards in two columns side by side."""
    row = QHBoxLayout()
    row.setSpacing(GRID * 2)
    for cards in (left, right):
        column = QVBoxLayout()
        column.setSpacing(GRID * 2)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row
