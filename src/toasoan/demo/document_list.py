"""Made-up official documents of the demo agency, told by how many days ago they were issued."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDocument:
    """One document; `key` names it for others, `lines` are the paragraphs of its file.

    `days` counts back from today; `ends_after` is for how many days it is in force, `replaces`
    and `related` name other documents. A draft for comment is open for `comment_days` from today.
    """

    key: str
    kind: str
    title: str
    days: int
    symbol: str = "VKS"
    field: str = "Hành chính, tổ chức"
    signer: str = "duyet"
    lines: tuple[str, ...] = ()
    ends_after: int = 0
    replaces: str = ""
    related: str = ""
    comment_days: int = 0
    withdrawn: str = ""
    workbook: bool = False


_FINANCE = "Tài chính, ngân sách"
_OUTREACH = "Tuyên truyền, phổ biến, giáo dục pháp luật"
_CITIZENS = "Tiếp công dân, giải quyết đơn"
_PROSECUTION = "Thực hành quyền công tố, kiểm sát"

DOCUMENTS: tuple[DemoDocument, ...] = (
    DemoDocument(
        key="reception-old", kind="QĐ", days=980, field=_CITIZENS,
        title="Quyết định ban hành Quy chế tiếp công dân tại trụ sở Viện kiểm sát nhân dân tỉnh",
        lines=(
            "Ban hành kèm theo Quyết định này Quy chế tiếp công dân.",
            "Lãnh đạo Viện tiếp công dân định kỳ hai ngày trong một tháng.",
        ),
    ),
    DemoDocument(
        key="plan-two-years-ago", kind="KH", days=690, field=_OUTREACH,
        title="Kế hoạch công tác tuyên truyền, phổ biến, giáo dục pháp luật trong năm",
        lines=("Mỗi đơn vị gửi ít nhất hai tin, bài trong một tháng.",), ends_after=365,
    ),
    DemoDocument(
        key="budget-last-year", kind="QĐ", days=372, field=_FINANCE, workbook=True,
        title="Quyết định về việc công khai dự toán thu, chi ngân sách nhà nước được giao đầu năm",
        lines=("Công khai số liệu dự toán theo biểu kèm theo.",),
    ),
    DemoDocument(
        key="programme-last-year", kind="CTr", days=350, field=_OUTREACH, symbol="VKS-BCĐ",
        title="Chương trình công tác tuyên truyền, phổ biến, giáo dục pháp luật và Trang tin điện"
        " tử",
        lines=(
            "Tiếp tục đổi mới, nâng cao chất lượng tin, bài của hai cấp.",
            "Phối hợp với nhà trường tổ chức phiên tòa giả định về phòng, chống ma túy.",
        ), ends_after=365,
    ),
    DemoDocument(
        key="reception-days", kind="TB", days=320, field=_CITIZENS,
        title="Thông báo lịch tiếp công dân định kỳ của lãnh đạo Viện kiểm sát nhân dân tỉnh",
        lines=("Sáng thứ Ba của tuần thứ hai và tuần thứ tư hằng tháng, tại trụ sở tiếp công"
        " dân.",),
    ),
    DemoDocument(
        key="report-first-quarter", kind="BC", days=240, field=_PROSECUTION,
        title="Báo cáo sơ kết công tác kiểm sát quý I",
        lines=("Số vụ án thụ lý, giải quyết; những việc cần làm trong quý sau.",),
    ),
    DemoDocument(
        key="reception-new", kind="QĐ", days=205, field=_CITIZENS, replaces="reception-old",
        title="Quyết định ban hành Quy chế tiếp công dân của Viện kiểm sát nhân dân hai cấp",
        lines=(
            "Quyết định này thay thế quyết định trước đây về Quy chế tiếp công dân.",
            "Viện kiểm sát nhân dân khu vực bố trí nơi tiếp công dân tại trụ sở.",
        ),
    ),
    DemoDocument(
        key="estimat"
        "e", kind="QĐ", days=150, field=_FINANCE, workbook=True, related="budget-last-year",
        title="Quyết định về việc điều chỉnh dự toán chi thường xuyên",
        lines=("Điều chỉnh dự toán chi thường xuyên theo biểu kèm theo.",),
    ),
    DemoDocument(
        key="half-year-report", kind="BC", days=130, field=_OUTREACH, symbol="VKS-BCĐ",
        title="Báo cáo sơ kết công tác tuyên truyền sáu tháng đầu năm",
        lines=("Kết quả, hạn chế, nguyên nhân và phương hướng sáu tháng cuối năm.",),
    ),
    DemoDocument(
        key="law-day", kind="KH", days=75, field=_OUTREACH, ends_after=120,
        title="Kế hoạch tổ chức Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        lines=("Các hoạt động diễn ra từ tháng 10 đến hết tháng 11.",),
    ),
    DemoDocument(
        key="recruitment", kind="TB", days=60,
        title="Thông báo tuyển dụng công chức nghiệp vụ",
        lines=("Hồ sơ nhận tại Văn phòng tổng hợp trong giờ hành chính.",), ends_after=30,
    ),
    DemoDocument(
        key="wrong-list", kind="TB", days=44, field=_CITIZENS,
        title="Thông báo danh sách công dân đăng ký tiếp trong tháng",
        lines=("Danh sách kèm theo.",), withdrawn="Danh sách có thông tin cá nhân của công dân.",
    ),
    DemoDocument(
        key="transparency", kind="QĐ", days=33, field=_CITIZENS,
        title="Quyết định công bố Danh mục thông tin phải được công khai",
        lines=("Danh mục được cập nhật khi có thay đổi và ít nhất một lần trong năm.",),
    ),
    DemoDocument(
        key="contest", kind="KH", days=21, field=_OUTREACH, symbol="VKS-BCĐ",
        title="Kế hoạch phát động cuộc thi viết về tấm gương cán bộ kiểm sát",
        lines=("Bài dự thi gửi về Tiểu ban Nội dung trước ngày 15 hằng tháng.",), ends_after=150,
    ),
    DemoDocument(
        key="draft", kind="QĐ", days=9, field=_CITIZENS, comment_days=25,
        title="Dự thảo Quyết định ban hành Quy chế trả lời câu hỏi của công dân trên Trang tin"
        " điện tử",
        lines=("Câu hỏi được trả lời trong 15 ngày làm việc, kể từ ngày tiếp nhận.",),
    ),
    DemoDocument(
        key="year-end", kind="KH", days=6,
        title="Kế hoạch tổng kết công tác năm của Viện kiểm sát nhân dân hai cấp",
        lines=("Các đơn vị gửi báo cáo về Văn phòng tổng hợp trước khi họp năm ngày.",),
    ),
    DemoDocument(
        key="holiday-duty", kind="TB", days=3,
        title="Thông báo phân công trực lãnh đạo trong tháng",
        lines=("Trực lãnh đạo từ 17 giờ ngày hôm trước đến 07 giờ 30 ngày hôm sau.",),
    ),
)  # fmt: skip
