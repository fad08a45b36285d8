"""Brothers and sisters: can a home take them all, how they might be parted, and the recorded decision to part them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching_views import BlockView, PartSiblings, SiblingsView, SplitView
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.option_words import lower_first
from art_desktop.ui.pages.request.part import capital, lines_of
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider, clear_layout
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import VerdictChip
from art_desktop.ui.widgets.text import Ink, Label, muted, section_title, strong
from art_desktop.ui.words import counted

_SEGMENT_LETTERS = 48
_HEAD_PX = 28

Groups = tuple[tuple[ChildId, ...], ...]


def together_words(view: SiblingsView) -> str:
    """Return how many homes could take all of them."""
    if not view.together:
        return "No home can take all of them together"
    return f"{counted(view.together, 'home')} can take all of them together"


def block_words(block: BlockView) -> str:
    """Return where one group would live: "Hall, 82 to 90"."""
    score = f"{block.low} to {block.high}" if block.low != block.high else str(block.low)
    return f"{block.title}, {score}"


def ways(view: SiblingsView) -> tuple[tuple[Groups, str], ...]:
    """Return each way to part them, once, best first: who with whom, and in words."""
    found: dict[Groups, str] = {}
    for split in view.splits:
        groups = tuple(block.children for block in split.blocks)
        words = " / ".join(capital(block.children_words) for block in split.blocks)
        found.setdefault(groups, words)
    return tuple(found.items())


class PartPanel(Asking):
    """How brothers and sisters are parted, why, and who decided it."""

    def __init__(
        self, desk: Desk, page: RequestPage, view: SiblingsView, close: Callable[[], object]
    ) -> None:
        why = "The reason goes into each child's needs, and the decision onto each request."
        if view.needs_decision:
            why = f"Their needs do not ask for it, so it needs a recorded decision. {why}"
        super().__init__(desk, "Part brothers and sisters", "Part them", close, why=why)
        self._page = page
        offered = ways(view)
        self.groups = _which_way(offered)
        if len(offered) == 1:
            self.groups.set_value(offered[0][0])
        self.reason = TextArea("reason", "Why they are to live apart", required=True, lines=2)
        self.decided_by = TextField("decided_by", "Who decided it", required=True)
        for field in (self.groups, self.reason, self.decided_by):
            self.add(field)

    @override
    def _call(self) -> None:
        command = PartSiblings(
            request_id=self._page.id,
            version=self._page.version,
            groups=cast("Groups", self.groups.value()),
            reason=str(self.reason.value() or ""),
            decided_by=self.decided_by.text(),
        )
        self.desk.write(lambda s, who: s.siblings.part(who, command), self._done, self._refused)


def _which_way(offered: Sequence[tuple[Groups, str]]) -> SegmentedField | ChoiceField:
    """Return the question of who lives with whom: side by side where the words are short."""
    label, helps = (
        "Who with whom",
        "The first group stays on this request; each other gets a request of its own.",
    )
    if max((len(words) for _, words in offered), default=0) > _SEGMENT_LETTERS:
        return ChoiceField(
            "groups", label, offered, helps, required=True, not_known=False, width=560
        )
    return SegmentedField("groups", label, offered, helps, required=True, not_known=False)


class SiblingsCard(Card):
    """Together first; then why not, and the best splits. Nothing is parted but by a recorded decision.

    `panel` is the form that is open; `asked` carries it as it opens, to be scrolled to.
    """

    asked = Signal(QWidget)

    def __init__(self, desk: Desk, page: RequestPage, view: SiblingsView) -> None:
        super().__init__(spacing=GRID)
        self.setAccessibleName(f"Brothers and sisters: {together_words(view)}")
        self.desk, self.page, self.view = desk, page, view
        self.panel: PartPanel | None = None
        self.part_button: Button | None = None
        self.fold: Button | None = None
        head = QWidget()
        flow = FlowLayout(head, GRID * 2, row_spacing=HALF)
        title = section_title("Brothers and sisters")
        chip = VerdictChip(Sign.MET if view.together else Sign.NOT_MET, together_words(view))
        for part in (title, chip):
            part.setFixedHeight(_HEAD_PX)
            flow.addWidget(part)
        self.add(head)
        self._folded = QWidget()
        self._details()
        self.add(self._folded)
        if view.splits:
            flow.addWidget(self._made_fold())
        # Looked at first where no home takes them all; else the homes below are what counts.
        self._folded.setVisible(not view.together)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self._place)

    def _made_fold(self) -> Button:
        count = len(self.view.splits)
        words = f"If they were parted ({count})"
        self.fold = Button(words, self._toggle, kind=Kind.QUIET, icon_name="chevron", compact=True)
        self.fold.setCheckable(True)
        self.fold.setChecked(not self.view.together)
        self.fold.setAccessibleDescription(f"The best {counted(count, 'way')} to part them")
        return self.fold

    def _details(self) -> None:
        """Say what the needs ask for, why no home takes them all, and how they might be parted."""
        column = QVBoxLayout(self._folded)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if self.view.wish:
            asked = f"As the needs stand: {lower_first(self.view.wish)}."
            column.addWidget(muted(asked, wrap=True))
        if self.view.why_not:
            column.addWidget(Label(self.view.why_not, wrap=True))
        for at, split in enumerate(self.view.splits, start=1):
            column.addWidget(Divider())
            column.addWidget(SplitLines(at, split))
        if not self.view.splits:
            return
        column.addWidget(Divider())
        if self.view.needs_decision:
            words = "Parting them needs a recorded decision: why, and who decided it."
            column.addWidget(Label(words, ink=Ink.SUPPORT, weight=SEMIBOLD, wrap=True))
        if self.desk.may(Permission.EDIT_REQUESTS) and self.page.stage.is_open:
            self.part_button = Button("Part them …", self.open_panel, compact=True)
            column.addWidget(self.part_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _toggle(self) -> None:
        assert self.fold is not None
        self._folded.setVisible(self.fold.isChecked())

    def open_panel(self) -> None:
        """Show the form under the splits."""
        self.close_panel()
        self.panel = PartPanel(self.desk, self.page, self.view, self._cancelled)
        self._place.addWidget(self.panel)
        self.panel.show()
        self.panel.focus_first()
        self.asked.emit(self.panel)

    def close_panel(self) -> bool:
        """Take the form away. Returns: whether there was one."""
        was, self.panel = self.panel is not None, None
        clear_layout(self._place)
        return was

    def _cancelled(self) -> None:
        if self.close_panel() and self.part_button is not None:
            self.part_button.setFocus(Qt.FocusReason.OtherFocusReason)


class SplitLines(QWidget):
    """One split: each group with its home and score, how far apart."""

    def __init__(self, number: int, split: SplitView) -> None:
        super().__init__()
        blocks = "; ".join(f"{b.children_words} with {block_words(b)}" for b in split.blocks)
        who = f"Apart: {split.apart_words}" if split.apart_words else ""
        apart = lines_of((who, split.miles_words))
        self.setAccessibleName(f"{number}. {blocks}. {apart}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        top = Qt.AlignmentFlag.AlignTop
        lead = Label(str(number), ink=Ink.MUTED, weight=SEMIBOLD)
        lead.setMinimumWidth(16)
        grid.addWidget(lead, 0, 0, top)
        for at, block in enumerate(split.blocks):
            grid.addWidget(strong(capital(block.children_words), wrap=True), at, 1, top)
            grid.addWidget(Label(block_words(block), wrap=True), at, 2, top)
        if apart:
            grid.addWidget(muted(apart, wrap=True), len(split.blocks), 1, 1, 2, top)
