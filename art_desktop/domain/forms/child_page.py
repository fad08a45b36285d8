"""The child's page: asked of the child, in the child's words."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.child_words import child_problems
from art_desktop.domain.paper_forms import FieldKind, FormField, FormSection, FormSpec
from art_desktop.domain.paper_words import FormCode


def _text(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, kind=FieldKind.TEXT, help=help_)


def _line(name: str, label: str, help_: str = "") -> FormField:
    return FormField(name=name, label=label, help=help_)


_ME: Final = FormSection(
    title="Me",
    help="Write down what the child says, as the child says it: “I love …”. For a baby, those who know it best say it.",
    fields=(
        _line("name", "What I like to be called"),
        _text("loves", "Things I love"),
        _text("good_at", "What I am good at"),
        FormField(
            name="dear",
            label="People and pets who matter to me",
            kind=FieldKind.ROWS,
            columns=(
                _line("who", "Who"),
                _line("words", "What is special about them"),
            ),
        ),
    ),
)
_DAY: Final = FormSection(
    title="My day",
    fields=(
        _text("morning", "Morning", "How I wake up, what I have for breakfast."),
        _text("daytime", "In the day"),
        _text("evening", "After school, or tea and bath"),
        _text("bedtime", "Bedtime", "When, with what, light on or off, door open or shut."),
    ),
)
_FOOD: Final = FormSection(
    title="Food",
    fields=(_text("food_yes", "Yes please"), _text("food_no", "No thank you")),
)
_HARD: Final = FormSection(
    title="When things are hard",
    fields=(
        _text("sad", "What helps when I am sad"),
        _text("cross", "What helps when I am cross"),
    ),
)
_SAY: Final = FormSection(
    title="What I want to say",
    fields=(
        _text("know", "What I want grown-ups to know"),
        _text("ask", "What I want to ask"),
    ),
)
_NEXT: Final = FormSection(
    title="What happens next",
    help="Only what is certain. The social worker’s number and the free numbers for children are added by themselves.",
    fields=(
        _line("taken_by", "Who will take me", "A first name that the child knows: “Kwame”."),
        _line("when", "When", "“Friday after school”. Left empty, the day of the move is printed."),
        _text(
            "bring", "What I can bring", "Teddy, phone, photographs: what must not be forgotten."
        ),
        _line("advocate", "My advocate’s first name"),
        _line("advocate_phone", "My advocate’s telephone number"),
    ),
)

SPEC: Final = FormSpec(
    code=FormCode.CHILD_PAGE,
    title="The child’s page",
    about="Made with the child, in the child’s own words. The carers read it first of all; the child reads it too.",
    sections=(_ME, _DAY, _FOOD, _HARD, _SAY, _NEXT),
    check=child_problems,
)
