"""Polls for readers: what is asked, what came of it: HTTP only."""

import datetime as dt
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.opinions.actions.polls import vote as count_vote
from toasoan.opinions.cache_tags import poll_tag, polls_tag
from toasoan.opinions.models import Poll
from toasoan.opinions.queries.polls import (
    closed_polls,
    coming_polls,
    open_polls,
    results_of,
    shown_polls,
)
from toasoan.opinions.rules import is_open, is_over, shows_results
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.portal.frame.cache_tags import LIST_PARAMETERS, frame_tag, keep
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings import keyset
from toasoan.portal.opinions.poll_block import form_of
from toasoan.portal.opinions.replies import problems_in, refused, taken
from toasoan.reader_forms.door import Limit, reader_form
from toasoan.reader_forms.readers import reader_key
from toasoan.refusals import RefusedError
from toasoan.stories.numbers import number_at_end
from toasoan.vietnamese.dates import local_day

PER_PAGE = 20
#: A whole office may share one address.
_LIMITS = (Limit(20, 60), Limit(200, 3600))
#: For so long the numbers of a poll that is open may be behind.
_FRESH = dt.timedelta(minutes=1)


@require_safe
def polls(request: HttpRequest) -> HttpResponse:
    """Polls that are open, then those that come, then those that are over with their results."""
    agency, now = agency_for(request), timezone.now()
    around = frame_context(request, agency)
    keep(request, polls_tag(agency.pk), knows=LIST_PARAMETERS)
    day, later = local_day(now), request.GET.get("sau", "")
    over = OrderedRows((Key("pk", descending=True),), closed_polls(agency.pk, day))
    page = keyset.after(over, later, PER_PAGE)
    begun = [] if later else list(open_polls(agency.pk, day))
    coming = [] if later else list(coming_polls(agency.pk, day))
    shows(request, *(poll_tag(each.pk) for each in (*begun, *coming, *page.rows)))
    words = _("What %(name)s asks its readers, and what they answered.")
    context = {
        "title": _("Polls"),
        "description": words % {"name": agency.name},
        "begun": begun,
        "coming": coming,
        "over": page.rows,
        "more": page.after,
        "query": f"?sau={later}" if later else "",
    }
    return render(request, "portal/opinions/polls.html", around | context)


@require_safe
def poll(request: HttpRequest, words: str) -> HttpResponse:
    """One poll; its id decides, other words lead to the right address."""
    found = _poll_for(request, words)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(with_query(request, found.get_absolute_url()))
    return _page(request, found, has_voted=False)


@require_safe
def voted(request: HttpRequest, words: str) -> HttpResponse:
    """The thanks after a vote, with the results where they are shown to those who voted."""
    found = _poll_for(request, words)
    address = reverse("portal:poll_voted", args=[found.words_in_address])
    if request.path != address:
        return HttpResponsePermanentRedirect(with_query(request, address))
    return _page(request, found, has_voted=True)


@reader_form("vote", limits=_LIMITS, largest_body=8192)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, words: str) -> HttpResponse:
    """Take a vote; whoever opens the address finds the poll."""
    found = _poll_for(request, words)
    back = found.get_absolute_url()
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = form_of(found, request.POST)
    if not form.is_valid():
        return refused(request, problems_in(form), back)
    now = timezone.now()
    day = local_day(now)
    key = reader_key(request, f"poll:{found.pk}", day)
    try:
        count_vote(found, form.cleaned_data["options"], reader_key=key, now=now, day=day)
    except RefusedError as refusal:
        return refused(request, [str(refusal)], back)
    onward = reverse("portal:poll_voted", args=[found.words_in_address])
    return taken(request, _("Your vote has been counted. Thank you."), onward)


def _poll_for(request: HttpRequest, words: str) -> Poll:
    """The poll that the end of an address names. Raises Http404."""
    poll_id = number_at_end(words)
    if poll_id is None:
        raise Http404
    agency = agency_for(request)
    if request.method != "POST":
        keep(request, poll_tag(poll_id), frame_tag(agency.pk))
    found = shown_polls(agency.pk).filter(pk=poll_id).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Poll, *, has_voted: bool) -> HttpResponse:
    now = timezone.now()
    day, around = local_day(now), frame_context(request, agency_for(request))
    has_results = shows_results(found, day, has_voted=has_voted)
    if has_results and not is_over(found, day):
        right_until(request, now + _FRESH)
    context: dict[str, Any] = {
        "poll": found,
        "description": found.about or found.question,
        "has_voted": has_voted,
        "is_open": is_open(found, day),
        "is_over": is_over(found, day),
        "form": form_of(found),
        "results": results_of(found) if has_results else [],
    }
    return render(request, "portal/opinions/poll.html", around | context)
