"""What units and people owe in a period, who is let off, and who was reminded."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import Annullable, DatedQuerySet

MOST = 999


class Cycle(models.TextChoices):
    """How often the number is owed."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


class Counted(models.TextChoices):
    """What counts towards a quota: codes of measures (`figures.measures`)."""

    RECEIVED = "received", _("received by the province")
    PUBLISHED = "published", _("published on the site")
    PLACED = "placed", _("used by outlets")


class ExemptionReason(models.TextChoices):
    STAFF = "staff", _("shortage of staff")
    MERGER = "merger", _("merger or reorganisation")
    LEAVE = "leave", _("leave, study or secondment")
    OTHER = "other", _("another reason")


class Quota(Annullable):
    """A required number with the months in which it holds. Never edited: a change is a new row.

    Without `unit` and `person` it holds for each unit, except those that have a row of their own
    for the same thing (decision 0044). `genres` are codes of `stories.models.Genre`, empty for
    all of them. The days are the first of a month and the last of one.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    genres = models.JSONField(_("genres"), default=list, blank=True)
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    cycle = models.CharField(_("in every"), max_length=10, choices=Cycle, default=Cycle.MONTH)
    is_sector_year = models.BooleanField(_("by the sector's year"), default=False)
    counts = models.CharField(
        _("what is counted"), max_length=10, choices=Counted, default=Counted.PUBLISHED
    )
    document = models.CharField(_("document"), max_length=200)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("entered at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        default_permissions = ()
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="quota_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(person__isnull=True),
                name="quota_is_of_a_unit_or_of_a_person",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="quota_asks_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.cycle} {self.from_on:%d/%m/%Y}"


class Exemption(Annullable):
    """A unit or a person owes nothing in the months that these days touch, and why."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=10, choices=ExemptionReason)
    words = models.CharField(_("in words"), max_length=300)
    decided_by = models.CharField(_("decided by"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        default_permissions = ()
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="exemption_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="exemption_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.person} {self.from_on:%d/%m/%Y}"


class ReminderDays(models.Model):
    """How many days before the end of a period an agency reminds, first and second; 0 is never."""

    agency = models.OneToOneField("units.Agency", on_delete=models.PROTECT, related_name="+")
    first_days = models.PositiveSmallIntegerField(
        _("first reminder, days before the end"), validators=[MaxValueValidator(90)]
    )
    second_days = models.PositiveSmallIntegerField(
        _("second reminder, days before the end"), validators=[MaxValueValidator(90)]
    )

    class Meta:
        verbose_name = _("days of reminding")
        verbose_name_plural = _("days of reminding")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.first_days}, {self.second_days}"


class QuotaReminder(models.Model):
    """A reminder that was sent, so that none goes out twice."""

    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_on = models.DateField()
    last_on = models.DateField()
    level = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder of a quota")
        verbose_name_plural = _("reminders of quotas")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first_on", "last_on", "level"],
                condition=Q(unit__isnull=False),
                name="quota_unit_reminded_once",
            ),
            models.UniqueConstraint(
                fields=["person", "first_on", "last_on", "level"],
                condition=Q(person__isnull=False),
                name="quota_person_reminded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.person} {self.last_on:%d/%m/%Y} {self.level}"
