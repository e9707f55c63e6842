"""A closed report as a draft story in the house's form: figures, limitations, tasks.

The words are the story's own, so they are Vietnamese whatever the language of the screens. Who
chaired the meeting, the photos and the speeches are added by whoever writes it.
"""

from html import escape

from toasoan.editorial.actions import NewStory
from toasoan.reports import outline, wording
from toasoan.reports.content import ReportContent
from toasoan.reports.counting import PUBLISHED, RATE, RECEIVED
from toasoan.reports.models import ReportKind
from toasoan.stories.models import Genre, Section
from toasoan.units.models import Agency
from toasoan.vietnamese.shortening import shortened

_HEADLINE = 200
_STANDFIRST = 1000
#: What becomes a paragraph after the opening one, in this order.
_TOLD = (outline.OUTLETS, outline.UNITS, outline.SECTIONS)


def story_of(content: ReportContent, *, byline: str, section: Section | None) -> NewStory:
    """The draft of a story: a notice of the month is an announcement, a review a feature."""
    is_notice = content.kind == ReportKind.MONTH
    return NewStory(
        texts={
            "headline": shortened(_headline(content), _HEADLINE),
            "standfirst": shortened(_standfirst(content), _STANDFIRST),
        },
        body=(("text", "".join(f"<p>{escape(words)}</p>" for words in _paragraphs(content))),),
        bylines=((byline, "words"),),
        genre=Genre.ANNOUNCEMENT if is_notice else Genre.FEATURE,
        section=section,
    )


def section_for(agency: Agency, content: ReportContent) -> Section | None:
    """Where such a story usually stands: the section in which the period published most."""
    table = content.table("sections")
    rows = sorted(table.rows, key=lambda row: -(row.cells[0] or 0)) if table else []
    names = [row.label for row in rows]
    sections = {section.name: section for section in agency.sections.all()}
    return next((sections[name] for name in names if name in sections), None)


def _inside(period: str) -> str:
    return period[:1].lower() + period[1:]


def _headline(content: ReportContent) -> str:
    deeds = {
        ReportKind.MONTH: "thông báo kết quả nhận, đăng tin, bài",
        ReportKind.HALF_YEAR: "sơ kết công tác tuyên truyền",
        ReportKind.YEAR: "tổng kết công tác tuyên truyền",
    }
    deed = deeds.get(ReportKind(content.kind), "đánh giá kết quả công tác tuyên truyền")
    return f"{content.agency} {deed} {_inside(content.period)}"


def _standfirst(content: ReportContent) -> str:
    """The three numbers that every such page begins with."""
    received, published, rate = (content.figure(key) for key in (RECEIVED, PUBLISHED, RATE))
    words = (
        f"Theo báo cáo {_inside(content.period)}, {content.agency} đã nhận "
        f"{wording.number(received.value if received else 0)} tin, bài, duyệt đăng "
        f"{wording.number(published.value if published else 0)} tin, bài trên trang tin điện tử"
    )
    if rate is not None and rate.value is not None:
        words += f", đạt tỷ lệ {wording.number(rate.value, rate.kind)}"
    return f"{words}."


def _paragraphs(content: ReportContent) -> list[str]:
    texts = {part.key: part.paragraphs for part in content.parts}
    found = list(texts.get(outline.RESULTS, ()))
    found += [" ".join(texts[key]) for key in _TOLD if texts.get(key)]
    if content.notable:
        headlines = "; ".join(f"“{one.headline}” ({one.unit})" for one in content.notable)
        found.append(f"Một số tin, bài tiêu biểu: {headlines}.")
    found += texts.get(outline.NOTABLE, ())
    if content.weaknesses:
        weak = "; ".join(_clause(one.text) for one in content.weaknesses)
        found.append(f"Tuy nhiên, công tác tuyên truyền vẫn còn một số hạn chế như: {weak}.")
    found += texts.get(outline.WEAK, ())
    if content.measures:
        tasks = "; ".join(_task(one.text, one.document) for one in content.measures)
        found.append(f"Thời gian tới, các đơn vị tập trung thực hiện: {tasks}.")
    found += texts.get(outline.NEXT, ())
    return [words for words in found if words.strip()]


def _clause(sentence: str) -> str:
    """A sentence as a part of another one."""
    bare = sentence.strip().rstrip(".")
    return bare[:1].lower() + bare[1:]


def _task(text: str, document: str) -> str:
    return f"{_clause(text)} (theo {_clause(document)})" if document else _clause(text)
