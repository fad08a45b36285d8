"""The form of one fostering household: our own, or one that an agency offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt

from art_desktop.domain.household_commands import SaveHousehold
from art_desktop.domain.ids import HouseholdId, ProviderId
from art_desktop.domain.lookalikes import Lookalike
from art_desktop.domain.read_models import ChildRow
from art_desktop.domain.vocabulary import HouseholdStatus, PaymentLevel
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.household_questions import (
    DAYS,
    IN_HOUSE,
    LISTS,
    NUMBERS,
    TEXTS,
    TICKS,
    YES_NO,
    HouseholdQuestions,
)
from art_desktop.ui.pages.lookalikes import LookalikesWatch, Question
from art_desktop.ui.pages.parts_field import PartsField, plain_value, take_plain
from art_desktop.ui.pages.place_words import PlaceWords
from art_desktop.ui.pages.routes import HOUSEHOLD, provider_in
from art_desktop.ui.widgets.fields import PostcodeField
from art_desktop.ui.widgets.lookalikes import Lookalikes

_LEVELS = ("payment_level", "level_after")
_PLAIN = (*TEXTS, *DAYS, *YES_NO, *NUMBERS, *TICKS, "languages", "status", *_LEVELS)
_TELLING = ("name", "carers", "postcode", "phone")
"""The answers by which a household on record is known again."""

_SAME = "This may be on record already"
Lists = Mapping[str, tuple[tuple[str, str], ...]]


class HouseholdFormPage(FormPage):
    """Opened with nothing for a new household, with a provider for one that it offers, or with the id of one."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save household")
        self._key: int | None = None
        self._offered_by: ProviderId | None = None
        self._held: SaveHousehold | None = None
        self._lists: Lists = {}
        self._agencies: tuple[tuple[ProviderId, str], ...] = ()
        self._children: tuple[ChildRow, ...] = ()
        self._places = PlaceWords(self.calls, self._show_place)

    @override
    def open(self, key: object) -> None:
        """Show an empty form, or the record of a household."""
        self._key = key if isinstance(key, int) else None
        found = provider_in(key)
        self._offered_by = None if found is None else ProviderId(found)
        self.read_again()

    @override
    def read_again(self) -> None:
        self._held = None
        self._make_form()
        self.title.setText("Household" if self._key else "New household")
        self.save_button.setEnabled(self._key is None)
        if not self._lists:
            self.calls.read("lists", lambda s, who: s.needs.lists(who), self._got_lists)
        self.calls.read("agencies", lambda s, who: s.households.agencies(who), self._got_agencies)
        self.calls.read("children", lambda s, who: s.children.rows(who), self._got_children)
        if self._key is None:
            self._begin()
        else:
            wanted = HouseholdId(self._key)
            self.calls.write(
                lambda s, who: s.households.form(who, wanted), self._show, words="Reading …"
            )

    def _make_form(self) -> None:
        look_up = partial(self._places.words, "postcode")
        self.questions = HouseholdQuestions(self.fresh_form(), look_up)
        self._carers, self._terms = self.questions.carers, self.questions.terms
        self.questions.provider.changed.connect(self.questions.follow_provider)
        self._show_choices()
        if self._key is None:
            self._watch()

    # Who may be on record already.

    def _watch(self) -> None:
        form = self.form
        self.lookalikes = Lookalikes("It is another household", self._open_other, title=_SAME)
        self.watch = LookalikesWatch(self.calls, self.lookalikes, self._question)
        self.watch.follow_under(form, *(form.field(name) for name in _TELLING))

    def _question(self) -> Question | None:
        name, postcode, phone = (
            str(self.form.field(asked).value() or "") for asked in ("name", "postcode", "phone")
        )
        carers = self._carers.details()
        if not name and not phone and not carers:
            return None
        return lambda services, who: services.lookalikes.households(
            who, carers, postcode, phone, name=name
        )

    def _open_other(self, one: Lookalike) -> None:
        self.go_requested.emit(Route(HOUSEHOLD, HouseholdId(one.of)))

    def _begin(self) -> None:
        """Begin a new household, with a carer and a term to be filled in."""
        offered = self._offered_by
        answers: dict[str, object] = {
            "status": HouseholdStatus.ACTIVE,
            "council_only": offered is None,
            "provider_id": offered or IN_HOUSE,
        }
        self.form.fill(answers)
        self._carers.add_part()
        self._terms.add_part()
        self.questions.follow_provider()
        self.offer_draft()
        self.focus_first()

    # What can be chosen, as it comes.

    def _got_lists(self, lists: Lists) -> None:
        self._lists = lists
        self._show_choices()

    def _got_agencies(self, agencies: tuple[tuple[ProviderId, str], ...]) -> None:
        self._agencies = agencies
        self._show_choices()

    def _got_children(self, rows: tuple[ChildRow, ...]) -> None:
        self._children = rows
        self._show_choices()

    def _show_choices(self) -> None:
        own = ((IN_HOUSE, "In-house: the council’s own"),)
        self.questions.provider.set_options((*own, *self._agencies))
        self._carers.set_ethnicities(self._lists.get("ethnicity", ()))
        for name in ("terms", "exemptions"):
            self._list(name).set_children(self._children)

    def _list(self, name: str) -> PartsField[Any]:
        field = self.form.field(name)
        assert isinstance(field, PartsField)
        return field

    def _show_place(self, name: str) -> None:
        field = self.form.field(name)
        assert isinstance(field, PostcodeField)
        field.show_place()

    def _show(self, held: SaveHousehold) -> None:
        if held.household_id != self._key:
            return
        self._held = held
        self.title.setText(held.name)
        names = (*DAYS, *YES_NO, *NUMBERS, *TICKS, *LISTS, "status", *_LEVELS)
        answers: dict[str, object] = {name: getattr(held, name) for name in names}
        answers |= {name: getattr(held, name) or None for name in TEXTS}
        answers["languages"] = ", ".join(held.languages) or None
        answers["provider_id"] = held.provider_id or IN_HOUSE
        self.form.fill(answers)
        self.questions.follow_provider()
        self.questions.fold_all_but_first()
        self.save_button.setEnabled(True)
        self.focus_first()

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        if self._key is not None:
            return ""
        return f"household:new:{self._offered_by or ''}"

    @override
    def draft(self) -> dict[str, object]:
        answers = {name: plain_value(self.form.field(name).value()) for name in _PLAIN}
        answers["provider_id"] = self.questions.provider.value()
        return answers | {name: self._list(name).draft() for name in LISTS}

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        for name in _PLAIN:
            if name in draft:
                take_plain(self.form.field(name), draft[name])
        self.questions.provider.set_value(draft.get("provider_id") or IN_HOUSE)
        for name in LISTS:
            self._list(name).take_draft(draft.get(name))
        self.questions.follow_provider()
        self.watch.look()

    def _command(self) -> SaveHousehold:
        answers = self.form.values()
        languages = str(answers["languages"] or "").split(",")
        # Which question takes what kind of answer is settled where the form is made.
        plain: dict[str, Any] = {name: str(answers[name] or "") for name in TEXTS}
        plain |= {name: answers[name] for name in (*DAYS, *YES_NO, *NUMBERS, *LISTS)}
        plain |= {name: bool(answers[name]) for name in TICKS}
        return SaveHousehold(
            household_id=self._held.household_id if self._held else None,
            version=self._held.version if self._held else 0,
            **plain,
            status=cast("HouseholdStatus", answers["status"]),
            payment_level=cast("PaymentLevel | None", answers["payment_level"]),
            level_after=cast("PaymentLevel | None", answers["level_after"]),
            provider_id=cast("ProviderId | None", answers["provider_id"] or None),
            languages=tuple(word.strip() for word in languages if word.strip()),
        )

    @override
    def save(self) -> None:
        """Save the record."""
        if self.begin_saving():
            command = self._command()
            self.calls.write(
                lambda s, who: s.households.save(who, command), self._saved, self.refused
            )

    @override
    def save_over(self) -> None:
        held = self._held
        assert held is not None
        assert held.household_id is not None
        wanted = held.household_id

        def got(newest: SaveHousehold) -> None:
            self._held = replace(held, version=newest.version)
            self.save()

        self.calls.write(lambda s, who: s.households.form(who, wanted), got, words="Reading …")

    def _saved(self, household_id: HouseholdId) -> None:
        self.settled()
        self.go_requested.emit(Route(HOUSEHOLD, household_id))

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        self.form.field("name").focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
