"""Stories of the last weeks that show what a story can hold, and what a page must bear.

Tables, quotations, lists, sub-headings, a file; a headline as long as the limit, no photo at all,
a photo taller than wide; one story that has been taken down. They stand beside the history, so
that its counts stay as they are.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from toasoan.demo import outcomes, people
from toasoan.demo.story import BodyPart, DemoPicture, DemoStory, DemoTakeDown
from toasoan.demo.templates import Family
from toasoan.demo.timetable import next_moment, workday_after
from toasoan.demo.words import DescribedEvent, written_date
from toasoan.demo.writing import WrittenText

_TABLE_HEADINGS = (
    "Đơn vị", "Tin báo thụ lý", "Đã giải quyết", "Tỷ lệ", "Án truy tố", "Án xét xử", "Kháng nghị",
)  # fmt: skip
_TABLE_ROWS = (
    ("VKSND khu vực 1", "312", "298", "95,51%", "184", "171", "4"),
    ("VKSND khu vực 2", "265", "251", "94,72%", "152", "140", "3"),
    ("VKSND khu vực 3", "241", "236", "97,93%", "138", "133", "5"),
    ("VKSND khu vực 4", "198", "187", "94,44%", "107", "101", "2"),
    ("VKSND khu vực 5", "176", "170", "96,59%", "95", "92", "2"),
    ("VKSND khu vực 6", "163", "155", "95,09%", "88", "81", "1"),
    ("VKSND khu vực 7", "121", "117", "96,69%", "64", "60", "–"),
    ("VKSND khu vực 8", "149", "140", "93,96%", "79", "74", "2"),
    ("Toàn tỉnh", "1.625", "1.554", "95,63%", "907", "852", "19"),
)


@dataclass(frozen=True)
class ShownStory:
    """A story of the showcase; `ago` counts working days before today."""

    key: str
    home: str
    ago: int
    section: str
    genre: str
    headline: str
    standfirst: str
    parts: tuple[BodyPart, ...]
    tags: tuple[str, ...]
    taken_down: str = ""


def _table(caption: str) -> BodyPart:
    columns = [{"type": "text", "heading": heading} for heading in _TABLE_HEADINGS]
    rows = [{"values": list(row)} for row in _TABLE_ROWS]
    return (
        "table",
        {"caption": caption, "table": {"columns": columns, "rows": rows, "caption": ""}},
    )


def _picture(illustration: str, seed: int, caption: str, alt: str) -> BodyPart:
    return ("picture", DemoPicture(illustration, seed, caption, alt))


def _with_a_table(today: date) -> ShownStory:
    """Sub-headings, a table, lists, a quotation."""
    return ShownStory(
        "so-lieu", "vp", 3, "kiem-sat-hai-cap", "feature",
        f"Công tác kiểm sát năm {today.year}: tỷ lệ giải quyết tin báo vượt chỉ tiêu Quốc hội giao",
        "Tỷ lệ giải quyết tố giác, tin báo về tội phạm của hai cấp đạt 95,63%; không có trường"
        " hợp nào Viện kiểm sát truy tố mà Tòa án tuyên không phạm tội.",
        (
            (
                "text",
                "<p>Văn phòng tổng hợp vừa hoàn thành báo cáo kết quả công tác năm của Viện"
                " kiểm sát nhân dân (VKSND) hai cấp theo Quyết định số 173/QĐ-VKS và Kế hoạch"
                " số 120/KH-VKSTC.</p><h2>Kết quả từng đơn vị</h2><p>Số liệu dưới đây tính từ"
                " ngày 01/12 năm trước đến hết ngày 30/11, theo kỳ báo cáo của Ngành.</p>",
            ),
            _table("Kết quả công tác của các đơn vị khu vực"),
            (
                "text",
                "<h2>Ba việc làm tốt</h2><ol><li>Kiểm sát viên bám sát từ khi tiếp nhận nguồn"
                " tin, đề ra yêu cầu xác minh ngay trong ngày.</li><li>Mỗi Viện kiểm sát khu"
                " vực tổ chức ít nhất hai phiên tòa rút kinh nghiệm.</li><li>Số hóa toàn bộ"
                " hồ sơ án hình sự trước khi xét xử.</li></ol><h2>Hai việc còn chậm</h2><ul>"
                "<li>Trả lời đơn ở một số đơn vị còn sát hạn.</li><li>Chất lượng kháng nghị"
                " dân sự chưa đồng đều.</li></ul><blockquote>Con số đẹp chỉ có ý nghĩa khi từng"
                " hồ sơ phía sau nó được làm đúng, làm đủ và làm kịp.</blockquote><p>Báo cáo"
                " cũng đề nghị các đơn vị tiếp tục thực hiện Chỉ thị số 05/CT-VKSTC-TCKS và"
                " Chương trình số 14/CTr-VKS-BCĐ.</p>",
            ),
            _picture(
                "table", 1, "Văn phòng tổng hợp rà soát số liệu trước khi báo cáo",
                "Tranh vẽ: cuộc họp quanh chiếc bàn dài có hoa và tài liệu",
            ),
        ),
        ("tổng kết", "số liệu"),
    )  # fmt: skip


def _with_a_file(today: date) -> ShownStory:
    """An announcement with a file."""
    until = written_date(today + timedelta(days=25))
    return ShownStory(
        "gop-y", "vp", 5, "thong-bao", "announcement",
        "Lấy ý kiến góp ý dự thảo Quy chế phối hợp trong công tác tiếp công dân",
        f"VKSND tỉnh Sông Thương mời cơ quan, tổ chức và công dân góp ý dự thảo đến hết ngày"
        f" {until}.",
        (
            (
                "text",
                "<p>Căn cứ Luật Tiếp công dân và Quyết định số 173/QĐ-VKS, Văn phòng tổng hợp"
                " đã soạn thảo Quy chế phối hợp giữa Viện kiểm sát nhân dân hai cấp.</p><h2>Nội"
                " dung cần góp ý</h2><ul><li>Thời gian, địa điểm tiếp công dân của từng đơn"
                " vị;</li><li>Cách phân loại, chuyển đơn không thuộc thẩm quyền;</li><li>Thời"
                " hạn trả lời khi nhiều đơn vị cùng giải quyết.</li></ul>",
            ),
            ("file", ("Dự thảo Quy chế phối hợp", "du-thao-quy-che-phoi-hop.pdf")),
            (
                "text",
                "<p>Ý kiến gửi về Văn phòng tổng hợp bằng văn bản hoặc thư điện tử, ghi rõ họ"
                " tên, địa chỉ liên hệ.</p>",
            ),
        ),
        ("thông báo", "tiếp công dân"),
    )  # fmt: skip


def _with_a_long_headline() -> ShownStory:
    """A headline at its limit and no photo."""
    return ShownStory(
        "tieu-de-dai", "p8", 7, "kiem-sat-hai-cap", "brief",
        "Viện kiểm sát nhân dân tỉnh Sông Thương trực tiếp kiểm sát việc tạm giữ, tạm giam,"
        " quản lý và giáo dục phạm nhân tại Trại tạm giam Công an tỉnh, yêu cầu khắc phục ngay"
        " ba dạng thiếu sót đã nêu",
        "Đoàn kiểm sát làm việc trong bốn ngày, kiểm tra hồ sơ, buồng giam, bếp ăn và gặp"
        " riêng 24 người đang bị tạm giam.",
        (
            (
                "text",
                "<p>Thực hiện Quyết định số 86/QĐ-VKS, Phòng 8 trực tiếp kiểm sát tại Trại tạm"
                " giam Công an tỉnh. Đây là cuộc kiểm sát toàn diện, không báo trước thời điểm"
                " kiểm tra buồng.</p><p>Kết luận nêu ba dạng thiếu sót: ghi sổ theo dõi chưa đủ"
                " cột mục, phân loại giam giữ có lúc chưa đúng, tủ thuốc thiếu danh mục bắt"
                " buộc.</p><blockquote>Chúng tôi nhận khuyết điểm và sẽ báo cáo kết quả khắc"
                " phục trong mười lăm ngày.</blockquote><p>Đơn vị được kiểm sát nhất trí với"
                " kết luận. Phòng 8 sẽ phúc tra vào quý sau.</p>",
            ),
        ),
        ("tạm giữ", "kiểm sát trực tiếp"),
    )  # fmt: skip


def _with_a_portrait() -> ShownStory:
    """An upright photo and questions."""
    return ShownStory(
        "chan-dung", "tam-khe", 9, "guong-nguoi-tot-viec-tot", "interview",
        "Kiểm sát viên trẻ nhất khu vực 3: “Hồ sơ dày không sợ, chỉ sợ đọc vội”",
        "Ba năm vào nghề, chị đã tham gia 46 phiên tòa và chưa có hồ sơ nào bị trả vì thiếu"
        " sót của Kiểm sát viên.",
        (
            (
                "text",
                "<p>Chúng tôi gặp chị sau một phiên tòa kéo dài đến quá trưa. Câu chuyện bắt"
                " đầu từ cuốn sổ tay ghi kín chữ.</p><h2>Chị học nghề từ đâu?</h2>",
            ),
            _picture(
                "woman", 4, "Chị luôn mang theo cuốn sổ tay ghi những điều cần hỏi lại",
                "Tranh vẽ chân dung một nữ Kiểm sát viên mặc trang phục ngành",
            ),
            (
                "text",
                "<p>Từ những người đi trước, và từ chính những lần bị nhắc. Có hồ sơ chị đọc"
                " đến lần thứ tư mới thấy chỗ mâu thuẫn giữa hai biên bản.</p><blockquote>Hồ sơ"
                " dày không sợ, chỉ sợ đọc vội. Sau mỗi trang giấy là một con người."
                "</blockquote><h2>Điều chị muốn nói với đồng nghiệp mới?</h2><p>Hãy hỏi."
                " Hỏi lãnh đạo,"
                " hỏi Điều tra viên, hỏi cả người làm chứng cho đến khi không còn điều gì chưa"
                " rõ.</p>",
            ),
        ),
        ("người tốt, việc tốt",),
    )  # fmt: skip


def _taken_down() -> ShownStory:
    """A story that has been taken down."""
    return ShownStory(
        "trung-bai", "ben-tram", 11, "pho-bien-phap-luat", "brief",
        "VKSND khu vực 2 nói chuyện pháp luật tại Trường THCS Cầu Mây",
        "Buổi nói chuyện về an toàn giao thông và phòng, chống ma túy thu hút hơn 400 học"
        " sinh.",
        (
            (
                "text",
                "<p>Báo cáo viên dùng các vụ việc có thật, đã thay đổi thông tin, để học sinh"
                " tự tìm lỗi sai. Phần hỏi đáp kéo dài gần một giờ.</p>",
            ),
            _picture(
                "classroom", 1, "Báo cáo viên trao đổi với học sinh Trường THCS Cầu Mây",
                "Tranh vẽ: báo cáo viên đứng trước bảng nói chuyện với nhiều người ngồi nghe",
            ),
        ),
        ("trường học",),
        taken_down="duplicate",
    )  # fmt: skip


def _stories(today: date) -> tuple[ShownStory, ...]:
    return (
        _with_a_table(today),
        _with_a_file(today),
        _with_a_long_headline(),
        _with_a_portrait(),
        _taken_down(),
    )


def showcase(today: date) -> list[DemoStory]:
    """The stories with their way through the newsroom, oldest first."""
    rng = Random(20261130)  # noqa: S311  # a repeatable demo, not a secret
    found = [_through_the_newsroom(rng, shown, today) for shown in _stories(today)]
    return sorted(found, key=lambda story: story.started_at)


def _through_the_newsroom(rng: Random, shown: ShownStory, today: date) -> DemoStory:
    day = today
    for _day in range(shown.ago + 4):
        day = _workday_before(day)
    family = Family(
        shown.key,
        {
            "section": shown.section,
            "genre": shown.genre,
            "units": "all",
            "tags": "|".join(shown.tags),
        },
    )
    author = people.contributors(shown.home)[0]
    event = DescribedEvent(shown.home, day, author, morning=True)
    text = WrittenText(family, shown.headline, shown.standfirst, (), ())
    story = outcomes.published(
        rng, outcomes.vetted(rng, outcomes.submitted_story(rng, text, event))
    )
    assert story.decided_at is not None  # noqa: S101  # published
    down = None
    if shown.taken_down:
        down = DemoTakeDown(next_moment(rng, story.decided_at, 1), shown.taken_down)
    return replace(story, parts=shown.parts, taken_down=down)


def _workday_before(day: date) -> date:
    before = day - timedelta(days=1)
    while workday_after(before, 0) != before:
        before -= timedelta(days=1)
    return before
