"""What the public does: numbers only, nothing about anybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DayCount(models.Model):
    """How often something was looked at or fetched on a day in Việt Nam; kept for ever.

    `kind` and `object_id` are the two halves of a name of `audience.names`. The kind "visit" has
    no object: its number is that of the agency's site.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("object"), default=0)
    day = models.DateField(_("day"))
    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of a day")
        verbose_name_plural = _("counts of days")
        ordering = ["day"]
        constraints = [
            # In this order it serves the sum of one object, too.
            models.UniqueConstraint(
                fields=["kind", "object_id", "agency", "day"], name="counted_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["agency", "day", "kind"], name="counts_of_a_period")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} {self.day}: {self.number}"


class HourCount(models.Model):
    """The same by the hour; removed after a month (`audience.retention`)."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("object"), default=0)
    hour = models.DateTimeField(_("hour"))
    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of an hour")
        verbose_name_plural = _("counts of hours")
        ordering = ["hour"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "agency", "hour"], name="counted_once_an_hour"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "hour", "kind"], name="counts_of_hours"),
            models.Index(fields=["hour"], name="hours_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} {self.hour}: {self.number}"


class WordsKind(models.TextChoices):
    """What words and hosts tell."""

    REFERRER = "referrer", _("site that links here")
    LED_HERE = "led", _("words that led here from a search engine")
    SEARCHED = "searched", _("words typed into the site's own search")


class DayWords(models.Model):
    """How many visits came from a site, or how often words were searched for, on a day."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=WordsKind.choices)
    day = models.DateField(_("day"))
    #: Without marks, in lower case: two spellings of the same words are counted together.
    folded = models.CharField(_("words without marks"), max_length=100)
    #: As somebody first wrote them on that day.
    words = models.CharField(_("words"), max_length=100)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("words of a day")
        verbose_name_plural = _("words of days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "kind", "folded"], name="words_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.day}: {self.number}"


class WrittenBatch(models.Model):
    """Up to which batch the counts of a web process are in the tables: none is added twice."""

    source = models.UUIDField(_("web process"), unique=True)
    number = models.PositiveBigIntegerField(_("last batch"))
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("written counts")
        verbose_name_plural = _("written counts")

    def __str__(self) -> str:
        return f"{self.source}: {self.number}"


class CountingRules(models.Model):
    """What an agency said about its counting. Never changed: the newest row is in force."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    visits_before = models.PositiveBigIntegerField(
        _("visits counted by the earlier site"), default=0
    )
    views_before = models.PositiveBigIntegerField(
        _("page views counted by the earlier site"), default=0
    )
    moved_on = models.DateField(_("counted there until"), null=True, blank=True)
    keeps_referrers = models.BooleanField(_("count which sites link here"), default=True)
    keeps_words = models.BooleanField(_("count search words"), default=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("rules of counting")
        verbose_name_plural = _("rules of counting")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visits_before=0, views_before=0)
                | models.Q(moved_on__isnull=False),
                name="earlier_totals_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.visits_before}"
