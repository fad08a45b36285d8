"""Outside files: what is read, what is refused, and how."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.importing import Severity
from art_desktop.intake.reader import read_table
from art_desktop.intake.sniff import Limits
from art_desktop.intake.spreadsheet import cell_text

ROWS = [["Reference", "Name", "Postcode"], ["H1", "Ann Quill", "PE1 1AA"], ["H2", "Łukasz Ó", ""]]


def text_of(rows: list[list[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def save(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def save_book(path: Path, rows: list[list[object]], title: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = save(tmp_path / "carers.csv", text_of(ROWS, delimiter).encode(encoding))
    table = read_table(path)
    assert table.columns == ("Reference", "Name", "Postcode")
    assert table.rows == (("H1", "Ann Quill", "PE1 1AA"), ("H2", "Łukasz Ó", ""))
    assert table.row_numbers == (2, 3)
    assert (table.kind, table.problems) == ("csv", ())
    assert len(table.sha256) == 64


def test_what_excel_in_britain_saves(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "Name,Fee\r\nSiân – Zoë,£145\r\n".encode("cp1252"))
    assert read_table(path).rows == (("Siân – Zoë", "£145"),)


def test_quoted_lines_and_blank_rows_keep_the_row_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", 'A,B\r\n"one\r\ntwo",2\r\n\r\n"say ""hi""",4\r\n')
    table = read_table(path)
    assert table.rows == (("one\r\ntwo", "2"), ('say "hi"', "4"))
    assert table.row_numbers == (2, 4)


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    rows = "Fostering list\r\nPrinted 1 March\r\n\r\nRef,Name,Town,Level\r\n1,Ann,Ely,2\r\n"
    table = read_table(save(tmp_path / "a.csv", rows))
    assert table.columns == ("Ref", "Name", "Town", "Level")
    assert table.row_numbers == (5,)


def test_a_heading_that_comes_twice_is_told_apart(tmp_path: Path) -> None:
    table = read_table(save(tmp_path / "a.csv", "Name,Name,,Name (2)\r\n1,2,3,4\r\n"))
    assert len(set(table.columns)) == 4
    assert table.rows == (("1", "2", "3", "4"),)


def test_ragged_rows_are_problems_at_their_row(tmp_path: Path) -> None:
    table = read_table(
        save(tmp_path / "a.csv", "A,B,C\r\n1,2,3\r\n1,2\r\n1,2,3,oops\r\n1,2,3,,\r\n")
    )
    assert [(p.row, p.severity, p.rule) for p in table.problems] == [
        (3, Severity.WARNING, "ragged"),
        (4, Severity.ERROR, "ragged"),
    ]
    assert {len(row) for row in table.rows} == {3}


def test_a_nul_in_a_cell_is_a_problem_at_its_place(tmp_path: Path) -> None:
    rows = "Ref,Name\r\n" + "1,Ann\r\n" * 60 + "2,Be\x00n\r\n"
    (problem,) = read_table(save(tmp_path / "a.csv", rows)).problems
    assert (problem.row, problem.column, problem.rule) == (62, "Name", "damaged_text")


def test_formulas_stay_text(tmp_path: Path) -> None:
    cells = ["=1+1", "+44 1733", "-2", "@SUM(A1)", '=HYPERLINK(""http://x"")']
    path = save(tmp_path / "a.csv", "A,B,C,D,E\r\n" + ",".join(f'"{c}"' for c in cells) + "\r\n")
    assert read_table(path).rows == (
        ("=1+1", "+44 1733", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'),
    )


def test_a_spreadsheet_comes_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Ref", "Born", "Places", "Fee", "Smoker", "Sum"],
        [7, date(2014, 2, 28), 3.0, 145.44, True, "=1+1"],
        [None, None, None, None, None, None],
        ["H2", datetime(1990, 1, 2, 3, 4), None, None, False, "x"],  # noqa: DTZ001 - a sheet has no zone
    ]
    table = read_table(save_book(tmp_path / "a.xlsx", rows, "Carers"))
    assert (table.sheet, table.kind) == ("Carers", "xlsx")
    # A formula nobody has worked out yet has no value, and is not worked out here.
    assert table.rows[0] == ("7", "2014-02-28", "3", "145.44", "Yes", "")
    assert table.rows[1] == ("H2", "1990-01-02 03:04:00", "", "", "No", "x")
    assert table.row_numbers == (2, 4)


def test_the_sheet_asked_for_is_read_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.active.append(["X"])
    book.active.sheet_state = "hidden"
    for title in ("First", "Second"):
        book.create_sheet(title).append(["A", "B"])
        book[title].append([title, "1"])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").sheet == "First"
    assert read_table(tmp_path / "a.xlsx", sheet="Second").rows == (("Second", "1"),)
    with pytest.raises(FileTrouble, match="no sheet of that name"):
        read_table(tmp_path / "a.xlsx", sheet="Third")


def test_a_spreadsheet_named_csv_is_still_a_spreadsheet(tmp_path: Path) -> None:
    assert read_table(save_book(tmp_path / "a.csv", [["A", "B"], [1, 2]])).kind == "xlsx"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"%PDF-1.7\n...", "PDF"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "web page"),
        ("a.xls", b"\xef\xbb\xbf  <TABLE border=1>", "web page"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "old kind"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\r\n \r\n", "empty"),
        ("a.csv", b"A,B,C\r\n", "no rows"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.csv", bytes(range(32)) * 50, "not a table"),
        ("a.csv", b"SQLite format 3\x00", "database"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.xlsx", b"PK\x03\x04 cut short", "damaged"),
        ("a.xlsx", zipped(word__document_xml="<w/>"), "compressed folder|Word"),
        ("a.xlsx", zipped(some="thing"), "compressed folder"),
        ("a.csv", b'A,B\r\n"' + b"x" * 20_000, "never have been closed"),
        ("a.csv", b"A,B\r\n" + b"," * 400, "columns"),
        ("a.csv", b"\xff\xfeA\x00\x00\xd8", "encoding"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(FileTrouble, match=words) as refused:
        read_table(save(tmp_path / name, content))
    assert refused.value.what == "The file was not read, and nothing was changed."
    assert refused.value.what_next


def test_a_folder_a_missing_file_and_a_closed_one(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="folder"):
        read_table(tmp_path)
    with pytest.raises(FileTrouble, match="no such file"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(FileTrouble):
        read_table(tmp_path / "nul\x00byte.csv")


def test_files_over_a_limit_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "A,B\r\n" + "1,2\r\n" * 50)
    with pytest.raises(FileTrouble, match="larger than"):
        read_table(path, limits=Limits(file_bytes=100))
    with pytest.raises(FileTrouble, match="more than 20 rows"):
        read_table(path, limits=Limits(rows=20))
    book = save_book(tmp_path / "a.xlsx", [["A", "B"] for _ in range(51)])
    with pytest.raises(FileTrouble, match="more than 20 rows"):
        read_table(book, limits=Limits(rows=20))
    with pytest.raises(FileTrouble, match="more than 1 columns"):
        read_table(book, limits=Limits(columns=1))


def bomb(path: Path, rows: int, shared: int = 0) -> Path:
    """A true workbook whose sheet, or whose table of strings, is far larger than its file."""
    save_book(path, [["A", "B"], ["1", "2"]])
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = "<row>" + "<c t='inlineStr'><is><t>y</t></is></c>" * 100 + "</row>"
    sheet = f"<worksheet xmlns='{space}'><sheetData>{row * rows}</sheetData></worksheet>"
    strings = f"<sst xmlns='{space}'>{('<si><t>' + 'z' * 90 + '</t></si>') * shared}</sst>"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = sheet.encode()
    if shared:
        members["xl/sharedStrings.xml"] = strings.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", rows=10_000)
    assert path.stat().st_size < 400_000
    with pytest.raises(FileTrouble, match="unpacks to far more"):
        read_table(path)


def test_a_sheet_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", rows=20_000)
    limits = Limits(ratio=10**9, rows=10**9, columns=10**6, child_seconds=1.5)
    with pytest.raises(FileTrouble, match="too much memory or time"):
        read_table(path, limits=limits)


def test_a_sheet_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="the limit is the platform's own here")
    path = bomb(tmp_path / "a.xlsx", rows=10, shared=900_000)
    # How the parser takes being refused memory is its own affair; that nothing is read is ours.
    limits = Limits(ratio=10**9, child_bytes=90_000_000, child_seconds=60)
    with pytest.raises(FileTrouble, match=r"too much memory or time|damaged"):
        read_table(path, limits=limits)


def test_a_damaged_sheet_inside_a_sound_archive(tmp_path: Path) -> None:
    path = save_book(tmp_path / "a.xlsx", [["A", "B"], [1, 2]])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"][:-40]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(FileTrouble, match="damaged"):
        read_table(path)


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.csv", text_of(ROWS))

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(FileTrouble, match="another program"):
        read_table(path)


def test_a_spreadsheet_with_any_byte_changed_is_read_or_refused(tmp_path: Path) -> None:
    sound = save_book(tmp_path / "a.xlsx", [["A", "B"], ["1", "2"]]).read_bytes()
    chance = Random(7)  # noqa: S311 - repeatable
    for _ in range(12):
        content = bytearray(sound)
        for _ in range(chance.choice([1, 3, 40])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        try:
            table = read_table(save(tmp_path / "b.xlsx", bytes(content)))
        except FileTrouble as trouble:
            assert trouble.what_next  # noqa: PT017 - either outcome is right
            continue
        assert len(table.columns) == len(table.rows[0])


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (1e300, "1e+300"), (-3.0, "-3"), (0.1, "0.1"), (float("nan"), "nan"), (b"x", "")],
)
def test_odd_cells_come_as_text(value: object, words: str) -> None:
    assert cell_text(value) == words


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.text(alphabet=',;\t|"\r\n\x00aé=', max_size=300).map(str.encode),
        st.tuples(
            st.sampled_from([b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<"]),
            st.binary(max_size=200),
        ).map(lambda parts: parts[0] + parts[1]),
    )
)
def test_no_bytes_at_all_crash_the_reader(tmp_path: Path, content: bytes) -> None:
    path = save(tmp_path / "any.csv", content)
    try:
        table = read_table(path)
    except FileTrouble as trouble:
        assert trouble.why  # noqa: PT017 - either outcome is right; it must have its words
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(table.row_numbers) == len(table.rows)
    assert len(set(table.columns)) == len(table.columns)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_characters="\x00\ufffd\ufeff"), min_size=1
            ),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_csv_writes_is_what_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
    import csv

    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Reference", "Name of the household", "Postcode"])
        writer.writerows(rows)
    expected = tuple(
        tuple(cell.strip() for cell in row) for row in rows if any(c.strip() for c in row)
    )
    try:
        table = read_table(tmp_path / "a.csv")
    except FileTrouble as trouble:
        odd = any(c < " " for row in rows for cell in row for c in cell)
        assert not expected or odd, trouble  # noqa: PT017 - nothing under the heading, or no text
        return
    assert table.rows == expected
