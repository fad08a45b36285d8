"""The small panels in which frameworks and the terms of providers are written, in the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.framework_views import (
    ContractLine,
    FrameworkView,
    LotChoice,
    LotLine,
    PlaceView,
    ProviderChoice,
    SuspensionLine,
)
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, Pence, ProviderId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.provider_commands import (
    LiftSuspension,
    RecordCheck,
    SaveContract,
    SaveFramework,
    SaveLot,
    SavePlace,
    Suspend,
)
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace, in_row
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import CheckList, ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, MoneyField, TextField

if TYPE_CHECKING:
    from art_desktop.services import Services

Send = Callable[["Services", Actor], object]


@dataclass(frozen=True)
class Ends:
    """What a panel calls: when it was done, when it is given up, when it was refused for more than an answer."""

    calls: Calls
    today: date
    done: Callable[[object], object]
    closed: Callable[[], object]
    refused: Callable[[Refusal], object]


class TermPanel(InPlace):
    """Questions that end in one service call; a refused answer is shown beside its question."""

    def __init__(self, ends: Ends, title: str, do_words: str, *, why: str = "") -> None:
        super().__init__(title, do_words, self.go, ends.closed, why=why)
        self.ends = ends
        self._fields: dict[str, Field] = {}

    def ask(self, *fields: Field) -> None:
        """Add questions, side by side where there are several."""
        for field in fields:
            self._fields[field.name] = field
            field.changed.connect(lambda one=field: one.set_problem(""))
        if len(fields) == 1:
            self.body.addWidget(fields[0])
            return
        row = in_row(*fields, spacing=GRID * 3)
        for field in fields:
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def field(self, name: str) -> Field:
        """Return a question by its name."""
        return self._fields[name]

    def answer(self, name: str) -> Any:
        """Return an answer; which question takes what kind is settled where the panel is made."""
        return cast("Any", self._fields[name]).value()

    def text(self, name: str) -> str:
        """Return what was written, "" for nothing."""
        return str(self.answer(name) or "")

    def fill(self, **answers: object) -> None:
        """Put answers in."""
        for name, value in answers.items():
            cast("Any", self._fields[name]).set_value(value)

    def focus_first(self) -> None:
        """Start at the first question."""
        first = next(iter(self._fields.values()))
        first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def sending(self) -> Send:
        """Return the call that does it, from the answers as they are."""
        raise NotImplementedError

    def go(self) -> None:
        """Do it, if every answer can be read."""
        for field in self._fields.values():
            field.set_problem(field.own_problem())
        if any(field.problem() for field in self._fields.values()):
            return
        self.do_button.setEnabled(False)
        self.ends.calls.write(self.sending(), self.ends.done, self._refused)

    def _refused(self, error: Refusal) -> None:
        self.do_button.setEnabled(True)
        if not isinstance(error, InvalidAnswers):
            self.ends.refused(error)
            return
        elsewhere = []
        for problem in error.problems:
            field = self._fields.get(problem.field)
            if field is None:
                elsewhere.append(problem.words)
            else:
                field.set_problem(problem.words)
        self.say_problem(" ".join(elsewhere))


class FrameworkPanel(TermPanel):
    """A framework: its name and its days."""

    def __init__(self, ends: Ends, held: FrameworkView | None = None) -> None:
        title = f"Change {held.name}" if held else "New framework"
        super().__init__(ends, title, "Save framework")
        self._held = held
        self.ask(TextField("name", "Name", required=True, width="long"))
        self.ask(
            DateField("starts_on", "From", required=True),
            DateField("ends_on", "To and including", "Empty: no end named."),
        )
        self.ask(TextField("note", "Note", width="long", longest=2000))
        if held is not None:
            self.fill(name=held.name, starts_on=held.starts_on, ends_on=held.ends_on)
            self.fill(note=held.note or None)

    @override
    def sending(self) -> Send:
        """Save it."""
        command = SaveFramework(
            framework_id=self._held.id if self._held else None,
            version=self._held.version if self._held else 0,
            name=self.text("name"),
            starts_on=self.answer("starts_on"),
            ends_on=self.answer("ends_on"),
            note=self.text("note"),
        )
        return lambda s, who: s.frameworks.save(who, command)


class LotPanel(TermPanel):
    """A lot of a framework: its name, and for which kind."""

    def __init__(self, ends: Ends, framework_id: FrameworkId, held: LotLine | None = None) -> None:
        super().__init__(ends, f"Change {held.name}" if held else "New lot", "Save lot")
        self._framework, self._held = framework_id, held
        self.ask(TextField("name", "Name", required=True, width="long"))
        self.ask(
            ChoiceField(
                "kind", "For", options_of(ProviderKind), required=True, not_known=False, width=320
            )
        )
        if held is not None:
            self.fill(name=held.name, kind=held.kind)

    @override
    def sending(self) -> Send:
        """Save it."""
        command = SaveLot(
            lot_id=self._held.id if self._held else None,
            version=self._held.version if self._held else 0,
            framework_id=self._framework,
            name=self.text("name"),
            kind=self.answer("kind"),
        )
        return lambda s, who: s.frameworks.save_lot(who, command)


class PlacePanel(TermPanel):
    """A provider's place on a lot. What is given is not asked: the lot, the provider, or both of a place on record."""

    def __init__(
        self,
        ends: Ends,
        *,
        lot: LotLine | None = None,
        provider: ProviderId | None = None,
        lots: Sequence[LotChoice] = (),
        providers: Sequence[ProviderChoice] = (),
        held: PlaceView | None = None,
    ) -> None:
        where = f" on {lot.name}" if lot else ""
        title = f"{held.provider} on {held.lot}" if held else f"Put a provider{where}"
        if provider is not None and held is None:
            title = "Put it on a lot"
        super().__init__(ends, title, "Save place", why=_BAND)
        self._lot, self._provider, self._held = lot, provider, held
        if held is None and provider is None:
            fitting = [(one.id, one.name) for one in providers if lot and lot.kind in one.kinds]
            self.ask(_choice("provider_id", "Provider", fitting))
        if held is None and lot is None:  # a place on record has both
            self.ask(_choice("lot_id", "Lot", [(one.id, one.words) for one in lots]))
        self.ask(
            DateField("starts_on", "From", required=True),
            DateField("ends_on", "To and including", "Empty: while the framework holds."),
        )
        self.ask(
            MoneyField("price_from_pence", "Price from", per="a week"),
            MoneyField("price_to_pence", "Price to", per="a week"),
        )
        self.ask(TextField("note", "Note", width="long", longest=2000))
        self.fill(starts_on=ends.today)
        if held is not None:
            self.fill(starts_on=held.starts_on, ends_on=held.ends_on, note=held.note or None)
            self.fill(price_from_pence=held.price_from_pence, price_to_pence=held.price_to_pence)

    @override
    def sending(self) -> Send:
        """Save it."""
        held = self._held
        lot_id = held.lot_id if held else self._lot.id if self._lot else self.answer("lot_id")
        provider = held.provider_id if held else self._provider or self.answer("provider_id")
        command = SavePlace(
            place_id=held.id if held else None,
            version=held.version if held else 0,
            lot_id=LotId(lot_id),
            provider_id=ProviderId(provider),
            starts_on=self.answer("starts_on"),
            ends_on=self.answer("ends_on"),
            price_from_pence=_pence(self.answer("price_from_pence")),
            price_to_pence=_pence(self.answer("price_to_pence")),
            note=self.text("note"),
        )
        return lambda s, who: s.frameworks.save_place(who, command)


class CheckPanel(TermPanel):
    """Due-diligence checks that were done on one day, with one outcome."""

    def __init__(
        self, ends: Ends, provider: ProviderId, months: int, due: Sequence[CheckKind]
    ) -> None:
        super().__init__(ends, "Record due-diligence checks", "Record checks")
        self._provider = provider
        self.ask(CheckList("kinds", "Which", options_of(CheckKind), columns=2, required=True))
        outcomes = options_of(CheckOutcome)
        self.ask(
            SegmentedField("outcome", "What was found", outcomes, required=True, not_known=False)
        )
        self.ask(
            DateField("done_on", "Done on", required=True),
            DateField("valid_until", "Good until", f"Empty: {months} months."),
        )
        self.ask(TextField("done_by", "Done by", required=True))
        words = "Needed where it is not plainly satisfactory."
        self.ask(TextField("note", "What was found, in words", words, width="long", longest=2000))
        self.fill(done_on=ends.today, kinds=tuple(due), outcome=CheckOutcome.SATISFACTORY)

    @override
    def sending(self) -> Send:
        """Record them."""
        command = RecordCheck(
            provider_id=self._provider,
            kinds=self.answer("kinds"),
            outcome=self.answer("outcome"),
            done_on=self.answer("done_on"),
            valid_until=self.answer("valid_until"),
            done_by=self.text("done_by"),
            note=self.text("note"),
        )
        return lambda s, who: s.frameworks.check(who, command)


class ContractPanel(TermPanel):
    """A contract: of which kind, for which days, signed or not yet."""

    def __init__(
        self, ends: Ends, provider: ProviderId, held: ContractLine | None = None, *, spot: bool
    ) -> None:
        title = "Change the contract" if held else "New contract"
        super().__init__(ends, title, "Save contract")
        self._provider, self._held = provider, held
        kinds = options_of(ContractKind)
        self.ask(SegmentedField("kind", "Kind", kinds, required=True, not_known=False))
        self.ask(TextField("reference", "Reference", "Payments name it."))
        self.ask(
            DateField("starts_on", "From", required=True),
            DateField("ends_on", "To and including", "Empty: no end named."),
            DateField("signed_on", "Signed on", "Empty: not signed yet."),
        )
        self.ask(TextField("note", "Note", width="long", longest=2000))
        kind = ContractKind.SPOT if spot else ContractKind.FRAMEWORK
        self.fill(kind=kind, starts_on=ends.today)
        if held is not None:
            self.fill(kind=held.kind, reference=held.reference or None, note=held.note or None)
            self.fill(starts_on=held.starts_on, ends_on=held.ends_on, signed_on=held.signed_on)

    @override
    def sending(self) -> Send:
        """Save it."""
        command = SaveContract(
            contract_id=self._held.id if self._held else None,
            version=self._held.version if self._held else 0,
            provider_id=self._provider,
            kind=self.answer("kind"),
            reference=self.text("reference"),
            starts_on=self.answer("starts_on"),
            ends_on=self.answer("ends_on"),
            signed_on=self.answer("signed_on"),
            note=self.text("note"),
        )
        return lambda s, who: s.frameworks.save_contract(who, command)


class SuspendPanel(TermPanel):
    """Stop placing with a provider, or in one home of it."""

    def __init__(
        self, ends: Ends, provider: ProviderId, homes: Sequence[tuple[HomeId, str]]
    ) -> None:
        why = "The search leaves it out meanwhile; children who live there stay."
        super().__init__(ends, "Suspend placements", "Suspend", why=why)
        self._provider = provider
        if homes:
            options = [(0, "The whole provider"), *homes]
            self.ask(_choice("home_id", "Which", options))
            self.fill(home_id=0)
        self._homes = bool(homes)
        self.ask(
            DateField("starts_on", "From", required=True),
            DateField("ends_on", "To and including", "Empty: until it is lifted."),
        )
        self.ask(TextField("reason", "Why", required=True, width="long", longest=2000))
        self.ask(TextField("decided_by", "Decided by", required=True))
        self.fill(starts_on=ends.today)

    @override
    def sending(self) -> Send:
        """Suspend it."""
        home = self.answer("home_id") if self._homes else 0
        command = Suspend(
            provider_id=self._provider,
            home_id=HomeId(home) if home else None,
            starts_on=self.answer("starts_on"),
            ends_on=self.answer("ends_on"),
            reason=self.text("reason"),
            decided_by=self.text("decided_by"),
        )
        return lambda s, who: s.frameworks.suspend(who, command)


class LiftPanel(TermPanel):
    """Let children be placed again."""

    def __init__(self, ends: Ends, held: SuspensionLine) -> None:
        super().__init__(ends, f"Lift the suspension: {held.whose}", "Lift it")
        self._held = held
        self.ask(DateField("from_on", "Children may be placed again from", required=True))
        self.fill(from_on=ends.today)

    @override
    def sending(self) -> Send:
        """Lift it."""
        command = LiftSuspension(
            suspension_id=self._held.id,
            version=self._held.version,
            from_on=self.answer("from_on"),
        )
        return lambda s, who: s.frameworks.lift(who, command)


_BAND = "A price offered above the band is flagged with its offer; it is not refused."


def _choice(name: str, label: str, options: Sequence[tuple[int, str]]) -> ChoiceField:
    return ChoiceField(name, label, options, required=True, not_known=False, width=480)


def _pence(value: int | None) -> Pence | None:
    return None if value is None else Pence(value)
