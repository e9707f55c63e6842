"""Made-up public events around today, announced by the newsroom's own actions."""

import calendar
import datetime as dt
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.demo.agency import unit_code_on
from toasoan.demo.timetable import workday_after
from toasoan.events.actions import announce, cancel_event
from toasoan.events.rules import Announcement
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local, whole_days


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAnnouncement:
    """A public event; `day` counts days from today, `clock` is empty for whole days."""

    title: str
    place: str
    day: int = 0
    #: The weeks of a month on whose Tuesday it takes place, instead of `day`: the next one.
    weeks: tuple[int, ...] = ()
    clock: str = ""
    hours: float = 0
    days: int = 1
    unit: str = ""
    about: str = ""
    cancelled: str = ""
    is_published: bool = True


ANNOUNCEMENTS: tuple[DemoAnnouncement, ...] = (
    DemoAnnouncement(
        title="Ngày pháp luật: nghe và giải đáp thắc mắc của người dân",
        place="Nhà văn hóa xã Khê Thượng", unit="tam-khe", day=-20, clock="08:00", hours=3.5,
    ),
    DemoAnnouncement(
        title="Hội nghị trao đổi kinh nghiệm giữa các Viện kiểm sát nhân dân khu vực",
        place="Hội trường Viện kiểm sát nhân dân tỉnh", day=-9, clock="14:00", hours=2,
    ),
    DemoAnnouncement(
        title="Phiên tòa giả định về phòng, chống bạo lực học đường",
        place="Trường THPT Yên Trạch", unit="yen-trach", day=-4, clock="07:30", hours=3,
    ),
    DemoAnnouncement(
        # As the announcements say it: Tuesdays of the second and the fourth week.
        title="Lãnh đạo Viện tiếp công dân định kỳ",
        place="Phòng tiếp công dân, trụ sở VKSND tỉnh", weeks=(2, 4), clock="07:30", hours=4,
        about="Công dân mang theo giấy tờ tùy thân và đơn, tài liệu liên quan (nếu có).\n\n"
        "Đăng ký trước với Văn phòng tổng hợp để được xếp giờ.",
    ),
    DemoAnnouncement(
        title="Tuyên truyền phòng, chống ma túy trong học đường",
        place="Trường PTDT nội trú Tam Khê", unit="tam-khe", day=5, clock="14:00", hours=2,
        about="Dành cho học sinh khối 10 và 11; có phần hỏi đáp và tặng sách.",
    ),
    DemoAnnouncement(
        title="Hội nghị triển khai công tác năm {next_year}",
        place="Hội trường Viện kiểm sát nhân dân tỉnh", day=12, clock="07:30", hours=4,
        about="Phóng viên, nhà báo dự hội nghị xin đăng ký với Văn phòng tổng hợp trước một ngày.",
    ),
    DemoAnnouncement(
        title="Ký quy chế phối hợp với Hội Liên hiệp Phụ nữ tỉnh",
        place="Hội trường Viện kiểm sát nhân dân tỉnh", unit="p9", day=4, clock="09:00", hours=1.5,
        cancelled="Hội đề nghị lùi sang tháng sau; thời gian mới sẽ được thông báo.",
    ),
    DemoAnnouncement(
        title="Trưng bày ảnh “Ngành Kiểm sát tỉnh qua các thời kỳ”",
        place="Sảnh chính, Viện kiểm sát nhân dân tỉnh", day=16, days=5,
        about="Mở cửa trong giờ hành chính, vào cửa tự do.",
    ),
    DemoAnnouncement(
        title="Họp mặt cán bộ hưu trí ngành Kiểm sát", place="Nhà khách tỉnh", day=25,
        clock="08:30", hours=3, is_published=False,
    ),
)  # fmt: skip


def announce_all(agency: Agency, units: dict[str, Unit], actor: User, today: dt.date) -> None:
    """Announce every event a week ago, and cancel what is cancelled."""
    now = at_local(today, dt.time(7)) - dt.timedelta(days=7)
    for demo_event in ANNOUNCEMENTS:
        unit = units[unit_code_on(demo_event.unit, today)] if demo_event.unit else None
        event = announce(agency, _announcement(demo_event, unit, today), actor=actor, now=now)
        if demo_event.cancelled:
            cancel_event(
                event.pk, demo_event.cancelled, actor=actor, now=now + dt.timedelta(days=3)
            )


def _announcement(demo_event: DemoAnnouncement, unit: Unit | None, today: dt.date) -> Announcement:
    day = day_of(demo_event, today)
    starts_at, ends_at = whole_days(day, day + dt.timedelta(days=demo_event.days - 1))
    if demo_event.clock:
        starts_at = at_local(day, dt.time.fromisoformat(demo_event.clock))
        ends_at = starts_at + dt.timedelta(hours=demo_event.hours)
    return Announcement(
        title=demo_event.title.format(next_year=day.year + 1),
        place=demo_event.place,
        about=demo_event.about,
        unit_id=unit.pk if unit else None,
        is_published=demo_event.is_published,
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=not demo_event.clock,
    )


def day_of(demo_event: DemoAnnouncement, today: dt.date) -> dt.date:
    """Its first day, a working day."""
    if demo_event.weeks:
        return workday_after(_next_tuesday(today, demo_event.weeks), 0)
    return workday_after(today + dt.timedelta(days=demo_event.day), 0)


def _next_tuesday(today: dt.date, weeks: tuple[int, ...]) -> dt.date:
    """The next Tuesday after today that is the second, fourth … of its month."""
    day = today + dt.timedelta(days=1)
    while day.weekday() != calendar.TUESDAY or (day.day - 1) // 7 + 1 not in weeks:
        day += dt.timedelta(days=1)
    return day
