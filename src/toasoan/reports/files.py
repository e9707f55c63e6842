"""The documents of a report. Those of a closed one are made once and kept as they are."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.workbook import write_workbook
from toasoan.reports.actions import close_report
from toasoan.reports.content import ReportContent
from toasoan.reports.documents import document_of, sheets_of
from toasoan.reports.models import FileFormat, Report, ReportFile
from toasoan.reports.queries import content_of
from toasoan.reports.word_templates import filled

CONTENT_TYPES = {
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.PDF: "application/pdf",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(report: Report, form: FileFormat) -> bytes:
    """The report in this form: as it was kept when it was closed, as of now for a draft."""
    kept = report.files.filter(format=form).first() if report.is_closed else None
    return bytes(kept.content) if kept else _made(report, content_of(report), form)


def close_and_keep(
    report_id: int, *, actor: User, now: dt.datetime, version: int | None = None
) -> Report:
    """Close a report, then make its documents and keep them. Raises RefusedError.

    They are made from what was frozen, after the transaction: nobody waits for them.
    """
    report = close_report(report_id, actor=actor, now=now, version=version)
    keep_files(report)
    return report


def keep_files(report: Report) -> None:
    """Make the documents of a closed report that are not kept yet; safe to call again."""
    content = content_of(report)
    kept = set(report.files.values_list("format", flat=True))
    made = {form: _made(report, content, form) for form in WRITERS if form not in kept}
    # Of two people who make them at once the first row stays.
    ReportFile.objects.bulk_create(
        (
            ReportFile(
                report=report,
                format=form,
                content=document,
                sha256=hashlib.sha256(document).hexdigest(),
                made_at=timezone.now(),
            )
            for form, document in made.items()
        ),
        ignore_conflicts=True,
    )


def _made(report: Report, content: ReportContent, form: FileFormat) -> bytes:
    """The document; a Word file in the agency's own template when it has one."""
    made_at = report.closed_at or report.changed_at
    own = filled(report.agency, content, made_at) if form is FileFormat.DOCX else None
    return own or WRITERS[form](content, made_at)


def _docx(content: ReportContent, made_at: dt.datetime) -> bytes:
    return write_docx(document_of(content, made_at=made_at))


def _pdf(content: ReportContent, made_at: dt.datetime) -> bytes:
    return write_pdf(document_of(content, made_at=made_at))


def _xlsx(content: ReportContent, made_at: dt.datetime) -> bytes:
    return write_workbook(content.title, sheets_of(content), made_at=made_at)


WRITERS: dict[FileFormat, Callable[[ReportContent, dt.datetime], bytes]] = {
    FileFormat.DOCX: _docx,
    FileFormat.PDF: _pdf,
    FileFormat.XLSX: _xlsx,
}


#: The forms that a report can be had in.
FORMATS = tuple(WRITERS)


def file_name(report: Report, form: FileFormat) -> str:
    """What the file is called when it is saved."""
    stem = f"bao-cao-{report.first_on:%Y%m%d}-{report.last_on:%Y%m%d}"
    return f"{stem}{'-bo-sung' if report.supplement_of_id else ''}.{form.value}"
