"""Rows of the notifications' screens, and where their pages begin."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.mail import address_of
from toasoan.notifications.models import MailState, Notification
from toasoan.notifications.queries import PER_PAGE, titles_for
from toasoan.notifications.words import sentence
from toasoan.pagination.pages import OrderedRows, Page, page_after, place_or_404
from toasoan.vietnamese.dates import local_day

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
class NotificationRow:
    """One notification on a screen. `title` is empty when the person may not read it."""

    notification: Notification
    sentence: str
    title: str
    opens: bool
    mail_tone: str


def rows_of(page: Page[Notification], user: User, now: dt.datetime) -> list[NotificationRow]:
    """The rows of a page; one query for all titles."""
    titles = titles_for(user, page.rows, local_day(now))
    return [_row(notification, titles) for notification in page.rows]


def _row(notification: Notification, titles: dict[int, str]) -> NotificationRow:
    title = titles.get(notification.pk, "")
    if notification.story_id and not title:
        title = _("Story number %(number)d") % {"number": notification.story_id}
    return NotificationRow(
        notification=notification,
        sentence=sentence(notification.kind),
        title=title,
        opens=bool(address_of(notification)) and notification.pk in titles,
        mail_tone=_TONE[MailState(notification.mail)],
    )


def page_in(source: OrderedRows[Notification], cursor: str) -> Page[Notification]:
    """The page after a cursor, the first one for "". Raises Http404 for a crafted cursor."""
    return page_after(source, place_or_404(source, cursor), PER_PAGE)
