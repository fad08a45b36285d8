"""Steps of a request's life with outside providers: papers, releases, drafts, answers, offers, spot purchases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule

from art_desktop.domain.approaching_commands import (
    AskRelease,
    Chase,
    DraftEmails,
    OfferedHousehold,
    RecordDecline,
    RecordOffer,
    ReleasePaper,
    SendBack,
    WithdrawOffer,
)
from art_desktop.domain.clock import local_time
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.ids import (
    ApproachId,
    DocumentId,
    LotId,
    OfferId,
    OptionId,
    Pence,
    ReleaseId,
)
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Role
from art_desktop.domain.provider_commands import RecordSpotPurchase
from tests.services.life_steps import CLICKERS, WHICH, LifeSteps

NOWHERE = Path("drafts")
LOTS = st.sampled_from([LotId(1), LotId(1), None])


class OutsideSteps(LifeSteps):
    """What is done with those outside."""

    def waiting(self, which: int) -> tuple[int, int] | None:
        """Return an approach that waits for its answer, and its version."""
        return self.pick(
            "SELECT id, version FROM approach WHERE request_id = ? AND answer = 'waiting'", which
        )

    def paper(self, which: int) -> DocumentId | None:
        """Return a paper of the request, the newest first."""
        row = self.pick("SELECT id FROM issued_paper WHERE request_id = ? ORDER BY id DESC", which)
        return None if row is None else DocumentId(row[0])

    @rule(
        who=CLICKERS,
        kind=st.sampled_from([PaperKind.REFERRAL_REDACTED] * 2 + [PaperKind.REFERRAL_FULL]),
    )
    def draft_paper(self, who: Role, kind: PaperKind) -> None:
        ask = PaperAsk(kind=kind, request_id=self.request_id)
        if self.tried(who, self.services.papers.issue, ask, free=who is Role.BUSINESS, told=kind):
            matched = self.rows.all("SELECT 1 FROM match WHERE request_id = ?")
            assert matched or kind is PaperKind.REFERRAL_REDACTED, "a child named before the match"

    @rule(who=CLICKERS, which=WHICH, lot=LOTS)
    def ask_release(self, who: Role, which: int, lot: LotId | None) -> None:
        paper = self.paper(which)
        if paper is not None:
            command = AskRelease(request_id=self.request_id, document_id=paper, lot_id=lot)
            self.tried(who, self.services.releasing.ask, command)

    @rule(who=CLICKERS, which=WHICH, lot=LOTS)
    def release(self, who: Role, which: int, lot: LotId | None) -> None:
        paper = self.paper(which)
        if paper is not None:
            command = ReleasePaper(request_id=self.request_id, document_id=paper, lot_id=lot)
            if self.tried(who, self.services.releasing.release, command):
                assert who is Role.MANAGER, "a release takes a manager"
                self._let_out(paper)

    @rule(who=CLICKERS, which=WHICH, lot=LOTS, reason=st.sampled_from(["", "No bed.", "No bed."]))
    def release_alone(self, who: Role, which: int, lot: LotId | None, reason: str) -> None:
        paper = self.paper(which)
        if paper is not None:
            command = ReleasePaper(
                request_id=self.request_id, document_id=paper, lot_id=lot, reason=reason
            )
            if self.tried(who, self.services.releasing.release_alone, command):
                self._let_out(paper)

    @rule(who=st.sampled_from([Role.OFFICER, Role.MANAGER]), lot=LOTS)
    def alone_at_night(self, who: Role, lot: LotId | None) -> None:
        """Wait until nobody else is there, draft the paper, let it out and send it."""
        hour = local_time(self.now).hour
        self.record.clock.move_on(timedelta(hours=(22 - hour) % 24))
        self.draft_paper(who, PaperKind.REFERRAL_REDACTED)
        self.release_alone(who, 0, lot, "No bed.")
        self.send(who, 0, 0)

    def _let_out(self, paper: DocumentId) -> None:
        assert self.rows.closed is None
        assert self.rows.authorised_until(self.today), "let out without an authorisation in force"
        assert self.rows.is_current(paper), "an old paper was let out"

    @rule(who=CLICKERS, which=WHICH)
    def send_back(self, who: Role, which: int) -> None:
        row = self.pick("SELECT id FROM release_ask WHERE request_id = ? ORDER BY id DESC", which)
        if row is not None:
            command = SendBack(ask_id=row[0], words="Say more of the school.")
            self.tried(who, self.services.releasing.send_back, command)

    @rule(who=CLICKERS, which=WHICH, at=WHICH)
    def send(self, who: Role, which: int, at: int) -> None:
        release = self.pick(
            "SELECT id, document_id FROM release WHERE request_id = ? ORDER BY id DESC", at
        )
        option = self.pick(
            "SELECT id FROM option WHERE request_id = ? AND tier IN ('ifa', 'residential') "
            "ORDER BY household_id IS NOT NULL, suitable DESC, coalesce(provider_id, 9), id",
            which,
        )
        if release is None or option is None:
            return
        command = DraftEmails(release_id=ReleaseId(release[0]), option_ids=(OptionId(option[0]),))
        if self.tried(who, self.services.sending.draft, command, NOWHERE):
            self._let_out(DocumentId(release[1]))
            due = self.record.rows("SELECT due_at FROM release WHERE id = ?", release[0])[0][0]
            assert self.rows.is_to_come(due), "sent after its own deadline"
            assert self.rows.in_terms(option[0], self.today), "sent to a provider without terms"

    @rule(who=CLICKERS, which=WHICH)
    def send_again(self, who: Role, which: int) -> None:
        row = self.waiting(which)
        if row is not None:
            again = self.services.sending.draft_again
            if self.tried(who, again, (ApproachId(row[0]),), NOWHERE):
                (paper,) = self.record.rows(
                    "SELECT r.document_id FROM approach a JOIN release r ON r.id = a.release_id "
                    "WHERE a.id = ?",
                    row[0],
                )
                self._let_out(DocumentId(paper[0]))

    @rule(who=CLICKERS)
    def send_full(self, who: Role) -> None:
        if self.tried(who, self.services.sending.draft_full, self.request_id, NOWHERE):
            assert self.rows.all("SELECT 1 FROM match WHERE request_id = ?"), "named before"

    @rule(who=CLICKERS, which=WHICH)
    def chase(self, who: Role, which: int) -> None:
        row = self.waiting(which)
        if row is not None:
            command = Chase(approach_ids=(ApproachId(row[0]),))
            self.tried(who, self.services.approaching.chase, command)

    @rule(who=CLICKERS, which=WHICH, reason=st.sampled_from(DeclineReason), whole=st.booleans())
    def decline(self, who: Role, which: int, reason: DeclineReason, whole: bool) -> None:
        row = self.waiting(which)
        if row is not None:
            command = RecordDecline(
                approach_id=ApproachId(row[0]),
                version=row[1],
                reason=reason,
                words="Full.",
                whole_provider=whole,
            )
            self.tried(who, self.services.approaching.decline, command)

    @rule(
        who=CLICKERS,
        which=WHICH,
        price=st.sampled_from([None, 90_000, 240_000]),
        postcode=st.sampled_from(["PE2 2AA", "NN1 1AA"]),
        others=st.sampled_from([None, 0, 1]),
    )
    def offer(
        self,
        who: Role,
        which: int,
        price: int | None,
        postcode: str = "PE2 2AA",
        others: int | None = None,
    ) -> None:
        row = self.pick(
            "SELECT a.id, a.version, o.provider_id FROM approach a JOIN option o "
            "ON o.id = a.option_id WHERE a.request_id = ? ORDER BY o.tier = 'in_house', "
            "a.answer <> 'waiting', a.id",
            which,
        )
        if row is None:
            return
        family = OfferedHousehold(
            name="Nowak", postcode=postcode, places=3, other_council_children=others
        )
        command = RecordOffer(
            approach_id=ApproachId(row[0]),
            version=row[1],
            can_start_on=self.today,
            weekly_price_pence=None if price is None else Pence(price),
            household=None if row[2] is None else family,
        )
        if self.tried(who, self.services.offering.record, command):
            assert self.rows.closed is None
            assert not self.rows.all("SELECT 1 FROM match WHERE request_id = ?")

    @rule(who=CLICKERS, which=WHICH)
    def take_back(self, who: Role, which: int) -> None:
        row = self.pick(
            "SELECT o.id FROM offer o JOIN approach a ON a.id = o.approach_id "
            "WHERE a.request_id = ? AND o.withdrawn_at IS NULL",
            which,
        )
        if row is not None:
            command = WithdrawOffer(offer_id=OfferId(row[0]), reason="Taken by another child.")
            self.tried(who, self.services.offering.withdraw, command)

    @rule(who=CLICKERS, which=WHICH)
    def spot(self, who: Role, which: int) -> None:
        row = self.pick(
            "SELECT id FROM option WHERE request_id = ? ORDER BY tier IN ('ifa', 'residential') "
            "DESC, coalesce(provider_id, 9) DESC, id",
            which,
        )
        if row is not None:
            command = RecordSpotPurchase(option_id=OptionId(row[0]), reason="Nobody else can.")
            if self.tried(who, self.services.spot_purchases.record, command):
                assert who is Role.MANAGER, "a spot purchase takes a manager"
