"""Settings and imports."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Role
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.audit_part import AuditPart
from art_desktop.ui.pages.import_files import ImportPage
from art_desktop.ui.pages.record_part import RecordPart
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.settings import SettingsPage, YouPart
from art_desktop.ui.pages.users_part import UsersPart
from art_desktop.ui.pages.window import DeskWindow
from tests.ui.desk import PASSPHRASE, Record, field_at, widget_at

WindowFor = Callable[[str], DeskWindow]
NEW = "another four plain words"
HEADINGS = (
    "Ref",
    "Household name",
    "Carer 1 first name",
    "Carer 1 surname",
    "Approved places",
    "Approval type",
)


def settings(window: DeskWindow, tab: str) -> SettingsPage:
    window.shell.go(Route(routes.SETTINGS, tab))
    page = window.shell.page(routes.SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


def banner_words(window: DeskWindow) -> str:
    banner = window.shell.banner()
    return banner.words if banner is not None else ""


def told(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize(
    ("username", "tabs"),
    [
        ("ann", {"you", "matching", "authorisation", "deciders", "files", "about"}),
        ("bea", {"you", "files", "about"}),
        (
            "max",
            {
                "you",
                "matching",
                "authorisation",
                "deciders",
                "record",
                "files",
                "audit",
                "about",
            },
        ),
        ("pat", {"you", "about"}),
        ("ada", {"you", "users", "record", "about"}),
    ],
)
def test_each_role_finds_what_it_may_use(
    window_for: WindowFor, username: str, tabs: set[str]
) -> None:
    assert set(settings(window_for(username), "you").parts) == tabs


def test_ones_own_passphrase_is_changed(window_for: WindowFor, record: Record) -> None:
    window = window_for("ann")
    part = settings(window, "you").parts["you"]
    assert isinstance(part, YouPart)
    part.old.set_value("not this one at all")
    part.new.set_value(NEW)
    part.again.set_value(NEW)
    part.change()
    assert "not right" in banner_words(window)
    part.old.set_value(PASSPHRASE)
    part.change()
    assert banner_words(window) == "Your passphrase is changed."
    assert record.door.sign_in("ann", NEW).actor.username == "ann"


def users_part(window: DeskWindow) -> UsersPart:
    part = settings(window, "users").parts["users"]
    assert isinstance(part, UsersPart)
    return part


def panel_of(part: UsersPart) -> InPlace:
    panel = widget_at(part._panel)
    assert isinstance(panel, InPlace)
    return panel


def answer(panel: InPlace, answers: dict[str, object]) -> None:
    for at in range(panel.body.count()):
        field = field_at(panel.body, at)
        if field.name in answers:
            field.set_value(answers[field.name])


def test_a_user_is_added_gets_a_new_passphrase_and_is_removed(
    window_for: WindowFor, record: Record
) -> None:
    window = window_for("ada")
    part = users_part(window)
    part.ask_add()
    panel = panel_of(part)
    answer(panel, {"full_name": "Nia New", "username": "ann", "role": Role.OFFICER})
    answer(panel, {"passphrase": NEW, "again": NEW})
    panel.do_button.click()
    assert "on record already" in told(panel)
    answer(panel, {"username": "nia"})
    panel.do_button.click()
    assert banner_words(window) == "Nia New can sign in as nia."
    nia = next(row for row in part.table.model.shown_rows() if row.username == "nia")
    part.table.select(nia.id)
    part.ask_passphrase()
    answer(panel_of(part), {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    panel_of(part).do_button.click()
    assert banner_words(window) == "Nia New has a new passphrase."
    part.table.select(nia.id)
    part.ask_remove()
    panel_of(part).do_button.click()
    assert "new key" in banner_words(window)
    assert not next(row for row in part.table.model.shown_rows() if row.username == "nia").active


def test_nobody_removes_themselves(window_for: WindowFor) -> None:
    part = users_part(window_for("ada"))
    own = next(row for row in part.table.model.shown_rows() if row.username == "ada")
    part.table.select(own.id)
    assert not part.remove_button.isEnabled()


def test_a_backup_and_a_check_say_plainly_what_came_of_them(window_for: WindowFor) -> None:
    window = window_for("ada")
    part = settings(window, "record").parts["record"]
    assert isinstance(part, RecordPart)
    part.backup_button.click()
    assert "Backed up and checked at 09:00." in told(part)
    part.verify_button.click()
    assert "The record is sound." in told(part)


def test_the_trail_shows_who_did_what(window_for: WindowFor) -> None:
    part = settings(window_for("max"), "audit").parts["audit"]
    assert isinstance(part, AuditPart)
    newest = part.table.model.shown_rows()[0]
    assert (newest.who, newest.action) == ("max", "signed in")


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADINGS, *rows))
    return path


def import_page(window: DeskWindow) -> ImportPage:
    window.shell.go(Route(routes.IMPORT, ImportKind.HOUSEHOLDS))
    page = window.shell.page(routes.IMPORT)
    assert isinstance(page, ImportPage)
    return page


def test_a_file_is_read_mapped_looked_at_and_saved(window_for: WindowFor, tmp_path: Path) -> None:
    window = window_for("ann")
    page = import_page(window)
    good = write(tmp_path / "new.csv", ("X1", "Marsh", "Jo", "Marsh", "2", "Short term"))
    page.take([good])
    assert page.chosen.text() == "new.csv: 1 row"
    part = page.mapping_parts[0]
    assert part.mapping().column_of("reference") == "Ref"
    page.look()
    assert page.preview is not None
    assert not page.preview.blocked
    page.save_button.click()
    assert "Imported: 1 added" in told(page)
    assert window.desk is not None
    rows = window.desk.services.households.rows(window.desk.actor)
    assert {row.name for row in rows} == {"Hall", "Marsh"}


def test_a_file_with_errors_is_shown_by_row_and_saves_nothing(
    window_for: WindowFor, tmp_path: Path
) -> None:
    window = window_for("ann")
    page = import_page(window)
    page.take([write(tmp_path / "bad.csv", ("X1", "Marsh", "Jo", "Marsh", "two", "Short term"))])
    page.look()
    assert page.preview is not None
    assert page.preview.blocked
    assert not page.save_button.isEnabled()
    assert "Nothing can be saved" in told(page)


def test_a_required_field_without_a_column_is_asked_for(
    window_for: WindowFor, tmp_path: Path
) -> None:
    page = import_page(window_for("ann"))
    page.take([write(tmp_path / "new.csv", ("X1", "Marsh", "Jo", "Marsh", "2", "Short term"))])
    part = page.mapping_parts[0]
    part.fields["reference"].set_value("__none__")
    part.fields["reference"].changed.emit()
    page.look()
    assert page.preview is None
    assert "Choose a column for: Reference" in told(page)
    part.fields["reference"].set_value("Ref")
    part.fields["reference"].changed.emit()
    page.look()
    assert page.preview is not None


def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    window_for: WindowFor, tmp_path: Path
) -> None:
    page = import_page(window_for("ann"))
    strange = tmp_path / "list.xlsx"
    strange.write_bytes(b"not a spreadsheet at all")
    page.take([strange])
    assert page.files == ()
    assert "list.xlsx" in told(page)


def test_files_can_be_dropped(window_for: WindowFor, tmp_path: Path) -> None:
    page = import_page(window_for("ann"))
    path = write(tmp_path / "new.csv", ("X1", "Marsh", "Jo", "Marsh", "2", "Short term"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    assert page.chosen.text() == "new.csv: 1 row"
