"""What a person reads when a command fails through no fault of the program."""

import errno
import os
import sys

import psycopg
import pytest
from django.db import OperationalError

from toasoan.conf import cli


def locked():
    raise OperationalError("locked") from psycopg.errors.LockNotAvailable()


def full():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forbidden():
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/toasoan")


@pytest.mark.parametrize(
    ("fails", "said"),
    [(locked, "Cơ sở dữ liệu không trả lời"), (full, "Ổ đĩa đã đầy"), (forbidden, "/srv/toasoan")],
)
def test_it_is_one_sentence_and_a_code(fails, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["toasoan", "manage"])
    monkeypatch.setitem(cli.COMMANDS, "manage", lambda _arguments: fails())

    assert cli.main() == 2

    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1


def test_a_mistake_of_the_program_is_shown_whole(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["toasoan", "manage"])
    monkeypatch.setitem(cli.COMMANDS, "manage", lambda _arguments: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        cli.main()
