"""The needs form of one child: what tonight needs first, the rest folded; nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.contradictions import contradictions
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
    FOLLOW_UPS,
    QUESTIONS,
    Group,
    Question,
    asked,
    in_group,
    none_of_the_rest,
    quick_questions,
    unanswered,
)
from art_desktop.domain.read_models import RequestChildView
from art_desktop.domain.vocabulary import NeedCode
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.needs_fields import Lists, field_for, in_a_row
from art_desktop.ui.pages.request.needs_notes import ClashPanel, Note, RestBar
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import Segment
from art_desktop.ui.widgets.fields import PostcodeField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.text import small

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


class NeedsForm(Form):
    """Every question of the profile; `needs()` is the profile as it stands on the screen.

    `gone_to` has the question that the focus was put in, `left` how many are not answered.
    """

    gone_to = Signal(QWidget)
    left = Signal(int)

    def __init__(
        self,
        child: RequestChildView,
        lists: Lists,
        look_up: LookUp | None = None,
    ) -> None:
        super().__init__()
        self.child = child
        self._base = child.needs
        self._warnings: dict[str, Note] = {}
        self._doubts: dict[str, Note] = {}
        self._rests: dict[FormGroup, RestBar] = {}
        self._given: dict[FormGroup, dict[str, object]] = {}
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
        tonight = [q for q in quick_questions() if q.name != "sex"]
        # Brothers and sisters are what a social worker says first.
        tonight.sort(key=lambda q: q.group is not Group.SIBLINGS)
        self._ask(first, tonight, lists, look_up)
        self._add_rest(first, "The rest of the risks: none")
        for at, (title, groups) in enumerate(_SECTIONS, start=2):
            listed = [question for group in groups for question in in_group(group)]
            rest = [q for q in listed if q not in quick or q.name == "sex"]
            folded = self.add_group(title, str(at), folded=True)
            self._ask(folded, rest, lists, look_up)
            if Group.NEEDS in groups:
                self._add_rest(folded, "The rest of the needs: none")
            elif Group.HOME in groups:
                self._add_rest(folded, "The rest: not needed")
        self._add_keys()
        self.changed.connect(self._look_again)
        self.show_needs(self._base)

    def _ask(
        self,
        group: FormGroup,
        questions: Iterable[Question],
        lists: Lists,
        look_up: LookUp | None,
    ) -> None:
        rows: QVBoxLayout | None = None
        for question in questions:
            here = partial(look_up, question.name) if look_up is not None else None
            field = field_for(question, lists, here)
            self.add(field, group)
            if not in_a_row(question):
                rows = None
                continue
            if rows is None:
                # A list that is run down from top to bottom stands closer together.
                box = QWidget()
                rows = QVBoxLayout(box)
                rows.setContentsMargins(0, 0, 0, 0)
                rows.setSpacing(GRID)
                group.add_widget(box)
            rows.addWidget(field)

    def show_needs(self, needs: Needs) -> None:
        """Show a profile."""
        self._given = {}
        self.fill({question.name: needs.answer(question.name) for question in QUESTIONS})
        self._look_again()

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
        field.show()
        field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.gone_to.emit(field)

    def go_to_next(self) -> None:
        """Go to the next question that is not answered, from the top again after the last."""
        open_ones = {question.name for question in unanswered(self.needs())}
        names = list(self._fields)
        at = names.index(self._focused()) + 1 if self._focused() else 0
        following = [name for name in (*names[at:], *names[:at]) if name in open_ones]
        if following:
            self.go_to(following[0])

    def _focused(self) -> str:
        """Return the name of the answer that has the focus, or nothing."""
        focus = self.focusWidget()
        names = (
            name for name, f in self._fields.items() if focus is not None and f.isAncestorOf(focus)
        )
        return next(names, "")

    def warn(self, problems: Iterable[FieldProblem]) -> None:
        """Show, beside each answer, the words that say who somebody is; the others are cleared."""
        found = {problem.field: problem.words for problem in problems}
        self._note(self._warnings, found, "eye")

    def _note(self, notes: dict[str, Note], found: Mapping[str, str], icon_name: str) -> None:
        for name in (*found, *(name for name in notes if name not in found)):
            if name not in notes:
                notes[name] = Note(self.field(name), icon_name)
            notes[name].say(found.get(name, ""))

    def _look_again(self) -> None:
        """Say what follows from the answers as they are: what contradicts, what is asked, what is left."""
        needs = self.needs()
        doubts: dict[str, str] = {}
        for doubt in contradictions(needs):
            doubts.update({name: doubt.words for name in doubt.names if name not in doubts})
        self._note(self._doubts, doubts, "warning")
        for name in FOLLOW_UPS:
            question, field = BY_NAME[name], self.field(name)
            wanted = asked(question, needs) or needs.answer(name) is not None
            field.setVisible(wanted or name == self._focused())
        for group, bar in self._rests.items():
            bar.show_left(len(self._unsaid(group, needs)), len(self._given.get(group, {})))
        self.left.emit(len(unanswered(needs)))

    def _unsaid(self, group: FormGroup, needs: Needs) -> dict[str, object]:
        return none_of_the_rest(needs, [BY_NAME[field.name] for field in group.fields])

    def _add_rest(self, group: FormGroup, words: str) -> None:
        do, undo = partial(self.say_rest, group), partial(self.take_rest_back, group)
        bar = RestBar(words, do, undo)
        group.add_widget(bar)
        self._rests[group] = bar

    def say_rest(self, group: FormGroup) -> None:
        """Answer no to what is not answered in a group; what was answered stays."""
        unsaid = self._unsaid(group, self.needs())
        if not unsaid:
            return
        self._given[group] = {**self._given.get(group, {}), **unsaid}
        self._put(unsaid)
        self._rests[group].announce()
        if self.focusWidget() is None or not self.focusWidget().isVisible():
            self._rests[group].undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_rest_back(self, group: FormGroup) -> None:
        """Take those answers back that were given at once and not changed since."""
        needs = self.needs()
        given = self._given.pop(group, {})
        unknown = {
            name: NeedAnswer() if BY_NAME[name].code else None
            for name, answer in given.items()
            if needs.answer(name) == answer
        }
        self._put(unknown)
        if group.fields:
            group.fields[0].focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, answers: Mapping[str, object]) -> None:
        self.fill(answers)
        self._on_changed()

    def _rest_here(self) -> None:
        """Say no to the rest of the group that has the focus, else of the first that is open."""
        focus = self.focusWidget()
        here = [group for group in self._rests if focus is not None and group.isAncestorOf(focus)]
        open_ones = [group for group in self._rests if not group.is_folded()]
        for group in (here or open_ones)[:1]:
            self.say_rest(group)

    def _add_keys(self) -> None:
        for keys, call in (("Alt+R", self._rest_here), ("F8", self.go_to_next)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter among choices side by side chooses the next one that begins with it."""
        focus, letter = self.focusWidget(), event.text().casefold()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if plain and letter.isalpha() and isinstance(focus, Segment) and focus.group() is not None:
            buttons = focus.group().buttons()
            at = buttons.index(focus) + 1
            for button in (*buttons[at:], *buttons[:at]):
                if button.text().casefold().startswith(letter):
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    button.click()
                    return
        super().keyPressEvent(event)

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
