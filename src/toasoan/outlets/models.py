"""Where stories go next: other people's sites, papers and programmes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Characters of a headline or an address seen elsewhere.
TEXT_LENGTH = 300


class OutletKind(models.TextChoices):
    NATIONAL_SITE = "national_site", _("the sector's national site")
    SECTOR_NEWSPAPER = "sector_newspaper", _("the sector's newspaper")
    PROVINCIAL_NEWSPAPER = "provincial_newspaper", _("the provincial newspaper")
    BROADCASTER = "broadcaster", _("radio and television")
    MAGAZINE = "magazine", _("magazine")
    OTHER = "other", _("other")


class Outlet(models.Model):
    """Somebody else's site, paper or programme. Reports name it by its code."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="outlets")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OutletKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="outlet_code_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """One story sent once to one outlet, with exactly what was sent."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="dispatches")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="dispatches")
    edition_number = models.PositiveIntegerField(_("edition"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    payload = models.JSONField(_("what was sent"))

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.outlet}"


class Placement(models.Model):
    """The outlet used a story: on which day, under which headline, where to see it."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="placements")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="placements")
    dispatch = models.ForeignKey(
        Dispatch, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    placed_on = models.DateField(_("used on"))
    headline = models.CharField(_("headline there"), max_length=TEXT_LENGTH)
    address = models.CharField(_("address or page"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["-placed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "outlet", "placed_on"], name="placed_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.headline} · {self.outlet}"


class Clipping(models.Model):
    """What others wrote about us without a dispatch."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="clippings")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="clippings")
    headline = models.CharField(_("headline"), max_length=TEXT_LENGTH)
    published_on = models.DateField(_("published on"))
    address = models.CharField(_("address or page"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("clipping")
        verbose_name_plural = _("clippings")
        ordering = ["-published_on"]

    def __str__(self) -> str:
        return self.headline
