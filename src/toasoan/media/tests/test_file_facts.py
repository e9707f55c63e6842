"""Words and signatures of files: found, none, not readable are different answers."""

import pytest

from toasoan.media.file_facts import file_text, signature_facts
from toasoan.media.incoming import DOCUMENTS, read_file
from toasoan.media.inspection.kinds import FileKind
from toasoan.media.inspection.text import TextState
from toasoan.media.tests.signing import signed_pdf
from toasoan.testing import sound_files
from toasoan.testing.sound_files import pdf


@pytest.fixture(scope="module")
def signed():
    """A signed PDF, and the certificate of its authority."""
    return signed_pdf()


@pytest.fixture
def roots(settings, tmp_path):
    settings.TOASOAN_TRUSTED_ROOTS = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        (FileKind.PDF, pdf("Quyet dinh so 173"), "Quyet dinh so 173"),
        (FileKind.DOCX, sound_files.word("Kế hoạch"), "Kế hoạch"),
        (FileKind.XLSX, sound_files.excel("Dự toán", "Năm 2026"), "Dự toán\nNăm 2026"),
        (FileKind.ODT, sound_files.open_text("Thông báo"), "Thông báo"),
        (FileKind.ODS, sound_files.open_sheet("Bảng lương"), "Bảng lương"),
    ],
)
def test_words_are_found_in_every_kind(kind, content, words):
    found = file_text(content, kind)

    assert (found.state, found.text) == (TextState.READ, words)


def test_no_words_and_no_reading_are_two_answers():
    assert file_text(pdf(""), FileKind.PDF).state is TextState.EMPTY
    assert file_text(b"%PDF-1.7 broken", FileKind.PDF).state is TextState.FAILED
    assert file_text(b"PK\x03\x04 broken", FileKind.DOCX).state is TextState.FAILED


def old_font(entries):
    """A PDF whose only font is .VnTime, with the bytes of "Quyết định" in it."""
    font = b"/BaseFont /ABCDEF+.VnTime " + entries
    return pdf("QuyÕt ®Þnh").replace(b"/BaseFont /Helvetica", font)


def test_old_fonts_become_vietnamese_where_their_signs_are_known():
    known = old_font(b"/Encoding /WinAnsiEncoding")

    assert file_text(known, FileKind.PDF).text == "Quyết định"
    assert file_text(old_font(b""), FileKind.PDF).state is TextState.UNRELIABLE


def test_a_signed_pdf_is_taken_as_it_is_and_says_who_signed(signed, roots):
    content, _root = signed

    taken = read_file(content, "van-ban.signed.pdf", allowed=DOCUMENTS)
    (fact,) = signature_facts(content)

    assert taken.size == len(content)
    assert (fact.signer, fact.issuer) == ("Lê Văn Thử", "Tổ chức chứng thực thử")
    assert fact.stated_time
    assert (fact.is_intact, fact.covers_whole_file) == (True, True)
    # Nobody installed the root: not confirmed, whatever the certificate says of itself.
    assert not fact.is_trusted


def test_an_installed_root_confirms_the_certificate(signed, roots):
    content, root = signed
    (roots / "goc.pem").write_bytes(root)

    assert signature_facts(content)[0].is_trusted


def test_a_change_inside_and_an_addition_behind_are_told_apart(signed, roots):
    content, _root = signed
    changed = content.replace(b"173/QD-VKS", b"999/QD-VKS", 1)
    before = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    added = content + b"99 0 obj\nnull\nendobj\n"
    added += b"xref\n99 1\n%010d 00000 n \n" % len(content)
    added += b"trailer\n<< /Size 100 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        before, len(content) + 22,
    )  # fmt: skip

    assert not signature_facts(changed)[0].is_intact
    (fact,) = signature_facts(added)
    assert (fact.is_intact, fact.covers_whole_file) == (True, False)


def test_what_is_not_signed_has_no_signatures_and_what_is_broken_no_answer(roots):
    assert signature_facts(pdf()) == []
    assert signature_facts(b"%PDF-1.7 broken") is None
