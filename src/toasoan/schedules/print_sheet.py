"""The sheet that an office hangs up and sends: the week in the layout of NĐ 30/2020/NĐ-CP."""

import datetime as dt
from collections.abc import Iterable, Sequence

from toasoan.printing.document import Letterhead, OfficialDocument, Signature
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.tables import Column, Table
from toasoan.schedules.kinds import CALLED_OFF, DayPart, LineKind, Mark
from toasoan.schedules.models import ScheduleLine, ScheduleSettings, WeekSchedule
from toasoan.schedules.queries.grid import GridLine
from toasoan.vietnamese.dates import WEEKDAYS, local_day, official_date

KIND = "LỊCH LÀM VIỆC"
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_FRIDAY = 4
_COLUMNS = (
    Column("Ngày, buổi", weight=15),
    Column("Giờ", weight=9),
    Column("Nội dung", weight=36),
    Column("Chủ trì", weight=17),
    Column("Thành phần", weight=20),
    Column("Địa điểm", weight=17),
)
#: Vietnamese documents are Vietnamese whatever the language of the screen.
_PARTS = {DayPart.MORNING: "Sáng", DayPart.AFTERNOON: "Chiều", DayPart.WHOLE: "Cả ngày"}
_KINDS = {LineKind.DUTY: "Trực lãnh đạo", LineKind.CITIZENS: "Tiếp công dân"}
_MARKS = {
    Mark.NEW: "MỚI",
    Mark.CHANGED: "THAY ĐỔI",
    Mark.POSTPONED: "HOÃN",
    Mark.CANCELLED: "HỦY",
}


def printed(  # what the sheet shows and in which form
    schedule: WeekSchedule,
    rows: Sequence[GridLine],
    *,
    form: str,
    place: str,
    settings: ScheduleSettings,
    made_at: dt.datetime,
) -> bytes:
    """The sheet with these lines as DOCX or PDF; `place` stands before the day."""
    document = sheet_of(schedule, rows, place=place, settings=settings, made_at=made_at)
    return write_pdf(document) if form == "pdf" else write_docx(document)


def sheet_of(
    schedule: WeekSchedule,
    rows: Sequence[GridLine],
    *,
    place: str,
    settings: ScheduleSettings,
    made_at: dt.datetime,
) -> OfficialDocument:
    """The sheet as a document: heads, number, title, table, recipients and signature."""
    agency = schedule.agency
    day = local_day(made_at)
    return OfficialDocument(
        letterhead=Letterhead(agency.parent_name, agency.name, place),
        kind=KIND,
        symbol=settings.symbol,
        number=schedule.number,
        subject=subject_of(schedule, rows),
        day=day.day if schedule.is_published else None,
        month=day.month,
        year=day.year,
        body=(Table("", _COLUMNS, tuple(_rows(rows))),),
        signature=Signature(settings.authority, settings.post, settings.signer),
        recipients=tuple(filter(None, settings.recipients.splitlines())),
        made_at=made_at,
    )


def subject_of(schedule: WeekSchedule, rows: Sequence[GridLine]) -> str:
    """The days in words, Monday to Friday; a line on the weekend makes the week longer."""
    friday = schedule.monday + dt.timedelta(days=_FRIDAY)
    last = max([friday, *(row.line.day for row in rows)])
    return f"Từ ngày {official_date(schedule.monday)} đến ngày {official_date(last)}"


def _rows(rows: Iterable[GridLine]) -> Iterable[tuple[str, str, str, str, str, str]]:
    earlier = ""
    for row in rows:
        line, when = row.line, _when(row.line)
        # The day stands once above its lines, as on the sheets that offices write.
        yield (
            "" if when == earlier else when,
            row.hours,
            _content(row),
            line.chair,
            line.attendants,
            line.place_shown,
        )
        earlier = when


def _when(line: ScheduleLine) -> str:
    part = _PARTS[DayPart(line.part)]
    return f"{WEEKDAYS[line.day.weekday()]} {line.day:%d/%m}, {part.lower()}"


def _content(row: GridLine) -> str:
    line = row.line
    kind = _KINDS.get(LineKind(line.kind), "")
    said = f"[{_MARKS[row.mark]}] " if row.mark else ""
    parts = [
        ": ".join(filter(None, (kind, line.content))),
        f"Lý do: {line.reason}" if line.state in CALLED_OFF and line.reason else "",
        f"Chuẩn bị: {line.preparation}" if line.preparation else "",
        f"Theo dõi: {line.follow_up}" if line.follow_up else "",
        f"Ghi chú: {line.notes}" if line.notes else "",
    ]
    return said + ". ".join(part.rstrip(".") for part in parts if part)
