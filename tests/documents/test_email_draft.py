"""E-mail drafts: read back as a mail program reads them, the paper locked, nobody named."""

from __future__ import annotations

import io
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest

from art_desktop.documents.email_draft import scan_eml, write_eml
from art_desktop.domain.emails import EmailDraft
from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.redaction import KnownIdentity, LeakKind
from art_desktop.office.papers import LateEmails

TOBY = KnownIdentity(
    names=("Toby Wrenfield",),
    dates=(date(2017, 3, 1),),
    addresses=("7 Larkspur Row, Peterborough",),
    postcodes=("PE1 1AA",),
    schools=("Stonebridge Primary",),
    numbers=("99001",),
    phones=("01632 960777",),
)


def paper() -> bytes:
    made = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


def draft(**changes: object) -> EmailDraft:
    given: dict[str, object] = {
        "to": "placements@willowbank.example",
        "subject": "Placement referral R-2026-0143: please answer by Thu 26 Nov 2026 12:00",
        "body": "We are looking for a home.\nRing 01632 960100, “the duty officer”.\n",
        "attachment_name": "R-2026-0143-referral-v2.pdf",
        "attachment": b"%PDF-locked",
    }
    return EmailDraft(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_mail_program_opens_it_as_a_draft_with_its_paper() -> None:
    message = read(write_eml(draft()))
    assert message["X-Unsent"] == "1"
    assert message["To"] == "placements@willowbank.example"
    assert message["Subject"].startswith("Placement referral R-2026-0143")
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == draft().body.splitlines()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "R-2026-0143-referral-v2.pdf"
    assert attached.get_content() == b"%PDF-locked"
    assert attached.get_content_type() == "application/pdf"


def test_it_names_neither_a_sender_nor_a_machine_nor_a_day() -> None:
    message = read(write_eml(draft()))
    assert set(message.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}


def test_equal_input_gives_equal_bytes_and_lines_end_as_mail_wants() -> None:
    data = write_eml(draft())
    assert data == write_eml(draft())
    assert data.count(b"\n") == data.count(b"\r\n")


def test_without_a_paper_it_is_words_alone() -> None:
    message = read(write_eml(draft(attachment=None, attachment_name="")))
    assert message.get_content_type() == "text/plain"
    assert not list(message.iter_attachments())


@pytest.mark.parametrize("to", ["a@b.example\nBcc: c@d.example", "a@b.example\r\nX: y"])
def test_an_address_cannot_add_a_header(to: str) -> None:
    with pytest.raises(FileTrouble, match="not one line"):
        write_eml(draft(to=to))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"subject": "Home for Toby"}, LeakKind.NAME),
        ({"body": "He is T o b y, of Larkspur Row."}, LeakKind.NAME),
        ({"body": "Born 1 March 2017."}, LeakKind.DATE),
        ({"attachment_name": "wrenfield.pdf"}, LeakKind.NAME),
        ({"to": "toby@willowbank.example"}, LeakKind.NAME),
        ({"body": "Near PE1 1AA"}, LeakKind.POSTCODE),
        ({"body": "ring 01632 960777"}, LeakKind.PHONE),
    ],
)
def test_the_scanner_finds_whoever_is_named_wherever_they_stand(
    changes: dict[str, object], kind: LeakKind
) -> None:
    found = scan_eml(write_eml(draft(**changes)), TOBY, file_name="R-2026-0143-P-0001.eml")
    assert kind in {leak.kind for leak in found}


def test_the_scanner_reads_the_file_name_and_passes_a_clean_draft() -> None:
    data = write_eml(draft())
    assert scan_eml(data, TOBY, file_name="R-2026-0143-P-0001.eml") == ()
    (leak,) = scan_eml(data, TOBY, file_name="R-2026-0143-wrenfield.eml")
    assert leak.where == "the file's name"


def test_the_paper_opens_with_its_password_alone_and_by_the_strongest_lock() -> None:
    emails = LateEmails()
    password = emails.password()
    locked = emails.lock(paper(), password)
    for wrong in ("", password.lower(), password[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(locked), password=wrong)
    with pikepdf.open(io.BytesIO(locked), password=password) as pdf:
        assert pdf.encryption.R == 6
        assert pdf.encryption.bits == 256


def test_passwords_are_said_easily_and_never_repeat() -> None:
    emails = LateEmails()
    made = {emails.password() for _ in range(200)}
    assert len(made) == 200
    for one in made:
        assert [len(group) for group in one.split("-")] == [4, 4, 4, 4]
        assert not set(one) & set("O0I1BS58")


def test_all_drafts_are_saved_or_none_and_none_is_written_over(tmp_path: Path) -> None:
    emails = LateEmails()
    (first,) = emails.save(tmp_path, {"a.eml": b"one"})
    (second,) = emails.save(tmp_path, {"a.eml": b"two"})
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    with pytest.raises(FileTrouble):
        emails.save(tmp_path, {"b.eml": b"three", "nowhere/c.eml": b"four"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.eml", "a.eml"]
