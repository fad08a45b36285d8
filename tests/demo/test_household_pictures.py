"""The pictures of the demonstration: drawn, told in words, the same each time."""

from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image

from art_desktop.demo.drawn_scenes import SCENES, draw_scene
from art_desktop.demo.household_pictures import SHOWN
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.paper_records import Picture
from art_desktop.domain.picture_views import MOST_CAPTION, MOST_PICTURES, MOST_WORDS
from art_desktop.office.door import LocalDoor


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_small_told_and_the_same_each_time(name: str) -> None:
    drawn = draw_scene(name, _chance(1))
    assert drawn == draw_scene(name, _chance(1))
    assert len({draw_scene(name, _chance(seed)).content for seed in range(8)}) > 1
    assert len(drawn.content) < 40_000
    image = Image.open(io.BytesIO(drawn.content))
    assert (image.format, image.size) == ("JPEG", (drawn.width, drawn.height))
    assert not image.getexif()
    assert 20 < len(drawn.words) <= MOST_WORDS
    assert 0 < len(drawn.caption) <= MOST_CAPTION


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - colours, no secret


def test_a_dozen_households_have_pictures_and_a_dog_only_where_there_is_one(
    opened: LocalDoor,
) -> None:
    by_home: dict[HouseholdId | None, list[Picture]] = {}
    with opened.store.reading(None) as uow:
        for one in uow.all(Picture):
            by_home.setdefault(one.household_id, []).append(one)
        households = {one.id: one for one in uow.all(Household)}
        assert len(by_home) == SHOWN
        for key, own in by_home.items():
            assert [one.place for one in own] == list(range(1, len(own) + 1))
            assert 2 <= len(own) <= MOST_PICTURES
            assert len({one.sha256 for one in own}) == len(own)
            dog = "dog" in households[key].pets_note.casefold()
            assert any("dog" in one.words for one in own) is dog
