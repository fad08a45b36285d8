"""The household, for a child who will come: asked once, with fewer words for younger children where there are any."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.carer_profiles import Topic
from art_desktop.domain.child_words import household_problems
from art_desktop.domain.paper_forms import FieldKind, FormField, FormSection, FormSpec
from art_desktop.domain.paper_words import FormCode

_HELP: Final = {
    Topic.HOUSE: "What kind of house, what is outside, what can be heard. Never the street or the village.",
    Topic.ROOM: "Where it is, what is in it, what the child may change, who knocks.",
    Topic.FOOD: "Who cooks, what there is on Fridays, what happens when you do not like it.",
    Topic.FUN: "Alone, together, at weekends.",
    Topic.DAY: "Morning to bedtime, in the order in which it happens.",
    Topic.RULES: "In kind words: what everybody does, not what is forbidden.",
    Topic.TOUCH: "How you help a child to see and ring the people they love, and keep their photographs.",
    Topic.SCHOOL: "How a child would get there, who waits at the gate. Do not name the school.",
    Topic.FAITH: "What you keep, what you speak, and how you would keep the child’s own.",
}


def _topic(topic: Topic) -> FormField:
    return FormField(name=topic.value, label=topic.words, kind=FieldKind.TEXT, help=_HELP[topic])


def _short(name: str, label: str) -> FormField:
    return FormField(name=name, label=label, kind=FieldKind.TEXT)


_WHO: Final = FormSection(
    title="Who lives here",
    help="First names only. Children who are looked after here are never named: their lives are their own.",
    fields=(
        FormField(
            name="people",
            label="People",
            kind=FieldKind.ROWS,
            columns=(
                FormField(name="name", label="First name"),
                FormField(name="words", label="A friendly line about them"),
            ),
        ),
        FormField(
            name="pets",
            label="Pets",
            kind=FieldKind.ROWS,
            columns=(
                FormField(name="name", label="Name"),
                FormField(name="words", label="What they are, what they like"),
            ),
        ),
        FormField(name="no_pets", label="There are no pets here", kind=FieldKind.YES_NO),
    ),
)

SPEC: Final = FormSpec(
    code=FormCode.HOUSEHOLD_PROFILE,
    title="Meet your carers",
    about="What a child reads about this home before coming. Write to the child: “You can …”, “We like …”. No surname, "
    "street, village, school or telephone number.",
    sections=(
        _WHO,
        FormSection(title="Our home", fields=tuple(_topic(topic) for topic in Topic)),
        FormSection(
            title="What others say, and what you say",
            fields=(
                FormField(
                    name="said",
                    label="What children said about living here",
                    kind=FieldKind.ROWS,
                    help="Their words, with their leave, without a name.",
                    columns=(FormField(name="words", label="What they said"),),
                ),
                FormField(name="message", label="A message from us", kind=FieldKind.TEXT),
            ),
        ),
        FormSection(
            title="Fewer words, for younger children",
            help="Where you leave one empty, the longer words are printed. One or two short sentences are best.",
            fields=(
                *(_short(topic.short, topic.words) for topic in Topic),
                _short("message_short", "A message from us"),
            ),
        ),
    ),
    check=household_problems,
)
