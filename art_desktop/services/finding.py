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
GOOD_ENOUGH = 75.0


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
        from rapidfuzz import fuzz, process

        names = [line for line in self._all(actor) if actor.may(_NEEDS[line[0]])]
        folded = wanted.casefold()
        exact = [(self._rank(folded, line[2]), at) for at, line in enumerate(names)]
        ranked = sorted((rank, at) for rank, at in exact if rank is not None)
        chosen = [(at, 100.0) for _, at in ranked[:limit]]
        if len(chosen) < limit:
            taken = {at for at, _ in chosen}
            near = process.extract(
                folded,
                [line[2].casefold() for line in names],
                scorer=fuzz.token_set_ratio if " " in folded else fuzz.partial_ratio,
                limit=limit * 2,
                score_cutoff=GOOD_ENOUGH,
            )
            chosen += [(at, score) for _, score, at in near if at not in taken]
        return tuple(self._hit(names[at], score) for at, score in chosen[:limit])

    @staticmethod
    def _rank(wanted: str, words: str) -> int | None:
        """Return 0 where a word begins so, 1 where it stands inside, None where it does not stand there."""
        folded = words.casefold()
        if any(part.startswith(wanted) for part in folded.split()) or folded.startswith(wanted):
            return 0
        return 1 if wanted in folded else None

    @staticmethod
    def _hit(line: tuple[str, int, str, str], score: float) -> FindHit:
        kind, key, words, detail = line
        title = words.split(detail)[0].strip() if detail and detail in words else words
        return FindHit(kind, key, title or words, f"{_TITLES[kind]} {detail}".strip(), score)

    def _all(self, actor: Actor) -> list[tuple[str, int, str, str]]:
        if self._names is None:
            with self._store.reading(actor) as uow:
                self._names = uow.names_for_find()
        return self._names
