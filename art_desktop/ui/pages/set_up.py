"""First run: whose record it is and its first administrator; then the recovery key, shown once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal, RuleBroken
from art_desktop.services.door import SetUp
from art_desktop.ui.pages.sign_in import SHORTEST, CardPage, passphrase_problem
from art_desktop.ui.theme.tokens import LARGE
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Tone
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.text import muted, small

CLIPBOARD_MS = 30_000
_GROUPS = 5


class SetUpPage(CardPage):
    """What set-up asks. `set_up_requested(SetUp)`."""

    set_up_requested = Signal(object)

    def __init__(self, place: str) -> None:
        super().__init__(
            "Set up the service",
            "There is no record here yet. This makes one, encrypted, with you as its first administrator.",
            width=640,
        )
        self.form = Form()
        service = self.form.add_group("The service")
        self.form.add(TextField("council", "Council", required=True, width="full"), service)
        self.form.add(
            TextField(
                "area_code",
                "ONS code of its area",
                "Nine characters, such as E06000031: distances inside and outside the area go by it.",
                required=True,
                width="short",
                placeholder="E06000031",
                longest=9,
            ),
            service,
        )
        team = TextField("team_name", "Team", width="full")
        team.set_value("Access to Resources Team")
        self.form.add(team, service)
        self.form.add(
            TextField("phone", "Telephone of the team", "Printed on papers.", width="medium"),
            service,
        )
        you = self.form.add_group("You, the first administrator")
        self.form.add(TextField("full_name", "Your name", required=True, width="full"), you)
        self.form.add(
            TextField("username", "User name", "You sign in with it.", required=True), you
        )
        self.form.add(
            TextField(
                "passphrase",
                "Passphrase",
                f"{SHORTEST} characters or more; three or four words are easy to keep.",
                required=True,
                width="full",
                secret=True,
            ),
            you,
        )
        self.form.add(
            TextField("again", "Passphrase again", required=True, width="full", secret=True), you
        )
        self.body.addWidget(self.form)
        self.button = Button("Set up", self.submit, kind=Kind.PRIMARY)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.foot.addWidget(small(f"The record will be kept at {place}", wrap=True))
        self.form.save_requested.connect(self.submit)
        self.begins_at(self.form.field("council").focus_target(), self.submit)

    def _text(self, name: str) -> str:
        field = self.form.field(name)
        assert isinstance(field, TextField)
        # A passphrase keeps its spaces.
        return field.line.text() if name in {"passphrase", "again"} else field.text()

    def submit(self) -> None:
        """Check the answers and ask for the record to be made."""
        if not self.button.isEnabled() or not self.form.check():
            return
        problem = passphrase_problem(self._text("passphrase"), self._text("again"))
        if problem:
            self.form.show_problems((FieldProblem("again", problem),))
            return
        names = ("council", "area_code", "team_name", "phone", "username", "full_name")
        self.button.setEnabled(False)
        self.button.setText("Setting up …")
        self.set_up_requested.emit(
            SetUp(**{name: self._text(name) for name in names}, passphrase=self._text("passphrase"))
        )

    def refuse_set_up(self, error: Refusal) -> None:
        """Show why nothing was made."""
        self.button.setEnabled(True)
        self.button.setText("Set up")
        if isinstance(error, InvalidAnswers):
            self.form.show_problems(error.problems)
        elif isinstance(error, RuleBroken) and error.field:
            self.form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.refuse(error)


class RecoveryKeyPage(CardPage):
    """The recovery key, shown this once. `kept()` when the person says that it is written down.

    Args: print_words: prints the sheet; `None` where there is no printer.
    """

    kept = Signal()

    def __init__(
        self, words: str, print_words: Callable[[QWidget, str], bool] | None = None
    ) -> None:
        super().__init__(
            "Write down the recovery key",
            "It opens the record when every passphrase is lost. It is shown now and never again: print it or write it "
            "down, and keep it in a safe, away from this computer.",
            width=640,
        )
        self._words = words
        self._print = print_words or print_sheet
        shown = QPlainTextEdit(in_lines(words))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName("Recovery key")
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(LARGE + 4)
        shown.setFont(face)
        shown.setFixedHeight(128)
        self.shown = shown
        self.body.addWidget(shown)
        row = QHBoxLayout()
        row.addWidget(Button("Print …", self._on_print, icon_name="print"))
        row.addWidget(Button("Copy", self.copy, icon_name="document"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(
            muted("Without it and without a passphrase nobody can open the record.")
        )
        self.button = Button("I have written it down", self.kept.emit, kind=Kind.PRIMARY)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.begins_at(shown, lambda: None)

    def copy(self) -> None:
        """Copy it for half a minute."""
        copy_for_a_while(self._words)
        self.tell(Tone.INFO, "Copied.", "It is taken off the clipboard in 30 seconds.")

    def _on_print(self) -> None:
        if self._print(self, self._words):
            self.tell(Tone.SUCCESS, "Sent to the printer.", "Look at the sheet before you go on.")


def in_lines(words: str) -> str:
    """Return the key in lines of a few groups, as it is easiest to read off and to write down."""
    groups = words.split("-")
    lines = ["-".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
    return "-\n".join(lines)


def copy_for_a_while(words: str) -> None:
    """Put words on the clipboard and take them off after half a minute, if they are still there."""
    from art_desktop.ui.theme.apply import running_app

    clipboard = QGuiApplication.clipboard()
    clipboard.setText(words)

    def clear() -> None:
        if clipboard.text() == words:
            clipboard.clear()

    QTimer.singleShot(CLIPBOARD_MS, running_app(), clear)


def print_sheet(parent: QWidget, words: str) -> bool:
    """Ask for a printer and print the key; say whether it was sent."""
    from PySide6.QtGui import QFont, QTextDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    sheet = QTextDocument()
    sheet.setDefaultFont(QFont("Noto Sans", 14))
    advice = "Keep it in a safe, away from the computer. It opens the whole record."
    sheet.setPlainText(f"ART Desktop: recovery key\n\n{in_lines(words)}\n\n{advice}")
    sheet.print_(printer)
    return True
