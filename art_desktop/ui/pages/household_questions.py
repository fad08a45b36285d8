"""The questions of a household's form, in groups that fold: who they are, approval, skills, the home, when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from art_desktop.domain.vocabulary import HouseholdStatus, PaymentLevel
from art_desktop.ui.pages.household_parts import (
    AvailabilityField,
    CarersField,
    ExemptionsField,
    LateChoice,
    MembersField,
    SkillsField,
    TermsField,
)
from art_desktop.ui.widgets.choices import (
    CheckField,
    ChoiceField,
    SegmentedField,
    YesNoField,
    options_of,
)
from art_desktop.ui.widgets.fields import (
    DateField,
    MoneyField,
    NumberField,
    PostcodeField,
    TextArea,
    TextField,
)
from art_desktop.ui.widgets.form import Form

TEXTS: Final = (
    *("name", "address", "postcode", "phone", "email", "supervising_worker"),
    *("pets_note", "interests", "about"),
)
DAYS: Final = ("approved_on", "ended_on", "review_due_on", "checks_due_on", "protected_until")
YES_NO: Final = (
    *("someone_home", "pets", "smokers", "ground_floor_bedroom", "step_free"),
    *("adapted_bathroom", "has_car", "long_term_willing"),
)
NUMBERS: Final = ("spare_bedrooms", "other_council_children", "weekly_price_pence")
TICKS: Final = ("council_only", "connected", "duty_willing")
LISTS: Final = ("carers", "members", "terms", "exemptions", "skills", "availability")

IN_HOUSE: Final = 0
"""The choice of "our own" among the agencies: no agency has this number."""


class HouseholdQuestions:
    """The form's fields; those that are asked after by name are kept."""

    def __init__(self, form: Form, look_up: Callable[[str], str]) -> None:
        self.form = form
        self._who()
        self._approval()
        self._skills()
        self._home(look_up)
        self._times()
        about = form.add_group("About them", "b")
        form.add(TextField("interests", "Interests", width="long"), about)
        help_words = "In words a child could be told."
        form.add(TextArea("about", "About them", help_words, lines=4), about)

    def _who(self) -> None:
        form = self.form
        who = form.add_group("The household", "w")
        form.add(TextField("name", "Name it goes by", "As “Hall”.", required=True), who)
        statuses = options_of(HouseholdStatus)
        form.add(SegmentedField("status", "Status", statuses, not_known=False), who)
        own = ((IN_HOUSE, "In-house: the council’s own"),)
        self.provider = LateChoice(
            "provider_id", "Whose household it is", own, not_known=False, width=400
        )
        form.add(self.provider, who)
        self.price = MoneyField("weekly_price_pence", "Weekly price", per="a week for each child")
        form.add(self.price, who)
        self.connected = CheckField("connected", "A connected person: family or a friend")
        form.add(self.connected, who)
        form.add(CheckField("council_only", "Kept for this council's children"), who)
        carers = form.add_group("Carers", "c")
        self.carers = CarersField("carers", "Carers")
        form.add(self.carers, carers)
        others = form.add_group("Who else lives there", "l")
        words = "The carers’ family, lodgers. Children who are placed are known from placements."
        self.members = MembersField("members", "Members of the household", words)
        form.add(self.members, others)
        words = "Placed by other councils, and so not in this record."
        form.add(
            NumberField("other_council_children", "Other councils’ children", words, most=9), others
        )

    def _approval(self) -> None:
        form = self.form
        approval = form.add_group("Approval", "a")
        self.terms = TermsField("terms", "Terms of approval", "Each kind of care on its own.")
        form.add(self.terms, approval)
        words = "More than three children, for a child who is named."
        self.exemptions = ExemptionsField("exemptions", "Exemptions from the usual limit", words)
        form.add(self.exemptions, approval)
        form.add(DateField("approved_on", "Approved on"), approval)
        form.add(DateField("ended_on", "Approval ended on"), approval)
        form.add(DateField("review_due_on", "Annual review due"), approval)
        form.add(DateField("checks_due_on", "Checks due"), approval)
        self.level = ChoiceField("payment_level", "Paid at", options_of(PaymentLevel))
        form.add(self.level, approval)
        words = (
            "The last day on which carers who came from an agency keep what they were paid there."
        )
        self.protected = DateField("protected_until", "Former allowance kept until", words)
        after = options_of(PaymentLevel, leave_out=(PaymentLevel.AGENCY,))
        self.after = ChoiceField("level_after", "Paid at after that", after)
        form.add(self.protected, approval)
        form.add(self.after, approval)
        self.level.changed.connect(self.follow_provider)
        form.add(TextField("supervising_worker", "Supervising worker"), approval)

    def _skills(self) -> None:
        form = self.form
        group = form.add_group("Skills and languages", "k")
        self.skills = SkillsField("skills", "Skills and training")
        form.add(self.skills, group)
        form.add(TextField("languages", "Languages", "With commas between.", width="long"), group)

    def _home(self, look_up: Callable[[str], str]) -> None:
        form = self.form
        home = form.add_group("The home", "h")
        form.add(TextField("address", "Address", width="long"), home)
        form.add(PostcodeField("postcode", "Postcode", look_up=look_up), home)
        form.add(TextField("phone", "Telephone"), home)
        form.add(TextField("email", "E-mail"), home)
        form.add(NumberField("spare_bedrooms", "Bedrooms for children", most=9), home)
        form.add(YesNoField("someone_home", "Somebody at home in the day"), home)
        form.add(YesNoField("pets", "Pets"), home)
        form.add(TextField("pets_note", "Which pets", width="long"), home)
        form.add(YesNoField("smokers", "Smokers"), home)
        form.add(YesNoField("ground_floor_bedroom", "Ground-floor bedroom"), home)
        form.add(YesNoField("step_free", "Step-free throughout"), home)
        form.add(YesNoField("adapted_bathroom", "Adapted bathroom"), home)
        form.add(YesNoField("has_car", "A car for school runs and family time"), home)

    def _times(self) -> None:
        form = self.form
        when = form.add_group("When they can be called on", "v")
        form.add(YesNoField("long_term_willing", "Would care until 18"), when)
        form.add(CheckField("duty_willing", "Would do duty out of hours"), when)
        words = "Duty, Link breaks or a same-day start: between which days, on which weekdays."
        self.availability = AvailabilityField("availability", "Days they have said", words)
        form.add(self.availability, when)

    def fold_all_but_first(self) -> None:
        """Fold the groups: each says what is in it."""
        for group in self.form.groups[1:]:
            group.fold(folded=True)

    def follow_provider(self) -> None:
        """Ask what goes with an agency's household, or with one of our own."""
        own = not self.provider.value()
        for field in (self.level, self.connected):
            if not own:
                field.set_value(None)
            field.setVisible(own)
        from_agency = own and self.level.value() is PaymentLevel.AGENCY
        for kept in (self.protected, self.after):
            if not from_agency:
                kept.set_value(None)
            kept.setVisible(from_agency)
