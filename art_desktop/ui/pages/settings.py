"""Settings: one's own passphrase; users; matching; who may authorise; the record; the audit trail; about. By role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import time_words
from art_desktop.services.door import Desk
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page, Route
from art_desktop.ui.pages.about import AboutPart
from art_desktop.ui.pages.audit_part import AuditPart
from art_desktop.ui.pages.authority_part import AuthorityPart
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.deciders_part import DecidersPart
from art_desktop.ui.pages.policy_part import PolicyPart
from art_desktop.ui.pages.record_part import RecordPart
from art_desktop.ui.pages.request.part import SIDE
from art_desktop.ui.pages.routes import IMPORT
from art_desktop.ui.pages.sign_in import SHORTEST, passphrase_problem
from art_desktop.ui.pages.users_part import UsersPart
from art_desktop.ui.theme.tokens import GRID, READING_PX
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, Tone, scrolled
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import Label, muted, page_title


class YouPart(QWidget):
    """Who one is here, and one's own passphrase."""

    def __init__(self, calls: Calls, tell: Callable[[Banner], object]) -> None:
        super().__init__()
        self._calls, self._tell = calls, tell
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        actor = calls.actor()
        you = Card("You")
        you.add(Label(f"{actor.full_name}, signed in as {actor.username} ({actor.role})"))
        column.addWidget(you)
        card = Card("Your passphrase", spacing=GRID + 4)
        self.old = TextField("old", "Present passphrase", secret=True)
        self.new = TextField(
            "passphrase",
            "New passphrase",
            f"{SHORTEST} characters or more; three or four words are easy to keep.",
            secret=True,
        )
        self.again = TextField("again", "New passphrase again", secret=True)
        for field in (self.old, self.new, self.again):
            card.add(field)
        row = QHBoxLayout()
        self.button = Button("Change passphrase", self.change, kind=Kind.PRIMARY)
        row.addWidget(self.button)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)

    def change(self) -> None:
        """Change it."""
        old, new = self.old.line.text(), self.new.line.text()
        self.old.set_problem("" if old else "Type the one you signed in with.")
        self.again.set_problem(passphrase_problem(new, self.again.line.text()))
        if not old or self.again.problem():
            return
        self.button.setEnabled(False)

        def changed(done: Changed) -> None:
            self._settle()
            self._tell(Banner(Tone.SUCCESS, done.words))

        def refused(error: Refusal) -> None:
            self.button.setEnabled(True)
            if isinstance(error, InvalidAnswers):
                self.again.set_problem(error.problems[0].words)
            elif isinstance(error, RuleBroken) and error.field == "passphrase":
                self.new.set_problem(str(error))
            else:
                self._tell(Banner.refusal(error))

        self._calls.write(lambda s, who: s.users.change_passphrase(who, old, new), changed, refused)

    def _settle(self) -> None:
        self.button.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.set_value(None)
            field.set_problem("")


class SettingsPage(Page):
    """Tabs by role. Opened with the name of a tab, or nothing."""

    def __init__(self, context: PageContext, desk: Desk, place: str) -> None:
        super().__init__()
        self.setAccessibleName("Settings")
        self._context = context
        self.calls = Calls(context, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, GRID * 3, SIDE, GRID)
        head.addWidget(page_title("Settings"))
        head.addStretch(1)
        whole.addLayout(head)
        self.tabs = Tabs()
        whole.addWidget(self.tabs, 1)
        self.parts: dict[str, QWidget] = {}
        actor = context.actor()
        self._add("you", "You", "y", YouPart(self.calls, self._tell))
        if actor.may(Permission.MANAGE_USERS):
            self._add("users", "Users", "u", UsersPart(self.calls, self._tell, self._say))
        if actor.may(Permission.SEARCH):
            policy = PolicyPart(self.calls, self._tell, self._say)
            self._add("matching", "Matching", "m", policy, whole=True)
        if actor.may(Permission.SEE_NEEDS):
            authority = AuthorityPart(self.calls, self._tell, self._say)
            self._add("authorisation", "Authorisation", "o", authority, whole=True)
            deciders = DecidersPart(self.calls, self._tell, self._say)
            self._add("deciders", "Who decides", "w", deciders, whole=True)
        if actor.may(Permission.VERIFY) or actor.may(Permission.BACK_UP):
            self._add("record", "The record", "r", RecordPart(context, self.calls, place))
        if actor.may(Permission.IMPORT):
            self._add("files", "Files", "f", self._files())
        if actor.may(Permission.SEE_AUDIT):
            self._add("audit", "Audit trail", "a", AuditPart(self.calls), whole=True)
        self._add("about", "About", "b", AboutPart(desk.service))
        self.tabs.shown.connect(self._on_tab)

    def _add(
        self, name: str, words: str, letter: str, part: QWidget, *, whole: bool = False
    ) -> None:
        self.parts[name] = part
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(SIDE, GRID * 3, SIDE, GRID * 3)
        if whole:
            row.addWidget(part)
            self.tabs.add(name, words, inner, letter)
            return
        part.setMaximumWidth(READING_PX)
        row.addWidget(part, 100)
        row.addStretch(1)
        self.tabs.add(name, words, scrolled(inner), letter)

    def _files(self) -> QWidget:
        card = Card("Files from outside")
        card.add(
            Label(
                "Households and carers, Ofsted's list of providers, and the DfE return for children and where they "
                "live. Every row is checked first; either all of a file is saved, or nothing.",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        go = Button(
            "Bring files in …", lambda: self.go_requested.emit(Route(IMPORT)), icon_name="import"
        )
        row.addWidget(go)
        row.addStretch(1)
        card.body.addLayout(row)
        card.add(
            muted("The same can be reached from the lists of households, children and providers.")
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    def _tell(self, banner: Banner) -> None:
        self.banner_requested.emit(banner)

    def _say(self) -> None:
        self.said.emit(f"saved {time_words(self._context.clock.now())}")

    @override
    def open(self, key: object) -> None:
        """Show a tab."""
        if isinstance(key, str) and key in self.parts:
            self.tabs.show_tab(key)
        self._on_tab(self.tabs.current())

    def _on_tab(self, name: str) -> None:
        part = self.parts[name]
        if isinstance(part, UsersPart | AuditPart | PolicyPart | AuthorityPart | DecidersPart):
            part.read_again()

    @override
    def view_state(self) -> object:
        return self.tabs.current()

    @override
    def restore_view_state(self, state: object) -> None:
        if isinstance(state, str) and state in self.parts:
            self.tabs.show_tab(state)

    @override
    def focus_first(self) -> None:
        """Start at the tab that is shown."""
        self.tabs.show_tab(self.tabs.current(), focus=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
