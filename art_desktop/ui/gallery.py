"""Every part on five pages, drawn into a folder: `python -m art_desktop.ui.gallery DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from art_desktop.ui.centred import CentredCard
from art_desktop.ui.finder import FindResult
from art_desktop.ui.gallery_map import MapGallery
from art_desktop.ui.gallery_pages import FormGallery, ListGallery, PartsGallery, RequestGallery
from art_desktop.ui.page import Route
from art_desktop.ui.pictures import picture, settle
from art_desktop.ui.rail import Section
from art_desktop.ui.shell import Shell
from art_desktop.ui.theme.apply import apply_look
from art_desktop.ui.theme.tokens import Scheme
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.fields import (
    TextField,
)
from art_desktop.ui.widgets.text import small

SECTIONS = (
    Section("today", "Today", "today"),
    Section("requests", "Requests", "requests"),
    Section("children", "Children", "children"),
    Section("households", "Households", "households"),
    Section("providers", "Providers", "providers"),
    Section("panels", "Panels", "panels"),
    Section("placements", "Placements", "placements"),
    Section("duty", "Duty rota", "duty"),
    Section("reports", "Reports", "reports"),
    Section("settings", "Settings", "settings", below=True),
)


def _sign_in() -> CentredCard:
    card = CentredCard("Sign in", "Peterborough · Access to Resources Team")
    card.body.addWidget(TextField("user", "User name", width="full"))
    card.body.addWidget(TextField("pass", "Passphrase", width="full", secret=True))
    card.body.addWidget(Button("Sign in", kind=Kind.PRIMARY))
    card.foot.addWidget(small("Demonstration: ann / correct horse battery staple", wrap=True))
    return card


def make_shell() -> Shell:
    """Return a window with the gallery's pages."""
    shell = Shell()
    for name, factory in (
        ("requests", ListGallery),
        ("requests.one", RequestGallery),
        ("requests.map", MapGallery),
        ("children", FormGallery),
        ("today", PartsGallery),
    ):
        shell.register(name, factory)
    shell.set_nav(SECTIONS)
    shell.set_count("today", 3)
    shell.set_count("requests", 12)
    shell.set_who("Ann Officer (officer)")
    shell.set_locks("locks in 5 min")
    shell.set_ribbon("Demonstration service: everybody in it is invented")
    shell.say("Saved 14:02")
    return shell


def _results() -> tuple[FindResult, ...]:
    return (
        FindResult(
            "household", "Hall, PE4", "Two carers · 2 of 3 places free", Route("households")
        ),
        FindResult(
            "child", "Hallam, T.", "9 y 4 m · with Okafor since Mon 2 Mar 2026", Route("children")
        ),
        FindResult(
            "request", "R-2026-0143", "Boy, 9 · with brother, 6 · searching", Route("requests")
        ),
    )


def main(folder: Path) -> None:
    """Draw every page, light and dark, at 100 and 200 per cent."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    look = apply_look(app, Scheme.LIGHT)
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in Scheme:
        look.force(scheme)
        shell = make_shell()
        for route in ("requests", "requests.one", "requests.map", "children", "today"):
            shell.go(Route(route))
            for scale in (1, 2):
                name = f"{route}-{scheme}-{scale}00.png"
                picture(shell, folder / name, look=look, scale=scale, scheme=scheme)
        shell.find_box.setText("hal")
        shell.show_results(_results())
        picture(shell, folder / f"find-{scheme}-100.png", look=look, scheme=scheme)
        shell.find_box.clear()
        shell.go(Route("requests"))
        picture(
            shell, folder / f"narrow-{scheme}-100.png", look=look, size=(1000, 640), scheme=scheme
        )
        low = folder / f"low-{scheme}-200.png"
        picture(shell, low, look=look, size=(960, 500), scale=2, scheme=scheme)
        page = shell.page("children")
        if isinstance(page, FormGallery):
            shell.go(Route("children"))
            settle(shell)
            bar = page.scroll_area.verticalScrollBar()
            bar.setValue(bar.maximum())
            picture(
                shell,
                folder / f"form-end-{scheme}-100.png",
                look=look,
                size=(1280, 1000),
                scheme=scheme,
            )
        shell.cover(_sign_in())
        picture(shell, folder / f"sign-in-{scheme}-100.png", look=look, scheme=scheme)
        shell.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shell.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
