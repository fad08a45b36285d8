"""Asks where a file is to be saved, or which are to be read."""

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


def which_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask for files to be read; return them, none where the person changed their mind."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(place)
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    return [Path(name) for name in chosen]


def which_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; return it, None where the person changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None
