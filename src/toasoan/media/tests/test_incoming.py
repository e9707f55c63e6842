"""What people send: by content, whole, one thing only, and under a name that does no harm."""

import hashlib
from collections import Counter

import pytest
from django.utils import timezone

from toasoan.media.incoming import DOCUMENTS, FileKind, FileRefusedError, read_file
from toasoan.media.inspection.archives import RUNNING_ENDINGS
from toasoan.media.inspection.kinds import FileFault
from toasoan.media.tests.hostile_documents import good_files, hostile_documents
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.tests import samples
from toasoan.printing.workbook import write_workbook
from toasoan.testing import sound_files

ALL = frozenset(FileKind)
#: Whatever a field that takes most takes; archives are for the newsroom's own people.
TAKEN = ALL - {FileKind.ZIP, FileKind.GIF}


def _is_harmless_name(name: str, ending: str) -> bool:
    stem, _dot, last = name.rpartition(".")
    inner = {piece.strip().casefold() for piece in stem.split(".")[1:]}
    signs = set(name) & set('/\\:*?"<>|\0\r\n\u202e\u2066')
    return last == ending and not (inner & RUNNING_ENDINGS) and not signs and len(name) <= 130


def test_every_hostile_file_is_refused_or_made_harmless():
    let_in, classes = [], Counter()
    for file in hostile_documents():
        classes[file.group] += 1
        try:
            taken = read_file(file.content, file.name, allowed=TAKEN)
        except FileRefusedError as error:
            if file.only_its_name or not str(error) or error.fault is FileFault.BUSY:
                let_in.append((file.group, file.name, error.fault))
            continue
        if not (file.only_its_name and _is_harmless_name(taken.name, taken.ending)):
            let_in.append((file.group, file.name, taken.name))

    assert let_in == []
    assert sum(classes.values()) >= 300
    assert len(classes) >= 100


@pytest.mark.parametrize("ending", good_files())
def test_a_sound_file_is_taken_with_its_kind_size_and_digest(ending):
    content = good_files()[ending]

    taken = read_file(content, f"Quyết định số 173.{ending.upper()}", allowed=ALL)

    assert (taken.ending, taken.size) == (ending, len(content))
    assert taken.sha256 == hashlib.sha256(content).hexdigest()
    assert taken.name == f"Quyết định số 173.{ending}"


def test_what_office_programs_write_is_taken():
    written = {
        "docx": write_docx(samples.REPORT),
        "pdf": write_pdf(samples.REPORT),
        "xlsx": write_workbook("Bảng", [samples.BY_UNIT], made_at=timezone.now()),
    }

    for ending, content in written.items():
        assert read_file(content, f"a.{ending}", allowed=DOCUMENTS).ending == ending


def test_a_kind_that_the_field_does_not_take_is_told_with_those_it_does():
    with pytest.raises(FileRefusedError, match="PDF") as refusal:
        read_file(sound_files.word(), "a.docx", allowed=frozenset({FileKind.PDF}))

    assert refusal.value.fault is FileFault.KIND
