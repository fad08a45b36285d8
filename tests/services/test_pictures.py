"""A household's pictures: added, told, ordered, taken out, and by whom."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from art_desktop.domain.errors import ChangedByOther, NotFound, NotPermitted, RuleBroken
from art_desktop.domain.ids import HouseholdId, PictureId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.picture_views import MOST_PICTURES
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from art_desktop.services.pictures import pictures_of
from tests.services.conftest import HALL, NOW, OKAFOR


def photograph(folder: Path, shade: int) -> Path:
    path = folder / f"IMG_{shade:04d}.jpg"
    Image.new("RGB", (240, 180), (shade % 256, 90, 90)).save(path)
    return path


def add(services: Services, officer: Actor, folder: Path, *names: str) -> list[PictureId]:
    return [
        services.pictures.add(officer, HALL, photograph(folder, 20 * at), name)
        for at, name in enumerate(names)
    ]


def order(services: Services, officer: Actor) -> list[tuple[int, str]]:
    return [(one.place, one.words) for one in services.pictures.rows(officer, HALL)]


def test_a_picture_is_kept_with_what_is_to_be_seen(
    services: Services, officer: Actor, tmp_path: Path, door: LocalDoor
) -> None:
    key = services.pictures.add(
        officer, HALL, photograph(tmp_path, 7), " The house\nfrom the street ", " Our house "
    )
    (shown,) = services.pictures.rows(officer, HALL)
    assert (shown.id, shown.place, shown.words) == (key, 1, "The house from the street")
    assert (shown.caption, shown.added_by, shown.added_at) == ("Our house", officer.full_name, NOW)
    assert Image.open(io.BytesIO(shown.content)).size == (shown.width, shown.height) == (240, 180)
    assert services.pictures.rows(officer, OKAFOR) == ()
    with door.store.reading(officer) as uow:
        assert [one.id for one in pictures_of(uow, HALL)] == [key]


def test_what_is_to_be_seen_must_be_said(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    for words, field in (("  ", "words"), ("x" * 401, "words")):
        with pytest.raises(RuleBroken, match="was not added") as refused:
            services.pictures.add(officer, HALL, photograph(tmp_path, 1), words)
        assert refused.value.field == field
    with pytest.raises(RuleBroken, match="121 letters"):
        services.pictures.add(officer, HALL, photograph(tmp_path, 1), "A dog", "x" * 121)
    assert order(services, officer) == []


def test_pictures_are_put_in_another_order(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    _house, dog, _bed = add(services, officer, tmp_path, "house", "dog", "bed")
    services.pictures.move(officer, dog, 1, -1)
    assert order(services, officer) == [(1, "dog"), (2, "house"), (3, "bed")]
    version = services.pictures.rows(officer, HALL)[0].version
    services.pictures.move(officer, dog, version, -1)  # it is the first already
    assert order(services, officer)[0] == (1, "dog")
    services.pictures.move(officer, dog, version, 1)
    assert order(services, officer) == [(1, "house"), (2, "dog"), (3, "bed")]


def test_words_are_changed_and_a_picture_is_taken_out(
    services: Services, officer: Actor, manager: Actor, tmp_path: Path
) -> None:
    house, dog, bed = add(services, officer, tmp_path, "house", "dog", "bed")
    services.pictures.tell(manager, dog, 1, "A brown dog", "Biscuit")
    with pytest.raises(ChangedByOther):
        services.pictures.tell(officer, dog, 1, "A cat", "")
    with pytest.raises(ChangedByOther):
        services.pictures.remove(officer, dog, 1)
    with pytest.raises(RuleBroken, match="Nothing says"):
        services.pictures.tell(officer, bed, 1, "", "")
    services.pictures.remove(officer, house, 1)
    assert order(services, officer) == [(1, "A brown dog"), (2, "bed")]
    with pytest.raises(NotFound):
        services.pictures.remove(officer, house, 1)


def test_the_same_picture_twice_and_a_thirteenth_are_refused(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    add(services, officer, tmp_path, *(f"picture {at}" for at in range(MOST_PICTURES)))
    with pytest.raises(RuleBroken, match="The same picture is there already"):
        services.pictures.add(officer, HALL, photograph(tmp_path, 20), "again")
    with pytest.raises(RuleBroken, match="Take one out first"):
        services.pictures.add(officer, HALL, photograph(tmp_path, 255), "one more")
    services.pictures.add(officer, OKAFOR, photograph(tmp_path, 20), "in another household")


def test_only_who_may_edit_households_sees_and_changes_them(
    services: Services, officer: Actor, tmp_path: Path
) -> None:
    business = Actor(UserId(9), "business", "Pat Business", Role.BUSINESS)
    with pytest.raises(NotPermitted):
        services.pictures.rows(business, HALL)
    with pytest.raises(NotFound):
        services.pictures.rows(officer, HouseholdId(99))
    with pytest.raises(NotFound):
        services.pictures.add(officer, HouseholdId(99), photograph(tmp_path, 1), "A house")
