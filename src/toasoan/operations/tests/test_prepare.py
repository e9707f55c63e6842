"""What is collected beside the first agency: a part in a process of its own."""

import signal
import sys

import pytest

from toasoan.operations import prepare as preparing
from toasoan.operations.actions import NewAgency, create_agency
from toasoan.operations.prepare import FirstAgency, _beside, prepare
from toasoan.refusals import RefusedError
from toasoan.units.models import Agency


def python(code):
    return [sys.executable, "-c", code]


def test_a_part_that_ends_well_is_waited_for_and_told(tmp_path):
    made, lines = tmp_path / "made", []

    with _beside(python(f"open({str(made)!r}, 'w')"), "Tệp giao diện", lines.append):
        lines.append("bảng")

    assert made.exists()
    assert lines[:2] == ["bảng", "• Tệp giao diện…"]


def test_a_part_that_fails_stops_the_preparing():
    with (
        pytest.raises(RefusedError, match="Tệp giao diện"),
        _beside(python("raise SystemExit(3)"), "Tệp giao diện", print),
    ):
        pass


def test_a_failure_beside_it_ends_the_part_at_once():
    endless = python("import time; time.sleep(60)")

    with pytest.raises(RuntimeError), _beside(endless, "Tệp giao diện", print) as process:
        raise RuntimeError

    assert process.poll() == -signal.SIGKILL


@pytest.mark.django_db
def test_no_agency_stays_when_the_interface_files_fail(monkeypatch):
    monkeypatch.setattr(preparing, "_write_faster", lambda: None)
    monkeypatch.setattr(preparing, "make_tables", lambda: None)

    def create(tell):
        create_agency(NewAgency(code="song-thu", name="Viện Thử", hostname="tin.vidu.vn"))
        tell("tạo xong")

    lines = []
    first = FirstAgency("Cơ quan", create)
    with pytest.raises(RefusedError):
        prepare(first, tell=lines.append, command=python("raise SystemExit(3)"))

    assert "tạo xong" in lines
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_interface_files_that_were_cut_off_are_all_written_again(monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(preparing, "_write_faster", lambda: None)
    monkeypatch.setattr(preparing, "make_tables", lambda: None)
    first = FirstAgency("Cơ quan", lambda tell: None)
    asked = tmp_path / "asked"
    well = python(f"import sys; open({str(asked)!r}, 'a').write(str('--clear' in sys.argv))")

    with pytest.raises(RefusedError):
        prepare(first, tell=print, command=python("raise SystemExit(3)"))
    for _ in range(2):
        prepare(first, tell=print, command=well)

    assert asked.read_text() == "TrueFalse"
