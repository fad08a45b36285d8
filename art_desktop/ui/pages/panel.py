"""What a panel member finds between meetings."""

from __future__ import annotations

from art_desktop.ui.page import ListPage
from art_desktop.ui.widgets.cards import EmptyState
from art_desktop.ui.widgets.text import page_title


class PanelPage(ListPage):
    """A plain sentence: the papers come at the meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Your papers")
        self.column.addWidget(page_title("Your papers"))
        self.column.addWidget(
            EmptyState(
                "panels",
                "Papers come to you at your meeting",
                "The officer who takes the minutes hands them round or shows them. Nothing waits for you here.",
            ),
            1,
        )
