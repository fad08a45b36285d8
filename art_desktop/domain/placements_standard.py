"""A request in the words of the Placements Data Standard v2 (Data Standards for Social Care, 2025-07-18).

Pure functions from the needs profile to every referral field of the standard, with the standard's own
option words. The rule for what is not known: where the standard has a word for it ("Not Known", "Not
specified", "Not Specified") that word is given; where it has none (the risks, the Booleans) the value is
None with the reason. What is not known is never given as a no, nor as "No known risk".

`SOURCES` says for each field which answers it comes from, and what was chosen where an answer says more
than the standard can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from art_desktop.domain.clock import local_day
from art_desktop.domain.needs import Needs
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Suitability,
    SupportWanted,
    Together,
)

AVAILABILITY: Final = "PlacementAvailability"
REQUIREMENTS: Final = "PlacementRequirements"
RECOMMENDATION: Final = "PlacementRecommendation"
RISKS: Final = "Risks"

Value = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class ReferralFacts:
    """What the standard asks of a request beside the needs.

    `child_id` is our own number of the child. `needed_at` is an aware instant, None where it is not
    settled. `siblings` counts the brothers and sisters on the same request.
    """

    child_id: int
    now: datetime
    needed_at: datetime | None = None
    siblings: int | None = None


@dataclass(frozen=True)
class StandardField:
    """One field of the standard: where it is, its value, and why it is empty or narrower than the answer.

    `value` is one of the standard's option words, a tuple of them where it allows several, a number, a
    bool or text; None where there is no answer that the standard has a word for.
    """

    entity: str
    name: str
    value: Value
    why: str = ""


_NOT_ANSWERED: Final = "Not known, and the standard has no word for that here."
_NOT_GIVEN: Final = "Not known."

RISK_FIELDS: Final[Mapping[str, NeedCode]] = MappingProxyType(
    {
        "riskSelfHarm": NeedCode.SELF_HARM,
        "riskSexualExploitation": NeedCode.SEXUAL_EXPLOITATION,
        "riskCriminalExploitation": NeedCode.CRIMINAL_EXPLOITATION,
        "riskDrugAlcohol": NeedCode.SUBSTANCE,
        "riskEatingDisorder": NeedCode.EATING,
        "riskMissing": NeedCode.MISSING,
        "riskToOthersPhysical": NeedCode.VIOLENCE,
        "riskToOthersSexual": NeedCode.SEXUAL_BEHAVIOUR,
        "riskToOthersFire": NeedCode.FIRE,
        "riskToOthersAnimals": NeedCode.ANIMALS,
        "riskToOthersCriminal": NeedCode.EXPLOITS,
    }
)
"""The standard's risks and the needs that they come from."""

SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "childId": "The child's own number in this record; no name and no number of another system.",
        "neededBy": "When the request is needed by, in local days from today. Five days exactly, for which "
        "there is no word, and more are “in more than 5 days”; a day that is past is “Today”.",
        "siblingCount": "The children on the request beside this one; none where they are to be apart.",
        "preferredLocation": "`preferred_area`. A postcode is never given in its place.",
        "communicationNeeds": "“Y” where an interpreter, a way of communicating or help with language or "
        "learning is needed; “N” only where all four are known and none is.",
        "specificCommunicationRequirements": "`communication`; an interpreter beside it is “Other”.",
        "homeAdaptation": "`home_adaptation`. A ground-floor room alone is no adaptation.",
        "culturalNeeds": "`cultural_needs`.",
        "livingCompanions": "`no_other_children`, `no_younger_children`, `no_older_children`, "
        "`other_children_wanted`. The standard takes one word: the strictest that is asked for. Neither "
        "younger nor older is “Solo placement recommended”, since every other word lets one of them in. “No "
        "preference” only where all four are known not to matter.",
        "pets": "`no_pets` and `pets_wanted`; where both are asked for, “No”.",
        "additionalSupport": "`support_wanted`. The standard takes one: the first in its own order, and what "
        "is left out is said.",
        "deprivationOfLiberty": "`deprivation_of_liberty`.",
        "fosterCareSuitability": "`foster_suits`; “Unsuitable” too where somebody decided that a family "
        "placement is not in the child's interest.",
        "residentialCareSuitability": "`residential_suits`.",
        "supportedAccommodationSuitability": "`supported_suits`.",
        "riskOther": "`risk_other`.",
        "riskToOthersOther": "`risk_to_others_other`, and that there is offending, which has no field.",
        **{
            name: f"The level of {code.words.lower()}: any level is “Risk Present”; none is “No known risk”."
            for name, code in RISK_FIELDS.items()
        },
    }
)
"""Which answer each field comes from, and what was chosen where an answer says more than the field."""

_SUPPORT: Final[Mapping[SupportWanted, str]] = MappingProxyType(
    {
        SupportWanted.SUPERVISION: "additional supervision",
        SupportWanted.THERAPEUTIC: "therapeutic support",
        SupportWanted.RESPITE: "a worker for respite",
        SupportWanted.TAXIS: "taxis to school",
        SupportWanted.OTHER: "other (please specify)",
    }
)
_COMMUNICATION: Final[Mapping[Communication, str]] = MappingProxyType(
    {
        Communication.ESOL: "ESOL",
        Communication.BSL: "BSL",
        Communication.MAKATON: "Makaton",
        Communication.OTHER: "Other",
    }
)
_CULTURE: Final[Mapping[CulturalNeed | None, str]] = MappingProxyType(
    {
        CulturalNeed.REQUIRED: "Required",
        CulturalNeed.NOT_REQUIRED: "Not required",
        CulturalNeed.OTHER: "Other",
        None: "Not Known",
    }
)
_SUITS: Final[Mapping[Suitability | None, str]] = MappingProxyType(
    {
        Suitability.PREFERRED: "Preferred",
        Suitability.SUITABLE: "Suitable but not preferred",
        Suitability.UNSUITABLE: "Unsuitable",
        None: "Not specified",
    }
)


def referral_fields(facts: ReferralFacts, needs: Needs) -> tuple[StandardField, ...]:
    """Return every referral field of the standard for one child, in the standard's order."""
    return (
        *_availability(facts, needs),
        *_requirements(needs),
        *_recommendation(needs),
        *_risks(needs),
    )


def _availability(facts: ReferralFacts, needs: Needs) -> tuple[StandardField, ...]:
    siblings, why = _siblings(facts, needs)
    return (
        StandardField(AVAILABILITY, "childId", facts.child_id),
        _known(AVAILABILITY, "neededBy", _needed_by(facts)),
        StandardField(AVAILABILITY, "siblingCount", siblings, why),
        _known(AVAILABILITY, "preferredLocation", needs.preferred_area),
    )


def _needed_by(facts: ReferralFacts) -> str | None:
    if facts.needed_at is None:
        return None
    days = (local_day(facts.needed_at) - local_day(facts.now)).days
    if days <= 0:
        return "Today"
    return "in less than 5 days" if days < 5 else "in more than 5 days"


def _siblings(facts: ReferralFacts, needs: Needs) -> tuple[int | None, str]:
    if not facts.siblings:
        return facts.siblings, _NOT_GIVEN if facts.siblings is None else ""
    if needs.together is None:
        return None, "It is not known whether they are to be placed together."
    return (
        (0, "They are to be apart.") if needs.together is Together.APART else (facts.siblings, "")
    )


def _requirements(needs: Needs) -> tuple[StandardField, ...]:
    support, why = _support(needs.support_wanted)
    return (
        StandardField(REQUIREMENTS, "communicationNeeds", _communication_needs(needs)),
        _known(REQUIREMENTS, "specificCommunicationRequirements", _communication(needs)),
        _known(REQUIREMENTS, "homeAdaptation", needs.home_adaptation, _NOT_ANSWERED),
        StandardField(REQUIREMENTS, "culturalNeeds", _CULTURE[needs.cultural_needs]),
        _known(REQUIREMENTS, "livingCompanions", _companions(needs), _NOT_ANSWERED),
        StandardField(REQUIREMENTS, "pets", _pets(needs)),
        StandardField(REQUIREMENTS, "additionalSupport", support, why),
        _known(REQUIREMENTS, "deprivationOfLiberty", needs.deprivation_of_liberty),
    )


def _communication_needs(needs: Needs) -> str:
    signs = [
        None if needs.communication is None else bool(needs.communication),
        needs.needs_interpreter,
        *(
            None if level is None else level is not Level.NONE
            for level in (needs.level(NeedCode.LANGUAGE), needs.level(NeedCode.LEARNING))
        ),
    ]
    if any(signs):
        return "Y"
    return "Not Specified" if None in signs else "N"


def _communication(needs: Needs) -> tuple[str, ...] | None:
    if needs.communication is None:
        return ("Other",) if needs.needs_interpreter else None
    words = [_COMMUNICATION[code] for code in Communication if code in needs.communication]
    if needs.needs_interpreter and "Other" not in words:
        words.append("Other")
    return tuple(words) or ("None",)


def _companions(needs: Needs) -> str | None:
    no_younger, no_older = needs.no_younger_children is True, needs.no_older_children is True
    if needs.no_other_children or (no_younger and no_older):
        return "Solo placement recommended"
    if no_younger:
        return "Only with other older children"
    if no_older:
        return "Only with other younger children"
    if needs.other_children_wanted:
        return "With other children recommended"
    matters = (
        needs.no_other_children,
        needs.no_younger_children,
        needs.no_older_children,
        needs.other_children_wanted,
    )
    return None if None in matters else "No preference"


def _pets(needs: Needs) -> str:
    if needs.no_pets:
        return "No"
    if needs.pets_wanted:
        return "Yes - must"
    return "Not Known" if needs.no_pets is None else "Yes - can"


def _support(wanted: tuple[SupportWanted, ...] | None) -> tuple[str | None, str]:
    if wanted is None:
        return None, _NOT_GIVEN
    first, *rest = [words for code, words in _SUPPORT.items() if code in wanted] or ["NA"]
    return first, f"The standard takes one; left out: {', '.join(rest)}." if rest else ""


def _recommendation(needs: Needs) -> tuple[StandardField, ...]:
    foster = needs.foster_suits
    why = ""
    if foster is None and needs.family_unsuitable_by:
        foster = Suitability.UNSUITABLE
        why = "A family placement was decided not to be in the child's interest."
    return (
        StandardField(RECOMMENDATION, "fosterCareSuitability", _SUITS[foster], why),
        StandardField(
            RECOMMENDATION, "residentialCareSuitability", _SUITS[needs.residential_suits]
        ),
        StandardField(
            RECOMMENDATION, "supportedAccommodationSuitability", _SUITS[needs.supported_suits]
        ),
    )


def _risks(needs: Needs) -> tuple[StandardField, ...]:
    risks = [_risk(needs, name, code) for name, code in RISK_FIELDS.items()]
    at = 1 + list(RISK_FIELDS).index("riskMissing")
    offending = needs.level(NeedCode.OFFENDING)
    others = [needs.risk_to_others_other or ""]
    if offending not in {None, Level.NONE}:
        others.append(NeedCode.OFFENDING.words)
    return (
        *risks[:at],
        _known(RISKS, "riskOther", needs.risk_other),
        *risks[at:],
        _known(RISKS, "riskToOthersOther", "; ".join(filter(None, others)) or None),
    )


def _risk(needs: Needs, name: str, code: NeedCode) -> StandardField:
    answer = needs.need(code)
    if answer.level is None:
        said = answer.words or answer.what_works
        why = "There are words on it and no level." if said else _NOT_ANSWERED
        return StandardField(RISKS, name, None, why)
    none = answer.level is Level.NONE
    return StandardField(RISKS, name, "No known risk" if none else "Risk Present")


def _known(entity: str, name: str, value: Value, why: str = _NOT_GIVEN) -> StandardField:
    return StandardField(entity, name, value, "" if value is not None else why)
