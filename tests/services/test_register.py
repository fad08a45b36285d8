"""Ofsted's published list onto the record, twice: what Ofsted decides follows it, what people typed stays."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from art_desktop.domain.importing import ImportKind, Preview
from art_desktop.domain.permissions import Actor
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import Grade
from art_desktop.services import Services

_WHOLE = "ofsted_providers/ofsted_social_care_providers_2023-03-31.csv"


def _read(services: Services, actor: Actor, path: Path) -> tuple[Preview, Callable[[], str]]:
    files = services.importing.read(actor, [path], ImportKind.PROVIDERS_OFSTED)
    preview = services.importing.preview(actor, files)
    assert not preview.blocked, preview.errors[:3]
    return preview, lambda: services.importing.save(actor, files, preview).words


def _rewritten(
    source: Path, target: Path, change: Callable[[dict[str, str]], None], first: int | None = None
) -> Path:
    """Write a list again with some of its rows changed, or only the first of them."""
    with source.open(encoding="utf-8-sig", newline="") as old:
        reader = csv.DictReader(old)
        rows = list(reader)[:first]
        names = list(reader.fieldnames or ())
    for row in rows:
        change(row)
    with target.open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, names)
        writer.writeheader()
        writer.writerows(rows)
    return target


@pytest.fixture(scope="module")
def whole(request: pytest.FixtureRequest) -> Path:
    """The whole list as it was published."""
    shared: Path = request.getfixturevalue("shared_data")
    path = shared / _WHOLE
    if not path.exists():
        pytest.skip("the published list is not beside the project")
    return path


def test_the_whole_list_comes_in_and_a_second_time_changes_nothing(
    services: Services, officer: Actor, whole: Path
) -> None:
    preview, save = _read(services, officer, whole)
    assert not preview.changes
    save()
    again, save_again = _read(services, officer, whole)
    assert not again.changes
    assert save_again() == "Imported: 0 added, 0 changed."


def test_a_new_list_updates_what_ofsted_decides_and_leaves_what_was_typed(
    services: Services, officer: Actor, manager: Actor, whole: Path, tmp_path: Path
) -> None:
    part = _rewritten(whole, tmp_path / "part.csv", lambda row: None, first=400)
    _, save = _read(services, officer, part)
    save()
    with services.providers._store.reading(manager) as uow:
        home = next(
            one
            for one in uow.all(Home)
            if one.grade is Grade.GOOD and one.registered_on is not None
        )
        agency = next(one for one in uow.all(Provider) if one.urn and one.grade is Grade.GOOD)
    assert home.id is not None
    assert agency.id is not None
    form = services.providers.home_form(manager, home.id)
    typed = replace(form, name="Typed Lodge", town="Typed Town", places=form.places)
    services.providers.save_home(manager, typed)
    newer = date(2026, 10, 1)
    held = services.providers.form(manager, agency.id)
    services.providers.save(
        manager, replace(held, phone="01632 960111", grade=Grade.OUTSTANDING, inspected_on=newer)
    )

    def change(row: dict[str, str]) -> None:
        urn = next(value for name, value in row.items() if name.strip().upper() == "URN")
        if urn == home.urn:
            for name, value in row.items():
                if value == "Good":
                    row[name] = "Inadequate"
                if value == "Active":
                    row[name] = "Suspended"

    path = _rewritten(part, tmp_path / "newer.csv", change)
    preview, save = _read(services, officer, path)
    worse = [one for one in preview.changes if one.worse]
    assert [one.title for one in worse] == ["Typed Lodge"]
    assert "registration active → suspended" in worse[0].words
    assert "Good → Inadequate" in worse[0].words
    save()
    with services.providers._store.reading(manager) as uow:
        after, kept = uow.get(Home, home.id), uow.get(Provider, agency.id)
    assert (after.name, after.town) == ("Typed Lodge", "Typed Town")
    assert (after.grade, after.registration_status) == (Grade.INADEQUATE, "Suspended")
    assert (kept.phone, kept.grade, kept.inspected_on) == (
        "01632 960111",
        Grade.OUTSTANDING,
        newer,
    ), "an inspection that is older than the one on record changes nothing"
