"""The made-up people of the demo agency, their posts, roles and seats.

No person of this name and post exists. `username` is the name folded to initials and given name
("Bế Thị Kim Oanh" signs in as "btkoanh"), except for the eight accounts of `DEMO_ACCOUNTS`.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from toasoan.demo.agency import AGENCY, REFORM_ON, UNITS, unit, unit_code_on

Role = Literal[
    "leader", "board_member", "approver", "editor", "webmaster", "clerk", "vetter", "contributor"
]
SeatRole = Literal["head", "deputy", "member"]
BoardKind = Literal["steering", "content", "outreach", "team"]


@dataclass(frozen=True)
class DemoPerson:
    """One person; `unit_code` is the unit of the history, empty at the province's top."""

    username: str
    full_name: str
    post: str
    role: Role
    unit_code: str = ""
    party_post: str = ""


@dataclass(frozen=True)
class DemoBoard:
    """A standing body; a unit's team carries the code of that unit after `team-`."""

    code: str
    name: str
    kind: BoardKind
    unit_code: str = ""
    opened_on: date = date(2022, 1, 4)
    closed_on: date | None = None


@dataclass(frozen=True)
class DemoSeat:
    """A person's seat on a board, with its days."""

    username: str
    board_code: str
    role: SeatRole
    from_on: date
    to_on: date | None = None


def fold(text: str) -> str:
    """Plain lower-case Latin letters of a Vietnamese text."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain).lower()
        if not unicodedata.combining(letter)
    )


def username_of(full_name: str) -> str:
    """Initials and given name, folded: "Bế Thị Kim Oanh" becomes "btkoanh"."""
    *before, given = fold(full_name).split()
    return "".join(name[0] for name in before) + given


# account (empty: made from the name) · full name · post · role · unit · Party post
_ROWS: tuple[tuple[str, str, str, Role, str, str], ...] = (
    ("", AGENCY.responsible_name, "Viện trưởng", "leader", "", ""),
    ("", "Vương Thị Nguyệt Hà", "Phó Viện trưởng", "board_member", "", "Bí thư Đảng ủy"),
    ("duyet", "Đàm Khắc Nguyên", "Phó Viện trưởng", "approver", "", "Phó Bí thư Đảng ủy"),
    ("banchidao", "Khuất Thị Bích Liên", "Chánh Thanh tra", "board_member", "", ""),
    ("", "Ngô Đăng Khuê", "Trưởng phòng Tổ chức cán bộ", "board_member", "", ""),
    ("", "Phan Thị Ngân Giang", "Trưởng phòng Khiếu tố", "board_member", "", ""),
    ("", "Cù Minh Trí", "Bí thư Đoàn Thanh niên", "board_member", "", ""),
    ("", "Âu Thị Thảo Vy", "Chuyên viên phòng Khiếu tố", "board_member", "", ""),
    ("", "Lục Thị Minh Châu", "Phó Chánh Văn phòng", "editor", "vp", ""),
    ("bientap", "Mạc Thùy Dương", "Chuyên viên Văn phòng", "editor", "vp", ""),
    ("", "Tô Hữu Bách", "Kiểm tra viên phòng Tổ chức cán bộ", "editor", "", ""),
    ("", "Hứa Ngọc Quyên", "Chuyên viên Văn phòng", "editor", "vp", ""),
    ("quantri", "Nghiêm Xuân Lộc", "Chuyên viên công nghệ thông tin", "webmaster", "vp", ""),
    ("vanthu", "Viên Thị Hương Trà", "Chuyên viên văn thư, Văn phòng", "clerk", "vp", ""),
    ("", "Thái Doãn Lân", "Chánh Văn phòng", "vetter", "vp", "Bí thư Chi bộ"),
    ("", "Bế Thị Kim Oanh", "Chuyên viên", "contributor", "vp", ""),
    ("", "Đoàn Trọng Hiếu", "Kiểm tra viên", "contributor", "vp", ""),
    ("", "Trịnh Bá Lương", "Trưởng phòng 1", "vetter", "p1", "Bí thư Chi bộ"),
    ("", "Quách Thị Hải Yến", "Phó Trưởng phòng 1", "vetter", "p1", "Phó Bí thư Chi bộ"),
    ("", "Dư Hoàng Phúc", "Kiểm sát viên", "contributor", "p1", ""),
    ("", "Ông Thị Bảo Trâm", "Kiểm tra viên", "contributor", "p1", ""),
    ("", "Kiều Văn Đạt", "Trưởng phòng 2", "vetter", "p2", "Bí thư Chi bộ"),
    ("", "Lã Thị Thu Uyên", "Kiểm sát viên", "contributor", "p2", ""),
    ("", "Tống Duy Khải", "Kiểm tra viên", "contributor", "p2", ""),
    ("", "Hà Thế Vượng", "Trưởng phòng 8", "vetter", "p8", "Bí thư Chi bộ"),
    ("", "Sầm Thị Loan", "Kiểm sát viên", "contributor", "p8", ""),
    ("", "Thạch Minh Hưởng", "Kiểm sát viên", "contributor", "p8", ""),
    ("", "Tạ Thị Hương Sen", "Trưởng phòng 9", "vetter", "p9", "Bí thư Chi bộ"),
    ("", "Ninh Đình Tú", "Kiểm sát viên", "contributor", "p9", ""),
    ("", "Đới Thị Nhã", "Kiểm tra viên", "contributor", "p9", ""),
    ("", "Chử Đức Toàn", "Viện trưởng", "vetter", "thuong-giang", "Bí thư Chi bộ"),
    ("", "Lại Thị Phương Dung", "Phó Viện trưởng", "vetter", "thuong-giang", "Phó Bí thư Chi bộ"),
    ("", "Giang Thị Mai Chi", "Kiểm sát viên", "contributor", "thuong-giang", ""),
    ("", "Bành Quốc Vinh", "Kiểm tra viên", "contributor", "thuong-giang", ""),
    ("", "Mai Thế Quyền", "Viện trưởng", "vetter", "ben-tram", "Bí thư Chi bộ"),
    ("", "Nông Thị Ánh", "Kiểm sát viên", "contributor", "ben-tram", ""),
    ("", "Đồng Quang Sáng", "Kiểm tra viên", "contributor", "ben-tram", ""),
    ("lanhdao", "Triệu Văn Thịnh", "Viện trưởng", "vetter", "tam-khe", "Bí thư Chi bộ"),
    ("", "Hoàng Thị Là", "Phó Viện trưởng", "vetter", "tam-khe", "Phó Bí thư Chi bộ"),
    ("congtacvien", "Nguyễn Thị Lan Khuê", "Kiểm sát viên", "contributor", "tam-khe", ""),
    ("", "Vi Văn Sơn", "Kiểm tra viên", "contributor", "tam-khe", ""),
    ("lanhdao2", "Lương Thị Tố Nga", "Viện trưởng", "vetter", "dong-sa", "Bí thư Chi bộ"),
    ("", "Phùng Gia Bảo", "Kiểm sát viên", "contributor", "dong-sa", ""),
    ("", "Nhữ Thị Kiều", "Kiểm tra viên", "contributor", "dong-sa", ""),
    ("", "Đinh Công Trứ", "Viện trưởng", "vetter", "phu-van", "Bí thư Chi bộ"),
    ("", "Thân Thị Diệp", "Kiểm sát viên", "contributor", "phu-van", ""),
    ("", "Cao Xuân Mạnh", "Kiểm tra viên", "contributor", "phu-van", ""),
    ("", "Từ Hải Đăng", "Viện trưởng", "vetter", "yen-trach", "Bí thư Chi bộ"),
    ("", "Khổng Thị Nhài", "Kiểm sát viên", "contributor", "yen-trach", ""),
    ("", "Lăng Văn Thuấn", "Kiểm sát viên", "contributor", "yen-trach", ""),
    ("", "Lê Viết Hòe", "Viện trưởng", "vetter", "huong-lang", "Bí thư Chi bộ"),
    ("", "Bùi Thị Tâm An", "Kiểm sát viên", "contributor", "huong-lang", ""),
    ("", "Mông Đức Chính", "Kiểm sát viên", "contributor", "huong-lang", ""),
    ("", "Hồ Sĩ Cương", "Viện trưởng", "vetter", "lam-khe", "Bí thư Chi bộ"),
    ("", "Ma Thị Xuân", "Kiểm sát viên", "contributor", "lam-khe", ""),
    ("", "Đặng Tiến Lực", "Kiểm tra viên", "contributor", "lam-khe", ""),
)

PEOPLE: tuple[DemoPerson, ...] = tuple(
    DemoPerson(account or username_of(name), name, post, role, unit_code, party_post)
    for account, name, post, role, unit_code, party_post in _ROWS
)

DEMO_ACCOUNTS: tuple[tuple[str, str], ...] = (
    ("congtacvien", "Cộng tác viên của đơn vị"),
    ("lanhdao", "Lãnh đạo đơn vị, người kiểm duyệt"),
    ("lanhdao2", "Lãnh đạo một đơn vị khác"),
    ("bientap", "Biên tập viên"),
    ("duyet", "Người duyệt đăng"),
    ("banchidao", "Thành viên Ban Chỉ đạo"),
    ("quantri", "Quản trị trang"),
    ("vanthu", "Văn thư: văn bản, lịch làm việc, hỏi đáp"),
)
"""One account per role, for the page that prints them with fresh passwords."""

CHIEFS = ("lqthach", "vtnha", "duyet")
"""The province's leaders, who chair and visit."""

_STEERING = "Ban Chỉ đạo công tác tuyên truyền, phổ biến, giáo dục pháp luật và Trang tin điện tử"

# board · people by full name: head, deputies marked with "+", then members
_BOARD_SEATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "steering",
        (
            "Vương Thị Nguyệt Hà",
            "+Đàm Khắc Nguyên",
            "Khuất Thị Bích Liên",
            "Thái Doãn Lân",
            "Ngô Đăng Khuê",
            "Trịnh Bá Lương",
            "Tạ Thị Hương Sen",
        ),
    ),
    (
        "content",
        (
            "Thái Doãn Lân",
            "+Lục Thị Minh Châu",
            "Mạc Thùy Dương",
            "Tô Hữu Bách",
            "Hứa Ngọc Quyên",
        ),
    ),
    (
        "outreach",
        ("Phan Thị Ngân Giang", "Cù Minh Trí", "Âu Thị Thảo Vy", "Lã Thị Thu Uyên"),
    ),
)


def person(username: str) -> DemoPerson:
    """The person with this account name."""
    return _by_username()[username]


def person_named(full_name: str) -> DemoPerson:
    """The person with this full name."""
    return next(each for each in PEOPLE if each.full_name == full_name)


def vetters(unit_code: str) -> tuple[DemoPerson, ...]:
    """Leaders who may clear what the unit (by its code of the history) sends, head first."""
    return _team(unit_code, "vetter")


def contributors(unit_code: str) -> tuple[DemoPerson, ...]:
    """Writers of the unit, by its code of the history."""
    return _team(unit_code, "contributor")


def full_post(who: DemoPerson, day: date) -> str:
    """Party post and state post as a story of that day writes them after the name.

    >>> full_post(person("lanhdao"), date(2023, 5, 4))
    'Bí thư Chi bộ, Viện trưởng VKSND huyện Tam Khê'
    """
    post = who.post
    if not who.unit_code and who.post.endswith("Viện trưởng"):
        post = f"{post} VKSND tỉnh"
    elif who.unit_code and who.post.endswith("Viện trưởng"):
        post = f"{post} {unit(unit_code_on(who.unit_code, day)).short_name}"
    return f"{who.party_post}, {post}" if who.party_post else post


def boards() -> tuple[DemoBoard, ...]:
    """Steering board, both sub-committees, and one team per unit, old and new."""
    top = (
        DemoBoard("steering", _STEERING, "steering"),
        DemoBoard("content", "Tiểu ban Nội dung và Kỹ thuật", "content"),
        DemoBoard("outreach", "Tiểu ban Tuyên truyền, phổ biến, giáo dục pháp luật", "outreach"),
    )
    return top + tuple(board for each in UNITS for board in _team_boards(each.code))


def seats() -> tuple[DemoSeat, ...]:
    """Every seat; those in a district's team end with the district and go on in its successor."""
    standing = boards()
    top = tuple(
        DemoSeat(
            person_named(name.lstrip("+")).username,
            board_code,
            "head" if place == 0 else "deputy" if name.startswith("+") else "member",
            standing[0].opened_on,
        )
        for board_code, names in _BOARD_SEATS
        for place, name in enumerate(names)
    )
    teams = tuple(
        DemoSeat(who.username, board.code, seat_role, board.opened_on, board.closed_on)
        for each in UNITS
        for board in _team_boards(each.code)
        for who, seat_role in _team_roles(each.code)
    )
    return top + teams


def _team_boards(home: str) -> tuple[DemoBoard, ...]:
    old = unit(home)
    first = DemoBoard(
        f"team-{home}",
        f"Tổ tuyên truyền {old.short_name}",
        "team",
        home,
        closed_on=old.closed_on,
    )
    if not old.successor:
        return (first,)
    new = unit(old.successor)
    name = f"Tổ tuyên truyền {new.short_name}"
    return (first, DemoBoard(f"team-{new.code}", name, "team", new.code, REFORM_ON))


def _team_roles(home: str) -> tuple[tuple[DemoPerson, SeatRole], ...]:
    head, *deputies = vetters(home)
    roles: list[tuple[DemoPerson, SeatRole]] = [(head, "head")]
    roles += [(who, "deputy") for who in deputies]
    roles += [(who, "member") for who in contributors(home)]
    return tuple(roles)


@cache
def _team(unit_code: str, role: Role) -> tuple[DemoPerson, ...]:
    return tuple(each for each in PEOPLE if each.unit_code == unit_code and each.role == role)


@cache
def _by_username() -> dict[str, DemoPerson]:
    return {each.username: each for each in PEOPLE}
