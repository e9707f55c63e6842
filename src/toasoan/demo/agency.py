"""The made-up agency of the demo: its units, sections, outlets and places.

Nothing here exists: there is no province, district or commune of these names as a group, and no
telephone answers. The units change once, on 01/7/2025, when district procuracies gave way to
regional ones in the whole country (Nghị quyết 84/2025/UBTVQH15); the demo follows, one for one,
so that succession can be seen and no story of today speaks of a district.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

UnitKind = Literal["department", "district"]

REFORM_ON = date(2025, 7, 1)
"""First day of the regional units."""


@dataclass(frozen=True)
class DemoAgency:
    """The owner of the site, as its banner and footer name it."""

    name: str
    short_name: str
    parent_name: str
    province: str
    slogan: str
    address: str
    phone: str
    email: str
    responsible_post: str
    responsible_name: str


@dataclass(frozen=True)
class DemoUnit:
    """A sending unit; `closed_on` is its last day, `successor` the code that carries on."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    opened_on: date
    closed_on: date | None = None
    successor: str = ""

    def is_open_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)


@dataclass(frozen=True)
class DemoSection:
    """A column of the portal."""

    slug: str
    name: str
    description: str


@dataclass(frozen=True)
class DemoOutlet:
    """Somebody else's site, paper or programme."""

    code: str
    name: str
    kind: Literal[
        "national_site", "sector_newspaper", "provincial_newspaper", "broadcaster", "magazine"
    ]
    site: str
    wants: str


@dataclass(frozen=True)
class DemoDistrict:
    """Words that the stories of one lower unit need; `area` is the district's full name."""

    code: str
    area: str
    communes: tuple[str, ...]
    schools: tuple[str, ...]


CODE = "song-thuong"
AGENCY = DemoAgency(
    name="Viện kiểm sát nhân dân tỉnh Sông Thương",
    short_name="VKSND tỉnh Sông Thương",
    parent_name="Viện kiểm sát nhân dân tối cao",
    province="tỉnh Sông Thương",
    slogan="Công minh, chính trực, khách quan, thận trọng, khiêm tốn",
    address="Số 12 đường Bờ Kè, phường Thương Giang, tỉnh Sông Thương",
    phone="0200 000 0000",
    email="banbientap@vks-songthuong.example",
    responsible_post="Viện trưởng",
    responsible_name="Lưu Quang Thạch",
)

_OPENED = date(2015, 6, 1)
_CLOSED = date(2025, 6, 30)


def _district(code: str, area: str, number: int) -> DemoUnit:
    return DemoUnit(
        code,
        f"Viện kiểm sát nhân dân {area}",
        f"VKSND {area}",
        "district",
        _OPENED,
        _CLOSED,
        f"kv{number}",
    )


DISTRICTS: tuple[DemoDistrict, ...] = (
    DemoDistrict(
        "thuong-giang",
        "thành phố Thương Giang",
        ("phường Bến Gỗ", "phường Chợ Dâu", "phường Tân Sa", "xã Đồng Nếp", "xã Cổ Lãng"),
        ("Trường THPT Thương Giang", "Trường THPT Bến Gỗ", "Trường THCS Chợ Dâu"),
    ),
    DemoDistrict(
        "ben-tram",
        "thị xã Bến Trám",
        ("phường Cầu Mây", "phường Xóm Vạc", "xã Gò Trám", "xã Vạn Bãi", "xã Thanh Lũy"),
        ("Trường THPT Bến Trám", "Trường THCS Cầu Mây", "Trường THCS Vạn Bãi"),
    ),
    DemoDistrict(
        "tam-khe",
        "huyện Tam Khê",
        ("xã Khê Thượng", "xã Khê Trung", "xã Suối Nứa", "xã Bản Chuối", "thị trấn Tam Khê"),
        ("Trường THPT Tam Khê", "Trường THCS Khê Trung", "Trường PTDT nội trú Tam Khê"),
    ),
    DemoDistrict(
        "dong-sa",
        "huyện Đông Sa",
        ("xã Sa Đình", "xã Bãi Nổi", "xã Đại Sa", "xã Hạ Vĩ", "thị trấn Đông Sa"),
        ("Trường THPT Đông Sa", "Trường THCS Sa Đình", "Trường THCS Hạ Vĩ"),
    ),
    DemoDistrict(
        "phu-van",
        "huyện Phú Vân",
        ("xã Vân Ninh", "xã Vân Lâu", "xã Đa Cốc", "xã Trại Ngô", "thị trấn Phú Vân"),
        ("Trường THPT Phú Vân", "Trường THPT Vân Lâu", "Trường THCS Trại Ngô"),
    ),
    DemoDistrict(
        "yen-trach",
        "huyện Yên Trạch",
        ("xã Trạch Đông", "xã Trạch Đoài", "xã Lũng Nhài", "xã Đồng Quán", "thị trấn Yên Trạch"),
        ("Trường THPT Yên Trạch", "Trường THCS Trạch Đông", "Trường THCS Lũng Nhài"),
    ),
    DemoDistrict(
        "huong-lang",
        "huyện Hương Lãng",
        ("xã Lãng Thượng", "xã Lãng Hạ", "xã Bồ Sơn", "xã Đèo Gió", "thị trấn Hương Lãng"),
        ("Trường THPT Hương Lãng", "Trường THCS Bồ Sơn", "Trường THCS Lãng Hạ"),
    ),
    DemoDistrict(
        "lam-khe",
        "huyện Lâm Khê",
        ("xã Lâm Thủy", "xã Lâm Bồng", "xã Đá Dựng", "xã Khe Sến", "thị trấn Lâm Khê"),
        ("Trường THPT Lâm Khê", "Trường THCS Lâm Thủy", "Trường PTDT nội trú Lâm Khê"),
    ),
)

DEPARTMENTS: tuple[DemoUnit, ...] = (
    DemoUnit("vp", "Văn phòng tổng hợp", "Văn phòng", "department", _OPENED),
    DemoUnit(
        "p1",
        "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án an ninh, "
        "ma túy (Phòng 1)",
        "Phòng 1",
        "department",
        _OPENED,
    ),
    DemoUnit(
        "p2",
        "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án trật tự "
        "xã hội (Phòng 2)",
        "Phòng 2",
        "department",
        _OPENED,
    ),
    DemoUnit(
        "p8",
        "Phòng Kiểm sát việc tạm giữ, tạm giam, thi hành án hình sự (Phòng 8)",
        "Phòng 8",
        "department",
        _OPENED,
    ),
    DemoUnit(
        "p9",
        "Phòng Kiểm sát việc giải quyết các vụ việc dân sự, hành chính, thi hành án dân sự "
        "(Phòng 9)",
        "Phòng 9",
        "department",
        _OPENED,
    ),
)

UNITS: tuple[DemoUnit, ...] = DEPARTMENTS + tuple(
    _district(district.code, district.area, number)
    for number, district in enumerate(DISTRICTS, start=1)
)
"""The thirteen units of the two years of history: five departments, eight districts."""

SUCCESSORS: tuple[DemoUnit, ...] = tuple(
    DemoUnit(
        f"kv{number}",
        f"Viện kiểm sát nhân dân khu vực {number} - Sông Thương",
        f"VKSND khu vực {number}",
        "district",
        REFORM_ON,
    )
    for number in range(1, len(DISTRICTS) + 1)
)
"""The eight regional units that carry on from the districts since `REFORM_ON`."""

SECTIONS: tuple[DemoSection, ...] = (
    DemoSection(
        "hoat-dong-cua-nganh",
        "Hoạt động của Ngành",
        "Hội nghị, sự kiện và công tác chung của VKSND hai cấp",
    ),
    DemoSection(
        "kiem-sat-hai-cap",
        "Kiểm sát hai cấp",
        "Thực hành quyền công tố và kiểm sát hoạt động tư pháp",
    ),
    DemoSection(
        "xay-dung-dang",
        "Xây dựng Đảng - Đoàn thể",
        "Sinh hoạt chi bộ, Công đoàn, Đoàn Thanh niên và Phụ nữ",
    ),
    DemoSection(
        "pho-bien-phap-luat",
        "Phổ biến pháp luật",
        "Tuyên truyền, phổ biến, giáo dục pháp luật",
    ),
    DemoSection(
        "nghien-cuu-trao-doi",
        "Nghiên cứu - Trao đổi",
        "Kinh nghiệm nghiệp vụ và vướng mắc trong áp dụng pháp luật",
    ),
    DemoSection(
        "guong-nguoi-tot-viec-tot",
        "Gương người tốt, việc tốt",
        "Tấm lòng và việc làm của công chức ngành Kiểm sát",
    ),
    DemoSection("thong-bao", "Thông báo", "Thông báo của Viện kiểm sát nhân dân tỉnh"),
)

OUTLETS: tuple[DemoOutlet, ...] = (
    DemoOutlet(
        "vksndtc",
        "Trang tin điện tử Viện kiểm sát nhân dân tối cao",
        "national_site",
        "https://toi-cao.example",
        "Tin hoạt động, kèm ít nhất một ảnh; gửi trong ngày.",
    ),
    DemoOutlet(
        "bvpl",
        "Báo Bảo vệ pháp luật",
        "sector_newspaper",
        "https://bvpl.example",
        "Tin không quá 400 chữ; bài kèm chú thích ảnh.",
    ),
    DemoOutlet(
        "bao-tinh",
        "Báo Sông Thương",
        "provincial_newspaper",
        "https://baost.example",
        "Tin phiên tòa, công tác kiểm sát tại địa phương.",
    ),
    DemoOutlet(
        "dai-ptth",
        "Đài Phát thanh và Truyền hình Sông Thương",
        "broadcaster",
        "https://stv.example",
        "Tin trước 15 giờ để kịp bản tin tối.",
    ),
    DemoOutlet(
        "tap-chi",
        "Tạp chí Kiểm sát",
        "magazine",
        "https://tapchi.example",
        "Bài nghiên cứu, trao đổi nghiệp vụ.",
    ),
)


def all_units() -> tuple[DemoUnit, ...]:
    """Every unit that ever was, predecessors first."""
    return UNITS + SUCCESSORS


def unit(code: str) -> DemoUnit:
    """The unit with this code."""
    return next(each for each in all_units() if each.code == code)


def unit_code_on(code: str, day: date) -> str:
    """The code under which a unit of the history works on that day: itself or its successor."""
    found = unit(code)
    if found.closed_on is not None and day > found.closed_on:
        return found.successor
    return code


def home_code(code: str) -> str:
    """The code of the history from which a unit descends; its own when nothing came before."""
    return next((each.code for each in UNITS if each.successor == code), code)


def district(code: str) -> DemoDistrict | None:
    """Words for a lower unit, old or new code; nothing for a department."""
    home = home_code(code)
    return next((each for each in DISTRICTS if each.code == home), None)
