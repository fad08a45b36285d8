"""A request as one page: needs, shortlist, approaches, decision, placement, documents, history."""

from art_desktop.ui.pages.request.page import TABS, RequestView

__all__ = ["TABS", "RequestView"]
