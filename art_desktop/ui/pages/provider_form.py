"""The form of one outside provider."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt

from art_desktop.domain.ids import Pence, ProviderId
from art_desktop.domain.lookalikes import Lookalike
from art_desktop.domain.provider_views import SaveProvider
from art_desktop.domain.vocabulary import Grade, ProviderKind
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.lookalikes import LookalikesWatch, Question
from art_desktop.ui.pages.routes import PROVIDER, route_to
from art_desktop.ui.widgets.choices import ChoiceField, options_of
from art_desktop.ui.widgets.fields import DateField, MoneyField, PostcodeField, TextField
from art_desktop.ui.widgets.lookalikes import Lookalikes

TEXTS = (
    "name", "urn", "sector", "registration_status", "town", "local_authority", "postcode", "phone", "email",
)  # fmt: skip
_DAYS = ("registered_on", "inspected_on")
_TELLING = ("name", "urn", "postcode")
"""The answers by which a provider on record is known again."""

_SAME = "This may be on record already"


class ProviderFormPage(FormPage):
    """Opened with nothing for a new provider, or with the id of one to be changed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save provider")
        self._key: int | None = None
        self._held: SaveProvider | None = None

    @override
    def open(self, key: object) -> None:
        """Show an empty form, or the record of a provider."""
        self._key = key if isinstance(key, int) else None
        self.read_again()

    @override
    def read_again(self) -> None:
        self._held = None
        self._make_form()
        self.title.setText("Provider" if self._key else "New provider")
        self.save_button.setEnabled(self._key is None)
        if self._key is None:
            self.form.fill({"registration_status": "Active"})
            self.offer_draft()
            self.focus_first()
        else:
            wanted = ProviderId(self._key)
            self.calls.write(
                lambda s, who: s.providers.form(who, wanted), self._show, words="Reading …"
            )

    def _make_form(self) -> None:
        form = self.fresh_form()
        who = form.add_group("The organisation", "o")
        form.add(TextField("name", "Name", required=True, width="long"), who)
        kinds = options_of(ProviderKind)
        form.add(ChoiceField("kind", "Kind", kinds, required=True, not_known=False), who)
        form.add(TextField("sector", "Sector", "Private, voluntary, council."), who)
        form.add(TextField("town", "Town"), who)
        form.add(TextField("local_authority", "Council it is in"), who)
        form.add(PostcodeField("postcode", "Postcode of its office"), who)
        form.add(TextField("phone", "Telephone"), who)
        form.add(TextField("email", "E-mail", width="long"), who)
        registered = form.add_group("Registration", "r")
        words = "Ofsted's number, where the organisation itself is registered, as agencies are."
        form.add(TextField("urn", "Number (URN)", words, width="short"), registered)
        form.add(TextField("registration_status", "Stands as", "Active, suspended."), registered)
        form.add(DateField("registered_on", "Registered on"), registered)
        form.add(ChoiceField("grade", "Ofsted's grade", options_of(Grade)), registered)
        form.add(DateField("inspected_on", "Inspected on"), registered)
        price = form.add_group("Price", "p")
        words = "Shown until an offer names its own. Lots, checks and contracts are kept on the provider's page."
        form.add(
            MoneyField("typical_weekly_price_pence", "Typical price", words, per="a week"), price
        )
        if self._key is None:
            self._watch()

    # What may be on record already.

    def _watch(self) -> None:
        form = self.form
        self.lookalikes = Lookalikes("It is another provider", self._open_other, title=_SAME)
        self.watch = LookalikesWatch(self.calls, self.lookalikes, self._question)
        self.watch.follow_under(form, *(form.field(name) for name in _TELLING))

    def _question(self) -> Question | None:
        name, urn, postcode = (str(self.form.field(asked).value() or "") for asked in _TELLING)
        if not name and not urn:
            return None
        return lambda services, who: services.lookalikes.providers(who, name, urn, postcode)

    def _open_other(self, one: Lookalike) -> None:
        self.go_requested.emit(route_to(one.kind, one.of))

    def _show(self, held: SaveProvider) -> None:
        if held.provider_id != self._key:
            return
        self._held = held
        self.title.setText(held.name)
        names = ("kind", "grade", "typical_weekly_price_pence", *_DAYS)
        answers: dict[str, object] = {name: getattr(held, name) for name in names}
        self.form.fill(answers | {name: getattr(held, name) or None for name in TEXTS})
        self.save_button.setEnabled(True)
        self.focus_first()

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        return "" if self._key is not None else "provider:new"

    @override
    def draft(self) -> dict[str, object]:
        return {name: self.form.field(name).value() for name in TEXTS}

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        self.form.fill(draft)
        self.watch.look()

    def _command(self) -> SaveProvider:
        answers = self.form.values()
        # Which question takes what kind of answer is settled where the form is made.
        plain: dict[str, Any] = {name: str(answers[name] or "") for name in TEXTS}
        plain |= {name: answers[name] for name in _DAYS}
        return SaveProvider(
            provider_id=self._held.provider_id if self._held else None,
            version=self._held.version if self._held else 0,
            **plain,
            kind=cast("ProviderKind", answers["kind"]),
            grade=cast("Grade | None", answers["grade"]),
            typical_weekly_price_pence=cast("Pence | None", answers["typical_weekly_price_pence"]),
        )

    @override
    def save(self) -> None:
        """Save the record."""
        if self.begin_saving():
            command = self._command()
            self.calls.write(
                lambda s, who: s.providers.save(who, command), self._saved, self.refused
            )

    @override
    def save_over(self) -> None:
        held = self._held
        assert held is not None
        assert held.provider_id is not None
        wanted = held.provider_id

        def got(newest: SaveProvider) -> None:
            self._held = replace(held, version=newest.version)
            self.save()

        self.calls.write(lambda s, who: s.providers.form(who, wanted), got, words="Reading …")

    def _saved(self, provider_id: ProviderId) -> None:
        self.settled()
        self.go_requested.emit(Route(PROVIDER, provider_id))

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        self.form.field("name").focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
