"""Telling webmaster and clerk what is missing or overdue: monthly, and when it begins."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.accounts.models import User
from toasoan.disclosure.models import PublicItem
from toasoan.disclosure.queries import WRONG, findings
from toasoan.disclosure.rules import Finding
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day


def watch(now: dt.datetime) -> int:
    """Look at every agency's list and tell what is new; returns how many notifications.

    Run again on the same day it tells nobody anything a second time.
    """
    return sum(_watch(agency, now) for agency in Agency.objects.order_by("pk"))


def _watch(agency: Agency, now: dt.datetime) -> int:
    found = findings(agency, now)
    with transaction.atomic():
        begun = [finding for finding in found if _note_state(finding, local_day(now))]
        people = _people(agency, local_day(now))
        told = sum(_tell_of(finding, people, now) for finding in begun)
        return told + _tell_of_the_month(agency, found, people, now)


def _note_state(finding: Finding, today: dt.date) -> bool:
    """Write down how it stands; whether something wrong began that was not so before."""
    item = finding.item
    if item.state == finding.state:
        return False
    was_known = bool(item.state)
    PublicItem.objects.filter(pk=item.pk).update(state=finding.state, state_since=today)
    item.state_since = today
    # What a new agency lacks from the first day on is told with the month.
    return was_known and finding.state in WRONG


def _people(agency: Agency, today: dt.date) -> list[User]:
    keepers = [
        *holders(Duty.KEEP_SITE, agency_id=agency.pk, unit_id=None, on=today),
        *holders(Duty.KEEP_RECORDS, agency_id=agency.pk, unit_id=None, on=today),
    ]
    return list({person.pk: person for person in keepers}.values())


def _tell_of(finding: Finding, people: list[User], now: dt.datetime) -> int:
    item = finding.item
    about = NotificationFacts(
        key=f"disclosure:{item.pk}:{finding.state}:{item.state_since:%Y%m%d}",
        agency_id=item.agency_id,
        title=item.name,
        path=reverse("newsroom:disclosure"),
        extra=finding.to_do,
        together="disclosure",
    )
    return tell(people, NotificationKind.DISCLOSURE, about=about, now=now)


def _tell_of_the_month(
    agency: Agency, found: list[Finding], people: list[User], now: dt.datetime
) -> int:
    wrong = [finding for finding in found if finding.state in WRONG]
    if not wrong:
        return 0
    today = local_day(now)
    number = len(wrong)
    about = NotificationFacts(
        key=f"disclosure:{agency.pk}:{today:%Y%m}",
        agency_id=agency.pk,
        title=_("Public information: month %(month)s") % {"month": f"{today:%m/%Y}"},
        path=reverse("newsroom:disclosure"),
        extra=ngettext(
            "%(number)02d thing that must be public is missing, overdue or to be renewed.",
            "%(number)02d things that must be public are missing, overdue or to be renewed.",
            number,
        )
        % {"number": number},
        together="disclosure",
    )
    return tell(people, NotificationKind.DISCLOSURE, about=about, now=now)
