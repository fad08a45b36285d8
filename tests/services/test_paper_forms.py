"""Forms of papers: versions, clashes, who may, what is proposed and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain import forms
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import RequestDetails
from art_desktop.domain.errors import (
    ChangedByOther,
    InvalidAnswers,
    NotFound,
    NotPermitted,
    RuleBroken,
)
from art_desktop.domain.form_answers import (
    changed_answers,
    how_many_open,
    open_questions,
    problems,
    said,
    tidy,
)
from art_desktop.domain.ids import ChildId, HouseholdId, MeetingId, RequestId, UserId
from art_desktop.domain.paper_forms import (
    Answers,
    FormProblem,
    FormSubject,
    answers_from_json,
)
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import TO_FILL_IN, FormCode
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.vocabulary import RequestKind, Urgency
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services, paper_forms
from art_desktop.services.paper_forms import answers_of, standing_of, version_of
from tests.services.conftest import FRANKIE, HALL, MAYA, NOW, ROLES, TOBY
from tests.services.form_samples import SPEC, answered

TOBYS: Final = FormSubject(code=FormCode.HEALTH, child_id=TOBY)
MANAGER: Final = Actor(
    UserId(ROLES.index(Role.MANAGER) + 1), "manager", "Pat Manager", Role.MANAGER
)


@pytest.fixture(autouse=True)
def only_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be one form with a question of every kind, of which the record knows two answers."""
    monkeypatch.setattr(forms, "SPECS", MappingProxyType({SPEC.code: SPEC}))
    known = answered(who=" The mother ", medicines=({"name": "Inhaler"}, {}), asked_no_more="x")
    prefill: Callable[[UnitOfWork, FormSubject, date], Answers] = lambda _u, _s, _d: known  # noqa: E731
    monkeypatch.setattr(paper_forms, "prefills", lambda: {SPEC.code: prefill})


def test_what_the_record_knows_is_proposed_and_never_saved_by_itself(
    services: Services, officer: Actor, door: LocalDoor
) -> None:
    view = services.forms.page(officer, TOBYS)
    assert (view.number, view.saved_by, view.saved_at) == (0, "", None)
    assert view.title == "Health and consent · Toby"
    assert view.proposed == {"who", "medicines"}
    assert view.answers.text("who") == "The mother"
    assert [dict(row) for row in view.answers.rows("medicines")] == [{"name": "Inhaler"}]
    with door.store.reading(officer) as uow:
        assert answers_of(uow, TOBYS) is None
        assert version_of(uow, TOBYS) == 0
        assert (standing_of(uow, TOBYS).open, standing_of(uow, TOBYS).asked) == (8, 8)


def test_each_saving_is_a_version_and_what_is_as_it_was_is_none(
    services: Services, officer: Actor, clock: FixedClock, door: LocalDoor
) -> None:
    first = services.forms.save(officer, TOBYS, answered(who="The mother", glasses="no"), 0)
    assert (first.number, first.saved_by, first.saved_at) == (1, officer.full_name, NOW)
    assert first.proposed == frozenset()
    same = services.forms.save(officer, TOBYS, answered(glasses="no", who=" The  mother"), 1)
    assert same.number == 1
    second = services.forms.save(MANAGER, TOBYS, answered(who="The father", glasses="no"), 1)
    assert second.number == 2
    assert services.forms.page(officer, TOBYS) == second
    newest, oldest = services.forms.history(officer, TOBYS)
    assert (newest.number, newest.saved_by, newest.changed) == (2, "Pat Manager", ("Who consents",))
    assert oldest.changed == ("Who consents", "Wears glasses")
    with door.store.reading(officer) as uow:
        assert version_of(uow, TOBYS) == 2
        kept = answers_of(uow, TOBYS)
        assert kept is not None
        assert kept.text("who") == "The father"
        assert [one.number for one in uow.all(PaperForm)] == [1, 2]
        assert version_of(uow, FormSubject(code=FormCode.HEALTH, child_id=FRANKIE)) == 0


def test_an_empty_form_can_be_saved_and_proposals_do_not_come_back(
    services: Services, officer: Actor
) -> None:
    view = services.forms.save(officer, TOBYS, answered(), 0)
    assert (view.number, dict(view.answers.values), len(view.open)) == (1, {}, len(SPEC.fields))
    assert services.forms.page(officer, TOBYS).proposed == frozenset()


def test_who_saved_meanwhile_is_named_with_both_answers(services: Services, officer: Actor) -> None:
    services.forms.save(MANAGER, TOBYS, answered(who="The father", glasses="yes"), 0)
    with pytest.raises(ChangedByOther, match="Pat Manager saved it while") as refused:
        services.forms.save(officer, TOBYS, answered(who="The mother", glasses="yes"), 0)
    (clash,) = refused.value.clashes
    assert (clash.field, clash.mine, clash.theirs) == ("Who consents", "The mother", "The father")
    assert services.forms.save(officer, TOBYS, answered(who="The mother"), 1).number == 2
    with pytest.raises(ChangedByOther):
        services.forms.save(officer, TOBYS, answered(), 7)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": "Mrs Wrenfield"}, "Take the surname out"),
        ({"unheard_of": "x"}, "no question “unheard_of”"),
        ({"how": "nobody"}, "not among the choices"),
        ({"glasses": "maybe"}, "neither yes nor no"),
        ({"seen_on": "24 Nov"}, "is no day"),
        ({"seen_on": ({"a": "b"},)}, "not in rows"),
        ({"medicines": "Inhaler"}, "answered in rows"),
        ({"medicines": ({"colour": "red"},)}, "no column “colour”"),
        ({"medicines": ({"since": "soon"},)}, "Medicines, row 1: Since"),
        ({"decides": ({"key": "moon", "who": "carer"},)}, "no such row"),
        ({"decides": ({"key": "hair", "who": "sister"},)}, "Haircut: Who: “sister”"),
        ({"medicines": ({"name": "x"},) * 201}, "at most 200 rows"),
        ({"morning": "x" * 20_001}, "longer than 20,000 letters"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_question(
    services: Services, officer: Actor, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(InvalidAnswers, match="was not saved") as refused:
        services.forms.save(officer, TOBYS, answered(**wrong), 0)
    (problem,) = refused.value.problems
    assert problem.field == next(iter(wrong))
    assert words in problem.words
    assert services.forms.page(officer, TOBYS).number == 0


def test_a_thought_on_the_wording_stops_nobody(services: Services, officer: Actor) -> None:
    typed = answered(morning="His placement wakes early.")
    (thought,) = services.forms.problems(officer, TOBYS, typed)
    assert (thought.field, thought.grave) == ("morning", False)
    assert services.forms.save(officer, TOBYS, typed, 0).number == 1


def test_what_only_the_record_can_tell_is_asked_too(
    services: Services, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(_uow: UnitOfWork, subject: FormSubject, answers: Answers) -> tuple[FormProblem, ...]:
        named = "Frankie" in answers.text("morning") and subject.child_id == TOBY
        return (FormProblem("morning", "This names another child.", grave=True),) if named else ()

    monkeypatch.setattr(paper_forms, "checks", lambda: {SPEC.code: check})
    with pytest.raises(InvalidAnswers, match="names another child"):
        services.forms.save(officer, TOBYS, answered(morning="Frankie wakes him."), 0)


def test_whose_form_it_is(services: Services, officer: Actor) -> None:
    details = RequestDetails(
        kind=RequestKind.CHANGE,
        urgency=Urgency.PLANNED,
        needed_at=NOW + timedelta(days=3),
        child_ids=(TOBY,),
        social_worker="Kwame Ferris",
    )
    request_id = services.requests.open(officer, details)
    of_both = FormSubject(code=FormCode.HEALTH, request_id=request_id, child_id=TOBY)
    assert services.forms.page(officer, of_both).title.endswith("R-2026-0001 · Toby")
    other = FormSubject(code=FormCode.HEALTH, request_id=request_id, child_id=MAYA)
    with pytest.raises(RuleBroken, match="not on the request"):
        services.forms.save(officer, other, answered(), 0)
    for missing in (
        FormSubject(code=FormCode.HEALTH, child_id=ChildId(999)),
        FormSubject(code=FormCode.HEALTH, request_id=RequestId(999)),
    ):
        with pytest.raises(NotFound):
            services.forms.save(officer, missing, answered(), 0)
    for nobodys in (
        FormSubject(code=FormCode.HEALTH),
        FormSubject(code=FormCode.HEALTH, household_id=HALL),
    ):
        with pytest.raises(RuleBroken, match="Nothing says whose"):
            services.forms.page(officer, nobodys)


def test_a_form_that_there_is_not_is_refused(services: Services, officer: Actor) -> None:
    with pytest.raises(RuleBroken, match="no form “Risk plan”"):
        services.forms.page(officer, FormSubject(code=FormCode.RISK_PLAN, child_id=TOBY))


def test_each_form_asks_for_its_own_permission(services: Services) -> None:
    assert set(TO_FILL_IN) == set(FormCode)
    assert TO_FILL_IN[FormCode.HOUSEHOLD_PROFILE] is Permission.EDIT_HOUSEHOLDS
    assert TO_FILL_IN[FormCode.MINUTES] is Permission.RUN_PANELS
    business = Actor(UserId(9), "business", "Pat Business", Role.BUSINESS)
    subjects = (
        TOBYS,
        FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=HouseholdId(1)),
        FormSubject(code=FormCode.MINUTES, meeting_id=MeetingId(1)),
    )
    for subject in subjects:
        with pytest.raises(NotPermitted):
            services.forms.page(business, subject)
        with pytest.raises(NotPermitted):
            services.forms.save(business, subject, answered(), 0)


def test_every_saving_is_in_the_audit_trail(services: Services, officer: Actor) -> None:
    services.forms.save(officer, TOBYS, answered(who="The mother"), 0)
    rows = services.keeping.audit(MANAGER, 5)
    assert any("paper_form" in repr(row) or "paper form" in repr(row) for row in rows)


# What is done with answers, without a record.

_text = st.text(max_size=60)
_row = st.dictionaries(st.text(max_size=8), _text, max_size=4)
_any = st.dictionaries(
    st.text(max_size=12), _text | st.lists(_row, max_size=4).map(tuple), max_size=6
)


@given(_any)
def test_any_answers_survive_being_kept(values: dict[str, object]) -> None:
    answers = Answers(MappingProxyType(values))  # type: ignore[arg-type]  # drawn so
    body = answers.to_json()
    again = answers_from_json(body)
    assert again.to_json() == body
    for name, value in values.items():
        if isinstance(value, str):
            assert again.text(name) == value
        else:
            assert isinstance(value, tuple)
            assert [dict(row) for row in again.rows(name)] == [dict(row) for row in value]


@given(_any)
def test_tidying_settles_and_whatever_is_typed_is_kept_or_refused_in_words(
    values: dict[str, object],
) -> None:
    once = tidy(SPEC, Answers(MappingProxyType(values)))  # type: ignore[arg-type]  # drawn so
    assert tidy(SPEC, once).to_json() == once.to_json()
    once.to_json().encode()
    unknown = set(once.values) - {one.name for one in SPEC.fields}
    assert {one.field for one in problems(SPEC, once) if one.grave} >= unknown


def test_what_is_open_is_counted_and_a_table_is_open_while_a_row_is() -> None:
    half = answered(decides=({"key": "hair", "who": "carer"},), glasses="no")
    assert open_questions(SPEC, half) == (
        "who",
        "morning",
        "how",
        "seen_on",
        "decides",
        "medicines",
    )
    assert how_many_open(SPEC, half) == (6, 8)
    whole = answered(decides=({"key": "hair", "who": "carer"}, {"key": "trip", "who": "parent"}))
    assert "decides" not in open_questions(SPEC, whole)
    noted = answered(decides=({"key": "hair", "note": "ask"}, {"key": "trip", "who": "parent"}))
    assert "decides" in open_questions(SPEC, noted)


def test_answers_are_told_in_words() -> None:
    answers = answered(
        how="parent",
        glasses="yes",
        seen_on="2026-11-24",
        decides=({"key": "trip", "who": "carer", "note": "by coach"},),
        medicines=({"name": "Inhaler", "since": "2026-01-05"}, {"name": "Drops"}),
    )
    told = {one.name: said(one, answers) for one in SPEC.fields}
    assert told == {
        "who": "",
        "morning": "",
        "how": "A parent",
        "glasses": "Yes",
        "seen_on": "Tue 24 Nov 2026",
        "decides": "School trip: The carer, by coach",
        "medicines": "Inhaler, Mon 5 Jan 2026\nDrops",
    }


def test_a_line_is_one_line_and_a_text_keeps_its_paragraphs() -> None:
    typed = answered(
        who=" The\nmother\x00 ", morning="One.\r\n\r\nTwo.\ud800 ", medicines=({"name": " "},)
    )
    tidied = tidy(SPEC, typed)
    assert dict(tidied.values) == {"who": "The mother", "morning": "One.\n\nTwo."}
    assert changed_answers(SPEC, tidied, typed)[0].name == "who"
