"""Telling the desk what an outlet said by itself."""

import datetime as dt

from django.urls import reverse

from toasoan.editorial.models import Progress
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.recipients import recipient_groups
from toasoan.notifications.rules import RecipientRole, TellingRule
from toasoan.outlets.models import Dispatch, Placement
from toasoan.vietnamese.dates import local_day, short_date


def tell_of_use(placement: Placement, progress: Progress, *, now: dt.datetime) -> None:
    """Tell the editors that an outlet reported a use; the mail opens it to be confirmed."""
    about = NotificationFacts(
        key=f"placement:{placement.pk}",
        agency_id=progress.agency_id,
        title=progress.story.headline,
        path=reverse("newsroom:placement", args=[placement.pk]),
        extra=f"{placement.outlet.name}, {short_date(placement.placed_on)}",
    )
    _tell_editors(NotificationKind.OUTLET_USED, progress, about, now)


def tell_of_answer(dispatch: Dispatch, *, now: dt.datetime) -> None:
    """Tell the editors that an outlet wants a story, or does not."""
    progress = dispatch.story.progress
    about = NotificationFacts(
        key=f"answer:{dispatch.pk}:{dispatch.answer}",
        agency_id=progress.agency_id,
        title=dispatch.story.headline,
        story_id=dispatch.story_id,
        extra=f"{dispatch.outlet.name}: {dispatch.get_answer_display()}",
    )
    _tell_editors(NotificationKind.OUTLET_ANSWERED, progress, about, now)


def _tell_editors(
    kind: NotificationKind, progress: Progress, about: NotificationFacts, now: dt.datetime
) -> None:
    rule = TellingRule(kind=kind, to=RecipientRole.EDITORS)
    for group in recipient_groups([rule], progress, actor=None, on=local_day(now)):
        tell(group.people, group.kind, about=about, now=now)
