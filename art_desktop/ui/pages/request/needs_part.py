"""The tab Needs: what is known of each child, and the form that changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.errors import (
    ChangedByOther,
    FieldProblem,
    InvalidAnswers,
    Refusal,
    RuleBroken,
)
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.matching_views import EffectView
from art_desktop.domain.needs import changed_answers
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed, RequestChildView, RequestPage
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.desk import SHORTLIST, Desk
from art_desktop.ui.pages.request.needs_fields import Lists
from art_desktop.ui.pages.request.needs_foot import EffectPanel, NeedsFoot
from art_desktop.ui.pages.request.needs_form import NeedsDraft, NeedsForm
from art_desktop.ui.pages.request.needs_view import ChildNeeds
from art_desktop.ui.pages.request.part import ReadingPart
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout

if TYPE_CHECKING:
    from art_desktop.domain.permissions import Actor
    from art_desktop.services import Services


class NeedsPart(ReadingPart):
    """What is known of each child. "Edit" opens the form in the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: NeedsForm | None = None
        self._child_id: ChildId | None = None
        self._lists: Lists = {}
        self._places: dict[tuple[str, str | None], str] = {}
        self._shown: object = None
        self._saved_for: RequestId | None = None
        self._kept: Callable[[str], None] = lambda _words: None
        self._effect: EffectView | None = None
        self._changed: tuple[ChildId, tuple[str, ...]] | None = None
        self._saving = False
        self._discarded = False

    @override
    def show_page(self, page: RequestPage) -> None:
        """Show the profiles; a form that somebody types in is left alone."""
        may_edit = self.desk.may(Permission.EDIT_REQUESTS) and page.stage.is_open
        if self._saved_for != page.id:
            self._forget_effect()
        shown = (page.id, page.children, may_edit, self._effect)
        if self.form is not None:
            if page.id != self._form_request:
                self._close()
            else:
                return
        if shown == self._shown:
            return
        self._shown = shown
        self.empty_column()
        if self._effect is not None:
            self._show_effect(self._effect)
        for child in page.children:
            edit = partial(self.edit, child.child_id) if may_edit else None
            fresh = self._changed[1] if self._changed and self._changed[0] == child.child_id else ()
            self.column.addWidget(ChildNeeds(child, edit, self._code_words(), fresh))
        self.column.addStretch(1)

    @override
    def opened(self) -> None:
        """Read the statutory lists, once."""
        if not self._lists:
            self.desk.read("lists", lambda s, who: s.needs.lists(who), self._got_lists)

    def _got_lists(self, lists: Lists) -> None:
        self._lists = lists
        self._shown = None
        if self.desk.page is not None:
            self.show_page(self.desk.page)

    def _look_up(self, name: str, postcode: str) -> str:
        """Return where a postcode is if that is known already; else ask, and show it when it is."""
        home = self.form.field("home_postcode").value() if self.form is not None else None
        start = str(home) if home and name != "home_postcode" else None
        key = (postcode, start)
        if key not in self._places:
            self._places[key] = ""
            self.desk.read(
                f"place {name}",
                lambda s, who: s.needs.place(who, postcode, start),
                partial(self._got_place, key),
                lambda _refused: None,
            )
        return self._places[key]

    def _got_place(self, key: tuple[str, str | None], words: str) -> None:
        self._places[key] = words
        if self.form is not None:
            self.form.show_places()

    def _code_words(self) -> dict[str, str]:
        return {code: words for pairs in self._lists.values() for code, words in pairs}

    def _child(self, child_id: ChildId | None) -> RequestChildView | None:
        page = self.desk.page
        found = (c for c in page.children if c.child_id == child_id) if page else iter(())
        return next(found, None)

    def edit(self, child_id: ChildId) -> None:
        """Open the form for a child, and offer back what was typed and not saved."""
        child = self._child(child_id)
        if child is None:
            return
        self._child_id = child_id
        self._form_request = self.desk.request_id
        self._forget_effect()
        self._shown = None
        self._discarded = False
        form = NeedsForm(child, self._lists, self._look_up)
        self.form = form
        self.empty_column()
        self._offer_box = QWidget()
        self._offer = QVBoxLayout(self._offer_box)
        self._offer.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._offer_box)
        self._offer_box.hide()
        self.column.addWidget(form)
        self.column.addStretch(1)
        self._show_foot(form)
        form.save_requested.connect(self.save)
        form.draft_due.connect(self._keep_draft)
        self.area.verticalScrollBar().setValue(0)
        first = form.groups[0].fields[0]
        first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        key = self._draft_key()
        self.desk.read(
            "draft", lambda s, who: s.drafts.kept(who, key), partial(self._offer_draft, form)
        )
        self._check_words(form)

    def _show_foot(self, form: NeedsForm) -> None:
        clear_layout(self.foot)
        foot = NeedsFoot(self.save, self.discard, form.go_to, form.go_to_next)
        foot.show_left(form.still_unknown())
        form.left.connect(foot.show_left)
        form.gone_to.connect(self.bring_into_view)
        self._kept = foot.show_kept
        self.foot.addWidget(foot)

    def _draft_key(self) -> str:
        return f"needs:{self._form_request}:{self._child_id}"

    def _offer_draft(self, form: NeedsForm, body: str | None) -> None:
        draft = NeedsDraft.from_json(body) if body else None
        if form is not self.form or draft is None or draft.needs == form.needs():
            return

        def use() -> None:
            self._offer_box.hide()
            # What was typed against an older version is put over the newest, and both are shown.
            if draft.based_on == form.child.profile_number:
                form.show_needs(draft.needs)
            else:
                form.show_needs(draft.needs)
                form.take_other_version(form.child)
            form.field("together").changed.emit()
            form.field("together").focus_target().setFocus()

        banner = Banner(
            Tone.INFO,
            "You left this form with answers that were not saved.",
            "They were kept.",
            action="Use them",
            on_action=use,
        )
        banner.dismissed.connect(self._offer_box.hide)
        self._offer.addWidget(banner)
        self._offer_box.show()
        banner.announce()

    def _keep_draft(self) -> None:
        form = self.form
        if form is None or self._saving:
            return
        key, body = self._draft_key(), form.draft().to_json()
        at = time_words(self.desk.context.clock.now())

        def kept(_done: None) -> None:
            if form is self.form:
                self._kept(f"Draft kept {at}")

        self.desk.write(lambda s, who: s.drafts.keep(who, key, body), kept, quiet=True)
        self._check_words(form)

    def _check_words(self, form: NeedsForm) -> None:
        """Look for names and the like in what was typed, and warn beside the answer."""
        wanted, child_id, needs = self._form_request, self._child_id, form.needs()
        assert child_id is not None

        def show(problems: tuple[FieldProblem, ...]) -> None:
            if form is self.form:
                form.warn(problems)

        self.desk.read(
            "words",
            lambda s, who: s.needs.identifiers(who, wanted, child_id, needs),
            show,
            lambda _refused: None,
        )

    def save(self) -> None:
        """Record the next version."""
        form, child_id = self.form, self._child_id
        if form is None or child_id is None or self._saving or not form.check():
            return
        command = SaveNeeds(
            request_id=self._form_request,
            child_id=child_id,
            based_on=form.child.profile_number,
            needs=form.needs(),
        )
        self._saving = True
        changed = (child_id, changed_answers(form.child.needs, command.needs))

        def saved(_done: Changed) -> None:
            self._changed = changed
            self._on_saved()

        self.desk.write(lambda s, who: s.needs.save(who, command), saved, self._on_refused)

    def _on_saved(self) -> None:
        self._saving = False
        key, wanted = self._draft_key(), self._form_request
        self.desk.write(lambda s, who: s.drafts.discard(who, key), quiet=True)
        self._close()
        self._saved_for, self._effect = wanted, None
        self.desk.read(
            "effect",
            lambda s, who: s.searching.effect(who, wanted),
            self._got_effect,
            lambda _refused: None,
        )

    def _got_effect(self, effect: EffectView | None) -> None:
        """Show what the saved answers change; nothing is said where they change nothing."""
        self._effect = effect
        if effect is not None and self.form is None and self.desk.page is not None:
            self.show_page(self.desk.page)

    def _show_effect(self, effect: EffectView) -> None:
        def close() -> None:
            self._forget_effect()
            if self.desk.page is not None:
                self.show_page(self.desk.page)
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)

        panel = EffectPanel(effect, lambda: self.desk.host.go_to(SHORTLIST), close)
        self.column.addWidget(panel)
        panel.announce(effect)

    def _forget_effect(self) -> None:
        self._effect, self._changed, self._saved_for = None, None, None

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What a saving changed was looked at, or will be seen in the shortlist itself."""
        super().hideEvent(event)
        if self._saved_for is not None and not event.spontaneous():
            self._forget_effect()
            self._shown = None

    def _on_refused(self, error: Refusal) -> None:
        self._saving = False
        form = self.form
        if form is None:
            self.desk.refuse(error)
        elif isinstance(error, ChangedByOther):
            wanted = self._form_request
            self.desk.read("newest", lambda s, who: s.requests.page(who, wanted), self._show_both)
        elif isinstance(error, InvalidAnswers):
            form.show_problems(error.problems)
        elif isinstance(error, RuleBroken) and error.field:
            form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.desk.refuse(error)

    def _show_both(self, page: RequestPage) -> None:
        form = self.form
        newest = next((c for c in page.children if c.child_id == self._child_id), None)
        if form is None or newest is None:
            return
        self.desk.page = page
        form.take_other_version(newest)
        self.area.verticalScrollBar().setValue(0)
        if form.clash is not None and form.clash.choices:
            next(iter(form.clash.choices.values())).focus_target().setFocus()

    def mend(self) -> None:
        """Open the form of the first child whose words say who somebody is, and show which."""
        page = self.desk.page
        if page is None or not page.children or self.form is not None:
            return
        children, wanted = page.children, page.id

        def look(services: Services, who: Actor) -> tuple[ChildId, tuple[FieldProblem, ...]]:
            for child in children:
                found = services.needs.identifiers(who, wanted, child.child_id, child.needs)
                if found:
                    return child.child_id, found
            return children[0].child_id, ()

        def show(found: tuple[ChildId, tuple[FieldProblem, ...]]) -> None:
            child_id, problems = found
            self.edit(child_id)
            if self.form is not None and problems:
                self.form.warn(problems)
                self.form.go_to(problems[0].field)

        self.desk.read("mend", look, show)

    def discard(self) -> None:
        """Close the form; the draft is thrown away as well."""
        key = self._draft_key()
        self.desk.write(lambda s, who: s.drafts.discard(who, key), quiet=True)
        self._close()
        if self.desk.page is not None:
            self.show_page(self.desk.page)

    def _close(self) -> None:
        self.form = None
        self._child_id = None
        self._shown = None
        clear_layout(self.foot)
        # The answers are short, and stand far above where a long form was left.
        self.area.verticalScrollBar().setValue(0)

    @override
    def may_leave(self) -> bool:
        """Keep what is typed, and let go."""
        if self.form is not None and self.form.touched():
            self._keep_draft()
        return True

    @override
    def escape(self) -> bool:
        """Close the form, keeping the draft to be offered back."""
        if self.form is None:
            return False
        self.may_leave()
        self._close()
        if self.desk.page is not None:
            self.show_page(self.desk.page)
        return True

    @override
    def focus_first(self) -> None:
        """Open the form where nothing is recorded yet."""
        page = self.desk.page
        if page is not None and self.form is None:
            empty = [child for child in page.children if child.profile_number == 0]
            if empty and self.desk.may(Permission.EDIT_REQUESTS):
                self.edit(empty[0].child_id)
