"""``toasoan report``: what it writes, and what it refuses."""

import docx
import pytest
from django.core.management import CommandError, call_command

from toasoan.reports.actions import kind_of
from toasoan.reports.files import close_and_keep, file_of
from toasoan.reports.models import FileFormat, Report
from toasoan.reports.tests.seed import AFTER, begin, seed_half_year
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db


def test_a_period_without_a_report_is_counted_and_nothing_is_kept(room, tmp_path):
    seed_half_year(room)
    target = tmp_path / "bao-cao.docx"

    call_command("report", period="2023H1", docx=target)

    text = "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs)
    assert "đã nhận 96 tin, bài" in text
    assert not Report.objects.exists()


def test_a_closed_report_is_written_as_it_was_closed(room, tmp_path):
    report = close_and_keep(begin(room).pk, actor=room.approver, now=AFTER)

    call_command("report", period="2023H1", pdf=tmp_path / "a.pdf", xlsx=tmp_path / "a.xlsx")

    assert (tmp_path / "a.pdf").read_bytes() == file_of(report, FileFormat.PDF)
    assert (tmp_path / "a.xlsx").read_bytes() == file_of(report, FileFormat.XLSX)


def test_a_file_that_is_there_is_not_written_over(room, tmp_path):
    target = tmp_path / "a.docx"
    target.write_bytes(b"cu")

    with pytest.raises(CommandError, match="--force"):
        call_command("report", period="2023H1", docx=target)

    assert target.read_bytes() == b"cu"


@pytest.mark.parametrize("period", ["2023H3", "nam-nay", ""])
def test_a_wrong_period_is_refused(room, period, tmp_path):
    with pytest.raises(CommandError, match="2023H1"):
        call_command("report", period=period, docx=tmp_path / "a.docx")


def test_without_a_file_there_is_nothing_to_do(room):
    with pytest.raises(CommandError, match="--docx"):
        call_command("report", period="2023H1")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("2023-06", "month"),
        ("2023Q2", "quarter"),
        ("2023H1-nganh", "half_year"),
        ("2023-nganh", "year"),
        ("2023-01-05..2023-02-10", "period"),
    ],
)
def test_the_kind_of_report_follows_from_the_period(code, kind):
    assert kind_of(Period.named(code)) == kind
