"""Lists of a section and of a tag: HTTP only."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import (
    LIST_PARAMETERS,
    frame_tag,
    keep,
    show_stories,
)
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import (
    latest_stories,
    live_stories,
    page_of,
    tag_for,
)
from toasoan.stories.cache_tags import (
    front_tag,
    keyword_tag,
    section_tag,
)
from toasoan.stories.models import Story
from toasoan.stories.sections import section_at


def story_list(
    request: HttpRequest,
    title: str,
    stories: QuerySet[Story],
    description: str,
    **context: object,
) -> HttpResponse:
    """A page of stories with the latest of the whole site beside it.

    `description` is what search engines and shared links say of the page.
    """
    agency = agency_for(request)
    around = frame_context(request, agency)
    page = page_of(stories, request)
    latest = latest_stories(agency, around["sections"])
    show_stories(request, [*page.stories, *latest])
    keep(request, front_tag(agency.pk), knows=LIST_PARAMETERS)
    context |= {"title": title, "description": description, "page": page, "latest": latest}
    return render(request, "portal/list.html", around | context)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The stories of a section, latest first; a standing page when no section has the address."""
    agency = agency_for(request)
    found = section_at(agency.pk, section)
    if found is None:
        return serve_page(request, f"{section}/")
    if found.slug != section:
        keep(request, frame_tag(agency.pk), section_tag(found.pk))
        return HttpResponsePermanentRedirect(with_query(request, found.get_absolute_url()))
    shows(request, section_tag(found.pk))
    stories = live_stories(agency).filter(section=found)
    words = _("News of %(section)s from %(agency)s.")
    return story_list(
        request,
        found.name,
        stories,
        found.summary or words % {"section": found.name, "agency": agency.name},
        summary=found.summary,
        section=found,
        has_feeds=True,
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories with a tag."""
    agency = agency_for(request)
    # Before the look-up: the first story with the tag changes the front and drops a kept 404.
    shows(request, front_tag(agency.pk))
    found = tag_for(agency, slug)
    shows(request, keyword_tag(found.pk))
    stories = live_stories(agency).filter(tagged_items__tag=found)
    words = _("Stories about “%(tag)s” on the site of %(agency)s.")
    description = words % {"tag": found.name, "agency": agency.name}
    return story_list(request, found.name, stories, description, kind=_("Tag"), has_feeds=True)
