"""Children as a list, as a page, as a form."""

from __future__ import annotations

from datetime import date

from art_desktop.domain import checks
from art_desktop.domain.children import Child, Family, age_words
from art_desktop.domain.commands import SaveChild
from art_desktop.domain.errors import FieldClash, InvalidAnswers
from art_desktop.domain.ids import ChildId, FamilyId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import distance_miles, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import AddressView, ChildPage, ChildRow, LineView
from art_desktop.domain.requests import Request, RequestChild
from art_desktop.domain.wording import day_words, miles_words
from art_desktop.domain.work import Code
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.requests import request_rows
from art_desktop.services.views import placement_titles, placement_views

_FORM = (
    "first_name",
    "last_name",
    "known_as",
    "born_on",
    "sex",
    "case_number",
    "ethnicity",
    "religion",
    "first_language",
    "arrived_alone",
    "legal_status",
    "home_address",
    "home_postcode",
    "school_name",
    "school_postcode",
    "social_worker",
    "social_worker_phone",
    "team",
)


class ChildService(BaseService):
    """What is done with children's records."""

    @permitted(Permission.SEE_CHILDREN)
    def rows(self, actor: Actor) -> tuple[ChildRow, ...]:
        """Return every child, by last name, with where each lives today and how far from home."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            children = [child for child in uow.all(Child) if child.ceased_on is None]
            living = {placement.child_id: placement for placement in uow.placements_on(today)}
            titles = placement_titles(uow, list(living.values()))
            labels = code_words(uow, "LS")
            rows = [self._row(child, living, titles, labels, today) for child in children]
        return tuple(sorted(rows, key=lambda row: (row.name.split()[-1].casefold(), row.name)))

    def _row(
        self,
        child: Child,
        living: dict[ChildId, Placement],
        titles: dict[int, str],
        labels: dict[str, str],
        today: date,
    ) -> ChildRow:
        assert child.id is not None
        placement = living.get(child.id)
        return ChildRow(
            id=child.id,
            reference=child.reference,
            name=child.full_name,
            sex=child.sex,
            born_on=child.born_on,
            age_words=age_words(child.born_on, today),
            living=titles.get(placement.id or 0, "") if placement else "",
            tier=placement.tier if placement else None,
            since=placement.starts_on if placement else None,
            distance_miles=self._miles(child, placement),
            legal_status=labels.get(child.legal_status or "", child.legal_status or ""),
            social_worker=child.social_worker,
        )

    def _miles(self, child: Child, placement: Placement | None) -> float | None:
        """Return straight-line miles from the home to where the child lives."""
        if placement is None or not placement.postcode or not child.home_postcode:
            return None
        home = self._context.gazetteer.find(child.home_postcode)
        there = self._context.gazetteer.find(placement.postcode)
        if home is None or there is None:
            return None
        return distance_miles(home.grid_reference, there.grid_reference)

    @permitted(Permission.SEE_CHILDREN)
    def page(self, actor: Actor, child_id: ChildId) -> ChildPage:
        """Return a child as one page, without the address. Raises: NotFound."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            child = uow.get(Child, child_id)
            siblings = siblings_of(uow, child)
            keys = [one.id for one in siblings if one.id is not None]
            living = uow.current_placements([child_id, *keys], today)
            titles = placement_titles(uow, list(living.values()))
            placements = uow.all(Placement, child_id=child_id)
            lines = uow.all(RequestChild, child_id=child_id)
            requests = uow.by_ids(Request, [line.request_id for line in lines if line.request_id])
            return ChildPage(
                id=child_id,
                reference=child.reference,
                case_number=child.case_number,
                name=child.full_name,
                known_as=child.known_as,
                sex=child.sex,
                born_on=child.born_on,
                age_words=age_words(child.born_on, today),
                facts=tuple(self._facts(uow, child, living.get(child_id), titles)),
                siblings=tuple(
                    LineView(
                        one.full_name,
                        f"{one.sex.child_word}, {age_words(one.born_on, today)}"
                        + _living_words(
                            living.get(one.id or ChildId(0)), titles, living.get(child_id)
                        ),
                    )
                    for one in siblings
                ),
                sibling_ids=tuple(keys),
                placements=placement_views(uow, placements, code_words(uow, "REASON_PLACE_CHANGE")),
                requests=tuple(
                    request_rows(uow, list(requests.values()), today)
                    if actor.may(Permission.SEE_NEEDS)
                    else ()
                ),
                version=child.version,
            )

    def _facts(
        self, uow: UnitOfWork, child: Child, placement: Placement | None, titles: dict[int, str]
    ) -> list[LineView]:
        """Return the facts of a child's page, the ones that are known."""
        ethnic, legal = code_words(uow, "ETHNIC"), code_words(uow, "LS")
        since = child.looked_after_since
        now = ""
        if placement is not None:
            far = miles_words(self._miles(child, placement))
            now = f"{titles[placement.id or 0]}, since {day_words(placement.starts_on)}, {far} from home"
        pairs = (
            ("Living", now or "No placement on record"),
            ("Looked after since", day_words(since) if since else "Not looked after"),
            ("Legal status", legal.get(child.legal_status or "", child.legal_status or "")),
            ("Ethnicity", ethnic.get(child.ethnicity or "", child.ethnicity or "")),
            ("Religion", child.religion),
            ("First language", child.first_language),
            ("Arrived alone", "Yes" if child.arrived_alone else ""),
            ("School", child.school_name),
            ("Social worker", " · ".join(x for x in (child.social_worker, child.team) if x)),
            ("Telephone", child.social_worker_phone),
        )
        return [LineView(label, words) for label, words in pairs if words]

    @permitted(Permission.REVEAL_ADDRESS)
    def reveal(self, actor: Actor, child_id: ChildId) -> AddressView:
        """Return the home address; the opening is entered in the audit trail."""
        with self._store.writing(actor) as uow:
            child = uow.get(Child, child_id)
            view = AddressView(child.home_address, child.home_postcode, "")
            uow.log("address opened", "child", child_id)
            uow.commit()
        return view

    @permitted(Permission.EDIT_CHILDREN)
    def form(self, actor: Actor, child_id: ChildId) -> SaveChild:
        """Return a child as its form has it; the address is in it, so the opening is logged."""
        with self._store.writing(actor) as uow:
            child = uow.get(Child, child_id)
            command = _as_command(child)
            uow.log("address opened", "child", child_id)
            uow.commit()
        return command

    @permitted(Permission.EDIT_CHILDREN)
    def save(self, actor: Actor, command: SaveChild) -> ChildId:
        """Add a child or change one; siblings share a family. Raises: InvalidAnswers, ChangedByOther."""
        doing = "The child's record was not saved."
        problems = checks.child_problems(command, self._context.today())
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            if command.child_id is None:
                child = Child(
                    reference=f"C-{uow.next_number('C'):05d}",
                    first_name=command.first_name,
                    last_name=command.last_name,
                    born_on=command.born_on,
                    sex=command.sex,
                )
            else:
                child = uow.get(Child, command.child_id)
                require_version(
                    child.version, command.version, doing, _clashes(command, _as_command(child))
                )
            for name in _FORM:
                value = getattr(command, name)
                setattr(child, name, value.strip() if isinstance(value, str) else value)
            child.home_postcode = try_normalise_postcode(command.home_postcode) or ""
            child.school_postcode = try_normalise_postcode(command.school_postcode) or ""
            if command.sibling_of is not None:
                child.family_id = _family(uow, uow.get(Child, command.sibling_of))
            if child.id is None:
                uow.add(child)
            uow.commit()
            assert child.id is not None
            return child.id


def _family(uow: UnitOfWork, sibling: Child) -> FamilyId:
    """Return the family of a child, beginning one where there is none."""
    if sibling.family_id is None:
        family = uow.add(Family(reference=f"F-{uow.next_number('F'):05d}"))
        sibling.family_id = family.id
        uow.flush()
    assert sibling.family_id is not None
    return sibling.family_id


def siblings_of(uow: UnitOfWork, child: Child) -> list[Child]:
    """Return a child's brothers and sisters, oldest first."""
    if child.family_id is None:
        return []
    found = [one for one in uow.all(Child, family_id=child.family_id) if one.id != child.id]
    return sorted(found, key=lambda one: one.born_on)


def code_words(uow: UnitOfWork, list_name: str) -> dict[str, str]:
    """Return the words of a statutory code list, the newest year's where they differ."""
    entries = sorted(uow.all(Code, list_name=list_name), key=lambda entry: entry.from_year)
    return {entry.code: entry.label for entry in entries}


def _living_words(
    placement: Placement | None, titles: dict[int, str], own: Placement | None
) -> str:
    """Return where a sibling lives, for the end of a line."""
    if placement is None:
        return ""
    if own is not None and _same_place(placement, own):
        return ", living together"
    return f", with {titles[placement.id or 0]}"


def _same_place(one: Placement, other: Placement) -> bool:
    if one.household_id is not None:
        return one.household_id == other.household_id
    return one.home_id is not None and one.home_id == other.home_id


def _as_command(child: Child) -> SaveChild:
    """Return a child as its form has it."""
    values = {name: getattr(child, name) for name in _FORM}
    return SaveChild(child_id=child.id, version=child.version, family_id=child.family_id, **values)


def _clashes(mine: SaveChild, theirs: SaveChild) -> tuple[FieldClash, ...]:
    return tuple(
        FieldClash(name.replace("_", " "), str(getattr(mine, name)), str(getattr(theirs, name)))
        for name in _FORM
        if getattr(mine, name) != getattr(theirs, name)
    )
