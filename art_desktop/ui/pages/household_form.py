"""The form of one in-house household."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt

from art_desktop.domain.commands import CarerLine, SaveHousehold, TermsLine
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.vocabulary import HouseholdStatus, PaymentLevel
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.parts_field import CarersField, TermsField
from art_desktop.ui.pages.place_words import PlaceWords
from art_desktop.ui.pages.routes import HOUSEHOLD
from art_desktop.ui.widgets.choices import (
    CheckField,
    ChoiceField,
    SegmentedField,
    YesNoField,
    options_of,
)
from art_desktop.ui.widgets.fields import (
    DateField,
    NumberField,
    PostcodeField,
    TextArea,
    TextField,
)

_TEXTS = ("name", "address", "postcode", "phone", "interests", "about")
_DAYS = ("approved_on", "review_due_on", "checks_due_on")
_YES_NO = ("someone_home", "pets", "smokers", "ground_floor_bedroom")


class HouseholdFormPage(FormPage):
    """Opened with nothing for a new household, or with the id of one to be changed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save household")
        self._key: int | None = None
        self._held: SaveHousehold | None = None
        self._places = PlaceWords(self.calls, self._show_place)

    @override
    def open(self, key: object) -> None:
        """Show an empty form, or the record of a household."""
        self._key = key if isinstance(key, int) else None
        self.read_again()

    @override
    def read_again(self) -> None:
        self._held = None
        self._make_form()
        self.title.setText("Household" if self._key else "New household")
        self.save_button.setEnabled(self._key is None)
        if self._key is None:
            self.form.fill({"status": HouseholdStatus.ACTIVE, "council_only": True})
            self._carers.add_part()
            self._terms.add_part()
            self.offer_draft()
        else:
            wanted = HouseholdId(self._key)
            self.calls.write(
                lambda s, who: s.households.form(who, wanted), self._show, words="Reading …"
            )

    def _make_form(self) -> None:
        form = self.fresh_form()
        who = form.add_group("The household", "w")
        form.add(TextField("name", "Name it goes by", "As “Hall”.", required=True), who)
        statuses = options_of(HouseholdStatus)
        form.add(SegmentedField("status", "Status", statuses, not_known=False), who)
        self._carers = CarersField("carers", "Carers")
        form.add(self._carers, who)
        approval = form.add_group("Approval", "a")
        self._terms = TermsField("terms", "Terms of approval", "Each kind of care on its own.")
        form.add(self._terms, approval)
        form.add(DateField("approved_on", "Approved on"), approval)
        form.add(DateField("review_due_on", "Annual review due"), approval)
        form.add(DateField("checks_due_on", "Checks due"), approval)
        form.add(ChoiceField("payment_level", "Paid at", options_of(PaymentLevel)), approval)
        form.add(CheckField("council_only", "Kept for this council's children"), approval)
        home = form.add_group("The home", "h")
        form.add(TextField("address", "Address", width="long"), home)
        look_up = lambda postcode: self._places.words("postcode", postcode)  # noqa: E731 - one line
        form.add(PostcodeField("postcode", "Postcode", look_up=look_up), home)
        form.add(TextField("phone", "Telephone"), home)
        form.add(NumberField("spare_bedrooms", "Bedrooms for children", most=9), home)
        form.add(YesNoField("someone_home", "Somebody at home in the day"), home)
        form.add(YesNoField("pets", "Pets"), home)
        form.add(YesNoField("smokers", "Smokers"), home)
        form.add(YesNoField("ground_floor_bedroom", "Ground-floor bedroom"), home)
        more = form.add_group("About them", "b")
        form.add(TextField("languages", "Languages", "With commas between.", width="long"), more)
        form.add(TextField("interests", "Interests", width="long"), more)
        form.add(TextArea("about", "About them", "In words a child could be told.", lines=4), more)

    def _show_place(self, name: str) -> None:
        field = self.form.field(name)
        assert isinstance(field, PostcodeField)
        field.show_place()

    def _show(self, held: SaveHousehold) -> None:
        if held.household_id != self._key:
            return
        self._held = held
        self.title.setText(held.name)
        names = (*_DAYS, *_YES_NO, "status", "payment_level", "carers", "terms", "council_only")
        answers: dict[str, object] = {name: getattr(held, name) for name in names}
        answers |= {name: getattr(held, name) or None for name in _TEXTS}
        answers["spare_bedrooms"] = held.spare_bedrooms
        answers["languages"] = ", ".join(held.languages) or None
        self.form.fill(answers)
        self.save_button.setEnabled(True)
        self.focus_first()

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        return "" if self._key is not None else "household:new"

    @override
    def draft(self) -> dict[str, object]:
        answers = {name: self.form.field(name).value() for name in (*_TEXTS, *_YES_NO)}
        answers["languages"] = self.form.field("languages").value()
        answers["spare_bedrooms"] = self.form.field("spare_bedrooms").value()
        answers["carers"] = [
            [line.first_name, line.last_name, line.phone, line.religion]
            for line in self._carers.value()
        ]
        return answers

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        answers = dict(draft)
        carers = cast("list[list[str]]", answers.pop("carers", []))
        self.form.fill(answers)
        if carers:
            lines = [
                CarerLine(first_name=first, last_name=last, phone=phone, religion=religion)
                for first, last, phone, religion in carers
            ]
            self.form.fill({"carers": lines})

    def _command(self) -> SaveHousehold:
        answers = self.form.values()
        languages = str(answers["languages"] or "").split(",")
        # Which question takes what kind of answer is settled where the form is made.
        plain: dict[str, Any] = {name: str(answers[name] or "") for name in _TEXTS}
        plain |= {name: answers[name] for name in (*_DAYS, *_YES_NO)}
        return SaveHousehold(
            household_id=self._held.household_id if self._held else None,
            version=self._held.version if self._held else 0,
            **plain,
            status=cast("HouseholdStatus", answers["status"]),
            payment_level=cast("PaymentLevel | None", answers["payment_level"]),
            carers=cast("tuple[CarerLine, ...]", answers["carers"]),
            terms=cast("tuple[TermsLine, ...]", answers["terms"]),
            languages=tuple(word.strip() for word in languages if word.strip()),
            spare_bedrooms=cast("int | None", answers["spare_bedrooms"]),
            council_only=bool(answers["council_only"]),
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
