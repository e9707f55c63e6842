"""Keys with which programs of the sector read an agency's figures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FiguresKey(models.Model):
    """A key of one program; the database knows only its hash. Never deleted: it is revoked.

    `window_from` and `reads` count the readings of the current quarter of an hour.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("for which system"), max_length=120)
    key_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField(_("valid until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    window_from = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("key for figures")
        verbose_name_plural = _("keys for figures")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
