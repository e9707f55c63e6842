"""
``toasoan up``: check, prepare what is missing, then run web and worker until stopped.

Nothing here imports Django, so the second start costs little and the supervisor stays small;
what needs Django runs in processes of its own.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from toasoan.operations.file_modes import close_to_others
from toasoan.operations.preflight import (
    Database,
    check_address,
    check_database,
    check_folder,
    migrations_applied,
)
from toasoan.operations.prepared import ACCOUNTS_FILE, is_prepared, note_prepared
from toasoan.operations.refusal import refused
from toasoan.operations.staging import staging_folder
from toasoan.operations.supervisor import Child, Supervisor

LOCK_FILE = ".lock"
INTERRUPTED = 130  # exit code after Ctrl-C
REFUSED = 2  # exit code of a command that has said why it did not do what was asked
# glibc gives every thread a pool of memory of its own, and keeps it; two are enough for us.
LEAN = {"MALLOC_ARENA_MAX": "2"}
WEB_ANSWERS_WITHIN = 120.0  # seconds
HOW_TO_BEGIN = (
    "Đây là cơ quan mẫu để dùng thử. Để tạo cơ quan của bạn: đặt TOASOAN_DATA là một thư mục trống "
    "rồi chạy “toasoan init”."
)


@dataclass(frozen=True)
class InstallationSettings:
    """Where an installation lives and under which addresses it answers."""

    folder: Path
    database: Database
    host: str
    port: int
    base_url: str
    command: tuple[str, ...]  # how to call ``toasoan`` in a new process


def tell(sentence: str) -> None:
    """Show progress at once, also when the output goes to a file."""
    print(sentence, flush=True)  # noqa: T201  (a command speaks to a person)


def up(place: InstallationSettings) -> int:
    """Run the agency until a signal says stop; return the exit code."""
    began = time.monotonic()
    check_address(place.host, place.port)
    with only_one(place):
        make_ready(place)
        with Supervisor(tell) as supervisor:
            return _serve(place, supervisor, began)


def load_demo(place: InstallationSettings) -> int:
    """Prepare the folder with the demo agency; refuse when it holds an agency already."""
    with only_one(place):
        prepare_folder(place, "--demo")
        show_accounts(place.folder)
    return 0


def make_ready(place: InstallationSettings) -> None:
    """Prepare the folder unless this version of the program has done so already."""
    if is_prepared(place.folder, place.database):
        return
    tell("Đang chuẩn bị thư mục dữ liệu…")
    had_accounts = (place.folder / ACCOUNTS_FILE).exists()
    prepare_folder(place)
    if not had_accounts and (place.folder / ACCOUNTS_FILE).exists():
        show_accounts(place.folder)
        tell(HOW_TO_BEGIN)


def show_accounts(folder: Path) -> None:
    """Show the accounts that were just made; afterwards they stand in the file only."""
    path = folder / ACCOUNTS_FILE
    if path.exists():
        tell(f"\n{path.read_text(encoding='utf-8')}\nDanh sách này được giữ tại {path}\n")


@contextmanager
def only_one(place: InstallationSettings) -> Iterator[None]:
    """Check folder and database, and hold the folder for as long as the operation lasts."""
    check_folder(place.folder)
    check_database(place.database)
    missing = [path for path in (place.folder, *place.folder.parents) if not path.exists()]
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(place.folder)
    lock = place.folder / LOCK_FILE
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refused(
                "folder-in-use",
                f"Thư mục dữ liệu {place.folder} đang được một lần chạy khác sử dụng.",
            ) from None
        try:
            yield
        except BaseException:
            if missing:
                lock.unlink()
                for folder in missing:
                    with suppress(OSError):
                        folder.rmdir()
            raise


def _close(folder: Path) -> None:
    """Take other people's rights to the data folder away, and say so."""
    closed, failed = close_to_others(folder)
    if failed is not None:
        tell(
            f"Người dùng khác trên máy chủ vào được {failed}, không tự thu hẹp được; "
            f"hãy chạy “chmod -R go-rwx {folder}”."
        )
    elif closed:
        tell(f"Đã thu hẹp quyền của thư mục dữ liệu {folder}: chỉ chủ sở hữu đọc và ghi được.")


def prepare_folder(place: InstallationSettings, *options: str) -> None:
    """Run the preparing process; on a first start into a staging folder."""
    if migrations_applied(place.database) is not None:
        run_command(place, place.folder, "prepare", *options)
    else:
        with staging_folder(place.folder) as staged:
            run_command(place, staged, "prepare", *options)
    note_prepared(place.folder, place.database)


def run_command(place: InstallationSettings, folder: Path, *command: str) -> None:
    """
    Run one of our commands on a folder; Ctrl-C reaches it too, and then it has to end first.

    A command that refuses has said why: its exit code becomes ours without a further word.
    """
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [*place.command, *command],
        env={**os.environ, "TOASOAN_DATA": str(folder)},
        stdin=subprocess.DEVNULL,
    )
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        raise
    if code in {INTERRUPTED, -signal.SIGINT}:
        raise KeyboardInterrupt
    if code == REFUSED:
        raise SystemExit(REFUSED)
    if code:
        raise refused(
            "command-failed", "Lệnh không hoàn thành vì lỗi của chương trình (xem ở trên)."
        )


def _serve(place: InstallationSettings, supervisor: Supervisor, began: float) -> int:
    tell("Đang khởi động…")
    web = supervisor.add(Child("Máy chủ web", [*place.command, "web"], LEAN))
    answers = supervisor.wait_until(
        lambda: _answers(place.host, place.port), web, within=WEB_ANSWERS_WITHIN
    )
    if not answers and not supervisor.stopping:
        raise refused("web-failed", "Máy chủ web không khởi động được.")
    if answers:
        supervisor.add(Child("Tiến trình nền", [*place.command, "manage", "worker"], LEAN))
        _show_addresses(place, time.monotonic() - began)
        supervisor.run()
    tell("Đang dừng…")
    supervisor.stop()
    tell("Đã dừng.")
    return 0


def _answers(host: str, port: int) -> bool:
    """Say whether the web process answers, whatever it says.

    By hand: the standard library's HTTP client would stay in memory for weeks for this one call.
    """
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not bound)
    question = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((here, port), timeout=WEB_ANSWERS_WITHIN) as connection:
            connection.sendall(question)
            return connection.recv(5) == b"HTTP/"
    except OSError:
        return False


def _show_addresses(place: InstallationSettings, seconds: float) -> None:
    shown = f"{seconds:.1f}".replace(".", ",")
    tell(f"Sẵn sàng sau {shown} giây.")
    tell(f"  Cổng thông tin: {place.base_url}/")
    tell(f"  Tòa soạn:       {place.base_url}/toa-soan/")
    if (place.folder / ACCOUNTS_FILE).exists():
        tell(f"  Tài khoản mẫu:  {place.folder / ACCOUNTS_FILE}")
    tell("Nhấn Ctrl-C để dừng.")


def own_command() -> tuple[str, ...]:
    """Return how to start this program again with the same Python."""
    return (sys.executable, "-m", "toasoan.conf.cli")
