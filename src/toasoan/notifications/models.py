"""Who was told what when, what people chose, and the office's days and limits."""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.notifications.kinds import GROUP_OF, Group, How, NotificationKind


class MailState(models.TextChoices):
    """How far the mail about a notification has come."""

    WAITING = "waiting", _("mail waiting to be sent")
    SENDING = "sending", _("mail being sent")
    SENT = "sent", _("mail sent")
    FAILED = "failed", _("mail not delivered")
    NOT_WANTED = "not_wanted", _("no mail wanted")
    NO_ADDRESS = "no_address", _("no mail address")
    NOT_NEEDED = "not_needed", _("no longer needed when the mail went")


class Notification(models.Model):
    """One thing told to one person: a line of their list, the state of its mail, and the log.

    Kept as long as the agency says (room `retention`). `key` names the event, so that the same
    event is told to a person once however often it is reported. `title` is the headline of that
    moment; whoever shows it asks first whether the person may see the story.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notifications",
        verbose_name=_("told to"),
    )
    agency = models.ForeignKey(
        "units.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NotificationKind)
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("about"), max_length=200, blank=True)
    path = models.CharField(_("address"), max_length=200, blank=True)
    extra = models.CharField(_("one more sentence"), max_length=300, blank=True)
    #: What the actor wrote with a step: why a story came back.
    note = models.TextField(_("note"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=120)
    notified_at = models.DateTimeField(_("notified at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    mail = models.CharField(_("mail"), max_length=12, choices=MailState)
    mail_in_digest = models.BooleanField(default=False)
    #: Mail to one person under the same name leaves as one letter; empty: a letter of its own.
    mail_together = models.CharField(max_length=80, blank=True)
    mail_due_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_sent_at = models.DateTimeField(_("sent at"), null=True)
    mail_failure = models.CharField(_("why not"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        default_permissions = ()
        ordering = ["-notified_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notification_made_once")
        ]
        indexes = [
            models.Index(fields=["recipient", "-notified_at", "-id"], name="notification_list"),
            models.Index(fields=["agency", "-notified_at", "-id"], name="notification_log"),
            models.Index(fields=["story", "-notified_at"], name="notification_story"),
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"
            ),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail__in=("waiting", "sending")),
                name="notification_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.notified_at:%Y-%m-%d %H:%M}"

    @property
    def group(self) -> Group:
        """The group under which the person chooses mail for this kind."""
        return GROUP_OF[NotificationKind(self.kind)]


class MailChoice(models.Model):
    """How a person wants mail about a group; without a row, at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notification_choices"
    )
    group = models.CharField(max_length=12, choices=Group)
    how = models.CharField(max_length=10, choices=How, default=How.AT_ONCE)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"], name="one_notification_choice_per_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.how}"


class OfficeHours(models.Model):
    """When the agency works, from a day on: two spells of the day, Monday to Friday."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    morning_from = models.TimeField(_("morning from"), default=dt.time(7, 30))
    morning_to = models.TimeField(_("morning to"), default=dt.time(11, 30))
    afternoon_from = models.TimeField(_("afternoon from"), default=dt.time(13, 30))
    afternoon_to = models.TimeField(_("afternoon to"), default=dt.time(17, 0))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        default_permissions = ()
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "from_on"], name="one_office_hours_per_day"),
            models.CheckConstraint(
                condition=Q(morning_from__lt=F("morning_to"))
                & Q(morning_to__lte=F("afternoon_from"))
                & Q(afternoon_from__lt=F("afternoon_to")),
                name="office_hours_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}: {self.morning_from:%H:%M}–{self.afternoon_to:%H:%M}"


class DayKind(models.TextChoices):
    OFF = "off", _("day off")
    WORKING = "working", _("working day in exchange")


class Holiday(models.Model):
    """Days on which the agency does not work, or works although it is a weekend."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=DayKind, default=DayKind.OFF)
    name = models.CharField(_("name"), max_length=120)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    decision = models.CharField(_("by which law or decision"), max_length=200, blank=True)
    is_expected = models.BooleanField(
        _("not decided yet"),
        default=False,
        help_text=_("Counted already; look again when the announcement is out."),
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        default_permissions = ()
        ordering = ["first_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "first_on", "name"], name="holiday_is_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="holiday_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_on:%d/%m/%Y}"


class StepLimit(models.Model):
    """How long a story may wait at a step, in working hours, before somebody is reminded.

    The status "published" stands for urgent publications that owe a confirmation, "draft" for
    stories that came back. `second_hours` counts from the same beginning.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("step"), max_length=20)
    first_hours = models.PositiveSmallIntegerField(
        _("first reminder after"), validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    second_hours = models.PositiveSmallIntegerField(
        _("second reminder after"), validators=[MinValueValidator(1), MaxValueValidator(400)]
    )

    class Meta:
        verbose_name = _("limit of a step")
        verbose_name_plural = _("limits of steps")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["agency", "status"], name="one_limit_per_step"),
            models.CheckConstraint(
                condition=Q(second_hours__gt=F("first_hours")),
                name="second_reminder_follows_the_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status}: {self.first_hours}/{self.second_hours}"


class Reminder(models.Model):
    """That people were reminded of a story at a step: once per beginning and level."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    since = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["story", "status", "since", "level"], name="reminder_once_per_limit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.status} {self.level}"
