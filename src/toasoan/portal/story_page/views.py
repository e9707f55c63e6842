"""A story's page and the code that leads a phone to it: HTTP only."""

import io
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from toasoan.page_cache.marks import shows
from toasoan.portal import queries
from toasoan.portal.errors import way_on
from toasoan.portal.marking import frame_word, keep, show_stories
from toasoan.portal.story_page.frames import allow_player
from toasoan.portal.story_page.head import Told, head_of
from toasoan.portal.story_page.queries import story_context
from toasoan.portal.story_page.tools import tools_of
from toasoan.stories.models import Story
from toasoan.stories.numbers import number_at_end
from toasoan.stories.pages import article_word, story_word, tag_word, topic_word
from toasoan.stories.story_page_queries import live_story


@require_safe
def story(request: HttpRequest, section: str, words: str) -> HttpResponse:
    """A story; its id decides, other words lead to the right address."""
    story_id = number_at_end(words)
    if story_id is None:
        raise Http404
    agency = queries.agency_for(request)
    keep(request, story_word(story_id), frame_word(agency.pk))
    found = live_story(agency.pk, story_id)
    if found is None:
        return _not_on_the_site(request, story_id)
    frame = queries.frame(request, agency)
    queries.in_sections([found], frame["sections"])
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    return _page(request, frame, found, address)


def _page(request: HttpRequest, frame: dict[str, Any], found: Story, path: str) -> HttpResponse:
    context = story_context(request, found, frame)
    text = context["text"]
    shows(request, article_word(found.pk), *(tag_word(tag.pk) for tag in text.tags))
    show_stories(request, [found, *context["cards"]])
    if found.topic_id:
        shows(request, topic_word(found.topic_id))
    told = Told(
        found, text, context["corrections"], frame["agency"],
        origin=request.build_absolute_uri("/").removesuffix("/"), path=path,
    )  # fmt: skip
    context |= {"address": told.address, "head": head_of(told), "tools": tools_of(told, frame)}
    if found.has_video:
        allow_player(request)
    return render(request, "portal/story.html", frame | context)


def _not_on_the_site(request: HttpRequest, story_id: int) -> HttpResponse:
    agency = queries.agency_for(request)
    take_down = queries.take_down_of(agency, story_id)
    if take_down is None:
        raise Http404
    target: Story | None = take_down.redirect_to
    if target is not None:
        shows(request, story_word(target.pk))
    if target is not None and target.live:
        return redirect(target.get_absolute_url())
    context = way_on(request, agency, queries.frame(request, agency)) | {"take_down": take_down}
    return render(request, "portal/gone.html", context, status=410)


@require_safe
def code(request: HttpRequest, story_id: int) -> HttpResponse:
    """The story's address as a QR code, drawn here and fetched when a reader asks for it."""
    agency = queries.agency_for(request)
    keep(request, story_word(story_id), frame_word(agency.pk))
    found = live_story(agency.pk, story_id)
    if found is None:
        raise Http404
    drawing = io.BytesIO()
    segno.make(request.build_absolute_uri(found.get_absolute_url()), error="m").save(
        drawing, kind="svg", scale=6, border=3, light="#fff"
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
