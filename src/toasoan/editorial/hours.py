"""The three hours of a story: when it goes out, before when it must not, until when it stays.

Pure functions, asked by everything that publishes (decision 0014).
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import Ask, Step
from toasoan.refusals import Problem
from toasoan.vietnamese.dates import short_datetime

#: An approval for an hour that passed this long ago at most means "now": the person typed it,
#: read on, and pressed.
_JUST_PASSED = dt.timedelta(minutes=5)
#: An hour that lies further ahead is asked about: it may be a slip of the pen.
_FAR_AHEAD = dt.timedelta(days=366)


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


def hour_problems(
    step: Step, kept: Hours, requested: Hours, now: dt.datetime, *, confirmed: bool = False
) -> list[Problem]:
    """Everything that is wrong with the hours that a step would leave behind.

    `confirmed`: the person has said that an hour more than a year ahead is meant.
    """
    left = after_step(step, kept, requested)
    found = _passed(step, kept, requested, now) + _nothing_to_set(step, kept, requested)
    if not confirmed:
        found += _far_ahead(kept, requested, now)
    if step in {Step.APPROVE, Step.SCHEDULE}:
        start = max(left.publish_at or now, now)
        found += embargo_problem(left.embargo_until, start, "publish_at")
    return found + _expiry_problems(step, left, now)


def _passed(step: Step, kept: Hours, requested: Hours, now: dt.datetime) -> list[Problem]:
    """Hours that must lie ahead and do not."""
    upcoming = {"embargo_until": requested.embargo_until, "expires_at": requested.expires_at}
    if step is Step.SCHEDULE:
        upcoming["publish_at"] = requested.publish_at
    found = [
        Problem("hour-passed", _("This hour has passed."), field)
        for field, moment in upcoming.items()
        if moment is not None and moment <= now
    ]
    return found + _long_gone(step, kept, requested, now)


def _long_gone(step: Step, kept: Hours, requested: Hours, now: dt.datetime) -> list[Problem]:
    """An approval publishes at once for an hour that was kept before and passed while the story
    waited, and for one typed a moment ago. A longer gone hour typed now is a slip of the pen.
    """
    moment = requested.publish_at
    if step is not Step.APPROVE or moment is None or moment >= now - _JUST_PASSED:
        return []
    if _is_kept(moment, kept.publish_at):
        return []
    message = _(
        "This hour has passed: %(hour)s. Leave it empty to publish at once, or choose another one."
    )
    return [Problem("hour-passed", message % {"hour": short_datetime(moment)}, "publish_at")]


def is_far_ahead(moment: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an hour lies so far ahead that it has to be confirmed."""
    return moment is not None and moment > now + _FAR_AHEAD


def _far_ahead(kept: Hours, requested: Hours, now: dt.datetime) -> list[Problem]:
    typed = [
        (requested.publish_at, kept.publish_at),
        (requested.embargo_until, kept.embargo_until),
        (requested.expires_at, kept.expires_at),
    ]
    return [
        Problem(
            "hour-far-ahead",
            _("%(hour)s is more than a year ahead. If that is meant, say so with a tick.")
            % {"hour": short_datetime(moment)},
            Ask.CONFIRMS_HOUR,
        )
        for moment, before in typed
        if moment and is_far_ahead(moment, now) and not _is_kept(moment, before)
    ]


def _is_kept(moment: dt.datetime, before: dt.datetime | None) -> bool:
    """Whether the hour is the one that was kept before; forms show minutes, not seconds."""
    return before is not None and abs(moment - before) < dt.timedelta(minutes=1)


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
