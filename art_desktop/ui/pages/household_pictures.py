"""What a household shows to the children who come: its pictures, its own words, the paper made of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from art_desktop.domain.errors import ChangedByOther, NotFound, Refusal, RuleBroken
from art_desktop.domain.ids import HouseholdId, PictureId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind, ReadingAge
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.picture_views import MOST_CAPTION, MOST_PICTURES, MOST_WORDS, PictureView
from art_desktop.domain.read_models import PaperView
from art_desktop.ui.dialogs.files import which_files
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.request.part import InPlace, in_row
from art_desktop.ui.pages.routes import Paper, PaperForm
from art_desktop.ui.reading_order import bring_into_view
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, Panel, clear_layout
from art_desktop.ui.widgets.choices import SegmentedField, options_of
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.text import Label, muted, small

if TYPE_CHECKING:
    from art_desktop.services import Services

T = TypeVar("T")
_WIDE, _HIGH = 208, 156
_SHARP = 2
"""Pictures are read at twice their size, for screens that show two points for one."""

_KINDS = "Photographs (*.jpg *.jpeg *.png *.webp *.heic);;All files (*)"
_WHY = (
    "They go into “Meet your carers”. Where and when a picture was taken, and with what, is left out as it is added. "
    "Nothing that tells the street or a child who lives there should be seen on it."
)


class Thumbnail(QWidget):
    """A picture made small; `words` say what is to be seen on it."""

    def __init__(self, image: QImage, words: str) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(_WIDE, _HIGH)
        self.setAccessibleName(words)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole of it, with the ground beside it where it is narrower."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        round_box = QPainterPath()
        round_box.addRoundedRect(box, 6, 6)
        painter.setClipPath(round_box)
        painter.fillRect(box, colour(tokens().line))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawImage(place, self._image)


def small_image(content: bytes) -> QImage:
    """Return a JPEG read at the size in which it is shown."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    room = QSize(_WIDE * _SHARP, _HIGH * _SHARP)
    reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class _Tile(Panel):
    """One picture, its words, and what can be done with it."""

    def __init__(
        self, one: PictureView, of: int, act: Callable[[str, PictureView], object]
    ) -> None:
        super().__init__("sunken", "line")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"Picture {one.place} of {of}: {one.words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(Thumbnail(small_image(one.content), one.words))
        caption = Label(one.caption or "No caption", wrap=True)
        words = small(one.words, wrap=True)
        for label in (caption, words):
            label.setFixedWidth(_WIDE)
            column.addWidget(label)
        column.addStretch(1)
        self.buttons: dict[str, Button] = {}
        named = (("earlier", "Earlier"), ("later", "Later"), ("tell", "Words"), ("out", "Take out"))
        for what, text in named:
            button = Button(text, partial(act, what, one), compact=True)
            button.setAccessibleName(f"{text}: picture {one.place}, {one.words}")
            self.buttons[what] = button
        self.buttons["earlier"].setEnabled(one.place > 1)
        self.buttons["later"].setEnabled(one.place < of)
        column.addLayout(in_row(self.buttons["earlier"], self.buttons["later"], spacing=HALF))
        column.addLayout(in_row(self.buttons["tell"], self.buttons["out"], spacing=HALF))


class _WordsPanel(InPlace):
    """What is to be seen on a picture, and what stands under it."""

    def __init__(
        self, title: str, do_words: str, do: Callable[[], object], cancel: Callable[[], object]
    ) -> None:
        super().__init__(title, do_words, do, cancel)
        help_words = "For a child who cannot see it: “A brown dog asleep on a red sofa.”"
        self.words = TextField(
            "words",
            "What is to be seen",
            help_words,
            required=True,
            width="long",
            longest=MOST_WORDS,
        )
        help_words = "Stands under it: “This is Biscuit.” It can stay empty."
        self.caption = TextField(
            "caption", "Caption", help_words, width="long", longest=MOST_CAPTION
        )
        self.body.addWidget(self.words)
        self.body.addWidget(self.caption)

    def whole(self) -> bool:
        """Say whether it says what is to be seen; if not, that is shown beside the question."""
        self.words.set_problem(self.words.own_problem())
        if self.words.problem():
            self.words.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return not self.words.problem()

    def refused(self, error: Refusal) -> None:
        """Show why it was not done."""
        field = error.field if isinstance(error, RuleBroken) else ""
        if field in ("words", "caption"):
            asked = self.words if field == "words" else self.caption
            asked.set_problem(f"{error.why} {error.what_next}")
        else:
            self.say_problem(str(error))


class ForChildrenCard(Card):
    """The part of a household's page that is for the children who come."""

    go_requested = Signal(object)
    banner_requested = Signal(object)

    def __init__(self, context: PageContext, household_id: HouseholdId) -> None:
        super().__init__("For children", spacing=GRID * 2)
        self._id = household_id
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.setAcceptDrops(True)
        self.pictures: tuple[PictureView, ...] = ()
        self.tiles: dict[PictureId, _Tile] = {}
        self._waiting: list[Path] = []
        self._focus: tuple[PictureId, str] | None = None
        self._sending = False
        self._later = Later(self)
        self.add(muted(_WHY, wrap=True))
        self.add_button = Button("Add a picture …", self.choose, icon_name="add")
        self.form_button = Button("What children are told …", self._fill_in, icon_name="edit")
        self.draft_button = Button(
            "Draft Meet your carers …", self._ask_draft, icon_name="document"
        )
        self._opener = self.add_button
        may_draft = self.calls.may(Permission.DRAFT_PAPERS)
        shown = [self.add_button, *([self.form_button, self.draft_button] if may_draft else [])]
        self.body.addLayout(in_row(*shown))
        self._asking = QVBoxLayout()
        self.body.addLayout(self._asking)
        self._row = QWidget()
        self.add(self._row)
        self.add(self.busy)
        self.count = muted("")
        self.add(self.count)
        self.read_again()

    # Reading.

    def read_again(self) -> None:
        """Read the pictures anew."""
        wanted = self._id
        self.calls.read("pictures", lambda s, who: s.pictures.rows(who, wanted), self._show)

    def _show(self, pictures: tuple[PictureView, ...]) -> None:
        self.pictures = pictures
        self.tiles = {}
        old = self._row
        self._row = QWidget()
        flow = FlowLayout(self._row, GRID * 2, row_spacing=GRID * 2)
        for one in pictures:
            self.tiles[one.id] = tile = _Tile(one, len(pictures), self._act)
            flow.addWidget(tile)
        self.body.replaceWidget(old, self._row)
        self._row.setVisible(bool(pictures))
        old.hide()
        old.deleteLater()
        room = MOST_PICTURES - len(pictures)
        self.add_button.setEnabled(room > 0)
        self.count.setText(
            f"{len(pictures)} of {MOST_PICTURES} pictures. Or drop a file here."
            if room
            else f"{MOST_PICTURES} pictures: as many as the paper shows."
        )
        self._put_focus_back()

    def _put_focus_back(self) -> None:
        """What was pressed is built anew: the focus goes to it again, or to what is nearest.

        While something is asked, the focus stays there.
        """
        if self._focus is None or self._asking.count():
            return
        key, what = self._focus
        self._focus = None
        tile = self.tiles.get(key)
        wanted = (what, "earlier", "later", "tell") if tile else ()
        usable = [tile.buttons[one] for one in wanted if tile and tile.buttons[one].isEnabled()]
        to = usable[0] if usable else self.add_button
        to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._see(to)

    # What is done with one picture.

    def _act(self, what: str, one: PictureView) -> None:
        if self._sending:
            return
        self._focus = (one.id, what)
        if what == "tell":
            self._ask_words(one)
        elif what == "out":
            self._ask_out(one)
        else:
            step = -1 if what == "earlier" else 1
            self._send(
                None,
                lambda s, who: s.pictures.move(who, one.id, one.version, step),
                lambda _done: self.read_again(),
            )

    def _version(self, one: PictureView) -> int:
        """Return the version that is seen now: a refusal reads the pictures again, and sending again stands over it."""
        return next((seen.version for seen in self.pictures if seen.id == one.id), one.version)

    def _ask_words(self, one: PictureView) -> None:
        def save() -> None:
            if panel.whole():
                words, caption = panel.words.text(), panel.caption.text()
                version = self._version(one)
                self._send(
                    panel,
                    lambda s, who: s.pictures.tell(who, one.id, version, words, caption),
                    self._done,
                )

        panel = _WordsPanel(f"Picture {one.place}", "Save the words", save, self._close)
        panel.words.set_value(one.words)
        panel.caption.set_value(one.caption)
        self._ask(panel, panel.words.focus_target())

    def _ask_out(self, one: PictureView) -> None:
        def take_out() -> None:
            version = self._version(one)
            self._send(panel, lambda s, who: s.pictures.remove(who, one.id, version), self._done)

        why = f"{one.words} Papers that were made with it keep it."
        panel = InPlace(
            f"Take out picture {one.place}?", "Take it out", take_out, self._close, why=why
        )
        self._ask(panel, panel.do_button)

    # Adding.

    def choose(self) -> None:
        """Ask which files, then for each what is to be seen on it."""
        self.take_files(which_files(self, "Which pictures?", _KINDS))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Ask for the words of each file, one after the other."""
        self._waiting += [path for path in paths if path not in self._waiting]
        if self._waiting and self._asking.count() == 0:
            self._ask_next()

    def _ask_next(self) -> None:
        path, wanted = self._waiting[0], self._id
        self._opener = self.add_button

        def added(key: PictureId) -> None:
            self._waiting.remove(path)
            clear_layout(self._asking)
            self._focus = (key, "tell")
            self.read_again()
            if self._waiting:
                self._ask_next()

        def save() -> None:
            if panel.whole():
                words, caption = panel.words.text(), panel.caption.text()
                self._send(
                    panel,
                    lambda s, who: s.pictures.add(who, wanted, path, words, caption),
                    added,
                    words="Drawing the picture anew …",
                )

        def skip() -> None:
            if not self._sending:
                self._waiting.remove(path)
                self._close()

        panel = _WordsPanel(f"Add {path.name}", "Add the picture", save, skip)
        self._ask(panel, panel.words.focus_target())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if _files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that are dropped."""
        event.acceptProposedAction()
        self.take_files(_files(event))

    # The form and the paper.

    def _fill_in(self) -> None:
        subject = FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=self._id)
        self.go_requested.emit(PaperForm(subject))

    def _ask_draft(self) -> None:
        if self._sending:
            return
        wanted = self._id
        self._opener = self.draft_button

        def draft() -> None:
            age = ages.value()
            if not isinstance(age, ReadingAge):
                ages.set_problem("Say for whom: the words and the size of the letters follow it.")
                return
            ask = PaperAsk(kind=PaperKind.MEET_YOUR_CARERS, household_id=wanted, reading_age=age)
            self._send(
                panel,
                lambda s, who: s.papers.issue(who, ask),
                drafted,
                words="Drawing the paper …",
            )

        def drafted(paper: PaperView) -> None:
            clear_layout(self._asking)
            self.go_requested.emit(Paper(paper.id))

        panel = InPlace("Draft Meet your carers", "Draft and open", draft, self._close)
        ages = SegmentedField("age", "Who reads it", options_of(ReadingAge), not_known=False)
        panel.body.addWidget(ages)
        self._ask(panel, ages.focus_target())

    # Asking in the card.

    def _ask(self, panel: QWidget, first: QWidget) -> None:
        clear_layout(self._asking)
        self._asking.addWidget(panel)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._see(panel)

    def _send(
        self,
        panel: InPlace | None,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object],
        *,
        words: str = "Saving …",
    ) -> None:
        """Do once what a panel asks; a refusal is shown in it while it is there, else above the page.

        Until it is done, nothing else is asked and nothing is closed: it cannot be taken back.
        """
        if self._sending:
            return
        self._sending = True

        def done(result: T) -> None:
            self._sending = False
            then(result)

        def failed(error: Refusal) -> None:
            self._sending = False
            item = self._asking.itemAt(0)
            if panel is None or item is None or item.widget() is not panel:
                self._refused(error)
            elif isinstance(panel, _WordsPanel):
                panel.refused(error)
            else:
                panel.say_problem(str(error))
            if isinstance(error, ChangedByOther | NotFound):
                self.read_again()

        self.calls.write(call, done, failed, words=words)

    def _see(self, widget: QWidget) -> None:
        """Scroll to something once it has its place, if it is still there."""
        self._later.do(lambda: bring_into_view(widget) if isValid(widget) else None)

    def _close(self) -> None:
        if self._sending:
            return
        clear_layout(self._asking)
        if self._waiting:
            self._ask_next()
        elif self._focus is not None:
            self._put_focus_back()
        else:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, _done: None) -> None:
        clear_layout(self._asking)
        self.read_again()
        if self._waiting:
            self._ask_next()

    def _refused(self, error: Refusal) -> None:
        self.banner_requested.emit(Banner.refusal(error))


def _files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
