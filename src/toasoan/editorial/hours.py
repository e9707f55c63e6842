"""The three hours of a story: when it goes out, before when it must not, until when it stays.

Pure functions, asked by everything that publishes (decision 0014).
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import Ask, Step
from toasoan.refusals import Problem
from toasoan.vietnamese.dates import short_datetime
from toasoan.vietnamese.typed_dates import is_far_ahead, is_long_gone

#: The step that is about one hour → that hour. It says the hour anew, so that one that was kept
#: before is asked about like any other.
_ABOUT = {
    Step.SCHEDULE: "publish_at",
    Step.SET_EMBARGO: "embargo_until",
    Step.SET_EXPIRY: "expires_at",
}
_NAMES = ("publish_at", "embargo_until", "expires_at")


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
        Step.PROPOSE: replace(
            kept, publish_at=requested.publish_at or kept.publish_at, embargo_until=embargo_until
        ),
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

    One rule for all of them (decision 0050): an hour typed now that has passed is asked about
    before anything goes out, as is one more than a year ahead. `confirmed`: the person has said
    that the far hour is meant.
    """
    left = after_step(step, kept, requested)
    typed = _typed(step, kept, requested)
    found = _passed(step, typed, now) + _nothing_to_set(step, kept, requested)
    if not confirmed:
        found += _far_ahead(typed, now)
    if step in {Step.APPROVE, Step.SCHEDULE} or (step is Step.PROPOSE and "publish_at" in typed):
        start = max(left.publish_at or now, now)
        found += embargo_problem(left.embargo_until, start, "publish_at")
    return found + _expiry_problems(step, left, now)


def _typed(step: Step, kept: Hours, requested: Hours) -> dict[str, dt.datetime]:
    """The hours that the person typed now, by their fields; not those that the form repeats."""
    found: dict[str, dt.datetime] = {}
    for name in _NAMES:
        moment: dt.datetime | None = getattr(requested, name)
        if moment is None or (_ABOUT.get(step) != name and _is_kept(moment, getattr(kept, name))):
            continue
        found[name] = moment
    return found


def _passed(step: Step, typed: dict[str, dt.datetime], now: dt.datetime) -> list[Problem]:
    """Hours that have passed. One of publication that passed a moment ago still means "now"."""
    return [
        Problem("hour-passed", _passed_words(step, name) % {"hour": short_datetime(moment)}, name)
        for name, moment in typed.items()
        if (is_long_gone(moment, now) if name == "publish_at" else moment <= now)
    ]


def _passed_words(step: Step, name: str) -> str:
    if name != "publish_at":
        return _("This hour has passed: %(hour)s. Choose another one.")
    if step is Step.SCHEDULE:
        return _(
            "This hour has passed: %(hour)s. Choose another one; to publish at once type the"
            " present hour."
        )
    if step is Step.PROPOSE:
        return _("This hour has passed: %(hour)s. Leave it empty, or choose another one.")
    return _(
        "This hour has passed: %(hour)s. Leave it empty to publish at once, or choose another one."
    )


def _far_ahead(typed: dict[str, dt.datetime], now: dt.datetime) -> list[Problem]:
    words = _("%(hour)s is more than a year ahead. If that is meant, say so with a tick.")
    return [
        Problem("hour-far-ahead", words % {"hour": short_datetime(moment)}, Ask.CONFIRMS_HOUR)
        for moment in typed.values()
        if is_far_ahead(moment, now)
    ]


def _is_kept(moment: dt.datetime, before: dt.datetime | None) -> bool:
    """Whether the hour is the one that was kept before; forms show minutes, not seconds."""
    return before is not None and abs(moment - before) < dt.timedelta(minutes=1)


def _nothing_to_set(step: Step, kept: Hours, requested: Hours) -> list[Problem]:
    field = None if step is Step.SCHEDULE else _ABOUT.get(step)
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
