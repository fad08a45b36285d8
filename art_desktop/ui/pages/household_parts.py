"""The answers of a household's form that have several parts: people, terms, exemptions, skills, days on call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from art_desktop.domain.household_commands import (
    AvailabilityLine,
    CarerLine,
    ExemptionLine,
    MemberLine,
    SkillLine,
    TermsLine,
)
from art_desktop.domain.ids import ChildId
from art_desktop.domain.lookalikes import CarerDetails
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    MemberRelation,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
)
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.child_picker import ChildrenField
from art_desktop.ui.pages.parts_field import Part, PartsField
from art_desktop.ui.widgets.choices import (
    CheckList,
    ChoiceField,
    Option,
    SegmentedField,
    options_of,
)
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, NumberField, TextField

Rows = Sequence[Sequence[Field]]

WEEKDAYS = (
    ("1", "Mon"),
    ("2", "Tue"),
    ("3", "Wed"),
    ("4", "Thu"),
    ("5", "Fri"),
    ("6", "Sat"),
    ("7", "Sun"),
)


class LateChoice(ChoiceField):
    """A choice whose list may come after its answer: what was said is kept until the list is there."""

    def __init__(self, *args: object, **options: object) -> None:
        self._wanted: object = None
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as ChoiceField takes them

    @override
    def set_value(self, value: object) -> None:
        self._wanted = value
        super().set_value(value)

    @override
    def value(self) -> object:
        found = super().value()
        return self._wanted if found is None and self._wanted not in self._values else found


def _first(value: object) -> ChildId | None:
    chosen = cast("tuple[ChildId, ...]", value or ())
    return chosen[0] if chosen else None


def _one_child(child_id: ChildId | None) -> tuple[ChildId, ...]:
    return () if child_id is None else (child_id,)


class CarersField(PartsField[CarerLine]):
    """The carers of a household."""

    part_words = "Carer"

    def __init__(self, name: str, label: str, help_words: str = "") -> None:
        self._ethnicities: Sequence[Option] = ()
        super().__init__(name, label, help_words)

    def set_ethnicities(self, options: Sequence[Option]) -> None:
        """Say which codes can be chosen."""
        self._ethnicities = options
        for part in self.parts:
            field = part.fields["ethnicity"]
            assert isinstance(field, LateChoice)
            field.set_options(options)

    def details(self) -> tuple[CarerDetails, ...]:
        """Return by what each carer whose first and last name are typed can be known again."""
        return tuple(
            CarerDetails(0, line.first_name, line.last_name, line.born_on, line.phone)
            for line in self.value()
            if line.first_name and line.last_name
        )

    @override
    def _questions(self) -> Rows:
        return (
            (
                TextField("first_name", "First name", required=True),
                TextField("last_name", "Last name", required=True),
            ),
            (
                DateField("born_on", "Born on"),
                SegmentedField("sex", "Sex", options_of(Sex)),
            ),
            (TextField("phone", "Telephone"), TextField("email", "E-mail")),
            (
                LateChoice("ethnicity", "Ethnicity", self._ethnicities, width=400),
                TextField("religion", "Religion"),
            ),
        )

    @override
    def _line(self, part: Part) -> CarerLine | None:
        if not part.text("first_name") and not part.text("last_name"):
            return None
        return CarerLine(
            id=part.row_id,
            first_name=part.text("first_name"),
            last_name=part.text("last_name"),
            sex=cast("Sex | None", part.answer("sex")),
            born_on=cast("date | None", part.answer("born_on")),
            ethnicity=cast("str | None", part.answer("ethnicity")),
            religion=part.text("religion"),
            phone=part.text("phone"),
            email=part.text("email"),
        )

    @override
    def _answers(self, line: CarerLine) -> dict[str, object]:
        texts = ("first_name", "last_name", "religion", "phone", "email")
        plain: dict[str, object] = {name: getattr(line, name) or None for name in texts}
        return plain | {"sex": line.sex, "born_on": line.born_on, "ethnicity": line.ethnicity}

    @override
    def summary(self) -> str:
        return ", ".join(f"{line.first_name} {line.last_name}" for line in self.value())


class MembersField(PartsField[MemberLine]):
    """Who else lives there."""

    part_words = "Person"
    many_words = "people"

    @override
    def _questions(self) -> Rows:
        relations = options_of(MemberRelation)
        return (
            (
                TextField("first_name", "First name", required=True, width="short"),
                DateField("born_on", "Born on"),
                ChoiceField("relation", "Who they are", relations, not_known=False, width=240),
            ),
            (SegmentedField("sex", "Sex", options_of(Sex)),),
        )

    @override
    def add_part(self) -> Part:
        """Add a person: most often one of the carers' own children."""
        part = super().add_part()
        part.fields["relation"].set_value(MemberRelation.OWN_CHILD)
        return part

    @override
    def _line(self, part: Part) -> MemberLine | None:
        if not part.text("first_name"):
            return None
        return MemberLine(
            id=part.row_id,
            first_name=part.text("first_name"),
            born_on=cast("date | None", part.answer("born_on")),
            sex=cast("Sex | None", part.answer("sex")),
            relation=cast("MemberRelation", part.answer("relation") or MemberRelation.OWN_CHILD),
        )

    @override
    def _answers(self, line: MemberLine) -> dict[str, object]:
        return {
            "first_name": line.first_name,
            "born_on": line.born_on,
            "sex": line.sex,
            "relation": line.relation,
        }

    @override
    def summary(self) -> str:
        return ", ".join(line.first_name for line in self.value())


class TermsField(PartsField[TermsLine]):
    """The terms of approval of a household."""

    part_words = "Term"

    @override
    def _questions(self) -> Rows:
        kinds = options_of(ApprovalKind)
        return (
            (
                ChoiceField("kind", "Kind", kinds, required=True, not_known=False, width=240),
                NumberField("places", "Places", required=True, least=1, most=9),
                NumberField("age_from", "From age", required=True, most=25),
                NumberField("age_to", "To age", required=True, most=25),
            ),
            (
                SegmentedField("sex", "Children", options_of(SexApproved), not_known=False),
                DateField("starts_on", "From", required=True),
                DateField("ends_on", "Until", "Empty: no end."),
            ),
            (
                ChildrenField(
                    "named_child", "For one child alone", "Empty: for any that fit.", most=1
                ),
            ),
        )

    @override
    def add_part(self) -> Part:
        """Add a term, open to any child."""
        part = super().add_part()
        for name, answer in (("age_from", 0), ("age_to", 17), ("sex", SexApproved.ANY)):
            part.fields[name].set_value(answer)
        return part

    @override
    def _line(self, part: Part) -> TermsLine | None:
        names = ("kind", "places", "age_from", "age_to", "starts_on")
        if any(part.answer(name) is None for name in names):
            return None
        return TermsLine(
            id=part.row_id,
            kind=cast("ApprovalKind", part.answer("kind")),
            places=cast("int", part.answer("places")),
            age_from=cast("int", part.answer("age_from")),
            age_to=cast("int", part.answer("age_to")),
            sex=cast("SexApproved", part.answer("sex") or SexApproved.ANY),
            starts_on=cast("date", part.answer("starts_on")),
            ends_on=cast("date | None", part.answer("ends_on")),
            named_child_id=_first(part.answer("named_child")),
        )

    @override
    def _answers(self, line: TermsLine) -> dict[str, object]:
        names = ("kind", "places", "age_from", "age_to", "sex", "starts_on", "ends_on")
        plain: dict[str, object] = {name: getattr(line, name) for name in names}
        return plain | {"named_child": _one_child(line.named_child_id)}


class ExemptionsField(PartsField[ExemptionLine]):
    """Exemptions from the usual limit, a part for each child named."""

    part_words = "Exemption"

    @override
    def _questions(self) -> Rows:
        return (
            (ChildrenField("child", "The child it names", most=1),),
            (
                TextField("for_children", "In words", "Who it is, where not on record; why."),
                NumberField("places", "Children in all", required=True, least=1, most=9),
            ),
            (
                DateField("starts_on", "From", required=True),
                DateField("ends_on", "Until", "Empty: no end."),
            ),
        )

    @override
    def _line(self, part: Part) -> ExemptionLine | None:
        places, starts_on = part.answer("places"), part.answer("starts_on")
        if not isinstance(places, int) or not isinstance(starts_on, date):
            return None
        return ExemptionLine(
            id=part.row_id,
            child_id=_first(part.answer("child")),
            for_children=part.text("for_children"),
            places=places,
            starts_on=starts_on,
            ends_on=cast("date | None", part.answer("ends_on")),
        )

    @override
    def _answers(self, line: ExemptionLine) -> dict[str, object]:
        return {
            "child": _one_child(line.child_id),
            "for_children": line.for_children or None,
            "places": line.places,
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
        }


class SkillsField(PartsField[SkillLine]):
    """Skills and training, each with its level and when it was last done."""

    part_words = "Skill"

    @override
    def _questions(self) -> Rows:
        skills, levels = options_of(Skill), options_of(SkillLevel)
        return (
            (
                ChoiceField("skill", "What", skills, required=True, not_known=False, width=280),
                ChoiceField("level", "Level", levels, required=True, not_known=False, width=240),
                DateField("achieved_on", "Last done on"),
            ),
        )

    @override
    def add_part(self) -> Part:
        """Add a skill, trained."""
        part = super().add_part()
        part.fields["level"].set_value(SkillLevel.TRAINED)
        return part

    @override
    def _line(self, part: Part) -> SkillLine | None:
        skill, level = part.answer("skill"), part.answer("level")
        if not isinstance(skill, Skill) or not isinstance(level, SkillLevel):
            return None
        achieved_on = cast("date | None", part.answer("achieved_on"))
        return SkillLine(id=part.row_id, skill=skill, level=level, achieved_on=achieved_on)

    @override
    def _answers(self, line: SkillLine) -> dict[str, object]:
        return {"skill": line.skill, "level": line.level, "achieved_on": line.achieved_on}


class AvailabilityField(PartsField[AvailabilityLine]):
    """Days on which they can be called on."""

    part_words = "Time"

    @override
    def _questions(self) -> Rows:
        kinds = options_of(AvailabilityKind)
        return (
            (
                ChoiceField("kind", "For", kinds, required=True, not_known=False, width=240),
                DateField("starts_on", "From", required=True),
                DateField("ends_on", "Until", "Empty: no end."),
                NumberField("places", "Places", "Empty: all.", least=1, most=9),
            ),
            (CheckList("weekdays", "On", WEEKDAYS, "None ticked: every day.", columns=7),),
            (TextField("note", "Note", width="long"),),
        )

    @override
    def _line(self, part: Part) -> AvailabilityLine | None:
        kind, starts_on = part.answer("kind"), part.answer("starts_on")
        if not isinstance(kind, AvailabilityKind) or not isinstance(starts_on, date):
            return None
        return AvailabilityLine(
            id=part.row_id,
            kind=kind,
            starts_on=starts_on,
            ends_on=cast("date | None", part.answer("ends_on")),
            weekdays="".join(cast("tuple[str, ...]", part.answer("weekdays"))),
            places=cast("int | None", part.answer("places")),
            note=part.text("note"),
        )

    @override
    def _answers(self, line: AvailabilityLine) -> dict[str, object]:
        return {
            "kind": line.kind,
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
            "weekdays": tuple(line.weekdays),
            "places": line.places,
            "note": line.note or None,
        }
