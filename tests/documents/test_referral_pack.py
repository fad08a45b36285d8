"""The referral pack: every page judged, nothing lost, one page where one is promised."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from art_desktop.documents.writer import write
from art_desktop.domain.delegation import GROUPS, Decider
from art_desktop.domain.paper_changes import body_to_json
from art_desktop.domain.paper_forms import Answers
from art_desktop.domain.referral_pack import ContactSheet, PhoneLine, ReferralPack
from tests.documents import pack_samples
from tests.documents.judge import judge
from tests.documents.pack_samples import STAMP

PACKS = {
    "baby": pack_samples.baby,
    "girl": pack_samples.girl,
    "four": pack_samples.four,
    "nothing": pack_samples.nothing,
}


def pages_of(data: bytes) -> list[str]:
    """Return the words of every page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            " ".join(sheet.get_textpage().get_text_range().split())
            for sheet in (document[at] for at in range(len(document)))
        ]
    finally:
        document.close()


def of(pages: list[str], head: str) -> list[str]:
    """Return the pages with that head line."""
    return [words for words in pages if f" {head} R-2026-0143 OFFICIAL" in words]


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_is_sound_for_every_reader(name: str) -> None:
    pack = PACKS[name]()
    data = write(pack, STAMP)
    judge(data)
    assert write(pack, STAMP) == data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        titles = [str(entry.title) for entry in pdf.open_outline().root]
        assert not any(child in str(pdf.docinfo.get("/Title", "")) for child in pack.names)
    for child in pack.names:
        assert any(title.startswith(f"{child}: placement plan") for title in titles)
        assert any(title.startswith(f"{child}: risk plan") for title in titles)


def test_what_was_answered_stands_on_the_paper() -> None:
    pages = pages_of(write(pack_samples.baby(), STAMP))
    words = " ".join(pages)
    for answer in pack_samples.BABY_PLAN.values():
        lines = (
            answer.split("\n")
            if isinstance(answer, str)
            else [v for r in answer for v in r.values()]
        )
        for line in lines:
            if line not in {"yes", "2026-11-27", "2026-12-04", "2026-12-29"}:
                assert line in words, line
    assert "Fri 4 Dec 2026" in words
    assert "Form 3, filled in by Ann Officer, Fri 20 Nov 2026" in words


def test_an_ordinary_plan_has_two_pages_and_who_decides_has_one() -> None:
    for made in (pack_samples.baby, pack_samples.girl):
        pages = pages_of(write(made(), STAMP))
        assert len(of(pages, "Placement plan")) <= 2
        assert len(of(pages, "Who decides what")) == 1
        assert len(of(pages, "Whom to ring")) == 1


def test_every_topic_is_told_once_settled_or_open() -> None:
    pack = pack_samples.girl()
    (child,) = pack.children
    (page,) = of(pages_of(write(pack, STAMP)), "Who decides what")
    told = [
        line.topic for group in child.authority.groups for line in (*group.settled, *group.open)
    ]
    assert sorted(told) == sorted(topic.words for group in GROUPS for topic in group.topics)
    for topic in told:
        assert topic.casefold() in page.casefold(), topic
    for who in {line.who for group in child.authority.groups for line in group.settled}:
        assert who.words in page


def test_what_is_open_is_said_once() -> None:
    (page,) = of(pages_of(write(pack_samples.nothing(), STAMP)), "Who decides what")
    assert page.count(Decider.OPEN.words) == 1


def test_when_it_happens_stands_before_all_else_of_a_risk() -> None:
    pages = " ".join(of(pages_of(write(pack_samples.girl(), STAMP)), "Risk plan"))
    risk = pages.index("Sexual exploitation")
    assert risk < pages.index("If she gets into a car", risk) < pages.index("How it shows", risk)
    # A risk that the plan forgot stands as it is known, and that it has no plan is said.
    assert "Held a phone for somebody once." in pages
    assert "What to do when it happens: criminal exploitation, substance misuse" in pages


def test_brothers_and_sisters_with_the_same_numbers_share_one_sheet() -> None:
    pack = pack_samples.four()
    shared = of(pages_of(write(pack, STAMP)), "Whom to ring")
    assert len(shared) == 1
    assert "Whom to ring about Bethan, Rhys, Nia and Huw" in shared[0]
    first = pack.children[0]
    other = replace(first.contacts, first=(PhoneLine(role="School", phone="01632 960999"),))
    parted = replace(pack, children=(replace(first, contacts=other), *pack.children[1:]))
    assert len(of(pages_of(write(parted, STAMP)), "Whom to ring")) == 4


def test_the_first_page_says_what_is_to_come_and_by_when() -> None:
    first = pages_of(write(pack_samples.four(), STAMP))[0]
    assert "Still to come" in first
    assert "Placement plan (Bethan, Rhys, Nia and Huw), by Fri 4 Dec 2026" in first
    assert "Still to come" not in pages_of(write(pack_samples.baby(), STAMP))[0]


def test_a_proof_says_so_on_every_page() -> None:
    pages = pages_of(write(pack_samples.nothing(), replace(STAMP, proof=True)))
    own = [words for words in pages if "Placement referral" not in words]
    assert len(own) == 5
    assert all("PROOF, NOT KEPT" in words for words in own)


LONG = "A word or two about what is kept and why, as somebody typed it late at night. " * 40


@pytest.mark.parametrize("made", [pack_samples.baby, pack_samples.girl], ids=["baby", "girl"])
def test_answers_of_any_length_are_laid_out(made: Callable[[], ReferralPack]) -> None:
    pack = made()
    (child,) = pack.children
    plan = replace(
        child.plan,
        day=replace(
            child.plan.day, lines=tuple(replace(x, words=LONG) for x in child.plan.day.lines)
        ),
        missing=replace(
            child.plan.missing,
            lines=tuple(replace(x, words=LONG) for x in child.plan.missing.lines),
        ),
        home="Hall " * 60,
        support=tuple(replace(x, what=LONG) for x in child.plan.support),
    )
    risks = replace(
        child.risks,
        risks=tuple(replace(x, happens=LONG, tell=LONG, write=LONG) for x in child.risks.risks),
    )
    people = tuple(
        replace(x, when=LONG, phone="01632 960777 / 07700 900143") for x in child.contacts.first
    )
    contacts = replace(child.contacts, first=people, not_told=LONG)
    groups = tuple(
        replace(g, settled=tuple(replace(x, conditions=LONG[:600]) for x in g.settled))
        for g in child.authority.groups
    )
    whole = replace(
        child,
        plan=plan,
        risks=risks,
        contacts=contacts,
        authority=replace(child.authority, groups=groups),
    )
    judge(write(replace(pack, children=(whole,)), STAMP))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=60
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(PhoneLine, role=WORDS, name=WORDS, phone=WORDS, when=WORDS), max_size=9))
def test_contacts_with_anything_typed_in_them_are_drawn(people: list[PhoneLine]) -> None:
    sheet = ContactSheet(reference="R-2026-0001", name="Toby", first=tuple(people), ask="the team")
    assert write(sheet, STAMP).startswith(b"%PDF")
    assert body_to_json(sheet)


def test_a_pack_without_a_match_of_names_is_kept_whole_as_data() -> None:
    kept = body_to_json(pack_samples.girl())
    assert "Morwenna" in kept
    assert Answers({}).to_json() == "{}"
