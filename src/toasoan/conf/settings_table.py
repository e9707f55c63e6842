"""Every environment variable that a person can set; `docs/operations.md` shows the same table
and a test compares the two.
"""

from dataclasses import dataclass


class EnvError(Exception):
    """A setting cannot be used; its text is one sentence for the person who set it."""


@dataclass(frozen=True)
class Setting:
    """One environment variable, as the documentation shows it."""

    name: str
    type: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("TOASOAN_DATA", "folder", "`var/` in the project", "Database, media, secret key"),
    Setting("TOASOAN_HOST", "address", "`127.0.0.1`", "Address the server listens on"),
    Setting("TOASOAN_PORT", "number", "`8000`", "Port the server listens on"),
    Setting(
        "TOASOAN_BASE_URL",
        "URL",
        "`http://<host>:<port>`",
        "Public address: in feeds, e-mails and the list of allowed hosts",
    ),
    Setting("TOASOAN_WEB_WORKERS", "number", "`1`", "Web processes"),
    Setting("TOASOAN_PAGE_STORE", "on/off", "`on`", "Keep public pages ready to send"),
    Setting("TOASOAN_PAGE_MEMORY", "MB", "`64`", "Kept pages in memory, in each web process"),
    Setting("TOASOAN_PAGE_DISK", "MB", "`1024`", "Kept pages on the disk, in the data folder"),
    Setting(
        "TOASOAN_PAGE_MAX_STALE",
        "hours",
        "`72`",
        "How long the last good copy of a page stands in while the site is broken",
    ),
    Setting(
        "TOASOAN_CDN_SECONDS",
        "seconds",
        "`0`",
        "How long nginx or a CDN in front may answer by itself; 0: it asks every time",
    ),
    Setting("TOASOAN_CDN_TAGS", "on/off", "`off`", "Send `Cache-Tag` to a CDN that purges by it"),
    Setting(
        "TOASOAN_TRUSTED_PROXIES",
        "addresses",
        "`127.0.0.1,::1`",
        "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, between commas",
    ),
    Setting(
        "TOASOAN_IDLE_SECONDS", "number", "`900`", "A session ends when so long nothing is done"
    ),
    Setting("TOASOAN_IDLE_SECONDS_WEBMASTER", "number", "`300`", "The same for who keeps the site"),
    Setting("TOASOAN_SESSION_HOURS", "number", "`12`", "A session ends after so many hours"),
    Setting(
        "TOASOAN_UNUSED_DAYS",
        "number",
        "`45`",
        "Sign-in is closed for who was absent so long; `0` never",
    ),
    Setting(
        "DATABASE_URL",
        "URL",
        "none: SQLite in the data folder",
        "PostgreSQL, as `postgresql://user:password@host:5432/name?sslmode=require`",
    ),
    Setting(
        "TOASOAN_DATABASE_CONNECT_SECONDS",
        "seconds",
        "`3`",
        "How long a connection to PostgreSQL may take to come about",
    ),
    Setting(
        "TOASOAN_DATABASE_LOCK_SECONDS",
        "seconds",
        "`5`",
        "How long a request waits for what another one holds; commands and the worker: 30 at least",
    ),
    Setting(
        "TOASOAN_DATABASE_STATEMENT_SECONDS",
        "seconds",
        "`15`",
        "How long one statement of a request may take on PostgreSQL",
    ),
    Setting(
        "TOASOAN_DATABASE_TASK_SECONDS",
        "seconds",
        "`3600`",
        "The same for commands and the worker",
    ),
    Setting(
        "TOASOAN_SEARCH_URL",
        "URL",
        "none: the database searches",
        "OpenSearch, as `https://user:password@host:9200/name`; the database stands in for it",
    ),
    Setting(
        "TOASOAN_SMTP_URL",
        "URL",
        "none: mail is printed, not sent",
        "Mail server, as `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` (TLS)",
    ),
    Setting(
        "TOASOAN_MAIL_FROM",
        "address",
        "none; needed with `TOASOAN_SMTP_URL`",
        "Sender of every mail, as `Tòa soạn <toa-soan@ten-mien>`",
    ),
    Setting(
        "TOASOAN_PRIVATE_NETWORKS",
        "networks",
        "none: only public addresses are asked",
        "Networks that are not public and in which sites of outlets and partners may be asked, "
        "as `10.20.0.0/16`, between commas",
    ),
)
