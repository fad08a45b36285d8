"""Cases keep their form to the byte, compare options differences first, and hold no identity."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.deciding_words import AgendaState, Funder, PanelKind
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import AgendaItemId, MeetingId, OptionId, Pence, RequestId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.panel_room_views import RoomItem, late_minutes, slots
from art_desktop.domain.panel_views import (
    AT_ONCE,
    CaseChild,
    CaseCost,
    CaseLine,
    CaseNeed,
    CaseOption,
    CasePart,
    CaseVerdict,
    CaseView,
    case_from_json,
    case_to_json,
    changes_between,
    compare,
    made_texts,
    typed_texts,
)
from art_desktop.domain.redaction import KnownIdentity, find_identifiers, possible
from art_desktop.domain.vocabulary import Level, OptionState, Tier, Verdict
from art_desktop.services.panel_case_making import require_anonymous

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

words = st.text(max_size=40)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
pence = st.integers(0, 10**9).map(Pence)
lines = st.builds(CaseLine, words, words)
needs = st.builds(CaseNeed, words, st.none() | st.sampled_from(Level), words, words)
verdicts = st.builds(
    CaseVerdict,
    st.sampled_from(["faith", "school", "missing", "places", "pets"]),
    words,
    st.sampled_from(Verdict),
    words,
    st.booleans(),
)
costs = st.builds(
    CaseCost,
    weekly_pence=st.none() | pence,
    yearly_pence=st.none() | pence,
    to_end_pence=st.none() | pence,
    ends_on=st.none() | days,
    not_known=st.lists(words, max_size=2).map(tuple),
    parts=st.lists(st.builds(CasePart, st.sampled_from(Funder), st.none() | pence), max_size=3).map(
        tuple
    ),
    proposed=st.booleans(),
)
children = st.builds(
    CaseChild,
    heading=words,
    person=st.lists(lines, max_size=3).map(tuple),
    needs=st.lists(needs, max_size=3).map(tuple),
    facts=st.lists(lines, max_size=3).map(tuple),
    not_known=st.lists(words, max_size=2).map(tuple),
)
options = st.builds(
    CaseOption,
    option_id=st.integers(1, 10**6).map(OptionId),
    letter=st.sampled_from("ABCDEF"),
    title=words,
    tier=st.sampled_from(Tier),
    about=words,
    low=st.integers(0, 100),
    high=st.integers(0, 100),
    state=st.sampled_from(OptionState),
    verdicts=st.lists(verdicts, max_size=5, unique_by=lambda one: one.code).map(tuple),
    distances=st.lists(lines, max_size=2).map(tuple),
    cost=costs,
    starts_on=st.none() | days,
    inspection=words,
    terms=words,
    view=words,
    approvals=st.lists(words, max_size=2).map(tuple),
)
cases = st.builds(
    CaseView,
    reference=words,
    children_words=words,
    kind_words=words,
    urgency_words=words,
    needed_at=st.datetimes(
        datetime(2020, 1, 1),  # noqa: DTZ001 - a bound, without its zone
        datetime(2040, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    asked=words,
    why=words,
    children=st.lists(children, max_size=3).map(tuple),
    tried=st.lists(words, max_size=2).map(tuple),
    decisions=st.lists(words, max_size=2).map(tuple),
    options=st.lists(options, max_size=4).map(tuple),
    rest=words,
    searched_on=st.none() | days,
    indicative=st.booleans(),
    outcome=words,
    basis=words,
)


@given(cases)
@settings(max_examples=100)
def test_a_case_goes_to_the_record_and_back_to_the_byte(case: CaseView) -> None:
    body = case_to_json(case)
    assert case_from_json(body) == case
    assert case_to_json(case_from_json(body)) == body
    assert json.loads(body)["schema"] == 1


def test_a_case_of_another_version_is_refused_in_words() -> None:
    body = case_to_json(_case()).replace('"schema":1', '"schema":2')
    with pytest.raises(RuleBroken, match="Prepare the case again"):
        case_from_json(body)


def _texts(value: object, kept: set[str]) -> list[str]:
    """Return every text in a case but codes and what is in `kept`."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one, kept)]
    if is_dataclass(value) and not isinstance(value, type):
        return [
            text
            for field in fields(value)
            if field.name not in kept
            and not isinstance(
                getattr(value, field.name), (Verdict, Level, Tier, OptionState, Funder)
            )
            for text in _texts(getattr(value, field.name), kept)
        ]
    return []


@given(cases)
@settings(max_examples=50)
def test_every_text_of_a_case_is_scanned(case: CaseView) -> None:
    scanned = "\n".join(text for _, text in (*typed_texts(case), *made_texts(case)))
    for text in _texts(case, {"reference", "basis", "letter", "code"}):
        assert text in scanned


_WHO = KnownIdentity(
    names=("Toby Wrenfield", "Ade Okafor"),
    dates=(date(2017, 3, 1),),
    addresses=("7 Larkspur Row, Peterborough",),
    postcodes=("PE1 1AA",),
    schools=("Stonebridge Primary",),
    numbers=("99001",),
    phones=("01632 960001",),
    emails=("ade@example.org",),
)
_LEAKS = (
    "Toby",
    "Wrenfield's",
    "Okafor",
    "1 March 2017",
    "01/03/2017",
    "7 Larkspur Row",
    "PE1 1AA",
    "Stonebridge Primary",
    "99001",
    "01632 960001",
    "ade@example.org",
)
_PLACES = (
    ("asked", lambda case, text: replace(case, asked=text)),
    ("why", lambda case, text: replace(case, why=text)),
    ("decisions", lambda case, text: replace(case, decisions=(text,))),
    ("outcome", lambda case, text: replace(case, outcome=text)),
    ("tried", lambda case, text: replace(case, tried=(text,))),
    ("likes", lambda case, text: replace(case, children=(CaseChild(heading="Boy, 9", person=(CaseLine("Likes", text),)),))),  # noqa: E501
    ("need", lambda case, text: replace(case, children=(CaseChild(heading="Boy, 9", needs=(CaseNeed("Autism", None, "", text),)),))),  # noqa: E501
    ("terms", lambda case, text: replace(case, options=(replace(_option(), terms=text),))),
    ("view", lambda case, text: replace(case, options=(replace(_option(), view=text),))),
    ("title", lambda case, text: replace(case, options=(replace(_option(), title=text),))),
    ("sentence", lambda case, text: replace(case, options=(replace(_option(), verdicts=(CaseVerdict("faith", "Faith", Verdict.MET, text),)),))),  # noqa: E501
)  # fmt: skip


@given(
    st.sampled_from(_PLACES),
    st.sampled_from(_LEAKS),
    st.text(alphabet=st.characters(categories=["Ll", "Zs"]), max_size=12),
    st.text(alphabet=st.characters(categories=["Ll", "Zs"]), max_size=12),
)
@settings(max_examples=150)
def test_no_case_that_says_who_somebody_is_gets_through(
    place: tuple[str, object], leak: str, before: str, after: str
) -> None:
    text = f"he was {before} with {leak}, {after}"
    put = place[1]
    assert callable(put)
    with pytest.raises(RuleBroken, match="It would say who somebody is") as refused:
        require_anonymous(put(_case(), text), _WHO)
    assert find_identifiers(str(refused.value), replace(_WHO, numbers=())) == ()


def test_a_case_without_a_name_gets_through() -> None:
    require_anonymous(replace(_case(), options=(_option(),)), _WHO)


def test_no_field_of_a_case_could_hold_an_identity() -> None:
    """An allow-list: nothing in it is called or typed as a name, a birth date, an address or a needs profile."""
    seen: set[type] = set()
    names: set[str] = set()

    def walk(kind: type) -> None:
        if kind in seen:
            return
        seen.add(kind)
        for name, hint in get_type_hints(kind).items():
            names.add(name)
            for part in _parts(hint):
                if hasattr(part, "__dataclass_fields__"):
                    walk(part)

    walk(CaseView)
    assert not seen & {Needs, NeedAnswer}
    forbidden = {
        "name",
        "born_on",
        "address",
        "postcode",
        "school",
        "phone",
        "household_id",
        "child_id",
    }
    assert not names & forbidden


def _parts(hint: object) -> list[type]:
    if get_origin(hint) in {tuple, Union, UnionType}:
        return [part for one in get_args(hint) for part in _parts(one)]
    return [hint] if isinstance(hint, type) else []


# Comparing


def _option(at: int = 1, **codes: Verdict) -> CaseOption:
    return CaseOption(
        option_id=OptionId(at),
        letter="ABC"[at - 1],
        title=f"In-house household {'ABC'[at - 1]}, PE4 area",
        tier=Tier.IN_HOUSE,
        verdicts=tuple(
            CaseVerdict(code, code.title(), verdict, hard=code == "places")
            for code, verdict in codes.items()
        ),
    )


def _case() -> CaseView:
    return CaseView(
        reference="R-2026-0001",
        children_words="Boy, 9",
        kind_words="Change of placement",
        urgency_words="",
        needed_at=AT,
    )


def test_differences_come_first_and_the_gravest_of_them_before_the_others() -> None:
    met, no, support, unknown = Verdict.MET, Verdict.NOT_MET, Verdict.SUPPORT, Verdict.UNKNOWN
    first = _option(1, faith=met, school=support, missing=no, places=met, pets=met, age=unknown)
    second = _option(2, faith=no, school=met, missing=no, places=unknown, pets=met, age=unknown)
    found = compare((first, second))
    assert [row.code for row in found.differ] == ["places", "faith", "school"]
    assert [row.code for row in found.gaps] == ["missing", "age"]
    assert [row.code for row in found.met] == ["pets"]


def test_what_applies_to_none_is_left_out_and_what_one_was_not_asked_is_empty() -> None:
    first = _option(1, faith=Verdict.NOT_APPLICABLE, school=Verdict.MET)
    second = _option(2, faith=Verdict.NOT_APPLICABLE)
    found = compare((first, second))
    assert [row.code for row in found.differ] == ["school"]
    assert found.differ[0].verdicts[1] is None
    assert not found.gaps + found.met


@given(st.lists(options, min_size=1, max_size=AT_ONCE))
def test_each_need_that_applies_stands_in_one_row(chosen: list[CaseOption]) -> None:
    found = compare(tuple(chosen))
    rows = [row.code for row in (*found.differ, *found.gaps, *found.met)]
    applying = {
        one.code
        for option in chosen
        for one in option.verdicts
        if one.verdict is not Verdict.NOT_APPLICABLE
    }
    assert sorted(rows) == sorted(applying)


def test_a_changed_case_says_what_changed() -> None:
    before = replace(_case(), options=(_option(1, faith=Verdict.MET), _option(2)))
    after = replace(
        before,
        why="The aunt is ill.",
        options=(_option(1, faith=Verdict.NOT_MET), replace(_option(3), letter="B")),
    )
    assert changes_between(before, before) == ()
    assert changes_between(before, after) == (
        "Why: changed",
        "New option: In-house household C, PE4 area",
        "No longer told: In-house household B, PE4 area",
        "In-house household A, PE4 area: verdicts",
    )


# Slots and lateness


def _meeting() -> Meeting:
    return Meeting(
        panel=PanelKind.PASP,
        starts_at=AT,
        ends_at=AT + timedelta(hours=3),
        papers_due_at=AT - timedelta(days=2),
    )


def _agenda(key: int, minutes: int, state: AgendaState = AgendaState.WAITING) -> AgendaItem:
    return AgendaItem(
        id=AgendaItemId(key),
        meeting_id=MeetingId(1),
        request_id=RequestId(key),
        position=key,
        minutes=minutes,
        state=state,
        added_at=AT,
        added_by=UserId(1),
    )


def test_slots_follow_one_another_without_what_was_taken_off() -> None:
    items = [_agenda(3, 30), _agenda(1, 20), _agenda(2, 20, AgendaState.TAKEN_OFF)]
    found = slots(_meeting(), items)
    assert found == {
        1: (AT, AT + timedelta(minutes=20)),
        3: (AT + timedelta(minutes=20), AT + timedelta(minutes=50)),
    }


@pytest.mark.parametrize(
    ("minutes", "heard_after", "late"),
    [
        (-5, None, None),
        (0, None, 0),
        (20, None, 0),
        (27, None, 7),
        (27, 25, 5),
        (41, 25, 5),
        (52, 25, 12),
        (15, 10, 0),
        (60 * 24, None, None),
    ],
)
def test_a_meeting_is_late_by_when_its_case_came_up_or_is_over_its_slot(
    minutes: int, heard_after: int | None, late: int | None
) -> None:
    heard = None if heard_after is None else AT + timedelta(minutes=heard_after)
    items = tuple(
        RoomItem(
            id=AgendaItemId(at),
            position=at,
            starts_at=AT + timedelta(minutes=20 * (at - 1)),
            ends_at=AT + timedelta(minutes=20 * at),
            state=AgendaState.HEARD if at == 1 and heard else AgendaState.WAITING,
            version=1,
            heard_at=heard if at == 1 else None,
        )
        for at in (1, 2)
    )
    assert late_minutes(items, AT, AT + timedelta(minutes=minutes)) == late


def test_nothing_is_late_once_every_case_is_heard() -> None:
    assert late_minutes((), AT, AT + timedelta(minutes=40)) is None


@given(
    st.sampled_from(_LEAKS),
    st.sampled_from([" ", ".", "-", "", "\n"]),
    st.text(alphabet=st.characters(categories=["L", "Zs", "Nd"]), max_size=20),
)
def test_what_could_stand_in_a_text_holds_everything_that_is_found_in_it(
    leak: str, between: str, around: str
) -> None:
    for text in (f"{around} {leak} {around}", f"{around} {between.join(leak)} {around}"):
        assert find_identifiers(text, possible(_WHO, text)) == find_identifiers(text, _WHO)
