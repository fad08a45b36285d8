"""What may leave the building: every kind has its rule, and a pack goes as its strictest part does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.approaching_words import Sender
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.paper_emails import attachment_name, body_of, draft_name, subject_of
from art_desktop.domain.paper_rules import (
    LEAVING,
    Reader,
    Way,
    leaving_of,
    require_may_email,
    require_may_leave,
)
from art_desktop.domain.paper_words import PaperKind

PARTS = [kind for kind in PaperKind if kind is not PaperKind.CHOSEN_PACK]


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_has_a_rule_that_gives_its_reason(kind: PaperKind) -> None:
    rule = LEAVING[kind]
    assert rule.may_email == (rule.reader is not Reader.NOBODY)
    assert bool(rule.why_no_email) == (not rule.may_email)
    assert bool(rule.why_no_copy) == (not rule.may_leave)


def test_the_redacted_referral_goes_by_its_release_alone() -> None:
    rule = leaving_of(PaperKind.REFERRAL_REDACTED)
    with pytest.raises(RuleBroken, match="a manager has released it") as refused:
        require_may_email(rule, "The e-mail draft was not saved.")
    assert refused.value.rule == "by_release"
    with pytest.raises(RuleBroken, match="a manager has released it"):
        require_may_leave(rule, "The copy was not saved.")


@pytest.mark.parametrize("kind", [PaperKind.MATCHING_RECORD, PaperKind.PANEL_MINUTES])
def test_what_stays_in_the_building_says_so(kind: PaperKind) -> None:
    with pytest.raises(RuleBroken, match="stays in the building"):
        require_may_leave(leaving_of(kind), "The copy was not saved.")


@pytest.mark.parametrize("kind", [PaperKind.CHILD_PAGE, PaperKind.MEET_YOUR_CARERS])
def test_a_childs_paper_is_given_by_hand(kind: PaperKind) -> None:
    rule = leaving_of(kind)
    require_may_leave(rule, "The copy was not saved.")
    with pytest.raises(RuleBroken, match="It is for a child"):
        require_may_email(rule, "The e-mail draft was not saved.")


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8))
def test_a_pack_may_do_nothing_that_one_of_its_papers_may_not(parts: list[PaperKind]) -> None:
    pack = leaving_of(PaperKind.CHOSEN_PACK, parts)
    assert not pack.may_email or all(LEAVING[one].may_email for one in parts)
    assert not pack.may_leave or all(LEAVING[one].may_leave for one in parts)
    assert not pack.may_email or {LEAVING[one].reader for one in parts} == {pack.reader}
    assert pack == leaving_of(PaperKind.CHOSEN_PACK, list(reversed(parts))) or (
        pack.way == leaving_of(PaperKind.CHOSEN_PACK, list(reversed(parts))).way
    )


def test_a_pack_whose_papers_are_not_known_stays() -> None:
    assert leaving_of(PaperKind.CHOSEN_PACK).way is Way.INSIDE


@pytest.mark.parametrize("kind", list(PaperKind))
def test_names_of_files_and_words_of_emails_say_no_more_than_the_number(kind: PaperKind) -> None:
    sender = Sender(team="Access to Resources Team", phone="01632 960100")
    for name in (attachment_name(kind, "R-2026/0143", 3), draft_name(kind, "R-2026/0143", 3)):
        assert name.startswith("R-2026-0143-")
        assert name.isascii()
        assert "/" not in name
    assert subject_of(kind, "R-2026-0143").startswith("R-2026-0143: ")
    for reader in Reader:
        body = body_of(
            kind=kind,
            reference="R-2026-0143",
            reader=reader,
            to="",
            attachment="a.pdf",
            sender=sender,
        )
        assert "It is locked." in body
        assert "please do not ask for it by e-mail" in body
