"""The post: sends the mail that is due, tries again, writes down what became of it.

The rows of `Notification` are the queue. They are written in the transaction of the action, so mail
leaves after the commit or never, and a task that runs twice finds nothing left to do.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.notifications.kinds import Group, NotificationKind
from toasoan.notifications.mail import digest, letter
from toasoan.notifications.models import MailState, Notification
from toasoan.notifications.recipients import may_be_notified
from toasoan.notifications.rules import next_try
from toasoan.vietnamese.dates import local_day

logger = logging.getLogger(__name__)

#: The clock comes every twenty seconds: at most ninety letters a minute leave.
MOST_PER_RUN = 30
_MOST_ROWS = 500
#: Longer than any SMTP dialogue takes; then a killed worker's letter is taken up again.
_LEASE = dt.timedelta(minutes=10)
_OPEN = (MailState.WAITING, MailState.SENDING)
_NO_LONGER = 500  # SMTP codes from here on say "never"


@dataclass(slots=True)
class Delivered:
    """What a run of the post did, in letters."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def deliver_due(now: dt.datetime) -> Delivered:
    """Send the letters that are due, the oldest first, within the limit of a run."""
    done = Delivered()
    letters = _due_letters(now)[:MOST_PER_RUN]
    if not letters:
        return done
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        _postpone_all(letters, error, now, done)
        return done
    try:
        for ids in letters:
            _deliver(ids, connection, now, done)
    finally:
        connection.close()
    return done


def _due_letters(now: dt.datetime) -> list[list[int]]:
    """Ids of the notifications of each letter.

    One at once; all of a person's for the digest; what was gathered under one name together.
    """
    due = Notification.objects.filter(mail__in=_OPEN, mail_due_at__lte=now)
    letters: dict[tuple[str, int], list[int]] = {}
    rows = due.order_by("mail_due_at", "pk")
    columns = ("pk", "recipient_id", "mail_in_digest", "mail_together")
    for pk, recipient_id, in_digest, together in rows.values_list(*columns)[:_MOST_ROWS]:
        if in_digest:
            key = ("digest", recipient_id)
        elif together:
            key = (together, recipient_id)
        else:
            key = ("one", pk)
        letters.setdefault(key, []).append(pk)
    return list(letters.values())


def _claim(ids: Sequence[int], now: dt.datetime) -> list[Notification]:
    """Take the notifications for this run; another worker at the same moment gets none."""
    with transaction.atomic():
        rows = list(
            Notification.objects.select_for_update(of=("self",))
            .select_related("recipient", "agency")
            .filter(pk__in=ids, mail__in=_OPEN, mail_due_at__lte=now)
            .order_by("pk")
        )
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(
            mail=MailState.SENDING, mail_due_at=now + _LEASE
        )
    return rows


def _deliver(
    ids: Sequence[int], connection: BaseEmailBackend, now: dt.datetime, done: Delivered
) -> None:
    notifications = _still_to_send(_claim(ids, now), now)
    if not notifications:
        return
    try:
        if notifications[0].mail_in_digest:
            digest(notifications, now, connection).send()
        else:
            letter(notifications, connection).send()
    except (OSError, SMTPException) as error:
        _not_taken(notifications, error, now, done)
    else:
        _close(notifications, MailState.SENT, mail_sent_at=now, mail_failure="")
        done.sent += 1


def _still_to_send(notifications: list[Notification], now: dt.datetime) -> list[Notification]:
    """The notifications still to be mailed; the rest is closed: people who left, hidden stories.

    What waits for the digest is also left out when it has been read or done by then, what was
    gathered when it has been read.
    """
    if not notifications:
        return []
    person = notifications[0].recipient
    on = local_day(now)
    if not person.email:
        _close(notifications, MailState.NO_ADDRESS)
        return []
    over = [
        notification
        for notification in notifications
        if not person.is_active
        or (notification.story_id and not may_be_notified(person, notification.story_id, on))
        or (
            (notification.mail_in_digest or notification.mail_together)
            and notification.read_at is not None
        )
    ]
    over += [n for n in _done_meanwhile(notifications) if n not in over]
    _close(over, MailState.NOT_NEEDED)
    return [notification for notification in notifications if notification not in over]


def _done_meanwhile(notifications: Sequence[Notification]) -> list[Notification]:
    """What waited in the evening and has been done by the morning, perhaps by a colleague."""
    waiting = [
        n for n in notifications if n.mail_in_digest and n.group is Group.WAITING and n.story_id
    ]
    rows = {
        row.pk: row
        for row in Progress.objects.filter(
            pk__in=[notification.story_id for notification in waiting]
        )
    }
    return [
        notification
        for notification in waiting
        if _moved_on(notification, rows[notification.story_id])
    ]


def _moved_on(notification: Notification, progress: Progress) -> bool:
    if notification.kind == NotificationKind.CONFIRMING:
        return progress.forced_by_id is None
    if notification.kind in {NotificationKind.CORRECTING, NotificationKind.CORRECTION_BACK}:
        return (progress.correction_since or progress.status_since) != notification.notified_at
    return progress.status_since > notification.notified_at


def _not_taken(
    notifications: Sequence[Notification], error: Exception, now: dt.datetime, done: Delivered
) -> None:
    attempts = notifications[0].mail_attempts + 1
    again = None if _is_final(error) else next_try(attempts, now)
    # Ids and codes only: an address in the log would be personal data.
    logger.warning(
        "mail about notification %s was not taken at attempt %s: %s",
        notifications[0].pk, attempts, type(error).__name__,
    )  # fmt: skip
    columns = {"mail_attempts": attempts, "mail_failure": _reason(error)}
    if again is None:
        _close(notifications, MailState.FAILED, **columns)
        done.failed += 1
        return
    _update(notifications, mail=MailState.WAITING, mail_due_at=again, **columns)
    done.postponed += 1


def _postpone_all(
    letters: Sequence[Sequence[int]], error: Exception, now: dt.datetime, done: Delivered
) -> None:
    for ids in letters:
        notifications = _claim(ids, now)
        if notifications:
            _not_taken(notifications, error, now, done)


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [int(code) for code, _words in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _is_final(error: Exception) -> bool:
    """Whether trying again is of no use: the mail server said never."""
    codes = _codes(error)
    return bool(codes) and all(code >= _NO_LONGER for code in codes)


def _reason(error: Exception) -> str:
    codes = _codes(error)
    if isinstance(error, SMTPRecipientsRefused):
        return _("The mail server refused the address (code %(code)s).") % {"code": codes[0]}
    if codes:
        return _("The mail server did not take the mail (code %(code)s).") % {"code": codes[0]}
    return _("The mail server could not be reached.")


def _close(notifications: Sequence[Notification], state: MailState, **columns: object) -> None:
    _update(notifications, mail=state, mail_due_at=None, **columns)


def _update(notifications: Sequence[Notification], **columns: object) -> None:
    Notification.objects.filter(pk__in=[notification.pk for notification in notifications]).update(
        **columns
    )
