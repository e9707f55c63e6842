"""The documents of a report. Those of a closed one are made once and kept as they are."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from toasoan.printing.document import OfficialDocument
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.pdf_writer import write_pdf
from toasoan.reports.content import ReportContent
from toasoan.reports.documents import document_of
from toasoan.reports.models import FileFormat, Report, ReportFile
from toasoan.reports.queries import content_of

_WRITERS: dict[str, Callable[[OfficialDocument], bytes]] = {
    FileFormat.DOCX: write_docx,
    FileFormat.PDF: write_pdf,
}
CONTENT_TYPES = {
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.PDF: "application/pdf",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(report: Report, form: FileFormat) -> bytes:
    """The report in this form: as it was first made when it is closed, as of now for a draft."""
    if not report.is_closed:
        return _made(report, content_of(report), form)
    kept = report.files.filter(format=form).first()
    return bytes(kept.content) if kept else _keep(report, form)


def _keep(report: Report, form: FileFormat) -> bytes:
    """Make a document of a closed report and keep it; of two made at once the first stays."""
    made = _made(report, content_of(report), form)
    with transaction.atomic():
        Report.objects.select_for_update().only("pk").get(pk=report.pk)
        kept, _created = ReportFile.objects.get_or_create(
            report=report,
            format=form,
            defaults={
                "content": made,
                "sha256": hashlib.sha256(made).hexdigest(),
                "made_at": timezone.now(),
            },
        )
    return bytes(kept.content)


def _made(report: Report, content: ReportContent, form: FileFormat) -> bytes:
    made_at = report.closed_at or report.changed_at
    return _WRITERS[form](document_of(content, made_at=made_at))


def file_name(report: Report, form: FileFormat) -> str:
    """What the file is called when it is saved."""
    stem = f"bao-cao-{report.first_on:%Y%m%d}-{report.last_on:%Y%m%d}"
    return f"{stem}{'-bo-sung' if report.supplement_of_id else ''}.{form}"
