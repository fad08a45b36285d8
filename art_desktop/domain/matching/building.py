"""Makes a pool's columns out of facts: the only loops over candidates there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.facts import (
    Candidate,
    HomeFacts,
    HouseholdFacts,
    ResidentFacts,
    TermsFacts,
)
from art_desktop.domain.matching.pool import (
    AGENCY,
    CALLS,
    GRADES,
    HOLDS,
    HOME,
    HOUSEHOLD,
    KINDS,
    NEEDS,
    NO_TERM,
    NOBODY,
    SETTINGS,
    SEXES_APPROVED,
    TIERS,
    Bytes,
    HoldRows,
    Index,
    Living,
    Moves,
    Pool,
    ResidentSlots,
    Rows,
    Slots,
    TermSlots,
    counts,
)
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    RANK,
    UNKNOWN,
    Verdicts,
)
from art_desktop.domain.matching.words import folded, interest_words
from art_desktop.domain.vocabulary import Grade, HouseholdStatus, Level, ProviderKind, Sex, Skill


def _yes(value: bool | None) -> int:  # noqa: FBT001 - a fact, not a switch
    if value is None:
        return UNKNOWN
    return MET if value else NOT_MET


def _no(value: bool | None) -> int:  # noqa: FBT001 - the same
    return _yes(None if value is None else not value)


def _form(facts: Candidate) -> int:
    if isinstance(facts, HouseholdFacts):
        return HOUSEHOLD
    return AGENCY if facts.kind is ProviderKind.IFA else HOME


def _day(value: date | None) -> int:
    return -1 if value is None else value.toordinal()


def _number(value: int | None) -> int:
    return -1 if value is None else value


class _Columns:
    """Makes columns out of facts; each method goes over the candidates once."""

    def __init__(self, everyone: tuple[Candidate, ...]) -> None:
        self.everyone = everyone

    def every(self, read: Callable[[Candidate], Any], kind: Any) -> NDArray[Any]:
        """Return a column of something that every candidate has."""
        return np.fromiter(map(read, self.everyone), kind, len(self.everyone))

    def asked(self, read: Callable[[HouseholdFacts], int]) -> Verdicts:
        """Return verdicts of households; an agency's are not known yet, a home is not asked."""
        return self.every(
            lambda c: (
                read(c)
                if isinstance(c, HouseholdFacts)
                else (UNKNOWN if _form(c) == AGENCY else NOT_APPLICABLE)
            ),
            np.uint8,
        )

    def of_households(
        self, read: Callable[[HouseholdFacts], int], kind: Any = np.int32
    ) -> NDArray[Any]:
        """Return numbers of households, -1 for every other candidate."""
        return self.every(lambda c: read(c) if isinstance(c, HouseholdFacts) else -1, kind)

    def of_homes(self, read: Callable[[HomeFacts], int], kind: Any = np.int32) -> NDArray[Any]:
        """Return numbers of homes and agencies, -1 for every household."""
        return self.every(lambda c: read(c) if isinstance(c, HomeFacts) else -1, kind)

    def of_home(self, read: Callable[[HomeFacts], int]) -> Verdicts:
        """Return verdicts of registered homes; nobody else is asked."""
        return self.every(
            lambda c: read(c) if isinstance(c, HomeFacts) and _form(c) == HOME else NOT_APPLICABLE,
            np.uint8,
        )

    def index(self, read: Callable[[Candidate], Sequence[str] | None]) -> Index:
        """Return which candidates have which words; None from `read` is not known."""
        rows: dict[str, list[int]] = {}
        unknown: list[int] = []
        for i, facts in enumerate(self.everyone):
            words = read(facts)
            if words is None:
                unknown.append(i)
                continue
            for word in {folded(word) for word in words}:
                rows.setdefault(word, []).append(i)
        return Index({word: _rows(found) for word, found in rows.items()}, _rows(unknown))

    def unknown_of(self, read: Callable[[HouseholdFacts], object]) -> Rows:
        """Return the candidates for which `read` is None, and all that are no household."""
        return _rows(
            [
                i
                for i, c in enumerate(self.everyone)
                if not isinstance(c, HouseholdFacts) or read(c) is None
            ]
        )


def _rows(found: list[int]) -> Rows:
    return np.array(found, dtype=np.intp)


def _listed(of: Callable[[HouseholdFacts], tuple[str, ...] | None]) -> Callable[[Candidate], Any]:
    return lambda c: of(c) if isinstance(c, HouseholdFacts) else None


def _few(value: int | None) -> int:
    # Five times the sum of two of them still fits in 16 bits.
    return min(_number(value), 3000)


def _grid(facts: Candidate, axis: str) -> float:
    # An agency's office is not where its carers live; the Irish grid cannot be compared.
    if facts.at is None or facts.at.grid != "GB" or _form(facts) == AGENCY:
        return float("nan")
    return float(getattr(facts.at, axis))


def _contracted(facts: Candidate) -> int:
    if facts.provider is None:
        return NOT_APPLICABLE
    return _yes(facts.provider.on_framework or facts.provider.spot_purchase_agreed)


def _registered(facts: Candidate) -> int:
    if isinstance(facts, HomeFacts) and facts.home_id is not None:
        return _yes(facts.registered)
    return NOT_APPLICABLE if facts.provider is None else _yes(facts.provider.registered)


def _grade(facts: Candidate) -> int:
    grade: Grade | None = None
    if isinstance(facts, HomeFacts) and facts.home_id is not None:
        grade = facts.grade
    elif facts.provider is not None:
        grade = facts.provider.grade
    else:
        return 255
    return 254 if grade is None else GRADES.index(grade)


def _one_sex(facts: HouseholdFacts, other: Sex) -> int:
    if other in facts.carer_sexes:
        return NOT_MET
    return UNKNOWN if None in facts.carer_sexes or not facts.carer_sexes else MET


def _kept(facts: HouseholdFacts) -> bool:
    return facts.council_only and not facts.outside_agreed


def _two_carers(facts: HouseholdFacts) -> int:
    return UNKNOWN if not facts.carer_sexes else _yes(len(facts.carer_sexes) >= 2)


def _outcode(facts: Candidate) -> Sequence[str] | None:
    if not facts.postcode or _form(facts) == AGENCY:
        return None
    return (facts.postcode.partition(" ")[0],)


def _experience(facts: HouseholdFacts) -> int:
    return sum(1 << age for age in set(facts.experienced_ages or ()) if 0 <= age <= 25)


def build_pool(everyone: tuple[Candidate, ...]) -> Pool:
    """Return the pool of these candidates, each of which comes once."""
    make = _Columns(everyone)
    order = _rows(
        sorted(range(len(everyone)), key=lambda i: (everyone[i].reference, everyone[i].key))
    )
    place = np.empty(len(everyone), dtype=np.int64)
    place[order] = np.arange(len(everyone))
    return Pool(
        candidates=everyone,
        order=order,
        place_in_order=place,
        form=make.every(_form, np.uint8),
        tier=make.every(lambda c: TIERS.index(c.tier), np.uint8),
        setting=make.of_homes(lambda h: SETTINGS.index(h.kind), np.int32).astype(np.uint8),
        active=make.every(
            lambda c: (
                _yes(c.status is HouseholdStatus.ACTIVE)
                if isinstance(c, HouseholdFacts)
                else NOT_APPLICABLE
            ),
            np.uint8,
        ),
        registered=make.every(_registered, np.uint8),
        not_suspended=make.every(
            lambda c: NOT_APPLICABLE if c.provider is None else _no(c.provider.suspended), np.uint8
        ),
        contracted=make.every(_contracted, np.uint8),
        grade=make.every(_grade, np.uint8),
        in_area=make.every(lambda c: UNKNOWN if _form(c) == AGENCY else _yes(c.in_area), np.uint8),
        someone_home=make.asked(lambda h: _yes(h.someone_home)),
        no_pets=make.asked(lambda h: _no(h.pets)),
        no_smokers=make.asked(lambda h: _no(h.smokers)),
        ground_floor=make.asked(lambda h: _yes(h.ground_floor_bedroom)),
        step_free=make.asked(lambda h: _yes(h.step_free)),
        two_carers=make.asked(_two_carers),
        women_only=make.asked(lambda h: _one_sex(h, Sex.MALE)),
        men_only=make.asked(lambda h: _one_sex(h, Sex.FEMALE)),
        review_due=make.of_households(lambda h: _day(h.review_due_on)),
        checks_due=make.of_households(lambda h: _day(h.checks_due_on)),
        kept_for_council=make.every(lambda c: isinstance(c, HouseholdFacts) and _kept(c), np.bool_),
        kept_for=make.index(_listed(lambda h: (h.kept_for,) if _kept(h) else None)),
        exempt_places=make.of_households(lambda h: _number(h.exempt_places)),
        free_bedrooms=make.of_households(lambda h: _number(h.free_bedrooms)),
        expects_weeks=make.of_households(lambda h: _number(h.expects_up_to_weeks)),
        planned_endings=make.of_households(lambda h: _few(h.planned_endings), np.int16),
        unplanned_endings=make.of_households(lambda h: _few(h.unplanned_endings), np.int16),
        home_places=make.of_homes(lambda h: _number(h.places)),
        home_free=make.of_homes(lambda h: _number(h.free_places)),
        home_age_from=make.of_homes(lambda h: _number(h.age_from)),
        home_age_to=make.of_homes(lambda h: _number(h.age_to)),
        home_sex=make.every(
            lambda c: SEXES_APPROVED.index(c.sex) if isinstance(c, HomeFacts) and c.sex else 255,
            np.uint8,
        ),
        easting=make.every(lambda c: _grid(c, "easting"), np.float32),
        northing=make.every(lambda c: _grid(c, "northing"), np.float32),
        experience=make.every(
            lambda c: _experience(c) if isinstance(c, HouseholdFacts) else 0, np.uint32
        ),
        experience_unknown=make.unknown_of(lambda h: h.experienced_ages),
        skills={
            skill: make.every(
                lambda c, skill=skill: (  # type: ignore[misc]  # a default binds the loop's value
                    c.skills[skill].rank
                    if isinstance(c, HouseholdFacts) and c.skills and skill in c.skills
                    else 0
                ),
                np.uint8,
            )
            for skill in Skill
        },
        skills_unknown=make.unknown_of(lambda h: h.skills),
        languages=make.index(_listed(lambda h: h.languages)),
        faiths=make.index(_listed(lambda h: h.faiths)),
        ethnicities=make.index(_listed(lambda h: h.ethnicities)),
        interests=make.index(
            _listed(lambda h: None if h.interests is None else interest_words(h.interests))
        ),
        outcodes=make.index(_outcode),
        home_step_free=make.of_home(lambda h: _yes(h.step_free)),
        adapted_bathroom=make.asked(lambda h: _yes(h.adapted_bathroom)),
        waking_night=make.of_home(lambda h: _yes(h.waking_night)),
        on_call=make.every(lambda c: _calls(c, "on_call_for"), np.uint8),
        days_named=make.every(lambda c: _calls(c, "days_named_for"), np.uint8),
        exempt_for=_exempt_for(everyone),
        purposes=_purposes(everyone),
        terms=_terms(everyone),
        holds=_holds(everyone),
        residents=_residents(everyone),
    )


def _calls(facts: Candidate, answer: str) -> int:
    kinds = getattr(facts, answer, None) or ()
    return sum(1 << CALLS.index(kind) for kind in set(kinds))


def _exempt_for(everyone: tuple[Candidate, ...]) -> Slots:
    found = Slots()
    for i, facts in _households(everyone):
        for child, places in facts.exempt_for.items():
            found.setdefault(int(child), []).append((places, i))
    return found


def _purposes(everyone: tuple[Candidate, ...]) -> NDArray[np.int8]:
    found = np.full((len(NEEDS), len(everyone)), NOBODY, dtype=np.int8)
    for i, facts in enumerate(everyone):
        if isinstance(facts, HomeFacts) and _form(facts) == HOME:
            taken = facts.purposes
            found[:, i] = [
                -1 if taken is None else RANK[taken.get(need, Level.NONE)] for need in NEEDS
            ]
    return found


def _households(everyone: tuple[Candidate, ...]) -> list[tuple[int, HouseholdFacts]]:
    return [(i, c) for i, c in enumerate(everyone) if isinstance(c, HouseholdFacts)]


def _terms(everyone: tuple[Candidate, ...]) -> TermSlots:
    found = [
        (slot, i, term)
        for i, facts in _households(everyone)
        for slot, term in enumerate(facts.terms)
    ]
    place, shape = _layout(found, len(everyone))
    named = Slots()
    for slot, i, term in found:
        if term.named_child_id is not None:
            named.setdefault(int(term.named_child_id), []).append((slot, i))

    def column(read: Callable[[TermsFacts], int], empty: int) -> Bytes:
        filled = np.full(shape, empty, dtype=np.uint8)
        filled[place] = [min(read(term), 254) for _, _, term in found]
        return filled

    at = {kind: number for number, kind in enumerate(KINDS)}
    of_sex = {sex: number for number, sex in enumerate(SEXES_APPROVED)}
    return TermSlots(
        kind=column(lambda t: at[t.kind], NO_TERM),
        places=column(lambda t: max(t.places, 0), 0),
        age_from=column(lambda t: max(t.age_from, 0), 255),
        age_to=column(lambda t: max(t.age_to, 0), 0),
        sex=column(lambda t: of_sex[t.sex], 255),
        open=column(lambda t: t.named_child_id is None, 0).astype(np.bool_),
        named=named,
    )


def _layout(
    found: Sequence[tuple[int, int, Any]], candidates: int
) -> tuple[tuple[Rows, Rows], tuple[int, int]]:
    """Return where each entry goes, and the shape that holds them all."""
    slots = _rows([slot for slot, _, _ in found])
    shape = (int(slots.max()) + 1 if slots.size else 1, candidates)
    return (slots, _rows([i for _, i, _ in found])), shape


def _holds(everyone: tuple[Candidate, ...]) -> HoldRows:
    found = [(i, hold) for i, facts in _households(everyone) for hold in facts.holds]
    return HoldRows(
        owner=_rows([i for i, _ in found]),
        reason=np.array([HOLDS.index(h.reason) for _, h in found], dtype=np.uint8),
        places=np.array([_number(h.places) for _, h in found], dtype=np.int32),
        for_child=np.array([_number(h.for_child_id) for _, h in found], dtype=np.int64),
    )


def _residents(everyone: tuple[Candidate, ...]) -> ResidentSlots:
    found = [
        (slot, i, resident)
        for i, facts in _households(everyone)
        for slot, resident in enumerate(r for r in facts.residents if counts(r))
    ]
    place, shape = _layout(found, len(everyone))
    children, families = Slots(), Slots()
    for slot, i, resident in found:
        if resident.child_id is not None:
            children.setdefault(int(resident.child_id), []).append((slot, i))
        if resident.family_id is not None:
            families.setdefault(int(resident.family_id), []).append((slot, i))

    def column(read: Callable[[int, ResidentFacts], int], empty: int, kind: Any) -> NDArray[Any]:
        filled = np.full(shape, empty, dtype=kind)
        filled[place] = [read(i, resident) for _, i, resident in found]
        return filled

    levels = _levels(found, place, shape)
    age = column(lambda _, r: _number(r.age_months), NOBODY, np.int16)
    return ResidentSlots(
        here=column(lambda *_: True, 0, np.bool_),
        fostered=column(lambda _, r: r.is_fostered, 0, np.bool_),
        on_own_term=column(lambda i, r: _has_own_term(everyone[i], r), 0, np.bool_),
        complex=(levels == RANK[Level.COMPLEX]).any(axis=0),
        age=age,
        age_unclear=bool((age == -1).any()),
        levels=levels,
        unclear=frozenset(np.flatnonzero((levels == -1).any(axis=(1, 2))).tolist()),
        highest=tuple(levels.max(axis=(1, 2), initial=NOBODY).tolist()),
        only_child=_living([f for f in found if f[2].no_other_children], shape),
        youngest=_living([f for f in found if f[2].no_younger_children], shape),
        oldest=_living([f for f in found if f[2].no_older_children], shape),
        children=children,
        families=families,
        leaving=_moves(found),
    )


def _living(found: Sequence[tuple[int, int, ResidentFacts]], shape: tuple[int, int]) -> Living:
    return Living(
        at=_rows([slot * shape[1] + i for slot, i, _ in found]),
        owner=_rows([i for _, i, _ in found]),
    )


def _moves(found: Sequence[tuple[int, int, ResidentFacts]]) -> Moves:
    moves = [(r.leaves_on.toordinal(), slot, i) for slot, i, r in found if r.leaves_on is not None]
    return Moves(
        day=np.array([day for day, _, _ in moves], dtype=np.int32),
        slot=_rows([slot for _, slot, _ in moves]),
        owner=_rows([i for _, _, i in moves]),
    )


def _levels(
    found: Sequence[tuple[int, int, ResidentFacts]],
    place: tuple[Rows, Rows],
    shape: tuple[int, int],
) -> NDArray[np.int8]:
    levels = np.full((len(NEEDS), *shape), NOBODY, dtype=np.int8)
    levels[:, place[0], place[1]] = [-1 if r.is_fostered else 0 for _, _, r in found]
    at = {need: row for row, need in enumerate(NEEDS)}
    cells = [
        (at[need], slot, i, RANK[level])
        for slot, i, resident in found
        for need, level in resident.levels.items()
        if level is not None
    ]
    if cells:
        needs, slots, owners, ranks = np.array(cells, dtype=np.int32).T
        levels[needs, slots, owners] = ranks
    return levels


def _has_own_term(facts: Candidate, resident: ResidentFacts) -> bool:
    return (
        isinstance(facts, HouseholdFacts)
        and resident.child_id is not None
        and any(term.named_child_id == resident.child_id for term in facts.terms)
    )
