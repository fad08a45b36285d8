"""XLSX to a grid of text, in a process of its own that can be stopped.

A spreadsheet of 700 KB can be made to take a gigabyte and a minute to read. So it is read by a
child with a time limit and a memory limit: `resource` sets the latter where the platform has it;
on Windows the parent looks at the child's memory ten times a second.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as day_time
from decimal import Decimal
from io import BytesIO
from multiprocessing.connection import Connection
from typing import Any

from art_desktop.domain.errors import FileTrouble
from art_desktop.intake.sniff import Limits, refusal

_ROWS_AT_ONCE = 500
_LONGEST_MESSAGE = 64_000_000
_POLL_SECONDS = 0.1
_DAMAGED = "It is damaged, or not a spreadsheet that can be read here."
_TOO_MUCH = "It takes too much memory or time to read, as no honest spreadsheet does."
_SMALLER = "Copy the table into a new spreadsheet, save that as CSV or XLSX, and choose it."


def read_spreadsheet(
    content: bytes, limits: Limits, sheet: str | None
) -> tuple[str, list[list[str]], list[int]]:
    """The sheet's name, its rows that are not blank, and their numbers in the sheet.

    Raises: FileTrouble: damaged, over a limit, without a table, or without the sheet asked for.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=True)
    child = context.Process(target=read_in_child, args=(theirs, limits, sheet), daemon=True)
    deadline = time.monotonic() + limits.child_seconds
    child.start()
    theirs.close()
    try:
        return _receive(ours, child.sentinel, content, limits, deadline)
    except (EOFError, OSError, ValueError) as error:
        raise refusal(_TOO_MUCH, _SMALLER) from error
    finally:
        ours.close()
        if child.is_alive():
            child.kill()
        child.join()
        child.close()


def _receive(
    pipe: Connection, sentinel: int, content: bytes, limits: Limits, deadline: float
) -> tuple[str, list[list[str]], list[int]]:
    # The child says that it is up before it is sent anything, so that sending cannot block for ever.
    _next_message(pipe, sentinel, limits, deadline)
    pipe.send_bytes(content)
    name = ""
    grid: list[list[str]] = []
    numbers: list[int] = []
    while True:
        message = _next_message(pipe, sentinel, limits, deadline)
        if "refused" in message:
            raise refusal(str(message["refused"]), str(message["next"]))
        if "done" in message:
            return name, grid, numbers
        name = str(message["sheet"])
        grid += message["rows"]
        numbers += message["numbers"]


def _next_message(
    pipe: Connection, sentinel: int, limits: Limits, deadline: float
) -> dict[str, Any]:
    while not pipe.poll(_POLL_SECONDS):
        if time.monotonic() > deadline or _memory_of(sentinel) > limits.child_bytes:
            raise refusal(_TOO_MUCH, _SMALLER)
    message: dict[str, Any] = json.loads(pipe.recv_bytes(_LONGEST_MESSAGE))
    return message


def _memory_of(sentinel: int) -> int:
    """The child's committed bytes, on Windows, where the sentinel is its handle; elsewhere 0."""
    if sys.platform == "win32":
        import ctypes

        class Counters(ctypes.Structure):
            _fields_ = (
                ("cb", ctypes.c_uint32),
                ("page_faults", ctypes.c_uint32),
                *((f"size_{n}", ctypes.c_size_t) for n in range(6)),
                ("pagefile_usage", ctypes.c_size_t),
                ("peak_pagefile_usage", ctypes.c_size_t),
            )

        counters = Counters(cb=ctypes.sizeof(Counters))
        ask = ctypes.windll.kernel32.K32GetProcessMemoryInfo
        if ask(ctypes.c_void_p(sentinel), ctypes.byref(counters), counters.cb):
            return int(counters.pagefile_usage)
    return 0


# --- in the child -----------------------------------------------------------------------------


def read_in_child(pipe: Connection, limits: Limits, sheet: str | None) -> None:
    """Read what the pipe sends and send back rows; run in a process of its own."""
    import openpyxl  # before the memory limit, which is for the file and not for the library

    _limit_memory(limits.child_bytes)
    try:
        _send(pipe, {"ready": True})
        content = pipe.recv_bytes(limits.file_bytes + 1)
        try:
            for message in _messages(openpyxl, content, limits, sheet):
                _send(pipe, message)
            _send(pipe, {"done": True})
        except FileTrouble as trouble:
            _send(pipe, {"refused": trouble.why, "next": trouble.what_next})
        except MemoryError:
            _send(pipe, {"refused": _TOO_MUCH, "next": _SMALLER})
        except Exception:  # noqa: BLE001 - openpyxl lets any error of its parsers through
            _send(pipe, {"refused": _DAMAGED, "next": "Get the file again, or save it as CSV."})
    except (BrokenPipeError, EOFError, ConnectionError):
        pass  # nobody is listening any more
    finally:
        pipe.close()


def _send(pipe: Connection, message: dict[str, object]) -> None:
    pipe.send_bytes(json.dumps(message, ensure_ascii=True).encode("ascii"))


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for which, extra in ((resource.RLIMIT_DATA, 0), (resource.RLIMIT_AS, 500_000_000)):
        try:
            _, hard = resource.getrlimit(which)
            wanted = most + extra if hard == resource.RLIM_INFINITY else min(most + extra, hard)
            resource.setrlimit(which, (wanted, hard))
        except (ValueError, OSError):
            continue  # macOS has the names and refuses some


def _messages(
    openpyxl: Any, content: bytes, limits: Limits, sheet: str | None
) -> Iterator[dict[str, object]]:
    book = openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    if sheet is not None and sheet not in book.sheetnames:
        raise refusal("It has no sheet of that name.", "Choose one of its sheets.")
    for page in book.worksheets:
        if sheet is None and page.sheet_state != "visible":
            continue
        if sheet is not None and page.title != sheet:
            continue
        found = False
        for rows, numbers in _rows(page, limits):
            found = True
            yield {"sheet": page.title, "rows": rows, "numbers": numbers}
        if found:
            return
    raise refusal("None of its sheets has anything in it.", "Check that it is the right file.")


def _rows(page: Any, limits: Limits) -> Iterator[tuple[list[list[str]], list[int]]]:
    # What a sheet claims of its own size is often wrong, and can be made to fill memory.
    page.reset_dimensions()
    rows: list[list[str]] = []
    numbers: list[int] = []
    count = 0
    for number, values in enumerate(page.iter_rows(values_only=True), start=1):
        cells = _trimmed(values)
        if not cells:
            if number > limits.rows * 10:
                raise refusal(f"It has more than {limits.rows:,} rows.", _SMALLER)
            continue
        count += 1
        if count > limits.rows:
            raise refusal(f"It has more than {limits.rows:,} rows.", _SMALLER)
        if len(cells) > limits.columns:
            raise refusal(f"It has more than {limits.columns} columns.", _SMALLER)
        rows.append([cell[: limits.cell_characters] for cell in cells])
        numbers.append(number)
        if len(rows) == _ROWS_AT_ONCE:
            yield rows, numbers
            rows, numbers = [], []
    if rows:
        yield rows, numbers


def _trimmed(values: Sequence[object]) -> list[str]:
    width = len(values)
    while width and values[width - 1] in (None, ""):
        width -= 1
    return [cell_text(value) for value in values[:width]]


def cell_text(value: object) -> str:
    """A cell's value as text: dates as YYYY-MM-DD, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        midnight = value.time() == day_time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | day_time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, timedelta | Decimal | int | str):
        return str(value)
    return ""
