"""The form of one child's record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import Qt

from art_desktop.domain.commands import SaveChild
from art_desktop.domain.ids import ChildId
from art_desktop.domain.lookalikes import ChildDetails, Lookalike
from art_desktop.domain.read_models import ChildRow
from art_desktop.domain.vocabulary import Sex
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.child_picker import ChildrenField
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.form_page import FormPage
from art_desktop.ui.pages.lookalikes import LookalikesWatch, Question
from art_desktop.ui.pages.place_words import PlaceWords
from art_desktop.ui.pages.routes import CHILD
from art_desktop.ui.widgets.choices import CheckField, ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.fields import DateField, PostcodeField, TextField
from art_desktop.ui.widgets.lookalikes import Lookalikes

Lists = Mapping[str, tuple[tuple[str, str], ...]]

_TEXTS = (
    "first_name",
    "last_name",
    "known_as",
    "case_number",
    "religion",
    "first_language",
    "home_address",
    "home_postcode",
    "school_name",
    "school_postcode",
    "social_worker",
    "social_worker_phone",
    "team",
)

_TELLING = (
    "first_name",
    "last_name",
    "known_as",
    "born_on",
    "case_number",
    "home_address",
    "home_postcode",
)
"""The answers by which somebody on record is known again."""


class ChildFormPage(FormPage):
    """Opened with nothing for a new child, or with the id of one to be changed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Save child")
        self._key: int | None = None
        self._held: SaveChild | None = None
        self._lists: Lists = {}
        self._places = PlaceWords(self.calls, self._show_place)

    @override
    def open(self, key: object) -> None:
        """Show an empty form, or the record of a child."""
        self._key = key if isinstance(key, int) else None
        self.read_again()

    @override
    def read_again(self) -> None:
        self._held = None
        self._make_form()
        self.title.setText("Child" if self._key else "New child")
        self.save_button.setEnabled(self._key is None)
        if not self._lists:
            self.calls.read("lists", lambda s, who: s.needs.lists(who), self._got_lists)
        if self._key is None:
            self.calls.read("children", lambda s, who: s.children.rows(who), self._got_rows)
            self.offer_draft()
        else:
            wanted = ChildId(self._key)
            self.calls.write(
                lambda s, who: s.children.form(who, wanted), self._show, words="Reading …"
            )

    def _make_form(self) -> None:
        form = self.fresh_form()
        who = form.add_group("Who the child is", "w")
        form.add(
            TextField("first_name", "First name", "“Unborn” before birth.", required=True), who
        )
        form.add(TextField("last_name", "Last name", required=True), who)
        form.add(TextField("known_as", "Known as"), who)
        form.add(DateField("born_on", "Born on, or due", required=True), who)
        if self._key is None:
            # Here it is seen before the rest is typed, and the Tab key comes to it next.
            self.lookalikes = Lookalikes("It is another child", self._open_other, self._add_sibling)
            who.add_widget(self.lookalikes)
        sexes = SegmentedField("sex", "Sex", options_of(Sex), required=True, not_known=False)
        form.add(sexes, who)
        form.add(
            TextField(
                "case_number", "Case number", "As in the council's case system.", width="short"
            ),
            who,
        )
        if self._key is None:
            self.sibling = ChildrenField(
                "sibling_of", "Brother or sister of", "Puts both in one family.", most=1
            )
            form.add(self.sibling, who)
        more = form.add_group("Background and legal status", "b")
        self.ethnicity = ChoiceField("ethnicity", "Ethnicity", (), width=440)
        self.legal = ChoiceField("legal_status", "Legal status", (), width=560)
        form.add(self.ethnicity, more)
        form.add(TextField("religion", "Religion"), more)
        form.add(TextField("first_language", "First language"), more)
        form.add(CheckField("arrived_alone", "Arrived in the country alone"), more)
        form.add(self.legal, more)
        where = form.add_group("Home and school", "h")
        form.add(TextField("home_address", "Home address", width="long"), where)
        form.add(
            PostcodeField("home_postcode", "Home postcode", look_up=self._place("home_postcode")),
            where,
        )
        form.add(TextField("school_name", "School", width="long"), where)
        form.add(
            PostcodeField(
                "school_postcode", "School postcode", look_up=self._place("school_postcode")
            ),
            where,
        )
        worker = form.add_group("Social worker", "s")
        form.add(TextField("social_worker", "Name"), worker)
        form.add(TextField("social_worker_phone", "Telephone"), worker)
        form.add(TextField("team", "Team"), worker)
        self._show_lists()
        if self._key is None:
            self._watch()

    # Who may be on record already.

    def _watch(self) -> None:
        self.lookalikes.focus_after = self.form.field("sex")
        self.watch = LookalikesWatch(self.calls, self.lookalikes, self._question)
        self.watch.follow(*(self.form.field(name).changed for name in _TELLING))

    def _question(self) -> Question | None:
        said = {name: self.form.field(name).value() for name in _TELLING}
        texts = {name: str(value or "") for name, value in said.items()}
        entered = ChildDetails(
            first_name=texts["first_name"],
            last_name=texts["last_name"],
            known_as=texts["known_as"],
            born_on=cast("date | None", said["born_on"]),
            case_number=texts["case_number"],
            home_address=texts["home_address"],
            home_postcode=texts["home_postcode"],
        )
        named = entered.last_name and (entered.first_name or entered.born_on)
        if not named and not entered.case_number:
            return None
        return lambda services, who: services.lookalikes.children(who, entered)

    def _open_other(self, one: Lookalike) -> None:
        self.go_requested.emit(Route(CHILD, ChildId(one.key)))

    def _add_sibling(self, one: Lookalike) -> None:
        self.sibling.choose(ChildId(one.of))

    def _place(self, name: str) -> Callable[[str], str]:
        return lambda postcode: self._places.words(name, postcode)

    def _show_place(self, name: str) -> None:
        field = self.form.field(name)
        assert isinstance(field, PostcodeField)
        field.show_place()

    def _got_lists(self, lists: Lists) -> None:
        self._lists = lists
        self._show_lists()
        if self._held is not None and not self.form.touched():
            self._fill(self._held)

    def _show_lists(self) -> None:
        self.ethnicity.set_options(self._lists.get("ethnicity", ()))
        self.legal.set_options(self._lists.get("legal_status", ()))

    def _got_rows(self, rows: tuple[ChildRow, ...]) -> None:
        if self._key is None:
            self.sibling.set_rows(rows)

    def _show(self, held: SaveChild) -> None:
        if held.child_id != self._key:
            return
        self._held = held
        self.title.setText(f"{held.first_name} {held.last_name}")
        self._fill(held)
        self.save_button.setEnabled(True)
        self.focus_first()

    def _fill(self, held: SaveChild) -> None:
        names = (*_TEXTS, "born_on", "sex", "ethnicity", "legal_status", "arrived_alone")
        self.form.fill({name: getattr(held, name) or None for name in names})

    # Drafts and saving.

    @override
    def draft_key(self) -> str:
        return "" if self._key is not None else "child:new"

    @override
    def draft(self) -> dict[str, object]:
        answers = dict(self.form.values())
        born_on = answers["born_on"]
        answers["born_on"] = born_on.isoformat() if isinstance(born_on, date) else None
        return answers

    @override
    def take_draft(self, draft: dict[str, object]) -> None:
        answers = dict(draft)
        born_on = answers.get("born_on")
        answers["born_on"] = date.fromisoformat(born_on) if isinstance(born_on, str) else None
        answers["sex"] = next((sex for sex in Sex if sex == answers.get("sex")), None)
        self.form.fill(answers)
        self.watch.look()

    def _command(self) -> SaveChild:
        answers = self.form.values()
        texts = {name: str(answers[name] or "") for name in _TEXTS}
        sibling = cast("tuple[ChildId, ...]", answers.get("sibling_of") or ())
        return SaveChild(
            child_id=self._held.child_id if self._held else None,
            version=self._held.version if self._held else 0,
            born_on=cast("date", answers["born_on"]),
            sex=cast("Sex", answers["sex"]),
            ethnicity=cast("str | None", answers["ethnicity"]),
            legal_status=cast("str | None", answers["legal_status"]),
            arrived_alone=bool(answers["arrived_alone"]),
            sibling_of=sibling[0] if sibling else None,
            family_id=self._held.family_id if self._held else None,
            **texts,
        )

    @override
    def save(self) -> None:
        """Save the record."""
        if self.begin_saving():
            command = self._command()
            self.calls.write(
                lambda s, who: s.children.save(who, command), self._saved, self.refused
            )

    @override
    def save_over(self) -> None:
        held = self._held
        assert held is not None
        assert held.child_id is not None
        wanted = held.child_id

        def got(newest: SaveChild) -> None:
            self._held = replace(held, version=newest.version)
            self.save()

        self.calls.write(lambda s, who: s.children.form(who, wanted), got, words="Reading …")

    def _saved(self, child_id: ChildId) -> None:
        self.settled()
        self.go_requested.emit(Route(CHILD, child_id))

    @override
    def focus_first(self) -> None:
        """Start at the first question."""
        self.form.field("first_name").focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
