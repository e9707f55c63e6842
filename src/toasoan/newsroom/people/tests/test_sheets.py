"""Lists of people: whatever is sent, the answer is lines or one sentence."""

import io
import zipfile

import openpyxl
import pytest
from django.utils.translation import override

from toasoan.newsroom.kit import sheets
from toasoan.newsroom.kit.sheets import SheetError
from toasoan.newsroom.kit.tables import table_response, text_table
from toasoan.newsroom.people.sheets import MOST_BYTES, read_list
from toasoan.sent_files.pool import Unread, UnreadError
from toasoan.units.enrolment import EnrolmentColumn


@pytest.fixture(autouse=True)
def _vietnamese():
    with override("vi"):
        yield


HEAD = ["Họ và tên", "Tên đăng nhập", "Thư điện tử", "Đơn vị hoặc ban", "Từ ngày"]
ROW = ["Lê Thị Mới", "", "moi@vidu.vn", "Phòng 1", "05/8/2026"]


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*rows, delimiter=";", encoding="utf-8-sig"):
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        xlsx(HEAD, ROW),
        xlsx(["DANH SÁCH NĂM 2026"], [], HEAD, ROW),
        csv_of(HEAD, ROW),
        csv_of(HEAD, ROW, delimiter=","),
        csv_of(HEAD, ROW, encoding="utf-8"),
        csv_of(HEAD, ROW, delimiter="\t", encoding="utf-16"),
    ],
)
def test_a_list_is_read_whatever_program_wrote_it(content):
    (line,) = read_list(content)

    assert line.cells[EnrolmentColumn.NAME] == "Lê Thị Mới"
    assert line.cells[EnrolmentColumn.FROM_ON] == "05/8/2026"
    assert line.cells[EnrolmentColumn.PLACE] == "Phòng 1"
    assert line.formulas == ()


def test_headings_may_stand_in_any_order_with_any_marks_and_empty_lines_are_skipped():
    (line,) = read_list(
        csv_of(["DON VI HOAC BAN *", "khac", "Ho va ten"], ["P1", "x", "An"], ["", "", ""])
    )

    assert line.cells == {EnrolmentColumn.PLACE: "P1", EnrolmentColumn.NAME: "An"}
    assert line.number == 2


def test_formulas_are_seen_in_both_kinds_of_file():
    for content in (xlsx(HEAD, ["=1+1", *ROW[1:]]), csv_of(HEAD, ["=1+1", *ROW[1:]])):
        assert read_list(content)[0].formulas == (EnrolmentColumn.NAME,)


def test_dates_and_numbers_of_excel_become_text():
    import datetime as dt

    (line,) = read_list(xlsx(HEAD, ["An", 12.0, None, "P1", dt.date(2026, 8, 5)]))

    assert line.cells[EnrolmentColumn.USERNAME] == "12"
    assert line.cells[EnrolmentColumn.FROM_ON] == "05/08/2026"


def zip_of(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xd0\xcf\x11\xe0old excel", b"PK\x03\x04broken",
        zip_of(readme_txt="x"), zip_of(xl__workbook_xml="no xml"),
        zip_of(xl__workbook_xml="x" * (40 * 1024 * 1024)),
        zip_of(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "Họ và tên;Đơn vị hoặc ban\nAn;P1".encode("cp1258", "replace"),
        csv_of(HEAD), csv_of(["Tên gì đó", "khác"], ["An", "P1"]),
        csv_of(["Họ và tên", "Chức vụ"], ["An", "Kiểm sát viên"]),
        csv_of(HEAD, *[ROW] * 1001), b"x" * (MOST_BYTES + 1), b"a;b\x00c",
    ],
    ids=[
        "empty", "picture", "xls", "broken zip", "other zip", "no xml", "bomb", "entities",
        "encoding", "no line", "no headings", "no place", "too many", "too large", "nul",
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_sentence(content):
    with pytest.raises(SheetError) as refused:
        read_list(content)

    assert len(str(refused.value)) > 10


def test_a_thousand_lines_are_read():
    assert len(read_list(csv_of(HEAD, *[ROW] * 1000))) == 1000


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_saved_can_be_read_again_and_holds_no_formula(kind):
    answer = table_response(kind, text_table("ds", HEAD, [["=cmd()", *ROW[1:]], ROW]))

    first, second = read_list(answer.getvalue())
    assert first.cells[EnrolmentColumn.NAME] in {"=cmd()", "'=cmd()"}
    assert first.formulas == ()
    assert second.cells[EnrolmentColumn.NAME] == "Lê Thị Mới"


@pytest.mark.parametrize(
    ("reason", "words"),
    [(Unread.BUSY, "bận"), (Unread.TOO_COSTLY, "quá lớn"), (Unread.BROKEN, "hỏng")],
)
def test_a_list_that_cannot_be_read_now_or_at_all_has_its_sentence(monkeypatch, reason, words):
    def unread(*_arguments, **_options):
        raise UnreadError(reason)

    monkeypatch.setattr(sheets, "read_apart", unread)

    with pytest.raises(SheetError, match=words):
        read_list(xlsx(HEAD, ROW))


def test_empty_rows_without_number_are_no_lines():
    gap = [[None] * 5] * 3000

    (line,) = read_list(xlsx(HEAD, *gap, ROW))

    assert line.number == 3002
