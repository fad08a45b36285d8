"""The fields of the sheet of households, and the names their columns go under."""

from __future__ import annotations

from collections.abc import Callable

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import FieldSpec, shown
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    PaymentLevel,
    Sex,
    SexApproved,
)
from art_desktop.intake.codes import Codes
from art_desktop.intake.mapping import field_spec as _field
from art_desktop.intake.values import (
    coded,
    parse_ages,
    parse_date,
    parse_email,
    parse_list,
    parse_postcode,
    parse_yes_no,
    plain,
    short_text,
    text,
    whole_number,
)

_SEX = {"f": Sex.FEMALE, "m": Sex.MALE, "woman": Sex.FEMALE, "man": Sex.MALE, "2": Sex.FEMALE}
_SEX |= {"1": Sex.MALE, "girl": Sex.FEMALE, "boy": Sex.MALE}
_STATUS = {
    "approved": HouseholdStatus.ACTIVE,
    "open": HouseholdStatus.ACTIVE,
    "current": HouseholdStatus.ACTIVE,
    "applicant": HouseholdStatus.ASSESSMENT,
    "ended": HouseholdStatus.ENDED,
    "closed": HouseholdStatus.ENDED,
    "resigned": HouseholdStatus.ENDED,
    "deregistered": HouseholdStatus.ENDED,
}
_LEVELS = {
    "1": PaymentLevel.LEVEL_1,
    "2": PaymentLevel.LEVEL_2,
    "3": PaymentLevel.LEVEL_3,
    "agency": PaymentLevel.AGENCY,
    "from agency": PaymentLevel.AGENCY,
    "supported lodgings": PaymentLevel.LODGINGS,
    "special": PaymentLevel.SPECIAL,
}
_KINDS = {
    "emergency": ApprovalKind.EMERGENCY,
    "duty": ApprovalKind.EMERGENCY,
    "permanent": ApprovalKind.LONG_TERM,
    "permanence": ApprovalKind.LONG_TERM,
    "short break": ApprovalKind.SHORT_BREAK,
    "short breaks": ApprovalKind.SHORT_BREAK,
    "respite": ApprovalKind.SHORT_BREAK,
    "link": ApprovalKind.SHORT_BREAK,
    "mother and baby": ApprovalKind.PARENT_CHILD,
    "parent child": ApprovalKind.PARENT_CHILD,
    "foster to adopt": ApprovalKind.FOSTER_TO_ADOPT,
    "connected person": ApprovalKind.CONNECTED,
    "connected persons": ApprovalKind.CONNECTED,
    "kinship": ApprovalKind.CONNECTED,
    "family and friends": ApprovalKind.CONNECTED,
}
_SEXES = {
    "both": SexApproved.ANY,
    "any": SexApproved.ANY,
    "either": SexApproved.ANY,
    "male or female": SexApproved.ANY,
    "f": SexApproved.FEMALE,
    "female": SexApproved.FEMALE,
    "m": SexApproved.MALE,
    "male": SexApproved.MALE,
}


def _kinds(cell: str) -> tuple[ApprovalKind, ...]:
    whole = plain(cell)
    if whole in ("parent and child", "mother and baby", "family and friends"):
        return (_kind(cell),)
    # "Parent and child" holds an "and" of its own.
    held = cell.replace("arent and child", "arent child").replace("other and baby", "arent child")
    held = held.replace("mergency and duty", "mergency").replace(
        "onnected person, named", "onnected"
    )
    return tuple(dict.fromkeys(_kind(part) for part in parse_list(held)))


_kind = coded(ApprovalKind, _KINDS)


def household_fields(codes: Codes) -> tuple[FieldSpec, ...]:
    """The fields of the sheet, in the order in which a person would fill them."""

    def ethnicity(cell: str) -> str:
        code = codes.code_for("ETHNIC", cell)
        if code is None:
            raise RuleBroken(f"{shown(cell)} is no DfE ethnicity code or its words, as WBRI.")
        return code

    carers = (*_carer_fields(1, ethnicity), *_carer_fields(2, ethnicity))
    return (*_REGISTRATION, *_ADDRESS, *carers, *_APPROVAL, *_HOME)


_YES = "Yes, No, or Not known."
_DAY = "dd/mm/yyyy"

_REGISTRATION = (
    _field(
        "reference",
        "Reference",
        short_text,
        "household reference; ref; household id; carer id; fostering reference; household number",
        "The household's own number; repeated on each of its rows.",
        required=True,
    ),
    _field(
        "name",
        "Household name",
        short_text,
        "name; household; foster carers; carers; carer names",
        "Made from the carers' names when left out.",
    ),
    _field("status", "Status", coded(HouseholdStatus, _STATUS), "approval status"),
    _field(
        "approved_on",
        "Approved on",
        parse_date,
        "approval date; date approved; date of approval; approved",
        _DAY,
    ),
    _field(
        "review_due_on",
        "Review due",
        parse_date,
        "next review; annual review due; review date; review due on; next review date",
        _DAY,
    ),
    _field(
        "checks_due_on",
        "Checks due",
        parse_date,
        "dbs due; dbs expiry; checks due on; next checks; dbs renewal",
        "The first that runs out, DBS or medical.",
    ),
    _field(
        "payment_level",
        "Payment level",
        coded(PaymentLevel, _LEVELS),
        "level; fee level; skill level; allowance level; banding",
    ),
)

_ADDRESS = (
    _field("postcode", "Postcode", parse_postcode, "post code; home postcode"),
    _field("address_1", "Address line 1", short_text, "address; address 1; street; address1"),
    _field("address_2", "Address line 2", short_text, "address 2; address2"),
    _field("address_3", "Address line 3", short_text, "address 3; address3"),
    _field("town", "Town", short_text, "city; town or city; post town"),
    _field(
        "phone",
        "Phone",
        short_text,
        "telephone; mobile; phone number; tel; telephone number; contact number",
    ),
    _field("email", "E-mail", parse_email, "email; email address; e-mail address"),
)

_APPROVAL = (
    _field(
        "kinds",
        "Approved for",
        _kinds,
        "approval; approval kinds; approval kind; approval type; approval types; "
        "type of approval; terms of approval; category",
        "Kinds of care, between commas.",
    ),
    _field(
        "places",
        "Approved places",
        whole_number(0, 12),
        "places; number of places; approved number; max children; number approved",
    ),
    _field("age_from", "Age from", whole_number(0, 25), "min age; minimum age; approved age from"),
    _field("age_to", "Age to", whole_number(0, 25), "max age; maximum age; approved age to"),
    _field(
        "sex",
        "Sex approved",
        coded(SexApproved, _SEXES),
        "gender approved; approved sex; approved gender; sex of children; sex; gender",
    ),
)

_HOME = (
    _field(
        "languages",
        "Languages",
        parse_list,
        "language; languages spoken; spoken languages",
        "Between commas.",
    ),
    _field(
        "spare_bedrooms",
        "Spare bedrooms",
        whole_number(0, 12),
        "bedrooms; bedrooms for fostering; bedrooms available",
    ),
    _field("pets", "Pets", text, "animals; any pets", "Yes, no, or which."),
    _field("smokers", "Smokers", parse_yes_no, "smoker; smoking household; smoking", _YES),
    _field(
        "someone_home",
        "Someone home in the day",
        parse_yes_no,
        "home in the day; at home in day; someone at home in the day; daytime carer",
        _YES,
    ),
    _field(
        "ground_floor_bedroom",
        "Ground-floor bedroom",
        parse_yes_no,
        "ground floor; downstairs bedroom",
        _YES,
    ),
    _field(
        "own_children_ages",
        "Own children at home, ages",
        parse_ages,
        "own children; birth children; own children at home; own children ages; "
        "ages of own children; birth children ages; children at home; "
        "own children at home ages",
        "As 4, 7, 12.",
    ),
    _field("notes", "Notes", text, "comments; comment; note"),
)


def _carer_fields(n: int, ethnicity: Callable[[str], str]) -> tuple[FieldSpec, ...]:
    who, spelt = f"carer_{n}_", ("first", "second")[n - 1]
    starts = [f"carer {n} ", f"{spelt} carer ", f"carer{n} ", f"foster carer {n} "]
    starts += [f"applicant {n} "]
    # A sheet with a row for each carer says only "forename"; "sex" alone is the child's.
    bare = ["", "carer "] if n == 1 else []

    def also(names: str, *, alone: bool = True) -> str:
        every = starts + (bare if alone else [])
        return "; ".join(start + name for start in every for name in names.split("; "))

    return (
        _field(
            who + "forename",
            f"Carer {n} forename",
            short_text,
            also("forename; first name; given name; forenames"),
        ),
        _field(
            who + "surname",
            f"Carer {n} surname",
            short_text,
            also("surname; last name; family name"),
        ),
        _field(
            who + "born_on",
            f"Carer {n} date of birth",
            parse_date,
            also("date of birth; dob; birth date; born on"),
            _DAY,
        ),
        _field(who + "sex", f"Carer {n} sex", coded(Sex, _SEX), also("sex; gender", alone=False)),
        _field(
            who + "ethnicity",
            f"Carer {n} ethnicity",
            ethnicity,
            also("ethnicity; ethnic origin; ethnic group"),
            "A DfE code or its words.",
        ),
        _field(who + "religion", f"Carer {n} religion", short_text, also("religion; faith")),
    )
