"""Who may authorise what, and who holds the posts: the policy as a dated table, holders, absences, cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from art_desktop.domain import authority_policy
from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.authority_views import (
    AbsenceLine,
    AuthorityView,
    Cell,
    CellPart,
    HolderLine,
    RemoveRoute,
    RouteLine,
    SaveAbsence,
    SaveHolder,
    SetRoutes,
)
from art_desktop.domain.deciders import Posts, same_name
from art_desktop.domain.errors import FieldProblem, InvalidAnswers
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.vocabulary import Post, RequestKind, Urgency
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import AuthorisationRule
from art_desktop.services.base import BaseService, permitted, require_version

_CHANGED = frozenset({"policy", "request"})


class AuthorityService(BaseService):
    """What is done with the policy of authorisation. No row is rewritten: new ones begin on a day, old ones end."""

    @permitted(Permission.SEE_NEEDS)
    def view(self, actor: Actor) -> AuthorityView:
        """Return the whole policy as it stands today, and who holds the posts."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            rows = uow.all(AuthorisationRule)
            holders = _holder_lines(uow, today)
        used = {row.post for row in rows if row.effective_to is None or row.effective_to >= today}
        held = {line.post for line in holders if not line.past and line.starts_on <= today}
        return AuthorityView(
            on=today,
            cells=_cells(rows, today),
            holders=holders,
            vacant=tuple(post for post in Post if post in used - held),
        )

    @permitted(Permission.EDIT_POLICY)
    def set_routes(self, actor: Actor, command: SetRoutes) -> Changed:
        """Give the routes of a cell from a day on; decisions taken before keep the policy of their day.

        Raises: InvalidAnswers: a route cannot be right. RuleBroken: the day is past or taken, or nothing is new.
        """
        with self._store.writing(actor) as uow:
            self._set(uow, command)
            uow.commit()
        return Changed(_CHANGED, words=_told(command))

    @permitted(Permission.EDIT_POLICY)
    def remove_route(self, actor: Actor, command: RemoveRoute) -> Changed:
        """Take one route out of a cell from a day on. Raises: as `set_routes`; RuleBroken: it is not there."""
        with self._store.writing(actor) as uow:
            rows = uow.all(AuthorisationRule, kind=command.kind, urgency=command.urgency)
            change = authority_policy.removal(rows, command)
            self._set(uow, change)
            uow.commit()
        return Changed(_CHANGED, words=_told(change))

    def _set(self, uow: UnitOfWork, command: SetRoutes) -> None:
        """Write a change of the policy; an emptied cell leaves its reason in the audit trail, having no row."""
        rows = uow.all(AuthorisationRule, kind=command.kind, urgency=command.urgency)
        new = authority_policy.plan(rows, command, self._context.today())
        uow.flush()
        uow.add_all(new)
        if not command.routes:
            what = {
                "urgency": command.urgency.value,
                "scope": command.scope.words or "all",
                "from": command.begins_on.isoformat(),
                "source": command.source.strip(),
            }
            uow.log("no route from a day", "authorisation_rule", command.kind.value, what)

    @permitted(Permission.EDIT_POLICY)
    def save_holder(self, actor: Actor, command: SaveHolder) -> Changed:
        """Say who holds a post, from when to when. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The holder was not saved."
        with self._store.writing(actor) as uow:
            others = [
                one for one in uow.all(PostHolder, post=command.post) if one.id != command.holder_id
            ]
            _check_holder(command, others, doing)
            if command.holder_id is None:
                holder = PostHolder(
                    post=command.post, name=command.name, starts_on=command.starts_on
                )
            else:
                holder = uow.get(PostHolder, command.holder_id)
                require_version(holder.version, command.version, doing)
            holder.post = command.post
            holder.name = " ".join(command.name.split())
            holder.area = command.area.strip()
            holder.phone = command.phone.strip()
            holder.email = command.email.strip()
            holder.starts_on, holder.ends_on = command.starts_on, command.ends_on
            if holder.id is None:
                uow.add(holder)
            uow.commit()
        words = f"{holder.name}: {command.post.words}"
        if command.ends_on is not None:
            words += f", until {day_words(command.ends_on)}"
        return Changed(_CHANGED, words=f"{words}.")

    @permitted(Permission.RECORD_AUTHORISATION)
    def save_absence(self, actor: Actor, command: SaveAbsence) -> Changed:
        """Record days on which a holder is away, and who covers. Raises: InvalidAnswers, ChangedByOther, NotFound."""
        doing = "The absence was not saved."
        with self._store.writing(actor) as uow:
            holder = uow.get(PostHolder, command.holder_id)
            others = [
                one
                for one in uow.all(Absence, holder_id=command.holder_id)
                if one.id != command.absence_id
            ]
            _check_absence(command, holder, others, doing)
            if command.absence_id is None:
                absence = Absence(
                    holder_id=command.holder_id,
                    starts_on=command.starts_on,
                    ends_on=command.ends_on,
                )
            else:
                absence = uow.get(Absence, command.absence_id)
                require_version(absence.version, command.version, doing)
            absence.holder_id = command.holder_id
            absence.starts_on, absence.ends_on = command.starts_on, command.ends_on
            absence.covered_by = " ".join(command.covered_by.split())
            absence.cover_phone = command.cover_phone.strip()
            absence.reason = command.reason.strip()
            if absence.id is None:
                uow.add(absence)
            uow.commit()
        cover = f"{absence.covered_by} covers" if absence.covered_by else "nobody covers"
        words = f"{holder.name} is away {_span(absence.starts_on, absence.ends_on)}; {cover}."
        return Changed(_CHANGED, words=words)

    @permitted(Permission.RECORD_AUTHORISATION)
    def remove_absence(self, actor: Actor, absence_id: int, version: int) -> Changed:
        """Take away an absence that was recorded by mistake. Raises: ChangedByOther, NotFound."""
        with self._store.writing(actor) as uow:
            absence = uow.get(Absence, absence_id)
            require_version(absence.version, version, "The absence was not taken away.")
            uow.remove(absence)
            uow.commit()
        return Changed(_CHANGED, words="The absence was taken away.")


def _told(command: SetRoutes) -> str:
    what = f"{command.kind.words}, {command.urgency.words.lower()}"
    on = day_words(command.begins_on)
    if not command.routes:
        return f"{what}: no such route from {on}."
    count = len(command.routes)
    return f"{what}: {count} {'route' if count == 1 else 'routes'} from {on}."


def _span(first: date, last: date) -> str:
    if first == last:
        return f"on {day_words(first)}"
    return f"from {day_words(first)} to {day_words(last)}"


def _check_holder(command: SaveHolder, others: Sequence[PostHolder], doing: str) -> None:
    """Refuse a holder that cannot be right. Raises: InvalidAnswers."""
    problems = []
    if not command.name.strip():
        problems.append(FieldProblem("name", "Say who holds the post."))
    if command.ends_on is not None and command.ends_on < command.starts_on:
        problems.append(FieldProblem("ends_on", "The last day is before the first."))
    for other in others:
        apart = (other.ends_on is not None and other.ends_on < command.starts_on) or (
            command.ends_on is not None and command.ends_on < other.starts_on
        )
        if not apart and same_name(other.name, command.name):
            words = f"{other.name} is on record as holding it already in that time."
            problems.append(FieldProblem("name", words))
            break
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def _check_absence(
    command: SaveAbsence, holder: PostHolder, others: Sequence[Absence], doing: str
) -> None:
    """Refuse an absence that cannot be right. Raises: InvalidAnswers."""
    problems = []
    if command.ends_on < command.starts_on:
        problems.append(FieldProblem("ends_on", "The last day away is before the first."))
    if same_name(command.covered_by, holder.name):
        problems.append(FieldProblem("covered_by", "Nobody covers for themselves."))
    if command.cover_phone.strip() and not command.covered_by.strip():
        problems.append(FieldProblem("covered_by", "Say whose telephone that is."))
    for other in others:
        if other.starts_on <= command.ends_on and command.starts_on <= other.ends_on:
            words = f"Away already {_span(other.starts_on, other.ends_on)}: change that absence."
            problems.append(FieldProblem("starts_on", words))
            break
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def _cells(rows: Sequence[AuthorisationRule], today: date) -> tuple[Cell, ...]:
    """Return every cell of the policy: kinds in their order, each at every urgency."""
    by_cell: dict[tuple[RequestKind, Urgency], list[AuthorisationRule]] = defaultdict(list)
    for row in rows:
        if row.effective_to is None or row.effective_to >= today:
            by_cell[row.kind, row.urgency].append(row)
    return tuple(
        Cell(kind, urgency, _parts(by_cell.get((kind, urgency), []), today))
        for kind in RequestKind
        for urgency in Urgency
    )


def _parts(rows: Sequence[AuthorisationRule], today: date) -> tuple[CellPart, ...]:
    found = authority_policy.editions(rows)
    return tuple(
        CellPart(
            scope,
            tuple(_line(r) for e in mine if e.effective_from <= today for r in e.rows),
            tuple(_line(r) for e in mine if e.effective_from > today for r in e.rows),
        )
        for scope, mine in sorted(found.items(), key=lambda pair: _scope_order(pair[0].words))
    )


def _scope_order(words: str) -> tuple[bool, bool, str]:
    """Put the usual requests first: without joint money, then the council's own social work."""
    return "with health" in words, "permanency" in words, words


def _line(row: AuthorisationRule) -> RouteLine:
    given = authority_policy.given_of(row)
    return RouteLine(given, row.effective_from, row.effective_to, row.source)


def _holder_lines(uow: UnitOfWork, today: date) -> tuple[HolderLine, ...]:
    """Return every holder with their absences, those of today first within each post."""
    holders, absences = uow.all(PostHolder), uow.all(Absence)
    posts = Posts.of(holders, absences)
    lines = []
    for holder in holders:
        assert holder.id is not None
        on_day = next(
            (h for h in posts.on(holder.post, today).holders if same_name(h.name, holder.name)),
            None,
        )
        past = holder.ends_on is not None and holder.ends_on < today
        if on_day is not None and not past:
            words = on_day.away_words or "there"
        else:
            words = f"until {day_words(holder.ends_on)}" if holder.ends_on and past else ""
            words = words or f"from {day_words(holder.starts_on)}"
        lines.append(
            HolderLine(
                id=holder.id,
                post=holder.post,
                name=holder.name,
                area=holder.area,
                phone=holder.phone,
                email=holder.email,
                starts_on=holder.starts_on,
                ends_on=holder.ends_on,
                version=holder.version,
                today=words,
                away=on_day is not None and on_day.away and not past,
                past=past,
                absences=tuple(
                    _absence_line(one)
                    for one in sorted(absences, key=lambda one: one.starts_on, reverse=True)
                    if one.holder_id == holder.id
                ),
            )
        )
    order = list(Post)
    return tuple(
        sorted(lines, key=lambda line: (order.index(line.post), line.past, line.starts_on, line.id))
    )


def _absence_line(one: Absence) -> AbsenceLine:
    assert one.id is not None
    return AbsenceLine(
        one.id,
        one.holder_id,
        one.starts_on,
        one.ends_on,
        one.covered_by,
        one.cover_phone,
        one.reason,
        one.version,
    )
