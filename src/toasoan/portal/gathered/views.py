"""Pages of stories gathered by topic, author, photos or video: HTTP only."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from toasoan.page_cache.marks import shows
from toasoan.portal import queries
from toasoan.portal.gathered.queries import author_at, topic_named, topics_told
from toasoan.portal.marking import LIST_MARKS, keep, show_stories
from toasoan.portal.views import story_list
from toasoan.stories.models import Byline, Story
from toasoan.stories.pages import (
    author_word,
    front_word,
    gallery_word,
    story_word,
    topic_word,
    topics_word,
    video_word,
)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The topics that have stories."""
    agency = queries.agency_for(request)
    told = topics_told(agency)
    shows(request, *(topic_word(one.topic.pk) for one in told))
    show_stories(request, (one.latest for one in told))
    keep(request, topics_word(agency.pk))
    return render(
        request, "portal/gathered/topics.html", queries.frame(request, agency) | {"told": told}
    )


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stream of a topic, latest first."""
    agency = queries.agency_for(request)
    # Also when there is none: a new topic ends the answer.
    shows(request, topics_word(agency.pk))
    found = topic_named(agency, slug)
    shows(request, topic_word(found.pk))
    stories = queries.live_stories(agency).filter(topic=found)
    return story_list(
        request, found.name, stories, kind=_("Topic"), topic=found, summary=found.summary
    )


@require_safe
def author(request: HttpRequest, address: str) -> HttpResponse:
    """The stories signed with a name."""
    agency = queries.agency_for(request)
    # A name without live stories does not exist; its first one is a change of the front.
    shows(request, front_word(agency.pk))
    found = author_at(agency, address)
    shows(request, author_word(agency.pk, address), story_word(found.story_id))
    signed = Byline.objects.filter(address=address).values("story")
    stories = queries.live_stories(agency).filter(pk__in=signed)
    return story_list(
        request, found.name, stories, kind=pgettext("byline", "Author"), summary=found.affiliation
    )


@require_safe
def galleries(request: HttpRequest) -> HttpResponse:
    """The stories told in photos."""
    agency = queries.agency_for(request)
    shows(request, gallery_word(agency.pk))
    stories = queries.live_stories(agency).filter(has_gallery=True)
    return _pictures(request, _("Photo library"), stories)


@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    """The stories with a video."""
    agency = queries.agency_for(request)
    shows(request, video_word(agency.pk))
    stories = queries.live_stories(agency).filter(has_video=True)
    return _pictures(request, _("Video"), stories, is_video=True)


def _pictures(
    request: HttpRequest, title: str, stories: QuerySet[Story], *, is_video: bool = False
) -> HttpResponse:
    """A page of large pictures."""
    frame = queries.frame(request, queries.agency_for(request))
    page = queries.page_of(stories, request)
    show_stories(request, page.stories)
    keep(request, knows=LIST_MARKS)
    context = {"title": title, "page": page, "is_video": is_video}
    return render(request, "portal/gathered/pictures.html", frame | context)
