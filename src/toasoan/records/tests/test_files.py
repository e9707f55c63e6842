"""Files of documents: kept byte for byte, arranged, replaced without loss."""

import hashlib

import pytest
from django.utils import timezone

from toasoan.media.incoming import FileKind, IncomingFile
from toasoan.media.storage import private_storage
from toasoan.records.actions import publish_document, remove_document
from toasoan.records.files import add_file, arrange_files, remove_file, replace_file
from toasoan.records.models import Deed, DocumentFile
from toasoan.records.queries import current_files
from toasoan.refusals import RefusedError
from toasoan.testing.documents import make_document

NOW = timezone.now()


def incoming(content, name="quyet-dinh.pdf"):
    return IncomingFile(
        kind=FileKind.PDF,
        ending="pdf",
        mime="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        name=name,
    )


@pytest.fixture
def document(room):
    return make_document(room.agency, room.clerk)


def add(room, document, content=b"%PDF-1.7 mot", **parts):
    return add_file(document, incoming(content), content, actor=room.clerk, now=NOW, **parts)


def replace(room, file, content=b"%PDF-1.7 hai", reason="Bản có chữ ký số"):
    return replace_file(file, incoming(content), content, reason=reason, actor=room.clerk, now=NOW)


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def test_a_file_is_kept_byte_for_byte_in_its_order(room, document):
    first = add(room, document)
    second = add(room, document, b"%PDF-1.7 phu luc", label="Phụ lục")
    assert [file.label for file in current_files(document)] == ["quyet-dinh.pdf", "Phụ lục"]
    assert first.file.read() == b"%PDF-1.7 mot"
    assert first.sha256 == hashlib.sha256(b"%PDF-1.7 mot").hexdigest()
    assert str(second.file.name).startswith("documents/")
    assert document.entries.filter(deed=Deed.FILE_ADDED).count() == 2


def test_the_same_file_twice_is_refused_and_leaves_nothing_on_the_disk(room, document):
    add(room, document)
    before = private_storage().listdir("documents")
    with pytest.raises(RefusedError) as refusal:
        add(room, document)
    assert codes(refusal) == {"same-file"}
    assert private_storage().listdir("documents") == before


def test_files_get_another_order_and_other_names(room, document):
    first, second = add(room, document), add(room, document, b"%PDF-1.7 phu luc")
    arrange_files(
        document.pk, [(second.pk, "Phụ lục"), (first.pk, "Quyết định"), (0, "x")],
        actor=room.clerk, now=NOW,
    )  # fmt: skip
    assert [file.label for file in current_files(document)] == ["Phụ lục", "Quyết định"]
    with pytest.raises(RefusedError) as refusal:
        arrange_files(document.pk, [(first.pk, " ")], actor=room.clerk, now=NOW)
    assert codes(refusal) == {"no-label"}


def test_a_file_that_nobody_has_seen_is_taken_away(
    room, document, django_capture_on_commit_callbacks
):
    file = add(room, document)
    name = str(file.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file, actor=room.clerk, now=NOW)
    assert not private_storage().exists(name)
    assert not current_files(document)


def test_a_file_that_readers_have_seen_is_only_replaced_and_kept(room, document):
    file = add(room, document, label="Quyết định")
    publish_document(document.pk, actor=room.clerk, now=NOW)
    with pytest.raises(RefusedError) as refusal:
        remove_file(file, actor=room.clerk, now=NOW)
    assert codes(refusal) == {"was-published"}
    with pytest.raises(RefusedError) as refusal:
        replace(room, file, reason=" ")
    assert codes(refusal) == {"no-reason"}
    new = replace(room, file)
    assert current_files(document) == [new]
    old = DocumentFile.objects.get(pk=file.pk)
    assert (old.replaced_by, old.replacement_reason) == (new, "Bản có chữ ký số")
    assert old.file.read() == b"%PDF-1.7 mot"
    assert (new.order, new.label) == (old.order, "Quyết định")
    with pytest.raises(RefusedError) as refusal:
        replace(room, file, b"%PDF-1.7 ba")
    assert codes(refusal) == {"gone"}


def test_a_removed_document_takes_its_files_from_the_disk(
    room, document, django_capture_on_commit_callbacks
):
    name = str(add(room, document).file.name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document.pk, actor=room.clerk, now=NOW)
    assert not private_storage().exists(name)
