"""Fills in the forms of the referral pack through the service, as an officer would, on top of what is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.demo.pack_answers import FILLED, Filled
from art_desktop.demo.record import OpenWork
from art_desktop.domain.ids import ChildId
from art_desktop.domain.paper_forms import Answer, Answers, FormField, FormSubject, Row
from art_desktop.domain.permissions import Actor
from art_desktop.domain.requests import Request
from art_desktop.services.base import Context
from art_desktop.services.paper_forms import FormService


@dataclass
class PackForms:
    """The forms of the stories' children."""

    context: Context

    def fill(self, actor: Actor, work: OpenWork) -> None:
        """Save what one story tells, for each of its children; nothing where it tells of none."""
        if work.key not in FILLED:
            return
        with self.context.store.reading(None) as uow:
            children = [line.child_id for line in uow.get(Request, work.request_id).children]
        for child_id in children:
            for one in FILLED[work.key]:
                self._save(actor, work, child_id, one)

    def _save(self, actor: Actor, work: OpenWork, child_id: ChildId, one: Filled) -> None:
        service = FormService(self.context)
        subject = FormSubject(code=one.code, request_id=work.request_id, child_id=child_id)
        view = service.page(actor, subject)
        values: dict[str, Answer] = {**view.answers.values, **one.values}
        for name, added in one.rows.items():
            values[name] = _with_known(view.answers.rows(name), added)
        for field in view.spec.fields:
            given = values.get(field.name, ())
            if not isinstance(given, str):
                rows = _of_every_key(field, given)
                values[field.name] = tuple(_changed(row, one) for row in rows)
        service.save(actor, subject, Answers(values), view.number)


def _with_known(proposed: tuple[Row, ...], added: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with those added; who was proposed without a number is told of by the row that is added."""
    told = {row["role"] for row in added} | {"Family"}
    kept = [row for row in proposed if row.get("phone") or row["role"] not in told]
    return (*kept, *added)


def _of_every_key(asked: FormField, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return a row for each fixed one, as it is proposed or empty; rows that are added freely stay as they are."""
    given = {row.get("key", ""): row for row in rows}
    return tuple(given.get(key, {"key": key}) for key, _ in asked.fixed) or rows


def _changed(row: Row, one: Filled) -> Row:
    if row.get("key", "") in one.by_key:
        who, _, conditions = one.by_key[row["key"]].partition("|")
        return {**row, "who": who, "conditions": conditions}
    return {**row, **one.by_title.get(row.get("title", ""), {})}
