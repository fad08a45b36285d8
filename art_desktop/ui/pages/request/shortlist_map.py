"""The map as a view of the shortlist beside its list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.ids import OptionId
from art_desktop.domain.map_view import MapView
from art_desktop.ui.pages.request.part import SIDE
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.map_panel import MapPanel


class ShortlistMap(QWidget):
    """Where the options are. `chosen` and `opened` carry an `OptionId`.

    The panel is made when it is first shown: most shortlists are read as a list.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Map of the shortlist")
        self.panel: MapPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIDE, 0, SIDE, GRID * 2)

    def show_view(self, view: MapView) -> None:
        """Show a map; radius, centre and choice are kept."""
        if self.panel is None:
            self.panel = MapPanel()
            self.panel.option_chosen.connect(lambda key: self.chosen.emit(int(key)))
            self.panel.option_opened.connect(lambda key: self.opened.emit(int(key)))
            self._column.addWidget(self.panel)
            self.panel.show()
        self.panel.set_view(view)

    def choose(self, option_id: OptionId) -> None:
        """Show which option the details beside the map are of."""
        if self.panel is not None and self.panel.chosen != str(option_id):
            self.panel.choose(str(option_id))

    @property
    def chosen_id(self) -> OptionId | None:
        """The chosen option."""
        key = self.panel.chosen if self.panel is not None else ""
        return OptionId(int(key)) if key else None

    def focus_first(self) -> None:
        """Start on the canvas, where the arrow keys go from option to option."""
        if self.panel is None:
            return
        if self.panel.canvas.isVisibleTo(self):
            self.panel.canvas.setFocus(Qt.FocusReason.TabFocusReason)
