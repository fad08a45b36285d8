"""What a child should not read, or will not understand: words, names and numbers, and how hard a text is to read.

Grave problems stop a paper; the others are advice. What to say instead is in our own words, in the spirit of "Language
that Cares" (TACT, 2019, made with children in care: say what you would say at your own table).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from art_desktop.domain.child_pages import TO_TURN, own_words
from art_desktop.domain.paper_forms import Answers, FormProblem
from art_desktop.domain.paper_words import ReadingAge

SAY_INSTEAD: Final = MappingProxyType(
    {
        "absconded": "ran away",
        "advocacy": "somebody who speaks up with you",
        "attachment figure": "the person you feel safe with",
        "behaviour management": "how we help when it is hard",
        "birth family": "your family",
        "birth parents": "your mum and dad, or your parents",
        "bedroom allocation": "which room is yours",
        "boundaries": "what we all keep to",
        "care leaver": "young person who has left care",
        "care plan": "your plan",
        "challenging behaviour": "having a hard time",
        "contact centre": "the place where you meet",
        "contact": "family time, or seeing your family",
        "de-escalate": "calm down together",
        "delegated authority": "who may say yes to what",
        "designated teacher": "the teacher who looks out for you",
        "dual heritage": "having family from two places",
        "dysregulated": "upset, or too full of feelings",
        "emergency duty team": "who answers at night",
        "foster placement": "foster home",
        "independent reviewing officer": "the person who checks that your plan is kept",
        "independent visitor": "a grown-up friend who visits you",
        "IRO": "the person who checks that your plan is kept",
        "keyworker": "the grown-up who looks out for you",
        "LAC review": "the meeting about your plan",
        "LAC": "children who live with carers",
        "life story work": "putting your story together",
        "local authority": "the council",
        "looked after child": "child who lives with carers",
        "looked-after child": "child who lives with carers",
        "matching": "finding the right home",
        "moved on": "moved to another home",
        "peer": "friend, or child of your age",
        "permanence": "a home to grow up in",
        "personal education plan": "your plan for school",
        "PEP": "your plan for school",
        "placement": "home",
        "placed": "came to live",
        "pre-verbal": "not talking yet",
        "primary carer": "the person who looks after you most",
        "professionals": "the grown-ups who help",
        "provision": "what there is for you",
        "rehabilitation": "going home",
        "residential unit": "children’s home",
        "respite": "a stay with somebody you know",
        "reunification": "going home",
        "sanction": "what happens afterwards",
        "sibling": "brothers and sisters",
        "statutory": "what the law says must happen",
        "statutory visit": "visit of your social worker",
        "supervised": "with a helper there",
        "supervising social worker": "the social worker who helps us",
        "therapeutic": "helping you feel better",
        "transition": "move, or change",
        "young person’s needs": "what you need",
    }
)
"""Words of the trade, and what to say to a child."""

HARD: Final = (
    "abuse", "abused", "abuser", "abusive", "allegation", "alleged", "assessment of risk", "assault", "care order",
    "child protection", "conviction", "court order", "criminal", "criminality", "cse", "cce", "disruption",
    "domestic violence", "exploitation", "exploited", "grooming", "harmful sexual behaviour", "high risk",
    "interim care order", "neglect", "neglected", "neglectful", "non-accidental injury", "offence", "offences",
    "offender", "offending", "overdose", "perpetrator", "placement breakdown", "placement order", "police protection",
    "registered sex offender", "restraint", "risk assessment", "risk assessed", "safeguarding", "section 20",
    "section 31", "section 47", "self-harm", "self-harming", "sexual", "sexualised", "sexually", "significant harm",
    "substance misuse", "suicidal", "suicide", "threshold", "victim",
    "approval range", "approval terms", "approved for", "terms of approval", "fostering allowance", "fostering fee",
    "weekly allowance", "weekly fee",
)  # fmt: skip
"""What stops a child's paper: why children are in care, what the law calls it, what carers are approved for or paid."""

_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\w£])(?:\+44|0)[\s().-]*\d(?:[\s().-]*\d){7,10}(?!\w)")
_EMAIL: Final = re.compile(r"\S+@\S+\.\w+")
_STREET: Final = re.compile(
    r"\b\d+[a-z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|Road|Avenue|Close|Drive|Lane|Court|Gardens|Crescent|Square|"
    r"Terrace|Place|Grove|Way|Row|Walk|Hill|Green|Rise|View|Mews)\b"
)
_MONEY: Final = re.compile(r"£\s?\d")
_SENTENCE: Final = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

TARGET: Final = MappingProxyType({ReadingAge.YOUNGER: 7, ReadingAge.OLDER: 11})
"""The age in years at which each paper should be easy to read."""

_FEWEST_WORDS: Final = 12
"""A shorter text says too little about how hard it is to read."""

_MANY: Final = 45
"""Words that are many for a younger child."""

_LONGEST: Final = MappingProxyType({ReadingAge.YOUNGER: 12, ReadingAge.OLDER: 20})
"""Words in a sentence from which it is called long."""


def words_in(text: str) -> list[str]:
    """Return the words of a text; "grown-up" and "don't" are one each."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text, each with a word in it; a line's end ends one."""
    return [part for part in _SENTENCE.split(text) if _WORD.search(part)]


def age_to_read(text: str) -> float | None:
    """Return the age in years at which a text is read with ease, None where it is too short to say.

    The Automated Readability Index, 4.71 × letters per word + 0.5 × words per sentence − 21.43, gives a school grade of
    the United States (Smith and Senter 1967, AMRL-TR-66-220); the first grade is read at six, so five years are added.
    """
    words = words_in(text)
    if len(words) < _FEWEST_WORDS:
        return None
    letters = sum(sum(letter.isalnum() for letter in word) for word in words)
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences_in(text)) - 21.43
    return max(grade, 0.0) + 5


def reading_advice(text: str, age: ReadingAge) -> str:
    """Return what makes a text hard to read at that age; "" where nothing does."""
    needed = age_to_read(text)
    if needed is None or needed <= TARGET[age] + 1:
        return ""
    years, longest = round(needed), max(len(words_in(one)) for one in sentences_in(text))
    why = (
        f"The longest sentence has {longest} words: cut it in two."
        if longest > _LONGEST[age]
        else "Many words are long: take shorter ones."
    )
    return f"It reads well from about {years}, and should from about {TARGET[age]}. {why}"


def hard_words(text: str) -> tuple[str, ...]:
    """Return the words in a text that no child's paper may hold, as they are in `HARD`, in their order there."""
    return tuple(_longest_only([word for word in HARD if _pattern(word).search(text)]))


def trade_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of the trade in a text, each with what to say instead."""
    found = [word for word in SAY_INSTEAD if _pattern(word).search(text)]
    return tuple((word, SAY_INSTEAD[word]) for word in _longest_only(found))


def _longest_only(found: list[str]) -> list[str]:
    """Leave out what is a part of another that was found: "contact" beside "contact centre"."""
    return [one for one in found if not any(one != other and one in other for other in found)]


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word or its plural, however cased; what is written in capitals only so."""
    letters = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", word))
    letters = letters.replace("’", "[’']")
    plural = "" if word.isupper() else "(?:s|es)?"
    return re.compile(rf"(?<!\w){letters}{plural}(?!\w)", 0 if word.isupper() else re.IGNORECASE)


def whereabouts(text: str) -> tuple[str, ...]:
    """Return what in a text leads to a door or a telephone: "a postcode", "a telephone number"."""
    sought = (
        ("a postcode", _POSTCODE),
        ("a telephone number", _PHONE),
        ("an e-mail address", _EMAIL),
        ("a street with its number", _STREET),
    )
    return tuple(words for words, pattern in sought if pattern.search(text))


def names_found(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that stand in a text with a capital, each once: "Grace" is found, "grace" is not.

    What is of several words, a street, is found however it is cased.
    """
    return tuple(
        dict.fromkeys(
            name for name in names if len(name.strip()) > 1 and _naming(name).search(text)
        )
    )


def _naming(name: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    flags = re.IGNORECASE if len(name.split()) > 1 else 0
    return re.compile(rf"(?<!\w){spaced}(?:[’']?s)?(?!\w)", flags)


def grave_words(text: str) -> Iterator[str]:
    """Yield, a sentence each, why a text must not be on a child's paper."""
    if found := hard_words(text):
        yield f"“{found[0]}” is nothing for a child to read here. Tell the child in person, or leave it out."
    for what in whereabouts(text):
        yield f"It holds {what}. A paper can be lost, and must lead nobody to a door or a telephone."


def advice(text: str, age: ReadingAge) -> Iterator[str]:
    """Yield, a sentence each, what would make a text better for a child of that reading age."""
    for word, instead in trade_words(text):
        yield f"Instead of “{word}”, say “{instead}”."
    if _MONEY.search(text):
        yield "Pocket money may be told; what anybody is paid is nothing for a child to read."
    if harder := reading_advice(text, age):
        yield harder


def child_problems(answers: Answers) -> tuple[FormProblem, ...]:
    """Check the child's page: what is not the child's own words yet, and what must not stand there."""
    found = []
    for name, text in told(answers, besides=frozenset({"advocate_phone"})):
        if TO_TURN in text:
            found.append(
                FormProblem(
                    name,
                    "An adult wrote this about the child. Ask the child, and write what the child says; "
                    "as it stands it is not printed.",
                )
            )
        own = own_words(text)
        found += [FormProblem(name, words, grave=True) for words in grave_words(own)]
        found += [FormProblem(name, words) for words in _swaps(own)]
    return tuple(found)


def _swaps(text: str) -> Iterator[str]:
    """Yield advice on words alone: how long a child's own sentences are is the child's affair."""
    for word, instead in trade_words(text):
        yield f"Did the child say “{word}”? If not: “{instead}”."


def household_problems(answers: Answers) -> tuple[FormProblem, ...]:
    """Check a household's profile for what no child should read, and for what a child would find hard."""
    found = []
    for name, text in told(answers):
        found += [FormProblem(name, words, grave=True) for words in grave_words(text)]
        short = name.endswith("_short")
        age = ReadingAge.YOUNGER if short else ReadingAge.OLDER
        found += [FormProblem(name, words) for words in advice(text, age)]
        many = len(words_in(text))
        if many > _MANY and not short and f"{name}_short" not in answers.values:
            found.append(
                FormProblem(
                    name, f"Younger children get these {many} words, too. Give them fewer, below."
                )
            )
    return tuple(found)


def told(answers: Answers, besides: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield every written answer with the name of its question; the cells of a table one by one."""
    for name, value in answers.values.items():
        if name in besides:
            continue
        if isinstance(value, str):
            yield name, value
        else:
            for row in value:
                for cell in row.values():
                    yield name, cell
