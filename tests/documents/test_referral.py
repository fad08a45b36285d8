"""The placement referral: what is on it, what is not, and how it lies on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pikepdf
import pytest

from art_desktop.documents.protect import protect
from art_desktop.documents.scan import page_texts, scan_pdf
from art_desktop.documents.writer import write
from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.needs import Needs
from art_desktop.domain.papers import FamilyMember, SiblingLine
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.referrals import (
    ChildBrief,
    age_on_paper,
    area_words,
    expected_words,
    full_referral,
    outcode_of,
    redacted_referral,
    relation_only,
)
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    NeedCode,
    Sex,
    Suitability,
    SupportWanted,
)
from tests.documents.samples import (
    BABY_BRIEF,
    BOY,
    BOY_BRIEF,
    BOY_IDENTITY,
    GIRL_BRIEF,
    HEAD,
    STAMP,
    WORKER,
    sibling_briefs,
)

FULL_STAMP = replace(STAMP, redacted=False)


def redacted(*briefs: ChildBrief) -> bytes:
    return write(redacted_referral(HEAD, briefs), STAMP)


def words_of(data: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(data)))


def in_order(words: str, *wanted: str) -> bool:
    places = [words.find(part) for part in wanted]
    return -1 not in places and places == sorted(places)


def test_the_child_comes_first_and_what_is_asked_last() -> None:
    words = words_of(redacted(BOY_BRIEF))
    assert in_order(
        words, "Boy, 9", "Likes and enjoys", "Good at", "The shape of the day", "Food", "Bedtime",
        "What comforts him", "What he says", "What he needs", "Keeping him and others safe",
        "The home he needs", "What we ask of you",
    )  # fmt: skip
    first = page_texts(redacted(BOY_BRIEF))[0]
    assert "Please answer by" in first
    assert "01733 000 143" in first
    assert "Fri 27 Nov 2026" in first


def test_every_answer_of_the_profile_is_printed() -> None:
    words = re.sub(r"\s", "", words_of(redacted(BOY_BRIEF)))
    told = [BOY.likes, BOY.good_at, BOY.routines, BOY.food, BOY.bedtime, BOY.comfort, BOY.wishes]
    told += [BOY.health_words, BOY.contact_wanted, BOY.ethnicity, BOY.religion, BOY.legal_status]
    told += [a.words for a in BOY.levels.values()] + [a.what_works for a in BOY.levels.values()]
    for answer in told:
        # A page may break inside a long answer: its first and last words are looked for.
        plain = re.sub(r"\s", "", answer or "")
        assert plain[:40] in words
        assert plain[-40:] in words


WIDER = replace(
    BOY,
    communication=(Communication.BSL, Communication.OTHER),
    communication_words="Points at a picture board.",
    cultural_needs=CulturalNeed.REQUIRED,
    cultural_words="Carnival with his aunt every August.",
    deprivation_of_liberty=True,
    preferred_area="Fenwick, or near PE7 8JF",
    risk_other="Talks of a group online that frightens him.",
    risk_to_others_other="Carried a bicycle chain twice.",
    support_wanted=(SupportWanted.THERAPEUTIC, SupportWanted.TAXIS),
    support_words="one session a week",
    no_older_children=True,
    pets_wanted=True,
    other_children_wanted=False,
    home_adaptation=True,
    home_adaptation_words="a hearing loop and a flashing doorbell",
    foster_suits=Suitability.PREFERRED,
    residential_suits=Suitability.UNSUITABLE,
    supported_suits=Suitability.UNSUITABLE,
)


def test_the_wider_answers_are_printed_where_a_carer_looks_for_them() -> None:
    words = words_of(redacted(replace(BOY_BRIEF, needs=WIDER)))
    assert in_order(
        words,
        "carers who use British Sign Language; Points at a picture board.",
        "Cultural needs to be met: Carnival with his aunt every August.",
        "deprivation of liberty order in force or applied for",
        "Another risk",
        "Talks of a group online that frightens him.",
        "Carried a bicycle chain twice.",
        "No older children in the home",
        "A home with pets",
        "An adaptation to the home: a hearing loop and a flashing doorbell",
        "Best looked for in Fenwick, or near PE7 area",
        "A foster home for preference.",
        "Not a children's home nor supported accommodation.",
        "A placement that comes with therapeutic support and taxis to school: one session a week.",
    )
    assert "8JF" not in words


def test_what_is_wider_and_not_known_is_never_printed_as_a_no() -> None:
    words = words_of(redacted(ChildBrief(needs=Needs())))
    for nothing in (
        "no deprivation",
        "no cultural",
        "Another risk",
        "for preference",
        "comes with",
    ):
        assert nothing not in words


def test_every_page_carries_number_version_marking_count_and_who() -> None:
    for data in (redacted(BOY_BRIEF), redacted(*sibling_briefs(3))):
        pages = page_texts(data)
        for number, page in enumerate(pages, start=1):
            assert "R-2026-0143 · version 2" in page
            assert "OFFICIAL-SENSITIVE" in page
            assert f"Page {number} of {len(pages)}" in page
            assert "Printed by Ann Officer, Sun 22 Nov 2026, 14:02" in page


def test_an_indicative_paper_says_so_on_every_page() -> None:
    paper = redacted_referral(replace(HEAD, authorised=False, authorised_words=""), [BOY_BRIEF])
    pages = page_texts(write(paper, replace(STAMP, indicative=True)))
    assert all("INDICATIVE" in page for page in pages)
    assert "INDICATIVE" not in words_of(redacted(BOY_BRIEF))


def test_an_empty_profile_is_one_page_that_says_what_is_not_known() -> None:
    data = redacted(ChildBrief(needs=Needs()))
    assert len(page_texts(data)) == 1
    words = words_of(data)
    assert "Child, age not known" in words
    assert "We do not yet know what they like" in words
    assert words.count("Not yet known") <= 5
    assert "None" not in words


def test_nothing_is_asked_of_a_baby_that_no_baby_does() -> None:
    words = words_of(redacted(BABY_BRIEF))
    assert "Girl, 5 months" in words
    assert "Offending" not in words.replace("offending", "Offending")


def test_siblings_have_a_page_together_and_one_part_each() -> None:
    words = words_of(redacted(*sibling_briefs(8)))
    assert "Eight brothers and sisters" in words
    assert "A home for all eight of them, together." in words
    assert words.count("Keeping") == 8


def test_text_of_any_length_lies_on_as_many_pages_as_it_needs() -> None:
    long = "A sentence that says something of a child who is more than this, Zanzibar. " * 400
    levels = dict(BOY.levels)
    levels[NeedCode.MISSING] = replace(levels[NeedCode.MISSING], words=long, what_works=long)
    needs = replace(BOY, likes=long, wishes=long, comfort=long, health_words=long, levels=levels)
    pages = page_texts(redacted(replace(BOY_BRIEF, needs=needs)))
    assert 30 <= len(pages) <= 60
    assert " ".join(pages).count("Zanzibar") == 400 * 6
    assert len(page_texts(redacted(BOY_BRIEF))) == 4


def test_equal_papers_are_equal_bytes() -> None:
    assert redacted(BOY_BRIEF, GIRL_BRIEF) == redacted(BOY_BRIEF, GIRL_BRIEF)
    assert redacted(BOY_BRIEF) != redacted(GIRL_BRIEF)


def test_the_file_is_neutral_and_all_its_fonts_are_in_it() -> None:
    full = full_referral(redacted_referral(HEAD, [BOY_BRIEF]), [BOY_IDENTITY], [WORKER])
    with pikepdf.open(io.BytesIO(write(full, FULL_STAMP))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Placement referral R-2026-0143"
        assert str(pdf.docinfo["/Author"]) == "Access to Resources Team"
        assert str(pdf.Root.Lang) == "en-GB"
        fonts = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor, str(font.BaseFont)


def test_the_full_paper_says_who_and_where() -> None:
    full = full_referral(redacted_referral(HEAD, [BOY_BRIEF]), [BOY_IDENTITY], [WORKER])
    words = words_of(write(full, FULL_STAMP))
    for told in (
        "Toby, 9", "Tobias Wrenfield-Łódź", "Sat 3 Jun 2017", "14 Larkspur Row", "Saltmarsh Primary School",
        "943 476 5919", "Kerensa Wrenfield", "Dr A. Quillfeather", "Zebedee Marchbanks", "Ottoline Frayne",
    ):  # fmt: skip
        assert told in words


def test_a_family_nobody_can_ring_says_so_once_and_stays_together() -> None:
    family = tuple(FamilyMember("Aunt", f"Aunt {n}") for n in "ABCDEFG")
    children = [
        replace(BOY_IDENTITY, address=BOY_IDENTITY.address + "\nx" * n, family=family)
        for n in range(0, 28, 3)
    ]
    for identity in children:
        full = full_referral(redacted_referral(HEAD, [BOY_BRIEF]), [identity], [WORKER])
        pages = page_texts(write(full, FULL_STAMP))
        assert [sum(f"Aunt {n}" in page for n in "ABCDEFG") for page in pages].count(7) == 1
        assert sum(page.count("telephone numbers") for page in pages) == 1


def test_a_family_without_names_has_no_column_for_them() -> None:
    identity = replace(BOY_IDENTITY, family=(FamilyMember("Mother", "", "", "Saturdays"),))
    full = full_referral(redacted_referral(HEAD, [BOY_BRIEF]), [identity], [WORKER])
    words = words_of(write(full, FULL_STAMP))
    assert "Not yet known: names and telephone numbers." in words
    assert "–" not in words[words.index("Saturdays") :][:40]


def test_a_paper_never_wears_the_other_papers_stamp() -> None:
    paper = redacted_referral(HEAD, [BOY_BRIEF])
    with pytest.raises(ValueError, match="disagree"):
        write(paper, FULL_STAMP)
    with pytest.raises(ValueError, match="disagree"):
        write(full_referral(paper, [BOY_IDENTITY]), STAMP)


def test_a_full_paper_needs_a_name_for_each_child() -> None:
    paper = redacted_referral(HEAD, sibling_briefs(2))
    with pytest.raises(RuleBroken, match="2 children and 1"):
        full_referral(paper, [BOY_IDENTITY])
    with pytest.raises(RuleBroken, match="names no child"):
        redacted_referral(HEAD, [])


KNOWN = KnownIdentity(names=("Tobias Wrenfield",), numbers=("943 476 5919",))


def test_a_locked_paper_opens_with_its_password_only() -> None:
    locked = protect(redacted(BABY_BRIEF), "seven quiet herons")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked), password="seven quiet heron")
    with pikepdf.open(io.BytesIO(locked), password="seven quiet herons") as pdf:
        assert pdf.encryption.bits == 256
    assert b"Placement referral" not in locked
    assert scan_pdf(locked, KNOWN, password="seven quiet herons") == ()
    with pytest.raises(FileTrouble, match="not checked"):
        scan_pdf(locked, KNOWN, password="another password")
    with pytest.raises(RuleBroken, match="12 characters"):
        protect(redacted(BABY_BRIEF), "short")
    with pytest.raises(FileTrouble, match="no PDF"):
        protect(b"not a PDF at all", "seven quiet herons")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Kelly (mum)", "Mum"),
        ("Mum and Kelly's nan", "Mum and nan"),
        ("maternal grandmother Dilys", "Maternal grandmother"),
        ("Dadson Nanette", "A family member"),
        ("", "A family member"),
        ("older half-brother, Jay", "Older half-brother"),
    ],
)
def test_only_relations_pass(who: str, said: str) -> None:
    assert relation_only(who) == said


def test_places_ages_and_lengths_in_words() -> None:
    assert [outcode_of(code) for code in ("PE3 6AB", "pe36ab", "PE3", "", None, "nonsense")] == [
        "PE3", "PE3", "PE3", "", "", "",
    ]  # fmt: skip
    assert area_words("PE3 6AB", "Peterborough") == "Peterborough, PE3 area"
    assert area_words("14 Larkspur Row", "Peterborough") == "Peterborough"
    assert [age_on_paper(months) for months in (None, -1, 0, 1, 23, 24, 113)] == [
        "", "not yet born", "under a month", "1 month", "23 months", "2", "9",
    ]  # fmt: skip
    assert [expected_words(weeks) for weeks in (None, 0, 1, 12, 104, 468)] == [
        "", "a few days", "about a week", "about 12 weeks", "about 2 years", "about 9 years",
    ]  # fmt: skip
    lines: Sequence[SiblingLine] = (
        SiblingLine("6", Sex.MALE),
        SiblingLine("5 months"),
        SiblingLine(""),
    )
    assert [line.words for line in lines] == [
        "brother of 6", "brother or sister of 5 months", "brother or sister",
    ]  # fmt: skip
