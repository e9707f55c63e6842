"""The webmasters' rights on the pages of their site: one group an agency, its members by seat.

Access to the newsroom is decided by the seats of the day; the group only makes Wagtail's own page
screens follow them.
"""

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission

from toasoan.accounts.models import User
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day

_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")


def enter_page_rights(agency: Agency) -> None:
    """Make the group with its rights on the site's pages, and fill it."""
    group, _created = Group.objects.get_or_create(name=_group_name(agency.code))
    root = agency.site.root_page
    existing = set(
        GroupPagePermission.objects.filter(group=group, page=root).values_list(
            "permission__codename", flat=True
        )
    )
    missing = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[name for name in _PAGE_RIGHTS if name not in existing],
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root, permission=permission) for permission in missing
    )
    _fill(group, agency.pk)


def follow_seats(agency_id: int) -> None:
    """Give the group exactly the people who keep the site today.

    Does nothing for an agency whose group has not been made yet.
    """
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    if group := Group.objects.filter(name=_group_name(code)).first():
        _fill(group, agency_id)


def _fill(group: Group, agency_id: int) -> None:
    today = local_day(timezone.now())
    webmasters = holders(Duty.KEEP_SITE, agency_id=agency_id, unit_id=None, on=today)
    group.user_set.set(User.objects.filter(pk__in=[webmaster.pk for webmaster in webmasters]))


def _group_name(code: str) -> str:
    return f"Quản trị trang tin: {code}"
