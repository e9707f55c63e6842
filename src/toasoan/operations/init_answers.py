"""
What ``toasoan init`` needs to know: from its options, or from questions at a terminal.

Nothing here loads Django or writes. Checks that need Django's validators or the database follow
in `operations.first_agency`.
"""

import argparse
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NoReturn

from toasoan.operations.refusal import refused
from toasoan.refusals import Problem, refuse
from toasoan.vietnamese.fold import slugify

CODE_LENGTH = 40
_LONG_FORM, _SHORT_FORM = "Viện kiểm sát nhân dân", "VKSND"
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
Ask = Callable[[str], str]
Check = Callable[[str], str]  # the problem as one sentence, empty when there is none

USAGE = """toasoan init [tùy chọn]: tạo cơ quan của bạn trong thư mục dữ liệu còn trống.
Thiếu tùy chọn nào thì lệnh hỏi điều đó (khi chạy trên cửa sổ lệnh).

  --name TÊN               tên đầy đủ của cơ quan (bắt buộc)
  --short-name TÊN         tên ngắn; bỏ trống thì rút từ tên đầy đủ
  --code MÃ                mã của cơ quan: a–z, 0–9 và gạch nối; không đổi về sau
  --host TÊN-MIỀN          tên miền của trang; bỏ trống thì lấy từ TOASOAN_BASE_URL
  --unit "TÊN | TÊN NGẮN | MÃ"   một đơn vị gửi tin (tên ngắn, mã: có thể bỏ);
                           lặp lại tùy chọn này cho mỗi đơn vị
  --people TỆP             danh sách người dùng (.xlsx, .csv) theo mẫu ở màn hình Nhân sự;
                           đơn vị, ban trong danh sách mà chưa có thì được tạo
  --webmaster HỌ-TÊN       người quản trị trang đầu tiên (bắt buộc)
  --username TÊN           tên đăng nhập của người đó; bỏ trống thì lấy từ họ tên
  --email ĐỊA-CHỈ          thư điện tử của người đó"""


@dataclass(frozen=True)
class UnitAnswer:
    """A unit as it was typed: full name, and what is derived from it when it is missing."""

    name: str
    short_name: str
    code: str


@dataclass(frozen=True)
class InitAnswers:
    """Everything that the first agency is made of; empty text means "derive it"."""

    name: str
    short_name: str
    code: str
    host: str
    port: int
    webmaster: str
    username: str
    email: str
    units: tuple[UnitAnswer, ...] = ()
    people_file: str = ""

    def to_json(self) -> str:
        """The answers as text for the process that carries them out."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "InitAnswers":
        """The answers that `to_json` wrote."""
        kept = json.loads(text)
        units = tuple(UnitAnswer(**unit) for unit in kept.pop("units"))
        return cls(**kept, units=units)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise refused(
            "unknown-option",
            "Tùy chọn của toasoan init không đúng; gõ “toasoan init --help” để xem cách dùng.",
        )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options. Raises RefusedError for an option that does not exist."""
    parser = _Parser(prog="toasoan init", add_help=False, allow_abbrev=False)
    for name in ("name", "short-name", "code", "host", "people", "webmaster", "username", "email"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--unit", action="append")
    return parser.parse_args(list(arguments))


def short_name_of(name: str) -> str:
    """The usual short form of a full name.

    >>> short_name_of("Viện kiểm sát nhân dân khu vực 3")
    'VKSND khu vực 3'
    """
    return name.replace(_LONG_FORM, _SHORT_FORM)


def unit_of(text: str) -> UnitAnswer:
    """A unit from "name | short name | code"; the last two are derived when they are missing."""
    name, short_name, code = (*(part.strip() for part in text.split("|")), "", "")[:3]
    short_name = short_name or short_name_of(name)
    return UnitAnswer(name, short_name[:80], code or slugify(short_name, CODE_LENGTH))


def answers_from_options(options: argparse.Namespace, base: tuple[str, int]) -> InitAnswers:
    """The answers when nobody can be asked. Raises RefusedError with every problem."""
    missing = [f"--{name}" for name in ("name", "webmaster") if not getattr(options, name)]
    if missing:
        raise refused("missing-option", f"Thiếu tùy chọn {', '.join(missing)}.")
    answers = InitAnswers(
        name=_line(options.name),
        short_name=_line(options.short_name),
        code=_line(options.code),
        host=_line(options.host).lower(),
        port=base[1],
        webmaster=_line(options.webmaster),
        username=_line(options.username).lower(),
        email=_line(options.email),
        units=tuple(unit_of(text) for text in options.unit or ()),
        people_file=_absolute(options.people),
    )
    answers = _completed(answers, base)
    found = {
        "code": _code_problem(answers.code),
        "host": _host_problem(answers.host),
        "email": _mail_problem(answers.email),
        "people": _file_problem(answers.people_file),
    }
    refuse([Problem(option, message, option) for option, message in found.items() if message])
    return answers


def answers_from_questions(
    options: argparse.Namespace, base: tuple[str, int], ask: Ask, tell: Callable[[str], None]
) -> InitAnswers:
    """Ask for whatever the options leave open; a wrong answer is explained and asked for again."""
    questions = _Questions(options, ask, tell)
    name = questions.text("name", "Tên đầy đủ của cơ quan", check=_name_problem)
    short = questions.text("short_name", "Tên ngắn", default=short_name_of(name))
    code = questions.text(
        "code", "Mã cơ quan (không đổi về sau)", default=slugify(short, CODE_LENGTH),
        check=_code_problem,
    )  # fmt: skip
    host = questions.text("host", "Tên miền của trang", default=base[0], check=_host_problem)
    people = questions.text(
        "people", "Danh sách người dùng .xlsx, .csv (Enter nếu chưa có)", check=_file_problem
    )
    units = options.unit if options.unit is not None else questions.several_units()
    webmaster = questions.text(
        "webmaster", "Họ và tên người quản trị trang đầu tiên", check=_name_problem
    )
    username = questions.text("username", "Tên đăng nhập (Enter để lấy từ họ tên)")
    email = questions.text(
        "email", "Thư điện tử của người đó (Enter để bỏ qua)", check=_mail_problem
    )
    answers = InitAnswers(
        name, short, code, host.lower(), base[1], webmaster, username.lower(), email,
        tuple(unit_of(text) for text in units), _absolute(people),
    )  # fmt: skip
    return _completed(answers, base)


class _Questions:
    """Asks for one thing at a time; an option that was given answers its question."""

    def __init__(self, options: argparse.Namespace, ask: Ask, tell: Callable[[str], None]) -> None:
        self.options, self.ask, self.tell = options, ask, tell

    def text(self, option: str, question: str, *, default: str = "", check: Check = str) -> str:
        given = getattr(self.options, option)
        shown = f"{question} [{default}]: " if default else f"{question}: "
        while True:
            answer = _line(given if given is not None else self.ask(shown)) or default
            problem = check(answer) if check is not str else ""
            if not problem:
                return answer
            self.tell(f"  {problem}")
            given = None

    def several_units(self) -> list[str]:
        self.tell("Các đơn vị gửi tin, mỗi dòng một tên; Enter trên dòng trống khi đã hết.")
        found = []
        while text := _line(self.ask("  Đơn vị: ")):
            found.append(text)
        return found


def _completed(answers: InitAnswers, base: tuple[str, int]) -> InitAnswers:
    short_name = answers.short_name or short_name_of(answers.name)
    host = answers.host or base[0]
    return replace(
        answers,
        short_name=short_name,
        code=answers.code or slugify(short_name, CODE_LENGTH),
        host=host,
        port=base[1] if host == base[0] else 443,
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _absolute(path: str | None) -> str:
    return str(Path(path).expanduser().absolute()) if path else ""


def _name_problem(text: str) -> str:
    return "" if text else "Cần điền mục này."


def _code_problem(text: str) -> str:
    if text == slugify(text, CODE_LENGTH):
        return ""
    return f"Mã “{text}” không dùng được: chỉ gồm a–z, 0–9 và gạch nối, nhiều nhất 40 ký tự."


def _host_problem(text: str) -> str:
    if _HOST.fullmatch(text.lower()):
        return ""
    return f"Tên miền “{text}” không đúng dạng, ví dụ: tin.ten-mien.gov.vn."


def _mail_problem(text: str) -> str:
    if not text or _MAIL.fullmatch(text):
        return ""
    return f"“{text}” không phải là địa chỉ thư điện tử."


def _file_problem(text: str) -> str:
    path = Path(text).expanduser()
    # The folder may be closed to this user too; then Path.is_file would raise.
    if not text or (os.access(path, os.R_OK) and path.is_file()):
        return ""
    return f"Không có tệp {text} hoặc không có quyền đọc tệp đó."
