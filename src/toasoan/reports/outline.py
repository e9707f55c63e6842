"""The parts of a report's text by its kind, and what the figures suggest to write in each."""

from collections.abc import Callable, Sequence

from toasoan.reports import wording
from toasoan.reports.content import CountTable, Difference, Figure, SetMeasure
from toasoan.reports.counting import (
    CLIPPINGS,
    DOCUMENTS,
    DOWNLOADS,
    LABELS,
    PLACEMENTS,
    PUBLISHED,
    QUESTIONS,
    QUESTIONS_ANSWERED,
    RATE,
    RECEIVED,
    USE_OF_THE_SITE,
    VIEWS,
    VISITS,
    Counting,
)
from toasoan.reports.models import MeasureState, ReportKind
from toasoan.reports.owed import QUOTAS, said_of_quotas

EARLIER, RESULTS, UNITS, SECTIONS = "earlier", "results", "units", "sections"
OUTLETS, NOTABLE, WEAK, NEXT, CHANGES = "outlets", "notable", "weak", "next", "changes"

#: How the use of the site is told, the number in its place.
_USE = {
    VIEWS: "Bạn đọc đã mở tin, bài {} lượt",
    VISITS: "Trang có {} lượt truy cập",
    DOCUMENTS: "Đã đăng {} văn bản",
    DOWNLOADS: "Văn bản được tải {} lượt",
    QUESTIONS: "Đã nhận {} câu hỏi, phản ánh của người dân",
    QUESTIONS_ANSWERED: "Đã trả lời {} câu hỏi, phản ánh",
}
_NOTICE = (
    (EARLIER, "Kết quả thực hiện nhiệm vụ đã đề ra"),
    (RESULTS, "Tình hình nhận, đăng tin, bài"),
    (UNITS, "Kết quả của các đơn vị"),
    (SECTIONS, "Tin, bài theo chuyên mục"),
    (OUTLETS, "Tin, bài đăng ở nơi khác"),
    (NOTABLE, "Tin, bài nổi bật"),
    (WEAK, "Tồn tại, hạn chế"),
    (NEXT, "Nhiệm vụ tháng tới"),
)
_REVIEW = (
    (EARLIER, "Kết quả thực hiện nhiệm vụ, giải pháp kỳ trước"),
    (RESULTS, "Kết quả công tác tuyên truyền"),
    (UNITS, "Kết quả của các đơn vị"),
    (SECTIONS, "Tin, bài theo chuyên mục"),
    (OUTLETS, "Phối hợp với cơ quan báo chí, trang nhận tin"),
    (NOTABLE, "Tin, bài tiêu biểu"),
    (WEAK, "Hạn chế, nguyên nhân"),
    (NEXT, "Nhiệm vụ, giải pháp thời gian tới"),
)
#: A supplement says first what changed, then gives the figures as they are now.
_SUPPLEMENT = (
    (CHANGES, "Nội dung thay đổi so với báo cáo đã chốt"),
    (RESULTS, "Số liệu sau khi bổ sung"),
)


def parts_of(kind: str, *, supplement: bool, has_earlier: bool) -> tuple[tuple[str, str], ...]:
    """Keys and headings of the parts, in order; the one about earlier measures only with some."""
    if supplement:
        return _SUPPLEMENT
    parts = _NOTICE if kind == ReportKind.MONTH else _REVIEW
    return tuple(part for part in parts if has_earlier or part[0] != EARLIER)


def suggested_text(  # everything that a part may speak of, all by keyword
    key: str,
    *,
    kind: str,
    period: str,
    counting: Counting,
    earlier: Sequence[SetMeasure],
    changes: Sequence[Difference],
) -> str:
    """What the figures give for a part; paragraphs are lines. Empty where a person writes."""
    before = "tháng trước" if kind == ReportKind.MONTH else "kỳ trước"
    found: dict[str, Callable[[], list[str]]] = {
        EARLIER: lambda: _earlier(earlier),
        RESULTS: lambda: _results(counting, period, before),
        UNITS: lambda: [*_units(_table(counting, UNITS)), *_quotas(counting)],
        SECTIONS: lambda: _sections(_table(counting, SECTIONS)),
        OUTLETS: lambda: _outlets(counting, before),
        CHANGES: lambda: _changes(changes),
    }
    return "\n".join(found[key]()) if key in found else ""


def _table(counting: Counting, key: str) -> CountTable:
    return next(table for table in counting.tables if table.key == key)


def _find(counting: Counting, key: str) -> Figure | None:
    return next((figure for figure in counting.figures if figure.key == key), None)


def _of(counting: Counting, key: str) -> Figure:
    """A figure that every report has."""
    return next(figure for figure in counting.figures if figure.key == key)


def _quotas(counting: Counting) -> list[str]:
    return [
        words for table in counting.tables if table.key == QUOTAS for words in said_of_quotas(table)
    ]


def _earlier(measures: Sequence[SetMeasure]) -> list[str]:
    states = [measure.state for measure in measures]
    done, going_on = (states.count(one) for one in (MeasureState.DONE, MeasureState.GOING_ON))
    left = len(states) - done - going_on
    words = (
        f"Trong {wording.counted(len(states))} nhiệm vụ, giải pháp đã đề ra, "
        f"{wording.counted(done)} nhiệm vụ đã hoàn thành, "
        f"{wording.counted(going_on)} nhiệm vụ đang thực hiện"
    )
    return [words + (f", {wording.counted(left)} nhiệm vụ chưa thực hiện được." if left else ".")]


def _in_period(period: str) -> str:
    """The period's name inside a sentence: "Trong 6 tháng đầu năm 2023", "Từ 01/12/2022 …"."""
    begins = period[:1].lower() + period[1:]
    return f"{begins[:1].upper()}{begins[1:]}" if begins.startswith("từ ") else f"Trong {begins}"


def _results(counting: Counting, period: str, before: str) -> list[str]:
    received, published, rate = (_of(counting, key) for key in (RECEIVED, PUBLISHED, RATE))
    words = (
        f"{_in_period(period)}, đã nhận {wording.counted(received.value or 0)} tin, bài"
        f"{wording.compared(received, before=before)}; duyệt đăng "
        f"{wording.counted(published.value or 0)} tin, bài trên trang tin điện tử"
        f"{wording.compared(published, before=before)}"
    )
    if rate.value is not None:
        words += f", đạt tỷ lệ {wording.number(rate.value, rate.kind)}"
    found = [f"{words}."]
    for code in USE_OF_THE_SITE:
        if used := _find(counting, code):
            said = _USE[code].format(wording.number(used.value))
            found.append(f"{said}{wording.compared(used, before=before)}.")
    return found


def _units(table: CountTable) -> list[str]:
    rows = [row for row in wording.column(table, LABELS[PUBLISHED]) if row[1]]
    if not rows:
        return ["Trong kỳ chưa có đơn vị nào có tin, bài được đăng."]
    of_all = f"{wording.counted(len(rows))}/{wording.counted(len(table.rows))}"
    opening = f"Có {of_all} đơn vị có tin, bài được đăng:"
    return [opening, *wording.ranking(rows)]


def _sections(table: CountTable) -> list[str]:
    rows = sorted(wording.column(table, LABELS[PUBLISHED]), key=lambda row: -row[1])
    if not rows:
        return ["Trong kỳ chưa có tin, bài được đăng."]
    named = wording.listed(rows, noun="tin, bài", rest="chuyên mục")
    return [f"Tin, bài đăng ở các chuyên mục: {named}."]


def _outlets(counting: Counting, before: str) -> list[str]:
    words = [
        f"{figure.label} đăng {wording.counted(figure.value)} tin, bài"
        f"{wording.compared(figure, before=before)}"
        for figure in counting.figures
        if figure.key.startswith(PLACEMENTS) and figure.value
    ]
    written = _find(counting, CLIPPINGS)
    if written and written.value:
        words.append(
            f"báo, đài khác đưa {wording.counted(written.value)} tin, bài liên quan đến hoạt động"
            f" của đơn vị{wording.compared(written, before=before)}"
        )
    if not words:
        return ["Trong kỳ chưa có tin, bài được nơi khác sử dụng."]
    return [f"Kết quả gửi tin, bài và phối hợp: {'; '.join(words)}."]


def _changes(changes: Sequence[Difference]) -> list[str]:
    if not changes:
        return ["Số liệu không thay đổi so với báo cáo đã chốt."]
    return ["Các số liệu sau khác với báo cáo đã chốt:", *map(wording.difference, changes)]
