"""What every agency has from the start, put in where it is missing; safe to run again."""

import datetime as dt

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission

from toasoan.accounts.models import User
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.reasons import FIRST_REASONS
from toasoan.notifications.keeping import give_first_calendar
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day

_SINCE = dt.date(2020, 1, 1)
_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")


def synchronise_agency(agency: Agency) -> None:
    """Put in the agency's reasons, limits and holidays, and the webmasters' rights on its pages."""
    for use in ReasonUse:
        for order, (code, label) in enumerate(FIRST_REASONS.items()):
            Reason.objects.get_or_create(
                agency=agency,
                code=code,
                use=use,
                defaults={"label": label, "from_on": _SINCE, "order": order},
            )
    give_first_calendar(agency)
    _fill(_webmasters(agency), agency.pk)


def follow_seats(agency_id: int) -> None:
    """Let the webmasters' group have exactly the people who keep the site today.

    Does nothing for an agency whose group has not been made yet.
    """
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    if group := Group.objects.filter(name=_group_name(code)).first():
        _fill(group, agency_id)


def _fill(group: Group, agency_id: int) -> None:
    today = local_day(timezone.now())
    keepers = holders(Duty.KEEP_SITE, agency_id=agency_id, unit_id=None, on=today)
    # The seat of the day decides at the door; the group only lets Wagtail's pages follow it.
    group.user_set.set(User.objects.filter(pk__in=[keeper.pk for keeper in keepers]))


def _group_name(code: str) -> str:
    return f"Quản trị trang tin: {code}"


def _webmasters(agency: Agency) -> Group:
    group, _created = Group.objects.get_or_create(name=_group_name(agency.code))
    for codename in _PAGE_RIGHTS:
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(
            group=group, page=agency.site.root_page, permission=permission
        )
    return group
