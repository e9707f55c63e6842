"""
``toasoan init``: a real agency in an empty data folder, with its first webmaster.

The first half runs without Django: it asks, checks and makes a staging folder. The second half
(`operations.first_agency`) runs in a process of its own; when it fails, nothing of it stays.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from toasoan.operations.init_answers import (
    USAGE,
    InitAnswers,
    answers_from_options,
    answers_from_questions,
    parse,
)
from toasoan.operations.preflight import agency_exists
from toasoan.operations.refusal import refused
from toasoan.operations.up import InstallationSettings, only_one, prepare_folder, tell

_STANDARD_PORTS = {"http": 80, "https": 443}


def init(place: InstallationSettings, arguments: Sequence[str]) -> int:
    """Create the agency that options or answers describe; return the exit code."""
    if {"-h", "--help"} & set(arguments):
        tell(USAGE)
        return 0
    options = parse(arguments)
    with only_one(place):
        if agency_exists(place.database):
            raise refused(
                "agency-exists",
                "Cơ sở dữ liệu đã có cơ quan; lệnh init chỉ dùng cho nơi còn trống.",
            )
        base = public_address(place.base_url)
        if sys.stdin.isatty():
            answers = answers_from_questions(options, base, input, tell)
        else:
            answers = answers_from_options(options, base)
        with _kept_in_file(answers) as path:
            prepare_folder(place, "--init", str(path))
    _tell_what_follows(place, answers)
    return 0


def public_address(base_url: str) -> tuple[str, int]:
    """Host and port of the public address."""
    parts = urlsplit(base_url)
    return parts.hostname or "localhost", parts.port or _STANDARD_PORTS[parts.scheme]


@contextmanager
def _kept_in_file(answers: InitAnswers) -> Iterator[Path]:
    """A file that only its owner reads, for as long as the other process needs it."""
    descriptor, name = tempfile.mkstemp(prefix="toasoan-init-", suffix=".json")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(answers.to_json())
        yield Path(name)
    finally:
        Path(name).unlink()


def _tell_what_follows(place: InstallationSettings, answers: InitAnswers) -> None:
    host = public_address(place.base_url)[0]
    if answers.host != host:
        tell(
            f"Trang được đặt tên miền {answers.host}, còn TOASOAN_BASE_URL đang là "
            f"{place.base_url}: hãy đặt TOASOAN_BASE_URL=https://{answers.host} trước khi chạy, "
            f"và mở liên kết trên dưới tên miền đó."
        )
    tell("Bây giờ chạy “toasoan up”, mở liên kết trên và đặt mật khẩu.")
