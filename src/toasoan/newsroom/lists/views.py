"""The lists of stories. HTTP only: `editorial` decides who sees what."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.inbox import (
    find_stories,
)
from toasoan.newsroom.kit.duty_sets import DESK, READING, WRITING
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.story_rows import may_select, story_rows
from toasoan.newsroom.kit.tables import CSV, table_response
from toasoan.newsroom.lists.forms import StoryFilterForm
from toasoan.newsroom.lists.queries import (
    count_words,
    file_table,
    found_page,
)
from toasoan.vietnamese.dates import local_day


@screen(
    "tin-cua-toi/",
    name="my_stories",
    duties=READING,
    menu=MenuEntry(label=gettext_lazy("My stories"), icon="list-ul", order=40, duties=WRITING),
)
@require_safe
def my_stories(request: HttpRequest) -> HttpResponse:
    """The person's own stories; for a unit's leader, those of the unit."""
    return _list(request, "my_stories", of_everything=False)


@screen(
    "kho-tin/",
    name="archive",
    duties=DESK,
    menu=MenuEntry(label=gettext_lazy("All stories"), icon="folder-open-inverse", order=45),
)
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every story that the desk has ever received."""
    return _list(request, "archive", of_everything=True)


def _list(request: HttpRequest, name: str, *, of_everything: bool) -> HttpResponse:
    now = timezone.now()
    user = user_of(request)
    form = StoryFilterForm(request.GET, user=user, of_everything=of_everything)
    parts = find_stories(user, form.search_request(), local_day(now))
    page = found_page(parts, request.GET.get("trang", ""))
    filters = {name: value for name in form.fields if (value := request.GET.get(name))}
    context = {
        "form": form,
        "page": page,
        "rows": story_rows(page.rows, now),
        "count": count_words(page),
        "query": urlencode(filters),
        "has_filters": any(name != "q" for name in filters),
        "selects": may_select(user) and bool(page.rows),
        "file_address": reverse(f"newsroom:{name}_file"),
        "now": now,
    }
    return render(request, f"newsroom/lists/{name}.html", context)


@screen("tin-cua-toi/tai-ve/", name="my_stories_file", duties=READING)
@require_safe
def my_stories_file(request: HttpRequest) -> HttpResponseBase:
    """The person's list, as it is narrowed, as a file."""
    return _file(request, of_everything=False)


@screen("kho-tin/tai-ve/", name="archive_file", duties=DESK)
@require_safe
def archive_file(request: HttpRequest) -> HttpResponseBase:
    """The desk's list, as it is narrowed, as a file."""
    return _file(request, of_everything=True)


def _file(request: HttpRequest, *, of_everything: bool) -> HttpResponseBase:
    now = timezone.now()
    user = user_of(request)
    form = StoryFilterForm(request.GET, user=user, of_everything=of_everything)
    table = file_table(find_stories(user, form.search_request(), local_day(now)), now)
    return table_response(request.GET.get("dang", CSV), table)
