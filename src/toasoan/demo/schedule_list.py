"""Made-up lines of the demo agency's work schedule; the same pattern returns every week."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLine:
    """One line; `weekday` 0 is Monday, `clock` is empty for a half-day or a day without hours.

    `weeks` are the weeks around this one in which it stands, 0 for this week.
    """

    weekday: int
    part: str
    content: str
    clock: str = ""
    until: str = ""
    chair: str = ""
    attendants: str = ""
    place: str = ""
    prepared_by: str = ""
    unit: str = "vp"
    kind: str = "work"
    public: bool = True
    weeks: tuple[int, ...] = (-3, -2, -1, 0, 1)


_CHIEF = "Viện trưởng Lưu Quang Thạch"
_DEPUTY = "Phó Viện trưởng Đàm Khắc Nguyên"
_SECOND = "Phó Viện trưởng Vương Thị Nguyệt Hà"
MEETING_ROOM = "Phòng họp tầng 2"

LINES: tuple[DemoLine, ...] = (
    DemoLine(
        weekday=0, part="morning", clock="07:30", until="09:00", chair=_CHIEF,
        content="Giao ban đầu tuần", attendants="Lãnh đạo Viện, trưởng các phòng",
        place=MEETING_ROOM, prepared_by="Văn phòng tổng hợp",
    ),
    DemoLine(
        weekday=0, part="afternoon", clock="14:00", chair=_DEPUTY, unit="p1", public=False,
        content="Duyệt án", attendants="Kiểm sát viên được phân công", place="Phòng làm việc",
    ),
    DemoLine(
        weekday=1, part="morning", clock="07:30", until="11:00", chair=_CHIEF, kind="citizens",
        content="Tiếp công dân định"
        " kỳ", place="Nơi tiếp công dân", prepared_by="Văn phòng tổng hợp",
        weeks=(-2, 0),
    ),
    DemoLine(
        weekday=1, part="afternoon", clock="13:30", chair=_SECOND, unit="p9",
        content="Họp rút kinh nghiệm phiên tòa dân sự", attendants="Phòng 9, các đơn vị khu vực",
        place=MEETING_ROOM,
    ),
    DemoLine(
        weekday=2, part="whole", chair=_DEPUTY, unit="p8", weeks=(-1, 0),
        content="Kiểm sát trực tiếp tại Trại tạm giam Công an tỉnh", attendants="Phòng 8",
        place="Trại tạm giam",
    ),
    DemoLine(
        weekday=3, part="morning", clock="08:00", until="10:30", chair=_SECOND,
        content="Họp Ban Chỉ đạo công tác tuyên truyền", attendants="Thành viên Ban Chỉ đạo",
        place=MEETING_ROOM, prepared_by="Tiểu ban Nội dung và Kỹ thuật", weeks=(-3, 0),
    ),
    DemoLine(
        weekday=3, part="afternoon", clock="14:00", unit="tam-khe",
        content="Tuyên truyền phòng, chống ma túy cho học sinh",
        chair="Viện trưởng VKSND khu vực", place="Trường THPT Tam Khê", weeks=(-2, 0, 1),
    ),
    DemoLine(
        weekday=4, part="morning", clock="08:00", chair=_CHIEF, weeks=(-1, 1),
        content="Làm việc với Viện kiểm sát nhân dân khu vực về công tác quý",
        place="Trụ sở khu vực", attendants="Văn phòng tổng hợp, Phòng 1",
    ),
    DemoLine(
        weekday=4, part="afternoon", clock="15:30", chair=_DEPUTY, public=False,
        content="Họp Hội đồng thi đua, khen thưởng", place=MEETING_ROOM, weeks=(0,),
    ),
    DemoLine(
        weekday=5, part="whole", kind="duty", chair=_DEPUTY, content="Trực lãnh đạo",
    ),
)  # fmt: skip
