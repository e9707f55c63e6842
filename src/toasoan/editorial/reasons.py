"""The reasons that every agency begins with; each can add its own."""

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
