"""The list that a new agency begins with: what the law says must be on a state agency's site.

Law 104/2016/QH13 Articles 18.4, 19.1, 34.1 h; Decree 224/2026/NĐ-CP Articles 9.1, 10, 13; Decree
244/2026/NĐ-CP; Decree 154/2026/NĐ-CP. `articles` is what the tests compare with the law. What is
for other agencies only (Decree 224/2026 Article 9.1 c: People's Committees) is not on the list.
"""

import datetime as dt
from dataclasses import dataclass

from toasoan.disclosure.models import Form, PublicItem, Renewal
from toasoan.units.models import Agency

ACCESS, DECREE = "Luật Tiếp cận thông tin số 104/2016/QH13", "Nghị định số 224/2026/NĐ-CP"
ACCESS_FROM, DECREE_FROM = dt.date(2018, 7, 1), dt.date(2026, 7, 1)
_FIVE_DAYS = (
    "Chậm nhất 05 ngày làm việc kể từ ngày tạo ra thông tin (khoản 4 Điều 18 Luật 104/2016)"
)
_AT_ONCE = "Ngay khi có thay đổi (khoản 3 Điều 9 Nghị định 224/2026)"
_ALWAYS, _IN_FORCE = "Thường xuyên", "Trong thời gian còn hiệu lực"


@dataclass(frozen=True, slots=True)
class FirstItem:
    """A line of the first list; `articles` are the provisions that ask for it."""

    code: str
    name: str
    articles: tuple[str, ...]
    time_words: str = _FIVE_DAYS
    kept_words: str = _ALWAYS
    renewal: Renewal = Renewal.ON_CHANGE
    place: str = ""
    from_on: dt.date = ACCESS_FROM


FIRST_ITEMS: tuple[FirstItem, ...] = (
    FirstItem(
        "functions",
        "Chức năng, nhiệm vụ, quyền hạn của cơ quan và đơn vị trực thuộc",
        (f"{ACCESS}, điểm đ khoản 1 Điều 19", f"{DECREE}, điểm b khoản 1 Điều 9"),
        time_words=_AT_ONCE,
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "organisation",
        "Cơ cấu tổ chức, sơ đồ tổ chức của cơ quan và đơn vị trực thuộc",
        (f"{ACCESS}, điểm đ khoản 1 Điều 19", f"{DECREE}, điểm b khoản 1 Điều 9"),
        time_words=_AT_ONCE,
        place="organisation",
    ),
    FirstItem(
        "history",
        "Tóm lược quá trình hình thành và phát triển của cơ quan",
        (f"{DECREE}, điểm b khoản 1 Điều 9",),
        time_words=_AT_ONCE,
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "leaders",
        "Tiểu sử tóm tắt và nhiệm vụ đảm nhiệm của lãnh đạo cơ quan",
        (f"{DECREE}, điểm b khoản 1 Điều 9",),
        place="leaders",
        time_words=_AT_ONCE,
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "contacts",
        "Địa chỉ, số điện thoại, số fax, thư điện tử của cơ quan và đơn vị trực thuộc",
        (f"{ACCESS}, điểm đ khoản 1 Điều 19",),
        time_words=_AT_ONCE,
        place="contacts",
    ),
    FirstItem(
        "contact_point",
        "Đầu mối tiếp nhận yêu cầu cung cấp thông tin",
        (f"{ACCESS}, điểm đ khoản 1 Điều 19",),
        time_words=_AT_ONCE,
        place="contact_point",
    ),
    FirstItem(
        "list",
        "Danh mục thông tin phải được công khai",
        (f"{ACCESS}, điểm g khoản 1 Điều 19", f"{ACCESS}, điểm b khoản 1 Điều 34"),
        renewal=Renewal.YEAR,
        place="list",
    ),
    FirstItem(
        "internal_rules",
        "Quy chế nội bộ về tổ chức cung cấp thông tin",
        (f"{ACCESS}, điểm h khoản 1 Điều 34",),
        kept_words=_IN_FORCE,
    ),
    FirstItem(
        "legal_documents",
        "Văn bản quy phạm pháp luật, văn bản chỉ đạo, điều hành",
        (f"{ACCESS}, điểm a khoản 1 Điều 19",),
        kept_words=_IN_FORCE,
        place="documents",
    ),
    FirstItem(
        "procedures",
        "Thủ tục hành chính, dịch vụ công trực tuyến, quy trình giải quyết công việc",
        (f"{ACCESS}, điểm a khoản 1 Điều 19", f"{DECREE}, điểm a khoản 1 Điều 9"),
        time_words=_AT_ONCE,
        kept_words=_IN_FORCE,
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "law_dissemination",
        "Thông tin phổ biến, hướng dẫn thực hiện pháp luật, chế độ, chính sách",
        (f"{ACCESS}, điểm b khoản 1 Điều 19",),
        renewal=Renewal.MONTH,
    ),
    FirstItem(
        "programme",
        "Chương trình, kế hoạch công tác hằng năm; chiến lược, đề án và kết quả thực hiện",
        (f"{ACCESS}, điểm c khoản 1 Điều 19",),
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "procurement",
        "Danh mục dự án, kết quả đầu tư công, mua sắm công, sử dụng vốn đầu tư công và vốn vay",
        (f"{ACCESS}, điểm d khoản 1 Điều 19",),
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "budget",
        "Báo cáo tài chính năm; dự toán, quyết toán ngân sách",
        (f"{ACCESS}, điểm e khoản 1 Điều 19",),
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "statistics",
        "Thông tin thống kê về ngành, lĩnh vực quản lý",
        (f"{ACCESS}, điểm e khoản 1 Điều 19",),
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "science",
        "Danh mục và kết quả chương trình, đề tài khoa học",
        (f"{ACCESS}, điểm e khoản 1 Điều 19",),
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "public_interest",
        "Thông tin cần thiết vì lợi ích công cộng, sức khỏe của cộng đồng",
        (f"{ACCESS}, điểm h khoản 1 Điều 19",),
        time_words="Ngay khi có thông tin",
    ),
    FirstItem(
        "other_laws",
        "Thông tin khác pháp luật quy định phải đăng trên trang thông tin điện tử",
        (f"{ACCESS}, điểm i khoản 1 Điều 19", f"{DECREE}, điểm d khoản 1 Điều 9"),
        time_words="Theo quy định của pháp luật có liên quan",
        renewal=Renewal.YEAR,
    ),
    FirstItem(
        "channels",
        "Các kênh cung cấp thông tin của cơ quan trên môi trường số",
        (f"{DECREE}, khoản 3 Điều 10",),
        time_words=_AT_ONCE,
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "maintenance",
        "Thông báo tạm ngừng cung cấp thông tin trên môi trường số",
        (f"{DECREE}, điểm a khoản 1 Điều 13",),
        time_words="Chậm nhất 07 ngày làm việc trước thời điểm tạm ngừng",
        kept_words="Đến khi hoạt động trở lại",
        place="maintenance",
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "spokesperson",
        "Người phát ngôn và cung cấp thông tin cho báo chí",
        ("Nghị định số 244/2026/NĐ-CP",),
        time_words="Ngay khi có thay đổi",
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "schedule",
        "Lịch công tác tuần của lãnh đạo cơ quan",
        (f"{ACCESS}, điểm i khoản 1 Điều 19",),
        time_words="Trước khi tuần làm việc bắt đầu",
        kept_words="Trong tuần và lưu tại trang lịch",
        place="schedule",
    ),
    FirstItem(
        "citizens",
        "Lịch tiếp công dân của lãnh đạo cơ quan",
        ("Nghị định số 154/2026/NĐ-CP",),
        time_words="Ngay khi có thay đổi",
        renewal=Renewal.YEAR,
        from_on=DECREE_FROM,
    ),
    FirstItem(
        "questions",
        "Hỏi đáp, trả lời phản ánh, kiến nghị của tổ chức, cá nhân",
        (f"{ACCESS}, khoản 4 Điều 22",),
        time_words="Khi đã trả lời",
        place="questions",
    ),
)


def enter_first_items(agency: Agency) -> None:
    """Enter every line that the agency has none of, in force or not; nothing else is changed."""
    known = set(PublicItem.objects.filter(agency=agency).values_list("code", flat=True))
    PublicItem.objects.bulk_create(
        [
            PublicItem(
                agency=agency,
                code=line.code,
                order=10 * place,
                name=line.name,
                basis="; ".join(line.articles),
                from_on=line.from_on,
                forms=[Form.SITE.value],
                time_words=line.time_words,
                kept_words=line.kept_words,
                renewal=line.renewal,
                responsible="Văn phòng",
                place_kind=line.place,
            )
            for place, line in enumerate(FIRST_ITEMS, start=1)
            if line.code not in known
        ],
        ignore_conflicts=True,
    )
