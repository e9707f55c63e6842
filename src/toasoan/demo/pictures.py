"""The demo's pictures: calm flat drawings, made on the spot, the same for the same seed."""

from collections.abc import Callable

from toasoan.demo import illustrations_indoor, illustrations_outdoor
from toasoan.demo.drawing import Sheet

ILLUSTRATIONS: dict[str, Callable[[Sheet], None]] = {
    "blood": illustrations_indoor.blood,
    "classroom": illustrations_indoor.classroom,
    "computer": illustrations_indoor.computer,
    "court": illustrations_indoor.court,
    "desk": illustrations_indoor.desk,
    "documents": illustrations_indoor.documents,
    "flowers": illustrations_indoor.flowers,
    "gifts": illustrations_outdoor.gifts,
    "hall": illustrations_indoor.hall,
    "handshake": illustrations_outdoor.handshake,
    "inspection": illustrations_outdoor.inspection,
    "office": illustrations_outdoor.office,
    "party": illustrations_indoor.party,
    "reception": illustrations_indoor.reception,
    "signing": illustrations_indoor.signing,
    "sports": illustrations_outdoor.sports,
    "table": illustrations_indoor.table,
    "trees": illustrations_outdoor.trees,
    "village": illustrations_outdoor.village,
    "man": illustrations_indoor.man,
    "woman": illustrations_indoor.woman,
}

_ALTS: dict[str, str] = {
    "blood": "Tranh vẽ: một người nằm hiến máu, nhân viên y tế đứng cạnh giường chăm sóc",
    "classroom": "Tranh vẽ: báo cáo viên đứng trước bảng nói chuyện với nhiều người ngồi nghe",
    "computer": "Tranh vẽ: hai người làm việc bên màn hình máy tính có biểu đồ",
    "court": "Tranh vẽ: phòng xử án với Hội đồng xét xử ba người, một người đứng phát biểu",
    "desk": "Tranh vẽ: một người ngồi viết bên bàn làm việc, sau lưng là giá sách",
    "documents": "Tranh vẽ: một người đọc hồ sơ trước giá đầy cặp tài liệu nhiều màu",
    "flowers": "Tranh vẽ: một người trao bó hoa cho đồng nghiệp trước phông màu đỏ",
    "gifts": "Tranh vẽ: trao những hộp quà giữa sân, nhiều người đứng xung quanh",
    "hall": "Tranh vẽ: hội trường có người phát biểu trên bục và nhiều hàng ghế kín chỗ",
    "handshake": "Tranh vẽ: hai người bắt tay nhau trước trụ sở, những người khác vỗ tay",
    "inspection": "Tranh vẽ: bốn người cầm sổ ghi chép đi dọc một dãy nhà",
    "office": "Tranh vẽ: trụ sở cơ quan có cột cờ, bậc thềm và hàng cây",
    "party": "Tranh vẽ: một người phát biểu trên bục, năm người đứng thành hàng trước phông đỏ",
    "man": "Tranh vẽ: chân dung một người nam mặc trang phục ngành trước nền sáng",
    "woman": "Tranh vẽ: chân dung một người nữ mặc trang phục ngành trước nền sáng",
    "reception": "Tranh vẽ: người dân trao đổi với cán bộ tại bàn tiếp công dân",
    "signing": "Tranh vẽ: hai người ngồi ký văn bản, đồng nghiệp đứng phía sau vỗ tay",
    "sports": "Tranh vẽ: hai đội áo đỏ và áo xanh thi đấu qua lưới ngoài trời",
    "table": "Tranh vẽ: cuộc họp quanh chiếc bàn dài có hoa và tài liệu",
    "trees": "Tranh vẽ: bốn người áo xanh trồng cây non trên sườn đồi",
    "village": "Tranh vẽ: làng quê bên sông với những ngôi nhà mái đỏ và con thuyền",
}

_UPRIGHT = {"man", "woman"}
# Illustrations that stories show often have more drawings.
_OFTEN = {"hall", "table", "court", "classroom", "documents", "gifts"}

PICTURE_POOL: tuple[tuple[str, int], ...] = tuple(
    (illustration, seed)
    for illustration in ILLUSTRATIONS
    if illustration not in _UPRIGHT
    for seed in range(1, 4 if illustration in _OFTEN else 3)
)
"""Every drawing the stories use: illustration and seed."""


#: Upright drawings of people: of the leadership, and of one who is told about.
PORTRAITS: tuple[tuple[str, int], ...] = (
    ("man", 1),
    ("woman", 2),
    ("man", 3),
    ("woman", 4),
)


def size_of(illustration: str, wide: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a drawing: a portrait is as high as the others are wide."""
    return (wide[1], wide[0]) if illustration in _UPRIGHT else wide


def alt_text(illustration: str, _seed: int) -> str:
    """What the drawing shows, for those who cannot see it."""
    return _ALTS[illustration]


def draw(illustration: str, seed: int, width: int = 1600, height: int = 1067) -> bytes:
    """The drawing as a JPEG file."""
    sheet = Sheet(seed, width, height)
    ILLUSTRATIONS[illustration](sheet)
    return sheet.jpeg()
