"""Names and words of any script come out of a paper as they went in."""

from __future__ import annotations

import io
import random
import re
import unicodedata
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    columns,
    para,
    render,
)
from art_desktop.documents.fonts import clean
from art_desktop.documents.scan import page_texts
from tests.documents.structure import Node, read

FRAME = PageFrame(
    title="Every building block",
    head="Trial paper",
    reference="R-2026-0001",
    version=3,
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
)


def sheets(story: list[Flowable]) -> Sheets:
    return Sheets(page=FRAME, story=story, bookmark="A paper")


SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789'-.,",
    "ŁłÓóŹźŻżĄąĘęŃńŚśĆć", "ŵŷŴŶâêîôûẁẃ", "İıŞşĞğÇçȘșȚț", "ẞßäöüÆæØøÅåÞþÐð", "ĂăÂâÊêÔôƠơƯưẮằẳẵặĐđ",
    "".join(map(chr, range(0x391, 0x3CA))),
    "".join(map(chr, range(0x400, 0x52F))),
    "".join(map(chr, range(0x531, 0x557))),
    "".join(map(chr, range(0x5D0, 0x5EB))) + "\u05b0\u05b4\u05b8\u05bc",
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u064b\u064e\u0651",
    "پچژگکیہےٹڈڑں\u06f0\u06f1\u06f2", "\u0660\u0661\u0662\u0663لا", "\ufb56\ufe8e\ufefb",
    "नमस्तेहिन्दी", "বাংলা", "ਪੰਜਾਬੀ", "தமிழ்", "ไทยสวัสดี", "ქართული", "አማርኛትግ",
    "中文漢字名前", "ひらがなカタカナ", "한국어이름", "\U00010400\U0001d49c\U0001d54f\U00020000",
    "\U0001f600\U0001f607\U0001f994\U0001f468\u200d\U0001f469\U0001f1ec\U0001f1e7\u2764\ufe0f",
    "e\u0301a\u0308n\u0303\u0302x\u0336q\u0307", "‘’“”–—…•€£©™", "()\\<>[]{}%&/#",
    "\u200b\u200f\u202e\u00ad\ufeff", "\ue000\uf8ff\U000f0000", "\x00\x07\x1b\x7f", " \u00a0\u2003\t",
)  # fmt: skip


def generated(count: int, seed: int) -> list[str]:
    """Return strings like names and phrases, of one script or of several."""
    chance = random.Random(seed)  # noqa: S311
    out = []
    for _ in range(count):
        chosen = chance.sample(SCRIPTS, chance.choice((1, 1, 2, 3)))
        letters = "".join(chosen) + " "
        out.append("".join(chance.choices(letters, k=chance.randint(1, 120))))
    return out


def folded(text: str) -> str:
    """Return text with one space for any white space, and lam with alef as two letters."""
    two = re.sub("[\ufef5-\ufefc]", lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return " ".join(two.split())


def went_in(text: str) -> list[str]:
    return [folded(line) for line in clean(text).split("\n") if line.strip()]


def came_out(data: bytes) -> list[str]:
    tree: Node = read(data)
    return [folded(node.text) for node in tree.all("P")]


def test_a_thousand_strings_of_any_script_come_out_as_they_went_in() -> None:
    strings = generated(1_000, random.randrange(1_000_000))  # noqa: S311
    expected = [line for text in strings for line in went_in(text)]
    data = render(sheets([flowable for text in strings for flowable in para(text)]))
    assert came_out(data) == expected
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.floats(min_value=60, max_value=400))
def test_any_text_comes_out_of_a_narrow_column_as_it_went_in(text: str, room: float) -> None:
    data = render(sheets([*columns([(para(text),)], (room,)), *para("end")]))
    assert came_out(data) == [*went_in(text), "end"]


@pytest.mark.parametrize(
    "text", ["محمد الأحمد بن عبد الله يسكن هنا منذ سنوات طويلة", "שלום דוד בן אברהם גר כאן"]
)
def test_right_to_left_words_over_several_lines_are_read_in_order(text: str) -> None:
    data = render(sheets(columns([(para(f"He says {text} often."),)], (150,))))
    assert came_out(data) == [f"He says {text} often."]
    seen = unicodedata.normalize("NFKC", page_texts(data)[0])
    for word in text.split():
        assert word in seen
