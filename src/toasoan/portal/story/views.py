"""A story's page and the code that leads a phone to it: HTTP only."""

import io
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from toasoan.audience.names import story_name
from toasoan.page_cache.cache_tags import counts_for, shows
from toasoan.portal.frame.cache_tags import frame_tag, keep, show_stories
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import set_sections, with_latest
from toasoan.portal.story.context import story_context
from toasoan.portal.story.head import Article, head_of
from toasoan.portal.story.parts import parts_of
from toasoan.portal.story.player import allow_player
from toasoan.portal.story.queries import take_down_of
from toasoan.portal.story.tools import tools_of
from toasoan.stories.cache_tags import article_tag, keyword_tag, story_tag, topic_tag
from toasoan.stories.models import Story
from toasoan.stories.numbers import number_at_end
from toasoan.stories.sections import is_section_address
from toasoan.stories.story_page_queries import live_story
from toasoan.units.models import Agency
from toasoan.vietnamese.fold import slugify


@require_safe
def story(request: HttpRequest, section: str, words: str) -> HttpResponse:
    """A story; its id decides, other words lead to the right address."""
    return _story_at(request, section, words) or _elsewhere(request)


@require_safe
def written_otherwise(request: HttpRequest, section: str, words: str) -> HttpResponse:
    """A story's address with a slash behind it, capitals or marks; else a standing page."""
    found = _story_at(request, slugify(section), words)
    return found or serve_page(request, f"{section}/{words}/")


def _story_at(request: HttpRequest, section: str, words: str) -> HttpResponse | None:
    """The answer about the story that an address means; None when it means none."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    story_id = _story_id(agency, around, section, words)
    if story_id is None:
        return None
    keep(request, story_tag(story_id), frame_tag(agency.pk))
    found = live_story(agency.pk, story_id)
    if found is None:
        return _not_on_the_site(request, story_id)
    set_sections([found], around["sections"])
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(with_query(request, address))
    return _page(request, around, found, address)


def _story_id(agency: Agency, around: dict[str, Any], section: str, words: str) -> int | None:
    """The story that an address means; None when it is not the address of a story."""
    story_id = number_at_end(words) if "-" in words else None
    is_story = story_id is not None and is_section_address(agency.pk, section, around["sections"])
    return story_id if is_story else None


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """What lies at the address with a slash behind it; 404 when there is nothing."""
    match = resolve(f"{request.path}/")
    # Asked before anybody is led there: nobody is sent to a page that is not there.
    match.func(request, *match.args, **match.kwargs)
    return HttpResponsePermanentRedirect(with_query(request, f"{request.path}/"))


def _page(request: HttpRequest, around: dict[str, Any], found: Story, path: str) -> HttpResponse:
    context = story_context(request, found, around)
    text = context["text"]
    shows(request, article_tag(found.pk), *(keyword_tag(tag.pk) for tag in text.tags))
    show_stories(request, [found, *context["cards"]])
    counts_for(request, story_name(found.pk))
    if found.topic_id:
        shows(request, topic_tag(found.topic_id))
    article = Article(
        found, text, context["corrections"], around["agency"],
        origin=request.build_absolute_uri("/").removesuffix("/"), path=path,
    )  # fmt: skip
    context |= {
        "address": article.address,
        "head": head_of(article),
        "tools": tools_of(article, around),
        "parts": parts_of(request, found, around),
    }
    if found.has_video:
        allow_player(request)
    return render(request, "portal/story.html", around | context)


def _not_on_the_site(request: HttpRequest, story_id: int) -> HttpResponse:
    agency = agency_for(request)
    take_down = take_down_of(agency, story_id)
    if take_down is None:
        raise Http404
    target: Story | None = take_down.redirect_to
    if target is not None:
        shows(request, story_tag(target.pk))
    if target is not None and target.live:
        return redirect(with_query(request, target.get_absolute_url()))
    context = with_latest(request, agency, frame_context(request, agency)) | {
        "title": _("The story has been taken down"),
        "take_down": take_down,
    }
    return render(request, "portal/gone.html", context, status=410)


@require_safe
def code(request: HttpRequest, story_id: int) -> HttpResponse:
    """The story's address as a QR code, drawn here and fetched when a reader asks for it."""
    agency = agency_for(request)
    keep(request, story_tag(story_id), frame_tag(agency.pk))
    found = live_story(agency.pk, story_id)
    if found is None:
        raise Http404
    drawing = io.BytesIO()
    segno.make(request.build_absolute_uri(found.get_absolute_url()), error="m").save(
        drawing, kind="svg", scale=6, border=3, light="#fff"
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
