"""What a step's button and message say about hours: what will happen, and what has happened."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Ask, Status, Step
from toasoan.newsroom.kit.step_wording import WORDING
from toasoan.stories.models import Story
from toasoan.vietnamese.dates import TZ, local_day, spoken_datetime

#: Step → the hour that its button names, and its words without one and with one.
_NAMED: dict[Step, tuple[Ask, str | Promise, str | Promise]] = {
    Step.APPROVE: (
        Ask.PUBLISH_AT,
        gettext_lazy("Approve, publish now"),
        gettext_lazy("Approve, publish at %(hour)s"),
    ),
    Step.PROPOSE: (
        Ask.PUBLISH_AT,
        gettext_lazy("Propose for approval"),
        gettext_lazy("Propose, to be published at %(hour)s"),
    ),
    Step.SCHEDULE: (
        Ask.PUBLISH_AT,
        gettext_lazy("Change the hour"),
        gettext_lazy("Publish at %(hour)s"),
    ),
    Step.SET_EMBARGO: (
        Ask.EMBARGO_UNTIL,
        gettext_lazy("Lift the embargo"),
        gettext_lazy("Not before %(hour)s"),
    ),
    Step.SET_EXPIRY: (
        Ask.EXPIRES_AT,
        gettext_lazy("Let it stay"),
        gettext_lazy("Take down at %(hour)s"),
    ),
}
#: Steps after which the story may stand on the site.
_PUTS_OUT = frozenset(
    {Step.APPROVE, Step.FORCE_PUBLISH, Step.RETRY, Step.CORRECT, Step.REINSTATE, Step.CONFIRM}
)


def named_hour(step: Step) -> Ask | None:
    """The hour that the step's button names; None when it names none."""
    return _NAMED[step][0] if step in _NAMED else None


def button_words(step: Step, moment: dt.datetime | None, now: dt.datetime) -> str:
    """What the button of the step's page says for the hour that stands in its field."""
    if step not in _NAMED:
        return WORDING[step].final
    _name, without, with_hour = _NAMED[step]
    if moment is None or (step is Step.APPROVE and moment <= now):
        return str(without)
    return str(with_hour) % {"hour": spoken_datetime(moment, local_day(now))}


def button_pattern(step: Step) -> tuple[str, str]:
    """The words without an hour, and those with one in which `%(hour)s` stands for it."""
    _name, without, with_hour = _NAMED[step]
    return str(without), str(with_hour)


def hour_mark(moment: dt.datetime | None) -> str:
    """An hour as the field of a form holds it: which hour a button's words are about."""
    return moment.astimezone(TZ).strftime("%Y-%m-%dT%H:%M") if moment else ""


def done_sentence(step: Step, story: Story, now: dt.datetime) -> str:
    """What is said after the step: what happened, or when it will."""
    progress: Progress = story.progress
    publish_at = progress.publish_at
    if step not in {Step.APPROVE, Step.SCHEDULE}:
        return str(WORDING[step].done)
    if progress.status != Status.APPROVED or publish_at is None:
        return _("Approved and published.")
    hour = {"hour": spoken_datetime(publish_at, local_day(now))}
    if step is Step.APPROVE:
        return _("Approved. It will be published at %(hour)s.") % hour
    return _("The hour has been changed: it will be published at %(hour)s.") % hour


def done_words(step: Step, story: Story, now: dt.datetime) -> str:
    """The same sentence with the link to the story, when it stands on the portal after the step."""
    said = done_sentence(step, story, now)
    if step not in _PUTS_OUT or not story.live:
        return said
    link, address = _("See it on the portal"), story.get_absolute_url()
    return format_html('{} <a href="{}">{}</a>', said, address, link)
