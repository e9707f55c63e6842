"""
Bring an installation up to this version: tables, rights, static files, the demo agency.

Runs in a process of its own with Django loaded; ``up`` and ``demo`` start it in a staging folder
on the first start, so that a failure leaves nothing half-made.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command, get_commands
from django.db import connection
from django.utils.translation import gettext as _

from toasoan.operations import first_tables
from toasoan.operations.refusal import OperationRefusedError

Tell = Callable[[str], None]


def prepare(*, tell: Tell, load_demo: Callable[[Tell], None], demo_required: bool = False) -> None:
    """Make everything that is missing; safe to run again at any time.

    `load_demo` writes the demo agency with its list of accounts; it is called when the database
    holds no agency.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        _write_faster()
    if demo_required:
        _refuse_second_agency()
    with _step(_("Creating the tables"), tell):
        make_tables()
    if "synchronise" in get_commands():
        with _step(_("Entering sections, groups and rights"), tell):
            call_command("synchronise", verbosity=0)
    with _step(_("Collecting the interface files"), tell):
        call_command("collectstatic", interactive=False, verbosity=0)
    if not _has_agency():
        with _step(_("Loading the demo agency"), tell):
            load_demo(tell)


def make_tables() -> None:
    """Bring the tables up to this version; those of an empty database are made at once."""
    first_tables.create()
    # What follows every migration happens here in either case: rights, ledger triggers.
    call_command("migrate", interactive=False, verbosity=0)


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


@contextmanager
def _step(name: str, tell: Tell) -> Iterator[None]:
    tell(f"• {name}…")
    began = time.monotonic()
    yield
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    tell("  " + _("done in %(seconds)s seconds") % {"seconds": seconds})
