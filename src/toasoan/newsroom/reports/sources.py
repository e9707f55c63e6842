"""Where the figure behind a suggested limitation is opened."""

from django.urls import reverse
from django.utils.http import urlencode

from toasoan.figures.returns import CountedAction
from toasoan.reports.counting import LATE, PUBLISHED
from toasoan.reports.models import Report
from toasoan.reports.suggestions import DELAYS, REFUSED, RETURNS, SHORTFALLS, SILENT, URGENT

#: Suggested from a figure of the report itself.
_FIGURES = {SILENT: PUBLISHED, DELAYS: LATE}


def source_address(report: Report, source: str) -> str:
    """The list behind a limitation, "" for one that a person wrote."""
    period = {"from": report.first_on.isoformat(), "to": report.last_on.isoformat()}
    if source.startswith(RETURNS):
        code = {"ly-do": source.removeprefix(RETURNS)}
        return _list_of(CountedAction.RETURN, period | code)
    if source == REFUSED:
        return _list_of(CountedAction.REFUSAL, period)
    if source == URGENT:
        return _list_of(CountedAction.URGENT, period)
    if source == SHORTFALLS:
        return f"{reverse('newsroom:quotas')}?{urlencode(period)}"
    if source in _FIGURES:
        address = reverse("newsroom:report_stories", args=[report.pk])
        return f"{address}?{urlencode({'so-lieu': _FIGURES[source]})}"
    return ""


def _list_of(action: CountedAction, query: dict[str, str]) -> str:
    """A list of the table of what came back."""
    return f"{reverse('newsroom:returns_stories', args=[action])}?{urlencode(query)}"
