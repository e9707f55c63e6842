"""What will happen and who covers it. Nothing is deleted: events are cancelled with a reason."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.planning.kinds import Coverage, EventChangeKind


class ExpectedEvent(models.Model):
    """An event that the newsroom expects. Only `planning.actions` writes here.

    `starts_at` and `ends_at` are moments, the end excluded; both are the same when nobody has
    said how long it lasts. An all-day event runs from midnight to midnight in Việt Nam.
    `uid` and `version` are what calendars know the event by.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    units = models.ManyToManyField("units.Unit", related_name="+", verbose_name=_("units"))
    title = models.CharField(_("event"), max_length=200)
    place = models.CharField(_("place"), max_length=200, blank=True)
    about = models.TextField(_("content"), max_length=2000, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    all_day = models.BooleanField(_("all day"), default=False)
    wants_brief = models.BooleanField(default=False)
    wants_feature = models.BooleanField(default=False)
    wants_photo = models.BooleanField(default=False)
    wants_video = models.BooleanField(default=False)
    due_at = models.DateTimeField(_("to be sent by"), null=True)
    directive = models.CharField(_("according to"), max_length=200, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    #: Whether the desk entered it; then only the desk changes what stands in it.
    from_desk = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    #: Somebody said that nothing more is to be done, whatever the stories say.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("expected event")
        verbose_name_plural = _("expected events")
        default_permissions = ()
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="event_is_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "starts_at"], name="event_agency_starts"),
            models.Index(
                fields=["due_at"],
                condition=Q(cancelled_at__isnull=True, settled_at__isnull=True),
                name="event_due",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """What is wanted of the event."""
        return tuple(kind for kind in Coverage if getattr(self, f"wants_{kind}"))


class Assignment(models.Model):
    """A person who is to cover an event; `unit` is empty for people of the desk."""

    event = models.ForeignKey(ExpectedEvent, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("part of the work"), max_length=120, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    #: When the person was told that the hour had passed; once for each hour.
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions = ()
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(released_at__isnull=True),
                name="person_is_assigned_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(released_at__isnull=True),
                name="assignment_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.event}"


class PlannedStory(models.Model):
    """A story that was begun from an event, and what of the event it is to cover."""

    story = models.OneToOneField(
        "stories.Story", on_delete=models.PROTECT, primary_key=True, related_name="planned"
    )
    event = models.ForeignKey(ExpectedEvent, on_delete=models.PROTECT, related_name="stories")
    coverage = models.CharField(_("coverage"), max_length=10, choices=Coverage)

    class Meta:
        verbose_name = _("planned story")
        verbose_name_plural = _("planned stories")
        default_permissions = ()
        ordering = ["story"]

    def __str__(self) -> str:
        return f"{self.event}: {self.coverage}"


class EventChange(models.Model):
    """One line of an event's history: who did what when; `detail` maps a field to old and new.

    `unit` is named where the line is about one unit's people only; other units do not see it.
    """

    event = models.ForeignKey(ExpectedEvent, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=EventChangeKind)
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        default_permissions = ()
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["event", "happened_at"], name="event_history")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"


class CalendarFeed(models.Model):
    """A secret address of a person's calendar; the database knows only the token's hash.

    `window_from` and `reads` count the readings of the current quarter of an hour.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    window_from = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="person_has_one_calendar_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.made_at:%Y-%m-%d}"
