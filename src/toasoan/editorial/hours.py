"""The three hours of a story: when it goes out, before when it must not, until when it stays.

Pure functions, asked by everything that publishes (decision 0014).
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import Step
from toasoan.refusals import Problem
from toasoan.vietnamese.dates import short_datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """Moments; None where nothing has been set."""

    publish_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    expires_at: dt.datetime | None = None


def after_step(step: Step, kept: Hours, requested: Hours) -> Hours:
    """The hours that a step leaves behind.

    Proposing and approving only add: what they leave empty stays as it was. The steps that
    are about one hour set exactly what was asked, also nothing. An embargo that is moved
    behind the hour of publication takes that hour with it.
    """
    embargo_until = requested.embargo_until or kept.embargo_until
    left = {
        Step.PROPOSE: replace(kept, embargo_until=embargo_until),
        Step.APPROVE: Hours(
            requested.publish_at, embargo_until, requested.expires_at or kept.expires_at
        ),
        Step.SCHEDULE: replace(kept, publish_at=requested.publish_at),
        Step.SET_EXPIRY: replace(kept, expires_at=requested.expires_at),
        Step.SET_EMBARGO: replace(
            kept,
            embargo_until=requested.embargo_until,
            publish_at=_not_before(kept.publish_at, requested.embargo_until),
        ),
    }
    return left.get(step, kept)


def _not_before(
    publish_at: dt.datetime | None, embargo_until: dt.datetime | None
) -> dt.datetime | None:
    if publish_at is None or embargo_until is None:
        return publish_at
    return max(publish_at, embargo_until)


def embargo_problem(
    embargo_until: dt.datetime | None, moment: dt.datetime, field: str
) -> list[Problem]:
    """Why nothing may go out at the moment, when the embargo still runs then."""
    if embargo_until is None or moment >= embargo_until:
        return []
    message = _("Not to be published before %(hour)s.") % {"hour": short_datetime(embargo_until)}
    return [Problem("embargo", message, field)]


def hour_problems(step: Step, kept: Hours, requested: Hours, now: dt.datetime) -> list[Problem]:
    """Everything that is wrong with the hours that a step would leave behind."""
    left = after_step(step, kept, requested)
    found = _passed(step, requested, now) + _nothing_to_set(step, kept, requested)
    if step in {Step.APPROVE, Step.SCHEDULE}:
        start = max(left.publish_at or now, now)
        found += embargo_problem(left.embargo_until, start, "publish_at")
    return found + _expiry_problems(step, left, now)


def _passed(step: Step, requested: Hours, now: dt.datetime) -> list[Problem]:
    """An approval for an hour that has passed publishes at once; the rest must lie ahead."""
    upcoming = {"embargo_until": requested.embargo_until, "expires_at": requested.expires_at}
    if step is Step.SCHEDULE:
        upcoming["publish_at"] = requested.publish_at
    return [
        Problem("hour-passed", _("This hour has passed."), field)
        for field, moment in upcoming.items()
        if moment is not None and moment <= now
    ]


def _nothing_to_set(step: Step, kept: Hours, requested: Hours) -> list[Problem]:
    field = {Step.SET_EMBARGO: "embargo_until", Step.SET_EXPIRY: "expires_at"}.get(step)
    if field is None or getattr(kept, field) or getattr(requested, field):
        return []
    return [Problem("no-hour", _("Choose the day and the hour."), field)]


def _expiry_problems(step: Step, left: Hours, now: dt.datetime) -> list[Problem]:
    if left.expires_at is None or step is Step.PROPOSE:
        return []
    begins = max(left.publish_at or now, left.embargo_until or now, now)
    if left.expires_at > begins or (step is Step.SET_EXPIRY and left.expires_at <= now):
        return []
    message = _("It would be taken down at %(hour)s, before it is published.") % {
        "hour": short_datetime(left.expires_at)
    }
    return [Problem("expires-too-early", message, "expires_at")]
