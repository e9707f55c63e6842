"""What the law says must be public, where it is, and how it stood when it was last looked at."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS, LONG_WORDS = 200, 500


def _agency() -> Any:
    return models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )


class Form(models.TextChoices):
    """In which form something is made public: Law 104/2016/QH13 Article 18.1."""

    SITE = "site", _("on this site")
    PRESS = "press", _("in the press")
    GAZETTE = "gazette", _("in the official gazette")
    POSTED = "posted", _("posted at the office")
    RECEPTION = "reception", _("when citizens are received, at press conferences")
    OTHER = "other", _("in another form")


class Renewal(models.TextChoices):
    """How often something has to be looked at again, at least."""

    ON_CHANGE = "", _("when something changes")
    WEEK = "week", pgettext_lazy("renewed", "every week")
    MONTH = "month", pgettext_lazy("renewed", "every month")
    QUARTER = "quarter", pgettext_lazy("renewed", "every quarter")
    HALF_YEAR = "half_year", pgettext_lazy("renewed", "every half-year")
    YEAR = "year", pgettext_lazy("renewed", "every year")


class State(models.TextChoices):
    """How it stands with something that must be public."""

    MISSING = "missing", _("missing")
    OVERDUE = "overdue", pgettext_lazy("public information", "overdue")
    OUT_OF_DATE = "out_of_date", _("to be renewed")
    PRESENT = "present", pgettext_lazy("public information", "public")
    NOT_HELD = "not_held", _("the agency has none")


class PublicItem(models.Model):
    """A line of the list of what must be public, in force from a day to a day.

    `code` names a line that came with the first data. `place_kind` and `place_key` say where it
    is (`disclosure.places`); `published_on` since when, where the place itself cannot tell.
    """

    agency = _agency()
    code = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("what is public"), max_length=LONG_WORDS)
    basis = models.CharField(_("legal basis"), max_length=LONG_WORDS)
    from_on = models.DateField(_("in force from"))
    to_on = models.DateField(_("in force until"), null=True, blank=True)
    forms = models.JSONField(_("form"), default=list)
    time_words = models.CharField(_("when it is made public"), max_length=WORDS)
    kept_words = models.CharField(_("how long it stays public"), max_length=WORDS)
    renewal = models.CharField(
        _("renewed"), max_length=10, choices=Renewal, default=Renewal.ON_CHANGE, blank=True
    )
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    responsible = models.CharField(_("who is responsible"), max_length=WORDS, blank=True)
    place_kind = models.CharField(_("where it is"), max_length=20, blank=True)
    place_key = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(_("public since"), null=True, blank=True)
    not_held_because = models.CharField(_("why the agency has none"), max_length=WORDS, blank=True)
    #: When somebody last said that what stands there is still right.
    reviewed_on = models.DateField(_("looked through on"), null=True, blank=True)
    #: What `disclosure.watching` found last, and since when it is so.
    state = models.CharField(max_length=12, choices=State, blank=True)
    state_since = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("line of public information")
        verbose_name_plural = _("lines of public information")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code", "from_on"],
                condition=~Q(code=""),
                name="public_item_of_the_first_data_once",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="public_item_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def form_labels(self) -> list[str]:
        """The forms in which it is made public, in words."""
        return [str(Form(form).label) for form in self.forms]

    def responsible_words(self) -> str:
        """Who is responsible: the unit, the post, or both."""
        parts = (self.unit.short_name if self.unit else "", self.responsible)
        return ", ".join(filter(None, parts))


class ContactPoint(models.Model):
    """Who takes in requests for information: Law 104/2016/QH13 Article 19.1 đ. Never edited."""

    agency = _agency()
    name = models.CharField(_("unit or person"), max_length=WORDS)
    post = models.CharField(_("post"), max_length=WORDS, blank=True)
    address = models.CharField(_("address"), max_length=WORDS)
    phone = models.CharField(_("phone"), max_length=40)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"))
    from_on = models.DateField(_("from"))
    entered_by = _person()
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("contact point for information requests")
        verbose_name_plural = _("contact points for information requests")
        default_permissions = ()
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "from_on"], name="one_contact_point_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class Deed(models.TextChoices):
    """What can be done to a line."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REVIEWED = "reviewed", _("looked through: still right")
    ENDED = "ended", _("taken off the list")


class ItemEntry(models.Model):
    """One dated line of what people did to a line of the list; `words` says what changed."""

    item = models.ForeignKey(PublicItem, on_delete=models.PROTECT, related_name="entries")
    deed = models.CharField(max_length=10, choices=Deed)
    at = models.DateTimeField(_("when"))
    by = _person()
    words = models.CharField(max_length=LONG_WORDS, blank=True)

    class Meta:
        verbose_name = _("entry about public information")
        verbose_name_plural = _("entries about public information")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d %H:%M}"
