"""The desk and the lists of stories: HTTP only, every decision is asked for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.editorial.desks import (
    found,
    listed,
    recently_decided,
    waiting_elsewhere,
    waiting_for,
)
from toasoan.newsroom.kit.tables import CSV, table_response
from toasoan.newsroom.lists.forms import FilterForm
from toasoan.newsroom.lists.queries import (
    ELSEWHERE_KEYS,
    PER_PAGE,
    RECENT_KEYS,
    WAITING_KEYS,
    count_words,
    file_table,
    found_page,
    story_rows,
)
from toasoan.newsroom.menu import remember_waiting, waiting_label
from toasoan.newsroom.paging import keyset_page
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

#: The cursors of the two lists of the desk, as they stand in its address.
_LISTS = ("cho", "khac")
_ELSEWHERE = 10
_RECENT = 10


@require_admin_access
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for you, what waits for somebody else, what was decided lately."""
    now = timezone.now()
    today = local_day(now)
    user = user_of(request)
    waiting = keyset_page(
        [waiting_for(user, today)], WAITING_KEYS, request.GET.get("cho", ""), PER_PAGE, listed
    )
    elsewhere = keyset_page(
        waiting_elsewhere(user, today),
        ELSEWHERE_KEYS,
        request.GET.get("khac", ""),
        _ELSEWHERE,
        listed,
    )
    recent = keyset_page(recently_decided(user, today), RECENT_KEYS, "", _RECENT, listed).rows
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
    return render(request, "newsroom/lists/home.html", context)


@require_admin_access
@require_safe
def my_stories(request: HttpRequest) -> HttpResponse:
    """The person's own stories; for a unit's leader, those of the unit."""
    return _list(request, "my_stories", of_everything=False)


@require_admin_access
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every story that the desk has ever received."""
    return _list(request, "archive", of_everything=True)


def _list(request: HttpRequest, name: str, *, of_everything: bool) -> HttpResponse:
    now = timezone.now()
    user = user_of(request)
    form = FilterForm(request.GET, user=user, of_everything=of_everything)
    parts = found(user, form.wanted(), local_day(now))
    page = found_page(parts, request.GET.get("trang", ""))
    asked = {name: value for name in form.fields if (value := request.GET.get(name))}
    context = {
        "form": form,
        "page": page,
        "rows": story_rows(page.rows, now),
        "count": count_words(page),
        "query": urlencode(asked),
        "has_filters": any(name != "q" for name in asked),
        "selects": may_select(user) and bool(page.rows),
        "file_address": reverse(f"newsroom:{name}_file"),
        "now": now,
    }
    return render(request, f"newsroom/lists/{name}.html", context)


def may_select(user: User) -> bool:
    """Whether the person moves other people's stories, so that several at once help."""
    duties = duties_of(user, local_day(timezone.now()))
    return not duties.isdisjoint({Duty.VET, Duty.EDIT, Duty.APPROVE})


@require_admin_access
@require_safe
def my_stories_file(request: HttpRequest) -> HttpResponseBase:
    """The person's list, as it is narrowed, as a file."""
    return _file(request, of_everything=False)


@require_admin_access
@require_safe
def archive_file(request: HttpRequest) -> HttpResponseBase:
    """The desk's list, as it is narrowed, as a file."""
    return _file(request, of_everything=True)


def _file(request: HttpRequest, *, of_everything: bool) -> HttpResponseBase:
    now = timezone.now()
    user = user_of(request)
    form = FilterForm(request.GET, user=user, of_everything=of_everything)
    table = file_table(found(user, form.wanted(), local_day(now)), now)
    return table_response(request.GET.get("dang", CSV), table)
