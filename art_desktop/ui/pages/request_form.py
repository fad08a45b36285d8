"""The form that opens a request, or changes its details."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import EditRequest, RequestDetails, SaveChild
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.lookalikes import ChildDetails, Lookalike
from art_desktop.domain.read_models import ChildPage, ChildRow, RequestPage
from art_desktop.domain.vocabulary import Coded, RequestKind, Sex, Urgency
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.child_picker import ChildrenField
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.lookalikes import LookalikesWatch, Question
from art_desktop.ui.pages.moment_field import MomentField, at_of
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.pages.request.resource_fields import WantedFields
from art_desktop.ui.pages.routes import REQUEST
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import clear_layout
from art_desktop.ui.widgets.choices import (
    CheckField,
    ChoiceField,
    SegmentedField,
    options_of,
)
from art_desktop.ui.widgets.fields import DateField, TextArea, TextField
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.lookalikes import Lookalikes

CLOSES = time(17, 0)
PLANNED_IN = timedelta(days=7)
AT_LEAST = timedelta(hours=2)


def sensible_time(urgency: Urgency, now: datetime) -> datetime:
    """Return when a home is likely needed by: a planned one in a week, else today at five (or in two hours)."""
    today = local_day(now)
    if urgency is Urgency.PLANNED:
        return at_of(today + PLANNED_IN, CLOSES)
    evening = at_of(today, CLOSES)
    if now + timedelta(minutes=30) < evening:
        return evening
    return (now + AT_LEAST).replace(minute=0, second=0, microsecond=0)


class RequestFormPage(FormPage):
    """Opened with nothing, a child's id as `("child", id)`, or the id of a request to be changed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Open request")
        self._page: RequestPage | None = None
        self._key: object = None
        self._rows: tuple[ChildRow, ...] = ()
        self._moved_by_hand = False
        self._filled_from: ChildId | None = None

    @override
    def open(self, key: object) -> None:
        """Begin a new request, or show the details of one."""
        self._key = key
        self.read_again()

    @override
    def read_again(self) -> None:
        self._page = None
        self._moved_by_hand = False
        self._filled_from = None
        self._make_form()
        self.calls.read("children", lambda s, who: s.children.rows(who), self._got_rows)
        if isinstance(self._key, int):
            wanted = RequestId(self._key)
            self.title.setText("Details of the request")
            self.save_button.setText("Save details")
            self.save_button.setEnabled(False)
            self.calls.read("request", lambda s, who: s.requests.page(who, wanted), self._show)
        else:
            self.title.setText("New request")
            self.save_button.setText("Open request")
            self.save_button.setEnabled(True)
            self._first_answers()

    def _make_form(self) -> None:
        form = self.fresh_form()
        what = form.add_group("What is asked for", "w")
        form.add(
            ChoiceField(
                "kind",
                "Kind of request",
                options_of(RequestKind),
                "Type part of it, as “change” or “first”.",
                required=True,
                not_known=False,
                width=440,
            ),
            what,
        )
        self.urgency = SegmentedField("urgency", "How urgent", options_of(Urgency), not_known=False)
        form.add(self.urgency, what)
        self.urgent_reason = TextArea(
            "urgent_reason",
            "Why is it urgent?",
            "Kept, and shown to whoever authorises it.",
            lines=2,
        )
        form.add(self.urgent_reason, what)
        self.needed = MomentField("needed_at", "Needed by", required=True)
        form.add(self.needed, what)
        self.urgency.changed.connect(self._on_urgency)
        self.needed.changed.connect(self._on_moved)
        self.wanted_group = form.add_group("What is wanted", "q")
        self.wanted = WantedFields()
        for field in self.wanted.all():
            form.add(field, self.wanted_group)
        self._heads_read = False
        form.field("kind").changed.connect(self._show_fitting)
        who = form.add_group("For whom", "c")
        self.children_field = ChildrenField(
            "child_ids",
            "Child, or brothers and sisters",
            required=True,
            on_chosen=self._on_chosen,
            on_new=self._ask_new_child,
        )
        form.add(self.children_field, who)
        self._later = Later(self)
        self._new_child = QVBoxLayout()
        who.body.addLayout(self._new_child)
        worker = form.add_group("Who asks, and why", "a")
        form.add(TextField("social_worker", "Social worker"), worker)
        form.add(TextField("social_worker_phone", "Telephone"), worker)
        form.add(TextField("team", "Their team"), worker)
        form.add(
            TextArea("why", "Why is a home needed?", "In a sentence or two; needs come next."),
            worker,
        )
        form.add(CheckField("joint_funding_likely", "Health or education money is likely"), worker)
        self._show_urgent()
        self._show_fitting()

    def _first_answers(self) -> None:
        now = self.context.clock.now()
        self.form.fill(
            {"urgency": Urgency.PLANNED, "needed_at": sensible_time(Urgency.PLANNED, now)}
        )
        self._show_urgent()
        if isinstance(self._key, tuple):
            child_id = ChildId(cast("int", self._key[1]))
            self.form.fill({"child_ids": (child_id,)})
            self._on_chosen(child_id)
        else:
            self.offer_draft()

    def _got_rows(self, rows: tuple[ChildRow, ...]) -> None:
        self._rows = rows
        self.children_field.set_rows(rows)

    def _show(self, page: RequestPage) -> None:
        self._page = page
        self.title.setText(f"{page.reference}: details")
        self.save_button.setEnabled(True)
        self.form.fill(
            {
                "kind": page.kind,
                "urgency": page.urgency,
                "urgent_reason": page.urgent_reason,
                "needed_at": page.needed_at,
                "child_ids": tuple(child.child_id for child in page.children),
                "social_worker": page.social_worker,
                "social_worker_phone": page.social_worker_phone,
                "team": page.team,
                "why": page.why,
                "joint_funding_likely": page.joint_funding_likely,
            }
        )
        self._moved_by_hand = True
        self._show_urgent()
        self._show_fitting()
        self.focus_first()

    # Answers that lead to others.

    def _on_urgency(self) -> None:
        self._show_urgent()
        urgency = self.urgency.value()
        if not self._moved_by_hand and isinstance(urgency, Urgency):
            self.needed.set_value(sensible_time(urgency, self.context.clock.now()))

    def _show_fitting(self) -> None:
        """Ask what is wanted where no home is: why a home is needed, and joint money, are no questions there."""
        kind = self._kind()
        resource = kind is not None and not kind.seeks_home
        new = self._page is None
        self.wanted_group.setVisible(resource and new)
        for name in ("why", "joint_funding_likely"):
            self.form.field(name).setVisible(not resource)
        if kind is None or not resource or not new:
            return
        self.wanted.fit(kind)
        if not self._heads_read:
            self._heads_read = True
            fields = self.wanted
            self.calls.read("heads", lambda s, who: s.resourcing.heads(who), fields.set_heads)

    def _kind(self) -> RequestKind | None:
        return cast("RequestKind | None", self.form.field("kind").value())

    def _show_urgent(self) -> None:
        self.urgent_reason.setVisible(self.urgency.value() not in (None, Urgency.PLANNED))

    def _on_moved(self) -> None:
        self._moved_by_hand = True

    def _on_chosen(self, child_id: ChildId) -> None:
        self.calls.read("siblings", lambda s, who: s.children.page(who, child_id), self._got_child)

    def _got_child(self, page: ChildPage) -> None:
        pairs = zip(page.sibling_ids, page.siblings, strict=True)
        self.children_field.offer([(key, f"{line.label}, {line.words}") for key, line in pairs])
        facts = {fact.label: fact.words for fact in page.facts}
        worker, _, team = facts.get("Social worker", "").partition(" · ")
        phone = facts.get("Telephone", "")
        for name, words in (
            ("social_worker", worker),
            ("social_worker_phone", phone),
            ("team", team),
        ):
            if words and (not self.form.field(name).value() or self._filled_from is not None):
                self.form.field(name).set_value(words)
        self._filled_from = page.id

    # A child who is not on record yet.

    def _ask_new_child(self, typed: str) -> None:
        clear_layout(self._new_child)
        first, _, last = typed.partition(" ")
        fields = (
            TextField(
                "first_name", "First name", "“Unborn” where there is none yet.", required=True
            ),
            TextField("last_name", "Last name", required=True),
            DateField("born_on", "Born on, or due", required=True),
            SegmentedField("sex", "Sex", options_of(Sex), required=True, not_known=False),
        )
        fields[0].set_value(first or None)
        fields[1].set_value(last or None)
        chosen = self.children_field.value()
        sibling = chosen[0] if chosen else None
        known = self.children_field.row(sibling) if sibling is not None else None
        panel = InPlace(
            "A child who is not on record yet",
            "Add child",
            partial(self._add_child, fields, sibling),
            lambda: clear_layout(self._new_child),
            why=f"Added as a brother or sister of {known.name}." if known else "",
        )
        for field in fields:
            panel.body.addWidget(field)
        self._propose(panel.body, fields)
        self._new_child.addWidget(panel)
        first_line = fields[0].focus_target()
        first_line.setFocus(Qt.FocusReason.OtherFocusReason)
        # It opens at the foot of the window: seen whole, or at least from its first line.
        self._later.do(lambda: self._bring_into_view(panel, first_line))

    def _bring_into_view(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.area.ensureWidgetVisible(widget, 0, GRID * 3)

    def _propose(
        self,
        body: QVBoxLayout,
        fields: tuple[TextField, TextField, DateField, SegmentedField],
    ) -> None:
        """Say, before the child is added, who may be on record already, to be chosen in its place."""
        first, last, born, sex = fields
        found = Lookalikes(
            "It is another child", self._choose_other, open_words="Choose this child"
        )
        found.focus_after = sex
        body.insertWidget(body.indexOf(sex), found)  # as in the child's form: seen before the rest

        def question() -> Question | None:
            born_on = born.value()
            if not last.text() or not (first.text() or born_on):
                return None
            entered = ChildDetails(first_name=first.text(), last_name=last.text(), born_on=born_on)
            return lambda services, who: services.lookalikes.children(who, entered)

        self.watch = LookalikesWatch(self.calls, found, question)
        self.watch.follow(first.changed, last.changed, born.changed)

    def _choose_other(self, one: Lookalike) -> None:
        clear_layout(self._new_child)
        self.children_field.choose(ChildId(one.of))
        self.children_field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_child(
        self,
        fields: tuple[TextField, TextField, DateField, SegmentedField],
        sibling: ChildId | None,
    ) -> None:
        for field in fields:
            field.set_problem(field.own_problem())
        born_on, sex = fields[2].value(), fields[3].value()
        if any(field.problem() for field in fields) or born_on is None or not isinstance(sex, Sex):
            return
        command = SaveChild(
            child_id=None,
            version=0,
            first_name=fields[0].text(),
            last_name=fields[1].text(),
            born_on=born_on,
            sex=sex,
            sibling_of=sibling,
        )

        def added(child_id: ChildId) -> None:
            clear_layout(self._new_child)
            self.calls.read("children", lambda s, who: s.children.rows(who), self._got_rows)
            self.children_field.choose(child_id)

        def refused(error: Refusal) -> None:
            if isinstance(error, InvalidAnswers):
                for problem in error.problems:
                    for field in fields:
                        if field.name == problem.field:
                            field.set_problem(problem.words)
            else:
                self.refused(error)

        self.calls.write(lambda s, who: s.children.save(who, command), added, refused)

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        if isinstance(self._key, tuple):
            return f"request:child:{self._key[1]}"
        return "request:new" if self._key is None else f"request:{self._key}"

    @override
    def draft(self) -> dict[str, object]:
        answers = dict(self.form.values())
        needed = answers["needed_at"]
        answers["needed_at"] = needed.isoformat() if isinstance(needed, datetime) else None
        return self.wanted.draft(answers)

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        answers = dict(draft)
        needed = answers.get("needed_at")
        answers["needed_at"] = datetime.fromisoformat(needed) if isinstance(needed, str) else None
        lists: tuple[tuple[str, type[Coded]], ...] = (("kind", RequestKind), ("urgency", Urgency))
        for name, codes in lists:
            answers[name] = next((code for code in codes if code == answers.get(name)), None)
        self._moved_by_hand = True
        self.form.fill({name: answers[name] for name in answers if name not in self.wanted.names})
        self._show_urgent()
        self._show_fitting()
        self.wanted.take_draft(draft)

    def _details(self) -> RequestDetails:
        answers = self.form.values()
        urgency = cast("Urgency", answers["urgency"] or Urgency.PLANNED)
        return RequestDetails(
            kind=cast("RequestKind", answers["kind"]),
            urgency=urgency,
            needed_at=cast("datetime", answers["needed_at"]).astimezone(UTC),
            child_ids=self.children_field.value(),
            social_worker=str(answers["social_worker"] or ""),
            social_worker_phone=str(answers["social_worker_phone"] or ""),
            team=str(answers["team"] or ""),
            why=str(answers["why"] or ""),
            urgent_reason="" if urgency is Urgency.PLANNED else str(answers["urgent_reason"] or ""),
            joint_funding_likely=bool(answers["joint_funding_likely"]),
        )

    @override
    def save(self) -> None:
        """Open the request, or save its details."""
        if not self.begin_saving():
            return
        details, page = self._details(), self._page
        if page is None and not details.kind.seeks_home:
            wanted = self.wanted.details(local_day(details.needed_at))
            self.calls.write(
                lambda s, who: s.resourcing.open(who, details, wanted), self._opened, self.refused
            )
            return
        if page is None:
            self.calls.write(
                lambda s, who: s.requests.open(who, details), self._opened, self.refused
            )
            return
        command = EditRequest(request_id=page.id, version=page.version, details=details)
        self.calls.write(
            lambda s, who: s.requests.edit(who, command),
            lambda _done: self._opened(page.id),
            self.refused,
        )

    @override
    def save_over(self) -> None:
        """Take the newest version's number, keep what is typed, save."""
        page = self._page
        assert page is not None

        def got(newest: RequestPage) -> None:
            self._page = newest
            self.save()

        self.calls.read("request", lambda s, who: s.requests.page(who, page.id), got)

    def _opened(self, request_id: RequestId) -> None:
        self.settled()
        self._key = None
        self.go_requested.emit(Route(REQUEST, request_id))

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        self.form.field("kind").focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
