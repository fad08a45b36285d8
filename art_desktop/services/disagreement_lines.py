"""The history of asking for the social worker's view and of disagreements, for a request's timeline."""

from __future__ import annotations

from collections.abc import Iterator

from art_desktop.domain import escalating
from art_desktop.domain.deciding_words import EscalationEnd
from art_desktop.domain.escalations import Escalation
from art_desktop.domain.read_models import HistoryLine
from art_desktop.services.standing import Held


def disagreement_lines(
    held: Held, titles: dict[int, str], names: dict[int, str]
) -> Iterator[HistoryLine]:
    """Yield each asking, each step raised and heard, and each end that nobody decided."""
    for asked in held.standing.asked:
        words = f"Asked {asked.asked_of} about {titles.get(asked.option_id, 'a home')}"
        if asked.support:
            words += f", with support: {asked.support}"
        yield HistoryLine(asked.asked_at, names.get(asked.asked_by, ""), words)
    for one in held.standing.escalations:
        yield from _ladder(one, titles.get(one.option_id, "a home"), names)


def _ladder(one: Escalation, title: str, names: dict[int, str]) -> Iterator[HistoryLine]:
    for step in one.steps:
        rung = escalating.SHORT[step.rung]
        first = step is one.steps[0]
        who = names.get(one.opened_by if first else step.recorded_by, "")
        words = f"Disagreement about {title} with {rung}: {step.who}"
        yield HistoryLine(step.raised_at, who, words)
        if step.heard_at is not None and step.result is not None:
            words = f"{rung} on {title}: {step.result.words.lower()}. {step.words}"
            yield HistoryLine(step.heard_at, names.get(step.recorded_by, ""), words)
    if one.settled_at is not None and one.ended not in {None, EscalationEnd.SETTLED}:
        assert one.ended is not None
        words = f"Disagreement about {title} ended: {one.ended.words.lower()}"
        yield HistoryLine(one.settled_at, "", words)
