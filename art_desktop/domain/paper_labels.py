"""What the parts of every paper are called when a line says that one of them changed.

The order is that of the lines. "" is a part whose own parts speak for themselves. A name that is not here is read as it
is written: "opened_at" as "Opened at".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LABELS: Final = MappingProxyType(
    {
        # The asking
        "head": "", "redacted": "", "referral": "", "meeting": "", "case": "",
        "reference": "Number", "kind_words": "What is asked for", "kind": "What is asked for", "asked": "What is asked",
        "needed_by": "Needed by", "needed_at": "Needed by", "starts_on": "Comes", "starts_at": "Begins",
        "ends_at": "Ends", "planned_end": "Planned end", "answer_by": "Answer by", "answer_words": "How soon to answer",
        "ring_post": "Whom to ring", "ring_phone": "Whom to ring", "phone": "Telephone",
        "out_of_hours_phone": "Telephone at night", "night_phone": "Telephone at night", "authorised": "Authorised",
        "authorised_words": "Who authorised it", "support": "What comes with it", "home": "The home",
        # The child
        "age_years": "Age", "age_words": "Age", "sex": "Girl or boy", "name": "Name", "known_as": "Known as",
        "born_on": "Born", "person": "", "likes": "Likes and enjoys", "loves": "Loves", "good_at": "Good at",
        "routines": "The shape of the day", "day": "The day", "food": "Food", "food_yes": "Food", "food_no": "Food",
        "bedtime": "Bedtime", "comfort": "What comforts", "sad": "When sad", "wishes": "Wishes", "siblings":
        "Brothers and sisters", "siblings_words": "Brothers and sisters", "together": "Brothers and sisters",
        "asked_together": "Brothers and sisters", "family_time": "Time with family", "family": "Family",
        "education": "School and learning", "health": "Health", "known_health": "Health", "allergies": "Allergies",
        "medicines": "Medicines", "languages": "Languages", "religion": "Faith", "ethnicity": "Ethnicity",
        "gender_words": "Gender", "legal": "Legal status", "immigration": "Immigration", "plan": "Plan",
        "expected": "How long for", "needs": "Needs", "risks": "Risks", "present": "", "absent": "What is no worry",
        "must_haves": "What the home must have", "not_needed": "What does not matter", "area": "Area",
        "distances": "How far", "avoid": "Places to avoid", "keep_away": "People and places to keep away from",
        "address": "Address", "school_name": "School", "nhs_number": "NHS number",
        "case_number": "Number at the council",
        "lives_now": "Where the child lives now", "contacts": "People to reach", "people": "People",
        "first": "People to ring first", "others": "More people to ring", "no_number": "Numbers not known",
        "not_told": "Who must not be told", "unknown": "What is not yet known",
        "unknown_facts": "What is not yet known",
        "unknown_home": "What is not yet known", "not_known": "What is not yet known", "open": "What is still open",
        "to_come": "What is still to come", "missing": "What is missing",
        # The plan, the agreement, the panel
        "move": "The move", "visits": "Visits", "money": "Money", "ending": "How it ends", "groups": "Who decides",
        "consent": "Consent", "responsible": "Parental responsibility", "due_on": "Due", "options": "Homes considered",
        "match": "The match", "decision": "Decision", "decisions": "Decisions", "conditions": "Conditions",
        "split": "Who pays what", "parts": "Who pays what", "items": "Items", "quorum_words": "Quorum",
        "next_steps": "What happens next", "price": "Price", "weekly_pence": "Price a week", "outcomes": "Outcomes",
        "included": "What the price includes", "excluded": "What the price leaves out", "notice_words": "Notice",
        "checks": "Checks", "signatures": "Who signs", "pictures": "Pictures", "pets": "Pets", "said": "In their words",
        "filled": "The form behind it", "lines": "", "settled": "", "authority": "Who decides",
        "strip": "The first dates", "home_meets": "This home and the child", "own_page": "The child's own page",
        "own_page_said": "The child's own page", "number": "", "saved_on": "", "saved_by": "",
    }
)  # fmt: skip

AFTERTHOUGHTS: Final = frozenset(
    {"unknown", "unknown_facts", "unknown_home", "not_known", "open", "absent", "age_years", "filled", "names",
     "own_page_said"}
)  # fmt: skip
"""Parts that follow from others: told only where nothing else of the same thing changed."""
