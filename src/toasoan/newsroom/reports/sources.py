"""Where the figure behind a suggested limitation is opened."""

from django.urls import reverse
from django.utils.http import urlencode

from toasoan.figures.returns import CountedAction
from toasoan.reports.counting import LATE, PUBLISHED
from toasoan.reports.models import Report
from toasoan.reports.suggestions import DELAYS, REFUSED, RETURNS, SHORTFALLS, SILENT, URGENT

#: Suggested from a figure of the report itself.
_FIGURES = {SILENT: PUBLISHED, DELAYS: LATE}
#: Suggested from a number of the table of what came back.
_CAME_BACK = {REFUSED: CountedAction.REFUSAL, URGENT: CountedAction.URGENT}


def source_address(report: Report, source: str) -> str:
    """The list behind a limitation, "" for one that a person wrote."""
    period = {"from": report.first_on.isoformat(), "to": report.last_on.isoformat()}
    if source in _FIGURES:
        return _address("report_stories", {"so-lieu": _FIGURES[source]}, report.pk)
    if source in _CAME_BACK:
        return _address("returns_stories", period, _CAME_BACK[source])
    if source.startswith(RETURNS):
        reason = {"ly-do": source.removeprefix(RETURNS)}
        return _address("returns_stories", period | reason, CountedAction.RETURN)
    return _address("quota_shortfalls", period) if source == SHORTFALLS else ""


def _address(name: str, query: dict[str, str], *arguments: object) -> str:
    return f"{reverse(f'newsroom:{name}', args=arguments)}?{urlencode(query)}"
