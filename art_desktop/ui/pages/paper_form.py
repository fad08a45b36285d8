"""The page that fills in any form of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer

from art_desktop.domain.errors import Refusal
from art_desktop.domain.form_answers import changed_answers, how_many_open, tidy
from art_desktop.domain.form_views import FormVersion, FormView
from art_desktop.domain.paper_forms import (
    NOTHING,
    Answer,
    Answers,
    FieldKind,
    FormField,
    FormProblem,
    FormSubject,
    answers_from_json,
)
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.paper_form_fields import field_for, kept, show
from art_desktop.ui.pages.paper_form_rows import FixedRowsField, FreeRowsField, RowsField
from art_desktop.ui.widgets.buttons import Button, LinkButton
from art_desktop.ui.widgets.cards import Banner, Card, Tone
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import Label, muted
from art_desktop.ui.words import counted, moment

ADVISE_AFTER_MS = 500
_FROM_RECORD = "From the record: check it, then save."


class PaperFormPage(FormPage):
    """Opened with a `FormSubject` (`routes.PaperForm`); it stays open after saving, so that papers can follow."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save")
        self._subject: FormSubject | None = None
        self.view: FormView | None = None
        self._based_on = 0
        self.about = muted("", wrap=True)
        self.standing = Label("", wrap=True)
        self.versions_link = LinkButton("Earlier versions", self._read_versions)
        self.versions = Card("Versions of this form")
        self.versions.hide()
        back = Button("Back", self.back_requested.emit, icon_name="back", compact=True)
        self.column.insertWidget(0, back, 0, Qt.AlignmentFlag.AlignLeft)
        for at, widget in enumerate((self.about, self.standing), start=2):
            self.column.insertWidget(at, widget)
        self.column.insertWidget(4, self.versions_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.insertWidget(5, self.versions)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(ADVISE_AFTER_MS)
        self._look.timeout.connect(self.look_again)

    @override
    def _place_form(self) -> None:
        """Put the form under what is said of it, above the stretch at the end."""
        last = self.column.itemAt(self.column.count() - 1)
        stretched = last is not None and last.spacerItem() is not None
        self.column.insertWidget(self.column.count() - (1 if stretched else 0), self.form)
        self.form.save_requested.connect(self.save)
        self.form.draft_due.connect(self.keep_draft)
        self.form.changed.connect(self._on_changed)

    @override
    def open(self, key: object) -> None:
        """Show the form of a subject."""
        assert isinstance(key, FormSubject)
        self._subject = key
        self.read_again()

    @override
    def read_again(self) -> None:
        subject = self._subject
        assert subject is not None
        self.view = None
        self._look.stop()
        self.fresh_form()
        self.title.setText(subject.code.words)
        for words in (self.about, self.standing):
            words.setText("")
        self.versions.hide()
        self.versions_link.hide()
        self.save_button.setEnabled(False)
        self.calls.read(
            "form", lambda s, who: s.forms.page(who, subject), self._show, self._not_read
        )

    def _show(self, view: FormView) -> None:
        if view.subject != self._subject:
            return
        self._ask(view)
        self._take(view)
        self.offer_draft()
        self.focus_first()

    def _not_read(self, error: Refusal) -> None:
        self.show_above(Banner.refusal(error, "Back to where you were", self.back_requested.emit))

    def _ask(self, view: FormView) -> None:
        """Put the questions of the form on the page."""
        form, letters = self.form, _letters(section.title for section in view.spec.sections)
        for section, letter in zip(view.spec.sections, letters, strict=True):
            group = form.add_group(section.title, letter)
            if section.help:
                group.add_widget(muted(section.help, wrap=True))
            for asked in section.fields:
                form.add(_field(asked), group)

    def _take(self, view: FormView, typed_since: Answers | None = None) -> None:
        """Show a form as it stands on record, or with what was typed since it was sent."""
        self.view, self._based_on = view, view.number
        self.title.setText(view.title)
        self.about.setText(view.spec.about)
        self.versions_link.setVisible(view.number > 0)
        self.versions.hide()
        self._show_answers(view.answers if typed_since is None else typed_since)
        self.save_button.setEnabled(True)
        self.look_again()

    def _show_answers(self, answers: Answers) -> None:
        """Show answers; what stands there already is left, with the cursor in it."""
        assert self.view is not None
        for asked in changed_answers(self.view.spec, self.answers(), answers):
            field = self.form.field(asked.name)
            if isinstance(field, RowsField):
                field.set_value(answers.rows(asked.name))
            else:
                show(asked, field, answers.text(asked.name))
        for group in self.form.groups:
            group.refresh_line()

    def answers(self) -> Answers:
        """Return what is typed, as it would be kept."""
        if self.view is None:
            return NOTHING
        typed: dict[str, Answer] = {}
        for asked in self.view.spec.fields:
            field = self.form.field(asked.name)
            typed[asked.name] = field.value() if isinstance(field, RowsField) else kept(field)
        return tidy(self.view.spec, Answers(MappingProxyType(typed)))

    # What is said of the answers while they are typed.

    def _on_changed(self) -> None:
        self._look.start()

    def look_again(self) -> None:
        """Say how many questions are open, what is only proposed, and what is worth a thought."""
        view, answers = self.view, self.answers()
        if view is None:
            return
        self.standing.setText(_standing(view, *how_many_open(view.spec, answers)))
        form, subject = self.form, view.subject

        def advise(found: tuple[FormProblem, ...]) -> None:
            if form is self.form and self.view is view:
                self._advise(view, answers, found)

        self.calls.read("advice", lambda s, who: s.forms.problems(who, subject, answers), advise)

    def _advise(self, view: FormView, answers: Answers, found: tuple[FormProblem, ...]) -> None:
        otherwise = {one.name for one in changed_answers(view.spec, view.answers, answers)}
        for asked in view.spec.fields:
            said = [one.words for one in found if one.field == asked.name]
            if asked.name in view.proposed - otherwise:
                said.insert(0, _FROM_RECORD)
            self.form.field(asked.name).set_note("\n".join(said))

    # Versions.

    def _read_versions(self) -> None:
        subject = self._subject
        assert subject is not None
        if not self.versions.isHidden():
            self.versions.hide()
            return
        self.calls.read("versions", lambda s, who: s.forms.history(who, subject), self._tell)

    def _tell(self, versions: tuple[FormVersion, ...]) -> None:
        while (item := self.versions.body.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.setParent(None)
                row.deleteLater()
        for one in versions:
            words = f"Version {one.number} · {moment(one.saved_at)} · {one.saved_by}"
            changed = ", ".join(one.changed) or "nothing answered"
            self.versions.add(Label(f"{words}\n{changed}", wrap=True))
        self.versions.show()

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        return f"paper:{self._subject.code}:{self._subject.key}" if self._subject else ""

    @override
    def draft(self) -> dict[str, object]:
        return {"based_on": self._based_on, "answers": self.answers().to_json()}

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        based_on, body = draft.get("based_on"), draft.get("answers")
        if self.view is None or not isinstance(body, str):
            return
        # A version saved since the draft was begun is told of when it is saved, with both answers.
        self._based_on = based_on if isinstance(based_on, int) else self._based_on
        self._show_answers(answers_from_json(body))
        self.look_again()

    @override
    def save(self) -> None:
        """Save what is typed as the next version."""
        subject = self._subject
        if subject is None or self.view is None or not self.begin_saving():
            return
        answers, based_on = self.answers(), self._based_on
        self.calls.write(
            lambda s, who: s.forms.save(who, subject, answers, based_on),
            lambda view: self._saved(view, answers),
            self.refused,
        )

    @override
    def save_over(self) -> None:
        subject = self._subject
        assert subject is not None

        def got(newest: FormView) -> None:
            self._based_on = newest.number
            self.save()

        self.calls.read("newest", lambda s, who: s.forms.page(who, subject), got)

    def _saved(self, view: FormView, sent: Answers) -> None:
        if view.subject != self._subject:
            return
        typed = self.answers()
        typed_since = typed if typed.to_json() != sent.to_json() else None
        self.settled()
        self.kept_words.setText("")
        self._take(view, typed_since)
        if typed_since is not None:
            self.form.touch()
        left, _asked = how_many_open(view.spec, view.answers)
        more = f"{counted(left, 'question')} left open." if left else "Every question is answered."
        if typed_since is not None:
            more += " What you typed while it was being saved is not saved yet."
        self.show_above(
            Banner(
                Tone.SUCCESS,
                f"Saved as version {view.number}.",
                more,
                action="Back to where you were",
                on_action=self.back_requested.emit,
            )
        )

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        if self.view is not None and self.view.spec.fields:
            first = self.form.field(self.view.spec.fields[0].name)
            first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()


def _field(asked: FormField) -> Field:
    if asked.kind is not FieldKind.ROWS:
        return field_for(asked)
    return FixedRowsField(asked) if asked.fixed else FreeRowsField(asked)


def _standing(view: FormView, left: int, asked: int) -> str:
    """Return "Version 3, saved Tue 24 Nov 2026, 09:12 by Ann Officer. 4 of 23 questions are not yet known."."""
    if not left:
        known = "Every question is answered."
    elif left == 1:
        known = f"1 of {asked} questions is not yet known; the paper says so."
    else:
        known = f"{left} of {asked} questions are not yet known; the paper says so."
    if view.number:
        return f"Version {view.number}, saved {moment(view.saved_at)} by {view.saved_by}. {known}"
    return f"Not saved yet. {known}"


def _letters(titles: Iterable[str]) -> list[str]:
    """Return a letter for each title, its first that no other has; "" where none is left."""
    taken: list[str] = []
    for title in titles:
        free = (one for one in title.casefold() if one.isascii() and one.isalpha())
        taken.append(next((one for one in free if one not in taken), ""))
    return taken
