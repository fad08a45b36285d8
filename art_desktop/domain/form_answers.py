"""What is done with the answers of any form: put in order, checked, compared, told in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from art_desktop.domain.paper_forms import (
    Answer,
    Answers,
    FieldKind,
    FormField,
    FormProblem,
    FormSpec,
    Row,
)
from art_desktop.domain.wording import day_words

MOST_LETTERS: Final = 20_000
MOST_ROWS: Final = 200
KEY: Final = "key"
"""Under which a fixed row says which one it is."""

_YES_NO: Final = MappingProxyType({"yes": "Yes", "no": "No"})


def tidy(spec: FormSpec, answers: Answers) -> Answers:
    """Return the answers as they are kept: no white space at their ends, nothing empty, fixed rows in their order.

    Answers that the form does not ask for stay, to be refused by `problems`.
    """
    by_name = {one.name: one for one in spec.fields}
    kept: dict[str, Answer] = {}
    for name, value in answers.values.items():
        tidied = _tidy_one(by_name.get(name), value)
        if tidied:
            kept[name] = tidied
    return Answers(MappingProxyType(kept))


def _tidy_one(field: FormField | None, value: Answer) -> Answer:
    if isinstance(value, str):
        return _clean(value, lines=field is None or field.kind is FieldKind.TEXT)
    columns = {column.name: column for column in field.columns} if field else {}
    rows = [_tidy_row(columns, row) for row in value]
    rows = [row for row in rows if any(name != KEY for name in row)]
    if field is not None and field.fixed:
        order = {key: at for at, (key, _) in enumerate(field.fixed)}
        rows.sort(key=lambda row: order.get(row.get(KEY, ""), len(order)))
    return tuple(rows)


def _tidy_row(columns: Mapping[str, FormField], row: Row) -> Row:
    cleaned = {
        name: _clean(cell, lines=name in columns and columns[name].kind is FieldKind.TEXT)
        for name, cell in row.items()
    }
    return MappingProxyType({name: cell for name, cell in cleaned.items() if cell})


def _clean(text: str, *, lines: bool) -> str:
    """Return text without what no keyboard types; in an answer of one line every break becomes a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return text.strip() if lines else " ".join(text.split())


def problems(spec: FormSpec, answers: Answers) -> tuple[FormProblem, ...]:
    """Return everything wrong with tidied answers, or worth a thought, in the order of the questions."""
    known = {one.name for one in spec.fields}
    wrong = [
        FormProblem(name, f"This form has no question “{name}”.", grave=True)
        for name in answers.values
        if name not in known
    ]
    for field in spec.fields:
        value = answers.values.get(field.name)
        if value:
            wrong += [FormProblem(field.name, words, grave=True) for words in _shape(field, value)]
    return tuple(wrong) if wrong else tuple(spec.check(answers))


def _shape(field: FormField, value: Answer) -> list[str]:
    """Return what makes an answer none of its kind."""
    if field.kind is not FieldKind.ROWS:
        if not isinstance(value, str):
            return [f"{field.label}: this is answered in words, not in rows."]
        found = _cell(field, value)
        return [found] if found else []
    if isinstance(value, str):
        return [f"{field.label}: this is answered in rows."]
    if len(value) > MOST_ROWS:
        return [f"{field.label}: at most {MOST_ROWS} rows fit; there are {len(value)}."]
    return [found for at, row in enumerate(value, 1) for found in _row(field, at, row)]


def _row(field: FormField, at: int, row: Row) -> list[str]:
    columns = {column.name: column for column in field.columns}
    fixed = dict(field.fixed)
    where = f"{field.label}, {fixed.get(row.get(KEY, ''), f'row {at}')}"
    found = []
    if fixed and row.get(KEY) not in fixed:
        found.append(f"{where}: this form has no such row.")
    for name, cell in row.items():
        if name == KEY and fixed:
            continue
        column = columns.get(name)
        words = _cell(column, cell) if column else f"there is no column “{name}”."
        if words:
            found.append(f"{where}: {words}")
    return found


def _cell(field: FormField, value: str) -> str:
    if len(value) > MOST_LETTERS:
        return (
            f"{field.label}: this is longer than {MOST_LETTERS:,} letters. Say the most important."
        )
    if field.kind is FieldKind.YES_NO and value not in _YES_NO:
        return f"{field.label}: “{value}” is neither yes nor no."
    if field.kind is FieldKind.CHOICE and value not in dict(field.choices):
        return f"{field.label}: “{value}” is not among the choices."
    if field.kind is FieldKind.DAY:
        try:
            date.fromisoformat(value)
        except ValueError:
            return f"{field.label}: “{value}” is no day."
    return ""


def open_questions(spec: FormSpec, answers: Answers) -> tuple[str, ...]:
    """Return the names of the questions that are not yet answered; one with fixed rows is open while any of them is."""
    return tuple(one.name for one in spec.fields if not _answered(one, answers))


def how_many_open(spec: FormSpec, answers: Answers) -> tuple[int, int]:
    """Return how many questions are open, of how many; each row that is given in a table is a question."""
    asked = sum(len(one.fixed) or 1 for one in spec.fields)
    known = sum(
        len(_rows_known(one, answers)) if one.fixed else _answered(one, answers)
        for one in spec.fields
    )
    return asked - known, asked


def _answered(field: FormField, answers: Answers) -> bool:
    if field.kind is not FieldKind.ROWS:
        return bool(answers.text(field.name))
    if not field.fixed:
        return bool(answers.rows(field.name))
    return len(_rows_known(field, answers)) == len(field.fixed)


def _rows_known(field: FormField, answers: Answers) -> frozenset[str]:
    """Return the keys of the given rows whose first answer is there."""
    first, given = field.columns[0].name, dict(field.fixed)
    rows = answers.rows(field.name)
    return frozenset(row[KEY] for row in rows if row.get(KEY) in given and row.get(first))


def changed_answers(spec: FormSpec, before: Answers, after: Answers) -> tuple[FormField, ...]:
    """Return the questions whose answers differ, in the order of the form."""
    return tuple(one for one in spec.fields if _plain(before, one.name) != _plain(after, one.name))


def _plain(answers: Answers, name: str) -> object:
    value = answers.values.get(name) or ""
    return value if isinstance(value, str) else [dict(row) for row in value]


def said(field: FormField, answers: Answers) -> str:
    """Return an answer as a person would read it; "" where there is none."""
    if field.kind is not FieldKind.ROWS:
        return _said_cell(field, answers.text(field.name))
    fixed = dict(field.fixed)
    lines = []
    for row in answers.rows(field.name):
        cells = [_said_cell(column, row.get(column.name, "")) for column in field.columns]
        words = ", ".join(cell for cell in cells if cell)
        lines.append(f"{fixed[row[KEY]]}: {words}" if row.get(KEY) in fixed else words)
    return "\n".join(lines)


def _said_cell(field: FormField, value: str) -> str:
    if not value:
        return ""
    if field.kind is FieldKind.CHOICE:
        return dict(field.choices).get(value, value)
    if field.kind is FieldKind.YES_NO:
        return _YES_NO.get(value, value)
    return day_words(date.fromisoformat(value)) if field.kind is FieldKind.DAY else value
