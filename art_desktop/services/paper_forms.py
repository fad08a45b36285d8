"""Filling in the forms of papers: every version is kept, what the record knows is proposed (product.md §6)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import (
    ChangedByOther,
    FieldClash,
    FieldProblem,
    InvalidAnswers,
    RuleBroken,
)
from art_desktop.domain.form_answers import (
    changed_answers,
    how_many_open,
    problems,
    said,
    tidy,
)
from art_desktop.domain.form_views import FormStanding, FormVersion, FormView
from art_desktop.domain.forms import spec_of
from art_desktop.domain.households import Household
from art_desktop.domain.meetings import Meeting
from art_desktop.domain.paper_forms import (
    NOTHING,
    Answers,
    FormProblem,
    FormSpec,
    FormSubject,
    answers_from_json,
)
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import TO_FILL_IN, FormCode
from art_desktop.domain.permissions import Actor, Permission, require
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Request
from art_desktop.domain.wording import day_words
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.form_prefill import checks, prefills
from art_desktop.services.standing import names_of_users

_NOT_SAVED: Final = "The form was not saved."
_NOT_OPENED: Final = "The form was not opened."
_OF_HOUSEHOLDS: Final = frozenset({FormCode.HOUSEHOLD_PROFILE})
_OF_MEETINGS: Final = frozenset({FormCode.MINUTES})


class FormService(BaseService):
    """What is done with fill-in forms."""

    @permitted(Permission.DRAFT_PAPERS)
    def page(self, actor: Actor, subject: FormSubject) -> FormView:
        """Return a form as last saved, or with what the record proposes where it never was.

        Raises: RuleBroken: there is no such form, or nothing that it could be of.
        """
        require(actor, TO_FILL_IN[subject.code])
        spec = spec_of(subject.code)
        with self._store.reading(actor) as uow:
            title = f"{spec.title} · {_subject_words(uow, subject, _NOT_OPENED)}"
            return self._view(uow, subject, spec, title)

    @permitted(Permission.DRAFT_PAPERS)
    def save(self, actor: Actor, subject: FormSubject, answers: Answers, based_on: int) -> FormView:
        """Keep the next version; answers that are as they were are not kept again.

        Args: based_on: the version that was filled in, 0 for none.
        Raises: ChangedByOther: somebody saved one since, with each answer that differs. InvalidAnswers: a grave
            problem. RuleBroken: as `page`.
        """
        require(actor, TO_FILL_IN[subject.code])
        spec = spec_of(subject.code)
        sent = tidy(spec, answers)
        with self._store.writing(actor) as uow:
            title = f"{spec.title} · {_subject_words(uow, subject, _NOT_SAVED)}"
            last = _last(uow, subject)
            if (last.number if last else 0) != based_on:
                raise _clash(uow, spec, last, sent)
            _require_sound(_problems(uow, subject, spec, sent))
            body = sent.to_json()
            if last is None or body != last.body:
                uow.add(
                    PaperForm(
                        code=subject.code,
                        subject=subject.key,
                        request_id=subject.request_id,
                        child_id=subject.child_id,
                        household_id=subject.household_id,
                        meeting_id=subject.meeting_id,
                        number=based_on + 1,
                        body=body,
                        saved_at=self._context.now(),
                        saved_by=actor.user_id,
                    )
                )
                uow.flush()
            view = self._view(uow, subject, spec, title)
            uow.commit()
        return view

    @permitted(Permission.DRAFT_PAPERS)
    def problems(
        self, actor: Actor, subject: FormSubject, answers: Answers
    ) -> tuple[FormProblem, ...]:
        """Return what is wrong with answers as they are typed, or worth a thought; nothing is saved."""
        require(actor, TO_FILL_IN[subject.code])
        spec = spec_of(subject.code)
        with self._store.reading(actor) as uow:
            return _problems(uow, subject, spec, tidy(spec, answers))

    @permitted(Permission.DRAFT_PAPERS)
    def history(self, actor: Actor, subject: FormSubject) -> tuple[FormVersion, ...]:
        """Return every version that was saved, newest first."""
        require(actor, TO_FILL_IN[subject.code])
        spec = spec_of(subject.code)
        with self._store.reading(actor) as uow:
            names = names_of_users(uow)
            versions, before = [], NOTHING
            kept = uow.all(PaperForm, code=subject.code, subject=subject.key)
            for one in sorted(kept, key=lambda form: form.number):
                after = answers_from_json(one.body)
                versions.append(
                    FormVersion(
                        number=one.number,
                        saved_by=names.get(one.saved_by, ""),
                        saved_at=one.saved_at,
                        changed=tuple(f.label for f in changed_answers(spec, before, after)),
                    )
                )
                before = after
        return tuple(reversed(versions))

    def _view(self, uow: UnitOfWork, subject: FormSubject, spec: FormSpec, title: str) -> FormView:
        last = _last(uow, subject)
        if last is None:
            proposed = _asked_only(spec, self._proposed(uow, subject, spec))
            return FormView(
                subject=subject,
                spec=spec,
                title=title,
                answers=proposed,
                proposed=frozenset(proposed.values),
            )
        return FormView(
            subject=subject,
            spec=spec,
            title=title,
            answers=_asked_only(spec, answers_from_json(last.body)),
            number=last.number,
            saved_by=names_of_users(uow).get(last.saved_by, ""),
            saved_at=last.saved_at,
        )

    def _proposed(self, uow: UnitOfWork, subject: FormSubject, spec: FormSpec) -> Answers:
        propose = prefills().get(subject.code)
        return tidy(spec, propose(uow, subject, self._context.today())) if propose else NOTHING


def answers_of(uow: UnitOfWork, subject: FormSubject) -> Answers | None:
    """Return the answers as last saved, None where the form was never saved: for builders of papers."""
    last = _last(uow, subject)
    return answers_from_json(last.body) if last else None


def version_of(uow: UnitOfWork, subject: FormSubject) -> int:
    """Return the number of the version last saved, 0 where there is none."""
    last = _last(uow, subject)
    return last.number if last else 0


def standing_of(uow: UnitOfWork, subject: FormSubject) -> FormStanding:
    """Return how far a form is filled in, by what was saved. Raises: RuleBroken: there is no such form."""
    spec = spec_of(subject.code)
    last = _last(uow, subject)
    answers = answers_from_json(last.body) if last else NOTHING
    left, asked = how_many_open(spec, answers)
    return FormStanding(subject=subject, number=last.number if last else 0, open=left, asked=asked)


def _last(uow: UnitOfWork, subject: FormSubject) -> PaperForm | None:
    kept = uow.all(PaperForm, code=subject.code, subject=subject.key)
    return max(kept, key=lambda one: one.number, default=None)


def _asked_only(spec: FormSpec, answers: Answers) -> Answers:
    """Leave out answers to questions that the form no longer asks."""
    asked = {one.name for one in spec.fields}
    return Answers(
        MappingProxyType({name: v for name, v in answers.values.items() if name in asked})
    )


def _problems(
    uow: UnitOfWork, subject: FormSubject, spec: FormSpec, answers: Answers
) -> tuple[FormProblem, ...]:
    found = problems(spec, answers)
    check = checks().get(subject.code)
    return (*found, *check(uow, subject, answers)) if check else found


def _require_sound(found: tuple[FormProblem, ...]) -> None:
    grave = tuple(FieldProblem(one.field, one.words) for one in found if one.grave)
    if grave:
        raise InvalidAnswers(_NOT_SAVED, grave)


def _clash(
    uow: UnitOfWork, spec: FormSpec, last: PaperForm | None, sent: Answers
) -> ChangedByOther:
    """Return the refusal that shows both versions, answer by answer."""
    theirs = answers_from_json(last.body) if last else NOTHING
    clashes = tuple(
        FieldClash(one.label, said(one, sent), said(one, theirs))
        for one in changed_answers(spec, theirs, sent)
    )
    by = names_of_users(uow).get(last.saved_by, "") if last else ""
    return ChangedByOther(_NOT_SAVED, clashes, by)


def _subject_words(uow: UnitOfWork, subject: FormSubject, doing: str) -> str:
    """Return whose form it is: "R-2026-0143 · Toby". Raises: RuleBroken."""
    needs_one = (
        subject.household_id
        if subject.code in _OF_HOUSEHOLDS
        else subject.meeting_id
        if subject.code in _OF_MEETINGS
        else subject.request_id or subject.child_id
    )
    if needs_one is None:
        raise RuleBroken(
            doing,
            f"Nothing says whose “{subject.code.words}” it is.",
            "Open it from the page of the child, the request, the household or the meeting.",
            rule="no_subject",
        )
    words = []
    if subject.request_id is not None:
        words.append(uow.get(Request, subject.request_id).reference)
    if subject.child_id is not None:
        child = uow.get(Child, subject.child_id)
        _require_on_request(uow, subject, doing)
        words.append(child.known_as or child.first_name)
    if subject.household_id is not None:
        household = uow.get(Household, subject.household_id)
        words.append(f"{household.name} ({household.reference})")
    if subject.meeting_id is not None:
        meeting = uow.get(Meeting, subject.meeting_id)
        words.append(f"{meeting.panel.words}, {day_words(local_day(meeting.starts_at))}")
    return " · ".join(words)


def _require_on_request(uow: UnitOfWork, subject: FormSubject, doing: str) -> None:
    if subject.request_id is None:
        return
    on_it = {one.child_id for one in uow.get(Request, subject.request_id).children}
    if subject.child_id not in on_it:
        raise RuleBroken(
            doing,
            "This child is not on the request any more.",
            "Read the request again.",
            rule="other_child",
        )
