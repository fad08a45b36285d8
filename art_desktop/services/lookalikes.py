"""Who may be on record already, proposed while a record is being entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from art_desktop.domain.children import Child, age_words
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.lookalikes import (
    Alike,
    BodyDetails,
    CarerDetails,
    ChildDetails,
    HouseholdDetails,
    Lookalike,
    birth_marks,
    number_mark,
    phone_mark,
    place_mark,
)
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.wording import listed
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.names import FreshNames

_LOOKED_AT = 40
"""How many of a similar name are compared; those of one birth date or number always are."""


class LookalikesService(BaseService):
    """Proposes what may be on record already. Ask off the window's thread; nothing is ever decided here."""

    def __init__(self, context: Context, names: FreshNames) -> None:
        super().__init__(context)
        self._names = names

    @permitted(Permission.SEE_CHILDREN)
    def children(self, actor: Actor, entered: ChildDetails) -> tuple[Lookalike, ...]:
        """Return who on record may be the child entered, then who may be brother or sister, likeliest first."""
        names = (f"{first} {entered.last_name}" for first in (entered.first_name, entered.known_as))
        marks = [number_mark(entered.case_number), place_mark(entered.home_postcode)]
        marks += birth_marks(entered.born_on) if entered.born_on else ()
        # With it comes rapidfuzz, which start-up does not need.
        from art_desktop.domain.likenesses import like_child

        keys = self._near(actor, names if entered.last_name else (), marks, ("child",))
        keys.discard(entered.key)
        today = self._context.today()
        with self._store.reading(actor) as uow:
            children = uow.by_ids(Child, sorted(keys))
            found = like_child(entered, [_child(child) for child in children.values()])
            return tuple(
                _lookalike(
                    "child",
                    alike,
                    children[alike.key].full_name,
                    f"{age_words(children[alike.key].born_on, today)}"
                    f" · {children[alike.key].reference}",
                )
                for alike in found
            )

    @permitted(Permission.SEE_HOUSEHOLDS)
    def households(
        self,
        actor: Actor,
        carers: Sequence[CarerDetails],
        postcode: str = "",
        phone: str = "",
        *,
        name: str = "",
        apart_from: int = 0,
    ) -> tuple[Lookalike, ...]:
        """Return which households may be the one entered, by its carers, name, postcode or telephone number.

        Args: apart_from: the id of the household itself, where one on record is being changed.
        """
        from art_desktop.domain.likenesses import like_household

        entered = HouseholdDetails(0, name, postcode, phone, tuple(carers))
        names = [f"{one.first_name} {one.last_name}" for one in carers if one.last_name]
        numbers = [phone, *(one.phone for one in carers)]
        marks = [place_mark(postcode), *(phone_mark(number) for number in numbers)]
        keys = self._near(actor, [name, *names], marks, ("household", "carer"))
        keys.discard(apart_from)
        with self._store.reading(actor) as uow:
            households = uow.by_ids(Household, sorted(keys))
            known = [_household(one) for one in households.values()]
            return tuple(
                _lookalike(
                    "household",
                    alike,
                    households[alike.key].name or households[alike.key].reference,
                    _household_words(households[alike.key]),
                )
                for alike in like_household(entered, known)
            )

    @permitted(Permission.SEE_HOUSEHOLDS)
    def providers(
        self,
        actor: Actor,
        name: str,
        urn: str = "",
        postcode: str = "",
        *,
        apart_from: int = 0,
    ) -> tuple[Lookalike, ...]:
        """Return which providers and homes may be the one entered. The key of a home is its provider's id.

        Args: apart_from: the id of the provider itself, where one on record is being changed; its homes are left
            out with it.
        """
        from art_desktop.domain.likenesses import like_body

        entered = BodyDetails(0, name, urn, postcode)
        marks = (number_mark(urn), place_mark(postcode))
        keys = self._near(actor, (name,), marks, ("provider", "home"))
        keys.discard(apart_from)
        with self._store.reading(actor) as uow:
            providers = uow.by_ids(Provider, sorted(keys))
            found = [
                _lookalike(
                    "provider",
                    alike,
                    providers[alike.key].name,
                    f"{providers[alike.key].reference} · {providers[alike.key].kind.words}",
                )
                for alike in like_body(entered, [_body(one) for one in providers.values()])
            ]
            found += self._homes(uow, entered, providers)
        return tuple(sorted(found, key=lambda one: -one.score))

    def _homes(
        self, uow: UnitOfWork, entered: BodyDetails, providers: dict[int, Provider]
    ) -> Iterable[Lookalike]:
        from art_desktop.domain.likenesses import like_body

        homes = {home.id: home for home in uow.all(Home, provider_id=tuple(providers)) if home.id}
        for alike in like_body(entered, [_body(home) for home in homes.values()]):
            home = next(one for key, one in homes.items() if key == alike.key)
            owner = providers[home.provider_id].name
            yield Lookalike(
                "home",
                home.provider_id,
                home.name or home.reference,
                f"{home.reference} · {owner}",
                alike.why,
                alike.score,
                of=alike.key,
            )

    def _near(
        self, actor: Actor, names: Iterable[str], marks: Iterable[str], kinds: Sequence[str]
    ) -> set[int]:
        """Return the ids to compare with: alike in name, or with a mark in common."""
        self._names.catch_up(actor)
        index = self._names.index
        keys = {
            hit.key
            for name in dict.fromkeys(name.strip() for name in names)
            if name
            for hit in index.find(name, kinds, _LOOKED_AT)
        }
        found = index.marked([mark for mark in marks if mark])
        return keys | {key for kind, key in found if kind in kinds}


def _lookalike(kind: str, alike: Alike, title: str, detail: str) -> Lookalike:
    return Lookalike(
        kind,
        alike.key,
        title,
        detail,
        alike.why,
        alike.score,
        of=alike.key,
        relation=alike.relation,
        may_be_sibling=alike.may_be_sibling,
    )


def _child(child: Child) -> ChildDetails:
    return ChildDetails(
        child.id or 0,
        child.first_name,
        child.last_name,
        child.known_as,
        child.born_on,
        child.case_number,
        child.home_address,
        child.home_postcode,
    )


def _household(household: Household) -> HouseholdDetails:
    key = household.id or 0
    carers = tuple(_carer(key, carer) for carer in household.carers)
    return HouseholdDetails(key, household.name, household.postcode, household.phone, carers)


def _carer(key: int, carer: Carer) -> CarerDetails:
    return CarerDetails(key, carer.first_name, carer.last_name, carer.born_on, carer.phone)


def _household_words(household: Household) -> str:
    carers = listed([f"{one.first_name} {one.last_name}" for one in household.carers])
    return " · ".join(part for part in (carers, household.reference) if part)


def _body(body: Provider | Home) -> BodyDetails:
    return BodyDetails(body.id or 0, body.name, body.urn, body.postcode)
