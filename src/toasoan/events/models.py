"""What the agency announces to the public: an event, where it is, from when to when."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toasoan.vietnamese.fold import slugify


class PublicEvent(models.Model):
    """An event for everybody. Only `events.actions` writes here.

    `starts_at` and `ends_at` are moments, the end excluded; both are the same when nobody has
    said how long it lasts. An all-day event runs from midnight to midnight in Việt Nam.
    `uid` and `version` are what calendars know the event by; `planned_uid` is the expected event
    of the newsroom's plan that it was made from.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    planned_uid = models.UUIDField(null=True, unique=True, editable=False)
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    title = models.CharField(_("event"), max_length=200)
    place = models.CharField(_("place"), max_length=200, blank=True)
    about = models.TextField(_("content"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    all_day = models.BooleanField(_("all day"), default=False)
    is_published = models.BooleanField(_("shown on the site"), default=False)
    cancelled_at = models.DateTimeField(null=True)
    #: What readers are told about the cancellation; may be empty.
    cancel_note = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("public event")
        verbose_name_plural = _("public events")
        default_permissions = ()
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="public_event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancel_note=""),
                name="public_event_note_needs_a_cancellation",
            ),
        ]
        # Partial: only what is shown is listed for readers.
        indexes = [
            models.Index(
                fields=["agency", "-starts_at", "-id"],
                condition=Q(is_published=True),
                name="public_event_past",
            ),
            models.Index(
                fields=["agency", "ends_at"],
                condition=Q(is_published=True),
                name="public_event_coming",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """`/su-kien/<title>-<id>/`: the id decides, the words are for people."""
        return reverse("portal:event", args=[f"{slugify(self.title)}-{self.pk}"])
