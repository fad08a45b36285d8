"""The find box: any child, household, provider or request, by mistyped name, number or postcode."""

from __future__ import annotations

from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.read_models import FindHit
from art_desktop.services.base import BaseService, Context, permitted

_TITLES = {"child": "Child", "household": "Household", "provider": "Provider", "request": "Request"}
_NEEDS = {
    "child": Permission.SEE_CHILDREN,
    "household": Permission.SEE_HOUSEHOLDS,
    "provider": Permission.SEE_HOUSEHOLDS,
    "request": Permission.SEE_CHILDREN,
}
GOOD_ENOUGH = 68.0


class FindService(BaseService):
    """Finds people and records as they are typed. Names are read once and again after a change."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._names: list[tuple[str, int, str, str]] | None = None

    def forget(self) -> None:
        """Read the names again at the next question: something was added or renamed."""
        self._names = None

    @permitted(Permission.SEE_CHILDREN)
    def find(self, actor: Actor, text: str, limit: int = 12) -> tuple[FindHit, ...]:
        """Return the best hits for what has been typed so far, best first; () for less than two letters."""
        wanted = text.strip()
        if len(wanted) < 2:
            return ()
        # Imported late: start-up does not need it.
        from rapidfuzz import fuzz, process, utils

        names = self._all(actor)
        hits = process.extract(
            wanted,
            [line[2] for line in names],
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=limit * 3,
            score_cutoff=GOOD_ENOUGH,
        )
        folded = wanted.casefold()

        def rank(hit: tuple[str, float, int]) -> tuple[bool, float, str]:
            words = hit[0].casefold()
            starts = any(part.startswith(folded) for part in words.split())
            return (not (starts or folded in words), -hit[1], words)

        found = []
        for _, score, index in sorted(hits, key=rank):
            kind, key, words, detail = names[index]
            if actor.may(_NEEDS[kind]):
                title = words.split(detail)[0].strip() if detail and detail in words else words
                found.append(
                    FindHit(kind, key, title or words, f"{_TITLES[kind]} {detail}".strip(), score)
                )
        return tuple(found[:limit])

    def _all(self, actor: Actor) -> list[tuple[str, int, str, str]]:
        if self._names is None:
            with self._store.reading(actor) as uow:
                self._names = uow.names_for_find()
        return self._names
