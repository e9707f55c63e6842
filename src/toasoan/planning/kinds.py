"""The words of the plan: what may be wanted of an event, how far it is, what was done to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Coverage(models.TextChoices):
    """What the newsroom wants of an event; several may be wanted of one."""

    BRIEF = "brief", _("a brief")
    FEATURE = "feature", _("a feature")
    PHOTO = "photo", _("photos")
    VIDEO = "video", _("video")


class EventStatus(models.TextChoices):
    """How far an event is; derived, never stored (decision 0020)."""

    PLANNED = "planned", _("expected")
    ASSIGNED = "assigned", _("assigned")
    IN_WORK = "in_work", _("being written about")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class EventChangeKind(models.TextChoices):
    """What was done to an event: one line of its history."""

    PLANNED = "planned", _("Entered")
    COPIED = "copied", _("Entered as a copy")
    CHANGED = "changed", _("Changed")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Released from the assignment")
    BEGUN = "begun", _("Story begun")
    SETTLED = "settled", _("Marked as done")
    CANCELLED = "cancelled", _("Cancelled")
    REOPENED = "reopened", _("Opened again")


class Timeliness(models.TextChoices):
    """How a story or an assignment stands to the hour by which it is wanted."""

    NO_LIMIT = "no_limit", ""
    AHEAD = "ahead", _("still in time")
    ON_TIME = "on_time", _("sent in time")
    LATE = "late", _("sent late")
    OVERDUE = "overdue", _("overdue")
