"""The shelf of a request's papers: which it can have, what each waits for, which are kept (product.md §6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import HouseholdId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_shelf import (
    EXPECTED_PAGES,
    FOR_CHILDREN,
    FORMS,
    GROUP_OF,
    OF_EACH_CHILD,
    WHAT_FOR,
)
from art_desktop.domain.paper_views import PaperShelf, ShelfForm, ShelfGroup, ShelfLine, Variant
from art_desktop.domain.paper_words import (
    NEEDED,
    TO_FILL_IN,
    FormCode,
    PaperKind,
    ReadingAge,
    young,
)
from art_desktop.domain.requests import Option
from art_desktop.domain.wording import short_day_words
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.paper_asking import changed_since
from art_desktop.services.paper_builders import Built, PaperDesk, build, builders
from art_desktop.services.paper_forms import standing_of
from art_desktop.services.standing import Held, hold, names_of_users
from art_desktop.services.views import paper_views

_GROUPS = tuple(ShelfGroup)


def shelf_of(desk: PaperDesk, request_id: RequestId) -> PaperShelf:
    """Return a request's papers: those it can have in the order of their groups, and those that are kept."""
    uow = desk.uow
    held = hold(uow, request_id, desk.today)
    kept = [
        one
        for one in uow.all(IssuedPaper, request_id=request_id)
        if desk.actor.may(NEEDED[one.kind])
    ]
    lines = _Lines(desk, held, kept).all() if held.request.kind.seeks_home else ()
    return PaperShelf(
        request_id=request_id,
        reference=held.request.reference,
        lines=tuple(sorted(lines, key=lambda line: _GROUPS.index(line.group))),
        kept=paper_views(kept, names_of_users(uow)),
    )


class _Lines:
    """The papers that one request can have."""

    def __init__(self, desk: PaperDesk, held: Held, kept: Sequence[IssuedPaper]) -> None:
        self._desk, self._held, self._kept = desk, held, kept
        self._users = names_of_users(desk.uow)
        self._household = _household_of(desk, held)

    def all(self) -> Iterator[ShelfLine]:
        """Yield a line for each paper, kind by kind, child by child."""
        for kind in GROUP_OF:
            if kind not in builders() or not self._desk.actor.may(NEEDED[kind]):
                continue
            if kind is PaperKind.DECISION_LETTER:
                yield from self._letters()
            elif kind in OF_EACH_CHILD:
                for child in self._held.children:
                    yield self._line(kind, self._of_child(kind, child), _called(child), child)
            else:
                ask = PaperAsk(kind=kind, request_id=self._held.request.id)
                yield self._line(kind, (("", ask),))

    def _letters(self) -> Iterator[ShelfLine]:
        for one in sorted(self._held.authorisations, key=lambda a: a.decided_at, reverse=True):
            ask = PaperAsk(
                kind=PaperKind.DECISION_LETTER,
                request_id=self._held.request.id,
                authorisation_id=one.id,
            )
            on = short_day_words(local_day(one.decided_at))
            words = f"{one.decision.words}, {one.post.words}, {on}"
            yield self._line(PaperKind.DECISION_LETTER, (("", ask),), words)

    def _of_child(self, kind: PaperKind, child: Child) -> tuple[tuple[str, PaperAsk], ...]:
        """Return what is drafted for one child, the proposed reading age first."""
        of_home = kind is PaperKind.MEET_YOUR_CARERS

        def ask(age: ReadingAge | None) -> PaperAsk:
            return PaperAsk(
                kind=kind,
                request_id=self._held.request.id,
                child_id=child.id,
                household_id=self._household if of_home else None,
                reading_age=age,
            )

        if kind not in FOR_CHILDREN:
            return (("", ask(None)),)
        months = age_in_months(child.born_on, self._desk.today)
        proposed = young(None if months is None else months // 12)
        ages = sorted(ReadingAge, key=lambda age: age is not proposed)
        return tuple((age.words, ask(age)) for age in ages)

    def _line(
        self,
        kind: PaperKind,
        asks: tuple[tuple[str, PaperAsk], ...],
        of_whom: str = "",
        child: Child | None = None,
    ) -> ShelfLine:
        built, refused = self._build(asks[0][1])
        variants = tuple(
            self._variant(words, ask, built if at == 0 else None)
            for at, (words, ask) in enumerate(asks)
        )
        newest = next((one.newest for one in variants if one.newest), None)
        many = 1 if child is not None else max(len(self._held.children), 1)
        return ShelfLine(
            group=GROUP_OF[kind],
            title=": ".join(words for words in (kind.words, of_whom) if words),
            what=WHAT_FOR[kind],
            variants=variants,
            why_not=refused.why if refused else "",
            what_next=refused.what_next if refused else "",
            rule=refused.rule if refused else "",
            forms=tuple(self._forms(kind, child)),
            pages=newest.pages if newest and newest.pages else EXPECTED_PAGES[kind] * many,
        )

    def _build(self, ask: PaperAsk) -> tuple[Built | None, RuleBroken | None]:
        try:
            return build(self._desk, ask), None
        except RuleBroken as refused:
            return None, refused

    def _variant(self, words: str, ask: PaperAsk, built: Built | None) -> Variant:
        mine = [one for one in self._kept if (one.kind, one.subject) == (ask.kind, ask.key)]
        newest = max(mine, key=lambda one: one.number, default=None)
        if newest is None:
            return Variant(ask=ask, words=words)
        built = built or self._build(ask)[0]
        return Variant(
            ask=ask,
            words=words,
            newest=paper_views([newest], self._users)[0],
            changed=changed_since(newest, built) if built else (),
        )

    def _forms(self, kind: PaperKind, child: Child | None) -> Iterator[ShelfForm]:
        """Yield the forms that a paper is made from, for each child it is about."""
        for code in FORMS.get(kind, ()):
            if not self._desk.actor.may(TO_FILL_IN[code]):
                continue
            for words, subject in self._subjects(code, child):
                try:
                    standing = standing_of(self._desk.uow, subject)
                except RuleBroken:
                    continue  # this version has no such form
                yield ShelfForm(words=words, standing=standing)

    def _subjects(self, code: FormCode, child: Child | None) -> Iterator[tuple[str, FormSubject]]:
        request_id = self._held.request.id
        if code is FormCode.HOUSEHOLD_PROFILE:
            if self._household is not None:
                yield code.words, FormSubject(code=code, household_id=self._household)
        elif code is FormCode.AGREEMENT:
            yield code.words, FormSubject(code=code, request_id=request_id)
        else:
            several = child is None and len(self._held.children) > 1
            for one in self._held.children if child is None else (child,):
                words = f"{code.words}: {_called(one)}" if several else code.words
                yield words, FormSubject(code=code, request_id=request_id, child_id=one.id)


def _called(child: Child) -> str:
    return child.known_as or child.first_name


def _household_of(desk: PaperDesk, held: Held) -> HouseholdId | None:
    """Return the household that was matched, None before or where it is a home of another kind."""
    match = held.standing.match
    return None if match is None else desk.uow.get(Option, match.option_id).household_id
