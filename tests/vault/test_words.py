from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.errors import RuleBroken, WrongKey
from art_desktop.vault import words

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_a_recovery_key_reads_back(key: bytes) -> None:
    told = words.to_words(key)
    assert len(told) == 14 * 4 + 13
    assert words.from_words(told) == key


@given(keys, st.randoms(use_true_random=False))
def test_it_reads_back_as_a_person_types_it(key: bytes, luck: object) -> None:
    choose = luck.choice  # type: ignore[attr-defined]  # hypothesis gives Random an untyped face
    confused = {"0": "0Oo", "1": "1IilL"}
    typed = "".join(
        choose(confused.get(c, c + c.lower())) if c != "-" else choose(["-", " ", "", " – "])
        for c in words.to_words(key)
    )
    assert words.from_words(f"  {typed}\n") == key


@given(keys, st.integers(0, 55), st.sampled_from(words.ALPHABET))
def test_one_wrong_letter_is_noticed(key: bytes, at: int, letter: str) -> None:
    letters = list(words.to_words(key).replace("-", ""))
    if letters[at] == letter:
        return
    letters[at] = letter
    with pytest.raises(WrongKey):
        words.from_words("".join(letters))


@given(keys, st.integers(0, 54))
def test_two_letters_the_wrong_way_round_are_noticed(key: bytes, at: int) -> None:
    letters = list(words.to_words(key).replace("-", ""))
    if letters[at] == letters[at + 1]:
        return
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    with pytest.raises(WrongKey):
        words.from_words("".join(letters))


@given(st.text(max_size=120))
def test_anything_typed_else_is_refused_in_words(typed: str) -> None:
    with pytest.raises(WrongKey, match="Compare it with the printed sheet"):
        words.from_words(typed)


def test_a_letter_that_it_never_has_is_named() -> None:
    with pytest.raises(WrongKey, match="never contains U"):
        words.from_words("U" * 56)


def test_missing_letters_are_counted() -> None:
    with pytest.raises(WrongKey, match="56 letters and digits; 3 were typed"):
        words.from_words("ABC")


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("short", "5 characters"),
        ("eleven lett", "11 characters"),
        ("e\u0301" * 11, "11 characters"),
        ("Margaret.Ofori", "same as the username"),
        (" margaret.ofori ", "same as the username"),
        ("aaaaaaaaaaaaaa", "one or two characters"),
    ],
)
def test_a_weak_passphrase_is_refused(passphrase: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why) as refusal:
        words.check_passphrase(passphrase, "margaret.ofori")
    assert refusal.value.field == "passphrase"


def test_twelve_characters_will_do() -> None:
    words.check_passphrase("apple barge!", "margaret")


def test_accents_may_be_composed_either_way() -> None:
    assert words.normal_passphrase("cafe\u0301") == words.normal_passphrase("caf\u00e9")
    assert words.folded_username(" ZOE\u0308 ") == words.folded_username("zo\u00eb")
