"""Pictures of a household, for the children who come to live there (S004 2.3.6)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from art_desktop.domain.errors import NotFound, RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HouseholdId, PictureId
from art_desktop.domain.paper_records import Picture
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.picture_views import (
    MOST_CAPTION,
    MOST_PICTURES,
    MOST_WORDS,
    PictureDrawer,
    PictureView,
)
from art_desktop.domain.ports import UnitOfWork
from art_desktop.services.base import BaseService, Context, permitted, require_version
from art_desktop.services.standing import names_of_users

_NOT_ADDED = "The picture was not added."
_NOT_CHANGED = "The picture was not changed."


class PictureService(BaseService):
    """What is done with a household's pictures."""

    def __init__(self, context: Context, drawer: PictureDrawer) -> None:
        super().__init__(context)
        self._drawer = drawer

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def rows(self, actor: Actor, household_id: HouseholdId) -> tuple[PictureView, ...]:
        """Return a household's pictures in their order."""
        with self._store.reading(actor) as uow:
            uow.get(Household, household_id)
            names = names_of_users(uow)
            return tuple(_view(one, names) for one in pictures_of(uow, household_id))

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def add(
        self, actor: Actor, household_id: HouseholdId, path: Path, words: str, caption: str = ""
    ) -> PictureId:
        """Draw a file's picture anew and keep it after the others.

        Raises: RuleBroken: nothing says what is to be seen, it is no picture, it is there already, there are twelve.
            FileTrouble: the file cannot be read.
        """
        said, under = _checked(words, caption, _NOT_ADDED)
        drawn = self._drawer.redraw(path)
        sha256 = hashlib.sha256(drawn.content).hexdigest()
        with self._store.writing(actor) as uow:
            uow.get(Household, household_id)
            held = pictures_of(uow, household_id)
            _require_room(held, sha256)
            made = uow.add(
                Picture(
                    household_id=household_id,
                    place=len(held) + 1,
                    caption=under,
                    words=said,
                    content=drawn.content,
                    sha256=sha256,
                    width=drawn.width,
                    height=drawn.height,
                    added_at=self._context.now(),
                    added_by=actor.user_id,
                )
            )
            uow.commit()
            assert made.id is not None
            return made.id

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def tell(
        self, actor: Actor, picture_id: PictureId, version: int, words: str, caption: str
    ) -> None:
        """Say anew what is to be seen, and what stands under it. Raises: RuleBroken, ChangedByOther."""
        said, under = _checked(words, caption, _NOT_CHANGED)
        with self._store.writing(actor) as uow:
            picture = uow.get(Picture, picture_id)
            require_version(picture.version, version, _NOT_CHANGED)
            picture.words, picture.caption = said, under
            uow.commit()

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def move(self, actor: Actor, picture_id: PictureId, version: int, step: int) -> None:
        """Put a picture one place earlier (-1) or later (1); at the end of the row nothing happens.

        Raises: ChangedByOther.
        """
        with self._store.writing(actor) as uow:
            picture = uow.get(Picture, picture_id)
            require_version(picture.version, version, "The picture was not moved.")
            row = pictures_of(uow, picture.household_id)
            at = next(at for at, one in enumerate(row) if one.id == picture.id)
            to = at + (1 if step > 0 else -1)
            if 0 <= to < len(row):
                row.insert(to, row.pop(at))
                _number(row)
                uow.commit()

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def remove(self, actor: Actor, picture_id: PictureId, version: int) -> None:
        """Take a picture out; papers that were made with it keep it. Raises: ChangedByOther."""
        with self._store.writing(actor) as uow:
            picture = uow.get(Picture, picture_id)
            require_version(picture.version, version, "The picture was not taken out.")
            row = [one for one in pictures_of(uow, picture.household_id) if one.id != picture.id]
            uow.remove(picture)
            _number(row)
            uow.commit()


def pictures_of(uow: UnitOfWork, household_id: HouseholdId) -> list[Picture]:
    """Return a household's pictures in their order: for builders of papers."""
    found = uow.all(Picture, household_id=household_id)
    return sorted(found, key=lambda one: (one.place, one.id or 0))


def _number(row: list[Picture]) -> None:
    for place, one in enumerate(row, start=1):
        if one.place != place:
            one.place = place


def _view(picture: Picture, names: dict[int, str]) -> PictureView:
    if picture.id is None:
        raise NotFound("The picture was not shown.", "It has not been kept.")
    return PictureView(
        id=picture.id,
        household_id=picture.household_id,
        place=picture.place,
        words=picture.words,
        caption=picture.caption,
        content=picture.content,
        width=picture.width,
        height=picture.height,
        added_at=picture.added_at,
        added_by=names.get(picture.added_by, ""),
        version=picture.version,
    )


def _checked(words: str, caption: str, doing: str) -> tuple[str, str]:
    """Return both as one line each. Raises: RuleBroken."""
    said, under = " ".join(words.split()), " ".join(caption.split())
    if not said:
        raise RuleBroken(
            doing,
            "Nothing says what is to be seen on it.",
            "Say it in a few words, for a child who cannot see it.",
            field="words",
            rule="picture_words",
        )
    for name, text, most in (("words", said, MOST_WORDS), ("caption", under, MOST_CAPTION)):
        if len(text) > most:
            raise RuleBroken(
                doing,
                f"It is {len(text)} letters long; {most} fit.",
                "Say it shorter.",
                field=name,
                rule="picture_words",
            )
    return said, under


def _require_room(held: list[Picture], sha256: str) -> None:
    if any(one.sha256 == sha256 for one in held):
        raise RuleBroken(
            _NOT_ADDED, "The same picture is there already.", "Choose another.", rule="same_picture"
        )
    if len(held) >= MOST_PICTURES:
        raise RuleBroken(
            _NOT_ADDED,
            f"There are {MOST_PICTURES} already, as many as the paper shows.",
            "Take one out first.",
            rule="many_pictures",
        )
