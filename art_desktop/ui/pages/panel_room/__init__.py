"""The panel view: one case at a time, full screen, readable from across a room (product.md §4; design.md)."""

from art_desktop.ui.pages.panel_room.page import PanelRoomPage

__all__ = ["PanelRoomPage"]
