"""From needs to the placement referral: what is let through, and into what words.

Pure functions. Whatever of the profile could say who the child is (postcodes, school, people) is
turned into an area, a relation or a count here, and nothing else of it is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.needs import Avoid, FamilyTime, Needs
from art_desktop.domain.papers import (
    ChildAsPerson,
    ChildIdentity,
    Contact,
    FamilyTimeLine,
    FullReferral,
    NeedLine,
    NeedsPart,
    RedactedChild,
    RedactedReferral,
    ReferralHead,
    SiblingLine,
)
from art_desktop.domain.vocabulary import (
    RISK_NEEDS,
    CarersWanted,
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Plan,
    Suitability,
    SupportWanted,
    Together,
)


@dataclass(frozen=True, kw_only=True)
class ChildBrief:
    """What the redacted referral is told of one child beside the needs.

    `age_months` are completed months on the day of the paper, -1 before birth. `town` is the district word printed
    before the outcode ("Peterborough"). `ethnicity_words` and `legal_words` are the words of the
    codes in the needs.
    """

    needs: Needs
    age_months: int | None = None
    siblings: tuple[SiblingLine, ...] = ()
    town: str = ""
    distances: tuple[str, ...] = ()
    ethnicity_words: str = ""
    legal_words: str = ""


_RELATIONS: Final = (
    "great-grandmother", "great-grandfather", "grandmother", "grandfather", "grandparents", "grandma", "grandad",
    "granddad", "nana", "nanna", "nan", "gran", "granny", "stepmother", "stepfather", "step-mother", "step-father",
    "stepmum", "stepdad", "step-mum", "step-dad", "half-brother", "half-sister", "stepbrother", "stepsister",
    "foster mother", "foster father", "former carer", "former carers", "foster carer", "foster carers",
    "mother", "father", "parents", "mum", "mummy", "mam", "dad", "daddy", "brothers", "brother", "sisters", "sister",
    "siblings", "sibling", "aunt", "auntie", "uncle", "cousins", "cousin", "godmother", "godfather", "guardian",
    "family friend", "friends", "friend", "mentor", "neighbour",
)  # fmt: skip
_QUALIFIERS: Final = (
    r"(?:(?:birth|maternal|paternal|adoptive|older|younger|twin|elder|great|half|step)[ -])*"
)
_RELATION: Final = re.compile(
    rf"(?<![\w-])({_QUALIFIERS}(?:{'|'.join(sorted(_RELATIONS, key=len, reverse=True))}))(?![\w-])",
    re.IGNORECASE,
)
_OUTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?[0-9][A-Z]{2})?")

_WHOLE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}\b", re.IGNORECASE)


def relation_only(who: str) -> str:
    """Return the relations that `who` names ("Mum and Kelly's nan" gives "Mum and nan"), never a name.

    Words that name no relation give "A family member".
    """
    found = list(dict.fromkeys(match.lower() for match in _RELATION.findall(who)))
    if not found:
        return "A family member"
    words = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    return words[0].upper() + words[1:]


def without_relations(who: str) -> str:
    """Return words for a person with the relations in them left blank, letter for letter."""
    return _RELATION.sub(lambda match: " " * len(match.group()), who)


def outcode_of(postcode: str | None) -> str:
    """Return the district of a postcode, "PE3" of "PE3 6AB"; "" where there is none."""
    match = _OUTCODE.fullmatch((postcode or "").strip().upper())
    return match.group(1) if match else ""


def area_words(postcode: str | None, town: str = "") -> str:
    """Return "Peterborough, PE3 area": an area in place of a postcode; "" where nothing is known."""
    district = outcode_of(postcode)
    return ", ".join(part for part in (town, f"{district} area" if district else "") if part)


def age_on_paper(months: int | None) -> str:
    """Return an age for paper: "9", under two years "5 months"; "" where it is not known."""
    if months is None:
        return ""
    if months < 1:
        return "under a month" if months == 0 else "not yet born"
    if months >= 24:
        return str(months // 12)
    return "1 month" if months == 1 else f"{months} months"


def expected_words(weeks: int | None) -> str:
    """Return how long the placement is expected to last; "" where it is not known."""
    if weeks is None:
        return ""
    if weeks < 1:
        return "a few days"
    if weeks >= 104:
        return f"about {round(weeks / 52)} years"
    return "about a week" if weeks == 1 else f"about {weeks} weeks"


def redacted_referral(head: ReferralHead, children: Sequence[ChildBrief]) -> RedactedReferral:
    """Return the redacted referral of a request, one part for each child in the order given.

    Raises: RuleBroken: there is no child.
    """
    if not children:
        raise RuleBroken(
            "The referral was not drafted.",
            "The request names no child.",
            "Add the child to the request, then draft the referral.",
        )
    return RedactedReferral(head=head, children=tuple(_child(brief) for brief in children))


def full_referral(
    redacted: RedactedReferral,
    identities: Sequence[ChildIdentity],
    contacts: Sequence[Contact] = (),
    *,
    starts_on: date | None = None,
    support: str = "",
    night_phone: str = "",
) -> FullReferral:
    """Return the full referral: `identities` in the order of the redacted referral's children.

    `support` is what was agreed to come with the placement; `night_phone` answers out of hours.

    Raises: RuleBroken: there is not one identity for each child.
    """
    if len(identities) != len(redacted.children):
        raise RuleBroken(
            "The full referral was not drafted.",
            f"It has {len(redacted.children)} children and {len(identities)} of them are named.",
            "Check the children of the request, then draft it again.",
        )
    return FullReferral(
        redacted=redacted,
        identities=tuple(identities),
        contacts=tuple(contacts),
        starts_on=starts_on,
        support=support,
        night_phone=night_phone,
    )


def _child(brief: ChildBrief) -> RedactedChild:
    needs = brief.needs
    facts: dict[str, str] = {
        "gender_words": needs.gender_words or "",
        "ethnicity": brief.ethnicity_words or needs.ethnicity or "",
        "religion": _faith(needs),
        "languages": _languages(needs),
        "area": area_words(needs.home_postcode, brief.town),
        "plan": needs.plan.words if needs.plan else "",
        "expected": expected_words(needs.expected_weeks),
        "education": _education(needs),
        "health": needs.health_words or "",
        "legal": _legal(brief),
        "siblings_words": _siblings_words(needs),
    }
    must, not_needed = _must_haves(needs)
    avoid = _avoid_words(needs.avoid)
    family_time = _family_time(needs.family_time)
    return RedactedChild(
        age_years=None if brief.age_months is None else max(brief.age_months, 0) // 12,
        age_words=age_on_paper(brief.age_months),
        sex=needs.sex,
        distances=_distances(brief),
        siblings=brief.siblings,
        together=needs.together,
        person=_person(needs),
        needs=_needs_part(brief, [code for code in NeedCode if code not in RISK_NEEDS]),
        risks=_with_other_risks(
            needs, _needs_part(brief, [code for code in NeedCode if code in RISK_NEEDS])
        ),
        must_haves=must,
        not_needed=not_needed,
        avoid=avoid,
        family_time=family_time,
        asked_together=_asked_together(needs, brief),
        asked=_asked(needs, family_time),
        unknown_facts=_unknown_facts(needs, facts),
        unknown_home=_unknown_home(needs),
        **facts,
    )


def _person(needs: Needs) -> ChildAsPerson:
    return ChildAsPerson(
        likes=needs.likes or "",
        good_at=needs.good_at or "",
        routines=needs.routines or "",
        food=needs.food or "",
        bedtime=needs.bedtime or "",
        comfort=needs.comfort or "",
        wishes=needs.wishes or "",
    )


_ASKED_OF_ANY_AGE: Final = frozenset(
    {
        NeedCode.ATTACHMENT,
        NeedCode.HEALTH,
        NeedCode.LEARNING,
        NeedCode.SENSORY,
        NeedCode.IDENTITY,
        NeedCode.LANGUAGE,
    }
)
"""What a carer of a baby would ask; "not yet known: offending" says nothing of a child under two."""


def _needs_part(brief: ChildBrief, codes: Sequence[NeedCode]) -> NeedsPart:
    needs = brief.needs
    baby = brief.age_months is not None and brief.age_months < 24
    present: list[NeedLine] = []
    absent: list[str] = []
    unknown: list[str] = []
    for code in codes:
        answer = needs.need(code)
        if answer.level is None and not (answer.words or answer.what_works):
            if not baby or code in _ASKED_OF_ANY_AGE:
                unknown.append(code.words)
        elif answer.level is Level.NONE and not (answer.words or answer.what_works):
            absent.append(code.words)
        else:
            present.append(NeedLine(code.words, answer.level, answer.words, answer.what_works))
    # Words without a level stand before "none" and after every level that is known.
    present.sort(key=lambda line: -(0.5 if line.level is None else line.level.rank))
    return NeedsPart(present=tuple(present), absent=tuple(absent), unknown=tuple(unknown))


def _with_other_risks(needs: Needs, part: NeedsPart) -> NeedsPart:
    """Return the risks with those that have no name of their own, in words, after the others."""
    others = (
        ("Another risk", needs.risk_other),
        ("Another risk to others or to property", needs.risk_to_others_other),
    )
    lines = tuple(NeedLine(title, None, words, levelled=False) for title, words in others if words)
    return replace(part, present=(*part.present, *lines))


def _faith(needs: Needs) -> str:
    culture = {
        CulturalNeed.REQUIRED: "cultural needs to be met",
        CulturalNeed.OTHER: "cultural needs",
        CulturalNeed.NOT_REQUIRED: "no cultural needs that have to be met",
        None: "cultural needs",
    }[needs.cultural_needs]
    if needs.cultural_words:
        culture = f"{culture}: {needs.cultural_words}"
    elif needs.cultural_needs in {None, CulturalNeed.OTHER}:
        culture = ""
    return "\n".join(part for part in (needs.religion or "", _capital(culture)) if part)


def _legal(brief: ChildBrief) -> str:
    status = brief.legal_words or brief.needs.legal_status or ""
    order = {
        True: "deprivation of liberty order in force or applied for",
        False: "no deprivation of liberty order" if status else "",
        None: "",
    }[brief.needs.deprivation_of_liberty]
    return "; ".join(part for part in (status, order) if part)


def _languages(needs: Needs) -> str:
    first = f"{needs.first_language} (first language)" if needs.first_language else ""
    words = ", ".join(part for part in (first, *(needs.other_languages or ())) if part)
    interpreter = {True: "needs an interpreter", False: "no interpreter needed", None: ""}
    said = interpreter[needs.needs_interpreter]
    ways = [code.words for code in needs.communication or () if code is not Communication.OTHER]
    use = f"carers who use {_listed(ways)}" if ways else ""
    parts = (words, said, use, needs.communication_words or "")
    return "; ".join(part for part in parts if part)


def _education(needs: Needs) -> str:
    plan = {True: "has an Education, Health and Care Plan", False: "no EHCP", None: ""}[needs.ehcp]
    keep = {True: "to stay at the present school", False: "can change school", None: ""}
    parts = (needs.school_stage or "", plan, keep[needs.keep_school])
    return "; ".join(part for part in parts if part)


def _siblings_words(needs: Needs) -> str:
    parts: list[str] = []
    if needs.together is Together.APART and needs.apart_reason:
        parts.append(f"Apart because: {needs.apart_reason}")
    if needs.contact_wanted:
        parts.append(f"Contact wanted: {needs.contact_wanted}")
    return "\n".join(parts)


def _distances(brief: ChildBrief) -> tuple[str, ...]:
    school = ("within daily reach of the present school",) if brief.needs.keep_school else ()
    area = brief.needs.preferred_area
    # A whole postcode typed here is printed as its district.
    looked = (f"best looked for in {_WHOLE.sub(_district, area)}",) if area else ()
    return (*looked, *(brief.distances or school))


def _district(found: re.Match[str]) -> str:
    return f"{found[1].upper()} area"


_MUSTS: Final = (
    ("no_other_children", "no other children in the home"),
    ("no_younger_children", "no younger children in the home"),
    ("no_older_children", "no older children in the home"),
    ("other_children_wanted", "other children for company"),
    ("two_carers", "two carers"),
    ("someone_home", "someone at home in the day"),
    ("no_pets", "no pets"),
    ("pets_wanted", "a home with pets"),
    ("own_bedroom", "a bedroom of their own"),
    ("ground_floor", "a ground-floor bedroom and bathroom"),
    ("non_smoking", "a home where nobody smokes"),
    ("home_adaptation", "an adaptation to the home"),
)
_CARERS: Final = {
    CarersWanted.ANY: "carers of one sex",
    CarersWanted.WOMEN_ONLY: "women as carers",
    CarersWanted.MEN_ONLY: "men as carers",
}


def _must_haves(needs: Needs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    must = [words for name, words in _MUSTS if getattr(needs, name) is True]
    not_needed = [words for name, words in _MUSTS if getattr(needs, name) is False]
    if needs.home_adaptation and needs.home_adaptation_words:
        must[-1] = f"{must[-1]}: {needs.home_adaptation_words}"
    if needs.carers_wanted is not None:
        wanted = not_needed if needs.carers_wanted is CarersWanted.ANY else must
        wanted.append(_CARERS[needs.carers_wanted])
    return tuple(must), tuple(not_needed)


def _avoid_words(avoid: tuple[Avoid, ...] | None) -> tuple[str, ...]:
    """Return areas in words; reasons and persons stay behind, since both can say who the child is."""
    lines: list[str] = []
    for entry in avoid or ():
        district = outcode_of(entry.outcode)
        if not district:
            continue
        lines.append(
            f"{district} area" + (f" and {entry.miles:g} miles round it" if entry.miles else "")
        )
    if any(entry.person for entry in avoid or ()):
        lines.append("there are people to keep away from: the chosen home is told who")
    return tuple(dict.fromkeys(lines))


def _family_time(lines: tuple[FamilyTime, ...] | None) -> tuple[FamilyTimeLine, ...] | None:
    if lines is None:
        return None
    return tuple(FamilyTimeLine(relation_only(line.who), line.how_often) for line in lines)


def _asked_together(needs: Needs, brief: ChildBrief) -> str:
    whom = [f"a {line.words}" for line in brief.siblings if line.placed_with is not False]
    if not whom or needs.together not in {Together.TOGETHER, Together.TOGETHER_IF_POSSIBLE}:
        return ""
    wish = ", if at all possible," if needs.together is Together.TOGETHER_IF_POSSIBLE else ""
    return f"A home{wish} together with {_listed(whom)}."


def _asked(needs: Needs, family_time: tuple[FamilyTimeLine, ...] | None) -> tuple[str, ...]:
    lines = [*_settings(needs), *_support(needs)]
    if needs.keep_school:
        lines.append("Getting to the present school every day, so that it stays the same.")
    if family_time:
        lines.append(
            f"Support for time with {_listed([_lower_first(t.relation) for t in family_time])}."
        )
    ends = {
        Plan.RETURN_HOME: "Working alongside the family towards going home.",
        Plan.LONG_TERM: "A home to grow up in.",
        Plan.ADOPTION: "Helping with a move to adoption.",
        Plan.INDEPENDENCE: "Practice in living on their own, step by step.",
    }
    if needs.plan in ends:
        lines.append(ends[needs.plan])
    return tuple(lines)


_SETTINGS: Final = (
    ("foster_suits", "a foster home"),
    ("residential_suits", "a children's home"),
    ("supported_suits", "supported accommodation"),
)


def _settings(needs: Needs) -> list[str]:
    """Return which kind of home is asked for, and which would not suit."""

    def which(suits: Suitability) -> list[str]:
        return [words for name, words in _SETTINGS if getattr(needs, name) is suits]

    lines: list[str] = []
    unsuitable = which(Suitability.UNSUITABLE)
    if needs.family_unsuitable_by:
        lines.append(
            "A children's home or other setting: a family home was judged not right for now."
        )
        unsuitable = [words for words in unsuitable if words != "a foster home"]
    if preferred := which(Suitability.PREFERRED):
        lines.append(f"{_capital(_listed(preferred))} for preference.")
    if unsuitable:
        lines.append(f"Not {_listed(unsuitable).replace(' and ', ' nor ')}.")
    return lines


def _support(needs: Needs) -> list[str]:
    wanted = [
        code.words[:1].lower() + code.words[1:]
        for code in needs.support_wanted or ()
        if code is not SupportWanted.OTHER
    ]
    said = _listed(wanted) if wanted else ""
    words = ": ".join(part for part in (said, needs.support_words or "") if part)
    return (
        [f"A placement that comes with {words}{'' if words.endswith('.') else '.'}"]
        if words
        else []
    )


def _unknown_facts(needs: Needs, facts: dict[str, str]) -> tuple[str, ...]:
    titles = {
        "ethnicity": "ethnicity",
        "religion": "religion",
        "languages": "languages",
        "area": "home area",
        "plan": "the plan",
        "expected": "how long for",
        "education": "education",
        "health": "health",
        "legal": "legal status",
    }
    unknown = [title for name, title in titles.items() if not facts[name]]
    if needs.family_time is None:
        unknown.append("family time")
    return tuple(unknown)


def _unknown_home(needs: Needs) -> tuple[str, ...]:
    unknown = [words for name, words in _MUSTS if getattr(needs, name) is None]
    if needs.carers_wanted is None:
        unknown.append("carers of one sex")
    if needs.avoid is None:
        unknown.append("areas to avoid")
    return tuple(unknown)


def _listed(words: Sequence[str]) -> str:
    unique = list(dict.fromkeys(words))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
