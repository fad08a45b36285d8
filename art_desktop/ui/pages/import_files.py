"""Bringing files in: choose, say which column is what, look at what would be saved, save all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.importing import ImportKind, Preview
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import time_words
from art_desktop.services.importing import FileRead
from art_desktop.ui.dialogs.files import which_files
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ReadingPage, Route
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.import_steps import Changes, Duplicates, MappingPart, PreviewPart
from art_desktop.ui.pages.routes import CHILDREN, HOUSEHOLDS, PROVIDERS
from art_desktop.ui.tasks import Task
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Panel, Tone, clear_layout
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.widgets.text import Label, OneLine, muted, page_title, section_title
from art_desktop.ui.words import counted

T = TypeVar("T")

_LISTS: dict[ImportKind, tuple[str, str]] = {
    ImportKind.HOUSEHOLDS: (HOUSEHOLDS, "Show households"),
    ImportKind.PROVIDERS_OFSTED: (PROVIDERS, "Show providers"),
    ImportKind.DFE_903: (CHILDREN, "Show children"),
}
_WHAT: dict[ImportKind, str] = {
    ImportKind.HOUSEHOLDS: "A CSV or XLSX file with a line for each household: name, carers, address, terms.",
    ImportKind.PROVIDERS_OFSTED: "Ofsted's published list, as it comes.",
    ImportKind.DFE_903: "The Header and the Episodes file of the return, both together.",
}


class ImportPage(ReadingPage):
    """Four steps on one page. Opened with the kind of import, or nothing."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Bring files in")
        self.setAcceptDrops(True)
        self._context = context
        self.calls = Calls(context, self)
        self.files: tuple[FileRead, ...] = ()
        self.preview: Preview | None = None
        self._task: Task | None = None
        self._started_at: QWidget | None = None
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.column.addWidget(page_title("Bring files in"))
        self._told = QVBoxLayout()
        self.column.addLayout(self._told)
        self.column.addWidget(self._choose_part())
        self.strip = ProgressStrip(self.stop)
        self.column.addWidget(self.strip)
        self._step = QVBoxLayout()
        self._step.setSpacing(GRID * 2)
        self.column.addLayout(self._step)
        self.column.addStretch(1)
        self.mapping_parts: list[MappingPart] = []
        self.duplicates: Duplicates | None = None
        self.kind.set_value(ImportKind.HOUSEHOLDS)
        self._on_kind()

    def _choose_part(self) -> QWidget:
        panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID + 4)
        column.addWidget(section_title("1  What, and which file"))
        kinds = tuple((kind, kind.words) for kind in ImportKind)
        self.kind = SegmentedField("kind", "What the file holds", kinds, not_known=False)
        self.kind.changed.connect(self._on_kind)
        column.addWidget(self.kind)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.choose_button = Button(
            "Choose files …", self.choose, kind=Kind.PRIMARY, icon_name="import"
        )
        row.addWidget(self.choose_button)
        row.addWidget(muted("or drop them anywhere on this page"))
        row.addStretch(1)
        column.addLayout(row)
        self.chosen = OneLine("")
        column.addWidget(self.chosen)
        return panel

    @override
    def open(self, key: object) -> None:
        """Begin with a kind of import; where a file is being looked at already, that stays."""
        if isinstance(key, ImportKind) and not self.files:
            self.kind.set_value(key)
            self._on_kind()

    def _on_kind(self) -> None:
        kind = self.kind.value()
        self.kind.set_help(_WHAT[kind] if isinstance(kind, ImportKind) else "")
        self._begin_again()

    def _begin_again(self) -> None:
        self.files, self.preview, self.duplicates = (), None, None
        self.mapping_parts = []
        clear_layout(self._step)
        self.chosen.setText("")
        self.chosen.hide()

    # Step 1: files.

    def choose(self) -> None:
        """Ask for files."""
        paths = which_files(
            self, "Files to bring in", "Tables (*.csv *.xlsx *.txt *.xml);;All files (*)"
        )
        if paths:
            self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files and show how their columns are taken."""
        clear_layout(self._told)
        self._begin_again()
        kind = self.kind.value()
        wanted = kind if isinstance(kind, ImportKind) else None
        chosen = tuple(paths)
        services, actor = self._context.services, self.calls.actor()
        self._run(
            f"Reading {', '.join(path.name for path in chosen)} …",
            lambda: services.importing.read(actor, chosen, wanted),
            self._show_files,
        )

    def _show_files(self, files: tuple[FileRead, ...]) -> None:
        self.files = files
        parts = [f"{one.path.name}: {counted(len(one.table.rows), 'row')}" for one in files]
        self.chosen.setText(" · ".join(parts))
        self.chosen.show()
        self._show_mapping()

    # Step 2: columns.

    def _show_mapping(self) -> None:
        clear_layout(self._step)
        self.preview, self.duplicates = None, None
        self._step.addWidget(section_title("2  Which column is what"))
        self.mapping_parts = []
        for one in self.files:
            part = MappingPart(one)
            self.mapping_parts.append(part)
            self._step.addWidget(part)
        row = QHBoxLayout()
        self.look_button = Button("Look at what would be saved", self.look, kind=Kind.PRIMARY)
        row.addWidget(self.look_button)
        row.addStretch(1)
        self._step.addLayout(row)
        lacking = (part.first_missing() for part in self.mapping_parts)
        asked = next((field for field in lacking if field is not None), None)
        self._start_at(self.look_button if asked is None else asked.focus_target())

    def _start_at(self, widget: QWidget) -> None:
        """Put the focus there, and bring it into view now and once it has its place."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._started_at = widget
        self._on_range()

    def _on_range(self) -> None:
        """What is shown has become longer or shorter: keep in view where the keyboard was put."""
        widget = self._started_at
        if widget is not None and widget is self.focusWidget():
            self.scroll_area.ensureWidgetVisible(widget, 24, 48)

    def look(self) -> None:
        """Check every row, and show what would be saved."""
        missing = [words for part in self.mapping_parts for words in part.missing()]
        if missing:
            words = f"Choose a column for: {', '.join(missing)}."
            self._tell(Banner(Tone.REFUSAL, "The rows were not checked.", words))
            return
        clear_layout(self._told)
        self.files = tuple(
            replace(part.file, mapping=part.mapping()) for part in self.mapping_parts
        )
        files, services, actor = self.files, self._context.services, self.calls.actor()
        rows = sum(len(one.table.rows) for one in files)
        self._run(
            f"Checking {counted(rows, 'row')} …",
            lambda: services.importing.preview(actor, files),
            self._show_preview,
        )

    # Step 3: what would be saved.

    def _show_preview(self, preview: Preview) -> None:
        self.preview = preview
        clear_layout(self._step)
        self._step.addWidget(section_title("3  What would be saved"))
        part = PreviewPart(preview)
        self._step.addWidget(part)
        if preview.changes:
            self._step.addWidget(Changes(preview.changes))
        self.duplicates = Duplicates(preview.duplicates)
        if preview.duplicates:
            self._step.addWidget(self.duplicates)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.save_button = Button("Save all of it", self.save, kind=Kind.PRIMARY)
        self.save_button.setEnabled(not preview.blocked)
        row.addWidget(self.save_button)
        row.addWidget(Button("Back to the columns", self._show_mapping))
        note = (
            "Nothing can be saved until the errors are put right in the file."
            if preview.blocked
            else "Either everything is saved, or nothing."
        )
        row.addWidget(Label(note))
        row.addStretch(1)
        self._step.addLayout(row)
        first = part.table if preview.problems else self.save_button
        self._start_at(first)

    # Step 4: saved.

    def save(self) -> None:
        """Save everything in one transaction."""
        preview, files = self.preview, self.files
        if preview is None or preview.blocked or not self.save_button.isEnabled():
            return
        same = self.duplicates.answers() if self.duplicates is not None else {}
        self.save_button.setEnabled(False)
        # A save is one transaction: it is waited for, not stopped half-way.
        self.strip.button.hide()
        self.strip.start("Saving: all of it or nothing …")

        def refused(error: Refusal) -> None:
            self.strip.stop()
            self.save_button.setEnabled(True)
            self._tell(Banner.refusal(error))

        self.calls.write(
            lambda s, who: s.importing.save(who, files, preview, same),
            self._saved,
            refused,
        )

    def _saved(self, done: Changed) -> None:
        self.strip.stop()
        kind = self.files[0].kind
        self._begin_again()
        name, words = _LISTS[kind]
        go = lambda: self.go_requested.emit(Route(name))  # noqa: E731 - one line
        self._tell(Banner(Tone.SUCCESS, done.words, action=words, on_action=go))
        self.said.emit(f"saved {time_words(self._context.clock.now())}")
        # What can be found by name has changed.
        self._context.services.finding.forget()
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Work that can be stopped.

    def _run(self, words: str, work: Callable[[], T], then: Callable[[T], object]) -> None:
        self.strip.button.show()
        self.strip.start(words)

        def arrived(result: T) -> None:
            if self.calls.alive():
                then(result)

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal) and self.calls.alive():
                self._tell(Banner.refusal(error))
            else:
                self._context.messages.report(error)

        def ended() -> None:
            if self.calls.alive():
                self.strip.stop()

        self._task = self._context.runner.submit(
            lambda _work: work(),
            on_success=arrived,
            on_failure=failed,
            on_end=ended,
            group=(id(self), "import"),
        )

    def stop(self) -> None:
        """Stop what is under way: nothing has been saved yet."""
        if self._task is not None:
            self._task.cancel()
        self.strip.stop()
        self._tell(Banner(Tone.INFO, "Stopped. Nothing was saved."))

    def _tell(self, banner: Banner) -> None:
        clear_layout(self._told)
        banner.dismissed.connect(lambda: clear_layout(self._told))
        self._told.addWidget(banner)
        self.scroll_area.verticalScrollBar().setValue(0)
        banner.announce()

    # Dropping files, leaving.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    @override
    def focus_first(self) -> None:
        """Start at the button that asks for files."""
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
