"""The interface of published stories: reading only, for everybody."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import register_converter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.api import schemas, shapes
from toasoan.portal.api.filters import PARAMETERS, StoryFilters, chosen_stories
from toasoan.portal.api.ninjs import ninjs_item, ninjs_line
from toasoan.portal.api.problems import ProblemError
from toasoan.portal.feeds.channels import tag_names
from toasoan.portal.frame.cache_tags import frame_tag, keep, show_stories, unit_tag
from toasoan.portal.frame.site import agency_for
from toasoan.portal.json_response import json_text
from toasoan.portal.listings.stories import cursor_of, with_card_data
from toasoan.portal.story.queries import take_down_of
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Section, Story
from toasoan.units.models import Agency, Unit


class _StoryNumber:
    """A story's number in an address, written in one way only; no story has more digits."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Json(BaseRenderer):
    """Writes JSON in UTF-8 without escaping letters."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json_text(data)


register_converter(_StoryNumber, "story_number")

#: No page of its own with scripts from elsewhere, and the description is completed by ours.
api = NinjaAPI(version="1.1.0", renderer=Json(), docs_url=None, openapi_url=None)


def _raise(request: HttpRequest, error: Any) -> HttpResponse:
    """Raise the error again: `problems.for_programs` and Django answer it."""
    raise error


def raise_again(interface: NinjaAPI) -> None:
    """Let `problems.for_programs` and Django answer what goes wrong in an interface."""
    for kind in (Exception, Http404, HttpError, ValidationError):
        interface.add_exception_handler(kind, _raise)


raise_again(api)

StoryId = Annotated[int, Path(..., ge=1, description=gettext_noop("The story's number."))]
_MISSING = schemas.problems(404, 410)


@api.get(
    "/stories",
    operation_id="listStories",
    tags=["stories"],
    summary=gettext_noop("Stories, latest first"),
    response={200: schemas.StoryPage, **schemas.problems(404)},
    url_name="api_stories",
)
def stories(
    request: HttpRequest, response: HttpResponse, filters: Query[StoryFilters]
) -> schemas.StoryPage:
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), knows=PARAMETERS)
    chosen, list_tag = chosen_stories(request, agency, filters)
    rows = list(chosen[: filters.size + 1])
    found = with_card_data(rows[: filters.size])
    show_stories(request, found)
    shows(request, list_tag)
    following = _following(request, found) if len(rows) > filters.size else None
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    items = _as_ninjs(request, agency, found) if filters.form == "ninjs" else _lines(request, found)
    return schemas.StoryPage(items=items, next=following)


def _lines(request: HttpRequest, found: list[Story]) -> list[schemas.StoryLine | schemas.Ninjs]:
    tags = tag_names(found)
    return [shapes.story_line(request, each, tags[each.pk]) for each in found]


def _as_ninjs(
    request: HttpRequest, agency: Agency, found: list[Story]
) -> list[schemas.StoryLine | schemas.Ninjs]:
    tags = tag_names(found)
    return [schemas.Ninjs(**ninjs_line(request, agency, each, tags[each.pk])) for each in found]


def _following(request: HttpRequest, found: list[Story]) -> str:
    """The address of the next page: the same filters from the last story on."""
    given = {name: request.GET[name] for name in PARAMETERS if request.GET.get(name)}
    query = urlencode(sorted({**given, "cursor": cursor_of(found[-1])}.items()))
    return request.build_absolute_uri(f"{request.path}?{query}")


@api.get(
    "/stories/{story_number:id}",
    operation_id="getStory",
    tags=["stories"],
    summary=gettext_noop("One story with its text and photos"),
    response={200: schemas.Story, **_MISSING},
    url_name="api_story",
)
def story(request: HttpRequest, id: StoryId) -> schemas.Story:  # noqa: A002  # as it is described
    found, tags = _story_for(request, id)
    return shapes.story_shape(request, found, tags)


@api.get(
    "/stories/{story_number:id}/ninjs",
    operation_id="getStoryNinjs",
    tags=["stories"],
    summary=gettext_noop("One story as IPTC ninjs 2.1"),
    response={200: schemas.Ninjs, **_MISSING},
    url_name="api_ninjs",
)
def story_ninjs(request: HttpRequest, id: StoryId) -> schemas.Ninjs:  # noqa: A002  # as above
    found, tags = _story_for(request, id)
    return schemas.Ninjs(**ninjs_item(request, agency_for(request), found, tags))


def _story_for(request: HttpRequest, story_id: int) -> tuple[Story, list[str]]:
    """A live story and its tags. Raises ProblemError for one that was taken down, Http404."""
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


@api.get(
    "/sections",
    operation_id="listSections",
    tags=["sections"],
    summary=gettext_noop("The sections"),
    response={200: schemas.SectionList, **schemas.problems()},
    url_name="api_sections",
)
def sections(request: HttpRequest) -> schemas.SectionList:
    """The sections in the order of the menu."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    rows = Section.objects.filter(agency=agency)
    return schemas.SectionList(items=[shapes.section_shape(request, row) for row in rows])


@api.get(
    "/units",
    operation_id="listUnits",
    tags=["units"],
    summary=gettext_noop("The units, closed ones too"),
    response={200: schemas.UnitList, **schemas.problems()},
    url_name="api_units",
)
def units(request: HttpRequest) -> schemas.UnitList:
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    rows = list(Unit.objects.filter(agency=agency))
    shows(request, *(unit_tag(row.pk) for row in rows))
    return schemas.UnitList(items=[shapes.unit_shape(request, row) for row in rows])
