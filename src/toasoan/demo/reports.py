"""The demo's reports: the half-year of 2023, closed as it was then, and a notice being written."""

import datetime as dt

from toasoan.accounts.models import User
from toasoan.reports.actions import (
    LimitationText,
    MeasureText,
    NewReport,
    PartText,
    ReportText,
    add_measure,
    begin_report,
    choose_highlights,
    save_text,
)
from toasoan.reports.counting import most_placed
from toasoan.reports.files import close_and_keep
from toasoan.reports.models import Report, ReportKind
from toasoan.reports.outline import NEXT, NOTABLE
from toasoan.reports.queries import draft_of
from toasoan.stories.models import Story
from toasoan.units.models import Agency, Board, BoardKind
from toasoan.vietnamese.moments import at_local
from toasoan.vietnamese.periods import half_year, month, previous

_BEGUN = dt.date(2023, 7, 10)
_CLOSED = dt.date(2023, 7, 26)
_LIMITATIONS = (
    "Cán bộ làm công tác tuyên truyền ở các đơn vị đều kiêm nhiệm, ít được tập huấn về cách viết"
    " tin, chụp ảnh.",
    "Kinh phí và thiết bị dành cho công tác tuyên truyền còn hạn hẹp.",
)
_MEASURES = (
    ("Mở lớp tập huấn viết tin, bài và chụp ảnh cho cộng tác viên", dt.date(2023, 9, 30)),
    ("Rà soát, bổ sung thành viên tổ tuyên truyền của các đơn vị", dt.date(2023, 8, 31)),
    ("Tuyên truyền phòng, chống ma túy trong trường học", dt.date(2023, 12, 15)),
)
_DOCUMENT = "Chương trình công tác tuyên truyền 6 tháng cuối năm 2023"
_NAMED = 3


def write_reports(agency: Agency, users: dict[str, User], today: dt.date) -> None:
    """Write both reports by the actions that people use."""
    _half_year(agency, editor=users["bientap"], approver=users["duyet"])
    period = previous(month(today.year, today.month))
    now = at_local(today, dt.time(8))
    notice = NewReport(kind=ReportKind.MONTH, period=period)
    begin_report(notice, agency=agency, actor=users["bientap"], now=now)


def _half_year(agency: Agency, *, editor: User, approver: User) -> None:
    new = NewReport(kind=ReportKind.HALF_YEAR, period=half_year(2023, 1))
    now = at_local(_BEGUN, dt.time(9))
    report = begin_report(new, agency=agency, actor=editor, now=now)
    _write(report, editor, now)
    board = Board.objects.get(agency=agency, kind=BoardKind.STEERING)
    for text, due_on in _MEASURES:
        report.refresh_from_db()
        measure = MeasureText(text=text, board=board, due_on=due_on, document=_DOCUMENT)
        add_measure(report.pk, measure, version=report.version, actor=editor, now=now)
    close_and_keep(report.pk, actor=approver, now=at_local(_CLOSED, dt.time(16)))


def _write(report: Report, editor: User, now: dt.datetime) -> None:
    """The words of a person: what the figures do not say."""
    draft = draft_of(report)
    words = {
        NOTABLE: "Các tin, bài dưới đây được nhiều cơ quan báo chí sử dụng.",
        NEXT: "Ban Chỉ đạo giao các nhiệm vụ sau cho 6 tháng cuối năm 2023:",
    }
    parts = {
        part.row.key: PartText(part.row.heading, words.get(part.row.key, part.text), part.suggested)
        for part in draft.parts
    }
    kept = [
        LimitationText(one.text, one.source, one.suggested, left_out=one.left_out)
        for one in draft.limitations
    ]
    own = [LimitationText(text) for text in _LIMITATIONS]
    text = ReportText(title=report.title, parts=parts, limitations=[*kept, *own])
    saved = save_text(report.pk, text, version=report.version, actor=editor, now=now)
    stories = [one.story for one in most_placed(draft.counting, most=_NAMED)]
    found = Story.objects.in_bulk(stories)
    choose_highlights(
        report.pk,
        [found[story] for story in stories],
        version=saved.version,
        actor=editor,
        now=now,
    )
