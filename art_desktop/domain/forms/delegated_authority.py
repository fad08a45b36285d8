"""Who decides what for the child: one line for each topic (see `domain.delegation` for the sources)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from art_desktop.domain.delegation import GROUPS, Decider, Settled, TopicGroup
from art_desktop.domain.paper_forms import (
    Answers,
    FieldKind,
    FormField,
    FormSection,
    FormSpec,
    Row,
)
from art_desktop.domain.paper_words import FormCode


def _field(group: TopicGroup) -> FormField:
    return FormField(
        name=group.name,
        label=group.title,
        kind=FieldKind.ROWS,
        fixed=tuple((topic.key, topic.words) for topic in group.topics),
        columns=(
            FormField(
                name="who",
                label="Who decides",
                kind=FieldKind.CHOICE,
                choices=tuple((one.value, one.words) for one in Decider if one is not Decider.OPEN),
            ),
            FormField(name="conditions", label="Conditions"),
        ),
    )


_HELP: Final = {
    "health": "Doctors must know who may say yes. From 16 a young person may consent to treatment.",
    "school": "Ordinary things should not need a telephone call: leave them to the carer where you can.",
    "everyday": "Nights with friends are for the carer to judge, as any good parent would; no checks are needed.",
}

SPEC: Final = FormSpec(
    code=FormCode.DELEGATED_AUTHORITY,
    title="Delegated authority",
    about="Who decides what for the child. The carers keep it at hand; school and doctor may ask for it.",
    sections=tuple(
        FormSection(title=group.title, fields=(_field(group),), help=_HELP[group.name])
        for group in GROUPS
    ),
)


def proposed(law: Mapping[str, Settled]) -> Answers:
    """Return what the law settles; everything else is not yet settled."""
    return Answers({group.name: _rows(group, law) for group in GROUPS})


def _rows(group: TopicGroup, law: Mapping[str, Settled]) -> tuple[Row, ...]:
    return tuple(_row(topic.key, law.get(topic.key)) for topic in group.topics)


def _row(key: str, settled: Settled | None) -> Row:
    """Return a line as it is proposed; without a who it is not yet settled, and counts as open."""
    if settled is None:
        return {"key": key}
    if settled.who is Decider.OPEN:
        return {"key": key, "conditions": settled.conditions}
    return {"key": key, "who": settled.who.value, "conditions": settled.conditions}
