"""What is forgotten by age: each room registers its rules when it is loaded.

    register(
        RetentionRule(
            code="polls.ballots",
            label=_("Who has voted in a poll"),
            basis=_("Law 91/2025/QH15: personal data is deleted when it is no longer needed."),
            days=30,
            remove=forget_ballots,
        )
    )

    def forget_ballots(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
        return Removed(delete_rows(Ballot.objects.filter(agency=agency, at__lt=before), dry=dry))

`remove` takes away what is older than `before`, in batches of `retention.batches`, each in a
transaction of its own, and counts what it took; with `dry` it counts the same and takes nothing.
It runs outside any transaction. What it says holds numbers and kinds, never content.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from toasoan.units.models import Agency
from toasoan.vietnamese.dates import TZ, local_day


class AgeUnit(models.TextChoices):
    """What an age is counted in."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")


@dataclass(frozen=True, slots=True)
class Age:
    """How long something is kept: so many days or months of the calendar."""

    number: int
    unit: AgeUnit

    def before(self, today: dt.date) -> dt.datetime:
        """The beginning of the day, in Việt Nam, before which things are older than this."""
        if self.unit == AgeUnit.DAYS:
            day = today - dt.timedelta(days=self.number)
        else:
            year, month = divmod(today.year * 12 + today.month - 1 - self.number, 12)
            last = calendar.monthrange(year, month + 1)[1]
            day = dt.date(year, month + 1, min(today.day, last))
        return dt.datetime.combine(day, dt.time(), TZ)

    def __str__(self) -> str:
        if self.unit == AgeUnit.DAYS:
            return ngettext("%(number)d day", "%(number)d days", self.number) % {
                "number": self.number
            }
        return ngettext("%(number)d month", "%(number)d months", self.number) % {
            "number": self.number
        }


@dataclass(frozen=True, slots=True)
class Removed:
    """How many things a rule took away, and in words what they were, without their content."""

    number: int
    words: str = ""


class Remove(Protocol):
    """Takes away what an agency has from before a moment, or only counts it."""

    def __call__(self, agency: Agency, before: dt.datetime, *, dry: bool) -> Removed: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """One kind of thing that is forgotten by age.

    `days` or `months` is the age that a new agency begins with; the webmaster may choose any from
    `shortest` to `longest`, counted in the same unit. `basis` says by which law or decision.
    """

    code: str
    label: str | Promise
    basis: str | Promise
    remove: Remove
    days: int = 0
    months: int = 0
    shortest: int = 1
    longest: int = 120

    @property
    def age(self) -> Age:
        """The age that a new agency begins with."""
        if self.months:
            return Age(self.months, AgeUnit.MONTHS)
        return Age(self.days, AgeUnit.DAYS)

    def age_of(self, number: int) -> Age:
        """An age of this number in the rule's unit."""
        return Age(number, self.age.unit)


_registered: dict[str, RetentionRule] = {}


def register(rule: RetentionRule) -> None:
    """Add a rule; registering its code again replaces it. ValueError for a rule without an age."""
    if bool(rule.days) == bool(rule.months):
        raise ValueError(f"{rule.code} needs either days or months")
    if not rule.shortest <= rule.age.number <= rule.longest:
        raise ValueError(f"the age of {rule.code} is outside its own bounds")
    _registered[rule.code] = rule


def rules() -> dict[str, RetentionRule]:
    """Code → rule, in the order of the codes."""
    return dict(sorted(_registered.items()))


def border(age: Age, now: dt.datetime) -> dt.datetime:
    """The moment before which things are older than the age today."""
    return age.before(local_day(now))
