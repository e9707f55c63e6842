"""Screens of the register: a clerk enters, ties, publishes, withdraws; others find nothing."""

import csv
import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from toasoan.records.actions import publish_document
from toasoan.records.models import (
    DocumentFile,
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
    PublicationDeadline,
)
from toasoan.testing.documents import make_document, own_body
from toasoan.testing.factories import make_newsroom
from toasoan.testing.sound_files import pdf

NOW = timezone.now()


@pytest.fixture
def clerk(room, client):
    client.force_login(room.clerk)
    return client


def url(name, *args):
    return reverse(f"newsroom:{name}", args=args)


def typed(room, **parts):
    """What the form of a new document sends."""
    return {
        "version": 0,
        "number": "173/QĐ-VKS",
        "issued_on": "2021-06-08",
        "issuing_body": own_body(room.agency).pk,
        "abstract": "Về việc điều chỉnh dự toán",
        "is_to_be_published": "1",
    } | parts


def text_of(response):
    return response.content.decode()


def test_the_type_and_the_day_are_read_from_the_number(room, clerk):
    sent = typed(room, number="Số 173 / qđ-vks ngày 08/6/2021", issued_on="")
    answer = clerk.post(url("document_add"), sent)
    document = OfficialDocument.objects.get()
    assert answer["Location"] == url("document", document.pk)
    assert (document.number, document.issued_on) == ("173/QĐ-VKS", dt.date(2021, 6, 8))
    assert document.document_type.abbreviation == "QĐ"


def test_a_number_that_does_not_say_the_type_asks_for_it(room, clerk):
    answer = clerk.post(url("document_add"), typed(room, number="12/VKS-P7"))
    assert answer.status_code == 422
    assert "chọn loại" in text_of(answer)


def test_a_number_that_is_there_already_comes_with_a_link(room, clerk):
    first = make_document(room.agency, room.clerk)
    answer = clerk.post(url("document_add"), typed(room))
    assert answer.status_code == 422
    assert f'href="{url("document", first.pk)}"' in text_of(answer)


def test_a_document_is_entered_with_several_files_and_published(room, clerk):
    files = [
        SimpleUploadedFile("quyet-dinh.pdf", pdf()),
        SimpleUploadedFile("phu-luc.pdf", pdf("Phu luc")),
    ]
    clerk.post(url("document_add"), typed(room, sent_files=files))
    document = OfficialDocument.objects.get()
    first, second = document.files.all()
    arranged = {
        f"order-{first.pk}": 2, f"label-{first.pk}": "Phụ lục",
        f"order-{second.pk}": 1, f"label-{second.pk}": "Quyết định",
    }  # fmt: skip
    clerk.post(url("document_files_arrange", document.pk), arranged)
    assert [file.label for file in document.files.order_by("order")] == ["Quyết định", "Phụ lục"]
    saved = clerk.get(url("document_file", document.pk, first.pk))
    assert b"".join(saved.streaming_content) == pdf()
    clerk.post(url("document_publish", document.pk))
    document.refresh_from_db()
    assert document.state == "published"
    assert "Đã đăng" in text_of(clerk.get(url("document", document.pk)))


def test_a_file_that_is_refused_leaves_nothing(room, clerk):
    files = [SimpleUploadedFile("quyet-dinh.pdf.exe", b"MZ")]
    answer = clerk.post(url("document_add"), typed(room, sent_files=files))
    assert answer.status_code == 422
    assert "quyet-dinh.pdf.exe" in text_of(answer)
    assert not OfficialDocument.objects.exists()


def test_after_publishing_a_file_is_replaced_with_a_reason(room, clerk):
    document = make_document(room.agency, room.clerk)
    more = {"sent_files": [SimpleUploadedFile("a.pdf", pdf())]}
    clerk.post(url("document_files", document.pk), more)
    file = DocumentFile.objects.get()
    publish_document(document.pk, actor=room.clerk, now=NOW)
    assert clerk.post(url("document_file_remove", document.pk, file.pk)).status_code == 422
    sent = {"file": SimpleUploadedFile("b.pdf", pdf("Ban dung")), "reason": "Sai trang 2"}
    answer = clerk.post(url("document_file_replace", document.pk, file.pk), sent)
    assert answer.status_code == 302
    page = text_of(clerk.get(url("document", document.pk)))
    assert "Sai trang 2" in page
    assert clerk.get(url("document_file", document.pk, file.pk)).status_code == 200


def test_a_document_is_changed_withdrawn_published_again(room, clerk):
    document = make_document(room.agency, room.clerk, published=True)
    form = clerk.get(url("document_edit", document.pk)).context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, "", False)}
    sent |= {"abstract": "Trích yếu mới"}
    assert clerk.post(url("document_edit", document.pk), sent).status_code == 302
    assert clerk.post(url("document_edit", document.pk), sent).status_code == 422
    assert clerk.post(url("document_withdraw", document.pk), {"reason": ""}).status_code == 422
    clerk.post(url("document_withdraw", document.pk), {"reason": "Đăng nhầm"})
    page = text_of(clerk.get(url("document", document.pk)))
    assert "Đăng nhầm" in page
    assert "Trích yếu mới" in page
    clerk.post(url("document_publish", document.pk))
    document.refresh_from_db()
    assert document.state == "published"


def test_a_tie_is_chosen_by_searching_for_the_number(room, clerk):
    older = make_document(room.agency, room.clerk, "1/QĐ-VKS", issued_on=dt.date(2020, 1, 2))
    newer = make_document(room.agency, room.clerk, "2/QĐ-VKS")
    address = f"{url('document_relate', newer.pk)}?q=1 qd vks"
    assert "1/QĐ-VKS" in text_of(clerk.get(address))
    clerk.post(address, {"kind": "replaces", "other": older.pk})
    assert "thay thế" in text_of(clerk.get(url("document", older.pk)))
    relation = newer.relations.get()
    clerk.post(url("document_unrelate", newer.pk, relation.pk))
    assert not newer.relations.exists()
    wrong = clerk.post(
        f"{url('document_relate', older.pk)}?q=2", {"kind": "replaces", "other": newer.pk}
    )
    assert wrong.status_code == 422


def test_the_register_is_searched_and_saved_as_files(room, clerk):
    make_document(room.agency, room.clerk)
    make_document(room.agency, room.clerk, "5/KH-VKS", abbreviation="KH", abstract="Kiểm tra")
    page = text_of(clerk.get(url("documents"), {"q": "173qd", "loai": "999999", "xep": "so"}))
    assert "173/QĐ-VKS" in page
    assert "5/KH-VKS" not in page
    saved = b"".join(clerk.get(url("documents_export"), {"q": "kiem tra"}).streaming_content)
    rows = list(csv.reader(io.StringIO(saved.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Số, ký hiệu", "5/KH-VKS"]
    assert clerk.get(url("documents_export"), {"dang": "xlsx"}).status_code == 200


def test_what_is_late_and_what_is_missing_is_told(room, clerk):
    make_document(room.agency, room.clerk, "1/QĐ-VKS")
    make_document(room.agency, room.clerk, "4/QĐ-VKS")
    assert "2 văn bản quá hạn đăng" in text_of(clerk.get(url("documents")))
    due = text_of(clerk.get(url("documents_due")))
    assert "1/QĐ-VKS" in due
    assert "10/06/2021" in due
    assert "2–3" in text_of(clerk.get(url("documents_numbers"), {"nam": "2021"}))
    saved = b"".join(clerk.get(url("documents_numbers_export")).streaming_content).decode()
    assert "2–3" in saved


def test_the_lists_are_kept(room, clerk):
    clerk.post(url("document_field_add"), {"name": "Tài chính", "is_open": "on"})
    field = Field.objects.get()
    clerk.post(url("document_field", field.pk), {"name": "Tài chính công"})
    field.refresh_from_db()
    assert (field.name, field.is_open) == ("Tài chính công", False)
    clerk.post(url("document_type_add"), {"abbreviation": "LLV", "name": "Lịch", "is_open": "on"})
    kind = DocumentType.objects.get(abbreviation="LLV")
    clerk.post(url("issuing_body_add"), {"name": "Bộ Tư pháp", "is_open": "on"})
    assert IssuingBody.objects.filter(name="Bộ Tư pháp", is_own=False).exists()
    deadline = {"document_type": kind.pk, "origin": "own", "working_days": 3,
                "from_on": "01/01/2026", "basis": "Quy chế"}  # fmt: skip
    clerk.post(url("document_deadline_add"), deadline)
    row = PublicationDeadline.objects.get(document_type=kind)
    assert (
        clerk.post(url("document_deadline", row.pk), deadline | {"basis": " "}).status_code == 422
    )
    page = text_of(clerk.get(url("document_lists")))
    assert "Bộ Tư pháp" in page
    assert "Quy chế" in page
    assert clerk.get(url("document_type", kind.pk)).status_code == 200
    assert clerk.get(url("issuing_body", own_body(room.agency).pk)).status_code == 200


def test_another_agencys_register_does_not_exist(room, client):
    document = make_document(room.agency, room.clerk)
    other = make_newsroom("song-khac", "khac.localhost")
    client.force_login(other.clerk)
    kind = DocumentType.objects.filter(agency=room.agency).first()
    for name in ("document", "document_edit", "document_publish", "document_withdraw",
                 "document_remove", "document_files", "document_relate"):  # fmt: skip
        assert client.get(url(name, document.pk)).status_code == 404
    assert client.get(url("document_type", kind.pk)).status_code == 404
    assert url("document", document.pk) not in text_of(client.get(url("documents")))
