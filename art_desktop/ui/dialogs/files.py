"""Asks where a file is to be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def where_to_save(parent: QWidget, file_name: str, kind: str = "PDF (*.pdf)") -> Path | None:
    """Ask for a place; return it, None where the person changed their mind."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(place)
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, "Save the paper", str(Path(folder) / file_name), kind
    )
    return Path(chosen) if chosen else None
