"""What reads like a letter for the receiving desk, and what only asks about such letters."""

import pytest

from toasoan.questions.kinds import LetterKind
from toasoan.questions.letter_words import letter_kind

COMPLAINT, DENUNCIATION, CRIME = (
    LetterKind.COMPLAINT,
    LetterKind.DENUNCIATION,
    LetterKind.CRIME_REPORT,
)
SENTENCES = [
    ("Tôi làm đơn này khiếu nại quyết định thu hồi đất của Ủy ban nhân dân xã.", COMPLAINT),
    ("ĐƠN KHIẾU NẠI\nKính gửi: Viện trưởng", COMPLAINT),
    ("Đơn kêu oan. Con tôi không phạm tội.", COMPLAINT),
    ("Chúng tôi xin khiếu nại việc bồi thường chưa thỏa đáng.", COMPLAINT),
    ("Gia đình tôi không đồng ý với bản án sơ thẩm vì xử quá nặng.", COMPLAINT),
    ("Kính mong cơ quan xem xét lại quyết định không khởi tố vụ án.", COMPLAINT),
    ("Chồng tôi bị bắt oan, kính mong quý viện cứu xét.", COMPLAINT),
    ("Khiếu nại về việc chậm trả lại vật chứng.", COMPLAINT),
    ("Công dân có đơn khiếu nại kết luận thanh tra.", COMPLAINT),
    ("Nay tôi tiếp tục gửi đơn kêu cứu đến quý cơ quan.", COMPLAINT),
    ("Tôi xin tố cáo ông Nguyễn Văn A nhận tiền của dân.", DENUNCIATION),
    ("Đơn tố cáo", DENUNCIATION),
    ("Tố cáo cán bộ địa chính xã gây khó khăn.", DENUNCIATION),
    ("Tập thể chúng tôi cùng ký đơn tố cáo giám đốc công ty.", DENUNCIATION),
    ("Điều tra viên đã ép cung em tôi trong lúc tạm giữ.", DENUNCIATION),
    ("Chủ tịch xã vòi tiền khi cấp sổ đỏ cho dân.", DENUNCIATION),
    ("Bà B ở ấp 3 bao che cho con làm việc sai trái.", DENUNCIATION),
    ("Đề nghị xử lý nghiêm người có hành vi trên.", DENUNCIATION),
    ("Kính đề nghị Viện kiểm sát khởi tố những người đã đập phá nhà tôi.", DENUNCIATION),
    ("Cảnh sát đánh đập người vi phạm ngay tại trụ sở.", DENUNCIATION),
    ("Toi lam don to cao ong Nguyen Van A nhan hoi lo.", DENUNCIATION),
    ("toi khieu nai quyet dinh xu phat cua cong an phuong", COMPLAINT),
    ("Tôi xin tố giác nhóm người tổ chức đánh bạc ở hẻm 12.", CRIME),
    ("Đơn trình báo mất tài sản", CRIME),
    ("Đối tượng T đang bán ma túy trước cổng trường.", CRIME),
    ("Hàng xóm hành hung mẹ tôi gãy tay.", CRIME),
    ("Tôi bị lừa đảo qua mạng 50 triệu đồng.", CRIME),
    ("Gia đình tôi đêm qua bị trộm mất hai xe máy.", CRIME),
    ("Có người cho vay nặng lãi và đe dọa cả xóm.", CRIME),
    ("Công ty đó lừa đảo, chiếm đoạt tiền đặt cọc của nhiều người.", CRIME),
    ("Xin chào. Tôi muốn trình báo việc bị mất trộm.", CRIME),
    ("Thời hạn giải quyết khiếu nại lần đầu là bao nhiêu ngày?", None),
    ("Tôi muốn hỏi thủ tục khiếu nại quyết định hành chính", None),
    ("Đơn tố cáo gồm những nội dung nào?", None),
    ("Nộp đơn tố giác tội phạm ở đâu thì được tiếp nhận?", None),
    ("Cán bộ nhận hối lộ bị xử lý thế nào theo Bộ luật Hình sự?", None),
    ("Cho tôi biết thẩm quyền giải quyết tố cáo của Viện kiểm sát.", None),
    ("Tội lừa đảo chiếm đoạt tài sản có thời hiệu mấy năm?", None),
    ("Luật Tố cáo năm 2018 bảo vệ người tố cáo ra sao?", None),
    ("Xin hướng dẫn tôi viết mẫu đơn khiếu nại.", None),
    ("Tôi muốn xin bản sao bản án để làm thủ tục.", None),
    ("Lịch tiếp công dân tháng 12 của Viện?", None),
    ("Đề nghị cung cấp số liệu thống kê án ma túy năm 2025.", None),
    ("Bài báo ghi sai ngày diễn ra phiên tòa.", None),
    ("Xin cung cấp văn bản hướng dẫn về án phí.", None),
    ("Tôi đề nghị trang tin bổ sung mục văn bản.", None),
    ("Kết quả công tác giải quyết khiếu nại, tố cáo năm 2025.", None),
    ("Người bị tạm giam có được gặp thân nhân không", None),
    ("Thoi han giai quyet to cao la bao lau", None),
    ("Tôi tố giác tội phạm thì có được giữ bí mật tên không?", None),
    ("Cảm ơn cơ quan đã trả lời rất nhanh.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "kind"), SENTENCES)
def test_a_letter_is_told_from_a_question_about_letters(text, kind):
    assert letter_kind(text) == kind


def test_one_statement_among_questions_is_enough():
    text = "Kính gửi cơ quan. Thời hạn là bao lâu? Tôi xin tố cáo ông B nhận tiền."

    assert letter_kind(text) == DENUNCIATION


def test_a_long_text_takes_no_time():
    letter_kind("tôi bị " * 5000)
    letter_kind("ông " * 10_000)
