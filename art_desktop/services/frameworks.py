"""Frameworks with their lots, and the terms on which providers may be used: places, checks, contracts, suspensions."""

from __future__ import annotations

from datetime import date, timedelta

from art_desktop.domain import provider_term_checks
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.framework_views import FrameworksPage
from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    Suspension,
)
from art_desktop.domain.ids import FrameworkId, LotId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_commands import (
    LiftSuspension,
    RecordCheck,
    SaveContract,
    SaveFramework,
    SaveLot,
    SavePlace,
    Suspend,
)
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import day_words, listed
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.framework_views import frameworks_page

_TOUCHED = frozenset({"provider"})


class FrameworkService(BaseService):
    """What is done with frameworks, and with the terms of providers."""

    @permitted(Permission.SEE_HOUSEHOLDS)
    def page(self, actor: Actor) -> FrameworksPage:
        """Return every framework with its lots and who is on them, as they stand today."""
        with self._store.reading(actor) as uow:
            return frameworks_page(uow, self._context.today())

    @permitted(Permission.EDIT_PROVIDERS)
    def save(self, actor: Actor, command: SaveFramework) -> FrameworkId:
        """Add a framework or change one. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The framework was not saved."
        with self._store.writing(actor) as uow:
            lots = tuple(
                one.id for one in uow.all(Lot, framework_id=command.framework_id) if one.id
            )
            problems = provider_term_checks.framework_problems(
                command, uow.all(Framework), uow.all(LotPlace, lot_id=lots)
            )
            _require_answers(doing, problems)
            if command.framework_id is None:
                one = Framework(name="", starts_on=command.starts_on)
            else:
                one = uow.get(Framework, command.framework_id)
                require_version(one.version, command.version, doing)
            one.name, one.note = command.name.strip(), command.note.strip()
            one.starts_on, one.ends_on = command.starts_on, command.ends_on
            if command.framework_id is None:
                uow.add(one)
            uow.commit()
            assert one.id is not None
            return one.id

    @permitted(Permission.EDIT_PROVIDERS)
    def save_lot(self, actor: Actor, command: SaveLot) -> LotId:
        """Add a lot to a framework or change one. Raises: InvalidAnswers, RuleBroken, ChangedByOther, NotFound."""
        doing = "The lot was not saved."
        name = command.name.strip()
        with self._store.writing(actor) as uow:
            uow.get(Framework, command.framework_id)
            problems = [] if name else [FieldProblem("name", "Write what the lot is called.")]
            others = uow.all(Lot, framework_id=command.framework_id)
            if any(o.name.casefold() == name.casefold() and o.id != command.lot_id for o in others):
                problems.append(FieldProblem("name", "There is a lot of that name in it."))
            _require_answers(doing, problems)
            if command.lot_id is None:
                lot = uow.add(Lot(framework_id=command.framework_id, name=name, kind=command.kind))
            else:
                lot = uow.get(Lot, command.lot_id)
                require_version(lot.version, command.version, doing)
                if lot.kind is not command.kind and uow.all(LotPlace, lot_id=command.lot_id):
                    raise RuleBroken(
                        doing,
                        f"Providers have places on it for “{lot.kind.words.lower()}”.",
                        "Add a lot of the other kind, and put them on that one.",
                        field="kind",
                        rule="lot_in_use",
                    )
                lot.name, lot.kind = name, command.kind
            uow.commit()
            assert lot.id is not None
            return lot.id

    @permitted(Permission.EDIT_PROVIDERS)
    def save_place(self, actor: Actor, command: SavePlace) -> Changed:
        """Put a provider on a lot or change its place there. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The place on the lot was not saved."
        with self._store.writing(actor) as uow:
            lot = uow.get(Lot, command.lot_id)
            framework = uow.get(Framework, lot.framework_id)
            provider = uow.get(Provider, command.provider_id)
            others = uow.all(LotPlace, lot_id=command.lot_id, provider_id=command.provider_id)
            kinds = {home.kind for home in uow.all(Home, provider_id=command.provider_id)}
            problems = provider_term_checks.place_problems(
                command, lot, framework, provider, others, kinds
            )
            _require_answers(doing, problems)
            place = LotPlace(
                lot_id=command.lot_id, provider_id=command.provider_id, starts_on=command.starts_on
            )
            if command.place_id is not None:
                place = uow.get(LotPlace, command.place_id)
                require_version(place.version, command.version, doing)
            place.starts_on, place.ends_on = command.starts_on, command.ends_on
            place.price_from_pence = command.price_from_pence
            place.price_to_pence = command.price_to_pence
            place.note = command.note.strip()
            if command.place_id is None:
                uow.add(place)
            uow.commit()
        return Changed(_TOUCHED, words=f"{provider.name} is on {framework.name}: {lot.name}.")

    @permitted(Permission.EDIT_PROVIDERS)
    def check(self, actor: Actor, command: RecordCheck) -> Changed:
        """Record due-diligence checks; none before is changed. Raises: InvalidAnswers, NotFound."""
        doing = "The checks were not recorded."
        problems = provider_term_checks.check_problems(command, self._context.today())
        _require_answers(doing, problems)
        with self._store.writing(actor) as uow:
            uow.get(Provider, command.provider_id)
            uow.add_all(
                [
                    ProviderCheck(
                        provider_id=command.provider_id,
                        kind=kind,
                        outcome=command.outcome,
                        done_on=command.done_on,
                        valid_until=command.valid_until,
                        done_by=command.done_by.strip(),
                        note=command.note.strip(),
                    )
                    for kind in sorted(set(command.kinds), key=list(type(command.kinds[0])).index)
                ]
            )
            uow.commit()
        words = listed([kind.words.lower() for kind in command.kinds])
        return Changed(_TOUCHED, words=f"Recorded: {words}, {command.outcome.words.lower()}.")

    @permitted(Permission.EDIT_PROVIDERS)
    def save_contract(self, actor: Actor, command: SaveContract) -> Changed:
        """Add a contract or change one. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The contract was not saved."
        problems = provider_term_checks.contract_problems(command, self._context.today())
        _require_answers(doing, problems)
        with self._store.writing(actor) as uow:
            uow.get(Provider, command.provider_id)
            contract = Contract(
                provider_id=command.provider_id, kind=command.kind, starts_on=command.starts_on
            )
            if command.contract_id is not None:
                contract = uow.get(Contract, command.contract_id)
                require_version(contract.version, command.version, doing)
            contract.kind, contract.reference = command.kind, command.reference.strip()
            contract.starts_on, contract.ends_on = command.starts_on, command.ends_on
            contract.signed_on, contract.note = command.signed_on, command.note.strip()
            if command.contract_id is None:
                uow.add(contract)
            uow.commit()
        return Changed(_TOUCHED, words="The contract is on record.")

    @permitted(Permission.EDIT_PROVIDERS)
    def suspend(self, actor: Actor, command: Suspend) -> Changed:
        """Stop placing with a provider, or in one home of it. Raises: InvalidAnswers, RuleBroken, NotFound."""
        doing = "The suspension was not recorded."
        _require_answers(doing, provider_term_checks.suspension_problems(command))
        with self._store.writing(actor) as uow:
            uow.get(Provider, command.provider_id)
            if command.home_id is not None:
                home = uow.get(Home, command.home_id)
                if home.provider_id != command.provider_id:
                    words = "That home is another provider's."
                    raise InvalidAnswers(doing, (FieldProblem("home_id", words),))
            _require_not_suspended(uow, command, doing)
            uow.add(
                Suspension(
                    provider_id=command.provider_id,
                    home_id=command.home_id,
                    starts_on=command.starts_on,
                    ends_on=command.ends_on,
                    reason=command.reason.strip(),
                    decided_by=command.decided_by.strip(),
                )
            )
            uow.commit()
        return Changed(_TOUCHED, words=f"Suspended from {day_words(command.starts_on)}.")

    @permitted(Permission.EDIT_PROVIDERS)
    def lift(self, actor: Actor, command: LiftSuspension) -> Changed:
        """Let children be placed again from a day; one that has not held a day yet is taken back.

        Raises: RuleBroken, ChangedByOther, NotFound.
        """
        doing = "The suspension was not lifted."
        with self._store.writing(actor) as uow:
            one = uow.get(Suspension, command.suspension_id)
            require_version(one.version, command.version, doing)
            last = command.from_on - timedelta(days=1)
            if one.ends_on is not None and one.ends_on <= last:
                raise RuleBroken(
                    doing,
                    f"It ends on {day_words(one.ends_on)} by itself.",
                    "Give a day before that, or leave it.",
                    field="from_on",
                    rule="suspension_ended",
                )
            if last < one.starts_on:
                uow.remove(one)
                words = "The suspension is taken back: it has not held a day."
            else:
                one.ends_on = last
                words = f"Lifted from {day_words(command.from_on)}."
            uow.commit()
        return Changed(_TOUCHED, words=words)


def _require_answers(doing: str, problems: list[FieldProblem]) -> None:
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def _require_not_suspended(uow: UnitOfWork, command: Suspend, doing: str) -> None:
    """Refuse a second suspension of the same provider or home over the same days."""
    last = command.ends_on or date.max
    for one in uow.all(Suspension, provider_id=command.provider_id, home_id=command.home_id):
        if one.starts_on <= last and (one.ends_on is None or one.ends_on >= command.starts_on):
            raise RuleBroken(
                doing,
                f"It is suspended from {day_words(one.starts_on)} already: {one.reason}",
                "Lift that one first, or leave it.",
                field="starts_on",
                rule="suspended_already",
            )
