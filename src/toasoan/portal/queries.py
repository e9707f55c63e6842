"""What public pages show. Every list follows an index and never counts everything."""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from toasoan.delivery.maintenance.queries import announced
from toasoan.delivery.marks import remembered, right_until
from toasoan.media.models import Picture
from toasoan.portal.marking import frame_word, keep, show_frame, show_stories
from toasoan.stories.models import Section, Story, StoryTag, TakeDown
from toasoan.stories.pages import front_word
from toasoan.stories.search import find_stories
from toasoan.units.models import Agency, Unit

PER_PAGE = 20
_LAST_RESULT_PAGE = 50
_LEADS = 7
_ROW = 4
_UNITS = 4
#: How far back the home page looks for stories of different units.
_UNIT_POOL = 60
#: One query each on the home page, whose budget is 25.
_MOST_ROWS = 10
_LATEST = 6
_AGENCY = "_toasoan_agency"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its latest stories."""

    section: Section
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Some stories in order of time; `older` and `newer` are marks for the pages beside it.

    `mark` is how this page was asked for ("" for the first), the one query its address keeps.
    """

    stories: tuple[Story, ...]
    older: str
    newer: str
    mark: str = ""


def agency_for(request: HttpRequest) -> Agency:
    """The agency whose site was asked for; remembered on the request. Raises Http404."""
    found: Agency | None = getattr(request, _AGENCY, None)
    if found is None:
        found = remembered(request, f"agency {request.get_host()}", lambda: _agency_of(request))
        setattr(request, _AGENCY, found)
        # Where Wagtail 8.0.1 looks before it asks for the site of a page's address.
        request._wagtail_site = found.site  # type: ignore[attr-defined]
    return found


def _agency_of(request: HttpRequest) -> tuple[Agency, list[str]]:
    site = Site.find_for_request(request)
    found = (
        Agency.objects.select_related("site__root_page").filter(site=site).first() if site else None
    )
    if found is None:
        raise Http404
    return found, [frame_word(found.pk)]


def frame(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    """What stands around every page: the agency, its menus, the day. Three queries."""
    now = timezone.now()
    show_frame(request, agency.pk, now)
    maintenance = announced(agency.pk, now)
    if maintenance is not None:
        right_until(request, maintenance.ends_at)
    sections, standing = remembered(request, f"menus {agency.pk}", lambda: _menus(agency))
    return {
        "request": request,
        "agency": agency,
        "sections": sections,
        "menu_sections": [section for section in sections if section.in_menu],
        "standing_pages": standing,
        "now": now,
        "maintenance": maintenance,
    }


def _menus(agency: Agency) -> tuple[tuple[list[Section], list[Page]], list[str]]:
    sections = list(Section.objects.filter(agency=agency))
    standing = list(
        Page.objects.child_of(agency.site.root_page)
        .live()
        .in_menu()
        .only("title", "url_path", "slug", "path", "depth")
    )
    return (sections, standing), [frame_word(agency.pk)]


def live_stories(agency: Agency) -> QuerySet[Story]:
    """Stories on the site, latest first, without their text; see `dressed` for the rest."""
    stories: QuerySet[Story] = (
        Story.objects.filter(agency=agency, live=True)
        .defer("body")
        .order_by("-first_published_at", "-pk")
    )
    return stories


def dressed(stories: Iterable[Story], sections: Iterable[Section] | None = None) -> list[Story]:
    """Give stories what a card shows: section, unit and photo. Three queries for all of them.

    Joining these tables instead makes SQLite start from the tiny one and sort every story
    (measured at 50,000: 80 ms instead of 1). Sections that are at hand save one query.
    """
    found = list(stories)
    in_sections(found, sections)
    units = Unit.objects.in_bulk({story.unit_id for story in found})
    pictures = Picture.objects.in_bulk(
        {story.lead_picture_id for story in found if story.lead_picture_id}
    )
    for story in found:
        story.unit = units[story.unit_id]
        story.lead_picture = pictures.get(story.lead_picture_id or 0)
    return found


def in_sections(stories: list[Story], sections: Iterable[Section] | None = None) -> None:
    """Give stories their sections: what their addresses need."""
    if sections is None:
        sections = Section.objects.filter(
            pk__in={story.section_id for story in stories if story.section_id}
        )
    by_id = {section.pk: section for section in sections}
    for story in stories:
        story.section = by_id.get(story.section_id or 0)


def latest(agency: Agency, sections: Iterable[Section]) -> list[Story]:
    """The latest stories of the site, with their addresses and nothing else. One query."""
    found = list(live_stories(agency)[:_LATEST])
    in_sections(found, sections)
    return found


def home_context(request: HttpRequest) -> dict[str, Any]:
    """The home page: lead stories, the latest of different units, one row for each section."""
    agency = agency_for(request)
    context = frame(request, agency)
    leads = list(live_stories(agency)[:_LEADS])
    of_units = _of_different_units(live_stories(agency)[_LEADS : _LEADS + _UNIT_POOL])
    rows = _section_rows(agency, context["menu_sections"], [*leads, *of_units])
    in_rows = (story for row in rows for story in row.stories)
    shown = dressed([*leads, *of_units, *in_rows], context["sections"])
    show_stories(request, shown)
    keep(request, front_word(agency.pk))
    # An even number of sections stands in pairs, so that no pair is left half empty.
    broad = min(len(rows), 1 if len(rows) % 2 else 2)
    return context | {
        "lead": leads[0] if leads else None,
        "leads": leads[1:],
        "of_units": of_units,
        "broad_rows": rows[:broad],
        "paired_rows": rows[broad:],
    }


def _of_different_units(stories: Iterable[Story]) -> list[Story]:
    """The latest story of each unit, as many as a row holds; none when all are of one unit."""
    by_unit: dict[int, Story] = {}
    for story in stories:
        by_unit.setdefault(story.unit_id, story)
    found = list(by_unit.values())[:_UNITS]
    return found if len(found) > 1 else []


def _section_rows(
    agency: Agency, sections: list[Section], shown_above: list[Story]
) -> list[SectionRow]:
    """The latest of each section that do not stand above already. One query a section."""
    shown = {story.pk for story in shown_above}
    rows = []
    for section in sections[:_MOST_ROWS]:
        # Taken whole and sifted here: what stands above is at most the first few of a section.
        stories = live_stories(agency).filter(section=section)[: _ROW + len(shown)]
        if fresh := [story for story in stories if story.pk not in shown][:_ROW]:
            rows.append(SectionRow(section, tuple(fresh)))
    return rows


def section_named(agency: Agency, slug: str) -> Section | None:
    """The section with this address, or None."""
    return Section.objects.filter(agency=agency, slug=slug).first()


def page_of(stories: QuerySet[Story], request: HttpRequest) -> StoryPage:
    """One page of a list by keyset: `truoc` asks for older ones, `sau` for newer ones."""
    if mark := request.GET.get("sau", ""):
        return _newer_page(stories, mark)
    mark = request.GET.get("truoc", "")
    if mark:
        moment, pk = _read_mark(mark)
        stories = stories.filter(first_published_at__lte=moment).exclude(
            first_published_at=moment, pk__gte=pk
        )
    rows = list(stories[: PER_PAGE + 1])
    found = tuple(dressed(rows[:PER_PAGE]))
    return StoryPage(
        found,
        older=_mark(found[-1]) if len(rows) > PER_PAGE else "",
        newer=_mark(found[0]) if mark and found else "",
        mark=f"?truoc={mark}" if mark else "",
    )


def _newer_page(stories: QuerySet[Story], mark: str) -> StoryPage:
    moment, pk = _read_mark(mark)
    # One range of the index; an OR of two conditions would make SQLite sort.
    newer = stories.filter(first_published_at__gte=moment).exclude(
        first_published_at=moment, pk__lte=pk
    )
    rows = list(newer.order_by("first_published_at", "pk")[: PER_PAGE + 1])
    found = tuple(dressed(rows[:PER_PAGE][::-1]))
    return StoryPage(
        found,
        older=_mark(found[-1]) if found else "",
        newer=_mark(found[0]) if len(rows) > PER_PAGE else "",
        mark=f"?sau={mark}",
    )


def _mark(story: Story) -> str:
    """A story's place in the order of time, as a short word for an address."""
    micros = (story.first_published_at - _EPOCH) // dt.timedelta(microseconds=1)
    return _word(str(micros), str(story.pk))


def _word(micros: str, pk: str) -> str:
    return base64.urlsafe_b64encode(f"{micros}.{pk}".encode()).decode().rstrip("=")


def _read_mark(mark: str) -> tuple[dt.datetime, int]:
    """The place that a mark names. Raises Http404 for a broken one."""
    try:
        padded = mark + "=" * (-len(mark) % 4)
        micros, _dot, pk = base64.urlsafe_b64decode(padded).decode("ascii").partition(".")
        moment = _EPOCH + dt.timedelta(microseconds=int(micros))
        place = moment, int(pk)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise Http404 from error
    if _word(micros, pk) != mark:
        # Decoding forgives; a page has one address only.
        raise Http404
    return place


def live_story(agency: Agency, story_id: int) -> Story | None:
    """A story on the site with what its page needs of it, or None."""
    story: Story | None = (
        Story.objects.filter(agency=agency, live=True, pk=story_id)
        # The text stands ready beside it (stories.prepared); see `dressed` for the rest.
        .select_related("topic", "prepared")
        .defer("body")
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


def tag_for(agency: Agency, slug: str) -> StoryTag:
    """The tag with this address. Raises Http404, also for one that only drafts carry."""
    tag = StoryTag.objects.filter(slug=slug).first()
    if tag is None or not live_stories(agency).filter(tagged_items__tag=tag).exists():
        raise Http404
    return tag


def unit_for(agency: Agency, code: str) -> Unit:
    """The unit with this code. Raises Http404."""
    unit = Unit.objects.filter(agency=agency, code=code).first()
    if unit is None:
        raise Http404
    return unit


@dataclass(frozen=True, slots=True)
class Kin:
    """What a unit came from and what has become of it, as far as its days have come."""

    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    ended_on: dt.date | None


def kin_of(unit: Unit, today: dt.date) -> Kin:
    """The units before and after this one. Two queries."""
    units = Unit.objects.order_by("order", "code").distinct()
    return Kin(
        before=tuple(units.filter(ended_by__successors=unit, ended_by__happened_on__lte=today)),
        after=tuple(units.filter(began_by__predecessors=unit, began_by__happened_on__lte=today)),
        ended_on=unit.closed_on if unit.closed_on and unit.closed_on < today else None,
    )


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
