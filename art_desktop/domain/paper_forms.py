"""Forms that are filled in for a paper: what they ask, and what was answered.

A form is a `FormSpec`, declared in `domain/forms/`; the window draws any of them and the record keeps every version of
the answers. An answer that is missing or empty is "not yet known".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from art_desktop.domain.ids import ChildId, HouseholdId, MeetingId, RequestId
from art_desktop.domain.paper_words import FormCode

Row = Mapping[str, str]
Answer = str | tuple[Row, ...]


class FieldKind(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DAY = "day"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One question. `choices` are code and words; YES_NO is answered "yes" or "no", DAY as "2026-11-24".

    ROWS has `columns` of the other kinds; with `fixed` rows (key and words) there is one row for each of them and its
    key stands under "key"; without, rows are added freely.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[FormField, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FormSection:
    """Questions under one heading."""

    title: str
    fields: tuple[FormField, ...]
    help: str = ""


@dataclass(frozen=True)
class FormProblem:
    """What is wrong with an answer, or worth a thought: only a `grave` one stops the saving."""

    field: str
    words: str
    grave: bool = False


def _nothing_wrong(_answers: Answers) -> tuple[FormProblem, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class FormSpec:
    """A whole form; `about` says in a sentence what it is for and who reads it."""

    code: FormCode
    title: str
    about: str
    sections: tuple[FormSection, ...]
    check: Callable[[Answers], tuple[FormProblem, ...]] = _nothing_wrong

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Return every question in order."""
        return tuple(one for section in self.sections for one in section.fields)


@dataclass(frozen=True)
class Answers:
    """What was answered, by the name of the question."""

    values: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, name: str) -> str:
        """Return a written answer, "" where there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table, () where there are none."""
        value = self.values.get(name, ())
        return () if isinstance(value, str) else value

    def day(self, name: str) -> date | None:
        """Return a day, None where it is not known."""
        return date.fromisoformat(self.text(name)) if self.text(name) else None

    def yes(self, name: str) -> bool | None:
        """Return True, False, or None where it is not known."""
        return {"yes": True, "no": False}.get(self.text(name))

    def to_json(self) -> str:
        """Return canonical JSON: the same answers, the same text; empty answers are left out."""
        kept = {
            name: value if isinstance(value, str) else [dict(row) for row in value]
            for name, value in self.values.items()
            if value
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def answers_from_json(body: str) -> Answers:
    """Return the answers that were kept."""
    read = json.loads(body or "{}")
    return Answers(
        MappingProxyType(
            {
                name: value
                if isinstance(value, str)
                else tuple(MappingProxyType(row) for row in value)
                for name, value in read.items()
            }
        )
    )


NOTHING: Final = Answers()


@dataclass(frozen=True, kw_only=True)
class FormSubject:
    """Whose form it is."""

    code: FormCode
    request_id: RequestId | None = None
    child_id: ChildId | None = None
    household_id: HouseholdId | None = None
    meeting_id: MeetingId | None = None

    @property
    def key(self) -> str:
        """Return what tells forms of one code apart; their versions are numbered within it."""
        named = (
            ("request", self.request_id),
            ("child", self.child_id),
            ("household", self.household_id),
            ("meeting", self.meeting_id),
        )
        return " ".join(f"{name} {key}" for name, key in named if key is not None)
