"""Pages and forms of providers and homes, the policy in Settings, the first report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from art_desktop.domain.ids import HomeId, RequestId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.provider_views import PurposeLine, SaveHome, SaveProvider
from art_desktop.domain.reasons_views import ReasonLine, ReasonRecord, ReasonsView
from art_desktop.domain.vocabulary import Grade, Level, NeedCode, ProviderKind
from art_desktop.services import Services
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.home import HomeView
from art_desktop.ui.pages.home_form import HomeFormPage
from art_desktop.ui.pages.policy_part import PolicyPart
from art_desktop.ui.pages.provider import ProviderView
from art_desktop.ui.pages.provider_form import ProviderFormPage
from art_desktop.ui.pages.providers import ProvidersPage
from art_desktop.ui.pages.reasons import ReasonsPage
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.said_free import SaidFreePanel
from art_desktop.ui.pages.settings import SettingsPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import draw, settle
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.widgets.buttons import Button

WindowFor = Callable[[str], DeskWindow]


def words_of(widget: QWidget) -> str:
    settle(widget)
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def buttons_of(widget: QWidget) -> dict[str, Button]:
    settle(widget)
    return {one.text(): one for one in widget.findChildren(Button) if one.isVisible()}


def services_of(window: DeskWindow) -> tuple[Services, Actor]:
    assert window.desk is not None
    return window.desk.services, window.desk.actor


def key_at(window: DeskWindow, name: str) -> int:
    """Return the id that the page gone to shows."""
    route = window.shell.route()
    assert route is not None
    assert route.name == name
    assert isinstance(route.key, int)
    return route.key


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    return window_for("max")


def owner_with_home(window: DeskWindow) -> tuple[int, int]:
    services, actor = services_of(window)
    owner = services.providers.save(
        actor, SaveProvider(name="Larchmere", kind=ProviderKind.CHILDRENS_HOME)
    )
    home = services.providers.save_home(
        actor,
        SaveHome(
            provider_id=owner,
            kind=ProviderKind.CHILDRENS_HOME,
            local_authority="Fenwick",
            places=4,
            age_from=8,
            age_to=17,
            grade=Grade.GOOD,
            inspected_on=date(2026, 5, 1),
            statement="Small and steady.",
            purposes=(PurposeLine(need=NeedCode.MISSING, up_to=Level.SIGNIFICANT),),
        ),
    )
    return owner, home


def test_the_list_opens_the_home_and_its_provider(window: DeskWindow) -> None:
    owner, home = owner_with_home(window)
    window.shell.go(Route(routes.PROVIDERS))
    page = window.shell.page(routes.PROVIDERS)
    assert isinstance(page, ProvidersPage)
    assert page.table.select((owner, home))
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert window.shell.route() == Route(routes.HOME, home)
    view = window.shell.page(routes.HOME)
    assert isinstance(view, HomeView)
    words = words_of(view)
    assert "Larchmere (Fenwick)" in words
    assert "Small and steady." in words
    assert "up to significant" in words
    assert "Free places are not known" in words
    assert "it lacks a place on a framework lot" in words
    buttons_of(view)["Larchmere"].click()
    assert window.shell.route() == Route(routes.PROVIDER, owner)


def test_what_was_said_on_the_telephone_is_recorded_by_an_officer(window_for: WindowFor) -> None:
    manager = window_for("max")
    owner, _home = owner_with_home(manager)
    window = window_for("ann")
    window.shell.go(Route(routes.PROVIDER, owner))
    page = window.shell.page(routes.PROVIDER)
    assert isinstance(page, ProviderView)
    assert "Edit" not in buttons_of(page)
    buttons_of(page)["They said …"].click()
    panel = page.findChild(SaidFreePanel)
    assert panel is not None
    panel.record()
    assert panel.free.problem()
    panel.free.line.setText("2")
    QTest.keyClick(panel.free.line, Qt.Key.Key_Return)
    assert page.homes is not None
    row = page.homes.model.row(0)
    assert (row.free, row.said_free_on) == (2, date(2026, 11, 24))


def test_an_agency_offers_a_household(window: DeskWindow) -> None:
    services, actor = services_of(window)
    agency = services.providers.save(actor, SaveProvider(name="Open Gate", kind=ProviderKind.IFA))
    window.shell.go(Route(routes.PROVIDER, agency))
    page = window.shell.page(routes.PROVIDER)
    assert isinstance(page, ProviderView)
    assert page.homes is None
    assert "Add a home" not in buttons_of(page)
    buttons_of(page)["Add a household they offer"].click()
    route = window.shell.route()
    assert route == routes.behind_provider(routes.HOUSEHOLD_FORM, agency)
    assert routes.provider_in(route.key) == agency


def test_a_provider_and_its_home_are_added_by_their_forms(window: DeskWindow) -> None:
    window.shell.go(Route(routes.PROVIDER_FORM))
    form = window.shell.page(routes.PROVIDER_FORM)
    assert isinstance(form, ProviderFormPage)
    form.form.fill({"name": "Keystep", "kind": ProviderKind.SUPPORTED})
    form.save()
    key = key_at(window, routes.PROVIDER)
    window.shell.go(routes.behind_provider(routes.HOME_FORM, key))
    home = window.shell.page(routes.HOME_FORM)
    assert isinstance(home, HomeFormPage)
    assert home.title.text() == "New home of Keystep"
    assert home.form.field("kind").value() is ProviderKind.SUPPORTED
    purposes = (PurposeLine(need=NeedCode.INDEPENDENCE, up_to=Level.COMPLEX),)
    home.form.fill({"name": "Quay House", "age_from": 15, "said_free": 1, "purposes": purposes})
    home.save()
    assert "16 and over" in home.form.field("age_from").problem()
    home.form.fill({"age_from": 16})
    home.save()
    services, actor = services_of(window)
    found = HomeId(key_at(window, routes.HOME))
    saved = services.providers.home(actor, found)
    assert (saved.line.free, saved.line.said_free_on) == (1, date(2026, 11, 24))
    window.shell.go(Route(routes.HOME_FORM, found))
    assert home.form.field("purposes").value() == purposes
    home.form.fill({"places": 5})
    home.save()
    assert services.providers.home(actor, found).line.places == 5


def policy_of(window: DeskWindow) -> PolicyPart:
    window.shell.go(Route(routes.SETTINGS, "matching"))
    page = window.shell.page(routes.SETTINGS)
    assert isinstance(page, SettingsPage)
    part = page.parts["matching"]
    assert isinstance(part, PolicyPart)
    settle(window.shell)
    return part


def test_enter_on_a_figure_asks_for_its_new_value(window: DeskWindow) -> None:
    part = policy_of(window)
    part.tabs.show_tab("figures")
    part.ask_figures()
    assert part.findChild(InPlace) is None, "Nothing is chosen yet."
    part.figures.select(("language", date(2016, 4, 1)))
    QTest.keyClick(part.figures.view, Qt.Key.Key_Return)
    assert part.findChild(InPlace) is not None


def test_a_manager_gives_a_figure_from_a_day_on(window: DeskWindow) -> None:
    part = policy_of(window)
    part.tabs.show_tab("figures")
    part.figures.select(("language", date(2016, 4, 1)))
    part.ask_figures()
    panel = part.findChild(InPlace)
    assert panel is not None
    fields = part.findChildren(QWidget)
    by_name = {getattr(field, "name", ""): field for field in fields}
    value, begins, source = (by_name[n] for n in ("language", "effective_from", "source"))
    value.line.setText("25")  # type: ignore[attr-defined]  # fields by their names
    begins.line.setText("1 Dec 2026")  # type: ignore[attr-defined]
    source.line.setText("Team meeting")  # type: ignore[attr-defined]
    panel.do_button.click()
    assert "from 0 to 20" in value.problem()  # type: ignore[attr-defined]
    value.line.setText("5")  # type: ignore[attr-defined]
    panel.do_button.click()
    assert part.view is not None
    rows = [line for line in part.view.history if line.code == "language"]
    assert [(line.value, line.ends_on) for line in rows] == [("5", None), ("4", date(2026, 11, 30))]


def test_an_officer_reads_the_rules_and_changes_none(window_for: WindowFor) -> None:
    part = policy_of(window_for("ann"))
    assert part.rules.model.rowCount() > 20
    part.rules.view.setCurrentIndex(part.rules.model.index(0, 0))
    assert part.rule_words.isVisible()
    for tab in ("figures", "supports"):
        part.tabs.show_tab(tab)
        assert not {"New figures …", "New price …"} & set(buttons_of(part))
    assert part.supports.model.row(0).weekly_pence is None


def test_a_support_is_priced(window: DeskWindow) -> None:
    part = policy_of(window)
    part.tabs.show_tab("supports")
    part.supports.view.setCurrentIndex(part.supports.model.index(0, 0))
    part.ask_price()
    by_name = {getattr(field, "name", ""): field for field in part.findChildren(QWidget)}
    by_name["weekly_pence"].line.setText("45.50")  # type: ignore[attr-defined]
    by_name["source"].line.setText("Contract 12")  # type: ignore[attr-defined]
    panel = part.findChild(InPlace)
    assert panel is not None
    panel.do_button.click()
    assert part.supports.model.row(0).weekly_pence == 4550


def test_the_report_counts_a_range(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REPORTS))
    page = window.shell.page(routes.REPORTS)
    assert isinstance(page, ReasonsPage)
    assert page.starts.value() == date(2025, 11, 1)
    assert "no requests searched" in page.summary.text()
    page.show_months(0)
    assert page.starts.value() == date(2026, 11, 1)
    page.starts.set_value(date(2026, 12, 1))
    page.read_again()
    assert page.ends.problem()


def test_the_records_behind_a_figure_are_reached_by_keys(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REPORTS))
    page = window.shell.page(routes.REPORTS)
    assert isinstance(page, ReasonsPage)
    records = tuple(
        ReasonRecord(RequestId(1), "R-2026-0001", f"H-000{at}", date(2026, 11, 20)) for at in (1, 2)
    )
    start, end = date(2026, 11, 1), date(2026, 11, 24)
    lines = (ReasonLine("siblings", "Cannot take them together", records),)
    page._show(ReasonsView(start, end, 1, lines, ()))
    assert page.behind_title.text() == "Cannot take them together"
    page.focus_first()
    QTest.keyClick(page.not_used.view, Qt.Key.Key_Return)
    assert page.records.current() == records[0]
    QTest.keyClick(page.records.view, Qt.Key.Key_Return)
    assert window.shell.route() == Route(routes.REQUEST, 1)


def test_bars_are_as_long_as_their_share(window: DeskWindow) -> None:
    window.shell.go(Route(routes.REPORTS))
    page = window.shell.page(routes.REPORTS)
    assert isinstance(page, ReasonsPage)
    day = date(2026, 11, 20)
    records = [ReasonRecord(RequestId(at), f"R-{at}", f"H-{at}", day) for at in range(8)]
    lines = tuple(
        ReasonLine(code, code, tuple(records[:number])) for code, number in (("a", 8), ("b", 2))
    )
    page._show(ReasonsView(day, day, 8, lines, ()))
    page.not_used.view.setFocus()
    image = draw(window.shell, (1280, 800))
    accent, view = colour(tokens().accent), page.not_used.view

    def bar(row: int) -> int:
        cell = view.visualRect(page.not_used.model.index(row, 1))
        at = view.viewport().mapTo(window.shell, cell.center())
        left = view.viewport().mapTo(window.shell, cell.topLeft()).x()
        return sum(image.pixelColor(left + x, at.y()) == accent for x in range(cell.width()))

    assert bar(0) > 40
    assert bar(1) == pytest.approx(bar(0) / 4, abs=2)
