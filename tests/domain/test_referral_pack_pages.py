"""From answers to pages: nothing that was answered is lost, and what was not is named once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.delegation import GROUPS, Decider
from art_desktop.domain.forms import contacts, placement_plan, risk_plan
from art_desktop.domain.forms.delegated_authority import SPEC as AUTHORITY
from art_desktop.domain.paper_changes import body_to_json
from art_desktop.domain.paper_forms import Answer, Answers, FieldKind, FormField, FormSpec
from art_desktop.domain.referral_pack import ContactSheet, Filled, PlacementPlan
from art_desktop.domain.referral_pack_pages import (
    Page,
    authority_page,
    contacts_page,
    plan_page,
    risks_page,
    shared_contacts,
)
from art_desktop.domain.wording import day_words

_WORDS = st.text(st.characters(codec="ascii", min_codepoint=65, max_codepoint=122), max_size=20)


def _answer(asked: FormField) -> st.SearchStrategy[Answer]:
    if asked.kind is FieldKind.DAY:
        return st.dates().map(lambda on: on.isoformat()) | st.just("")
    if asked.kind is FieldKind.YES_NO:
        return st.sampled_from(["", "yes", "no"])
    if asked.kind is FieldKind.ROWS:
        names = [column.name for column in asked.columns]
        row = st.fixed_dictionaries({}, optional=dict.fromkeys(names, _WORDS))
        return st.lists(row, max_size=4).map(tuple)
    return _WORDS


def _answers(spec: FormSpec) -> st.SearchStrategy[Answers]:
    return st.fixed_dictionaries({one.name: _answer(one) for one in spec.fields}).map(Answers)


def _page(answers: Answers, *, small: bool = False) -> Page:
    return Page(reference="R-2026-0001", name="Toby", small=small, answers=answers, filled=Filled())


def _said(plan: PlacementPlan) -> set[str]:
    sections = (
        plan.move, plan.day, plan.health, plan.family, plan.visits, plan.missing, plan.money, plan.home_meets,
        plan.ending,
    )  # fmt: skip
    told = {line.words for section in sections for line in section.lines}
    told |= {line.words for line in plan.strip}
    told |= {x for row in plan.family_time for x in (row.who, row.how_often, row.where, row.helps)}
    return told | {x for row in plan.support for x in (row.what, row.who, row.when)}


@given(_answers(placement_plan.SPEC))
def test_no_answer_of_the_plan_is_lost(answers: Answers) -> None:
    said = _said(plan_page(_page(answers)))
    for asked in placement_plan.SPEC.fields:
        if asked.kind is FieldKind.ROWS:
            cells = {x for row in answers.rows(asked.name) for x in row.values() if x}
            assert cells <= said
        elif asked.kind is FieldKind.DAY:
            on = answers.day(asked.name)
            assert on is None or day_words(on) in said
        elif asked.kind is FieldKind.YES_NO:
            assert answers.yes(asked.name) is not False or "No" in said
        elif answers.text(asked.name).strip():
            assert answers.text(asked.name).strip() in said


def test_what_is_open_is_named_with_the_child() -> None:
    plan = plan_page(_page(Answers({})))
    assert "What Toby brings" in plan.move.open
    assert "Toby's advocate" in plan.ending.open
    assert plan.missing.title == "If Toby goes missing"
    assert "Pocket money" in plan.money.open
    assert "Equipment" not in plan.health.open
    small = plan_page(_page(Answers({}), small=True))
    assert "Pocket money" not in small.money.open
    assert not any("chool" in label for label in small.day.open)


@given(_answers(contacts.SPEC))
def test_everybody_stands_once_among_the_contacts(answers: Answers) -> None:
    page = contacts_page(_page(answers))
    written = [row for row in answers.rows("people") if any(x.strip() for x in row.values())]
    assert len(page.first) + len(page.others) + len(page.no_number) == len(written)
    assert all(one.phone for one in page.first)
    assert not any(one.phone or one.email for one in page.no_number)
    assert len(page.first) <= contacts.LARGE


@given(_answers(risk_plan.SPEC), st.lists(st.sampled_from(["Going missing", "Fire-setting"])))
def test_every_known_risk_stands_in_the_plan(answers: Answers, known: list[str]) -> None:
    rows = tuple({"title": title} for title in dict.fromkeys(known))
    page = risks_page(_page(answers), known=Answers({"risks": rows}), levels={})
    titles = {risk.title for risk in page.risks}
    assert {row["title"] for row in rows} <= titles | {t.strip() for t in titles}
    assert body_to_json(page)


@given(
    st.dictionaries(
        st.sampled_from([t.key for g in GROUPS for t in g.topics]), st.sampled_from([*Decider, "?"])
    )
)
def test_every_topic_is_settled_or_open(said: dict[str, str]) -> None:
    answers = Answers(
        {
            group.name: tuple(
                {"key": topic.key, "who": str(said[topic.key])}
                for topic in group.topics
                if topic.key in said
            )
            for group in GROUPS
        }
    )
    page = authority_page(_page(answers), born_on=None, legal="")
    for group, told in zip(GROUPS, page.groups, strict=True):
        assert {x.topic for x in (*told.settled, *told.open)} == {t.words for t in group.topics}
        assert all(line.who is not Decider.OPEN for line in told.settled)
    assert len(AUTHORITY.fields) == len(GROUPS)


def test_a_sheet_is_shared_where_the_same_people_are_rung_first() -> None:
    worker = {"role": "Social worker", "phone": "01632 960777"}
    nan = {"role": "Nan", "name": "Dilys"}

    def sheet(name: str, *people: dict[str, str]) -> ContactSheet:
        page = Page(
            reference="R-2026-0001",
            name=name,
            answers=Answers({"people": (worker, *people)}),
            filled=Filled(),
        )
        return contacts_page(page)

    shared = shared_contacts(
        [
            sheet("Toby", {"role": "School", "name": "Stonebridge"}, nan),
            sheet("Frankie", {"role": "School", "name": "Larkspur"}, nan),
        ]
    )
    assert shared is not None
    assert shared.name == "Toby and Frankie"
    told = {(one.role, one.name) for one in shared.no_number}
    assert told == {
        ("School (Toby)", "Stonebridge"),
        ("School (Frankie)", "Larkspur"),
        ("Nan", "Dilys"),
    }
    other = sheet("Frankie", {"role": "Doctor", "phone": "01632 960222"})
    assert shared_contacts([sheet("Toby"), other]) is None
    assert shared_contacts([sheet("Toby")]) is None
