"""What is collected beside the tables: a part in a process of its own."""

import signal
import sys

import pytest

from toasoan.operations.prepare import _beside
from toasoan.refusals import RefusedError


def python(code):
    return [sys.executable, "-c", code]


def test_a_part_that_ends_well_is_waited_for_and_told(tmp_path):
    made, told = tmp_path / "made", []

    with _beside(python(f"open({str(made)!r}, 'w')"), "Tệp giao diện", told.append):
        told.append("bảng")

    assert made.exists()
    assert told[:2] == ["bảng", "• Tệp giao diện…"]


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
