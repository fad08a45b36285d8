"""The release of a referral: a second person, alone only out of hours, never a stale paper, never one that names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pytest

from art_desktop.domain.approaching_commands import (
    AskRelease,
    Chase,
    DraftEmails,
    RecordDecline,
    ReleasePaper,
    SendBack,
)
from art_desktop.domain.approaching_views import ApproachesView
from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import AskHousehold, OpenTier, RecordAnswer
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import FileTrouble, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.ids import LotId, OptionId
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.read_models import PaperView
from art_desktop.domain.requests import Approach, Chaser
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    NotUsedReason,
    OptionState,
    TaskKind,
    Tier,
    Urgency,
)
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from tests.services.conftest import TOBY
from tests.services.journey import Journey, needs

LOT = LotId(1)
EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """An urgent request, authorised, with the agencies open and searched."""
    journey = Journey(services, officer)
    journey.authorised(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    open_agencies(journey)
    return journey


def open_agencies(journey: Journey) -> None:
    journey.search()
    opening = OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    journey.services.searching.open_tier(journey.officer, opening)
    journey.search()


def agency_option(journey: Journey) -> OptionId:
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    return next(o.id for t in shortlist.tiers for o in t.suitable if o.provider_id is not None)


def drafted(journey: Journey) -> PaperView:
    return journey.services.papers.issue(
        journey.officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )


def view_of(journey: Journey, actor: Actor | None = None) -> ApproachesView:
    return journey.services.approaching.page(actor or journey.officer, journey.request_id)


def released(journey: Journey, manager: Actor) -> ApproachesView:
    paper = drafted(journey)
    journey.services.releasing.release(
        manager,
        ReleasePaper(request_id=journey.request_id, document_id=paper.id, lot_id=LOT),
    )
    return view_of(journey)


def sent(journey: Journey, manager: Actor, folder: Path) -> ApproachesView:
    release = released(journey, manager).releases[0]
    journey.services.sending.draft(
        journey.officer,
        DraftEmails(release_id=release.id, option_ids=(agency_option(journey),)),
        folder,
    )
    return view_of(journey)


def texts_of(files: Sequence[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_a_manager_releases_what_somebody_else_drafted(journey: Journey, manager: Actor) -> None:
    paper = drafted(journey)
    journey.services.releasing.ask(
        journey.officer,
        AskRelease(
            request_id=journey.request_id, document_id=paper.id, lot_id=LOT, note="Please today."
        ),
    )
    words = f"Release referral {journey.page.reference}, version 1"
    (owed,) = [t for t in journey.services.tasks.today(manager).owed if t.words == words]
    (waiting,) = journey.services.releasing.waiting(manager)
    assert (waiting.number, waiting.lot) == (1, "Fostering framework: Families")
    assert view_of(journey).asks[0].note == "Please today."
    command = ReleasePaper(request_id=journey.request_id, document_id=paper.id, lot_id=LOT)
    with pytest.raises(NotPermitted):
        journey.services.releasing.release(journey.officer, command)
    journey.services.releasing.release(manager, command)
    view = view_of(journey)
    (line,) = view.releases
    assert (line.author, line.released_by, line.number) == ("Pat Officer", "Pat Manager", 1)
    assert line.sha256 == paper.sha256
    assert line.usable
    assert view.asks == ()
    assert owed.id not in {t.id for t in journey.services.tasks.today(manager).owed}
    assert journey.services.releasing.waiting(manager) == ()


def test_an_author_who_is_a_manager_cannot_release_their_own(
    journey: Journey, manager: Actor
) -> None:
    paper = journey.services.papers.issue(
        manager, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    with pytest.raises(RuleBroken, match="another pair of eyes") as refused:
        journey.services.releasing.release(
            manager, ReleasePaper(request_id=journey.request_id, document_id=paper.id)
        )
    assert refused.value.rule == "second_person"


def test_alone_only_out_of_hours_by_the_author_with_a_reason(
    journey: Journey, manager: Actor, clock: FixedClock
) -> None:
    paper = drafted(journey)
    alone = ReleasePaper(
        request_id=journey.request_id, document_id=paper.id, lot_id=LOT, reason="No bed tonight."
    )
    assert not view_of(journey).may_release_alone
    with pytest.raises(RuleBroken, match="within office hours") as refused:
        journey.services.releasing.release_alone(journey.officer, alone)
    assert "08:30 to 17:30" in refused.value.why
    clock.at = EVENING
    assert view_of(journey).may_release_alone
    with pytest.raises(RuleBroken, match="only whoever drafted"):
        journey.services.releasing.release_alone(manager, alone)
    without = ReleasePaper(request_id=journey.request_id, document_id=paper.id, reason=" ")
    with pytest.raises(RuleBroken, match="No reason"):
        journey.services.releasing.release_alone(journey.officer, without)
    journey.services.releasing.release_alone(journey.officer, alone)
    (line,) = view_of(journey).releases
    assert line.alone_reason == "No bed tonight."


@pytest.mark.parametrize(
    "day",
    [
        datetime(2026, 11, 28, 11, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 12, 25, 11, 0, tzinfo=UTC),  # a Friday that is a bank holiday
        datetime(2026, 11, 25, 7, 0, tzinfo=UTC),  # before the office opens
    ],
)
def test_a_day_off_is_out_of_hours(journey: Journey, clock: FixedClock, day: datetime) -> None:
    clock.at = day
    if day.month == 12:
        journey.authorise()
    paper = drafted(journey)
    journey.services.releasing.release_alone(
        journey.officer,
        ReleasePaper(request_id=journey.request_id, document_id=paper.id, reason="Tonight."),
    )
    assert view_of(journey).releases


def test_a_stale_paper_is_refused(journey: Journey, manager: Actor) -> None:
    first, second = drafted(journey), drafted(journey)
    order = ReleasePaper(request_id=journey.request_id, document_id=first.id)
    with pytest.raises(RuleBroken, match="A newer one") as refused:
        journey.services.releasing.release(manager, order)
    assert refused.value.rule == "stale_paper"
    journey.save_needs(TOBY, needs_with("Worms, maps and goalkeeping; and kites"), 1)
    assert "needs have changed" in (view_of(journey).paper or pytest.fail("no paper")).stale
    order = ReleasePaper(request_id=journey.request_id, document_id=second.id)
    with pytest.raises(RuleBroken, match="needs have changed"):
        journey.services.releasing.release(manager, order)


def needs_with(likes: str) -> Needs:
    return replace(needs(), likes=likes)


def test_an_indicative_paper_asks_nobody(
    services: Services, officer: Actor, manager: Actor
) -> None:
    journey = Journey(services, officer)
    journey.referred()
    paper = drafted(journey)
    order = ReleasePaper(request_id=journey.request_id, document_id=paper.id)
    with pytest.raises(RuleBroken) as refused:
        services.releasing.release(manager, order)
    assert refused.value.rule == "authorisation"
    journey.authorise()
    with pytest.raises(RuleBroken, match="before the request was authorised"):
        services.releasing.release(manager, order)


def test_the_scanner_reads_the_paper_again_at_the_release(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    paper = drafted(journey)
    with door.store.writing(journey.officer) as uow:
        uow.get(Child, TOBY).known_as = "Goalkeeping"
        uow.commit()
    with pytest.raises(RuleBroken, match="holds: name") as refused:
        journey.services.releasing.release(
            manager, ReleasePaper(request_id=journey.request_id, document_id=paper.id)
        )
    assert refused.value.rule == "redaction"
    assert not view_of(journey).releases


def test_a_paper_is_sent_back_with_words(journey: Journey, manager: Actor) -> None:
    paper = drafted(journey)
    order = AskRelease(request_id=journey.request_id, document_id=paper.id, lot_id=LOT)
    journey.services.releasing.ask(journey.officer, order)
    with pytest.raises(RuleBroken, match="waits for its release already"):
        journey.services.releasing.ask(journey.officer, order)
    (asked,) = view_of(journey).asks
    with pytest.raises(InvalidAnswers):
        journey.services.releasing.send_back(manager, SendBack(ask_id=asked.id, words=" "))
    back = SendBack(ask_id=asked.id, words="Say more about bedtime.")
    journey.services.releasing.send_back(manager, back)
    (asked,) = view_of(journey).asks
    assert (asked.returned_by, asked.returned_words) == ("Pat Manager", "Say more about bedtime.")
    with pytest.raises(RuleBroken, match="does not wait any more"):
        journey.services.releasing.send_back(manager, back)
    owed = [t.words for t in journey.services.tasks.today(journey.officer).owed]
    assert any("was sent back" in words for words in owed)
    journey.services.releasing.ask(journey.officer, order)


def test_one_locked_draft_for_each_provider_and_nobody_named(
    journey: Journey, manager: Actor, door: LocalDoor, tmp_path: Path
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    release = released(journey, manager).releases[0]
    option = agency_option(journey)
    (made,) = journey.services.sending.draft(
        journey.officer, DraftEmails(release_id=release.id, option_ids=(option,)), folder
    )
    (file,) = folder.iterdir()
    assert made.path == file
    assert file.name == f"{journey.page.reference}-P-0001.eml"
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    (attached,) = message.iter_attachments()
    locked = folder / "attached.pdf"
    locked.write_bytes(attached.get_content())
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(locked)
    with pikepdf.open(locked, password=made.password) as pdf:
        assert pdf.encryption.R == 6
    assert made.password not in texts_of([file])
    for name in ("Toby", "Frankie", "Wrenfield", "Larkspur", "PE1 1AA", "Stonebridge", "Ferris"):
        assert name.casefold() not in texts_of([file]).casefold()
    view = view_of(journey)
    (line,) = view.approaches
    assert line.answer is Answer.WAITING
    assert line.due_at == release.due_at
    assert line.means is ApproachMeans.REFERRAL
    (got,) = view.releases[0].sent
    assert got.provider == "Willowbank Fostering"
    assert journey.option(option).state is OptionState.ASKED
    logged = [r for r in door.keeper.audit_rows(60) if r.action == "e-mail draft saved"]
    assert len(logged) == 1
    with door.store.reading(journey.officer) as uow:
        (approach,) = uow.all(Approach)
        assert made.password not in str(vars(approach))


def test_nothing_is_recorded_where_the_folder_refuses(
    journey: Journey, manager: Actor, tmp_path: Path
) -> None:
    release = released(journey, manager).releases[0]
    order = DraftEmails(release_id=release.id, option_ids=(agency_option(journey),))
    with pytest.raises(FileTrouble):
        journey.services.sending.draft(journey.officer, order, tmp_path / "nowhere")
    assert view_of(journey).approaches == ()
    with pytest.raises(RuleBroken, match="Nobody is chosen"):
        journey.services.sending.draft(
            journey.officer, DraftEmails(release_id=release.id, option_ids=()), tmp_path
        )


def test_a_referral_is_not_recorded_as_sent_without_a_release(journey: Journey) -> None:
    order = AskHousehold(option_id=agency_option(journey), means=ApproachMeans.REFERRAL)
    with pytest.raises(RuleBroken) as refused:
        journey.services.approaching.ask(journey.officer, order)
    assert refused.value.rule == "release"


def test_a_provider_is_shown_with_why_not(
    journey: Journey, manager: Actor, door: LocalDoor, tmp_path: Path
) -> None:
    from art_desktop.domain.frameworks import Suspension
    from art_desktop.domain.ids import ProviderId

    release = released(journey, manager).releases[0]
    (choice,) = journey.services.sending.choices(journey.officer, journey.request_id, LOT)
    assert choice.can_go == (agency_option(journey),)
    with door.store.writing(journey.officer) as uow:
        uow.add(
            Suspension(
                provider_id=ProviderId(1), starts_on=date(2026, 11, 20), reason="Under review"
            )
        )
        uow.commit()
    option = choice.can_go[0]
    (choice,) = journey.services.sending.choices(journey.officer, journey.request_id, LOT)
    assert choice.why_not == "suspended since Fri 20 Nov 2026: Under review"
    with pytest.raises(RuleBroken, match="cannot be sent it: suspended"):
        journey.services.sending.draft(
            journey.officer, DraftEmails(release_id=release.id, option_ids=(option,)), tmp_path
        )


def test_silence_is_chased_and_closed_only_after_the_deadline(
    journey: Journey, manager: Actor, door: LocalDoor, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    (line,) = sent(journey, manager, folder).approaches
    assert line.due_at == clock.at + timedelta(hours=4), "urgent, so four hours"
    tasks = journey.services.tasks.today(journey.officer).owed
    (chase,) = [t for t in tasks if t.kind is TaskKind.CHASE]
    assert chase.due_at == line.due_at
    silent = RecordAnswer(approach_id=line.id, version=line.version, answer=Answer.NO_ANSWER)
    with pytest.raises(RuleBroken, match="may answer until"):
        journey.services.approaching.answer(journey.officer, silent)
    journey.services.approaching.chase(journey.officer, Chase(approach_ids=(line.id,)))
    journey.services.sending.chase_by_email(journey.officer, Chase(approach_ids=(line.id,)), folder)
    reminder = next(path for path in folder.iterdir() if "reminder" in path.name)
    assert "we have had no answer" in reminder.read_text(encoding="utf-8").casefold()
    (line,) = view_of(journey).approaches
    assert [c.words for c in line.chasers] == ["Reminded by telephone", "E-mail draft saved"]
    clock.move_on(timedelta(hours=9))
    assert line.is_late(clock.at)
    journey.services.approaching.answer(journey.officer, silent)
    assert not journey.services.tasks.today(journey.officer).owed or all(
        t.kind is not TaskKind.CHASE for t in journey.services.tasks.today(journey.officer).owed
    )
    option = journey.option(line.option_id)
    assert (option.state, option.not_used_reason) == (
        OptionState.DECLINED,
        NotUsedReason.NO_ANSWER,
    )
    with door.store.reading(journey.officer) as uow:
        assert len(uow.all(Chaser)) == 2


def test_a_decline_closes_the_option_with_what_it_counts_as(
    journey: Journey, manager: Actor, tmp_path: Path
) -> None:
    (line,) = sent(journey, manager, tmp_path).approaches
    other = RecordDecline(approach_id=line.id, version=line.version, reason=DeclineReason.OTHER)
    with pytest.raises(InvalidAnswers):
        journey.services.approaching.decline(journey.officer, other)
    no = RecordDecline(approach_id=line.id, version=line.version, reason=DeclineReason.NO_VACANCY)
    journey.services.approaching.decline(journey.officer, no)
    option = journey.option(line.option_id)
    assert (option.state, option.not_used_reason) == (OptionState.DECLINED, NotUsedReason.NO_PLACE)
    assert view_of(journey).approaches[0].decline_words == "No vacancy"
    day = date(2026, 11, 24)
    (figure,) = journey.services.reasons.counted(journey.officer, day, day).answers
    assert (figure.code, figure.words, figure.count) == ("no_vacancy", "No vacancy", 1)
    assert figure.records[0].household == "P-0001"


def test_a_lost_draft_is_saved_again_under_another_password(
    journey: Journey, manager: Actor, tmp_path: Path
) -> None:
    (line,) = sent(journey, manager, tmp_path).approaches
    (again,) = journey.services.sending.draft_again(journey.officer, (line.id,), tmp_path)
    assert again.path.name.endswith("-P-0001-2.eml")
    assert again.password
    assert len(view_of(journey).approaches) == 1
