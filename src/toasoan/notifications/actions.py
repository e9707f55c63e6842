"""Telling people, and what they do with what they were told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.notifications.calendars import calendar_of
from toasoan.notifications.kinds import CHOICES, GROUP_OF, Group, How, NotificationKind
from toasoan.notifications.models import MailChoice, MailState, Notification
from toasoan.notifications.rules import MailPlan, mail_plan, way_of
from toasoan.vietnamese.shortening import shortened

_TITLE_LENGTH = 200
_EXTRA_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationFacts:
    """What a notification is about, apart from its kind and its recipient.

    `key` names the event: the same event is told to a person once, whoever reports it again.
    `story_id` makes the notification open the story and hides its title from whoever may not see it
    any more; without a story `path` is the address that opens, and its screen decides.
    `extra` is one more sentence, never text of a story; `note` what the actor wrote with a step.
    `together` names what the actor may go on talking about: mail under one name leaves as one
    letter.
    """

    key: str
    agency_id: int | None = None
    story_id: int | None = None
    title: str = ""
    path: str = ""
    extra: str = ""
    note: str = ""
    together: str = ""


@transaction.atomic
def tell(
    people: Iterable[User],
    kind: NotificationKind,
    *,
    about: NotificationFacts,
    now: dt.datetime,
    actor: User | None = None,
) -> int:
    """Tell people something, once each: their list at once, mail as they chose, all of it logged.

    Every notification is made here. The actor and disabled people are left out. The caller
    checks that the others may know of it. Call it inside the transaction of what happened: mail
    leaves only after the commit. Returns how many people had not been told of it before.
    """
    recipients = {p.pk: p for p in people if p.is_active and (actor is None or p.pk != actor.pk)}
    knew = Notification.objects.filter(recipient_id__in=recipients, key=about.key)
    for known in knew.values_list("recipient_id", flat=True):
        del recipients[known]
    if not recipients:
        return 0
    group = GROUP_OF[kind]
    chosen = dict(
        MailChoice.objects.filter(user_id__in=recipients, group=group).values_list("user_id", "how")
    )
    calendar = calendar_of(about.agency_id)
    gathered = _waiting_letters(recipients, about, now)
    rows = []
    for person in recipients.values():
        how = way_of(group, chosen.get(person.pk))
        plan = mail_plan(
            how,
            has_address=bool(person.email),
            now=now,
            calendar=calendar,
            gathers=bool(about.together),
        )
        if person.pk in gathered and not plan.in_digest and plan.due_at:
            plan = replace(plan, due_at=gathered[person.pk])
        rows.append(_notification(person, kind, about, plan, actor=actor, now=now))
    # Two reports of one event at the same moment: the constraint keeps the first.
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _waiting_letters(
    people: Iterable[int], about: NotificationFacts, now: dt.datetime
) -> dict[int, dt.datetime]:
    """Person → when the letter leaves that already gathers what is told under this name."""
    if not about.together:
        return {}
    waiting = Notification.objects.filter(
        recipient_id__in=people,
        mail_together=about.together,
        mail=MailState.WAITING,
        mail_in_digest=False,
        mail_due_at__gt=now,
    )
    rows = waiting.order_by("-mail_due_at").values_list("recipient_id", "mail_due_at")
    return {recipient_id: due_at for recipient_id, due_at in rows if due_at is not None}


def _notification(  # the parts of one row
    person: User,
    kind: NotificationKind,
    about: NotificationFacts,
    plan: MailPlan,
    *,
    actor: User | None,
    now: dt.datetime,
) -> Notification:
    return Notification(
        recipient=person,
        agency_id=about.agency_id,
        kind=kind,
        story_id=about.story_id,
        title=shortened(about.title, _TITLE_LENGTH),
        path=about.path,
        extra=shortened(about.extra, _EXTRA_LENGTH),
        note=about.note,
        actor=actor,
        key=about.key,
        notified_at=now,
        mail=plan.state,
        mail_in_digest=plan.in_digest,
        mail_together=about.together,
        mail_due_at=plan.due_at,
    )


@transaction.atomic
def choose(actor: User, choices: dict[Group, How]) -> None:
    """Store how a person wants mail, by group; groups that leave no choice are skipped."""
    for group, how in choices.items():
        if how in CHOICES.get(group, ()):
            MailChoice.objects.update_or_create(user=actor, group=group, defaults={"how": how})


def mark_read(notifications: Iterable[int], *, actor: User, now: dt.datetime) -> int:
    """Mark some of the person's own notifications as read; what is not theirs stays untouched."""
    mine = Notification.objects.filter(
        recipient=actor, read_at__isnull=True, pk__in=list(notifications)
    )
    return mine.update(read_at=now)


def mark_all_read(*, actor: User, now: dt.datetime) -> int:
    """Mark everything told to the person so far as read."""
    return Notification.objects.filter(
        recipient=actor, read_at__isnull=True, notified_at__lte=now
    ).update(read_at=now)


def mark_story_read(story_id: int, *, actor: User, now: dt.datetime) -> int:
    """Mark what the person was told about a story as read: they are looking at it."""
    return Notification.objects.filter(
        recipient=actor, read_at__isnull=True, story_id=story_id, notified_at__lte=now
    ).update(read_at=now)
