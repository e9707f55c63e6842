"""Made-up events around today for the demo's plan of coverage, through the newsroom's actions."""

import datetime as dt
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.demo.agency import unit_code_on
from toasoan.demo.timetable import workday_after
from toasoan.editorial.actions import note_change, take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.planning.actions.events import cancel_event, plan_event
from toasoan.planning.actions.people import assign, begin_planned_story
from toasoan.planning.kinds import Coverage
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.rules import EventPlan
from toasoan.stories.models import Story
from toasoan.units.models import Unit
from toasoan.vietnamese.moments import at_local, whole_days


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    """An expected event; `day` counts days from today, `due` days from the event.

    `clock` is empty for whole days. `people` are (user, unit's code or empty for the desk, part).
    """

    title: str
    place: str
    units: tuple[str, ...]
    day: int
    clock: str = ""
    hours: float = 0
    days: int = 1
    coverage: str = "brief"
    due: int | None = 0
    planner: str = "bientap"
    people: tuple[tuple[str, str, str], ...] = ()
    writer: str = ""
    sent: bool = False
    about: str = ""
    directive: str = ""
    cancelled: str = ""


EVENTS: tuple[DemoEvent, ...] = (
    DemoEvent(
        title="Giao ban tuần Tiểu ban nội dung",
        place="Phòng họp tầng 2", units=("vp",), day=-6, clock="08:00", hours=1, coverage="",
        due=None,
    ),
    DemoEvent(
        title="Giao ban tuần Tiểu ban nội dung",
        place="Phòng họp tầng 2", units=("vp",), day=1, clock="08:00", hours=1, coverage="",
        due=None,
    ),
    DemoEvent(
        title="Kiểm sát trực tiếp Nhà tạm giữ Công an khu vực Tam Khê",
        place="Công an xã Khê Thượng", units=("tam-khe",), day=-4, clock="07:30", hours=4,
        coverage="brief photo", due=1, people=(("congtacvien", "tam-khe", "viết tin, chụp ảnh"),),
        directive="Kế hoạch kiểm sát năm 2026 của Viện kiểm sát nhân dân tỉnh",
    ),
    DemoEvent(
        title="Phiên tòa rút kinh nghiệm vụ án trộm cắp tài sản",
        place="Tòa án nhân dân khu vực Yên Trạch", units=("yen-trach",), day=-3, clock="08:00",
        hours=3, due=1, people=(("ktnhai", "yen-trach", ""),), writer="ktnhai", sent=True,
        about="Phòng 1 và ba đơn vị cấp dưới cùng dự để rút kinh nghiệm.",
    ),
    DemoEvent(
        title="Tuyên truyền phòng, chống ma túy tại Trường PTDT nội trú Tam Khê",
        place="Trường PTDT nội trú Tam Khê", units=("tam-khe",), day=2, clock="14:00", hours=2,
        coverage="feature photo", due=1, planner="lanhdao",
        people=(("congtacvien", "tam-khe", "viết bài"), ("vvson", "tam-khe", "chụp ảnh")),
        writer="congtacvien", about="Khoảng 300 học sinh tham dự; có phần hỏi đáp.",
    ),
    DemoEvent(
        title="Tập huấn áp dụng Bộ luật Tố tụng hình sự sửa đổi",
        place="Hội trường Viện kiểm sát nhân dân tỉnh",
        units=("vp", "p1", "p2", "tam-khe", "dong-sa"), day=5, days=2, coverage="feature photo",
        due=1, people=(("hnquyen", "", "viết bài"), ("btkoanh", "vp", "chụp ảnh")),
        directive="Kế hoạch tập huấn năm 2026",
    ),
    DemoEvent(
        title="Hội nghị triển khai công tác năm 2027",
        place="Hội trường Viện kiểm sát nhân dân tỉnh", units=("vp", "p1", "p2", "p8", "p9"),
        day=12, clock="07:30", hours=4, coverage="feature photo video",
        about="Phát biểu chỉ đạo của lãnh đạo Viện kiểm sát nhân dân tối cao, khen thưởng.",
        people=(("hnquyen", "", "viết bài"),),
    ),
    DemoEvent(
        title="Thăm, tặng quà gia đình chính sách xã Sa Đình",
        place="Xã Sa Đình", units=("dong-sa",), day=3, clock="08:30", hours=2, planner="lanhdao2",
        people=(("pgbao", "dong-sa", ""),),
    ),
    DemoEvent(
        title="Họp liên ngành tư pháp khu vực Phú Vân",
        place="Ủy ban nhân dân xã Vân Ninh", units=("phu-van",), day=6, clock="14:00", hours=2,
        people=(("ttdiep", "phu-van", ""),),
    ),
    DemoEvent(
        title="Giải bóng chuyền chào mừng ngày thành lập ngành",
        place="Nhà thi đấu tỉnh Sông Thương", units=("vp", "thuong-giang", "ben-tram"), day=8,
        days=3, coverage="photo", due=1, people=(("btkoanh", "vp", "chụp ảnh"),),
    ),
    DemoEvent(
        title="Kiểm tra công tác bảo vệ bí mật nhà nước",
        place="Viện kiểm sát nhân dân khu vực Lâm Khê", units=("lam-khe",), day=9, clock="08:00",
        hours=8,
    ),
    DemoEvent(
        title="Ký quy chế phối hợp với Hội Liên hiệp Phụ nữ tỉnh",
        place="Hội trường Viện kiểm sát nhân dân tỉnh", units=("p9",), day=4, clock="09:00",
        hours=1.5, coverage="brief photo", cancelled="Hội đề nghị lùi sang tháng sau",
    ),
    DemoEvent(
        title="Chuyên mục “Hỏi đáp pháp luật” tháng này",
        place="", units=("p8", "huong-lang"), day=14, coverage="feature", due=-2,
        about="Mỗi đơn vị chuẩn bị hai câu hỏi thường gặp khi tiếp công dân.",
        people=(("stloan", "p8", ""),),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planner:
    """Enters the demo's events; units and people are looked up by their codes."""

    units: dict[str, Unit]
    users: dict[str, User]
    today: dt.date

    def enter_all(self) -> None:
        """Enter every event, assign its people, begin the stories that have been begun."""
        for number, demo_event in enumerate(EVENTS):
            made_at = at_local(self.today, dt.time(7, 30)) - dt.timedelta(days=7, minutes=-number)
            self._enter(demo_event, made_at)

    def _unit(self, code: str) -> Unit:
        return self.units[unit_code_on(code, self.today)]

    def _enter(self, demo_event: DemoEvent, now: dt.datetime) -> None:
        planner = self.users[demo_event.planner]
        event = plan_event(self._plan(demo_event), actor=planner, now=now)
        for username, code, part in demo_event.people:
            unit = self._unit(code).pk if code else ""
            key = f"{self.users[username].pk}-{unit}"
            assign(event.pk, candidate=key, part=part, actor=planner, now=now)
        if demo_event.cancelled:
            cancel_event(
                event.pk, demo_event.cancelled, actor=planner, now=now + dt.timedelta(days=2)
            )
        if demo_event.writer:
            self._write(demo_event, event)

    def _plan(self, demo_event: DemoEvent) -> EventPlan:
        day = workday_after(self.today + dt.timedelta(days=demo_event.day), 0)
        starts_at, ends_at = whole_days(day, day + dt.timedelta(days=demo_event.days - 1))
        if demo_event.clock:
            starts_at = at_local(day, dt.time.fromisoformat(demo_event.clock))
            ends_at = starts_at + dt.timedelta(hours=demo_event.hours)
        due_at = None
        if demo_event.due is not None:
            due_at = at_local(day + dt.timedelta(days=demo_event.due), dt.time(17))
        return EventPlan(
            title=demo_event.title,
            place=demo_event.place,
            about=demo_event.about,
            directive=demo_event.directive,
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=not demo_event.clock,
            unit_ids=frozenset(self._unit(code).pk for code in demo_event.units),
            coverage=frozenset(Coverage(kind) for kind in demo_event.coverage.split()),
            due_at=due_at,
        )

    def _write(self, demo_event: DemoEvent, event: ExpectedEvent) -> None:
        writer = self.users[demo_event.writer]
        after = min(event.ends_at, at_local(self.today, dt.time(7)))
        story = begin_planned_story(event.pk, event.coverage[0], actor=writer, now=after)
        if not demo_event.sent:
            return
        text: Story = story.get_latest_revision_as_object()
        text.standfirst = text.standfirst.replace(" …", f" dự {demo_event.title.lower()}.")
        block = text.body.stream_block
        words = f"<p>{demo_event.about} Đại diện các đơn vị đã trao đổi, góp ý sau phiên tòa.</p>"
        text.body = block.to_python([{"type": "text", "value": words}])
        text.save_revision(user=writer, clean=False)
        later = after + dt.timedelta(hours=1)
        note_change(story.pk, actor=writer, now=later)
        take_step(story.pk, Step.SUBMIT, actor=writer, answers=Answers(), now=later)
