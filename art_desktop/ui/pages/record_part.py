"""Looking after the record: a backup now, the check of the file and the whole trail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.permissions import Permission
from art_desktop.domain.ports import Verification
from art_desktop.domain.wording import time_words
from art_desktop.ui.dialogs.files import which_folder
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, Tone, clear_layout
from art_desktop.ui.widgets.text import Label, muted, small

_MOST_SHOWN = 20


class RecordPart(QWidget):
    """Two cards: backups, and the check. Each role sees what it may do."""

    def __init__(self, context: PageContext, calls: Calls, place: str) -> None:
        super().__init__()
        self._context, self._calls = context, calls
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        self._told = QVBoxLayout()
        column.addLayout(self._told)
        self.busy = Busy()
        column.addWidget(self.busy)
        if calls.may(Permission.BACK_UP):
            column.addWidget(self._backup_card())
        if calls.may(Permission.VERIFY):
            column.addWidget(self._verify_card())
        if place:
            where = Card("Where it is")
            where.add(Label(place, wrap=True))
            column.addWidget(where)
        column.addStretch(1)

    def _backup_card(self) -> Card:
        card = Card("Backup")
        card.add(
            Label(
                "One is made by itself when the application is closed and something has changed. Each is opened and "
                "checked before it counts, and carries the keys of its day.",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.backup_button = Button("Back up now", self.back_up, icon_name="backup")
        row.addWidget(self.backup_button)
        row.addWidget(Button("To another folder …", self._elsewhere))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _verify_card(self) -> Card:
        card = Card("Check the record")
        card.add(
            Label(
                "Reads every page of the file and every entry of the audit trail, and finds what was altered, removed "
                "or put in another order.",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.verify_button = Button("Check now", self.verify, icon_name="check")
        row.addWidget(self.verify_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _elsewhere(self) -> None:
        folder = which_folder(self, "Folder for the backup")
        if folder is not None:
            self.back_up(folder)

    def back_up(self, folder: Path | None = None) -> None:
        """Make a backup, in the usual folder or another."""
        self._begin("Backing up and checking the backup …")

        def made(where: Path) -> None:
            at = time_words(self._context.clock.now())
            self._end(Banner(Tone.SUCCESS, f"Backed up and checked at {at}.", f"It is at {where}."))

        self._calls.write(lambda s, who: s.keeping.back_up(who, folder), made, self._refused)

    def verify(self) -> None:
        """Check the file and the whole trail."""
        self._begin("Checking the file and the whole trail …")
        self._calls.write(lambda s, who: s.keeping.verify(who), self._verified, self._refused)

    def _verified(self, found: Verification) -> None:
        if found.sound:
            words = f"The file is whole, and so are all {found.entries:,} entries of the trail."
            self._end(Banner(Tone.SUCCESS, "The record is sound.", words))
            return
        self._end(
            Banner(
                Tone.REFUSAL,
                f"The record is not sound: {len(found.problems)} things are wrong.",
                "Keep the file as it is, do not save over it, and tell whoever looks after this computer.",
            )
        )
        for words in found.problems[:_MOST_SHOWN]:
            self._told.addWidget(small(words, wrap=True))
        if len(found.problems) > _MOST_SHOWN:
            self._told.addWidget(muted(f"and {len(found.problems) - _MOST_SHOWN} more"))

    def _refused(self, error: Refusal) -> None:
        self._end(Banner.refusal(error))

    def _begin(self, words: str) -> None:
        clear_layout(self._told)
        self.busy.begin(words)
        self._enable(on=False)

    def _end(self, banner: Banner) -> None:
        self.busy.end()
        self._enable(on=True)
        clear_layout(self._told)
        banner.dismissed.connect(lambda: clear_layout(self._told))
        self._told.addWidget(banner)
        banner.announce()

    def _enable(self, *, on: bool) -> None:
        for name in ("backup_button", "verify_button"):
            button = getattr(self, name, None)
            if isinstance(button, Button):
                button.setEnabled(on)
