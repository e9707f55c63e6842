"""How much waits for a person, beside the inbox's entry in the menu."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from toasoan.accounts.requests import user_of
from toasoan.editorial.inbox import count_waiting
from toasoan.vietnamese.dates import local_day

#: More than this is not counted for the menu: the badge then says "99+".
MOST_WAITING = 99
_REMEMBERED = "_toasoan_waiting"


def remember_waiting(request: HttpRequest, number: int) -> None:
    """Spare the menu its question on a page that knows how much waits."""
    setattr(request, _REMEMBERED, number)


def number_waiting(request: HttpRequest) -> int:
    """How much waits for the person of this request, up to one more than is counted."""
    known: int | None = getattr(request, _REMEMBERED, None)
    if known is None:
        today = local_day(timezone.now())
        known = count_waiting(user_of(request), today, MOST_WAITING + 1)
        remember_waiting(request, known)
    return min(known, MOST_WAITING + 1)


def waiting_label(request: HttpRequest) -> str:
    """How much waits, as it is shown."""
    number = number_waiting(request)
    return str(number) if number <= MOST_WAITING else f"{MOST_WAITING}+"


class InboxItem(MenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """The entry of the inbox, with the number of stories that wait for the person."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The entry anew for each request: a number must never stay for the next person."""
        attributes = dict(self.attrs)
        if number := number_waiting(request):
            shown = waiting_label(request)
            waiting = ngettext(
                "%(number)s story waits for you", "%(number)s stories wait for you", number
            ) % {"number": shown}
            attributes |= {"data-waiting": shown, "aria-label": f"{self.label}, {waiting}"}
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=attributes,
        )
