"""What public pages show. Every list follows an index and never counts everything."""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from toasoan.media.models import Picture
from toasoan.stories.models import Edition, Section, Story, StoryTag, TakeDown
from toasoan.stories.search import find_stories
from toasoan.units.models import Agency, Unit

PER_PAGE = 20
_LAST_RESULT_PAGE = 50
_LEADS = 5
_ROW = 4
_NEIGHBOURS = 4
_AGENCY = "_toasoan_agency"


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its latest stories."""

    section: Section
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Some stories in order of time; `older` and `newer` are marks for the pages beside it."""

    stories: tuple[Story, ...]
    older: str
    newer: str


def agency_for(request: HttpRequest) -> Agency:
    """The agency whose site was asked for; remembered on the request. Raises Http404."""
    found: Agency | None = getattr(request, _AGENCY, None)
    if found is None:
        site = Site.find_for_request(request)
        found = Agency.objects.select_related("site").filter(site=site).first() if site else None
        if found is None:
            raise Http404
        setattr(request, _AGENCY, found)
    return found


def frame(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    """What stands around every page: the agency, its menus, the day. Two queries."""
    sections = list(Section.objects.filter(agency=agency))
    standing = list(
        Page.objects.child_of(agency.site.root_page)
        .live()
        .in_menu()
        .only("title", "url_path", "slug", "path", "depth")
    )
    return {
        "request": request,
        "agency": agency,
        "sections": sections,
        "menu_sections": [section for section in sections if section.in_menu],
        "standing_pages": standing,
        "now": timezone.now(),
    }


def live_stories(agency: Agency) -> QuerySet[Story]:
    """Stories on the site, latest first, without their text; see `dressed` for the rest."""
    stories: QuerySet[Story] = (
        Story.objects.filter(agency=agency, live=True)
        .defer("body")
        .order_by("-first_published_at", "-pk")
    )
    return stories


def dressed(stories: Iterable[Story]) -> list[Story]:
    """Give stories what a card shows: section, unit and photo. Three queries for all of them.

    Joining these tables instead makes SQLite start from the tiny one and sort every story
    (measured at 50,000: 80 ms instead of 1).
    """
    found = list(stories)
    sections = Section.objects.in_bulk({story.section_id for story in found if story.section_id})
    units = Unit.objects.in_bulk({story.unit_id for story in found})
    pictures = Picture.objects.in_bulk(
        {story.lead_picture_id for story in found if story.lead_picture_id}
    )
    for story in found:
        story.section = sections.get(story.section_id or 0)
        story.unit = units[story.unit_id]
        story.lead_picture = pictures.get(story.lead_picture_id or 0)
    return found


def home_context(request: HttpRequest) -> dict[str, Any]:
    """The home page: lead stories, one row for each section, the latest of the units."""
    agency = agency_for(request)
    context = frame(request, agency)
    leads = list(live_stories(agency)[:_LEADS])
    shown = {story.pk for story in leads}
    rows = []
    for section in context["menu_sections"]:
        # Taken whole and sifted here: the leads are at most the first few of a section.
        latest = live_stories(agency).filter(section=section)[: _ROW + _LEADS]
        if stories := [story for story in latest if story.pk not in shown][:_ROW]:
            rows.append(SectionRow(section, tuple(stories)))
    dressed([*leads, *(story for row in rows for story in row.stories)])
    return context | {"lead": leads[0] if leads else None, "leads": leads[1:], "rows": rows}


def section_for(agency: Agency, slug: str) -> Section:
    """The section with this address. Raises Http404."""
    section = Section.objects.filter(agency=agency, slug=slug).first()
    if section is None:
        raise Http404
    return section


def page_of(stories: QuerySet[Story], request: HttpRequest) -> StoryPage:
    """One page of a list by keyset: `truoc` asks for older ones, `sau` for newer ones."""
    older_than = _read_mark(request.GET.get("truoc", ""))
    newer_than = _read_mark(request.GET.get("sau", ""))
    if newer_than:
        moment, pk = newer_than
        newer = Q(first_published_at__gt=moment) | Q(first_published_at=moment, pk__gt=pk)
        rows = list(stories.filter(newer).order_by("first_published_at", "pk")[: PER_PAGE + 1])
        more_newer, rows = len(rows) > PER_PAGE, rows[:PER_PAGE][::-1]
        return _page(rows, has_newer=more_newer, has_older=True)
    if older_than:
        moment, pk = older_than
        stories = stories.filter(first_published_at__lte=moment).exclude(
            first_published_at=moment, pk__gte=pk
        )
    rows = list(stories[: PER_PAGE + 1])
    has_older = len(rows) > PER_PAGE
    return _page(rows[:PER_PAGE], has_newer=bool(older_than), has_older=has_older)


def _page(rows: list[Story], *, has_newer: bool, has_older: bool) -> StoryPage:
    return StoryPage(
        stories=tuple(dressed(rows)),
        older=_mark(rows[-1]) if rows and has_older else "",
        newer=_mark(rows[0]) if rows and has_newer else "",
    )


def _mark(story: Story) -> str:
    """A story's place in the order of time, as a short word for an address."""
    micros = int(story.first_published_at.timestamp() * 1_000_000)
    return base64.urlsafe_b64encode(f"{micros}.{story.pk}".encode()).decode().rstrip("=")


def _read_mark(mark: str) -> tuple[dt.datetime, int] | None:
    """The place that a mark names; None for no mark. Raises Http404 for a broken one."""
    if not mark:
        return None
    try:
        padded = mark + "=" * (-len(mark) % 4)
        micros, _dot, pk = base64.urlsafe_b64decode(padded).decode("ascii").partition(".")
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(micros))
        return moment, int(pk)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise Http404 from error


def live_story(agency: Agency, story_id: int) -> Story | None:
    """A story on the site with its text, or None."""
    story: Story | None = (
        Story.objects.filter(agency=agency, live=True, pk=story_id)
        .select_related("section", "unit", "lead_picture")
        .first()
    )
    return story


def take_down_of(agency: Agency, story_id: int) -> TakeDown | None:
    """Why a story is off the site, or None when it never was on it."""
    return (
        TakeDown.objects.filter(story__agency=agency, story_id=story_id)
        .select_related("redirect_to__section")
        .first()
    )


def story_context(story: Story, agency: Agency) -> dict[str, Any]:
    """What surrounds a story: corrections, newer and older ones of its section."""
    corrections = list(
        Edition.objects.filter(story_id=story.pk)
        .exclude(public_note="")
        .only("public_note", "published_at", "number")
        .order_by("-number")
    )
    return {
        "story": story,
        "corrections": corrections,
        "bylines": list(story.bylines.all()),
        "tags": list(story.tags.all()),
        **_neighbours(story, agency),
    }


def _neighbours(story: Story, agency: Agency) -> dict[str, list[Story]]:
    moment = story.first_published_at
    if moment is None or story.section_id is None:
        return {"newer": [], "older": []}
    beside = live_stories(agency).filter(section_id=story.section_id)
    later = beside.filter(first_published_at__gte=moment).order_by("first_published_at", "pk")
    before = beside.filter(first_published_at__lte=moment)
    newer = [other for other in later[: _NEIGHBOURS + 1] if other.pk != story.pk][:_NEIGHBOURS]
    older = [other for other in before[: _NEIGHBOURS + 1] if other.pk != story.pk][:_NEIGHBOURS]
    dressed([*newer, *older])
    return {"newer": newer[::-1], "older": older}


def tag_for(slug: str) -> StoryTag:
    """The tag with this address. Raises Http404."""
    tag = StoryTag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    return tag


def unit_for(agency: Agency, code: str) -> Unit:
    """The unit with this code. Raises Http404."""
    unit = Unit.objects.filter(agency=agency, code=code).first()
    if unit is None:
        raise Http404
    return unit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, in order; `next_page` is 0 when there is no more."""

    query: str
    stories: tuple[Story, ...]
    page: int
    next_page: int


def search(agency: Agency, query: str, page: int) -> Answer:
    """Stories with all words of the query. `page` counts from 1."""
    query = query.strip()[:200]
    page = min(max(page, 1), _LAST_RESULT_PAGE)
    found = find_stories(query, agency_id=agency.pk, offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    stories_found = dressed(live_stories(agency).filter(pk__in=found.story_ids))
    by_id = {story.pk: story for story in stories_found}
    stories = tuple(by_id[pk] for pk in found.story_ids if pk in by_id)
    return Answer(
        query, stories, page, page + 1 if found.has_more and page < _LAST_RESULT_PAGE else 0
    )
