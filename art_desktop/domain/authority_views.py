"""What is shown of who may decide what, and what is sent to change it: frozen, between services and window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.ids import HolderId
from art_desktop.domain.vocabulary import Post, RequestKind, Urgency
from art_desktop.domain.wording import day_words

MOST_VALID_DAYS: Final = 366
_SHORT: Final = {
    Post.ASSISTANT_DIRECTOR: "Assistant Director",
    Post.SERVICE_DIRECTOR: "Service Director",
    Post.HEAD_OF_SERVICE: "Head of Service",
    Post.HEAD_CHILDREN_IN_CARE: "Head, Children in Care",
    Post.ADM: "Agency Decision Maker",
    Post.SECURE_PANEL: "Secure panel",
    Post.ON_CALL: "On-call manager",
    Post.EDS: "EDS",
    Post.DIRECTOR: "Director",
}


def short_post(post: Post) -> str:
    """Return a post in a word or three, for a cell of a table."""
    return _SHORT.get(post, post.words)


@dataclass(frozen=True, order=True)
class Scope:
    """Which requests of a kind and urgency a row of the policy is for; None: whichever it is.

    `joint_funding`: health or education money is likely. `permanency_service`: its social work is with that service.
    """

    joint_funding: bool | None = None
    permanency_service: bool | None = None

    @property
    def cells(self) -> frozenset[tuple[bool, bool]]:
        """Return every (joint funding, permanency service) that it is for."""
        both = (False, True)
        return frozenset(
            (joint, permanency)
            for joint in (both if self.joint_funding is None else (self.joint_funding,))
            for permanency in (
                both if self.permanency_service is None else (self.permanency_service,)
            )
        )

    @property
    def short_words(self) -> str:
        """Which requests those are, in a word or two; empty for all and for the usual ones."""
        words = []
        if self.joint_funding:
            words.append("joint money")
        if self.permanency_service:
            words.append("permanency service")
        return ", ".join(words)

    @property
    def words(self) -> str:
        """Which requests those are, empty for all."""
        words = []
        if self.joint_funding is not None:
            with_ = "with" if self.joint_funding else "without"
            words.append(f"{with_} health or education money")
        if self.permanency_service is not None:
            whose = "the permanency service's" if self.permanency_service else "the council's"
            words.append(f"{whose} social work")
        return ", ".join(words)


@dataclass(frozen=True)
class RouteGiven:
    """One route as it is typed: who decides, who agrees first, in whose absence only, on what condition, how long."""

    post: Post
    also_needs: Post | None = None
    only_if_away: Post | None = None
    condition: str = ""
    valid_days: int = 28


@dataclass(frozen=True)
class RouteLine:
    """One route as it stands in the policy. `ends_on` is the last day, None while it has no end."""

    given: RouteGiven
    begins_on: date
    ends_on: date | None
    source: str

    @property
    def words(self) -> str:
        """The route in words."""
        given = self.given
        words = given.post.words
        if given.only_if_away is not None:
            words += f", only in the absence of the {given.only_if_away.words}"
        if given.also_needs is not None:
            words += f", once the {given.also_needs.words} has agreed"
        return f"{words} ({given.condition})" if given.condition else words


@dataclass(frozen=True)
class CellPart:
    """The routes of one cell for some requests: those in force first, then those that begin later."""

    scope: Scope
    routes: tuple[RouteLine, ...]
    later: tuple[RouteLine, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One cell of the policy: a kind of request at an urgency. No part with a route: there is no such route."""

    kind: RequestKind
    urgency: Urgency
    parts: tuple[CellPart, ...]

    @property
    def short_words(self) -> str:
        """Who decides, in a line: "PASP; joint money: JASP"; "no such route". What is said once is not said again."""
        lines: dict[str, str] = {}
        for part in self.parts:
            if part.routes:
                who = " or ".join(short_post(route.given.post) for route in part.routes)
                lines.setdefault(who, part.scope.short_words)
        said = [f"{scope}: {who}" if scope else who for who, scope in lines.items()]
        return "; ".join(said) or "no such route"


@dataclass(frozen=True)
class AbsenceLine:
    """Days on which a holder is away, first and last included."""

    id: int
    holder_id: HolderId
    starts_on: date
    ends_on: date
    covered_by: str
    cover_phone: str
    reason: str
    version: int

    @property
    def words(self) -> str:
        """The days and who covers."""
        span = f"{day_words(self.starts_on)} to {day_words(self.ends_on)}"
        if self.starts_on == self.ends_on:
            span = day_words(self.starts_on)
        cover = ", ".join(p for p in (self.covered_by, self.cover_phone) if p)
        return f"{span}: {f'{cover} covers' if cover else 'nobody covers'}"


@dataclass(frozen=True)
class HolderLine:
    """One holder of a post. `today` says how they stand today: "there", "away until …", "from Mon 30 Nov"."""

    id: HolderId
    post: Post
    name: str
    area: str
    phone: str
    email: str
    starts_on: date
    ends_on: date | None
    version: int
    today: str
    away: bool
    past: bool
    absences: tuple[AbsenceLine, ...] = ()


@dataclass(frozen=True)
class AuthorityView:
    """The whole policy of authorisation as it stands on a day, and who holds the posts."""

    on: date
    cells: tuple[Cell, ...]
    holders: tuple[HolderLine, ...]
    vacant: tuple[Post, ...]

    def cell(self, kind: RequestKind, urgency: Urgency) -> Cell:
        """Return one cell."""
        return next(c for c in self.cells if c.kind is kind and c.urgency is urgency)


@dataclass(frozen=True, kw_only=True)
class SetRoutes:
    """Give the routes of a cell from a day on. `no_route` says that there is meant to be none."""

    kind: RequestKind
    urgency: Urgency
    scope: Scope
    routes: tuple[RouteGiven, ...]
    begins_on: date
    source: str
    no_route: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveRoute:
    """Take one route out of a cell from a day on. `no_route` says that none is meant to be left."""

    kind: RequestKind
    urgency: Urgency
    scope: Scope
    post: Post
    begins_on: date
    source: str
    no_route: bool = False


@dataclass(frozen=True, kw_only=True)
class SaveHolder:
    """Who holds a post, from when to when. `holder_id` None: somebody new."""

    holder_id: HolderId | None = None
    version: int = 0
    post: Post
    name: str
    area: str = ""
    phone: str = ""
    email: str = ""
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SaveAbsence:
    """Days on which a holder is away, and who covers. `absence_id` None: a new one."""

    absence_id: int | None = None
    version: int = 0
    holder_id: HolderId
    starts_on: date
    ends_on: date
    covered_by: str = ""
    cover_phone: str = ""
    reason: str = ""
