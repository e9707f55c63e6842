"""Documents from a spreadsheet: looked through row by row, entered once, nothing lost."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from toasoan.newsroom.kit.sheets import SheetError
from toasoan.newsroom.records.importing import headings, read_lines
from toasoan.records.importing import run_import
from toasoan.records.models import (
    Deed,
    DocumentImport,
    Field,
    ImportState,
    IssuingBody,
    OfficialDocument,
)
from toasoan.testing.documents import make_document
from toasoan.testing.factories import make_newsroom

ABSTRACT = "Về việc kiểm tra"


@pytest.fixture
def clerk(room, client):
    client.force_login(room.clerk)
    return client


def url(name, *args):
    return reverse(f"newsroom:{name}", args=args)


def sheet(*rows):
    """A workbook with the headings of the template and these rows."""
    book = openpyxl.Workbook()
    for row in (["SỔ VĂN BẢN"], list(headings().values()), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(number="1/QĐ-VKS", day="02/01/2026", **cells):
    return [number, day, cells.get("kind", ""), cells.get("body", ""), cells.get("about", ABSTRACT),
            cells.get("field", ""), "", "", "", "", cells.get("shown", ""), cells.get("why", "")]  # fmt: skip


def sent(clerk, *rows):
    clerk.get(url("documents_upload"))
    file = SimpleUploadedFile("so.xlsx", sheet(*rows))
    answer = clerk.post(url("documents_upload"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return DocumentImport.objects.order_by("pk").last()


def page_of(clerk, kept):
    return clerk.get(url("documents_import", kept.pk)).content.decode()


def test_every_row_is_shown_with_its_problems_and_good_ones_are_entered(room, clerk):
    known = make_document(room.agency, room.clerk, "9/QĐ-VKS", issued_on=dt.date(2026, 1, 9))
    kept = sent(
        clerk,
        row(),
        row("9/qđ-vks", "09/01/2026"),
        row("2 / kh-vks ngày 05/01/2026", "", body="Bộ Tư pháp", field="Tổ chức"),
        row("1/QĐ – VKS"),
        row("3/QĐ-VKS", "31/02/2026"),
        row("4/VKS-P1"),
        row("5/QĐ-VKS", about=""),
        row("6/QĐ-VKS", shown="không"),
        row("7/QĐ-VKS", shown="Không", why="Bí mật công tác"),
        row("=1+1"),
    )
    page = page_of(clerk, kept)
    assert "Đúng: 3. Đã có trong sổ, bỏ qua: 1. Có lỗi, để lại: 6." in page
    assert url("document", known.pk) in page
    assert "Bộ Tư pháp" in page
    assert "“31/02/2026” không phải là ngày" in page
    assert OfficialDocument.objects.count() == 1
    wrong = b"".join(clerk.get(url("documents_import_wrong", kept.pk)).streaming_content)
    assert openpyxl.load_workbook(io.BytesIO(wrong)).active.max_row == 7

    clerk.post(url("documents_import_confirm", kept.pk), {"publishes": "on"})

    numbers = dict(OfficialDocument.objects.values_list("number", "state"))
    assert numbers == {
        "9/QĐ-VKS": "draft", "1/QĐ-VKS": "published", "2/KH-VKS": "published", "7/QĐ-VKS": "draft",
    }  # fmt: skip
    assert IssuingBody.objects.filter(name="Bộ Tư pháp", is_own=False).exists()
    assert Field.objects.get().name == "Tổ chức"
    entry = OfficialDocument.objects.get(number="1/QĐ-VKS").entries.get(deed=Deed.IMPORTED)
    assert "so.xlsx" in entry.detail
    kept.refresh_from_db()
    assert (kept.state, kept.done, kept.added, len(kept.refused)) == (ImportState.DONE, 10, 3, 6)
    assert "Đã có trong sổ: 1. Để lại vì có lỗi: 6." in page_of(clerk, kept)


def test_rows_are_entered_once_whoever_presses_again(room, clerk):
    kept = sent(clerk, row())
    clerk.post(url("documents_import_confirm", kept.pk))
    clerk.post(url("documents_import_confirm", kept.pk))
    assert run_import(kept.pk, timezone.now()) == 0
    assert OfficialDocument.objects.count() == 1
    again = sent(clerk, row())
    assert "Đúng: 0. Đã có trong sổ, bỏ qua: 1." in page_of(clerk, again)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(room, clerk):
    kept = sent(clerk, *(row(f"{number}/QĐ-VKS") for number in range(1, 6)))
    DocumentImport.objects.update(state=ImportState.RUNNING)
    page = clerk.get(url("documents_import", kept.pk))
    assert page["Refresh"] == "3"
    make_document(room.agency, room.clerk, "1/QĐ-VKS", issued_on=dt.date(2026, 1, 2))
    assert run_import(kept.pk, timezone.now()) == 4
    assert OfficialDocument.objects.count() == 5


def test_the_template_is_read_back(room, clerk):
    for kind in ("xlsx", "csv"):
        answer = clerk.get(url("documents_template"), {"dang": kind})
        (line,) = read_lines(b"".join(answer.streaming_content))
        assert line.cells["number"] == "173/QĐ-VKS"


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", b"PK\x03\x04x", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_table_has_one_sentence(content):
    with pytest.raises(SheetError):
        read_lines(content)


def test_a_wrong_file_is_told_at_its_field(room, clerk):
    file = SimpleUploadedFile("so.xlsx", b"a;b\n1;2")
    answer = clerk.post(url("documents_upload"), {"file": file})
    assert answer.status_code == 422


def test_a_spreadsheet_of_another_agency_does_not_exist(room, clerk, client):
    kept = sent(clerk, row())
    other = make_newsroom("song-khac", "khac.localhost")
    client.force_login(other.clerk)
    assert client.get(url("documents_import", kept.pk)).status_code == 404
    assert client.post(url("documents_import_confirm", kept.pk)).status_code == 404
    assert client.get(url("documents_import_wrong", kept.pk)).status_code == 404
