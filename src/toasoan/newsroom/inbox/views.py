"""A person's inbox: what waits for them, what waits for others, what was decided lately."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.inbox import (
    listed,
    recently_decided,
    waiting_elsewhere,
    waiting_for,
)
from toasoan.newsroom.inbox.waiting import InboxItem, remember_waiting, waiting_label
from toasoan.newsroom.kit.duty_sets import EVERY_DUTY
from toasoan.newsroom.kit.first_screen import first_screen
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.story_rows import PER_PAGE, may_select, story_rows
from toasoan.pagination.pages import JoinedRows, page_after
from toasoan.pagination.places import Key
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

#: The order of each list on the desk.
WAITING_KEYS = (Key("rank"), Key("waits_since", is_moment=True), Key("pk"))


ELSEWHERE_KEYS = (Key("waits_since", is_moment=True), Key("pk"))


RECENT_KEYS = (Key("status_since", descending=True, is_moment=True), Key("pk", descending=True))


#: The cursors of the two lists of the desk, as they stand in its address.
_LISTS = ("cho", "khac")


_ELSEWHERE = 10


_RECENT = 10


@screen(
    "",
    name="inbox",
    duties=EVERY_DUTY,
    menu=MenuEntry(label=gettext_lazy("Desk"), icon="home", order=10, item=InboxItem),
)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for you, what waits for somebody else, what was decided lately."""
    if not request.GET and (address := first_screen(request)):
        return redirect(address)
    now = timezone.now()
    today = local_day(now)
    user = user_of(request)
    mine = JoinedRows(WAITING_KEYS, [waiting_for(user, today)], listed)
    waiting = page_asked(mine, request.GET.get("cho", ""), PER_PAGE)
    others = JoinedRows(ELSEWHERE_KEYS, waiting_elsewhere(user, today), listed)
    elsewhere = page_asked(others, request.GET.get("khac", ""), _ELSEWHERE)
    decided = JoinedRows(RECENT_KEYS, recently_decided(user, today), listed)
    recent = page_after(decided, None, _RECENT).rows
    if not waiting.before and not waiting.after:
        remember_waiting(request, len(waiting.rows))
    rows = story_rows([*waiting.rows, *elsewhere.rows, *recent], now)
    first, second = len(waiting.rows), len(waiting.rows) + len(elsewhere.rows)
    duties = duties_of(user, today)
    context = {
        "waiting": waiting,
        "waiting_rows": rows[:first],
        "elsewhere": elsewhere,
        "elsewhere_rows": rows[first:second],
        "recent_rows": rows[second:],
        "waiting_number": waiting_label(request),
        "kept": {
            name: urlencode({name: value}) for name in _LISTS if (value := request.GET.get(name))
        },
        "selects": may_select(user) and bool(waiting.rows),
        "writes": not duties.isdisjoint({Duty.CONTRIBUTE, Duty.VET}),
        "reads_stories": duties != {Duty.KEEP_SITE},
        "now": now,
    }
    return render(request, "newsroom/inbox/inbox.html", context)
