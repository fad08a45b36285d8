"""The panels of a release: asking for it, letting the paper out, sending it back."""

from __future__ import annotations

from collections.abc import Callable

from art_desktop.domain.approaching_commands import AskRelease, ReleasePaper, SendBack
from art_desktop.domain.approaching_views import ApproachesView, AskLine, LotLine, PaperState
from art_desktop.domain.ids import LotId
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.moment_field import MomentField
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.widgets.choices import ChoiceField
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.words import counted

_NO_LOT = 0


def lot_field(lots: tuple[LotLine, ...], chosen: LotId | None = None) -> ChoiceField:
    """Return the question to which lot a referral goes."""
    options = [(int(one.id), f"{one.words} ({counted(one.providers, 'provider')})") for one in lots]
    field = ChoiceField(
        "lot_id",
        "To the providers of",
        [*options, (_NO_LOT, "Providers on no lot, by spot purchase")],
        required=True,
        not_known=False,
        width=480,
    )
    first = int(chosen) if chosen is not None else (options[0][0] if len(options) == 1 else None)
    field.set_value(first)
    return field


def _lot(field: ChoiceField) -> LotId | None:
    key = field.value()
    return None if key in {None, _NO_LOT} else LotId(int(str(key)))


class AskReleasePanel(Asking):
    """Asking a manager to read a referral and let it out."""

    def __init__(
        self, desk: Desk, view: ApproachesView, paper: PaperState, close: Callable[[], object]
    ) -> None:
        super().__init__(
            desk,
            f"Ask for the release of version {paper.number}",
            "Ask for the release",
            close,
            why="A second person reads it before it leaves the building. Managers see it in Today.",
        )
        self._paper = paper
        self.lot = lot_field(view.lots)
        self.note = TextField("note", "A word to whoever reads it", width="long", longest=2000)
        self.add(self.lot)
        self.add(self.note)

    @override
    def _call(self) -> None:
        command = AskRelease(
            request_id=self.desk.request_id,
            document_id=self._paper.document_id,
            lot_id=_lot(self.lot),
            note=self.note.text(),
        )
        self.desk.write(lambda s, who: s.releasing.ask(who, command), self._done, self._refused)


class ReleasePanel(Asking):
    """Letting a referral out: to which lot, until when providers answer, and why alone."""

    def __init__(
        self,
        desk: Desk,
        view: ApproachesView,
        paper: PaperState,
        close: Callable[[], object],
        *,
        alone: bool,
        asked: AskLine | None = None,
    ) -> None:
        why = (
            "You drafted it, and the office is closed: the reason stands with the release."
            if alone
            else "By releasing it you say that you have read it, and that it names nobody."
        )
        super().__init__(desk, f"Release version {paper.number}", "Release it", close, why=why)
        self._paper, self._alone = paper, alone
        self.lot = lot_field(view.lots, asked.lot_id if asked else None)
        if asked is not None and asked.lot_id is None:
            self.lot.set_value(_NO_LOT)
        self.due = MomentField(
            "due_at", "Answers are due", "From the settings; change it if need be.", required=True
        )
        self.due.set_value(view.usual_due_at)
        self.add(self.lot)
        self.add(self.due)
        self.reason = TextArea("reason", "Why it cannot wait for a second person", lines=2)
        if alone:
            self.add(self.reason)

    @override
    def _call(self) -> None:
        command = ReleasePaper(
            request_id=self.desk.request_id,
            document_id=self._paper.document_id,
            lot_id=_lot(self.lot),
            due_at=self.due.value(),
            reason=str(self.reason.value() or "") if self._alone else "",
        )
        if self._alone:
            self.desk.write(
                lambda s, who: s.releasing.release_alone(who, command), self._done, self._refused
            )
        else:
            self.desk.write(
                lambda s, who: s.releasing.release(who, command), self._done, self._refused
            )


class SendBackPanel(Asking):
    """Sending a paper back to whoever asked."""

    def __init__(self, desk: Desk, asked: AskLine, close: Callable[[], object]) -> None:
        super().__init__(
            desk, f"Send version {asked.number} back to {asked.asked_by}", "Send it back", close
        )
        self._asked = asked
        self.words = TextArea("words", "What is to be put right", required=True, lines=2)
        self.add(self.words)

    @override
    def _call(self) -> None:
        command = SendBack(ask_id=self._asked.id, words=str(self.words.value() or ""))
        self.desk.write(
            lambda s, who: s.releasing.send_back(who, command), self._done, self._refused
        )
