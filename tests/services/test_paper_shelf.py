"""Kept papers that go out, and the shelf of what a request can have; over a real record."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pytest

from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.ids import AuthorisationId, ChildId, DocumentId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_views import PaperShelf, ShelfGroup, ShelfLine
from art_desktop.domain.paper_words import PaperKind, ReadingAge
from art_desktop.domain.permissions import Actor
from art_desktop.domain.work import IssuedPaper
from art_desktop.office.door import LocalDoor
from art_desktop.services.paper_asking import ask_of, kinds_in
from tests.services import test_offers
from tests.services.journey import Journey, needs
from tests.services.test_offers import offered

journey = test_offers.journey


def issued(journey: Journey, kind: PaperKind, **of: object) -> DocumentId:
    ask = PaperAsk(kind=kind, request_id=journey.request_id, **of)  # type: ignore[arg-type]  # what a test asks for
    return journey.services.papers.issue(journey.officer, ask).id


@pytest.fixture
def matched(journey: Journey) -> Journey:
    """The request, matched with an agency's household."""
    option = offered(journey)
    journey.view(option.id)
    journey.agree(option.id)
    return journey


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an empty folder outside the record's own."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def line_of(shelf: PaperShelf, kind: PaperKind) -> ShelfLine:
    return next(line for line in shelf.lines if line.ask.kind is kind)


def entered(journey: Journey, manager: Actor) -> list[str]:
    """Return what the trail says was done, newest first."""
    return [row.action for row in journey.services.keeping.audit(manager, 80)]


def changed_needs(journey: Journey) -> None:
    """Have the needs changed after papers were drafted."""
    child = journey.page.children[0]
    body = replace(needs(), likes="Nothing but trains now")
    journey.save_needs(child.child_id, body, child.profile_number)


def test_a_copy_that_leaves_opens_only_with_its_password(matched: Journey, out: Path) -> None:
    papers, officer = matched.services.papers, matched.officer
    document = issued(matched, PaperKind.REFERRAL_FULL)
    kept = papers.content(officer, document)
    place = out / "copy.pdf"
    saved = papers.save(officer, document, place, leaves=True)
    assert saved.password.count("-") == 3
    assert saved.password not in repr(saved)
    data = place.read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data), password="K7QM-3RTX-9DHA-WE4C")
    with pikepdf.open(io.BytesIO(data), password=saved.password) as pdf:
        assert pdf.encryption.R == 6
        assert len(pdf.pages) == len(pikepdf.open(io.BytesIO(kept)).pages)
        # The lock must not break the tags: what is under it is as it was.
        assert pdf.Root.MarkInfo.Marked
        opened = io.BytesIO()
        pdf.save(opened)
    from tests.documents.judge import judge

    judge(opened.getvalue())


def test_a_copy_that_stays_is_the_kept_paper(matched: Journey, out: Path) -> None:
    papers, officer = matched.services.papers, matched.officer
    document = issued(matched, PaperKind.MATCHING_RECORD)
    place = out / "copy.pdf"
    saved = papers.save(officer, document, place)
    assert saved.password == ""
    assert place.read_bytes() == papers.content(officer, document)
    with pytest.raises(RuleBroken, match="stays in the building"):
        papers.save(officer, document, out / "other.pdf", leaves=True)
    with pytest.raises(RuleBroken, match="stays in the building"):
        papers.email(officer, document, out)
    assert [path.name for path in out.iterdir()] == ["copy.pdf"]


def test_what_a_disk_refuses_is_not_entered(matched: Journey, manager: Actor, out: Path) -> None:
    document = issued(matched, PaperKind.REFERRAL_FULL)
    with pytest.raises(FileTrouble, match="The copy was not saved"):
        matched.services.papers.save(matched.officer, document, out / "no" / "copy.pdf")
    assert not any("paper saved" in one for one in entered(matched, manager))


def test_what_goes_out_is_entered_in_the_trail(matched: Journey, manager: Actor, out: Path) -> None:
    papers, officer = matched.services.papers, matched.officer
    document = issued(matched, PaperKind.REFERRAL_FULL)
    papers.printed(officer, document, 2, "1-3")
    papers.save(officer, document, out / "a.pdf")
    papers.save(officer, document, out / "b.pdf", leaves=True)
    papers.email(officer, document, out)
    done = ("paper put into an e-mail draft", "paper saved, locked", "paper saved", "paper printed")
    assert tuple(one for one in entered(matched, manager) if one in done) == done


def test_who_looks_at_a_proof_is_entered_and_nothing_is_kept(
    matched: Journey, manager: Actor
) -> None:
    papers, officer = matched.services.papers, matched.officer
    ask = PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=matched.request_id)
    before = papers.shelf(officer, matched.request_id).kept
    papers.proof(officer, ask)
    newest = matched.services.keeping.audit(manager, 1)[0]
    assert (newest.action, newest.object_type) == ("proof opened", "request")
    assert papers.shelf(officer, matched.request_id).kept == before


def test_an_email_draft_names_nobody_and_its_paper_is_locked(matched: Journey, out: Path) -> None:
    papers, officer = matched.services.papers, matched.officer
    document = issued(matched, PaperKind.REFERRAL_FULL)
    draft = papers.email(officer, document, out)
    message = message_from_bytes(draft.path.read_bytes(), policy=policy.default)
    assert draft.to == message["To"]
    plain = message.get_body()
    assert plain is not None
    text = f"{message['Subject']} {draft.path.name} {plain.get_content()}"
    for name in ("Wrenfield", "Toby", "Frankie", draft.password):
        assert name not in text
    (attached,) = message.iter_attachments()
    locked = attached.get_payload(decode=True)
    assert isinstance(locked, bytes)
    with pikepdf.open(io.BytesIO(locked), password=draft.password) as pdf:
        assert len(pdf.pages) > 1
    again = papers.email(officer, document, out)
    assert again.path != draft.path
    assert again.password != draft.password


def test_a_paper_goes_to_the_chosen_home_only_while_it_says_what_the_record_says(
    matched: Journey, out: Path
) -> None:
    document = issued(matched, PaperKind.REFERRAL_FULL)
    changed_needs(matched)
    with pytest.raises(RuleBroken, match=r"The record has changed since it was drafted \(.*: "):
        matched.services.papers.email(matched.officer, document, out)
    assert list(out.iterdir()) == []


def test_the_drafts_of_two_children_are_told_apart(matched: Journey, out: Path) -> None:
    papers, officer = matched.services.papers, matched.officer
    seen = set()
    for child in matched.page.children:
        document = issued(matched, PaperKind.HEALTH_NOTIFICATION, child_id=child.child_id)
        message = message_from_bytes(
            papers.email(officer, document, out).path.read_bytes(), policy=policy.default
        )
        (attached,) = message.iter_attachments()
        seen.add((message["Subject"], attached.get_filename()))
        assert child.name.split()[0] not in f"{message['Subject']} {attached.get_filename()}"
    assert len({subject for subject, _ in seen}) == len({name for _, name in seen}) == 2


def pack_of(journey: Journey, *kinds: PaperKind) -> PaperAsk:
    parts = tuple(PaperAsk(kind=kind, request_id=journey.request_id) for kind in kinds)
    return PaperAsk(kind=PaperKind.CHOSEN_PACK, request_id=journey.request_id, parts=parts)


def test_a_pack_goes_to_the_chosen_home_only_while_it_says_what_the_record_says(
    matched: Journey, out: Path
) -> None:
    papers, officer = matched.services.papers, matched.officer
    ask = pack_of(matched, PaperKind.REFERRAL_PACK, PaperKind.PLACEMENT_AGREEMENT)
    first = papers.issue(officer, ask).id
    assert papers.email(officer, first, out).password
    changed_needs(matched)
    with pytest.raises(RuleBroken, match="The record has changed since it was drafted"):
        papers.email(officer, first, out)
    assert len(list(out.iterdir())) == 1
    assert papers.email(officer, papers.issue(officer, ask).id, out).password


def test_a_pack_says_which_papers_came_and_went(matched: Journey) -> None:
    papers, officer = matched.services.papers, matched.officer
    papers.issue(officer, pack_of(matched, PaperKind.REFERRAL_FULL, PaperKind.MATCHING_RECORD))
    other = pack_of(matched, PaperKind.PLACEMENT_AGREEMENT, PaperKind.MATCHING_RECORD)
    assert papers.issue(officer, other).changes == (
        "Papers: “Individual placement agreement” is new",
        "Papers: “Placement referral, full” is gone",
    )
    turned = replace(other, parts=tuple(reversed(other.parts)))
    assert papers.issue(officer, turned).changes == ("Papers: in another order",)
    assert papers.issue(officer, turned).changes == ()


def test_a_paper_that_is_not_what_was_made_goes_nowhere(
    matched: Journey, door: LocalDoor, out: Path
) -> None:
    papers, officer = matched.services.papers, matched.officer
    document = issued(matched, PaperKind.REFERRAL_FULL)
    with door.store.writing(officer) as uow:
        uow.get(IssuedPaper, document).sha256 = hashlib.sha256(b"other").hexdigest()
        uow.commit()
    for call in (
        lambda: papers.open(officer, document),
        lambda: papers.printed(officer, document, 1, "1"),
        lambda: papers.save(officer, document, out / "x.pdf"),
        lambda: papers.email(officer, document, out),
    ):
        with pytest.raises(RuleBroken, match="its hash differs"):
            call()
    assert list(out.iterdir()) == []


def test_the_shelf_says_what_can_be_drafted_and_what_waits(journey: Journey) -> None:
    offered(journey)
    shelf = journey.services.papers.shelf(journey.officer, journey.request_id)
    groups = [line.group for line in shelf.lines]
    assert groups == sorted(groups, key=list(ShelfGroup).index)
    assert line_of(shelf, PaperKind.REFERRAL_REDACTED).may_draft
    full = line_of(shelf, PaperKind.REFERRAL_FULL)
    assert "after the match is agreed" in full.why_not
    assert full.what_next
    pack = line_of(shelf, PaperKind.REFERRAL_PACK)
    assert pack.forms
    assert all(one.standing.number == 0 and one.standing.open for one in pack.forms)


def test_the_shelf_tells_a_paper_that_is_old_from_one_that_stands(matched: Journey) -> None:
    papers, officer = matched.services.papers, matched.officer
    first = issued(matched, PaperKind.REFERRAL_FULL)
    line = line_of(papers.shelf(officer, matched.request_id), PaperKind.REFERRAL_FULL)
    (variant,) = line.variants
    assert variant.newest is not None
    assert (variant.newest.id, variant.changed) == (first, ())
    changed_needs(matched)
    shelf = papers.shelf(officer, matched.request_id)
    (variant,) = line_of(shelf, PaperKind.REFERRAL_FULL).variants
    assert variant.changed
    assert first in [paper.id for paper in shelf.kept]
    assert all(line.may_draft or line.why_not for line in shelf.lines)


def test_everything_that_the_shelf_offers_can_be_drafted(matched: Journey) -> None:
    papers, officer = matched.services.papers, matched.officer
    shelf = papers.shelf(officer, matched.request_id)
    for line in shelf.lines:
        if not line.may_draft:
            with pytest.raises(RuleBroken):
                papers.issue(officer, line.ask)
            continue
        for variant in line.variants:
            paper = papers.issue(officer, variant.ask)
            last = variant.newest.number if variant.newest else 0
            assert papers.open(officer, paper.id).view.number == last + 1
    after = papers.shelf(officer, matched.request_id)
    for line in after.lines:
        for variant in line.variants:
            if variant.newest is not None:
                assert variant.changed == ()


def test_what_a_paper_was_asked_for_is_read_off_it() -> None:
    for ask in (
        PaperAsk(kind=PaperKind.CHILD_PAGE, request_id=3, child_id=5, reading_age=ReadingAge.OLDER),  # type: ignore[arg-type]  # ids are ints
        PaperAsk(kind=PaperKind.DECISION_LETTER, request_id=3, authorisation_id=8),  # type: ignore[arg-type]  # ids are ints
        PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=3),  # type: ignore[arg-type]  # ids are ints
    ):
        assert ask_of(kept_as(ask)) == ask


def test_the_papers_of_a_pack_are_read_off_it() -> None:
    ask = PaperAsk(kind=PaperKind.CHOSEN_PACK, request_id=3)  # type: ignore[arg-type]  # ids are ints
    paper = kept_as(ask)
    assert ask_of(paper) is None
    assert kinds_in(paper) == ()
    paper.body = '{"names":["Matching record","The child\'s page: Toby"]}'
    assert kinds_in(paper) == (PaperKind.MATCHING_RECORD, PaperKind.CHILD_PAGE)
    paper.body = '{"names":["Matching record","Something else"]}'
    assert kinds_in(paper) == ()
    part = PaperAsk(
        kind=PaperKind.CHILD_PAGE,
        request_id=RequestId(3),
        child_id=ChildId(5),
        reading_age=ReadingAge.OLDER,
    )
    late = PaperAsk(
        kind=PaperKind.DECISION_LETTER,
        request_id=RequestId(3),
        authorisation_id=AuthorisationId(8),
    )
    paper.body = json.dumps({"keys": [part.part_key], "left_out": [{"key": late.part_key}]})
    assert ask_of(paper) == replace(ask, parts=(part, late))


def kept_as(ask: PaperAsk) -> IssuedPaper:
    return IssuedPaper(
        request_id=ask.request_id,
        child_id=ask.child_id,
        kind=ask.kind,
        subject=ask.key,
        number=1,
        file_name="x.pdf",
        sha256="",
        content=b"",
        made_from="{}",
        indicative=False,
        made_at=datetime(2026, 11, 24, tzinfo=UTC),
        made_by=1,  # type: ignore[arg-type]  # ids are ints
    )
