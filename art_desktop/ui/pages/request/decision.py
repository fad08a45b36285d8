"""The tab Decision: who may decide, what was decided, the social worker's view, the match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from art_desktop.domain.commands import MatchProposal
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.ids import OptionId
from art_desktop.domain.matching_views import OptionView, ShortlistView
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import AuthorisationView, Changed, RequestPage, UserRow
from art_desktop.domain.vocabulary import OptionState, Stage
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.agenda_card import add_agenda_card
from art_desktop.ui.pages.request.decision_cards import decisions_card, routes_card
from art_desktop.ui.pages.request.decision_form import DecisionForm
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.escalation_card import DisagreementsCard
from art_desktop.ui.pages.request.funding_card import FundingCard, add_funding_card
from art_desktop.ui.pages.request.match_form import MatchForm, ViewForm, may_be_matched
from art_desktop.ui.pages.request.part import ReadingPart, in_row, lines_of
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.text import Label, muted, small, strong
from art_desktop.ui.words import moment

if TYPE_CHECKING:
    from art_desktop.domain.permissions import Actor
    from art_desktop.services import Services


class DecisionPart(ReadingPart):
    """What is decided, by whom, on this request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: object = None
        self._offers: tuple[OptionView, ...] = ()
        self._team: tuple[UserRow, ...] = ()
        self._loaded_for: object = None
        self.form: DecisionForm | None = None
        self.view_form: ViewForm | None = None
        self.match_form: MatchForm | None = None
        self.disagreements: DisagreementsCard | None = None
        self.funding: FundingCard | None = None
        self._saving = False
        self._wanted: Form | None = None

    @override
    def show_page(self, page: RequestPage) -> None:
        """Show decisions, views and the match; a form that is being filled in stays."""
        shown = (page, self._offers, self._team, self.desk.actor().role)
        if shown == self._shown:
            return
        before = self._shown
        if isinstance(before, tuple) and before[0].id == page.id and self._typing():
            # Only what can change without taking the typing away: nothing.
            return
        self._shown = shown
        self._build(page)

    def _typing(self) -> bool:
        forms = (self.form, self.view_form, self.match_form)
        asking = self.disagreements is not None and self.disagreements.typing()
        asking = asking or (self.funding is not None and self.funding.typing())
        return asking or any(form is not None and form.touched() for form in forms)

    @override
    def opened(self) -> None:
        """Read the options that said yes, and who is in the team."""
        page = self.desk.page
        if self._loaded_for is not None and self._loaded_for == page:
            return
        self._loaded_for = page
        wanted = self.desk.request_id
        self.desk.read(
            "offers",
            lambda s, who: s.searching.shortlist(who, wanted),
            self._got_offers,
            lambda _none_yet: None,
        )
        if not self._team:
            self.desk.read("team", lambda s, who: s.tasks.team(who), self._got_team)

    def _got_offers(self, view: ShortlistView) -> None:
        self._offers = tuple(
            option
            for tier in view.tiers
            for option in tier.suitable
            if option.state in {OptionState.OFFERED, OptionState.MATCHED}
        )
        if self.desk.page is not None:
            self.show_page(self.desk.page)

    def _got_team(self, team: tuple[UserRow, ...]) -> None:
        self._team = team
        if self.form is not None:
            self.form.conditions.set_team(team)

    def _build(self, page: RequestPage) -> None:
        self.empty_column()
        self.form = self.view_form = self.match_form = self.funding = None
        opened = page.stage.is_open
        may_place = opened and self.desk.may(Permission.PLACE) and page.match is None
        offers = tuple(o for o in self._offers if o.state is OptionState.OFFERED)
        if page.match is not None:
            self._match(page)
        add_agenda_card(self.column, self.desk)
        wanted = not page.authorised if opened else _owed_after(page)
        if wanted:
            self.column.addWidget(routes_card(page))
        decision = self._decision_form(page, first=wanted) if wanted or opened else None
        if decision is not None and wanted:
            self.column.addWidget(decision)
        if may_place and offers:
            ready = may_be_matched(page, offers)
            if ready:
                self._match_form(offers, page)
            self._views(page)
            self._view_form(offers)
            if not ready:
                self._match_form(offers, page)
        else:
            self._views(page)
        if may_place and not offers and page.authorised and page.kind.seeks_home:
            words = "The social worker's view and the match follow once a home has said yes."
            self.column.addWidget(muted(words))
        if page.kind.seeks_home:
            self.funding = add_funding_card(self.column, self.desk)
        renew = self._renew if decision is not None else None
        self.column.addWidget(decisions_card(page.authorisations, renew))
        if decision is not None and not wanted:
            self.column.addWidget(decision)
        self.column.addStretch(1)

    def _decision_form(self, page: RequestPage, *, first: bool) -> DecisionForm | None:
        """Return the form of a decision, to be put in its place. `first`: it is what the request waits for."""
        if not page.routes or not self.desk.may(Permission.RECORD_AUTHORISATION):
            return None
        resource = not page.kind.seeks_home
        self.form = DecisionForm(page.routes, self.desk.context.clock.now(), resource=resource)
        self.form.conditions.set_team(self._team)
        self.form.save_requested.connect(self.save_decision)
        primary = Kind.PRIMARY if first else Kind.SECONDARY
        save = Button("Record decision", self.save_decision, kind=primary)
        foot = QWidget()
        row = in_row(save, muted("Ctrl+Enter"))
        row.setContentsMargins(0, 0, 0, 0)
        foot.setLayout(row)
        self.form.groups[0].add_widget(foot)
        if not first:
            self.form.groups[0].fold(folded=True)
        return self.form

    def _renew(self, decision: AuthorisationView) -> None:
        """Fill the form in as for the decision that runs out, and go to it."""
        form = self.form
        if form is None:
            return
        form.groups[0].fold(folded=False)
        form.renew(decision)
        form.decided_by.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(form)

    def save_decision(self) -> None:
        """Record the decision."""
        form = self.form
        if form is None or self._saving:
            return
        command = form.command(self.desk.request_id)
        if command is None:
            return
        self._write(form, lambda s, who: s.authorising.record(who, command))

    def _write(self, form: Form, call: Callable[[Services, Actor], Changed]) -> None:
        self._saving = True
        self._wanted = form
        self.desk.write(call, self._saved, self._refused)

    def _saved(self, _done: Changed) -> None:
        self._saving = False
        self._shown = None
        for form in (self.form, self.view_form, self.match_form):
            if form is not None:
                form.settled()

    def _refused(self, error: Refusal) -> None:
        self._saving = False
        form = self._wanted
        if form is not None and isinstance(error, InvalidAnswers):
            form.show_problems(error.problems)
        elif form is not None and isinstance(error, RuleBroken) and error.field:
            form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.desk.refuse(error)

    def _views(self, page: RequestPage) -> None:
        self._view_lines(page)
        self.disagreements = DisagreementsCard(self.desk, page)
        self.column.addWidget(self.disagreements)
        self.disagreements.load()

    def _view_lines(self, page: RequestPage) -> None:
        if not page.views:
            return
        card = Card("The social worker's view")
        for at, view in enumerate(page.views):
            if at:
                card.add(Divider())
            card.add(strong(f"{view.view.words}: {view.title}", wrap=True))
            if view.words:
                card.add(Label(view.words, wrap=True))
            if view.support_wanted:
                card.add(Label(f"Support wanted: {view.support_wanted}", wrap=True))
            card.add(small(f"{view.given_by}, {moment(view.given_at)}"))
        self.column.addWidget(card)

    def _match(self, page: RequestPage) -> None:
        match = page.match
        assert match is not None
        card = Card(f"Matched: {match.title}")
        pairs = KeyValue()
        pairs.add("Why this home", match.reasons)
        pairs.add("Compromises", match.compromises)
        pairs.add("Support", match.support)
        pairs.add("Recorded", lines_of((moment(match.agreed_at), match.agreed_by)))
        card.add(pairs)
        if not page.placements:
            go = Button(
                "Start placement",
                lambda: self.desk.host.go_to("placement"),
                kind=Kind.PRIMARY,
            )
            card.add(go)
        self.column.addWidget(card)

    def _view_form(self, offers: Sequence[OptionView]) -> None:
        page = self.desk.page
        assert page is not None
        form = ViewForm(offers, page.social_worker)
        self.view_form = form

        def save() -> None:
            if self._saving or not form.check():
                return
            command = form.command()
            self._write(form, lambda s, who: s.placing.record_view(who, command))

        form.save_requested.connect(save)
        form.groups[0].add_widget(Button("Record view", save))
        if {o.id for o in offers} <= {v.option_id for v in page.views}:
            form.groups[0].fold(folded=True)
        self.column.addWidget(form)

    def _match_form(self, offers: Sequence[OptionView], page: RequestPage) -> None:
        form = MatchForm(offers)
        self.match_form = form

        def save() -> None:
            if self._saving or not form.check():
                return
            command = form.command()
            self._write(form, lambda s, who: s.placing.agree(who, command))

        def propose(option_id: OptionId) -> None:
            def got(proposal: MatchProposal) -> None:
                if form is self.match_form:
                    form.propose(proposal)

            self.desk.read(
                "proposal",
                lambda s, who: s.placing.proposal(who, option_id),
                got,
                lambda _refused: None,
            )

        form.save_requested.connect(save)
        form.option_chosen.connect(propose)
        ready = may_be_matched(page, offers)
        kind = Kind.PRIMARY if ready else Kind.SECONDARY
        form.groups[0].add_widget(Button("Record match", save, kind=kind))
        if not ready:
            form.groups[0].fold(folded=True)
        self.column.addWidget(form)
        form.start(next((option.id for option in offers if option.id in ready), None))

    @override
    def focus_first(self) -> None:
        """Start at the form that is waited for."""
        if self.disagreements is not None and self.disagreements.focus_first():
            return
        for form in (self.match_form, self.view_form, self.form):
            if form is not None and not form.groups[0].is_folded():
                form.groups[0].fields[0].focus_target().setFocus(Qt.FocusReason.TabFocusReason)
                self.bring_into_view(form)
                return


def _owed_after(page: RequestPage) -> bool:
    """Say whether the day's decision is wanting on a child placed by night."""
    return page.stage is Stage.PLACED and bool(page.flags)
