"""A paper shown in the page: its pages drawn off the window's thread, zoomed, turned and searched by keys."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_find import Contents, FindBar, PageNumber
from art_desktop.ui.pages.paper_pdf import (
    Hit,
    PageImage,
    Shape,
    draw_page,
    find_words,
    shape_of,
    words_of,
)
from art_desktop.ui.pages.paper_sheet import POINTS_TO_PX, Sheet
from art_desktop.ui.tasks import Runner
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import Banner, Tone, announce, scrolled
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.text import OneLine, muted
from art_desktop.ui.work import WorkContext

SIDE = GRID * 4
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT_NEAR = 6
"""Pages further away than this let their pictures go."""
_ROOM_FOR_CONTENTS = 900


class Preview(QWidget):
    """A paper, page under page.

    Signals: `closed` on Esc and "Back"; `save_asked` for a copy on disk; `print_asked`; `email_asked`; `keep_asked`
    where it shows a proof.

    Args: proof: it has not been kept: it can be kept and no more. acts: which of "print", "save", "email" it offers.
    """

    closed = Signal()
    save_asked = Signal()
    print_asked = Signal()
    email_asked = Signal()
    keep_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        content: bytes,
        title: str,
        failed: Callable[[Exception], object],
        *,
        proof: bool = False,
        acts: frozenset[str] = frozenset({"save"}),
    ) -> None:
        super().__init__()
        self._runner, self._content, self._failed = runner, content, failed
        self._title = title
        self._acts = frozenset[str]() if proof else acts
        self._zoom = 1.0
        self._fitting = True
        self._later = Later(self)
        self._alive = True
        self.sheets: list[Sheet] = []
        self._tops: list[int] = []
        self._shape = Shape((), ())
        self.hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._offered = True
        self.setAccessibleName(f"Preview of {title}")
        self._build(proof=proof)
        self._keys()
        runner.submit(
            lambda _work: shape_of(content),
            on_success=self._got_shape,
            on_failure=failed,
            group=(id(self), "shape"),
        )

    # What there is to see.

    def _build(self, *, proof: bool) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addLayout(self._tools())
        self.find_bar = FindBar()
        self.find_bar.hide()
        self.find_bar.wanted.connect(self._look_for)
        self.find_bar.step.connect(self.next_hit)
        self.find_bar.left.connect(self.close_find)
        whole.addWidget(self.find_bar)
        if proof:
            whole.addLayout(self._proof_words())
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SIDE, GRID, SIDE, GRID * 3)
        self._column.setSpacing(GRID * 2)
        self.area: QScrollArea = scrolled(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(f"Pages of {self._title}")
        self.area.verticalScrollBar().valueChanged.connect(lambda _at: self._on_scrolled())
        both = QHBoxLayout()
        both.setContentsMargins(SIDE, 0, 0, 0)
        both.setSpacing(0)
        self.contents = Contents(self.go_to)
        self.contents.hide()
        both.addWidget(self.contents)
        both.addWidget(self.area, 1)
        whole.addLayout(both, 1)
        self.setFocusProxy(self.area)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, GRID * 2, SIDE, GRID)
        row.setSpacing(GRID)
        row.addWidget(Button("Back", self.closed.emit, icon_name="back", compact=True))
        row.addWidget(OneLine(self._title), 1)
        offered = (
            ("print", "Print …", "print", self.print_asked),
            ("save", "Save a copy …", "", self.save_asked),
            ("email", "E-mail …", "send", self.email_asked),
        )
        self.act_buttons: dict[str, Button] = {}
        for act, words, icon_name, signal in offered:
            if act in self._acts:
                button = Button(words, signal.emit, icon_name=icon_name, compact=True)
                self.act_buttons[act] = button
                row.addWidget(button)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, GRID)
        row.setSpacing(GRID)
        row.addWidget(muted("Page"))
        self.page_number = PageNumber(self._go_typed)
        row.addWidget(self.page_number)
        self.how_many = muted("")
        row.addWidget(self.how_many)
        row.addSpacing(GRID)
        self.contents_button = Button("Contents", self.show_contents, kind=Kind.QUIET, compact=True)
        self.contents_button.setVisible(False)
        self.smaller = Button("−", lambda: self.zoom(-1), kind=Kind.QUIET, compact=True)
        self.smaller.setAccessibleName("Smaller")
        self.larger = IconButton("add", "Larger", lambda: self.zoom(1), compact=True)
        self.how_large = muted("100%")
        fit = Button("Fit", self.fit, kind=Kind.QUIET, compact=True)
        find = Button("Find", self.open_find, kind=Kind.QUIET, icon_name="search", compact=True)
        for widget in (self.smaller, self.how_large, self.larger, fit, find, self.contents_button):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _proof_words(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, GRID)
        self.proof = Banner(
            Tone.WARNING,
            "Not yet kept.",
            "This is a proof: read it, and keep it once it is right. It can be printed and sent when it is kept.",
            action="Keep and open",
            on_action=self.keep_asked.emit,
            can_close=False,
        )
        row.addWidget(self.proof)
        return row

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.open_find,
            "Ctrl+G": self._to_page_number,
            "F3": lambda: self.next_hit(1),
            "Shift+F3": lambda: self.next_hit(-1),
            "Ctrl+P": lambda: self._act("print", self.print_asked.emit),
            "Ctrl+S": lambda: self._act("save", self.save_asked.emit),
        }
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _act(self, name: str, ask: Callable[[], object]) -> None:
        if name in self._acts:
            ask()

    # The pages.

    def _got_shape(self, shape: Shape) -> None:
        if not self._alive:
            return
        self._shape = shape
        count = len(shape.sizes)
        for at in range(count):
            sheet = Sheet(at, f"{self._title}, page {at + 1} of {count}")
            self.sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.how_many.setText(f"of {count}")
        if len(shape.bookmarks) > 1:
            self.contents.set_bookmarks(shape.bookmarks)
            self.contents_button.show()
            self._offer_contents()
        self.fit()

    def _offer_contents(self) -> None:
        """Show the contents where there is room for them, until somebody shows or hides them."""
        if self._offered and len(self._shape.bookmarks) > 1:
            roomy = self.width() >= _ROOM_FOR_CONTENTS and len(self.sheets) > 2
            self.contents.setVisible(roomy)

    @property
    def position_words(self) -> str:
        """Return "Page 2 of 3"."""
        return f"Page {self.current() + 1} of {len(self.sheets)}"

    def zoom(self, by: int) -> None:
        """Show it one step larger or smaller."""
        self._fitting = False
        if by > 0:
            wanted = next((step for step in ZOOMS if step > self._zoom + 0.01), ZOOMS[-1])
        else:
            wanted = next((step for step in ZOOMS[::-1] if step < self._zoom - 0.01), ZOOMS[0])
        self._show_at(wanted)

    def fit(self) -> None:
        """Show it as wide as there is room, at most at its own size and a half."""
        self._fitting = True
        if self._shape.sizes:
            room = max(self.area.viewport().width() - SIDE * 2 - GRID, 200)
            widest = max(width for width, _ in self._shape.sizes) * POINTS_TO_PX
            self._show_at(min(room / widest, 1.5))

    def _show_at(self, zoom: float) -> None:
        here = self.current()
        self._zoom = zoom
        self.how_large.setText(f"{round(zoom * 100)}%")
        for sheet, (width, height) in zip(self.sheets, self._shape.sizes, strict=True):
            sheet.zoom = zoom
            sheet.setFixedSize(
                QSize(round(width * POINTS_TO_PX * zoom), round(height * POINTS_TO_PX * zoom))
            )
        gap = self._column.spacing()
        heights = [sheet.height() + gap for sheet in self.sheets]
        # Where each page begins, whether or not the layout has come round to it.
        self._tops = list(accumulate(heights[:-1], initial=GRID))
        self._later.do(lambda: self.go_to(here))

    def current(self) -> int:
        """Return the page that is at the top of what is seen, from 0."""
        top = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return max(bisect_right(self._tops, top) - 1, 0)

    def go_to(self, at: int) -> None:
        """Show the page `at`, from 0."""
        if self._tops:
            at = min(max(at, 0), len(self.sheets) - 1)
            self.area.verticalScrollBar().setValue(max(self._tops[at] - GRID, 0))
            self._on_scrolled()

    def _go_typed(self, at: int) -> None:
        self.go_to(at)
        self.area.setFocus()
        announce(self.area, self.position_words)

    def _to_page_number(self) -> None:
        self.page_number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page_number.selectAll()

    def show_contents(self) -> None:
        """Show the paper's contents at its side, or put them away."""
        shown, self._offered = self.contents.isHidden(), False
        self.contents.setVisible(shown)
        if shown:
            self.contents.setFocus(Qt.FocusReason.OtherFocusReason)
        self._later.do(self._room_changed)

    def _on_scrolled(self) -> None:
        if not self._tops:
            return
        here = self.current()
        self.page_number.tell(here + 1)
        self.contents.mark(here)
        for sheet in self.sheets:
            if abs(sheet.at - here) > _KEPT_NEAR:
                sheet.forget_image()
        for at in (here, here + 1, here - 1):
            if 0 <= at < len(self.sheets):
                self._draw(self.sheets[at])

    def _draw(self, sheet: Sheet) -> None:
        scale = self._zoom * POINTS_TO_PX * self.devicePixelRatioF()
        if abs(sheet.asked_scale - scale) < 0.001:
            return
        sheet.asked_scale = scale
        content, at, unread = self._content, sheet.at, not sheet.words

        def work(context: WorkContext) -> tuple[PageImage, str]:
            context.checkpoint()
            return draw_page(content, at, scale), words_of(content, at) if unread else ""

        def drawn(page: tuple[PageImage, str]) -> None:
            if self._alive:
                sheet.set_image(page[0])
                if unread:
                    sheet.set_words(page[1])

        self._runner.submit(
            work, on_success=drawn, on_failure=self._failed, group=(id(self), "page", at)
        )

    # Finding.

    def open_find(self) -> None:
        """Show the line in which words are looked for."""
        self.find_bar.show()
        self.find_bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_bar.line.selectAll()

    def close_find(self) -> None:
        """Put it away, and its marks."""
        self.find_bar.hide()
        self._runner.forget((id(self), "find"))
        self._found(())
        self.find_bar.tell("")
        self.area.setFocus()

    def _look_for(self, text: str) -> None:
        wanted, content = text.strip(), self._content
        if not wanted:
            self._runner.forget((id(self), "find"))
            self._found(())
            self.find_bar.tell("")
            return
        self._runner.submit(
            lambda work: find_words(content, wanted, work.checkpoint),
            on_success=lambda hits: self._found(hits, wanted),
            on_failure=self._failed,
            group=(id(self), "find"),
        )

    def _found(self, hits: tuple[Hit, ...], wanted: str = "") -> None:
        if not self._alive:
            return
        self.hits = hits
        here = self.current()
        self._hit = next((at for at, hit in enumerate(hits) if hit.page >= here), 0) if hits else -1
        if wanted and not hits:
            self.find_bar.tell("Not found")
        self._show_hits()

    def next_hit(self, by: int) -> None:
        """Go to the next place where the words stand, or to the one before; round at the ends."""
        if self.hits:
            self._hit = (self._hit + by) % len(self.hits)
            self._show_hits()

    def _show_hits(self) -> None:
        here = self.hits[self._hit] if self.hits else None
        by_page: dict[int, list[tuple[tuple[float, float, float, float], ...]]] = {}
        for hit in self.hits:
            by_page.setdefault(hit.page, []).append(hit.boxes)
        for sheet in self.sheets:
            boxes = here.boxes if here is not None and here.page == sheet.at else ()
            sheet.mark(by_page.get(sheet.at, ()), boxes)
        if here is None:
            return
        self.find_bar.tell(f"{self._hit + 1} of {len(self.hits)}", some=True)
        scale = POINTS_TO_PX * self._zoom
        left, top, width, height = (points * scale for points in here.boxes[0])
        bar = self.area.verticalScrollBar()
        room = self.area.viewport().height()
        middle = self._tops[here.page] + top
        if not bar.value() + GRID <= middle <= bar.value() + room - height - GRID * 2:
            bar.setValue(round(middle - room / 3))
        across = self.area.horizontalScrollBar()
        if across.maximum():
            across.setValue(round(left + width / 2 + SIDE - self.area.viewport().width() / 2))
        self._on_scrolled()

    # The keyboard, and the end.

    def copy_words(self) -> None:
        """Copy the words of the page that is seen."""
        if self.sheets and self.sheets[self.current()].words:
            QGuiApplication.clipboard().setText(self.sheets[self.current()].words)
            announce(self.area, f"The words of page {self.current() + 1} were copied.")

    def let_go(self) -> None:
        """The preview is being taken away: late pages are dropped."""
        self._alive = False
        for what in ("shape", "find"):
            self._runner.forget((id(self), what))
        for sheet in self.sheets:
            self._runner.forget((id(self), "page", sheet.at))

    def _room_changed(self) -> None:
        if self._fitting:
            self.fit()
        self._on_scrolled()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw what has come into sight."""
        super().resizeEvent(event)
        self._offer_contents()
        self._room_changed()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, plus and minus zoom, Ctrl+C copies the page's words, Esc goes back."""
        steps = {
            Qt.Key.Key_PageDown: self.current() + 1,
            Qt.Key.Key_PageUp: self.current() - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.sheets) - 1,
        }
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_words()
        elif key in steps:
            self.go_to(steps[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
