"""
Make ``.venv`` from ``uv.lock`` with nothing but the Python that runs this file.

A pinned uv goes into ``.uv/``, the packages into ``.venv/``; a stamp written last says for which
lock file the environment is complete, so the next run does nothing. What is shown is Vietnamese:
whoever installs the agency reads it.
"""

import argparse
import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UV_VERSION = "0.13.9"
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / ".toasoan-ready"
UV_HOME = ROOT / ".uv"
#: Commands of the measurements and checkers, and the Debian packages that bring them.
TOOLS = {
    "nginx": "nginx-light", "wrk": "wrk", "java": "default-jre-headless", "npm": "npm",
    "openssl": "openssl", "systemd-analyze": "systemd",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
}  # fmt: skip
WEB_CHECKS = ROOT / "bench" / "web"
#: The one that never opens a window asks a third less of the processor.
BROWSERS = ("chromium-headless-shell", "chromium")


class BootstrapError(Exception):
    """Why the environment cannot be made, as one sentence."""


def main() -> int:
    """Bring the environment up to what was asked for; do nothing when it is there already."""
    parser = argparse.ArgumentParser(prog="script/bootstrap")
    parser.add_argument("--dev", action="store_true", help="packages for tests and lint as well")
    parser.add_argument(
        "--ci", action="store_true", help="--dev, Chromium, LibreOffice, nginx, wrk, web checkers"
    )
    asked = parser.parse_args()
    try:
        make_environment(dev=asked.dev or asked.ci)
        if asked.ci:
            install_system_packages()
            install_web_checks()
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    return 0


def make_environment(*, dev: bool) -> None:
    """Install exactly what the lock file names; a half-made new environment is removed again."""
    if is_ready(dev=dev):
        return
    with only_one_at_a_time():
        if is_ready(dev=dev):
            return
        dev = dev or bool(read_stamp().get("dev"))
        existed = VENV.exists()
        STAMP.unlink(missing_ok=True)
        try:
            uv = private_uv()
            tell("Đang cài các gói phần mềm theo uv.lock (chỉ lần đầu mới lâu)…")
            install_packages(uv, dev=dev)
            STAMP.write_text(json.dumps({"key": environment_key(), "dev": dev}), encoding="utf-8")
        except BaseException:
            if not existed:
                shutil.rmtree(VENV, ignore_errors=True)
            raise
        tell("Môi trường đã sẵn sàng.")


def is_ready(*, dev: bool) -> bool:
    """Say whether the environment is complete for this lock file and this Python."""
    stamp = read_stamp()
    return (
        stamp.get("key") == environment_key()
        and (bool(stamp.get("dev")) or not dev)
        and (VENV / "bin" / "python").exists()
    )


def read_stamp() -> dict[str, object]:
    """Return what the last complete run wrote, or nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def environment_key() -> str:
    """Return a digest of everything that decides what the environment must hold."""
    digest = hashlib.sha256(f"{UV_VERSION} {platform.python_version()} {ROOT}".encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Make a second bootstrap of the same checkout wait for the first."""
    try:
        UV_HOME.mkdir(exist_ok=True)
        with (UV_HOME / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise BootstrapError(f"Không có quyền ghi vào thư mục {ROOT}.") from error


def private_uv() -> Path:
    """Return the pinned uv, fetched with pip (and pip's own settings) when it is not there yet."""
    target = UV_HOME / UV_VERSION
    uv = target / "bin" / "uv"
    if uv.exists():
        return uv
    tell(f"Đang tải công cụ uv {UV_VERSION}…")
    unfinished = UV_HOME / f"{UV_VERSION}.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    install = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    run(
        [*install, "--target", str(unfinished), f"uv=={UV_VERSION}"],
        failure="Không tải được công cụ uv; hãy kiểm tra kết nối mạng và cấu hình pip của máy.",
    )
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    return uv


def pip() -> list[str]:
    """Return a command that runs pip: the machine's own, or one in a small environment."""
    own = [base_python(), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    helper = UV_HOME / "pip"
    if not (helper / "bin" / "pip").exists():
        shutil.rmtree(helper, ignore_errors=True)
        run(
            [base_python(), "-m", "venv", str(helper)],
            failure="Python trên máy thiếu pip và ensurepip; trên Debian hoặc Ubuntu hãy chạy "
            "“apt install python3-venv” rồi thử lại.",
            quiet=True,
        )
    return [str(helper / "bin" / "python"), "-m", "pip"]


def install_packages(uv: Path, *, dev: bool) -> None:
    """Fill ``.venv``; through the machine's own package index when one is set."""
    failure = "Không cài được các gói phần mềm; hãy kiểm tra kết nối mạng rồi chạy lại."
    groups = ["--group", "dev"] if dev else ["--no-default-groups"]
    index = own_index()
    if not index:
        # Without "--inexact" a start of the server would take the tests' packages away; compiled
        # once here, the packages load twice as fast at every start.
        sync = [str(uv), "sync", "--frozen", "--inexact", "--compile-bytecode", *groups]
        run([*sync, "--python", base_python()], failure=failure)
        return
    # The lock file names where each file was found; a machine with its own index takes the same
    # files (by hash) from there.
    wanted = UV_HOME / "requirements.txt"
    export = [str(uv), "export", "--quiet", "--frozen", "--no-emit-project", *groups]
    run([*export, "--output-file", str(wanted)], failure=failure)
    run(
        [str(uv), "venv", "--quiet", "--clear", "--python", base_python(), str(VENV)],
        failure=failure,
    )
    for command in pip_commands(uv, wanted):
        run(command, failure=failure, index=index)


def pip_commands(uv: Path, wanted: Path) -> list[list[str]]:
    """
    Return what fills ``.venv`` from a list of packages.

    Each command names the Python of ``.venv``: left to itself "uv pip" may choose another
    environment, and "sync" empties the one it chooses.
    """
    ours = ["--python", str(VENV / "bin" / "python")]
    return [
        [str(uv), "pip", "sync", *ours, "--compile-bytecode", "--require-hashes", str(wanted)],
        [str(uv), "pip", "install", *ours, "--no-deps", "--editable", str(ROOT)],
    ]


def own_index() -> str:
    """Return the package index this machine is told to use, or nothing when it has none."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    asked = subprocess.run(
        [*pip(), "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() if asked.returncode == 0 else ""


def install_system_packages() -> None:
    """Install what the browser tests and the measurements need and the machine lacks."""
    missing = [] if any(shutil.which(name) for name in BROWSERS) else [BROWSERS[0]]
    for name, packages in TOOLS.items():
        missing += [] if shutil.which(name) else packages.split()
    if not missing:
        return
    apt = shutil.which("apt-get")
    if not apt:
        raise BootstrapError(
            f"Máy không có apt-get; hãy cài {', '.join(missing)} bằng tay rồi chạy lại."
        )
    tell(f"Đang cài {', '.join(missing)} cho kiểm thử và đo đạc…")
    command = [] if os.geteuid() == 0 else ["sudo", "-n"]
    failure = f"Không cài được {', '.join(missing)} bằng apt-get (cần quyền root hoặc sudo)."
    run([*command, apt, "update", "-qq"], failure=failure)
    missing = [_what_there_is(name) for name in missing]
    command += ["env", "DEBIAN_FRONTEND=noninteractive", apt, "install", "-y", "-qq"]
    run([*command, "--no-install-recommends", *missing], failure=failure, quiet=True)


def _what_there_is(package: str) -> str:
    """Older systems have only the browser with windows."""
    if package != BROWSERS[0]:
        return package
    asked = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return package if asked.returncode == 0 else BROWSERS[1]


def install_web_checks() -> None:
    """Install Lighthouse and the HTML checker exactly as their lock file names them."""
    lock, stamp = WEB_CHECKS / "package-lock.json", WEB_CHECKS / "node_modules" / ".toasoan-ready"
    key = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return
    tell("Đang cài công cụ kiểm tra trang web…")
    command = ["npm", "ci", "--prefix", str(WEB_CHECKS), "--ignore-scripts"]
    failure = "Không cài được công cụ kiểm tra trang web; hãy kiểm tra cấu hình npm của máy."
    run([*command, "--no-audit", "--no-fund"], failure=failure, quiet=True)
    stamp.write_text(key, encoding="utf-8")


def run(command: list[str], *, failure: str, index: str = "", quiet: bool = False) -> None:
    """Run a command in the project; a failure shows what it said and then our sentence."""
    # Whatever environment or Python the shell has chosen for uv is not the one we fill.
    ignored = {"VIRTUAL_ENV", "CONDA_PREFIX", "UV_PYTHON", "UV_SYSTEM_PYTHON", "UV_TARGET"}
    environment = {name: value for name, value in os.environ.items() if name not in ignored}
    environment |= {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    environment["PIP_ROOT_USER_ACTION"] = "ignore"
    if index:
        environment["UV_DEFAULT_INDEX"] = index
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            check=False,
            stdout=subprocess.PIPE if quiet else sys.stderr,
            stderr=subprocess.STDOUT if quiet else None,
        )
    except OSError as error:
        raise BootstrapError(failure) from error
    if done.returncode:
        raise BootstrapError(failure)


def base_python() -> str:
    """Return the Python behind a virtual environment somebody may have switched on."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def tell(sentence: str) -> None:
    """Show progress at once, also when the output goes to a file."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
