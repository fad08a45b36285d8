"""The window over one record: signing in and out, the lock, the pages of whoever is signed in, find, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from art_desktop.domain.clock import Clock
from art_desktop.domain.errors import Refusal
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.ui.centred import CentredCard
from art_desktop.ui.messages import Messages
from art_desktop.ui.page import Page, Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.lock import IDLE_MINUTES, IdleWatch, LockPage, SightGuard, left_words
from art_desktop.ui.pages.sign_in import RecoverPage, SignInPage
from art_desktop.ui.rail import Section
from art_desktop.ui.shell import FindResult, Shell
from art_desktop.ui.tasks import Runner
from art_desktop.ui.widgets.cards import Banner, Tone

if TYPE_CHECKING:  # the sign-in is shown before anything of a record is needed
    from art_desktop.domain.finding_views import FindHit
    from art_desktop.services.door import Desk, Door, SetUp

SECTIONS: tuple[tuple[Section, Permission | None], ...] = (
    (Section(routes.TODAY, "Today", "today"), Permission.DO_TASKS),
    (Section(routes.REQUESTS, "Requests", "requests"), Permission.SEE_NEEDS),
    (Section(routes.CHILDREN, "Children", "children"), Permission.SEE_CHILDREN),
    (Section(routes.HOUSEHOLDS, "Households", "households"), Permission.SEE_HOUSEHOLDS),
    (Section(routes.PROVIDERS, "Providers", "providers"), Permission.SEE_HOUSEHOLDS),
    (Section(routes.PANELS, "Panels", "panels"), Permission.RUN_PANELS),
    (Section(routes.REPORTS, "Reports", "reports"), Permission.SEE_NEEDS),
    (Section(routes.SETTINGS, "Settings", "settings", below=True), None),
)
"""Each area of the rail and what it takes to see it."""

_CALENDAR_MS = 60_000

_PANEL = Section(routes.PANEL, "Your papers", "panels")


def sections_of(actor: Actor) -> tuple[Section, ...]:
    """Return the areas that a person's role shows, Today first."""
    shown = [section for section, needs in SECTIONS if needs is None or actor.may(needs)]
    if actor.role.value == "panel":
        shown.insert(0, _PANEL)
    return tuple(shown)


class DeskWindow(QObject):
    """The shell, and everything that happens to it as a whole.

    Args: door: before the record. runner: runs all work. messages: tells what went wrong; made over the shell if
        not given. closed: called last, with the refusal if letting the record go failed.
    """

    admitted = Signal()

    def __init__(
        self,
        door: Door,
        runner: Runner,
        clock: Clock,
        *,
        shell: Shell | None = None,
        messages: Messages | None = None,
        idle_minutes: int = IDLE_MINUTES,
        closed: Callable[[Refusal | None], object] | None = None,
    ) -> None:
        super().__init__()
        self.shell = shell or Shell()
        self.door, self.runner, self.clock = door, runner, clock
        self.messages = messages or Messages(self.shell.show_banner, say=self.shell.say)
        self.desk: Desk | None = None
        self.lock_page: LockPage | None = None
        self._closed = closed or (lambda _refusal: None)
        self.watch = IdleWatch(self, idle_minutes)
        self.watch.idle.connect(self._left_alone)
        self.guard = SightGuard(self)
        self.guard.locked.connect(self.lock)
        self.watch.left_changed.connect(lambda left: self.shell.set_locks(left_words(left)))
        self._calendar = QTimer(self)
        self._calendar.setSingleShot(True)
        self._calendar.setInterval(_CALENDAR_MS)
        self._calendar.timeout.connect(self._make_ahead)
        self.shell.lock_requested.connect(self.lock)
        self.shell.find_requested.connect(self._find)
        self.shell.closing.connect(self._close)
        self.shell.set_nav(())

    # Signing in.

    def begin(self) -> None:
        """Show the first thing there is to do: set the service up, or sign in."""
        if self.door.exists:
            self.show_sign_in()
        else:
            self.show_set_up()

    def show_sign_in(self) -> SignInPage:
        """Cover the window with the sign-in."""
        page = SignInPage(self.door.demonstration_users(), self.door.place)
        page.sign_in_requested.connect(partial(self._sign_in, page))
        page.forgotten.connect(lambda: self.show_recover(page.username.text()))
        self.shell.cover(page)
        return page

    def _sign_in(self, page: SignInPage, username: str, passphrase: str) -> None:
        self.runner.submit(
            lambda _work: self.door.sign_in(username, passphrase),
            on_success=self.admit,
            on_failure=lambda error: self._refused(error, page.refuse_sign_in),
            writes=True,
        )

    def show_recover(self, username: str = "") -> RecoverPage:
        """Cover the window with the form that takes the recovery key."""
        page = RecoverPage(username)
        page.left.connect(self.show_sign_in)

        def recover(key: str, name: str, passphrase: str) -> None:
            self.runner.submit(
                lambda _work: self.door.recover(key, name, passphrase),
                on_success=lambda _done: self._recovered(name),
                on_failure=lambda error: self._refused(error, page.refuse_recovery),
                writes=True,
            )

        page.recover_requested.connect(recover)
        self.shell.cover(page)
        return page

    def _recovered(self, username: str) -> None:
        page = self.show_sign_in()
        page.username.set_value(username)
        page.tell(Tone.SUCCESS, "The new passphrase is set.", "Sign in with it.")
        page.begins_at(page.passphrase.focus_target(), page.submit)

    def show_set_up(self) -> None:
        """Cover the window with the first-run set-up."""
        from art_desktop.ui.pages.set_up import SetUpPage

        page = SetUpPage(self.door.place)

        def set_up(command: SetUp) -> None:
            self.runner.submit(
                lambda _work: self.door.set_up(command),
                on_success=lambda words: self.show_recovery_key(words, command.username),
                on_failure=lambda error: self._refused(error, page.refuse_set_up),
                writes=True,
            )

        page.set_up_requested.connect(set_up)
        self.shell.cover(page)

    def show_recovery_key(self, words: str, username: str) -> None:
        """Show the recovery key, this once; then the sign-in."""
        from art_desktop.ui.pages.set_up import RecoveryKeyPage

        page = RecoveryKeyPage(words)

        def kept() -> None:
            signing = self.show_sign_in()
            signing.username.set_value(username)
            signing.begins_at(signing.passphrase.focus_target(), signing.submit)

        page.kept.connect(kept)
        self.shell.cover(page)

    def _refused(self, error: Exception, show: Callable[[Refusal], object]) -> None:
        if isinstance(error, Refusal):
            show(error)
        else:
            self.messages.report(error)

    # Somebody is signed in.

    def admit(self, desk: Desk) -> None:
        """Show the pages of whoever signed in."""
        self.desk = desk
        self.lock_page = None
        self.shell.forget_pages()
        self._register(desk)
        self.shell.set_nav(sections_of(desk.actor))
        self.shell.set_who(f"{desk.actor.full_name} ({desk.actor.role})")
        ribbon = "Demonstration service: everybody in it is invented"
        self.shell.set_ribbon(ribbon if desk.service.demonstration else "")
        self.shell.find_box.setVisible(desk.actor.may(Permission.SEE_CHILDREN))
        self.shell.uncover()
        self.watch.start()
        self.shell.go(Route(sections_of(desk.actor)[0].name))
        if desk.actor.may(Permission.SEE_CHILDREN):
            # After the first page: the names are read while it is looked at.
            self.runner.submit(
                lambda _work: desk.services.finding.prepare(desk.actor),
                on_failure=lambda _error: None,  # the find box tells it when it is asked
            )
        if desk.actor.may(Permission.RUN_PANELS):
            self._calendar.start()
        self.admitted.emit()

    def _make_ahead(self) -> None:
        """Keep the year of meetings a year long, whoever looks at it or not; not while the first page is waited for."""
        desk = self.desk
        if desk is not None:
            self.runner.submit(
                lambda _work: desk.services.panels.make_ahead(desk.actor), writes=True
            )

    def context(self, desk: Desk) -> PageContext:
        """Return what pages are given."""
        return PageContext(
            services=desk.services,
            actor=lambda: desk.actor,
            runner=self.runner,
            go=self._go,
            messages=self.messages,
            clock=self.clock,
        )

    def _go(self, route: Route) -> None:
        self.shell.go(route)

    def _register(self, desk: Desk) -> None:
        """Say how each page is made that this person may see; its code is imported when it is."""
        context, may = self.context(desk), desk.actor.may
        self.shell.forget_factories()
        for name, needs, make in _factories(context, desk, self.door.place, self._count):
            if needs is None or may(needs):
                self.shell.register(name, make)

    def _count(self, pressing: int, requests: int) -> None:
        self.shell.set_count(routes.TODAY, pressing or None)
        self.shell.set_count(routes.REQUESTS, requests or None)

    # Find.

    def _find(self, text: str) -> None:
        desk = self.desk
        if desk is None or not desk.actor.may(Permission.SEE_CHILDREN):
            self.shell.show_results(())
            return
        self.runner.submit(
            lambda _work: desk.services.finding.find(desk.actor, text),
            on_success=partial(self._found, text),
            group="find",
        )

    def _found(self, text: str, hits: Sequence[FindHit]) -> None:
        # What is typed now is what counts.
        if self.shell.covered() or self.shell.find_box.text().strip() != text:
            return
        results = [
            FindResult(hit.kind, hit.title, hit.detail, route)
            for hit in hits
            for route in (routes.route_to_found(hit.kind, hit.key),)
            if self.shell.has_page(route.name)
        ]
        self.shell.show_results(results)

    # The lock.

    def _left_alone(self) -> None:
        """Lock; a page that names nobody, such as a panel's, stays in sight, and everything else is locked."""
        page = self.shell.current_page()
        keys = page.keys_in_sight() if page is not None else frozenset()
        if not keys or self.shell.covered():
            self.lock()
            return
        self._close_popups()
        self.guard.begin(keys)

    def lock(self) -> None:
        """Cover everything until the passphrase is typed; what was being typed stays where it is."""
        desk = self.desk
        if desk is None or self.shell.covered():
            return
        self.watch.stop()
        self.guard.end()
        self._close_popups()
        page = self.shell.current_page()
        if page is not None:
            page.may_leave()  # keeps the draft
        lock = LockPage(desk.actor.full_name)
        lock.unlock_requested.connect(partial(self._unlock, lock))
        lock.sign_out_requested.connect(self.sign_out)
        self.lock_page = lock
        desk.services.finding.forget()
        self.shell.set_locks("locked")
        self.shell.cover(lock)

    def _unlock(self, page: LockPage, passphrase: str) -> None:
        desk = self.desk
        assert desk is not None
        self.runner.submit(
            lambda _work: self.door.unlock(desk.actor.username, passphrase),
            on_success=lambda _done: self._unlocked(page),
            on_failure=lambda error: self._refused(error, page.refuse_unlock),
            writes=True,
        )

    def _unlocked(self, page: LockPage) -> None:
        if self.lock_page is not page:
            return
        self.lock_page = None
        self.shell.uncover()
        self.watch.start()
        here = self.shell.current_page()
        if here is not None:
            here.focus_first()

    def _close_popups(self) -> None:
        """Close what stands over the window, so that nothing of a record is seen beside the lock."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMenu | QDialog) and widget.isVisible():
                widget.close()

    def sign_out(self) -> None:
        """Let the record go and show the sign-in."""
        self.watch.stop()
        self.guard.end()
        self._calendar.stop()
        self.desk, self.lock_page = None, None
        self.shell.forget_pages()
        self.shell.set_nav(())
        self.shell.set_who("")
        self.shell.set_locks("")
        page = self.show_sign_in()
        page.set_busy(busy=True)
        self.runner.submit(
            lambda _work: self.door.close(),
            on_failure=lambda error: self._refused(error, page.refuse),
            on_end=lambda: page.set_busy(busy=False),
            writes=True,
        )

    # Closing.

    def _close(self) -> None:
        """Wait for what is being saved, back up what changed, let the record go."""
        self.watch.stop()
        signed_in = self.desk is not None
        self.desk = None
        if signed_in and self.shell.isVisible():
            words = "Finishing what is being saved and backing up what changed."
            self.shell.cover(CentredCard("Closing …", words))
            self.shell.repaint()
        self.runner.shutdown()
        self.shell.forget_pages()
        refusal: Refusal | None = None
        try:
            self.door.close()
        except Refusal as error:
            refusal = error
        self._closed(refusal)

    def warn(self, what: str, why: str) -> None:
        """Show a warning above the page."""
        self.shell.show_banner(Banner(Tone.WARNING, what, why))


_Factory = tuple[str, Permission | None, Callable[[], Page]]


def _factories(
    context: PageContext, desk: Desk, place: str, count: Callable[[int, int], object]
) -> tuple[_Factory, ...]:
    """Return each page's name, what it takes to see it, and what makes it."""

    def today() -> Page:
        from art_desktop.ui.pages.today import TodayPage

        page = TodayPage(context)
        page.counted.connect(count)
        return page

    def settings() -> Page:
        from art_desktop.ui.pages.settings import SettingsPage

        return SettingsPage(context, desk, place)

    def made(module: str, kind: str) -> Callable[[], Page]:
        def make() -> Page:
            from importlib import import_module

            page_kind = getattr(import_module(f"art_desktop.ui.pages.{module}"), kind)
            page = page_kind(context)
            assert isinstance(page, Page)
            return page

        return make

    p = Permission
    return (
        (routes.TODAY, p.DO_TASKS, today),
        (routes.PANEL, p.READ_PANELS, made("panel", "PanelPage")),
        (routes.PANEL_ROOM, p.READ_PANELS, made("panel_room", "PanelRoomPage")),
        (routes.REQUESTS, p.SEE_NEEDS, made("requests", "RequestsPage")),
        (routes.REQUEST, p.SEE_NEEDS, made("request", "RequestView")),
        (routes.REQUEST_FORM, p.EDIT_REQUESTS, made("request_form", "RequestFormPage")),
        (routes.WAITING, p.SEARCH, made("waiting", "WaitingPage")),
        (routes.CHILDREN, p.SEE_CHILDREN, made("children", "ChildrenPage")),
        (routes.CHILD, p.SEE_CHILDREN, made("child", "ChildView")),
        (routes.CHILD_FORM, p.EDIT_CHILDREN, made("child_form", "ChildFormPage")),
        (routes.HOUSEHOLDS, p.SEE_HOUSEHOLDS, made("households", "HouseholdsPage")),
        (routes.HOUSEHOLD, p.SEE_HOUSEHOLDS, made("household", "HouseholdView")),
        (routes.HOUSEHOLD_FORM, p.EDIT_HOUSEHOLDS, made("household_form", "HouseholdFormPage")),
        (routes.PROVIDERS, p.SEE_HOUSEHOLDS, made("providers", "ProvidersPage")),
        (routes.PROVIDER, p.SEE_HOUSEHOLDS, made("provider", "ProviderView")),
        (routes.PROVIDER_FORM, p.EDIT_PROVIDERS, made("provider_form", "ProviderFormPage")),
        (routes.HOME, p.SEE_HOUSEHOLDS, made("home", "HomeView")),
        (routes.HOME_FORM, p.EDIT_PROVIDERS, made("home_form", "HomeFormPage")),
        (routes.FRAMEWORKS, p.SEE_HOUSEHOLDS, made("frameworks", "FrameworksView")),
        (routes.PANELS, p.RUN_PANELS, made("panels", "PanelsPage")),
        (routes.MEETING, p.RUN_PANELS, made("panels_meeting", "MeetingView")),
        (routes.PANEL_RULES, p.RUN_PANELS, made("panels_rules", "PanelRulesPage")),
        (routes.REQUEST_PAPER_FORM, p.DRAFT_PAPERS, made("paper_form", "PaperFormPage")),
        (routes.HOUSEHOLD_PAPER_FORM, p.EDIT_HOUSEHOLDS, made("paper_form", "PaperFormPage")),
        (routes.MEETING_PAPER_FORM, p.RUN_PANELS, made("paper_form", "PaperFormPage")),
        (routes.PAPER, p.DRAFT_PAPERS, made("paper", "PaperPage")),
        (routes.REPORTS, p.SEE_NEEDS, made("reasons", "ReasonsPage")),
        (routes.ORDERED, p.SEE_NEEDS, made("ordered", "OrderedPage")),
        (routes.BOARD, p.SEE_NEEDS, made("board", "BoardPage")),
        (routes.IMPORT, p.IMPORT, made("import_files", "ImportPage")),
        (routes.SETTINGS, None, settings),
    )
