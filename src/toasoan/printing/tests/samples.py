"""The half-year of the seed as charts and tables, for the tests of this room."""

from decimal import Decimal

from toasoan.printing.charts import BarChart, LineChart, Point, ScatterChart, Series
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
