"""The papers of a meeting on its page: drafted, stopped, listed, opened; the minutes noted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.deciding_words import PanelKind
from art_desktop.domain.ids import ChildId, MeetingId, RequestId
from art_desktop.domain.meeting_views import PutOn
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_words import PaperKind
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.panels_meeting import MeetingView
from art_desktop.ui.pages.panels_work import STOPPED, Done, draw_paper, prepare_cases
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from art_desktop.ui.work import Progress, TaskCancelled, WorkContext

WindowFor = Callable[[str], DeskWindow]
REQUEST = RequestId(1)


@pytest.fixture
def page(window_for: WindowFor) -> MeetingView:
    """The next PASP with a request on its agenda, as a manager sees it."""
    window = window_for("max")
    desk = window.desk
    assert desk is not None
    who, services = desk.actor, desk.services
    services.needs.save(
        who,
        SaveNeeds(
            request_id=REQUEST, child_id=ChildId(3), based_on=0, needs=Needs(likes="Trains, loudly")
        ),
    )
    services.requests.refer(who, REQUEST, services.requests.page(who, REQUEST).version)
    row = next(
        row
        for row in services.panels.calendar(who).rows
        if row.panel is PanelKind.PASP and row.papers_due_at > window.clock.now()
    )
    services.agendas.put_on(who, PutOn(meeting_id=row.id, request_id=REQUEST))
    window.shell.go(Route(routes.MEETING, row.id))
    made = window.shell.page(routes.MEETING)
    assert isinstance(made, MeetingView)
    settle(window.shell)
    return made


def words_of(page: MeetingView) -> str:
    settle(page)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def gone_to(page: MeetingView) -> list[Route]:
    found: list[Route] = []
    page.go_requested.connect(found.append)
    return found


def test_a_pack_is_drafted_opened_and_listed(page: MeetingView) -> None:
    assert "None has been drafted yet." in words_of(page)
    page.all_papers.click()
    settle(page)
    assert "The papers of 1 item are in." in words_of(page)
    went = gone_to(page)
    page.papers.pack.click()
    settle(page)
    page.read_again()
    settle(page)
    (row,) = page.papers.rows
    assert "Panel pack, number 1" in row.accessibleName()
    assert went == [routes.Paper(page.papers.papers.kept[0].id)]  # type: ignore[union-attr]
    row.click()
    assert went[-1] == went[0]


def test_a_pack_without_cases_says_what_to_do_first(page: MeetingView) -> None:
    said: list[object] = []
    page.banner_requested.connect(said.append)
    page.papers.pack.click()
    settle(page)
    assert len(said) == 1
    assert page.papers.rows == []


def test_the_minutes_are_filled_in_on_their_own_page(page: MeetingView) -> None:
    went = gone_to(page)
    page.papers.notes.click()
    assert [isinstance(one, routes.PaperForm) for one in went] == [True]


def test_minutes_and_letters_are_offered_when_their_time_has_come(page: MeetingView) -> None:
    assert page.papers.pack.isVisible()
    assert not page.papers.minutes.isVisible()
    assert not page.papers.letters.isVisible()


def test_preparing_stops_between_two_cases_and_keeps_what_was_made(page: MeetingView) -> None:
    shown, calls = page.page, page.calls
    assert shown is not None
    told: list[Progress] = []
    context = WorkContext(told.append)
    done = prepare_cases(calls.context.services, calls.actor(), context, shown.slots)
    assert done == Done(1)
    assert [(one.done, one.total) for one in told] == [(0, 1)]
    context.cancel()
    with pytest.raises(TaskCancelled):
        prepare_cases(calls.context.services, calls.actor(), context, shown.slots)


def test_a_pack_that_is_stopped_is_not_kept(page: MeetingView) -> None:
    calls = page.calls
    page.all_papers.click()
    settle(page)
    services, who = calls.context.services, calls.actor()
    assert page.page is not None
    key: MeetingId = page.page.row.id
    context = WorkContext(lambda progress: context.cancel() if progress.done > 3 else None)
    from art_desktop.domain.paper_asks import PaperAsk

    ask = PaperAsk(kind=PaperKind.PANEL_PACK, meeting_id=key)
    with pytest.raises(TaskCancelled):
        draw_paper(services, who, context, ask, "Drawing …")
    assert services.panel_papers.papers_of_meeting(who, key).kept == ()


def test_cancelling_says_that_what_was_ready_is_kept(page: MeetingView) -> None:
    def work(_services: object, _who: object, context: WorkContext) -> None:
        page.work.cancel()
        context.cancel()
        context.checkpoint()

    page.work.run("Preparing …", work, lambda _done: None, lambda _error: None)
    assert STOPPED in words_of(page)
    assert not page.work.under_way
