"""Files are saved under their Vietnamese names, asked for in parts, and not sent twice."""

from unicodedata import normalize

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from toasoan.media.actions import release_to_public
from toasoan.media.downloads import disposition, file_name
from toasoan.media.models import Attachment
from toasoan.testing import sound_files
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_attachment, make_newsroom, make_picture


@pytest.mark.parametrize(
    ("sent", "header"),
    [
        ("tin-bai.csv", 'attachment; filename="tin-bai.csv"'),
        (
            "Quyết định số 15.PDF",
            'attachment; filename="Quyet dinh so 15.PDF";'
            " filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20s%E1%BB%91%2015.PDF",
        ),
        # As a Mac writes it: marks apart from their letters.
        (normalize("NFD", "Đề án.docx"), "attachment; filename=\"De an.docx\"; filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n.docx"),
        ("../../etc/passwd", 'attachment; filename="-..-etc-passwd"'),
        ('a";\r\nSet-Cookie: x=1.pdf', 'attachment; filename="a-- Set-Cookie- x=1.pdf"'),
        ("", 'attachment; filename="tep"'),
        ("\u202efdp.exe", 'attachment; filename="fdp.exe"'),
        ("报告.pdf", "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_letters_and_nothing_that_could_do_harm(sent, header):
    assert disposition(sent) == header


@given(st.text(max_size=400))
def test_any_name_gives_one_header_line_that_fits(name):
    kept = file_name(name)

    assert 0 < len(kept) <= 150
    assert not set(kept) & set('/\\"\r\n\0')
    assert disposition(name).isascii()
    assert disposition(name).isprintable()


@pytest.mark.django_db
def test_an_attached_file_is_saved_under_the_name_that_its_sender_gave_it():
    room = make_newsroom()
    browser = browser_of(room.contributor)
    name = "Báo cáo " + "rất dài " * 20 + ".pdf"

    browser.post(
        "/toa-soan/documents/chooser/create/",
        {
            "document-chooser-upload-title": "Báo cáo",
            "document-chooser-upload-file": SimpleUploadedFile(name, sound_files.pdf()),
        },
    )

    kept = Attachment.objects.get()
    assert kept.file.name.isascii()
    answer = browser.get(kept.url)
    assert answer["Content-Disposition"] == disposition(name)
    assert "filename*=UTF-8''B%C3%A1o%20c%C3%A1o" in answer["Content-Disposition"]


def asked(client, address, **headers):
    answer = client.get(address, headers=headers)
    return answer.status_code, b"".join(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_picture, make_attachment])
def test_what_a_browser_has_already_is_not_sent_again(client, make):
    room = make_newsroom()
    thing = make(room.unit)
    release_to_public(picture_ids=[thing.pk], attachment_ids=[thing.pk])
    address = thing.address(640) if make is make_picture else thing.url

    first = client.get(address)
    whole = b"".join(first)
    etag, changed = first["ETag"], first["Last-Modified"]

    assert etag.startswith('"')
    assert asked(client, address, if_none_match=etag) == (304, b"")
    assert asked(client, address, if_none_match=f'"x", W/{etag}') == (304, b"")
    assert asked(client, address, if_modified_since=changed) == (304, b"")
    assert asked(client, address, if_none_match='"x"') == (200, whole)
    assert asked(client, address, if_none_match='"x"', if_modified_since=changed) == (200, whole)
    assert asked(client, address, range="bytes=0-3", if_range=etag) == (206, whole[:4])
    assert asked(client, address, range="bytes=0-3", if_range=changed) == (206, whole[:4])
    assert asked(client, address, range="bytes=0-3", if_range='"x"') == (200, whole)
    unchanged = client.get(address, headers={"if-none-match": etag})
    assert unchanged["Cache-Control"] == first["Cache-Control"] == "public, max-age=86400"
    assert unchanged["ETag"] == etag


@pytest.mark.django_db
def test_a_private_photo_is_asked_for_each_time_and_not_shown_to_others(client):
    room = make_newsroom()
    address = make_picture(room.unit).address(320)
    browser = browser_of(room.contributor)

    answer = browser.get(address)

    assert answer["Cache-Control"] == "private, no-cache"
    assert browser.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    for other in (client, browser_of(room.other_contributor)):
        assert other.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 404
