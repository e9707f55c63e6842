"""The kinds and states of a week's schedule and of its lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScheduleState(models.TextChoices):
    """Where a week's schedule stands."""

    OPEN = "open", _("units register")
    CLOSED = "closed", _("waiting to be approved")
    PUBLISHED = "published", pgettext_lazy("schedule", "published")


class DayPart(models.TextChoices):
    """Which part of the day a line takes."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    WHOLE = "whole", _("The whole day")


#: Order of the parts within a day.
PART_ORDER = {DayPart.WHOLE: 0, DayPart.MORNING: 1, DayPart.AFTERNOON: 2}


class LineKind(models.TextChoices):
    """What a line says: a piece of work, which leader is on duty, a day for citizens."""

    WORK = "work", _("Work")
    DUTY = "duty", _("Leader on duty")
    CITIZENS = "citizens", _("Citizens are received")


class LineState(models.TextChoices):
    """What became of a line."""

    REGISTERED = "registered", pgettext_lazy("schedule line", "registered")
    APPROVED = "approved", pgettext_lazy("schedule line", "approved")
    REFUSED = "refused", pgettext_lazy("schedule line", "not approved")
    POSTPONED = "postponed", pgettext_lazy("schedule line", "put off")
    CANCELLED = "cancelled", pgettext_lazy("schedule line", "called off")


#: It does not take place as announced.
CALLED_OFF = frozenset({LineState.POSTPONED, LineState.CANCELLED})
#: The office has taken it into the schedule.
TAKEN = frozenset({LineState.APPROVED, *CALLED_OFF})


class Mark(models.TextChoices):
    """What changed in a line after the schedule had been published."""

    NONE = "", ""
    NEW = "new", pgettext_lazy("schedule line", "new")
    CHANGED = "changed", pgettext_lazy("schedule line", "changed")
    POSTPONED = "postponed", pgettext_lazy("schedule line", "put off")
    CANCELLED = "cancelled", pgettext_lazy("schedule line", "called off")


class ChangeKind(models.TextChoices):
    """What somebody did to a schedule or a line."""

    ADDED = "added", _("line added")
    CHANGED = "changed", _("line changed")
    APPROVED = "approved", _("line approved")
    REFUSED = "refused", _("line not approved")
    POSTPONED = "postponed", _("line put off")
    CANCELLED = "cancelled", _("line called off")
    REINSTATED = "reinstated", _("line takes place after all")
    REMOVED = "removed", _("line removed")
    COPIED = "copied", _("lines copied from another week")
    HEAD = "head", _("number or note changed")
    FILE = "file", _("file added")
    FILE_GONE = "file_gone", _("file taken away")
    CLOSED = "closed", _("registration closed")
    REOPENED = "reopened", _("registration opened again")
    PUBLISHED = "published", _("schedule published")
    UNPUBLISHED = "unpublished", _("schedule taken off the site")
