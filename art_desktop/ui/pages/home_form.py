"""The form of one home of a provider."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt

from art_desktop.domain.clock import local_day
from art_desktop.domain.ids import HomeId, ProviderId
from art_desktop.domain.lookalikes import Lookalike
from art_desktop.domain.permissions import Actor
from art_desktop.domain.provider_checks import NO_HOMES
from art_desktop.domain.provider_views import ProviderPage, PurposeLine, SaveHome
from art_desktop.domain.vocabulary import Grade, ProviderKind, SexApproved
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.lookalikes import LookalikesWatch, Question
from art_desktop.ui.pages.place_words import PlaceWords
from art_desktop.ui.pages.purposes_field import PurposesField
from art_desktop.ui.pages.routes import HOME, provider_in, route_to
from art_desktop.ui.widgets.choices import (
    CheckField,
    ChoiceField,
    SegmentedField,
    YesNoField,
    options_of,
)
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import (
    DateField,
    MoneyField,
    NumberField,
    PostcodeField,
    TextArea,
    TextField,
)
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.lookalikes import Lookalikes

if TYPE_CHECKING:
    from art_desktop.services import Services

_TEXTS = (
    "name", "urn", "registration_status", "registered_manager", "postcode", "town", "local_authority", "statement",
)  # fmt: skip
_NUMBERS = ("places", "age_from", "age_to", "staff_by_day", "staff_by_night", "said_free")
_YES_NO = ("waking_night", "education_on_site", "therapy_on_site", "step_free")
_DAYS = ("registered_on", "inspected_on", "statement_on", "said_free_on")
_OTHERS = ("kind", "grade", "sex", "short_break_only", "purposes", "weekly_price_pence")
_TELLING = ("name", "postcode", "urn")
"""The answers by which a home on record is known again."""

_SAME = "This may be on record already"


class HomeFormPage(FormPage):
    """Opened with the id of a home to be changed, or with `behind_provider(HOME_FORM, id)` for a new one."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save home")
        self._key: int | None = None
        self._provider: int | None = None
        self._held: SaveHome | None = None
        self._places = PlaceWords(self.calls, self._show_place)

    @override
    def open(self, key: object) -> None:
        """Show an empty form of a provider's new home, or the record of a home."""
        self._key = key if isinstance(key, int) else None
        self._provider = provider_in(key)
        self.read_again()

    @override
    def read_again(self) -> None:
        self._held = None
        self._make_form()
        self.title.setText("Home" if self._key else "New home")
        self.save_button.setEnabled(False)
        if self._key is not None:
            wanted = HomeId(self._key)
            self.calls.write(
                lambda s, who: s.providers.home_form(who, wanted), self._show, words="Reading …"
            )
        elif self._provider is not None:
            owner = ProviderId(self._provider)
            self.calls.read("owner", lambda s, who: s.providers.page(who, owner), self._begin)

    def _make_form(self) -> None:
        form = self.fresh_form()
        which = form.add_group("The home", "h")
        words = "Empty where Ofsted withholds it."
        form.add(TextField("name", "Name", words, width="long"), which)
        kinds = options_of(ProviderKind, leave_out=tuple(NO_HOMES))
        form.add(ChoiceField("kind", "Kind", kinds, required=True, not_known=False), which)
        look_up = partial(self._places.words, "postcode")
        form.add(PostcodeField("postcode", "Postcode", look_up=look_up), which)
        form.add(TextField("town", "Town"), which)
        words = "As Ofsted prints it; it places a home without a postcode."
        form.add(TextField("local_authority", "Council it is in", words), which)
        free = form.add_group("What they say is free", "f")
        words = "Children of ours who start after that day are taken off by themselves."
        form.add(NumberField("said_free", "Places said to be free", words), free)
        form.add(DateField("said_free_on", "Said on"), free)
        form.add(MoneyField("weekly_price_pence", "Price", per="a week"), free)
        registered = form.add_group("Registration", "r")
        form.add(TextField("urn", "Ofsted's number (URN)", width="short"), registered)
        form.add(TextField("registration_status", "Stands as", "Active, suspended."), registered)
        form.add(DateField("registered_on", "Registered on"), registered)
        form.add(TextField("registered_manager", "Registered manager"), registered)
        form.add(ChoiceField("grade", "Ofsted's grade", options_of(Grade)), registered)
        form.add(DateField("inspected_on", "Inspected on"), registered)
        self._what_it_takes(form)
        if self._key is None:
            self._watch()

    # What may be on record already.

    def _watch(self) -> None:
        form = self.form
        self.lookalikes = Lookalikes("It is another home", self._open_other, title=_SAME)
        self.watch = LookalikesWatch(self.calls, self.lookalikes, self._question)
        self.watch.follow_under(form, *(form.field(name) for name in _TELLING))

    def _question(self) -> Question | None:
        name, postcode, urn = (str(self.form.field(asked).value() or "") for asked in _TELLING)
        if not name and not urn:
            return None
        owner = ("provider", self._provider)

        def ask(services: Services, who: Actor) -> tuple[Lookalike, ...]:
            found = services.lookalikes.providers(who, name, urn, postcode)
            # A home is often called as its provider is: that is no second record of it.
            return tuple(one for one in found if (one.kind, one.of) != owner)

        return ask

    def _open_other(self, one: Lookalike) -> None:
        self.go_requested.emit(route_to(one.kind, one.of))

    @staticmethod
    def _what_it_takes(form: Form) -> None:
        takes = form.add_group("What it takes", "t")
        form.add(NumberField("places", "Places", "As registered.", least=1, most=200), takes)
        form.add(NumberField("age_from", "From age", most=25), takes)
        form.add(NumberField("age_to", "To age", most=25), takes)
        form.add(SegmentedField("sex", "Children", options_of(SexApproved)), takes)
        form.add(CheckField("short_break_only", "Short breaks only"), takes)
        statement = form.add_group("Statement of purpose", "p")
        form.add(TextArea("statement", "In its own words", lines=4), statement)
        form.add(DateField("statement_on", "Of"), statement)
        words = "A need left out is not in the statement. None at all: it has not been read."
        form.add(PurposesField("purposes", "Needs that it names", words), statement)
        staff = form.add_group("Staffing and the building", "b")
        form.add(NumberField("staff_by_day", "People on a shift by day", most=99), staff)
        form.add(NumberField("staff_by_night", "People on a shift by night", most=99), staff)
        form.add(YesNoField("waking_night", "Somebody awake at night"), staff)
        form.add(YesNoField("education_on_site", "Education on site"), staff)
        form.add(YesNoField("therapy_on_site", "Therapy on site"), staff)
        form.add(YesNoField("step_free", "Step-free"), staff)

    def _show_place(self, name: str) -> None:
        field = self.form.field(name)
        assert isinstance(field, PostcodeField)
        field.show_place()

    def _begin(self, page: ProviderPage) -> None:
        """Begin a home of a provider."""
        if page.id != self._provider or self._key is not None:
            return
        self.title.setText(f"New home of {page.name}")
        kind = None if page.offers_households else page.kind
        self.form.fill({"kind": kind, "registration_status": "Active"})
        self.save_button.setEnabled(True)
        self.offer_draft()
        self.focus_first()

    def _show(self, held: SaveHome) -> None:
        if held.home_id != self._key:
            return
        self._held = held
        self._provider = held.provider_id
        self.title.setText(held.name or "Home whose name is withheld")
        names = (*_NUMBERS, *_YES_NO, *_DAYS, *_OTHERS)
        answers: dict[str, object] = {name: getattr(held, name) for name in names}
        self.form.fill(answers | {name: getattr(held, name) or None for name in _TEXTS})
        self.save_button.setEnabled(True)
        self.focus_first()

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        return "" if self._key is not None else f"home:new:{self._provider}"

    @override
    def draft(self) -> dict[str, object]:
        return {name: self.form.field(name).value() for name in (*_TEXTS, *_NUMBERS, *_YES_NO)}

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        self.form.fill(draft)
        self.watch.look()

    def _command(self) -> SaveHome:
        answers = self.form.values()
        # Which question takes what kind of answer is settled where the form is made.
        plain: dict[str, Any] = {name: str(answers[name] or "") for name in _TEXTS}
        names = (*_NUMBERS, *_YES_NO, *_DAYS, "grade", "sex", "weekly_price_pence")
        plain |= {name: answers[name] for name in names}
        assert self._provider is not None
        return SaveHome(
            home_id=self._held.home_id if self._held else None,
            provider_id=ProviderId(self._provider),
            version=self._held.version if self._held else 0,
            **plain,
            kind=cast("ProviderKind", answers["kind"]),
            short_break_only=bool(answers["short_break_only"]),
            purposes=cast("tuple[PurposeLine, ...]", answers["purposes"]),
        )

    @override
    def save(self) -> None:
        """Save the record. A place said to be free today needs no day typed."""
        said, on = self.form.field("said_free"), self.form.field("said_free_on")
        if said.value() is not None and _untouched(on):
            on.set_value(local_day(self.context.clock.now()))
        if self._provider is not None and self.begin_saving():
            command = self._command()
            self.calls.write(
                lambda s, who: s.providers.save_home(who, command), self._saved, self.refused
            )

    @override
    def save_over(self) -> None:
        held = self._held
        assert held is not None
        assert held.home_id is not None
        wanted = held.home_id

        def got(newest: SaveHome) -> None:
            self._held = replace(held, version=newest.version)
            self.save()

        self.calls.write(lambda s, who: s.providers.home_form(who, wanted), got, words="Reading …")

    def _saved(self, home_id: HomeId) -> None:
        self.settled()
        self.go_requested.emit(Route(HOME, home_id))

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        self.form.field("name").focus_target().setFocus(Qt.FocusReason.OtherFocusReason)


def _untouched(field: Field) -> bool:
    """Say whether nothing at all stands in a line."""
    return isinstance(field, TextField) and not field.text()
