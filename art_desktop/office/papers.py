"""Drawing and checking papers; ReportLab and pikepdf are imported when the first paper is drawn."""

from __future__ import annotations

from art_desktop.domain.papers import FullReferral, RedactedReferral, Stamp
from art_desktop.domain.redaction import KnownIdentity, Leak


class LateWriter:
    """Implements `domain.papers.DocumentWriter`."""

    def write_redacted(self, paper: RedactedReferral, stamp: Stamp) -> bytes:
        """Return the redacted referral as a PDF."""
        from art_desktop.documents.referral import ReferralWriter

        return ReferralWriter().write_redacted(paper, stamp)

    def write_full(self, paper: FullReferral, stamp: Stamp) -> bytes:
        """Return the full referral as a PDF."""
        from art_desktop.documents.referral import ReferralWriter

        return ReferralWriter().write_full(paper, stamp)


def scan(data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
    """Return every identifier found in a finished paper."""
    from art_desktop.documents.scan import scan_pdf

    return scan_pdf(data, identity, file_name=file_name)
