"""Public pages: HTTP only."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from toasoan.delivery.marks import shows
from toasoan.portal import queries
from toasoan.portal.marking import (
    LIST_MARKS,
    frame_word,
    keep,
    show_stories,
    unit_word,
)
from toasoan.stories.models import Story
from toasoan.stories.pages import (
    article_word,
    front_word,
    section_word,
    story_word,
    tag_word,
    unit_list_word,
)
from toasoan.vietnamese.dates import local_day

#: No story has an id of more digits; longer ones need not reach the database.
_LONGEST_ID = 18


def _screen(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    frame = queries.frame(request, queries.agency_for(request))
    return render(request, template, frame | context, status=status)


def _list(
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
    return _list(request, found.name, stories, summary=found.summary, section=found)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories with a tag."""
    agency = queries.agency_for(request)
    # A tag without live stories does not exist; its first one is a change of the front.
    shows(request, front_word(agency.pk))
    found = queries.tag_for(agency, slug)
    shows(request, tag_word(found.pk))
    stories = queries.live_stories(agency).filter(tagged_items__tag=found)
    return _list(request, found.name, stories, kind=_("Tag"))


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The stories of a unit."""
    agency = queries.agency_for(request)
    found = queries.unit_for(agency, code)
    shows(request, unit_word(found.pk), unit_list_word(found.pk))
    kin = queries.kin_of(found, local_day(timezone.now()))
    shows(request, *(unit_word(unit.pk) for unit in (*kin.before, *kin.after)))
    stories = queries.live_stories(agency).filter(unit=found)
    return _list(request, found.name, stories, kin=kin)


@require_safe
def story(request: HttpRequest, section: str, words: str) -> HttpResponse:
    """A story; its id decides, other words lead to the right address."""
    story_id = words.rpartition("-")[2]
    if not story_id.isdecimal() or len(story_id) > _LONGEST_ID:
        raise Http404
    agency = queries.agency_for(request)
    keep(request, story_word(int(story_id)), frame_word(agency.pk))
    found = queries.live_story(agency, int(story_id))
    if found is None:
        return _not_on_the_site(request, int(story_id))
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    context = queries.story_context(found, agency)
    show_stories(request, [found, *context["newer"], *context["older"]])
    shows(request, article_word(found.pk))
    return _screen(request, "portal/story.html", context)


def _not_on_the_site(request: HttpRequest, story_id: int) -> HttpResponse:
    take_down = queries.take_down_of(queries.agency_for(request), story_id)
    if take_down is None:
        raise Http404
    target: Story | None = take_down.redirect_to
    if target is not None:
        shows(request, story_word(target.pk))
    if target is not None and target.live:
        return redirect(target.get_absolute_url())
    return _screen(request, "portal/gone.html", {"take_down": take_down}, 410)


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
