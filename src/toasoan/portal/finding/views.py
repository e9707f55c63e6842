"""The search page and its description for browsers: HTTP only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.marks import shows
from toasoan.portal import queries
from toasoan.portal.finding.form import (
    LATEST,
    NAMES,
    Offer,
    UnknownError,
    Wish,
    in_words,
    read_wish,
)
from toasoan.portal.marking import frame_word, keep, unit_word
from toasoan.search.kinds import choices
from toasoan.search.pages import search_word
from toasoan.search.queries import Answer, by_rank, by_time
from toasoan.units.models import Unit


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the search finds, with or without marks, narrowed by filters."""
    agency = queries.agency_for(request)
    frame = queries.frame(request, agency)
    units = list(Unit.objects.filter(agency=agency))
    offer = Offer(frame["sections"], units, choices())
    try:
        wish = read_wish(request.GET.dict(), agency.pk, offer)
    except UnknownError as error:
        raise Http404 from error
    answer = _answer(wish)
    shows(request, *answer.shows, *(unit_word(unit.pk) for unit in units))
    keep(request, search_word(agency.pk), knows=NAMES)
    context: dict[str, object] = {"in_use": in_words(wish, offer)}
    context |= {"wish": wish, "answer": answer, "offer": offer, "is_filtered": wish.filters.narrow}
    return render(request, "portal/search.html", frame | context | _ways(wish, answer))


def _answer(wish: Wish) -> Answer:
    if wish.by_time:
        return by_time(wish.typed, wish.filters, wish.below)
    return by_rank(wish.typed, wish.filters, wish.page)


def _ways(wish: Wish, answer: Answer) -> dict[str, Any]:
    """The addresses that lead on from this page; empty where there is nothing."""
    orders = [
        (_("Most fitting first"), wish.address(thu_tu=""), not wish.by_time),
        (_("Latest first"), wish.address(thu_tu=LATEST), wish.by_time),
    ]
    begins_here = wish.page == 1 and wish.below is None
    if answer.next_page:
        onwards = wish.address(trang=answer.next_page)
    else:
        onwards = wish.address(thu_tu=LATEST, truoc=answer.older) if answer.older else ""
    back = wish.address(trang=wish.page - 1) if wish.page > 1 else ""
    return {
        "orders": orders,
        "onwards": onwards,
        "back": back or ("" if begins_here else wish.address()),
        "days": [
            ("tu", _("From day"), wish.parts["tu"], wish.problems.get("tu", "")),
            ("den", _("To day"), wish.parts["den"], wish.problems.get("den", "")),
        ],
        "suggestion_address": wish.address(q=answer.suggestion) if answer.suggestion else "",
        "without_filters": wish.address(muc="", don_vi="", loai="", tu="", den=""),
    }


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What a browser needs to offer this site among its search engines."""
    agency = queries.agency_for(request)
    keep(request, frame_word(agency.pk))
    context = {"agency": agency, "address": request.build_absolute_uri("/tim-kiem/")}
    return render(
        request,
        "portal/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
