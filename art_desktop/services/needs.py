"""Recording the next version of a needs profile."""

from __future__ import annotations

from collections.abc import Mapping

from art_desktop.domain import life
from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.errors import ChangedByOther, FieldClash, FieldProblem, RuleBroken
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.needs import Needs, changed_answers, needs_from_json, needs_to_json
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.places import distance_miles
from art_desktop.domain.questions import QUESTIONS, said
from art_desktop.domain.read_models import Changed
from art_desktop.domain.redaction import KnownIdentity, find_in_answers
from art_desktop.domain.requests import NeedsProfile
from art_desktop.domain.wording import miles_words
from art_desktop.domain.work import Service
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.children import code_words
from art_desktop.services.identity import known_identity
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import first_needs

_QUESTION = {question.name: question for question in QUESTIONS}


class NeedsService(BaseService):
    """What is done with a needs profile."""

    @permitted(Permission.EDIT_REQUESTS)
    def save(self, actor: Actor, command: SaveNeeds) -> Changed:
        """Record the next version; an unchanged one is not recorded again.

        Returns: what changed in words, and that the shortlist is to be searched again where there is one.
        Raises: ChangedByOther: somebody saved a version since; `clashes` has each answer both changed.
        """
        doing = "The needs profile was not saved."
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, self._context.today())
            life.require_open(held.request, doing)
            self._require_child(held, command.child_id, doing)
            before = held.profiles.get(command.child_id)
            number = before.number if before else 0
            if number != command.based_on:
                raise self._clash(doing, held, command)
            old = needs_from_json(before.body) if before else None
            changed = changed_answers(old or Needs(), command.needs)
            if old is not None and not changed:
                return Changed(
                    frozenset(), request_id=command.request_id, words="Nothing had changed."
                )
            uow.add(
                NeedsProfile(
                    request_id=command.request_id,
                    child_id=command.child_id,
                    number=number + 1,
                    body=needs_to_json(command.needs),
                    recorded_at=self._context.now(),
                    recorded_by=actor.user_id,
                )
            )
            settle(uow, command.request_id, self._context.today())
            uow.commit()
        count = "1 answer" if len(changed) == 1 else f"{len(changed)} answers"
        words = f"Version {number + 1} saved: {count} changed."
        if held.standing.searches:
            words += " Search again to see what it changes in the shortlist."
        return Changed(frozenset({"request", "needs"}), request_id=command.request_id, words=words)

    @permitted(Permission.SEE_NEEDS)
    def identifiers(
        self, actor: Actor, request_id: RequestId, child_id: ChildId, needs: Needs
    ) -> tuple[FieldProblem, ...]:
        """Return the answers whose words would give away who the child is, each with what was found."""
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            self._require_child(held, child_id, "The words were not checked.")
            identity = known_identity(uow, held, self._context.today())
        return identifying_answers(needs, identity)

    @permitted(Permission.SEE_NEEDS)
    def lists(self, actor: Actor) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the statutory lists that answers come from: codes and words by `Question.code_list`."""
        with self._store.reading(actor) as uow:
            return {
                name: tuple(code_words(uow, code_list).items())
                for name, code_list in (("ethnicity", "ETHNIC"), ("legal_status", "LS"))
            }

    @permitted(Permission.SEE_NEEDS)
    def place(self, actor: Actor, postcode: str, home: str | None = None) -> str:
        """Return where a whole postcode is, for the line under it: "In Peterborough · 1.2 miles from home"."""
        found = self._context.gazetteer.find(postcode)
        if found is None:
            return "Not in the list of postcodes. Check it."
        with self._store.reading(actor) as uow:
            service = next(iter(uow.all(Service)), None)
        words = []
        if service is not None and found.local_authority_code:
            inside = found.local_authority_code == service.area_code
            words.append(f"{'In' if inside else 'Outside'} {service.area_name}")
        start = self._context.gazetteer.find(home) if home else None
        miles = distance_miles(start.grid_reference, found.grid_reference) if start else None
        if miles is not None:
            words.append(f"{'about ' if found.approximate else ''}{miles_words(miles)} from home")
        return " · ".join(words) or found.postcode

    @staticmethod
    def _require_child(held: Held, child_id: ChildId, doing: str) -> None:
        if all(child.id != child_id for child in held.children):
            raise RuleBroken(
                doing,
                "This child is not on the request any more.",
                "Read the request again.",
                rule="other_child",
            )

    @staticmethod
    def _clash(doing: str, held: Held, command: SaveNeeds) -> ChangedByOther:
        """Return the refusal that shows both versions, answer by answer."""
        theirs = held.needs_of(command.child_id)
        child = next(child for child in held.children if child.id == command.child_id)
        base = theirs if command.child_id in held.profiles else first_needs(child)
        clashes = tuple(
            FieldClash(
                _QUESTION[name].words,
                said(_QUESTION[name], command.needs.answer(name)),
                said(_QUESTION[name], base.answer(name)),
            )
            for name in changed_answers(base, command.needs)
        )
        return ChangedByOther(doing, clashes)


def identifying_answers(needs: Needs, identity: KnownIdentity) -> tuple[FieldProblem, ...]:
    """Return one problem for each answer in words that holds something identifying."""
    found: dict[str, set[str]] = {}
    for leak in find_in_answers(needs, identity):
        found.setdefault(leak.where, set()).add(f"{leak.kind} {leak.hint}")
    return tuple(
        FieldProblem(
            name,
            f"“{_QUESTION[name].words}” gives away: {', '.join(sorted(leaks))}. Write it without.",
        )
        for name, leaks in found.items()
    )
