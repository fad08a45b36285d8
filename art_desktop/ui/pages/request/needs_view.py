"""What is known of one child: the child as a person first, then the needs, then what is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.questions import (
    Group,
    Question,
    in_group,
    is_known,
    said,
    unanswered,
)
from art_desktop.domain.read_models import RequestChildView
from art_desktop.domain.vocabulary import RISK_NEEDS, Level
from art_desktop.ui.pages.request.needs_foot import changed_words
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.show import KeyValue, Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, section_title, small
from art_desktop.ui.words import moment

_LEVEL_LOOKS: dict[Level, tuple[str, str]] = {
    Level.COMPLEX: ("not_met", "danger_tint"),
    Level.SIGNIFICANT: ("support", "warning_tint"),
    Level.SOME: ("accent", "accent_tint"),
}
_LEFT = (Group.WHERE, Group.SIBLINGS, Group.SCHOOL, Group.HOME)
_RIGHT = (Group.WHO, Group.PLAN, Group.SETTING)
_LISTED = (Group.RISKS, Group.NEEDS)


class ChildNeeds(Panel):
    """One child's profile as it stands.

    Args: edit: opens the form. code_words: the words of the statutory codes. fresh: the answers that
        were changed just now.
    """

    def __init__(
        self,
        child: RequestChildView,
        edit: Callable[[], object] | None,
        code_words: Mapping[str, str],
        fresh: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"Needs of {child.name}")
        self._words = code_words
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        whole.setSpacing(GRID * 2)
        whole.addLayout(self._head(child, edit))
        if child.profile_number == 0:
            line = "Nothing is recorded yet. The quick form takes two minutes."
            whole.addWidget(muted(line, wrap=True))
        if fresh:
            words = f"Changed in this version: {changed_words(fresh)}"
            whole.addWidget(Label(words, ink=Ink.DONE, wrap=True))
        person = self._person(child.needs)
        if person is not None:
            whole.addWidget(person)
        levels = self._levels(child.needs)
        if levels is not None:
            whole.addWidget(levels)
        whole.addLayout(self._facts(child.needs))
        if child.profile_number:
            whole.addWidget(unknown_line(child.needs))

    @staticmethod
    def _head(child: RequestChildView, edit: Callable[[], object] | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID + HALF)
        words = QVBoxLayout()
        words.setSpacing(2)
        who = f"{child.name} · {child.sex.child_word.lower()}, {child.age_words}"
        words.addWidget(OneLine(who, px=LARGE, weight=SEMIBOLD))
        version = ""
        if child.profile_number:
            saved = moment(child.profile_recorded_at)
            version = f"version {child.profile_number}, saved {saved}"
            version += f" by {child.profile_recorded_by}" if child.profile_recorded_by else ""
        living = f"lives {child.current_placement}" if child.current_placement else ""
        words.addWidget(OneLine(lines_of((child.reference, living, version)), ink=Ink.MUTED))
        row.addLayout(words, 1)
        if edit is not None:
            text = "Edit needs" if child.profile_number else "Fill in needs"
            button = Button(text, edit, icon_name="edit")
            button.setAccessibleName(f"{text} of {child.name}")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _person(self, needs: Needs) -> QWidget | None:
        known = [q for q in in_group(Group.PERSON) if is_known(needs.answer(q.name))]
        if not known:
            return None
        box = Panel("accent_tint", "")
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(section_title(Group.PERSON.words))
        column.addWidget(self._pairs(known, needs))
        return box

    def _facts(self, needs: Needs) -> QHBoxLayout:
        """Return the facts in two columns, so that the whole is seen at once."""
        row = QHBoxLayout()
        row.setSpacing(GRID * 4)
        for groups in (_LEFT, _RIGHT):
            column = QVBoxLayout()
            column.setSpacing(GRID * 2)
            for group in groups:
                block = self._group(group, needs)
                if block is not None:
                    column.addLayout(block)
            column.addStretch(1)
            row.addLayout(column, 1)
        return row

    def _pairs(self, questions: list[Question], needs: Needs) -> KeyValue:
        pairs = [(q.words, said(q, needs.answer(q.name), self._words)) for q in questions]
        return KeyValue(pairs, name_width=176)

    def _group(self, group: Group, needs: Needs) -> QVBoxLayout | None:
        known = [q for q in in_group(group) if q.code is None and is_known(needs.answer(q.name))]
        not_needed: list[Question] = []
        if group is Group.HOME:
            not_needed = [q for q in known if needs.answer(q.name) is False]
            known = [q for q in known if q not in not_needed]
        if not known and not not_needed:
            return None
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(section_title(group.words))
        pairs = self._pairs(known, needs)
        if not_needed:
            words = ", ".join(q.words.lower() for q in not_needed)
            pairs.add("Not needed", words[:1].upper() + words[1:])
        column.addWidget(pairs)
        return column

    @staticmethod
    def _levels(needs: Needs) -> QWidget | None:
        """Return the needs with their levels, the highest first; those of none in one line."""
        known = [
            (question, needs.need(question.code))
            for group in _LISTED
            for question in in_group(group)
            if question.code is not None and is_known(needs.need(question.code))
        ]
        more = [
            question
            for group in _LISTED
            for question in in_group(group)
            if question.code is None and is_known(needs.answer(question.name))
        ]
        if not known and not more:
            return None
        present = [(q, a) for q, a in known if a.level is not Level.NONE]
        present.sort(key=lambda pair: -_rank(pair[1]))
        none = [q.words.lower() for q, a in known if a.level is Level.NONE]
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID + HALF)
        grid.setColumnMinimumWidth(0, 184)
        grid.setColumnStretch(2, 1)
        grid.addWidget(section_title("Needs and risks"), 0, 0, 1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for at, (question, answer) in enumerate(present, start=1):
            level = answer.level
            assert level is not None
            name = Label(question.words, wrap=True, weight=SEMIBOLD)
            name.setFixedWidth(184)
            grid.addWidget(name, at, 0, top)
            ink, fill = _LEVEL_LOOKS[level]
            grid.addWidget(Tag(level.words, ink, fill), at, 1, top)
            grid.addWidget(_need_words(answer, risk=question.code in RISK_NEEDS), at, 2)
        for at, question in enumerate(more, start=len(present) + 1):
            name = Label(question.words, wrap=True, weight=SEMIBOLD)
            name.setFixedWidth(184)
            grid.addWidget(name, at, 0, top)
            words = said(question, needs.answer(question.name))
            grid.addWidget(Label(words, wrap=True), at, 1, 1, 2)
        if none:
            at = len(present) + len(more) + 1
            grid.addWidget(muted("None"), at, 0, top)
            words = ", ".join(none)
            line = Label(words[:1].upper() + words[1:], ink=Ink.MUTED, wrap=True)
            grid.addWidget(line, at, 1, 1, 2)
        return box


def _rank(answer: NeedAnswer) -> int:
    return -1 if answer.level is None else answer.level.rank


def _need_words(answer: NeedAnswer, *, risk: bool) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    words = answer.words or ("No words yet on how it shows." if risk else "")
    if words:
        column.addWidget(Label(words, ink=Ink.TEXT if answer.words else Ink.MUTED, wrap=True))
    if answer.what_works:
        column.addWidget(muted(f"What works: {answer.what_works}", wrap=True))
    return box


def unknown_line(needs: Needs) -> QWidget:
    """Return the questions that are not answered, in one line."""
    missing = unanswered(needs)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if not missing:
        column.addWidget(small("Every question is answered."))
        return box
    column.addWidget(Label(f"Not known ({len(missing)})", weight=SEMIBOLD, ink=Ink.MUTED))
    pairs = []
    for group in Group:
        here = [q.words[:1].lower() + q.words[1:] for q in missing if q.group is group]
        if here:
            words = ", ".join(here)
            pairs.append((group.words, words[:1].upper() + words[1:]))
    lines = KeyValue(pairs, name_width=176)
    lines.setAccessibleName("Not known: " + "; ".join(words for _, words in pairs))
    column.addWidget(lines)
    return box
