"""What is done with a kept paper in the window: printed, saved, locked, put into an e-mail draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.paper_views import SavedPaper
from art_desktop.domain.paper_words import PaperKind
from art_desktop.ui.page import Route
from art_desktop.ui.pages import paper_reader
from art_desktop.ui.pages.paper import PaperPage
from art_desktop.ui.pages.paper_pdf import find_words, page_sizes, words_of
from art_desktop.ui.pages.paper_print import PrintJob, in_order, pages_of, print_pages, range_words
from art_desktop.ui.pages.paper_reader import PaperReader
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.widgets.cards import Banner
from tests.ui.paper_samples import opened, pdf
from tests.ui.request_samples import World

PASSWORD = "K7QM-3RTX-9DHA-WE4C"
STAMP = "Printed by Ann Officer, Tue 24 November 2026, 18:02"


def to_file(place: Path, *, resolution: int = 300) -> QPrinter:
    """Return a printer that prints into a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(place))
    printer.setResolution(resolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


@pytest.fixture
def read(qtbot: QtBot, tmp_path: Path) -> Callable[..., tuple[PaperReader, World]]:
    def make(
        kind: PaperKind = PaperKind.REFERRAL_FULL, **answers: object
    ) -> tuple[PaperReader, World]:
        world = World()
        world.answers.update({f"papers.{name}": what for name, what in answers.items()})
        if "save" in answers:
            world.answers["papers.save"] = saving(world, answers["save"])

        def printer(_parent: QWidget, count: int, current: int) -> PrintJob:
            made = to_file(tmp_path / "print.pdf", resolution=150)
            return PrintJob(made, pages_of(made, count, current))

        reader = PaperReader(
            world.context(ImmediateRunner()),
            opened(kind),
            where=lambda _parent, name: tmp_path / name,
            folder=lambda _parent, _title: tmp_path,
            printer=printer,
        )
        qtbot.addWidget(reader)
        reader.resize(1100, 700)
        reader.show()
        QCoreApplication.processEvents()
        return reader, world

    return make


def saving(world: World, answer: object) -> Callable[..., object]:
    """Return a service's answer that notes what is kept of a copy, its keyword too."""

    def save(_document_id: int, place: Path, *, leaves: bool) -> object:
        world.calls.append(("saved", place, leaves))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return save


def told(reader: PaperReader) -> str:
    return " ".join(banner.words for banner in reader.findChildren(Banner))


# Printing


def test_pages_come_out_of_the_printer_with_who_and_when_in_their_margin(tmp_path: Path) -> None:
    kept = pdf()
    printer = to_file(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    printer.setPageRanges(ranges)
    pages = pages_of(printer, 4, 0)
    assert pages == (1, 2)
    heard: list[tuple[int, int]] = []
    print_pages(kept, PrintJob(printer, pages), STAMP, lambda *at: heard.append(at))
    out = (tmp_path / "out.pdf").read_bytes()
    assert heard == [(0, 2), (1, 2), (2, 2)]
    assert [tuple(map(round, size)) for size in page_sizes(out)] == [(595, 842)] * 2
    for at in range(2):
        assert words_of(out, at).strip() == STAMP  # the paper itself is a picture
        boxes = next(h for h in find_words(out, STAMP) if h.page == at).boxes
        assert all(841 - 36 < top < top + height < 841 - 12 for _, top, _, height in boxes)
    assert STAMP not in words_of(kept, 1)


def test_a_printed_page_looks_like_the_paper(tmp_path: Path) -> None:
    from art_desktop.ui.pages.paper_pdf import draw_page

    kept = pdf(1)
    print_pages(kept, PrintJob(to_file(tmp_path / "out.pdf"), (0,)), STAMP, lambda *_at: None)
    before, after = (draw_page(one, 0, 1.0) for one in (kept, (tmp_path / "out.pdf").read_bytes()))
    assert (before.width, before.height) == (after.width, after.height)
    different = sum(
        abs(a - b) > 64
        for a, b in zip(
            before.pixels[: before.stride * 800], after.pixels[: before.stride * 800], strict=True
        )
    )
    assert different < 0.01 * before.stride * 800


def test_a_page_that_lies_across_is_turned_and_fits(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", resolution=100)
    layout = printer.pageLayout()
    layout.setOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageLayout(layout)
    print_pages(pdf(1), PrintJob(printer, (0,)), STAMP, lambda *_at: None)
    out = (tmp_path / "out.pdf").read_bytes()
    ((width, height),) = page_sizes(out)
    assert width > height
    assert words_of(out, 0).strip() == STAMP


def test_a_printer_that_needs_a_wide_margin_has_the_stamp_above_it(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", resolution=100)
    printer.setPageMargins(QMarginsF(20, 20, 20, 40), QPageLayout.Unit.Point)
    print_pages(pdf(1), PrintJob(printer, (0,)), STAMP, lambda *_at: None)
    (hit,) = find_words((tmp_path / "out.pdf").read_bytes(), STAMP)
    assert hit.boxes[0][1] + hit.boxes[0][3] < 842 - 40


def test_copies_are_drawn_where_the_printer_makes_none_itself(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", resolution=72)
    assert not printer.supportsMultipleCopies()
    print_pages(pdf(3), PrintJob(printer, (0, 1, 2), copies=2), STAMP, lambda *_at: None)
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 6


@pytest.mark.parametrize(
    ("collate", "last_first", "both_sides", "out"),
    [
        (True, False, False, (0, 1, 2, 0, 1, 2)),
        (True, True, False, (2, 1, 0, 2, 1, 0)),
        (True, False, True, (0, 1, 2, None, 0, 1, 2)),
        (False, False, False, (0, 0, 1, 1, 2, 2)),
    ],
)
def test_sheets_come_out_in_the_order_that_was_asked(
    collate: bool,
    last_first: bool,
    both_sides: bool,
    out: tuple[int | None, ...],
) -> None:
    order = in_order((0, 1, 2), 2, collate=collate, last_first=last_first, both_sides=both_sides)
    assert tuple(order) == out


def test_printing_can_be_stopped(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        print_pages(
            pdf(3), PrintJob(to_file(tmp_path / "out.pdf", resolution=72), (0, 1, 2)), STAMP, stop
        )


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_take_it_says_so(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "missing" / "out.pdf")
    with pytest.raises(FileTrouble, match="was not printed"):
        print_pages(pdf(1), PrintJob(printer, (0,)), STAMP, lambda *_at: None)


@pytest.mark.parametrize(
    ("pages", "words"),
    [((0, 1, 2, 6), "1-3, 7"), ((4,), "5"), ((), ""), ((5, 0, 1), "1-2, 6")],
)
def test_pages_are_said_as_people_write_them(pages: tuple[int, ...], words: str) -> None:
    assert range_words(pages) == words


def test_what_is_printed_is_entered_first(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    reader, world = read(printed=None)
    QTest.keyClick(reader.preview.area, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert world.asked("papers.printed") == [(9, 1, "1-4")]
    out = (tmp_path / "print.pdf").read_bytes()
    assert len(page_sizes(out)) == 4
    assert "Printed by Ann Officer, Tue 24 Nov" in words_of(out, 3)
    assert "4 pages sent to the printer." in told(reader)


def test_what_cannot_be_entered_is_not_printed(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    reader, _world = read(printed=FileTrouble("The paper was not printed.", "The record is full."))
    reader.print_it()
    assert not (tmp_path / "print.pdf").exists()
    assert "The record is full." in told(reader)


def test_a_computer_without_a_printer_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_reader, "printer_there", lambda: False)
    world = World()
    reader = PaperReader(world.context(ImmediateRunner()), opened())
    qtbot.addWidget(reader)
    reader.show()
    reader.print_it()
    assert "No printer is set up on this computer." in told(reader)
    assert world.asked("papers.printed") == []


# Copies and e-mail


def test_a_copy_that_stays_is_saved_as_it_is(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    name = "R-2026-0143-referral-full-v2.pdf"
    reader, world = read(save=SavedPaper(path=tmp_path / name))
    QTest.keyClick(reader.preview.area, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    panel = reader.panel
    assert panel is not None
    panel.do_button.click()
    assert world.asked("papers.save") == []  # the question has to be answered
    panel.leaves.set_value(False)
    panel.do_button.click()
    assert world.asked("saved") == [(tmp_path / name, False)]
    assert "A copy was saved." in told(reader)
    assert reader.card is None


def test_a_copy_that_leaves_shows_its_password_once(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    place = tmp_path / "R-2026-0143-referral-full-v2-locked.pdf"
    reader, world = read(save=SavedPaper(path=place, password=PASSWORD))
    reader.ask_to_save()
    assert reader.panel is not None
    reader.panel.leaves.set_value(True)
    QTest.keyClick(reader.panel, Qt.Key.Key_Return)
    assert world.asked("saved") == [(place, True)]
    card = reader.card
    assert card is not None
    card.copy_button.click()
    assert QGuiApplication.clipboard().text() == PASSWORD
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert reader.card is card  # it cannot be shown again
    card.done_button.click()
    assert not reader.preview.isHidden()
    assert QGuiApplication.clipboard().text() == ""
    assert PASSWORD not in told(reader)


def test_a_disk_that_is_full_is_told_and_the_question_stays_away(
    read: Callable[..., tuple[PaperReader, World]],
) -> None:
    full = FileTrouble("The copy was not saved.", "The disk is full.", "Make room.")
    reader, _world = read(save=full)
    reader.ask_to_save()
    assert reader.panel is not None
    reader.panel.leaves.set_value(False)
    reader.panel.do_button.click()
    assert "The copy was not saved. The disk is full." in told(reader)


def test_what_stays_inside_can_be_saved_for_the_file_alone(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    reader, world = read(PaperKind.MATCHING_RECORD, save=SavedPaper(path=tmp_path / "x.pdf"))
    reader.ask_to_save()
    assert reader.panel is not None
    reader.panel.do_button.click()
    ((_place, leaves),) = world.asked("saved")
    assert leaves is False


def test_an_email_draft_shows_its_password(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    draft = SavedPaper(
        path=tmp_path / "a.eml",
        password=PASSWORD,
        reader="Fenside",
        to="a@example.org",
        phone="01632",
    )
    reader, world = read(email=draft)
    reader.email()
    assert world.asked("papers.email") == [(9, tmp_path)]
    assert reader.card is not None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PaperKind.MATCHING_RECORD, "It stays in the building"),
        (PaperKind.PANEL_MINUTES, "It stays in the building"),
        (PaperKind.CHILD_PAGE, "It is for a child"),
        (PaperKind.MEET_YOUR_CARERS, "It is for a child"),
    ],
)
def test_what_must_not_go_by_email_says_why(
    read: Callable[..., tuple[PaperReader, World]], kind: PaperKind, words: str
) -> None:
    reader, world = read(kind)
    reader.email()
    assert words in told(reader)
    assert world.asked("papers.email") == []


def test_the_redacted_referral_leads_to_its_release(
    read: Callable[..., tuple[PaperReader, World]],
) -> None:
    reader, world = read(PaperKind.REFERRAL_REDACTED)
    reader.email()
    assert "a manager has released it" in told(reader)
    (banner,) = reader.findChildren(Banner)
    banner.button.click()
    assert world.went == [Route("requests.one", (143, "approaches"))]


# The page of any paper


def test_any_paper_has_a_page_of_its_own(qtbot: QtBot) -> None:
    world = World()
    world.answers["papers.open"] = opened()
    page = PaperPage(world.context(ImmediateRunner()))
    qtbot.addWidget(page)
    page.show()
    page.open(9)
    assert world.asked("papers.open") == [(9,)]
    assert page.reader is not None
    assert page.reader.paper.title == "R-2026-0143 · Placement referral, full, number 2"
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page.reader.preview, Qt.Key.Key_Escape)
    page.open(9)
    assert len(world.asked("papers.open")) == 1
    world.answers["papers.open"] = replace(opened(), where="R-2026-0150")
    page.open(10)
    assert page.reader.paper.where == "R-2026-0150"


def test_the_page_is_not_left_while_a_password_is_shown(
    read: Callable[..., tuple[PaperReader, World]], qtbot: QtBot, tmp_path: Path
) -> None:
    world = World()
    world.answers["papers.open"] = opened()
    page = PaperPage(world.context(ImmediateRunner()))
    qtbot.addWidget(page)
    page.show()
    page.open(9)
    assert page.may_leave()
    assert page.reader is not None
    page.reader._show_password(SavedPaper(path=tmp_path / "x", password=PASSWORD), email=False)
    assert not page.may_leave()


def test_a_password_does_not_wait_on_the_clipboard_under_the_lock(
    read: Callable[..., tuple[PaperReader, World]], tmp_path: Path
) -> None:
    reader, _world = read(save=SavedPaper(path=tmp_path / "locked.pdf", password=PASSWORD))
    reader.ask_to_save()
    assert reader.panel is not None
    reader.panel.leaves.set_value(True)
    QTest.keyClick(reader.panel, Qt.Key.Key_Return)
    card = reader.card
    assert card is not None
    card.copy_button.click()
    reader.hide()
    assert QGuiApplication.clipboard().text() == ""
    reader.show()
    assert card.copied.text() == ""
    reader.setFocus()
    assert reader.focusWidget() is card.done_button
    card.done_button.click()
    reader.setFocus()
    assert reader.focusWidget() is reader.preview.area
