"""Every paper of three cases, from the record to the finished file, judged as a screen reader would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from art_desktop.demo.install import install
from art_desktop.demo.people import DEMO_PASSPHRASES
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.office.door import LocalDoor
from art_desktop.places.ons import OnsGazetteer
from art_desktop.services import Services
from tests.demo.conftest import NOW
from tests.demo.paper_cases import FIRST, PaperCases
from tests.documents.judge import judge


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperCases]:
    """Return the three cases over a record of their own, each with its match agreed."""
    record = tmp_path_factory.mktemp("papers") / "demonstration.db"
    clock, gazetteer = FixedClock(NOW), OnsGazetteer()
    users = install(record, clock, gazetteer, seed=1)
    door = LocalDoor(record, clock, gazetteer, demonstration=users)
    desk = door.sign_in("hbrathwaite", DEMO_PASSPHRASES["hbrathwaite"])
    assert isinstance(desk.services, Services)
    made = PaperCases(desk.services, desk.actor)
    for case in FIRST:
        made.match(case)
    yield made
    door.close()


@pytest.mark.parametrize("case", FIRST)
def test_every_paper_of_a_case_is_drawn_kept_and_sound(cases: PaperCases, case: str) -> None:
    drawn = set()
    for name, ask in cases.asks(case):
        kept = cases.services.papers.issue(cases.actor, ask)
        content = cases.services.papers.content(cases.actor, kept.id)
        judge(content)
        assert kept.pages >= 1, name
        drawn.add(ask.kind)
    in_house = {PaperKind.PLACEMENT_AGREEMENT} if case == "baby" else set()
    of_meetings = {PaperKind.PANEL_PACK, PaperKind.PANEL_MINUTES, PaperKind.CHOSEN_PACK}
    assert drawn == set(PaperKind) - in_house - of_meetings


@pytest.mark.parametrize("case", FIRST)
def test_a_paper_made_again_of_the_same_says_that_nothing_changed(
    cases: PaperCases, case: str
) -> None:
    ask = PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=cases.request(case))
    first = cases.services.papers.issue(cases.actor, ask)
    again = cases.services.papers.issue(cases.actor, ask)
    assert again.number == first.number + 1
    assert again.changes == ()
