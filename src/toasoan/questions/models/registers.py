"""What an agency keeps about questions: fields, places, reasons, clocks with dates."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.questions.kinds import DayCount, LetterKind, QuestionKind, ReasonUse

_MOST_DAYS = 400


class Field(models.Model):
    """A field that questions are sorted by; `unit` is proposed when one is assigned."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("field"), max_length=120)
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("field of questions")
        verbose_name_plural = _("fields of questions")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="question_field_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where people are told to go with what is not this agency's; `takes` letters of a kind."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("place"), max_length=200)
    about = models.CharField(_("for what"), max_length=300)
    contact = models.CharField(_("address, phone or website"), max_length=300, blank=True)
    takes = models.CharField(_("takes"), max_length=12, choices=LetterKind, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("place to go to")
        verbose_name_plural = _("places to go to")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="question_place_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class QuestionReason(models.Model):
    """A reason that people choose when something is given back, extended or not dealt with."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    use = models.CharField(_("chosen when"), max_length=12, choices=ReasonUse)
    label = models.CharField(_("reason"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason about questions")
        verbose_name_plural = _("reasons about questions")
        default_permissions = ()
        ordering = ["use", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "use", "label"], name="question_reason_entered_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Clock(models.Model):
    """How long the agency has for a kind, from a day of reception on.

    `days` is for the answer; without it the kind has no deadline. `more_days`, where set, is added
    when the clerk announces within `days` that the matter is complex. `extension_days` is the
    most that one extension adds; none without it.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    from_on = models.DateField(_("for what is received from"))
    days = models.PositiveSmallIntegerField(
        _("days for the answer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_DAYS)],
    )
    day_count = models.CharField(_("counted in"), max_length=8, choices=DayCount)
    more_days = models.PositiveSmallIntegerField(
        _("further days for a complex matter"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_DAYS)],
    )
    more_day_count = models.CharField(
        _("further days counted in"), max_length=8, choices=DayCount, default=DayCount.WORKING
    )
    extension_days = models.PositiveSmallIntegerField(
        _("days of an extension at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_DAYS)],
    )
    basis = models.CharField(_("according to"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("deadline of a kind of question")
        verbose_name_plural = _("deadlines of kinds of questions")
        default_permissions = ()
        ordering = ["kind", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "from_on"], name="one_question_clock_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on:%d/%m/%Y}: {self.days}"
