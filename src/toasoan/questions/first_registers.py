"""What every agency begins with: clocks, fields, reasons, places. The clerk keeps them then."""

import datetime as dt

from toasoan.questions.clocks import FIRST_CLOCKS
from toasoan.questions.kinds import LetterKind, ReasonUse
from toasoan.questions.models import Clock, Field, Place, QuestionReason
from toasoan.units.models import Agency

#: Clocks hold for everything that was ever received, also for what is entered from before.
_SINCE = dt.date(2020, 1, 1)

_FIELDS = (
    "Hình sự",
    "Dân sự, hành chính, kinh doanh thương mại, lao động",
    "Thi hành án, tạm giữ, tạm giam",
    "Tổ chức, cán bộ, thi đua",
    "Tin, bài trên trang tin điện tử",
    "Lĩnh vực khác",
)

#: Name, what for, which letters it takes. Addresses and phones are the agency's to write.
_PLACES: tuple[tuple[str, str, str], ...] = (
    ("Bộ phận tiếp công dân của cơ quan", "Khiếu nại, tố cáo", LetterKind.COMPLAINT),
    ("Nơi tiếp nhận đơn tố cáo của cơ quan", "Tố cáo", LetterKind.DENUNCIATION),
    (
        "Cơ quan điều tra hoặc Công an nơi gần nhất (113)",
        "Tố giác, tin báo về tội phạm",
        LetterKind.CRIME_REPORT,
    ),
    ("Tòa án nhân dân có thẩm quyền", "Xét xử, lịch xét xử, bản án, quyết định", ""),
    ("Cơ quan thi hành án dân sự", "Thi hành bản án, quyết định về dân sự", ""),
    ("Ủy ban nhân dân xã, phường", "Hộ tịch, cư trú, đất đai, xác nhận tại địa phương", ""),
    ("Trung tâm trợ giúp pháp lý nhà nước", "Tư vấn, trợ giúp pháp lý", ""),
)

_REASONS: dict[ReasonUse, tuple[str, ...]] = {
    ReasonUse.UNIT_RETURN: (
        "Không thuộc chức năng của đơn vị",
        "Cần nhiều đơn vị phối hợp",
        "Câu hỏi chưa rõ, cần hỏi lại người gửi",
    ),
    ReasonUse.SEND_BACK: (
        "Chưa trả lời đúng nội dung hỏi",
        "Thiếu hoặc sai căn cứ pháp luật",
        "Lời văn chưa phù hợp",
        "Có thông tin không được công khai",
    ),
    ReasonUse.EXTENSION: (
        "Nội dung phức tạp, cần xác minh",
        "Cần lấy ý kiến cơ quan, đơn vị khác",
        "Đang chờ hướng dẫn của cấp trên",
    ),
    ReasonUse.REFUSAL: (
        "Nội dung không rõ ràng",
        "Thư rác, quảng cáo",
        "Xúc phạm cơ quan, tổ chức, cá nhân",
        "Đã được trả lời",
    ),
    ReasonUse.UNPUBLISHING: (
        "Nội dung trả lời không còn phù hợp",
        "Có thông tin cá nhân",
        "Theo đề nghị của người gửi",
    ),
}


def enter_first_registers(agency: Agency) -> None:
    """Enter each register that has no row yet; nothing that exists is changed."""
    _enter_clocks(agency)
    if not Field.objects.filter(agency=agency).exists():
        Field.objects.bulk_create(
            Field(agency=agency, name=name, order=order) for order, name in enumerate(_FIELDS)
        )
    if not Place.objects.filter(agency=agency).exists():
        Place.objects.bulk_create(
            Place(agency=agency, name=name, about=about, takes=takes, order=order)
            for order, (name, about, takes) in enumerate(_PLACES)
        )
    if not QuestionReason.objects.filter(agency=agency).exists():
        QuestionReason.objects.bulk_create(
            QuestionReason(agency=agency, use=use, label=label, order=order)
            for use, labels in _REASONS.items()
            for order, label in enumerate(labels)
        )


def _enter_clocks(agency: Agency) -> None:
    kept = set(Clock.objects.filter(agency=agency).values_list("kind", flat=True))
    Clock.objects.bulk_create(
        Clock(
            agency=agency,
            kind=kind,
            from_on=_SINCE,
            days=clock.days,
            day_count=clock.day_count,
            more_days=clock.more_days,
            more_day_count=clock.more_day_count,
            extension_days=clock.extension_days,
            basis=clock.basis,
        )
        for kind, clock in FIRST_CLOCKS.items()
        if kind not in kept
    )
