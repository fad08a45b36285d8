"""Who may sign in: adding, removing, new passphrases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.commands import AddUser
from art_desktop.domain.errors import InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.permissions import Role
from art_desktop.domain.read_models import Changed, UserRow
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.sign_in import SHORTEST, passphrase_problem
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.table import DataTable

ROLE_WORDS: dict[Role, str] = {
    Role.OFFICER: "Requests, searches, placements, papers, addresses.",
    Role.BUSINESS: "Placements, providers and costs; no needs, no risks, no addresses.",
    Role.MANAGER: "All that officers may, and overrides, policy tables and the audit trail.",
    Role.PANEL: "Reads the papers of their meetings; changes nothing.",
    Role.ADMINISTRATOR: "Users and backups; sees no child's record.",
}


class UsersPart(QWidget):
    """The list of users, and what the administrator does with them."""

    def __init__(
        self, calls: Calls, tell: Callable[[Banner], object], say: Callable[[], object]
    ) -> None:
        super().__init__()
        self._calls, self._tell, self._say = calls, tell, say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        self._panel = QVBoxLayout()
        column.addLayout(self._panel)
        columns: tuple[Column[UserRow], ...] = (
            Column("Name", lambda r: r.full_name, width=0, kind=CellKind.STRONG),
            Column("Signs in as", lambda r: r.username, width=160),
            Column("Role", lambda r: str(r.role).capitalize(), width=144),
            Column("", lambda r: "" if r.active else "left", width=80, kind=CellKind.MUTED),
        )
        self.table: DataTable[UserRow] = DataTable("Users", columns, lambda row: row.id)
        self.table.setMinimumHeight(360)
        self.table.row_selected.connect(lambda _row: self._show_tools())
        self.passphrase_button = Button("New passphrase …", self.ask_passphrase, compact=True)
        self.remove_button = Button("Remove …", self.ask_remove, kind=Kind.DANGER, compact=True)
        self.add_button = Button("Add user …", self.ask_add, kind=Kind.PRIMARY, compact=True)
        for button in (self.passphrase_button, self.remove_button, self.add_button):
            self.table.tools.addWidget(button)
        column.addWidget(self.table, 1)
        self._show_tools()

    def read_again(self) -> None:
        """Read the users anew."""
        self._calls.read("users", lambda s, who: s.users.rows(who), self.table.set_rows)

    def _show_tools(self) -> None:
        row = self.table.current()
        active = row is not None and row.active
        self.passphrase_button.setEnabled(active)
        own = row is not None and row.id == self._calls.actor().user_id
        self.remove_button.setEnabled(active and not own)

    def _open(self, panel: InPlace, fields: tuple[Field, ...]) -> None:
        clear_layout(self._panel)
        for field in fields:
            panel.body.addWidget(field)
        self._panel.addWidget(panel)
        first = fields[0].focus_target() if fields else panel.do_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        clear_layout(self._panel)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, words: str) -> None:
        self._close()
        self._tell(Banner(Tone.SUCCESS, words))
        self._say()
        self.read_again()

    def _refusing(self, panel: InPlace, fields: tuple[Field, ...]) -> Callable[[Refusal], None]:
        by_name = {field.name: field for field in fields}

        def refused(error: Refusal) -> None:
            panel.do_button.setEnabled(True)
            shown = False
            if isinstance(error, InvalidAnswers):
                for problem in error.problems:
                    if problem.field in by_name:
                        by_name[problem.field].set_problem(problem.words)
                        shown = True
            elif isinstance(error, RuleBroken) and error.field in by_name:
                by_name[error.field].set_problem(str(error))
                shown = True
            if not shown:
                panel.say_problem(str(error))

        return refused

    def ask_add(self) -> None:
        """Ask who is to be added."""
        name = TextField("full_name", "Name", required=True)
        username = TextField("username", "Signs in as", required=True)
        roles = tuple((role, str(role).capitalize()) for role in Role)
        role = SegmentedField("role", "Role", roles, required=True, not_known=False)
        role.changed.connect(lambda: role.set_help(_role_words(role.value())))
        first, again = _passphrase_fields("First passphrase")
        fields = (name, username, role, first, again)

        def add() -> None:
            for field in fields:
                field.set_problem(field.own_problem())
            if not any(field.problem() for field in fields):
                again.set_problem(passphrase_problem(first.line.text(), again.line.text()))
            chosen = role.value()
            if any(field.problem() for field in fields) or not isinstance(chosen, Role):
                return
            command = AddUser(
                username=username.text(),
                full_name=name.text(),
                role=chosen,
                passphrase=first.line.text(),
            )
            panel.do_button.setEnabled(False)
            words = f"{name.text()} can sign in as {username.text().casefold()}."
            self._calls.write(
                lambda s, who: s.users.add(who, command),
                lambda _id: self._done(words),
                self._refusing(panel, fields),
            )

        panel = InPlace("Add a user", "Add user", add, self._close)
        self._open(panel, fields)

    def ask_passphrase(self) -> None:
        """Ask for a new passphrase for the chosen user."""
        row = self.table.current()
        if row is None:
            return
        first, again = _passphrase_fields("New passphrase")
        fields = (first, again)

        def give() -> None:
            again.set_problem(passphrase_problem(first.line.text(), again.line.text()))
            if again.problem():
                return
            words = first.line.text()
            panel.do_button.setEnabled(False)
            self._calls.write(
                lambda s, who: s.users.give_new_passphrase(who, row.id, words),
                lambda _done: self._done(f"{row.full_name} has a new passphrase."),
                self._refusing(panel, fields),
            )

        panel = InPlace(
            f"A new passphrase for {row.full_name}",
            "Give passphrase",
            give,
            self._close,
            why="Tell it to them in person; they change it under Settings, You. It also ends a lock.",
        )
        self._open(panel, fields)

    def ask_remove(self) -> None:
        """Ask whether the chosen user is to be removed."""
        row = self.table.current()
        if row is None or not self.remove_button.isEnabled():
            return

        def remove() -> None:
            panel.do_button.setEnabled(False)
            panel.do_button.setText("Re-encrypting …")

            def done(changed: Changed) -> None:
                self._done(f"{changed.words} The record is under a new key.")

            self._calls.write(
                lambda s, who: s.users.remove(who, row.id, row.version),
                done,
                self._refusing(panel, ()),
                words="Putting the record under a new key …",
            )

        panel = InPlace(
            f"Remove {row.full_name}?",
            "Remove and re-encrypt",
            remove,
            self._close,
            why="They can no longer sign in, and the record is put under a new key. Their name stays in the history.",
        )
        self._open(panel, ())


def _role_words(role: object) -> str:
    return ROLE_WORDS[role] if isinstance(role, Role) else ""


def _passphrase_fields(words: str) -> tuple[TextField, TextField]:
    help_words = f"{SHORTEST} characters or more; three or four words are easy to keep."
    first = TextField("passphrase", words, help_words, required=True, secret=True)
    return first, TextField("again", f"{words} again", required=True, secret=True)


__all__ = ["UsersPart"]
