"""Committed changes, for every process and machine that keeps pages; announced maintenance."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """What one transaction changed on public pages, in words of those who made the pages.

    `number` is the transaction on PostgreSQL and stays 0 on SQLite, where the row's own number
    does (see `delivery.sources`).
    """

    number = models.BigIntegerField(_("number"), default=0, db_index=True)
    tags = models.TextField(_("tags"))
    withdrawn = models.BooleanField(_("taken from the public"), default=False)
    made_at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        verbose_name = _("change of public pages")
        verbose_name_plural = _("changes of public pages")

    def __str__(self) -> str:
        return f"{self.pk} {self.tags}"


class Maintenance(models.Model):
    """A time during which the site may not answer, announced beforehand."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("what is done"), max_length=200)
    urgent_reason = models.CharField(_("why it cannot wait"), max_length=200, blank=True)
    announced_at = models.DateTimeField(_("announced"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)

    class Meta:
        verbose_name = _("maintenance")
        verbose_name_plural = _("maintenance")
        ordering = ["-begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="maintenance_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.reason
