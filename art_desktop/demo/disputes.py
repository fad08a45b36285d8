"""Two disagreements about a home: one on its way up the ladder, one that the Assistant Director settled."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import Rung, RungResult
from art_desktop.domain.escalating_views import AskView, HearStep, OpenEscalation
from art_desktop.domain.escalations import Escalation
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Actor
from art_desktop.services.base import Context
from art_desktop.services.escalating import EscalationService

_WHO: Final = {
    Rung.LINE_MANAGERS: "Farida Okonjo (team manager) and Gareth Pell (access to resources manager)",
    Rung.HEADS: (
        "Head of Service for Children in Care and the Service Manager, with the Commissioning Lead"
    ),
    Rung.ASSISTANT_DIRECTOR: "Assistant Director for Children's Social Care",
}

CLIMBING: Final = (
    (RungResult.NOT_SETTLED, "Agreed on Mass and the calls; not on who drives to Saturday school."),
    (RungResult.NOT_SETTLED, "Both teams say the other's budget should carry the taxi."),
)
"""What has come of a disagreement that is now with the Heads of Service."""

SETTLED: Final = (
    (RungResult.NOT_SETTLED, "Too little known of how the carers manage an absence."),
    (
        RungResult.NOT_SETTLED,
        "The carers' supervising social worker was asked for a plan; it came late.",
    ),
    (RungResult.NOT_SETTLED, "The plan is good. Who pays for the psychologist was left open."),
    (
        RungResult.WITH_SUPPORT,
        "The psychologist's advice monthly for six months, from the service's budget.",
    ),
)
"""What came of a disagreement that went to the Assistant Director and was settled there."""


def ask_first(context: Context, actor: Actor, option_id: OptionId, worker: str) -> None:
    """Ask the social worker what they think of a home."""
    EscalationService(context).ask_view(actor, AskView(option_id=option_id, asked_of=worker))


def climb(
    context: Context,
    clock: FixedClock,
    actor: Actor,
    option_id: OptionId,
    *,
    worker: str,
    about: str,
    outcomes: tuple[tuple[RungResult, str], ...],
    until: datetime,
) -> None:
    """Take a disagreement up the ladder, its steps spread evenly from now until an instant."""
    service = EscalationService(context)
    begun = clock.at
    each = (until - begun) / (len(outcomes) + 1)
    service.open(
        actor,
        OpenEscalation(option_id=option_id, about=about, who=f"{worker} and {actor.full_name}"),
    )
    for number, (result, words) in enumerate(outcomes, start=1):
        clock.at = begun + each * number
        with context.store.reading(None) as uow:
            (one,) = uow.all(Escalation, option_id=option_id)
            now = one.steps[-1].rung
        above = (
            Rung.ASSISTANT_DIRECTOR if now is Rung.ASSISTANT_DIRECTOR else list(Rung)[now.rank + 1]
        )
        assert one.id is not None
        service.hear(
            actor,
            HearStep(
                escalation_id=one.id,
                version=one.version,
                rung=now,
                result=result,
                words=words,
                next_who="" if result.settles else _WHO[above],
            ),
        )
    clock.at = until
