"""Brothers and sisters are parted by somebody, for a reason, on record; never silently."""

from __future__ import annotations

import pytest

from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.matching_views import PartSiblings
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Stage, Together
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, TOBY
from tests.services.journey import Journey


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job on both brothers."""
    return Journey(services, officer)


def _part(journey: Journey, **changes: object) -> PartSiblings:
    given: dict[str, object] = {
        "request_id": journey.request_id,
        "version": journey.page.version,
        "groups": ((TOBY,), (FRANKIE,)),
        "reason": "The boys hurt each other at night.",
        "decided_by": "Head of Service",
    }
    return PartSiblings(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def test_each_group_has_a_request_with_its_reason_and_its_own_authorisation(
    journey: Journey,
) -> None:
    """The second child gets a request like the first, without the first's authorisation; the profiles say why."""
    journey.authorised()
    before = journey.page
    services, officer = journey.services, journey.officer
    services.siblings.part(officer, _part(journey))
    first = journey.page
    rows = services.requests.rows(officer)
    (other,) = [row for row in rows if row.id != journey.request_id]
    second = services.requests.page(officer, RequestId(other.id))
    assert [child.child_id for child in first.children] == [TOBY]
    assert [child.child_id for child in second.children] == [FRANKIE]
    assert first.authorised
    assert not second.authorised
    assert second.stage is Stage.REFERRED
    assert (second.kind, second.needed_at) == (before.kind, before.needed_at)
    for page in (first, second):
        (child,) = page.children
        assert child.needs.together is Together.APART
        assert child.needs.apart_reason == "The boys hurt each other at night."
        assert child.needs.likes == before.children[0].needs.likes


def test_a_group_of_several_stays_together(journey: Journey) -> None:
    """One group of everybody is no parting."""
    journey.authorised()
    with pytest.raises(InvalidAnswers):
        journey.services.siblings.part(journey.officer, _part(journey, groups=((TOBY, FRANKIE),)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"decided_by": ""},
        {"groups": ((TOBY,), ())},
        {"groups": ((TOBY,), (TOBY, FRANKIE))},
        {"groups": ((TOBY,),)},
    ],
)
def test_nobody_is_parted_without_reason_or_left_out(
    journey: Journey, wrong: dict[str, object]
) -> None:
    """What is missing is said, and nothing is changed."""
    journey.authorised()
    with pytest.raises(InvalidAnswers):
        journey.services.siblings.part(journey.officer, _part(journey, **wrong))
    assert len(journey.page.children) == 2
    assert journey.page.children[0].needs.together is Together.TOGETHER


def test_not_while_a_household_is_asked_to_take_them_all(journey: Journey) -> None:
    """A home that may take all of them comes before any parting."""
    option = journey.searched()[0]
    journey.ask(option.id)
    with pytest.raises(RuleBroken, match="asked to take them all"):
        journey.services.siblings.part(journey.officer, _part(journey))


def test_an_older_reading_is_refused(journey: Journey) -> None:
    """Somebody who read the request before it changed does not part the children of the new one."""
    journey.authorised()
    with pytest.raises(ChangedByOther):
        journey.services.siblings.part(
            journey.officer, _part(journey, version=journey.page.version - 1)
        )


def test_together_is_looked_at_first_and_a_split_names_every_child_once(journey: Journey) -> None:
    """Before a search and for one child there is nothing to look at; else who could take both, and how to part them."""
    services, officer = journey.services, journey.officer
    journey.authorised()
    assert services.siblings.look(officer, journey.request_id) is None
    options = journey.search()
    view = services.siblings.look(officer, journey.request_id)
    assert view is not None
    assert view.together == len(options)
    assert view.needs_decision
    for split in view.splits:
        assert sorted(key for block in split.blocks for key in block.children) == sorted(
            (TOBY, FRANKIE)
        )
        assert len({block.title for block in split.blocks}) == len(split.blocks)
    alone = Journey(services, officer)
    alone.searched(child_ids=(TOBY,))
    assert services.siblings.look(officer, alone.request_id) is None
