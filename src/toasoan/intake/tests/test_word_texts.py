"""What is written in Word files: signs, numbers, fields and what does not fit.

Each file stands beside what its draft must be (`testing.drafts` says how it is written down).
"""

import pytest

from toasoan.intake.docx.read import read_word_file
from toasoan.intake.fitting import fitted
from toasoan.testing.drafts import written
from toasoan.testing.word import (
    DOTTED,
    NUMBERED,
    WordFile,
    paragraph,
    run,
    table,
    text_box,
    words,
)
from toasoan.testing.word_parts import (
    OUTLINE,
    OUTLINE_NUMBERING,
    bold,
    centre,
    control,
    equation,
    item,
    letters,
    old_tick_box,
    part_of_equation,
    right,
    shifted,
    sign,
    tick_box,
)

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
END = right("Tin: Vũ Thị Mẫu")


def draft_of(*body):
    file = WordFile(*body)
    file.numberings += OUTLINE_NUMBERING
    return written(fitted(read_word_file(file.to_bytes())))


TEXTS = [
    pytest.param(
        (
            table(
                [words("Thôn"), words("Đạt")],
                [words("Một"), words("✓")],
                [words("Hai"), words("***")],
                [words("Ba"), words("—")],
            ),
            END,
        ),
        ["| Thôn | Đạt", "| Một | ✓", "| Hai | ***", "| Ba | —", "@ Vũ Thị Mẫu (chữ)"],
        id="signs in the cells of a table",
    ),
    pytest.param(
        (
            paragraph(
                sign("Wingdings", "F0FC"),
                run(" đạt, "),
                sign("Wingdings 2", "F054"),
                run(" chưa, từ "),
                sign("Symbol", "F0B3"),
                run(" 5"),
            ),
            END,
        ),
        ["✓ đạt, ☒ chưa, từ ≥ 5", "@ Vũ Thị Mẫu (chữ)"],
        id="ticks of symbol fonts",
    ),
    pytest.param(
        (
            paragraph(
                run("\uf0fe nộp rồi", font="Wingdings"),
                run(" và "),
                run("ü", font="Wingdings"),
                run(" ± "),
                run("a", font="Symbol"),
            ),
            END,
        ),
        ["☑ nộp rồi và ✓ ± \u03b1", "@ Vũ Thị Mẫu (chữ)"],
        id="text typed in a symbol font",
    ),
    pytest.param(
        (
            paragraph(run("Xem "), sign("Marlett", "F061")),
            END,
        ),
        ["Xem", "@ Vũ Thị Mẫu (chữ)", "! sign_left_out 'Marlett'"],
        id="a sign of a font nobody knows",
    ),
    pytest.param(
        (
            centre("* * *", "-----o0o-----", "______"),
            words("Buổi lễ kết thúc."),
            words("./."),
            END,
        ),
        ["Buổi lễ kết thúc.", "@ Vũ Thị Mẫu (chữ)"],
        id="rows of stars and lines between paragraphs",
    ),
    pytest.param(
        (
            centre("…", "%", "✓"),
            END,
        ),
        ["…", "%", "✓", "@ Vũ Thị Mẫu (chữ)"],
        id="three dots, a per cent sign and a lone tick",
    ),
    pytest.param(
        (
            paragraph(tick_box(run("☒")), run(" có")),
            paragraph(tick_box(is_ticked=False), run(" không")),
            paragraph(old_tick_box(is_ticked=True), run(" rồi")),
            END,
        ),
        ["☒ có", "☐ không", "☒ rồi", "@ Vũ Thị Mẫu (chữ)"],
        id="check boxes of three kinds",
    ),
    pytest.param(
        (
            paragraph(
                run("3×10"),
                shifted("-"),
                shifted("3"),
                run(" mg/l, 25 km"),
                shifted("2"),
                run(", x"),
                shifted("n+1"),
            ),
            END,
        ),
        ["3×10⁻³ mg/l, 25 km², xⁿ⁺¹", "@ Vũ Thị Mẫu (chữ)"],
        id="raised figures with their sign",
    ),
    pytest.param(
        (
            paragraph(run("25"), shifted("0"), run("C, 30"), shifted("o"), run("C")),
            END,
        ),
        ["25°C, 30°C", "@ Vũ Thị Mẫu (chữ)"],
        id="degrees written with a raised nought or o",
    ),
    pytest.param(
        (
            paragraph(
                run("a"),
                shifted("b"),
                run(", e"),
                shifted("x/2"),
                run(", N"),
                shifted("TM"),
                run(", sao"),
                shifted("*"),
            ),
            END,
        ),
        ["a^b, e^(x/2), N™, sao*", "@ Vũ Thị Mẫu (chữ)"],
        id="raised letters without a form",
    ),
    pytest.param(
        (
            paragraph(
                run("CO"),
                shifted("2", "subscript"),
                run(", H"),
                shifted("2", "subscript"),
                run("O, x"),
                shifted("max", "subscript"),
            ),
            END,
        ),
        ["CO₂, H₂O, xmax", "@ Vũ Thị Mẫu (chữ)"],
        id="lowered figures and letters",
    ),
    pytest.param(
        (
            paragraph(
                run("Tỷ lệ "),
                equation(
                    part_of_equation("f", num=letters("78"), den=letters("96+2"))
                    + letters("×")
                    + part_of_equation("sSup", e=letters("10"), sup=letters("-2"))
                    + part_of_equation("rad", deg="", e=letters("x+1"))
                ),
            ),
            END,
        ),
        ["Tỷ lệ 78/(96+2)×10⁻²√(x+1)", "@ Vũ Thị Mẫu (chữ)"],
        id="a fraction, a power and a root",
    ),
    pytest.param(
        (
            control(words("Thứ tư, từ 8 giờ."), is_placeholder=True),
            END,
        ),
        ["Thứ tư, từ 8 giờ.", "@ Vũ Thị Mẫu (chữ)"],
        id="text that is only marked as a placeholder",
    ),
    pytest.param(
        (
            control(paragraph(run("Bấm để nhập", style="PlaceholderText")), is_placeholder=True),
            END,
        ),
        ["@ Vũ Thị Mẫu (chữ)", "! placeholder_left_out 'Bấm để nhập'"],
        id="a hint that nobody filled in",
    ),
    pytest.param(
        (
            control(control(words("Trong hai lớp."))),
            table([words("A"), words("B")])
            .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
            .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
            END,
        ),
        ["Trong hai lớp.", "| A | B", "@ Vũ Thị Mẫu (chữ)"],
        id="controls in controls, around rows and cells",
    ),
    pytest.param(
        (
            paragraph(
                run("nhận "), f"<w:ins>{run('96')}</w:ins><w:del>{run('69')}</w:del>", run(" tin")
            ),
            END,
        ),
        ["nhận 96 tin", "@ Vũ Thị Mẫu (chữ)", "! tracked_changes_accepted"],
        id="tracked changes",
    ),
    pytest.param(
        (
            paragraph(run("thấy"), run(" việc nội bộ", hidden=True)),
            END,
        ),
        ["thấy", "@ Vũ Thị Mẫu (chữ)", "! hidden_text_left_out 'việc nội bộ'"],
        id="hidden text",
    ),
    pytest.param(
        (
            paragraph(text_box(words("Trong khung.")), run("Ngoài khung.")),
            END,
        ),
        ["Ngoài khung.", "Trong khung.", "@ Vũ Thị Mẫu (chữ)"],
        id="a text box",
    ),
    pytest.param(
        (
            paragraph(
                run("Điều\u00a05, xử\u00adlý "),
                '<w:r><w:t>18</w:t><w:noBreakHyphen/><w:t>QĐ</w:t><w:br w:type="page"/><w:t>tiếp</w:t></w:r>',
            ),
            END,
        ),
        ["Điều 5, xửlý 18-QĐ tiếp", "@ Vũ Thị Mẫu (chữ)"],
        id="soft hyphens, fixed spaces and page breaks",
    ),
    pytest.param(
        (
            item("một", NUMBERED),
            item("hai", NUMBERED),
            END,
        ),
        ["1. một", "2. hai", "@ Vũ Thị Mẫu (chữ)"],
        id="a list counted in figures",
    ),
    pytest.param(
        (
            item("một", NUMBERED),
            words("Xen giữa."),
            item("hai", NUMBERED),
            END,
        ),
        ["1. một", "Xen giữa.", "2. hai", "@ Vũ Thị Mẫu (chữ)"],
        id="a list that goes on after a paragraph",
    ),
    pytest.param(
        (
            item("một", DOTTED),
            item("sâu", DOTTED, 1),
            item("hai", DOTTED),
            END,
        ),
        ["- một / – sâu", "- hai", "@ Vũ Thị Mẫu (chữ)"],
        id="dots with dashes below",
    ),
    pytest.param(
        (
            item("Tình hình", OUTLINE),
            item("Kết quả", OUTLINE, 1),
            item("Tin", OUTLINE, 2),
            item("Bài", OUTLINE, 2),
            item("Phương hướng", OUTLINE),
            item("Nhiệm vụ", OUTLINE, 1),
            END,
        ),
        [
            "I. Tình hình",
            "1.1. Kết quả",
            "a) Tin",
            "b) Bài",
            "II. Phương hướng",
            "2.1. Nhiệm vụ",
            "@ Vũ Thị Mẫu (chữ)",
        ],
        id="numbers of three levels as laws count",
    ),
    pytest.param(
        (
            paragraph(run("Tình hình"), style="Heading2", list_id=OUTLINE),
            words("Tốt."),
            paragraph(run("Kết quả"), style="Heading2", list_id=OUTLINE),
            words("Khá."),
            END,
        ),
        ["= I. Tình hình", "Tốt.", "= II. Kết quả", "Khá.", "@ Vũ Thị Mẫu (chữ)"],
        id="numbered headings",
    ),
    pytest.param(
        (
            table(
                [words("STT"), words("Đơn vị")],
                [item("", NUMBERED), words("KV 8")],
                [item("", NUMBERED), words("KV 9")],
            ),
            END,
        ),
        ["| STT | Đơn vị", "| 1. | KV 8", "| 2. | KV 9", "@ Vũ Thị Mẫu (chữ)"],
        id="a column of numbers that Word counts",
    ),
    pytest.param(
        (
            table([words("Việc"), item("gặt", DOTTED) + item("cấy", DOTTED)]),
            END,
        ),
        ["| Việc | – gặt / – cấy", "@ Vũ Thị Mẫu (chữ)"],
        id="a list in a cell",
    ),
    pytest.param(
        (
            table(
                [
                    words("Xem"),
                    paragraph(
                        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.vn/"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                        run("tại đây"),
                        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                    ),
                ]
            ),
            END,
        ),
        ["| Xem | tại đây", "@ Vũ Thị Mẫu (chữ)", "! link_left_out 'https://example.vn/'"],
        id="a link in a table",
    ),
    pytest.param(
        (
            paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("vẫn còn")),
            END,
        ),
        ["vẫn còn", "@ Vũ Thị Mẫu (chữ)"],
        id="a field that never ends",
    ),
]


@pytest.mark.parametrize(("body", "draft"), TEXTS)
def test_what_stands_in_the_file_stands_in_the_draft(body, draft):
    assert draft_of(*BEGINNING, *body) == BEGUN + draft


BEGINNINGS = [
    pytest.param(
        (
            bold("VKSND KHU VỰC 8 TẬP HUẤN BỘ LUẬT HÌNH SỰ TẠI XÃ SUỐI MƠ", "center"),
            words("Sáng nay, tại xã Suối Mơ, đơn vị họp."),
            words("Có 50 người dự."),
            END,
        ),
        [
            "# VKSND khu vực 8 tập huấn Bộ luật Hình sự tại xã Suối Mơ",
            "> Sáng nay, tại xã Suối Mơ, đơn vị họp.",
            "Có 50 người dự.",
            "@ Vũ Thị Mẫu (chữ)",
            "! headline_in_capitals 'VKSND KHU VỰC 8 TẬP HUẤN BỘ LUẬT HÌNH SỰ TẠI XÃ SUỐI MƠ'",
        ],
        id="a headline in capitals",
    ),
    pytest.param(
        (
            bold("Hội nghị sơ kết " + "phong trào " * 14, "center"),
            bold("Trao cờ thi đua cho ba tập thể tiêu biểu năm 2026", "center"),
            words("Sáng nay họp."),
            words("Có 50 người dự."),
            END,
        ),
        [
            "# Hội nghị sơ kết phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào phong trào",
            "> Sáng nay họp.",
            "Trao cờ thi đua cho ba tập thể tiêu biểu năm 2026",
            "Có 50 người dự.",
            "@ Vũ Thị Mẫu (chữ)",
            "! headline_too_long 'Trao cờ thi đua cho ba tập thể tiêu biểu năm 2026'",
        ],
        id="a headline of two lines, one too long together",
    ),
    pytest.param(
        (
            bold("Đoàn về bản Mơ", "center"),
            bold(
                " ".join(
                    f"Câu số {at} kể chuyện mùa chè ở bản Mơ trên núi cao." for at in range(1, 22)
                )
            ),
            words("Đoàn trở về."),
            END,
        ),
        [
            "# Đoàn về bản Mơ",
            "> Câu số 1 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 2 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 3 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 4 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 5 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 6 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 7 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 8 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 9 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 10 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 11 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 12 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 13 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 14 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 15 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 16 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 17 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 18 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 19 kể chuyện mùa chè ở bản Mơ trên núi cao.",
            "Câu số 20 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 21 kể chuyện mùa chè ở bản Mơ trên núi cao.",
            "Đoàn trở về.",
            "@ Vũ Thị Mẫu (chữ)",
            "! standfirst_too_long 'Câu số 20 kể chuyện mùa chè ở bản Mơ trên núi cao. Câu số 21 kể chuyện mùa chè ở bản Mơ trên núi cao.'",
        ],
        id="a standfirst of many sentences",
    ),
]


@pytest.mark.parametrize(("body", "draft"), BEGINNINGS)
def test_what_does_not_fit_goes_on_in_the_body(body, draft):
    assert draft_of(*body) == draft
