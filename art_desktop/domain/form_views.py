"""What the window shows of a fill-in form, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain.form_answers import open_questions
from art_desktop.domain.paper_forms import Answers, FormSpec, FormSubject


@dataclass(frozen=True, kw_only=True)
class FormView:
    """A form as it stands.

    `number` is the version last saved, 0 for none. `proposed` names the answers that come from the record and have not
    been saved in this form.
    """

    subject: FormSubject
    spec: FormSpec
    title: str
    answers: Answers
    number: int = 0
    saved_by: str = ""
    saved_at: datetime | None = None
    proposed: frozenset[str] = frozenset()

    @property
    def open(self) -> tuple[str, ...]:
        """Return the names of the questions that are not yet answered."""
        return open_questions(self.spec, self.answers)


@dataclass(frozen=True, kw_only=True)
class FormVersion:
    """One saved version of a form; `changed` are the questions answered otherwise than before, in words."""

    number: int
    saved_by: str
    saved_at: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FormStanding:
    """How far a form is filled in: `open` of `asked` questions are unanswered; `number` 0 was never saved."""

    subject: FormSubject
    number: int
    open: int
    asked: int
