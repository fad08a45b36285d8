"""A paper that is issued again says what changed, in a carer's words, and quotes nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.paper_changes import MOST_LINES, body_to_json, changes
from art_desktop.domain.papers import ChildIdentity, Contact, PaperBody
from art_desktop.domain.referrals import ChildBrief, full_referral, redacted_referral
from art_desktop.domain.vocabulary import Level, NeedCode
from tests.documents.samples import (
    BABY_BRIEF,
    BOY,
    BOY_BRIEF,
    BOY_IDENTITY,
    GIRL_BRIEF,
    HEAD,
    WORKER,
    sibling_briefs,
)

BOY_PAPER = redacted_referral(HEAD, [BOY_BRIEF])
FULL = full_referral(BOY_PAPER, [BOY_IDENTITY], [WORKER], starts_on=date(2026, 11, 27))
BODIES: tuple[PaperBody, ...] = (
    BOY_PAPER,
    redacted_referral(HEAD, [BABY_BRIEF]),
    redacted_referral(HEAD, [ChildBrief(needs=Needs())]),
    redacted_referral(HEAD, sibling_briefs(8)),
    FULL,
)


def between(before: PaperBody, after: PaperBody) -> tuple[str, ...]:
    return changes(body_to_json(before), body_to_json(after))


def boy(**answers: Any) -> PaperBody:
    return redacted_referral(HEAD, [replace(BOY_BRIEF, needs=replace(BOY, **answers))])


def test_a_need_is_named_that_is_new_changed_or_gone() -> None:
    levels = dict(BOY.levels)
    levels[NeedCode.SELF_HARM] = NeedAnswer(Level.SOME, "Scratches his arm.")
    levels[NeedCode.MISSING] = replace(levels[NeedCode.MISSING], words="Not since May.")
    del levels[NeedCode.AUTISM]
    assert between(BOY_PAPER, boy(levels=levels)) == (
        "Needs: “Autism” is gone",
        "Risks: “Self-harm” is new",
        "Risks: “Going missing” changed",
    )


def test_an_answer_is_named_and_never_quoted() -> None:
    assert between(BOY_PAPER, boy(health_words="Nothing.")) == ("Health: changed",)
    assert between(BOY_PAPER, boy(health_words=None)) == ("Health: no longer known",)
    assert between(boy(bedtime=None), BOY_PAPER) == ("Bedtime: now known",)


def test_days_are_quoted_with_their_year() -> None:
    later = replace(HEAD, needed_by=datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    assert between(BOY_PAPER, redacted_referral(later, [BOY_BRIEF])) == (
        "Needed by: Mon 30 Nov 2026 09:00, it was Fri 27 Nov 2026 17:00",
    )
    comes = replace(FULL, starts_on=date(2026, 12, 1))
    assert between(FULL, comes) == ("Comes: Tue 1 Dec 2026, it was Fri 27 Nov 2026",)
    assert between(FULL, replace(FULL, starts_on=None)) == ("Comes: no longer known",)
    assert between(replace(FULL, starts_on=None), FULL) == (
        "Comes: Fri 27 Nov 2026, not known before",
    )


def test_children_are_told_apart_by_their_heading() -> None:
    two = redacted_referral(HEAD, [BOY_BRIEF, GIRL_BRIEF])
    changed = replace(GIRL_BRIEF, needs=replace(GIRL_BRIEF.needs, food="Soup."))
    assert between(two, redacted_referral(HEAD, [BOY_BRIEF, changed])) == (
        "Girl, 15 · Food: changed",
    )
    twins = redacted_referral(HEAD, [BOY_BRIEF, BOY_BRIEF])
    other = replace(BOY_BRIEF, needs=replace(BOY, food="Soup."))
    assert between(twins, redacted_referral(HEAD, [BOY_BRIEF, other])) == (
        "Second child · Food: changed",
    )
    assert "Children: there are more than before" in " ".join(between(BOY_PAPER, two))


def test_people_are_counted_and_never_named() -> None:
    more = replace(
        FULL, contacts=(*FULL.contacts, Contact("GP", "Dr Quillfeather", "01632 960222"))
    )
    assert between(FULL, more) == ("People to reach: one line is new",)
    other = replace(WORKER, phone="01632 960778")
    assert between(FULL, replace(FULL, contacts=(other,))) == ("People to reach: one line changed",)


def test_there_are_never_too_many_lines() -> None:
    lines = between(redacted_referral(HEAD, [ChildBrief(needs=Needs())]), BOY_PAPER)
    assert len(lines) == MOST_LINES + 1
    assert re.fullmatch(r"and \d+ more", lines[-1])


@pytest.mark.parametrize("body", BODIES)
def test_equal_papers_have_no_change(body: PaperBody) -> None:
    assert between(body, body) == ()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list) and value:
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    else:
        yield path


def with_leaf(body: str, path: tuple[Any, ...], new: Any) -> str:
    read = json.loads(body)
    at = read
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = new
    return json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


TYPED = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Zs"]), min_size=4, max_size=40)


@given(st.data())
def test_any_changed_answer_gives_a_line_and_nothing_typed_is_in_it(data: st.DataObject) -> None:
    body = body_to_json(data.draw(st.sampled_from(BODIES)))
    path = data.draw(st.sampled_from(list(leaves(json.loads(body)))))
    typed = data.draw(TYPED.filter(lambda words: words.strip()))
    marked = f"Qz{typed}zQ"
    for before, after in (
        (body, with_leaf(body, path, marked)),
        (with_leaf(body, path, marked), body),
        (with_leaf(body, path, marked), with_leaf(body, path, f"{marked}!")),
    ):
        lines = changes(before, after)
        assert lines
        assert not any("Qz" in line or marked in line for line in lines)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda x: (
    st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["needs", "children", "title", "words", "x"]), x)
)))  # fmt: skip
def test_no_paper_at_all_breaks_it(value: Any) -> None:
    before = json.dumps({"head": value})
    after = json.dumps({"head": "another"})
    assert changes(before, before) == ()
    assert bool(changes(before, after)) is (before != after)
    assert bool(changes(after, before)) is (before != after)


def test_a_child_who_is_named_in_the_paper_is_not_named_in_its_changes() -> None:
    two = full_referral(
        redacted_referral(HEAD, [BOY_BRIEF, GIRL_BRIEF]),
        [BOY_IDENTITY, ChildIdentity(name="Ysolde Quenby")],
    )
    other = replace(two, identities=(BOY_IDENTITY, ChildIdentity(name="Ysolde Larkmoor")))
    assert between(two, other) == ("Second child · Name: changed",)
