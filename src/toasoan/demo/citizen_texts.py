"""What made-up citizens ask and report, and what the demo agency answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoQuestion:
    """A question from its arrival, `days` ago, to as far as `stage` says.

    `stage` is received, assigned, answered, approved (private answer), published, extended or
    elsewhere (not for this agency). `unit` is the code of the unit that answers.
    """

    kind: str
    subject: str
    text: str
    days: int
    stage: str
    field: str = ""
    unit: str = "vp"
    answer: str = ""
    name: str = "Người hỏi mẫu"
    email: str = "nguoi-hoi@vidu.example"
    public: bool = True


QUESTIONS: tuple[DemoQuestion, ...] = (
    DemoQuestion(
        kind="question", field="Lĩnh vực khác", days=62, stage="published", unit="vp",
        subject="Gặp lãnh đạo Viện thì đăng ký ở đâu?",
        text="Tôi muốn gặp lãnh đạo Viện vào ngày tiếp công dân. Tôi phải đăng ký ở đâu, mang theo"
        " giấy tờ gì?",
        answer="Công dân đăng ký tại nơi tiếp công dân hoặc gọi đến Văn phòng tổng hợp trước ngày"
        " tiếp ít nhất một ngày làm việc. Khi đến, xin mang theo giấy tờ tùy thân và đơn, tài liệu"
        " liên quan (nếu có).",
    ),
    DemoQuestion(
        kind="question", field="Hình sự", days=48, stage="published", unit="p1",
        subject="Bị hại có được nhận cáo trạng không?",
        text="Tôi là bị hại trong một vụ án đã có quyết định truy tố. Tôi có được nhận bản cáo"
        " trạng không?",
        answer="Bộ luật Tố tụng hình sự quy định bản cáo trạng được giao cho bị can, người bào"
        " chữa;"
        " việc truy tố được thông báo cho bị hại. Bị hại có quyền đề nghị đọc, ghi chép tài liệu"
        " trong hồ sơ theo quy định sau khi kết thúc điều tra.",
    ),
    DemoQuestion(
        kind="question", field="Thi hành án, tạm giữ, tạm giam", days=31, stage="published",
        unit="p8",
        subject="Ai kiểm sát việc tha tù trước thời hạn có điều kiện?",
        text="Xin hỏi cơ quan nào kiểm sát việc xét tha tù trước thời hạn có điều kiện?",
        answer="Viện kiểm sát nhân dân cấp tỉnh nơi phạm nhân đang chấp hành án kiểm sát việc lập"
        " hồ"
        " sơ, xét và ra quyết định tha tù trước thời hạn có điều kiện.",
    ),
    DemoQuestion(
        kind="information", days=20, stage="approved", unit="vp", public=False,
        subject="Xin bản sao dự toán được công khai năm nay",
        text="Đề nghị cơ quan cung cấp bản sao quyết định công khai dự toán thu, chi ngân sách"
        " năm nay.",
        answer="Quyết định đã được đăng tại mục Văn bản trên Trang tin điện tử, có kèm biểu số liệu"
        " để tải về.",
    ),
    DemoQuestion(
        kind="question", field="Dân sự, hành chính, kinh doanh thương mại, lao động",
        days=17, stage="answered", unit="p9",
        subject="Thời hạn kháng nghị phúc thẩm dân sự",
        text="Thời hạn kháng nghị phúc thẩm của Viện kiểm sát đối với bản án dân sự sơ thẩm là"
        " bao lâu?",
        answer="Thời hạn kháng nghị của Viện kiểm sát cùng cấp là 15 ngày, của Viện kiểm sát cấp"
        " trên"
        " trực tiếp là 01 tháng, kể từ ngày tuyên án.",
    ),
    DemoQuestion(
        kind="feedback", days=12, stage="extended", unit="tam-khe",
        subject="Góp ý về giờ tiếp công dân buổi chiều",
        text="Người dân ở xa đến trụ sở khu vực thường sau 16 giờ 30, đề nghị kéo dài giờ tiếp thêm"
        " 30 phút.",
    ),
    DemoQuestion(
        kind="question", field="Hình sự", days=6, stage="assigned", unit="p2",
        subject="Người bị tạm giữ có được gặp người thân không?",
        text="Em tôi đang bị tạm giữ. Gia đình có được gặp không, xin phép ở đâu?",
    ),
    DemoQuestion(
        kind="question", days=4, stage="elsewhere",
        subject="Xin cấp lại giấy chứng nhận quyền sử dụng đất",
        text="Giấy chứng nhận quyền sử dụng đất của gia đình tôi bị mất. Thủ tục cấp lại thế nào?",
        answer="Việc cấp lại giấy chứng nhận thuộc thẩm quyền của cơ quan đăng ký đất đai. Ông (bà)"
        " liên hệ Trung tâm phục vụ hành chính công của xã, phường nơi có đất.",
    ),
    DemoQuestion(
        kind="question", field="Lĩnh vực khác", days=1, stage="received",
        subject="Gửi đơn qua bưu điện có cần chứng thực chữ ký không?",
        text="Tôi ở xa, muốn gửi đơn đề nghị qua bưu điện thì có cần chứng thực chữ ký không?",
    ),
)  # fmt: skip

#: Days ago, which latest published story it is about (counting from 1), what is wrong.
ERROR_REPORTS: tuple[tuple[int, int, str], ...] = (
    (8, 6, "Trong bài viết sai tên xã: xã đã sáp nhập và mang tên mới từ tháng 7."),
    (2, 3, "Ảnh thứ hai chú thích nhầm người phát biểu."),
)

POLLS: tuple[tuple[str, tuple[str, ...], tuple[int, ...], int, int], ...] = (
    #: Question, options, votes, opened so many days ago, closes in so many days.
    (
        "Anh/chị thường tìm thông tin gì trên Trang tin điện tử?",
        ("Lịch tiếp công dân", "Văn bản", "Tin hoạt động", "Giải đáp pháp luật"),
        (41, 28, 35, 52), 20, 25,
    ),
    (
        "Giờ tiếp công dân buổi chiều nào thuận tiện hơn?",
        ("13 giờ 30 đến 16 giờ 30", "14 giờ đến 17 giờ"),
        (37, 64), 80, -30,
    ),
)  # fmt: skip
