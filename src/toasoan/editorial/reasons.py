"""The reasons that every agency begins with; each can add its own."""

import datetime as dt

from toasoan.editorial.models import Reason, ReasonUse
from toasoan.units.models import Agency

_SINCE = dt.date(2020, 1, 1)

#: Code → what the person reads; the same for returning a story and for not using it.
FIRST_REASONS: dict[str, str] = {
    "facts": "Số liệu, sự kiện chưa rõ hoặc chưa chính xác",
    "photos": "Ảnh chưa đạt yêu cầu hoặc thiếu chú thích",
    "style": "Câu chữ, thể thức chưa đúng quy ước của trang",
    "legal": "Thuật ngữ pháp lý chưa phù hợp giai đoạn tố tụng",
    "personal": "Có thông tin riêng tư cần lược bỏ",
    "late": "Tin gửi chậm, không còn tính thời sự",
    "duplicate": "Nội dung trùng với tin đã đăng",
    "scope": "Nội dung không thuộc phạm vi của Trang tin",
}


def enter_first_reasons(agency: Agency) -> None:
    """Enter the reasons that the agency lacks, for returning and for not using a story."""
    existing = set(Reason.objects.filter(agency=agency).values_list("use", "code"))
    Reason.objects.bulk_create(
        Reason(agency=agency, code=code, use=use, label=label, from_on=_SINCE, order=order)
        for use in ReasonUse
        for order, (code, label) in enumerate(FIRST_REASONS.items())
        if (use.value, code) not in existing
    )
