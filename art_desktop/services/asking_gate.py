"""What has to hold before anybody outside the team is asked, and the settings of answering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain import approaching, authorisation, life, resourcing
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.office_hours import OfficeHours
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Authorisation, Option
from art_desktop.domain.vocabulary import OptionState, Tier, Urgency
from art_desktop.domain.work import Setting
from art_desktop.services.standing import Held

ASKABLE = frozenset({OptionState.OPEN, OptionState.NOT_USED, OptionState.DECLINED})
_OFFICE = (("office_opens", "08:30"), ("office_closes", "17:30"))


def require_may_ask(held: Held, today: date, doing: str) -> Authorisation:
    """Return the authorisation in force on which somebody may be asked.

    Raises: RuleBroken: the request is over, nothing authorises it (rule "authorisation": who can), or it has its match.
    """
    life.require_open(held.request, doing)
    resourcing.refuse_placement(held.request, doing)
    routes = [r for r in held.routes if r.urgency is held.request.urgency] or held.routes
    found = authorisation.require(
        held.authorisations, held.request, routes, today, doing, held.rules
    )
    if held.standing.match is not None:
        raise RuleBroken(
            doing,
            "This request has its match already.",
            "Start the placement, or withdraw the request and open a new one.",
            rule="matched",
        )
    return found


def require_askable(option: Option, doing: str) -> None:
    """Refuse to ask about an option that is not suitable, or that was asked already. Raises: RuleBroken."""
    if not option.suitable:
        raise RuleBroken(
            doing,
            f"This option is not suitable: {option.excluded_by}.",
            "A manager may override some rules with a reason; others cannot be waived.",
            rule="not_suitable",
        )
    if option.state not in ASKABLE:
        raise RuleBroken(
            doing,
            f"This option is already “{option.state.words.lower()}”.",
            "Record the answer under Approaches.",
            rule="asked_already",
        )


@dataclass(frozen=True)
class Answering:
    """The settings of answering, as on a day."""

    hours: int
    hours_urgent: int
    office: OfficeHours

    def due_at(self, now: datetime, urgency: Urgency) -> datetime:
        """Return by when providers answer what is released now."""
        hours = self.hours if urgency is Urgency.PLANNED else self.hours_urgent
        return approaching.answer_due(now, hours, urgency, self.office)

    @property
    def hours_words(self) -> str:
        """Return "08:30 to 17:30 on working days"."""
        return f"{self.office.words} on working days"


def answering(uow: UnitOfWork, on: date) -> Answering:
    """Return the settings of answering that are in force on a day."""
    return Answering(
        hours=int(_setting(uow, "provider_answer_hours", on, "48")),
        hours_urgent=int(_setting(uow, "provider_answer_hours_urgent", on, "4")),
        office=OfficeHours.of({code: _setting(uow, code, on, first) for code, first in _OFFICE}),
    )


def _setting(uow: UnitOfWork, code: str, on: date, first: str) -> str:
    rows = uow.in_force(Setting, on, code=code)
    newest = max(rows, key=lambda row: row.effective_from, default=None)
    return first if newest is None else newest.value.strip()


def is_outside(option: Option) -> bool:
    """Say whether an option belongs to a provider."""
    return option.tier in {Tier.IFA, Tier.RESIDENTIAL}
