"""The documents of a report: Word, PDF, workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toasoan.media.downloads import disposition
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.reports.rights import READERS, report_here
from toasoan.reports.files import CONTENT_TYPES, FORMATS, file_name, file_of


@screen("bao-cao/<int:report_id>/tep/<slug:form>/", name="report_file", duties=READERS)
@require_safe
def report_file(request: HttpRequest, report_id: int, form: str) -> HttpResponse:
    """The report as a file: of a closed one always the same bytes, of a draft as of now."""
    report = report_here(request, report_id)
    asked = next((each for each in FORMATS if each.value == form), None)
    if asked is None:
        raise Http404
    answer = HttpResponse(file_of(report, asked), content_type=CONTENT_TYPES[asked])
    answer["Content-Disposition"] = disposition(file_name(report, asked))
    # Names of people on a computer that several share.
    answer["Cache-Control"] = "no-store"
    return answer
