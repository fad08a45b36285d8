"""The panels in which a provider's answer is recorded: an offer with its terms, a no, an offer taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, cast

from art_desktop.domain.approaching_commands import (
    OfferedHousehold,
    RecordDecline,
    RecordOffer,
    WithdrawOffer,
)
from art_desktop.domain.approaching_views import AgencyHousehold, ApproachLine, OfferLine
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.ids import HouseholdId, Pence
from art_desktop.domain.vocabulary import ApprovalKind, Sex, SexApproved, Skill, SkillLevel
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.widgets.choices import (
    CheckField,
    CheckList,
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
    TextArea,
    TextField,
)

NEW: Final = 0
"""Stands for a household that is not on record yet."""

_CARERS: Final[dict[str, tuple[Sex, ...]]] = {
    "f": (Sex.FEMALE,),
    "m": (Sex.MALE,),
    "fm": (Sex.FEMALE, Sex.MALE),
    "ff": (Sex.FEMALE, Sex.FEMALE),
    "mm": (Sex.MALE, Sex.MALE),
}
_CARER_WORDS: Final = (
    ("f", "One woman"),
    ("m", "One man"),
    ("fm", "A woman and a man"),
    ("ff", "Two women"),
    ("mm", "Two men"),
)


class OfferPanel(Asking):
    """An offer with its terms; of an agency, the household too, on record already or told in short."""

    def __init__(
        self,
        desk: Desk,
        approach: ApproachLine,
        close: Callable[[], object],
        today: date,
        known: Sequence[AgencyHousehold] = (),
        *,
        children: int = 1,
    ) -> None:
        why = "The home enters the shortlist and is judged as every other is."
        who = approach.provider or approach.title
        super().__init__(desk, f"Offer of {who}", "Record the offer", close, why=why)
        self._approach = approach
        self._of_new: list[Field] = []
        if approach.agency:
            self._ask_household(known)
        for_all = f"a week, for all {children} children" if children > 1 else "a week"
        self.start = DateField("can_start_on", "Can start on", required=True)
        self.start.set_value(today)
        self.price = MoneyField("weekly_price_pence", "Price", per=for_all, required=True)
        self.education = MoneyField("education_pence", "Of which education", "Leave empty if none.")
        self.holds = DateField("holds_until", "Held until", "Leave empty if not said.")
        self.includes = TextField("includes", "What it includes", width="long", longest=2000)
        self.conditions = TextField("conditions", "Conditions", width="long", longest=2000)
        self.note = TextField("note", "Note", width="long", longest=2000)
        self.add_beside(self.start, self.holds)
        self.add_beside(self.price, self.education)
        for field in (self.includes, self.conditions, self.note):
            self.add(field)
        self._show_fitting()

    def _ask_household(self, known: Sequence[AgencyHousehold]) -> None:
        options = [(int(one.household_id), f"{one.name} ({one.words})") for one in known]
        self.household = ChoiceField(
            "household_id",
            "Which household",
            [(NEW, "A household that is not on record yet"), *options],
            required=True,
            not_known=False,
            width=400,
        )
        self.household.set_value(NEW)
        self.household.changed.connect(self._show_fitting)
        self.add(self.household)
        self._ask_new()

    def _ask_new(self) -> None:
        """Ask in short what the criteria judge: where, who, how many, whom, what they can do."""

        def new(field: Field) -> Field:
            self._of_new.append(field)
            return field

        self.add_beside(
            new(
                TextField(
                    "name", "What the agency calls it", "Carers' first names, or “Family 12”."
                )
            ),
            new(TextField("postcode", "Postcode or area", "“PE4 6AB”, or “PE4”.", width="short")),
        )
        self.add(new(SegmentedField("carers", "Carers", _CARER_WORDS)))
        self.add_beside(
            new(NumberField("places", "Approved for children", least=1, most=9)),
            new(NumberField("age_from", "From age", least=0, most=25)),
            new(NumberField("age_to", "To age", least=0, most=25)),
        )
        self.add(
            new(SegmentedField("sex", "Girls or boys", options_of(SexApproved), not_known=False))
        )
        kinds = options_of(
            ApprovalKind, leave_out=(ApprovalKind.CONNECTED, ApprovalKind.STAYING_PUT)
        )
        self.add(new(CheckList("kinds", "Kinds of care it is approved for", kinds, columns=4)))
        self.add_beside(
            new(NumberField("spare_bedrooms", "Free bedrooms", most=9)),
            new(NumberField("other_council_children", "Others fostered there", most=9)),
            new(TextField("languages", "Languages", "With a comma between them.")),
        )
        self.add_beside(
            new(YesNoField("someone_home", "Someone home in the day")),
            new(YesNoField("pets", "Pets")),
            new(YesNoField("smokers", "Smokers")),
        )
        self.add_beside(
            new(DateField("review_due_on", "Annual review due", "Leave empty if not said.")),
            new(DateField("checks_due_on", "Checks good until", "Leave empty if not said.")),
        )
        self.add(new(CheckList("skills", "Trained and experienced in", options_of(Skill))))
        start: dict[str, object] = {
            "places": 1,
            "age_from": 0,
            "age_to": 17,
            "sex": SexApproved.ANY,
            "kinds": (ApprovalKind.SHORT_TERM,),
        }
        for name, value in start.items():
            self._fields[name].set_value(value)

    def _show_fitting(self) -> None:
        new = self._approach.agency and self.household.value() == NEW
        for field in self._of_new:
            field.setVisible(new)

    def _value(self, name: str) -> Any:
        return self._fields[name].value()

    def _new_household(self) -> OfferedHousehold:
        names = str(self._value("name") or "").replace(" and ", ",").split(",")
        sexes = _CARERS.get(str(self._value("carers") or ""), ())
        carers = tuple(
            (names[at].strip() if len(names) == len(sexes) else f"Carer {at + 1}", sex)
            for at, sex in enumerate(sexes)
        )
        languages = str(self._value("languages") or "").split(",")
        return OfferedHousehold(
            name=str(self._value("name") or ""),
            postcode=str(self._value("postcode") or ""),
            carers=carers,
            kinds=self._value("kinds"),
            places=self._value("places") or 0,
            age_from=self._value("age_from") or 0,
            age_to=self._value("age_to") if self._value("age_to") is not None else 17,
            sex=self._value("sex") or SexApproved.ANY,
            review_due_on=self._value("review_due_on"),
            checks_due_on=self._value("checks_due_on"),
            languages=tuple(one.strip() for one in languages if one.strip()),
            skills=tuple((skill, SkillLevel.EXPERIENCED) for skill in self._value("skills")),
            spare_bedrooms=self._value("spare_bedrooms"),
            other_council_children=self._value("other_council_children"),
            someone_home=self._value("someone_home"),
            pets=self._value("pets"),
            smokers=self._value("smokers"),
        )

    @override
    def _call(self) -> None:
        key = self.household.value() if self._approach.agency else None
        is_new = self._approach.agency and key == NEW
        command = RecordOffer(
            approach_id=self._approach.id,
            version=self._approach.version,
            can_start_on=self._value("can_start_on"),
            weekly_price_pence=cast("Pence | None", self._value("weekly_price_pence")),
            education_pence=cast("Pence | None", self._value("education_pence")),
            holds_until=self._value("holds_until"),
            includes=self.includes.text(),
            conditions=self.conditions.text(),
            note=self.note.text(),
            household_id=None if key in {None, NEW} else HouseholdId(int(str(key))),
            household=self._new_household() if is_new else None,
        )
        self.desk.write(lambda s, who: s.offering.record(who, command), self._done, self._refused)


class DeclinePanel(Asking):
    """A provider's no: the reason from the list, counted since it says what the market lacks."""

    def __init__(
        self,
        desk: Desk,
        approach: ApproachLine,
        close: Callable[[], object],
        *,
        beside: int = 0,
    ) -> None:
        who = approach.provider or approach.title
        super().__init__(desk, f"{who} declines", "Record the answer", close)
        self._approach = approach
        self.reason = ChoiceField(
            "reason",
            "Why",
            options_of(DeclineReason),
            "Counted: it says what the market lacks.",
            required=True,
            not_known=False,
            width=400,
        )
        self.note = TextField("words", "In their words", width="long", longest=2000)
        self.add(self.reason)
        self.add(self.note)
        self.whole: CheckField | None = None
        if beside:
            homes = "the other home" if beside == 1 else f"the other {beside} homes"
            self.whole = CheckField("whole_provider", f"The same for {homes} they were asked about")
            self.whole.set_value(True)
            self.add(self.whole)

    @override
    def _call(self) -> None:
        command = RecordDecline(
            approach_id=self._approach.id,
            version=self._approach.version,
            reason=cast("DeclineReason", self.reason.value()),
            words=self.note.text(),
            whole_provider=bool(self.whole is not None and self.whole.value()),
        )
        self.desk.write(
            lambda s, who: s.approaching.decline(who, command), self._done, self._refused
        )


class TakenBackPanel(Asking):
    """An offer that its provider took back."""

    def __init__(self, desk: Desk, offer: OfferLine, close: Callable[[], object]) -> None:
        super().__init__(
            desk,
            f"{offer.title}: the offer was taken back",
            "Record that it was taken back",
            close,
            why="The home can be asked about again.",
        )
        self._offer = offer
        self.reason = TextArea("reason", "Why", required=True, lines=2)
        self.add(self.reason)

    @override
    def _call(self) -> None:
        command = WithdrawOffer(offer_id=self._offer.id, reason=str(self.reason.value() or ""))
        self.desk.write(lambda s, who: s.offering.withdraw(who, command), self._done, self._refused)
