"""The part of a household's page that is for children: pictures by keyboard, dropped, refused; form and paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind, ReadingAge
from art_desktop.ui.page import Route
from art_desktop.ui.pages import household_pictures, routes
from art_desktop.ui.pages.household_pictures import ForChildrenCard, small_image
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from tests.ui.keys import Keyboard

Opens = Callable[[str], DeskWindow]


def photograph(folder: Path, name: str, shade: int) -> Path:
    path = folder / name
    Image.new("RGB", (320, 240), (shade, 120, 90)).save(path)
    return path


def card_of(window: DeskWindow) -> ForChildrenCard:
    window.shell.go(Route(routes.HOUSEHOLD, 1))
    settle(window.shell)
    page = window.shell.page(routes.HOUSEHOLD)
    assert page is not None
    card = page.findChild(ForChildrenCard)
    assert isinstance(card, ForChildrenCard)
    return card


def kept(window: DeskWindow) -> list[tuple[str, str]]:
    assert window.desk is not None
    rows = window.desk.services.pictures.rows(window.desk.actor, HouseholdId(1))
    return [(one.words, one.caption) for one in rows]


@pytest.fixture
def window(window_for: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> DeskWindow:
    """A window in which two pictures are chosen whenever it asks for files."""
    chosen = [photograph(tmp_path, "IMG_1.jpg", 10), photograph(tmp_path, "IMG_2.png", 200)]
    monkeypatch.setattr(household_pictures, "which_files", lambda *_asked: chosen)
    return window_for("ann")


def test_pictures_are_added_ordered_told_and_taken_out_by_keyboard(window: DeskWindow) -> None:
    card = card_of(window)
    card.add_button.setFocus()
    keys = Keyboard(window.shell)
    keys.space()
    keys.sees("Add IMG_1.jpg")
    keys.enter()
    keys.sees("What is to be seen: give an answer.")
    assert keys.at() == "What is to be seen"
    keys.type("A house with a green door")
    keys.enter()
    keys.sees("Add IMG_2.png")
    keys.type("A brown dog")
    keys.go("Caption")
    keys.type("Biscuit")
    keys.enter()
    assert kept(window) == [("A house with a green door", ""), ("A brown dog", "Biscuit")]
    keys.sees("2 of 12 pictures", "A brown dog", "Biscuit")
    keys.go("Earlier: picture 2", back=True)
    keys.space()
    assert kept(window)[0] == ("A brown dog", "Biscuit")
    assert keys.at() == "Later: picture 1, A brown dog"
    keys.go("Words: picture 1")
    keys.space()
    keys.type(" asleep")
    keys.enter()
    assert kept(window)[0][0] == "A brown dog asleep"
    assert keys.at().startswith("Words: picture 1")
    keys.go("Take out: picture 1")
    keys.space()
    keys.press(Qt.Key.Key_Escape)
    assert keys.at().startswith("Take out: picture 1")
    keys.space()
    keys.sees("Papers that were made with it keep it.")
    keys.enter()
    assert kept(window) == [("A house with a green door", "")]
    keys.focus()


def test_a_dropped_file_is_asked_about_and_can_be_left_out(
    window: DeskWindow, tmp_path: Path
) -> None:
    card = card_of(window)
    files = QMimeData()
    names = ("one.jpg", "two.jpg")
    paths = [photograph(tmp_path, name, shade) for shade, name in enumerate(names)]
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    card.dropEvent(QDropEvent(QPointF(9, 9), copy, files, left, none))
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.sees("Add one.jpg")
    keys.press(Qt.Key.Key_Escape)
    keys.sees("Add two.jpg")
    keys.type("A garden")
    keys.enter()
    assert kept(window) == [("A garden", "")]


def test_what_is_no_picture_is_refused_in_the_panel_and_nothing_typed_is_lost(
    window: DeskWindow, tmp_path: Path
) -> None:
    card = card_of(window)
    wrong = tmp_path / "letter.jpg"
    wrong.write_bytes(b"%PDF-1.7 no picture")
    card.take_files([wrong])
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.type("A letter")
    keys.enter()
    keys.sees(
        "The picture was not added.", "Choose a photograph as JPEG, PNG or WebP", "Add letter.jpg"
    )
    assert kept(window) == []
    keys.press(Qt.Key.Key_Escape)
    keys.does_not_see("Add letter.jpg")
    assert keys.at().startswith("Add a picture")


def test_a_thumbnail_is_read_small_and_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "tall.jpg"
    Image.new("RGB", (900, 1600), (200, 10, 10)).save(path)
    image = small_image(path.read_bytes())
    assert (image.width(), image.height()) == (175, 312)


def test_the_form_and_the_paper_are_one_step_away(
    window: DeskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(window)
    asked: list[PaperAsk] = []
    assert window.desk is not None
    papers = type(window.desk.services.papers)

    class Made:
        id = 7

    def issue(_self: object, _who: object, ask: PaperAsk) -> Made:
        asked.append(ask)
        return Made()

    monkeypatch.setattr(papers, "issue", issue)
    gone: list[Route] = []
    card.go_requested.disconnect()
    card.go_requested.connect(gone.append)
    card.draft_button.click()
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.enter()
    keys.sees("Say for whom")
    keys.press(Qt.Key.Key_Right)
    keys.enter()
    (ask,) = asked
    assert ask.kind is PaperKind.MEET_YOUR_CARERS
    assert (ask.household_id, ask.reading_age) == (1, ReadingAge.OLDER)
    QTest.mouseClick(card.form_button, Qt.MouseButton.LeftButton)
    assert gone[0] == routes.Paper(7)
    assert gone[1].name == routes.HOUSEHOLD_PAPER_FORM


def test_who_may_not_edit_households_does_not_see_it(window_for: Opens) -> None:
    window = window_for("bea")
    window.shell.go(Route(routes.HOUSEHOLD, 1))
    settle(window.shell)
    page = window.shell.page(routes.HOUSEHOLD)
    assert page is not None
    assert page.findChild(ForChildrenCard) is None


def slowed(card: ForChildrenCard, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let what is sent wait; return what lets it go through."""
    held: list[Callable[[], None]] = []
    write = card.calls.write

    def hold(*asked: Any, **words: Any) -> None:
        held.append(lambda: write(*asked, **words))

    def go_on() -> None:
        monkeypatch.setattr(card.calls, "write", write)
        for call in held:
            call()

    monkeypatch.setattr(card.calls, "write", hold)
    return go_on


def test_a_picture_that_is_being_added_is_added_though_esc_and_the_rest_are_pressed(
    window: DeskWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(window)
    card.take_files([photograph(tmp_path, "slow.jpg", 3)])
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.type("A dog")
    go_on = slowed(card, monkeypatch)
    keys.enter()
    keys.press(Qt.Key.Key_Escape)
    card.draft_button.click()
    keys.sees("Add slow.jpg")
    go_on()
    assert kept(window) == [("A dog", "")]
    keys.does_not_see("Add slow.jpg")
    assert keys.at() == "Words: picture 1, A dog"


def test_a_picture_moved_twice_in_a_moment_moves_once(
    window: DeskWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_two(window, tmp_path)
    card = card_of(window)
    later = card.tiles[card.pictures[0].id].buttons["later"]
    go_on = slowed(card, monkeypatch)
    later.click()
    later.click()
    go_on()
    Keyboard(window.shell).does_not_see("The picture was not moved.")
    assert kept(window) == [("A dog", ""), ("A house", "")]


def test_words_that_somebody_else_changed_are_shown_and_saved_over_when_sent_again(
    window: DeskWindow, tmp_path: Path
) -> None:
    add_two(window, tmp_path)
    card = card_of(window)
    one = card.pictures[0]
    assert window.desk is not None
    pictures, who = window.desk.services.pictures, window.desk.actor
    pictures.tell(who, one.id, one.version, "A mill", "")
    keys = Keyboard(window.shell)
    card.tiles[one.id].buttons["tell"].setFocus()
    keys.space()
    keys.type(" by a river")
    keys.enter()
    keys.sees("The picture was not changed.", "A mill")
    assert keys.at() == "What is to be seen"
    keys.enter()
    assert kept(window)[0] == ("A house by a river", "")
    assert keys.at() == "Words: picture 1, A house by a river"


def test_the_next_pictures_question_keeps_the_keyboard_while_the_first_is_read(
    window: DeskWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(window)
    late: list[Callable[[], None]] = []
    read = card.read_again
    monkeypatch.setattr(card, "read_again", lambda: late.append(read))
    card.take_files([photograph(tmp_path, f"{shade}.jpg", shade) for shade in (3, 90)])
    settle(window.shell)
    keys = Keyboard(window.shell)
    keys.type("A dog")
    keys.enter()
    keys.sees("Add 90.jpg")
    for call in late:
        call()
    assert keys.at() == "What is to be seen"


def add_two(window: DeskWindow, folder: Path) -> None:
    assert window.desk is not None
    pictures, who = window.desk.services.pictures, window.desk.actor
    for shade, words in enumerate(("A house", "A dog")):
        path = photograph(folder, f"{words}.jpg", shade * 90)
        pictures.add(who, HouseholdId(1), path, words)
