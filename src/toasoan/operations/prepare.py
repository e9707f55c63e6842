"""
Bring an installation up to this version: tables, first data, static files, the first agency.

Runs in a process of its own with Django loaded; ``up``, ``demo`` and ``init`` start it in a staging
folder on the first start, so that a failure leaves nothing half-made.
"""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.utils.translation import gettext as _

from toasoan.operations import first_tables
from toasoan.operations.newer_tables import refuse_newer_tables
from toasoan.operations.refusal import refused

Tell = Callable[[str], None]
#: Lies in the folder of the interface files until all of them have been written.
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class FirstAgency:
    """What an empty database gets: the demo agency or a real one."""

    step: str  # what is told while it is created
    create: Callable[[Tell], None]
    #: Refuse a database that holds an agency, instead of leaving it as it is.
    must_be_first: bool = False


def prepare(first: FirstAgency, *, tell: Tell, command: Sequence[str]) -> None:
    """Make everything that is missing; safe to run again at any time.

    `command` starts `toasoan` in a new process, which collects the interface files while this one
    creates the first agency. Raises RefusedError for a database that a newer version has
    migrated, for one with an agency when `first` must be the first one, and when a part fails.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        _write_faster()
    refuse_newer_tables()
    if first.must_be_first:
        _refuse_second_agency()
    with _step(_("Creating the tables"), tell):
        make_tables()
    if "synchronise" in get_commands():
        with _step(_("Entering sections, groups and rights"), tell):
            call_command("synchronise", verbosity=0)
    collect = [*command, "manage", "collectstatic", "--noinput", "--verbosity=0"]
    unfinished = Path(settings.STATIC_ROOT) / UNFINISHED
    if unfinished.exists():
        # A file that was cut off is newer than its source and would stay.
        collect.append("--clear")
    unfinished.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished.touch()
    # The agency stays only when the interface files are whole too: a database on a server
    # outlives the folder that a failure or Ctrl-C throws away.
    with transaction.atomic(), _beside(collect, _("Collecting the interface files"), tell):
        if not _has_agency():
            with _step(first.step, tell):
                first.create(tell)
    unfinished.unlink(missing_ok=True)


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
        raise refused(
            "agency-exists",
            _("The database holds an agency already; another one goes into an empty one only."),
        )


def _has_agency() -> bool:
    from toasoan.units.models import Agency

    return Agency.objects.exists()


@contextmanager
def _beside(command: Sequence[str], name: str, tell: Tell) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command in a process of its own meanwhile, and wait for it at the end.

    It ends with whatever ends this process early. Raises RefusedError when it fails: what it
    printed says why.
    """
    # In a session of its own: Ctrl-C reaches this process alone, which ends the other.
    process = subprocess.Popen(  # noqa: S603  (our own command)
        command, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
        with _step(name, tell):
            code = process.wait()
    finally:
        process.kill()
        process.wait()
    if code:
        raise refused("part-failed", _("Not done: %(step)s (see above).") % {"step": name})


@contextmanager
def _step(name: str, tell: Tell) -> Iterator[None]:
    tell(f"• {name}…")
    began = time.monotonic()
    yield
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    tell("  " + _("done in %(seconds)s seconds") % {"seconds": seconds})
