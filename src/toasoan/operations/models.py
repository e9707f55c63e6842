"""When scheduled work is due, and when the background worker was last seen."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledJobQuerySet(models.QuerySet["ScheduledJob"]):
    """Scheduled work in words of the trade."""

    def due(self, now: datetime) -> "ScheduledJobQuerySet":
        """Return the work whose time has come."""
        return self.filter(due_at__lte=now)


class ScheduledJob(models.Model):
    """One line of ``TOASOAN_SCHEDULE``: when it runs next, when it ran, why it failed."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    due_at = models.DateTimeField(_("due"))
    last_run_at = models.DateTimeField(_("last run"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = ScheduledJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """The last sign of life of a background worker, four of them a minute."""

    #: A worker that is silent for longer than this is taken for dead: others take up its tasks.
    DEAD_AFTER = timedelta(seconds=120)

    worker = models.CharField(_("worker"), max_length=64, primary_key=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.worker
