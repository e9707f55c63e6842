"""Rows of the notices' screens, and where their pages begin."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.mail import address_of
from toasoan.notifications.models import MailState, Notice
from toasoan.notifications.queries import Page, Place, titles_for
from toasoan.notifications.words import sentence
from toasoan.vietnamese.dates import local_day

_MOMENT = "%Y%m%dT%H%M%S.%f"
_TONE = {
    MailState.WAITING: "waiting",
    MailState.SENDING: "working",
    MailState.SENT: "good",
    MailState.FAILED: "bad",
    MailState.NO_ADDRESS: "bad",
    MailState.NOT_WANTED: "quiet",
    MailState.NOT_NEEDED: "quiet",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One notice on a screen. `title` is empty when the person may not read it."""

    notice: Notice
    sentence: str
    title: str
    opens: bool
    mail_tone: str


def rows_of(page: Page, user: User, now: dt.datetime) -> list[Row]:
    """The rows of a page; one query for all titles."""
    titles = titles_for(user, page.notices, local_day(now))
    return [_row(notice, titles) for notice in page.notices]


def _row(notice: Notice, titles: dict[int, str]) -> Row:
    title = titles.get(notice.pk, "")
    if notice.story_id and not title:
        title = _("Story number %(number)d") % {"number": notice.story_id}
    return Row(
        notice=notice,
        sentence=sentence(notice.kind),
        title=title,
        opens=bool(address_of(notice)) and notice.pk in titles,
        mail_tone=_TONE[MailState(notice.mail)],
    )


def written(place: Place | None) -> str:
    """A place as it stands in an address."""
    return f"{place.told_at.astimezone(dt.UTC).strftime(_MOMENT)}-{place.pk}" if place else ""


def place_in(text: str) -> Place | None:
    """The place that an address names; None for none. Raises Http404 for a crafted one."""
    if not text:
        return None
    moment, _dash, pk = text.partition("-")
    try:
        told_at = dt.datetime.strptime(moment, _MOMENT).replace(tzinfo=dt.UTC)
        return Place(told_at, int(pk))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
