"""Papers bound as one: contents that lead there, bookmarks, one count of pages, and work that can be stopped."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from reportlab.platypus import Flowable

from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    bind,
    heading,
    para,
    table,
)
from art_desktop.documents.scan import page_texts
from tests.documents.judge import judge
from tests.documents.structure import read

FRAME = PageFrame(
    title="Every building block",
    head="Trial paper",
    reference="R-2026-0001",
    version=3,
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
)
LONG = "He can be up at six and out in the garden before anybody else is awake. " * 90


def sheets(story: list[Flowable], bookmark: str) -> Sheets:
    return Sheets(page=FRAME, story=story, bookmark=bookmark)


def pack(count: int = 3) -> list[Sheets]:
    return [
        Sheets(
            page=replace(FRAME, head=f"Part {n}", reference=f"R-2026-{n:04d}"),
            story=[
                *heading(f"Part {n}", "title", 1),
                *heading("Needs", "section", 2),
                *para(LONG),
                *heading("Risks", "section", 2),
                *table(("A", "B"), [[f"{i}", LONG[:200]] for i in range(30)], (50, 400)),
            ],
            bookmark=f"Paper {n} of the pack, about somebody in particular",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(("count", "front"), [(20, 1), (29, 1), (40, 2)])
def test_contents_leave_no_few_lines_on_a_page_of_their_own(count: int, front: int) -> None:
    parts = [sheets([*heading(f"Part {n}", "title", 1)], f"Paper {n}") for n in range(count)]
    data = bind(parts, FRAME, cover=heading("The pack", "title", 1))
    judge(data)
    pages = page_texts(data)
    assert len(pages) == count + front
    entries = "\n".join(pages[:front])
    for n in range(count):
        assert re.search(rf"Paper {n}\s+{n + 1 + front}\b", entries)
        assert f"Part {n}" in pages[n + front]


def test_a_pack_has_contents_bookmarks_and_one_count_of_pages() -> None:
    cover = [*heading("The pack", "title", 1), *para("For Tuesday.")]
    parts = pack(3)
    data = bind(parts, FRAME, cover=cover)
    judge(data)
    pages = page_texts(data)
    first = pages[0]
    assert "The pack" in first
    assert "Contents" in first
    starts = [
        place for place, text in enumerate(pages) if re.search(r"^Part \d\s*$", text, re.MULTILINE)
    ]
    for number in range(3):
        page = next(i for i, t in enumerate(pages) if f"Part {number}" in t)
        assert page in starts
        line = f"Paper {number} of the pack, about somebody in particular"
        assert re.search(rf"{line}\s+{page + 1}\b", first)
        assert f"R-2026-{number:04d}" in pages[page]
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
    tree = read(data)
    assert [kid.kind for kid in tree.kids] == ["Part"] * 4
    assert tree.kids[0].all("H1")[0].text == "The pack"
    links = tree.all("Link")
    assert [link.links for link in links] == [1] * 3
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [part.bookmark for part in parts]
            assert [kid.title for kid in outline.root[1].children] == ["Needs", "Risks"]
        for number, link in enumerate(pdf.pages[0].Annots):
            wanted = next(i for i, t in enumerate(pages) if f"Part {number}" in t)
            assert pdf.pages.index(pikepdf.Page(link.Dest[0])) == wanted
            assert str(link.Contents).endswith(f"page {wanted + 1}")


def test_contents_longer_than_a_page_still_count_rightly() -> None:
    parts = [sheets(heading(f"Paper {n}", "title", 1), f"Paper number {n}") for n in range(60)]
    data = bind(parts, FRAME, cover=())
    judge(data)
    pages = page_texts(data)
    front = len(pages) - 60
    assert front == 2
    assert re.search(rf"Paper number 59\s+{len(pages)}\b", "".join(pages[:front]))
    assert read(data).kids[0].all("H1")[0].text == "Contents"


def test_papers_can_be_bound_without_contents() -> None:
    data = bind(pack(2), FRAME)
    judge(data)
    assert "Part 0" in page_texts(data)[0]


class Stopped(Exception):
    """The person asked for the work to stop."""


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[tuple[int, int]] = []
    bind(pack(3), FRAME, cover=(), progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]
    calls = 0

    def stop(done: int, of: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise Stopped

    with pytest.raises(Stopped):
        bind(pack(3), FRAME, cover=(), progress=stop)
    assert calls == 4
    # What was stopped leaves nothing behind.
    assert bind(pack(1), FRAME) == bind(pack(1), FRAME)
