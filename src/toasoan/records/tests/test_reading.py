"""What lies in the files of documents is read in the background, once."""

import pytest
from django.utils import timezone

from toasoan.media import file_facts
from toasoan.media.incoming import DOCUMENTS, read_file
from toasoan.media.tests.signing import signed_pdf
from toasoan.records import reading
from toasoan.records.files import add_file
from toasoan.records.models import ReadState
from toasoan.records.public_register import RegisterFilters, RegisterOrder, listed
from toasoan.records.tasks import read_document_files
from toasoan.testing import sound_files
from toasoan.testing.documents import make_document
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(room):
    return make_document(room.agency, room.clerk, published=True)


def kept(room, document, content, name):
    incoming = read_file(content, name, allowed=DOCUMENTS)
    return add_file(document, incoming, content, actor=room.clerk, now=timezone.now())


def found(document, typed):
    today = local_day(timezone.now())
    source, _cut = listed(
        document.agency_id, RegisterFilters(typed=typed), RegisterOrder.ISSUED, today
    )
    return source.after(None, 5)


def test_the_words_of_a_file_find_its_document(room, document):
    file = kept(room, document, sound_files.word("Mua sắm máy phát điện dự phòng"), "a.docx")
    assert found(document, "may phat dien") == []

    assert read_document_files.func() == 1

    file.refresh_from_db()
    assert file.text_state == ReadState.READ
    assert found(document, "may phat dien") == [document]
    assert read_document_files.func() == 0


def test_signatures_are_kept_beside_the_file(room, document):
    content, _root = signed_pdf()
    file = kept(room, document, content, "a.pdf")

    read_document_files.func()

    file.refresh_from_db()
    assert file.signature["signatures"][0]["signer"] == "Lê Văn Thử"
    assert file.file.open().read() == content


def test_a_file_that_is_gone_is_not_looked_for_for_ever(room, document):
    file = kept(room, document, sound_files.pdf(), "a.pdf")
    file.file.storage.delete(file.file.name)

    read_document_files.func()

    file.refresh_from_db()
    assert (file.text_state, file.signature) == (ReadState.FAILED, None)


def test_while_all_places_are_taken_the_file_waits(room, document, monkeypatch):
    file = kept(room, document, sound_files.pdf(), "a.pdf")

    def busy(*_given):
        raise file_facts.ReadersBusyError

    monkeypatch.setattr(reading, "file_text", busy)

    assert read_document_files.func() == 0
    file.refresh_from_db()
    assert file.text_state == ReadState.WAITING
