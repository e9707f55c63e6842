"""What people are told when a request is not taken. Vietnamese as it stands: no catalogue here."""

from toasoan.web_server.answers import in_words

BUSY = "Máy chủ đang bận. Xin chờ vài giây rồi thử lại."
NETWORK_BUSY = "Mạng này đang gửi quá nhiều yêu cầu cùng lúc. Xin chờ vài giây rồi thử lại."
TOO_SLOW = "Đường truyền quá chậm nên nội dung chưa đến nơi. Xin kiểm tra kết nối rồi gửi lại."
BROKEN = "Nội dung gửi lên chưa đến đủ. Xin gửi lại."
NO_ROOM = "Máy chủ đã hết chỗ trên đĩa nên chưa nhận được nội dung. Xin báo quản trị trang."
FAILED = "Máy chủ gặp lỗi. Xin thử lại sau vài phút."


def too_large(most: int) -> str:
    """What the sender of a body of more than so many bytes is told."""
    return (
        f"Nội dung gửi lên quá lớn: ở đây chỉ nhận tối đa {in_words(most)}. "
        "Xin rút gọn hoặc giảm dung lượng tệp rồi gửi lại."
    )


def too_large_for_stranger(most: int) -> str:
    """The same for who is not signed in: the session may have ended meanwhile."""
    return f"{too_large(most)} Nếu gửi tệp cho tòa soạn, cần đăng nhập trước."
