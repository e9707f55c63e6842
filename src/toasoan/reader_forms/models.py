"""What is remembered about senders: numbers under keys that are forgotten, nothing else."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.reader_forms.puzzle import LEAST_DIFFICULTY, MOST_DIFFICULTY, USUAL_DIFFICULTY


class DayKey(models.Model):
    """The random key of a day in Việt Nam; once it is destroyed its hashes say nothing."""

    day = models.DateField(unique=True)
    secret = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("key of a day")
        verbose_name_plural = _("keys of days")

    def __str__(self) -> str:
        return str(self.day)


class SentCount(models.Model):
    """How often one network sent one form within a time; the key is a hash of the two."""

    key = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    #: From when on it counts anew.
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of sent forms")
        verbose_name_plural = _("counts of sent forms")

    def __str__(self) -> str:
        return self.key[:12]


class UsedForm(models.Model):
    """A form that was sent and taken: it is taken once. The key is a hash of its own number."""

    key = models.CharField(max_length=64, unique=True)
    forget_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("used form")
        verbose_name_plural = _("used forms")

    def __str__(self) -> str:
        return self.key[:12]


class FormSettings(models.Model):
    """What a site asks of whoever sends a form; without a row, no sum."""

    site = models.OneToOneField("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    asks_sum = models.BooleanField(_("the browser does a sum before it sends"), default=False)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty of the sum"),
        default=USUAL_DIFFICULTY,
        validators=[MinValueValidator(LEAST_DIFFICULTY), MaxValueValidator(MOST_DIFFICULTY)],
    )

    class Meta:
        verbose_name = _("settings of forms of readers")
        verbose_name_plural = _("settings of forms of readers")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.site_id)
