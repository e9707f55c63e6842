"""Who may do what with reports, and the door that every screen of theirs goes through.

The board reads, the desk writes, an approver closes; for everybody else reports do not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import COUNTING, DESK
from toasoan.reports.models import Report
from toasoan.reports.queries import report_for
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where

READERS = COUNTING
WRITERS = DESK
CLOSERS = frozenset({Duty.APPROVE})
#: Who may turn a closed report into a story: reads reports, and begins stories for the desk.
STORY_WRITERS = frozenset({Duty.EDIT})


@dataclass(frozen=True, slots=True)
class ReportRights:
    """What the person may do with a report; it decides which buttons are shown."""

    may_write: bool
    may_close: bool
    may_begin_story: bool
    may_supplement: bool


def report_here(request: HttpRequest, report_id: int, duties: Iterable[Duty] = READERS) -> Report:
    """The report, if it exists for the person of the request. Raises Http404."""
    return report_for(agency_where(request, duties), report_id)


def rights_in(request: HttpRequest, report: Report) -> ReportRights:
    """What the person of the request may do with the report today."""
    user, today = user_of(request), today_here()

    def holds(duties: Iterable[Duty]) -> bool:
        return report.agency_id in agencies_where(user, duties, today)

    return ReportRights(
        may_write=not report.is_closed and holds(WRITERS),
        may_close=not report.is_closed and holds(CLOSERS),
        may_begin_story=report.is_closed and holds(STORY_WRITERS),
        may_supplement=report.is_closed and holds(WRITERS),
    )
