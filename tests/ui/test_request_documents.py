"""A paper in the page: drawn, turned, zoomed, saved."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from art_desktop.ui.pages.paper_pdf import draw_page, page_sizes
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.documents import DocumentsPart
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.widgets.cards import Banner
from tests.ui import request_samples as samples
from tests.ui.request_samples import World


@pytest.fixture(scope="module")
def paper() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(3):
        canvas.rect(0, 0, 595, 421, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def opened(qtbot: QtBot, paper: bytes) -> tuple[RequestView, DocumentsPart, World]:
    world = World(page=samples.page(papers=samples.PAPERS))
    world.answers["papers.content"] = paper
    view = RequestView(world.context(ImmediateRunner()))
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.open((143, "documents"))
    part = view.parts["documents"]
    assert isinstance(part, DocumentsPart)
    return view, part, world


def test_pages_are_drawn_as_they_are(paper: bytes) -> None:
    assert page_sizes(paper) == ((595, 842),) * 3
    page = draw_page(paper, 1, 1.0)
    assert (page.width, page.height) == (595, 842)
    white = page.pixels[: page.width * 4]
    black = page.pixels[page.stride * 800 : page.stride * 800 + 4]
    assert set(white[:3]) == {255}
    assert set(black[:3]) == {0}


def test_a_paper_opens_in_the_page_and_is_turned_by_keys(qtbot: QtBot, paper: bytes) -> None:
    view, part, _world = opened(qtbot, paper)
    part.open_buttons[0].click()
    QCoreApplication.processEvents()
    preview = part.preview
    assert preview is not None
    assert len(preview.sheets) == 3
    assert preview.position_words == "Page 1 of 3"
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.position_words == "Page 2 of 3"
    before = preview.sheets[0].width()
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    QCoreApplication.processEvents()
    assert preview.sheets[0].width() > before
    assert preview.position_words == "Page 2 of 3"
    assert preview.sheets[1].image is not None
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert part.preview is None
    assert view.focusWidget() is part.open_buttons[0]


def test_a_copy_is_saved_whole_or_not_at_all(qtbot: QtBot, paper: bytes, tmp_path: Path) -> None:
    view, part, _world = opened(qtbot, paper)
    place = tmp_path / "copy.pdf"
    part._where = lambda _parent, _name: place
    part.save(samples.PAPERS[0])
    assert place.read_bytes() == paper
    assert any("A copy was saved." in b.words for b in view.findChildren(Banner))
    part._where = lambda _parent, _name: tmp_path / "missing" / "copy.pdf"
    part.save(samples.PAPERS[0])
    assert any("The copy was not saved." in b.words for b in view.findChildren(Banner))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.pdf"]


def test_changing_ones_mind_saves_nothing(qtbot: QtBot, paper: bytes) -> None:
    _view, part, world = opened(qtbot, paper)
    part._where = lambda _parent, _name: None
    part.save(samples.PAPERS[0])
    assert world.asked("papers.content") == []
