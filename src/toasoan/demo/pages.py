"""Standing texts of the demo agency: what a reader looks for first."""

from toasoan.demo.agency import AGENCY

#: Address → title and text.
PAGES: dict[str, tuple[str, str]] = {
    "gioi-thieu": (
        "Giới thiệu",
        f"<p>{AGENCY.name} thực hành quyền công tố và kiểm sát hoạt động tư pháp trên địa bàn "
        f"{AGENCY.province}. Trang tin điện tử là kênh thông tin chính thức của đơn vị.</p>"
        "<h2>Chức năng, nhiệm vụ</h2>"
        "<p>Viện kiểm sát nhân dân có nhiệm vụ bảo vệ Hiến pháp và pháp luật, bảo vệ quyền con "
        "người, quyền công dân, bảo vệ lợi ích của Nhà nước, quyền và lợi ích hợp pháp của tổ "
        "chức, cá nhân, góp phần bảo đảm pháp luật được chấp hành nghiêm chỉnh và thống nhất.</p>"
        "<h2>Cơ cấu tổ chức</h2>"
        "<p>Viện kiểm sát nhân dân tỉnh gồm Văn phòng tổng hợp và các phòng nghiệp vụ; trực thuộc "
        "có các Viện kiểm sát nhân dân khu vực.</p>",
    ),
    "lien-he": (
        "Liên hệ",
        "<h2>Tiếp công dân</h2><p>Công dân đến làm việc xin mang theo giấy tờ tùy thân. Đơn gửi "
        "qua bưu điện được tiếp nhận trong giờ làm việc của các ngày trong tuần.</p>",
    ),
}
