"""Saving a calendar file where the person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from art_desktop.files import disk_refusals, write_atomically
from art_desktop.ui.dialogs.files import where_to_save
from art_desktop.ui.pages.calls import Calls

if TYPE_CHECKING:
    from art_desktop.services.attendance import Calendar

KIND = "Calendar file (*.ics)"
Where = Callable[[QWidget, str], Path | None]


def where_to_save_calendar(parent: QWidget, file_name: str) -> Path | None:
    """Ask where a calendar file is to be saved."""
    return where_to_save(parent, file_name, KIND)


def save_calendar(
    calls: Calls,
    parent: QWidget,
    made: Calendar,
    where: Where,
    done: Callable[[Path], object],
) -> None:
    """Ask for a place and write the file there; nothing happens where the person changed their mind."""
    place = where(parent, made.file_name)
    if place is None:
        return
    target: Path = place

    def write(*_: object) -> Path:
        with disk_refusals("The calendar file was not saved."):
            write_atomically(target, made.content)
        return target

    calls.write(write, done)
