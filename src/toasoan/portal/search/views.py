"""The search page and its description for browsers: HTTP only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import frame_tag, keep, unit_tag
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.search.request import (
    LATEST,
    PARAMETERS,
    FilterChoices,
    SearchRequest,
    UnknownError,
    filters_in_words,
    read_search_request,
    results_in_words,
)
from toasoan.search.cache_tags import search_tag
from toasoan.search.kinds import choices
from toasoan.search.queries import Answer, by_rank, by_time
from toasoan.units.models import Agency, Unit


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the search finds, with or without marks, narrowed by filters."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    units = list(Unit.objects.filter(agency=agency))
    filter_choices = FilterChoices(around["sections"], units, choices())
    try:
        search_request = read_search_request(request.GET.dict(), agency.pk, filter_choices)
    except UnknownError as error:
        raise Http404 from error
    answer = _answer(search_request)
    shows(request, *answer.shows, *(unit_tag(unit.pk) for unit in units))
    keep(request, search_tag(agency.pk), knows=PARAMETERS)
    context: dict[str, object] = {"in_use": filters_in_words(search_request, filter_choices)}
    context |= {
        "search_request": search_request,
        "answer": answer,
        "filter_choices": filter_choices,
        "is_filtered": search_request.filters.narrow,
        "heading": results_in_words(search_request, answer),
        "left_out": ", ".join(f"“{words}”" for words in answer.left_out),
        "is_listed": not (search_request.typed or search_request.filters.narrow),
        "description": _description(agency),
    }
    return render(
        request, "portal/search.html", around | context | _onward_addresses(search_request, answer)
    )


def _description(agency: Agency) -> str:
    words = _("Search the stories, files and standing pages of %(name)s, with or without marks.")
    return words % {"name": agency.name}


def _answer(search_request: SearchRequest) -> Answer:
    if search_request.by_time:
        return by_time(search_request.typed, search_request.filters, search_request.below)
    return by_rank(search_request.typed, search_request.filters, search_request.page)


def _onward_addresses(search_request: SearchRequest, answer: Answer) -> dict[str, Any]:
    """The addresses that lead on from this page; empty where there is nothing."""
    orders = [
        (_("Most fitting first"), search_request.address(thu_tu=""), not search_request.by_time),
        (_("Latest first"), search_request.address(thu_tu=LATEST), search_request.by_time),
    ]
    begins_here = search_request.page == 1 and search_request.below is None
    if answer.next_page:
        onwards = search_request.address(trang=answer.next_page)
    else:
        onwards = search_request.address(thu_tu=LATEST, truoc=answer.older) if answer.older else ""
    back = search_request.address(trang=search_request.page - 1) if search_request.page > 1 else ""
    return {
        "orders": orders,
        "onwards": onwards,
        "back": back or ("" if begins_here else search_request.address()),
        "days": [
            (
                "tu",
                _("From day"),
                search_request.parts["tu"],
                search_request.problems.get("tu", ""),
            ),
            (
                "den",
                _("To day"),
                search_request.parts["den"],
                search_request.problems.get("den", ""),
            ),
        ],
        "suggestion_address": search_request.address(q=answer.suggestion)
        if answer.suggestion
        else "",
        "without_filters": search_request.address(muc="", don_vi="", loai="", tu="", den=""),
    }


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What a browser needs to offer this site among its search engines (OpenSearch)."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    context = {"agency": agency, "address": request.build_absolute_uri("/tim-kiem/")}
    return render(
        request,
        "portal/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
