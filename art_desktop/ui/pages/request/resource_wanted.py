"""The tab What is wanted: the question, whom it looks at, the court's day, who pays."""

from __future__ import annotations

from PySide6.QtCore import Qt

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.resource_views import ResourceView, SaveWanted, WantedView
from art_desktop.domain.vocabulary import RequestKind
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import ReadingPart, in_row
from art_desktop.ui.pages.request.resource_fields import WantedFields
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.fields import DateField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.text import muted
from art_desktop.ui.words import day


class WantedPart(ReadingPart):
    """What the request asks for, and the form to say it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: ResourceView | None = None
        self._shown: object = None
        self._saving = False
        self.fields: WantedFields | None = None
        self.form: Form | None = None
        self.change: Button | None = None
        self._needed: DateField | None = None

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading: what is wanted is read when the tab is shown."""

    @override
    def opened(self) -> None:
        """Read what is wanted."""
        page, wanted = self.desk.page, self.desk.request_id
        if page is None or page.kind.seeks_home:
            return
        self.desk.read("wanted", lambda s, who: s.resourcing.view(who, wanted), self._got)

    def _got(self, view: ResourceView) -> None:
        page = self.desk.page
        if page is None or (self.form is not None and self.form.touched() and self._same()):
            return
        shown = (page.id, page.kind, page.children_words, page.stage.is_open, view)
        if shown == self._shown:
            return
        self._shown, self._view = shown, view
        self._build(page)

    def _same(self) -> bool:
        return (
            isinstance(self._shown, tuple)
            and self.desk.page is not None
            and self._shown[0] == self.desk.page.id
        )

    def _build(self, page: RequestPage) -> None:
        view = self._view
        assert view is not None
        self.empty_column()
        self.form = self.fields = self.change = self._needed = None
        may_edit = (
            self.desk.may(Permission.EDIT_REQUESTS) and page.stage.is_open and not view.orders
        )
        if view.wanted is not None:
            self._card(page, view.wanted, may_edit=may_edit)
        elif may_edit:
            self._make_form(page)
        else:
            self.column.addWidget(muted("Nobody has said yet what is wanted."))
        self.column.addStretch(1)

    def _card(self, page: RequestPage, wanted: WantedView, *, may_edit: bool) -> None:
        assessment = page.kind is RequestKind.ASSESSMENT
        card = Card(wanted.resource.words)
        if may_edit:
            self.change = Button("Change …", self._edit, kind=Kind.QUIET, compact=True)
            card.tools.addWidget(self.change)
        pairs = KeyValue()
        pairs.add("The question" if assessment else "What it is for", wanted.question)
        pairs.add("For", page.children_words)
        if wanted.about:
            pairs.add("And", wanted.about)
        if assessment:
            pairs.add("The court sits", day(wanted.court_on))
        elif wanted.weeks is not None:
            pairs.add("How long", f"{wanted.weeks} weeks" if wanted.weeks > 1 else "1 week")
        pairs.add("Needed by" if assessment else "To start by", day(wanted.needed_by))
        pairs.add("Who pays", wanted.budget_words)
        card.add(pairs)
        card.add(muted("The local authority's own budget, whoever finds it.", wrap=True))
        self.column.addWidget(card)

    def _edit(self) -> None:
        page = self.desk.page
        assert page is not None
        self.empty_column()
        self._make_form(page)
        self.column.addStretch(1)
        self.focus_first()

    def _make_form(self, page: RequestPage) -> None:
        view = self._view
        assert view is not None
        self.form, self.fields = Form(), WantedFields()
        group = self.form.add_group("What is wanted")
        for field in self.fields.all():
            self.form.add(field, group)
        assessment = page.kind is RequestKind.ASSESSMENT
        words = "Report needed by" if assessment else "To start by"
        self._needed = DateField("needed_by", words)
        self.form.add(self._needed, group)
        self.fields.fit(page.kind)
        self.fields.set_heads(view.heads)
        if view.wanted is not None:
            self.fields.show(view.wanted)
            self._needed.set_value(view.wanted.needed_by)
        save = Button("Save what is wanted", self.save, kind=Kind.PRIMARY)
        foot = in_row(save, muted("Ctrl+Enter"))
        group.body.addLayout(foot)
        self.form.save_requested.connect(self.save)
        self.column.addWidget(self.form)

    def save(self) -> None:
        """Save what is typed."""
        view = self._view
        if self.form is None or self.fields is None or self._needed is None or view is None:
            return
        if self._saving or not self.form.check():
            return
        command = SaveWanted(
            request_id=self.desk.request_id,
            version=view.wanted.version if view.wanted else 0,
            details=self.fields.details(self._needed.value()),
        )
        self._saving = True
        self.desk.write(
            lambda s, who: s.resourcing.save_wanted(who, command),
            lambda _done: self._saved(),
            self._refused,
        )

    def _saved(self) -> None:
        self._saving = False
        self._shown = None
        if self.form is not None:
            self.form.settled()

    def _refused(self, error: Refusal) -> None:
        self._saving = False
        if self.form is not None and isinstance(error, InvalidAnswers):
            self.form.show_problems(error.problems)
        elif self.form is not None and isinstance(error, RuleBroken) and error.field:
            self.form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.desk.refuse(error)

    @override
    def escape(self) -> bool:
        """Close the form where something is on record behind it."""
        page = self.desk.page
        if self.form is None or self._view is None or self._view.wanted is None or page is None:
            return False
        self.form.settled()
        self._build(page)
        return True

    @override
    def focus_first(self) -> None:
        """Start at the first question, or at the way to change it."""
        if self.fields is not None:
            self.fields.resource.focus_target().setFocus(Qt.FocusReason.TabFocusReason)
        elif self.change is not None:
            self.change.setFocus(Qt.FocusReason.TabFocusReason)
