"""Work schedules by the week. No line that readers saw is deleted: it is called off."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toasoan.media.storage import private_storage
from toasoan.schedules.kinds import (
    CALLED_OFF,
    ChangeKind,
    DayPart,
    LineKind,
    LineState,
    ScheduleState,
)
from toasoan.vietnamese.dates import short_date

#: Django counts the days of the week from Sunday, 1.
_MONDAY = 2
#: The longest name of a place or a chair.
NAME_LENGTH = 300


class Room(models.Model):
    """A room in which the agency meets. One that is no longer used stays, closed."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("room"), max_length=100)
    #: The name without marks: one room is not entered twice.
    folded_name = models.CharField(max_length=100, editable=False)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("meeting room")
        verbose_name_plural = _("meeting rooms")
        default_permissions = ()
        ordering = ["folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "folded_name"], name="room_is_entered_once")
        ]

    def __str__(self) -> str:
        return self.name


class ScheduleSettings(models.Model):
    """How an agency makes its schedules: reminder, symbol of the number, who signs."""

    agency = models.OneToOneField("units.Agency", on_delete=models.PROTECT, related_name="+")
    #: Day on which the office is reminded of next week, Monday 0; empty: it is not reminded.
    reminder_weekday = models.PositiveSmallIntegerField(null=True, default=3)
    symbol = models.CharField(_("symbol of the number"), max_length=20, default="LLV")
    #: Who signs the printed sheet: "KT. VIỆN TRƯỞNG", "CHÁNH VĂN PHÒNG", a name.
    authority = models.CharField(_("signs for"), max_length=100, blank=True)
    post = models.CharField(_("post of the signer"), max_length=100, blank=True)
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    #: One line for each recipient.
    recipients = models.TextField(_("recipients"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("settings of work schedules")
        verbose_name_plural = _("settings of work schedules")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(reminder_weekday__isnull=True) | Q(reminder_weekday__lte=6),
                name="schedule_reminder_is_a_weekday",
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)


class CitizensRule(models.Model):
    """By which law citizens are received, from when to when, on how many days a month at least.

    A rule whose first day nobody has entered is not in force.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("legal basis"), max_length=200)
    days_a_month = models.PositiveSmallIntegerField(_("days a month at least"), default=1)
    from_on = models.DateField(_("in force from"), null=True, blank=True)
    to_on = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule about receiving citizens")
        verbose_name_plural = _("rules about receiving citizens")
        default_permissions = ()
        ordering = [F("from_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "basis"], name="citizens_rule_once"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="citizens_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.basis


class WeekSchedule(models.Model):
    """The schedule of an agency for the week that begins on `monday`.

    `number` is typed or taken from a file, for example "49/LLV"; it is not the number of the week.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    monday = models.DateField(_("Monday of the week"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    note = models.CharField(_("note for readers"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ScheduleState, default=ScheduleState.OPEN
    )
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    #: When the office was reminded that it is missing; once for a week.
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("work schedule")
        verbose_name_plural = _("work schedules")
        default_permissions = ()
        ordering = ["-monday", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "monday"], name="one_schedule_a_week"),
            models.CheckConstraint(
                condition=Q(monday__week_day=_MONDAY), name="schedule_begins_on_monday"
            ),
            models.CheckConstraint(
                condition=~Q(state=ScheduleState.PUBLISHED)
                | Q(published_at__isnull=False, approved_by__isnull=False),
                name="published_schedule_has_an_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {short_date(self.monday)}".strip()

    def get_absolute_url(self) -> str:
        """`/lich-lam-viec/2024-11-11/`."""
        return reverse("portal:schedule_week", args=[self.monday.isoformat()])

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return self.state == ScheduleState.PUBLISHED


class ScheduleFile(models.Model):
    """A schedule that came as a plain file; handed out byte for byte as it was given."""

    schedule = models.ForeignKey(WeekSchedule, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("name of the file"), max_length=200)
    kept = models.FileField(upload_to="schedules/", storage=private_storage, editable=False)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file of a schedule")
        verbose_name_plural = _("files of schedules")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule"],
                condition=Q(removed_at__isnull=True),
                name="schedule_has_one_file",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScheduleLine(models.Model):
    """One line of a week. Only `schedules.actions` writes here.

    `as_published` holds what the line said when the schedule was published last
    (`rules.snapshot`), None for a line that was not part of it: late changes are marked against it.
    `uid` and `version` are what calendars know the line by.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    schedule = models.ForeignKey(WeekSchedule, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind, default=LineKind.WORK)
    day = models.DateField(_("day"))
    part = models.CharField(_("part of the day"), max_length=10, choices=DayPart)
    starts = models.TimeField(_("from"), null=True)
    ends = models.TimeField(_("to"), null=True)
    content = models.TextField(_("content"), max_length=1000, blank=True)
    chair = models.CharField(_("chair"), max_length=NAME_LENGTH, blank=True)
    attendants = models.TextField(_("attendants"), max_length=1000, blank=True)
    room = models.ForeignKey(
        Room, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("meeting room")
    )
    place = models.CharField(_("other place"), max_length=NAME_LENGTH, blank=True)
    preparation = models.CharField(_("prepared by"), max_length=NAME_LENGTH, blank=True)
    follow_up = models.CharField(_("followed by"), max_length=NAME_LENGTH, blank=True)
    notes = models.CharField(_("notes"), max_length=500, blank=True)
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(_("public"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=LineState, default=LineState.REGISTERED
    )
    #: Why it was not approved, put off or called off.
    reason = models.CharField(max_length=500, blank=True)
    as_published = models.JSONField(null=True)
    #: Readers have seen it: from then on it is called off, never removed.
    was_shown = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    #: Taken back before readers saw it.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of a schedule")
        verbose_name_plural = _("lines of schedules")
        default_permissions = ()
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="schedule_line_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state=LineState.REFUSED) | ~Q(reason=""),
                name="refused_line_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["schedule", "day"],
                condition=Q(removed_at__isnull=True),
                name="schedule_line_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the line is about; a duty or a day for citizens may have no words of its own."""
        return self.content or str(LineKind(self.kind).label)

    @property
    def is_shown(self) -> bool:
        """Whether readers see it as soon as its schedule is published."""
        if not self.is_public or self.removed_at is not None:
            return False
        return self.state == LineState.APPROVED or (self.state in CALLED_OFF and self.was_shown)

    @property
    def place_shown(self) -> str:
        """The room and what was typed beside it. Asks for the room unless it was selected."""
        return ", ".join(filter(None, (self.room.name if self.room else "", self.place)))


class ScheduleChange(models.Model):
    """One line of a schedule's history; `detail` maps a field to old and new words."""

    schedule = models.ForeignKey(WeekSchedule, on_delete=models.PROTECT, related_name="changes")
    line = models.ForeignKey(
        ScheduleLine, null=True, on_delete=models.PROTECT, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=ChangeKind)
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)
    #: Made while readers saw the schedule.
    is_late = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change of a schedule")
        verbose_name_plural = _("changes of schedules")
        default_permissions = ()
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["schedule", "happened_at"], name="schedule_history")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"
