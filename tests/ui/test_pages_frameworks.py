"""The page of frameworks, the terms on a provider's page, the list by kind, and a spot purchase from the shortlist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.ids import ProviderId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.provider_commands import SaveFramework, SaveLot
from art_desktop.domain.provider_views import SaveProvider
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.services import Services
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.frameworks import FrameworksView
from art_desktop.ui.pages.provider import ProviderView
from art_desktop.ui.pages.provider_terms_panels import (
    CheckPanel,
    ContractPanel,
    LiftPanel,
    PlacePanel,
    SuspendPanel,
    TermPanel,
)
from art_desktop.ui.pages.providers import ProvidersPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import draw, settle
from art_desktop.ui.widgets.buttons import Button

WindowFor = Callable[[str], DeskWindow]
TODAY = date(2026, 11, 24)


def words_of(widget: QWidget) -> str:
    settle(widget)
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, words: str) -> Button:
    settle(widget)
    return next(
        one for one in widget.findChildren(Button) if one.text() == words and one.isVisible()
    )


def services_of(window: DeskWindow) -> tuple[Services, Actor]:
    assert window.desk is not None
    return window.desk.services, window.desk.actor


def asked(view: ProviderView | FrameworksView, kind: type[TermPanel]) -> TermPanel:
    settle(view)
    assert isinstance(view.panel, kind)
    return view.panel


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    """The business officer's window, with an owner of homes and a lot for it."""
    window = window_for("bea")
    services, actor = services_of(window)
    framework = services.frameworks.save(
        actor, SaveFramework(name="Homes 2026", starts_on=date(2026, 4, 1))
    )
    services.frameworks.save_lot(
        actor,
        SaveLot(framework_id=framework, name="All", kind=ProviderKind.CHILDRENS_HOME),
    )
    return window


@pytest.fixture
def owner(window: DeskWindow) -> ProviderId:
    services, actor = services_of(window)
    command = SaveProvider(name="Larchmere", kind=ProviderKind.CHILDRENS_HOME)
    return services.providers.save(actor, command)


def provider_page(window: DeskWindow, owner: ProviderId) -> ProviderView:
    window.shell.go(Route(routes.PROVIDER, owner))
    page = window.shell.page(routes.PROVIDER)
    assert isinstance(page, ProviderView)
    return page


def test_a_provider_is_put_on_a_lot_in_few_keys(window: DeskWindow, owner: ProviderId) -> None:
    window.shell.go(Route(routes.PROVIDERS))
    button(window.shell, "Frameworks").click()
    page = window.shell.page(routes.FRAMEWORKS)
    assert isinstance(page, FrameworksView)
    button(page, "Put a provider on it").click()
    panel = asked(page, PlacePanel)
    assert panel.field("provider_id").focus_target().hasFocus()
    panel.fill(provider_id=owner)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert "1 provider today" in words_of(page)
    services, actor = services_of(window)
    (place,) = services.providers.page(actor, owner).terms.places
    assert (place.starts_on, place.holds) == (TODAY, True)


def test_what_is_lacking_goes_as_the_terms_are_written(
    window: DeskWindow, owner: ProviderId
) -> None:
    page = provider_page(window, owner)
    assert "lacks a place on a framework lot" in words_of(page)
    button(page, "Put on a lot").click()
    panel = asked(page, PlacePanel)
    panel.go()
    assert panel.field("lot_id").problem()
    assert page.page is not None
    panel.fill(lot_id=page.page.terms.lots[0].id)
    panel.go()
    button(page, "Record checks").click()
    panel = asked(page, CheckPanel)
    assert panel.answer("kinds") == tuple(CheckKind), "all of them are due"
    panel.fill(outcome=CheckOutcome.CONDITIONS, done_by="Contracts officer")
    panel.go()
    assert panel.field("note").problem(), "conditions are written down"
    panel.fill(note="Insurance to be renewed in May.")
    panel.go()
    button(page, "New contract").click()
    panel = asked(page, ContractPanel)
    assert panel.answer("kind") is ContractKind.FRAMEWORK
    panel.fill(reference="PCC-1", signed_on=TODAY)
    panel.go()
    assert "Nothing is lacking: a child can start here today." in words_of(page)


def test_a_suspension_is_put_and_lifted_in_the_page(window: DeskWindow, owner: ProviderId) -> None:
    page = provider_page(window, owner)
    button(page, "Suspend …").click()
    panel = asked(page, SuspendPanel)
    panel.fill(reason="Enquiry open", decided_by="Commissioning Lead", starts_on=date(2026, 11, 1))
    panel.go()
    assert "Suspended since Sun 1 Nov 2026: Enquiry open." in words_of(page)
    button(page, "Lift").click()
    asked(page, LiftPanel).go()
    assert "Suspended since" not in words_of(page)
    assert "Enquiry open" in words_of(page), "what was stays on record"


def test_an_officer_reads_the_terms_and_is_offered_nothing_to_change(
    window: DeskWindow, owner: ProviderId, window_for: WindowFor
) -> None:
    ann = window_for("ann")
    page = provider_page(ann, owner)
    assert "Due diligence" in words_of(page)
    assert not [one for one in page.findChildren(Button) if one.text() == "Record checks"]
    ann.shell.go(Route(routes.FRAMEWORKS))
    frameworks = ann.shell.page(routes.FRAMEWORKS)
    assert frameworks is not None
    assert "Homes 2026" in words_of(frameworks)
    assert not [one for one in frameworks.findChildren(Button) if one.text() == "New framework"]


def test_the_list_is_filtered_by_kind(window: DeskWindow, owner: ProviderId) -> None:
    window.shell.go(Route(routes.PROVIDERS))
    page = window.shell.page(routes.PROVIDERS)
    assert isinstance(page, ProvidersPage)
    page.kind.set_value(ProviderKind.CHILDRENS_HOME)
    page.kind.changed.emit()
    rows = page.table.model.shown_rows()
    assert [row.id for row in rows] == [owner]
    assert rows[0].checks == "none in date"
    page.soon.click()
    assert not page.table.model.shown_rows()


@pytest.mark.parametrize("scale", [1, 2])
def test_the_pages_are_drawn(window: DeskWindow, owner: ProviderId, scale: int) -> None:
    page = provider_page(window, owner)
    button(page, "Record checks").click()
    assert not draw(window.shell, (960, 640), scale).isNull()
    window.shell.go(Route(routes.FRAMEWORKS))
    assert not draw(window.shell, (960, 640), scale).isNull()
