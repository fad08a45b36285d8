"""Papers that a screen reader can use: every building block, broken over pages, one thing each."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from reportlab.graphics.shapes import Circle, Drawing
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from art_desktop.documents.base import (
    Decoration,
    PageFrame,
    Sheets,
    boxed,
    bullets,
    card,
    columns,
    facts,
    figure,
    gap,
    heading,
    keep,
    page_break,
    para,
    render,
    table,
    ticks,
)
from art_desktop.documents.marks import NeedHeading
from art_desktop.documents.protect import protect
from art_desktop.documents.scan import page_texts
from art_desktop.domain.vocabulary import Level
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


def circle() -> Drawing:
    drawing = Drawing(80, 40)
    drawing.add(Circle(20, 20, 15))
    return drawing


def everything() -> list[Flowable]:
    rows = [[f"Row {n}", f"What is said of number {n}. " * (n % 5 + 1), f"{n}"] for n in range(70)]
    return [
        *para("Trial", "eyebrow"),
        *heading("Every building block", "title", 1),
        *para("Each of them, broken over pages where it is long.", "subtitle"),
        *heading("Words", "section", 2),
        *para(LONG, lead="How it shows"),
        *para("السلام عليكم", language="ar"),
        *card([(para("Left"), para("Right")), (para("The whole width. " * 20), [])]),
        *boxed([*heading("In a frame", "part", 3), *bullets(["one", "two"], room=400)]),
        *columns([(para("first"), para("second"))], (200, 200)),
        *heading("Facts", "section", 2),
        *facts([(f"Label {n}", f"Value {n}. " * 12) for n in range(40)]),
        gap(10),
        *heading("A table", "section", 2),
        *table(("Name", "What", "Count"), rows, (120, 300, 67), caption="All of the rows"),
        *heading("Lists", "section", 2),
        *bullets(f"Point {n} of the list. " * 6 for n in range(40)),
        *ticks(["a pet", "", "a garden"]),
        *heading("Drawings", "section", 2),
        *figure(circle(), "A circle"),
        Decoration(circle()),
        page_break(),
        NeedHeading("Attachment and trauma", Level.SIGNIFICANT),
        *keep(para("Kept together. " * 30)),
    ]


def sheets(story: list[Flowable], bookmark: str = "A paper") -> Sheets:
    return Sheets(page=FRAME, story=story, bookmark=bookmark)


def test_every_building_block_broken_over_pages_keeps_to_the_rules() -> None:
    data = render(sheets(everything()))
    judge(data)
    tree = read(data)
    assert tree.kind == "Document"
    assert [node.text.strip() for node in tree.all("H2")] == [
        "Words", "Facts", "A table", "Lists", "Drawings",
    ]  # fmt: skip
    # Sections lie in one another as their headings do.
    (whole,) = [kid for kid in tree.kids if kid.kind == "Sect"]
    assert [kid.kind for kid in whole.kids if kid.kind not in {"P", "H1"}] == ["Sect"] * 5
    long = max(tree.all("P"), key=lambda node: len(node.text))
    assert " ".join(long.text.split()) == f"How it shows {LONG.strip()}"
    assert len(long.pages) > 1
    (figure_node,) = tree.all("Figure")
    assert figure_node.alt == "A circle"
    assert [node.language for node in tree.all("P") if node.language] == ["ar"]
    assert tree.all("H3")[-1].text == "Attachment and trauma Significant"


def test_a_table_over_pages_is_one_table_whose_head_is_read_once() -> None:
    data = render(sheets(everything()))
    tables = [node for node in read(data).all("Table") if node.all("Caption")]
    (one,) = tables
    pages = {page for node in one.walk() for page in node.pages}
    assert len(pages) > 1
    assert one.kids[0].text == "All of the rows"
    rows = one.all("TR")
    assert len(rows) == 71
    assert [cell.attributes["Scope"] for cell in rows[0].kids] == ["/Column"] * 3
    for number, row in enumerate(rows[1:]):
        assert [cell.kind for cell in row.kids] == ["TH", "TD", "TD"]
        assert row.kids[0].attributes["Scope"] == "/Row"
        assert row.kids[0].text == f"Row {number}"
    # The eye sees the head again on each page.
    seen = [text for text in page_texts(data) if re.search(r"Row \d", text)]
    assert len(seen) == len(pages)
    assert all("Count" in text for text in seen)


def test_a_row_taller_than_a_page_is_one_row_on_several() -> None:
    rows = [["a", "short"], ["b", LONG + LONG], ["c", "after"]]
    data = render(sheets([*heading("One", "title", 1), *table(("N", "W"), rows, (60, 400))]))
    judge(data)
    found = read(data).all("TR")
    assert len(found) == 4
    assert " ".join(found[2].kids[1].text.split()) == (LONG + LONG).strip()
    assert len(found[2].kids[1].pages) > 1 or found[2].kids[1].all("P")


@pytest.mark.parametrize("times", [12, 120])
def test_a_head_of_any_height_leaves_room_for_its_rows(times: int) -> None:
    head = ("What", "A household whose name is long. " * times)
    rows = [["a", LONG], ["b", "short"]]
    data = render(sheets([*heading("One", "title", 1), *table(head, rows, (60, 200))]))
    judge(data)
    found = read(data).all("TR")
    assert [row.kids[0].text for row in found] == ["What", "a", "b"]
    assert " ".join(found[0].kids[1].text.split()) == head[1].strip()
    assert " ".join(found[1].kids[1].text.split()) == LONG.strip()


def test_facts_name_their_rows_and_lists_are_lists() -> None:
    data = render(sheets(everything()))
    tree = read(data)
    facts_node = next(node for node in tree.all("Table") if node.text.startswith("Label 0"))
    assert [[cell.kind for cell in row.kids] for row in facts_node.all("TR")] == [["TH", "TD"]] * 40
    lists = tree.all("L")
    assert [len(node.all("LI")) for node in lists] == [2, 40, 2]
    assert lists[2].all("LBody")[1].text == "a garden"


def test_equal_papers_are_equal_bytes_and_a_story_can_be_drawn_again() -> None:
    once = sheets(everything())
    assert render(once) == render(sheets(everything())) == render(once)
    assert render(once) != render(sheets(para("x")))


def test_nothing_to_say_makes_no_element() -> None:
    assert table(("a",), [], (100,)) == []
    assert heading("  ", "title", 1) == []
    assert facts([("a", " ")]) == []
    assert bullets(["", " "]) == []
    with pytest.raises(ValueError, match="words that stand for it"):
        figure(circle(), " ")


def test_the_judge_refuses_a_paper_without_tags() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 100, "words")
    canvas.save()
    with pytest.raises(AssertionError):
        judge(buffer.getvalue())


def test_the_file_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render(sheets(everything())))) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert metadata["dc:title"] == "Every building block"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.pdfa_status == ""
        assert str(pdf.docinfo.Title) == "Every building block"
        assert str(pdf.docinfo.Producer) == "ART Desktop"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
        assert not [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and b"Helvetica" in o.read_bytes()
        ]
        with pdf.open_outline() as outline:
            (top,) = outline.root
            assert top.title == "Every building block"
            assert [item.title for item in top.children][:2] == ["Words", "Facts"]


def test_a_wide_margin_for_handwriting_stays_empty() -> None:
    frame = replace(FRAME, margin_right=170.0)
    assert frame.room == pytest.approx(595.2756 - 54 - 170)
    data = render(Sheets(page=frame, story=para(LONG), bookmark="x"))
    judge(data)
    with pikepdf.open(io.BytesIO(data)):
        assert len(page_texts(data)) > len(page_texts(render(sheets(para(LONG)))))


def test_a_locked_paper_is_as_accessible() -> None:
    judge(protect(render(sheets(everything())), "seven quiet herons"), "seven quiet herons")
