"""How long each agency keeps what is personal, and what the runs of the clean-up removed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.retention.registry import Age, AgeUnit

CODE_LENGTH = 60


class RetentionAge(models.Model):
    """From a day on an agency keeps the things of a rule this long; the latest row holds.

    Never edited: another age is another row, so that it can be said by which age something went.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=CODE_LENGTH)
    number = models.PositiveSmallIntegerField(_("age"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("counted in"), max_length=6, choices=AgeUnit)
    from_on = models.DateField(_("from"))
    #: By which decision; empty for what the agency began with.
    document = models.CharField(_("decision"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("age of a retention rule")
        verbose_name_plural = _("ages of retention rules")
        default_permissions = ()
        ordering = ["rule", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "rule", "from_on"], name="one_retention_age_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="retention_keeps_a_day_at_least"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.age}"

    @property
    def age(self) -> Age:
        """The age as the rules count with it."""
        return Age(self.number, AgeUnit(self.unit))


class RetentionRun(models.Model):
    """One clean-up of one agency. `started_by` is empty for the clock."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("clean-up by age")
        verbose_name_plural = _("clean-ups by age")
        default_permissions = ()
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["agency", "-started_at"], name="retention_run_list")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class RetentionResult(models.Model):
    """What one rule removed in a run: numbers and kinds, never content.

    `before` is the moment before which things had to go. `failure` is the kind of error that
    stopped the rule; what it had removed until then is gone, and not counted.
    """

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="results")
    rule = models.CharField(max_length=CODE_LENGTH)
    number = models.PositiveIntegerField(_("removed"))
    before = models.DateTimeField(_("from before"))
    age_number = models.PositiveSmallIntegerField()
    age_unit = models.CharField(max_length=6, choices=AgeUnit)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    failure = models.CharField(_("failure"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("result of a retention rule")
        verbose_name_plural = _("results of retention rules")
        default_permissions = ()
        ordering = ["rule"]
        constraints = [
            models.UniqueConstraint(fields=["run", "rule"], name="one_result_a_rule_and_run")
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.number}"

    @property
    def age(self) -> Age:
        """The age that held on the day of the run."""
        return Age(self.age_number, AgeUnit(self.age_unit))
