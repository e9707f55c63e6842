"""The documents of a report: Word, PDF, workbook."""

import io

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from toasoan.media.downloads import disposition
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.reports.rights import READERS, report_here
from toasoan.reports.files import CONTENT_TYPES, FORMATS, file_name, file_of
from toasoan.reports.models import FileFormat


@screen("bao-cao/<int:report_id>/tep/<slug:form>/", name="report_file", duties=READERS)
@require_safe
def report_file(request: HttpRequest, report_id: int, form: str) -> FileResponse:
    """The report as a file: of a closed one always the same bytes, of a draft as of now."""
    report = report_here(request, report_id)
    asked = next((each for each in FORMATS if each.value == form), None)
    if asked is None:
        raise Http404
    return saved_file(file_of(report, asked), asked, file_name(report, asked))


def saved_file(content: bytes, form: FileFormat, name: str) -> FileResponse:
    """A document to save under this name."""
    answer = FileResponse(io.BytesIO(content), content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = disposition(name)
    # Names of people on a computer that several share.
    answer["Cache-Control"] = "no-store"
    return answer
