"""Requests for assessments and support in the window: the form, what is wanted, quotes, order, end; by keyboard too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from art_desktop.domain.commands import RecordAuthorisation, RequestDetails
from art_desktop.domain.deciding_words import PriceBasis, ResourceKind
from art_desktop.domain.ids import Pence, RequestId
from art_desktop.domain.resource_views import AskPrice, RecordQuote, ResourceDetails
from art_desktop.domain.vocabulary import Decision, Post, RequestKind, Stage, Urgency
from art_desktop.ui.page import Route
from art_desktop.ui.pages.ordered import OrderedPage
from art_desktop.ui.pages.request import RequestView
from art_desktop.ui.pages.request.resource_panels import (
    AskPricePanel,
    EndPanel,
    OrderPanel,
    PricePanel,
)
from art_desktop.ui.pages.request.resource_quotes import QuotesPart
from art_desktop.ui.pages.request.resource_wanted import WantedPart
from art_desktop.ui.pages.request_form import RequestFormPage
from art_desktop.ui.pages.routes import ORDERED, REQUEST, REQUEST_FORM
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from tests.ui.desk import START
from tests.ui.keys import shown_words

COURT = date(2027, 2, 1)
WANTED = ResourceDetails(
    resource=ResourceKind.PARENTING,
    question="Can both parents meet her needs?",
    about="Both parents",
    court_on=COURT,
    needed_by=date(2027, 1, 20),
    budget_head="proceedings",
)
SUPPORT = ResourceDetails(
    resource=ResourceKind.FAMILY_SUPPORT,
    question="Mornings go well.",
    weeks=6,
    budget_head="crisis",
)


class Office:
    """A window and what is done behind it."""

    def __init__(self, window: DeskWindow) -> None:
        self.window = window
        assert window.desk is not None
        self.s, self.who = window.desk.services, window.desk.actor
        self.request_id = RequestId(0)

    def made(self, kind: RequestKind = RequestKind.ASSESSMENT) -> RequestId:
        """Open and refer a request."""
        child = self.s.children.rows(self.who)[0].id
        details = RequestDetails(
            kind=kind,
            urgency=Urgency.PLANNED,
            needed_at=START + timedelta(days=50),
            child_ids=(child,),
        )
        wanted = WANTED if kind is RequestKind.ASSESSMENT else SUPPORT
        self.request_id = self.s.resourcing.open(self.who, details, wanted)
        version = self.s.requests.page(self.who, self.request_id).version
        self.s.requests.refer(self.who, self.request_id, version)
        return self.request_id

    def asked(self, *names: str) -> None:
        """Ask these what it would cost."""
        for name in names:
            self.s.resourcing.ask(self.who, AskPrice(request_id=self.request_id, who=name))

    def quoted(self, name: str, pence: int, ready: date, units: str = "") -> None:
        """Record a price, by the hour where `units` are given."""
        quotes = self.s.resourcing.view(self.who, self.request_id).quotes
        quote = next(one for one in quotes if one.who == name)
        self.s.resourcing.quoted(
            self.who,
            RecordQuote(
                quote_id=quote.id,
                version=quote.version,
                price_pence=pence,
                basis=PriceBasis.HOUR if units else PriceBasis.FIXED,
                units=units,
                ready_on=ready,
            ),
        )

    def authorised(self, most: int | None = None) -> None:
        """Record the decision."""
        self.s.authorising.record(
            self.who,
            RecordAuthorisation(
                request_id=self.request_id,
                post=Post.HEAD_OF_SERVICE,
                decided_by="Rowan Ashby",
                decision=Decision.AGREED,
                decided_at=START,
                most_pence=None if most is None else Pence(most),
            ),
        )

    def page(self, tab: str = "") -> RequestView:
        """Show the request, at a tab."""
        key: object = (int(self.request_id), tab) if tab else int(self.request_id)
        self.window.shell.go(Route(REQUEST, key))
        settle(self.window.shell)
        view = self.window.shell.current_page()
        assert isinstance(view, RequestView)
        return view

    def form(self) -> RequestFormPage:
        """Show the form of a new request."""
        self.window.shell.go(Route(REQUEST_FORM))
        settle(self.window.shell)
        form = self.window.shell.current_page()
        assert isinstance(form, RequestFormPage)
        return form

    def quotes(self) -> QuotesPart:
        """Show the quotes."""
        part = self.page("quotes").parts["quotes"]
        assert isinstance(part, QuotesPart)
        return part


@pytest.fixture
def office(window_for: Callable[[str], DeskWindow]) -> Office:
    return Office(window_for("ann"))


def button(where: QWidget, words: str) -> QAbstractButton:
    """Return the button with these words, or this name."""
    return next(
        one
        for one in where.findChildren(QAbstractButton)
        if one.isVisibleTo(where) and words in {one.text(), one.accessibleName()}
    )


def test_the_form_asks_what_is_wanted_where_no_home_is(office: Office) -> None:
    form = office.form()
    kind = form.form.field("kind")
    assert not form.wanted_group.isVisibleTo(form)
    kind.set_value(RequestKind.ASSESSMENT)
    kind.changed.emit()
    assert form.wanted_group.isVisibleTo(form)
    assert not form.form.field("why").isVisibleTo(form)
    assert form.wanted.head.value() == "proceedings"
    kind.set_value(RequestKind.CRISIS)
    kind.changed.emit()
    assert form.wanted.head.value() == "crisis"
    assert form.wanted.weeks.isVisibleTo(form)
    assert not form.wanted.court.isVisibleTo(form)
    child = office.s.children.rows(office.who)[0].id
    form.form.fill({"child_ids": (child,)})
    form.save()
    settle(office.window.shell)
    assert "Choose what kind is wanted." in shown_words(form)
    form.wanted.resource.set_value(ResourceKind.MENTORING)
    form.wanted.question.set_value("Somebody to talk to after school.")
    form.save()
    settle(office.window.shell)
    view = office.window.shell.current_page()
    assert isinstance(view, RequestView)
    assert view.tabs.offered() == [
        "wanted",
        "quotes",
        "needs",
        "decision",
        "documents",
        "history",
    ]
    assert "Mentor or outreach worker" in shown_words(view.parts["wanted"])


def test_a_draft_of_the_form_keeps_what_is_wanted(office: Office) -> None:
    form = office.form()
    kind = form.form.field("kind")
    kind.set_value(RequestKind.ASSESSMENT)
    kind.changed.emit()
    form.wanted.resource.set_value(ResourceKind.COGNITIVE)
    form.wanted.question.set_value("Can she follow what is said?")
    form.wanted.court.set_value(COURT)
    form.wanted.head.set_value("section_17")
    form.keep_draft()
    form.open(None)
    assert form.wanted.resource.value() is ResourceKind.COGNITIVE
    assert form.wanted.question.value() == "Can she follow what is said?"
    assert form.wanted.court.value() == COURT
    assert form.wanted.head.value() == "section_17"


def test_an_assessment_has_its_own_tabs_words_and_keys(office: Office) -> None:
    office.made()
    view = office.page()
    assert view.tabs.offered() == ["wanted", "quotes", "decision", "documents", "history"]
    words = shown_words(view.header)
    assert "Placed" not in words
    assert "Asking for prices" in words
    assert view.tabs.current() == "decision"
    view.activateWindow()
    for name, letter in (("wanted", "W"), ("quotes", "Q"), ("history", "H")):
        QTest.keyClick(view.tabs, Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
        assert view.tabs.current() == name
    QTest.keyClick(view.tabs, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert view.tabs.current() == "history"
    view.go_to("shortlist")
    assert view.tabs.current() != "shortlist"
    assert "case system" in shown_words(office.page("documents"))


def test_a_home_has_the_tabs_that_it_had(office: Office) -> None:
    request = office.s.requests.rows(office.who)[0]
    office.request_id = request.id
    view = office.page()
    assert view.tabs.offered()[:2] == ["needs", "shortlist"]
    assert "quotes" not in view.tabs.offered()
    view.restore_view_state(view.view_state())
    office.made()
    assert office.page().tabs.current() == "decision"
    office.request_id = request.id
    assert office.page().tabs.current() == "needs"


def test_what_is_wanted_is_changed_in_its_tab(office: Office) -> None:
    office.made()
    part = office.page("wanted").parts["wanted"]
    assert isinstance(part, WantedPart)
    assert "Both parents" in shown_words(part)
    assert part.change is not None
    part.change.click()
    assert part.fields is not None
    part.fields.question.set_value("")
    part.save()
    settle(office.window.shell)
    assert "Write the question." in shown_words(part)
    part.fields.question.set_value("Can her mother, with help?")
    part.save()
    settle(office.window.shell)
    assert "Can her mother, with help?" in shown_words(part)
    assert part.escape() is False


def test_prices_are_asked_recorded_and_compared(office: Office) -> None:
    office.made()
    part = office.quotes()
    assert "every price is indicative" in shown_words(part)
    enquiry = button(part, "Copy the enquiry")
    enquiry.click()
    assert "Parenting assessment" in QGuiApplication.clipboard().text()
    assert "her needs" not in QGuiApplication.clipboard().text()
    button(part, "Ask for a price …").click()
    assert isinstance(part.panel, AskPricePanel)
    part.panel.go()
    assert "write who is asked" in shown_words(part)
    part.panel.who.set_value("Meridian Assessments")
    part.panel.go()
    settle(office.window.shell)
    assert not part.escape()  # nothing is open
    button(part, "Record price: Meridian Assessments").click()
    assert isinstance(part.panel, PricePanel)
    part.panel.price.set_value(8_533)
    part.panel.basis.set_value(PriceBasis.HOUR)
    part.panel.units.set_value("12.5")
    part.panel.units.changed.emit()
    assert part.panel.whole.text() == "£1,066.63 in all"
    part.panel.ready.set_value(date(2027, 2, 2))
    part.panel.go()
    settle(office.window.shell)
    words = shown_words(part)
    assert "£1,066.63" in words
    assert "£85.33 an hour × 12.5 hours" in words
    assert "1 day after the court sits" in words
    assert "Cheapest" in words
    assert "Order …" not in words


def test_an_order_and_its_end_by_keyboard(office: Office) -> None:
    office.made()
    office.asked("Cheap", "Dear")
    office.quoted("Cheap", 300_000, date(2027, 1, 10))
    office.quoted("Dear", 345_000, date(2027, 1, 8))
    office.authorised(most=310_000)
    view = office.page()
    assert view.tabs.current() == "quotes"
    part = office.quotes()
    assert "More than was authorised" in shown_words(part)
    part.focus_first()
    focus = office.window.shell.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Order: Cheap"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert isinstance(part.panel, OrderPanel)
    QTest.keyClick(part.panel.why.area, Qt.Key.Key_Escape)
    assert not part.escape()  # nothing is open
    button(part, "Order: Cheap").click()
    assert isinstance(part.panel, OrderPanel)
    QTest.keyClick(part.panel.starts.line, Qt.Key.Key_Return)
    settle(office.window.shell)
    assert office.page().desk.page is not None
    assert office.s.requests.page(office.who, office.request_id).stage is Stage.AGREED
    assert "On order: Cheap, £3,000.00" in shown_words(office.quotes())
    part = office.quotes()
    button(part, "The report has come …").click()
    assert isinstance(part.panel, EndPanel)
    part.panel.outcome.set_value("They can, with help.")
    part.panel.go()
    settle(office.window.shell)
    assert office.s.requests.page(office.who, office.request_id).stage is Stage.CLOSED
    assert "They can, with help." in shown_words(office.quotes())


def test_a_dearer_choice_is_refused_in_the_panel_until_it_has_its_reason(office: Office) -> None:
    office.made()
    office.asked("Cheap", "Dear")
    office.quoted("Cheap", 300_000, date(2027, 1, 10))
    office.quoted("Dear", 10_000, date(2027, 1, 8), units="40")
    office.authorised()
    part = office.quotes()
    button(part, "Order: Dear").click()
    panel = part.panel
    assert isinstance(panel, OrderPanel)
    assert "£1,000.00 dearer than Cheap" in shown_words(panel)
    panel.go()
    assert panel.why.problem()
    panel.why.set_value("She has met the family.")
    panel.units.set_value("41")
    panel.units.changed.emit()
    assert panel.whole.text() == "£4,100.00 in all"
    panel.go()
    settle(office.window.shell)
    (order,) = office.s.resourcing.view(office.who, office.request_id).orders
    assert order.price_pence == 410_000


def test_a_price_above_the_authorised_is_refused_with_the_way_on(office: Office) -> None:
    office.made()
    office.asked("Dear")
    office.quoted("Dear", 345_000, date(2027, 1, 8))
    office.authorised(most=300_000)
    part = office.quotes()
    button(part, "Order: Dear").click()
    assert isinstance(part.panel, OrderPanel)
    part.panel.why.set_value("Nobody else is free.")
    part.panel.go()
    settle(office.window.shell)
    words = shown_words(office.page("quotes"))
    assert "£3,450.00, and £3,000.00 was authorised" in words
    assert "Record authorisation" in words


def test_what_was_ordered_is_added_up_with_the_orders_behind(office: Office) -> None:
    office.made()
    office.asked("Cheap", "Dear")
    office.quoted("Cheap", 300_000, date(2027, 1, 10))
    office.quoted("Dear", 345_000, date(2027, 1, 8))
    office.authorised()
    part = office.quotes()
    button(part, "Order: Cheap").click()
    assert isinstance(part.panel, OrderPanel)
    part.panel.go()
    office.window.shell.go(Route(ORDERED))
    settle(office.window.shell)
    page = office.window.shell.current_page()
    assert isinstance(page, OrderedPage)
    assert "£3,000.00 in all" in page.summary.text()
    assert page.behind_title.text() == "Legal proceedings: expert assessments"
    assert page.records.model.rowCount() == 1
    page.starts.set_value(date(2027, 1, 1))
    page.read_again()
    assert "ends before it begins" in page.ends.problem()
