"""Just excluded: the households that the smallest change would let in, with the place they would have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import LetInView
from art_desktop.domain.permissions import Role
from art_desktop.domain.wording import listed
from art_desktop.ui.pages.request.part import capital, lines_of
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import LinkButton
from art_desktop.ui.widgets.cards import Divider
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.text import Label, muted, strong

MOST = 3
"""So many are shown in a tier: more would be a second shortlist."""


def change_words(view: LetInView) -> str:
    """Return what would have to change, as a sentence."""
    words = listed([change.rstrip(".") for change in view.changes])
    return f"{capital(words)}." if words else ""


def then_words(view: LetInView) -> str:
    """Return where it would then stand, and who may bring it about."""
    score = f"{view.low} to {view.high}" if view.low != view.high else str(view.low)
    return lines_of(
        (f"Then it would be number {view.rank}, at {score}.", _who_words(view.who)), " "
    )


def _who_words(who: str) -> str:
    if not who:
        return ""
    if who in set(Role):
        return f"{'An' if who[0] in 'aeiou' else 'A'} {who} may override the rule as it stands."
    return f"{capital(who.rstrip('.'))}."


class NearlyCard(QWidget):
    """A few excluded candidates of one tier; the name opens the details. `buttons` are the names."""

    def __init__(
        self, views: Sequence[LetInView], open_option: Callable[[OptionId], object]
    ) -> None:
        super().__init__()
        self.views = tuple(views[:MOST])
        self.buttons: list[LinkButton] = []
        self.setAccessibleName("Just excluded: the smallest change that would let them in")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(HALF)
        column.addWidget(Divider())
        column.addSpacing(HALF)
        column.addWidget(strong("Just excluded: the smallest change that would let them in"))
        for view in self.views:
            column.addWidget(self._line(view, open_option))

    def _line(self, view: LetInView, open_option: Callable[[OptionId], object]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, HALF, 0, 0)
        row.setSpacing(GRID)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 6, 0, 0)
        beside.addWidget(SignMark(Sign.EXCLUDED))
        beside.addStretch(1)
        row.addLayout(beside)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = LinkButton(view.title, lambda: open_option(view.option_id))
        name.setAccessibleName(f"{view.title}: {change_words(view)} {then_words(view)}")
        self.buttons.append(name)
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(Label(change_words(view), wrap=True))
        words.addWidget(muted(then_words(view), wrap=True))
        row.addLayout(words, 1)
        return box
