"""Bodies with dates: agencies, units and what became of them, boards and who sits on them."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toasoan.vietnamese.collation import STORED_LENGTH, stored_key

code_validator = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use a–z, 0–9 and hyphens."))


class Agency(models.Model):
    """The owning institution: one site, one newsroom."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=200)
    parent_name = models.CharField(_("parent agency"), max_length=200, blank=True)
    slogan = models.CharField(_("slogan"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    responsible_person = models.CharField(_("responsible person"), max_length=200, blank=True)
    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.PROTECT, related_name="agency", verbose_name=_("site")
    )

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    DEPARTMENT = "department", _("department")
    DISTRICT = "district", _("district unit")
    REGION = "region", _("regional unit")


class UnitQuerySet(models.QuerySet["Unit"]):
    def open_on(self, day: dt.date) -> "UnitQuerySet":
        """Units that exist on the day; both borders belong to the unit."""
        return self.filter(opened_on__lte=day).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gte=day)
        )


class Unit(models.Model):
    """A body that sends stories. Never renamed in place, never deleted (decision 0007).

    `name` and `short_name` are the latest official names; `UnitName` keeps every name with
    the day from which it held.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    #: Within `order` units stand by their short names: "khu vực 8" before "khu vực 78".
    name_order = models.CharField(max_length=STORED_LENGTH, editable=False, default="")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "name_order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_is_unique"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the place that the short name has among others."""
        self.name_order = stored_key(self.short_name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_order"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The path of the unit's public page."""
        return _unit_path(self.code)

    def is_open_on(self, day: dt.date) -> bool:
        """Whether the unit exists on the day."""
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)


@lru_cache(maxsize=1_000)
def _unit_path(code: str) -> str:
    """The path of a unit's page, remembered: every story links to one."""
    return reverse("portal:unit", args=[code])


class UnitName(models.Model):
    """A name of a unit and the first day on which it was official."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    from_on = models.DateField(_("from"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_unit_name_per_day")
        ]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    CLOSED = "closed", _("closed")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    RENAMED = "renamed", _("renamed")


class Succession(models.Model):
    """What became of units on a day: who ended and who carries on.

    `heir` takes over the stories on their way; for a unit that closes it is a unit that is
    no successor. `done` remembers what the wizard changed, so that it can be undone as long
    as its day has not come (decision 0018).
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind)
    happened_on = models.DateField(_("from"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    predecessors = models.ManyToManyField(Unit, related_name="ended_by")
    successors = models.ManyToManyField(Unit, related_name="began_by", blank=True)
    heir = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="inherits_by"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    stories_moved_at = models.DateTimeField(null=True)
    done = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["happened_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d/%m/%Y}"


class BoardKind(models.TextChoices):
    STEERING = "steering", _("steering board")
    CONTENT = "content", _("content sub-committee")
    OUTREACH = "outreach", _("outreach sub-committee")
    TECHNICAL = "technical", _("technical team")
    OFFICE = "office", _("clerks of the office")
    UNIT_TEAM = "unit_team", _("unit team")


class Board(models.Model):
    """A standing body. A unit team belongs to a unit, the others to the agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="boards")
    kind = models.CharField(_("kind"), max_length=20, choices=BoardKind)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="boards"
    )
    name = models.CharField(_("name"), max_length=200)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit_team", unit__isnull=False)
                | (~Q(kind="unit_team") & Q(unit__isnull=True)),
                name="only_a_unit_team_belongs_to_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="board_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipRole(models.TextChoices):
    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")
    MEMBER = "member", _("member")


#: Who is named to the public.
LEADING = (MembershipRole.HEAD, MembershipRole.DEPUTY)


def _lasting_until(day: dt.date) -> Q:
    return Q(to_on__isnull=True) | Q(to_on__gte=day)


class DatedQuerySet(models.QuerySet[Any]):  # rows of several dated models
    def in_force_on(self, day: dt.date) -> "DatedQuerySet":
        """Rows that hold on the day; both borders count, annulled rows never held."""
        return self.standing().filter(from_on__lte=day).filter(_lasting_until(day))

    def standing(self) -> "DatedQuerySet":
        """Rows that nobody has annulled."""
        return self.filter(annulled_at__isnull=True)

    def touching(self, first: dt.date, last: dt.date | None) -> "DatedQuerySet":
        """Standing rows that hold on at least one day of the span; no last day is for ever."""
        rows = self.standing().filter(_lasting_until(first))
        return rows if last is None else rows.filter(from_on__lte=last)


class Annullable(models.Model):
    """A row that stays for ever; one that was entered by mistake is annulled, with a reason."""

    annulled_at = models.DateTimeField(null=True, blank=True, editable=False)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    annulled_because = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class Membership(Annullable):
    """A person's seat on a board, with the decision that made it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    decision_on = models.DateField(_("date of the decision"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["board", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="membership_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.board}"


class Delegation(Annullable):
    """`delegate` acts for `principal` from a day to a day, in the principal's seat on a board.

    Without a board it is for all of the principal's seats (entered before boards were named).
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_given"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_held"
    )
    board = models.ForeignKey(
        Board, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("delegate")), name="nobody_acts_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} → {self.principal}"


class OrganisationChangeKind(models.TextChoices):
    PERSON_ADDED = "person_added", _("account opened")
    PROFILE_CHANGED = "profile_changed", _("particulars changed")
    DISABLED = "disabled", _("account was closed")
    ENABLED = "enabled", _("account opened again")
    INVITED = "invited", _("invitation made")
    SEATED = "seated", _("seated on a board")
    SEAT_ENDED = "seat_ended", _("seat ended")
    SEAT_ANNULLED = "seat_annulled", _("seat annulled")
    BOARD_OPENED = "board_opened", _("board founded")
    BOARD_CLOSED = "board_closed", _("board closed")
    UNIT_OPENED = "unit_opened", _("unit opened")
    SUCCEEDED = "succeeded", _("succession decided")
    UNDONE = "undone", _("succession undone")
    DELEGATED = "delegated", _("stand-in named")
    DELEGATION_ENDED = "delegation_ended", _("stand-in ended")


class OrganisationChange(models.Model):
    """One line of who changed what about people, boards and units. Only ever appended.

    What is counted never comes from here (that is the ledger); this says who entered a seat,
    closed an account or decided a succession, and when. `detail` is what the line says besides.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationChangeKind)
    happened_at = models.DateTimeField(_("happened at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody when the installation did it."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="changes"
    )
    # A unit or board of an undone succession never came to be; the line about it stays.
    board = models.ForeignKey(Board, null=True, on_delete=models.SET_NULL, related_name="changes")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="changes")
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        default_permissions = ()
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-happened_at"], name="change_of_person"),
            models.Index(fields=["agency", "-happened_at"], name="change_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"
