"""
The one place that reads environment variables.

Everything a person can set is a row of `settings_table.SETTINGS`. The sentences of `EnvError` are
Vietnamese as they stand: they are needed before Django and its catalogues exist.
"""

import os
import re
import secrets
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from toasoan.conf.database_url import DatabaseLimits, postgresql, sqlite
from toasoan.conf.settings_table import EnvError

DATABASE_FILE = "toasoan.sqlite3"
SECRET_FILE = "secret_key"  # noqa: S105  (its name, not its content)
LAST_PORT = 65535
MEGABYTE = 1_048_576


def data_folder() -> Path:
    """Return the folder that holds everything of this installation, as an absolute path."""
    given = os.environ.get("TOASOAN_DATA", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    return _project_folder() / "var"


def host() -> str:
    """Return the address to listen on."""
    return os.environ.get("TOASOAN_HOST", "").strip() or "127.0.0.1"


def port() -> int:
    """Return the port to listen on."""
    return _whole_number("TOASOAN_PORT", default=8000, least=1, most=LAST_PORT)


def web_workers() -> int:
    """Return how many processes answer web requests."""
    return _whole_number("TOASOAN_WEB_WORKERS", default=1, least=1, most=64)


def idle_seconds() -> int:
    """Return after how many seconds without activity a session ends."""
    return _whole_number("TOASOAN_IDLE_SECONDS", default=900, least=4, most=12 * 3600)


def idle_seconds_webmaster() -> int:
    """Return after how many seconds without activity a webmaster's session ends."""
    return _whole_number("TOASOAN_IDLE_SECONDS_WEBMASTER", default=300, least=4, most=12 * 3600)


def session_hours() -> int:
    """Return the longest duration of a session in hours."""
    return _whole_number("TOASOAN_SESSION_HOURS", default=12, least=1, most=24 * 7)


def unused_days() -> int:
    """Return after how many days of absence sign-in is closed; 0 for never."""
    return _whole_number("TOASOAN_UNUSED_DAYS", default=45, least=0, most=3660)


def trusted_proxies() -> frozenset[str]:
    """Return the addresses of the proxies in front of this server."""
    given = os.environ.get("TOASOAN_TRUSTED_PROXIES", "").strip() or "127.0.0.1,::1"
    try:
        return frozenset(str(ip_address(part.strip())) for part in given.split(","))
    except ValueError as error:
        raise EnvError(
            f"TOASOAN_TRUSTED_PROXIES phải là các địa chỉ IP, cách nhau bằng dấu phẩy, "
            f"không phải “{given}”."
        ) from error


def private_networks() -> tuple[str, ...]:
    """Return the networks, not public ones, in which other people's sites may be asked."""
    given = os.environ.get("TOASOAN_PRIVATE_NETWORKS", "").strip()
    try:
        return tuple(str(ip_network(part.strip())) for part in given.split(",") if part.strip())
    except ValueError as error:
        raise EnvError(
            f"TOASOAN_PRIVATE_NETWORKS phải là các mạng như 10.20.0.0/16, cách nhau bằng dấu phẩy, "
            f"không phải “{given}”."
        ) from error


def page_store() -> bool:
    """Return whether public pages are kept ready."""
    return _switch("TOASOAN_PAGE_STORE", default=True)


def page_memory() -> int:
    """Return how many bytes of pages one web process keeps in memory."""
    return _whole_number("TOASOAN_PAGE_MEMORY", default=64, least=1, most=65_536) * MEGABYTE


def page_disk() -> int:
    """Return how many bytes of pages are kept on the disk."""
    return _whole_number("TOASOAN_PAGE_DISK", default=1024, least=1, most=1_048_576) * MEGABYTE


def page_max_stale() -> int:
    """Return for how many seconds the last good copy of a page stands in; a week at most."""
    return _whole_number("TOASOAN_PAGE_MAX_STALE", default=72, least=0, most=168) * 3600


def cdn_seconds() -> int:
    """Return for how many seconds a shared cache in front may answer by itself."""
    return _whole_number("TOASOAN_CDN_SECONDS", default=0, least=0, most=86_400)


def cdn_tags() -> bool:
    """Return whether pages tell a CDN which objects they show."""
    return _switch("TOASOAN_CDN_TAGS", default=False)


def page_hosts() -> frozenset[str]:
    """Return the hosts, with their ports, under which readers get kept pages.

    Any other spelling is answered by the site itself: nobody can fill the store with ports.
    """
    parts = urlsplit(base_url())
    ports = {"", f":{port()}"} | ({f":{parts.port}"} if parts.port else set())
    names = {_in_url(name) for name in allowed_hosts()}
    return frozenset(f"{name}{end}".lower() for name in names for end in ports)


def base_url() -> str:
    """Return the public address of the site, without a slash at the end."""
    given = os.environ.get("TOASOAN_BASE_URL", "").strip().rstrip("/")
    if not given:
        return f"http://{_in_url(_reachable(host()))}:{port()}"
    try:
        parts = urlsplit(given)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or parts.path or parts.query or parts.fragment:
        raise EnvError(
            f"TOASOAN_BASE_URL phải có dạng https://ten-mien hoặc http://ten-mien:cong, "
            f"không phải “{given}”."
        )
    return given


def allowed_hosts() -> list[str]:
    """Return the names under which the site answers: its public one and this machine's."""
    public = urlsplit(base_url()).hostname or ""
    return sorted({public, _reachable(host()), "127.0.0.1", "localhost", "[::1]"})


def database() -> dict[str, Any]:  # Any: Django's own shape of a database's settings
    """Return the Django settings of the database for commands and the worker, which may take long.

    PostgreSQL when asked for, SQLite otherwise.
    """
    longest = _whole_number("TOASOAN_DATABASE_TASK_SECONDS", default=3600, least=60, most=86_400)
    lock = max(_lock_seconds(), _PATIENT_LOCK_SECONDS)
    return _database(DatabaseLimits(_connect_seconds(), lock, statement=longest, idle=longest))


def database_of_requests() -> dict[str, Any]:  # Any: as above
    """Return the same for the web processes, where somebody waits for every answer."""
    statement = _whole_number("TOASOAN_DATABASE_STATEMENT_SECONDS", default=15, least=1, most=600)
    limits = DatabaseLimits(_connect_seconds(), _lock_seconds(), statement, _IDLE_SECONDS)
    return _database(limits)


def _database(limits: DatabaseLimits) -> dict[str, Any]:
    given = os.environ.get("DATABASE_URL", "").strip()
    if given:
        return postgresql(given, limits)
    return sqlite(data_folder() / DATABASE_FILE, limits)


def _connect_seconds() -> int:
    return _whole_number("TOASOAN_DATABASE_CONNECT_SECONDS", default=3, least=2, most=60)


def _lock_seconds() -> int:
    return _whole_number("TOASOAN_DATABASE_LOCK_SECONDS", default=5, least=1, most=600)


def search_url() -> str:
    """Return the address of OpenSearch with the name of its index; empty when there is none."""
    given = os.environ.get("TOASOAN_SEARCH_URL", "").strip().rstrip("/")
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise EnvError(_WRONG_SEARCH_URL) from error
    named = not parts.path or _INDEX_NAME.fullmatch(parts.path)
    if not valid or not named or parts.query or parts.fragment:
        raise EnvError(_WRONG_SEARCH_URL)
    return given


def mail() -> dict[str, Any]:  # Any: Django's own settings of mail
    """Return the Django settings of mail: a server when asked for, the console otherwise."""
    given = os.environ.get("TOASOAN_SMTP_URL", "").strip()
    sender = _mail_sender(needed=bool(given))
    if not given:
        return {
            "EMAIL_BACKEND": "toasoan.conf.printed_mail.PrintedMail",
            "DEFAULT_FROM_EMAIL": sender or "toa-soan@localhost",
        }
    try:
        parts = urlsplit(given)
        name, port_given = parts.hostname or "", parts.port
    except ValueError as error:
        raise EnvError(_WRONG_SMTP_URL) from error
    wrong = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in {"smtp", "smtps"} or not name or wrong or port_given == 0:
        raise EnvError(_WRONG_SMTP_URL)
    # A relay on this machine speaks plainly; over the network a password never travels open.
    is_local = parts.scheme == "smtp" and name in _THIS_MACHINE
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": name,
        "EMAIL_PORT": port_given or _SMTP_PORTS["local" if is_local else parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_local,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def _mail_sender(*, needed: bool) -> str:
    given = os.environ.get("TOASOAN_MAIL_FROM", "").strip()
    if not given and needed:
        raise EnvError(
            "Đã đặt TOASOAN_SMTP_URL thì phải đặt cả TOASOAN_MAIL_FROM, "
            "ví dụ “Tòa soạn <toa-soan@ten-mien>”."
        )
    _name, address = parseaddr(given)
    if given and not _MAIL_ADDRESS.fullmatch(address):
        raise EnvError(
            f"TOASOAN_MAIL_FROM phải là địa chỉ thư, ví dụ “Tòa soạn <toa-soan@ten-mien>”, "
            f"không phải “{given}”."
        )
    return given


def secret_key() -> str:
    """
    Return the installation's secret key; the first call makes it, readable by its owner only.

    Two processes that start at once get the same key: whoever links the finished file first wins.
    """
    path = data_folder() / SECRET_FILE
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise EnvError(f"Không đọc hoặc ghi được khóa bí mật {path}: {_reason(error)}.") from error


def _make_secret(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        if not path.exists():
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


# The address itself is never repeated: it carries a password.
_WRONG_SMTP_URL = (
    "TOASOAN_SMTP_URL không đúng dạng smtp://tên:mật-khẩu@máy-chủ:587 hoặc "
    "smtps://tên:mật-khẩu@máy-chủ:465 (ký tự đặc biệt trong mật khẩu viết dạng %40)."
)
# Nor this one.
_WRONG_SEARCH_URL = (
    "TOASOAN_SEARCH_URL không đúng dạng https://tên:mật-khẩu@máy-chủ:9200/tên-chỉ-mục "
    "(tên chỉ mục gồm chữ thường, chữ số, dấu gạch nối)."
)
#: Commands may wait while the agency works: an upgrade of the tables, a big import.
_PATIENT_LOCK_SECONDS = 30
_IDLE_SECONDS = 60
_INDEX_NAME = re.compile(r"/[a-z0-9][a-z0-9-]{0,60}")
_SMTP_PORTS = {"smtp": 587, "smtps": 465, "local": 25}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def _whole_number(name: str, *, default: int, least: int, most: int) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit()) or not least <= int(given) <= most:
        raise EnvError(f"{name} phải là số nguyên từ {least} đến {most}, không phải “{given}”.")
    return int(given)


def _switch(name: str, *, default: bool) -> bool:
    given = os.environ.get(name, "").strip().lower()
    if given not in {"", "on", "off"}:
        raise EnvError(f"{name} phải là on hoặc off, không phải “{given}”.")
    return given == "on" if given else default


def _project_folder() -> Path:
    """Return the checkout this file belongs to; installed elsewhere, the current folder."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def _reachable(address: str) -> str:
    """Return an address a browser on this machine can open ("everywhere" is not one)."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 (compared, not bound)


def _in_url(address: str) -> str:
    try:
        return f"[{address}]" if ip_address(address).version == 6 else address  # noqa: PLR2004
    except ValueError:
        return address


def _reason(error: OSError) -> str:
    return {13: "không có quyền", 28: "hết chỗ trên đĩa", 30: "ổ đĩa chỉ cho đọc"}.get(
        error.errno or 0, error.strerror or str(error)
    )
