"""The one place where errors reach the person: a banner for the known, one dialog for a bug."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal, RuleBroken
from art_desktop.ui.widgets.cards import Banner, Tone

if TYPE_CHECKING:
    from types import TracebackType

    from art_desktop.ui.widgets.form import Form

_LOG = logging.getLogger("art_desktop.ui")


def crash_reference() -> str:
    """Return a short reference that a person can read out over the telephone."""
    return secrets.token_hex(4).upper()


def crash_lines(error: BaseException) -> str:
    """Return where a bug happened: kinds of error, files and lines. Never its message or a value.

    A message may hold what somebody typed; the log carries ids only.
    """
    kinds: list[str] = []
    link: BaseException | None = error
    while link is not None and len(kinds) < 8:
        frames = traceback.extract_tb(link.__traceback__)
        where = " > ".join(
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames
        )
        kinds.append(f"{type(link).__name__} at {where or 'nowhere'}")
        link = link.__cause__ or link.__context__
    return " <- ".join(kinds)


def _short(filename: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    return "/".join(parts[-2:])


class Messages:
    """Tells the person what went wrong.

    Args: show_banner: puts a banner above the page that is shown. show_crash: shows the one crash
        dialog with its reference; a test hands in its own. say: puts words into the status line.
    """

    def __init__(
        self,
        show_banner: Callable[[Banner], object],
        show_crash: Callable[[str], object] | None = None,
        say: Callable[[str], object] | None = None,
    ) -> None:
        self._say = say or (lambda _words: None)
        self._show_banner = show_banner
        self._show_crash = show_crash or crash_dialog
        self._crashing = False

    def report(self, error: BaseException) -> None:
        """Show an error: one of the two families as a banner, anything else as a bug."""
        if isinstance(error, Refusal):
            self._show_banner(Banner.refusal(error))
        else:
            self.bug(error)

    def report_in(self, form: Form, error: BaseException) -> None:
        """Show an error of saving `form`: beside the questions it belongs to, else as a banner."""
        if isinstance(error, InvalidAnswers):
            form.show_problems(error.problems)
        elif isinstance(error, RuleBroken) and error.field:
            form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.report(error)

    def refused(self, error: Refusal) -> None:
        """Show a refusal for which no page has a better place."""
        self._show_banner(Banner.refusal(error))

    def said(self, words: str) -> None:
        """Say in the status line that something was done."""
        self._say(words)

    def tell(self, what: str, why: str = "", *, tone: Tone = Tone.SUCCESS) -> None:
        """Show a banner that is no error."""
        self._show_banner(Banner(tone, what, why))

    def bug(self, error: BaseException) -> None:
        """Log a bug under a reference and show one dialog, even if showing it fails too."""
        reference = crash_reference()
        _LOG.error("bug %s: %s", reference, crash_lines(error))
        if self._crashing:
            return
        self._crashing = True
        try:
            self._show_crash(reference)
        finally:
            self._crashing = False

    def take_uncaught(self) -> None:
        """Send every uncaught error here from now on."""

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.report(error)

        sys.excepthook = hook


def crash_dialog(reference: str) -> None:
    """Show the dialog for a bug."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("ART Desktop")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("Something went wrong that should not have.")
    box.setInformativeText(
        "What was saved before is safe; the last step may not have been done. Look whether it was,"
        f" and do it again if not. If it happens again, tell support this reference: {reference}."
    )
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.exec()
