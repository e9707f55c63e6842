"""Pages of stories gathered by topic, author, photos or video: HTTP only."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import LIST_PARAMETERS, keep, show_stories
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import live_stories, page_of
from toasoan.portal.listings.topics import author_at, topic_named, topics_with_stories
from toasoan.portal.listings.views import story_list
from toasoan.stories.authors import joined_name
from toasoan.stories.cache_tags import (
    author_tag,
    front_tag,
    galleries_tag,
    story_tag,
    topic_tag,
    topics_tag,
    videos_tag,
)
from toasoan.stories.models import Byline, Story


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The topics that have stories."""
    agency = agency_for(request)
    rows = topics_with_stories(agency)
    shows(request, *(topic_tag(one.topic.pk) for one in rows))
    show_stories(request, (one.latest for one in rows))
    keep(request, topics_tag(agency.pk))
    words = _("Topics on the site of %(agency)s, each with all of its stories.")
    context = {
        "title": _("Topics"),
        "description": words % {"agency": agency.name},
        "topics": rows,
    }
    return render(request, "portal/listings/topics.html", frame_context(request, agency) | context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stream of a topic, latest first."""
    agency = agency_for(request)
    # Before the look-up: a new topic must also drop a kept 404.
    shows(request, topics_tag(agency.pk))
    found = topic_named(agency, slug)
    shows(request, topic_tag(found.pk))
    stories = live_stories(agency).filter(topic=found)
    words = _("Stories of the topic “%(topic)s” on the site of %(agency)s.")
    return story_list(
        request,
        found.name,
        stories,
        found.summary or words % {"topic": found.name, "agency": agency.name},
        kind=_("Topic"),
        topic=found,
        summary=found.summary,
    )


@require_safe
def author(request: HttpRequest, address: str) -> HttpResponse:
    """The stories signed with a name."""
    agency = agency_for(request)
    # Before the look-up: the first story signed so changes the front and drops a kept 404.
    shows(request, front_tag(agency.pk), author_tag(agency.pk, address))
    if alias := joined_name(agency.pk, address):
        return _to_joined(request, alias.of_address)
    found = author_at(agency, address)
    shows(request, story_tag(found.story_id))
    signed = Byline.objects.filter(address=address).values("story")
    stories = live_stories(agency).filter(pk__in=signed)
    signed_as = ", ".join(filter(None, (found.name, found.affiliation)))
    words = _("Stories signed by %(author)s on the site of %(agency)s.")
    return story_list(
        request,
        found.name,
        stories,
        words % {"author": signed_as, "agency": agency.name},
        kind=pgettext("byline", "Author"),
        summary=found.affiliation,
    )


def _to_joined(request: HttpRequest, address: str) -> HttpResponse:
    """The way from a name to the one with which it was joined; parameters go along."""
    path = reverse("portal:author", args=[address])
    answer = HttpResponsePermanentRedirect(with_query(request, path))
    # Names can be taken apart again: browsers ask anew after a while.
    patch_cache_control(answer, max_age=600)
    return answer


@require_safe
def galleries(request: HttpRequest) -> HttpResponse:
    """The stories told in photos."""
    agency = agency_for(request)
    shows(request, galleries_tag(agency.pk))
    stories = live_stories(agency).filter(has_gallery=True)
    words = _("Stories of %(agency)s told in photos.") % {"agency": agency.name}
    return _pictures(request, _("Photo library"), words, stories)


@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    """The stories with a video."""
    agency = agency_for(request)
    shows(request, videos_tag(agency.pk))
    stories = live_stories(agency).filter(has_video=True)
    words = _("Stories of %(agency)s with a video.") % {"agency": agency.name}
    return _pictures(request, _("Video"), words, stories, is_video=True)


def _pictures(
    request: HttpRequest,
    title: str,
    description: str,
    stories: QuerySet[Story],
    *,
    is_video: bool = False,
) -> HttpResponse:
    """A page of large pictures."""
    around = frame_context(request, agency_for(request))
    page = page_of(stories, request)
    show_stories(request, page.stories)
    keep(request, knows=LIST_PARAMETERS)
    context = {
        "title": title,
        "description": description,
        "page": page,
        "is_video": is_video,
    }
    return render(request, "portal/listings/pictures.html", around | context)
