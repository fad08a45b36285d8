"""Who is named in the forms of a request: the family, how they are reached; so that no redacted paper says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.paper_forms import Answers, answers_from_json
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.referrals import without_relations
from art_desktop.domain.spoken_names import names_in

_CODES = frozenset({FormCode.CONTACTS, FormCode.HEALTH})


@dataclass(frozen=True)
class FormPeople:
    """What the forms say of a child's people."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def people_of_forms(
    uow: UnitOfWork, request_id: RequestId, children: Sequence[ChildId] = ()
) -> FormPeople:
    """Return the family whom the forms of a request and of its children name, as last saved of each request.

    Only people whose row says that they are of the family: a surgery or a team is in no way the child's alone.
    """
    newest: dict[tuple[FormCode, str], PaperForm] = {}
    forms = uow.all(PaperForm, request_id=request_id)
    forms += uow.all(PaperForm, child_id=tuple(children)) if children else []
    for form in forms:
        kept = newest.get((form.code, form.subject))
        if form.code in _CODES and (kept is None or kept.number < form.number):
            newest[form.code, form.subject] = form
    every = [answers_from_json(form.body) for form in newest.values()]
    rows = [row for answers in every for row in _family(answers)]

    def told(name: str) -> tuple[str, ...]:
        return tuple(row[name] for row in rows if row.get(name))

    return FormPeople(
        names=tuple(filter(None, (" ".join(names_in(name)) for name in told("name")))),
        phones=told("phone"),
        emails=told("email"),
        addresses=told("address"),
        numbers=tuple(filter(None, (answers.text("nhs_number") for answers in every))),
    )


def _family(answers: Answers) -> Iterator[dict[str, str]]:
    """Yield the rows of the child's relations, and of those with parental responsibility who are people."""
    for row in answers.rows("people"):
        role = row.get("role", "")
        if without_relations(role) != role:
            yield dict(row)
    for row in answers.rows("responsible"):
        relation = row.get("relation", "")
        if without_relations(relation) != relation:
            yield dict(row)
