"""Public pages: HTTP only."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from toasoan.page_cache.marks import shows
from toasoan.portal import queries
from toasoan.portal.marking import (
    LIST_MARKS,
    frame_word,
    keep,
    show_stories,
    unit_word,
)
from toasoan.portal.office.queries import unit_head
from toasoan.stories.models import Story
from toasoan.stories.pages import (
    front_word,
    section_word,
    tag_word,
    unit_list_word,
)
from toasoan.vietnamese.dates import local_day


def story_list(
    request: HttpRequest, title: str, stories: QuerySet[Story], **context: object
) -> HttpResponse:
    """A page of stories with the latest of the whole site beside it."""
    agency = queries.agency_for(request)
    frame = queries.frame(request, agency)
    page = queries.page_of(stories, request)
    latest = queries.latest(agency, frame["sections"])
    show_stories(request, [*page.stories, *latest])
    keep(request, front_word(agency.pk), knows=LIST_MARKS)
    context |= {"title": title, "page": page, "latest": latest}
    return render(request, "portal/list.html", frame | context)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The stories of a section, latest first; a standing page when no section has the address."""
    agency = queries.agency_for(request)
    found = queries.section_named(agency, section)
    if found is None:
        return serve_page(request, f"{section}/")
    shows(request, section_word(found.pk))
    stories = queries.live_stories(agency).filter(section=found)
    return story_list(
        request, found.name, stories, summary=found.summary, section=found, has_feeds=True
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories with a tag."""
    agency = queries.agency_for(request)
    # A tag without live stories does not exist; its first one is a change of the front.
    shows(request, front_word(agency.pk))
    found = queries.tag_for(agency, slug)
    shows(request, tag_word(found.pk))
    stories = queries.live_stories(agency).filter(tagged_items__tag=found)
    return story_list(request, found.name, stories, kind=_("Tag"), has_feeds=True)


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The stories of a unit."""
    agency = queries.agency_for(request)
    found = queries.unit_for(agency, code)
    shows(request, unit_word(found.pk), unit_list_word(found.pk))
    today = local_day(timezone.now())
    kin = queries.kin_of(found, today)
    shows(request, *(unit_word(unit.pk) for unit in (*kin.before, *kin.after)))
    head = unit_head(request, found, today)
    stories = queries.live_stories(agency).filter(unit=found)
    return story_list(request, found.name, stories, kin=kin, unit_head=head, has_feeds=True)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What machines may read."""
    keep(request, frame_word(queries.agency_for(request).pk))
    address = request.build_absolute_uri("/sitemap.xml")
    lines = [
        "User-agent: *",
        "Disallow: /toa-soan/",
        "Disallow: /tim-kiem/?",
        "",
        f"Sitemap: {address}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
