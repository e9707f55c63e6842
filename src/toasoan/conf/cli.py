"""The ``toasoan`` command. Reads the settings, chooses what to run, says what went wrong."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toasoan.conf import env
from toasoan.conf.settings_table import EnvError
from toasoan.databases.outages import is_full, is_outage
from toasoan.operations.file_modes import make_private_files
from toasoan.operations.refusal import refused
from toasoan.refusals import RefusedError

if TYPE_CHECKING:
    from toasoan.operations.prepare import FirstAgency
    from toasoan.operations.up import InstallationSettings

SETTINGS_MODULE = "toasoan.conf.settings.production"
WEB_SETTINGS_MODULE = "toasoan.conf.settings.web"
INTERRUPTED = 130
REFUSED = 2
#: Commands that Django runs under their own name, with their own options.
DELEGATED = {"doctor", "figures", "report"}
#: What other commands run in processes of their own.
PARTS = {"prepare", "web", "load"}
#: Makes and restores backups that lack files.
INCOMPLETE = "--incomplete"
USAGE = """toasoan <lệnh> [tùy chọn]

  up                 chạy cổng thông tin và tòa soạn (lần đầu: tự chuẩn bị, nạp cơ quan mẫu)
  init               tạo cơ quan của bạn trong thư mục dữ liệu còn trống (xem toasoan init --help)
  demo               nạp cơ quan mẫu vào thư mục dữ liệu còn trống
  backup TỆP         sao lưu cơ sở dữ liệu và hình ảnh, tệp vào một tệp
                     (--incomplete: cả khi thiếu hoặc hỏng ảnh, tệp)
  restore TỆP        khôi phục bản sao lưu vào thư mục dữ liệu còn trống
                     (--incomplete: cả bản sao lưu thiếu ảnh, tệp)
  doctor [--json]    kiểm tra cài đặt
  figures …          in số liệu của một kỳ báo cáo (xem toasoan figures --help)
  report …           viết báo cáo của một kỳ ra tệp Word, PDF, bảng tính (xem toasoan report --help)
  manage …           các lệnh quản trị của Django

Biến môi trường: TOASOAN_DATA, TOASOAN_HOST, TOASOAN_PORT, TOASOAN_BASE_URL,
TOASOAN_WEB_WORKERS, DATABASE_URL (xem docs/operations.md)."""


def main() -> int:
    """Run one command; a refusal is one sentence and an exit code that is not zero."""
    make_private_files()
    arguments = sys.argv[1:]
    if arguments[:1] != ["up"]:
        # What ``up`` starts chooses for itself, and would inherit a choice made here.
        chosen = WEB_SETTINGS_MODULE if arguments[:1] == ["web"] else SETTINGS_MODULE
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen)
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(USAGE)  # noqa: T201  (a command speaks to a person)
        return 0 if arguments else REFUSED
    try:
        return _command(arguments[0])(arguments[1:])
    except (EnvError, RefusedError) as refusal:
        return _refuse(str(refusal))
    except KeyboardInterrupt:
        # A part of a command leaves the word to the command.
        said = "" if arguments[0] in PARTS else "Đã dừng theo yêu cầu."
        return _refuse(said, code=INTERRUPTED)
    except Exception as error:
        if sentence := _what_failed(error):
            return _refuse(sentence)
        raise


def _what_failed(error: Exception) -> str:
    """A sentence for what is no fault of the program; empty for any other error."""
    if is_full(error):
        return "Ổ đĩa đã đầy; chưa có gì được ghi dở dang. Hãy giải phóng chỗ trống rồi chạy lại."
    if isinstance(error, OSError):
        return f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror}."
    if is_outage(error):
        return "Cơ sở dữ liệu không trả lời hoặc đang bị khóa; hãy chạy lại sau ít phút."
    return ""


def _command(name: str) -> Callable[[list[str]], int]:
    if name in DELEGATED:
        return _delegate(name)
    if name not in COMMANDS:
        raise refused(
            "unknown-command", f"Không có lệnh “{name}”. Gõ “toasoan --help” để xem các lệnh."
        )
    return COMMANDS[name]


def _up(arguments: list[str]) -> int:
    _parse("up", arguments)
    from toasoan.operations.up import up

    signal.signal(signal.SIGTERM, _interrupt)
    return up(_place())


def _demo(arguments: list[str]) -> int:
    _parse("demo", arguments)
    from toasoan.operations.up import load_demo

    return load_demo(_place())


def _init(arguments: list[str]) -> int:
    from toasoan.operations.init import init

    signal.signal(signal.SIGTERM, _interrupt)
    return init(_place(), arguments)


def _prepare(arguments: list[str]) -> int:
    """Prepare the folder in this process; ``up``, ``demo`` and ``init`` run it."""
    parser = argparse.ArgumentParser(prog="toasoan prepare")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--init", type=Path)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    _load_django()
    from toasoan.operations.prepare import prepare
    from toasoan.operations.up import own_command, tell

    prepare(_first_agency(options), tell=tell, command=own_command())
    return 0


def _first_agency(options: argparse.Namespace) -> "FirstAgency":
    from django.utils.translation import gettext as _

    from toasoan.operations.prepare import FirstAgency

    if options.init:
        from toasoan.operations.first_agency import first_agency_loader
        from toasoan.operations.init_answers import InitAnswers

        answers = InitAnswers.from_json(options.init.read_text(encoding="utf-8"))
        create = first_agency_loader(answers)
        return FirstAgency(_("Creating the agency"), create, must_be_first=True)
    from toasoan.demo.account_list import load_with_account_list

    return FirstAgency(
        _("Loading the demo agency"), load_with_account_list, must_be_first=options.demo
    )


def _web(arguments: list[str]) -> int:
    """Answer web requests in this process; ``up`` runs it."""
    _parse("web", arguments)
    from toasoan.operations.web import serve

    serve(host=env.host(), port=env.port(), workers=env.web_workers())
    return 0


def _backup(arguments: list[str]) -> int:
    arguments, accepts_lacking = _without(INCOMPLETE, arguments)
    file = _parse("backup", arguments, file=True)
    _refuse_without_database()
    _load_django()
    from toasoan.operations.backup import backup
    from toasoan.operations.up import tell

    backup(file, tell=tell, accept_lacking=accepts_lacking)
    return 0


def _restore(arguments: list[str]) -> int:
    arguments, accepts_lacking = _without(INCOMPLETE, arguments)
    file = _parse("restore", arguments, file=True)
    from toasoan.operations.restore import restore_into

    return restore_into(_place(), file, [INCOMPLETE] if accepts_lacking else [])


def _load(arguments: list[str]) -> int:
    """Fill the empty folder of this process from a backup; ``restore`` runs it."""
    arguments, accepts_lacking = _without(INCOMPLETE, arguments)
    file = _parse("load", arguments, file=True)
    signal.signal(signal.SIGTERM, _interrupt)
    _load_django()
    from toasoan.operations.restore import load
    from toasoan.operations.up import tell

    load(file, tell=tell, accept_lacking=accepts_lacking)
    return 0


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["toasoan manage", *arguments])
    return 0


def _delegate(name: str) -> Callable[[list[str]], int]:
    def run(arguments: list[str]) -> int:
        from django.core.management import execute_from_command_line

        if not {"-h", "--help"} & set(arguments):
            _refuse_without_database(needs_tables=name != "doctor")
        execute_from_command_line(["toasoan", name, *arguments])
        return 0

    return run


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": _up,
    "init": _init,
    "demo": _demo,
    "backup": _backup,
    "restore": _restore,
    "manage": _manage,
    "load": _load,
    "prepare": _prepare,
    "web": _web,
}


def _parse(name: str, arguments: list[str], *, file: bool = False) -> Path:
    """Accept a file, or nothing; anything else is a mistake shown with the right usage."""
    if len(arguments) != int(file) or any(text.startswith("-") for text in arguments):
        raise EnvError(f"Cách dùng: toasoan {name}{' TỆP' if file else ''}")
    return Path(arguments[0]).expanduser().absolute() if file else Path()


def _without(option: str, arguments: list[str]) -> tuple[list[str], bool]:
    """The arguments without the option, and whether it was among them."""
    return [text for text in arguments if text != option], option in arguments


def _place() -> "InstallationSettings":
    from toasoan.operations.up import InstallationSettings, own_command

    return InstallationSettings(
        folder=env.data_folder(),
        database=env.database(),
        host=env.host(),
        port=env.port(),
        base_url=env.base_url(),
        command=own_command(),
    )


def _refuse_without_database(*, needs_tables: bool = True) -> None:
    from toasoan.operations.preflight import check_database, migrations_applied

    check_database(env.database())
    if needs_tables and migrations_applied(env.database()) is None:
        raise refused("no-database", "Chưa có cơ sở dữ liệu; hãy chạy “toasoan up” trước.")


def _load_django() -> None:
    import django

    django.setup()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse(sentence: str, *, code: int = REFUSED) -> int:
    if sentence:
        print(sentence, file=sys.stderr)  # noqa: T201  (a command speaks to a person)
    return code


if __name__ == "__main__":
    sys.exit(main())
