"""The tab Approaches: what waits, what was offered, the referral and its release, who got what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.approaching_commands import Chase, DraftEmails
from art_desktop.domain.approaching_views import (
    ApproachesView,
    ApproachLine,
    AskLine,
    DraftedEmail,
    OfferLine,
    PaperState,
    ProviderChoice,
    ReleaseLine,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import ApproachId, OptionId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import Answer
from art_desktop.ui.dialogs.files import which_folder
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_preview import Preview
from art_desktop.ui.pages.request.approach_row import ApproachRow
from art_desktop.ui.pages.request.asking import AnswerPanel, Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.offer_columns import MOST_BESIDE, OfferColumns, beside_in
from art_desktop.ui.pages.request.offer_panels import DeclinePanel, OfferPanel, TakenBackPanel
from art_desktop.ui.pages.request.part import ReadingPart, titled
from art_desktop.ui.pages.request.release_card import ReleaseCard, ReleaseLog
from art_desktop.ui.pages.request.release_panels import (
    AskReleasePanel,
    ReleasePanel,
    SendBackPanel,
)
from art_desktop.ui.pages.request.release_sending import Passwords, SendPanel
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState, clear_layout
from art_desktop.ui.widgets.text import muted
from art_desktop.ui.words import counted

_ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "silent": Answer.NO_ANSWER}
_FOLDER_TITLE = "Folder for the e-mail drafts"


class ApproachesPart(ReadingPart):
    """Those that are waited for first, the late on top; then the offers, the referral, the answers, the log."""

    def __init__(
        self, desk: Desk, where: Callable[[QWidget, str], Path | None] = which_folder
    ) -> None:
        super().__init__(desk)
        self._where = where
        self._page: RequestPage | None = None
        self._read_for: object = None
        self.view: ApproachesView | None = None
        self.rows: list[ApproachRow] = []
        self.card: ReleaseCard | None = None
        self.offers: OfferColumns | None = None
        self._panel: QWidget | None = None
        self.over: Preview | Passwords | None = None
        self._beside_now = MOST_BESIDE

    # Reading

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading of the request: the approaches are read when the tab is shown."""
        if self._page is not None and self._page.id != page.id:
            self.close_over()
            self.view = None
            self.empty_column()
        self._page = page
        if self._read_for != page:
            self._read_for = None

    @override
    def opened(self) -> None:
        """Read the approaches if something changed since."""
        if self._read_for is not None:
            return
        self._read_for = self._page
        wanted = self.desk.request_id
        self.desk.read("approaches", lambda s, who: s.approaching.page(who, wanted), self._show)

    def _show(self, view: ApproachesView) -> None:
        focused = self._focused()
        self.view = view
        self.empty_column()
        self.rows, self.card, self.offers, self._panel = [], None, None, None
        now = self.desk.context.clock.now()
        waiting = [one for one in view.approaches if one.answer is Answer.WAITING]
        waiting.sort(key=lambda one: (one.due_at is None, one.due_at or one.asked_at, one.id))
        answered = [one for one in view.approaches if one.answer is not Answer.WAITING]
        answered.sort(key=lambda one: one.answered_at or one.asked_at, reverse=True)
        first = _referral_first(view)
        if first:
            self._show_card(view)
        if not view.approaches:
            self._nobody(view, short=first)
        self._group("Waiting for an answer", waiting)
        late = [one for one in waiting if one.is_late(now) and one.release_id is not None]
        if len(late) > 1 and self._may_act():
            keys = tuple(one.id for one in late)
            words = f"Save reminders to the {len(late)} that are late …"
            button = Button(words, lambda: self._remind(keys), kind=Kind.QUIET, compact=True)
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_offers(view)
        if not first:
            self._show_card(view)
        self._group("Answered", answered)
        if view.releases:
            self.column.addWidget(ReleaseLog(view.releases, now))
        self.column.addStretch(1)
        if focused:
            self._focus_again(focused)

    def _nobody(self, view: ApproachesView, *, short: bool) -> None:
        if short:
            self.column.addWidget(muted("Nobody has been asked yet."))
            return
        self.column.addWidget(
            EmptyState(
                "phone",
                "Nobody has been asked yet",
                "Households are asked from the shortlist, agencies and homes with a released referral.",
                action="Go to the shortlist" if view.open else "",
                on_action=lambda: self.desk.host.go_to("shortlist"),
            )
        )

    def _group(self, title: str, approaches: Sequence[ApproachLine]) -> None:
        if not approaches:
            return
        head = QWidget()
        head.setLayout(titled(f"{title} ({len(approaches)})"))
        self.column.addWidget(head)
        now = self.desk.context.clock.now()
        for one in approaches:
            row = ApproachRow(one, now, self._act, may_act=self._may_act())
            row.neighbours = self._move
            self.rows.append(row)
            self.column.addWidget(row)

    def _show_offers(self, view: ApproachesView) -> None:
        if not view.offers:
            return
        standing = sum(offer.stands for offer in view.offers)
        head = QWidget()
        head.setLayout(titled(f"Offers side by side ({standing})"))
        self.column.addWidget(head)
        may_act = self._may_act()
        self.offers = OfferColumns(
            view.offers,
            self._choose if may_act else None,
            self._take_back if may_act else None,
            beside=self._beside_now,
        )
        self.column.addWidget(self.offers)

    def _show_card(self, view: ApproachesView) -> None:
        """Show the referral's card where it has something to say: not on a request that is over without one."""
        if not view.open and view.paper is None:
            return
        self.card = ReleaseCard(
            view,
            self._on_card,
            may_act=self._may_act(),
            may_read=self.desk.may(Permission.DRAFT_PAPERS),
        )
        self.column.addWidget(self.card)
        if view.chosen and self._may_act():
            words = f"Save the draft with the full referral to {view.chosen} …"
            button = Button(words, self._full, icon_name="send", compact=True)
            self.card.add(button)

    def _may_act(self) -> bool:
        return bool(self.view and self.view.open) and self.desk.may(Permission.APPROACH)

    # What is done with a row

    def row_of(self, approach_id: ApproachId) -> ApproachRow | None:
        """Return the row of an approach."""
        return next((row for row in self.rows if row.approach.id == approach_id), None)

    def _act(self, code: str, row: ApproachRow) -> None:
        """Do what a key or a button of a row says."""
        one = row.approach
        if code == "chase":
            command = Chase(approach_ids=(one.id,))
            self.desk.write(lambda s, who: s.approaching.chase(who, command))
        elif code == "remind":
            self._remind((one.id,))
        elif code == "again":
            self._save(lambda s, who, folder: s.sending.draft_again(who, (one.id,), folder))
        elif code == "offer":
            self._offer(row)
        elif code == "decline":
            panel = DeclinePanel(self.desk, one, row.close_panel, beside=self._beside(one))
            self._open_in(row, panel)
        else:
            today = local_day(self.desk.context.clock.now())
            answer = AnswerPanel(self.desk, one, row.close_panel, today)
            self._open_in(row, answer)
            answer.choose(_ANSWERS[code])
            answer.focus_fitting()

    def _open_in(self, row: ApproachRow, panel: Asking) -> None:
        self._close_panels()
        row.open_panel(panel)
        panel.focus_first()
        self.bring_into_view(panel)

    def _beside(self, one: ApproachLine) -> int:
        """Return how many other homes of the same provider wait for an answer to the same referral."""
        rows = self.view.approaches if self.view else ()
        return sum(
            other.id != one.id
            and other.provider_id == one.provider_id
            and other.release_id == one.release_id
            and other.answer is Answer.WAITING
            for other in rows
            if one.release_id is not None
        )

    def _offer(self, row: ApproachRow) -> None:
        """Open the panel of an offer, an agency's with the households that are on record."""
        one = row.approach
        today = local_day(self.desk.context.clock.now())
        children = len(self._page.children) if self._page else 1

        def show(known: Sequence[object]) -> None:
            if row in self.rows:
                panel = OfferPanel(
                    self.desk,
                    one,
                    row.close_panel,
                    today,
                    known,  # type: ignore[arg-type]  # as the service returns them
                    children=children,
                )
                self._open_in(row, panel)

        if one.agency:
            self.desk.read("known", lambda s, who: s.offering.households(who, one.id), show)
        else:
            show(())

    def _choose(self, _offer: OfferLine) -> None:
        self.desk.host.go_to("decision")

    def _take_back(self, offer: OfferLine, below: QVBoxLayout) -> None:
        self._close_panels()
        panel = TakenBackPanel(self.desk, offer, self._close_panels)
        self._panel = panel
        below.addWidget(panel)
        panel.show()
        panel.focus_first()

    # The referral

    def _on_card(self, code: str, about: object) -> None:
        """Do what a button of the referral's card says."""
        view = self.view
        assert view is not None
        if code == "draft":
            wanted = self.desk.request_id
            kind = PaperKind.REFERRAL_REDACTED
            self.desk.write(
                lambda s, who: s.papers.issue(who, PaperAsk(kind=kind, request_id=wanted))
            )
        elif code == "read":
            assert isinstance(about, PaperState)
            self.read_paper(about)
        elif code == "send":
            assert isinstance(about, ReleaseLine)
            self.choose_providers(about)
        elif code == "back":
            assert isinstance(about, AskLine)
            self._on_card_panel(SendBackPanel(self.desk, about, self._close_panels))
        elif code == "ask":
            assert isinstance(about, PaperState)
            self._on_card_panel(AskReleasePanel(self.desk, view, about, self._close_panels))
        else:
            assert view.paper is not None
            asked = about if isinstance(about, AskLine) else None
            panel = ReleasePanel(
                self.desk,
                view,
                view.paper,
                self._close_panels,
                alone=code == "alone",
                asked=asked,
            )
            self._on_card_panel(panel)

    def _on_card_panel(self, panel: Asking | SendPanel) -> None:
        self._close_panels()
        assert self.card is not None
        self._panel = panel
        self.card.show_panel(panel)
        panel.focus_first()
        self.bring_into_view(panel)

    def choose_providers(self, release: ReleaseLine) -> None:
        """Show the providers of a release's lot, to choose who gets it."""
        wanted, lot_id = self.desk.request_id, release.lot_id

        def show(choices: tuple[ProviderChoice, ...]) -> None:
            def save(options: tuple[OptionId, ...]) -> None:
                command = DraftEmails(release_id=release.id, option_ids=options)
                self._save(lambda s, who, folder: s.sending.draft(who, command, folder))

            self._on_card_panel(SendPanel(release, choices, save, self._close_panels))

        self.desk.read("choices", lambda s, who: s.sending.choices(who, wanted, lot_id), show)

    def _remind(self, keys: tuple[ApproachId, ...]) -> None:
        command = Chase(approach_ids=keys)
        self._save(lambda s, who, folder: s.sending.chase_by_email(who, command, folder))

    def _full(self) -> None:
        wanted = self.desk.request_id
        self._save(lambda s, who, folder: s.sending.draft_full(who, wanted, folder))

    def _save(self, call: Callable[..., tuple[DraftedEmail, ...]]) -> None:
        """Ask for a folder, save drafts there, and show their passwords once."""
        folder = self._where(self, _FOLDER_TITLE)
        if folder is None:
            return

        def saved(drafts: tuple[DraftedEmail, ...]) -> None:
            self._close_panels()
            if any(one.password for one in drafts):
                self._show_over(Passwords(drafts, self.close_over))
            else:
                words = f"{counted(len(drafts), 'e-mail draft')} saved.".capitalize()
                self.desk.say(words, str(folder))

        self.desk.write(lambda s, who: call(s, who, folder), saved)

    def read_paper(self, paper: PaperState) -> None:
        """Show the referral in the page."""

        def show(content: bytes) -> None:
            title = f"{PaperKind.REFERRAL_REDACTED.words}, version {paper.number}"
            report = self.desk.context.messages.report
            preview = Preview(self.desk.context.runner, content, title, report)
            preview.closed.connect(self.close_over)
            preview.save_asked.connect(lambda: self.desk.host.go_to("documents"))
            self._show_over(preview)

        self.desk.read("paper", lambda s, who: s.papers.content(who, paper.document_id), show)

    def _show_over(self, widget: Preview | Passwords) -> None:
        self.close_over()
        self.over = widget
        self.area.hide()
        self.foot.addWidget(widget)
        widget.show()
        widget.setFocus()

    def close_over(self) -> None:
        """Go back from the paper, or from the passwords, to the list."""
        if self.over is None:
            return
        if isinstance(self.over, Preview):
            self.over.let_go()
        self.over = None
        clear_layout(self.foot)
        self.area.show()
        self.focus_first()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many offers beside each other as there is room for; what is being typed stays."""
        super().resizeEvent(event)
        beside = beside_in(event.size().width())
        open_panel = self._panel is not None or any(row.panel is not None for row in self.rows)
        if beside == self._beside_now or open_panel:
            return
        self._beside_now = beside
        if self.view is not None and self.view.offers:
            self._show(self.view)

    # The keyboard

    def _close_panels(self) -> None:
        """Take away whichever panel is open."""
        for row in self.rows:
            row.close_panel(focus=False)
        if self._panel is not None:
            self._panel.hide()
            self._panel.setParent(None)
            self._panel.deleteLater()
            self._panel = None

    def _move(self, row: ApproachRow, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(self.rows[at])

    def _focused(self) -> ApproachId | None:
        """Return the approach whose row has the keyboard."""
        focused = self.window().focusWidget()
        for row in self.rows:
            if row is focused or (focused is not None and row.isAncestorOf(focused)):
                return row.approach.id
        return None

    def _focus_again(self, approach_id: ApproachId) -> None:
        row = self.row_of(approach_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    @override
    def escape(self) -> bool:
        """Close the paper, or an open panel."""
        if isinstance(self.over, Preview):
            self.close_over()
            return True
        if self.over is not None:
            return True
        open_row = next((row for row in self.rows if row.panel is not None), None)
        if open_row is not None:
            open_row.close_panel()
            return True
        if self._panel is not None:
            self._close_panels()
            self.focus_first()
            return True
        return False

    @override
    def focus_first(self) -> None:
        """Start at the first that is waited for, else at the referral."""
        if self.over is not None:
            self.over.setFocus()
            return
        waiting = [row for row in self.rows if row.approach.answer is Answer.WAITING]
        if waiting:
            waiting[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.card is not None and self.card.buttons:
            next(iter(self.card.buttons.values())).setFocus(Qt.FocusReason.TabFocusReason)


def _referral_first(view: ApproachesView) -> bool:
    """Say whether the referral waits for somebody here, so that its card stands above what waits for others."""
    waits = any(one.returned_at is None for one in view.asks)
    returned = bool(view.asks) and not waits
    to_send = any(one.usable and not one.sent for one in view.releases)
    return view.open and (waits or returned or to_send)
