"""Pictures of the running window, light and dark, drawn without a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from art_desktop.domain.clock import SystemClock
from art_desktop.domain.ids import RequestId
from art_desktop.services.door import Desk

if TYPE_CHECKING:
    from art_desktop.office.door import LocalDoor
    from art_desktop.ui.pages.request.page import RequestView

WIDE = (1280, 860)


class WindowCamera:
    """A window over an open record that is pictured and never shown; a context manager.

    Args: desk: who is signed in. folder: where the pictures go, as NAME-light.png and NAME-dark.png.
    """

    def __init__(self, door: LocalDoor, desk: Desk, folder: Path) -> None:
        # Before Qt is imported: drawing needs no screen, and looks the same everywhere.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        import sqlalchemy.orm  # noqa: F401  # before Qt, which saves a tenth of the start
        from PySide6.QtWidgets import QApplication

        from art_desktop.app import build_window
        from art_desktop.ui.tasks import ImmediateRunner
        from art_desktop.ui.theme.apply import apply_look

        self._app = QApplication.instance() or QApplication(["art-desktop"])
        assert isinstance(self._app, QApplication)
        self._look = apply_look(self._app)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        before = build_window(door, ImmediateRunner(), SystemClock())
        before.shell.resize(*WIDE)
        self._window = before
        self._shoot("sign-in")
        before.shell.hide()
        before.shell.deleteLater()
        self._window = build_window(door, ImmediateRunner(), SystemClock(), desk=desk)

    def __enter__(self) -> Self:
        """Return the camera."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the window away; the record stays with whoever opened it."""
        self._window.shell.hide()

    def screen(self, name: str, route: str, key: object = None) -> None:
        """Picture a page."""
        from art_desktop.ui.shell import Route

        self._window.shell.go(Route(route, key))
        if route == "requests.waiting":
            self._work_out()
        self._shoot(name)

    def _work_out(self) -> None:
        """Have the joint plan worked out, standing on the first request that it would place otherwise."""
        from art_desktop.ui.pages.waiting import WaitingPage

        page = self._window.shell.current_page()
        assert isinstance(page, WaitingPage)
        page.work_out()
        if page.view is not None:
            differing = next((line for line in page.view.lines if line.differs), None)
            if differing is not None:
                page.table.select(differing.key)

    def request(self, name: str, request_id: RequestId, tab: str) -> None:
        """Picture one tab of a request; "comparison" and "details" are states of the shortlist."""
        from art_desktop.ui.pages.request.page import RequestView
        from art_desktop.ui.shell import Route

        self._window.shell.forget_pages()
        self._window.shell.go(Route("requests.one", request_id))
        page = self._window.shell.current_page()
        assert isinstance(page, RequestView)
        state: Callable[[RequestView], None] | None = {
            "comparison": _compare,
            "details": _open_first,
            "form": _edit_needs,
        }.get(tab)
        page.go_to(
            {"comparison": "shortlist", "details": "shortlist", "form": "needs"}.get(tab, tab)
        )
        if state is not None:
            state(page)
        self._shoot(name)

    def _shoot(self, name: str) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent

        from art_desktop.ui.pictures import picture
        from art_desktop.ui.theme.tokens import Scheme

        # No event loop runs, so what the pages let go of has to be swept out by hand.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for scheme in Scheme:
            picture(
                self._window.shell,
                self._folder / f"{name}-{scheme.name.lower()}.png",
                look=self._look,
                size=WIDE,
                scheme=scheme,
            )


def _compare(page: RequestView) -> None:
    """Put the first three options side by side."""
    from art_desktop.ui.pages.request.option_row import OptionRow
    from art_desktop.ui.pages.request.shortlist import ShortlistPart

    part = page.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    for row in part.findChildren(OptionRow)[:3]:
        row.mark.setChecked(True)
    part.compare()


def _open_first(page: RequestView) -> None:
    """Open the details of the first option beside the list."""
    from art_desktop.ui.pages.request.option_row import OptionRow
    from art_desktop.ui.pages.request.shortlist import ShortlistPart

    part = page.parts["shortlist"]
    assert isinstance(part, ShortlistPart)
    part.open_option(part.findChildren(OptionRow)[0].option)


def _edit_needs(page: RequestView) -> None:
    """Open the form of the first child's needs."""
    from art_desktop.ui.pages.request.needs_part import NeedsPart

    part = page.parts["needs"]
    assert isinstance(part, NeedsPart)
    assert page.desk.page is not None
    part.edit(page.desk.page.children[0].child_id)
