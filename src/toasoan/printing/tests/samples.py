"""The half-year of the seed as charts and tables, for the tests of this room."""

import datetime as dt
from decimal import Decimal

from toasoan.printing.charts import BarChart, LineChart, Point, ScatterChart, Series
from toasoan.printing.document import (
    Heading,
    Letterhead,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    numbered,
)
from toasoan.printing.tables import Column, ColumnKind, Share, Table

UNITS = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự",
    "Văn phòng",
    "VKSND thành phố Ngã Bảy",
)
RECEIVED, PUBLISHED = (40, 36, 20), (30, 30, 18)

BARS = BarChart(
    "Tin, bài theo đơn vị",
    "Văn phòng gửi 36 tin, bài, được đăng 30.",
    UNITS,
    (Series("Đã nhận", RECEIVED), Series("Đã đăng", PUBLISHED)),
    "Đơn vị",
)
MONTHS = LineChart(
    "Tin, bài theo tháng",
    "Tháng 6 nhiều nhất: 30 tin, bài.",
    tuple(f"Tháng {month}" for month in range(1, 7)),
    (Series("Đã nhận", (10, 12, 14, 15, 15, 30)), Series("Đã đăng", (9, 11, None, 10, 14, 26))),
    "Tháng",
)
MAP = ScatterChart(
    "Số lượng và tỷ lệ đăng",
    "VKSND thành phố Ngã Bảy có tỷ lệ cao nhất.",
    (
        Point("Phòng 1", 40, Decimal(75)),
        Point("Văn phòng", 36, Decimal("83.33")),
        Point("VKSND thành phố Ngã Bảy", 20, Decimal(90)),
    ),
    "Đơn vị",
    "Số tin, bài đã nhận",
    "Tỷ lệ đăng (%)",
)
BY_UNIT = Table(
    "Tin, bài theo đơn vị",
    (
        Column("Đơn vị"),
        Column("Đã nhận", ColumnKind.NUMBER),
        Column("Đã đăng", ColumnKind.NUMBER),
        Column("Tỷ lệ", ColumnKind.PERCENT, Share(part=2, whole=1)),
    ),
    tuple((*row, None) for row in zip(UNITS, RECEIVED, PUBLISHED, strict=True)),
    total_label="Cộng",
)
REPORT = OfficialDocument(
    letterhead=Letterhead(
        "Viện kiểm sát nhân dân tối cao", "Viện kiểm sát nhân dân\ntỉnh Hậu Giang", "Hậu Giang"
    ),
    kind="Báo cáo",
    symbol="BC-VKS",
    subject="Kết quả công tác tuyên truyền 6 tháng đầu năm 2023; phương hướng, nhiệm vụ 6 tháng cuối năm",
    month=6,
    year=2023,
    grounds=(
        "Căn cứ Chỉ thị số 05/CT-VKSTC-TCKS ngày 08/6/2021 của Viện trưởng Viện kiểm sát nhân dân tối cao",
        "Căn cứ Kế hoạch số 120/KH-VKSTC ngày 15/6/2023",
    ),
    body=numbered(
        (
            Paragraph("Ban Chỉ đạo báo cáo kết quả công tác tuyên truyền như sau:"),
            Heading("Kết quả đạt được"),
            Heading("Số lượng tin, bài", 2),
            Paragraph(
                "Ban Chỉ đạo đã nhận 96 tin, bài, duyệt đăng 78 tin, bài trên Trang tin điện tử, đạt tỷ lệ "
                "81,25%; gửi Trang tin điện tử VKSND tối cao đăng 32 tin, bài, Báo Bảo vệ pháp luật đăng 29 tin, bài."
            ),
            BY_UNIT,
            BARS,
            Heading("Theo tháng", 2),
            MONTHS,
            MAP,
            Heading("Hạn chế"),
            Listing(
                (
                    "Công chức làm công tác tuyên truyền chủ yếu kiêm nhiệm;",
                    "Ảnh chưa có chú thích.",
                )
            ),
            Heading("Nhiệm vụ"),
            Heading("Tiếp tục thực hiện Chỉ thị số 05/CT-VKSTC-TCKS", 2),
            Heading("Phân công thành viên theo dõi từng đơn vị", 3),
            *(
                Paragraph(f"Nhiệm vụ thứ {number}: " + "nâng cao chất lượng tin, bài; " * 12)
                for number in range(1, 9)
            ),
            Paragraph("Trên đây là báo cáo kết quả công tác tuyên truyền 6 tháng đầu năm 2023./."),
        )
    ),
    signature=Signature("KT. Viện trưởng", "Phó Viện trưởng", "Nguyễn Văn An"),
    recipients=("VKSND tối cao (để b/c)", "Thành viên Ban Chỉ đạo", "Lưu: VT, Ban Chỉ đạo"),
    made_at=dt.datetime(2023, 6, 30, 9, 0, tzinfo=dt.UTC),
)
