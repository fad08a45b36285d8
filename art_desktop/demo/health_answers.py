"""What was written down for the health team of a few children, as an officer would have done it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from art_desktop.domain.ids import RequestId
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.permissions import Actor
from art_desktop.domain.requests import Request
from art_desktop.services.base import Context
from art_desktop.services.paper_forms import FormService

_ANSWERS: Final[dict[str, dict[str, Answer]]] = {
    "baby": {
        "nhs_number": "999 000 0107",
        "gp": "Not registered yet; the carers' surgery has agreed to take her",
        "gps_before": "Mother's surgery: Marsh Lane Practice, 01632 960411",
        "red_book": "On the ward; it goes with her",
        "responsible": ({"name": "Kelly Setchell", "relation": "Mother"},),
        "consent": "given",
        "consent_by": "Kelly Setchell, mother",
        "consent_missing": "The signed form is with the social worker and follows today.",
        "known_health": (
            "Coming off methadone, weaned to one dose a day. Hearing screen passed. Hepatitis B course begun."
        ),
        "allergies": "None known",
        "medicines": "One dose a day from the ward's plan, which comes with her",
        "seen_by": "Dr Obi, neonatal follow-up; the community nurse twice a week",
        "born_at": "City Hospital",
        "born_weeks": "37 weeks",
        "born_weight": "2.71 kg",
        "ring": "Ward sister until she leaves, 01632 960433; then the social worker",
        "brings": "The carers, with the social worker for the first time",
        "interpreter": "Not needed",
        "helps": "A dim, quiet room, and a feed just before.",
    },
    "fifteen": {
        "nhs_number": "999 000 0115",
        "gp": "Dr Patel, Foxcote Surgery, 01632 960422",
        "consent": "own",
        "consent_by": "Kian, to the social worker; he understands what it is for",
        "known_health": "Forearm healed. Dentist overdue. Sleep clinic referral made in October.",
        "allergies": "Penicillin: a rash when he was small",
        "medicines": "Melatonin at night",
        "seen_by": "Sleep clinic, first appointment to come",
        "brings": "His key worker; he asks for nobody else in the room",
        "interpreter": "Not needed",
        "helps": "The first appointment of the day, and no waiting room.",
        "safe": "Nobody outside the home is told the day or the place. A room with two ways out.",
        "not_told": "Older friends who have come looking for him at homes before",
    },
    "agreed": {
        "nhs_number": "999 000 0123",
        "gp": "Dr Shaw, Riverside Surgery, 01632 960444",
        "consent": "sought",
        "consent_missing": "His father has the form; the social worker collects it on the day of the move.",
        "allergies": "None known",
        "interpreter": "Not needed",
    },
}
"""The answers by the key of the story; NHS numbers are from the range that is never given to anybody."""


def fill_in(context: Context, actor: Actor, key: str, request_id: RequestId) -> None:
    """Fill in the form of the first child of a story's request, where there are answers for it."""
    found = _ANSWERS.get(key)
    if found is None:
        return
    with context.store.reading(None) as uow:
        lines = sorted(uow.get(Request, request_id).children, key=lambda line: line.position)
    subject = FormSubject(code=FormCode.HEALTH, request_id=request_id, child_id=lines[0].child_id)
    service = FormService(context)
    proposed = service.page(actor, subject).answers.values
    service.save(actor, subject, Answers(MappingProxyType({**proposed, **found})), 0)
