"""How an agency's site presents itself: colour, emblem, facts of the footer, menus."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.site_settings.colours import FIRST_COLOUR


class Look(models.Model):
    """The look of an agency's site, and the facts that `units.Agency` does not have.

    An agency without a row looks as the style sheet was drawn.
    """

    agency = models.OneToOneField("units.Agency", on_delete=models.PROTECT, related_name="look")
    colour = models.CharField(_("main colour"), max_length=7, default=FIRST_COLOUR)
    emblem = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("emblem"),
    )
    #: For links to pages without a photo; none: emblem and name are drawn.
    share_picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("picture for shared links"),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    opening_hours = models.CharField(_("hours for visitors"), max_length=200, blank=True)
    map_link = models.URLField(_("map"), max_length=500, blank=True)
    facebook = models.URLField("Facebook", blank=True)
    zalo = models.URLField("Zalo", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    #: Stands in security.txt; the agency's own e-mail when it is empty.
    security_email = models.EmailField(_("e-mail for reports of weaknesses"), blank=True)
    english_on = models.BooleanField(_("English pages"), default=False)
    english_name = models.CharField(_("name in English"), max_length=200, blank=True)
    english_parent_name = models.CharField(
        _("parent agency in English"), max_length=200, blank=True
    )
    english_slogan = models.CharField(_("slogan in English"), max_length=200, blank=True)
    english_address = models.CharField(_("address in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("look of a site")
        verbose_name_plural = _("looks of sites")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def social_links(self) -> tuple[tuple[str, str], ...]:
        """Name and address of each channel the agency has."""
        named = (("Facebook", self.facebook), ("Zalo", self.zalo), ("YouTube", self.youtube))
        return tuple((name, address) for name, address in named if address)


class FirstSteps(models.Model):
    """What a new agency has to do before its first story; the rest is told by its own tables.

    Only `toasoan init` writes such a row: an agency without one is not asked to do anything.
    """

    agency = models.OneToOneField(
        "units.Agency", on_delete=models.PROTECT, related_name="first_steps"
    )
    mail_tested_at = models.DateTimeField(_("test letter sent"), null=True, blank=True)
    backed_up_at = models.DateTimeField(_("first backup"), null=True, blank=True)
    #: From then on the inbox is the first screen; the menu still leads to the list.
    put_aside_at = models.DateTimeField(_("put aside"), null=True, blank=True)
    #: Everything was done.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("first steps of an agency")
        verbose_name_plural = _("first steps of agencies")

    def __str__(self) -> str:
        return str(self.agency)


class BackupRun(models.Model):
    """One attempt at a backup of this installation: when, and why it failed."""

    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"))
    #: A sentence; empty when the backup is whole.
    failure = models.TextField(_("why it failed"), blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-ended_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"


class UnitContact(models.Model):
    """Address, telephone and e-mail of a unit; its name and days are in `units`."""

    unit = models.OneToOneField("units.Unit", on_delete=models.PROTECT, related_name="contact")
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("contact of a unit")
        verbose_name_plural = _("contacts of units")

    def __str__(self) -> str:
        return str(self.unit)


class Leader(models.Model):
    """Somebody of the agency's leadership, as the site shows them from a day to a day.

    A post is a row: who gets another one stands in two rows. The row stays when it has ended.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="leaders")
    name = models.CharField(_("full name"), max_length=100)
    post = models.CharField(_("post"), max_length=150)
    portrait = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("portrait"),
    )
    duties = models.TextField(_("duties"), blank=True, max_length=1000)
    receives = models.CharField(_("days for citizens"), max_length=200, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("leader of the agency")
        verbose_name_plural = _("leaders of the agency")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="leader_ends_after_beginning",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MenuPlace(models.TextChoices):
    """The place of an entry: main menu or footer."""

    MENU = "menu", _("main menu")
    FOOTER = "footer", _("footer")
    #: Other systems that the agency works with, each with its emblem.
    LINKS = "links", _("linked software")


class Entry(models.Model):
    """A line of the main menu or the footer, with at most one level beneath it.

    It leads to a section, to a page of the site or to an address. In the footer the entries
    above are the titles of columns and lead nowhere; in the main menu they may be groups.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, choices=MenuPlace)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    label = models.CharField(_("words to show"), max_length=60, blank=True)
    section = models.ForeignKey(
        "stories.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A page that is deleted leaves no line behind that leads nowhere.
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    #: Of linked software only.
    emblem = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("emblem"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("line of a menu")
        verbose_name_plural = _("lines of menus")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=True, page__isnull=True)
                | Q(section__isnull=True, address="")
                | Q(page__isnull=True, address=""),
                name="menu_line_leads_to_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.section or self.page or self.address)


class Maintenance(models.Model):
    """A time during which the site may not answer, announced beforehand."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("what is done"), max_length=200)
    urgent_reason = models.CharField(_("why it cannot wait"), max_length=200, blank=True)
    announced_at = models.DateTimeField(_("announced"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)

    class Meta:
        verbose_name = _("maintenance")
        verbose_name_plural = _("maintenance")
        ordering = ["-begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="maintenance_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Abbreviation(models.Model):
    """A short form and what it stands for: readers who search for one find the other too."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    short = models.CharField(_("abbreviation"), max_length=20)
    long = models.CharField(_("in full"), max_length=120)

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short", "long"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "short", "long"], name="an_abbreviation_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.short} – {self.long}"
