"""The proposal within a form: who may be on record already, with why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.lookalikes import Lookalike, Relation
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, announce, clear_layout
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.text import Ink, Label, strong

_SAME, _SIBLING = (
    "This may be somebody already on record",
    "A brother or sister may be on record",
)
Done = Callable[[Lookalike], object]


class Lookalikes(QWidget):
    """Hidden until `show_found` is given something; what somebody has waved away is not shown again.

    Args: another: what says that it is none of these, as "It is another child". on_open: opens a record. on_sibling:
        takes a child as a brother or sister; None where there is no such thing. open_words: what opening is called.
        title: what is said above records that may be the same.
    """

    def __init__(
        self,
        another: str,
        on_open: Done,
        on_sibling: Done | None = None,
        *,
        open_words: str = "Open the record",
        title: str = _SAME,
    ) -> None:
        super().__init__()
        self._another, self._title, self._open_words = another, title, open_words
        self._on_open, self._on_sibling = on_open, on_sibling
        self._waved: set[tuple[str, int]] = set()
        self._shown: tuple[Lookalike, ...] = ()
        self.focus_after: Field | None = None
        """The question to which the keyboard goes when the last proposal is answered."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.hide()

    def show_found(self, found: Sequence[Lookalike]) -> None:
        """Propose these; the same as before is left as it stands, so that the focus in it is not lost."""
        left = tuple(one for one in found if (one.kind, one.of) not in self._waved)
        if left == self._shown:
            return
        new = {(one.kind, one.of) for one in left} - {(one.kind, one.of) for one in self._shown}
        self._shown = left
        self._fill()
        if new:
            announce(self, self._spoken())

    def shown(self) -> tuple[Lookalike, ...]:
        """Return what is proposed now."""
        return self._shown

    def waved(self) -> frozenset[tuple[str, int]]:
        """Return the (kind, id) of those that somebody has said it is not."""
        return frozenset(self._waved)

    def _spoken(self) -> str:
        said = (f"{one.title}, {one.detail}. {one.why}" for one in self._shown)
        title = self._title if self._same() else _SIBLING
        return f"{title}: {' '.join(said)}"

    def _same(self) -> list[Lookalike]:
        return [one for one in self._shown if one.relation is Relation.SAME]

    def _fill(self) -> None:
        clear_layout(self._column)
        same = self._same()
        siblings = [one for one in self._shown if one.relation is Relation.SIBLING]
        if same:
            self._place(self._panel(self._title, same, "warning_tint", "support"))
        if siblings:
            self._place(self._panel(_SIBLING, siblings, "accent_tint", "accent"))
        self.setVisible(bool(self._shown))

    def _place(self, panel: Panel) -> None:
        self._column.addWidget(panel)
        panel.show()  # at once: the keyboard may have to go into it

    def _panel(self, title: str, found: Sequence[Lookalike], fill: str, edge: str) -> Panel:
        panel = Panel(fill, edge)
        panel.setAccessibleName(title)
        column = QVBoxLayout(panel)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        column.setSpacing(GRID)
        column.addWidget(strong(title, wrap=True))
        for one in found:
            column.addWidget(self._row(one))
        return panel

    def _row(self, one: Lookalike) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(Label(f"{one.title} · {one.detail}", wrap=True))
        column.addWidget(Label(one.why, ink=Ink.MUTED, wrap=True))
        column.addSpacing(HALF)
        buttons = FlowLayout()
        for words, spoken, call, kind in self._choices(one):
            button = Button(words, call, kind=kind, compact=True)
            button.setAccessibleName(spoken)
            button.setAccessibleDescription(one.why)
            buttons.addWidget(button)
        column.addLayout(buttons)
        return row

    def _choices(self, one: Lookalike) -> list[tuple[str, str, Callable[[], object], Kind]]:
        sibling = self._on_sibling is not None and (
            one.relation is Relation.SIBLING or one.may_be_sibling
        )
        add = f"Add as a brother or sister of {one.title}"
        opens = f"{self._open_words}: {one.title}, {one.detail}"
        wave, waves = self._another, f"{self._another}, not {one.title}"
        if one.relation is Relation.SIBLING:
            wave, waves = "Not a brother or sister", f"{one.title} is not a brother or sister"
        opening = (self._open_words, opens, partial(self._on_open, one), Kind.SECONDARY)
        waving = (wave, waves, partial(self._wave, one), Kind.QUIET)
        if not sibling:
            return [opening, waving]
        joining = (add, add, partial(self._join, one), Kind.SECONDARY)
        if one.relation is Relation.SIBLING:
            return [joining, opening, waving]
        return [opening, joining, waving]

    def _join(self, one: Lookalike) -> None:
        assert self._on_sibling is not None
        self._on_sibling(one)
        self._wave(one)

    def _wave(self, one: Lookalike) -> None:
        self._waved.add((one.kind, one.of))
        self._shown = tuple(other for other in self._shown if other != one)
        self._fill()
        # The button that was pressed is gone: the next proposal, or the form, has the keyboard now.
        button = self.findChild(Button) if self._shown else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.focus_after is not None:
            self.focus_after.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
