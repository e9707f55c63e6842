"""The database of DATABASE_URL, or the file, as Django's settings of a database."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Django's own shape of a database's settings
from urllib.parse import parse_qsl, unquote, urlsplit

from toasoan.conf.settings_table import EnvError

# The libpq parameters that may stand behind "?" in DATABASE_URL; any other is a typing error.
POSTGRESQL_OPTIONS = frozenset(
    {
        "application_name",
        "connect_timeout",
        "host",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "options",
        "port",
        "sslcert",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
    }
)
# The address itself is never repeated: it carries a password.
_WRONG_URL = (
    "DATABASE_URL không đúng dạng postgresql://tên:mật-khẩu@máy-chủ:5432/cơ-sở-dữ-liệu "
    "(ký tự đặc biệt trong mật khẩu viết dạng %40)."
)
_GRACE_SECONDS = 5


@dataclass(frozen=True)
class DatabaseLimits:
    """How long a process waits for the database, in seconds."""

    connect: int
    lock: int
    statement: int
    #: A transaction in which nothing is asked holds its locks for no longer.
    idle: int


def sqlite(path: Path, limits: DatabaseLimits) -> dict[str, Any]:  # Any: as above
    """The settings for a file."""
    return {
        "ENGINE": "toasoan.databases.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A transaction that will write takes the write lock at its start: waiting works there,
            # while a read transaction that turns into a write fails at once with "locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": limits.lock,
            # cache_size is in KiB when negative; every web thread has a cache of its own.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4096; "
                "PRAGMA journal_size_limit=67108864;"
            ),
        },
    }


def postgresql(url: str, limits: DatabaseLimits) -> dict[str, Any]:  # Any: as above
    """The settings for what DATABASE_URL says; raises EnvError when it cannot be used."""
    try:
        parts = urlsplit(url)
        number = parts.port
        query = parts.query
        options = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    except ValueError as error:
        raise EnvError(_WRONG_URL) from error
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or "/" in name:
        raise EnvError(_WRONG_URL)
    if unknown := sorted(options.keys() - POSTGRESQL_OPTIONS):
        raise EnvError(f"DATABASE_URL có tham số không dùng được: {', '.join(unknown)}.")
    return {
        "ENGINE": "toasoan.databases.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(number or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # The server's own limits come first; this one is for a server that stands still.
        "LONGEST_WAIT": limits.statement + _GRACE_SECONDS,
        "OPTIONS": _libpq_limits(limits, options),
    }


def _libpq_limits(limits: DatabaseLimits, given: dict[str, str]) -> dict[str, str]:
    """The parameters of a connection; what stands in DATABASE_URL wins."""
    milliseconds = {
        "statement_timeout": limits.statement * 1000,
        "lock_timeout": limits.lock * 1000,
        "idle_in_transaction_session_timeout": limits.idle * 1000,
    }
    options = " ".join(f"-c {name}={value}" for name, value in milliseconds.items())
    # A peer that is gone without a word is noticed after some 25 seconds, and at once by a write.
    usual = {
        "connect_timeout": str(limits.connect),
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": "20000",
    }
    return usual | given | {"options": f"{options} {given.get('options', '')}".strip()}
