"""A week's schedule as a plain file, kept and handed out byte for byte."""

import datetime as dt

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.media.incoming import DOCUMENTS, IncomingFile
from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem, RefusedError
from toasoan.schedules.actions.history import locked_week, record, save_schedule
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.kinds import TAKEN, ChangeKind
from toasoan.schedules.models import ScheduleFile, WeekSchedule
from toasoan.schedules.rules import number_in
from toasoan.schedules.writers import Writer
from toasoan.units.models import Agency

#: Kinds of files that a schedule may be.
KINDS = DOCUMENTS


@transaction.atomic
def give_file(  # the bytes and what was found out about them
    agency: Agency,
    monday: dt.date,
    content: bytes,
    facts: IncomingFile,
    *,
    writer: Writer,
    now: dt.datetime,
) -> ScheduleFile:
    """Keep a file that `media.incoming` has read as the week's schedule, in place of another.

    A schedule without a number takes the one in the name of the file, unless it is taken.
    """
    schedule = locked_week(agency, monday, now)
    schedule.files.filter(removed_at__isnull=True).update(removed_at=now)
    kept = ScheduleFile(
        schedule=schedule,
        name=facts.name[-200:],
        mime=facts.mime,
        size=facts.size,
        sha256=facts.sha256,
        added_at=now,
        added_by=writer.user,
    )
    kept.kept.save(f"lich-{monday:%Y%m%d}.{facts.ending}", ContentFile(content), save=False)
    kept.save()
    _take_number(schedule, number_in(facts.name))
    save_schedule(schedule, now)
    record(schedule, ChangeKind.FILE, actor=writer.user, now=now, note=kept.name)
    if schedule.is_published:
        invalidate([schedules_tag(agency.pk)])
    return kept


def _take_number(schedule: WeekSchedule, number: str) -> None:
    year = WeekSchedule.objects.filter(
        agency=schedule.agency_id, monday__year=schedule.monday.year, number=number
    )
    if number and not schedule.number and not year.exists():
        schedule.number = number


@transaction.atomic
def take_file_away(agency: Agency, monday: dt.date, *, writer: Writer, now: dt.datetime) -> None:
    """Show the file no more. Raises RefusedError when readers would be left with nothing."""
    schedule = locked_week(agency, monday, now)
    has_lines = schedule.lines.filter(removed_at__isnull=True, state__in=TAKEN).exists()
    if schedule.is_published and not has_lines:
        message = _("The schedule is published as this file: take it off the site first.")
        raise RefusedError(Problem("only-a-file", message))
    file = schedule.files.filter(removed_at__isnull=True).first()
    if file is None:
        return
    file.removed_at = now
    file.save(update_fields=["removed_at"])
    save_schedule(schedule, now)
    record(schedule, ChangeKind.FILE_GONE, actor=writer.user, now=now, note=file.name)
    withdraw([schedules_tag(agency.pk)])
