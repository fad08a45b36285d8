"""The card of the redacted referral: where it stands, what can be done with it, and who got which version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.approaching_views import (
    ApproachesView,
    AskLine,
    PaperState,
    ReleaseLine,
)
from art_desktop.domain.wording import instant_words
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Panel
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, small
from art_desktop.ui.words import counted, moment

Act = Callable[[str, object], object]
SHORT_HASH = 12


class ReleaseCard(Card):
    """The newest referral and its next step. `act` is called with a code and what it is about.

    Panels open in `place`.
    """

    def __init__(self, view: ApproachesView, act: Act, *, may_act: bool, may_read: bool) -> None:
        super().__init__("The redacted referral")
        self._view, self._act = view, act
        self.buttons: dict[str, Button] = {}
        self._flow_box = QWidget()
        self._flow = FlowLayout(self._flow_box, GRID)
        paper = view.paper
        asked = _asked(view)
        if view.gate:
            self.add(Label(view.gate, wrap=True))
        elif not may_act:
            self.add(muted("Your role may look at it only."))
        if paper is None:
            words = "It goes to agencies and homes. None has been drafted for this request."
            self.add(muted(words, wrap=True))
            self._button("draft", "Draft it", paper, may=may_act and view.open)
        else:
            self._say(paper, asked)
            self._button("read", "Read it", paper, may=may_read, kind=Kind.SECONDARY)
            if may_act and not view.gate:
                self._next(paper, asked)
        self.add(self._flow_box)
        self.place = QVBoxLayout()
        self.body.addLayout(self.place)

    def _say(self, paper: PaperState, asked: AskLine | None) -> None:
        """Say where the newest version stands."""
        head = QHBoxLayout()
        head.setSpacing(GRID + HALF)
        words, ink, fill = self._tag(paper, asked)
        head.addWidget(Tag(words, ink, fill))
        made = f"Version {paper.number}, drafted {moment(paper.made_at)} by {paper.made_by}"
        head.addWidget(OneLine(made, weight=SEMIBOLD), 1)
        self.body.addLayout(head)
        if paper.stale:
            self.add(Label(f"{paper.stale} It cannot go out as it is.", wrap=True))
        elif asked is not None and asked.returned_at is not None:
            back = f"Sent back {moment(asked.returned_at)} by {asked.returned_by}:"
            self.add(Label(f"{back} {asked.returned_words}", ink=Ink.SUPPORT, wrap=True))
        elif asked is not None:
            line = (
                f"{asked.asked_by} asked for its release {moment(asked.asked_at)}, to: {asked.lot}."
            )
            self.add(Label(f"{line} {asked.note}".strip(), wrap=True))
        elif not self._usable(paper):
            words = (
                "A second person reads and releases it before it leaves the building. Out of hours its author "
                f"may release it alone, with the reason. The office is open {self._view.office_hours}."
            )
            self.add(muted(words, wrap=True))
        for release in self._usable(paper):
            due = f"answers are due {instant_words(release.due_at)}"
            self.add(Label(f"Released to: {release.lot}; {due}.", wrap=True))

    def _tag(self, paper: PaperState, asked: AskLine | None) -> tuple[str, str, str]:
        if paper.stale:
            return "Out of date", "support", "warning_tint"
        if asked is not None and asked.returned_at is not None:
            return "Sent back", "support", "warning_tint"
        if asked is not None:
            return "Waits for its release", "support", "warning_tint"
        if self._usable(paper):
            return "Released", "met", "success_tint"
        return "Not released", "muted", "sunken"

    def _usable(self, paper: PaperState) -> list[ReleaseLine]:
        return [one for one in self._view.releases if one.usable and one.number == paper.number]

    def _next(self, paper: PaperState, asked: AskLine | None) -> None:
        """Offer what can be done with the newest version, the likeliest first."""
        view = self._view
        if paper.stale:
            self._button("draft", "Draft it again", paper, kind=Kind.PRIMARY)
            return
        waits = asked is not None and asked.returned_at is None
        for release in self._usable(paper):
            words = "Choose providers and save drafts …"
            more = f"{words[:-2]} for {release.lot} …"
            name = words if len(self._usable(paper)) == 1 else more
            self._button("send", name, release, kind=Kind.PRIMARY)
        if asked is not None and asked.returned_at is not None:
            self._button("draft", "Draft it again", paper, kind=Kind.PRIMARY)
        free = not self._usable(paper)
        kind = Kind.PRIMARY if free else Kind.SECONDARY
        if view.may_release:
            words = "Release it …" if free else "Release it to another lot …"
            self._button("release", words, asked if waits else None, kind=kind)
            if waits:
                self._button("back", "Send it back …", asked)
        elif not waits:
            words = "Ask for its release …" if free else "Ask for its release to another lot …"
            self._button("ask", words, paper, kind=kind)
        if view.may_release_alone:
            self._button("alone", "Release it alone …", asked if waits else None)

    def _button(
        self,
        code: str,
        words: str,
        about: object,
        *,
        may: bool = True,
        kind: Kind = Kind.SECONDARY,
    ) -> None:
        if not may:
            return
        button = Button(words, lambda: self._act(code, about), kind=kind, compact=True)
        self.buttons.setdefault(code, button)
        self._flow.addWidget(button)

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel under the words."""
        self.place.addWidget(panel)
        panel.show()


def _asked(view: ApproachesView) -> AskLine | None:
    """Return what is asked of the newest version, or how it was sent back."""
    if view.paper is None:
        return None
    mine = [one for one in view.asks if one.document_id == view.paper.document_id]
    return max(mine, key=lambda one: one.id, default=None)


class ReleaseLog(Card):
    """Who got which version, where to and when: the newest release first."""

    def __init__(self, releases: Sequence[ReleaseLine], now: datetime) -> None:
        count = sum(len(one.sent) for one in releases)
        super().__init__(f"Who got what ({count})" if count else "Who got what")
        self.buttons: list[Button] = []
        for release in releases:
            self.add(self._release(release, now))

    def _release(self, release: ReleaseLine, now: datetime) -> QWidget:
        box = Panel("sunken", "")
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID + HALF, GRID, GRID + HALF, GRID)
        column.setSpacing(HALF)
        column.addWidget(
            Label(f"Version {release.number} to {release.lot}", weight=SEMIBOLD, wrap=True)
        )
        by = f"released {moment(release.released_at)} by {release.released_by}"
        wrote = "" if release.alone_reason else f"drafted by {release.author}"
        over = "were" if release.due_at < now else "are"
        due = f"answers {over} due {instant_words(release.due_at)}"
        column.addWidget(muted(lines_of((by, wrote, due)), wrap=True))
        if release.alone_reason:
            column.addWidget(Label(f"Alone, out of hours: {release.alone_reason}", wrap=True))
        hashed = small(f"SHA-256 {release.sha256[:SHORT_HASH]}…")
        hashed.setAccessibleName(f"SHA-256 of the paper: {release.sha256}")
        column.addWidget(hashed)
        if not release.sent:
            column.addWidget(muted("Nobody has got it yet."))
        lines = QWidget()
        inner = QVBoxLayout(lines)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        for one in release.sent:
            homes = f"about {', '.join(one.homes)}" if one.homes else ""
            to = one.sent_to or "no e-mail address on record"
            words = lines_of((one.provider, to, homes, moment(one.drafted_at)))
            inner.addWidget(Label(words, wrap=True))
        column.addWidget(lines)
        if len(release.sent) > _FOLDED:
            lines.hide()
            words = f"Show {counted(len(release.sent), 'provider')}"
            fold = Button(words, kind=Kind.QUIET, icon_name="chevron", compact=True)
            fold.setCheckable(True)
            fold.toggled.connect(lines.setVisible)
            self.buttons.append(fold)
            column.insertWidget(column.count() - 1, fold)
        return box


_FOLDED = 8
"""So many providers of a release are shown at once; more are folded."""
