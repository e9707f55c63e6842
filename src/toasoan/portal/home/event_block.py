"""The home page's block of coming events."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from toasoan.events.cache_tags import event_tag, events_tag
from toasoan.events.queries import coming
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.portal.home.arrangement import Home
from toasoan.vietnamese.moments import days_of

_EVENTS, _MOST_EVENTS = 4, 10


class EventsBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The next events of the agency that have not been called off."""

    title = CharBlock(label=_("Title"), default=_("Coming events"), max_length=80)
    number = IntegerBlock(
        label=_("How many events"), default=_EVENTS, min_value=1, max_value=_MOST_EVENTS
    )

    class Meta:
        icon = "calendar"
        label = _("Events")
        narrow = True
        template = "portal/home/events.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Right until the first of them is over. One query."""
        shows(home.request, events_tag(home.agency.pk))
        ahead = coming(home.agency.pk, home.now).filter(cancelled_at__isnull=True)
        found = list(ahead[: value["number"]])
        if not found:
            return None
        shows(home.request, *(event_tag(event.pk) for event in found))
        right_until(home.request, min(event.ends_at for event in found))
        return {"events": [(event, days_of(event.starts_at, event.ends_at)[0]) for event in found]}
