"""The child's own page: who I am, in my words, and what happens next; for two reading ages.

For the younger ones in very large letters, with a drawing for each question and room to draw; for the older ones
calmer. What has not been said leaves room to write it, so that an empty page is one to make together, with a pen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, columns, heading, para
from art_desktop.documents.friendly import (
    GROUNDS,
    Beside,
    Frame,
    Lines,
    Manner,
    Panel,
    block,
    frame,
    manner,
    opening,
)
from art_desktop.documents.shapes import Shape
from art_desktop.domain.child_pages import ChildsPage, Dear, Helper, Next, Ring
from art_desktop.domain.papers import Stamp

TITLE: Final = "My own page"

YOUNG_RIGHTS: Final = (
    "I can say what I like and what I do not like. Grown-ups must listen.",
    "I can have an advocate. That is a grown-up on my side. They help me say things.",
    "If a thing is not fair, I can say so. It is called a complaint. No one may be cross with me for it.",
    "If I am not safe, I ring 999.",
)
OLDER_RIGHTS: Final = (
    (
        "The people who decide about my life have to ask me what I want, and think about it. "
        "If they decide another way, they have to tell me why."
    ),
    (
        "I can have an advocate. That is somebody who does not work for my social worker. "
        "They help me say what I want, come to meetings with me and stay on my side. "
        "It is free. I can ask for one at any time."
    ),
    (
        "I can complain if something is wrong or not fair. My advocate can help me do it. "
        "I will not get into trouble for it, and I will get an answer."
    ),
    ("If I am in danger, I ring 999."),
)
"""What a child may do and is told in a child's words: Children Act 1989, ss. 22(4) and (5), 26 and 26A."""

_WHEN: Final = {
    Helper.SOCIAL_WORKER: "In the day, about anything.",
    Helper.NIGHT: "When it cannot wait until the morning.",
    Helper.ADVOCATE: "Helps me say what I want.",
    Helper.CHILDLINE: "Day and night. It is free and private.",
    Helper.HELP_AT_HAND: "Free, for children in care. They help when no one listens.",
}


def draw(paper: ChildsPage, stamp: Stamp) -> Sheets:
    """Return the page ready to be set."""
    how = manner(paper.reading_age)
    story: list[Flowable] = [
        *opening(how, Shape.SUN, f"I am {paper.name}" if how.young else paper.name, _about(paper)),
        *_me(paper, how),
        *_next(paper, how),
    ]
    page = frame(TITLE, stamp.reference, stamp)
    return Sheets(page=page, story=story, bookmark=f"{paper.name}: {TITLE[:1].lower()}{TITLE[1:]}")


def _about(paper: ChildsPage) -> str:
    if paper.spoken_for:
        return "I am too little to write. The people who know me best wrote this for me."
    if paper.reading_age.value == "younger":
        return "This is my page. It tells you about me."
    return "This is my page. I made it so that you know who I am, not only what is in my file."


def _me(paper: ChildsPage, how: Manner) -> list[Flowable]:
    small = paper.spoken_for
    fills = cycle(GROUNDS)
    asked: list[tuple[Shape, str, list[Flowable]]] = [
        (Shape.HEART, "Things I love", para(paper.loves, how.text)),
        (Shape.STAR, "What I am good at", para(paper.good_at, how.text)),
        (Shape.PAW, "People and pets who matter to me", _dear(paper.dear, how)),
        (
            Shape.MOON,
            "My day",
            [one for part in paper.day for one in para(part.words, how.text, lead=f"{part.when}:")],
        ),
    ]
    out: list[Flowable] = []
    for shape, title, said in asked:
        out += _asked(how, shape, title, said, next(fills), leave_out=small and _any_said(paper))
    out += _pair(
        how,
        (
            (Shape.PLATE, "Food: yes please", paper.food_yes),
            (Shape.PLATE, "No thank you", paper.food_no),
        ),
        (next(fills), next(fills)),
        leave_out=small and _any_said(paper),
    )
    out += _pair(
        how,
        (
            (Shape.CLOUD, "When I am sad, this helps", paper.sad),
            (Shape.CLOUD, "When I am cross, this helps", paper.cross),
        ),
        (next(fills), next(fills)),
        leave_out=small and _any_said(paper),
    )
    for shape, title, words in (
        (Shape.TALK, "What I want grown-ups to know", paper.know),
        (Shape.ASK, "What I want to ask", paper.ask),
    ):
        out += _asked(
            how, shape, title, para(words, how.text), next(fills), leave_out=small and not words
        )
    return out


def _any_said(paper: ChildsPage) -> bool:
    return any((paper.loves, paper.good_at, paper.dear, paper.day, paper.food_yes, paper.sad))


def _dear(dear: Sequence[Dear], how: Manner) -> list[Flowable]:
    out: list[Flowable] = []
    for one in dear:
        out += (
            para(one.words, how.text, lead=f"{one.name}:")
            if one.words
            else para(one.name, how.text)
        )
    return out


def _asked(
    how: Manner, shape: Shape, title: str, said: list[Flowable], fill: str, *, leave_out: bool
) -> list[Flowable]:
    """Return a question with what was said; with room to write or draw where nothing was."""
    if not said and leave_out:
        return []
    return block(how, shape, title, said or _room(how), fill)


def _room(how: Manner) -> list[Flowable]:
    return [Frame(96)] if how.young else [Lines(3, how.writing)]


def _pair(
    how: Manner,
    asked: Sequence[tuple[Shape, str, str]],
    fills: Sequence[str],
    *,
    leave_out: bool,
) -> list[Flowable]:
    """Return two questions that belong together: side by side in smaller letters, else one under the other."""
    shown = [
        (shape, title, words, fill)
        for (shape, title, words), fill in zip(asked, fills, strict=True)
        if words or not leave_out
    ]
    if how.young or len(shown) < 2:
        return [
            flowable
            for shape, title, words, fill in shown
            for flowable in block(how, shape, title, para(words, how.text) or _room(how), fill)
        ]
    left, right = (
        Panel(
            [*heading(title, how.head, 2), *(para(words, how.text) or _room(how))],
            fill,
            shape=None,
            pad=how.pad,
        )
        for _, title, words, fill in shown
    )
    return [Beside(left, right)]


# What happens next


def _next(paper: ChildsPage, how: Manner) -> list[Flowable]:
    coming = paper.next
    known = any((coming.home, coming.taken_by, coming.day, coming.bring))
    if paper.spoken_for and not known:
        return []
    moves = _move(coming, how, certain=paper.spoken_for)
    out = block(how, Shape.ROAD, "What happens next", moves, GROUNDS[0])
    if paper.spoken_for:
        return out
    out += block(how, Shape.PHONE, "People I can ring", _rings(paper.ring, how), GROUNDS[1])
    rights = YOUNG_RIGHTS if how.young else OLDER_RIGHTS
    said = [one for words in rights for one in para(words, how.text)]
    return out + block(how, Shape.TALK, "I can say what I think", said, GROUNDS[2])


def _move(coming: Next, how: Manner, *, certain: bool) -> list[Flowable]:
    """Return what is known of the move; unless only what is `certain` is told, also that the rest is to come."""
    out: list[Flowable] = []
    if coming.home:
        out += para(coming.home, how.text, lead="I will live with:")
    if coming.taken_by:
        out += para(coming.taken_by, how.text, lead="Who takes me:")
    if coming.day:
        out += para(coming.day, how.text, lead="When:")
    if coming.bring:
        out += para(coming.bring, how.text, lead="What I bring:")
    if not certain and not (coming.home and coming.day):
        out += para("Not all is known yet. My social worker tells me as soon as it is.", how.text)
    return out


def _rings(rings: Sequence[Ring], how: Manner) -> list[Flowable]:
    """Return whom to ring: one under the other in very large letters, else two beside each other."""
    shown = [_ring(one, how) for one in rings]
    if how.young:
        return [flowable for one in shown for flowable in one]
    pairs = [shown[at : at + 2] for at in range(0, len(shown), 2)]
    if pairs and len(pairs[-1]) == 1:
        pairs[-1].append([])
    return columns(pairs, (200, 200))


def _ring(ring: Ring, how: Manner) -> list[Flowable]:
    who = f"{ring.who.words}, {ring.name}" if ring.name else ring.who.words
    return [
        *heading(who, how.text, 3),
        *para(ring.phone, how.phone),
        *para(_WHEN[ring.who], how.small),
    ]
