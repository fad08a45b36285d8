"""The needs form of one child: what tonight needs first, the rest folded; nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.needs import (
    NeedAnswer,
    Needs,
    changed_answers,
    needs_from_json,
    needs_to_json,
)
from art_desktop.domain.questions import (
    BY_NAME,
    QUESTIONS,
    Group,
    Question,
    in_group,
    quick_questions,
    said,
    unanswered,
)
from art_desktop.domain.read_models import RequestChildView
from art_desktop.domain.vocabulary import NeedCode
from art_desktop.ui.pages.request.need_field import LABEL_PX
from art_desktop.ui.pages.request.needs_fields import Lists, field_for
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.fields import PostcodeField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, muted, small, strong

if TYPE_CHECKING:
    from art_desktop.ui.widgets.form import Group as FormGroup

_SECTIONS: Final = (
    (Group.PERSON.words, (Group.PERSON,)),
    (Group.WHO.words, (Group.WHO,)),
    (Group.PLAN.words, (Group.PLAN,)),
    (Group.SCHOOL.words, (Group.SCHOOL,)),
    ("Where, and family", (Group.WHERE, Group.SIBLINGS)),
    ("Other needs, risks and support", (Group.RISKS, Group.NEEDS)),
    (Group.HOME.words, (Group.HOME,)),
    (Group.SETTING.words, (Group.SETTING,)),
)
"""What follows "For tonight", in the order in which it is asked: titles and the groups in them."""

LookUp = Callable[[str, str], str]
"""Says where a postcode is: the question's name and the postcode to words."""


@dataclass(frozen=True)
class NeedsDraft:
    """What was typed and not saved, and the version that it started from."""

    based_on: int
    needs: Needs

    def to_json(self) -> str:
        """Return it as the text that is kept."""
        return json.dumps({"based_on": self.based_on, "needs": needs_to_json(self.needs)})

    @classmethod
    def from_json(cls, text: str) -> NeedsDraft | None:
        """Return what was kept; None where it cannot be read any more."""
        try:
            plain = json.loads(text)
            return cls(int(plain["based_on"]), needs_from_json(plain["needs"]))
        except (ValueError, KeyError, TypeError):
            return None


def merged(base: Needs, mine: Needs, theirs: Needs) -> tuple[Needs, tuple[str, ...]]:
    """Return `theirs` with the answers changed since `base` put in, and the names both changed.

    The answers that both changed, and not alike, stand as in `mine` until somebody chooses.
    """
    together = theirs
    clashing = []
    theirs_changed = set(changed_answers(base, theirs))
    for name in changed_answers(base, mine):
        if name in theirs_changed and mine.answer(name) != theirs.answer(name):
            clashing.append(name)
        together = together.with_answer(name, mine.answer(name))
    return together, tuple(clashing)


class _Warning(QWidget):
    """A line under an answer that warns of words which say who somebody is."""

    def __init__(self, indent: int = 0) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(indent, HALF, 0, 0)
        row.setSpacing(GRID - 2)
        row.addWidget(Icon("eye", Ink.SUPPORT, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label("", ink=Ink.SUPPORT, wrap=True)
        row.addWidget(self.words, 1)
        self.hide()

    def warn(self, words: str) -> None:
        """Show a warning, or take it away."""
        self.words.setText(words)
        self.setVisible(bool(words))


class ClashPanel(Panel):
    """Answers that both changed: one's own and the other's, to choose from."""

    def __init__(self, who: str, theirs: Needs, mine: Needs, names: Iterable[str]) -> None:
        super().__init__("warning_tint", "support")
        self.choices: dict[str, SegmentedField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        column.setSpacing(GRID + HALF)
        head = f"{who} saved another version while you had this open. What you typed is still here."
        self.setAccessibleName(head)
        column.addWidget(strong(head, wrap=True))
        shown = list(names)
        rest = (
            "Choose for each answer that you both changed, then save again."
            if shown
            else "You changed different answers, and both are kept. Look, then save again."
        )
        column.addWidget(Label(rest, wrap=True))
        for name in shown:
            question = BY_NAME[name]
            own = said(question, mine.answer(name))
            other = said(question, theirs.answer(name))
            field = SegmentedField(
                name,
                question.words,
                (("mine", "Keep mine"), ("theirs", "Take theirs")),
                not_known=False,
            )
            field.set_value("mine")
            self.choices[name] = field
            column.addWidget(field)
            column.addWidget(muted(f"Mine: {own}", wrap=True))
            column.addWidget(muted(f"Theirs: {other}", wrap=True))


class NeedsForm(Form):
    """Every question of the profile; `needs()` is the profile as it stands on the screen."""

    def __init__(
        self,
        child: RequestChildView,
        lists: Lists,
        look_up: LookUp | None = None,
    ) -> None:
        super().__init__()
        self.child = child
        self._base = child.needs
        self._warnings: dict[str, _Warning] = {}
        if self._base.sex is None:
            self._base = replace(self._base, sex=child.sex)
        self._clash_place = QVBoxLayout()
        place = QWidget()
        place.setLayout(self._clash_place)
        self._clash_place.setContentsMargins(0, 0, 0, 0)
        self.add_widget(place)
        self._clash_box = place
        place.hide()
        self.clash: ClashPanel | None = None
        self._theirs: Needs | None = None
        quick = set(quick_questions())
        first = self.add_group("For tonight", "1")
        first.add_widget(
            small(
                f"{child.name} · {child.sex.child_word.lower()}, {child.age_words}. "
                "These are enough to search on; the rest can follow.",
                wrap=True,
            )
        )
        self._ask(first, [q for q in quick_questions() if q.name != "sex"], lists, look_up)
        for at, (title, groups) in enumerate(_SECTIONS, start=2):
            listed = [question for group in groups for question in in_group(group)]
            rest = [q for q in listed if q not in quick or q.name == "sex"]
            folded = self.add_group(title, str(at), folded=True)
            self._ask(folded, rest, lists, look_up)
        self.show_needs(self._base)

    def _ask(
        self,
        group: FormGroup,
        questions: Iterable[Question],
        lists: Lists,
        look_up: LookUp | None,
    ) -> None:
        for question in questions:
            here = partial(look_up, question.name) if look_up is not None else None
            field = field_for(question, lists, here)
            self.add(field, group)

    def show_needs(self, needs: Needs) -> None:
        """Show a profile."""
        self.fill({question.name: needs.answer(question.name) for question in QUESTIONS})

    def needs(self) -> Needs:
        """Return the profile as it stands on the screen."""
        answers: dict[str, object] = {}
        levels: dict[NeedCode, NeedAnswer] = {}
        for name, value in self.values().items():
            question = BY_NAME[name]
            if question.code is None:
                answers[name] = value
            elif isinstance(value, NeedAnswer) and value != NeedAnswer():
                levels[question.code] = value
        # Each field gives the kind of answer that its question asks for.
        made = replace(self._base, levels=levels, **cast("dict[str, Any]", answers))
        return self._chosen(made)

    def _chosen(self, mine: Needs) -> Needs:
        if self.clash is None or self._theirs is None:
            return mine
        for name, choice in self.clash.choices.items():
            if choice.value() == "theirs":
                mine = mine.with_answer(name, self._theirs.answer(name))
        return mine

    def touched_answers(self) -> tuple[str, ...]:
        """Return the names of the answers that differ from what is saved."""
        return changed_answers(self._base, self.needs())

    def draft(self) -> NeedsDraft:
        """Return what is to be kept until it is saved."""
        return NeedsDraft(self.child.profile_number, self.needs())

    def show_places(self) -> None:
        """Show under each postcode where it is, as far as that is known."""
        for name in ("home_postcode", "school_postcode"):
            field = self.field(name)
            assert isinstance(field, PostcodeField)
            field.show_place()

    def go_to(self, name: str) -> None:
        """Open the group of an answer and put the focus in it."""
        field = self.field(name)
        for group in self.groups:
            if field in group.fields:
                group.fold(folded=False)
        field.focus_target().setFocus()

    def warn(self, problems: Iterable[FieldProblem]) -> None:
        """Show, beside each answer, the words that say who somebody is; the others are cleared."""
        found: Mapping[str, str] = {problem.field: problem.words for problem in problems}
        for name in {*found, *self._warnings}:
            question = BY_NAME[name]
            if name not in self._warnings:
                indent = LABEL_PX + GRID * 2 if question.code is not None else 0
                line = _Warning(indent)
                column = self.field(name).layout()
                assert column is not None
                column.addWidget(line)
                self._warnings[name] = line
            self._warnings[name].warn(found.get(name, ""))

    def take_other_version(self, newest: RequestChildView) -> None:
        """Put what was typed over the version that somebody else saved, and show both."""
        mine = self.needs()
        together, clashing = merged(self.child.needs, mine, newest.needs)
        if self.clash is not None:
            self._clash_place.removeWidget(self.clash)
            self.clash.hide()
            self.clash.deleteLater()
        who = newest.profile_recorded_by or "Somebody else"
        self.clash = ClashPanel(who, newest.needs, mine, clashing)
        self._clash_place.addWidget(self.clash)
        self._clash_box.show()
        self._theirs = newest.needs
        self.child = newest
        self._base = newest.needs
        self.show_needs(together)

    def still_unknown(self) -> int:
        """Return how many questions are not answered."""
        return len(unanswered(self.needs()))
