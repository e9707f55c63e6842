"""Notifications are forgotten by age (room `retention`)."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.notifications.models import MailState, Notification
from toasoan.retention.accounts import of_people
from toasoan.retention.batches import delete_rows
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency


def forget_notifications(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Delete what people were told before the moment, read or not; mail still on its way stays."""
    about_accounts = Notification.objects.filter(agency=None).filter(of_people(agency, "recipient"))
    old = Notification.objects.filter(notified_at__lt=before).exclude(
        mail__in=[MailState.WAITING, MailState.SENDING]
    )
    found = old.filter(Q(agency=agency) | Q(pk__in=about_accounts.order_by().values("pk")))
    return Removed(delete_rows(found, dry=dry))


def register_rules() -> None:
    """Called once when the room is loaded."""
    register(
        RetentionRule(
            code="notifications.told",
            label=_("Notifications to people of the newsroom, with their notes and mail"),
            basis=_("Law 91/2025/QH15: data is deleted when it is no longer needed."),
            remove=forget_notifications,
            months=36,
            shortest=12,
        )
    )
