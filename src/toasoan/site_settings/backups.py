"""What the backups of this installation came to: written down for the webmaster and `doctor`."""

import datetime as dt

from toasoan.site_settings.models import BackupRun, FirstSteps

#: How many are kept.
_KEPT = 60


def record_backup(*, began_at: dt.datetime, now: dt.datetime) -> None:
    """Record that a whole backup was written; the first one is a first step of every agency."""
    _record(BackupRun(began_at=began_at, ended_at=now))
    FirstSteps.objects.filter(backed_up_at=None).update(backed_up_at=now)


def record_failed_backup(why: str, *, began_at: dt.datetime, now: dt.datetime) -> None:
    """Record that no whole backup was written, and why (a sentence)."""
    _record(BackupRun(began_at=began_at, ended_at=now, failure=why))


def last_backup() -> BackupRun | None:
    """The last attempt at a backup, good or failed."""
    return BackupRun.objects.first()


def last_good_backup() -> BackupRun | None:
    """The last backup that is whole."""
    return BackupRun.objects.filter(failure="").first()


def _record(run: BackupRun) -> None:
    run.save()
    good = BackupRun.objects.filter(failure="").values_list("pk", flat=True)[:1]
    kept = BackupRun.objects.values_list("pk", flat=True)[:_KEPT]
    # The last good one is remembered however many have failed since.
    BackupRun.objects.exclude(pk__in=[*kept, *good]).delete()
