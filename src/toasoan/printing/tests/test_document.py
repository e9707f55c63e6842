from dataclasses import replace

import pytest

from toasoan.printing.document import Heading, Paragraph, numbered, roman
from toasoan.printing.tests.samples import REPORT


def test_number_and_day_stay_blank():
    assert REPORT.number_line.replace("\u00a0", " ") == "Số:      /BC-VKS"
    assert REPORT.day_line.replace("\u00a0", " ") == "Hậu Giang, ngày      tháng 6 năm 2023"
    assert "tháng 02 năm" in replace(REPORT, month=2).day_line


def test_the_last_line_of_a_list_ends_with_a_point():
    assert [line[-1] for line in REPORT.ground_lines] == [";", "."]
    assert REPORT.recipient_lines == (
        "- VKSND tối cao (để b/c);",
        "- Thành viên Ban Chỉ đạo;",
        "- Lưu: VT, Ban Chỉ đạo.",
    )


def test_equal_lines_end_as_their_place_asks():
    assert replace(REPORT, grounds=("Một;", "Một.")).ground_lines == ("Một;", "Một.")


def test_headings_are_numbered_anew_below_each_other():
    blocks = (*tuple(Heading("x", level) for level in (1, 2, 3, 3, 2, 3, 1, 2)), Paragraph("y"))

    assert [block.text for block in numbered(blocks)] == [
        "I. x", "1. x", "a) x", "b) x", "2. x", "a) x", "II. x", "1. x", "y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "figures"), [(1, "I"), (9, "IX"), (10, "X"), (14, "XIV"), (39, "XXXIX")]
)
def test_roman_figures(number, figures):
    assert roman(number) == figures


def test_the_title_names_kind_and_subject():
    assert REPORT.title.startswith("Báo cáo kết quả công tác tuyên truyền 6 tháng đầu năm 2023")
