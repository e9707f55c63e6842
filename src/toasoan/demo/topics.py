"""The topics of the demo's site, and which of its stories have a video."""

from dataclasses import dataclass

from toasoan.demo.story import DemoStory
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency


@dataclass(frozen=True)
class DemoTopic:
    """A topic; stories with one of the tags belong to it."""

    slug: str
    name: str
    summary: str
    tags: frozenset[str]
    is_open: bool = True


TOPICS: tuple[DemoTopic, ...] = (
    DemoTopic(
        "chuyen-doi-so",
        "Chuyển đổi số ngành Kiểm sát Sông Thương",
        "Số hóa hồ sơ, họp không giấy tờ, ký số và các phần mềm nghiệp vụ: hai cấp kiểm sát trong"
        " tỉnh đang làm gì và làm đến đâu.",
        frozenset({"chuyển đổi số"}),
    ),
    DemoTopic(
        "phap-luat-den-truong",
        "Đưa pháp luật đến trường học",
        "Phiên tòa giả định, buổi nói chuyện và những câu hỏi của học sinh về ma túy, giao thông,"
        " an toàn trên mạng.",
        frozenset({"trường học"}),
    ),
    DemoTopic(
        "ngay-truyen-thong",
        "Kỷ niệm ngày truyền thống của Ngành 26/7",
        "Các hoạt động hướng tới ngày truyền thống ngành Kiểm sát nhân dân.",
        frozenset({"ngày truyền thống"}),
        is_open=False,
    ),
)
#: The broadcaster came to these: one of the tags, in a month of even number.
_FILMED = frozenset({"phiên tòa giả định", "hội nghị", "hiến máu tình nguyện"})


def found_topics(agency: Agency) -> dict[str, Topic]:
    """The topics by the tags whose stories belong to them."""
    found: dict[str, Topic] = {}
    for told in TOPICS:
        topic = Topic.objects.create(
            agency=agency, slug=told.slug, name=told.name, summary=told.summary,
            is_open=told.is_open,
        )  # fmt: skip
        found |= dict.fromkeys(told.tags, topic)
    return found


def video_of(told: DemoStory) -> dict[str, str] | None:
    """What the broadcaster showed of it, if it came; the address is made up."""
    if _FILMED.isdisjoint(told.tags) or told.event_on.month % 2:
        return None
    return {
        "address": f"https://stv.example/video/{told.event_on:%Y%m%d}",
        "title": f"Truyền hình Sông Thương: {told.headline}",
    }
