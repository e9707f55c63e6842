"""Which ages a rule allows, and when the next clean-up is due. No database, no clock."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.retention.registry import RetentionRule
from toasoan.vietnamese.dates import TZ, local_day

#: The hour, in Việt Nam, after which the clock cleans up once a day.
HOUR = dt.time(2)


@dataclass(frozen=True, slots=True)
class AgeDecision:
    """From a day on the things of a rule are kept this long, by a document."""

    number: int
    from_on: dt.date
    document: str = ""


def problems_of_age(rule: RetentionRule, decision: AgeDecision, today: dt.date) -> list[Problem]:
    """Everything that stands against an age."""
    found = []
    if not rule.shortest <= decision.number <= rule.longest:
        words = {"shortest": rule.age_of(rule.shortest), "longest": rule.age_of(rule.longest)}
        found.append(
            Problem(
                "age-out-of-bounds",
                _("Choose an age from %(shortest)s to %(longest)s.") % words,
                "number",
            )
        )
    if decision.from_on <= today:
        found.append(
            Problem(
                "age-not-ahead",
                _("A new age holds from tomorrow at the earliest, so that it can be looked at."),
                "from_on",
            )
        )
    return found


def due_since(now: dt.datetime) -> dt.datetime:
    """The last moment at which the clock had to clean up."""
    today = dt.datetime.combine(local_day(now), HOUR, TZ)
    return today if today <= now else today - dt.timedelta(days=1)


def next_run(last: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """When the clock cleans up next; the present moment when it is behind."""
    since = due_since(now)
    return now if last is None or last < since else since + dt.timedelta(days=1)
