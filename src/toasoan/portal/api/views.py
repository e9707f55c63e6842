"""The programming interface of published stories: reading only, for everybody."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.api import ninjs, openapi, shapes
from toasoan.portal.api.filters import KNOWN, Asked, asked
from toasoan.portal.api.problems import ProblemError, for_programs
from toasoan.portal.feeds.channels import tag_names
from toasoan.portal.frame.cache_tags import frame_tag, keep, show_stories, unit_tag
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.json_response import as_json
from toasoan.portal.listings.stories import cursor_of, live_stories, with_card_data
from toasoan.portal.story.queries import take_down_of
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Section, Story
from toasoan.units.models import Agency, Unit


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the interface gives, and all feeds, for the people who write programs."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    keep(request)
    return render(request, "portal/api/about.html", around)


@for_programs
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    return as_json(openapi.document(request, agency), "application/json")


_JSON = "application/json"


@for_programs
def stories(request: HttpRequest) -> HttpResponse:
    """A page of the list, latest first."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), knows=KNOWN)
    wanted = asked(request, agency)
    rows = list(wanted.among(live_stories(agency))[: wanted.size + 1])
    found = with_card_data(rows[: wanted.size])
    show_stories(request, found)
    shows(request, *wanted.words)
    following = _following(request, wanted, found) if len(rows) > wanted.size else None
    answer = as_json({"items": _items(request, wanted, found), "next": following}, _JSON)
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer


def _items(request: HttpRequest, wanted: Asked, found: list[Story]) -> list[shapes.Shape]:
    tags = tag_names(found)
    if wanted.form == "ninjs":
        return [ninjs.ninjs_line(request, wanted.agency, each, tags[each.pk]) for each in found]
    return [shapes.story_line(request, each, tags[each.pk]) for each in found]


def _following(request: HttpRequest, wanted: Asked, found: list[Story]) -> str:
    """The address of the next page: the same question from the last story on."""
    given = {name: request.GET[name] for name in KNOWN if request.GET.get(name)}
    query = urlencode(sorted({**given, "cursor": cursor_of(found[-1])}.items()))
    return request.build_absolute_uri(f"{request.path}?{query}")


@for_programs
def story(request: HttpRequest, story_id: str) -> HttpResponse:
    """One whole story."""
    found, tags = _story_for(request, story_id)
    return as_json(shapes.story_shape(request, found, tags), _JSON)


@for_programs
def story_ninjs(request: HttpRequest, story_id: str) -> HttpResponse:
    """One whole story as ninjs."""
    found, tags = _story_for(request, story_id)
    agency = agency_for(request)
    return as_json(ninjs.ninjs_item(request, agency, found, tags), _JSON)


def _story_for(request: HttpRequest, given: str) -> tuple[Story, list[str]]:
    """A live story and its tags. Raises ProblemError for one that was taken down, Http404."""
    story_id = int(given)
    agency = agency_for(request)
    keep(request, story_tag(story_id), frame_tag(agency.pk))
    found = _whole_story(agency, story_id)
    if found is None:
        if take_down_of(agency, story_id) is None:
            raise Http404
        detail = _("The story has been taken off the site by the newsroom.")
        raise ProblemError(HTTPStatus.GONE, detail)
    show_stories(request, [found])
    return found, tag_names([found])[found.pk]


def _whole_story(agency: Agency, story_id: int) -> Story | None:
    """A story on the site with its text and what stands in its facts. One query."""
    rows = Story.objects.filter(agency=agency, live=True, pk=story_id)
    return rows.select_related("section", "unit", "lead_picture").first()


@for_programs
def sections(request: HttpRequest) -> HttpResponse:
    """The sections in the order of the menu."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    rows = Section.objects.filter(agency=agency)
    return _list_of([shapes.section_shape(request, row) for row in rows])


@for_programs
def units(request: HttpRequest) -> HttpResponse:
    """The units, closed ones too: old stories are theirs."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    rows = list(Unit.objects.filter(agency=agency))
    shows(request, *(unit_tag(row.pk) for row in rows))
    return _list_of([shapes.unit_shape(request, row) for row in rows])


@for_programs
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address beneath the interface."""
    keep(request)
    raise Http404


def _list_of(rows: list[dict[str, Any]]) -> HttpResponse:
    return as_json({"items": rows}, _JSON)
