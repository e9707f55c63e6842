"""
Bring an installation up to this version: tables, rights, static files, the demo agency.

Runs in a process of its own with Django loaded; ``up`` and ``demo`` start it in a staging folder
on the first start, so that a failure leaves nothing half-made.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.utils.translation import gettext as _

from toasoan.operations.prepared import ACCOUNTS_FILE
from toasoan.operations.refusal import OperationRefusedError

if TYPE_CHECKING:
    from toasoan.operations.demo.load import DemoAccount

Tell = Callable[[str], None]
SHOWN_CODES = 3


def prepare(*, tell: Tell, demo_required: bool = False) -> None:
    """Make everything that is missing; safe to run again at any time."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        _write_faster()
    if demo_required:
        _refuse_second_agency()
    with _step(_("Creating the tables"), tell):
        call_command("migrate", interactive=False, verbosity=0)
    if "synchronise" in get_commands():
        with _step(_("Entering sections, groups and rights"), tell):
            call_command("synchronise", verbosity=0)
    with _step(_("Collecting the interface files"), tell):
        call_command("collectstatic", interactive=False, verbosity=0)
    if not _has_agency():
        with _step(_("Loading the demo agency"), tell):
            _load_demo(tell)


def _write_faster() -> None:
    """Leave out waiting for the disk: a first database that is cut off is thrown away whole."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")


def _refuse_second_agency() -> None:
    if "units_agency" in connection.introspection.table_names() and _has_agency():
        raise OperationRefusedError(
            _("The database holds an agency already; the demo agency goes into an empty one only.")
        )


def _has_agency() -> bool:
    from toasoan.units.models import Agency

    return Agency.objects.exists()


def _load_demo(tell: Tell) -> None:
    from toasoan.operations.demo.load import load_demo

    with transaction.atomic():
        accounts = load_demo(tell)
    _write_privately(Path(settings.DATA) / ACCOUNTS_FILE, _account_lines(accounts))


def _account_lines(accounts: "list[DemoAccount]") -> str:
    rows = [(_("Part"), _("User name"), _("Password"), _("Name"))]
    rows += [(shown.part, shown.username, shown.password, shown.name) for shown in accounts]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += ["", *(line for shown in accounts for line in _factor_lines(shown))]
    return "\n".join([_("Demo accounts of this installation"), "", *lines, ""])


def _factor_lines(shown: "DemoAccount") -> list[str]:
    """How the account passes the second step."""
    if not shown.secret:
        return []
    key = _("%(username)s is asked for a second factor. Key for an authenticator app: %(secret)s")
    command = _("Or ask for the six digits of the moment: %(command)s")
    codes = _("Or type a recovery code, each opens once: %(codes)s")
    return [
        key % {"username": shown.username, "secret": shown.secret},
        "  " + command % {"command": f"toasoan manage demo_code {shown.username}"},
        "  " + codes % {"codes": " ".join(shown.codes[:SHOWN_CODES])},
    ]


def _write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


@contextmanager
def _step(name: str, tell: Tell) -> Iterator[None]:
    tell(f"• {name}…")
    began = time.monotonic()
    yield
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    tell("  " + _("done in %(seconds)s seconds") % {"seconds": seconds})
