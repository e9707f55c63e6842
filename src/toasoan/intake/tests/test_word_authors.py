"""Who signs a Word file, and what an office paper puts around it.

Each file stands beside what its draft must be (`testing.drafts` says how it is written down).
"""

import pytest

from toasoan.intake.docx.read import read_word_file
from toasoan.intake.fitting import fitted
from toasoan.testing.drafts import written
from toasoan.testing.word import WordFile, paragraph, run, table, words
from toasoan.testing.word_parts import OUTLINE_NUMBERING, bold, centre, right

BEGINNING = (
    bold("Ra quân trồng cây đầu xuân", "center"),
    bold("Sáng nay, đơn vị ra quân trồng cây."),
    words("Hơn một trăm người dự lễ tại sân nhà văn hóa."),
)
BEGUN = [
    "# Ra quân trồng cây đầu xuân",
    "> Sáng nay, đơn vị ra quân trồng cây.",
    "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
]


def draft_of(*body):
    file = WordFile(*body)
    file.numberings += OUTLINE_NUMBERING
    return written(fitted(read_word_file(file.to_bytes())))


AUTHORS = [
    pytest.param(
        (right("Tin: Vũ Thị Mẫu"),),
        ["@ Vũ Thị Mẫu (chữ)"],
        id="one label",
    ),
    pytest.param(
        (right("TIN , ẢNH : VŨ THỊ MẪU"),),
        ["@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="both labels in capitals with spaces",
    ),
    pytest.param(
        (paragraph(run("(Tin và ảnh: Vũ Thị Mẫu)", italic=True)),),
        ["@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="labels in brackets",
    ),
    pytest.param(
        (words("- Bài, ảnh: Vũ Thị Mẫu, Lê Văn Thử./."),),
        ["@ Vũ Thị Mẫu (chữ và ảnh)", "@ Lê Văn Thử (chữ và ảnh)"],
        id="labels after a dash, ended as office papers are",
    ),
    pytest.param(
        (right("Tin: Vũ Thị Mẫu; Ảnh: Lê Văn Thử"),),
        ["@ Vũ Thị Mẫu (chữ)", "@ Lê Văn Thử (ảnh)"],
        id="two labels in one line",
    ),
    pytest.param(
        (right("Tin: Vũ Thị Mẫu", "Ảnh: Lê Văn Thử"),),
        ["@ Vũ Thị Mẫu (chữ)", "@ Lê Văn Thử (ảnh)"],
        id="two labels in two lines",
    ),
    pytest.param(
        (right("Bài: Vũ Thị Mẫu - Ảnh: Vũ Thị Mẫu"),),
        ["@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="one person after two labels",
    ),
    pytest.param(
        (right("Tin, ảnh:", "Vũ Thị Mẫu"),),
        ["@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="a label alone, the name beneath",
    ),
    pytest.param(
        (right("Tin, ảnh: Vũ Thị Mẫu & Lê Văn Thử – VKSND khu vực 8"),),
        ["@ Vũ Thị Mẫu (chữ và ảnh) VKSND khu vực 8", "@ Lê Văn Thử (chữ và ảnh) VKSND khu vực 8"],
        id="several people of one unit",
    ),
    pytest.param(
        (right("Vũ Thị Mẫu (Phòng 1) và Lê Văn Thử (Văn phòng)"),),
        ["@ Vũ Thị Mẫu (chữ) Phòng 1", "@ Lê Văn Thử (chữ) Văn phòng"],
        id="several people of several units",
    ),
    pytest.param(
        (right("Tin: Vũ Thị Mẫu\nLê Văn Thử"),),
        ["@ Vũ Thị Mẫu (chữ)", "@ Lê Văn Thử (chữ)"],
        id="people on lines of one paragraph",
    ),
    pytest.param(
        (bold("Vũ Thị Mẫu – Kiểm sát viên, VKSND khu vực 8"),),
        ["@ Vũ Thị Mẫu (chữ) Kiểm sát viên, VKSND khu vực 8"],
        id="post and unit",
    ),
    pytest.param(
        (right("Người viết: KSV Vũ Thị Mẫu"),),
        ["@ Vũ Thị Mẫu (chữ) KSV"],
        id="a post before the name",
    ),
    pytest.param(
        (right("Tin: VKSND khu vực 8 - Vũ Thị Mẫu"),),
        ["@ Vũ Thị Mẫu (chữ) VKSND khu vực 8"],
        id="a unit before the name",
    ),
    pytest.param(
        (right("Tác giả: Đ/c Vũ Thị Mẫu - Phòng 8"),),
        ["@ Vũ Thị Mẫu (chữ) Phòng 8", "! byline_to_check 'Tác giả: Đ/c Vũ Thị Mẫu - Phòng 8'"],
        id="an address before the name",
    ),
    pytest.param(
        (right("Vũ Thị Mẫu, Sở Văn hóa, Thể thao và Du lịch"),),
        ["@ Vũ Thị Mẫu (chữ) Sở Văn hóa, Thể thao và Du lịch"],
        id="a unit with and in its name",
    ),
    pytest.param(
        (right("Tin: Đoàn Văn Tín"),),
        ["@ Đoàn Văn Tín (chữ)"],
        id="a family name that is a word for units",
    ),
    pytest.param(
        (right("Tin: VKSND khu vực 8"),),
        ["§ VKSND khu vực 8", "! byline_to_check 'Tin: VKSND khu vực 8'", "! no_byline"],
        id="a unit where a person should be",
    ),
    pytest.param(
        (right("Tin: Vũ Thị Mẫu", "Nguồn: Báo Bảo vệ pháp luật"),),
        ["@ Vũ Thị Mẫu (chữ)", "§ Báo Bảo vệ pháp luật"],
        id="a source",
    ),
    pytest.param(
        (right("Nguồn tin: VKSND khu vực 8"),),
        ["§ VKSND khu vực 8", "! no_byline"],
        id="a source line alone",
    ),
    pytest.param(
        (
            right("Vũ Thị Mẫu"),
            paragraph(run("(Theo Báo Sông Thử)", italic=True)),
        ),
        ["@ Vũ Thị Mẫu (chữ)", "§ Báo Sông Thử"],
        id="a source without a colon",
    ),
    pytest.param(
        (words("Buổi lễ kết thúc lúc 10 giờ. (Tin, ảnh: Vũ Thị Mẫu)"),),
        ["Buổi lễ kết thúc lúc 10 giờ.", "@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="authors behind the last sentence",
    ),
    pytest.param(
        (words("Buổi lễ kết thúc.\nTin, ảnh: Vũ Thị Mẫu"),),
        ["Buổi lễ kết thúc.", "@ Vũ Thị Mẫu (chữ và ảnh)"],
        id="authors after Shift+Enter",
    ),
    pytest.param(
        (table([words("Tin: Vũ Thị Mẫu"), words("Ảnh: Lê Văn Thử")]),),
        ["@ Vũ Thị Mẫu (chữ)", "@ Lê Văn Thử (ảnh)"],
        id="authors in the cells of a table",
    ),
    pytest.param(
        (
            right("Tin: Vũ Thị Mẫu"),
            words("ĐT: 0900 000 000"),
            words("STK: 0123456"),
        ),
        ["@ Vũ Thị Mẫu (chữ)", "! contact_left_out 'STK: 0123456' 'ĐT: 0900 000 000'"],
        id="telephone and account",
    ),
    pytest.param(
        (
            words("Kết quả"),
            words("Giải Nhất"),
        ),
        ["Kết quả", "Giải Nhất", "! no_byline"],
        id="a last line that only looks like a name",
    ),
    pytest.param(
        (words("Thực hiện: Kế hoạch số 12/KH-VKS ngày 01/10/2026."),),
        ["Thực hiện: Kế hoạch số 12/KH-VKS ngày 01/10/2026.", "! no_byline"],
        id="a plan to be carried out is no author",
    ),
]


@pytest.mark.parametrize(("body", "draft"), AUTHORS)
def test_the_last_lines_become_people_with_role_and_unit(body, draft):
    assert draft_of(*BEGINNING, *body) == BEGUN + draft


OFFICE_PAPERS = [
    pytest.param(
        (
            table(
                [
                    centre("VKSND KHU VỰC 8", "Số: 12/BC-VKS"),
                    centre(
                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                        "Độc lập - Tự do - Hạnh phúc",
                        "Sông Thử, ngày 20 tháng 11 năm 2026",
                    ),
                ]
            ),
            *BEGINNING,
            table(
                [
                    words("Nơi nhận:") + words("- Lưu: VT."),
                    centre("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "(Đã ký)", "Trần Văn Thử"),
                ]
            ),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "! letterhead_left_out 'VKSND KHU VỰC 8' 'Số: 12/BC-VKS' 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' 'Độc lập - Tự do - Hạnh phúc' 'Sông Thử, ngày 20 tháng 11 năm 2026'",
            "! signature_left_out 'Nơi nhận:' '- Lưu: VT.' 'KT. VIỆN TRƯỞNG' 'PHÓ VIỆN TRƯỞNG' '(Đã ký)' 'Trần Văn Thử'",
            "! no_byline",
        ],
        id="a letterhead and a signature in tables",
    ),
    pytest.param(
        (
            words("VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 8"),
            words("Số: 15/TB-VKS"),
            words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            words("Độc lập - Tự do - Hạnh phúc"),
            words("-----------"),
            *BEGINNING,
            words("Nơi nhận:"),
            words("- Như trên;"),
            bold("VIỆN TRƯỞNG", "right"),
            words("(Đã ký)"),
            bold("Trần Văn Thử", "right"),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "! letterhead_left_out 'VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 8' 'Số: 15/TB-VKS' 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' 'Độc lập - Tự do - Hạnh phúc'",
            "! signature_left_out 'Nơi nhận:' '- Như trên;' 'VIỆN TRƯỞNG' '(Đã ký)' 'Trần Văn Thử'",
            "! no_byline",
        ],
        id="a letterhead and a signature in paragraphs",
    ),
    pytest.param(
        (
            table(
                [
                    centre("ĐẢNG BỘ VKSND TỈNH", "CHI BỘ KHU VỰC 8", "Số 05-BC/CB"),
                    centre("ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Thử, ngày 20 tháng 11 năm 2026"),
                ]
            ),
            *BEGINNING,
            right("Vũ Thị Mẫu"),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "@ Vũ Thị Mẫu (chữ)",
            "! letterhead_left_out 'ĐẢNG BỘ VKSND TỈNH' 'CHI BỘ KHU VỰC 8' 'Số 05-BC/CB' 'ĐẢNG CỘNG SẢN VIỆT NAM' 'Sông Thử, ngày 20 tháng 11 năm 2026'",
        ],
        id="a letterhead of the Party",
    ),
    pytest.param(
        (
            *BEGINNING,
            words("Tin, ảnh: Vũ Thị Mẫu"),
            bold("VIỆN TRƯỞNG", "right"),
            right("Trần Văn Thử"),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "@ Vũ Thị Mẫu (chữ và ảnh)",
            "! signature_left_out 'VIỆN TRƯỞNG' 'Trần Văn Thử'",
        ],
        id="an author above the signature of the leader",
    ),
    pytest.param(
        (
            *BEGINNING,
            table(
                [centre("NGƯỜI VIẾT TIN", "Vũ Thị Mẫu"), centre("LÃNH ĐẠO DUYỆT", "Trần Văn Thử")]
            ),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "@ Vũ Thị Mẫu (chữ)",
            "! signature_left_out 'NGƯỜI VIẾT TIN' 'Vũ Thị Mẫu' 'LÃNH ĐẠO DUYỆT' 'Trần Văn Thử'",
        ],
        id="the writer signs beside the leader",
    ),
    pytest.param(
        (
            right("Sông Thử, ngày 20 tháng 11 năm 2026"),
            words("Kính gửi: Ban Biên tập Trang tin điện tử"),
            *BEGINNING,
            right("Vũ Thị Mẫu"),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "@ Vũ Thị Mẫu (chữ)",
            "! letterhead_left_out 'Sông Thử, ngày 20 tháng 11 năm 2026' 'Kính gửi: Ban Biên tập Trang tin điện tử'",
        ],
        id="a day and an address above the headline",
    ),
    pytest.param(
        (
            BEGINNING[0],
            paragraph(run("Tác giả: Vũ Thị Mẫu - Phòng 8", italic=True)),
            *BEGINNING[1:],
            words("Hết."),
        ),
        [
            "# Ra quân trồng cây đầu xuân",
            "> Sáng nay, đơn vị ra quân trồng cây.",
            "Hơn một trăm người dự lễ tại sân nhà văn hóa.",
            "Hết.",
            "@ Vũ Thị Mẫu (chữ) Phòng 8",
        ],
        id="the author beneath the headline",
    ),
]


@pytest.mark.parametrize(("body", "draft"), OFFICE_PAPERS)
def test_what_an_office_paper_puts_around_a_text_is_left_out_and_listed(body, draft):
    assert draft_of(*body) == draft
