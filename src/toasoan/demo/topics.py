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
    for demo_topic in TOPICS:
        topic = Topic.objects.create(
            agency=agency, slug=demo_topic.slug, name=demo_topic.name, summary=demo_topic.summary,
            is_open=demo_topic.is_open,
        )  # fmt: skip
        found |= dict.fromkeys(demo_topic.tags, topic)
    return found


def video_of(demo_story: DemoStory) -> dict[str, str] | None:
    """The video block of a story that the broadcaster filmed, or None; the address is made up."""
    if _FILMED.isdisjoint(demo_story.tags) or demo_story.event_on.month % 2:
        return None
    return {
        "address": f"https://stv.example/video/{demo_story.event_on:%Y%m%d}",
        "title": f"Truyền hình Sông Thương: {demo_story.headline}",
    }
