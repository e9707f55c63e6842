"""Committed changes, for every process and machine that keeps pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Invalidation(models.Model):
    """The cache tags that one transaction made stale.

    `number` is the transaction on PostgreSQL and stays 0 on SQLite, where the row's own number
    does (see `page_cache.sources`).
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
