"""Announced maintenance."""

import datetime as dt
import time

from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.utils import timezone

from toasoan.site_settings.models import Maintenance

_LOOK_EVERY = 20.0  # seconds


def announced(agency_id: int, now: dt.datetime) -> list[Maintenance]:
    """What is announced or going on, the next one first. One query."""
    return list(_ahead(now).filter(agency_id=agency_id).order_by("begins_at"))


def maintenances(agency_id: int) -> QuerySet[Maintenance]:
    """All of an agency's, the latest first, with who announced them."""
    return Maintenance.objects.filter(agency_id=agency_id).select_related("announced_by")


def _ahead(now: dt.datetime) -> QuerySet[Maintenance]:
    return Maintenance.objects.filter(ends_at__gt=now, called_off_at=None)


class Timetable:
    """Announced maintenance, read every 20 s and kept for when the database is away."""

    def __init__(self) -> None:
        self._looked = -_LOOK_EVERY
        self._rows: list[Maintenance] = []

    def going_on(self, now: dt.datetime) -> list[Maintenance]:
        """The maintenance that is going on, of every agency."""
        if time.monotonic() - self._looked >= _LOOK_EVERY:
            self._look()
        return [row for row in self._rows if row.begins_at <= now < row.ends_at]

    def _look(self) -> None:
        self._looked = time.monotonic()
        try:
            self._rows = list(_ahead(timezone.now()))
        except (DatabaseError, InterfaceError):
            # What was announced is known; nothing can have been added.
            return
