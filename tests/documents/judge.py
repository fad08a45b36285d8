"""What every paper must stand: PDF/UA-1, a sound file, and two readers that open every page."""

from __future__ import annotations

import io

import page
import pikepdf
import pypdfium2


def judge(data: bytes, password: str = "") -> None:
    """Refuse a paper that fails a rule of PDF/UA-1, is damaged, or has a page that a reader does not open."""
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        problems = pdf.check_pdf_syntax()
        assert not problems, problems
        assert all(entry.get("/Contents") is not None for entry in pdf.pages)
        count = len(pdf.pages)
        if password:
            plain = io.BytesIO()
            pdf.save(plain)
            data = plain.getvalue()
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    failed = [f"{one.rule_id}: {one.message} ({one.object_id})" for one in report.failures]
    assert report.is_compliant, "\n".join(failed)
    document = pypdfium2.PdfDocument(data)
    try:
        assert len(document) == count
        for sheet in document:
            assert sheet.render(scale=0.2).width
            sheet.close()
    finally:
        document.close()
