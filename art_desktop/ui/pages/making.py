"""What is shown while the demonstration is being made."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from art_desktop.domain.errors import Refusal
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.sign_in import CardPage
from art_desktop.ui.widgets.text import muted


class MakingPage(CardPage):
    """Words and a bar; it takes some seconds, once."""

    def __init__(self) -> None:
        super().__init__(
            "Making the demonstration service",
            "A council's team, its households, children and two years of work, all invented. It is made once and takes "
            "some seconds.",
            width=520,
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Making the demonstration service")
        self.body.addWidget(self.bar)
        self.body.addWidget(muted("The sign-in follows by itself.", wrap=True))

    @override
    def refuse(self, error: Refusal) -> None:
        """Show why it could not be made."""
        self.bar.hide()
        super().refuse(error)
