"""Registers the home page's block of the week and the site map's links."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.home.blocks import HOOK as HOME_BLOCK
from toasoan.portal.schedules.home_block import ScheduleBlock
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.queries.public import published
from toasoan.units.models import Agency

#: `portal.organisation.queries.HOOK`; parts of the portal do not import one another.
_SITE_MAP = "toasoan_site_map"


@hooks.register(HOME_BLOCK)  # type: ignore[untyped-decorator]  # Wagtail ships no types
def schedule_block() -> tuple[str, ScheduleBlock]:
    """The home page may show this week."""
    return "schedule", ScheduleBlock()


@hooks.register(_SITE_MAP)  # type: ignore[untyped-decorator]  # Wagtail ships no types
def schedule_links(
    request: HttpRequest, agency: Agency
) -> tuple[str, list[tuple[str, str]]] | None:
    """Where the site map leads to; nothing while no week is published."""
    shows(request, schedules_tag(agency.pk))
    if not published(agency.pk).exists():
        return None
    links = [
        (_("This week"), reverse("portal:schedules")),
        (_("Work schedules so far"), reverse("portal:schedules_archive")),
    ]
    return _("Work schedule"), links
